"""A finished file gets a name that is free: all of it is there under that name, or nothing is."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

from profilegen.studio.files import mode_for

_LONG_AGO = 24 * 60 * 60  # seconds: whoever claimed a name then has been switched off


def move_to_free(part: Path, free: Path) -> None:
    """Gives the finished file `part` the name `free`. FileExistsError where somebody has it by now, OSError."""
    part.chmod(mode_for(free))
    try:
        os.link(part, free)
    except FileExistsError:
        raise
    except OSError:  # a disk on which a file has one name alone, such as that of a memory stick
        _claim_and_move(part, free)
    else:
        part.unlink()


def sweep_claims(folder: Path) -> None:
    """Takes away the names that were claimed long ago for files that never came: there is nothing in them."""
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            status = file.lstat()
            is_blank = file.is_file() and not file.is_symlink() and not status.st_size
            if is_blank and time.time() - status.st_mtime > _LONG_AGO:
                file.unlink()


def _claim_and_move(part: Path, free: Path) -> None:
    with free.open("xb"):  # nobody else gets it from now on
        pass
    try:
        part.replace(free)
    except BaseException:
        free.unlink(missing_ok=True)
        raise
