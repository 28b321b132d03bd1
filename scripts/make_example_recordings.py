"""Make every recording, film, slide and vector drawing of the example school into its students' media folders.

It needs the speech synthesiser espeak-ng (`apt install espeak-ng`), and draws its pictures' bridge from
draw_example_pictures.py, so run that first where the media folders are empty. The same script, espeak-ng and PyAV give
the same bytes again. Only people who change the example school run it; its files are kept with the project.

    python scripts/make_example_recordings.py
    python scripts/make_example_recordings.py --only rhys-p6c1 --out somewhere/else
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from example_recordings import speech
from example_recordings.gallery import PIECES

STUDENTS = Path(__file__).resolve().parent.parent / "example_school" / "students"


def make_recordings(out: Path, only: Sequence[str] = ()) -> int:
    """Make the files (of the students named in `only`, or of all) under `out`; return their bytes."""
    total = 0
    for piece in PIECES:
        if only and piece.student not in only:
            continue
        path = out / piece.path
        path.parent.mkdir(parents=True, exist_ok=True)
        piece.write(path)
        total += (size := path.stat().st_size)
        print(f"{piece.path.as_posix():44} {-(-size // 1024):5} KB", flush=True)
    return total


def main() -> int:
    """Read the command line and make the files; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", metavar="STUDENT", action="append", default=[], help="make only this student's files")
    parser.add_argument("--out", metavar="DIR", type=Path, default=STUDENTS, help="the folder of students to write to")
    options = parser.parse_args()
    unknown = sorted(set(options.only) - {piece.student for piece in PIECES})
    if unknown:
        parser.error(f"no recordings for {', '.join(unknown)}")
    if not speech.is_there():
        parser.error("espeak-ng is not installed; see the beginning of this script")
    print(f"{make_recordings(options.out, options.only) / 1024 / 1024:.1f} MB in all")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
