"""Reading a student's words costs little beside what is then done with them. Ratios of one run, never milliseconds."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import pytest
import yaml

from profilegen.loading import yaml_text
from profilegen.loading.yaml_text import parse, parse_in_full

FORTY_SEVEN_LINES = (
    "title: My bridge\ndate: 2026-10-14\nsubject: Science\nlearning_intention: Hold one kilogram.\n"
    "body: |\n"
    + "  We tried squares first, and they folded over like a deck chair.\n" * 10
    + "media:\n"
    + "  - file: bridge.jpg\n    alt: A bridge of spaghetti.\n    caption: Just before it broke.\n    shows: []\n" * 3
    + "skills:\n"
    + "  - skill: Problem Solving\n    step: 5\n    evidence: We tested three shapes.\n" * 3
    + "my_judgement:\n  went_well: It held.\n  not_yet: The joints.\n"
    + "remember:\n  - question: Why are triangles strong?\n    answer: You cannot change a corner.\n"
    + "next_step: Glue.\nfeatured: yes\naudience: family\n"
)


def fastest(work: Callable[[], object]) -> float:
    times = []
    for _ in range(40):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="this Python's YAML has no C parser")
def test_the_c_parser_does_the_reading() -> None:
    assert yaml_text._LOADER is yaml.CBaseLoader


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="this Python's YAML has no C parser")
def test_reading_with_places_is_several_times_faster_than_safe_load() -> None:
    assert FORTY_SEVEN_LINES.count("\n") == 47
    ours = fastest(lambda: parse_in_full(FORTY_SEVEN_LINES, "f.yaml"))
    theirs = fastest(lambda: yaml.safe_load(FORTY_SEVEN_LINES))
    assert ours * 2 < theirs  # about 6 times in fact; the margin is for a busy machine


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="this Python's YAML has no C parser")
def test_reading_values_alone_is_faster_still() -> None:
    plainly = fastest(lambda: parse(FORTY_SEVEN_LINES, "f.yaml"))
    in_full = fastest(lambda: parse_in_full(FORTY_SEVEN_LINES, "f.yaml"))
    assert plainly * 1.3 < in_full  # about 2.5 times in fact


LOADED_WITHOUT = {
    "profilegen.cli.main": "yaml PIL jinja2 markdown_it babel asyncio multiprocessing importlib.metadata",
    "profilegen.checks": "PIL pi_heif jinja2 markdown_it babel asyncio multiprocessing importlib.metadata",
    "profilegen.loading.school": "PIL pi_heif jinja2 markdown_it babel asyncio multiprocessing importlib.metadata",
    "profilegen.media.deriving": "PIL.Image pi_heif jinja2 asyncio multiprocessing importlib.metadata",
}


@pytest.mark.parametrize("module", LOADED_WITHOUT)
def test_what_is_not_needed_is_not_loaded(module: str) -> None:
    """Every process pays for what it imports, and checking one student is over in the time that Pillow takes alone."""
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & set(LOADED_WITHOUT[module].split()) == set()
