"""Files for their owner's eyes alone: put into their place in one step, on the disk for certain, never over another."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

_OWNER_ALONE, _OWNER_ALONE_IN = 0o600, 0o700


def is_kept_apart(folder: Path) -> bool:
    """Whether the folder is a link to somewhere else, where nothing private is put or looked for."""
    return folder.is_symlink()


def keep_private(file: Path, content: bytes) -> bool:
    """Writes a file that nobody else on this computer may read, where the system knows such a thing.

    Whether it was written: one that is there by now stays as it is. OSError.
    """
    file.parent.mkdir(mode=_OWNER_ALONE_IN, exist_ok=True)
    beside = file.with_name(f".{secrets.token_hex(6)}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _OWNER_ALONE)
    try:
        with open(handle, "wb") as opened:  # noqa: PTH123 - an open handle
            opened.write(content)
            opened.flush()
            os.fsync(handle)
        return _put_if_free(beside, file)
    finally:
        beside.unlink(missing_ok=True)


def _put_if_free(beside: Path, file: Path) -> bool:
    """A second name for the same file is refused where there is one; a disk without second names is asked first."""
    try:
        file.hardlink_to(beside)
    except FileExistsError:
        return False
    except OSError:
        if file.exists():
            return False
        beside.rename(file)
    return True
