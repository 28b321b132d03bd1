"""What a record refers to: skills, students, other records, files in the media folder. Each must be there.

A reference to nothing leaves the record out. A reference to a record that is there but was left out for its own
mistakes does not: it is taken away and told, so that one mistake does not spread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from profilegen.loading.arrivals import Origins
from profilegen.loading.plain_words import did_you_mean, listed
from profilegen.model.elsewhere import is_elsewhere
from profilegen.model.forms import groups_in
from profilegen.model.records import (
    Avatar,
    ConferencePiece,
    Growth,
    Media,
    Record,
    Reflection,
    Response,
    SayMyName,
    Showcase,
    Skill,
    SkillUse,
    Source,
    StatementAnswer,
    Strength,
    Testimonial,
)
from profilegen.model.school import Filed, Key, MediaFile, School
from profilegen.problems import Problem
from profilegen.rules import problem_at

_LEADS_OUT = re.compile(r"(^/)|\\|(^[A-Za-z]:)|((^|/)\.\.(/|$))")
_INTERNET = re.compile(r"[a-z]+://|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that a student's records can refer to. `names` are the paths of record files, sound or not; `originals` gives
    a translation's original."""

    school: School
    media: Mapping[str, MediaFile]
    names: frozenset[str]
    origins: Origins
    originals: Mapping[str, str] = field(default_factory=dict)

    def origin_of(self, path: str) -> str:
        """The path by which a record's origin is known: of a translation that of its original."""
        return self.originals.get(path, "profile.yaml" if "/" not in path else path)

    def skill(self, word: str, path: str) -> Skill | None:
        """The skill that a word in a record means."""
        found = self.origins.known.find_brought(word, self.origin_of(path)) or self.origins.known.find(word)
        return found.skill if found else None


@dataclass(frozen=True, slots=True)
class Broken:
    """A reference to nothing: the field it is in, and the problem."""

    key: Key
    problem: Problem


def broken_references(filed: Filed[Record], around: Surroundings) -> Iterator[Broken]:
    """Every reference of a record that leads nowhere."""
    for key, part in groups_in(filed.record):
        for check in _CHECKS.get(type(part), ()):
            yield from check(Asked(filed, key, around), part)


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a question is asked: the file, the group of fields in it, and all there is to refer to."""

    filed: Filed[Record]
    key: Key
    around: Surroundings

    @property
    def origin(self) -> str:
        """By which path it is known where the record came from."""
        return self.around.origin_of(self.filed.path)

    @property
    def people(self) -> Collection[str]:
        """Ids in this record that are pupils of another school."""
        return self.around.origins.people(self.origin)

    def broken(self, rule: str, message: str, hint: str, *field_key: str | int) -> Broken:
        """The answer that there is no such thing, at a field of this group."""
        key = (*self.key, *field_key)
        return Broken(key, problem_at(rule, message, hint, self.filed.places, *key))


# Media


def _media(asked: Asked, part: Media) -> Iterator[Broken]:
    yield from _file(asked, part.file, "file")
    yield from _file(asked, part.captions, "captions")
    is_lone, people = asked.around.school.lone, asked.people
    for number, student in enumerate(part.shows or ()):
        if is_elsewhere(student) or not (is_lone or student == "others" or student in people):
            yield from _student(asked, student, "shows", number)


def _avatar(asked: Asked, part: Avatar) -> Iterator[Broken]:
    yield from _file(asked, part.file, "file")


def _say_my_name(asked: Asked, part: SayMyName) -> Iterator[Broken]:
    yield from _file(asked, part.audio, "audio")


def _file(asked: Asked, file: str, *field_key: str | int) -> Iterator[Broken]:
    media = asked.around.media
    if not file or file in media:
        return
    if _INTERNET.match(file):
        message = f"“{file}” is on the internet. A profile shows only what is in its own folder."
        yield asked.broken(
            "missing-media", message, "Save the file into the media folder and write its name.", *field_key
        )
    elif _LEADS_OUT.search(file):
        yield asked.broken("unsafe-path", *_leads_out(file), *field_key)
    else:
        yield asked.broken("missing-media", *_not_there(file, media), *field_key)


def _not_there(file: str, media: Mapping[str, MediaFile]) -> tuple[str, str]:
    folded = {name.casefold(): name for name in media}
    if same := folded.get(file.casefold()):
        message = f"“{file}” is not in the media folder, but “{same}” is: capital letters count."
        return message, f"Write it exactly so: {same}"
    inside = file.removeprefix("./").removeprefix("media/")
    if inside != file and inside in media:
        return f"“{file}” is not in the media folder, but “{inside}” is.", f"Leave out the folder: {inside}"
    meant = did_you_mean(file, media)
    message = f"“{file}” is not in the media folder." + (f" Did you mean “{meant}”?" if meant else "")
    return (
        message,
        f"Write {meant}" if meant else "Put the file into the folder “media”, or look how its name is spelt.",
    )


def _leads_out(path: str) -> tuple[str, str]:
    hint = "Put the file into the media folder and write only its name, such as bridge.jpg. Between folders write /"
    return f"“{path}” leads out of the folder.", hint


# Skills and people


def _skill(asked: Asked, part: SkillUse | Strength | Growth) -> Iterator[Broken]:
    school = asked.around.school
    if school.lone or not part.skill:
        return  # a folder that was carried away from its school may name skills of that school
    found = asked.around.skill(part.skill, asked.filed.path)
    if found is None:
        if asked.around.origins.is_brought(asked.origin):
            return  # and so may a record that came from another
        ours = school.framework
        known = (
            ours.skills if ours else [skill for framework in school.frameworks.values() for skill in framework.skills]
        )
        names = [skill.name for skill in known]
        meant = did_you_mean(part.skill, [*names, *(skill.id for skill in known)])
        message = f"No framework has a skill “{part.skill}”." + (f" Did you mean “{meant}”?" if meant else "")
        hint = f"Write {meant}" if meant else f"The skills are: {listed(names)}."
        yield asked.broken("broken-reference", message, hint, "skill")
    elif isinstance(part, SkillUse):
        yield from _step(asked, part, found)


def _step(asked: Asked, part: SkillUse, skill: Skill) -> Iterator[Broken]:
    numbers = [step.number for step in skill.steps]
    if part.step is not None and numbers and part.step not in numbers:
        message = f"“{skill.name}” has no step {part.step}."
        yield asked.broken("broken-reference", message, f"Its steps go from {min(numbers)} to {max(numbers)}.", "step")


def _source(asked: Asked, part: Source) -> Iterator[Broken]:
    is_told = asked.around.school.lone or part.student in asked.people
    if part.student and (is_elsewhere(part.student) or not is_told):
        yield from _student(asked, part.student, "student")


def _student(asked: Asked, student: str, *field_key: str | int) -> Iterator[Broken]:
    known = asked.around.school.student_ids
    if student in known:
        return
    meant = "others" if student.casefold() in ("other", "others") else did_you_mean(student, known)
    message = f"There is no student “{student}” in this school." + (f" Did you mean “{meant}”?" if meant else "")
    hint = f"Write {meant}" if meant else "Write the name of the student's folder, such as amina-x7k2."
    if field_key[0] == "shows" and not meant:
        hint += " For anyone who is not a student here, write others."
    yield asked.broken("broken-reference", message, hint, *field_key)


# Other records


def _about(asked: Asked, part: Testimonial) -> Iterator[Broken]:
    yield from _record(asked, part.about, ("reflections",), "about")


_SHOWABLE = ("reflections", "testimonials", "achievements")


def _shown(asked: Asked, part: Showcase) -> Iterator[Broken]:
    for number, name in enumerate(part.shows):
        yield from _record(asked, name, (*_SHOWABLE, "reports"), "shows", number)


def _piece(asked: Asked, part: ConferencePiece) -> Iterator[Broken]:
    yield from _record(asked, part.record, _SHOWABLE, "record")


def _stands_on(asked: Asked, part: StatementAnswer) -> Iterator[Broken]:
    for number, name in enumerate(part.evidence):
        yield from _record(asked, name, _SHOWABLE, "evidence", number)


def _pair(asked: Asked, part: Growth) -> Iterator[Broken]:
    yield from _record(asked, part.then, _SHOWABLE, "then")
    yield from _record(asked, part.now, _SHOWABLE, "now")


def _changed(asked: Asked, part: Response) -> Iterator[Broken]:
    reflection = asked.filed.record
    if isinstance(reflection, Reflection) and part.changed in _names_of_drafts(reflection):
        return
    if "/" in part.changed:
        yield from _record(asked, part.changed, (*_SHOWABLE, "showcases"), "changed")
    elif part.changed:
        message = f"There is no draft “{part.changed}” in this reflection."
        hint = "Write the date of a draft above, the name of its picture, or another record: reflections/bridge.yaml"
        yield asked.broken("broken-reference", message, hint, "changed")


def _names_of_drafts(reflection: Reflection) -> set[str]:
    dates = {draft.date.isoformat() for draft in reflection.drafts if draft.date}
    return dates | {media.file for draft in reflection.drafts for media in draft.media}


def _record(asked: Asked, name: str, folders: tuple[str, ...], *field_key: str | int) -> Iterator[Broken]:
    around = asked.around
    if not name or (name in around.names and name.split("/")[0] in folders and name not in around.originals):
        return
    if _LEADS_OUT.search(name):
        yield asked.broken("unsafe-path", *_leads_out(name), *field_key)
    elif original := around.originals.get(name):
        message = f"“{name}” is a translation of “{original}”."
        yield asked.broken("broken-reference", message, f"Write {original}", *field_key)
    else:
        meant = did_you_mean(name, sorted(known for known in around.names if known.split("/")[0] in folders))
        message = f"There is no “{name}” here." + (f" Did you mean “{meant}”?" if meant else "")
        hint = f"Write {meant}" if meant else f"Write the folder and the file: {folders[0]}/bridge.yaml"
        yield asked.broken("broken-reference", message, hint, *field_key)


_CHECKS: dict[type[Record], tuple[Callable[[Asked, Any], Iterator[Broken]], ...]] = {
    Media: (_media,),
    Avatar: (_avatar,),
    SayMyName: (_say_my_name,),
    SkillUse: (_skill,),
    Strength: (_skill,),
    Growth: (_skill, _pair),
    Source: (_source,),
    Testimonial: (_about,),
    Showcase: (_shown,),
    ConferencePiece: (_piece,),
    StatementAnswer: (_stands_on,),
    Response: (_changed,),
}
