"""Teachers' comments, a student and subject a row, into reports. What a report says already is never changed.

So a row can come as often as one likes: an empty field is filled, a new subject is added, and where the report says
something else than the row, the report stays and the row is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from profilegen.exchange.answers import Answer, LeftOut
from profilegen.exchange.choices import is_ready
from profilegen.exchange.desk import Desk, Outcome, Taken, Unchanged, unfit
from profilegen.exchange.inserting import Key, NotInsertedError, read, with_entry, with_fields
from profilegen.exchange.names import folded
from profilegen.exchange.plain_text import as_markdown, as_typed, in_lines, letters_of
from profilegen.exchange.yaml_lines import yaml_of
from profilegen.loading.plain_words import listed
from profilegen.model.addresses import slug_of
from profilegen.model.records import Report
from profilegen.model.school_years import is_same_year

_FOLDER = "reports"


def take_comments(answer: Answer, desk: Desk) -> Outcome:
    """A row of comments, as far as the student's report does not have them."""
    said = {name: as_markdown(text) for name in ("progress", "achievements", "next") if (text := answer.text(name))}
    if not said or not is_ready(answer.line("ready")):
        return Unchanged(answer.row)
    year = _school_year(answer, desk)
    if isinstance(year, LeftOut):
        return year
    there = [
        one for one in desk.records(answer.student, _FOLDER) if letters_of(one.line("school_year")) == letters_of(year)
    ]
    if len(there) > 1:
        return LeftOut(answer.row, answer.student, f"There are several reports of {year}.")
    name = there[0].name if there else f"students/{answer.student}/{_FOLDER}/{slug_of(year)}.yaml"
    before = desk.pile.text(name)
    if before is not None and not there:
        return LeftOut(answer.row, answer.student, f"{name} is there already, and it is no report of {year}.")
    is_markdown = bool(there) and there[0].is_markdown
    try:
        after, kept = merged(before or yaml_of({"school_year": year}), answer.line("subject"), said, is_markdown)
    except NotInsertedError as error:
        return LeftOut(answer.row, answer.student, f"{name}: {error.message}")
    return _put(answer, desk, name, after if said.keys() - kept.keys() else before, kept, is_markdown)


def _put(
    answer: Answer, desk: Desk, name: str, after: str | None, kept: Mapping[str, str], is_markdown: bool
) -> Outcome:
    """The report goes onto the pile, if there is anything new in it; what stays as it was is told."""
    told = [
        LeftOut(answer.row, answer.student, f"{answer.line('subject')}: {why}".lstrip(": ")) for why in kept.values()
    ]
    if after is None or after == desk.pile.text(name):
        desk.remarks += told[1:]
        return told[0] if told else Unchanged(answer.row)
    if refused := unfit(after, Report, markdown=is_markdown):
        return LeftOut(answer.row, answer.student, f"{name}: {refused}")
    desk.pile.put(name, after)
    desk.remember(name)
    desk.remarks += told
    return Taken(answer.row, answer.student, name)


def _school_year(answer: Answer, desk: Desk) -> str | LeftOut:
    """The map's, or the only one of the student's classes: of the class that the row names, where it names one.

    Where the row says a year itself, it has to be that one: comments written before the summer are no next year's.
    """
    years = {desk.form_map.school_year} if desk.form_map.school_year else _years_of_classes(answer, desk)
    written = answer.line("school_year")
    fitting = {year for year in years if not written or is_same_year(year, written)}
    if len(fitting) == 1:
        return fitting.pop()
    if years and not fitting:
        why = f"The row is of {written}, and the class of {listed(sorted(years))}. The map can say `school_year:`."
    else:
        why = "It is not certain which school year is meant. The map can say `school_year:`."
    return LeftOut(answer.row, answer.student, why)


def _years_of_classes(answer: Answer, desk: Desk) -> set[str]:
    groups = [one for one in desk.school.classes if answer.student in one.record.students]
    named = folded(answer.line("class"))
    inside = [one for one in groups if named in (folded(one.id), folded(one.record.name))]
    return {one.record.school_year for one in inside or groups}


def merged(text: str, subject: str, said: Mapping[str, str], is_markdown: bool) -> tuple[str, dict[str, str]]:
    """A report's text with these fields where they were not, and, for each that stays as it is, a sentence why.

    NotInsertedError where the file cannot be added to.
    """
    kept: dict[str, str] = {}
    fields = _fields(text, is_markdown)
    if "progress" in said:
        text = _filled(text, (), fields, {"progress": said["progress"]}, kept, is_markdown)
    of_subject = {name: said[name] for name in ("achievements", "next") if name in said}
    if not of_subject:
        return text, kept
    if not subject:
        return text, kept | dict.fromkeys(of_subject, "It does not say which subject is meant.")
    places = [(place, one) for place, one in _subjects(fields) if _is_called(one, subject)]
    if len(places) > 1:
        return text, kept | dict.fromkeys(of_subject, "The report has this subject twice.")
    if places:
        place, there = places[0]
        text = _filled(text, ("subjects", place), there, of_subject, kept, is_markdown)
    elif "achievements" in of_subject:
        text = with_entry(text, "subjects", {"subject": subject, **of_subject}, markdown=is_markdown)
    else:
        kept["next"] = "A subject needs its achievements before what is next."
    return text, kept


def _filled(
    text: str,
    inside: Key,
    there: Mapping[str, Any],
    said: Mapping[str, str],
    kept: dict[str, str],
    is_markdown: bool,
) -> str:
    """The text with those fields that were empty; of the others, those that differ are noted in `kept`."""
    missing = {name: words for name, words in said.items() if not there.get(name)}
    for name, words in said.items():
        if name not in missing and not _says(there[name], words):
            kept[name] = f"The report has other words under {name}, and they stay."
    return with_fields(text, inside, missing, markdown=is_markdown) if missing else text


def _says(written: Any, said: str) -> bool:
    """Whether a report's field says just this, be it Markdown as it is written, or the words that it shows."""
    there = written if isinstance(written, str) else ""
    return in_lines(as_typed(said)) in (in_lines(there), in_lines(as_typed(there)))


def _fields(text: str, is_markdown: bool) -> dict[str, Any]:
    written = read(text, is_markdown)
    if written.fields is None or written.mistakes:
        raise NotInsertedError("There is a mistake in this file.", "profilegen check says where.")
    return written.fields


def _subjects(fields: Mapping[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    """The subjects that are written as fields, each with its place in the list."""
    found = fields.get("subjects")
    entries = found if isinstance(found, list) else [found]
    return [(place, one) for place, one in enumerate(entries) if isinstance(one, dict)]


def _is_called(entry: Mapping[str, Any], subject: str) -> bool:
    return letters_of(str(entry.get("subject", ""))) == letters_of(subject)
