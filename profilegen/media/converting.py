"""Conversions: recordings and documents to what pages show. Each is made once, and may take minutes.

So a build asks first what the store holds, and lets a worker make the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from profilegen.media.refusals import MediaError, PassingError
from profilegen.media.store import Store
from profilegen.model.limits import Limits

if TYPE_CHECKING:
    from profilegen.media.documents import Document
    from profilegen.media.recordings import Recording


@dataclass(frozen=True, slots=True)
class Conversion:
    """An original to be converted. `name` is what a person calls it: amina-x3f9, bridge.mov."""

    kind: Literal["recording", "document"]
    sha256: str
    source: Path
    name: str
    store: Store
    limits: Limits
    with_copy: bool = False  # of a document: whether it may be saved
    film: bool = False  # of a recording: whether it was taken for a film when it was decided who may see it

    @property
    def key(self) -> str:
        """The same for all that is one piece of work."""
        return f"{self.kind} {self.sha256} {self.with_copy} {self.store.folder}"


@dataclass(frozen=True, slots=True)
class Converted:
    """What the store holds of some conversions, what it says cannot be, and what is still to be made."""

    recordings: Mapping[str, Recording]
    documents: Mapping[str, Document]
    failures: Mapping[str, MediaError]
    missing: tuple[Conversion, ...]
    passing: bool = False  # whether something failed that may go well next time, such as for a full disk


def recall(conversions: Iterable[Conversion], failed: Mapping[str, MediaError]) -> Converted:
    """What is known of these. `failed` says by its key what was tried just now, in vain."""
    recordings: dict[str, Recording] = {}
    documents: dict[str, Document] = {}
    failures: dict[str, MediaError] = {}
    missing: list[Conversion] = []
    passing = False
    for one in conversions:
        try:
            if _recalled_recording(one, recordings) or _recalled_document(one, documents):
                continue
            check_overtime(one)
        except MediaError as refused:
            failures[one.sha256] = refused
            continue
        if error := failed.get(one.key):
            failures[one.sha256] = error
            passing |= isinstance(error, PassingError)
        else:
            missing.append(one)
    return Converted(recordings, documents, failures, tuple(missing), passing)


def _recalled_recording(one: Conversion, found: dict[str, Recording]) -> bool:
    if one.kind != "recording":
        return False
    from profilegen.media.recordings import recall_recording  # most students have none

    recording = recall_recording(one.sha256, one.store, one.limits)
    if recording is not None and recording.film and not one.film:  # who may see a face was not asked
        reason = "It is called a sound, and it is a film."
        raise MediaError(reason, "Give it the ending of a film, such as .mp4, and write that name here.")
    if recording is not None:
        found[one.sha256] = recording
    return recording is not None


def _recalled_document(one: Conversion, found: dict[str, Document]) -> bool:
    if one.kind != "document":
        return False
    from profilegen.media.documents import recall_document

    document = recall_document(one.sha256, one.store, one.limits, one.with_copy)
    if document is not None:
        found[one.sha256] = document
    return document is not None


def convert(one: Conversion) -> MediaError | None:
    """Makes it, in whatever process this is called. Returns why it could not be.

    OSError where the store cannot be written.
    """
    try:
        if one.kind == "recording":
            from profilegen.media.recordings import make_recording

            make_recording(one.source, one.sha256, one.store, one.limits)
        else:
            from profilegen.media.documents import make_document

            make_document(one.source, one.sha256, one.store, one.limits, one.with_copy)
    except MediaError as error:
        return error
    return None


_OVERTIME = "overtime"  # the key of records that say how many minutes were not enough
_OVERTIME_EDITION = "1"


def remember_overtime(one: Conversion) -> None:
    """Notes that the time which the school allows was not enough, so that the next build does not spend it again."""
    minutes = {"minutes": one.limits.conversion_minutes}
    one.store.remember(one.sha256, _OVERTIME, _OVERTIME_EDITION, minutes, ())


def check_overtime(one: Conversion) -> None:
    """MediaError where as much time as is allowed now was not enough before."""
    facts = one.store.recall(one.sha256, _OVERTIME, _OVERTIME_EDITION) or {}
    minutes, tried = one.limits.conversion_minutes, facts.get("minutes")
    if isinstance(tried, int) and tried >= minutes:
        raise MediaError(
            f"Converting it takes longer than {tried} minutes on this computer.",
            "Save a shorter or smaller copy of it. A school that has the time may write "
            f"limits: {{conversion_minutes: {tried * 2}}} in school.yaml.",
        )
