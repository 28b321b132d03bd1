"""One zip for a family: the same bytes each time, names that are right everywhere, however large it is."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from profilegen.loading.text_files import open_plainly
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
    with new_file(target) as part, ZipFile(part, "w", allowZip64=True) as archive:
        archive.comment = MARK
        for path in sorted(sources):
            source = sources[path]
            size = len(source) if isinstance(source, bytes) else source.size
            with archive.open(_entry(f"{top}/{path}", size, as_they_are), "w") as inside:
                _pour(source, inside)


def _entry(path: str, size: int, as_it_is: bool) -> ZipInfo:
    entry = ZipInfo(path, _ALWAYS)
    entry.compress_type = ZIP_DEFLATED if Path(path).suffix in TEXTS and not as_it_is else ZIP_STORED
    entry._compresslevel = LEVEL  # type: ignore[attr-defined]  # ZipInfo has no open name for it before Python 3.13
    entry.create_system = _UNIX  # the same on Windows, where it would be another
    entry.external_attr = _PLAIN_FILE
    entry.file_size = size  # so that ZIP64 is used where it has to be, and nowhere else
    return entry


def _pour(source: Member | bytes, inside: IO[bytes]) -> None:
    if isinstance(source, bytes):
        inside.write(source)
        return
    with open_plainly(source.source) as opened:
        shutil.copyfileobj(opened, inside, _AT_ONCE)
