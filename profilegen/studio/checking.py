"""What `profilegen check` says of one record, beside the fields of its form and in words for whoever fills it in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from profilegen.checks import check_student
from profilegen.loading.media_files import KnownOriginals
from profilegen.loading.older_records import without_version
from profilegen.loading.records import read_written, validated
from profilegen.loading.student import load_student, student_folder
from profilegen.loading.yaml_text import LONGEST_TEXT, Value
from profilegen.model.forms import Complaint, NotAsAskedError, Record
from profilegen.model.school import Key, Places, School
from profilegen.problems import Problem, Severity
from profilegen.studio.keeping import Kept


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is wrong, or could be better: a sentence, and what to do."""

    message: str
    hint: str = ""
    is_wrong: bool = False


_TOO_LONG = Told("This is too long to be kept as one piece.", "Make two pieces of it.", is_wrong=True)
_ORIGINALS = KnownOriginals()

Beside = Mapping[str, tuple[Told, ...]]
"""What is to be told beside each field, by its name in the form (`media.0.alt`); "" for the record as a whole."""

_WORDS: Mapping[str, Told] = {
    "missing-alt": Told("Nobody who cannot see it knows what is in this picture.", "Say it in a sentence or two."),
    "missing-transcript": Told("Nobody who cannot hear it knows what is said.", "Write down what is said."),
    "media-without-shows": Told("It is not said who is in it.", "Say who is in it, or that nobody is."),
    "open-feedback": Told("This comment waits for your answer."),
    "missing-agreement": Told("Its author has not said yes yet, so it is not shown.", "Ask them."),
    "missing-consent": Told(
        "Not everybody in it has said yes to being shown so widely, so it is not shown there.",
        "Take another one, or ask a grown-up.",
    ),
    "future-date": Told("This day is still to come.", "Is it the right day?"),
    "result-not-shown": Told("A result is shown of qualifications only."),
}
"""Rules whose own words are for those who write files."""

_COMPLAINTS: Mapping[str, str] = {
    "missing": "This is needed.",
    "date": "This needs a day of the calendar.",
    "number": "This needs a whole number, such as 12.",
    "audience": "Choose one of these.",
    "choice": "Choose one of these.",
    "language": "This needs the short code of a language, such as en-GB, cy or ar.",
    "name": "A name needs at least one letter.",
}


def complaints_of(kind: type[Record], fields: Mapping[str, Value]) -> tuple[Complaint, ...]:
    """What the reader of files would refuse in these fields."""
    try:
        kind.model_validate(without_version(dict(fields), kind))
    except NotAsAskedError as error:
        return error.complaints
    return ()


def told_of(complaints: Iterable[Complaint]) -> Beside:
    """Complaints as what stands beside the fields."""
    beside: dict[str, list[Told]] = defaultdict(list)
    for one in complaints:
        beside[name_of(one.key)].append(Told(_COMPLAINTS.get(one.kind, one.message), is_wrong=True))
    return {name: tuple(told) for name, told in beside.items()}


def too_long_in(fields: Mapping[str, Value]) -> Beside:
    """Of each text that is longer than any reader of files takes, that it is."""
    return {name_of(key): (_TOO_LONG,) for key, text in _texts((), dict(fields)) if len(text) >= LONGEST_TEXT}


def _texts(key: Key, value: Value) -> Iterator[tuple[Key, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for word, one in value.items():
            yield from _texts((*key, word), one)
    else:
        for number, one in enumerate(value):
            yield from _texts((*key, number), one)


def name_of(key: Key) -> str:
    """A field's name in a form."""
    return ".".join(map(str, key))


def told_about(kept: Kept, school: School, student_id: str, today: date) -> Beside:
    """Everything that check says of this record, as its file is now."""
    folder = student_folder(school, student_id)
    written = read_written(folder.inside(kept.record))
    _, mistakes = validated(written, kept.kind)
    beside: dict[str, list[Told]] = defaultdict(list)
    for mistake in mistakes:
        beside[name_of(mistake.key)].append(_told(mistake.problem))
    known = {mistake.problem for mistake in mistakes}
    for problem in _of_content(school, student_id, today):
        if problem.place.file == written.places.file and not any(_is_same(problem, one) for one in known):
            beside[name_of(_key_at(problem, written.places))].append(_told(problem))
    return {name: tuple(dict.fromkeys(told)) for name, told in beside.items()}


def _of_content(school: School, student_id: str, today: date) -> tuple[Problem, ...]:
    student, problems = load_student(school, student_id, _ORIGINALS)
    return (*problems, *(check_student(student, school, today) if student else ()))


def _is_same(one: Problem, other: Problem) -> bool:
    return (one.rule, one.place, one.message) == (other.rule, other.place, other.message)


def _key_at(problem: Problem, places: Places) -> Key:
    """The field at a problem's place: the innermost that begins there, or else the last that begins before it."""
    found: Key = ()
    best = (0, 0)
    for key, (place, _) in places.known.items():
        at = (place.line, place.column)
        if best <= at <= (problem.place.line, problem.place.column) and (at > best or len(key) >= len(found)):
            found, best = key, at
    return found


def _told(problem: Problem) -> Told:
    is_wrong = problem.severity is Severity.ERROR
    if problem.rule in _WORDS:
        own = _WORDS[problem.rule]
        return Told(own.message, own.hint, is_wrong)
    return Told(problem.message, "" if _is_about_files(problem) else problem.hint, is_wrong)


def _is_about_files(problem: Problem) -> bool:
    """Whether the hint says what to type into a file."""
    return any(sign in problem.hint for sign in (": ", "`", ".yaml", "line"))
