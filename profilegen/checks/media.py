"""Rules on pictures and recordings: can they be shown, and does everybody get something from them?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from unicodedata import normalize

from profilegen.checks.parts import LaidOut
from profilegen.media.probe import PictureError, probe_picture
from profilegen.model.audience import Audience
from profilegen.model.records import Avatar, Media, SayMyName
from profilegen.problems import Place, Problem
from profilegen.rules import problem


def unreadable_media(laid: LaidOut) -> Iterator[Problem]:
    """Every picture that a record shows can be opened. Each is tried once, however often it is shown."""
    tried: set[str] = set()
    for shown in laid.shown:
        if shown.original is None or shown.original.path in tried:
            continue
        tried.add(shown.original.path)
        if shown.original.kind in ("document", "other"):
            message = f"“{shown.media.file}” is no picture or recording, so it is not shown."
            yield shown.problem("unreadable-media", message, "Save it as pictures, one for each page, and show those.")
        if not shown.is_picture:
            continue
        try:
            probe_picture(laid.student.folder / "media" / shown.original.path_on_disk)
        except PictureError as error:
            yield shown.problem("unreadable-media", f"“{shown.media.file}” cannot be shown. {error.reason}", error.hint)


def missing_alt(laid: LaidOut) -> Iterator[Problem]:
    """Every picture has a description, or says that it is decorative. The portrait too."""
    for shown in laid.shown:
        if shown.is_picture and not shown.media.alt and not shown.media.decorative:
            yield shown.problem(
                "missing-alt",
                f"“{shown.media.file}” has no description for someone who cannot see it.",
                "Add alt: and say in one sentence what matters in the picture, as if on the telephone, such as "
                "“A paper bridge holding three books”. Does it only decorate? Then write decorative: yes.",
            )


def missing_transcript(laid: LaidOut) -> Iterator[Problem]:
    """Every recording has its words in writing; for a film, captions will do."""
    for shown in laid.shown:
        has_captions = shown.original is not None and shown.original.film and shown.media.captions
        if shown.is_recording and not shown.media.transcript and not has_captions:
            yield shown.problem(
                "missing-transcript",
                f"“{shown.media.file}” has no transcript for someone who cannot hear it.",
                "Add transcript: and write down what is said, word for word. Nothing is said? Then say what is heard.",
            )


def recording_not_shown(laid: LaidOut) -> Iterator[Problem]:
    """Recordings cannot be published yet; their transcripts are."""
    for shown in laid.shown:
        if shown.is_recording:
            yield shown.problem(
                "recording-not-shown",
                f"“{shown.media.file}” is a recording. This version of profilegen shows its transcript only.",
                "Keep it: a later version plays it. Until then, see that the transcript says it all.",
            )


def media_without_shows(laid: LaidOut) -> Iterator[Problem]:
    """Every picture and recording says whom it shows; without that it goes no further than the family."""
    for shown in laid.shown:
        is_seen_or_heard = shown.is_picture or shown.is_recording
        if is_seen_or_heard and shown.media.shows is None and shown.part.asked > Audience.PRIVATE:
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
