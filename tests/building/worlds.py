"""Schools on disk for the tests of building: written inline, as people write them."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from textwrap import dedent

from PIL import Image

from profilegen.build import Summary, build_site
from profilegen.model.audience import Audience

TODAY = date(2026, 11, 22)


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """Writes these files below `root`; text is dedented."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else dedent(content).lstrip("\n").encode("utf-8"))
    return root


def picture(colour: str = "teal", size: tuple[int, int] = (64, 48)) -> bytes:
    """A small JPEG of one colour."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def a_school(root: Path) -> Path:
    """Two students, a class, consents for the first of them, and one record of most kinds."""
    return write(
        root,
        {
            "school.yaml": """
                name: Hillside
                framework: skills-builder-2
                publishing: {public: yes}
                """,
            "classes/4-oak.yaml": """
                name: 4 Oak
                school_year: 2026/27
                teachers: [Ms Ada Okafor]
                students: [amina-x3f9, ben-7k2q]
                """,
            "consents.yaml": """
                amina-x3f9:
                  photos: {widest: public}
                  public: {widest: public}
                ben-7k2q:
                  photos: {widest: school}
                """,
            "students/amina-x3f9/profile.yaml": """
                name: Amina Karimi
                tagline: I build things that move.
                audience: public
                avatar: {file: me.jpg, alt: Amina}
                """,
            "students/amina-x3f9/reflections/bridge.yaml": """
                title: My bridge
                date: 2026-10-14
                body: It held.
                audience: public
                media:
                  - {file: bridge.jpg, alt: A bridge of cardboard, shows: []}
                """,
            "students/amina-x3f9/media/me.jpg": picture("maroon"),
            "students/amina-x3f9/media/bridge.jpg": picture("teal"),
            "students/ben-7k2q/profile.yaml": """
                name: Ben Lee
                audience: school
                """,
            "students/ben-7k2q/reflections/kite.yaml": """
                title: My kite
                date: 2026-09-02
                body: It flew.
                audience: school
                """,
        },
    )


def build(school: Path, word: str = "family", **options: object) -> Summary:
    """Builds in this process, on the day of the tests."""
    options.setdefault("today", TODAY)
    return build_site(school, Audience[word.upper()], jobs=1, **options)  # type: ignore[arg-type]


def every_byte(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rules_of(summary: Summary) -> set[str]:
    """The rules that the problems break."""
    return {problem.rule for problem in summary.problems}
