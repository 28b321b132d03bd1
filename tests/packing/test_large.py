"""A film of three gigabytes, and seventy thousand files: in little memory. It takes minutes, so only when all runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.built_sites import LOOK_AT_ALL

pytestmark = [
    pytest.mark.skipif(not LOOK_AT_ALL, reason="writes nine gigabytes: PROFILEGEN_TEST_ALL=1"),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows counts memory in another way"),
]

MOST = 200  # megabytes

_PACK = """
import resource, sys
from datetime import date
from pathlib import Path
from profilegen.packing.pack import PackWish, pack
if __name__ == "__main__":
    home, to = Path(sys.argv[1]), Path(sys.argv[2])
    made = pack(str(home), home, to, PackWish(everything=True), today=date(2026, 11, 22))
    assert made.file == to
    print(made.files, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_VERIFY = """
import resource, sys
from pathlib import Path
from profilegen.packing.verify import verify
found = verify(Path(sys.argv[2]))
assert found.is_sound, found
print(found.files, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_UNPACK = """
import resource, sys
from datetime import date
from pathlib import Path
from profilegen.arriving.unpack import unpack
school = Path(sys.argv[2]).parent / "school"
school.mkdir(exist_ok=True)
(school / "school.yaml").write_text("name: Hillside\\n", encoding="utf-8")
is_new = not (school / "students").exists()
done = unpack(Path(sys.argv[2]), into=school, today=date(2026, 11, 23), agreed=lambda plan: True)
assert done.is_written == is_new
print(len(done.plan.choices) + 1, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _measured(script: str, home: Path, to: Path) -> tuple[int, float]:
    """How many files there were, and how many megabytes it took."""
    done = subprocess.run(
        [sys.executable, "-c", script, str(home), str(to)], capture_output=True, text=True, check=True
    )
    files, most = map(int, done.stdout.split()[-2:])
    return files, most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _film(media: Path) -> int:
    with (media / "film.mp4").open("wb") as opened:
        opened.write((24).to_bytes(4) + b"ftypisom" + bytes(12))
        opened.write((1).to_bytes(4) + b"mdat" + (3_000_000_000).to_bytes(8))
        opened.truncate(24 + 3_000_000_000)
    return 1


def _notes(media: Path) -> int:
    for number in range(70_000):
        inside = media / f"{number // 1000}"
        inside.mkdir(exist_ok=True)
        (inside / f"note number {number}.dat").write_bytes(b"%d" % number)
    return 70_000


@pytest.mark.parametrize("filled", [_film, _notes])
def test_any_size_is_packed_verified_and_unpacked_in_little_memory(tmp_path: Path, filled: object) -> None:
    home, to = tmp_path / "lea", tmp_path / "lea.zip"
    (home / "media").mkdir(parents=True)
    (home / "profile.yaml").write_text("name: Lea Ode\n", encoding="utf-8")
    assert callable(filled)
    least = filled(home / "media")
    for script in (_PACK, _VERIFY, _UNPACK, _UNPACK):  # once more, it is all there
        files, most = _measured(script, home, to)
        assert files > least and most < MOST, f"{most:.0f} MB"
