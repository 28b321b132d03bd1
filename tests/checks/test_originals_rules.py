"""Originals: whether what a record shows can be opened here, and is what it should be at that place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from profilegen.checks import originals
from profilegen.model.limits import CEILINGS
from profilegen.problems import Problem
from tests.checks.schools import document, loaded, picture, problems_of, said, voice, write

LONE = {"profile.yaml": "name: Amina Yusuf\n"}
BRIDGE = "title: My bridge\ndate: 2026-10-14\n"
OPEN_DOCUMENT = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text"
SOUND: dict[str, bytes] = {"a.png": picture(), "a.wav": voice(), "a.pdf": document()}


def refused(folder: Path, name: str, content: bytes) -> list[Problem]:
    """What is said of a file that a record shows."""
    media = f"media:\n  - {{file: {name}, alt: A bridge, transcript: Snap, shows: []}}\n"
    write(folder, {**LONE, "reflections/b.yaml": BRIDGE + media, f"media/{name}": content})
    return [one for one in problems_of(folder) if one.rule in ("unreadable-media", "part-missing")]


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_is_shown_without_a_word(tmp_path: Path, name: str) -> None:
    """A picture, a recording, a document."""
    assert refused(tmp_path, name, SOUND[name]) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", picture()[:20]),
        ("a.wav", b""),
        ("a.mp4", b"Not a film, but a line of text."),
        ("a.mp3", b"ID3 and nothing more"),
        ("a.pdf", b"%PDF-1.7 and nothing more"),
        ("a.pdf", b""),
    ],
)
def test_a_damaged_file_is_told_with_a_way_out(tmp_path: Path, name: str, content: bytes) -> None:
    """What is wrong is in a sentence, what to do in the hint."""
    (problem,) = refused(tmp_path, name, content)
    assert problem.message.startswith(f"“{name}” cannot be shown. ")
    assert len(problem.hint) > 10


def test_a_damaged_file_is_told_once_however_often_it_is_shown(tmp_path: Path) -> None:
    """One file to mend, one problem."""
    shown = "  - {file: a.png, alt: A bridge, shows: []}\n"
    write(tmp_path, {**LONE, "reflections/b.yaml": BRIDGE + "media:\n" + shown + shown, "media/a.png": picture()[:20]})
    assert said(tmp_path, "unreadable-media") == ["unreadable-media reflections/b.yaml:4"]


# The school's limits


@pytest.mark.parametrize(
    ("name", "content", "limit"),
    [
        ("a.wav", voice() + bytes(2_000_000), "recording_megabytes: 1"),
        ("a.pdf", document() + b"%" * 2_000_000, "document_megabytes: 1"),
        ("a.pdf", document(pages=3), "document_pages: 2"),
        ("a.png", picture(side=1100), "picture_megapixels: 1"),
    ],
)
def test_the_schools_limits_hold(tmp_path: Path, name: str, content: bytes, limit: str) -> None:
    """What fits into the usual ones may be too much for a school that sets its own."""
    media = f"media:\n  - {{file: {name}, alt: A bridge, transcript: Snap, shows: []}}\n"
    amina = "students/amina-7k2f"
    files: dict[str, str | bytes] = {f"{amina}/profile.yaml": LONE["profile.yaml"], f"{amina}/media/{name}": content}
    write(tmp_path, {**files, f"{amina}/reflections/b.yaml": BRIDGE + media, "school.yaml": "name: Hillside\n"})
    assert said(tmp_path, "unreadable-media") == []
    write(tmp_path, {"school.yaml": f"name: Hillside\nlimits: {{{limit}}}\n"})
    assert said(tmp_path, "unreadable-media", "limit-mistake") == [f"unreadable-media {amina}/reflections/b.yaml:4"]


@pytest.mark.parametrize(
    ("limit", "says", "hint"),
    [
        ("recording_minuets: 60", "Did you mean “recording_minutes”?", "Change it to recording_minutes:"),
        ("storeys: 60", "There is no limit “storeys”.", "document_pages"),
        ("recording_minutes: 241", "cannot be more than 240, so 240 holds", "Write recording_minutes: 240"),
        ("recording_minutes: 0", "cannot be 0, so 30 holds", "from 1 to 240"),
    ],
)
def test_a_limit_that_does_not_hold_is_told_to_the_school(tmp_path: Path, limit: str, says: str, hint: str) -> None:
    """And what holds in its place."""
    write(tmp_path, {"school.yaml": f"name: Hillside\nlimits:\n  document_pages: 20\n  {limit}\n"})
    (problem,) = problems_of(tmp_path)
    assert (problem.rule, str(problem.severity), problem.place.line) == ("limit-mistake", "warning", 4)
    assert says in problem.message
    assert hint in problem.hint


def test_every_limit_may_be_set_to_its_ceiling(tmp_path: Path) -> None:
    """The highest that is allowed is allowed."""
    limits = "".join(f"  {name}: {most}\n" for name, most in CEILINGS.items())
    write(tmp_path, {"school.yaml": f"name: Hillside\nlimits:\n{limits}", "students/a/profile.yaml": "name: A\n"})
    assert problems_of(tmp_path) == []
    school, _ = loaded(tmp_path)
    assert {name: getattr(school.limits, name) for name in CEILINGS} == CEILINGS


# Other programs' files


@pytest.mark.parametrize(
    ("name", "content", "program", "way"),
    [
        ("talk.docx", b"PK\x03\x04", "Word", "Save as"),
        ("talk.DOC", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word", "Save as"),
        ("talk", b"{\\rtf1 hello}", "Word", "Save as"),
        ("talk.pptx", b"PK\x03\x04", "PowerPoint", "Save as"),
        ("talk.xlsx", b"PK\x03\x04", "Excel", "Save as"),
        ("talk.pub", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Publisher", "Export"),
        ("talk.odp", b"PK\x03\x04", "LibreOffice", "Export as PDF"),
        (
            "talk",
            b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text",
            "LibreOffice",
            "Export",
        ),
        ("talk.pages", b"PK\x03\x04", "Pages", "Export to"),
        ("talk.key", b"PK\x03\x04", "Keynote", "Export to"),
        ("talk.gslides", b'{"url": "https://docs.example/"}', "Google Slides", "Download"),
        ("talk.gdoc", b"{}", "Google Docs", "Download"),
        ("talk.zip", b"PK\x03\x04", "such as Word or PowerPoint, or a zip file", "the program that made it"),
        ("talk.pdf", b"PK\x03\x04", "such as Word or PowerPoint", "the program that made it"),
    ],
)
def test_a_file_of_another_program_is_told_how_to_become_a_pdf(
    tmp_path: Path, name: str, content: bytes, program: str, way: str
) -> None:
    """In that very program, wherever the ending or the first bytes tell which it is."""
    (problem,) = refused(tmp_path, name, content)
    assert program in problem.message
    assert way in problem.hint
    assert "PDF" in problem.hint
    assert "media folder" in problem.hint


def test_what_nobody_can_show_is_told_with_a_way_out(tmp_path: Path) -> None:
    """A game from a lesson, say."""
    (problem,) = refused(tmp_path, "game.sb9", b"some bytes")
    assert "no picture, recording or PDF" in problem.message
    assert "screenshot" in problem.hint


def test_captions_alone_are_nothing_to_show(tmp_path: Path) -> None:
    """They are named beside their film."""
    (problem,) = refused(tmp_path, "a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nSnap!\n")
    assert "stand under a film" in problem.message
    assert "captions:" in problem.hint


# The right sort at its place


@pytest.mark.parametrize(
    ("profile", "says"),
    [
        ("avatar: {file: a.wav, alt: I}", "It is a recording, and a portrait is a picture."),
        ("say_my_name: {audio: a.png}", "It is a picture, and here belongs a recording."),
        ("introduction: {file: a.png, alt: I, shows: []}", "It is a picture, and here belongs a recording."),
        ("introduction: {file: a.pdf, alt: I, shows: []}", "It is a document, and here belongs a recording."),
    ],
)
def test_a_profile_shows_each_sort_at_its_own_place(tmp_path: Path, profile: str, says: str) -> None:
    """Whatever else is there would be missing without a word."""
    write(tmp_path, {"profile.yaml": f"name: Amina Yusuf\naudience: private\n{profile}\n"})
    write(tmp_path, {f"media/{name}": content for name, content in SOUND.items() if name in profile})
    (problem,) = (one for one in problems_of(tmp_path) if one.rule == "unreadable-media")
    assert problem.place.line == 3
    assert says in problem.message


def test_the_wrong_place_says_nothing_of_the_right_one(tmp_path: Path) -> None:
    """The very file that cannot be a portrait is shown in a reflection, and is damaged there."""
    reflection = BRIDGE + "media:\n  - {file: a.wav, transcript: Snap, shows: []}\n"
    write(tmp_path, {"profile.yaml": "name: Amina Yusuf\navatar: {file: a.wav, alt: I}\n"})
    write(tmp_path, {"reflections/b.yaml": reflection, "media/a.wav": b""})
    assert said(tmp_path, "unreadable-media") == [
        "unreadable-media profile.yaml:2",
        "unreadable-media reflections/b.yaml:4",
    ]


# A part that is not installed


@pytest.mark.parametrize(("part", "name"), [("av", "a.wav"), ("pypdfium2", "a.pdf")])
def test_a_part_that_is_missing_is_told_once_and_blames_no_file(
    tmp_path: Path, part: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is wrong with the files, and everything else is looked at."""
    monkeypatch.setitem(sys.modules, part, None)
    monkeypatch.setattr(originals, "_refusal", originals._refusal.__wrapped__)  # which keeps its answers
    media = "".join(
        f"  - {{file: {one}, caption: A bridge, transcript: Snap, shows: []}}\n" for one in (name, f"b{name}")
    )
    files: dict[str, str | bytes] = {f"media/{name}": SOUND[name], f"media/b{name}": SOUND[name], "media/c.png": b""}
    media += "  - {file: c.png, alt: A bridge, shows: []}\n"
    write(tmp_path, {**LONE, "reflections/b.yaml": f"{BRIDGE}media:\n{media}", **files})
    told = [one for one in problems_of(tmp_path) if one.rule in ("part-missing", "unreadable-media")]
    assert [(one.rule, one.place.line) for one in told] == [("part-missing", 4), ("unreadable-media", 6)]
    assert told[0].message.startswith(f"“{name}” and others like it are not shown. ")
    assert f"pip install {part}" in told[0].hint


@pytest.mark.parametrize("part", ["av", "pypdfium2", "PIL"])
def test_who_has_no_such_file_needs_no_such_part(tmp_path: Path, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking loads nothing that nobody asked for."""
    monkeypatch.setitem(sys.modules, part, None)
    write(tmp_path, {**LONE, "reflections/b.yaml": BRIDGE})
    assert problems_of(tmp_path) == []
