"""A plain file, opened: never a link, a device, or anything else that took its place meanwhile."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_plainly(path: Path) -> BinaryIO:
    """Opens a plain file for reading; OSError for a link, a device, or anything else that took its place meanwhile."""
    handle, _ = handle_and_size(path)
    try:
        return open(handle, "rb")  # noqa: PTH123 - an open handle; the caller closes it
    except BaseException:
        os.close(handle)
        raise


def handle_and_size(path: str | Path) -> tuple[int, int]:
    """A handle to read a plain file from, which the caller closes, and its size in bytes. OSError for anything else."""
    handle = os.open(path, _FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "it is not a plain file")
    except BaseException:
        os.close(handle)
        raise
    return handle, status.st_size
