"""What the last build knew, against what is there today: who has to be built again, and why.

A student is passed over only where everything is as it was: their files, what was asked of the school, the day as far
as anything waits for one, the theme, the tool, their folder in the site, and the other sites in which they are.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from profilegen import __version__, bundled
from profilegen.building.site import Home, Site
from profilegen.loading.theme_folders import chain_of, fingerprint_of, theme_names
from profilegen.media.recipes import ENCODER_VERSION
from profilegen.remembering.memory import Remembered, ThemeUsed
from profilegen.remembering.survey import Survey, difference, digest_of_file, manifest_stamp, site_print, student_stamps

if TYPE_CHECKING:  # a build that finds nothing changed reads no school
    from profilegen.building.work import Outcome, Work
    from profilegen.model.school import School
    from profilegen.remembering.watching import Asked

NEW = "it is new, or its last build was not finished"


def setting_of(home: Home, theme: str) -> dict[str, str]:
    """What concerns everybody: another tool, another theme asked for, other themes to choose from."""
    return {
        "profilegen, or something it is made of, is another version": _tool(),
        "another theme was asked for": theme,
        "the themes to choose from are others": " ".join(theme_names(home.school)),
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


def remembered(outcome: Outcome, inputs: Survey, asked: Asked, work: Work) -> Remembered | None:
    """What is to be known of this outcome later on; None where the next build must look again."""
    from profilegen.remembering.watching import answers, span_of

    folder = work.school.student_folder(outcome.student)
    is_settled = all(digest_of_file(folder / path) == sha for path, sha in inputs.young.items())
    if outcome.failed or outcome.unsettled or not is_settled or any(one.failure for one in outcome.taken_out):
        return None
    since, until = span_of(work.today, asked.days)
    return Remembered(
        student=outcome.student,
        inputs=inputs,
        asked=tuple(sorted(asked.questions)),
        answers=answers(work.school, asked.questions),
        since=since,
        until=until,
        theme=outcome.theme,
        site=site_print(work.site.student_folder(outcome.student)),
        beside=stamps_beside(outcome.student, work.beside),
        problems=outcome.problems,
        pages=outcome.pages,
        readable=outcome.readable,
        originals=outcome.originals,
        listed=outcome.listed,
    )


def stamps_beside(student_id: str, beside: Iterable[Site]) -> dict[str, str]:
    """The stamps of the student's manifests in the other sites, by the site's folder."""
    holding = (site for site in beside if site.holds(student_id))
    return {str(site.folder): manifest_stamp(site.student_folder(student_id)) for site in holding}


@dataclass(slots=True)
class Today:
    """How things are now, asked of one student after the other. `school` is None where its own files are as before."""

    home: Home
    site: Site
    beside: tuple[Site, ...]
    day: date
    school: School | None = None
    themes: dict[tuple[str, ...], str] = field(default_factory=dict)

    def why_again(self, one: Remembered) -> str:
        """Why this student has to be built again; "" if there is no reason."""
        folder = self.home.student_folder(one.student)
        stamps = student_stamps(folder)
        if not one.inputs.still_holds(folder, stamps):
            return difference(one.inputs.stamps, stamps) or "a file was changed twice within a moment"
        if not one.since <= self.day <= one.until:
            return "a day has come that something was waiting for"
        if not self.is_theme(one.theme):
            return "the theme was changed"
        if site_print(self.site.student_folder(one.student)) != one.site:
            return "its folder in the site was changed, or is gone"
        if stamps_beside(one.student, self.beside) != one.beside:
            return "another audience's site was built since, and may show too much"
        if self.school is not None and self._answers(one) != one.answers:
            return "what the school says of the student, or of somebody in the profile, was changed"
        return ""

    def _answers(self, one: Remembered) -> str:
        from profilegen.remembering.watching import answers

        return answers(self.school, one.asked) if self.school else ""

    def is_theme(self, theme: ThemeUsed | None) -> bool:
        """Whether this theme is what it was."""
        if theme is None:
            return True
        if theme.names not in self.themes:
            self.themes[theme.names] = fingerprint_of(chain_of(theme.names, self.home.school))
        return self.themes[theme.names] == theme.fingerprint


def originals_lost(before: Iterable[Remembered], now: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether any student had an original that is not there any more."""
    return any(set(one.originals) - set(now.get(one.student, ())) for one in before)
