"""A student's folder to a Student: read, linked with the school, only what is sound. Their mistakes stay theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from profilegen.loading.arrivals import ARRIVALS, ASIDE, Origins, ReadArrivals, read_arrivals, versions_to_choose
from profilegen.loading.folders import Contents, Found, contents_of, files_for_folders
from profilegen.loading.linking import Surroundings, broken_references
from profilegen.loading.loosening import without_broken_parts, without_left_out
from profilegen.loading.media_files import KnownOriginals, read_media
from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.record_folders import (
    RECORD_FOLDERS,
    Entry,
    assembled,
    language_in_name,
    read_folder,
    read_translation,
)
from profilegen.loading.records import YAML_ENDINGS, read_record, stem_of
from profilegen.loading.student_styles import read_student_styles
from profilegen.loading.yaml_text import MOST_MISTAKES
from profilegen.model.known_skills import known_skills
from profilegen.model.records import Profile, Record
from profilegen.model.school import Filed, MediaFile, School, Student
from profilegen.problems import Place, Problem, Severity, in_order
from profilegen.rules import problem

_OUR_FOLDERS = (*RECORD_FOLDERS, "media", ARRIVALS, ASIDE)
Entries = Mapping[str, tuple[Entry[Any], ...]]


def load_student(
    school: School, student_id: str, known: KnownOriginals | None = None
) -> tuple[Student | None, tuple[Problem, ...]]:
    """Everything a student's folder says. None where profile.yaml cannot be read; what else is broken is left out.

    `known` spares reading films once more that were read a moment ago.
    """
    folder = student_folder(school, student_id)
    contents = contents_of(folder)
    profile, problems = read_profile(folder)
    tokens, style_problems = read_student_styles(folder)
    media, media_problems = _media(contents, known)
    entries, record_problems = _records(contents)
    arrivals = read_arrivals(school, student_id)
    around = _surroundings(school, student_id, media, entries, arrivals)
    entries, broken = _linked(entries, around)
    entries, missing = _without_left_out(entries)
    problems = (*problems, *style_problems, *_strays(contents), *media_problems, *record_problems, *broken, *missing)
    problems = (*problems, *arrivals.problems, *versions_to_choose(contents, arrivals.arrived))
    student = None
    if profile is not None:
        left_out = _left_out(entries)
        profile, dangling = _linked_profile(profile, around, left_out)
        translations, mistakes = _translated(profile, contents, around, left_out)
        problems = (*problems, *dangling, *mistakes)
        profile = replace(profile, translations=translations)
        student = _student(student_id, folder, profile, entries, media)
        is_whole = all(found.severity is not Severity.ERROR for found in problems)
        student = replace(student, tokens=tokens, is_whole=is_whole, arrivals=arrivals.arrived)
    return student, in_order(found.of_student(student_id) for found in problems)


def student_folder(school: School, student_id: str) -> Found:
    """Where a student's files are, and what their names begin with in problems."""
    return Found(school.student_folder(student_id), "", "" if school.lone else f"students/{student_id}")


def read_profile(folder: Found) -> tuple[Filed[Profile] | None, tuple[Problem, ...]]:
    """The profile in a student's folder; None and the reason where it cannot be read."""
    found = folder.inside("profile.yaml")
    if not found.path.exists():
        message = "There is no profile.yaml in this folder, so this student has no page."
        hint = "Make a file profile.yaml with one line in it: name: and the student's name."
        return None, (problem("missing-profile", message, hint, Place(found.file)),)
    return read_record(found, Profile)


def _linked_profile(
    profile: Filed[Profile], around: Surroundings, left_out: Collection[str]
) -> tuple[Filed[Profile], tuple[Problem, ...]]:
    dangling = tuple(broken_references(profile, around))
    sound = around.origins.settled(without_broken_parts(profile, dangling), "profile.yaml")
    loosened, missing = without_left_out(sound, left_out)
    return loosened or sound, (*(found.problem for found in dangling), *missing)


def _translated(
    profile: Filed[Profile], contents: Contents, around: Surroundings, left_out: Collection[str]
) -> tuple[Mapping[str, Filed[Profile]], tuple[Problem, ...]]:
    """The profile in other languages: of each file `profile.<lang>.yaml` beside it."""
    found: dict[str, Filed[Profile]] = {}
    problems: list[Problem] = []
    for file in contents.files:
        if lang := _language_of_profile(file):
            filed, mistakes = read_translation(file, Profile, profile)
            linked, dangling = _linked_profile(filed, around, left_out) if filed else (None, ())
            problems += (*mistakes, *dangling)
            if linked:
                found[lang] = linked
    return found, tuple(problems)


def _language_of_profile(file: Found) -> str:
    """The language of a file such as `profile.cy.yaml`; "" for any other."""
    base, lang = language_in_name(stem_of(file))
    return lang if base == "profile" and file.last.endswith(".yaml") else ""


def _media(contents: Contents, known: KnownOriginals | None) -> tuple[Mapping[str, MediaFile], tuple[Problem, ...]]:
    folder = _named("media", contents)
    return read_media(folder, known) if folder else ({}, ())


def _records(contents: Contents) -> tuple[Entries, tuple[Problem, ...]]:
    entries: dict[str, tuple[Entry[Any], ...]] = {}
    problems: list[Problem] = []
    for name, kind in RECORD_FOLDERS.items():
        if folder := _named(name, contents):
            entries[name], found = read_folder(folder, kind)
            problems.extend(found)
    return entries, tuple(problems)


def _named(name: str, contents: Contents) -> Found | None:
    return next((folder for folder in contents.folders if folder.last == name), None)


def _surroundings(
    school: School, student_id: str, media: Mapping[str, MediaFile], entries: Entries, arrivals: ReadArrivals
) -> Surroundings:
    everything = [entry for folder in entries.values() for entry in folder]
    names = frozenset(entry.name for entry in everything)
    originals = {entry.name: entry.original for entry in everything if entry.original}
    known = known_skills(school, arrivals.arrived)
    origins = Origins(known, arrivals.arrived, school.lone, student_id, arrivals.is_whole)
    return Surroundings(school, media, names, origins, originals)


def _linked(entries: Entries, around: Surroundings) -> tuple[Entries, tuple[Problem, ...]]:
    """The entries whose references all lead somewhere; the others lose their record."""
    problems: list[Problem] = []

    def linked(entry: Entry[Record]) -> Entry[Record]:
        broken = tuple(islice(broken_references(entry.filed, around), MOST_MISTAKES)) if entry.filed else ()
        problems.extend(found.problem for found in broken)
        if broken or entry.filed is None:
            return replace(entry, filed=None)
        return replace(entry, filed=around.origins.settled(entry.filed, entry.original))

    sound = {name: tuple(linked(entry) for entry in folder) for name, folder in entries.items()}
    return sound, tuple(problems)


def _without_left_out(entries: Entries) -> tuple[Entries, tuple[Problem, ...]]:
    left_out = _left_out(entries)
    problems: list[Problem] = []

    def loosened(entry: Entry[Record]) -> Entry[Record]:
        if entry.filed is None:
            return entry
        filed, found = without_left_out(entry.filed, left_out)
        problems.extend(found)
        return entry if filed is entry.filed else replace(entry, filed=filed)

    return {name: tuple(loosened(entry) for entry in folder) for name, folder in entries.items()}, tuple(problems)


def _left_out(entries: Entries) -> frozenset[str]:
    return frozenset(entry.name for folder in entries.values() for entry in folder if entry.filed is None)


def _student(
    student_id: str, folder: Found, profile: Filed[Profile], entries: Entries, media: Mapping[str, MediaFile]
) -> Student:
    return Student(
        student_id,
        folder.path,
        profile,
        reflections=assembled(entries.get("reflections", ())),
        testimonials=assembled(entries.get("testimonials", ())),
        achievements=assembled(entries.get("achievements", ())),
        showcases=assembled(entries.get("showcases", ())),
        conferences=assembled(entries.get("conferences", ())),
        statements=assembled(entries.get("statements", ())),
        reports=assembled(entries.get("reports", ())),
        media=media,
    )


def _strays(contents: Contents) -> Iterable[Problem]:
    """Folders whose names are nearly ours, and records beside their folder: they would be missed in silence."""
    yield from contents.problems
    for folder in contents.folders:
        meant = "" if folder.last in _OUR_FOLDERS else did_you_mean(folder.last, _OUR_FOLDERS)
        if meant:
            message = f"The folder “{folder.last}” is not read. Did you mean “{meant}”?"
            yield problem("unexpected-file", message, f"Rename it to {meant}, in small letters.", Place(folder.file))
    yield from files_for_folders(contents, _OUR_FOLDERS)
    for file in contents.files:
        is_ours = file.last in ("profile.yaml", "README.md", "identifiers.yaml") or _language_of_profile(file)
        if file.last.lower().endswith((*YAML_ENDINGS, ".md")) and not is_ours:
            message = f"“{file.last}” is not read here."
            hint = (
                "Move it into the folder it belongs to: reflections, testimonials, achievements, showcases, "
                "conferences, statements or reports."
            )
            yield problem("unexpected-file", message, hint, Place(file.file))
