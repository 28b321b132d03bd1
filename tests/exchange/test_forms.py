"""Answers to forms: each kind of record, from both makers' exports, and whom they are for."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from profilegen.build import check
from profilegen.cli.main import main
from profilegen.exchange.form_map import MapError, map_text
from profilegen.exchange.forms import FormsError, carry_out, plan_import
from profilegen.exchange.proposing import proposed_map
from profilegen.problems import Severity, UsageError
from tests.exchange.small_school import TODAY, answers, plan, records, small_school, take_in, whole, write

ASKED = (
    "Timestamp",
    "Email Address",
    "Who is this about? (first name and surname)",
    "Your name",
    "I am …",
    "What did you see them do?",
    "May this be shown to others?",
    "Who may see it at most?",
)
DAY = "14/07/2026 14:03:22"


def test_a_testimonial_from_google_forms_is_written_as_a_person_would(tmp_path: Path) -> None:
    """Its author, its day, its words; agreed on the day of the answer."""
    school = small_school(tmp_path / "school")
    said = "She counted us all.\n\nTwice."
    row = (DAY, "dee@example.org", "Amina Yusuf", "Coach Dee", "A coach or club leader", said, "Yes", "")
    take_in(school, answers(tmp_path / "answers.csv", [ASKED, row]), "testimonials")
    (file,) = (school / "students/amina-x7k2/testimonials").iterdir()
    assert file.name.startswith("testimonial-2026-07-14-")
    assert file.read_text(encoding="utf-8") == (
        "from:\n  name: Coach Dee\n  role: coach\ndate: 2026-07-14\n"
        "text: |\n  She counted us all.\n\n  Twice.\nagreed:\n  on: 2026-07-14\n"
    )
    assert not [one for one in check(school, today=date(2026, 7, 20)).problems if one.severity is Severity.ERROR]


def test_microsofts_spreadsheet_is_read_with_its_own_columns_and_days(tmp_path: Path) -> None:
    """Excel dates; ticked answers joined with semicolons, and one at the end; `anonymous` is nobody's name."""
    school = small_school(tmp_path / "school")
    moment = datetime(2026, 7, 3, 9, 30, 5)
    header: tuple[str, ...] = (
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "What is your work called?",
        "What happened?",
    )
    header += ("Which skills does it show?", "Last modified time", "Your name (first name and surname)")
    row = (
        1,
        moment,
        moment,
        "anonymous",
        "anonymous",
        "My kite",
        "It flew!",
        "Teamwork;Problem Solving;",
        None,
        "zo dvorak",
    )
    take_in(school, answers(tmp_path / "Kites(1-1).xlsx", [header, row]), "reflections")
    (kite,) = records(school, "zoe-b4d6", "reflections")
    assert kite == {
        "title": "My kite",
        "date": "2026-07-03",
        "body": "It flew!",
        "skills": [{"skill": "Teamwork"}, {"skill": "Problem Solving"}],
    }


@pytest.mark.parametrize(
    ("agreed", "widest", "wanted"),
    [
        ("Yes", "", {"on": "2026-07-14"}),
        ("Yes", "Their family", {"on": "2026-07-14"}),
        ("Yes", "Everybody at their school", {"on": "2026-07-14", "widest": "school"}),
        ("Yes", "Anyone", {"on": "2026-07-14", "widest": "public"}),
        ("Yes", "whatever you like", {"on": "2026-07-14", "widest": "teachers"}),
        ("No", "Anyone", None),
        ("", "Anyone", None),
        ("Yes, but ask me first", "Anyone", None),
        ("I think so", "Anyone", None),
    ],
)
def test_only_a_plain_yes_is_an_agreement(tmp_path: Path, agreed: str, widest: str, wanted: object) -> None:
    """And it goes no further than the family, unless the author says so."""
    school = small_school(tmp_path / "school")
    row = (DAY, "", "Amina Yusuf", "Dee", "A mentor", "She asks.", agreed, widest)
    take_in(school, answers(tmp_path / "answers.csv", [ASKED, row]), "testimonials")
    (testimonial,) = records(school, "amina-x7k2", "testimonials")
    assert testimonial.get("agreed") == wanted


def test_without_the_question_a_testimonial_stays_private(tmp_path: Path) -> None:
    """Nobody agreed to anything."""
    school = small_school(tmp_path / "school")
    take_in(
        school,
        answers(tmp_path / "a.csv", [ASKED[:6], (DAY, "", "Amina Yusuf", "Dee", "", "She asks.")]),
        "testimonials",
    )
    assert "agreed" not in records(school, "amina-x7k2", "testimonials")[0]


def test_names_are_matched_with_care(tmp_path: Path) -> None:
    """Accents, capitals and order do not matter; a first name that two have, or a slip of the pen, is left out."""
    school = small_school(tmp_path / "school")
    written = ("DVORAK, zoe", "Zo  Dvořák ", "noah", "Noah Read", "Test", "", "Nono Bright", "amina-x7k2", "noah reed")
    rows = [(DAY, "", name, f"Author {place}", "", "Text", "", "") for place, name in enumerate(written)]
    made = plan(school, answers(tmp_path / "answers.csv", [ASKED, *rows]), "testimonials")
    assert [one.student for one in made.taken] == ["zoe-b4d6", "zoe-b4d6", "noah-t6r3", "amina-x7k2", "noah-k2m9"]
    assert {one.written: set(one.candidates) for one in made.left_out} == {
        "noah": {"noah-k2m9", "noah-t6r3"},
        "Noah Read": {"noah-k2m9", "noah-t6r3"},
        "Test": set(),
        "": set(),
    }


def test_the_class_and_the_id_tell_two_of_one_name_apart(tmp_path: Path) -> None:
    """An id that belongs to somebody else than the name is left out."""
    school = small_school(
        tmp_path / "school", {"sam-a1b2": "name: Sam Lee", "sam-c3d4": "name: Sam Lee", "kit-e5f6": "name: Kit Ode"}
    )
    write(school / "classes/elm.yaml", "name: Elm\nschool_year: 2025/26\nstudents:\n  - sam-c3d4\n")
    write(school / "classes/oak.yaml", "name: Oak\nschool_year: 2025/26\nstudents:\n  - sam-a1b2\n  - kit-e5f6\n")
    header = ("Student's name", "profilegen id", "Class", "Your name", "Comment")
    rows = [
        ("Sam Lee", "", "", "A", "1"),
        ("Sam Lee", "", "ELM", "B", "2"),
        ("Sam Lee", "sam-a1b2", "", "C", "3"),
        ("Kit Ode", "sam-a1b2", "", "D", "4"),
        ("Sam Lee", "sam-gone", "", "E", "5"),
    ]
    made = plan(school, answers(tmp_path / "answers.csv", [header, *rows]), "testimonials")
    assert [(one.row, one.student) for one in made.taken] == [(3, "sam-c3d4"), (4, "sam-a1b2")]
    assert [one.row for one in made.left_out] == [2, 5, 6]


def test_an_id_beside_a_name_that_is_not_theirs_is_left_out(tmp_path: Path) -> None:
    """Also where the name alone would mean nobody, or be doubtful; one that may be theirs, or none, is fine."""
    school = small_school(tmp_path / "school")
    names = ("Amina Y", "Zed Nobody", "Noah", "noah reed", "", "Amina Yusuf")
    rows = [(name, "noah-k2m9", f"Author {place}", "Text") for place, name in enumerate(names)]
    file = answers(tmp_path / "a.csv", [("Student's name", "profilegen id", "Your name", "Comment"), *rows])
    made = plan(school, file, "testimonials")
    assert [(one.row, one.student) for one in made.taken] == [(row, "noah-k2m9") for row in (4, 5, 6)]
    assert {one.row: set(one.candidates) for one in made.left_out} == {
        2: {"noah-k2m9", "amina-x7k2"},
        3: {"noah-k2m9"},
        7: {"noah-k2m9", "amina-x7k2"},
    }
    assert all("the name is not theirs" in one.why for one in made.left_out)


def test_a_map_can_say_who_is_meant_by_a_name_that_only_the_teacher_knows(tmp_path: Path) -> None:
    """Then it is certain."""
    school = small_school(tmp_path / "school")
    file = answers(tmp_path / "answers.csv", [("Pupil", "Who", "What"), ("Noah from football", "Dee", "He passes.")])
    columns = "".join(
        f"  - {{column: {one}, field: {field}}}\n"
        for one, field in (("Pupil", "student"), ("Who", "from"), ("What", "text"))
    )
    names = "names:\n  - written: noah FROM football\n    student: noah-t6r3\n"
    made = plan(
        school,
        file,
        "testimonials",
        map_file=write(tmp_path / "m.yaml", f"as: testimonials\ncolumns:\n{columns}{names}"),
    )
    assert [one.student for one in made.taken] == ["noah-t6r3"]


def test_a_fellow_student_is_named_by_id_and_nobody_speaks_of_themselves(tmp_path: Path) -> None:
    """So that the author is known to the school as the author wishes."""
    school = small_school(tmp_path / "school")
    rows = [
        (DAY, "", "Amina Yusuf", "Reed, Noah", "Another student", "She waits.", "Yes", ""),
        (DAY, "", "Amina Yusuf", "Yusuf, Amina", "Another student", "I am great.", "Yes", ""),
    ]
    file = answers(tmp_path / "answers.csv", [ASKED, *rows])
    assert [one.row for one in plan(school, file, "testimonials").left_out] == [3]
    take_in(school, file, "testimonials")
    (testimonial,) = records(school, "amina-x7k2", "testimonials")
    assert testimonial["from"] == {"name": "Reed, Noah", "role": "peer", "student": "noah-k2m9"}


def test_what_was_typed_is_shown_as_typed_and_no_address_is_stored(tmp_path: Path) -> None:
    """A text with the writer's own e-mail address is left out, and told; the column is never read into anything."""
    school = small_school(tmp_path / "school")
    rows = [
        (DAY, "kim@example.org", "Amina Yusuf", "Kim", "", "# 1 *star* <b>x</b> [a](http://b) &amp; 👍 مرحبا", "", ""),
        (DAY, "Kim@example.org", "Amina Yusuf", "Kim", "", "Write to me: kim@example.org", "", ""),
        (DAY, "", "Amina Yusuf", "lee@example.org", "", "Hello", "", ""),
    ]
    file = answers(tmp_path / "answers.csv", [ASKED, *rows])
    assert [one.row for one in plan(school, file, "testimonials").left_out] == [3, 4]
    take_in(school, file, "testimonials")
    (testimonial,) = records(school, "amina-x7k2", "testimonials")
    assert testimonial["text"] == r"\# 1 \*star\* \<b>x</b> \[a](http://b) \&amp; 👍 مرحبا"
    assert not [name for name, content in whole(school).items() if b"example.org" in content]


def test_a_reflection_may_be_narrowed_by_its_writer_and_never_widened(tmp_path: Path) -> None:
    """The school's default is the widest that a form can say."""
    school = small_school(tmp_path / "school")
    header = (
        "Your name",
        "What is your work called?",
        "Who may see it?",
        "What happened?",
        "What went well?",
        "What will you do next?",
    )
    rows = [
        ("Amina Yusuf", "Kite", "My teachers", "It flew.", "The tail.", "Higher"),
        ("Amina Yusuf", "Boat", "Everyone!", "It sank.", "", ""),
    ]
    take_in(school, answers(tmp_path / "answers.csv", [header, *rows]), "reflections")
    boat, kite = records(school, "amina-x7k2", "reflections")
    assert kite["audience"] == "teachers"
    assert "audience" not in boat
    assert kite["my_judgement"] == {"went_well": "The tail."}
    assert kite["next_step"] == "Higher"


def test_skills_are_those_of_the_framework_and_a_scale_is_never_kept(tmp_path: Path) -> None:
    """Google joins ticks with commas. A grid's row counts where it is ticked; a number in it is nothing to us."""
    school = small_school(tmp_path / "school")
    header = (
        "Your name",
        "What is your work called?",
        "Which skills does it show?",
        "Skills [Listening]",
        "Skills [Speaking]",
    )
    file = answers(tmp_path / "answers.csv", [header, ("Amina Yusuf", "Kite", "Teamwork, Flying", "x", "4")])
    made = plan(school, file, "reflections")
    assert made.used.form_map.fields[3:] == ("leave", "leave")
    assert [one.written for one in made.remarks] == ["Flying"]
    text = made.used.text.replace("Skills [Listening]\n    field: leave", "Skills [Listening]\n    field: skills")
    mapped = write(
        tmp_path / "m.yaml", text.replace("Skills [Speaking]\n    field: leave", "Skills [Speaking]\n    field: skills")
    )
    take_in(school, file, "reflections", map_file=mapped)
    (kite,) = records(school, "amina-x7k2", "reflections")
    assert kite["skills"] == [{"skill": "Teamwork"}, {"skill": "Listening"}]


REFLECTION = """\
# my best one
title: "The bridge"      # it broke
date: 2026-06-01
subject: Science
body: |
  It broke.

# the end
"""


def test_feedback_goes_to_the_piece_of_this_title_and_changes_no_line_of_it(tmp_path: Path) -> None:
    """A title that nobody's piece has is left out, with those that there are."""
    school = small_school(tmp_path / "school")
    bridge = write(school / "students/amina-x7k2/reflections/bridge.yaml", REFLECTION)
    header = (
        "Timestamp",
        "Whose work is it?",
        "What is the work called?",
        "Your name",
        "I am …",
        "Comment",
        "What could they try next?",
    )
    rows = [
        (DAY, "Amina Yusuf", "the BRIDGE", "Mr Okafor", "A teacher", "You changed one thing.", "Wider?"),
        (DAY, "Amina Yusuf", "The birdge", "Mr Okafor", "A teacher", "Good.", ""),
        (DAY, "Amina Yusuf", "", "Mr Okafor", "A teacher", "Fine.", ""),
    ]
    file = answers(tmp_path / "answers.csv", [header, *rows])
    made = plan(school, file, "feedback")
    assert [(one.row, "The bridge" in one.why) for one in made.left_out] == [(3, True), (4, False)]
    take_in(school, file, "feedback")
    text = bridge.read_text(encoding="utf-8")
    assert [line for line in text.split("\n") if line in REFLECTION.split("\n")] == REFLECTION.split("\n")
    (reflection,) = records(school, "amina-x7k2", "reflections")
    assert reflection["feedback"] == [
        {
            "from": {"name": "Mr Okafor", "role": "teacher"},
            "date": "2026-07-14",
            "comment": "You changed one thing.",
            "asks": "Wider?",
        }
    ]


def test_feedback_without_a_title_goes_to_the_latest_of_the_subject_only_if_the_map_says_so(tmp_path: Path) -> None:
    """Otherwise nobody can tell."""
    school = small_school(tmp_path / "school")
    write(school / "students/amina-x7k2/reflections/bridge.yaml", REFLECTION)
    write(
        school / "students/amina-x7k2/reflections/rain.md",
        "---\ntitle: Rain\ndate: 2026-06-20\nsubject: science\n---\n\nDrops.\n",
    )
    file = answers(
        tmp_path / "a.csv",
        [("Whose work is it?", "Subject", "Your name", "Comment"), ("Amina Yusuf", "Science", "Ben", "Why?")],
    )
    made = plan(school, file, "feedback")
    assert len(made.left_out) == 1
    mapped = write(tmp_path / "m.yaml", f"{made.used.text}piece: latest-of-subject\n")
    done = take_in(school, file, "feedback", map_file=mapped)
    assert [one.file for one in done.taken] == ["students/amina-x7k2/reflections/rain.md"]
    rain = (school / "students/amina-x7k2/reflections/rain.md").read_text(encoding="utf-8")
    assert rain.endswith("comment: Why?\n---\n\nDrops.\n")
    before = whole(school)
    assert not take_in(school, file, "feedback", map_file=mapped).taken
    assert whole(school) == before


FEEDBACK = "feedback:\n  - from: {name: Ms B, role: teacher}\n    date: 2026-06-02\n    comment: Why did it?\n"


def test_a_response_goes_to_the_one_open_comment(tmp_path: Path) -> None:
    """Where two are open, or none, it is left out."""
    school = small_school(tmp_path / "school")
    one = f"title: One\ndate: 2026-06-01\n{FEEDBACK}"
    write(school / "students/amina-x7k2/reflections/one.yaml", one)
    write(school / "students/amina-x7k2/reflections/two.yaml", one.replace("One", "Two") + FEEDBACK.partition("\n")[2])
    write(school / "students/amina-x7k2/reflections/none.yaml", "title: None yet\ndate: 2026-06-01\n")
    header = ("Completion time", "Your name", "What is your work called?", "What did you do with the comment?")
    rows = [("2026-07-14T10:00:00", "Amina Yusuf", title, "I tried:\n- glue") for title in ("One", "Two", "None yet")]
    file = answers(tmp_path / "answers.xlsx", [header, *rows])
    assert [one.row for one in plan(school, file, "responses").left_out] == [3, 4]
    take_in(school, file, "responses")
    added = "    response:\n      date: 2026-07-14\n      text: |\n        I tried:\n        \\- glue\n"
    assert (school / "students/amina-x7k2/reflections/one.yaml").read_text(encoding="utf-8") == one + added


def test_nobody_answers_a_comment_that_is_still_to_come(tmp_path: Path) -> None:
    """A response goes to a comment of its own day at the latest."""
    school = small_school(tmp_path / "school")
    one = f"title: One\ndate: 2026-06-01\n{FEEDBACK.replace('2026-06-02', '2026-07-14')}"
    write(school / "students/amina-x7k2/reflections/one.yaml", one)
    header = ("Timestamp", "Your name", "What is your work called?", "What did you do with the comment?")
    for day, number in (("2026-07-13", 0), ("2026-07-14", 1)):
        made = plan(school, answers(tmp_path / "a.csv", [header, (day, "Amina Yusuf", "One", "Glue")]), "responses")
        assert (len(made.taken), len(made.left_out)) == (number, 1 - number)


def test_a_familys_response_from_a_conference_is_a_testimonial(tmp_path: Path) -> None:
    """The map says the role, and two questions make one text."""
    school = small_school(tmp_path / "school")
    header: tuple[str, ...] = (
        "Timestamp",
        "Who is this about? (first name and surname)",
        "Your name",
        "What did you see that made you proud?",
    )
    header += ("What would you like to see more of?", "May this be shown to others?")
    file = answers(tmp_path / "a.csv", [header, (DAY, "Amina Yusuf", "Nana", "She read aloud.", "Kites", "Yes")])
    take_in(school, file, "testimonials", map_file=Path(__file__).parents[2] / "starter_kit/forms/family.map.yaml")
    (testimonial,) = records(school, "amina-x7k2", "testimonials")
    assert testimonial["from"] == {"name": "Nana", "role": "family"}
    assert testimonial["text"].strip() == "She read aloud.\n\nKites"


@pytest.mark.parametrize(
    ("cells", "locale", "order", "is_said"),
    [
        (["13/07/2026 9:00:00", "01/07/2026 9:00:00"], "en-US", "day-first", False),
        (["7/13/2026 9:00:00", "7/1/2026 9:00:00"], "en-GB", "month-first", False),
        (["01/07/2026 9:00:00"], "en-GB", "day-first", True),
        (["01/07/2026 9:00:00"], "en-US", "month-first", True),
        (["2026/07/01 2:03:22 PM GMT+1"], "en-US", "month-first", False),
        (["07/07/2026"], "en-GB", "day-first", False),
    ],
)
def test_day_or_month_first(tmp_path: Path, cells: list[str], locale: str, order: str, is_said: bool) -> None:
    """The file decides where it can; else the school's locale, and the proposed map says so."""
    school = small_school(tmp_path / "school", settings=f"locale: {locale}\n")
    rows = [(cell, "", "Amina Yusuf", f"A{place}", "", "Text") for place, cell in enumerate(cells)]
    made = plan(school, answers(tmp_path / "answers.csv", [ASKED[:6], *rows]), "testimonials")
    assert (made.days.order, made.days.by_locale) == (order, is_said)
    assert (f"dates: {order}" in made.used.text) == is_said


@pytest.mark.parametrize(("locale", "third"), [("en-GB", "2026-06-05"), ("en-US", "2026-05-06")])
def test_days_that_contradict_each_other_are_read_by_themselves_or_the_locale(
    tmp_path: Path, locale: str, third: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And which way was taken is said, also with AM and PM behind them."""
    school = small_school(tmp_path / "school", settings=f"locale: {locale}\n")
    cells = ("13/07/2026 3:05:21 PM", "7/14/2026 9:00:00 AM", "5/6/2026 12:05:21 AM")
    rows = [(cell, "", "Amina Yusuf", f"A{place}", "", "Text") for place, cell in enumerate(cells)]
    file = answers(tmp_path / "answers.csv", [ASKED[:6], *rows])
    with pytest.raises(SystemExit):
        main(["import", "forms", str(file), str(school), "--as", "testimonials", "--today", "2026-07-20", "--yes"])
    told = capsys.readouterr().out
    assert "two orders: “13/07/2026 3:05:21 PM” begins with the day, “7/14/2026 9:00:00 AM” with the month" in told
    assert f"read {'day' if locale == 'en-GB' else 'month'}-first, as the school's locale has it" in told
    days = {one["from"]["name"]: one["date"] for one in records(school, "amina-x7k2", "testimonials")}
    assert days == {"A0": "2026-07-13", "A1": "2026-07-14", "A2": third}


def test_each_column_tells_its_own_order(tmp_path: Path) -> None:
    """Google writes the moment of an answer in one country's way, and people write days in theirs."""
    school = small_school(tmp_path / "school")
    header = ("Timestamp", "Your name", "What is your work called?", "Which day was it?", "What happened?")
    moments = ("7/14/2026 3:05:21 PM", "7/1/2026 3:05:21 PM")
    rows = [(moment, "Amina Yusuf", f"Kite {place}", "", "Wind") for place, moment in enumerate(moments)]
    typed = ("7/14/2026 3:05:21 PM", "Amina Yusuf", "Boat", "05/06/2026", "Rain")
    file = answers(tmp_path / "a.csv", [header, *rows, typed, (typed[0], "Noah Reed", "Tree", "13/06/2026", "Sun")])
    take_in(school, file, "reflections")
    days = {one["title"]: one["date"] for one in records(school, "amina-x7k2", "reflections")}
    assert sorted(days.values()) == ["2026-06-05", "2026-07-01", "2026-07-14"] and days["Boat"] == "2026-06-05"
    assert not plan(school, file, "reflections").changes_something


def test_days_that_contradict_the_map_stop_the_import(tmp_path: Path) -> None:
    """Nobody can tell which of them is right."""
    school = small_school(tmp_path / "school")
    file = answers(tmp_path / "one.csv", [ASKED[:6], ("13/07/2026", "", "Amina Yusuf", "A", "", "Text")])
    text = plan(school, file, "testimonials").used.text
    with pytest.raises(FormsError, match="month-first"):
        plan(school, file, "testimonials", map_file=write(tmp_path / "m.yaml", f"{text}dates: month-first\n"))


def test_days_that_are_none_or_still_to_come_are_left_out(tmp_path: Path) -> None:
    """An answer from next month was read the wrong way round."""
    school = small_school(tmp_path / "school")
    rows = [(cell, "", "Amina Yusuf", "A", "", "Text") for cell in ("soon", "31/02/2026", "05/08/2026")]
    made = plan(school, answers(tmp_path / "answers.csv", [ASKED[:6], *rows]), "testimonials")
    assert [one.row for one in made.left_out] == [2, 3, 4]


def test_where_nobody_looks_at_a_proposed_map_only_the_sample_forms_question_is_an_agreement(tmp_path: Path) -> None:
    """With --yes; whoever looks over the map may say more."""
    school = small_school(tmp_path / "school")
    row = (DAY, "", "Amina Yusuf", "Dee", "", "Text", "Yes", "Anyone")
    sample = answers(tmp_path / "sample.csv", [ASKED, row])
    other = answers(tmp_path / "other.csv", [(*ASKED[:6], "Agreed?", ASKED[7]), row])
    assert plan_import(sample, "testimonials", school, today=TODAY, is_unasked=True).used.form_map.fields[6] == "agreed"
    assert plan_import(other, "testimonials", school, today=TODAY).used.form_map.fields[6] == "agreed"
    made = plan_import(other, "testimonials", school, today=TODAY, is_unasked=True)
    assert (made.used.form_map.fields[6], [one.written for one in made.remarks]) == ("leave", ["Agreed?"])
    assert "  - column: Agreed?\n    field: leave\n" in made.used.text
    carry_out(made)
    assert "agreed" not in records(school, "amina-x7k2", "testimonials")[0]


def test_what_is_more_than_a_plain_answer_is_remarked_on(tmp_path: Path) -> None:
    """It goes in, with less."""
    school = small_school(tmp_path / "school")
    row = (DAY, "", "Amina Yusuf", "Dee", "", "Text", "Yes", "Not public")
    more = (DAY, "", "Noah Reed", "Dee", "", "Text", "Yes, but ask me", "Anyone")
    plain = (DAY, "", "Noah Bright", "Dee", "", "Text", "No", "Anyone")
    made = plan(school, answers(tmp_path / "a.csv", [ASKED, row, more, plain]), "testimonials")
    assert [(one.row, one.written) for one in made.remarks] == [(2, "Not public"), (3, "Yes, but ask me")]
    carry_out(made)
    assert records(school, "amina-x7k2", "testimonials")[0]["agreed"]["widest"] == "teachers"


def test_a_row_that_is_left_out_says_that_a_cell_of_it_could_not_be_read(tmp_path: Path) -> None:
    """A comment that is a formula counts as empty."""
    school = small_school(tmp_path / "school")
    book: Any = openpyxl.Workbook()
    for row in (("Student", "Subject", "Achievements", "Next"), ("Amina Yusuf", "Art", "=A1&B1", "Blue")):
        book.active.append(row)
    book.active.append(("Noah Reed", "Art", "", "Blue"))
    book.save(tmp_path / "a.xlsx")
    made = plan(school, tmp_path / "a.xlsx", "reports")
    assert [(one.row, "a formula" in one.why) for one in made.left_out] == [(2, True), (3, False)]


def test_dates_that_a_spreadsheet_may_have_swapped_are_refused(tmp_path: Path) -> None:
    """Dates none of which is past the twelfth, beside texts that are no dates in that order: the map decides."""
    school = small_school(tmp_path / "school")
    rows = [
        (datetime(2026, 1, 7, 10), "", "Amina Yusuf", "Dee", "", "Text"),
        ("13/07/2026 10:20:00", "", "Noah Reed", "Dee", "", "Text"),
    ]
    file = answers(tmp_path / "a.xlsx", [ASKED[:6], *rows])
    with pytest.raises(FormsError, match="dates:"):
        plan(school, file, "testimonials")
    text = map_text(proposed_map("testimonials", ASKED[:6]), ASKED[:6])
    write(tmp_path / "a.xlsx.map.yaml", text.replace("columns:", "dates: day-first\ncolumns:"))
    assert len(plan(school, file, "testimonials").taken) == 2
    (tmp_path / "a.xlsx.map.yaml").unlink()
    fine = answers(tmp_path / "b.xlsx", [ASKED[:6], (datetime(2026, 1, 17), *rows[0][1:]), rows[1]])
    assert len(plan(school, fine, "testimonials").taken) == 2


def test_a_class_that_the_school_does_not_have_is_doubtful_until_the_map_knows_it(tmp_path: Path) -> None:
    """It may be the class of another student of this name, in another school."""
    school = small_school(tmp_path / "school")
    header = ("Timestamp", "Student's name", "Class", "Your name", "Comment")
    file = answers(tmp_path / "a.csv", [header, (DAY, "Noah Reed", "4O", "Dee", "Text")])
    made = plan(school, file, "testimonials")
    assert [(one.candidates, "no class" in one.why) for one in made.left_out] == [(("noah-k2m9",), True)]
    text = made.used.text + "classes:\n  - written: 4o\n    class: 4 Oak\n"
    write(tmp_path / "a.csv.map.yaml", text)
    assert [one.student for one in plan(school, file, "testimonials").taken] == ["noah-k2m9"]


def test_a_twin_whose_profile_cannot_be_read_makes_a_name_doubtful(tmp_path: Path) -> None:
    """They may have the very same name."""
    school = small_school(tmp_path / "school")
    write(school / "students/noah-t6r3/profile.yaml", "name: [\n")
    file = answers(tmp_path / "a.csv", [ASKED[:6], (DAY, "", "Noah Reed", "Dee", "", "Text")])
    assert [one.candidates for one in plan(school, file, "testimonials").left_out] == [("noah-k2m9", "noah-t6r3")]


def test_whoever_says_in_a_form_that_they_are_a_teacher_is_remarked_on(tmp_path: Path) -> None:
    """The comment goes in; a person who knows the staff looks at the name."""
    school = small_school(tmp_path / "school")
    write(school / "students/amina-x7k2/reflections/kite.yaml", "title: Kite\ndate: 2026-05-01\n")
    header = ("Timestamp", "Whose work is it?", "What is the work called?", "Your name", "I am …", "Comment")
    rows = [
        (DAY, "Amina Yusuf", "Kite", name, role, "Why?") for name, role in (("Dee", "A teacher"), ("Kim", "A mentor"))
    ]
    made = plan(school, answers(tmp_path / "a.csv", [header, *rows]), "feedback")
    assert (len(made.taken), [(one.row, one.written) for one in made.remarks]) == (2, [(2, "Dee")])


def test_a_proposed_map_is_saved_beside_the_file_and_then_obeyed(tmp_path: Path) -> None:
    """A person's change to it counts."""
    school = small_school(tmp_path / "school")
    file = answers(tmp_path / "answers.csv", [ASKED, (DAY, "", "Amina Yusuf", "Dee", "", "Text", "Yes", "Anyone")])
    assert plan(school, file, "testimonials").used.text
    take_in(school, file, "testimonials")
    beside = tmp_path / "answers.csv.map.yaml"
    text = beside.read_text(encoding="utf-8")
    assert "  - column: Email Address\n    field: leave\n" in text
    beside.write_text(text.replace("field: widest", "field: leave"), encoding="utf-8")
    made = plan(school, file, "testimonials")
    assert (made.used.path, made.used.text, made.used.form_map.fields[-1]) == (beside, "", "leave")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("as: reflections\ncolumns:\n  - {column: A, field: title}\n", "not of testimonials"),
        ("as: testimonials\ncolumns:\n  - {column: A, field: studnet}\n", "Did you mean “student”"),
        ("as: testimonials\ncolumns:\n  - {column: A, field: from}\n", "student's name"),
        (
            "as: testimonials\ncolumns:\n  - {column: A, field: student}\n  - {column: B, field: student}\n",
            "are all “student”",
        ),
        ("as: testimonials\ncolums: []\n", "colums"),
        ("as: testimonials\ncolumns: [", "m.yaml"),
    ],
)
def test_a_map_with_a_mistake_is_told(tmp_path: Path, text: str, said: str) -> None:
    """A sentence and no traceback."""
    file = answers(tmp_path / "answers.csv", [("A", "B"), ("1", "2")])
    with pytest.raises(MapError, match=said):
        plan(small_school(tmp_path / "school"), file, "testimonials", map_file=write(tmp_path / "m.yaml", text))


def test_two_questions_in_the_same_words_are_two_columns(tmp_path: Path) -> None:
    """Google allows it."""
    school = small_school(tmp_path / "school")
    file = answers(
        tmp_path / "a.csv", [("Student name", "Your name", "Comment", "Comment"), ("Amina Yusuf", "Dee", "One", "Two")]
    )
    take_in(school, file, "testimonials")
    assert records(school, "amina-x7k2", "testimonials")[0]["text"].strip() == "One\n\nTwo"


def test_microsofts_own_name_is_the_author_where_the_form_does_not_ask(tmp_path: Path) -> None:
    """Or the student, where they write of themselves. The form's own question comes first."""
    school = small_school(tmp_path / "school")
    made = ("ID", "Start time", "Completion time", "Email", "Name")
    about = answers(
        tmp_path / "a.csv", [(*made, "Student name", "Comment"), (1, "", "", "", "Kim", "Amina Yusuf", "Yes.")]
    )
    assert plan(school, about, "testimonials").used.form_map.fields[4:] == ("from", "student", "text")
    own = answers(
        tmp_path / "b.csv", [(*made, "Title", "Reflection"), (1, "", "", "", "Amina Yusuf", "Kite", "It flew.")]
    )
    assert [one.student for one in plan(school, own, "reflections").taken] == ["amina-x7k2"]
    asked = answers(tmp_path / "c.csv", [(*made, "Your name", "Title"), (1, "", "", "", "Mum", "Amina Yusuf", "Kite")])
    assert plan(school, asked, "reflections").used.form_map.fields[4:] == ("leave", "student", "title")


def test_a_lone_students_folder_takes_no_answers(tmp_path: Path) -> None:
    """Whose they are is for the school to know."""
    write(tmp_path / "amina/profile.yaml", "name: Amina\n")
    with pytest.raises(UsageError, match="one student's folder"):
        plan(tmp_path / "amina", answers(tmp_path / "a.csv", [ASKED, ASKED]), "testimonials")
