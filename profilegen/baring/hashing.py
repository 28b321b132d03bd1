"""The hash by which an original is known, and what is made of it is called: that of its bare content."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from profilegen.baring.bare import bare_content
from profilegen.opening import open_plainly


def hash_of(source: Path) -> str:
    """The SHA-256 of what an original shows or sounds, in hexadecimal. OSError where it cannot be read."""
    with open_plainly(source) as opened:
        return hash_of_opened(opened)


def hash_of_opened(opened: BinaryIO) -> str:
    """The same of a file that is open already. OSError where it becomes shorter meanwhile."""
    hashed = hashlib.sha256()
    for piece in bare_content(opened):
        hashed.update(piece)
    return hashed.hexdigest()
