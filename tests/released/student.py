"""A small student with a record of every kind, who is packed once for every version that is released.

    python -m tests.released.student 0.2.0

writes `tests/released/0.2.0.zip` with the product as it is then. What is there already is never made anew.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

from profilegen.packing.pack import Pack, PackWish, pack
from tests.building.worlds import picture, write

HERE = Path(__file__).parent
DAY = date(2026, 11, 23)
STUDENT = "wren-t4k8"


def a_school(root: Path) -> Path:
    """A school with frameworks of its own, a move behind the student, and one record of each kind."""
    files = {f"students/{STUDENT}/{name}": content for name, content in _records().items()}
    return write(
        root,
        {
            "school.yaml": "name: Tern Rock School\nschema: 1\nframework: ours\ntheme: {name: lean}\n",
            "themes/lean/theme.yaml": "name: lean\nabout: Nothing but what base has.\nextends: base\napi: 1\n",
            "frameworks/ours.yaml": "name: Ours\nskills:\n  - {id: kindness, name: Kindness}\n",
            "crosswalks/from-before.yaml": "from: theirs\nto: ours\nskills:\n  - {skill: helping, is: kindness}\n",
            "classes/4-oak.yaml": f"name: 4 Oak\nschool_year: 2026/27\nstudents: [{STUDENT}]\n",
            "consents.yaml": f"{STUDENT}: {{photos: family, recordings: family}}\n",
            f"arrivals/{STUDENT}/2025-09-01-gull-cove-school/arrival.yaml": """
                schema: 1
                from: Gull Cove School
                packed_on: 2025-07-20
                arrived_on: 2025-09-01
                identifier: urn:uuid:7a0b5e1c-4f0e-4c56-9d5b-0d3f6a1f2b3c
                framework: theirs
                brought: [reflections/shells.md]
                """,
            f"arrivals/{STUDENT}/2025-09-01-gull-cove-school/school/frameworks/theirs.yaml": (
                "name: Theirs\nskills:\n  - {id: helping, name: Helping}\n"
            ),
            **files,
        },
    )


def _records() -> dict[str, str | bytes]:
    return {
        "profile.yaml": """
            name: Wren Holloway
            audience: private  # so that the site in the pack is small
            schema: 1
            known_as: Wren
            tagline: I look closely.   # at birds
            strengths: [{skill: kindness, because: I wait.}]
            goals: [{goal: Draw a tern, by: 2027-03-01}]
            journey: [{school: Gull Cove School, from: 2021, until: 2025}]
            """,
        "profile.cy.yaml": "tagline: Dw i'n edrych yn ofalus.\n",
        "reflections/nest.yaml": """
            # the second nest
            title: A nest
            date: 2026-10-14
            body: |
              I counted eggs.

              Then I drew them.
            skills: [{skill: kindness, evidence: I did not touch it.}]
            media: [{file: nest.jpg, alt: A nest, shows: []}]
            feedback:
              - from: {name: Ms Finch, role: teacher}
                date: 2026-10-15
                comment: How many?
                response: {date: 2026-10-16, text: Four.}
            """,
        "reflections/nest.cy.yaml": "title: Nyth\nbody: Cyfrais wyau.\n",
        "reflections/shells.md": "---\ntitle: Shells\ndate: 2025-05-01\nskills: [helping]\n---\n\nBlue ones.\n",
        "testimonials/finch.yaml": """
            from: {name: Ms Finch, role: teacher}
            date: 2026-10-20
            text: Wren sees what others walk past.
            about: reflections/nest.yaml
            agreed: {on: 2026-10-21, widest: family}
            """,
        "achievements/swim.yaml": "title: Ten lengths\nkind: sport\ndate: 2026-06-01\n",
        "showcases/best.yaml": """
            title: My birds
            for: Nan
            shows: [reflections/nest.yaml, achievements/swim.yaml]
            """,
        "conferences/autumn.yaml": "date: 2026-11-20\npieces: [{record: reflections/nest.yaml, say: Four eggs.}]\n",
        "statements/biology.yaml": """
            title: Biology
            for: A course in biology
            form: ucas-2026
            answers: [{question: why, text: Because of nests., evidence: [reflections/nest.yaml]}]
            """,
        "reports/2025-26.yaml": "school_year: 2025/26\nprogress: Wren reads more each week.\n",
        "media/nest.jpg": picture("teal", (32, 24)),
    }


def packed(to: Path) -> Pack:
    """The student's own copy, with everything, as the product packs it now."""
    with tempfile.TemporaryDirectory() as folder:
        return pack(STUDENT, a_school(Path(folder) / "tern-rock"), to, PackWish(everything=True), today=DAY)


if __name__ == "__main__":
    made = HERE / f"{sys.argv[1]}.zip"
    if made.exists():
        sys.exit(f"{made} is there already: what was released stays as it was.")
    packed(made)
