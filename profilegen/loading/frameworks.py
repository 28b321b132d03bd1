"""Skill frameworks: those that come with profilegen, and the school's own before them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from profilegen import bundled
from profilegen.loading.folders import Contents, Found, contents_of
from profilegen.loading.records import YAML_ENDINGS, read_record, stem_of
from profilegen.model.addresses import slug_of
from profilegen.model.records import Framework
from profilegen.model.school import Filed
from profilegen.problems import Problem
from profilegen.rules import problem_at


def read_frameworks(own: Found | None) -> tuple[Mapping[str, Framework], tuple[Problem, ...]]:
    """Every sound framework by its file's name without the ending. A school's own replaces a bundled one."""
    theirs, problems = _in_folder(Found(bundled.frameworks(), "frameworks", "frameworks"))
    ours, own_problems = _in_folder(own) if own else ({}, ())
    return {**theirs, **ours}, (*problems, *own_problems)


def _in_folder(folder: Found) -> tuple[dict[str, Framework], tuple[Problem, ...]]:
    return read_framework_files(contents_of(folder))


def read_framework_files(contents: Contents) -> tuple[dict[str, Framework], tuple[Problem, ...]]:
    """The sound frameworks in a folder with these contents, by their files' names without the ending."""
    frameworks: dict[str, Framework] = {}
    problems = list(contents.problems)
    for file in contents.files:
        if not file.last.lower().endswith(YAML_ENDINGS):
            continue
        filed, found = read_record(file, Framework)
        twice = tuple(_words_used_twice(filed)) if filed else ()
        problems += [*found, *twice]
        if filed and not twice:
            frameworks[stem_of(file)] = filed.record
    return frameworks, tuple(problems)


def _words_used_twice(filed: Filed[Framework]) -> Iterator[Problem]:
    """A word that means two skills means neither; nor does one that only its signs tell apart (`C` and `C++`)."""
    skills = filed.record.skills
    ids = {slug_of(skill.id): number for number, skill in reversed(list(enumerate(skills)))}
    older: dict[str, int] = {}
    for number, skill in enumerate(skills):
        if ids[slug_of(skill.id)] != number:
            yield _twice(filed, skill.id, skills[ids[slug_of(skill.id)]].name, number, "id")
        for place, word in enumerate(skill.was):
            other = ids.get(slug_of(word), older.setdefault(slug_of(word), number))
            if other != number:
                yield _twice(filed, word, skills[other].name, number, "was", place)


def _twice(filed: Filed[Framework], word: str, other: str, *key: str | int) -> Problem:
    message = f"“{word}” is an id of the skill “{other}” already."
    hint = "Give each skill an id of its own."
    return problem_at("duplicate-id", message, hint, filed.places, "skills", *key)
