"""The look that a student's site gets, and why it is not what somebody wished for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.student_styles import STYLES
from profilegen.loading.theme_folders import theme_folder, theme_names
from profilegen.loading.themes import AA_CONTRAST, DEFAULT_THEME, ThemeError, load_theme
from profilegen.model.audience import Audience
from profilegen.model.school import Places, School, Student
from profilegen.model.theme import Theme
from profilegen.model.viewing import limit_of, view_for, wish_of
from profilegen.model.views import StudentView, ThemeWish
from profilegen.planning.looks import Look, look_for, unknown_choices
from profilegen.planning.mixing import Unreadable
from profilegen.problems import Place, Problem
from profilegen.rules import problem, problem_at


@dataclass(frozen=True, slots=True)
class Wardrobe:
    """The themes that a school has. `chosen` is worn by everybody, where a build names it; `themes` is a word for the
    files of all themes, so that a process which lives on reads a changed one again."""

    school: School
    chosen: str = ""
    themes: str = ""

    def look_of(self, view: StudentView) -> Look:
        """The look of this student's site; a theme that may not be had gives way to the school's, or the first one."""
        school, limit = wish_of(self.school.settings.theme), limit_of(self.school.settings.theme)
        if self.chosen:
            return look_for(view.theme, school, self._theme(self.chosen), limit)
        for name in self._wished(view):
            try:
                return look_for(view.theme, school, self._theme(name), limit)
            except ThemeError:
                continue
        return look_for(view.theme, school, self._theme(DEFAULT_THEME), limit)

    def in_vain(self, view: StudentView, look: Look) -> tuple[str, ...]:
        """The themes that were wished for before the one that is worn, and are there: mended, they are worn."""
        there = () if self.chosen else theme_names(self.school.folder)
        before = takewhile(lambda name: name != look.theme.name, self._wished(view))
        return tuple(name for name in before if name in there)

    def problems(self, student: Student, view: StudentView, look: Look) -> Iterator[Problem]:
        """What the student chose and does not get, and why. What a build chose for everybody is nobody's mistake."""
        found = (*self._not_to_be_had(student, view, look), *self._refused(student, view, look))
        yield from (one.of_student(student.id) for one in found)
        yield from (_unreadable_colour(student, one) for one in look.unreadable)

    def wishes_of(self, student: Student, today: date) -> Iterator[Problem]:
        """The same, where nothing is built: what the student would be told of the look."""
        view = view_for(student, self.school, Audience.PRIVATE, today)
        if view is not None and view.theme != ThemeWish():
            yield from self.problems(student, view, self.look_of(view))

    def _theme(self, name: str) -> Theme:
        return _theme(name, self.school.folder, self.themes)

    def _wished(self, view: StudentView) -> tuple[str, ...]:
        """The themes wished for that may be had: the student's, then the school's."""
        allowed = limit_of(self.school.settings.theme).themes
        own = view.theme.name if not allowed or view.theme.name in allowed else ""
        return tuple(filter(None, (own, wish_of(self.school.settings.theme).name, *allowed[:1])))

    def _not_to_be_had(self, student: Student, view: StudentView, look: Look) -> Iterator[Problem]:
        places, there = student.profile.places, theme_names(self.school.folder)
        limit = limit_of(self.school.settings.theme)
        offered = tuple(name for name in limit.themes if name in there) or there
        if view.theme.name and view.theme.name not in there:
            message = f"There is no theme called “{view.theme.name}”, so the usual one is used."
            yield problem_at("unknown-choice", message, _one_of(view.theme.name, offered), places, "theme", "name")
        elif view.theme.name and limit.themes and view.theme.name not in limit.themes:
            message = f"Your school does not offer the theme “{view.theme.name}”, so another is used."
            yield problem_at("unknown-choice", message, _one_of("", offered), places, "theme", "name")
        elif view.theme.name in ("", look.theme.name):
            for field, word, choices in unknown_choices(view.theme, look.theme, limit):
                message = f"The theme “{look.theme.name}” has no {field} called “{word}” to choose, so another is used."
                hint = f"Choose one of: {', '.join(choices)}." if choices else "This theme offers none."
                yield problem_at("unknown-choice", message, hint, places, "theme", field)

    def _refused(self, student: Student, view: StudentView, look: Look) -> Iterator[Problem]:
        """Why a theme that was wished for is not worn: somebody has to mend it, and would never look for the reason."""
        for name in self.in_vain(view, look):
            try:
                self._theme(name)
            except ThemeError as error:
                message = f"The theme “{name}” cannot be used, so “{look.theme.name}” stands in. {error.message}"
                places = student.profile.places if name == view.theme.name else Places("school.yaml")
                yield problem_at("theme-mistake", message, error.hint, places, "theme", "name")


def wishes_of_school(school: School) -> Iterator[Problem]:
    """The themes that school.yaml names and that are not there. They are the school's mistake, said once."""
    theme, there = school.settings.theme, theme_names(school.folder)
    if theme is None:
        return
    places = school.places.get("school.yaml", Places("school.yaml"))
    named: list[tuple[str, tuple[str, ...]]] = [(theme.name, ("theme", "name"))]
    if theme.choices is not None:
        named += [(name, ("theme", "choices", "themes")) for name in theme.choices.themes]
    for name, key in named:
        if name and theme_folder(name, school.folder) is None:
            message = f"There is no theme called “{name}”, so nobody can have it."
            yield problem_at("unknown-choice", message, _one_of(name, there), places, *key)


@lru_cache(maxsize=16)
def _theme(name: str, school_folder: Path, themes: str) -> Theme:
    return load_theme(name, school_folder)


def _one_of(meant: str, offered: tuple[str, ...]) -> str:
    alike = did_you_mean(meant, offered) if meant else ""
    return (f"Did you mean “{alike}”? " if alike else "") + f"Themes to choose from: {', '.join(offered)}."


def _unreadable_colour(student: Student, found: Unreadable) -> Problem:
    when = "in the dark" if found.token.scheme == "dark" else "by day"
    message = (
        f"With --{found.token.name}: {found.token.value}; {when}, --{found.fore} on --{found.back} would have a "
        f"contrast of {found.ratio:.2f}, and {AA_CONTRAST} is needed to read it. The palette’s own colour is used."
    )
    base = student.profile.places.file.removesuffix(student.profile.path)
    place = Place(f"{base}{STYLES}", found.token.line, found.token.column)
    hint = "Make the one lighter or the other darker. Every colour has another one for the dark."
    return problem("style-mistake", message, hint, place, student=student.id)
