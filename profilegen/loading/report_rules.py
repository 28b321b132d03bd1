"""Files of rules for reports: those that come with profilegen, by name, or one's own, by path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from profilegen import bundled
from profilegen.loading.folders import Found
from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.records import YAML_ENDINGS, read_record
from profilegen.model.report_law import ReportRules
from profilegen.model.school import Filed
from profilegen.problems import Problem, UsageError
from profilegen.rules import problem_at

_GAP = re.compile(r"\{[^{}]*\}?|\}")
_GAPS = ("{name}", "{year}")


def report_rules_names() -> tuple[str, ...]:
    """The names of the rules that come with profilegen."""
    return tuple(sorted(path.stem for path in bundled.report_rules().glob("*.yaml")))


def load_report_rules(name: str) -> tuple[ReportRules | None, tuple[Problem, ...]]:
    """The rules of this name, or those in one's own file; None with its problems where that has a mistake.

    UsageError where there are none of this name, and no such file.
    """
    path = Path(name)
    if not name.lower().endswith(YAML_ENDINGS):
        path = bundled.report_rules() / f"{name}.yaml"
        if name not in report_rules_names():
            known = report_rules_names()
            hint = did_you_mean(name, known) or f"There is: {', '.join(known)}."
            raise UsageError(f"There are no rules for reports called “{name}”.", f"{hint} Or name a file of your own.")
    elif not path.is_file():
        raise UsageError(f"There is no file “{name}”.", "Look how it is spelt, and in which folder it is.")
    filed, problems = read_record(Found(path, path.name, path.name), ReportRules)
    mistakes = tuple(_mistakes(filed)) if filed else ()
    return (filed.record if filed and not mistakes else None), (*problems, *mistakes)


def _mistakes(filed: Filed[ReportRules]) -> Iterator[Problem]:
    """What the fields alone do not tell: a year group that is none, a gap in a sentence that nobody fills."""
    groups = {group.name for group in filed.record.year_groups}
    for number, one in enumerate(filed.record.requirements):
        for place, group in enumerate(one.for_):
            if group not in groups:
                message = f"There is no year group called “{group}” in year_groups."
                hint = "Write it there, with its other spellings, or write it here as it stands there."
                yield problem_at("broken-reference", message, hint, filed.places, "requirements", number, "for", place)
        for gap in _GAP.findall(one.sentence):
            if gap not in _GAPS:
                message = f"Nothing can be put in the place of {gap}."
                hint = "A sentence may hold {name} and {year}."
                yield problem_at("wrong-type", message, hint, filed.places, "requirements", number, "sentence")
