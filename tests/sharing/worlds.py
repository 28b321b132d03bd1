"""A small school whose students take something home. What must never be read stands in it once: the canary words."""

from __future__ import annotations

from pathlib import Path

from tests.building.worlds import TODAY as TODAY
from tests.building.worlds import picture, write

CANARIES = ("Quillfeather", "Zanzibarine", "Wobblecroft", "Marmaladian", "Snickersby", "Plumbrook")
"""Words of Amina's own that no other text holds: in her name, text, title, alt text, testimonial and caption."""


def a_school(root: Path) -> Path:
    """Two students, one with pictures, a recording's words, a testimonial, and a title in another script."""
    return write(
        root,
        {
            "school.yaml": "name: Wobblecroft School\nframework: skills-builder-2\n",
            "classes/4-oak.yaml": "name: 4 Oak\nschool_year: 2026/27\nstudents: [amina-x3f9, ben-7k2q]\n",
            "consents.yaml": "amina-x3f9: {photos: {widest: school}, recordings: {widest: school}}\n",
            "students/amina-x3f9/profile.yaml": """
                name: Amina Quillfeather
                tagline: I build things at Zanzibarine speed.
                """,
            "students/amina-x3f9/reflections/bridge.yaml": """
                title: A Marmaladian bridge
                date: 2026-10-14
                body: |
                  The first one **fell**. Snickersby triangles hold.
                media:
                  - {file: bridge.jpg, alt: A bridge of Plumbrook card, shows: []}
                """,
            "students/amina-x3f9/reflections/мост.yaml": "title: Мост\ndate: 2026-10-15\nbody: Мост стоит.\n",
            "students/amina-x3f9/media/bridge.jpg": picture("teal", (1400, 900)),
            "students/ben-7k2q/profile.yaml": "name: Ben Ode\nknown_as: Benny\n",
        },
    )
