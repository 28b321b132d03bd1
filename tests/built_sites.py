"""Sites that were built for the tests, and which of their pages to look at."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

TODAY = date(2026, 11, 20)
"""The day that the example school is built on: some of its consents have run out, and others have not yet."""

_LIKE_THE_OTHERS = ("teachers", "family", "public")

LOOK_AT_ALL = os.environ.get("PROFILEGEN_TEST_ALL") == "1"
"""Set by scripts/test-all. Without it, slow tests look at a sample of the pages."""

_LANGUAGES = re.compile(r'\blang="([^"]+)"')
_SCHOOL_KINDS = {"index.html": "school", "classes": "class", "overview.html": "overview"}


@dataclass(frozen=True)
class BuiltPage:
    """One page of a built site; `home` is the folder that must hold everything that the page needs."""

    file: Path
    home: Path
    kind: str

    @cached_property
    def text(self) -> str:
        """The page as it was written."""
        return self.file.read_text(encoding="utf-8")

    @property
    def name(self) -> str:
        """Short enough for a failure message: the student (or site) and the page."""
        return f"{self.home.name}/{self.file.relative_to(self.home).as_posix()}"

    @property
    def languages(self) -> frozenset[str]:
        """Every language that some part of the page is in."""
        return frozenset(_LANGUAGES.findall(self.text))


@dataclass(frozen=True)
class BuiltSite:
    """The site of one audience."""

    audience: str
    folder: Path

    @cached_property
    def pages(self) -> tuple[BuiltPage, ...]:
        """Every page, in the order of their addresses."""
        return tuple(self._page(file) for file in sorted(self.folder.rglob("*.html")))

    @property
    def sampled_pages(self) -> tuple[BuiltPage, ...]:
        """The fullest page of each kind and the emptiest profile; or all pages, if asked for.

        Of the private site, which shows most, also the emptiest page of each kind and the fullest in each language. Of
        those that show what it or the school's shows, and less of it, only the kinds that differ.
        """
        if LOOK_AT_ALL:
            return self.pages
        chosen = {max(group, key=_fullness) for group in _grouped(self.pages, lambda page: {page.kind})}
        chosen.add(self.pages_of_kind("index")[-1])
        if self.audience in _LIKE_THE_OTHERS:
            chosen = {page for page in chosen if page.kind in ("index", "reflection", "report", "class", "overview")}
        if self.audience == "private":
            chosen |= {min(group, key=_fullness) for group in _grouped(self.pages, lambda page: {page.kind})}
            chosen |= {max(group, key=_fullness) for group in _grouped(self.pages, lambda page: page.languages)}
        return tuple(sorted(chosen, key=lambda page: page.file))

    def pages_of_kind(self, kind: str) -> tuple[BuiltPage, ...]:
        """The pages of one kind, the fullest first."""
        return tuple(sorted((page for page in self.pages if page.kind == kind), key=_fullness, reverse=True))

    def _page(self, file: Path) -> BuiltPage:
        parts = file.relative_to(self.folder).parts
        if parts[0] == "students":
            return BuiltPage(file, self.folder / "students" / parts[1], _kind(parts[2:]))
        if (self.folder / "students").is_dir():
            return BuiltPage(file, self.folder, _SCHOOL_KINDS[parts[0]])
        return BuiltPage(file, self.folder, _kind(parts))


def _kind(parts: tuple[str, ...]) -> str:
    """`reflections/bridge.html` is a reflection, `report-2025-26.html` a report, `skills.html` the skills."""
    if len(parts) > 1:
        return parts[0].removesuffix("s")
    stem = parts[0].removesuffix(".html")
    return "report" if stem.startswith("report-") else stem.replace("-", "_")


def _fullness(page: BuiltPage) -> tuple[int, str]:
    return len(page.text), page.name


def _grouped(
    pages: Iterable[BuiltPage], labels: Callable[[BuiltPage], Iterable[str]]
) -> Iterator[tuple[BuiltPage, ...]]:
    groups: dict[str, list[BuiltPage]] = {}
    for page in pages:
        for label in labels(page):
            groups.setdefault(label, []).append(page)
    yield from (tuple(group) for group in groups.values())
