"""The guides on paper, and their words: every command in them runs, every field and file that they name exists."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
import webbrowser
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import click
import html5lib
import pypdfium2
import pytest
from playwright.sync_api import Browser

from profilegen import bundled
from profilegen.classroom.guide_text import guide_text
from profilegen.classroom.guides import print_guides, read_guides
from profilegen.cli.main import command, main
from profilegen.event.keys import event_key
from profilegen.event.sealing import Response, sealed
from profilegen.loading.yaml_text import parse
from profilegen.model import records
from profilegen.model.audience import AUDIENCE_WORDS
from profilegen.model.limits import CEILINGS
from profilegen.model.records import Consent, Consents, Record, Showcase
from profilegen.packing.keys import new_key
from profilegen.packing.pack import pack
from profilegen.problems import UsageError
from profilegen.starting import new_class, new_school, new_student
from tests.building.worlds import write

KIT = bundled.starter_kit()
GUIDES = sorted((KIT / "guides").glob("*.md"))
TEXTS = [*sorted(KIT.rglob("*.md")), *sorted((KIT / "templates").rglob("*.yaml"))]
UNTIL_STOPPED = {"serve", "studio"}
ASKING = "profilegen (import|forget|keys trust)"
AGES = ("students-5-7", "students-7-11", "students-11-16", "students-16-19")

RECORDS = [one for one in vars(records).values() if isinstance(one, type) and issubclass(one, Record)]
FIELDS = {field.alias or name for record in RECORDS for name, field in record.model_fields.items()}
WORDS = {
    *AUDIENCE_WORDS,
    *CEILINGS,
    "others",
    "[]",
    "noindex",
    ".vtt",
    "##",
    "[ ]",
    "---",
    "_site",
    "_site/family",
    *("--as", "--dry-run", "--for", "--json", "--pdf", "--showcase"),
    "--sign",
    "addresses.yaml",
    "arrivals",
    "crosswalks",
    "arrivals/…",
    "classes/…",
    "students/…",
}
"""What else stands in the guides as one would type it: audiences, limits, and what browsers and editors call things."""
IN_A_FOLDER = {
    "READ ME FIRST.html",
    "pack.json",
    "differences.txt",
    "arrived",
    "index.html",
    "bridge.vtt",
    "bridge.yaml",
    "bridge.cy.yaml",
    "profile.yaml",
    "profile.cy.yaml",
}


# Commands


def code_in(text: str) -> Iterator[str]:
    """What is typed: the lines of blocks, and what stands between backticks."""
    parts = re.split(r"^ *```.*\n", text, flags=re.MULTILINE)
    for number, part in enumerate(parts):
        if number % 2:
            yield from (line.strip() for line in part.splitlines())
        else:
            yield from (" ".join(code.split()) for code in re.findall("`([^`]+)`", part))


def commands() -> list[str]:
    """Every `profilegen …` of the starter kit, without what follows in a comment."""
    found = {code for path in TEXTS for code in code_in(path.read_text(encoding="utf-8"))}
    return sorted(code for code in found if re.match(r"profilegen( |$)", code) and "«" not in code)


def named(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that these words name, and what is left of them. KeyError where there is none."""
    found: click.Command = command
    while isinstance(found, click.Group) and words:
        found, words = found.commands[words[0]], words[1:]
    return found, words


def is_only_named(line: str) -> bool:
    """`profilegen new`, `profilegen import …` and `profilegen check --report` are spoken of, and not to be typed."""
    found, words = named([word for word in shlex.split(line)[1:] if word != "…"])
    needs_more = any(one.required for one in found.params)
    options = {name for one in found.params if isinstance(one, click.Option) and not one.is_flag for name in one.opts}
    ends_open = bool(words) and words[-1] in options
    return line.endswith("…") or ends_open or isinstance(found, click.Group) or (needs_more and not words)


def test_there_are_many_commands_in_the_starter_kit() -> None:
    """So that no change of the search for them makes the tests below empty."""
    assert len(commands()) > 25
    assert {shlex.split(line)[1] for line in commands()} >= {"new", "import", "export", "overview", "strips", "guides"}


@pytest.mark.parametrize("line", commands())
def test_each_command_in_the_starter_kit_is_one(line: str, prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(prepared)
    found, words = named([word for word in shlex.split(line)[1:] if word != "…"])
    if not is_only_named(line):
        found.make_context("profilegen", words).close()  # an option or choice that is not there raises


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The school of the guides: two classes, Amina with a comment on her bridge, a teacher, and lists from outside."""
    school = tmp_path_factory.mktemp("guides") / "school"
    new_school(school, "Hillside School", schemas={})
    shutil.copytree(KIT / "forms", school / "forms", dirs_exist_ok=True)
    new_class(school, "4 Oak", "2026/27")
    new_class(school, "Oak", "2026/27")
    amina = new_student(school, "Amina Yusuf", class_id="4-oak", choose=lambda: "x7k2")
    new_student(school, "Ada Okafor", kind="teacher")
    bridge = "title: My bridge\nsubject: Science\ndate: 2026-11-20\n"
    comment = "feedback:\n  - from: {name: Mr Reed, role: teacher}\n    date: 2026-11-20\n    comment: The feet slip.\n"
    report = "school_year: 2026/27\nby: Mr Reed\n"
    write(amina, {"reflections/bridge.yaml": bridge + comment, "reports/2026.yaml": report})
    showcase = "title: Why engineering\nfor: My interview\nshows: [reflections/bridge.yaml]\n"
    write(amina, {"showcases/my-interview.yaml": showcase})
    (school / "4oak.csv").write_text("Forename,Surname,Class\nBen,Ode,4 Oak\n", encoding="utf-8", newline="\n")
    assert (
        run(f"profilegen export comments {shlex.quote(str(school))} --class 4-oak --to {school}/comments-4-oak.xlsx")
        == 0
    )
    assert (school / "comments-4-oak.xlsx").is_file()
    other = write(tmp_path_factory.mktemp("other"), {"school.yaml": "name: Riverside School\n"})
    shutil.copy(new_key(other, "Riverside School").file, school / "school-key.pub")
    pack("amina-x7k2", school, to=school / "amina-pack.zip")
    write(school, {"statement.yaml": "# student: amina-x7k2\ntitle: First try\nfor: Engineering\n"})
    key = event_key(school, "4-oak-2026-12-03")
    kind = Response(amina.name, date(2026, 11, 20), "Ali Yusuf", "Father", "family", "It held.")
    write(school, {"collected/response-2026-11-20-1a2b3c4d.json": sealed(kind, key.event, key.public_bytes)})
    return school


def run(line: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(shlex.split(line)[1:])
    return int(ended.value.code or 0)


@pytest.mark.parametrize(
    "line", [line for line in commands() if not is_only_named(line) and shlex.split(line)[1] not in UNTIL_STOPPED]
)
def test_each_command_in_the_starter_kit_runs(
    line: str, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the folder where it would be typed. 1 is fine: problems were found, as there are."""
    school = tmp_path / "hillside"
    shutil.copytree(prepared, school)
    monkeypatch.setattr(webbrowser, "open", lambda address: True)
    monkeypatch.chdir(folder_for(line, school))
    asks = re.match(ASKING, line) and "--dry-run" not in line
    has_map = re.search(r"--map (\S+)", line)
    if has_map:
        (school / "answers.csv").write_text(answers_to(school / has_map[1]), encoding="utf-8", newline="\n")
    code = run(f"{line} --yes" if asks else line)
    told = capsys.readouterr()
    assert not has_map or "1 answer goes in" in told.out, told.out + told.err
    assert code in (0, 1), told.err
    assert "Traceback" not in told.err and "profilegen itself made a mistake" not in told.err


def answers_to(form: Path) -> str:
    """One answer to the questions that a sample map knows, as a form exports it."""
    answers = {"student": "Amina Yusuf", "date": "2026-11-21 10:00:00", "title": "My bridge", "role": "A teacher"}
    answers |= {"from": "Mr Reed", "school_year": "2026/27", "class": "4 Oak", "subject": "Science", "agreed": "Yes"}
    written = parse(form.read_text(encoding="utf-8"), form.name).fields
    assert written is not None and isinstance(written["columns"], list)
    columns = [(str(one["column"]), str(one["field"])) for one in written["columns"] if isinstance(one, dict)]
    rows = ([name for name, _ in columns], [answers.get(kind, "" if kind == "leave" else "Yes") for _, kind in columns])
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def folder_for(line: str, school: Path) -> Path:
    if line.startswith("profilegen new school"):
        return school.parent
    if re.match("profilegen new (reflection|testimonial|achievement)", line) and "--student" not in line:
        return school / "students" / "amina-x7k2"
    if re.search("--sign|keys show", line):
        new_key(school, "Hillside School")
    if line.startswith("profilegen new class"):
        (school / "classes" / "oak.yaml").unlink()
    return school


# Fields, files, and what forms ask for


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_every_field_and_file_that_a_guide_names_exists(guide: Path, prepared: Path) -> None:
    there = {path.name for path in prepared.rglob("*")} | IN_A_FOLDER
    text = re.sub(r"^ *```.*?^ *```", "", guide.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    unknown = []
    for code in re.findall("`([^`]+)`", text):
        field = re.match(r"([a-z_]+):(?: \S.*)?$", code)
        words = code.split()
        is_command = words[0] == "profilegen" or words[0] in command.commands or code.startswith("--for ")
        if not (is_command or code in FIELDS | WORDS | there or (field and field[1] in FIELDS)):
            unknown.append(code)
    assert unknown == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_every_link_of_a_guide_leads_to_another(guide: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", guide.read_text(encoding="utf-8"))
    assert [link for link in links if not (guide.parent / link).is_file()] == []


def test_the_consent_form_asks_for_each_field_of_a_consent_in_the_words_of_the_template() -> None:
    form = " ".join((KIT / "guides" / "consent-form.md").read_text(encoding="utf-8").replace("’", "'").split())
    asked = set(re.findall("`([a-z_]+)`", form))
    assert asked >= {*Consents.model_fields, *Consent.model_fields, *AUDIENCE_WORDS} - {"private"}
    template = (KIT / "templates" / "school" / "consents.yaml").read_text(encoding="utf-8")
    meanings = re.findall(r"^##   ([a-z_]+)  +(.+)$", template, re.MULTILINE)[:4]
    assert {name for name, _ in meanings} == set(Consents.model_fields)
    assert [name for name, meaning in meanings if f"{meaning} (`{name}`)" not in form] == []


@pytest.mark.parametrize(("guide", "record"), [("teachers", Consents), ("students-16-19", Showcase)])
def test_the_yaml_that_a_guide_shows_is_sound(guide: str, record: type[Record]) -> None:
    text = (KIT / "guides" / f"{guide}.md").read_text(encoding="utf-8")
    (shown,) = re.findall("```yaml\n(.*?)```", text, re.DOTALL)
    fields = parse(shown, "").fields
    assert fields is not None
    for one in fields.values() if record is Consents else [fields]:
        record.model_validate(one)


@pytest.mark.parametrize(
    "name", [*AGES, "students", "teachers", "parents", "governors", "privacy-notice", "consent-form", "hosting"]
)
def test_whoever_hands_out_copies_is_told_that_they_cannot_be_called_back(name: str) -> None:
    text = " ".join((KIT / "guides" / f"{name}.md").read_text(encoding="utf-8").split())
    assert "whoever has a copy has it" in text.lower()


def test_the_privacy_notice_says_what_a_notice_has_to_say() -> None:
    notice = (KIT / "guides" / "privacy-notice.md").read_text(encoding="utf-8").lower()
    for needed in ("responsible", "data protection officer", "article 6", "why", "how long", "where it is kept"):
        assert needed in notice
    for right in ("a copy of it", "correct", "delete", "object", "take back a consent", "complain"):
        assert right in notice


# On paper


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("printed")
    print_guides(read_guides(folder), folder)
    return folder


def test_the_list_names_every_page_once_and_every_page_is_there(printed: Path) -> None:
    links = re.findall(r'href="([^"]+)"', (printed / "index.html").read_text(encoding="utf-8"))
    assert sorted(links) == sorted(path.name for path in printed.iterdir() if path.name != "index.html")
    stems = {path.stem for path in GUIDES} | {f"prompts-{path.stem}" for path in (KIT / "prompts").iterdir()}
    assert {f"{stem}.html" for stem in stems} <= set(links)


def test_every_guide_of_the_kit_has_its_place_by_role() -> None:
    assert "The school’s own" not in read_guides(KIT).shelves


def test_no_page_asks_for_anything_from_elsewhere(printed: Path) -> None:
    for path in printed.iterdir():
        page = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://|//[a-z]|<script|<link|<img|url\(|@import", page), path.name
        for link in re.findall(r'href="([^"#]+)"', page):
            assert (printed / link).is_file(), f"{path.name}: {link}"


def test_every_page_is_sound_html_with_one_title(printed: Path) -> None:
    for path in printed.iterdir():
        parser = html5lib.HTMLParser(strict=True)
        tree = parser.parse(path.read_text(encoding="utf-8"))
        assert len(tree.findall(".//{http://www.w3.org/1999/xhtml}h1")) == 1, path.name


def test_written_again_nothing_changes(printed: Path) -> None:
    before = {path.name: path.read_bytes() for path in printed.iterdir()}
    print_guides(read_guides(printed), printed)
    assert {path.name: path.read_bytes() for path in printed.iterdir()} == before


def test_a_page_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"index\.html"):
        print_guides(read_guides(tmp_path), tmp_path)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "mine"


def test_boxes_and_lines_stand_where_the_text_has_them() -> None:
    text = guide_text(
        "# Form\n\nName: ____________ , at ____ , and ____________________\n\n- [ ] yes\n\n____\n\n---\n", {}, ""
    )
    assert text.title == "Form"
    assert re.findall('class="line ([a-z]+)"', text.html) == ["middle", "short", "long"]
    assert '<li><span class="box">[ ]</span>&nbsp;yes</li>' in text.html
    assert text.html.index('class="writing"') < text.html.index('class="new-sheet"')
    assert text.about == "Name: … , at … , and …"


def test_lines_of_the_file_are_no_lines_on_paper() -> None:
    assert guide_text("one\ntwo", {}, "Title").html == "<p>one two</p>"


def test_guides_link_to_each_other_and_to_nothing_else_in_the_folder() -> None:
    text = guide_text("[a](parents.md) [b](secret.yaml) [c](javascript:alert)", {"parents.md": "parents.html"}, "")
    assert '<a href="parents.html">a</a>' in text.html
    assert "secret" not in text.html and "href=" not in text.html.replace('href="parents.html"', "")


def test_a_school_prints_its_own_words_and_what_it_added(tmp_path: Path) -> None:
    new_school(tmp_path, "Hillside School", schemas={})
    (tmp_path / "guides" / "parents.md").write_text("# For our families\n\nWelcome.\n", encoding="utf-8")
    (tmp_path / "guides" / "sports day.md").write_text("No title here.\n", encoding="utf-8")
    (tmp_path / "prompts" / "early.yaml").write_text("name: Ours\nprompts: [Why?]\n", encoding="utf-8")
    found = read_guides(tmp_path)
    titles = {guide.name: guide.text.title for guide in found}
    assert (titles["parents"], titles["prompts-early"], titles["sports-day"]) == (
        "For our families",
        "Ours",
        "Sports day",
    )
    assert [guide.name for guide in found.shelves["The school’s own"]] == ["sports-day"]
    assert "Hillside School" in next(guide.text.html for guide in found if guide.name == "privacy-notice")
    assert not found.problems


def test_what_a_school_wrote_can_do_nothing_on_the_page(tmp_path: Path) -> None:
    new_school(tmp_path, "Hillside School", schemas={})
    attack = "# </title></style><script>alert(1)</script>\n\n<img src=x onerror=alert(1)>![x](//a.example) `</style>`\n"
    (tmp_path / "guides" / "ours.md").write_text(attack, encoding="utf-8")
    print_guides(read_guides(tmp_path), tmp_path / "out")
    page = (tmp_path / "out" / "ours.html").read_text(encoding="utf-8")
    assert "<script" not in page and "<img" not in page and page.count("</style>") == 1
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("content", [b"\xff\xfe#\x00", b"# caf\xe9", b"x" * 300_000])
def test_a_guide_that_cannot_be_read_is_told_and_left_out(tmp_path: Path, content: bytes) -> None:
    new_school(tmp_path, "Hillside School", schemas={})
    (tmp_path / "guides" / "ours.md").write_bytes(content)
    found = read_guides(tmp_path)
    assert [problem.place.file for problem in found.problems] == ["guides/ours.md"]
    assert "ours" not in {guide.name for guide in found}


def test_the_command_says_where_the_pages_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("profilegen guides") == 0
    assert "index.html" in capsys.readouterr().out
    assert (tmp_path / "printed-guides" / "index.html").is_file()


PAGES = {
    "index": 3,
    "consent-form": 2,
    "purpose": 2,
    "first-week": 2,
    "privacy-notice": 3,
    "teachers": 4,
    "students": 3,
}
"""How many sheets of A4 at most; two of any other."""


@pytest.mark.browser
def test_pages_are_few_on_paper_and_nothing_is_cut_off_on_a_phone(printed: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800}, color_scheme="dark")
    page.context.set_offline(True)
    for path in sorted(printed.iterdir()):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path.name
        sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
        assert len(sheets) <= PAGES.get(path.stem, 2), path.name
        assert tuple(round(side) for side in sheets[0].get_size()) == (595, 842)
        shot = sheets[0].render(scale=0.2).to_pil().convert("L")
        assert shot.getpixel((1, 1)) == 255, f"{path.name} is not white on paper"
        assert len({shot.getpixel((x, y)) for x in range(shot.width) for y in range(shot.height)}) > 5
    page.close()
