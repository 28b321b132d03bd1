"""One zip for a family: the same bytes each time, names that are right everywhere, however large it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from profilegen.opening import open_plainly
from profilegen.sharing.placing import MARK, new_file
from profilegen.sharing.preparing import Member

LEVEL = 9
TEXTS = frozenset((".html", ".css", ".js", ".svg", ".txt", ".vtt"))
"""What is made smaller; pictures, recordings and fonts are small already."""

_ALWAYS = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3
_AT_ONCE = 1 << 20  # bytes in memory


def write_zip(
    target: Path, top: str, members: Iterable[Member], texts: Mapping[str, bytes], *, as_they_are: bool = False
) -> None:
    """Writes the zip in one step: a folder `top` with these files, and `texts` by their paths.

    `as_they_are`: nothing is made smaller, so that the size of what is locked tells nothing either.

    Nothing of this machine goes into it: no times, owners or places, and no order but that of the names.
    """
    sources: dict[str, Member | bytes] = {**{one.path: one for one in members}, **texts}
    with new_file(target) as part:
        pour_zip(part, (_poured(f"{top}/{path}", sources[path]) for path in sorted(sources)), as_they_are=as_they_are)


@dataclass(frozen=True, slots=True)
class Poured:
    """A file on its way into a zip: its whole path inside, how many bytes it has, and these bytes."""

    path: str
    size: int
    pieces: Iterable[bytes]


def pour_zip(part: Path, files: Iterable[Poured], mark: bytes = MARK, *, as_they_are: bool = False) -> None:
    """Writes these files into a zip, one after the other, each read as it is written. `mark` says who made it."""
    with ZipFile(part, "w", allowZip64=True) as archive:
        archive.comment = mark
        for file in files:
            with archive.open(_entry(file.path, file.size, as_they_are), "w") as inside:
                for piece in file.pieces:
                    inside.write(piece)


def _entry(path: str, size: int, as_it_is: bool) -> ZipInfo:
    entry = ZipInfo(path, _ALWAYS)
    entry.compress_type = ZIP_DEFLATED if Path(path).suffix in TEXTS and not as_it_is else ZIP_STORED
    entry._compresslevel = LEVEL  # type: ignore[attr-defined]  # ZipInfo has no open name for it before Python 3.13
    entry.create_system = _UNIX  # the same on Windows, where it would be another
    entry.external_attr = _PLAIN_FILE
    entry.file_size = size  # so that ZIP64 is used where it has to be, and nowhere else
    return entry


def _poured(path: str, source: Member | bytes) -> Poured:
    if isinstance(source, bytes):
        return Poured(path, len(source), (source,))
    return Poured(path, source.size, _pieces(source.source))


def _pieces(source: Path) -> Iterator[bytes]:
    with open_plainly(source) as opened:
        while piece := opened.read(_AT_ONCE):
            yield piece
