"""What a document says goes public with it, and is read as every other text is, once its pages have been made."""

from __future__ import annotations

from pathlib import Path

from tests.building.worlds import a_school, build, write
from tests.media.pages import document

AMINA = "students/amina-x3f9"
RULES = ("contact-details", "full-name-in-public")


def told(school: Path, word: str) -> set[tuple[str, str, int]]:
    """Of the two rules: which, where."""
    found = build(school, word).problems
    return {(one.rule, one.place.file, one.place.line) for one in found if one.rule in RULES and one.place}


def with_slides(root: Path, words: str, audience: str = "public") -> Path:
    """The school, in which Amina shows slides that say this."""
    media = "media:\n  - {file: talk.pdf, alt: My slides, shows: []}\n"
    record = f"title: My talk\ndate: 2026-10-14\naudience: {audience}\n{media}"
    page = b"BT /F 24 Tf 50 700 Td (%s) Tj ET" % words.encode()
    files: dict[str, str | bytes] = {
        f"{AMINA}/reflections/talk.yaml": record,
        f"{AMINA}/media/talk.pdf": document(page),
    }
    return write(a_school(root), files)


def test_a_way_to_reach_somebody_is_told_also_by_the_second_build(tmp_path: Path) -> None:
    """The second build makes nothing, and reads no page."""
    school = with_slides(tmp_path, "Write to amina@example.org")
    at = ("contact-details", f"{AMINA}/reflections/talk.yaml", 5)
    assert told(school, "public") == {at}
    assert told(school, "public") == {at}


def test_a_full_name_is_told(tmp_path: Path) -> None:
    """Another student's as well."""
    school = with_slides(tmp_path, "Made with Ben Lee")
    assert told(school, "public") == {("full-name-in-public", f"{AMINA}/reflections/talk.yaml", 5)}


def test_slides_for_the_family_may_say_both(tmp_path: Path) -> None:
    """They go nowhere else."""
    assert not told(with_slides(tmp_path, "Amina Karimi, amina@example.org", "family"), "family")
