"""A statement: the three questions with the student's own evidence, private, counted, and taken back without a loss."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest
import yaml

from profilegen.applying.statement import Worksheet, read_worksheet, worksheet_page
from profilegen.build import build_site
from profilegen.cli.main import main
from profilegen.loading.school import load_school
from profilegen.loading.statement_forms import form_names, statement_form
from profilegen.loading.student import load_student
from profilegen.model.audience import Audience
from profilegen.model.carrying import Why, carried
from profilegen.model.records import Statement
from profilegen.model.statements import characters_in, statement_audience
from profilegen.printing.sheets import Paper
from profilegen.problems import Problem, UsageError
from profilegen.studio.keeping import Keeper
from profilegen.studio.statements import carry_out, plan_statement
from tests.building.worlds import TODAY, write

RHYS = "students/rhys-p6c1"
STATEMENT = (
    "# mine\ntitle: First try\nfor: Furniture at Clifton\nform: ucas-2026\ndate: 2026-11-20\naudience: teachers\n"
    "answers:\n  - question: why\n    text: canary-why  # my reason\n"
    "    evidence: [reflections/chair.yaml, reflections/secret.md]\n"
)
FILES: dict[str, str | bytes] = {
    "school.yaml": "name: Hillside\nlocale: en-GB\nframework: skills-builder-2\npublishing: {public: yes}\n",
    "consents.yaml": "rhys-p6c1: {public: public, full_name: public}\n",
    f"{RHYS}/profile.yaml": "name: Rhys Pugh\naudience: public\n",
    f"{RHYS}/reflections/chair.yaml": (
        "title: The chair\ndate: 2026-10-14\nsubject: Design\naudience: public\n"
        "skills: [{skill: Planning, step: 9, evidence: I drew it three times.}]\n"
    ),
    f"{RHYS}/reflections/secret.md": "---\ntitle: My secret\ndate: 2026-10-15\naudience: private\n---\nFor me.\n",
    f"{RHYS}/achievements/job.yaml": "title: Saturday job\nkind: service\ndate: 2026-07-01\n",
    f"{RHYS}/testimonials/nan.yaml": (
        "from: {name: Nan, role: family}\ndate: 2026-10-02\ntext: He mends things.\n"
        "agreed: {on: 2026-10-02, widest: family}\n"
    ),
}


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A school with one student, who has written nothing for an application yet."""
    return write(tmp_path / "hillside", FILES)


@pytest.fixture
def begun(school: Path) -> Path:
    """The same, with a statement begun."""
    return write(school, {f"{RHYS}/statements/first-try.yaml": STATEMENT})


def sheet(school: Path, **wish: str) -> Worksheet:
    return read_worksheet(school, "rhys-p6c1", today=TODAY, **wish)


def problems_of(school: Path) -> Iterable[Problem]:
    return load_student(load_school(school)[0], "rhys-p6c1")[1]


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main([*words])
    return int(ended.value.code or 0)


# The form


def test_the_form_has_the_questions_and_limits_and_says_where_they_are_from() -> None:
    assert form_names() == ("ucas-2026",)
    form = statement_form("ucas-2026")
    assert [one.id for one in form.questions] == ["why", "studies", "outside"]
    assert (form.most, form.least) == (4000, 350)
    assert form.source.startswith("https://www.ucas.com/") and form.checked_on and form.counting
    with pytest.raises(UsageError, match="no form “ucas-2062”"):
        statement_form("ucas-2062")


def test_what_stands_beside_a_question_is_a_question() -> None:
    """No sentence that could be written down: each ends by asking, and none speaks as the student."""
    for question in statement_form("ucas-2026").questions:
        assert question.tutor
        for one in question.tutor:
            assert one.endswith("?") and not re.search(r"\b(I|my|me)\b", one)


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("  a b \n", 3), ("a\n\nb", 4), ("é", 1), ("e\u0301", 2), ("👩‍🔧", 5), ("😀", 2), ("한국", 2)],
)
def test_characters_are_counted_as_browsers_count_them(text: str, count: int) -> None:
    assert characters_in(text) == count


# Who sees it


def test_a_statement_is_for_the_student_and_at_most_for_teachers() -> None:
    said = Statement.model_validate({"title": "T", "for": "F"})
    assert statement_audience(said) is Audience.PRIVATE
    for word in ("teachers", "family", "public"):
        wide = Statement.model_validate({"title": "T", "for": "F", "audience": word})
        assert statement_audience(wide) is Audience.TEACHERS


def test_it_is_on_no_page_of_any_site(begun: Path) -> None:
    write(begun, {f"{RHYS}/statements/wide.yaml": STATEMENT.replace("teachers", "public").replace("First", "Second")})
    for audience in Audience:
        summary = build_site(begun, audience, today=TODAY, jobs=1)
        assert summary.site is not None
        for file in summary.site.folder.rglob("*"):
            assert not file.is_file() or b"canary-why" not in file.read_bytes()


def test_it_travels_in_the_own_copy_alone(begun: Path) -> None:
    loaded, _ = load_school(begun)
    student, _ = load_student(loaded, "rhys-p6c1")
    assert student is not None
    path = "statements/first-try.yaml"
    away, own = carried(student, loaded, TODAY), carried(student, loaded, TODAY, everything=True)
    assert away is not None and own is not None
    assert [one.why for one in away.left_out if one.path == path] == [Why.TEACHERS]
    assert path in [one.path for one in own.records]
    private = replace(student.statements[0], record=student.statements[0].record.model_copy(update={"audience": None}))
    gone = carried(replace(student, statements=(private,)), loaded, TODAY)
    assert gone is not None and [one.why for one in gone.left_out if one.path == path] == [Why.PRIVATE]


def test_evidence_without_agreement_is_cut_out_of_the_own_copy(begun: Path) -> None:
    write(
        begun,
        {
            f"{RHYS}/testimonials/kai.yaml": "from: {name: Kai, role: peer}\ndate: 2026-10-02\ntext: Strong!\n",
            f"{RHYS}/statements/first-try.yaml": STATEMENT.replace("reflections/secret.md", "testimonials/kai.yaml"),
        },
    )
    loaded, _ = load_school(begun)
    student, _ = load_student(loaded, "rhys-p6c1")
    assert student is not None
    own = carried(student, loaded, TODAY, everything=True)
    assert own is not None
    taken = next(one for one in own.records if one.path == "statements/first-try.yaml")
    assert [cut.key for cut in taken.cuts] == [("answers", 0, "evidence", 1)]


# Mistakes


def test_evidence_that_is_not_there_is_told_and_nobody_gets_an_empty_sheet(begun: Path) -> None:
    write(begun, {f"{RHYS}/statements/first-try.yaml": STATEMENT.replace("chair", "chiar")})
    told = [one for one in problems_of(begun) if one.rule == "broken-reference"]
    assert len(told) == 1 and "Did you mean “reflections/chair.yaml”?" in told[0].message
    with pytest.raises(UsageError, match=r"statements/first-try\.yaml has a mistake"):
        sheet(begun)


def test_evidence_that_has_a_mistake_itself_costs_no_word_of_the_statement(begun: Path) -> None:
    write(begun, {f"{RHYS}/reflections/chair.yaml": "title: The chair\ndate: yesterday\n"})
    assert [one for one in problems_of(begun) if "Mend reflections/chair.yaml first" in one.hint]
    made = sheet(begun)
    assert made.answers[0].text == "canary-why" and made.answers[0].chosen == ("reflections/secret.md",)


# The worksheet


def test_before_there_is_a_statement_all_pieces_can_be_ticked(school: Path) -> None:
    made = sheet(school)
    assert [(one.path, one.kind, one.title) for one in made.pieces] == [
        ("reflections/secret.md", "reflection", "My secret"),
        ("reflections/chair.yaml", "reflection", "The chair"),
        ("testimonials/nan.yaml", "testimonial", "Nan"),
        ("achievements/job.yaml", "achievement", "Saturday job"),
    ]
    assert made.pieces[1].skills == (("Planning", "I drew it three times."),)
    assert [one.text for one in made.answers] == ["", "", ""] and made.file_name == "ucas-rhys-p6c1"


def test_what_was_written_is_on_it_again(begun: Path) -> None:
    made = sheet(begun)
    assert (made.slug, made.title, made.for_whom) == ("first-try", "First try", "Furniture at Clifton")
    assert made.answers[0].text == "canary-why" and made.count == len("canary-why")
    assert [one.title for one in made.beside(made.answers[0])] == ["My secret", "The chair"]
    page = worksheet_page(made)
    assert page.count("canary-why") == 2  # to write on, and on paper
    assert "Too short: at least 350, so 340 more." in page and "In all: 10 of 4,000. Left: 3,990." in page
    assert page.count(" checked") == 2


def test_the_newest_or_the_one_that_is_named(begun: Path) -> None:
    newer = STATEMENT.replace("First", "Second").replace("11-20", "11-22")
    write(begun, {f"{RHYS}/statements/second-try.yaml": newer})
    assert sheet(begun).title == "Second try" and sheet(begun).others == ("First try",)
    assert sheet(begun, statement="first-try").title == "First try"
    with pytest.raises(UsageError, match="Did you mean first-try"):
        try:
            sheet(begun, statement="frist-try")
        except UsageError as error:
            raise UsageError(f"{error.message} {error.hint}") from error


def test_an_answer_to_another_question_is_not_lost(begun: Path) -> None:
    more = "  - {question: hobby, text: canary-hobby}\n  - {question: why, text: canary-more}\n"
    write(begun, {f"{RHYS}/statements/first-try.yaml": STATEMENT + more})
    answers = sheet(begun).answers
    assert [one.id for one in answers] == ["why", "studies", "outside", "hobby"]
    assert answers[0].text == "canary-why\n\ncanary-more" and answers[3].text == "canary-hobby"


def test_too_long_is_said_with_figures_and_nothing_is_cut(begun: Path) -> None:
    long = STATEMENT.replace("canary-why  # my reason", "x" * 4120)
    write(begun, {f"{RHYS}/statements/first-try.yaml": long})
    page = worksheet_page(sheet(begun))
    assert "In all: 4,120 of 4,000. Too long by 120." in page and "x" * 4120 in page
    assert "Characters: 4,120. Long enough: at least 350." in page


def test_the_page_asks_nothing_of_anybody_and_holds_no_step(begun: Path) -> None:
    page = worksheet_page(sheet(begun))
    policy = re.search(r'content="(default-src[^"]+)"', page)
    assert policy and "script-src 'sha256-" in policy[1] and "connect-src" not in policy[1]
    assert "default-src 'none'" in policy[1] and "unsafe-eval" not in policy[1]
    assert not re.search(r'(?:src|href)="(?!#)', page)
    words = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
    assert "step" not in words.lower() and not re.search(r"\b9\b", words)
    assert "size: letter" in worksheet_page(sheet(begun), Paper.LETTER)


def test_hostile_words_are_words(begun: Path) -> None:
    evil = "'</textarea></script><script>alert(1)</script>\" onload=x'"
    write(
        begun,
        {
            f"{RHYS}/statements/first-try.yaml": f"title: {evil}\nfor: {evil}\nlang: cy\nanswers:\n"
            f"  - {{question: {evil}, text: {evil}}}\n",
            f"{RHYS}/achievements/job.yaml": f"title: {evil}\nkind: service\ndate: 2026-07-01\n",
        },
    )
    page = worksheet_page(sheet(begun))
    parsed = html5lib.parse(page, namespaceHTMLElements=False)
    assert len(parsed.findall(".//script")) == 1 and "alert(1)</script>" not in page
    assert not [one for one in parsed.iter() if "onload" in one.attrib]


# Taking it back


SAVED = (
    '# student: rhys-p6c1\ntitle: "First try"\nfor: "Furniture at Clifton"\nform: "ucas-2026"\ndate: 2026-11-23\n'
    'answers:\n  - question: "why"\n    text: |-\n      One.\n\n      Two: # three\n'
    '    evidence:\n      - "reflections/chair.yaml"\n'
    '  - question: "outside"\n    text: "I\\u2028sweep."\n'
)


def saved(school: Path, text: str = SAVED) -> Path:
    write(school.parent, {"download.yaml": text})
    return school.parent / "download.yaml"


def taken(school: Path, text: str = SAVED) -> Statement:
    """The statement, after this file was taken in."""
    record = carry_out(plan_statement(saved(school, text), school, "rhys-p6c1", today=TODAY))
    student, problems = load_student(load_school(school)[0], "rhys-p6c1")
    assert student is not None and not problems
    return next(one.record for one in student.statements if one.path == record)


def test_a_new_statement_goes_into_the_folder(school: Path) -> None:
    said = taken(school)
    assert (school / RHYS / "statements/first-try.yaml").is_file()
    assert said.answers[0].text == "One.\n\nTwo: # three" and said.answers[0].evidence == ("reflections/chair.yaml",)
    assert said.answers[1].text == "I\u2028sweep." and said.audience is None


def test_one_of_the_same_title_becomes_what_the_file_says_and_its_earlier_state_is_kept(begun: Path) -> None:
    file = begun / RHYS / "statements/first-try.yaml"
    before = file.read_bytes()
    said = taken(begun)
    assert said.answers[0].text.startswith("One.") and said.answers[0].evidence == ("reflections/chair.yaml",)
    assert said.audience is Audience.TEACHERS and file.read_text(encoding="utf-8").startswith("# mine\n")
    Keeper(begun, begun / RHYS, "rhys-p6c1").undo("statements/first-try.yaml")
    assert file.read_bytes() == before


def test_nothing_comes_twice(begun: Path) -> None:
    taken(begun)
    plan = plan_statement(saved(begun), begun, "rhys-p6c1", today=TODAY)
    assert plan.record == "statements/first-try.yaml" and not plan.changes_something


def test_what_was_taken_off_the_sheet_is_taken_away(begun: Path) -> None:
    only = re.sub(r"    evidence:\n      - .*\n", "", SAVED)
    assert taken(begun, only).answers[0].evidence == ()
    last = SAVED.split("  - question")[0] + '  - question: "outside"\n    text: "x"\n'
    plan = plan_statement(saved(begun, last), begun, "rhys-p6c1", today=TODAY)
    assert plan.answers_not_in_file == ("why",)
    assert [one.question for one in taken(begun, last).answers] == ["outside"]


def test_evidence_of_somebody_else_is_left_out_and_told(school: Path) -> None:
    strange = SAVED.replace("chair.yaml", "../../ben/reflections/x.yaml")
    plan = plan_statement(saved(school, strange), school, "rhys-p6c1", today=TODAY)
    assert plan.evidence_left_out == ("reflections/../../ben/reflections/x.yaml",)
    assert taken(school, strange).answers[0].evidence == ()


def test_a_record_that_was_changed_meanwhile_stays(begun: Path) -> None:
    plan = plan_statement(saved(begun), begun, "rhys-p6c1", today=TODAY)
    changed = STATEMENT.replace("canary-why", "changed meanwhile")
    write(begun, {f"{RHYS}/statements/first-try.yaml": changed})
    with pytest.raises(UsageError, match="changed meanwhile"):
        carry_out(plan)
    assert (begun / RHYS / "statements/first-try.yaml").read_text(encoding="utf-8") == changed


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "title"),
        (b"title: [\n", "line 1"),
        (b"\xff\xfet\x00", "UTF-16"),
        (b"title: \xe9\n", "UTF-8"),
        (b"title: a\x00b\n", "no text"),
        (b"title: T\nfor: F\nreports: x\n", "reports"),
        (b"title: T\nfor: F\nanswers: &a [*a]\n", "& at the start"),
        (b"title: " + b"[" * 30_000, "line 1"),
        (b"title: T\nfor: F\nanswers: [{question: why, text: '" + b"x" * 300_000 + b"'}]\n", "larger"),
        (b"# student: ben-7k2q\ntitle: T\nfor: F\n", "no student “ben-7k2q”"),
    ],
)
def test_a_file_that_is_no_statement_is_refused_with_a_sentence(school: Path, content: bytes, told: str) -> None:
    file = school.parent / "download.yaml"
    file.write_bytes(content)
    with pytest.raises(UsageError) as refused:
        plan_statement(file, school, today=TODAY)
    assert told in refused.value.message and "\n" not in refused.value.message
    assert not (school / RHYS / "statements").exists()


def test_a_file_from_another_student_s_sheet_is_refused(school: Path) -> None:
    write(school, {"students/ben-7k2q/profile.yaml": "name: Ben Hart\n"})
    with pytest.raises(UsageError, match="written on the sheet of rhys-p6c1, and not of ben-7k2q"):
        plan_statement(saved(school), school, "ben-7k2q", today=TODAY)
    assert plan_statement(saved(school), school, today=TODAY).student == "rhys-p6c1"


def test_what_is_taken_in_widens_nothing(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the file asks for; and what is said of it is so."""
    wide = SAVED.replace("date:", "audience: teachers\ndate:")
    with pytest.raises(SystemExit):
        main(["import", "statement", str(saved(school, wide)), str(school), "--yes", "--today", "2026-11-23"])
    told = capsys.readouterr().out
    assert "a new statement, for the student alone" in told
    assert "Only the student can say so" in told
    assert "audience" not in (school / RHYS / "statements/first-try.yaml").read_text(encoding="utf-8")


def test_where_teachers_may_see_it_already_that_is_said(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["import", "statement", str(saved(begun)), str(begun), "--dry-run"])
    told = capsys.readouterr().out
    assert "changes statements/first-try.yaml, which teachers may see" in told
    assert "Only the student" not in told


def test_an_unknown_form_is_refused_and_an_unknown_question_told(
    school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError, match="no form “ukas”"):
        plan_statement(saved(school, SAVED.replace("ucas-2026", "ukas")), school, today=TODAY)
    strange = saved(school, SAVED.replace('"outside"', '"hobbies"'))
    assert plan_statement(strange, school, today=TODAY).unknown_questions == ("hobbies",)
    with pytest.raises(SystemExit):
        main(["import", "statement", str(strange), str(school), "--dry-run"])
    assert "hobbies is no question of ucas-2026" in capsys.readouterr().out


@pytest.mark.parametrize("above", ["# mine\n", "\ufeff# sent by mail\n\n# twice\n"])
def test_whose_it_is_is_looked_for_in_all_remarks_above(school: Path, above: str) -> None:
    write(school, {"students/ben-7k2q/profile.yaml": "name: Ben Hart\n"})
    file = saved(school, above + SAVED)
    assert plan_statement(file, school, today=TODAY).student == "rhys-p6c1"
    with pytest.raises(UsageError, match="sheet of rhys-p6c1"):
        plan_statement(file, school, "ben-7k2q", today=TODAY)


def test_a_file_that_does_not_say_whose_it_is_says_so(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = saved(school, SAVED.partition("\n")[2] + "# student: rhys-p6c1\n")
    assert not plan_statement(file, school, "rhys-p6c1", today=TODAY).says_whose
    with pytest.raises(SystemExit):
        main(["import", "statement", str(file), str(school), "--student", "rhys-p6c1", "--dry-run"])
    assert "does not say whose it is" in capsys.readouterr().out


def test_under_another_title_it_is_the_same_statement(begun: Path) -> None:
    renamed = "# statement: first-try\n" + SAVED.replace('"First try"', '"Second thoughts"')
    plan = plan_statement(saved(begun, renamed), begun, "rhys-p6c1", today=TODAY)
    assert plan.record == "statements/first-try.yaml"
    assert taken(begun, renamed).title == "Second thoughts"
    assert [file.name for file in (begun / RHYS / "statements").glob("*.yaml")] == ["first-try.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
@pytest.mark.parametrize("kind", ["ucas", "cv"])
def test_a_sheet_is_for_nobody_else_who_uses_the_computer(
    school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(["export", kind, "rhys-p6c1", str(school)])
    assert (tmp_path / f"{kind}-rhys-p6c1.html").stat().st_mode & 0o777 == 0o600


def test_a_link_is_not_followed(school: Path) -> None:
    link = school.parent / "link.yaml"
    try:
        link.symlink_to(saved(school))
    except OSError:
        pytest.skip("no links here")
    with pytest.raises(UsageError, match="link"):
        plan_statement(link, school, "rhys-p6c1", today=TODAY)


HOSTILE = [
    "--- !!python/object:os\n...\n",
    "a: b\n- c\n# d\n%TAG\n&e *f",
    "   leading\n\ttab\nend   ",
    "“quoted” \"double\" 'single' \\n \\x00 ${x} {{ y }}",
    "👩‍🔧 مرحبا שלום 한국어 𝔘 e\u0301",
    "a\u2028b\u2029c\u00a0d\ufeffe\u200bf",
    "x\n" * 1999 + "y",
    "|-\n>\n? :\n",
    "no\nyes\nnull\n~\n2026-11-23",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_was_written_comes_back_letter_for_letter(school: Path, text: str) -> None:
    """As a file in YAML of any program, through the import, onto the next sheet."""
    answers = [{"question": "why", "text": text}]
    whole = {"title": "First try", "for": "F", "form": "ucas-2026", "answers": answers}
    said = taken(school, yaml.safe_dump(whole, allow_unicode=False))
    assert said.answers[0].text == text.strip()
    assert sheet(school).answers[0].text == text.strip()


# The commands


def test_the_commands(begun: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(begun)
    assert run("export", "ucas", "rhys-p6c1", "--today", "2026-11-22") == 0
    assert (begun / "ucas-rhys-p6c1-first-try.html").is_file()
    assert "for rhys-p6c1 alone" in capsys.readouterr().out
    assert run("export", "ucas", f"{RHYS}", "--to", "again.html") == 0
    write(begun, {"mine.html": "my own"})
    assert run("export", "ucas", "rhys-p6c1", "--to", "mine.html") == 2
    assert (begun / "mine.html").read_text(encoding="utf-8") == "my own"
    before = (begun / RHYS / "statements/first-try.yaml").read_bytes()
    file = str(saved(begun))
    capsys.readouterr()
    assert run("import", "statement", file, "--student", "rhys-p6c1", "--dry-run") == 0
    told = capsys.readouterr().out
    assert "changes statements/first-try.yaml" in told and "why: 18 characters (until now 10)" in told
    assert (begun / RHYS / "statements/first-try.yaml").read_bytes() == before
    assert run("import", "statement", file) == 2  # nobody to ask
    assert run("import", "statement", file, "--yes") == 0
    assert "can be brought back in the studio" in capsys.readouterr().out
    assert run("import", "statement", file, "--yes") == 0
    assert "nothing to do" in capsys.readouterr().out
    assert run("import", "statement", file, "--student", "nobody") == 2


def test_a_lone_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "rhys-p6c1", {"profile.yaml": "name: Rhys Pugh\n"})
    monkeypatch.chdir(tmp_path / "rhys-p6c1")
    assert run("new", "statement", "Furniture: first try") == 0
    assert list((tmp_path / "rhys-p6c1/statements").iterdir())
    assert run("check") == 0
    assert run("export", "ucas", ".", "--to", "sheet.html") == 0
    assert "Furniture: first try" in Path("sheet.html").read_text(encoding="utf-8")
    write(tmp_path, {"s.yaml": SAVED.replace('      - "reflections/chair.yaml"\n', "").replace("    evidence:\n", "")})
    assert run("import", "statement", "../s.yaml", "--yes") == 0
    assert run("check") == 0
    capsys.readouterr()
