"""Writing one small file so that it is the old one or the new one, never half of each, whenever the lid is closed."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
import time
from pathlib import Path

UNFINISHED = ".tmp"
"""The ending of a file that is being written. Builds, checks and watches pass over such."""

BEGINNING = ".studio-"
_LONG_AGO = 24 * 60 * 60  # seconds: whoever was writing then has been switched off


def replace_file(file: Path, content: bytes) -> None:
    """Writes the file, on the disk when this returns. OSError where that is not possible; the old one stays then."""
    handle, part = tempfile.mkstemp(dir=file.parent, prefix=BEGINNING, suffix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as writing:
            writing.write(content)
            writing.flush()
            os.fsync(writing.fileno())
        with contextlib.suppress(OSError):
            Path(part).chmod(mode_for(file))
        Path(part).replace(file)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    _settle(file.parent)


def sweep(folder: Path) -> None:
    """Takes away what somebody began to write here, and was stopped long ago."""
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{BEGINNING}*{UNFINISHED}"):
            if time.time() - left.lstat().st_mtime > _LONG_AGO:
                left.unlink()


def mode_for(file: Path) -> int:
    """The rights that the old file has, or that a new one gets here: a temporary file is its owner's alone."""
    with contextlib.suppress(OSError):
        return stat.S_IMODE(file.stat().st_mode)
    return stat.S_IMODE(file.parent.stat().st_mode) & 0o666


def _settle(folder: Path) -> None:
    """Has the new name on the disk as well, where a system knows such a thing."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
