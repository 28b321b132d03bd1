"""What is measured, row by row, and what it is measured against."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.benchmarks import hugo_sites, schools
from tests.benchmarks.bench import HUGO_PHOTOS, Bench, Built
from tests.benchmarks.locked import locking
from tests.benchmarks.processes import Measured, run
from tests.benchmarks.saving import saving
from tests.benchmarks.table import Row, ratio_row, seconds_row
from tests.benchmarks.texts import student_id

_NEXT_STEP = re.compile(r"(next_step: )(.*)")
_HUGO = "Hugo"
_PILLOW = "bare Pillow loop"
_LARGER = 10  # times as many students, to see how time and memory grow
_SMALL_ENOUGH = 20_000  # bytes that one student more may cost the whole build
_LINEAR = 1.1  # times as long for each student: a tenth is noise


def cold(bench: Bench) -> Iterator[Row]:
    """A whole school, from nothing."""
    own, peer = bench.school(bench.scale.students), bench.hugo_school()
    measured, theirs = bench.cold(own), bench.cold(peer)
    work = f"{_students(bench)}, {own.pages():,} pages (Hugo {peer.pages():,}), cold"
    yield ratio_row(work, measured, _HUGO, theirs, "wall", 1.0)


def memory(bench: Bench) -> Iterator[Row]:
    """The same, seen from its memory."""
    own, peer = bench.school(bench.scale.students), bench.hugo_school()
    work = "peak memory of all processes, cold"
    yield ratio_row(work, bench.cold(own), _HUGO, bench.cold(peer), "memory", 0.3)


def unchanged(bench: Bench) -> Iterator[Row]:
    """The same again."""
    own, theirs = (_again(bench, built) for built in (bench.school(bench.scale.students), bench.hugo_school()))
    yield ratio_row("the same again, nothing changed", own, _HUGO, theirs, "wall", 0.1)


def edited(bench: Bench) -> Iterator[Row]:
    """One student writes one sentence anew."""
    own, peer = bench.school(bench.scale.students), bench.hugo_school()
    student = student_id(bench.scale.students // 2)
    measured = _after_edits(bench, own, schools.reflection_file(own.source, student, "piece-5"))
    theirs = _after_edits(bench, peer, hugo_sites.reflection_file(peer.source, student, "piece-5"))
    yield ratio_row("one reflection edited", measured, _HUGO, theirs, "wall", 0.1)


def photos(bench: Bench) -> Iterator[Row]:
    """Photos of 12 megapixels, from nothing, in two widths and two formats."""
    school = bench.photo_school()
    own = bench.cold(school)
    made = bench.folder / "bare"
    pillow = bench.measure(
        bench.python("-m", "tests.benchmarks.bare_photos", school.source, made),
        lambda: shutil.rmtree(made, ignore_errors=True),
    )
    work = f"{bench.scale.photos} photos of 12 megapixels, 1200 and 480 px, WebP and JPEG, cold"
    yield ratio_row(work, own, _PILLOW, pillow, "cpu", 1.25)
    few = min(HUGO_PHOTOS, bench.scale.photos)
    hugo = _times(bench.cold(bench.hugo_photos()), bench.scale.photos / few)
    yield ratio_row("the same photos, beside Hugo", own, f"{_HUGO}, from {few} photos", hugo, "cpu", 0.12)


def photos_again(bench: Bench) -> Iterator[Row]:
    """The same photos again, with their site and without it."""
    school = bench.photo_school()
    school.make()
    yield _again_without_decoding(bench, school, "the same photos again", lambda: None)
    yield _again_without_decoding(
        bench, school, "the same photos again, their site deleted", lambda: shutil.rmtree(school.site.parent)
    )


def growth(bench: Bench) -> Iterator[Row]:
    """Ten times as many students: the time for each, and what each adds to the memory."""
    largest = bench.scale.students * (_LARGER if bench.scale.large else 1)
    sizes = [size for size in (bench.scale.students // _LARGER, bench.scale.students, largest) if size]
    for few, many in itertools.pairwise(dict.fromkeys(sizes)):
        small, large = bench.cold(bench.school(few)), bench.cold(bench.school(many))
        peer, times = f"{few:,} students", (large.wall / many) / (small.wall / few)
        result = f"{times:.2f}x the time for each"
        yield Row(f"{many:,} students, cold", large, result, f"≤ {_LINEAR:g}x", times <= _LINEAR, peer, small)
        each = (large.memory - small.memory) / (many - few)
        result, goal = f"{each / 1000:.1f} KB more for each", f"≤ {_SMALL_ENOUGH / 1000:g} KB"
        yield Row(f"{many:,} students, memory", large, result, goal, each <= _SMALL_ENOUGH, peer, small)


def commands(bench: Bench) -> Iterator[Row]:
    """Commands that people wait for."""
    shown = bench.measure(bench.python("-m", "profilegen", "--help"))
    yield seconds_row("`profilegen --help`", shown, "cpu", 0.15)
    student = bench.school(bench.scale.students).source / "students" / student_id(0)
    alone = shutil.copytree(student, bench.folder / "alone", dirs_exist_ok=True)
    checked = bench.measure(bench.python("-m", "profilegen", "check", alone))
    yield seconds_row("`profilegen check` of one student", checked, "cpu", 0.3)


ROWS: Mapping[str, Callable[[Bench], Iterator[Row]]] = {
    "cold": cold,
    "unchanged": unchanged,
    "edited": edited,
    "memory": memory,
    "photos": photos,
    "photos-again": photos_again,
    "growth": growth,
    "commands": commands,
    "saving": saving,
    "locking": locking,
}
"""By the names that `--row` knows."""


def _students(bench: Bench) -> str:
    return f"{bench.scale.students:,} students × (10 reflections of 180 words, 5 testimonials)"


def _again(bench: Bench, built: Built) -> Measured:
    built.make()
    return bench.measure(built.command)


def _after_edits(bench: Bench, built: Built, file: Path) -> Measured:
    """Each run finds another sentence in this file, and has to show it."""
    built.make()
    edits = itertools.count(1)

    def edit() -> None:
        text = file.read_text(encoding="utf-8")
        schools.write_text(file, _NEXT_STEP.sub(rf"\g<1>Try it {next(edits)} times", text))

    measured = bench.measure(built.command, edit)
    page = next(built.site.glob(f"students/{file.parents[1].name}/reflections/{file.stem}.html"))
    written = _NEXT_STEP.search(file.read_text(encoding="utf-8"))
    assert written and written[2] in page.read_text(encoding="utf-8"), f"{page} is an old one"
    return measured


def _again_without_decoding(bench: Bench, school: Built, work: str, prepare: Callable[[], object]) -> Row:
    measured = bench.measure(school.command, prepare)
    prepare()
    decoded = bench.folder / "decoded"
    run(bench.python("-m", "tests.benchmarks.decodes", school.source, decoded))
    number = int(decoded.read_text(encoding="utf-8"))
    return seconds_row(f"{work}: {number} decoded", measured, "wall", 0.5, holds=number == 0)


def _times(measured: Measured, factor: float) -> Measured:
    """What so many times the work would take. The memory stays: it is that of the work under way."""
    return Measured(measured.wall * factor, measured.cpu * factor, measured.memory)
