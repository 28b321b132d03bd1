"""A build after any edits gives the same site as a clean one, byte for byte."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from profilegen.build import Summary
from tests.building.worlds import TODAY, build, every_byte, picture, write
from tests.built_sites import LOOK_AT_ALL

STUDENTS = ("amina-x3f9", "ben-7k2q", "cleo-m4t8")
RECORDS = ("reflections/bridge.yaml", "reflections/kite.yaml", "testimonials/okafor.yaml", "showcases/best.yaml")
WORDS = ("family", "school", "public", "teachers", "private")
DAYS = (TODAY, date(2026, 12, 24), date(2027, 9, 1), date(2026, 1, 5))


def _reflection(title: str, audience: str, photo: str) -> str:
    return (
        f"title: {title}\ndate: 2026-10-14\nbody: It held. **Twice**, to my surprise.\naudience: {audience}\n"
        f"skills: [teamwork]\nmedia:\n  - {{file: {photo}, alt: A bridge, shows: [ben-7k2q]}}\n"
        "feedback:\n  - {from: {name: Ms Okafor, role: teacher}, date: 2026-10-15, comment: Fold it once more.}\n"
    )


_TESTIMONIAL = (
    "from: {{name: Cleo Marsh, role: peer, student: cleo-m4t8}}\ndate: 2026-10-20\ntext: {}\n"
    "agreed: {{on: 2026-10-21, widest: school}}\nabout: reflections/bridge.yaml\n"
)
_SHOWCASE = "title: My best\nfor: Open day\nshows: [reflections/bridge.yaml]\naudience: school\nuntil: {}\n"
_TERMS = (
    "terms:\n  - {name: Autumn, starts: 2026-09-02, ends: 2026-12-18}\n"
    "  - {name: Winter, starts: 2026-12-24, ends: 2027-03-25}\n"
)


def a_world(root: Path) -> Path:
    """Three students who show and quote each other, consents that run out, and a theme of the school's own."""
    files: dict[str, str | bytes] = {
        "school.yaml": f"name: Hillside\nframework: skills-builder-2\npublishing: {{public: yes}}\n{_TERMS}",
        "consents.yaml": _consents("public", "2027-08-31"),
        "classes/4-oak.yaml": "name: 4 Oak\nschool_year: 2026/27\nstudents: [amina-x3f9, ben-7k2q]\n",
        "themes/ours/theme.yaml": "name: ours\nextends: journal\ndefault_palette: harbour\n",
        "themes/ours/static/ours.css": "h1 { color: red }\n",
        "themes/ours/templates/gallery.html": "{% extends 'base/gallery.html' %}\n",
    }
    for number, student in enumerate(STUDENTS):
        home = f"students/{student}"
        files[f"{home}/profile.yaml"] = f"name: {student.split('-')[0].title()} Marsh\naudience: public\n"
        files[f"{home}/reflections/bridge.yaml"] = _reflection("My bridge", "public", "bridge.jpg")
        files[f"{home}/media/bridge.jpg"] = picture(("teal", "maroon", "olive")[number])
        files[f"{home}/testimonials/okafor.yaml"] = _TESTIMONIAL.format("Careful work.")
        files[f"{home}/showcases/best.yaml"] = _SHOWCASE.format("2026-12-01")
    return write(root, files)


def _consents(widest: str, until: str) -> str:
    return "".join(
        f"{student}:\n  photos: {{widest: {widest}, until: {until}}}\n  public: {{widest: public, until: {until}}}\n"
        for student in STUDENTS
    )


@dataclass
class World:
    """A school that is edited and built again and again, and what a clean build of it gives."""

    school: Path
    audience: str = "school"
    theme: str = ""
    day: date = TODAY
    kept: dict[Path, tuple[bytes, int]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def file(self, student: int, record: int) -> Path:
        return self.school / "students" / STUDENTS[student] / RECORDS[record]

    def put(self, file: Path, content: str | bytes) -> None:
        """Writes a file; an older state of it is kept, to be put back some day."""
        if file.is_file():
            self.kept[file] = (file.read_bytes(), file.stat().st_mtime_ns)
        write(file.parent, {file.name: content})

    def clean(self) -> tuple[Summary, dict[str, bytes]]:
        """What a build gives that remembers nothing: of a copy, in another folder."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / self.school.name  # where a school.yaml is unreadable, its folder names it
            shutil.copytree(self.school, copy, ignore=shutil.ignore_patterns("_site", ".profilegen"))
            summary = build(copy, self.audience, theme=self.theme, today=self.day)
            return summary, every_byte(copy / "_site" / self.audience)


Edit = Callable[[World], None]
at = st.integers(0, len(STUDENTS) - 1)
record = st.integers(0, len(RECORDS) - 1)
words = st.sampled_from(["My bridge", "My kite", "Mein Boot", "قارب", "A & B <i>"])


@st.composite
def _write(draw: st.DrawFn) -> Edit:
    who, what, title, audience = draw(at), draw(record), draw(words), draw(st.sampled_from(WORDS[:3]))

    def edit(world: World) -> None:
        content = _reflection(f"'{title}'", audience, "bridge.jpg")
        if RECORDS[what].startswith("testimonials"):
            content = _TESTIMONIAL.format(f"'{title}'")
        elif RECORDS[what].startswith("showcases"):
            content = _SHOWCASE.format("2026-11-30" if audience == "public" else "2027-01-31")
        world.put(world.file(who, what), content)

    return edit


@st.composite
def _twice_within_a_moment(draw: st.DrawFn) -> Edit:
    """The same size both times, and times that a coarse clock cannot tell apart."""
    who, first, second = draw(at), draw(st.sampled_from(["Ada", "Bee"])), draw(st.sampled_from(["Cat", "Dog"]))

    def edit(world: World) -> None:
        file = world.file(who, 0)
        world.put(file, _reflection(first, "public", "bridge.jpg"))
        times = file.stat()
        build(world.school, world.audience, theme=world.theme, today=world.day)
        file.write_text(_reflection(second, "public", "bridge.jpg"), "utf-8")
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    return edit


@st.composite
def _take_away(draw: st.DrawFn) -> Edit:
    who, what = draw(at), draw(record)
    return lambda world: world.file(who, what).unlink(missing_ok=True)


@st.composite
def _rename(draw: st.DrawFn) -> Edit:
    who = draw(at)

    def edit(world: World) -> None:
        one, other = world.file(who, 0), world.file(who, 1)
        if one.is_file():
            one.replace(other)
        elif other.is_file():
            other.replace(one)

    return edit


@st.composite
def _empty_a_folder(draw: st.DrawFn) -> Edit:
    who, name = draw(at), draw(st.sampled_from(["reflections", "testimonials", "media", "showcases"]))
    return lambda world: shutil.rmtree(world.school / "students" / STUDENTS[who] / name, ignore_errors=True)


@st.composite
def _put_back(draw: st.DrawFn) -> Edit:
    which = draw(st.integers(0, 5))

    def edit(world: World) -> None:
        for file, (content, time) in list(world.kept.items())[which : which + 1]:
            write(file.parent, {file.name: content})
            os.utime(file, ns=(time, time))

    return edit


@st.composite
def _touch(draw: st.DrawFn) -> Edit:
    who, day = draw(at), draw(st.integers(1_000_000_000, 1_900_000_000))

    def edit(world: World) -> None:
        if (file := world.file(who, 0)).is_file():
            os.utime(file, (day, day))

    return edit


@st.composite
def _photo(draw: st.DrawFn) -> Edit:
    who, colour = draw(at), draw(st.sampled_from(["teal", "navy", "gold"]))
    content = picture(colour) if colour != "gold" else b"\xff\xd8\xff no picture"
    return lambda world: world.put(world.school / "students" / STUDENTS[who] / "media/bridge.jpg", content)


@st.composite
def _profile(draw: st.DrawFn) -> Edit:
    who, name, audience = draw(at), draw(words), draw(st.sampled_from(WORDS))
    theme = draw(st.sampled_from(["", "ours", "nowhere", "{name: journal, palette: orchard}"]))

    def edit(world: World) -> None:
        home = world.school / "students" / STUDENTS[who]
        if home.is_dir():
            text = f"name: '{name} Lee'\ntagline: '{name}!'\naudience: {audience}\navatar: bridge.jpg\n"
            world.put(home / "profile.yaml", text + (f"theme: {theme}\n" if theme else ""))

    return edit


@st.composite
def _leave_or_come(draw: st.DrawFn) -> Edit:
    who = draw(at)

    def edit(world: World) -> None:
        home = world.school / "students" / STUDENTS[who]
        if home.is_dir():
            shutil.rmtree(home)
        else:
            write(home, {"profile.yaml": "name: Dana Back\naudience: public\n"})

    return edit


@st.composite
def _school(draw: st.DrawFn) -> Edit:
    text = draw(
        st.sampled_from(
            [
                "name: Hillside\npublishing: {public: yes}\n",
                f"name: Hillside\npublishing: {{public: yes}}\nreflection_prompts: [My kite]\n{_TERMS}",
                "name: Hillside\nframework: skills-builder-2\nlocale: cy\n",
                "name: Seaview\ndefault_audience: school\ntheme: {name: ours}\n",
                "name: Seaview\nno_such_field: 1\n",
            ]
        )
    )
    return lambda world: world.put(world.school / "school.yaml", text)


@st.composite
def _consent(draw: st.DrawFn) -> Edit:
    widest, until = draw(st.sampled_from(WORDS[:3])), draw(st.sampled_from(["2026-12-01", "2027-08-31", "2026-11-21"]))
    return lambda world: world.put(world.school / "consents.yaml", _consents(widest, until))


@st.composite
def _class(draw: st.DrawFn) -> Edit:
    members = draw(st.lists(st.sampled_from((*STUDENTS, "nobody-0000")), max_size=3))
    text = f"name: 4 Oak\nschool_year: 2026/27\nstudents: [{', '.join(members)}]\n"
    return lambda world: world.put(world.school / "classes/4-oak.yaml", text)


@st.composite
def _arrive(draw: st.DrawFn) -> Edit:
    """From another school, with records that name its skills and its pupils; or the arrival is forgotten again."""
    who, what = draw(at), draw(st.sampled_from(["", "people: [ben-7k2q]\n", "no_such_field: 1\n", "gone"]))
    name = draw(st.sampled_from(["Old skills", "Older skills"]))

    def edit(world: World) -> None:
        home = world.school / "arrivals" / STUDENTS[who] / "2026-09-02-old"
        if what == "gone":
            shutil.rmtree(home.parent, ignore_errors=True)
            return
        days = "packed_on: 2026-08-30\narrived_on: 2026-09-02\nfrom: Old\nbrought: [reflections/bridge.yaml]\n"
        world.put(home / "arrival.yaml", days + what)
        world.put(home / "school/frameworks/old.yaml", f"name: {name}\nskills:\n  - {{id: teamwork, name: Teamwork}}\n")

    return edit


@st.composite
def _crosswalk(draw: st.DrawFn) -> Edit:
    skill = draw(st.sampled_from(["teamwork", "listening", "no such skill"]))
    text = f"from: old\nto: skills-builder-2\nskills:\n  - {{skill: teamwork, is: {skill}}}\n"
    return lambda world: world.put(world.school / "crosswalks/old.yaml", text)


@st.composite
def _set_aside(draw: st.DrawFn) -> Edit:
    who = draw(at)

    def edit(world: World) -> None:
        aside = world.school / "students" / STUDENTS[who] / "arrived/2026-09-02-old/reflections/bridge.yaml"
        if aside.is_file():
            aside.unlink()
        elif aside.parents[3].is_dir():
            world.put(aside, _reflection("Another", "public", "bridge.jpg"))

    return edit


@st.composite
def _theme_file(draw: st.DrawFn) -> Edit:
    name, content = draw(
        st.sampled_from(
            [
                ("static/ours.css", "h1 { color: blue }\n"),
                ("static/ours.css", "h1 { color: teal }\n"),
                ("static/more.css", "p { margin: 0 }\n"),
                ("templates/gallery.html", "{% extends 'base/gallery.html' %}{% block title %}G{% endblock %}\n"),
                ("templates/gallery.html", "{% extends 'base/gallery.html' %}{% block title %}H{% endblock %}\n"),
                ("templates/gallery.html", "{{ nothing.of.the.kind }}\n"),
            ]
        )
    )
    return lambda world: world.put(world.school / "themes/ours" / name, content)


def _set(**changes: object) -> Edit:
    def edit(world: World) -> None:
        for name, value in changes.items():
            setattr(world, name, value)

    return edit


@st.composite
def _spoil_the_site(draw: st.DrawFn) -> Edit:
    """Somebody takes something out of the site, or writes into it."""
    who, how = draw(at), draw(st.sampled_from(["page", "theme", "manifest", "all", "changed"]))

    def edit(world: World) -> None:
        folder = world.school / "_site" / world.audience / "students" / STUDENTS[who]
        if not (folder / "index.html").is_file():
            return
        if how == "all":
            shutil.rmtree(folder)
        elif how == "changed":
            page = folder / "index.html"
            page.write_bytes(page.read_bytes().replace(b"Marsh", b"March"))
        else:
            name = {"page": "index.html", "theme": "theme/base.css", "manifest": ".profilegen.json"}[how]
            (folder / name).unlink(missing_ok=True)

    return edit


@st.composite
def _forget(draw: st.DrawFn) -> Edit:
    what = draw(st.sampled_from(["store", "memory", ""]))
    return lambda world: shutil.rmtree(world.school / ".profilegen" / what, ignore_errors=True)


SETTINGS: st.SearchStrategy[Edit] = st.one_of(
    st.sampled_from(WORDS).map(lambda word: _set(audience=word)),
    st.sampled_from(DAYS).map(lambda day: _set(day=day)),
    st.sampled_from(["", "journal", "ours"]).map(lambda theme: _set(theme=theme)),
)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    *(_write(), _twice_within_a_moment(), _take_away(), _rename(), _empty_a_folder(), _put_back(), _touch(), _photo()),
    *(
        _profile(),
        _leave_or_come(),
        _school(),
        _consent(),
        _class(),
        _theme_file(),
        _arrive(),
        _crosswalk(),
        _set_aside(),
        SETTINGS,
        _spoil_the_site(),
        _forget(),
    ),
)


@settings(
    max_examples=250 if LOOK_AT_ALL else 12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # making a failing history smaller takes very long
    print_blob=True,
)
@given(history=st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=5))
def test_a_build_after_any_edits_equals_a_clean_one(history: list[list[Edit]]) -> None:
    """Whatever was edited since, and whatever was built before."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(a_world(Path(folder) / "hillside"))
        build(world.school, world.audience, today=world.day)
        for edits in history:
            for edit in edits:
                edit(world)
                note(f"{getattr(edit, '__qualname__', edit)}: {_said(edit)}")
            note(f"built for {world.audience} on {world.day}, theme {world.theme or 'none'}")
            _assert_same_as_clean(world)


def _said(edit: Edit) -> str:
    """What an edit was drawn with, for reading a failure."""
    return str([cell.cell_contents for cell in edit.__closure__ or ()])


def _assert_same_as_clean(world: World) -> None:
    built = build(world.school, world.audience, theme=world.theme, today=world.day)
    site = _comparable(every_byte(world.school / "_site" / world.audience), built)
    again = build(world.school, world.audience, theme=world.theme, today=world.day)
    summary, everything = world.clean()
    expected = _comparable(everything, summary)
    assert sorted(site) == sorted(expected)
    assert [path for path in site if site[path] != expected[path]] == []
    assert built.problems == summary.problems
    assert (built.students, built.failed) == (summary.students, summary.failed)
    assert built.failed or built.pages == summary.pages
    assert (again.problems, again.pages, again.students) == (built.problems, built.pages, built.students)
    assert again.written == 0


def _comparable(site: dict[str, bytes], summary: Summary) -> dict[str, bytes]:
    """Where a theme fails, the old site still stands, which a clean build cannot have: the others are compared."""
    failed = tuple(f"students/{one.student}/" for one in summary.problems if one.rule == "theme-mistake")
    return {path: content for path, content in site.items() if not failed or _is_of_others(path, failed)}


def _is_of_others(path: str, failed: tuple[str, ...]) -> bool:
    return path.startswith("students/") and not path.startswith(failed)
