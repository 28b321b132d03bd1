"""What is built of a profile that came from another school, and of the pieces that a student puts side by side."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from profilegen.applying.cv import read_cv
from profilegen.model.audience import Audience
from tests.building.worlds import TODAY, a_school, build, every_byte, write

AMINA = "amina-x3f9"
OLD = f"arrivals/{AMINA}/2026-09-02-kestrel"
THEIRS = "name: Kestrel skills\nskills:\n  - {id: teamwork, name: Teamwork}\n"
ARRIVAL = (
    "from: Kestrel Bank\npacked_on: 2026-08-30\narrived_on: 2026-09-02\nframework: kestrel\n"
    "brought: [reflections/old.yaml]\n"
)
CAME: dict[str, str | bytes] = {f"{OLD}/arrival.yaml": ARRIVAL, f"{OLD}/school/frameworks/kestrel.yaml": THEIRS}
PIECES: dict[str, str | bytes] = {
    f"students/{AMINA}/reflections/old.yaml": (
        "title: Old\ndate: 2024-05-14\nbody: A raft.\nskills:\n  - {skill: Teamwork, evidence: We paddled.}\n"
    ),
    f"students/{AMINA}/reflections/new.yaml": (
        "title: New\ndate: 2026-10-14\nbody: A boat.\nskills:\n  - {skill: Teamwork, evidence: I steered.}\n"
    ),
}


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return write(a_school(tmp_path), PIECES)


def _page(school: Path, name: str, word: str = "family") -> str:
    return (school / "_site" / word / "students" / AMINA / name).read_text(encoding="utf-8")


def test_forgetting_an_arrival_builds_as_before_it(school: Path) -> None:
    build(school)
    before = every_byte(school / "_site")
    write(school, CAME)
    build(school)
    assert "Kestrel skills" in _page(school, "skills.html")
    shutil.rmtree(school / "arrivals")
    build(school)
    assert every_byte(school / "_site") == before


def test_two_skills_of_one_name_stand_apart_in_the_site_and_in_the_cv(school: Path) -> None:
    build(write(school, CAME))
    page = _page(school, "skills.html")
    assert 'id="teamwork"' in page and 'id="kestrel-teamwork"' in page
    assert "#kestrel-teamwork" in _page(school, "reflections/old.html")
    found = {(one.name, one.framework, one.evidence) for one in read_cv(school, AMINA, today=TODAY).skills}
    assert found == {
        ("Teamwork", "Universal Framework 2.0", ("I steered.",)),
        ("Teamwork", "Kestrel skills", ("We paddled.",)),
    }


def test_a_crosswalk_says_what_was_written(school: Path) -> None:
    walk = "from: kestrel\nto: skills-builder-2\nskills:\n  - {skill: Teamwork, is: teamwork}\n"
    build(write(school, {**CAME, "crosswalks/kestrel.yaml": walk}))
    page = _page(school, "skills.html")
    assert "written as <bdi>Teamwork</bdi> in <bdi>Kestrel skills</bdi>" in page
    assert "kestrel-teamwork" not in page


def test_the_journey_tells_it_where_it_may_be_seen(school: Path) -> None:
    write(school, CAME)
    build(school)
    build(school, "school")
    assert "My profile came here from <bdi>Kestrel Bank</bdi>" in _page(school, "journey.html")
    assert not (school / f"_site/school/students/{AMINA}/journey.html").exists()


def test_a_lone_folder_is_the_same_with_and_without(school: Path, tmp_path: Path) -> None:
    """Where the frameworks are those that everybody has."""
    bundled = Path(__file__).parents[2] / "profilegen/frameworks/skills-builder-2.yaml"
    alone = Path(shutil.copytree(school / "students" / AMINA, tmp_path / "alone" / AMINA))
    build(alone)
    before = every_byte(alone / "_site")
    arrival = ARRIVAL.replace("framework: kestrel", "framework: skills-builder-2") + "people: [ben-7k2q]\n"
    write(
        alone,
        {
            "arrivals/one/arrival.yaml": arrival,
            "arrivals/one/school/frameworks/skills-builder-2.yaml": bundled.read_bytes(),
        },
    )
    build(alone)
    assert every_byte(alone / "_site") == before


GROWTH = (
    "name: Amina Karimi\naudience: public\ngrowth:\n"
    "  - skill: Teamwork\n    title: In one boat\n    then: reflections/old.yaml\n    now: reflections/new.yaml\n"
    "    says: I **lead**.\n"
)


def test_then_and_now_stand_on_the_journey_and_in_the_story(school: Path) -> None:
    build(write(school, {f"students/{AMINA}/profile.yaml": GROWTH}))
    for name in ("journey.html", "skills.html"):
        page = _page(school, name)
        assert page.index("In one boat") < page.index("reflections/old.html") < page.index("<strong>lead</strong>")
        assert "reflections/new.html" in page


def test_a_pair_goes_with_the_piece_that_is_hidden(school: Path) -> None:
    build(write(school, {f"students/{AMINA}/profile.yaml": GROWTH}))
    old = PIECES[f"students/{AMINA}/reflections/old.yaml"]
    assert isinstance(old, str)
    build(write(school, {f"students/{AMINA}/reflections/old.yaml": f"{old}audience: private\n"}))
    site = every_byte(school / "_site/family" / "students" / AMINA)
    assert "journey.html" not in site
    assert not any(b"In one boat" in content for content in site.values())


def test_a_pair_of_nothing_is_told_and_costs_nobody(school: Path) -> None:
    wrong = GROWTH.replace("reflections/old.yaml", "reflections/odd.yaml")
    summary = build(write(school, {f"students/{AMINA}/profile.yaml": wrong}))
    (found,) = [one for one in summary.problems if one.rule == "broken-reference"]
    assert (found.message, found.place.line) == (
        "There is no “reflections/odd.yaml” here. Did you mean “reflections/old.yaml”?",
        6,
    )
    assert "In one boat" not in _page(school, "skills.html")


def test_a_pair_whose_piece_has_a_mistake_is_told(school: Path) -> None:
    files: dict[str, str | bytes] = {f"students/{AMINA}/profile.yaml": GROWTH}
    summary = build(write(school, {**files, f"students/{AMINA}/reflections/old.yaml": "title: Old\n"}))
    told = [one.message for one in summary.problems if one.place.file.endswith("profile.yaml")]
    assert told == ["“reflections/old.yaml” has a mistake in it and is left out, so it is missing here too."]


def test_the_public_never_sees_a_family_pair(school: Path) -> None:
    build(write(school, {f"students/{AMINA}/profile.yaml": GROWTH}), "public")
    site = every_byte(school / "_site/public")
    assert not any(b"In one boat" in content for content in site.values())


def test_everything_is_seen_by_the_cv_of_its_audience_alone(school: Path) -> None:
    write(school, {f"students/{AMINA}/profile.yaml": GROWTH})
    assert read_cv(school, AMINA, Audience.PUBLIC, today=TODAY).skills == ()
