"""The story of `profilegen theme check`: a theme is loaded, read, shown with the kitchen sink, and looked at."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from profilegen import bundled
from profilegen.ejecting.originals import changed_originals
from profilegen.loading.folders import Found
from profilegen.loading.records import read_written
from profilegen.loading.theme_folders import theme_folder, theme_names
from profilegen.loading.themes import ThemeError, load_theme
from profilegen.media.store import Store
from profilegen.model.theme import Theme
from profilegen.problems import Place, Problem, Severity, UsageError, in_order
from profilegen.publishing.audit import broken_links
from profilegen.theming.finding import Finding
from profilegen.theming.page_checks import findings_on
from profilegen.theming.places import SETTINGS, ThemeFiles
from profilegen.theming.showing import Shown, shown_in
from profilegen.theming.static_checks import made_problems, static_problems
from profilegen.theming.template_mistakes import mistake_of

_OF_A_PALETTE = re.compile(r"palette “(.+?)”, (light|dark): “?([\w-]+)")
_OF_A_FILE = re.compile(r"\bstatic/[\w./-]*\w")
_OF_A_LINE = re.compile(r":(\d+):(\d+): (?=\S)")


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check: the theme's name, everything wrong with it, and how many pages were looked at."""

    name: str
    problems: tuple[Problem, ...]
    pages: int = 0


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A theme to be checked: its name, the folder around `themes/` where it has one, and its files."""

    name: str
    around: Path | None
    files: ThemeFiles


def check_theme(wanted: str, school: Path | None = None) -> Checked:
    """Everything that is wrong with a theme, or could be better; nothing is written.

    `wanted` is the name of a theme (the school's own before the product's), or a folder with a theme.yaml. UsageError
    where it is neither.
    """
    with _candidate(wanted, school) as candidate:
        try:
            theme = load_theme(candidate.name, candidate.around)
        except ThemeError as error:
            told = [one for one in static_problems(candidate.files) if one.severity is Severity.ERROR]
            return Checked(candidate.name, in_order(told or [_not_loaded(error, candidate.files)]))
        files = replace(candidate.files, below=theme.chain[1:])
        problems = [*static_problems(files, theme.static), *changed_originals(theme.chain, files.shown)]
        with TemporaryDirectory(prefix="profilegen-theme-") as temporary:
            pages, found = _looked_at(theme, files, Store(Path(temporary)))
        return Checked(candidate.name, in_order(_each_once([*problems, *found])), pages)


# Which theme is meant


@contextmanager
def _candidate(wanted: str, school: Path | None) -> Iterator[_Candidate]:
    folder = theme_folder(wanted, school)
    if folder is not None:
        is_own = school is not None and folder.is_relative_to(school)
        yield _Candidate(wanted, school if is_own else None, ThemeFiles(folder, f"themes/{wanted}"))
        return
    folder = Path(wanted)
    if not (folder / SETTINGS).is_file():
        names = ", ".join((*theme_names(school), "base"))
        raise UsageError(
            f"There is no theme “{wanted}”, and no folder of this name with a theme.yaml.", f"There are: {names}."
        )
    folder = folder.resolve()
    if folder.parent.name == "themes":
        around = None if folder.parent == bundled.themes() else folder.parent.parent
        yield _Candidate(folder.name, around, ThemeFiles(folder, Path(wanted).as_posix()))
        return
    with TemporaryDirectory(prefix="profilegen-theme-") as temporary:
        copy = Path(temporary).resolve() / "themes" / folder.name
        shutil.copytree(folder, copy, symlinks=True)  # a link stays one, and is refused
        yield _Candidate(folder.name, Path(temporary).resolve(), ThemeFiles(copy, Path(wanted).as_posix()))


# A theme that cannot be loaded


def _not_loaded(error: ThemeError, files: ThemeFiles) -> Problem:
    """The problem at the line of theme.yaml that it is about, where the sentence tells."""
    if of_a_palette := _OF_A_PALETTE.search(error.message):
        name, scheme, colour = of_a_palette.groups()
        file = files.folder / SETTINGS
        places = read_written(Found(file, SETTINGS, f"{files.shown}/{SETTINGS}")).places
        key = ("palettes", name, scheme, colour)
        found = files.problem("theme-mistake", error.message, error.hint)
        return replace(found, place=places.at(*key), source=places.source_at(*key))
    if of_a_file := _OF_A_FILE.search(error.message):
        return files.problem("theme-mistake", error.message, error.hint, of_a_file[0])
    message = error.message.replace(str(files.folder), files.shown)
    if of_a_line := _OF_A_LINE.search(message):
        place = Place(f"{files.shown}/{SETTINGS}", int(of_a_line[1]), int(of_a_line[2]))
        return replace(files.problem("theme-mistake", message[of_a_line.end() :], error.hint), place=place)
    return files.problem("theme-mistake", message, error.hint)


# A theme on its pages


def _looked_at(theme: Theme, files: ThemeFiles, store: Store) -> tuple[int, list[Problem]]:
    """How many pages there were, and what is wrong with them, or with what a build puts beside them."""
    pages = 0
    problems: list[Problem] = []
    seen: set[bytes] = set()  # another palette or font leaves most pages as they are
    for shown in shown_in(theme, store):
        pages += len(shown.pages)
        problems += made_problems(files, shown.files, shown.look.font)
        problems += [mistake_of(error, files, shown.scene) for error in shown.failures]
        problems += [files.problem_of(finding) for finding in _findings(shown, seen)]
        seen |= {_without_root(page) for page in shown.pages.values()}
    return pages, problems


def _without_root(page: bytes) -> bytes:
    """The page from its head on: the root's classes name the font."""
    return page[page.find(b"<head") :]


def _findings(shown: Shown, seen: Collection[bytes]) -> Iterator[Finding]:
    new = {path: page for path, page in shown.pages.items() if _without_root(page) not in seen}
    for path, page in new.items():
        for finding in findings_on(shown.kinds[path], page, has_parts=shown.has_parts):
            where = f"Seen in {path} of the kitchen sink: {shown.scene}."
            yield replace(finding, message=f"{finding.message.rstrip('.')}. {where}")
    if shown.broken:  # pages are missing, and links to them lead nowhere: that is no mistake of its own
        return
    for broken in broken_links(shown.pages, {*shown.files, *shown.others}):
        name = broken.address.rpartition("/")[2]
        where = f"Seen in {broken.page} of the kitchen sink: {shown.scene}."
        message = f"A page links to {broken.address}, which is not there. {where}"
        hint = "Write {{ page.root }} before every address of a view, {{ page.root }}theme/ before a file of the theme."
        yield Finding("theme-broken-link", message, hint, f"{shown.kinds[broken.page]}.html", (broken.address, name))


def _each_once(problems: list[Problem]) -> Iterator[Problem]:
    """Of the same mistake at the same place on many pages, the first."""
    seen: set[tuple[object, ...]] = set()
    for one in problems:
        what = (one.rule, one.place, one.message.partition(" Seen in ")[0].replace("../", ""))
        if what not in seen:
            seen.add(what)
            yield one
