"""Thirty students and two hundred answers with the mess of real life: in well under a minute, and none goes wrong."""

from __future__ import annotations

import random
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from profilegen.build import check
from profilegen.problems import Severity
from tests.exchange.small_school import TODAY, answers, plan, records, small_school, take_in, whole

GIVEN = (
    *(
        "Amina",
        "Zoë",
        "Noah",
        "Noah",
        "José",
        "Siân",
        "Łukasz",
        "Mary-Jane",
        "D'Arcy",
        "Xin Yi",
        "Ayşe",
        "Omar",
        "Ella",
    ),
    *(
        "Ruby",
        "Tomos",
        "Grace",
        "Ibrahim",
        "Chloé",
        "Kofi",
        "Mei",
        "Anaïs",
        "Jakub",
        "Freya",
        "Yusuf",
        "Nia",
        "Leo",
        "Ada",
    ),
    *("Finn", "Layla", "Sam"),
)
SURNAMES = (
    *(
        "Karimi",
        "Dvořák",
        "Reed",
        "Bright",
        "García Lorca",
        "Pugh",
        "Wójcik",
        "O'Neill",
        "Brown",
        "Chen",
        "Yılmaz",
        "Haddad",
    ),
    *(
        "Stone",
        "Field",
        "Price",
        "Mensah",
        "Ali",
        "Dubois",
        "Asante",
        "Wong",
        "Petit",
        "Nowak",
        "Berg",
        "Demir",
        "Rees",
    ),
    *("Marsh", "Lane", "Wood", "Saleh", "Tan"),
)
TEXTS = (
    "She asks *before* she starts 👍",
    "انتظر حتى جاء دوره، ثم ساعد الجميع.",
    "=1+1 is what she wrote on the board",
    "# first\n- second\n1. third",
    "A long story. " * 300,
    "  Kept   his word.\r\n\r\nTwice.  ",
)


def students() -> dict[str, str]:
    """Thirty of them, two Noahs among them, three known by another name."""
    made = {}
    for place, (given, surname) in enumerate(zip(GIVEN, SURNAMES, strict=True)):
        known_as = f"\nknown_as: {given[:2]}bo" if place % 10 == 0 else ""
        first = "".join(letter for letter in given.lower() if "a" <= letter <= "z")[:3]
        made[f"{first}-{place:04d}"] = f'name: "{given} {surname}"{known_as}'
    return made


def written_by_people(name: str, known_as: str, surname: str, chance: random.Random) -> str:
    """A name as people type it, so that it still can only mean one student."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    given = name.removesuffix(surname).strip()
    ways = (name, name.upper(), f"  {name} ", bare, f"{surname}, {given}", name.replace("-", " ").replace("'", "’"))
    return chance.choice((*ways, f"{known_as} {surname}") if known_as else ways)


@pytest.fixture
def mess(tmp_path: Path) -> tuple[Path, list[tuple[Any, ...]], dict[int, str]]:
    """A school, two hundred rows of answers, and which student each sound row is about."""
    school = small_school(tmp_path / "school", students())
    return school, *rows_of_life(random.Random(7))  # noqa: S311 - the same mess each time


def rows_of_life(chance: random.Random) -> tuple[list[tuple[Any, ...]], dict[int, str]]:
    """The rows, the header first, and by number (as a person sees it) the student who is meant."""
    header: tuple[Any, ...] = (
        "Timestamp",
        "Email Address",
        "Who is this about? (first name and surname)",
        "Which class are they in?",
    )
    header += (
        "Your name",
        "I am …",
        "What did you see them do?",
        "May this be shown to others?",
        "Who may see it at most?",
    )
    rows: list[tuple[Any, ...]] = [header]
    meant: dict[int, str] = {}
    for number, (name, student) in zip(range(2, 202), doubtful_and_certain(chance), strict=True):
        day = f"{chance.randint(1, 20):02d}/0{chance.randint(1, 7)}/2026 {chance.randint(8, 20)}:05:09"
        text = f"{chance.choice(TEXTS)} ({number})"
        role = chance.choice(("Another student", "A teacher", "Family", "Somebody else", ""))
        agreed = chance.choice(("Yes", "No", "", "yes please"))
        rows.append(
            (
                day,
                f"writer{number}@example.org",
                name,
                chance.choice(("4 Oak", "oak", "", "4-OAK")),
                f"Writer {number}",
                role,
            )
        )
        rows[-1] += (text, agreed, chance.choice(("Their family", "Everybody at their school", "")))
        if student:
            meant[number] = student
        if number % 40 == 0:
            rows.append(("",) * 9)
    return renumbered(rows, meant)


def renumbered(rows: list[tuple[Any, ...]], meant: dict[int, str]) -> tuple[list[tuple[Any, ...]], dict[int, str]]:
    """The same with the numbers that rows have when empty ones stand among them."""
    by_writer = {row[4]: place for place, row in enumerate(rows, start=1) if row[0]}
    return rows, {by_writer[f"Writer {number}"]: student for number, student in meant.items()}


def doubtful_and_certain(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Two hundred names, each with the student whom it means for certain, or with "" where nobody can tell."""
    known = [(student, *parts(profile)) for student, profile in students().items()]
    doubtful = ("Noah", "test", "Teacher Test", "asdf", "Zoe D", "my friend", "Amina Karimy", "?", "O'Neill", "Chen")
    for number in range(200):
        if number % 8 == 0:
            yield chance.choice(doubtful), ""
        else:
            student, name, known_as, surname = chance.choice(known)
            yield written_by_people(name, known_as, surname, chance), student


def parts(profile: str) -> tuple[str, str, str]:
    """Name, known_as and surname of a profile."""
    name = profile.split('"')[1]
    surname = next(one for one in SURNAMES if name.endswith(one))
    return name, profile.partition("known_as: ")[2], surname


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_two_hundred_answers_go_in_and_none_goes_wrong(
    mess: tuple[Path, list[tuple[Any, ...]], dict[int, str]], tmp_path: Path, ending: str
) -> None:
    """Every certain one is with its student, every doubtful one is listed, and the second import changes no byte."""
    school, rows, meant = mess
    file = answers(tmp_path / f"answers.{ending}", rows)
    started = time.monotonic()
    made = plan(school, file, "testimonials")
    take_in(school, file, "testimonials")
    took = time.monotonic() - started
    assert {one.row: one.student for one in made.taken} == meant
    assert len(made.left_out) == 200 - len(meant) == 25
    found = {
        (student, one["from"]["name"]) for student in students() for one in records(school, student, "testimonials")
    }
    assert found == {(student, rows[number - 1][4]) for number, student in meant.items()}
    before = whole(school)
    take_in(school, file, "testimonials")
    assert whole(school) == before
    assert not any(b"@example.org" in content for content in before.values())
    assert not [one for one in check(school, today=TODAY).problems if one.severity is Severity.ERROR]
    assert took < 30


@pytest.mark.skipif(sys.platform == "win32", reason="nobody can be killed in the middle there")
def test_whoever_is_killed_in_the_middle_leaves_whole_files(tmp_path: Path) -> None:
    """With `kill -9`, at some file on the way; the next import ends where one without a stop does."""
    file = answers(tmp_path / "answers.csv", rows_of_life(random.Random(7))[0])  # noqa: S311 - the same mess each time
    wanted = small_school(tmp_path / "wanted", students())
    take_in(wanted, file, "testimonials")
    all_of_it = whole(wanted)
    school = small_school(tmp_path / "school", students())
    command = [sys.executable, "-m", "profilegen", "import", "forms", str(file), str(school), "--as", "testimonials"]
    command += ["--yes", "--today", TODAY.isoformat()]
    importing = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for_files(school, 20)
    importing.kill()
    importing.wait()
    there = {name: content for name, content in whole(school).items() if not name.rpartition("/")[2].startswith(".")}
    assert len(there) > len(students())
    assert all(all_of_it[name] == content for name, content in there.items())
    take_in(school, file, "testimonials")
    again = {name: content for name, content in whole(school).items() if not name.rpartition("/")[2].startswith(".")}
    assert again == all_of_it


def wait_for_files(school: Path, number: int) -> None:
    """Until an import has written as many, or half a minute has gone."""
    until = time.monotonic() + 30
    while time.monotonic() < until and len(list(school.glob("students/*/testimonials/[!.]*"))) < number:
        time.sleep(0.002)
