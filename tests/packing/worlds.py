"""A small school whose student moves on. Whatever must stay behind holds a canary word that stands nowhere else."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from PIL import Image

from profilegen.packing.pack import Pack, PackWish, pack
from tests.building.worlds import TODAY as TODAY
from tests.building.worlds import picture, write

AMINA = "amina-x3f9"


def photo(colour: str, *, comment: str = "") -> bytes:
    """A JPEG that tells who took it, where and when, if a comment is given."""
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = comment
    Image.new("RGB", (80, 60), colour).save(made, "JPEG", exif=exif, comment=comment.encode())
    return made.getvalue()


def a_school(root: Path) -> Path:
    """Amina, of whom some may travel, and Kai, of whom nothing may but his first name."""
    return write(
        root,
        {
            "school.yaml": """
                name: Wobblecroft School
                framework: ours
                contact: Zanzibarine Lane 4
                theme: {name: meadow}
                terms:
                  - {name: Autumn, starts: 2026-09-01, ends: 2026-12-18}
                """,
            "frameworks/ours.yaml": "name: Ours\nskills:\n  - {id: kindness, name: Kindness}\n",
            "frameworks/unused.yaml": "name: Unused Snickersby\nskills:\n  - {id: juggling, name: Juggling}\n",
            "classes/4-oak.yaml": f"""
                name: 4 Oak
                school_year: 2026/27
                teachers: [Mr Plumbrook]
                students: [{AMINA}, kai-7k2q]
                """,
            "consents.yaml": f"""
                {AMINA}: {{photos: {{widest: school, recorded_by: Ms Marmalade}}, recordings: {{widest: school}}}}
                kai-7k2q: {{photos: {{widest: teachers}}}}
                """,
            "students/kai-7k2q/profile.yaml": "name: Kai Quillfeather\n",
            **{f"students/{AMINA}/{path}": content for path, content in _amina().items()},
        },
    )


def _amina() -> dict[str, str | bytes]:
    return {
        "profile.yaml": """
            # My profile
            name: Amina Yusuf
            known_as: Mina
            pronouns: canary-pronouns
            tagline: I build things.   # and I like it
            show: {pronouns: private, interests: teachers}
            interests:
              # not for home
              - canary-interest
            strengths:
              - skill: kindness
                because: I help.
            avatar: face.jpg
            """,
        "profile.cy.yaml": "tagline: Dw i'n adeiladu.\npronouns: canary-welsh\n",
        "reflections/bridge.yaml": """
            title: A bridge
            date: 2026-10-14
            body: Triangles hold.
            media:
              - {file: bridge.jpg, alt: A bridge, shows: []}
              - file: group.jpg
                alt: canary-alt
                shows: [kai-7k2q]
            feedback:
              - from: {name: Kai Quillfeather, role: peer, student: kai-7k2q}
                date: 2026-10-15
                comment: Strong!
                agreed: 2026-10-15
                audience: family
              - from: {name: Kai Quillfeather, role: peer, student: kai-7k2q}
                date: 2026-10-16
                comment: canary-peer
                audience: family
              - from: {name: Mr Plumbrook, role: teacher}
                date: 2026-10-17
                comment: canary-note
              - from: {name: Ms Ode, role: teacher}
                date: 2026-10-18
                comment: Say why it holds.
                audience: family
            """,
        "reflections/diary.md": "---\ntitle: canary-diary\ndate: 2026-10-20\naudience: private\n---\ncanary-text\n",
        "reflections/broken.yaml": "title: canary-broken\ndate: yesterday\n",
        "testimonials/kai.yaml": """
            from: {name: Kai Quillfeather, role: peer}
            date: 2026-10-01
            text: canary-testimonial
            """,
        "testimonials/ode.yaml": """
            from: {name: Ms Ode, role: teacher}
            date: 2026-10-02
            text: She explains things.
            about: reflections/diary.md
            agreed: {on: 2026-10-03, widest: family}
            """,
        "showcases/best.yaml": """
            title: My best
            for: my interview
            shows: [reflections/bridge.yaml, reflections/diary.md]
            """,
        "reports/2025-26.yaml": "school_year: 2025/26\nprogress: canary-report\n",
        "conferences/autumn.yaml": "date: 2026-11-20\nwelcome: Hello\nnext: canary-next\npieces:\n"
        "  - {record: reflections/bridge.yaml, say: canary-say}\n",
        "media/face.jpg": photo("teal", comment="canary-camera"),
        "media/bridge.jpg": picture("navy", (300, 200)),
        "media/group.jpg": photo("red", comment="canary-group"),
        "media/unused.jpg": photo("green", comment="canary-unused"),
        "media/slides.pdf": b"%PDF-1.4\n%%EOF\n",
        "notes.txt": "canary-notes\n",
        "theme.css": ":root { --accent: #336699; }\n",
    }


def packed(school: Path, to: Path, *, student: str = AMINA, **wish: Any) -> Pack:
    """Amina's pack."""
    return pack(student, school, to, PackWish(**wish), today=TODAY)


def held(file: Path) -> dict[str, bytes]:
    """What a pack holds, by path in the bag."""
    with ZipFile(file) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def description_of(file: Path) -> Any:
    """pack.json."""
    return json.loads(held(file)["data/pack.json"])
