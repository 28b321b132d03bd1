"""Older records are read as today's for ever, and `upgrade` writes them so. The product has one version yet, so the
steps are those of these tests."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from click.testing import CliRunner

from profilegen.build import check
from profilegen.cli.main import command
from profilegen.forgetting.traces import find_traces
from profilegen.loading import older_records
from profilegen.loading.folders import Found
from profilegen.loading.older_records import VERSIONED, as_today
from profilegen.loading.records import read_record
from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from profilegen.loading.yaml_text import parse
from profilegen.model import schema
from profilegen.model.records import Achievement, ClassRecord, Reflection
from profilegen.model.schema import TABLE, Fields, Step, Table
from profilegen.packing.formats import SCHEMA_VERSION
from profilegen.schemas import RECORDS
from profilegen.studio.rewriting import NotRewrittenError
from profilegen.upgrading.rewriting import upgraded
from profilegen.upgrading.upgrade import plan_upgrade, upgrade
from tests.building.worlds import every_byte, write

DAY = date(2026, 11, 23)


def _renamed(fields: Fields) -> Fields:
    return {("body" if name == "text" else name): value for name, value in fields.items()}


def _split(fields: Fields) -> Fields:
    """`where: Oak, at home` was one field, and is two."""
    where = fields.pop("where", "")
    if where:
        subject, _, setting = where.partition(", ")
        fields |= {"subject": subject, "setting": setting}
    return fields


def _into_a_list(fields: Fields) -> Fields:
    if "skill" in fields:
        fields["skills"] = [{"skill": fields.pop("skill")}]
    return fields


def _another_value(fields: Fields) -> Fields:
    if fields.get("kind") == "music":
        fields["kind"] = "creative"
    return fields


def _inside(fields: Fields) -> Fields:
    """A word inside the entries of a list."""
    for one in fields.get("media", []):
        if "what" in one:
            one["alt"] = one.pop("what")
    return fields


STEPS = Table(
    4,
    (
        Step(1, "Reflection", _renamed, {"body": "text"}),
        Step(2, "Reflection", _split, {"subject": "where"}),
        Step(2, "Achievement", _another_value),
        Step(3, "Reflection", _into_a_list, {"skills": "skill"}),
        Step(3, "Reflection", _inside),
    ),
)

OLD = """\
# My best one.
title: My bridge   # the third
date: 2026-10-14
where: Science, at home   # two things
text: |
  It held.

  # not a remark
skill: teamwork
media:
  # the good one
  - file: bridge.jpg
    what: A bridge
    shows: []
next_step: Measure.   # soon
"""
NEW = """\
# My best one.
title: My bridge   # the third
date: 2026-10-14
subject: Science            # two things
body: |
  It held.

  # not a remark
skills:
  - skill: teamwork
media:
  # the good one
  - file: bridge.jpg
    shows: []
    alt: A bridge
next_step: Measure.   # soon
setting: at home
schema: 4
"""


@pytest.fixture
def school(tmp_path: Path) -> Path:
    student = "students/amina-x3f9"
    return write(
        tmp_path / "hillside",
        {
            "school.yaml": "name: Hillside\nframework: skills-builder-2\n",
            "classes/oak.yaml": "name: Oak\nschool_year: 2026/27\nstudents: [amina-x3f9]\n",
            f"{student}/profile.yaml": "name: Amina Karimi\n",
            f"{student}/reflections/bridge.yaml": OLD,
            f"{student}/reflections/bridge.cy.yaml": "title: Fy mhont\ntext: Daliodd hi.\n",
            f"{student}/reflections/kite.md": (
                "---\ntitle: Kite\ndate: 2026-09-02\nwhere: Art, outside\n---\n\nIt flew.\n"
            ),
            f"{student}/achievements/choir.yaml": "title: Choir\nkind: music\ndate: 2026-05-01\n",
            f"{student}/media/bridge.jpg": b"no picture",
        },
    )


@pytest.fixture
def of_version_4(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(older_records, "TABLE", STEPS)


def read(file: Path, kind: Any) -> Any:
    """The record in a file."""
    return read_record(Found(file, file.name, file.name), kind)


@pytest.mark.usefixtures("of_version_4")
def test_an_older_record_is_read_as_todays(school: Path) -> None:
    filed, problems = read(school / "students/amina-x3f9/reflections/bridge.yaml", Reflection)
    assert problems == ()
    record = filed.record
    assert (record.subject, record.setting, record.body.strip()) == ("Science", "at home", "It held.\n\n# not a remark")
    assert [one.skill for one in record.skills] == ["teamwork"]
    assert record.media[0].alt == "A bridge"
    assert filed.places.at("subject").line == 4
    assert filed.places.at("skills", 0, "skill").line == 9
    choir, _ = read(school / "students/amina-x3f9/achievements/choir.yaml", Achievement)
    assert choir.record.kind == "creative"


@pytest.mark.usefixtures("of_version_4")
def test_translations_and_front_matter_are_older_too(school: Path) -> None:
    known, _ = load_school(school)
    student, problems = load_student(known, "amina-x3f9")
    assert student is not None
    assert {one.rule for one in problems} <= {"unreadable-media"}
    kite, bridge = sorted(student.reflections, key=lambda one: one.slug, reverse=True)
    assert (kite.record.subject, kite.record.setting, kite.record.body) == ("Art", "outside", "It flew.")
    assert bridge.translations["cy"].record.body == "Daliodd hi."


@pytest.mark.usefixtures("of_version_4")
def test_a_mistake_is_told_where_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "bridge.yaml"
    file.write_text("title: A\ndate: 2026-10-14\nwhere: Art, home\nschema: 2\nskill: teamwork\nstars: 5\n", "utf-8")
    _, problems = read(file, Reflection)
    assert [(one.rule, one.place.line) for one in problems] == [("unknown-key", 6)]


def test_the_text_keeps_comments_order_and_all_else() -> None:
    assert upgraded(OLD, Reflection, STEPS, markdown=False) == NEW
    assert upgraded(NEW, Reflection, STEPS, markdown=False) == NEW


@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_line_ends_and_the_mark_of_windows_stay(line_end: str, mark: str) -> None:
    old, new = (mark + text.replace("\n", line_end) for text in (OLD, NEW))
    assert upgraded(old, Reflection, STEPS, markdown=False) == new


def test_front_matter_is_changed_and_the_text_below_is_not() -> None:
    old = "---\n# mine\ntitle: Kite\nwhere: Art, outside # far\ndate: 2026-09-02\n---\n\nwhere: it *flew*\n---\n\tand\n"
    new = old.replace("where: Art, outside # far", "subject: Art          # far").replace(
        "02\n---\n", "02\nsetting: outside\nschema: 4\n---\n", 1
    )
    assert upgraded(old, Reflection, STEPS, markdown=True) == new


@pytest.mark.parametrize(
    "text",
    [
        "{title: A, date: 2026-10-14, text: It held., skill: teamwork}\n",
        'title: A\ndate: 2026-10-14\n\'text\': It held.\n"skill": "team: work"\n',
        "title: A\ndate: 2026-10-14\nschema: 1\ntext: >-\n  It\n  held.\n",
        "text: It held.\ntitle: A\ndate: 2026-10-14",
        "title: A\ndate: 2026-10-14\nbody: new\ntext: old\n",
        "title: A\ndate: 2026-10-14\nmedia: [{file: a.jpg, what: 'x, y'}, {file: b.jpg, alt: z}]\nwhere: Art\n",
        "title: A\ndate: 2026-10-14\nschema: 3\nskill: teamwork\n",
        "title: 💚 \u0639\u0631\u0628\u064a\ndate: 2026-10-14\ntext: |\n  ---\n  - a: b\n",
    ],
)
def test_however_it_is_written_the_new_text_says_what_the_old_one_is_read_as(text: str) -> None:
    made = upgraded(text, Reflection, STEPS, markdown=False)
    old, new = (as_today(parse(one, "a.yaml"), Reflection, STEPS).fields for one in (text, made))
    assert new == old
    assert new is not None
    assert new["schema"] == "4"
    assert upgraded(made, Reflection, STEPS, markdown=False) == made


@pytest.mark.parametrize("text", ["title: [\n", "title: A\nschema: many\n", "title: A\nschema: 9\n", "a: &b c\n"])
def test_what_a_person_has_to_look_at_is_left(text: str) -> None:
    with pytest.raises(NotRewrittenError):
        upgraded(text, Reflection, STEPS, markdown=False)


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "\ufeff"])
def test_a_file_that_says_nothing_stays_as_it_is(text: str) -> None:
    assert upgraded(text, Reflection, STEPS, markdown=False) == text


@pytest.mark.parametrize("said", ["0", "-1", "one", "1.5", "[1]", "99999", "²"])
def test_a_version_is_a_whole_number(said: str) -> None:
    written = as_today(parse(f"title: A\nschema: {said}\n", "a.yaml"), Reflection)
    assert [one.problem.rule for one in written.mistakes] == ["wrong-type"]


@pytest.mark.parametrize("kind", sorted(VERSIONED, key=str))
def test_a_record_of_the_future_is_one_clear_problem(kind: type[Any], tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("schema: 2\nanything: at all\n", encoding="utf-8")
    filed, problems = read(file, kind)
    assert filed is None
    assert [(one.rule, one.place.line) for one in problems] == [("newer-record", 1)]


def test_every_kind_of_record_takes_a_version_and_so_do_editors(school: Path) -> None:
    assert set(RECORDS.values()) <= VERSIONED
    (school / "classes/oak.yaml").write_text("schema: 1\nname: Oak\nschool_year: 2026/27\n", encoding="utf-8")
    filed, problems = read(school / "classes/oak.yaml", ClassRecord)
    assert filed is not None
    assert problems == ()


def test_one_record_of_the_future_costs_no_other(school: Path) -> None:
    file = school / "students/amina-x3f9/achievements/choir.yaml"
    file.write_text("title: Choir\nkind: badge\ndate: 2026-05-01\nschema: 2\n", encoding="utf-8")
    student, problems = load_student(load_school(school)[0], "amina-x3f9")
    assert student is not None
    assert student.achievements == ()
    assert [one.rule for one in problems if one.place.file.endswith("choir.yaml")] == ["newer-record"]


def test_a_step_that_cannot_be_taken_is_a_problem_and_never_a_traceback() -> None:
    table = Table(2, (Step(1, "Reflection", lambda fields: {**fields, "media": fields["media"]["file"]}),))
    written = as_today(parse("title: A\nmedia: [x]\n", "a.yaml"), Reflection, table)
    assert [one.problem.rule for one in written.mistakes] == ["wrong-type"]
    with pytest.raises(NotRewrittenError):
        upgraded("title: A\nmedia: [x]\n", Reflection, table, markdown=False)


def test_an_upgrade_writes_what_is_older_keeps_it_and_does_nothing_twice(school: Path) -> None:
    before = every_byte(school)
    plan = plan_upgrade(school, STEPS)
    assert every_byte(school) == before
    assert [one.name.removeprefix("students/amina-x3f9/") for one in plan.rewrites] == [
        "reflections/bridge.cy.yaml",
        "reflections/bridge.yaml",
        "reflections/kite.md",
        "achievements/choir.yaml",
    ]
    assert "+subject: Science            # two things" in [*plan.rewrites[1].difference()]
    done = upgrade(plan, today=DAY)
    assert done.refused == ()
    assert done.kept == school.resolve() / ".profilegen" / "upgraded" / "2026-11-23-1"
    kept = every_byte(done.kept)
    assert kept == {name: before[name] for name in done.written}
    assert (school / "students/amina-x3f9/reflections/bridge.yaml").read_text("utf-8") == NEW
    after = every_byte(school)
    again = plan_upgrade(school, STEPS)
    assert (again.rewrites, again.left, again.records) == ((), (), plan.records)
    assert upgrade(again, today=DAY).written == ()
    assert every_byte(school) == after


def test_what_others_changed_meanwhile_is_not_written_over(school: Path) -> None:
    plan = plan_upgrade(school, STEPS)
    file = school / "students/amina-x3f9/reflections/bridge.yaml"
    file.write_text("title: Mine\ndate: 2026-10-14\n", encoding="utf-8")
    (school / "students/amina-x3f9/achievements/choir.yaml").unlink()
    done = upgrade(plan, today=DAY)
    assert [name.rpartition("/")[2] for name, _ in done.refused] == ["bridge.yaml", "choir.yaml"]
    assert file.read_text(encoding="utf-8") == "title: Mine\ndate: 2026-10-14\n"
    assert not [*school.rglob("*.new")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title:\tChoir\nkind: music\ndate: 2026-05-01\n", "Line 1 of its fields is written in a way"),
        ("title: Choir\ntitle: Other\nkind: music\ndate: 2026-05-01\n", "There is a mistake in this file."),
    ],
)
def test_what_cannot_be_upgraded_stays_is_told_and_costs_no_other(school: Path, text: str, told: str) -> None:
    """A tab after the colon, which ruamel.yaml cannot read; a field that is there twice, of which one would be lost."""
    choir = school / "students/amina-x3f9/achievements/choir.yaml"
    choir.write_text(text, encoding="utf-8")
    plan = plan_upgrade(school, STEPS)
    assert [(name.rpartition("/")[2], told in reason) for name, reason in plan.left] == [("choir.yaml", True)]
    assert len(upgrade(plan, today=DAY).written) == 3
    assert choir.read_text(encoding="utf-8") == text


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_file_keeps_its_rights_and_what_is_kept_is_for_nobody_else(school: Path) -> None:
    file = school / "students/amina-x3f9/reflections/bridge.yaml"
    file.chmod(0o640)
    file.with_name(".bridge.yaml.new").write_text("left by a killed run", encoding="utf-8")
    done = upgrade(plan_upgrade(school, STEPS), today=DAY)
    assert done.kept is not None
    assert file.stat().st_mode & 0o777 == 0o640
    kept = done.kept / "students/amina-x3f9/reflections/bridge.yaml"
    assert (kept.stat().st_mode & 0o777, done.kept.stat().st_mode & 0o777) == (0o600, 0o700)
    assert not [*school.rglob("*.new")]


def test_forgetting_takes_old_lists_away_that_name_them(school: Path) -> None:
    kept = school / ".profilegen/upgraded/2026-11-23-1/classes"
    kept.mkdir(parents=True)
    (kept / "oak.yaml").write_text("name: Oak\nstudents: [amina-x3f9]\n", encoding="utf-8")
    (kept / "elm.yaml").write_text("name: Elm\nstudents: [ben-7k2q]\n", encoding="utf-8")
    gone = [one.path for one in find_traces(school, "amina-x3f9").goes]
    assert kept.resolve() / "oak.yaml" in gone
    assert kept.resolve() / "elm.yaml" not in gone


def test_a_link_is_neither_read_nor_written_through(school: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_text(OLD, encoding="utf-8")
    (school / "students/amina-x3f9/reflections/link.yaml").symlink_to(elsewhere)
    assert not [one for one in plan_upgrade(school, STEPS).rewrites if one.name.endswith("link.yaml")]
    plan = plan_upgrade(school, STEPS)
    bridge = school / "students/amina-x3f9/reflections/bridge.yaml"
    bridge.unlink()
    bridge.symlink_to(elsewhere)
    assert "students/amina-x3f9/reflections/bridge.yaml" in dict(upgrade(plan, today=DAY).refused)
    assert elsewhere.read_text(encoding="utf-8") == OLD


_KILLED = """
import os, signal, sys
from pathlib import Path
from datetime import date
from profilegen.upgrading.upgrade import plan_upgrade, upgrade
from tests.upgrading.test_upgrade import STEPS
left = int(sys.argv[2])
def watch(event, arguments):
    global left
    if event in ("open", "os.rename", "os.mkdir") and "hillside" in str(arguments[0]):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
plan = plan_upgrade(Path(sys.argv[1]), STEPS)
sys.addaudithook(watch)
upgrade(plan, today=date(2026, 11, 23))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows knows no kill")
@pytest.mark.parametrize("steps", [0, 3, 6, 8, 10, 11, 12, 14])
def test_killed_at_any_instant_nothing_is_lost(school: Path, tmp_path: Path, steps: int) -> None:
    before = {name: text for name, text in every_byte(school).items() if not name.startswith(".profilegen")}
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(school), str(steps)], cwd=root, env={**os.environ, "PYTHONPATH": str(root)}
    )
    assert done.returncode == -signal.SIGKILL
    whole = shutil.copytree(school, tmp_path / "whole")
    upgrade(plan_upgrade(school, STEPS), today=DAY)
    for name, text in before.items():
        here = (whole / name).read_bytes()
        assert here == text or any(kept.read_bytes() == text for kept in whole.glob(f".profilegen/upgraded/*/{name}"))
    assert plan_upgrade(school, STEPS).rewrites == ()
    assert (school / "students/amina-x3f9/reflections/bridge.yaml").read_text("utf-8") == NEW


def test_forgetting_takes_away_what_was_kept(school: Path) -> None:
    upgrade(plan_upgrade(school, STEPS), today=DAY)
    gone = [one.path for one in find_traces(school, "amina-x3f9").goes]
    assert school.resolve() / ".profilegen/upgraded/2026-11-23-1/students/amina-x3f9" in gone


def test_the_command_says_truly_that_all_is_of_today(school: Path) -> None:
    (school / "students/amina-x3f9/achievements/choir.yaml").write_text("title: C\nkind: badge\ndate: 2026-05-01\n")
    before = every_byte(school)
    told = CliRunner().invoke(command, ["upgrade", str(school), "--yes"], standalone_mode=False)
    assert "All 7 records are as this version of profilegen writes them (version 1 of the fields)." in told.output
    assert every_byte(school) == before
    assert not check(school, today=DAY).count(None)  # type: ignore[arg-type]


def test_the_command_shows_asks_and_does(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("profilegen.upgrading.upgrade.plan_upgrade.__defaults__", (STEPS,))
    before = every_byte(school)
    told = CliRunner().invoke(command, ["upgrade", str(school), "--dry-run"], standalone_mode=False)
    assert "-kind: music\n+kind: creative\n" in told.output
    assert every_byte(school) == before
    told = CliRunner().invoke(command, ["upgrade", str(school), "--yes"], standalone_mode=False)
    assert "4 files written anew." in told.output


def test_there_is_one_version_of_the_fields() -> None:
    assert SCHEMA_VERSION == schema.SCHEMA_VERSION == TABLE.version
    assert all(1 <= step.before < TABLE.version for step in TABLE.steps)
    names = {kind.__name__ for kind in VERSIONED}
    assert {dedent(step.kind) for step in TABLE.steps} <= names
