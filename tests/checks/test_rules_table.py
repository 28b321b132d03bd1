"""CONTRIBUTING.md shows every rule with its severity, what it is about, and an example, as they are today."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from profilegen.rules import RULES
from tests.checks.examples import BROKEN, IN_BUILDING

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_in_the_guide_is_the_table_of_rules() -> None:
    """After a change to a rule or an example, run `python scripts/write_rules_table.py`."""
    script = ROOT / "scripts" / "write_rules_table.py"
    printed = subprocess.run(
        [sys.executable, "-X", "utf8", str(script), "--print"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    shown = guide.split("<!-- rules -->")[1].split("<!-- /rules -->")[0]
    assert shown.strip() == printed.strip()
    for rule in RULES.values():
        assert f"| `{rule.name}` | {rule.severity.value} | {rule.about} |" in shown


def test_every_rule_has_one_broken_example_and_no_example_is_left_over() -> None:
    """A rule that goes takes its example with it."""
    stored = {folder.name for folder in BROKEN.iterdir()}
    assert stored | IN_BUILDING.keys() == RULES.keys()
    assert not stored & IN_BUILDING.keys()


def test_every_rule_is_used() -> None:
    """A rule that nothing reports is a promise not kept."""
    sources = [path for path in (ROOT / "profilegen").rglob("*.py") if path.name != "rules.py"]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    assert [name for name in RULES if f'"{name}"' not in code] == []
