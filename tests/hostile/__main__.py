"""Tries every kept case of every family, and as many new ones as asked for; prints what came of them as a table.

    scripts/fuzz [--cases 500] [--family YAML]…

A case that is answered with anything but plain problems is told below the table, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from tests.hostile.families import FAMILIES
from tests.hostile.tallying import tally


def main() -> int:
    """Prints the table; 1 where a case had no plain answer."""
    parser = argparse.ArgumentParser(prog="scripts/fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=500, help="new cases of each family (500)")
    parser.add_argument("--family", action="append", choices=FAMILIES, help="only this one; may be given again")
    asked = parser.parse_args()
    failures: list[str] = []
    print("| family | cases | with a problem | built | slowest, CPU s | peak, MB | failures | problems by rule |")
    print("|---|---|---|---|---|---|---|---|")
    for family in asked.family or FAMILIES:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
            told = alone.submit(tally, family, asked.cases).result()
        rules = ", ".join(f"{rule} {number}" for rule, number in told.rules.most_common())
        slowest = f"{told.slowest:.2f} ({told.slowest_case})"
        counts = f"{told.tried} | {told.refused} | {told.built} | {slowest} | {told.peak} | {len(told.failures)}"
        print(f"| {family} | {counts} | {rules} |", flush=True)
        failures += told.failures
    print(*failures, sep="\n")
    return int(bool(failures))


if __name__ == "__main__":
    raise SystemExit(main())
