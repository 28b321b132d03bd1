"""What families wrote back, taken in: as widely as they chose and no wider, once, and over nothing that is there."""

from __future__ import annotations

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
from profilegen.exchange.responses import Done, Plan, carry_out, plan_responses, response_files
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
FROM_OMAR = replace(FROM_FATIMA, student="noah-k2m9", name="Omar", relation="Uncle", comment="Well asked, Noah.")


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return small_school(tmp_path / "school")


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
    assert profile(school).read_text(encoding="utf-8") == before.replace(
        "# soon\n",
        "# soon\n  - goal: Read together\n    next_step: Ten minutes every evening\n    by: Easter\n",
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
    assert goals(school) == [{"goal": "Draw", "next_step": "Ten minutes every evening", "by": "Easter"}]


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
    """Where the profile shows its goals to more people, it is left out, and somebody is told."""
    write(profile(school), f"name: Amina Yusuf\n{fields}")
    made = plan(school, saved(school, replace(WITH_GOAL, shown_to=shown_to)))
    assert carry_out(made) == Done(1, int(is_in))
    assert (goals(school) is not None) == is_in
    assert any("is left out" in one.why for one in made.remarks) == (not is_in)


@pytest.mark.parametrize("written", ["goals: [Swim]\n", "goals: Swim\n", "goals: [\n", "goals: 7\nunknown: 1\n"])
def test_a_profile_that_cannot_be_added_to_stays(school: Path, written: str) -> None:
    """The goal is told of, to be written by hand; the testimonial goes in; nothing is lost."""
    write(profile(school), f"name: Amina Yusuf\n{written}")
    before = profile(school).read_bytes()
    made = plan(school, saved(school, WITH_GOAL))
    assert [one.written for one in made.remarks] == ["Read together"]
    assert carry_out(made) == Done(1, 0)
    assert profile(school).read_bytes() == before


def test_a_score_is_told_of(school: Path) -> None:
    """As `check` does afterwards; it goes in as it was written."""
    made = plan(school, saved(school, replace(FROM_FATIMA, comment="Lovely. I would give it 9/10.")))
    (remark,) = made.remarks
    assert "“9/10” reads like a score" in remark.why
    assert carry_out(made) == Done(1, 0)


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
    assert goals(school) == [{"goal": "Read together", "next_step": "Ten minutes every evening", "by": "Easter"}]
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
    assert "for teachers only" in made.refused[0].why


def test_a_later_and_narrower_choice_is_told(school: Path) -> None:
    take_in(school, saved(school, replace(FROM_FATIMA, shown_to="school")))
    made = plan(school, saved(school, replace(FROM_FATIMA, shown_to="teachers", date=date(2026, 12, 5))))
    assert "They now agree to no more than teachers" in made.refused[0].why


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
    ahead = saved(school, replace(FROM_FATIMA, date=date(2027, 12, 3)))
    made = plan(school, [*files, broken, *foreign, *unknown, *ahead])
    assert {one.file for one in made.refused} == {one.name for one in (broken, *foreign, *unknown, *ahead)}
    assert len({one.why for one in made.refused}) == 4
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
    made = plan_responses([tmp_path / "response-pipe.json", tmp_path / "response-link.json"], school, today=TODAY)
    assert len(made.refused) == 2


def test_a_folder_means_the_responses_in_it(school: Path) -> None:
    """And nothing else that lies among the downloads; each once."""
    files = saved(school, FROM_FATIMA, FROM_OMAR)
    write(files[0].parent / "holiday.json", "{}")
    assert response_files([files[0].parent, files[1]]) == tuple(sorted(files))
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
    name = "Fatima \x1b[31mYusuf"
    saved(school, replace(WITH_GOAL, name=name))
    command = ("import", "responses", school.parent / "saved", school, "--today", TODAY)
    before = whole(school)
    assert run(*command, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "Amina Yusuf (amina-x7k2, 4 Oak), from Fatima" in said and "\x1b" not in said
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
