"""The sites of one folder while somebody writes in it: built when asked for, and again when something has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from profilegen.build import Summary, build_site
from profilegen.model.audience import Audience
from profilegen.problems import Problem, ProfilegenError, Severity


@dataclass(frozen=True, slots=True)
class News:
    """What came of a build for one audience: who was built anew, and what is wrong now.

    `failure` says why there was no build at all; "" where there was. `number` counts the builds of this preview.
    """

    number: int
    audience: Audience
    students: tuple[str, ...]
    problems: tuple[Problem, ...]
    failure: str = ""


class Preview:
    """Sites for those audiences that somebody looks at. Whoever listens is told of each build with news."""

    def __init__(self, folder: Path, theme: str = "", today: date | None = None) -> None:
        self.folder = folder
        self._theme, self._today = theme, today
        self._building = threading.Lock()
        self._latest: dict[Audience, News] = {}
        self._summaries: dict[Audience, Summary] = {}
        self._listeners: set[Callable[[News], None]] = set()
        self.builds = 0

    def summary(self, audience: Audience) -> Summary | None:
        """The last build for this audience, made now if there was none. None where it cannot be built at all."""
        if audience not in self._latest:
            self._build(audience)
        return self._summaries.get(audience)

    def latest(self, audience: Audience) -> News:
        """The last news for this audience."""
        self.summary(audience)
        return self._latest[audience]

    def site(self, audience: Audience) -> Path:
        """Where this audience's site is."""
        summary = self.summary(audience)
        return summary.site.folder if summary and summary.site else self.folder / "_site" / audience.word

    def rebuild(self) -> None:
        """Builds again for every audience that was looked at."""
        for audience in tuple(self._latest):
            self._build(audience)

    def listen(self, listener: Callable[[News], None]) -> Callable[[], None]:
        """Has the listener told of news, from whatever thread; gives what ends it."""
        self._listeners.add(listener)
        return lambda: self._listeners.discard(listener)

    @property
    def is_listened_to(self) -> bool:
        """Whether anybody waits for news."""
        return bool(self._listeners)

    def _build(self, audience: Audience) -> None:
        with self._building:
            self.builds += 1
            before = self._latest.get(audience)
            news = self._news(audience)
            self._latest[audience] = news
        is_told = before is None or news.students or (news.problems, news.failure) != (before.problems, before.failure)
        for listener in tuple(self._listeners) if is_told else ():
            listener(news)

    def _news(self, audience: Audience) -> News:
        try:
            summary = build_site(self.folder, audience, theme=self._theme, today=self._today)
        except ProfilegenError as error:
            return News(self.builds, audience, (), (), f"{error.message} {error.hint}".strip())
        except OSError as error:
            return News(self.builds, audience, (), (), f"{error.strerror or error}: {error.filename or ''}")
        self._summaries[audience] = summary
        built = tuple(student for student, why in summary.why if why)
        problems = tuple(one for one in summary.problems if one.severity is not Severity.ADVICE)
        return News(self.builds, audience, built, problems)
