"""How large a photo, recording or document may be: names, defaults, and what a school may set at most.

A limit bounds the time and memory that one file can cost. A school raises or lowers it in school.yaml:

    limits: {recording_minutes: 60}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may be at most; whatever is larger is not shown, and a problem says so."""

    picture_megapixels: int = 100  # Pillow refuses more than 179 million pixels, whatever the limit
    recording_minutes: int = 30
    recording_megabytes: int = 2_000  # of the original
    conversion_minutes: int = 60  # by the clock, for one recording or document
    film_megapixels: int = 10  # of one frame: 4K has 8.8, 8K has 33
    document_pages: int = 60
    document_megabytes: int = 100  # of the original

    @classmethod
    def of(cls, written: Mapping[str, int]) -> Limits:
        """The limits of a school that has written these down; names that do not exist count for nothing."""
        known = {name: value for name, value in written.items() if name in CEILINGS}
        return cls(**{name: min(value, CEILINGS[name]) for name, value in known.items() if value > 0})


CEILINGS: Mapping[str, int] = {
    "picture_megapixels": 170,
    "recording_minutes": 240,
    "recording_megabytes": 20_000,
    "conversion_minutes": 600,
    "film_megapixels": 40,
    "document_pages": 500,
    "document_megabytes": 1_000,
}
"""No school may raise a limit further than this."""

assert set(CEILINGS) == {field.name for field in fields(Limits)}  # noqa: S101 - holds when the module is loaded
