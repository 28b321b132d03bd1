"""Themes on disk for these tests: a school with one of its own, written inline."""

from __future__ import annotations

from pathlib import Path

from profilegen.problems import Problem
from profilegen.theming.checking import Checked, check_theme
from tests.building.worlds import write

PAGE = """
{% extends "journal/page.html" %}
"""


def a_school_with(root: Path, files: dict[str, str | bytes], *, extends: str = "journal") -> Path:
    """A school whose theme `ours` has these files, and a theme.yaml where they hold none."""
    settings = f"name: ours\nextends: {extends}\n"
    inside = {"theme.yaml": settings, **files}
    return write(
        root, {"school.yaml": "name: Hillside\n", **{f"themes/ours/{path}": of for path, of in inside.items()}}
    )


def checked(root: Path, files: dict[str, str | bytes], *, extends: str = "journal") -> Checked:
    """What is found in such a theme."""
    return check_theme("ours", a_school_with(root, files, extends=extends))


def of_rule(found: Checked, rule: str) -> list[Problem]:
    """The problems that break this rule, in their order."""
    return [problem for problem in found.problems if problem.rule == rule]
