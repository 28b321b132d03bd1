"""The folders that are measured, each written once when it is first asked for, and how each is built."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.decodes import TODAY
from tests.benchmarks.hugo_sites import write_hugo_photos, write_hugo_site
from tests.benchmarks.photos import take_photos
from tests.benchmarks.processes import Command, Measured, measure, run
from tests.benchmarks.schools import write_photo_school, write_school

ROOT = Path(__file__).resolve().parents[2]
HUGO_PHOTOS = 8  # Hugo takes seconds for each, the eightieth as long as the first: so these stand for all


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: students, photos, runs of what is short, and whether ten times the students too."""

    students: int = 1000
    photos: int = 80
    runs: int = 5
    large: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """A folder that one of the programs builds: the command, the site that it makes, and all that it leaves."""

    source: Path
    command: Command
    site: Path
    leaves: tuple[Path, ...]

    def clear(self) -> None:
        """As if it had never been built."""
        for folder in self.leaves:
            shutil.rmtree(folder, ignore_errors=True)

    def make(self) -> None:
        """Built, if it is not yet."""
        if not self.site.exists():
            run(self.command)

    def pages(self) -> int:
        """How many pages the site has."""
        return sum(1 for _ in self.site.rglob("*.html"))


@dataclass(slots=True)
class Bench:
    """A folder to work in, and what is in it so far."""

    folder: Path
    scale: Scale
    hugo: Path
    say: Callable[[str], None]
    _built: dict[str, Built] = field(default_factory=dict)
    _cold: dict[Path, Measured] = field(default_factory=dict)

    def school(self, students: int) -> Built:
        """The school of so many students."""
        return self._once(f"school-{students}", lambda folder: self._profilegen(write_school(folder, students)))

    def hugo_school(self) -> Built:
        """The same school for Hugo, at the bench's own number of students."""
        return self._once("hugo-school", lambda folder: self._hugo(write_hugo_site(folder, self.scale.students)))

    def photo_school(self) -> Built:
        """The school whose students show photos."""

        def write(folder: Path) -> Built:
            photos = take_photos(self.folder / "photos", self.scale.photos)
            return self._profilegen(write_photo_school(folder, photos))

        return self._once("photo-school", write)

    def hugo_photos(self) -> Built:
        """The first of the same photos for Hugo."""
        photos = sorted(self.photo_school().source.glob("students/*/media/*.jpg"))[:HUGO_PHOTOS]
        return self._once("hugo-photos", lambda folder: self._hugo(write_hugo_photos(folder, photos)))

    def cold(self, built: Built) -> Measured:
        """Building it from nothing; measured once, however many rows ask."""
        if built.source not in self._cold:
            self._cold[built.source] = self.measure(built.command, built.clear)
        return self._cold[built.source]

    def measure(self, command: Command, prepare: Callable[[], object] = lambda: None) -> Measured:
        """The command, measured as often as this bench does, and said."""
        self.say(f"  {' '.join(Path(word).name for word in map(str, command.words))}")
        return measure(command, prepare, self.scale.runs)

    def python(self, *words: str | Path) -> Command:
        """A fresh Python with these words, run where the tests can be imported."""
        return Command((sys.executable, *words), ROOT, self.folder / "log")

    def _once(self, name: str, write: Callable[[Path], Built]) -> Built:
        if name not in self._built:
            self.say(f"  writing {name}")
            self._built[name] = write(self.folder / name)
        return self._built[name]

    def _profilegen(self, root: Path) -> Built:
        command = self.python("-m", "profilegen", "build", root, "--for", "school", "--today", TODAY.isoformat())
        return Built(root, command, root / "_site/school", (root / "_site", root / ".profilegen"))

    def _hugo(self, root: Path) -> Built:
        # Its cache, with the WebP encoder compiled, stays from build to build, as it does at home.
        environment = {"HUGO_CACHEDIR": str(self.folder / "hugo-cache")}
        command = Command((self.hugo, "--source", root), ROOT, self.folder / "log", environment)
        return Built(root, command, root / "public", (root / "public", root / "resources"))
