"""Pictures, recordings, documents: descriptions, words, whom they show, and files that nobody shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.loading.captions import cues_in
from tests.checks.schools import document, picture, problems_of, said, voice, write

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


def test_captions_stand_for_a_transcript(tmp_path: Path) -> None:
    """Their words can be read without playing anything, under a film and beside a sound."""
    for name in ("film.mp4", "sound.mp3"):
        folder = tmp_path / name.partition(".")[0]
        for words in ("", "    captions: words.vtt\n"):
            media = f"media:\n  - file: {name}\n{words}    shows: []\n"
            files: dict[str, str | bytes] = {f"media/{name}": b"\0" * 40, "media/words.vtt": "WEBVTT\n"}
            write(folder, {**LONE, "reflections/b.yaml": BRIDGE + media, **files})
            wanted = [] if words else ["missing-transcript reflections/b.yaml:4"]
            assert said(folder, "missing-transcript") == wanted


def test_the_hint_tells_how_to_write_captions_or_a_transcript(tmp_path: Path) -> None:
    """In words that can be copied: what it says to write is a file of captions without a mistake."""
    media = "media:\n  - {file: trip/bridge.mp4, shows: []}\n  - {file: a.mp3, shows: []}\n"
    files: dict[str, str | bytes] = {"media/trip/bridge.mp4": b"\0" * 40, "media/a.mp3": b"ID3"}
    write(tmp_path, {**LONE, "reflections/b.yaml": BRIDGE + media, **files})
    of_film, of_voice = (one for one in problems_of(tmp_path) if one.rule == "missing-transcript")
    assert "neither captions nor a transcript" in of_film.message
    for part in ("bridge.vtt", "WEBVTT", "captions: trip/bridge.vtt", "transcript:"):
        assert part in of_film.hint
    assert "transcript: We tried squares first" in of_voice.hint
    assert "captions" not in of_voice.hint
    times = [part for part in of_film.hint.replace("write ", "").split(" and") if "-->" in part]
    written = "\n\n".join(time.split(";")[-1].strip()[-23:] + "\nHello" for time in times)
    assert len(times) == 2
    assert cues_in(f"WEBVTT\n\n{written}\n", "bridge.vtt")[1] == ()


def test_a_spoken_name_needs_no_transcript_and_is_of_the_student(tmp_path: Path) -> None:
    """The name is written beside it."""
    profile = "name: Amina Yusuf\nsay_my_name:\n  audio: name.wav\nconsent:\n  recordings: family\n"
    write(tmp_path, {"profile.yaml": profile, "media/name.wav": voice()})
    assert problems_of(tmp_path) == []


def test_an_introduction_is_asked_what_every_recording_is_asked(tmp_path: Path) -> None:
    """Its words, whom it shows, and their consent; all for the audience that `show` gives it."""
    profile = "name: Amina Yusuf\naudience: school\nintroduction:\n  file: hello.wav\n"
    write(tmp_path, {"profile.yaml": profile, "media/hello.wav": voice()})
    assert [f"{one.rule}:{one.place.line}" for one in problems_of(tmp_path)] == [
        "media-without-shows:4",
        "missing-transcript:4",
    ]
    profile += "  transcript: Hello!\n  shows: [lone]\n"
    family = "consent: {recordings: family}\n"
    lone = write(tmp_path / "lone", {"profile.yaml": profile + family, "media/hello.wav": voice()})
    assert said(lone, "missing-consent", "missing-transcript") == ["missing-consent profile.yaml:6"]
    write(lone, {"profile.yaml": f"{profile}{family}show: {{introduction: family}}\n"})
    assert problems_of(lone) == []


def test_what_is_private_need_not_say_whom_it_shows(tmp_path: Path) -> None:
    """Nobody else sees it."""
    media = "audience: private\nmedia:\n  - file: a.png\n    alt: My drawing\n"
    write(tmp_path, {**LONE, "reflections/b.yaml": BRIDGE + media, "media/a.png": picture()})
    assert said(tmp_path, "media-without-shows") == []


@pytest.mark.parametrize("name", ["alt: Four slides", "caption: My talk"])
def test_a_document_needs_a_name_and_says_whom_its_pages_show(tmp_path: Path, name: str) -> None:
    """Its pages carry their own words; but what it is, and who is in its photos, it does not say."""
    write(tmp_path, {**LONE, "reflections/b.yaml": BRIDGE + "media: plan.pdf\n", "media/plan.pdf": document()})
    told = {one.rule: one for one in problems_of(tmp_path)}
    assert told.keys() == {"missing-alt", "media-without-shows"}
    assert "has no name" in told["missing-alt"].message
    assert "caption:" in told["missing-alt"].hint
    sound = f"media:\n  - file: plan.pdf\n    {name}\n    shows: []\n    download: yes\n"
    write(tmp_path, {"reflections/b.yaml": BRIDGE + sound})
    assert problems_of(tmp_path) == []


def test_decorative_is_no_name_for_a_document(tmp_path: Path) -> None:
    """Slides are never there to decorate."""
    media = "media:\n  - {file: plan.pdf, decorative: yes, shows: []}\n"
    write(tmp_path, {**LONE, "reflections/b.yaml": BRIDGE + media, "media/plan.pdf": document()})
    assert said(tmp_path, "missing-alt") == ["missing-alt reflections/b.yaml:4"]


@pytest.mark.parametrize(
    ("file", "field", "says", "hint"),
    [
        ("a.png", "captions: a.vtt", "pictures have no captions", "Take it out"),
        ("a.png", "transcript: We folded it", "pictures have no transcript", "after alt:"),
        ("a.png", "download: yes", "download: is for documents", "Take it out"),
        ("a.wav", "download: yes", "download: is for documents", "PDF"),
        ("a.pdf", "captions: a.vtt", "documents have no captions", "Take it out"),
        ("a.pdf", "transcript: We folded it", "documents have no transcript", "after caption:"),
    ],
)
def test_a_field_that_can_do_nothing_is_told(tmp_path: Path, file: str, field: str, says: str, hint: str) -> None:
    """Somebody wrote it for a reason, and nobody would see it."""
    described = "alt: A bridge" + ("\n    transcript: Snap!" if file == "a.wav" else "")
    media = f"media:\n  - file: {file}\n    {field}\n    shows: []\n    {described}\n"
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nSnap!\n"
    files: dict[str, str | bytes] = {"a.png": picture(), "a.wav": voice(), "a.pdf": document(), "a.vtt": vtt}
    of_folder = {f"media/{name}": content for name, content in files.items() if name in (file, field.split()[-1])}
    write(tmp_path, {**LONE, "reflections/b.yaml": BRIDGE + media, **of_folder})
    (problem,) = problems_of(tmp_path)
    assert (problem.rule, problem.place.line) == ("field-without-use", 5)
    assert says in problem.message
    assert hint in problem.hint


def test_captions_that_are_no_captions_are_told_at_their_line(tmp_path: Path) -> None:
    """The file is there, so the record stays; the words would be missing in silence."""
    media = "media:\n  - file: a.wav\n    transcript: Snap!\n    shows: []\n    captions: a.docx\n"
    write(
        tmp_path,
        {**LONE, "reflections/b.yaml": BRIDGE + media, "media/a.wav": voice(), "media/a.docx": b"PK\x03\x04"},
    )
    (problem,) = problems_of(tmp_path)
    assert (problem.rule, problem.place.line) == ("captions-mistake", 7)
    assert "“a.docx” holds no captions" in problem.message
    assert "captions: a.vtt" in problem.hint


def test_what_captions_say_is_read_like_every_other_word(tmp_path: Path) -> None:
    """A score said over a film is a score, and a name in captions is as public as on the page."""
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nI am Amina Yusuf.\nYou got\n\n00:02.000 --> 00:03.000\n7/10!\n"
    shown = "media:\n  - {file: a.wav, transcript: Snap, captions: a.vtt, shows: []}\n"
    feedback = "feedback:\n  - from: {name: Ms Lowe, role: teacher}\n    date: 2026-10-16\n    comment: Look.\n"
    write(
        tmp_path,
        {
            "profile.yaml": "name: Amina Yusuf\naudience: public\n",
            "reflections/a.yaml": f"{BRIDGE}audience: public\n{shown}",
            "reflections/b.yaml": BRIDGE + feedback + "    " + shown.replace("\n  ", "\n      "),
            "media/a.wav": voice(),
            "media/a.vtt": vtt,
        },
    )
    assert said(tmp_path, "score-beside-comment") == ["score-beside-comment reflections/b.yaml:8"]
    assert said(tmp_path, "full-name-in-public") == ["full-name-in-public reflections/a.yaml:5"]


def test_used_is_what_any_record_names_also_captions_and_translations(tmp_path: Path) -> None:
    """Only the forgotten file is told of."""
    write(
        tmp_path,
        {
            "profile.yaml": "name: Amina Yusuf\nintroduction: {file: i.wav, captions: i.srt, shows: []}\n",
            "reflections/b.yaml": BRIDGE + "media:\n  - {file: f.mp4, captions: f.vtt, transcript: Rain, shows: []}\n",
            "reflections/b.cy.yaml": "title: Fy mhont\ndate: 2026-10-14\nmedia: [{file: cy.png, alt: Pont}]\n",
            "media/f.mp4": b"\0" * 40,
            "media/f.vtt": "WEBVTT\n",
            "media/i.wav": voice(),
            "media/i.srt": "1\n",
            "media/cy.png": picture(),
            "media/old/forgotten.png": picture(),
        },
    )
    assert said(tmp_path, "unused-media") == ["unused-media media/old/forgotten.png:0"]
