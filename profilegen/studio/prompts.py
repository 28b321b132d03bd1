"""Questions and beginnings of sentences, for whoever sits before an empty page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from profilegen import bundled
from profilegen.loading.folders import Found
from profilegen.loading.records import read_written
from profilegen.loading.yaml_text import Value
from profilegen.model.school import School

_BY_AGE = ("early", "primary", "secondary", "sixth-form")
_OWN = "own"


@dataclass(frozen=True, slots=True)
class Prompts:
    """One set: its name, whom it is for, questions, and beginnings of sentences."""

    id: str
    name: str
    about: str
    questions: tuple[str, ...]
    beginnings: tuple[str, ...]


def prompts_for(school: School) -> tuple[Prompts, ...]:
    """The school's own questions, and then the sets by age: the school's edition of one, where it has any."""
    own = Prompts(_OWN, "", "", tuple(school.settings.reflection_prompts), ())
    sets = (_set_in(folder / f"{name}.yaml") for name in _BY_AGE for folder in _folders(school, name))
    found = tuple(one for one in sets if one and one.questions)
    return (own, *found) if own.questions else found


def _folders(school: School, name: str) -> Sequence[Path]:
    """Where this set is: in the school's folder, or else in the starter kit."""
    theirs = school.folder / "prompts"
    is_theirs = not school.lone and (theirs / f"{name}.yaml").is_file()
    return (theirs if is_theirs else bundled.starter_kit() / "prompts",)


def _set_in(file: Path) -> Prompts | None:
    try:
        changed = file.stat().st_mtime_ns
    except OSError:
        return None
    return _read(file, changed)


@lru_cache(maxsize=16)
def _read(file: Path, _changed: int) -> Prompts | None:
    fields = read_written(Found(file, file.name, file.name)).fields
    if fields is None:
        return None
    name, about = fields.get("name"), fields.get("about")
    return Prompts(
        file.stem,
        name if isinstance(name, str) else file.stem,
        about if isinstance(about, str) else "",
        _texts(fields.get("prompts")),
        _texts(fields.get("sentence_starters")),
    )


def _texts(value: Value | None) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
