"""The table of what was measured: its rows, its goals, and its place in the README."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.processes import Measured

BEGIN, END = "<!-- table -->", "<!-- /table -->"
_HEADINGS = ("work", "profilegen", "beside it", "result", "goal", "met")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the work, what profilegen took, who or what else was measured, and how the result meets its goal."""

    work: str
    own: Measured
    result: str
    goal: str
    met: bool
    peer: str = ""
    theirs: Measured | None = None


def ratio_row(work: str, own: Measured, peer: str, theirs: Measured, quantity: str, goal: float) -> Row:
    """A row whose goal is a share of what the peer takes; `quantity` names a field of both: wall, cpu, memory."""
    ratio = getattr(own, quantity) / getattr(theirs, quantity)
    words = {"wall": "time", "cpu": "CPU", "memory": "memory"}[quantity]
    return Row(work, own, f"{ratio:.3g}x {words}", f"≤ {goal:g}x", ratio <= goal, peer, theirs)


def seconds_row(work: str, own: Measured, quantity: str, goal: float, *, holds: bool = True) -> Row:
    """A row whose goal is in seconds; met only if whatever else the work promises `holds` too."""
    seconds: float = getattr(own, quantity)
    words = {"wall": "s", "cpu": "CPU s"}[quantity]
    return Row(work, own, f"{seconds:.3g} {words}", f"≤ {goal:g} {words}", holds and seconds <= goal)


def table(rows: Iterable[Row]) -> str:
    """The rows in Markdown."""
    lines = [_line(_HEADINGS), "|" + "---|" * len(_HEADINGS)]
    lines += [_line((row.work, _said(row.own), _peer(row), row.result, row.goal, _met(row))) for row in rows]
    return "\n".join(lines)


def machine(hugo: Path, load: float) -> str:
    """One line about where and when this was measured, and how busy the machine was before (its load average)."""
    facts = (
        date.today().isoformat(),
        f"{len(os.sched_getaffinity(0))} cores of {_processor()}",
        f"{platform.system()} {platform.release().partition('-')[0]}",
        f"Python {platform.python_version()}",
        f"Pillow {version('pillow')}",
        f"Hugo {_hugo_version(hugo)}",
        f"a load of {load:.1f} before",
    )
    return ", ".join(facts) + "."


def with_table(readme: str, text: str) -> str:
    """The README with this text between its two marks. ValueError where it has none."""
    if BEGIN not in readme or END not in readme:
        raise ValueError(f"nowhere between {BEGIN} and {END}")
    before, _, rest = readme.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _said(measured: Measured) -> str:
    return f"{_seconds(measured.wall)} s, {_seconds(measured.cpu)} CPU s, {measured.memory / 1e6:.0f} MB"


def _seconds(number: float) -> str:
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def _peer(row: Row) -> str:
    return f"{row.peer}: {_said(row.theirs)}" if row.theirs else row.peer


def _met(row: Row) -> str:
    return "yes" if row.met else "**no**"


def _processor() -> str:
    facts = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    found = re.search(r"^model name\s*: (.*)$", facts, re.MULTILINE)
    return found[1] if found else platform.machine()


def _hugo_version(hugo: Path) -> str:
    said = subprocess.run([hugo, "version"], capture_output=True, text=True, encoding="utf-8", check=True).stdout
    found = re.search(r"v(\d+\.\d+\.\d+)", said)
    return found[1] if found else "of an unknown version"
