"""Writes the table of rules into CONTRIBUTING.md, between the lines `<!-- rules -->` and `<!-- /rules -->`.

    python scripts/write_rules_table.py           writes it
    python scripts/write_rules_table.py --print   only prints it

The rules come from `profilegen.rules`, each example from its broken school in `tests/checks/broken`.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that it runs from anywhere, as a file

from profilegen.rules import RULES  # noqa: E402
from tests.checks.examples import IN_BUILDING, example_of  # noqa: E402

GUIDE = ROOT / "CONTRIBUTING.md"
BEGIN, END = "<!-- rules -->", "<!-- /rules -->"


def rules_table() -> str:
    """The table in Markdown: rule, severity, what it is about, and an example."""
    lines = ["| rule | severity | about | example |", "|---|---|---|---|"]
    for rule in RULES.values():
        lines.append(f"| `{rule.name}` | {rule.severity.value} | {rule.about} | {_example(rule.name)} |")
    return "\n".join(lines)


def _example(rule: str) -> str:
    if rule in IN_BUILDING:
        return IN_BUILDING[rule]
    example = example_of(rule)
    words = example.words.replace("|", "\\|")
    return f"`{words}`" if example.is_quoted else words


def with_table(guide: str, table: str) -> str:
    """The guide with this table between the two marks; they are added at the end where they are not there yet."""
    if BEGIN not in guide:
        guide = f"{guide.rstrip()}\n\n## The rules\n\n{BEGIN}\n{END}\n".lstrip("\n")
    before, rest = guide.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def main() -> None:
    """Prints the table, or writes it."""
    if "--print" in sys.argv[1:]:
        print(rules_table())
        return
    guide = GUIDE.read_text(encoding="utf-8") if GUIDE.exists() else ""
    GUIDE.write_text(with_table(guide, rules_table()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
