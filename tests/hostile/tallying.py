"""All cases of one family, tried one after the other, and what came of them."""

from __future__ import annotations

import tempfile
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from tests.hostile.arena import Arena, Case
from tests.hostile.climbing_cases import OUTSIDE
from tests.hostile.families import FAMILIES


@dataclass
class Tally:
    """What came of one family."""

    family: str
    tried: int = 0
    refused: int = 0  # answered with a problem
    built: int = 0  # with a site of hers
    rules: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    slowest_case: str = ""
    peak: int = 0  # MB
    failures: list[str] = field(default_factory=list)


def tally(family: str, cases: int) -> Tally:
    """Tries the family's cases in this process, which is a new one so that its memory can be told."""
    warnings.simplefilter("error")
    told = Tally(family)
    with tempfile.TemporaryDirectory() as folder:
        arena = Arena(Path(folder) / "school")
        for name, content in OUTSIDE.items():
            (arena.school.parent / name).parent.mkdir(parents=True, exist_ok=True)
            (arena.school.parent / name).write_text(content, encoding="utf-8")
        for name, case in FAMILIES[family].kept.items():
            _try(arena, case, name, told)
        _try_random(arena, family, cases, told)
    told.peak = _peak()
    return told


def _try_random(arena: Arena, family: str, cases: int, told: Tally) -> None:
    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(FAMILIES[family].cases)
    def one(case: Case) -> None:
        _try(arena, case, "random", told)

    one()


def _try(arena: Arena, case: Case, name: str, told: Tally) -> None:
    told.tried += 1
    try:
        answer = arena.answer(case)
    except Exception:  # every case is tried, and what any of them does is told at the end
        told.failures.append(f"{told.family}, {name}:\n{traceback.format_exc(limit=-4)}")
        return
    told.refused += bool(answer.rules)
    told.built += bool(answer.hers)
    told.rules.update(answer.rules)
    if answer.seconds > told.slowest:
        told.slowest, told.slowest_case = answer.seconds, name


def _peak() -> int:
    try:
        import resource
    except ImportError:  # Windows does not tell
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
