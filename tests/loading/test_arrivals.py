"""A profile that came from another school: its skills, its people, and what waits for the student to choose."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from profilegen.checks import check_student
from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from profilegen.model.audience import Audience
from profilegen.model.school import Student
from profilegen.model.viewing import view_for
from profilegen.model.views import StudentView
from profilegen.problems import Problem
from tests.loading.worlds import AMINA, JPEG, told, written

TODAY = date(2026, 11, 23)
HERE = "2026-09-02-kestrel-bank-school"
OLD = f"arrivals/{AMINA}/{HERE}"
OURS = (
    "name: Our skills\nskills:\n"
    "  - {id: teamwork, name: Teamwork, steps: [{number: 1}]}\n  - {id: craft, name: Craft}\n"
)
THEIRS = (
    "name: Kestrel skills\nskills:\n"
    "  - {id: teamwork, name: Teamwork, steps: [{number: 7, name: Seventh}]}\n  - {id: grit, name: Grit}\n"
)
ARRIVAL = (
    "schema: 1\nfrom: Kestrel Bank School\npacked_on: 2026-08-30\narrived_on: 2026-09-02\nframework: ours\n"
    "brought: [reflections/bridge.yaml, testimonials/ben.yaml]\npeople: [ben-7k2q]\n"
)
BRIDGE = (
    "title: My bridge\ndate: 2026-05-14\nbody: It held.\nskills:\n"
    "  - {skill: Teamwork, step: 7, evidence: We took turns.}\n  - Grit\n"
)
KITE = "title: My kite\ndate: 2026-10-14\nbody: It flew.\nskills: [Teamwork]\n"
SCHOOL: dict[str, str | bytes] = {
    "school.yaml": "name: Hillside\nframework: ours\n",
    "frameworks/ours.yaml": OURS,
    f"students/{AMINA}/profile.yaml": "name: Amina Karimi\naudience: school\n",
    f"students/{AMINA}/reflections/bridge.yaml": BRIDGE,
    f"students/{AMINA}/reflections/kite.yaml": KITE,
    f"{OLD}/arrival.yaml": ARRIVAL,
    f"{OLD}/school/frameworks/ours.yaml": THEIRS,
}
Files = dict[str, str | bytes]


def loaded(folder: Path, files: Files) -> tuple[Student, tuple[Problem, ...], Any]:
    school, own = load_school(written(folder, files))
    student, problems = load_student(school, AMINA)
    assert student is not None, told(problems)
    return student, (*own, *problems), school


def seen(folder: Path, files: Files, audience: Audience = Audience.FAMILY) -> StudentView:
    student, problems, school = loaded(folder, files)
    assert not problems, told(problems)
    view = view_for(student, school, audience, TODAY)
    assert view is not None
    return view


def stories(view: StudentView) -> dict[str, tuple[str, str, list[str]]]:
    return {one.slug: (one.name, one.framework, [piece.title for piece in one.pieces]) for one in view.skills}


# Skills


def test_a_skill_of_an_older_framework_is_its_own_story_beside_ours(tmp_path: Path) -> None:
    """Both are called Teamwork, and so are both frameworks' files: the records tell them apart."""
    assert stories(seen(tmp_path, {**SCHOOL})) == {
        "teamwork": ("Teamwork", "Our skills", ["My kite"]),
        "ours-2-teamwork": ("Teamwork", "Kestrel skills", ["My bridge"]),
        "ours-2-grit": ("Grit", "Kestrel skills", ["My bridge"]),
    }


def test_the_piece_says_whose_skill_it_is_and_keeps_its_step(tmp_path: Path) -> None:
    view = seen(tmp_path, {**SCHOOL})
    bridge = next(one for one in view.reflections if one.slug == "bridge")
    assert [(one.name, one.framework, one.step, one.step_name) for one in bridge.skills] == [
        ("Teamwork", "Kestrel skills", 7, "Seventh"),
        ("Grit", "Kestrel skills", None, ""),
    ]
    kite = next(one for one in view.reflections if one.slug == "kite")
    assert [(one.name, one.framework) for one in kite.skills] == [("Teamwork", "")]


def test_the_very_same_framework_is_one(tmp_path: Path) -> None:
    same = {**SCHOOL, f"{OLD}/school/frameworks/ours.yaml": OURS, f"students/{AMINA}/reflections/bridge.yaml": KITE}
    assert list(stories(seen(tmp_path, same))) == ["teamwork"]


def test_a_word_that_the_old_school_did_not_know_means_what_it_means_here(tmp_path: Path) -> None:
    files = {**SCHOOL, f"students/{AMINA}/reflections/bridge.yaml": BRIDGE.replace("- Grit", "- Craft")}
    assert stories(seen(tmp_path, files))["craft"] == ("Craft", "Our skills", ["My bridge"])


def test_a_word_that_nobody_knows_costs_no_record_that_was_brought(tmp_path: Path) -> None:
    files = {**SCHOOL, f"students/{AMINA}/reflections/bridge.yaml": BRIDGE.replace("- Grit", "- Juggling")}
    assert stories(seen(tmp_path, files))["juggling"] == ("Juggling", "", ["My bridge"])


def test_two_anchors_never_clash(tmp_path: Path) -> None:
    """Ours has a skill whose id is what theirs would be called."""
    ours = OURS + "  - {id: ours-2-teamwork, name: Working in twos}\n"
    kite = KITE.replace("[Teamwork]", "[Teamwork, Working in twos]")
    found = stories(
        seen(tmp_path, {**SCHOOL, "frameworks/ours.yaml": ours, f"students/{AMINA}/reflections/kite.yaml": kite})
    )
    assert found["ours-2-teamwork"][0] == "Working in twos"
    assert found["ours-2-teamwork-2"] == ("Teamwork", "Kestrel skills", ["My bridge"])


def test_strengths_of_a_profile_that_was_brought_are_ours_where_we_have_them(tmp_path: Path) -> None:
    """profile.yaml is written on, year by year: what is written into it later means this school's skill."""
    files = {
        **SCHOOL,
        f"students/{AMINA}/profile.yaml": "name: Amina\nstrengths: [{skill: Teamwork}, {skill: Grit}]\n",
        f"{OLD}/arrival.yaml": ARRIVAL.replace("brought: [", "brought: [profile.yaml, "),
    }
    ours, theirs = seen(tmp_path, files).strengths
    assert ours.skill.address == "skills.html#teamwork" and theirs.skill.address == "skills.html#ours-2-grit"
    assert [[one.title for one in strength.pieces] for strength in (ours, theirs)] == [["My kite"], ["My bridge"]]


def test_of_two_arrivals_the_earlier_is_asked_first(tmp_path: Path) -> None:
    """A record that came through two schools belongs to the first."""
    later = ARRIVAL.replace("2026-09-02", "2026-10-05").replace("Kestrel Bank", "Second")
    second = f"arrivals/{AMINA}/2026-10-05-second-school"
    files = {
        **SCHOOL,
        f"{second}/arrival.yaml": later,
        f"{second}/school/frameworks/ours.yaml": OURS.replace("Our", "Second"),
    }
    assert "Second skills" not in [story[1] for story in stories(seen(tmp_path, files)).values()]


def test_a_lone_folder_resolves_them_the_same_way(tmp_path: Path) -> None:
    mine = {
        name.removeprefix(f"students/{AMINA}/"): text for name, text in SCHOOL.items() if name.startswith("students")
    }
    kept = {
        name.replace(f"arrivals/{AMINA}/", "arrivals/"): text for name, text in SCHOOL.items() if name.startswith(OLD)
    }
    view = seen(tmp_path, {**mine, **kept})
    assert stories(view)["ours-teamwork"] == ("Teamwork", "Kestrel skills", ["My bridge"])
    assert view.arrivals == ()


def test_without_the_arrival_it_is_as_before(tmp_path: Path) -> None:
    bare = {name: text for name, text in SCHOOL.items() if not name.startswith("arrivals")}
    bare[f"students/{AMINA}/reflections/bridge.yaml"] = KITE
    assert list(stories(seen(tmp_path, bare))) == ["teamwork"]


# Crosswalks

WALK = "from: ours\nto: ours\nskills:\n  - {skill: Grit, is: Craft}\n  - {skill: Teamwork, is: teamwork}\n"


def test_a_crosswalk_shows_old_evidence_in_the_story_of_the_new(tmp_path: Path) -> None:
    view = seen(tmp_path, {**SCHOOL, "crosswalks/old.yaml": WALK})
    assert {slug: story[2] for slug, story in stories(view).items()} == {
        "teamwork": ["My bridge", "My kite"],
        "craft": ["My bridge"],
    }
    old, new = next(one for one in view.skills if one.slug == "teamwork").pieces
    assert (old.written, old.written_in, old.step, old.evidence) == (
        "Teamwork",
        "Kestrel skills",
        None,
        "We took turns.",
    )
    assert (new.written, new.written_in) == ("", "")


def test_the_record_keeps_its_word_and_leads_to_the_new_story(tmp_path: Path) -> None:
    view = seen(tmp_path, {**SCHOOL, "crosswalks/old.yaml": WALK})
    grit = next(one for one in view.reflections if one.slug == "bridge").skills[1]
    assert (grit.name, grit.story, grit.address) == ("Grit", "Craft", "skills.html#craft")


def test_a_crosswalk_says_nothing_of_the_schools_own_skills(tmp_path: Path) -> None:
    walk = "from: ours\nto: learning-habits\nskills:\n  - {skill: Craft, is: noticing}\n"
    kite = KITE.replace("Teamwork", "Craft")
    view = seen(tmp_path, {**SCHOOL, "crosswalks/a.yaml": walk, f"students/{AMINA}/reflections/kite.yaml": kite})
    assert stories(view)["craft"][2] == ["My kite"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{skill: Grit, is: Crafd}", "“Our skills” has no skill “Crafd”. Did you mean “Craft”?"),
        ("{skill: notising, is: craft}", "“Learning habits” has no skill “notising”. Did you mean “Noticing”?"),
    ],
)
def test_an_unknown_word_is_told_with_its_place(line: str, said: str, tmp_path: Path) -> None:
    walk = f"from: {'learning-habits' if 'not' in line else 'ours'}\nto: ours\nskills:\n  - {line}\n"
    _, problems, _ = loaded(tmp_path, {**SCHOOL, "crosswalks/old.yaml": walk})
    (found,) = problems
    assert (found.rule, str(found.place).rsplit(":", 1)[0], found.message) == (
        "crosswalk-mistake",
        "crosswalks/old.yaml:4",
        said,
    )


def _walk(start: str, end: str, *lines: str) -> str:
    return f"from: {start}\nto: {end}\nskills:\n" + "".join(f"  - {line}\n" for line in lines)


def test_two_targets_and_circles_lead_nowhere(tmp_path: Path) -> None:
    files = {
        **SCHOOL,
        "crosswalks/a.yaml": _walk("learning-habits", "skills-builder-2", "{skill: noticing, is: listening}"),
        "crosswalks/b.yaml": _walk("skills-builder-2", "learning-habits", "{skill: listening, is: noticing}"),
        "crosswalks/c.yaml": _walk("ours", "ours", "{skill: Grit, is: Craft}", "{skill: grit, is: teamwork}"),
    }
    _, problems, school = loaded(tmp_path, files)
    assert [one.rule for one in problems] == ["crosswalk-mistake"] * 4
    assert not any(walk.skills for walk in school.crosswalks.values())


def test_a_word_that_the_old_framework_never_had_is_told_once(tmp_path: Path) -> None:
    walk = "from: kestrel\nto: ours\nskills:\n  - {skill: Gritt, is: Craft}\n"
    files = {**SCHOOL, "crosswalks/old.yaml": walk, f"{OLD}/school/frameworks/kestrel.yaml": THEIRS}
    student, problems, school = loaded(tmp_path, files)
    assert not problems
    (found,) = check_student(student, school, TODAY)
    assert (found.rule, found.message) == (
        "crosswalk-mistake",
        "“Kestrel skills” has no skill “Gritt”. Did you mean “Grit”?",
    )


# People

BEN = "students/ben-7k2q/profile.yaml"
PHOTO = f"students/{AMINA}/media/bridge.jpg"
SHOWN = BRIDGE + "media:\n  - {file: bridge.jpg, alt: Ben on it, shows: [ben-7k2q]}\naudience: school\n"


def _pictures(folder: Path, files: Files, audience: Audience) -> list[str]:
    student, _, school = loaded(folder, files)
    view = view_for(student, school, audience, TODAY)
    assert view is not None
    return [media.alt for one in view.reflections for media in one.media]


@pytest.mark.parametrize("has_twin", [False, True], ids=["nobody here", "somebody else here"])
@pytest.mark.parametrize(("audience", "is_seen"), [(Audience.FAMILY, True), (Audience.SCHOOL, False)])
def test_an_old_schoolmate_goes_to_the_family_and_no_further(
    audience: Audience, is_seen: bool, has_twin: bool, tmp_path: Path
) -> None:
    """Whatever ids are used here, and whatever somebody else of that id has agreed to."""
    files: Files = {**SCHOOL, f"students/{AMINA}/reflections/bridge.yaml": SHOWN, PHOTO: JPEG}
    if has_twin:
        files |= {BEN: "name: Ben Another\n", "consents.yaml": "ben-7k2q:\n  photos: {widest: public}\n"}
    assert bool(_pictures(tmp_path, files, audience)) == is_seen


def test_nobody_asks_for_a_pupil_who_is_not_here(tmp_path: Path) -> None:
    files: Files = {**SCHOOL, f"students/{AMINA}/reflections/bridge.yaml": SHOWN, PHOTO: JPEG}
    student, problems, school = loaded(tmp_path, files)
    assert not problems
    found = [one.rule for one in check_student(student, school, TODAY) if "media" not in one.rule]
    assert found == ["pupil-elsewhere"]


def test_a_record_written_here_means_the_pupil_here(tmp_path: Path) -> None:
    """The same id in a record that nobody brought: that pupil's own consent counts, and there is none."""
    kite = KITE + "media:\n  - {file: bridge.jpg, alt: Ben, shows: [ben-7k2q]}\n"
    files: Files = {**SCHOOL, f"students/{AMINA}/reflections/kite.yaml": kite, PHOTO: JPEG, BEN: "name: Ben Another\n"}
    assert _pictures(tmp_path, files, Audience.FAMILY) == []


def test_one_picture_in_both_is_withheld(tmp_path: Path) -> None:
    kite = KITE + "media:\n  - {file: bridge.jpg, alt: Ben, shows: [ben-7k2q]}\n"
    files: Files = {
        **SCHOOL,
        f"students/{AMINA}/reflections/bridge.yaml": SHOWN,
        f"students/{AMINA}/reflections/kite.yaml": kite,
        PHOTO: JPEG,
        BEN: "name: Ben Another\n",
    }
    assert _pictures(tmp_path, files, Audience.FAMILY) == []


def test_nobody_can_write_the_mark_of_another_schools_pupil(tmp_path: Path) -> None:
    bridge = SHOWN.replace("[ben-7k2q]", "['@cleo-m4t8']")
    files: Files = {**SCHOOL, f"students/{AMINA}/reflections/bridge.yaml": bridge, PHOTO: JPEG}
    _, problems, _ = loaded(tmp_path, files)
    assert [one.rule for one in problems] == ["broken-reference"]


@pytest.mark.parametrize(("audience", "name"), [(Audience.FAMILY, "Ben"), (Audience.TEACHERS, "Ben Carver")])
def test_an_author_of_the_old_school_is_nobody_here(audience: Audience, name: str, tmp_path: Path) -> None:
    said = (
        "from: {name: Ben Carver, student: ben-7k2q, role: peer}\ndate: 2026-06-01\ntext: You held it.\n"
        "agreed: {on: 2026-06-02, widest: family}\n"
    )
    files = {**SCHOOL, f"students/{AMINA}/testimonials/ben.yaml": said, BEN: "name: Zed Another\nknown_as: Zeddy\n"}
    view = seen(tmp_path, files, audience)
    assert [one.author.name for one in view.testimonials] == [name]


# The arrival itself


def test_the_journey_says_where_the_profile_came_from(tmp_path: Path) -> None:
    files = {**SCHOOL, f"students/{AMINA}/profile.yaml": "name: Amina\naudience: school\nshow: {journey: family}\n"}
    view = seen(tmp_path, files)
    assert [(one.school, one.date) for one in view.arrivals] == [("Kestrel Bank School", date(2026, 9, 2))]
    assert seen(tmp_path, files, Audience.SCHOOL).arrivals == ()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{{{",
        "- a\n- b\n",
        "from: x\n",
        "packed_on: soon\narrived_on: 2026-09-02\n",
        b"\xff\xfe\x00",
        "brought: [[[]]]\n",
    ],
)
def test_one_bad_arrival_costs_itself(content: str | bytes, tmp_path: Path) -> None:
    files: Files = {**SCHOOL, f"arrivals/{AMINA}/2025-bad/arrival.yaml": content}
    student, problems, _ = loaded(tmp_path, files)
    assert [one.name for one in student.arrivals] == [HERE]
    assert problems
    assert {one.place.file for one in problems} == {f"arrivals/{AMINA}/2025-bad/arrival.yaml"}


def test_very_many_of_them_cost_little(tmp_path: Path) -> None:
    """What a hostile pack carries on: what goes beyond the bound is told, and not read."""
    large = "packed_on: 2026-08-30\narrived_on: 2025-09-02\n" + "# hardly anything\n" * 210_000
    files: Files = {f"arrivals/{AMINA}/2025-{number}/arrival.yaml": large for number in range(5)}
    student, problems, _ = loaded(tmp_path, {**SCHOOL, **files})
    assert [one.name for one in student.arrivals if "2025" in one.name] == ["2025-3", "2025-4"]
    assert {one.rule for one in problems if "2025" in one.place.file} == {"unreadable-file"}


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    written(tmp_path / "elsewhere", {f"{HERE}/arrival.yaml": ARRIVAL})
    root = tmp_path / "school"
    written(root, {name: text for name, text in SCHOOL.items() if not name.startswith("arrivals")})
    (root / "arrivals").mkdir()
    try:
        (root / f"arrivals/{AMINA}").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    except OSError:
        pytest.skip("links need a privilege here")
    school, _ = load_school(root)
    student, _ = load_student(school, AMINA)
    assert student is not None
    assert student.arrivals == ()


def test_another_version_waits_and_is_told_once(tmp_path: Path) -> None:
    files = {**SCHOOL, f"students/{AMINA}/arrived/{HERE}/reflections/bridge.yaml": BRIDGE}
    student, problems, _ = loaded(tmp_path, files)
    (found,) = problems
    assert (found.rule, found.severity.value) == ("version-to-choose", "advice")
    assert found.message == (
        "There is another version of “reflections/bridge.yaml” here, from Kestrel Bank School. "
        "Only the one in its own place is shown."
    )
    assert [one.slug for one in student.reflections] == ["bridge", "kite"]


# When it is not known what an arrival says


def _unread(folder: Path, how: str) -> Files:
    if how == "too many":
        return {
            f"arrivals/{AMINA}/2030-{n}/arrival.yaml": "packed_on: 2020-01-01\narrived_on: 2020-01-01\n"
            for n in range(51)
        }
    return {f"{OLD}/arrival.yaml": "{{{" if how == "broken" else "a: b\n" + "# much\n" * 700_000}


@pytest.mark.parametrize("how", ["broken", "too large", "too many"])
def test_without_an_arrival_nobody_is_taken_for_a_pupil_here(how: str, tmp_path: Path) -> None:
    """Ben agreed to everything: but is it our Ben?"""
    files: Files = {
        **SCHOOL,
        f"students/{AMINA}/reflections/bridge.yaml": SHOWN.replace("  - Grit\n", "").replace("step: 7, ", ""),
        PHOTO: JPEG,
        BEN: "name: Ben Another\n",
        "consents.yaml": "ben-7k2q:\n  photos: {widest: public}\n",
    }
    assert _pictures(
        tmp_path / "as it was", {**files, f"{OLD}/arrival.yaml": ARRIVAL.replace("bridge", "kite")}, Audience.SCHOOL
    )
    files |= _unread(tmp_path, how)
    assert _pictures(tmp_path / "school", files, Audience.SCHOOL) == []
    assert _pictures(tmp_path / "family", files, Audience.FAMILY) == ["Ben on it"]
    _, problems, _ = loaded(tmp_path / "told", files)
    assert any("nobody can tell whom they name" in one.message for one in problems)
    refused = {**files, "consents.yaml": ""}
    assert _pictures(tmp_path / "refused", refused, Audience.FAMILY) == [], "nor is our own Ben passed over"


def test_without_an_arrival_an_author_links_nobody(tmp_path: Path) -> None:
    said = (
        "from: {name: Ben Carver, student: ben-7k2q, role: peer}\ndate: 2026-06-01\ntext: You held it.\n"
        "agreed: {on: 2026-06-02, widest: family}\n"
    )
    files: Files = {
        **SCHOOL,
        f"{OLD}/arrival.yaml": "{{{",
        f"students/{AMINA}/reflections/bridge.yaml": KITE,
        f"students/{AMINA}/testimonials/ben.yaml": said,
        BEN: "name: Zed Another\nknown_as: Zeddy\n",
    }
    student, _, _ = loaded(tmp_path, files)
    assert [one.record.from_.student for one in student.testimonials] == ["@ben-7k2q"]


@pytest.mark.parametrize("field", ["reflections/kite.yaml", "testimonials/ben.yaml"])
def test_nobody_writes_the_mark_in_a_lone_folder_either(field: str, tmp_path: Path) -> None:
    kite = KITE.replace("skills: [Teamwork]\n", "media:\n  - {file: bridge.jpg, alt: Ben, shows: ['@ben-7k2q']}\n")
    said = "from: {name: Ben, student: '@ben-7k2q', role: peer}\ndate: 2026-06-01\ntext: You held it.\n"
    written_ = kite if "kite" in field else said
    _, problems, _ = loaded(tmp_path, {"profile.yaml": "name: Amina\n", "media/bridge.jpg": JPEG, field: written_})
    (found,) = problems
    assert (found.rule, found.place.file) == ("broken-reference", field)
