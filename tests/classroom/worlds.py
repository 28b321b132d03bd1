"""A school on disk for the tests of the classroom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.building.worlds import write

TODAY = date(2026, 11, 20)


def a_class(root: Path, students: int = 8, comments: int = 1) -> Path:
    """4 Oak: students called Student A, B, …, each with a piece and comments on it from Ms Okafor."""
    ids = [f"s-{number:02}" for number in range(students)]
    files: dict[str, str | bytes] = {
        "school.yaml": (
            "name: Hillside\nterms:\n  - {name: Autumn, starts: 2026-09-02, ends: 2026-12-18}\n"
            "reflection_prompts: [What surprised you?, Who helped?]\n"
        ),
        "classes/4-oak.yaml": f"name: 4 Oak\nschool_year: 2026/27\nstudents: [{', '.join(ids)}]\n",
    }
    for number, student in enumerate(ids):
        files[f"students/{student}/profile.yaml"] = f"name: {GIVEN[number]} Karimi-{GIVEN[number]}son\n"
        files[f"students/{student}/reflections/bridge.yaml"] = a_piece(
            f"Bridge {number}",
            *(f"{GIVEN[number]}, look at fold {one} of piece {number}." for one in range(comments)),
        )
    return write(root, files)


GIVEN = tuple(f"{first}{second}a" for first in "BDFGKLMNPRSTVZ" for second in ("o", "e", "i"))
"""Names that are no words."""


def a_piece(title: str, *comments: str, author: str = "Ms Okafor", date: str = "2026-10-15") -> str:
    """A reflection with these comments, open all."""
    said = "".join(
        f'  - from: {{name: {author}, role: teacher}}\n    date: {date}\n    comment: "{comment}"\n'
        f"    asks: Try it once more.\n"
        for comment in comments
    )
    return f"title: {title}\ndate: 2026-10-14\nbody: It held.\n" + (f"feedback:\n{said}" if said else "")
