"""Pictures and recordings: descriptions, transcripts, whom they show, and files that nobody shows."""

from __future__ import annotations

from pathlib import Path

from tests.checks.schools import picture, problems_of, said, write

LONE = {"profile.yaml": "name: Amina Yusuf\n"}
BRIDGE = "title: My bridge\ndate: 2026-10-14\n"


def test_a_picture_needs_a_description_wherever_it_is_shown(tmp_path: Path) -> None:
    """In a draft, in a response, and as the portrait too; not where it only decorates."""
    write(
        tmp_path,
        {
            "profile.yaml": "name: Amina Yusuf\navatar: a.png\nconsent:\n  photos: public\n",
            "reflections/bridge.yaml": BRIDGE
            + "media:\n  - file: a.png\n    decorative: yes\n    shows: []\n"
            + "drafts:\n  - note: First try\n    media: [a.png]\n"
            + "feedback:\n  - from: {name: Ms Lowe, role: teacher}\n    date: 2026-10-15\n    comment: Try a fold.\n"
            + "    response:\n      media: [a.png]\n",
            "media/a.png": picture(),
        },
    )
    assert said(tmp_path, "missing-alt") == [
        "missing-alt profile.yaml:2",
        "missing-alt reflections/bridge.yaml:15",
        "missing-alt reflections/bridge.yaml:9",
    ]


def test_the_hint_tells_how_to_write_a_description(tmp_path: Path) -> None:
    """Who never wrote one learns it here."""
    write(tmp_path, {**LONE, "reflections/b.yaml": BRIDGE + "media: a.png\n", "media/a.png": picture()})
    hint = next(one.hint for one in problems_of(tmp_path) if one.rule == "missing-alt")
    assert "alt:" in hint
    assert "decorative: yes" in hint


def test_captions_stand_for_the_transcript_of_a_film_but_not_of_a_sound(tmp_path: Path) -> None:
    """A sound has no picture to put captions under."""
    for name in ("film.mp4", "sound.mp3"):
        folder = tmp_path / name.partition(".")[0]
        media = f"media:\n  - file: {name}\n    captions: words.vtt\n    shows: []\n"
        files: dict[str, str | bytes] = {f"media/{name}": b"\0" * 40, "media/words.vtt": "WEBVTT\n"}
        write(folder, {**LONE, "reflections/b.yaml": BRIDGE + media, **files})
    assert said(tmp_path / "film", "missing-transcript") == []
    assert said(tmp_path / "sound", "missing-transcript") == ["missing-transcript reflections/b.yaml:4"]


def test_a_spoken_name_needs_no_transcript_and_is_of_the_student(tmp_path: Path) -> None:
    """The name is written beside it."""
    profile = "name: Amina Yusuf\nsay_my_name:\n  audio: name.mp3\nconsent:\n  recordings: family\n"
    write(tmp_path, {"profile.yaml": profile, "media/name.mp3": b"ID3 and so on"})
    assert [one.rule for one in problems_of(tmp_path)] == ["recording-not-shown"]


def test_what_is_private_need_not_say_whom_it_shows(tmp_path: Path) -> None:
    """Nobody else sees it."""
    media = "audience: private\nmedia:\n  - file: a.png\n    alt: My drawing\n"
    write(tmp_path, {**LONE, "reflections/b.yaml": BRIDGE + media, "media/a.png": picture()})
    assert said(tmp_path, "media-without-shows") == []


def test_a_document_is_told_of_because_it_is_not_shown(tmp_path: Path) -> None:
    """It needs no description and shows nobody; but nothing vanishes without a word."""
    write(
        tmp_path, {**LONE, "reflections/b.yaml": BRIDGE + "media: plan.pdf\n", "media/plan.pdf": b"%PDF-1.7 and so on"}
    )
    assert {one.rule for one in problems_of(tmp_path)} == {"unreadable-media"}


def test_used_is_what_any_record_names_also_captions_and_translations(tmp_path: Path) -> None:
    """Only the forgotten file is told of."""
    write(
        tmp_path,
        {
            **LONE,
            "reflections/b.yaml": BRIDGE + "media:\n  - {file: f.mp4, captions: f.vtt, transcript: Rain, shows: []}\n",
            "reflections/b.cy.yaml": "title: Fy mhont\ndate: 2026-10-14\nmedia: [{file: cy.png, alt: Pont}]\n",
            "media/f.mp4": b"\0" * 40,
            "media/f.vtt": "WEBVTT\n",
            "media/cy.png": picture(),
            "media/old/forgotten.png": picture(),
        },
    )
    assert said(tmp_path, "unused-media") == ["unused-media media/old/forgotten.png:0"]


def test_a_damaged_picture_is_told_once_however_often_it_is_shown(tmp_path: Path) -> None:
    """One file to mend, one problem."""
    shown = "  - {file: a.png, alt: A bridge, shows: []}\n"
    write(tmp_path, {**LONE, "reflections/b.yaml": BRIDGE + "media:\n" + shown + shown, "media/a.png": picture()[:20]})
    assert said(tmp_path, "unreadable-media") == ["unreadable-media reflections/b.yaml:4"]
