"""Where in a theme something was written: from a finding on a page, or a template's failure, to a file and a line."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import TemplateSyntaxError

from profilegen.loading.theme_folders import Chain, is_plain
from profilegen.problems import Place, Problem
from profilegen.rules import problem
from profilegen.theming.finding import Finding

SETTINGS = "theme.yaml"
_LARGEST_TEMPLATE = 1_000_000


@dataclass(frozen=True)
class ThemeFiles:
    """The files of a theme; `shown` is how its folder is called in problems, `below` are the themes it extends."""

    folder: Path
    shown: str
    below: Chain = ()

    @cached_property
    def templates(self) -> dict[str, tuple[str, ...]]:
        """The lines of each of its own templates, by their names."""
        root = self.folder / "templates"
        files = sorted(file for file in root.rglob("*.html") if is_plain(file, root)) if root.is_dir() else []
        return {file.relative_to(root).as_posix(): _lines(file) for file in files}

    def place(self, path: str = SETTINGS, line: int = 0) -> Place:
        """A place in a file of the theme."""
        return Place(f"{self.shown}/{path}", line, 1 if line else 0)

    def problem(self, rule: str, message: str, hint: str, path: str = SETTINGS, line: int = 0) -> Problem:
        """A problem at a place in a file of the theme; in a template, with its line."""
        lines = self.templates.get(path.removeprefix("templates/"), ())
        source = lines[line - 1] if 0 < line <= len(lines) else ""
        return problem(rule, message, hint, self.place(path, line), source=source)

    def problem_of(self, finding: Finding) -> Problem:
        """The problem of a finding, at the line of the template that says it, as far as that can be told."""
        path, line = self._whence(finding)
        return self.problem(finding.rule, finding.message, finding.hint, path, line)

    def _whence(self, finding: Finding) -> tuple[str, int]:
        first = [name for name in _skeletons_of(finding.template) if name in self.templates]
        for clue in filter(None, finding.clues):
            for name in dict.fromkeys((*first, *self.templates)):
                for number, line in enumerate(self.templates[name], start=1):
                    if clue in line:
                        return f"templates/{name}", number
        return (f"templates/{first[0]}", 0) if first else (SETTINGS, 0)

    def place_of(self, error: BaseException) -> Place:
        """Where a template failed: the innermost line of this theme's own, or else of a theme below."""
        places = [place for frame in _frames(error) if (place := self._place_in(*frame))]
        own = [place for place in places if place.file.startswith(f"{self.shown}/")]
        return (own or places or [self.place()])[-1]

    def _place_in(self, file: str, line: int) -> Place | None:
        path = Path(file)
        for shown, folder in ((self.shown, self.folder), *((f"themes/{name}", folder) for name, folder in self.below)):
            if path.is_relative_to(folder):
                return Place(f"{shown}/{path.relative_to(folder).as_posix()}", line, 1 if line else 0)
        return None

    def source_at(self, place: Place) -> str:
        """The line of one of its own templates."""
        lines = self.templates.get(place.file.removeprefix(f"{self.shown}/templates/"), ())
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""


def _skeletons_of(template: str) -> tuple[str, ...]:
    """The template, and those that it most likely extends."""
    is_of_the_school = template in ("school.html", "class.html")
    return (template, "school_page.html", "page.html") if is_of_the_school else (template, "page.html")


def _lines(file: Path) -> tuple[str, ...]:
    with file.open("rb") as opened:
        return tuple(opened.read(_LARGEST_TEMPLATE).decode("utf-8", "replace").splitlines())


def _frames(error: BaseException) -> list[tuple[str, int]]:
    """The lines of templates that led to an error, the innermost last."""
    cause = error.__cause__ or error
    frames = [(frame.filename, frame.lineno or 0) for frame in traceback.extract_tb(cause.__traceback__)]
    templates = [(file, line) for file, line in frames if file.endswith(".html")]
    if isinstance(cause, TemplateSyntaxError) and cause.filename:
        templates.append((cause.filename, cause.lineno))
    return templates
