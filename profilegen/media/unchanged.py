"""Whether a source is still what it was when its SHA-256 was taken."""

from __future__ import annotations

from pathlib import Path

from profilegen.baring.hashing import hash_of
from profilegen.media.refusals import MediaError


def check_unchanged(source: Path, sha256: str, refusal: type[MediaError]) -> None:
    """Raises `refusal` if the file is another one by now, or gone.

    What is made of a source is kept under its hash for ever: one that changed since then must not give any.
    """
    try:
        found = hash_of(source)
    except OSError as error:
        raise refusal("It went away while the site was being built.", "Build again.") from error
    if found != sha256:
        raise refusal("It was changed while the site was being built.", "Build again.")
