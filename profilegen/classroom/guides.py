"""The guides, forms and questions of the starter kit as sheets to print, with a list of them by role.

A school has a copy of them, in its folders `guides`, `prompts` and `forms`, and may have changed it: then the school's
words are printed, and what it has added. Each sheet is one file that needs nothing beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from profilegen import bundled
from profilegen.classroom.guide_text import GuideText, guide_text
from profilegen.classroom.paper import save_sheet, sheet
from profilegen.loading.folders import Found
from profilegen.loading.text_files import read_text
from profilegen.loading.yaml_text import Value, parse
from profilegen.model.addresses import slug_of
from profilegen.problems import Problem

_LANGUAGE = "en-GB"
_SCHOOL_NAME = "«name»"  # what `new school` fills in
_MOST = 100  # of a school's own guides
_PROMPTS = "prompts-"
_FORMS = "form-"
_FOLDERS = (("guides", ".md", ""), ("prompts", ".yaml", _PROMPTS), ("forms", ".md", _FORMS))
"""Where the texts are, how their files end, and how the names of their sheets begin."""

_SHELVES = (
    ("To begin", ("first-week", "purpose")),
    ("Students", ("students-5-7", "students-7-11", "students-11-16", "students-16-19", "students", "applying")),
    ("Teachers", ("teachers", "feedback", "conference", "sharing", "leaving", "arriving")),
    ("Those who lead", ("assessment-lead", "governors", "hosting")),
    ("Families", ("parents", "privacy-notice", "consent-form")),
    ("Questions to begin with", ("prompts-early", "prompts-primary", "prompts-secondary", "prompts-sixth-form")),
)
_FOR_THE_YOUNGEST = {"students-5-7", "students-7-11", "prompts-early", "prompts-primary"}
_ONLINE_FORMS = "Questions for online forms"
_OF_THE_SCHOOL = "The school’s own"


@dataclass(frozen=True, slots=True)
class Guide:
    """One sheet: what its file is called, without an ending, on which shelf it stands, and what it says."""

    name: str
    shelf: str
    text: GuideText

    @property
    def is_large(self) -> bool:
        """Whether it is printed in larger letters: younger readers hold it themselves."""
        return self.name in _FOR_THE_YOUNGEST


@dataclass(frozen=True, slots=True)
class Guides:
    """All there is to print, shelf by shelf, and what could not be read."""

    shelves: Mapping[str, tuple[Guide, ...]]
    problems: tuple[Problem, ...] = ()

    def __iter__(self) -> Iterator[Guide]:
        return (guide for shelf in self.shelves.values() for guide in shelf)


def read_guides(folder: Path) -> Guides:
    """The guides that come with the product, or a school's own edition of them where `folder` is a school's."""
    reading = _Reading(folder)
    texts = reading.texts()
    links = {_address(name): f"{name}.html" for name in texts}
    found = [_guide(name, texts[name], links) for name in sorted(texts, key=_place)]
    shelves = {shelf: tuple(shelved) for shelf, shelved in groupby(found, key=lambda guide: guide.shelf)}
    return Guides(shelves, tuple(reading.problems))


def print_guides(guides: Guides, folder: Path) -> list[Path]:
    """Writes each as a sheet into `folder`, with index.html, and returns the files, the index first.

    UsageError where a file of that name is there that profilegen did not make.
    """
    sheets = {"index": sheet(_LANGUAGE, "guides.html", guides=guides)}
    for guide in guides:
        sheets[guide.name] = sheet(_LANGUAGE, "guide.html", guide=guide, foot=_in_css(guide.text.title))
    for name, content in sheets.items():
        save_sheet(folder / f"{name}.html", content)
    return [folder / f"{name}.html" for name in sheets]


# Reading


@dataclass(slots=True)
class _Reading:
    """Which file is printed under which name: the school's before ours."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    found: dict[str, Path] = field(init=False)

    def __post_init__(self) -> None:
        is_school = (self.folder / "school.yaml").is_file()
        homes = (bundled.starter_kit(), self.folder) if is_school else (bundled.starter_kit(),)
        self.found = {}
        for home in homes:
            for folder, ending, before in _FOLDERS:
                self.found |= _files(home / folder, ending, before)

    def texts(self) -> dict[str, str]:
        """The text of each as Markdown; what cannot be read is told and left out."""
        texts = {}
        for name, path in self.found.items():
            text, problems = read_text(Found(path, path.name, f"{path.parent.name}/{path.name}"))
            self.problems += problems
            if not problems:
                texts[name] = self._questions(name, text) if name.startswith(_PROMPTS) else text
        return {name: text.replace(_SCHOOL_NAME, "_" * 12) for name, text in texts.items() if text.strip()}

    def _questions(self, name: str, text: str) -> str:
        """A list of questions as Markdown."""
        written = parse(text, f"prompts/{self.found[name].name}")
        self.problems += [mistake.problem for mistake in written.mistakes]
        fields = written.fields or {}
        lists = (("Questions", fields.get("prompts")), ("To begin a sentence", fields.get("sentence_starters")))
        parts = [f"# {_line(fields.get('name')) or name}", _line(fields.get("about"))]
        for heading, entries in lists:
            if isinstance(entries, list) and entries:
                parts += [f"## {heading}", "\n".join(f"- {_line(entry)}" for entry in entries)]
        return "\n\n".join(parts) if fields else ""


def _files(folder: Path, ending: str, before: str) -> dict[str, Path]:
    """The files of a folder by the names of their sheets. A folder that is a link to elsewhere has none."""
    if folder.is_symlink() or not folder.is_dir():
        return {}
    files = sorted(path for path in folder.iterdir() if path.suffix == ending and path.is_file())[:_MOST]
    return {before + slug_of(path.stem): path for path in files if slug_of(path.stem) not in ("", "index")}


def _address(name: str) -> str:
    """How one guide names another."""
    folder, ending, before = next(one for one in reversed(_FOLDERS) if name.startswith(one[2]))
    return f"../{folder}/{name.removeprefix(before)}{ending}" if before else f"{name}{ending}"


def _line(written: Value | None) -> str:
    return " ".join(written.split()) if isinstance(written, str) else ""


def _guide(name: str, text: str, links: Mapping[str, str]) -> Guide:
    return Guide(name, _shelf(name), guide_text(text, links, otherwise=name.replace("-", " ").capitalize()))


def _shelf(name: str) -> str:
    otherwise = _ONLINE_FORMS if name.startswith(_FORMS) else _OF_THE_SCHOOL
    return next((shelf for shelf, names in _SHELVES if name in names), otherwise)


def _place(name: str) -> tuple[int, int, str]:
    """Where a guide stands in the list: shelf by shelf, and on ours in the order of the table."""
    shelf = _shelf(name)
    names = dict(_SHELVES).get(shelf, ())
    shelves = (*(one for one, _ in _SHELVES), _ONLINE_FORMS, _OF_THE_SCHOOL)
    return shelves.index(shelf), names.index(name) if name in names else 0, name


def _in_css(words: str) -> Markup:
    """Words inside a style sheet's quotation marks: all but plain letters by their numbers."""
    return Markup(re.sub("[^A-Za-z0-9 ]", lambda sign: rf"\{ord(sign[0]):x} ", words))  # noqa: S704 - nothing else is left
