"""A school of three where one student is hostile, and what must be true of every answer to her.

A case lays something hostile into her folder; the whole school is then checked and built. Whatever it was: plain
problems, soon, never a mistake of the product's own, and not one byte of the other two students' pages changes.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, settings

from profilegen.build import Summary, build_site
from profilegen.model.audience import Audience
from profilegen.problems import Problem
from profilegen.rules import RULES
from tests.building.worlds import TODAY, picture, write
from tests.built_sites import LOOK_AT_ALL

HANA = "hana-h0s7"
AMINA, BEN = BYSTANDERS = ("amina-x3f9", "ben-7k2q")
BOUND = 30.0  # CPU seconds for one case: it takes 0.05 to 2, and several times that on a slow, busy machine

Lay = Callable[[Path], object]
"""Puts something hostile into Hana's folder, in which a sound profile and one sound reflection lie already."""

_OURS = {"internal-error", "not-published", "theme-mistake"}
_PYTHON = re.compile(r"Traceback|\b[A-Za-z]+(Error|Exception|Warning)\b(?! (?:a |is ))|<class|0x[0-9a-f]{6,}")


@dataclass(frozen=True)
class Case:
    """Something hostile, and the rule that must answer it ("" where it may as well be built)."""

    lay: Lay
    rule: str = ""


@dataclass(frozen=True)
class Answer:
    """What came of a case."""

    problems: tuple[Problem, ...]
    hers: Mapping[str, bytes]
    seconds: float

    @property
    def rules(self) -> set[str]:
        """The rules that the problems in Hana's folder break."""
        return {problem.rule for problem in self.problems if HANA in problem.place.file or problem.student == HANA}


def examples(number: int, **others: bool) -> settings:
    """How many random cases to try: twenty times as many where everything is looked at."""
    return settings(
        max_examples=number * (20 if LOOK_AT_ALL else 1),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
        **others,  # type: ignore[arg-type]
    )


def of_files(files: Mapping[str, str | bytes], rule: str = "") -> Case:
    """A case of plain files, written as they are."""

    def lay(folder: Path) -> None:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    return Case(lay, rule)


def school_of_three(root: Path) -> Path:
    """A school whose students are all sound, Hana among them."""
    students = {
        f"students/{student}/{name}": content
        for student, called in ((AMINA, "Amina Karimi"), (BEN, "Ben Lee"), (HANA, "Hana Ilves"))
        for name, content in _of_student(called).items()
    }
    return write(
        root,
        {
            "school.yaml": "name: Hillside\nframework: skills-builder-2\n",
            "classes/oak.yaml": f"name: Oak\nschool_year: 2026/27\nstudents: [{AMINA}, {BEN}, {HANA}]\n",
            **students,
        },
    )


def _of_student(name: str) -> dict[str, str | bytes]:
    return {
        "profile.yaml": f"name: {name}\naudience: school\n",
        "reflections/kept.yaml": "title: My kite\ndate: 2026-09-02\nmedia: [{file: kept.jpg, alt: A, shows: []}]\n",
        "media/kept.jpg": picture(),
    }


def build(school: Path, audience: str = "family") -> Summary:
    """Builds in this process, on the day of the tests."""
    return build_site(school, Audience[audience.upper()], jobs=1, today=TODAY)


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file by its path."""
    start = len(os.fspath(folder)) + 1
    paths = (f"{root}{os.sep}{name}" for root, _, names in os.walk(folder) for name in names)
    return {path[start:].replace(os.sep, "/"): _content(path) for path in paths}


def _content(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 - a third of these tests' time was spent in making paths
        return file.read()


class Arena:
    """The school, used again for one case after the other."""

    def __init__(self, root: Path) -> None:
        self.school = school_of_three(root)
        self.sound = {name: (self.folder / name).read_bytes() for name in files_below(self.folder)}
        build(self.school)
        self.others = self._bystanders()

    @property
    def folder(self) -> Path:
        """Hana's folder."""
        return self.school / "students" / HANA

    def _bystanders(self) -> dict[str, dict[str, bytes]]:
        return {student: files_below(self._site(student)) for student in BYSTANDERS}

    def _site(self, student: str) -> Path:
        return self.school / "_site" / "family" / "students" / student

    def answer(self, case: Case) -> Answer:
        """Lays the case into Hana's folder, builds, and holds the answer to what must be true of all."""
        self._reset()
        try:
            case.lay(self.folder)
        except OSError:
            return Answer((), {}, 0.0)  # this disk cannot hold such a name, so nobody can bring it
        start = time.process_time()
        summary = build(self.school)
        seconds = time.process_time() - start
        assert_plain(summary.problems)
        assert seconds < BOUND
        assert self._bystanders() == self.others
        answer = Answer(summary.problems, files_below(self._site(HANA)), seconds)
        assert not case.rule or case.rule in answer.rules, answer.rules
        return answer

    def _reset(self) -> None:
        for folder in (self.school / "students").iterdir():
            if folder.name not in BYSTANDERS:
                _remove(folder)
        for name, content in self.sound.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(content)


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        with contextlib.suppress(FileNotFoundError):
            entry.unlink()


def assert_plain(problems: Iterable[Problem]) -> None:
    """Every problem is a person's mistake in plain words, none is the product's own, and all can be printed."""
    for problem in problems:
        said = f"{problem.rule} {problem.place}: {problem.message} | {problem.hint}"
        assert problem.rule in RULES and problem.rule not in _OURS, said
        assert problem.message.strip() and problem.hint.strip(), said
        assert problem.message.rstrip()[-1] in ".!?…:", said
        assert not _PYTHON.search(_without_quotations(f"{problem.message} {problem.hint}")), said
        json.dumps(problem.as_json(), ensure_ascii=False).encode("utf-8")


def _without_quotations(text: str) -> str:
    """What the product says itself, without what it quotes from the file."""
    return re.sub(r"“.*?”|\".*\"|'.*'|: \S.*$", "", text, flags=re.DOTALL)
