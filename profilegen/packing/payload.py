"""One file on its way into a pack: its path in the bag, what it is, where its bytes come from, what it lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from profilegen.baring.bare import Bare
from profilegen.model.carrying import Why

METADATA = "metadata"
"""Stands among what was changed: what a camera or program wrote about an original was taken away."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the payload.

    `kind` is a stable word: profile, record, media, style, other, school, framework, class, theme, site, description,
    read-me. `changed` says what was taken out of it (`metadata`, or why parts of it were cut); `has_metadata` that
    nothing can be taken out of its format, so what is in it is still there.
    """

    path: str
    kind: str
    source: Bare | bytes = field(repr=False)
    changed: tuple[str, ...] = ()
    has_metadata: bool = False

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.source) if isinstance(self.source, bytes) else self.source.size

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, piece by piece. OSError."""
        if isinstance(self.source, bytes):
            yield self.source
        else:
            yield from self.source.pieces()


@dataclass(frozen=True, slots=True)
class Withheld:
    """What stays behind, a file or a part of one that goes along. `path` is for the person who packs, for nobody else:
    the name of a private piece may tell what it is about."""

    path: str
    what: str
    why: Why
    is_part: bool = False
