"""A folder of records: which files are records, which are translations of one, and which claim the same address.

A translation says only what is in another language: the day of an achievement, or who wrote a testimonial, it may leave
to its original.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from profilegen.loading.folders import Found, contents_of
from profilegen.loading.records import MARKDOWN_ENDINGS, YAML_ENDINGS, read_record, stem_of
from profilegen.model.addresses import slug_of
from profilegen.model.records import (
    Achievement,
    Conference,
    Record,
    Reflection,
    Report,
    Showcase,
    Statement,
    Testimonial,
)
from profilegen.model.school import Filed
from profilegen.model.translating import facts_of
from profilegen.problems import Place, Problem
from profilegen.rules import problem

AnyKind = TypeVar("AnyKind", bound=Record)

RECORD_FOLDERS: Mapping[str, type[Record]] = {
    "reflections": Reflection,
    "testimonials": Testimonial,
    "achievements": Achievement,
    "showcases": Showcase,
    "conferences": Conference,
    "statements": Statement,
    "reports": Report,
}
_LANGUAGE = re.compile(r"(?P<base>.+)\.(?P<lang>[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?)\Z", re.ASCII)
_NO_LANGUAGES = frozenset(["old", "new", "bak", "tmp", "raw", "out", "end", "fin", "src", "ver", "org"])


@dataclass(frozen=True, slots=True)
class Entry(Generic[AnyKind]):
    """A record's file: the record (None where it is left out); of a translation, its original and its language."""

    name: str
    filed: Filed[AnyKind] | None
    original: str = ""
    lang: str = ""


def read_folder(folder: Found, kind: type[AnyKind]) -> tuple[tuple[Entry[AnyKind], ...], tuple[Problem, ...]]:
    """Every record in a folder, sorted by name. Records that claim one address are all left out."""
    contents = contents_of(folder)
    endings = YAML_ENDINGS + (MARKDOWN_ENDINGS if kind is Reflection else ())
    files = [file for file in contents.files if file.last.lower().endswith(endings)]
    strays = [file for file in contents.files if not file.last.lower().endswith(endings)] + [*contents.folders]
    entries: list[Entry[AnyKind]] = []
    problems = [*contents.problems, *(_stray(file, endings) for file in strays)]
    originals = _originals(files)
    read = {file.name: read_record(file, kind) for file in files if file.name not in originals}
    for file in files:
        original, lang = originals.get(file.name, ("", ""))
        filed, found = read_translation(file, kind, read[original][0]) if original else read[file.name]
        problems.extend(found if original or filed else _with_a_guess(file, found))
        entries.append(Entry(file.name, _in_language(filed, file, original), original, lang))
    clashes = tuple(_clashes(files, entries))
    left_out = {clash.place.file for clash in clashes}
    if left_out:
        entries = [
            replace(entry, filed=None) if file.file in left_out else entry
            for file, entry in zip(files, entries, strict=True)
        ]
    return tuple(entries), (*problems, *clashes)


def _with_a_guess(file: Found, problems: Iterable[Problem]) -> Iterable[Problem]:
    """What a file lacks that has a language in its name and no original: most likely its name is mistyped."""
    lang = language_in_name(stem_of(file))[1]
    guess = f"Is it a translation? Then its name is that of the other file, and .{lang} before the ending. If not: "
    for one in problems:
        yield replace(one, hint=f"{guess}{one.hint}") if lang and one.rule == "missing-field" else one


def read_translation(
    file: Found, kind: type[AnyKind], original: Filed[AnyKind] | None
) -> tuple[Filed[AnyKind] | None, tuple[Problem, ...]]:
    """A translation, with the facts of its original. Where that is left out, nobody hears what a translation lacks."""
    facts = {word: getattr(original.record, name) for name, word in facts_of(kind)} if original else {}
    filed, problems = read_record(file, kind, facts)
    return filed, problems if original else tuple(one for one in problems if one.rule != "missing-field")


def assembled(entries: Iterable[Entry[AnyKind]]) -> tuple[Filed[AnyKind], ...]:
    """The sound records, each with its sound translations.

    A translation never stands without its original: where that is left out, what it says of its audience is not known.
    """
    entries = tuple(entries)
    translations: dict[str, dict[str, Filed[AnyKind]]] = defaultdict(dict)
    for entry in entries:
        if entry.original and entry.filed:
            translations[entry.original][entry.lang] = entry.filed
    return tuple(
        replace(entry.filed, translations=translations[entry.name]) if entry.name in translations else entry.filed
        for entry in entries
        if entry.filed and not entry.original
    )


def language_in_name(stem: str) -> tuple[str, str]:
    """The rest of a name and the language it ends in: `bridge` and `cy` for `bridge.cy`; the name and "" if none."""
    match = _LANGUAGE.match(stem) if "." in stem else None
    if match is None or match["lang"] in _NO_LANGUAGES:
        return stem, ""
    return match["base"], match["lang"]


def _originals(files: Iterable[Found]) -> dict[str, tuple[str, str]]:
    """Of each translation: its original's path, and its language."""
    files = tuple(files)
    by_stem = {stem_of(file): file.name for file in reversed(files)}
    found: dict[str, tuple[str, str]] = {}
    for file in sorted(files, key=lambda one: len(stem_of(one))):  # bridge.cy before bridge.cy.en, of bridge too
        base, lang = language_in_name(stem_of(file))
        if lang and base in by_stem:
            original = by_stem[base]
            found[file.name] = (found.get(original, (original, ""))[0], lang)
    return found


def _in_language(filed: Filed[AnyKind] | None, file: Found, original: str) -> Filed[AnyKind] | None:
    """A record whose file names a language, without an original beside it, is written in that language."""
    lang = language_in_name(stem_of(file))[1]
    if filed is None or original or not lang or getattr(filed.record, "lang", None) != "":
        return filed
    return replace(filed, record=filed.record.model_copy(update={"lang": lang}))


def _clashes(files: Iterable[Found], entries: Iterable[Entry[AnyKind]]) -> Iterable[Problem]:
    claims: dict[tuple[str, ...], list[Found]] = defaultdict(list)
    for file, entry in zip(files, entries, strict=True):
        if entry.original:
            claims["translation", entry.original, entry.lang].append(file)
            continue
        claims["name", slug_of(stem_of(file))].append(file)
        if entry.filed and isinstance(entry.filed.record, Report):
            claims["year", slug_of(entry.filed.record.school_year)].append(file)
    for (kind, *_), claimants in claims.items():
        for file in claimants if len(claimants) > 1 else ():
            others = ", ".join(f"“{other.last}”" for other in claimants if other is not file)
            yield _clash(file, others, kind)


def _clash(file: Found, others: str, kind: str) -> Problem:
    message, hint = {
        "name": (f"This file and {others} would become one page.", "Give one of them another file name."),
        "year": (f"This report and {others} are about the same school year.", "Keep one report for each school year."),
        "translation": (f"This file and {others} are the same translation.", "Keep one of them."),
    }[kind]
    return problem("address-clash", message, f"{hint} Until then, none of them is shown.", Place(file.file))


def _stray(file: Found, endings: tuple[str, ...]) -> Problem:
    message = f"“{file.last}” is not read here: only files that end in {' or '.join(endings)} are."
    hint = "Pictures, recordings and documents belong into the media folder."
    return problem("unexpected-file", message, hint, Place(file.file))
