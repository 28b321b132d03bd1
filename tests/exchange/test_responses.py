"""What families wrote back, taken in: every word, as widely as they chose and no wider, once, over nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from profilegen.build import build_site, check
from profilegen.cli.main import main
from profilegen.event.keys import event_key
from profilegen.event.sealing import Response, response_name, sealed
from profilegen.exchange.pile import NotWrittenError, Pile, only_import
from profilegen.exchange.responses import Done, Plan, carry_out, files_left_aside, plan_responses, response_files
from profilegen.model.audience import Audience
from profilegen.problems import UsageError
from tests.exchange.small_school import records, small_school, whole, write

TODAY = date(2026, 12, 10)
EVENT = "autumn-2026"
AMINA = "amina-x7k2"
FROM_FATIMA = Response(
    student=AMINA,
    date=date(2026, 12, 3),
    name="Fatima Yusuf",
    relation="Amina’s mother",
    shown_to="family",
    comment="I was glad to see the bridge.\nIt held!",
)
WITH_GOAL = replace(FROM_FATIMA, goal="Read together", help="Ten minutes every evening", by="Easter", goal_agreed=True)
ALL_WORDS = """\
I was glad to see the bridge.
It held!

Our goal: Read together

How we help at home: Ten minutes every evening

By when: Easter
"""
FROM_OMAR = replace(FROM_FATIMA, student="noah-k2m9", name="Omar", relation="Uncle", comment="Well asked, Noah.")


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return small_school(tmp_path / "school")


def testimonials(school: Path, student: str = AMINA) -> list[str]:
    return [one["text"] for one in records(school, student, "testimonials")]


def invite(school: Path, event: str, folder: str = "elm", **said: str) -> None:
    """The mark of a conference that was made in the school's folder."""
    mark = {"profilegen": "conference", "event": event, "day": "2026-12-03"} | said
    write(school / "_conference" / folder / "conference.json", json.dumps(mark))


def saved(school: Path, *responses: Response, event: str = EVENT) -> list[Path]:
    """The files, as laptops saved them, in a folder beside the school."""
    folder = school.parent / "saved"
    folder.mkdir(exist_ok=True)
    files = [folder / response_name(one.date) for one in responses]
    for file, one in zip(files, responses, strict=True):
        file.write_bytes(sealed(one, event, event_key(school, event).public_bytes))
    return files


def plan(school: Path, files: list[Path], today: date = TODAY) -> Plan:
    return plan_responses(response_files(files), school, today=today)


def take_in(school: Path, files: list[Path]) -> Done:
    return carry_out(plan(school, files))


def profile(school: Path, student: str = AMINA) -> Path:
    return school / "students" / student / "profile.yaml"


def goals(school: Path, student: str = AMINA) -> Any:
    return yaml.load(profile(school, student).read_text(encoding="utf-8"), yaml.BaseLoader).get("goals")  # noqa: S506


# What becomes of it


def test_a_response_becomes_a_testimonial_of_the_family(school: Path) -> None:
    assert take_in(school, saved(school, FROM_FATIMA)) == Done(1, 0)
    assert records(school, AMINA, "testimonials") == [
        {
            "from": {"name": "Fatima Yusuf", "role": "family", "relation": "Amina’s mother"},
            "date": "2026-12-03",
            "text": "I was glad to see the bridge.\nIt held!\n",
            "agreed": {"on": "2026-12-03"},
        }
    ]
    (file,) = (school / "students" / AMINA / "testimonials").iterdir()
    assert file.name.startswith("testimonial-2026-12-03-") and "fatima" not in file.name
    assert check(school, today=TODAY).problems == ()


def test_a_question_is_a_paragraph_of_its_own(school: Path) -> None:
    """Typed as it was: no star of it acts as Markdown."""
    take_in(school, saved(school, replace(FROM_FATIMA, question="What is 2 *really*?")))
    (found,) = records(school, AMINA, "testimonials")
    assert found["text"].strip().split("\n\n")[1] == r"What is 2 \*really\*?"


@pytest.mark.parametrize(
    ("shown_to", "seen_by"),
    [("teachers", {"private", "teachers"}), ("family", {"private", "teachers", "family"}), ("school", None)],
)
def test_it_is_shown_as_widely_as_the_family_chose(school: Path, shown_to: Any, seen_by: set[str] | None) -> None:
    """The narrowest holds: `school` stays with the family until the student shows it to the school."""
    take_in(school, saved(school, replace(FROM_FATIMA, shown_to=shown_to)))
    if seen_by is None:
        seen_by = {"private", "teachers", "family", "school"}
        for file in (school / "students" / AMINA / "testimonials").iterdir():
            write(file, file.read_text(encoding="utf-8") + "audience: public\n")
        write(profile(school), "name: Amina Yusuf\naudience: public\n")
    for audience in Audience:
        build_site(school, audience, today=TODAY, jobs=1)
        pages = (school / "_site" / audience.word).rglob("*.html")
        is_seen = any("the bridge" in page.read_text(encoding="utf-8") for page in pages)
        assert is_seen == (audience.word in seen_by), audience


def test_a_goal_that_was_agreed_on_goes_into_the_profile(school: Path) -> None:
    """Below those that are there, and everything people wrote stays as it was."""
    before = "name: Amina Yusuf\n# mine\ngoals:\n  - goal: Swim   # soon\n\nabout: I build.\n"
    write(profile(school), before)
    assert take_in(school, saved(school, WITH_GOAL)) == Done(1, 1)
    (file,) = (school / "students" / AMINA / "testimonials").iterdir()
    assert profile(school).read_text(encoding="utf-8") == before.replace(
        "# soon\n",
        f"# soon\n  # agreed with the family, for family: testimonials/{file.name}\n  - goal: Read together\n",
    )


def test_a_profile_without_goals_gets_its_first(school: Path) -> None:
    take_in(school, saved(school, replace(WITH_GOAL, help="", by="")))
    assert goals(school) == [{"goal": "Read together"}]


def test_a_goal_that_the_student_did_not_agree_to_is_none(school: Path) -> None:
    """It is told of, so that somebody talks about it; the testimonial goes in."""
    files = saved(school, replace(WITH_GOAL, goal_agreed=False))
    made = plan(school, files)
    assert [(one.written, "has not agreed" in one.why) for one in made.remarks] == [("Read together", True)]
    assert carry_out(made) == Done(1, 0)
    assert goals(school) is None
    assert testimonials(school) == [ALL_WORDS.replace("Our goal", "A goal that I wish for")]
    assert plan(school, files).remarks == ()


def test_a_goal_of_the_same_words_is_not_written_twice(school: Path) -> None:
    """Whoever writes it, with whatever capitals; nor when both parents agree on it on one evening."""
    write(profile(school), "name: Amina Yusuf\ngoals:\n  - read TOGETHER!\n")
    before = profile(school).read_bytes()
    both = (WITH_GOAL, replace(WITH_GOAL, name="Ali Yusuf", comment="I like your bridge."))
    assert take_in(school, saved(school, *both)) == Done(2, 0)
    assert profile(school).read_bytes() == before
    write(profile(school), "name: Amina Yusuf\n")
    new = [replace(one, date=date(2026, 12, 4), comment=f"{one.comment} Again.", goal="Draw") for one in both]
    assert take_in(school, saved(school, *new)) == Done(2, 1)
    assert goals(school) == [{"goal": "Draw"}]


@pytest.mark.parametrize(
    ("shown_to", "fields", "is_in"),
    [
        ("family", "", True),
        ("teachers", "", False),
        ("teachers", "show: {goals: teachers}\n", True),
        ("teachers", "audience: teachers\n", True),
        ("family", "show: {goals: school}\naudience: school\n", False),
        ("school", "show: {goals: school}\naudience: school\n", True),
    ],
)
def test_a_goal_is_shown_no_wider_than_the_family_chose(school: Path, shown_to: Any, fields: str, is_in: bool) -> None:
    """Where the profile shows its goals to more people, it stays in the testimonial alone, and somebody is told."""
    write(profile(school), f"name: Amina Yusuf\n{fields}")
    made = plan(school, saved(school, replace(WITH_GOAL, shown_to=shown_to)))
    assert carry_out(made) == Done(1, int(is_in))
    assert (goals(school) is not None) == is_in
    assert any("It stays in the testimonial" in one.why for one in made.remarks) == (not is_in)
    assert testimonials(school) == [ALL_WORDS]


@pytest.mark.parametrize("written", ["goals: [Swim]\n", "goals: Swim\n", "goals: [\n", "goals: 7\nunknown: 1\n"])
def test_a_profile_that_cannot_be_added_to_stays(school: Path, written: str) -> None:
    """The goal is told of, to be written by hand; the testimonial holds all of it; nothing is lost."""
    write(profile(school), f"name: Amina Yusuf\n{written}")
    before = profile(school).read_bytes()
    made = plan(school, saved(school, WITH_GOAL))
    assert [(one.written, "It stays in the testimonial" in one.why) for one in made.remarks] == [
        ("Read together", True)
    ]
    assert carry_out(made) == Done(1, 0)
    assert profile(school).read_bytes() == before
    assert testimonials(school) == [ALL_WORDS]


def test_no_goals_yet_may_be_written_as_an_empty_list(school: Path) -> None:
    write(profile(school), "name: Amina Yusuf\ngoals: []\nabout: |\n  goals: []\n")
    assert take_in(school, saved(school, WITH_GOAL)) == Done(1, 1)
    assert goals(school) == [{"goal": "Read together"}]
    assert "  goals: []" in profile(school).read_text(encoding="utf-8")


@pytest.mark.parametrize("field", ["comment", "question", "goal", "help"])
def test_a_score_is_told_of(school: Path, field: str) -> None:
    """As `check` does afterwards; it goes in as it was written."""
    words: Any = {field: "Lovely. I would give it 9/10."}
    made = plan(school, saved(school, replace(FROM_FATIMA, **words)))
    remark = made.remarks[0]
    assert "“9/10” reads like a score" in remark.why
    assert carry_out(made) == Done(1, 0)


# Every word


def test_two_who_sign_alike_both_go_in(school: Path) -> None:
    """And one who writes twice on a day, if only a full stop is different: each file is a statement of its own."""
    said = [("Well done.", "Amina’s mother"), ("Well done!", "Amina’s mother"), ("Well done.", "Dad’s mother")]
    files = saved(school, *(replace(FROM_FATIMA, name="Gran", comment=text, relation=who) for text, who in said))
    made = plan(school, files)
    assert (len(made.new), made.refused) == (3, ())
    assert carry_out(made) == Done(3, 0)
    assert sorted(testimonials(school)) == ["Well done!", "Well done.", "Well done."]
    before = whole(school)
    assert take_in(school, files) == Done(0, 0)
    (school / "imported.yaml").unlink()
    assert take_in(school, files) == Done(0, 0)
    assert whole(school) == before


@pytest.mark.parametrize(("lang", "lead"), [("", "Our goal: "), ("lang: pl\n", ""), ("lang: xx\n", "Our goal: ")])
def test_what_is_about_a_goal_is_led_in_by_the_profiles_language(school: Path, lang: str, lead: str) -> None:
    write(profile(school), f"name: Amina Yusuf\n{lang}")
    take_in(school, saved(school, WITH_GOAL))
    (text,) = testimonials(school)
    assert "Ten minutes every evening" in text and f"{lead}Read together" in text


def test_in_another_language_it_is_known_again(school: Path) -> None:
    """The words are the same, whatever leads them in."""
    files = saved(school, WITH_GOAL)
    take_in(school, files)
    (school / "imported.yaml").unlink()
    write(profile(school), profile(school).read_text(encoding="utf-8") + "lang: pl\n")
    assert take_in(school, files) == Done(0, 0)


def test_what_steers_a_screen_is_taken_out(school: Path) -> None:
    name = "\x1b[31mFatima\x1b]0;title\x07 \u202eYusuf\u202c"
    take_in(
        school, saved(school, replace(FROM_FATIMA, name=name, relation="\x1b[2JMother", comment="Up \x1b[1Aand on."))
    )
    (one,) = records(school, AMINA, "testimonials")
    assert one["from"] == {"name": "Fatima Yusuf", "role": "family", "relation": "Mother"}
    assert one["text"] == "Up and on."


# Whether it can be


@pytest.mark.parametrize(
    ("event", "written", "kept", "told"),
    [
        ("oak-2026-12-03", date(2026, 12, 3), date(2026, 12, 3), ""),
        ("oak-2026-12-03", date(2026, 12, 4), date(2026, 12, 4), "is not that of the conference, 2026-12-03"),
        ("oak-2026-12-03", date(2026, 10, 1), date(2026, 12, 3), "it gets the day of the conference, 2026-12-03"),
        ("oak-2026-12-03", date(1, 1, 1), date(2026, 12, 3), "it gets the day of the conference, 2026-12-03"),
        ("oak-2026-12-03", date(2027, 1, 3), date(2026, 12, 3), "it gets the day of the conference, 2026-12-03"),
        ("oak-2026-12-30", date(1, 1, 1), TODAY, "it gets today, 2026-12-10"),
        ("autumn", date(2019, 12, 31), TODAY, "it gets today, 2026-12-10"),
        ("autumn", date(2026, 12, 11), date(2026, 12, 11), ""),
        ("autumn", date(9999, 12, 31), TODAY, "it gets today, 2026-12-10"),
    ],
)
def test_a_day_that_cannot_be_is_put_right(school: Path, event: str, written: date, kept: date, told: str) -> None:
    files = saved(school, replace(FROM_FATIMA, date=written), event=event)
    made = plan(school, files)
    assert [told in one.why for one in made.remarks] == [True] * bool(told)
    assert carry_out(made) == Done(1, 0)
    (found,) = records(school, AMINA, "testimonials")
    assert (found["date"], found["agreed"]["on"]) == (kept.isoformat(),) * 2
    before = whole(school)
    assert carry_out(plan(school, files, today=date(2027, 6, 1))) == Done(0, 0)
    assert whole(school) == before


@pytest.mark.parametrize(
    ("event", "mark", "is_told"),
    [
        ("oak-2026-12-03", {"class": "oak"}, False),
        ("oak-2026-12-03", {}, False),
        ("oak-2026-12-03", {"class": "elm"}, True),
        ("elm-2026-12-03", {}, True),
        ("elm-2026-12-03", {"folder": "another"}, False),
        ("elm-2026-12-03", {"class": "gone"}, False),
        ("hillside-2026-12-03", {"folder": "hillside"}, False),
        ("elm-2026-12-03", {"event": "another"}, False),
    ],
)
def test_who_was_not_invited_is_told(school: Path, event: str, mark: dict[str, str], is_told: bool) -> None:
    """Where the school knows whose conference it was; nothing is said where it does not. It goes in all the same."""
    write(school / "classes/elm.yaml", "name: 5 Elm\nschool_year: 2026/27\nstudents: [noah-k2m9]\n")
    invite(school, **({"event": event} | mark))
    made = plan(school, saved(school, FROM_FATIMA, event=event))
    assert [one.why for one in made.remarks] == [
        "The conference was that of 5 Elm, and Amina Yusuf is not in that class."
    ] * is_told
    assert carry_out(made) == Done(1, 0)


@pytest.mark.parametrize(
    "mark", ["", "[", "[1]", "{}", "[" * 4000, '{"event": "oak-2026-12-03", "class": 7, "day": 3}']
)
def test_a_mark_that_cannot_be_read_says_nothing(school: Path, mark: str) -> None:
    write(school / "_conference/oak/conference.json", mark)
    assert plan(school, saved(school, FROM_FATIMA, event="oak-2026-12-03")).remarks == ()


# Never twice, never over anything


def test_imported_twice_nothing_changes(school: Path) -> None:
    """Nor with the file under another name, or with a second copy of it."""
    files = saved(school, WITH_GOAL, FROM_OMAR)
    take_in(school, files)
    before = whole(school)
    copy = files[0].with_name("response-2026-12-03-5f0c9a1e (1).json")
    copy.write_bytes(files[0].read_bytes())
    again = plan(school, [*files, copy])
    assert (again.new, again.known, again.refused, again.changes_something) == ((), 3, (), False)
    assert carry_out(again) == Done(0, 0)
    assert whole(school) == before


def test_what_the_student_edited_or_took_out_does_not_come_back(school: Path) -> None:
    """Neither the testimonial nor the goal."""
    files = saved(school, WITH_GOAL, FROM_OMAR)
    take_in(school, files)
    (edited,) = (school / "students" / AMINA / "testimonials").iterdir()
    write(edited, edited.read_text(encoding="utf-8").replace("It held!", "It held, Mum!"))
    (removed,) = (school / "students/noah-k2m9/testimonials").iterdir()
    removed.unlink()
    write(profile(school), "name: Amina Yusuf\n")
    before = whole(school)
    assert take_in(school, files) == Done(0, 0)
    assert whole(school) == before


def test_without_its_ledger_it_is_known_by_what_is_there(school: Path) -> None:
    """As after an import that was stopped before its end: the same files, and no second of any."""
    files = saved(school, WITH_GOAL)
    take_in(school, files)
    before = whole(school)
    (school / "imported.yaml").unlink()
    assert take_in(school, files) == Done(0, 0)
    assert whole(school) == before


def test_a_stopped_import_goes_on(school: Path) -> None:
    """Stopped between two files: the testimonial is there, the goal not yet."""
    files = saved(school, WITH_GOAL)
    made = plan(school, files)
    first = next(name for name in made.pile.waiting() if "testimonials" in name)
    made.pile.write(first)
    assert goals(school) is None
    assert take_in(school, files) == Done(0, 1)
    assert len(records(school, AMINA, "testimonials")) == 1
    assert take_in(school, files) == Done(0, 0)


_STOPPED_AT = """
import os, sys
from datetime import date
from pathlib import Path
from profilegen.exchange import pile
from profilegen.exchange.responses import carry_out, plan_responses, response_files
left, replaced = int(sys.argv[3]), os.replace
def stop(*names):
    global left
    left -= 1
    if left < 0:
        os._exit(9)
    replaced(*names)
os.replace = stop
carry_out(plan_responses(response_files([Path(sys.argv[1])]), Path(sys.argv[2]), today=date(2026, 12, 10)))
"""


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_wherever_it_is_killed_nothing_is_half_there(school: Path, tmp_path: Path, steps: int) -> None:
    """A killed process leaves each file as it was or as it is to be; the next import makes it the same in the end."""
    saved(school, WITH_GOAL, FROM_OMAR)
    before, folder = whole(school), tmp_path / "saved"
    program = [sys.executable, "-c", _STOPPED_AT, str(folder), str(school), str(steps)]
    assert subprocess.run(program, check=False).returncode == 9
    left = whole(school)
    assert all(left[name] == content for name, content in before.items() if not name.endswith("profile.yaml"))
    assert check(school, today=TODAY).problems == ()
    take_in(school, [folder])
    assert len(records(school, AMINA, "testimonials")) == len(records(school, "noah-k2m9", "testimonials")) == 1
    assert goals(school) == [{"goal": "Read together"}]
    assert not list((school / ".profilegen").glob("importing/*"))
    assert take_in(school, [folder]) == Done(0, 0)


def test_a_file_that_changed_meanwhile_stays(school: Path) -> None:
    """And its goal does not count as imported: the next import takes it in."""
    files = saved(school, WITH_GOAL)
    made = plan(school, files)
    write(profile(school), "name: Amina Y.\n")
    done = carry_out(made)
    assert (done.testimonials, done.goals, [one.file for one in done.refused]) == (
        1,
        0,
        [f"students/{AMINA}/profile.yaml"],
    )
    assert profile(school).read_text(encoding="utf-8") == "name: Amina Y.\n"
    assert take_in(school, files) == Done(0, 1)


def test_while_another_import_is_running_nothing_is_written(school: Path) -> None:
    made = plan(school, saved(school, FROM_FATIMA))
    before = whole(school)
    with only_import(Pile(school).folder), pytest.raises(NotWrittenError, match="Another import"):
        carry_out(made)
    assert {name: text for name, text in whole(school).items() if "lock" not in name} == before


# Agreement


def test_the_narrowest_of_one_day_holds(school: Path) -> None:
    """Whoever saved the same words twice, with two choices, gets the narrower, in whatever order the files come."""
    narrow, wide = replace(FROM_FATIMA, shown_to="teachers"), replace(FROM_FATIMA, shown_to="school")
    assert take_in(school, saved(school, wide, narrow)) == Done(1, 0)
    assert records(school, AMINA, "testimonials")[0]["agreed"]["widest"] == "teachers"


@pytest.mark.parametrize("day", [date(2026, 12, 3), date(2026, 12, 5)])
def test_a_later_and_wider_choice_is_told_and_widens_nothing(school: Path, day: date) -> None:
    """A person looks whether it is meant. What was imported before is not told of again."""
    first = saved(school, replace(FROM_FATIMA, shown_to="teachers"))
    take_in(school, first)
    before = whole(school)
    later = plan(school, saved(school, replace(FROM_FATIMA, shown_to="school", date=day)))
    (refused,) = later.refused
    assert "agreed to teachers before, and now to school" in refused.why and "It stays as it was" in refused.why
    carry_out(later)
    assert whole(school) == before
    assert plan(school, first).refused == ()


def test_in_one_import_a_later_day_widens_nothing_either(school: Path) -> None:
    both = (replace(FROM_FATIMA, shown_to="teachers"), replace(FROM_FATIMA, date=date(2026, 12, 5), shown_to="school"))
    made = plan(school, saved(school, *both))
    carry_out(made)
    assert [one["agreed"]["widest"] for one in records(school, AMINA, "testimonials")] == ["teachers"]
    assert "agreed to teachers before" in made.refused[0].why


@pytest.mark.parametrize(("first", "then"), [("school", "family"), ("school", "teachers"), ("family", "teachers")])
def test_a_later_and_narrower_choice_narrows(school: Path, first: Any, then: Any) -> None:
    """The one direction that is always safe. Nothing else in the file changes, and doing it twice does nothing."""
    take_in(school, saved(school, replace(FROM_FATIMA, shown_to=first)))
    (file,) = (school / "students" / AMINA / "testimonials").iterdir()
    write(file, "# ours\n" + file.read_text(encoding="utf-8") + "audience: public\n")
    (before,) = records(school, AMINA, "testimonials")
    later = saved(school, replace(FROM_FATIMA, shown_to=then, date=date(2026, 12, 5)))
    made = plan(school, later)
    assert (len(made.new), made.refused) == (1, ())
    assert carry_out(made) == Done(0, 0, narrowed=1)
    assert records(school, AMINA, "testimonials") == [before | {"agreed": {"on": "2026-12-03", "widest": then}}]
    assert file.read_text(encoding="utf-8").startswith("# ours\n")
    whole_before = whole(school)
    assert take_in(school, later) == Done(0, 0)
    assert whole(school) == whole_before


@pytest.mark.parametrize("edit", [("It held!", "It held, Mum!"), ("widest: school", "widest: school  # see Mum")])
def test_what_was_edited_is_narrowed_by_a_person(school: Path, edit: tuple[str, str]) -> None:
    """The file stays, and what to write is told."""
    take_in(school, saved(school, replace(FROM_FATIMA, shown_to="school")))
    (file,) = (school / "students" / AMINA / "testimonials").iterdir()
    write(file, file.read_text(encoding="utf-8").replace(*edit))
    before = whole(school)
    made = plan(school, saved(school, replace(FROM_FATIMA, shown_to="teachers")))
    assert "They now agree to no more than teachers: write “widest: teachers”" in made.refused[0].why
    assert carry_out(made) == Done(0, 0)
    assert whole(school) == before


def test_a_narrowing_that_could_not_be_written_is_done_next_time(school: Path) -> None:
    """Also where two copies of the file are there."""
    take_in(school, saved(school, replace(FROM_FATIMA, shown_to="school")))
    later = saved(school, replace(FROM_FATIMA, shown_to="teachers"))
    copy = later[0].with_name("response-copy.json")
    copy.write_bytes(later[0].read_bytes())
    made = plan(school, [*later, copy])
    (file,) = (school / "students" / AMINA / "testimonials").iterdir()
    write(file, file.read_text(encoding="utf-8") + "# mine\n")
    assert [one.file for one in carry_out(made).refused] == [f"students/{AMINA}/testimonials/{file.name}"]
    assert take_in(school, [*later, copy]) == Done(0, 0, narrowed=1)


def test_a_goal_that_more_people_see_than_they_now_agree_to_is_told(school: Path) -> None:
    write(profile(school), "name: Amina Yusuf\naudience: school\nshow: {goals: school}\n")
    assert take_in(school, saved(school, replace(WITH_GOAL, shown_to="school"))) == Done(1, 1)
    made = plan(school, saved(school, replace(WITH_GOAL, shown_to="teachers")))
    assert ["which are shown to school" in one.why for one in made.remarks] == [True]
    assert carry_out(made) == Done(0, 0, narrowed=1)


def test_what_was_taken_back_does_not_come_back(school: Path) -> None:
    """Somebody took the agreement out of the record: the same words of a later day do not bring it back."""
    take_in(school, saved(school, FROM_FATIMA))
    (file,) = (school / "students" / AMINA / "testimonials").iterdir()
    write(file, file.read_text(encoding="utf-8").split("agreed:")[0])
    before = whole(school)
    made = plan(school, saved(school, replace(FROM_FATIMA, date=date(2026, 12, 5))))
    assert "without agreement" in made.refused[0].why
    carry_out(made)
    assert whole(school) == before


# What is left out


def test_a_broken_file_is_told_by_name_and_the_others_go_in(school: Path, tmp_path: Path) -> None:
    files = saved(school, FROM_FATIMA, FROM_OMAR)
    broken = files[0].with_name("response-2026-12-03-00000000.json")
    broken.write_bytes(files[0].read_bytes()[:-400])
    other = small_school(tmp_path / "other")
    foreign = saved(other, replace(FROM_FATIMA, comment="Elsewhere."))
    unknown = saved(school, replace(FROM_FATIMA, student="ben-a1b2"))
    made = plan(school, [*files, broken, *foreign, *unknown])
    assert {one.file for one in made.refused} == {one.name for one in (broken, *foreign, *unknown)}
    assert len({one.why for one in made.refused}) == 3
    assert carry_out(made) == Done(2, 0)


def test_a_damaged_key_stops_its_own_event_only(school: Path) -> None:
    autumn, spring = saved(school, FROM_FATIMA), saved(school, FROM_OMAR, event="spring-2027")
    write(school / f"_keys/{EVENT}.pem", "gone")
    made = plan(school, [*autumn, *spring])
    assert [one.why for one in made.refused] == [
        f"The key _keys/{EVENT}.pem cannot be read: it is damaged, or no key of profilegen’s."
    ]
    assert carry_out(made) == Done(1, 0)


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
def test_what_is_no_plain_file_is_not_waited_for(school: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "response-pipe.json")
    (tmp_path / "response-link.json").symlink_to(tmp_path / "elsewhere.json")
    event_key(school, EVENT)
    made = plan(school, [tmp_path / "response-pipe.json", tmp_path / "response-link.json"])
    assert len(made.refused) == 2
    assert made.refused[1].why == "It is a link to another file, and none is followed."


def test_a_folder_means_the_responses_in_it(school: Path) -> None:
    """And nothing else that lies among the downloads; each once."""
    files = saved(school, FROM_FATIMA, FROM_OMAR)
    write(files[0].parent / "holiday.json", "{}")
    assert response_files([files[0].parent, files[1]]) == tuple(sorted(files))
    write(files[0].parent / ".hidden", "")
    assert files_left_aside([files[0].parent, files[1]]) == 1
    empty = school.parent / "empty"
    empty.mkdir()
    for wrong in (empty, school.parent / "nowhere.json"):
        with pytest.raises(UsageError):
            response_files([wrong])


def test_responses_go_into_a_school(school: Path) -> None:
    files = saved(school, FROM_FATIMA)
    with pytest.raises(UsageError, match="into a school"):
        plan_responses(files, school / "students" / AMINA, today=TODAY)


# The command


def run(*arguments: object) -> int:
    """The exit code."""
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    return int(ended.value.code or 0)


def test_what_will_be_done_is_said_first(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A dry run writes nothing; without a terminal it needs --yes; a second time there is nothing to do."""
    saved(school, WITH_GOAL)
    command = ("import", "responses", school.parent / "saved", school, "--today", TODAY)
    before = whole(school)
    assert run(*command, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "Amina Yusuf (amina-x7k2, 4 Oak), from Fatima Yusuf (Amina’s mother), 2026-12-03" in said
    assert "may be shown to the family: students/amina-x7k2/testimonials/testimonial-2026-12-03-" in said
    assert "a goal, “Read together”: students/amina-x7k2/profile.yaml" in said
    assert run(*command) == 2
    assert "Add --yes" in capsys.readouterr().err
    assert whole(school) == before
    assert run(*command, "--yes") == 0
    assert "1 testimonial taken in, and 1 goal." in capsys.readouterr().out
    assert run(*command) == 0
    said = capsys.readouterr().out
    assert "1 response imported before" in said and "There is nothing to do." in said


def test_every_word_is_shown_before_the_yes(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whole, each line behind a bar; and that anybody could have written it, once."""
    forged = "Fine.\n" + "word " * 500 + "\n  may be shown to the school: elsewhere\x9b31m"
    texts = {"question": "Why so?", "goal": "g" * 300, "help": "Every day " * 90, "by": "Easter"}
    words: Any = texts | {"comment": forged}
    saved(school, replace(FROM_FATIMA, **words), FROM_OMAR)
    write(school.parent / "saved/holiday.json", "{}")
    assert run("import", "responses", school.parent / "saved", school, "--today", TODAY, "--dry-run") == 0
    said = capsys.readouterr().out
    lines = said.splitlines()
    shown = " ".join(line.removeprefix("    | ") for line in lines if line.startswith("    |")).split()
    assert (shown.count("word"), shown.count("Every")) == (500, 90)
    assert {"Why", "Easter"} <= set(shown) and "g" * 300 in "".join(shown)
    assert "    |   may be shown to the school: elsewhere31m" in lines and "\x9b" not in said
    assert said.count("as trustworthy as the laptop") == 1
    assert "a goal that they wish for:" in said and "1 other file was not looked at" in said


def test_what_cannot_go_in_is_shown_whole(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved(school, replace(FROM_FATIMA, student="ben-a1b2", question="Will you read this?"))
    assert run("import", "responses", school.parent / "saved", school, "--today", TODAY, "--yes") == 1
    said = capsys.readouterr().out
    assert "    | It held!" in said and "    | Will you read this?" in said and "from Fatima Yusuf" in said
    assert "There is nothing to do." not in said


def test_a_narrowing_is_shown_before_the_yes(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take_in(school, saved(school, replace(FROM_FATIMA, shown_to="school")))
    later = saved(school, replace(FROM_FATIMA, shown_to="teachers"))
    command = ("import", "responses", later[0], school, "--today", TODAY)
    assert run(*command) == 2
    assert "now for fewer people, the student and the teachers (“widest” was school)" in capsys.readouterr().out
    assert run(*command, "--yes") == 0
    assert "1 testimonial is now for fewer people." in capsys.readouterr().out


def test_after_something_for_a_person_nothing_is_called_done(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take_in(school, saved(school, replace(FROM_FATIMA, shown_to="teachers")))
    wider = saved(school, replace(FROM_FATIMA, shown_to="school"))
    assert run("import", "responses", wider[0], school, "--today", TODAY) == 1
    said = capsys.readouterr().out
    assert "They agreed to teachers before" in said
    assert "Nothing was changed." in said and "There is nothing to do." not in said


def test_the_school_is_where_one_stands_unless_it_is_named(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = saved(school, FROM_FATIMA, FROM_OMAR)
    monkeypatch.chdir(school)
    assert run("import", "responses", files[0], "--today", TODAY, "--yes") == 0
    monkeypatch.chdir(school.parent)
    assert run("import", "responses", files[1], "school", "--today", TODAY, "--yes") == 0
    assert len(records(school, "noah-k2m9", "testimonials")) == 1


def test_a_file_that_is_left_out_is_a_problem(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1, and the others are in; what was never named is wrong usage."""
    files = saved(school, FROM_FATIMA)
    write(files[0].parent / "response-broken.json", "{}")
    assert run("import", "responses", files[0].parent, school, "--today", TODAY, "--yes") == 1
    said = capsys.readouterr().out
    assert "response-broken.json: It is no response of a family’s." in said and "1 testimonial taken in." in said
    assert run("import", "responses", school.parent / "nowhere.json", school) == 2
    assert run("import", "responses", school) == 2
