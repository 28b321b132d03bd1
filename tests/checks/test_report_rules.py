"""What a law asks of reports: `check --report england-2005` names exactly what was left out, with the paragraph."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest

from profilegen.build import check_reports
from profilegen.cli.main import main
from profilegen.loading.report_rules import load_report_rules, report_rules_names
from profilegen.model.school import Student
from profilegen.problems import Problem, Severity, UsageError

AMINA = "students/amina-x3f9"
GCSE = "- {subject: History, qualification: GCSE, result: '6'}"
BTEC = "- {subject: Sport, qualification: BTEC, result: Merit}"
TESTS = "- {subject: Reading, qualification: Key stage 2 test, result: '104'}"

WHOLE = {
    "subjects": "subjects: [{subject: History, achievements: Reads sources against each other.}]",
    "progress": "progress: A steady year.",
    "discussion": "discussion: The office makes appointments in July.",
    "attendance": "attendance: {possible: 380, unauthorised: 2}",
}
PARAGRAPHS = {"subjects": ["1(a)"], "progress": ["1(b)"], "discussion": ["1(c)"], "attendance": ["1(d)", "1(d)"]}


def school(folder: Path, report: str | None, group: str = "Year 8", more: Mapping[str, str] | None = None) -> Path:
    """A school with one class of this year group and one student, who has this report of 2025/26."""
    files = {
        "school.yaml": "name: Hillside\n",
        "classes/oak.yaml": "name: Oak\nschool_year: 2025/26\nstudents: [amina-x3f9]\n"
        + (f"year_group: {group}\n" if group else ""),
        f"{AMINA}/profile.yaml": "name: Amina Karimi\n",
        **({f"{AMINA}/reports/2025-26.yaml": f"school_year: 2025/26\n{report}\n"} if report is not None else {}),
        **(more or {}),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def missing(folder: Path, rules: str = "england-2005", year: str = "") -> tuple[Problem, ...]:
    return check_reports(folder, rules, year=year).problems


def paragraphs(problems: tuple[Problem, ...], severity: Severity) -> list[str]:
    """`1(d)` for each problem that names paragraph 1(d)."""
    found = (one for one in problems if one.severity is severity)
    return sorted(one.message.split("Schedule 1, paragraph")[1].removeprefix("s").strip()[:4] for one in found)


LEFT_OUT = [left for size in range(len(WHOLE) + 1) for left in combinations(WHOLE, size)]


@pytest.mark.parametrize("left", LEFT_OUT, ids=lambda left: "+".join(left) or "nothing")
def test_exactly_what_was_left_out_is_named(left: tuple[str, ...], tmp_path: Path) -> None:
    """Each requirement alone, and every combination of them."""
    written = "\n".join(text for name, text in WHOLE.items() if name not in left)
    found = missing(school(tmp_path, written))
    assert paragraphs(found, Severity.WARNING) == sorted(one for name in left for one in PARAGRAPHS[name])
    assert {one.rule for one in found} <= {"report-incomplete"}
    for one in found:
        assert one.place.file == f"{AMINA}/reports/2025-26.yaml"
        assert one.student == "amina-x3f9"
        assert "Amina Karimi" in one.message and "SI 2005/1437" in one.message


def test_a_problem_of_a_field_stands_at_that_field(tmp_path: Path) -> None:
    report = "\n".join([WHOLE["subjects"], WHOLE["progress"], WHOLE["discussion"], "attendance: {possible: 380}"])
    (one,) = missing(school(tmp_path, report))
    assert (one.place.line, one.message.split(" (")[0]) == (
        5,
        "The report of Amina Karimi for 2025/26 does not say how many absences were unauthorised.",
    )


@pytest.mark.parametrize(
    ("group", "is_asked"),
    [("Reception", False), ("R", False), ("Year 1", True), ("y11", True), ("Year 12", False), ("13", False)],
)
def test_attendance_is_asked_neither_in_reception_nor_past_compulsory_age(
    group: str, is_asked: bool, tmp_path: Path
) -> None:
    written = "\n".join(text for name, text in WHOLE.items() if name != "attendance")
    found = paragraphs(missing(school(tmp_path, written, group)), Severity.WARNING)
    assert found == (["1(d)", "1(d)"] if is_asked else [])


def test_where_the_year_group_is_not_known_it_is_advice_that_says_so(tmp_path: Path) -> None:
    written = "\n".join(text for name, text in WHOLE.items() if name != "attendance")
    found = missing(school(tmp_path, written, ""))
    assert {one.rule for one in found} == {"report-unsure"}
    assert "Year 1 to Year 11" in found[0].message
    assert "nothing says which year group this was" in found[0].message
    assert "year_group:" in found[0].hint


def test_the_report_says_the_year_group_before_the_class_does(tmp_path: Path) -> None:
    written = "\n".join(text for name, text in WHOLE.items() if name != "attendance")
    assert missing(school(tmp_path, f"year_group: Reception\n{written}")) == ()


def test_a_class_of_the_next_year_tells_last_year_s_group(tmp_path: Path) -> None:
    """Year 1 in 2026/27 was Reception in 2025/26."""
    written = "\n".join(text for name, text in WHOLE.items() if name != "attendance")
    now = {"classes/oak.yaml": "name: Oak\nschool_year: 2026/27\nyear_group: Year 1\nstudents: [amina-x3f9]\n"}
    assert missing(school(tmp_path, written, more=now)) == ()


def test_tests_are_asked_where_there_are_tests(tmp_path: Path) -> None:
    written = "\n".join(WHOLE.values())
    assert paragraphs(missing(school(tmp_path / "six", written, "Year 6")), Severity.WARNING) == ["1(g)"]
    assert missing(school(tmp_path / "tested", f"{written}\nresults:\n{TESTS}", "Year 6")) == ()
    assert missing(school(tmp_path / "five", written, "Year 5")) == ()


def test_nobody_knows_who_took_examinations_so_it_is_advice(tmp_path: Path) -> None:
    written = "\n".join(WHOLE.values())
    assert paragraphs(missing(school(tmp_path / "none", written, "Year 11")), Severity.ADVICE) == ["1(e)", "1(f)"]
    assert missing(school(tmp_path / "both", f"{written}\nresults:\n{GCSE}\n{BTEC}", "Year 11")) == ()
    only = missing(school(tmp_path / "one", f"{written}\nresults:\n{BTEC}", "Year 11"))
    assert (paragraphs(only, Severity.ADVICE), paragraphs(only, Severity.WARNING)) == (["1(e)"], [])


def test_the_student_s_own_achievements_tell_what_was_taken(tmp_path: Path) -> None:
    """In whatever year group: an early examination counts too."""
    taken = {
        f"{AMINA}/achievements/history.yaml": "title: GCSE History\nkind: qualification\ndate: 2026-06-20\n",
        f"{AMINA}/achievements/older.yaml": "title: BTEC Sport\nkind: qualification\ndate: 2024-06-20\n",
    }
    found = missing(school(tmp_path, "\n".join(WHOLE.values()), "Year 9", taken))
    assert paragraphs(found, Severity.WARNING) == ["1(e)"]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("row", "paragraph"),
    [
        ("- {subject: History, qualification: GCSE}", "1(e)"),
        ("- {subject: Reading, qualification: Key stage 2 test, result: …}", "1(g)"),
    ],
)
def test_a_result_needs_its_grade_or_score(row: str, paragraph: str, tmp_path: Path) -> None:
    found = missing(school(tmp_path, "\n".join(WHOLE.values()) + f"\nresults:\n{row}"))
    assert paragraphs(found, Severity.WARNING) == [paragraph]
    assert row[12:19] in found[0].message


def test_dots_say_nothing(tmp_path: Path) -> None:
    empty = {"subjects": "subjects: [{subject: History, achievements: ...}]", "progress": "progress: …"}
    report = "\n".join({**WHOLE, **empty}.values())
    assert paragraphs(missing(school(tmp_path, report)), Severity.WARNING) == ["1(a)", "1(b)"]


def test_no_report_is_one_problem_in_the_student_s_folder(tmp_path: Path) -> None:
    (one,) = missing(school(tmp_path, None), year="2025-26")
    assert (one.rule, one.place.file) == ("report-incomplete", f"{AMINA}/profile.yaml")
    assert "no report of Amina Karimi for 2025-26" in one.message


def test_a_report_that_cannot_be_read_is_told_of_and_not_missed_too(tmp_path: Path) -> None:
    here = school(tmp_path, None, more={f"{AMINA}/reports/2025-26.yaml": "school_year: [\n"})
    found = missing(here, year="2025/26")
    assert [one.rule for one in found] == ["yaml-syntax"]


def test_the_newest_year_that_anybody_has_a_report_of_is_looked_at(tmp_path: Path) -> None:
    ben = {
        "students/ben-p4k2/profile.yaml": "name: Ben Ode\n",
        "students/ben-p4k2/reports/old.yaml": "school_year: 2024-25\n",
    }
    found = missing(school(tmp_path, "\n".join(WHOLE.values()), more=ben))
    assert [(one.student, one.message[:49]) for one in found] == [
        ("ben-p4k2", "There is no report of Ben Ode for 2025/26. (The E"),
    ]
    older = [one.message for one in missing(tmp_path, year="2024/25") if one.student == "amina-x3f9"]
    assert len(older) == 1 and older[0].startswith("There is no report of Amina Karimi for 2024/25.")


@pytest.mark.parametrize("group", ["", "Class 4"])
def test_where_the_year_group_is_unknown_results_are_advice(group: str, tmp_path: Path) -> None:
    found = missing(school(tmp_path, "\n".join(WHOLE.values()), group))
    assert paragraphs(found, Severity.WARNING) == []
    assert paragraphs(found, Severity.ADVICE) == ["1(e)", "1(f)", "1(g)"]
    assert all("nothing says which year group this was" in one.message for one in found)


@pytest.mark.parametrize("group", ["Yr 11", "Y11", "yr11", "Year Eleven", "YEAR 11", "Yr. 11"])
def test_a_year_group_has_many_spellings(group: str, tmp_path: Path) -> None:
    found = missing(school(tmp_path, "\n".join([*WHOLE.values(), f"results: [{GCSE[2:]}]"]), group))
    assert paragraphs(found, Severity.ADVICE) == ["1(f)"]
    assert "only where there are any" in found[0].message


@pytest.mark.parametrize("group", ["Y06", "06", "Yr 6", "Year 06"])
def test_and_so_has_one_of_a_single_figure(group: str, tmp_path: Path) -> None:
    assert paragraphs(missing(school(tmp_path, "\n".join(WHOLE.values()), group)), Severity.WARNING) == ["1(g)"]


@pytest.mark.parametrize(("group", "asked"), [("Year 6", ["1(g)"]), ("Year 11", ["1(e)", "1(f)"]), ("Year 8", [])])
def test_a_result_that_names_no_qualification_satisfies_nothing_for_sure(
    group: str, asked: list[str], tmp_path: Path
) -> None:
    report = "\n".join([*WHOLE.values(), "results: [{subject: Reading, result: '104'}]"])
    found = missing(school(tmp_path, report, group))
    assert paragraphs(found, Severity.WARNING) == []
    assert paragraphs(found, Severity.ADVICE) == asked
    assert all("says no qualification" in one.message for one in found)


def test_a_name_is_what_teachers_know_and_no_part_of_the_sentence(tmp_path: Path) -> None:
    named = {f"{AMINA}/profile.yaml": "name: Amina {year}\nname_for: {teachers: 'Mina {year}'}\n"}
    left_out = "\n".join(text for name, text in WHOLE.items() if name != "progress")
    (one,) = missing(school(tmp_path, left_out, more=named))
    assert one.message.startswith("The report of Mina {year} for 2025/26 has no comments")
    (none,) = missing(tmp_path, year="2023/24")
    assert none.message.startswith("There is no report of Mina {year} for 2023/24.")


def test_few_students_are_held_at_once_however_many_there_are(tmp_path: Path) -> None:
    def held() -> int:
        return sum(type(one) is Student for one in gc.get_objects())

    more = {f"students/s-{number}/profile.yaml": f"name: Student {number}\n" for number in range(5)}
    before, counts = held(), list[int]()
    found = check_reports(school(tmp_path, "", more=more), "england-2005", progress=lambda *_: counts.append(held()))
    assert (found.students, len(counts)) == (6, 6)
    assert max(counts) - before <= 2


def test_a_teacher_needs_no_report(tmp_path: Path) -> None:
    teacher = {"students/ada-k7p2/profile.yaml": "name: Ada Okafor\nkind: teacher\n"}
    assert missing(school(tmp_path, "\n".join(WHOLE.values()), more=teacher)) == ()


def test_who_stands_among_the_students_of_a_class_needs_one_whatever_the_profile_says(tmp_path: Path) -> None:
    """The same for a class in which somebody else's profile cannot be read."""
    sly = {
        "classes/oak.yaml": "name: Oak\nschool_year: 2025/26\nyear_group: Year 8\nstudents: [amina-x3f9, sly-k7p2]\n",
        "students/sly-k7p2/profile.yaml": "name: Sly Reed\nkind: teacher\n",
    }
    whole = "\n".join(WHOLE.values())
    assert [one.student for one in missing(school(tmp_path / "a", whole, more=sly))] == ["sly-k7p2"]
    unread = sly | {f"{AMINA}/profile.yaml": "name: [\n"}
    found = missing(school(tmp_path / "b", whole, more=unread), year="2025/26")
    assert "report-incomplete" in {one.rule for one in found if one.student == "sly-k7p2"}


def test_a_report_with_a_mistake_is_told_as_that(tmp_path: Path) -> None:
    found = missing(school(tmp_path, "progres: Good."), year="2025/26")
    assert {one.rule for one in found} == {"unknown-key"}  # and not as missing too


def test_one_student_s_folder_is_checked_alone_with_places_as_seen_from_it(tmp_path: Path) -> None:
    found = missing(school(tmp_path, "") / AMINA)
    assert {one.place.file for one in found} == {"reports/2025-26.yaml"}


OWN = """\
name: What our school asks for
requirements:
  - paragraph: Our policy, page 2
    what: subjects
    subjects: [Welsh, History]
    sentence: The report of {name} lacks a subject.
    hint: Ask the subject's teacher.
"""


def test_another_country_is_a_file_and_no_code(tmp_path: Path) -> None:
    """Its own paragraphs, sentences and subjects."""
    rules = tmp_path / "ours.yaml"
    rules.write_text(OWN, encoding="utf-8")
    (one,) = missing(school(tmp_path / "school", WHOLE["subjects"]), str(rules))
    assert one.message == "The report of Amina Karimi lacks a subject. Not of: Welsh. (Our policy, page 2.)"


@pytest.mark.parametrize(
    ("written", "instead", "rule", "line"),
    [
        ("what: subjects", "what: rank", "wrong-type", 4),
        ("{name}", "{nam}", "wrong-type", 6),
        ("hint: Ask", "hnit: Ask", "unknown-key", 7),
        ("subjects: [Welsh, History]", "for: [Year 7]", "broken-reference", 5),
    ],
)
def test_a_mistake_in_one_s_own_rules_is_told_with_its_line(
    written: str, instead: str, rule: str, line: int, tmp_path: Path
) -> None:
    rules = tmp_path / "ours.yaml"
    rules.write_text(OWN.replace(written, instead), encoding="utf-8")
    found = missing(school(tmp_path / "school", WHOLE["subjects"]), str(rules))
    assert (rule, "ours.yaml", line) in [(one.rule, one.place.file, one.place.line) for one in found]


@pytest.mark.parametrize("name", ["england-2004", "nowhere.yaml", "../england-2005"])
def test_rules_that_are_not_there_are_a_wrong_use(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        missing(school(tmp_path, ""), name)


def test_the_command_says_it_with_the_paragraph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = school(tmp_path, "\n".join(text for name, text in WHOLE.items() if name != "progress"))
    assert ended(folder, "--report", "england-2005") == 0
    told = capsys.readouterr().out
    assert "has no comments on general progress. (SI 2005/1437, Schedule 1, paragraph 1(b).)" in told
    assert ended(folder, "--report", "england-2005", "--strict") == 1
    assert ended(folder, "--report", "wales-2005") == 2
    assert ended(folder, "--year", "2025/26") == 2


def ended(*arguments: object) -> int:
    """Runs `check` in this process; its exit code."""
    with pytest.raises(SystemExit) as done:
        main(["check", *map(str, arguments)])
    return int(done.value.code or 0)


def test_no_bundled_rules_ask_for_a_comparison() -> None:
    """And all of them can be read."""
    for name in report_rules_names():
        rules, problems = load_report_rules(name)
        assert rules is not None and problems == ()
        said = " ".join(f"{one.sentence} {one.hint}" for one in rules.requirements).casefold()
        assert not [word for word in ("rank", "average", "compar", "position in") if word in said]
