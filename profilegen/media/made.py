"""What has been made of a student's originals and is in the store now: what pages are rendered from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from profilegen.media.photos import PictureSet

if TYPE_CHECKING:
    from profilegen.media.converting import Converted
    from profilegen.media.documents import Document
    from profilegen.media.recordings import Recording


@dataclass(frozen=True, slots=True)
class Made:
    """Pictures, recordings and documents, each by its original's SHA-256.

    Among the pictures are the stills of films and the first pages of documents, so that a list can show them.
    """

    pictures: Mapping[str, PictureSet] = field(default_factory=dict)
    recordings: Mapping[str, Recording] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)


def made_of(pictures: Mapping[str, PictureSet], converted: Converted) -> Made:
    """Photos, and what was converted with the stills that came of it."""
    posters = {sha256: one.poster for sha256, one in converted.recordings.items() if one.poster}
    firsts = {sha256: one.pages[0].picture for sha256, one in converted.documents.items()}
    return Made({**pictures, **posters, **firsts}, converted.recordings, converted.documents)
