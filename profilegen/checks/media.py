"""Rules on pictures, recordings and documents: does everybody get something from them?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from unicodedata import normalize

from profilegen.checks.parts import LaidOut
from profilegen.model.audience import Audience
from profilegen.model.records import Avatar, Media, SayMyName
from profilegen.model.school import MediaKind
from profilegen.problems import Place, Problem
from profilegen.rules import problem


def missing_alt(laid: LaidOut) -> Iterator[Problem]:
    """Every picture has a description, or says that it is decorative. The portrait too. Every document has a name."""
    for shown in laid.shown:
        if shown.is_picture and not shown.media.alt and not shown.media.decorative:
            yield shown.problem(
                "missing-alt",
                f"“{shown.media.file}” has no description for someone who cannot see it.",
                "Add alt: and say in one sentence what matters in the picture, as if on the telephone, such as "
                "“A paper bridge holding three books”. Does it only decorate? Then write decorative: yes.",
            )
        if shown.is_document and not shown.media.alt and not shown.media.caption:
            yield shown.problem(
                "missing-alt",
                f"“{shown.media.file}” has no name, so someone who cannot see its pages does not know what it is.",
                "Add caption: and say what it is, such as caption: The slides of my talk about bridges.",
            )


def missing_transcript(laid: LaidOut) -> Iterator[Problem]:
    """Every recording has its words in writing: a transcript, or captions."""
    for shown in laid.shown:
        if shown.is_recording and not shown.media.transcript and not shown.media.captions:
            file, neither = shown.media.file, "neither captions nor a transcript" if shown.is_film else "no transcript"
            hint = f"{_captions_for(file)} Or {_TRANSCRIPT}" if shown.is_film else f"Here {_TRANSCRIPT}"
            yield shown.problem("missing-transcript", f"“{file}” has {neither} for someone who cannot hear it.", hint)


_TRANSCRIPT = (
    "write transcript: and what is said, word for word, such as transcript: We tried squares first, and they folded. "
    "Nothing is said? Then say what is to be heard."
)


def _captions_for(film: str) -> str:
    """How to write captions, in one breath: a hint is one line."""
    path = PurePosixPath(film).with_suffix(".vtt")
    return (
        f"Make a text file {path.name} beside the film. Its first line is WEBVTT, the next is empty. Then write "
        "00:00.000 --> 00:04.000 and, on the line below, what is said in these four seconds; an empty line; "
        f"00:04.000 --> 00:09.000 and what is said then; and so on. Here write captions: {path}."
    )


def captions_that_are_none(laid: LaidOut) -> Iterator[Problem]:
    """What `captions` names are captions."""
    for shown in laid.shown:
        named = laid.student.media.get(normalize("NFC", shown.media.captions))
        if shown.is_recording and named is not None and named.kind != "captions":
            message = f"“{shown.media.captions}” holds no captions, so “{shown.media.file}” is shown without."
            hint = f"Captions are a plain text file with the ending .vtt or .srt. {_captions_for(shown.media.file)}"
            yield shown.problem("captions-mistake", message, hint, "captions")


def field_without_use(laid: LaidOut) -> Iterator[Problem]:
    """Nothing is written where it could not be shown: captions under a picture, a download of a film."""
    for shown in laid.shown:
        if isinstance(shown.part.group, Media) and shown.original is not None:
            for field, message, hint in _WITHOUT_USE.get(shown.original.kind, ()):
                if getattr(shown.media, field):
                    yield shown.problem("field-without-use", f"“{shown.media.file}” is {message}", hint, field)


_UNDER_A_FILM = "Take it out, or write it with the film or voice note that it belongs to."
_NO_SAVING = "Take it out. Documents alone may be saved: slides and texts that are PDF files."
_WITHOUT_USE: dict[MediaKind, tuple[tuple[str, str, str], ...]] = {
    "picture": (
        ("captions", "a picture, and pictures have no captions:, so nobody sees them.", _UNDER_A_FILM),
        (
            "transcript",
            "a picture, and pictures have no transcript:, so nobody reads it.",
            "What is to be seen belongs after alt:, and your own words after caption:.",
        ),
        ("download", "a picture, and download: is for documents.", _NO_SAVING),
    ),
    "recording": (("download", "a recording, and download: is for documents.", _NO_SAVING),),
    "document": (
        ("captions", "a document, and documents have no captions:, so nobody sees them.", _UNDER_A_FILM),
        (
            "transcript",
            "a document, and documents have no transcript:, so nobody reads it.",
            "The words on its pages are shown beside them. Your own words belong after caption:.",
        ),
    ),
}


def media_without_shows(laid: LaidOut) -> Iterator[Problem]:
    """Every picture, recording and document says whom it shows; without that it goes no further than the family."""
    for shown in laid.shown:
        may_show_somebody = shown.is_picture or shown.is_recording or shown.is_document
        if may_show_somebody and shown.media.shows is None and shown.part.asked > Audience.PRIVATE:
            yield shown.problem(
                "media-without-shows",
                f"“{shown.media.file}” does not say whom it shows. It stays within the family until it does.",
                f"Add shows: with the ids of everybody in it, such as shows: [{laid.student.id}]. Write others for "
                "people without an id here, and [] where nobody can be seen or heard.",
            )


def unused_media(laid: LaidOut) -> Iterator[Problem]:
    """Every file in the media folder is shown somewhere; not asked where a record was left out, which may show it."""
    if not laid.student.is_whole:
        return
    used = {normalize("NFC", name) for name in _files_named(laid)}
    media_folder = PurePosixPath(laid.student.profile.places.file).parent / "media"
    for path in sorted(laid.student.media):
        if path not in used:
            yield problem(
                "unused-media",
                f"No record shows “{path}”.",
                "Show it in a reflection or an achievement under media:, or keep it for later.",
                Place(str(media_folder / path)),
            )


def _files_named(laid: LaidOut) -> Iterator[str]:
    for part in laid.parts:
        match part.group:
            case Media(file=file, captions=captions):
                yield from (file, captions)
            case Avatar(file=file) | SayMyName(audio=file):
                yield file
