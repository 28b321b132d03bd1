"""A showcase as a site of its own: its pieces in its own order, and nothing else of the profile, in every byte."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest

from profilegen.build import Summary
from profilegen.cleaning import clean
from profilegen.cli.main import main
from profilegen.forgetting.forgetting import forget
from profilegen.forgetting.traces import find_traces
from profilegen.model.audience import AUDIENCE_WORDS
from profilegen.problems import UsageError
from profilegen.publishing.audit import broken_links
from profilegen.sharing.share import Wish, share
from profilegen.showcasing import build_showcase
from tests.building.worlds import build, every_byte, picture, write

DAY = date(2026, 11, 22)
OTHERS = ("heron", "osprey", "plover", "wagtail", "curlew", "avocet", "dunlin", "gadwall", "whimbrel", "redshank")
"""Canaries: words of every other piece and field. None of them may be in the site."""

_MEDIA = "media: [{file: FILE, alt: ALT, shows: []}]"


def a_student(root: Path, prefix: str = "") -> Path:
    """A profile that is full of other things, with two showcases."""
    files: dict[str, str | bytes] = {
        "profile.yaml": """
            name: Amina Karimi
            tagline: A heron stands still.
            about: I saw an osprey.
            avatar: {file: me.jpg, alt: A plover}
            interests: [wagtail]
            strengths: [{skill: teamwork, because: The curlew says so.}]
            goals: [{goal: See an avocet}]
            journey: [{school: Dunlin Primary}]
            audience: school
            """,
        "reflections/bridge.yaml": """
            title: My bridge
            date: 2026-10-14
            body: It held. [There](reflections/kite.html) is more.
            skills: [{skill: problem-solving, evidence: Three tries.}]
            media: [{file: bridge.jpg, alt: A bridge, shows: []}]
            feedback:
              - from: {name: Ms Ada Okafor, role: teacher}
                date: 2026-10-15
                comment: What else?
                audience: school
                agreed: {on: 2026-10-16, widest: school}
                response: {text: I tried again., changed: reflections/kite.yaml}
            """,
        "reflections/tower.yaml": """
            title: My tower
            date: 2026-11-01
            body: It fell.
            """,
        "reflections/kite.yaml": """
            title: A gadwall kite
            date: 2026-09-02
            body: It flew like a whimbrel.
            skills: [{skill: problem-solving, evidence: Not the redshank.}]
            media: [{file: kite.jpg, alt: A gadwall, shows: []}]
            """,
        "testimonials/coach.yaml": """
            from: {name: Sam Hill, role: coach}
            date: 2026-10-20
            text: She never stops asking.
            about: reflections/kite.yaml
            agreed: {on: 2026-10-21, widest: school}
            """,
        "testimonials/uncle.yaml": """
            from: {name: Uncle Heron, role: family}
            date: 2026-10-20
            text: A whimbrel of a child.
            about: reflections/bridge.yaml
            agreed: {on: 2026-10-21, widest: school}
            """,
        "achievements/badge.yaml": """
            title: Welding badge
            kind: badge
            date: 2026-07-01
            """,
        "achievements/race.yaml": """
            title: The redshank race
            kind: sport
            date: 2026-07-02
            """,
        "showcases/college.yaml": """
            title: What I built
            for: A college
            intro: Please look at the tower first.
            shows:
              - reflections/tower.yaml
              - testimonials/coach.yaml
              - reflections/bridge.yaml
              - achievements/badge.yaml
            until: 2026-12-31
            """,
        "showcases/job.yaml": """
            title: Gadwall job
            for: An osprey
            shows: [reflections/kite.yaml, reflections/bridge.yaml]
            """,
        "reports/2025-26.yaml": """
            school_year: 2025/26
            progress: The dunlin made progress.
            """,
        "media/me.jpg": picture("maroon"),
        "media/bridge.jpg": picture("teal"),
        "media/kite.jpg": picture("orange"),
    }
    return write(root, {f"{prefix}{name}": content for name, content in files.items()})


@pytest.fixture
def school(tmp_path: Path) -> Path:
    root = a_student(tmp_path / "hillside", "students/amina-x3f9/")
    return write(
        root,
        {
            "school.yaml": "name: Hillside\nframework: skills-builder-2\n",
            "consents.yaml": "amina-x3f9: {photos: school, recordings: school}\n",
            "students/ben-7k2q/profile.yaml": "name: Ben Lee\naudience: school\n",
        },
    )


def alone(folder: Path, name: str = "college", student: str = "amina-x3f9", **options: object) -> Summary:
    """Builds one showcase in this process."""
    options.setdefault("today", DAY)
    return build_showcase(folder, name, student, jobs=1, **options)  # type: ignore[arg-type]


def site_of(summary: Summary) -> Path:
    """Where it was built."""
    assert summary.site is not None
    return summary.site.folder


def test_it_holds_its_pieces_in_its_own_order_and_nothing_else_of_the_profile(school: Path) -> None:
    site = site_of(alone(school))
    assert site == school.resolve() / "_site" / "showcases" / "amina-x3f9" / "college"
    files = every_byte(site)
    pages = sorted(path for path in files if path.endswith(".html"))
    reflections = ["reflections/bridge.html", "reflections/tower.html"]
    assert pages == ["achievements.html", "index.html", *reflections, "skills.html", "testimonials.html"]
    first = files["index.html"].decode("utf-8")
    shown = [first.index(word) for word in ("What I built", "A college", "Please look", "My tower", "never stops")]
    assert shown == sorted(shown)
    assert first.index("never stops") < first.index("My bridge") < first.index("Welding badge")
    assert "31 December 2026" in first
    for path, content in files.items():
        if not path.startswith("theme/"):
            said = f"{path} {content.decode('utf-8', 'replace')}".casefold()
            assert [word for word in (*OTHERS, "job.html", "kite") if word in said] == [], path


def test_its_links_lead_somewhere_and_its_neighbours_are_those_of_the_showcase(school: Path) -> None:
    files = every_byte(site_of(alone(school)))
    pages = {path: content for path, content in files.items() if path.endswith(".html")}
    assert broken_links(pages, files) == ()
    bridge = pages["reflections/bridge.html"].decode("utf-8")
    neighbours = re.findall(r'<a class="neighbour[^"]*" href="([^"]+)"', bridge)
    assert neighbours == ["../testimonials.html#coach", "../achievements.html#badge"]
    assert 'href="../index.html"' in bridge


def test_the_search_and_the_manifest_know_its_pieces_alone(school: Path) -> None:
    files = every_byte(site_of(alone(school)))
    found = json.loads(files["search.js"].decode("utf-8").removeprefix("window.profilegenSearch = ").strip().strip(";"))
    assert [one["kind"] for one in found if one["address"] == "index.html"] == ["showcase"]
    manifest = json.loads(files[".profilegen.json"])
    assert manifest["notes"] == {}
    assert manifest["audience"] == "family"
    assert len([path for path in manifest["files"] if path.startswith("media/")]) == len(
        [path for path in files if path.startswith("media/")]
    )


def test_a_lone_folder_has_one_too_and_reads_it_without_a_school(tmp_path: Path) -> None:
    folder = a_student(tmp_path / "amina")
    site = site_of(alone(folder, student=""))
    assert site == folder.resolve() / "_site" / "showcases" / "amina" / "college"
    assert b"My tower" in (site / "index.html").read_bytes()
    assert not (site / "reflections" / "kite.html").exists()
    assert site_of(alone(folder, "What I built", student="")) == site


def test_two_at_once_and_the_whole_site_leave_each_other_alone(school: Path) -> None:
    college, job = site_of(alone(school)), site_of(alone(school, "job"))
    family = site_of(build(school))
    before = [every_byte(place) for place in (college, job, family)]
    assert not alone(school).written
    assert not alone(school, "job").written
    assert not build(school).written
    assert [every_byte(place) for place in (college, job, family)] == before
    assert (job / "reflections" / "kite.html").is_file()


def test_after_edits_it_is_what_a_clean_build_makes(school: Path) -> None:
    site = site_of(alone(school))
    student = school / "students/amina-x3f9"
    write(student, {"reflections/tower.yaml": "title: My tower\ndate: 2026-11-01\nbody: It stands now.\n"})
    write(
        student,
        {"showcases/college.yaml": "title: Anew\nfor: You\nshows: [reflections/bridge.yaml, reflections/tower.yaml]\n"},
    )
    alone(school)
    edited = every_byte(site)
    clean(school, sites=True)
    assert not (school / "_site").exists()
    alone(school)
    assert every_byte(site) == edited


def test_it_ends_with_its_day(school: Path) -> None:
    """The school's next build takes the site away, for whomever it was made."""
    college = school / "students/amina-x3f9/showcases/college.yaml"
    college.write_text(college.read_text(encoding="utf-8") + "audience: teachers\n", encoding="utf-8")
    site = site_of(alone(school, today=date(2026, 12, 31)))
    build(school, today=date(2026, 12, 31))
    assert site.is_dir()
    taken = build(school, today=date(2027, 1, 1)).taken_out
    assert [(one.student, one.folder) for one in taken] == [("amina-x3f9", str(site))]
    assert not (school / "_site" / "showcases").exists()


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("ending", ["ended", "withdrawn", "narrowed", "mistaken"])
def test_a_refused_build_takes_the_old_one_away(school: Path, tmp_path: Path, ending: str, elsewhere: bool) -> None:
    """And names the copies that were shared of it."""
    college = school / "students/amina-x3f9/showcases/college.yaml"
    site = site_of(alone(school, out=tmp_path / "stick" if elsewhere else None))
    (shared,) = share(["amina-x3f9"], school, showcase="college", today=DAY).packed
    said = college.read_text(encoding="utf-8")
    if ending == "withdrawn":
        college.unlink()
    elif ending == "narrowed":
        write(school, {"students/amina-x3f9/profile.yaml": "name: Amina Karimi\naudience: private\n"})
    elif ending == "mistaken":
        college.write_text(f"{said}colour: red\n", encoding="utf-8")
    told = {
        "ended": "that day is over",
        "withdrawn": "There is no showcase “college” here.",
        "narrowed": "may not see it",
        "mistaken": r"“college” cannot be built\. showcases/college\.yaml, line \d+: ",
    }[ending]
    with pytest.raises(UsageError, match=told) as refused:
        alone(school, today=date(2027, 1, 1) if ending == "ended" else DAY)
    assert not (site / "index.html").exists()
    assert f"Its site in {site} was taken away." in refused.value.hint
    assert shared.zip is not None
    assert f"A copy from before lies in {shared.zip.parent}: remove it." in refused.value.hint


def test_the_whole_profile_never_gets_into_the_folder_of_one_reader(school: Path, tmp_path: Path) -> None:
    """Whatever is known of it is lost: the folder itself says what it is."""
    stick, whole = tmp_path / "stick", tmp_path / "whole"
    alone(school, out=stick)
    build(school, out=whole)
    shutil.rmtree(school / ".profilegen")
    before = every_byte(stick), every_byte(whole)
    for folder in (school, school / "students/amina-x3f9"):
        with pytest.raises(UsageError, match="another"):
            build(folder, out=stick)
    for name, out in (("job", stick), ("college", whole)):
        with pytest.raises(UsageError, match="another"):
            alone(school, name, out=out)
    assert (every_byte(stick), every_byte(whole)) == before


def test_no_site_is_built_among_the_others(school: Path) -> None:
    site = site_of(alone(school))
    before = every_byte(site)
    places = (site, site / "more", site.parent / "mine", school / "_site/family/for-you", school / "_site")
    for place in places:
        with pytest.raises(UsageError, match="among the sites"):
            build(school, out=place)
        with pytest.raises(UsageError, match="among the sites"):
            build(school / "students/amina-x3f9", out=place)
    assert every_byte(site) == before
    assert alone(school, out=site).students == 1


def test_what_a_folder_is_names_nobody(school: Path) -> None:
    manifest = (site_of(alone(school)) / ".profilegen.json").read_text(encoding="utf-8")
    assert json.loads(manifest)["kind"].startswith("showcase ")
    assert "amina" not in manifest
    assert "college" not in manifest


def test_the_name_of_its_file_goes_before_a_title(school: Path) -> None:
    write(
        school / "students/amina-x3f9/showcases",
        {"third.yaml": "title: college\nfor: X\nshows: [reflections/kite.yaml]\n"},
    )
    assert site_of(alone(school)).name == "college"


def test_a_piece_with_a_mistake_costs_no_other(school: Path) -> None:
    write(school, {"students/amina-x3f9/reflections/tower.yaml": "title: [\n"})
    site = site_of(alone(school))
    assert not (site / "reflections/tower.html").exists()
    assert (site / "reflections/bridge.html").is_file()


def test_where_no_sound_piece_is_left_the_reason_is_told(school: Path) -> None:
    write(school, {"students/amina-x3f9/showcases/one.yaml": "title: One\nfor: X\nshows: [reflections/tower.yaml]\n"})
    write(school, {"students/amina-x3f9/reflections/tower.yaml": "title: [\n"})
    with pytest.raises(UsageError, match=r"“one” cannot be built\. .*“reflections/tower.yaml” has a mistake in it"):
        alone(school, "one")


def test_who_agreed_to_families_only_is_named_at_the_end(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever is given it may be of no family: whose words and whose faces are in it has to be asked."""
    student = school / "students/amina-x3f9"
    bridge = (student / "reflections/bridge.yaml").read_text(encoding="utf-8").replace("shows: []", "shows: [ben-7k2q]")
    write(
        school,
        {
            "students/amina-x3f9/reflections/bridge.yaml": bridge,
            "students/amina-x3f9/testimonials/coach.yaml": (
                "from: {name: Sam Hill, role: coach}\ndate: 2026-10-20\ntext: She asks.\nagreed: 2026-10-21\n"
            ),
            "consents.yaml": "amina-x3f9: {photos: school}\nben-7k2q: {photos: family}\n",
        },
    )
    asked = alone(school).ask
    assert sorted(asked) == ["Ben", "Sam Hill"]
    assert share(["amina-x3f9"], school, showcase="college", today=DAY).ask == asked
    with pytest.raises(SystemExit):
        main(["build", str(school), "--showcase", "college", "--student", "amina-x3f9", "--today", "2026-11-22"])
    assert f"outside your family, ask: {', '.join(asked)}." in capsys.readouterr().out


def test_a_lone_folder_that_is_called_something_else_is_built_on(tmp_path: Path) -> None:
    folder = a_student(tmp_path / "amina")
    build(folder)
    alone(folder, student="")
    renamed = folder.rename(tmp_path / "my-profile")
    assert build(renamed).students == 1
    assert site_of(alone(renamed, student="")).parent.name == "my-profile"


def test_forgetting_cleans_the_list_of_sites_too(school: Path, tmp_path: Path) -> None:
    build(school, out=tmp_path / "whole")
    site = site_of(alone(school, out=tmp_path / "stick"))
    forget(find_traces(school, "amina-x3f9"), today=DAY)
    assert not (site / "index.html").exists()
    register = (school / ".profilegen/sites.json").read_text(encoding="utf-8")
    assert "amina" not in register
    assert "college" not in register
    assert str(tmp_path / "whole") in json.loads(register)["sites"]


def test_forgetting_takes_sheets_for_applications_of_this_student_alone(school: Path) -> None:
    page = b'<!doctype html><meta name="generator" content="profilegen">'
    names = (
        "cv-amina.html",
        "ucas-amina.html",
        "ucas-amina-first.html",
        "cv-amina-x3f9.html",
        "ucas-amina-x3f9-a.html",
    )
    write(school, {**dict.fromkeys(names, page), "students/amina/profile.yaml": "name: A\n", "ucas-amina-b.html": b"x"})
    assert {one.path.name for one in find_traces(school, "amina").goes if one.path.suffix == ".html"} == {*names[:3]}
    gone = find_traces(school, "amina-x3f9").goes
    assert {one.path.name for one in gone if one.path.suffix == ".html"} == {*names[3:]}


def test_a_private_one_is_not_shared(school: Path) -> None:
    college = school / "students/amina-x3f9/showcases/college.yaml"
    college.write_text(college.read_text(encoding="utf-8") + "audience: private\n", encoding="utf-8")
    with pytest.raises(UsageError, match="private"):
        share(["amina-x3f9"], school, showcase="college", today=DAY)


def test_slips_of_one_are_never_taken_for_those_of_another(school: Path) -> None:
    shutil.copytree(school / "students/amina-x3f9", school / "students/amina")
    showcases = school / "students/amina/showcases"
    (showcases / "college.yaml").rename(showcases / "x3f9.yaml")
    lock = Wish(zip=False, lock=True)
    (first,) = share(["amina-x3f9"], school, wish=lock, today=DAY).packed
    (second,) = share(["amina"], school, wish=lock, showcase="x3f9", today=DAY).packed
    assert first.slips is not None
    assert second.slips is not None
    assert first.slips != second.slips
    gone = [one.path for one in find_traces(school, "amina").goes]
    assert second.slips in gone
    assert first.slips not in gone
    assert first.slips in [one.path for one in find_traces(school, "amina-x3f9").goes]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("showcases/college.yaml", None),
        ("showcases/college.yaml", "title: What I built\nfor: You\nshows: [reflections/bridge.yaml]\n"),
        ("showcases/college.yaml", "title: A\nfor: B\nshows: [reflections/tower.yaml]\naudience: private\n"),
        ("reflections/tower.yaml", "title: My tower\ndate: 2026-11-01\nbody: It fell.\naudience: private\n"),
        ("profile.yaml", "name: Amina Karimi\naudience: private\n"),
    ],
)
@pytest.mark.parametrize("elsewhere", [False, True])
def test_what_is_withdrawn_or_narrowed_goes_at_the_next_build(
    school: Path, tmp_path: Path, name: str, content: str | None, elsewhere: bool
) -> None:
    site = site_of(alone(school, out=tmp_path / "stick" if elsewhere else None))
    build(school)
    file = school / "students/amina-x3f9" / name
    if content is None:
        file.unlink()
    else:
        file.write_text(content, encoding="utf-8")
    build(school)
    assert not (site / "index.html").exists()


def test_a_leaver_s_goes_too(school: Path, tmp_path: Path) -> None:
    here, there = site_of(alone(school)), site_of(alone(school, "job", out=tmp_path / "stick"))
    build(school)
    (school / "students/amina-x3f9").rename(tmp_path / "moved")
    build(school)
    assert not here.exists()
    assert not (there / "index.html").exists()


def test_one_that_lost_its_manifest_goes(school: Path) -> None:
    site = site_of(alone(school))
    (site / ".profilegen.json").unlink()
    build(school, "teachers")
    assert not (site / "index.html").exists()


def test_another_audience_takes_the_place_of_the_first(school: Path) -> None:
    site = site_of(alone(school))
    college = school / "students/amina-x3f9/showcases/college.yaml"
    college.write_text(college.read_text(encoding="utf-8") + "audience: teachers\n", encoding="utf-8")
    assert site_of(alone(school)) == site
    assert json.loads((site / ".profilegen.json").read_bytes())["audience"] == "teachers"


def test_public_needs_all_that_public_needs(school: Path) -> None:
    college = school / "students/amina-x3f9/showcases/college.yaml"
    college.write_text(college.read_text(encoding="utf-8") + "audience: public\n", encoding="utf-8")
    with pytest.raises(UsageError, match="may not see it"):
        alone(school)
    assert not (school / "_site").exists()


@pytest.mark.parametrize(
    ("name", "student", "message"),
    [
        ("colege", "amina-x3f9", "There is no showcase “colege” here."),
        ("../college", "amina-x3f9", "There is no showcase"),
        ("college", "", "A school has many showcases."),
        ("college", "amina", "There is no student “amina” here."),
        ("college", "../../etc", "There is no student"),
    ],
)
def test_what_is_not_there_is_told(school: Path, name: str, student: str, message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        alone(school, name, student)


def test_a_folder_is_never_two_sites(school: Path, tmp_path: Path) -> None:
    """Nor the school's own, in either direction."""
    stick = tmp_path / "stick"
    alone(school, out=stick)
    with pytest.raises(UsageError, match="another site"):
        alone(school, "job", out=stick)
    with pytest.raises(UsageError, match="another"):
        build(school, out=stick)
    build(school, out=tmp_path / "whole")
    with pytest.raises(UsageError, match="another"):
        alone(school, out=tmp_path / "whole")
    assert alone(school, out=stick).students == 1


def test_no_place_of_an_audience_is_taken(school: Path) -> None:
    site = site_of(alone(school))
    assert site.parents[1].name not in AUDIENCE_WORDS
    assert [*(school / "_site").iterdir()] == [site.parents[1]]


@pytest.mark.parametrize("theme", ["journal", "crisp", "gallery", "meadow"])
def test_every_theme_shows_it(school: Path, theme: str) -> None:
    summary = alone(school, theme=theme)
    assert summary.students == 1
    assert not summary.failed


@pytest.mark.parametrize("locks", [False, True])
def test_it_is_shared_alone_beside_the_whole_profile(school: Path, locks: bool) -> None:
    whole = share(["amina-x3f9"], school, wish=Wish(), today=DAY).packed[0].zip
    wish = Wish(zip=not locks, lock=locks)
    (made,) = share(["amina-x3f9"], school, wish=wish, showcase="college", today=DAY).packed
    assert whole is not None
    assert whole.is_file()
    if locks:
        assert made.folder == school.resolve() / "_shared/showcases-locked/amina-x3f9/college/locked-profile"
        assert made.slips == school.resolve() / "_slips/amina-x3f9.college-family.html"
        return
    assert made.zip == school.resolve() / "_shared/showcases/amina-x3f9/college/Amina-college.zip"
    with ZipFile(made.zip) as archive:
        names = archive.namelist()
        said = b"".join(archive.read(name) for name in names if "/theme/" not in name).lower()
    assert "Amina-college/reflections/tower.html" in names
    assert [word for word in (*OTHERS, "kite") if word.encode() in said] == []
    gone = [one.path for one in find_traces(school, "amina-x3f9").goes]
    assert school.resolve() / "_shared/showcases/amina-x3f9" in gone
    assert school.resolve() / "_site/showcases/amina-x3f9/college" in gone


def test_every_page_can_be_reached_from_the_first(school: Path) -> None:
    pages = {path: content for path, content in every_byte(site_of(alone(school))).items() if path.endswith(".html")}
    linked = {unquote(found) for found in re.findall(r'href="([^"#:]+\.html)', pages["index.html"].decode("utf-8"))}
    assert linked == set(pages)
