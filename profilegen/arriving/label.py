"""What a pack says of itself in pack.json. It comes from anybody: every word is looked at before it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from profilegen.model.days import day_written
from profilegen.packing.formats import FORMAT_VERSION, PROFILE, SCHEMA_VERSION
from profilegen.packing.holding import shown
from profilegen.packing.identifiers import is_identifier
from profilegen.problems import ProfilegenError

_MOST_LEFT_OUT = 1000
_MOST_OF_ONE = 1_000_000_000
_LONGEST_NAME = 200
_LONGEST_WORD = 100
_NO_PACK = "It is no pack of a profile"

Kind = TypeVar("Kind")


class NotUnpackedError(ProfilegenError):
    """A pack that is not unpacked. `reasons` are sentences; nothing was written."""

    def __init__(self, message: str, hint: str = "", reasons: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What stayed behind on purpose: what it is, why, how many of it, and whether each is a part of a file only."""

    what: str
    why: str
    how_many: int
    is_part: bool


@dataclass(frozen=True, slots=True)
class Label:
    """The words of a pack.json that can be believed to be of the right kind.

    `student` is the id at the old school, perhaps none that can be used; `school` is "" for a lone student's pack.
    `files` are the paths in the bag that it lists, `shortened` those of which parts were left out, with the reasons.
    """

    identifier: str
    student: str
    school: str
    packed_on: date
    is_everything: bool
    left_out: tuple[LeftBehind, ...]
    files: frozenset[str]
    shortened: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def label_of(said: dict[str, Any] | None) -> Label:
    """The label that this pack.json is. NotUnpackedError where there is none, or it is newer than this program."""
    if said is None:
        raise NotUnpackedError(
            f"{_NO_PACK}: there is no pack.json in it that can be read.", "A pack is made by: profilegen pack"
        )
    _refuse_newer(said)
    try:
        return Label(
            identifier=_identifier(said),
            student=one_line(_a(str, said, "student")),
            school=one_line(_a(str, said, "school")),
            packed_on=day_written(_a(str, said, "made_on")),
            is_everything=_a(str, said, "holds") == "everything",
            left_out=_left_out(_a(list, said, "left_out")),
            files=frozenset(_a(str, _is(dict, one), "path") for one in _a(list, said, "files")),
            shortened=_shortened(_a(list, said, "files")),
        )
    except (ValueError, KeyError, TypeError):
        raise NotUnpackedError(f"{_NO_PACK}: its pack.json does not say what it has to.") from None


def one_line(text: str) -> str:
    """Words from elsewhere on one line, of letters that can be seen, and not too long."""
    return " ".join(shown(text[: 2 * _LONGEST_NAME]).split())[:_LONGEST_NAME]


def _refuse_newer(said: dict[str, Any]) -> None:
    for word, known in (("format_version", FORMAT_VERSION), ("schema", SCHEMA_VERSION)):
        number = said.get(word)
        if type(number) is not int or number < 1:
            raise NotUnpackedError(f"{_NO_PACK}: its pack.json does not say what it has to.")
        if number > known:
            raise NotUnpackedError(
                "A newer profilegen made this pack, and it may hold what this one does not know.",
                "Install that version, or a later one, and unpack it then.",
            )


def _is(kind: type[Kind], value: object) -> Kind:
    if type(value) is not kind:
        raise TypeError
    return value


def _a(kind: type[Kind], said: dict[str, Any], name: str) -> Kind:
    return _is(kind, said[name])


def _identifier(said: dict[str, Any]) -> str:
    word = _a(str, said, "identifier")
    if not is_identifier(word):
        raise ValueError
    return word


def _left_out(said: list[Any]) -> tuple[LeftBehind, ...]:
    if len(said) > _MOST_LEFT_OUT:
        raise ValueError
    found = []
    for entry in said:
        one = _is(dict, entry)
        number = _a(int, one, "how_many")
        if not 0 < number < _MOST_OF_ONE:
            raise ValueError
        what, why = (one_line(_a(str, one, name))[:_LONGEST_WORD].strip() for name in ("what", "why"))
        if not what:
            raise ValueError
        found.append(LeftBehind(what, why, number, _a(bool, one, "of_a_file_that_is_here")))
    return tuple(found)


def _shortened(said: list[Any]) -> dict[str, tuple[str, ...]]:
    """The records of which parts stayed behind, by their path in the profile, each with the reasons."""
    found = {}
    for one in said:
        if one.get("kind") in ("record", "profile") and "taken_out" in one:
            reasons = tuple(_is(str, reason) for reason in _a(list, one, "taken_out"))
            found[_a(str, one, "path").removeprefix(PROFILE)] = reasons
    return found
