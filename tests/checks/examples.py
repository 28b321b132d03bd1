"""One broken example for each rule: `broken/<rule>/expected.txt` and, beside it, a tiny `school/` or `student/`.

A line of `expected.txt` is `rule file line` (line 0: the file as a whole). A line `example: …` says it in words where
one line of the file does not show it. What git or some machine cannot hold is made by a function in the table `MADE`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

BROKEN = Path(__file__).parent / "broken"
HEALTHY = Path(__file__).parent / "healthy"

IN_BUILDING = {
    "part-missing": "`file: rain.wav`, where PyAV is not installed",
    "report-incomplete": "no `discussion:` in a report, with `check --report england-2005`",
    "report-unsure": "no `attendance:`, and no `year_group:` in the report or the class",
    "unreadable-table": "a workbook with macros, given to `import classlist`",
    "unreadable-cell": "a merged cell in a class list",
    "table-advice": "a class list that Windows wrote without saying so",
    "theme-outside-request": "`src: url(https://fonts.example.org/a.woff2)` in a theme's style sheet",
    "theme-policy": '`<p style="color: red">` in a template',
    "theme-structure": "a theme's page.html without `<main>`",
    "theme-broken-link": "`{{ page.root }}theme/ours.css`, and no static/ours.css",
    "theme-too-large": "500 KB of fonts in a theme's static folder",
    "theme-preload": '`<link rel="preload" as="font">` in a template',
    "theme-original-changed": "templates/index.html was ejected, and a new version has another",
    "theme-advice": "`margin-left: 1rem` in a theme's style sheet",
    "theme-mistake": "theme: {name: fireworks}, and its template page.html ends in the middle of a block",
    "not-published": "the disk is full",
    "internal-error": "a bug: please tell us",
}
"""Rules that only a build, an import, a theme or a poor computer can break; other tests have the examples."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A problem that an example must show."""

    rule: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Example:
    """The broken example of a rule: every problem in it, and the mistake, in a few words or quoted from the file."""

    rule: str
    expected: tuple[Expected, ...]
    words: str
    is_quoted: bool

    def put_into(self, folder: Path) -> Path:
        """Copies the broken folder (or makes it) below `folder`; gives the folder to load."""
        if self.rule in MADE:
            return MADE[self.rule](folder)
        stored = _stored(self.rule)
        return Path(shutil.copytree(stored, folder / stored.name))


def example_of(rule: str) -> Example:
    """The example of a rule. FileNotFoundError where there is none."""
    lines = (BROKEN / rule / "expected.txt").read_text(encoding="utf-8").splitlines()
    said = [line.removeprefix("example: ") for line in lines if line.startswith("example: ")]
    expected = tuple(_expected(line) for line in lines if not line.startswith("example: "))
    here = next(one for one in expected if one.rule == rule)
    return Example(rule, expected, said[0] if said else _line_shown(here), is_quoted=not said)


def _expected(line: str) -> Expected:
    rule, rest = line.split(" ", 1)
    file, number = rest.rsplit(" ", 1)
    return Expected(rule, file, int(number))


def _line_shown(expected: Expected) -> str:
    """The line of the file where the problem is, or the file's name where it is the file as a whole."""
    if expected.line == 0:
        return expected.file
    text = (_stored(expected.rule) / expected.file).read_text(encoding="utf-8")
    return text.splitlines()[expected.line - 1].strip().removeprefix("- ")


def _stored(rule: str) -> Path:
    return next(folder for folder in (BROKEN / rule / "school", BROKEN / rule / "student") if folder.is_dir())


def _amina(folder: Path) -> Path:
    student = folder / "student"
    (student / "reflections").mkdir(parents=True)
    (student / "profile.yaml").write_text("name: Amina Yusuf\n", encoding="utf-8", newline="\n")
    return student


def _saved_as_latin_1(folder: Path) -> Path:
    student = _amina(folder)
    (student / "reflections" / "bridge.yaml").write_bytes("title: Brücke\ndate: 2026-10-14\n".encode("latin-1"))
    return student


def _a_link(folder: Path) -> Path:
    student = _amina(folder)
    elsewhere = folder / "elsewhere.yaml"
    elsewhere.write_text("title: My bridge\ndate: 2026-10-14\n", encoding="utf-8", newline="\n")
    (student / "reflections" / "bridge.yaml").symlink_to(elsewhere)
    return student


def _a_question_mark(folder: Path) -> Path:
    student = _amina(folder)
    text = "title: Why a bridge holds\ndate: 2026-10-14\n"
    (student / "reflections" / "why?.yaml").write_text(text, encoding="utf-8", newline="\n")
    return student


def _a_thousand_skills(folder: Path) -> Path:
    school = Path(shutil.copytree(_stored("skills-left-out"), folder / "school"))
    frameworks = school / "arrivals" / "amina-x3f9" / "2026-09-02-kestrel-bank-school" / "school" / "frameworks"
    frameworks.mkdir(parents=True)
    skills = "".join(f"  - {{id: s{number}, name: Skill {number}}}\n" for number in range(1000))
    (frameworks / "kestrel.yaml").write_text(f"name: Kestrel\nskills:\n{skills}", encoding="utf-8", newline="\n")
    return school


MADE: dict[str, Callable[[Path], Path]] = {
    "unreadable-file": _saved_as_latin_1,
    "unsafe-file": _a_link,
    "name-does-not-travel": _a_question_mark,
    "skills-left-out": _a_thousand_skills,
}
