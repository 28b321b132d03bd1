"""The families of hostile content: kept cases, and a strategy that makes more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis.strategies import SearchStrategy

from tests.hostile import climbing_cases, markdown_cases, name_cases, picture_cases, script_cases, yaml_cases
from tests.hostile.arena import Case


@dataclass(frozen=True)
class Family:
    """One family. `kept` has everything that was found once, by a name that says what it is."""

    kept: Mapping[str, Case]
    cases: SearchStrategy[Case]
    sample: str  # one kept case that stands for all, where only one can be tried


FAMILIES = {
    "YAML": Family(yaml_cases.KEPT, yaml_cases.cases, "merge keys that multiply"),
    "pictures": Family(picture_cases.KEPT, picture_cases.cases, "a JPEG of ten thousand scans"),
    "Markdown": Family(markdown_cases.KEPT, markdown_cases.cases, "open pictures"),
    "names": Family(name_cases.KEPT, name_cases.cases, "escape codes of a terminal"),
    "climbing out": Family(climbing_cases.KEPT, climbing_cases.cases, "everything at once"),
    "script": Family(script_cases.KEPT, script_cases.cases, "in every field: <script>alert(1)</script>"),
}
