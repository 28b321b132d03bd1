"""Whom to share: students named by their folder, their id or their name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from profilegen.building.site import Home, home_of
from profilegen.classroom.reading import open_school
from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.school import load_school
from profilegen.model.addresses import fold
from profilegen.model.names import given_name
from profilegen.model.school import School, StudentCard
from profilegen.problems import UsageError

Chosen = Mapping[Path, tuple[str, ...]]
"""The students to share, by the folder that is built for them: a school's, or a lone student's own."""


def choose(students: Sequence[str], folder: Path, class_name: str = "") -> Chosen:
    """Whom these words mean: each is a student's folder, or the id or name of one in the school `folder`.

    With a class, everybody in it too. UsageError for a word that means nobody, or more than one.
    """
    found: dict[Path, list[str]] = {}
    school: School | None = None
    for word in students:
        home = _home_named(word)
        if home is None:
            school = school or load_school(home_of(folder).school)[0]
            found.setdefault(school.folder.resolve(), []).append(_student_named(school, word))
        else:
            found.setdefault(home.school.resolve(), []).append(home.alone)
    if class_name:
        group, members = open_school(folder, class_name)
        found.setdefault(group.folder.resolve(), []).extend(members)
    return {place: tuple(dict.fromkeys(ids)) for place, ids in found.items() if ids}


def _home_named(word: str) -> Home | None:
    """The home of the student whose folder this is; None where it is none. A school is nobody's folder."""
    place = Path(word)
    if not (place / "profile.yaml").is_file():
        if (place / "school.yaml").is_file():
            raise UsageError(f"“{word}” is a school.", "Say whom to share: a student's id or name, or --class NAME.")
        return None
    return home_of(place)


def _student_named(school: School, word: str) -> str:
    if word in school.student_ids:
        return word
    wanted = fold(" ".join(word.split()))
    by_full_name = [one.id for one in school.cards.values() if wanted in (fold(one.name), fold(one.id))]
    found = by_full_name or [one.id for one in school.cards.values() if wanted in _called(one)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"There are {len(found)} students called “{word}”.", f"Say which: {_listed(found)}.")
    meant = did_you_mean(word, school.student_ids)
    hint = f"Did you mean {meant}?" if meant else "Use the name of a folder in students/, or a student's name."
    raise UsageError(f"There is no student “{word}” here.", hint)


def _called(card: StudentCard) -> frozenset[str]:
    return frozenset(fold(name) for name in (card.known_as, given_name(card.name)) if name)


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(sorted(ids))
