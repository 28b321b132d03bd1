"""Crosswalks: in which story of ours a skill of an older or another framework is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from profilegen.loading.folders import Found, contents_of
from profilegen.loading.loosening import without_entries
from profilegen.loading.plain_words import did_you_mean, listed
from profilegen.loading.records import YAML_ENDINGS, read_record
from profilegen.model.records import Crosswalk, Framework
from profilegen.model.school import Filed, find_skill, spelt
from profilegen.problems import Problem
from profilegen.rules import problem_at

_MOST_NAMED = 12
Node = tuple[str, str]
"""A skill: its framework, and its id there, or the word for it where the framework is not here."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a crosswalk that is sound in itself."""

    filed: Filed[Crosswalk]
    number: int
    start: Node
    end: Node

    @property
    def is_renewal(self) -> bool:
        """Whether it leads from an older version of a framework to the one of that name here, and no further."""
        return self.start[0] == self.end[0]

    def problem(self, message: str, hint: str) -> Problem:
        return _at(self.filed, message, hint, "skills", self.number)


def read_crosswalks(
    folder: Found | None, frameworks: Mapping[str, Framework]
) -> tuple[Mapping[str, Filed[Crosswalk]], tuple[Problem, ...]]:
    """Every crosswalk by its file, without the lines that do not hold: each is told, and so is the reason."""
    contents = contents_of(folder) if folder else None
    problems: list[Problem] = [*contents.problems] if contents else []
    read: dict[str, Filed[Crosswalk]] = {}
    lines: list[_Line] = []
    for file in contents.files if contents else ():
        if not file.last.lower().endswith(YAML_ENDINGS):
            continue
        filed, found = read_record(file, Crosswalk)
        problems += found
        if filed and (wrong := _unknown_target(filed, frameworks)):
            problems.append(wrong)
        elif filed:
            read[file.file] = filed
            sound, unknown = _lines(filed, frameworks)
            lines += sound
            problems += unknown
    lines, wrong_turns = _that_hold(lines)
    kept = {(line.filed.places.file, line.number) for line in lines}
    return {file: _only(filed, file, kept) for file, filed in read.items()}, (*problems, *wrong_turns)


def _only(filed: Filed[Crosswalk], file: str, kept: set[tuple[str, int]]) -> Filed[Crosswalk]:
    gone = [number for number in range(len(filed.record.skills)) if (file, number) not in kept]
    return without_entries(filed, "skills", gone)


def _at(filed: Filed[Crosswalk], message: str, hint: str, *key: str | int) -> Problem:
    return problem_at("crosswalk-mistake", message, hint, filed.places, *key)


def _unknown_target(filed: Filed[Crosswalk], frameworks: Mapping[str, Framework]) -> Problem | None:
    to = filed.record.to
    if to in frameworks:
        return None
    meant = did_you_mean(to, frameworks)
    message = f"There is no framework “{to}”." + (f" Did you mean “{meant}”?" if meant else "")
    hint = f"Write {meant}" if meant else f"There are: {listed(sorted(frameworks))}."
    return _at(filed, message, hint, "to")


def _lines(filed: Filed[Crosswalk], frameworks: Mapping[str, Framework]) -> tuple[list[_Line], list[Problem]]:
    walk, sound, problems = filed.record, list[_Line](), list[Problem]()
    for number, one in enumerate(walk.skills):
        end = skill_in(walk.to, one.is_, frameworks)
        start = skill_in(walk.from_, one.skill, frameworks)
        if end is None:
            problems.append(_unknown_word(filed, one.is_, frameworks[walk.to], number, "is"))
        elif walk.from_ in frameworks and walk.from_ != walk.to and start is None:
            problems.append(_unknown_word(filed, one.skill, frameworks[walk.from_], number, "skill"))
        else:
            sound.append(_Line(filed, number, start or (walk.from_, spelt(one.skill)), end))
    return sound, problems


def skill_in(framework_id: str, word: str, frameworks: Mapping[str, Framework]) -> Node | None:
    """The skill that a word means in this one framework."""
    here = {framework_id: frameworks[framework_id]} if framework_id in frameworks else {}
    found = find_skill(word, here)
    return (framework_id, found[1].id) if found else None


def _unknown_word(filed: Filed[Crosswalk], word: str, framework: Framework, number: int, field: str) -> Problem:
    return _at(filed, *unknown_word(word, framework), "skills", number, field)


def unknown_word(word: str, framework: Framework) -> tuple[str, str]:
    """What to say of a word that this framework does not have, and what to do."""
    names = [skill.name for skill in framework.skills]
    meant = did_you_mean(word, [*names, *(skill.id for skill in framework.skills)])
    message = f"“{framework.name}” has no skill “{word}”." + (f" Did you mean “{meant}”?" if meant else "")
    return message, f"Write {meant}" if meant else f"Its skills are: {listed(names[:_MOST_NAMED])}."


def _that_hold(lines: list[_Line]) -> tuple[list[_Line], list[Problem]]:
    """Those that lead to one skill, and not round in a circle."""
    ends: dict[Node, set[Node]] = defaultdict(set)
    for line in lines:
        ends[line.start].add(line.end)
    problems = [line.problem(*_two_ways(line)) for line in lines if len(ends[line.start]) > 1]
    single = [line for line in lines if len(ends[line.start]) == 1]
    onward = {line.start: line.end for line in single if not line.is_renewal}
    circling = {id(line) for line in single if not line.is_renewal and _comes_back(line.start, onward)}
    problems += (line.problem(*_round(line)) for line in single if id(line) in circling)
    return [line for line in single if id(line) not in circling], problems


def _comes_back(start: Node, onward: Mapping[Node, Node]) -> bool:
    here, seen = onward[start], {start}
    while here in onward and here not in seen:
        seen.add(here)
        here = onward[here]
    return here == start


def _two_ways(line: _Line) -> tuple[str, str]:
    word = line.filed.record.skills[line.number].skill
    return f"“{word}” leads to two skills, so it leads to neither.", "Keep the line that says it best."


def _round(line: _Line) -> tuple[str, str]:
    word = line.filed.record.skills[line.number].skill
    return f"“{word}” leads back to itself through the crosswalks.", "Keep the lines that lead to your own framework."
