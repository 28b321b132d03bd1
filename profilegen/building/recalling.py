"""What the last build knew, against what is there today: who has to be built again, and why.

A student is passed over only where everything is as it was: their files, what was asked of the school, the day as far
as anything waits for one, the theme, the tool, their folder in the site, and the other sites in which they are.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from profilegen import __version__, bundled
from profilegen.building.site import Home, Site, folders_in, sites_beside
from profilegen.loading.theme_folders import chain_of, fingerprint_of, theme_names
from profilegen.media.recipes import ENCODER_VERSION
from profilegen.model.occasion import EVERYDAY, Occasion
from profilegen.remembering.memory import Recalled, Remembered, ThemeUsed, as_line, from_line
from profilegen.remembering.survey import (
    KnownFiles,
    Survey,
    arrivals_of,
    difference,
    digest_of_file,
    manifest_stamp,
    site_print,
    student_stamps,
)

if TYPE_CHECKING:  # a build that finds nothing changed reads no school
    from profilegen.building.work import Outcome, Work
    from profilegen.model.school import School
    from profilegen.remembering.watching import Asked

_NEW = "nothing is known of an earlier build of it"


def setting_of(home: Home, theme: str, occasion: Occasion = EVERYDAY) -> dict[str, str]:
    """What concerns everybody: another tool, another theme asked for, other themes to choose from."""
    return {
        "profilegen, or something it is made of, is another version": _tool(),
        "another theme was asked for": theme,
        "it is made for another occasion": repr(occasion),
        "the themes to choose from are others": " ".join(theme_names(home.school)),
        "the folder has another name": os.fsencode(home.school.resolve().name).hex(),
    }


@lru_cache(maxsize=1)
def _tool() -> str:
    """Every line of the product, and the versions of everything that is installed beside it."""
    hashed = hashlib.sha256(f"{__version__} {ENCODER_VERSION} {sys.version}".encode())
    package = Path(__file__).resolve().parents[1]
    for root in (package, bundled.frameworks()):
        for folder, inner, names in os.walk(root):
            inner.sort()
            for name in sorted(names):
                if name.endswith((".py", ".yaml")):
                    status = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - twice as fast as pathlib
                    hashed.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    for folder in sys.path:
        installed = (name for name in _names_in(folder) if name.endswith(".dist-info"))
        hashed.update(" ".join(sorted(installed)).encode())
    return hashed.hexdigest()


def _names_in(folder: str) -> list[str]:
    try:
        return os.listdir(folder) if folder else []  # noqa: PTH208 - names only
    except OSError:
        return []


def line_for(outcome: Outcome, inputs: Survey, asked: Asked, work: Work) -> bytes:
    """The line of memory for this outcome; empty where the next build must look again."""
    from profilegen.loading.cards import card_as_json
    from profilegen.remembering.watching import answers, span_of

    folder = work.school.student_folder(outcome.student)
    is_settled = all(digest_of_file(f"{folder}/{path}") == sha for path, sha in inputs.young.items())
    is_settled &= inputs.stamps.get("profile.yaml") == work.profiles.get(outcome.student)  # the school's card is of it
    if outcome.failed or outcome.unsettled or not is_settled or any(one.failure for one in outcome.taken_out):
        return b""
    since, until = span_of(work.today, asked.days)
    card = work.school.cards.get(outcome.student)
    one = Remembered(
        student=outcome.student,
        inputs=inputs,
        asked=tuple(sorted(asked.questions)),
        answers=answers(work.school, asked.questions),
        since=since,
        until=until,
        theme=outcome.theme,
        site=site_print(work.site.student_folder(outcome.student), {}),
        beside=stamps_beside(outcome.student, work.beside),
        problems=outcome.problems,
        pages=outcome.pages,
        readable=outcome.readable,
        originals=outcome.originals,
        listed=outcome.listed,
        card=card_as_json(card) if card else None,
    )
    return as_line(one)


def stamps_beside(student_id: str, beside: Iterable[Site]) -> dict[str, str]:
    """The stamps of the student's manifests in the other sites, by the site's folder."""
    holding = (site for site in beside if site.holds(student_id))
    return {str(site.folder): manifest_stamp(site.student_path(student_id)) for site in holding}


class Today:
    """How things are today, held against what the last build knew, one student after the other.

    `beside` are the other sites; `recalled` is what is remembered. Nothing is looked at twice.
    """

    def __init__(self, home: Home, site: Site, day: date, recalled: Recalled) -> None:
        self.home, self.site, self.day, self.recalled = home, site, day, recalled
        self.beside = sites_beside(site, home, student_folders(home))
        self._folders = f"{home.school}" if home.lone else f"{home.school}/students"
        self._known: dict[str, Remembered | None] = {}
        self._seen: dict[str, str] = {}
        self._themes: dict[tuple[str, ...], str] = {}
        self._known_files: KnownFiles = {}

    def known(self, student_id: str) -> Remembered | None:
        """What is remembered of a student; None where nothing is, or the line is damaged."""
        if student_id not in self._known:
            self._known[student_id] = from_line(self.recalled.lines.get(student_id, b""))
        return self._known[student_id]

    def everybody_known(self) -> dict[str, Remembered]:
        """All of whom something is remembered."""
        return {name: one for name in self.recalled.lines if (one := self.known(name))}

    def why_again(self, student_id: str, school: School | None = None) -> str:
        """Why this student has to be built again; "" if there is no reason.

        `school` is None where its own files are as they were, so that it would answer the same.
        """
        one = self.known(student_id)
        if one is None:
            return self.recalled.why_not or _NEW
        if student_id not in self._seen:
            self._seen[student_id] = self._what_changed(one)
        if self._seen[student_id] or school is None or _answers(school, one) == one.answers:
            return self._seen[student_id]
        return "school.yaml, consents.yaml or another student's profile says something else now"

    def _what_changed(self, one: Remembered) -> str:
        folder = self._folders if self.home.lone else f"{self._folders}/{one.student}"
        stamps = student_stamps(folder) if self.home.lone else student_stamps(folder, arrivals_of(one.student))
        if not one.inputs.still_holds(folder, stamps):
            return difference(one.inputs.stamps, stamps) or "a file was changed twice within a moment"
        if not one.since <= self.day <= one.until:
            return "a consent or something else has reached its day"
        if not self.is_theme(one.theme):
            return "the theme was changed"
        if site_print(self.site.student_path(one.student), self._known_files) != one.site:
            return "its folder in the site was changed, or is gone"
        if stamps_beside(one.student, self.beside) != one.beside:
            return "another site of this student was built since, and had to be looked at"
        return ""

    def is_theme(self, theme: ThemeUsed | None) -> bool:
        """Whether this theme is what it was."""
        if theme is None:
            return True
        if theme.names not in self._themes:
            self._themes[theme.names] = fingerprint_of(chain_of(theme.names, self.home.school))
        return self._themes[theme.names] == theme.fingerprint


def _answers(school: School, one: Remembered) -> str:
    from profilegen.remembering.watching import answers

    return answers(school, one.asked)


def student_folders(home: Home) -> frozenset[str]:
    """The names of all students' folders, also of those whose names are no ids."""
    return frozenset([home.alone] if home.lone else folders_in(f"{home.school}/students"))


def originals_lost(before: Iterable[Remembered], now: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether any student had an original that is not there any more."""
    return any(set(one.originals) - set(now.get(one.student, ())) for one in before)
