"""Draw every picture of the example school into its students' media folders.

All of them are made here, with seeded random numbers: the same script and the same Pillow give the same bytes again.

    python scripts/draw_example_pictures.py
    python scripts/draw_example_pictures.py --only zoe-d4y6 --out somewhere/else
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from example_pictures.gallery import PICTURES

STUDENTS = Path(__file__).resolve().parent.parent / "example_school" / "students"


def draw_pictures(out: Path, only: Sequence[str] = ()) -> int:
    """Draw the pictures (of the students named in `only`, or of all) under `out`; return their bytes."""
    total = 0
    for picture in PICTURES:
        if only and picture.student not in only:
            continue
        path = out / picture.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(encoded := picture.encoded())
        total += len(encoded)
        print(f"{picture.path.as_posix():44} {len(encoded) // 1024:5} KB", flush=True)
    return total


def main() -> int:
    """Read the command line and draw; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--only", metavar="STUDENT", action="append", default=[], help="draw only this student's pictures"
    )
    parser.add_argument("--out", metavar="DIR", type=Path, default=STUDENTS, help="the folder of students to draw into")
    options = parser.parse_args()
    unknown = sorted(set(options.only) - {picture.student for picture in PICTURES})
    if unknown:
        parser.error(f"no pictures for {', '.join(unknown)}")
    print(f"{draw_pictures(options.out, options.only) / 1024 / 1024:.1f} MB in all")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
