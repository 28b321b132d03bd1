"""How many pictures a build decodes.

    python -m tests.benchmarks.decodes SCHOOL FILE

Builds in this one process, so that every decode is seen, and writes their number into the file.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from unittest.mock import patch

from PIL.ImageFile import ImageFile

from profilegen.build import build_site
from profilegen.model.audience import Audience

TODAY = date(2026, 11, 1)


def decodes_of_a_build(school: Path) -> int:
    """Builds the school's site for the school, and counts the pictures whose pixels were read."""
    decoded = 0
    usual = ImageFile.load_prepare

    def counting(picture: ImageFile) -> None:
        nonlocal decoded
        decoded += 1
        usual(picture)

    with patch.object(ImageFile, "load_prepare", counting):  # called once a picture, before its pixels are read
        build_site(school, Audience.SCHOOL, jobs=1, today=TODAY)
    return decoded


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(str(decodes_of_a_build(Path(sys.argv[1]))), encoding="utf-8")
