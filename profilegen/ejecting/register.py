"""What a theme remembers of the files that were copied into it: its `ejected.yaml`.

Annotations are read while the program runs, so this module does without `from __future__ import annotations`.
"""

from profilegen.model.fields import Text
from profilegen.model.forms import Record


class EjectedFile(Record):
    """A file that was copied out of a theme below: its path, that theme, and what the original was then."""

    path: Text
    theme: Text
    sha256: Text
    version: Text


class EjectedRecord(Record):
    """What ejected.yaml says."""

    ejected: tuple[EjectedFile, ...] = ()
