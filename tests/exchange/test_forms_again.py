"""The same answers again: nothing comes in twice, whatever happened in between; and nothing is ever half-written."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from profilegen.exchange.enrolling import enrol, prepared
from profilegen.exchange.form_map import map_text
from profilegen.exchange.forms import carry_out
from profilegen.exchange.ledger import LEDGER
from profilegen.exchange.pile import NotWrittenError, only_import
from profilegen.exchange.proposing import proposed_map
from tests.exchange.small_school import TODAY, answers, plan, records, small_school, take_in, whole, write

HEADER = ("Timestamp", "Who is this about?", "Your name", "Comment")
ROWS = [
    ("01/07/2026 14:03:22", "Amina Yusuf", "Ms Patel", "She *asks* first.\n\nThen she tries."),
    ("02/07/2026 14:03:22", "Zoë Dvořák", "Ms Patel", "She draws."),
    ("03/07/2026 14:03:22", "Noah Reed", "Ms Patel", "He waits."),
]
OWN = ("Timestamp", "Your name", "What is your work called?", "What happened?")


def test_a_second_import_changes_no_byte(tmp_path: Path) -> None:
    """Nor does a third from a spreadsheet, or one under another order of days."""
    school = small_school(tmp_path / "school")
    file = answers(tmp_path / "answers.csv", [HEADER, *ROWS])
    assert len(take_in(school, file, "testimonials").taken) == 3
    before, beside = whole(school), (tmp_path / "answers.csv.map.yaml").read_bytes()
    made = plan(school, file, "testimonials")
    assert (made.known, made.changes_something) == (3, False)
    carry_out(made)
    take_in(school, answers(tmp_path / "answers.xlsx", [HEADER, *ROWS]), "testimonials")
    write(tmp_path / "m.yaml", beside.decode("utf-8").replace("day-first", "month-first"))
    take_in(school, file, "testimonials", map_file=tmp_path / "m.yaml")
    assert (whole(school), (tmp_path / "answers.csv.map.yaml").read_bytes()) == (before, beside)


def test_the_button_pressed_twice_is_one_answer(tmp_path: Path) -> None:
    """And so are the same words with other spaces."""
    school = small_school(tmp_path / "school")
    again = ("01/07/2026 14:03:25", "yusuf,  amina", "Ms  Patel", "She *asks* first.\n\n\nThen she tries. ")
    made = plan(school, answers(tmp_path / "answers.csv", [HEADER, ROWS[0], again]), "testimonials")
    assert (len(made.taken), made.known) == (1, 1)


def test_other_words_of_the_same_author_and_day_are_told_and_not_taken(tmp_path: Path) -> None:
    """Perhaps an answer that was edited: a person decides."""
    school = small_school(tmp_path / "school")
    take_in(school, answers(tmp_path / "answers.csv", [HEADER, ROWS[0]]), "testimonials")
    edited = answers(tmp_path / "edited.csv", [HEADER, (*ROWS[0][:3], "She asks.")])
    assert [one.row for one in plan(school, edited, "testimonials").left_out] == [2]


def test_what_a_student_deleted_renamed_or_rewrote_does_not_come_back(tmp_path: Path) -> None:
    """The ledger remembers, and holds no words of anybody."""
    school = small_school(tmp_path / "school")
    file = answers(tmp_path / "answers.csv", [HEADER, *ROWS])
    take_in(school, file, "testimonials")
    first, second, third = (
        next((school / "students" / one / "testimonials").iterdir()) for one in ("amina-x7k2", "zoe-b4d6", "noah-k2m9")
    )
    first.unlink()
    second.rename(second.with_name("from-my-teacher.yaml"))
    write(third, third.read_text(encoding="utf-8").replace("He waits.", "He waits for everybody."))
    before = whole(school)
    assert not take_in(school, file, "testimonials").taken
    assert whole(school) == before
    assert not any(word in before[LEDGER].decode("utf-8") for word in ("Patel", "draws", "zoe", "2026"))


def test_a_lost_ledger_costs_nothing_but_what_was_deleted(tmp_path: Path) -> None:
    """What is there is known by its words, or by its file's name."""
    school = small_school(tmp_path / "school")
    file = answers(tmp_path / "answers.csv", [HEADER, *ROWS])
    take_in(school, file, "testimonials")
    first, second, third = (
        next((school / "students" / one / "testimonials").iterdir()) for one in ("amina-x7k2", "zoe-b4d6", "noah-k2m9")
    )
    first.rename(first.with_name("asks.yaml"))
    write(second, "from: {name: P., role: teacher}\ndate: 2026-06-30\ntext: She draws birds.\n")
    third.unlink()
    ledger = (school / LEDGER).read_bytes()
    (school / LEDGER).unlink()
    assert [one.student for one in take_in(school, file, "testimonials").taken] == ["noah-k2m9"]
    assert (school / LEDGER).read_bytes() == ledger


AGREED = (*HEADER, "May this be shown to others?", "Who may see it at most?")


def test_an_agreement_that_is_taken_back_is_told(tmp_path: Path) -> None:
    """By the same words again, of that day or of a later one, until somebody has taken it out of the record."""
    school = small_school(tmp_path / "school")
    first = (*ROWS[0], "Yes", "Anyone")
    take_in(school, answers(tmp_path / "a.csv", [AGREED, first]), "testimonials")
    (file,) = (school / "students/amina-x7k2/testimonials").iterdir()
    for day, said in (("01/07/2026 19:00:00", "No, I changed my mind"), ("13/07/2026 9:00:00", "No"), (ROWS[0][0], "")):
        later = answers(tmp_path / "later.csv", [AGREED, first, (day, *ROWS[0][1:], said, "")])
        made = plan(school, later, "testimonials")
        assert [
            (one.row, f"“agreed:” in students/amina-x7k2/testimonials/{file.name}" in one.why) for one in made.left_out
        ] == [(3, True)]
        assert (made.known, made.taken) == (1, ())
    text = file.read_text(encoding="utf-8")
    write(file, text[: text.index("agreed:")])
    made = plan(school, later, "testimonials")
    assert (made.known, made.taken, made.left_out) == (2, (), ())


def test_what_somebody_agreed_to_later_than_the_answer_stays(tmp_path: Path) -> None:
    """On paper, and the staff wrote it in."""
    school = small_school(tmp_path / "school")
    file = answers(tmp_path / "a.csv", [AGREED, (*ROWS[0], "No", "")])
    take_in(school, file, "testimonials")
    (record,) = (school / "students/amina-x7k2/testimonials").iterdir()
    write(record, record.read_text(encoding="utf-8") + "agreed: 2026-07-09\n")
    assert (plan(school, file, "testimonials").known, plan(school, file, "testimonials").left_out) == (1, ())


@pytest.mark.parametrize(
    ("said", "agreed"),
    [
        ((("01/07/2026 9:00", "Yes"), ("01/07/2026 10:00", "No, I changed my mind")), None),
        ((("01/07/2026 9:00", "Yes"), ("13/07/2026 10:00", "No")), None),
        ((("13/07/2026 9:00", "No"), ("01/07/2026 10:00", "Yes")), None),
        ((("01/07/2026 9:00", "No"), ("01/07/2026 10:00", "Yes")), {"on": "2026-07-01"}),
    ],
)
def test_in_one_file_the_last_answer_decides(tmp_path: Path, said: tuple[tuple[str, str], ...], agreed: object) -> None:
    """Of the same words by the same author; it is one testimonial."""
    school = small_school(tmp_path / "school")
    rows = [(day, *ROWS[0][1:], answer, "") for day, answer in said]
    write(tmp_path / "m.yaml", _map_of(AGREED))
    file = answers(tmp_path / "a.csv", [AGREED, *rows])
    take_in(school, file, "testimonials", map_file=tmp_path / "m.yaml")
    assert [one.get("agreed") for one in records(school, "amina-x7k2", "testimonials")] == [agreed]


def _map_of(header: tuple[str, ...]) -> str:
    return map_text(replace(proposed_map("testimonials", header), dates="day-first"), header)


def test_a_comments_author_may_take_an_agreement_back_too(tmp_path: Path) -> None:
    """Feedback is part of a reflection's file."""
    school = small_school(tmp_path / "school")
    write(school / "students/amina-x7k2/reflections/kite.yaml", "title: Kite\ndate: 2026-05-01\n")
    header = ("Timestamp", "Whose work is it?", "What is the work called?", "Your name", "Comment", AGREED[4])
    rows = [("13/07/2026 9:00", "Amina Yusuf", "Kite", "Ben", "Why?", said) for said in ("Yes", "No")]
    take_in(school, answers(tmp_path / "a.csv", [header, rows[0]]), "feedback")
    (left,) = plan(school, answers(tmp_path / "b.csv", [header, *rows]), "feedback").left_out
    assert left.row == 3 and "students/amina-x7k2/reflections/kite.yaml" in left.why


def test_the_ledger_keeps_what_people_wrote_into_it(tmp_path: Path) -> None:
    """Remarks, and an order of their own."""
    school = small_school(tmp_path / "school")
    mine = f"## ours\nimported:\n  - {'f' * 20}  # Zoë's\n  ## the old ones\n  - {'a' * 20}\n## the end\n"
    write(school / LEDGER, mine)
    take_in(school, answers(tmp_path / "answers.csv", [HEADER, ROWS[0]]), "testimonials")
    lines = (school / LEDGER).read_text(encoding="utf-8").splitlines()
    assert [*lines[:5], lines[6]] == mine.splitlines() and len(lines) == 7
    write(school / LEDGER, "imported: []\n")
    take_in(school, answers(tmp_path / "answers.csv", [HEADER, *ROWS]), "testimonials")
    assert len(yaml.safe_load((school / LEDGER).read_text(encoding="utf-8"))["imported"]) == 3


def test_two_imports_do_not_run_at_once(tmp_path: Path) -> None:
    """Of forms, or of a class list."""
    school = small_school(tmp_path / "school")
    made = plan(school, answers(tmp_path / "answers.csv", [HEADER, *ROWS]), "testimonials")
    listed = prepared(answers(tmp_path / "l.csv", [("Name", "Class"), ("Kim Lee", "5 Ash")]), school, today=TODAY)
    before = whole(school)
    with only_import(school):
        with pytest.raises(NotWrittenError, match="running"):
            enrol(listed, today=TODAY)
        with pytest.raises(NotWrittenError, match="running"):
            carry_out(made)
    assert {name: text for name, text in whole(school).items() if not name.startswith(".profilegen/")} == before
    assert len(carry_out(made).taken) == 3


@pytest.mark.parametrize("stopped_after", range(5))
def test_an_import_that_is_stopped_leaves_whole_files_and_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stopped_after: int
) -> None:
    """Whenever it is stopped: at the first file, at the last, at the ledger."""
    wanted = small_school(tmp_path / "wanted")
    file = answers(tmp_path / "answers.csv", [HEADER, *ROWS])
    take_in(wanted, file, "testimonials")
    school = small_school(tmp_path / "school")
    stop_after(stopped_after, monkeypatch)
    if stopped_after < 4:
        with pytest.raises(KeyboardInterrupt):
            take_in(school, file, "testimonials")
    monkeypatch.undo()
    there, all_of_it = whole(school), whole(wanted)
    assert all(all_of_it[name] == content for name, content in there.items())
    take_in(school, file, "testimonials")
    assert whole(school) == all_of_it


def stop_after(files: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever writes one file more is interrupted, just before it is in its place."""
    moved: list[Any] = []
    really = os.replace

    def replace(old: Any, new: Any) -> None:
        if len(moved) == files:
            raise KeyboardInterrupt
        moved.append(new)
        really(old, new)

    monkeypatch.setattr(os, "replace", replace)


KILLED = """
import os, sys
from datetime import date
from pathlib import Path
from profilegen.exchange.forms import carry_out, plan_import
made = plan_import(Path(sys.argv[1]), "testimonials", Path(sys.argv[2]), today=date(2026, 7, 20))
os.replace = lambda *_: os._exit(9)
carry_out(made)
"""


def test_what_a_killed_import_had_written_half_lies_in_no_students_folder_and_goes_with_the_next(
    tmp_path: Path,
) -> None:
    """Nobody would ever look for a file that begins with a dot; it has a student's words in it."""
    school = small_school(tmp_path / "school")
    file = answers(tmp_path / "answers.csv", [HEADER, *ROWS])
    killed = subprocess.run([sys.executable, "-c", KILLED, str(file), str(school)], check=False)
    left = [name for name, content in whole(school).items() if b"asks" in content]
    assert (killed.returncode, [name.rpartition("/")[0] for name in left]) == (9, [".profilegen/importing"])
    take_in(school, file, "testimonials")
    assert not [name for name in whole(school) if name.startswith(".profilegen/importing") or "/." in name]
    assert len(records(school, "amina-x7k2", "testimonials")) == 1


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_nothing_is_written_aside_through_a_link(tmp_path: Path) -> None:
    """The folder aside is emptied, so it has to be the school's own."""
    school, outside = small_school(tmp_path / "school"), tmp_path / "outside"
    mine = write(outside / "mine.txt", "mine")
    (school / ".profilegen").mkdir()
    (school / ".profilegen/importing").symlink_to(outside)
    made = plan(school, answers(tmp_path / "answers.csv", [HEADER, *ROWS]), "testimonials")
    with pytest.raises(NotWrittenError, match="link"):
        carry_out(made)
    assert [*outside.iterdir()] == [mine]


def test_a_file_that_somebody_changes_meanwhile_stays_theirs(tmp_path: Path) -> None:
    """The others go in; this answer goes in with the next import."""
    school = small_school(tmp_path / "school")
    names = ("Amina Yusuf", "Noah Reed")
    bridge = "title: Bridge\ndate: 2026-06-01\n"
    for student in ("amina-x7k2", "noah-k2m9"):
        write(school / f"students/{student}/reflections/bridge.yaml", bridge)
    rows = [(name, "Bridge", "Mr O", "Why?") for name in names]
    file = answers(
        tmp_path / "a.csv", [("Whose work is it?", "What is the work called?", "Your name", "Comment"), *rows]
    )
    made = plan(school, file, "feedback")
    write(school / "students/noah-k2m9/reflections/bridge.yaml", f"{bridge}subject: Art\n")
    done = carry_out(made)
    assert ([one.student for one in done.taken], [one.student for one, _ in done.refused]) == (
        ["amina-x7k2"],
        ["noah-k2m9"],
    )
    assert "feedback" not in records(school, "noah-k2m9", "reflections")[0]
    assert [one.student for one in take_in(school, file, "feedback").taken] == ["noah-k2m9"]


def test_reflections_feedback_and_responses_come_once_too(tmp_path: Path) -> None:
    """With the ledger, and without it."""
    school = small_school(tmp_path / "school")
    own = answers(tmp_path / "own.csv", [OWN, ("01/07/2026 9:00:00", "Amina Yusuf", "The kite: # 1", "It *flew*.")])
    header: tuple[str, ...] = (
        "Timestamp",
        "Whose work is it?",
        "What is the work called?",
        "Your name",
        "I am …",
        "Comment",
    )
    said = answers(
        tmp_path / "said.csv",
        [header, ("02/07/2026 9:00:00", "Amina Yusuf", "The kite: # 1", "Ben", "A teacher", "Why?")],
    )
    header = ("Timestamp", "Your name", "What is your work called?", "What did you do with the comment?")
    answered = answers(
        tmp_path / "answered.csv", [header, ("03/07/2026 9:00:00", "Amina Yusuf", "The kite: # 1", "The *tail*!")]
    )
    three = ((own, "reflections"), (said, "feedback"), (answered, "responses"))
    for file, kind in three:
        assert len(take_in(school, file, kind).taken) == 1  # type: ignore[arg-type]
    before = whole(school)
    for _ in ("with", "without"):
        for file, kind in three:
            assert not take_in(school, file, kind).taken  # type: ignore[arg-type]
        assert whole(school) == before
        (school / LEDGER).unlink()


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    """A student's folder may come from a stranger."""
    school, outside = small_school(tmp_path / "school"), tmp_path / "outside"
    outside.mkdir()
    (school / "students/amina-x7k2/testimonials").symlink_to(outside)
    made = plan(school, answers(tmp_path / "answers.csv", [HEADER, ROWS[0]]), "testimonials")
    assert len(made.left_out) == 1
    carry_out(made)
    assert not list(outside.iterdir())
