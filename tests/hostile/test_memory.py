"""Bombs of every sort are answered within 1.5 GB of address space, with which a small computer does well."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.arena import HANA, files_below, of_files, school_of_three
from tests.hostile.families import FAMILIES
from tests.hostile.picture_cases import png

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only here can a process be given less memory")

LIMIT = 1536 * 1024 * 1024
BOMBS = {
    "YAML": ("aliases that multiply", "merge keys that multiply", "30,000 of both", "thousands of anchors"),
    "pictures": (
        *("900 megapixels", "a GIF's claim", "a JPEG of ten thousand scans", "a TIFF that paints over itself"),
        *("tags that all name one piece", "EXIF that all names one piece", "texts of PNG that unpack to gigabytes"),
    ),
    "Markdown": ("strong in strong", "links in links"),
}
BUILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
from pathlib import Path
from tests.hostile.arena import build
summary = build(Path(sys.argv[1]))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"peak": peak, "problems": [[one.rule, one.message] for one in summary.problems]}))
"""


def test_a_school_of_bombs_is_built_within_a_limit_of_memory(tmp_path: Path) -> None:
    """Each bomb in a record of its own, and one picture just within what is allowed: 99 megapixels of clear pixels."""
    school = school_of_three(tmp_path)
    lay_every_bomb(school / "students" / HANA)
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(school), str(LIMIT)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    said = json.loads(done.stdout)
    rules = {rule for rule, _ in said["problems"]}
    assert {"yaml-feature", "too-deep", "unreadable-media"} <= rules
    assert not rules & {"internal-error", "not-published", "theme-mistake"}
    assert "reflections/kept.html" in files_below(school / "_site" / "family" / "students" / HANA)


def lay_every_bomb(folder: Path) -> None:
    """Every bomb, under names of their own."""
    number = 0
    for family, names in BOMBS.items():
        for name in names:
            FAMILIES[family].kept[name].lay(folder)
            number += 1
            for laid in ("reflections/a.yaml", "reflections/a.md"):
                if (folder / laid).exists():
                    text = (folder / laid).read_bytes().replace(b"x.jpg", b"x%d.jpg" % number)
                    (folder / laid).with_stem(f"bomb{number}").write_bytes(text)
                    (folder / laid).unlink()
            if (folder / "media/x.jpg").exists():
                (folder / "media/x.jpg").rename(folder / f"media/x{number}.jpg")
    record = "title: A\ndate: 2026-10-14\nmedia: [{file: large.png, alt: A}]\n"
    of_files({"reflections/large.yaml": record, "media/large.png": png(9_900, 10_000, bits=8, colour=6)}).lay(folder)
