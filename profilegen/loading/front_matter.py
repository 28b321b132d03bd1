"""Markdown with front matter: the fields between two lines of `---`, the text below them as `body`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from profilegen.loading.marks import LatePlaces
from profilegen.loading.yaml_text import LONGEST_TEXT, Mistake, Written, parse
from profilegen.model.school import Key, Places
from profilegen.problems import Place, Problem
from profilegen.rules import problem

_FENCE = re.compile(r"---[ \t]*\Z")
_EXAMPLE = "Begin the file with a line of ---, then title: My bridge, then date: 2026-10-14, then another line of ---."


def parse_front_matter(text: str, file: str) -> Written:
    """Reads a Markdown file: the same as YAML with the text as `body`. Never raises."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not _FENCE.match(lines[start]):
        message = "This Markdown file does not begin with its fields, so its title and date are not known."
        return _unreadable(_problem(file, lines, start, message, _EXAMPLE))
    end = next((number for number in range(start + 1, len(lines)) if _FENCE.match(lines[number])), None)
    if end is None:
        message = "The fields begin here, but there is no second line of --- to end them."
        return _unreadable(
            _problem(file, lines, start, message, "Write --- on a line of its own below the last field.")
        )
    # Blank lines in place of what is above the fields keep every line's number right.
    written = parse("\n" * (start + 1) + "\n".join(lines[start + 1 : end]), file)
    return _with_body(written, lines, end + 1, file)


def _with_body(written: Written, lines: list[str], start: int, file: str) -> Written:
    body, fields = "\n".join(lines[start:]).strip("\n"), written.fields
    if fields is None or not body.strip():
        return written
    if "body" in fields:
        place, source = written.names[("body",)]
        message = "There is a body: up here, and text below the fields as well. Which of the two is it?"
        twice = problem(
            "front-matter", message, "Move all of the text below the second line of ---.", place, source=source
        )
        return replace(written, mistakes=(*written.mistakes, Mistake(("body",), twice)))
    first = next(number for number in range(start, len(lines)) if lines[number].strip())
    place = Place(file, first + 1, 1, len(lines[first]) + 1)
    places = LatePlaces(partial(_with_place, written.places.known, ("body",), (place, lines[first])))
    if len(body) > LONGEST_TEXT:
        message = f"This text is longer than {LONGEST_TEXT:,} characters."
        long = problem("wrong-type", message, "Divide it into several pieces.", place, source=lines[first])
        written = replace(written, mistakes=(*written.mistakes, Mistake(("body",), long)))
    return replace(written, fields={**fields, "body": body}, places=Places(file, places))


def _with_place(
    known: Mapping[Key, tuple[Place, str]], key: Key, place: tuple[Place, str]
) -> Mapping[Key, tuple[Place, str]]:
    return {**known, key: place}


def _problem(file: str, lines: list[str], line: int, message: str, hint: str) -> Problem:
    return problem("front-matter", message, hint, Place(file, line + 1, 1, len(lines[line]) + 1), source=lines[line])


def _unreadable(found: Problem) -> Written:
    return Written(None, Places(found.place.file), mistakes=(Mistake((), found),))
