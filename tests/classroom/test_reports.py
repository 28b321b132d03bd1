"""`profilegen reports CLASS`: one file for a class, every letter as that student's family may see it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from profilegen.build import build_site
from profilegen.classroom.reports import read_reports, reports_sheet
from profilegen.cli.main import main
from profilegen.loading.themes import ThemeError
from profilegen.model.audience import Audience
from profilegen.problems import UsageError
from tests.classroom.test_overview import run

TODAY = date(2026, 7, 20)


def a_picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (900, 600), (40, 120, 90)).save(file, "JPEG")
    return file.getvalue()


FILES: dict[str, str | bytes] = {
    "school.yaml": "name: Hillside\ntheme: crisp\npublishing: {public: yes}\n",
    "classes/oak.yaml": "name: 4 Oak\nschool_year: 2025/26\nstudents: [amina-x3f9, ben-p4k2, cai-m2m2, ada-k7p2]\n",
    "students/amina-x3f9/profile.yaml": 'name: Amina <b>"Karimi"</b>\naudience: public\n',
    "students/amina-x3f9/reports/one.yaml": "school_year: 2025/26\nprogress: AMINA-PROGRESS\nresults: "
    "[{subject: History, qualification: GCSE, result: '7'}]\n",
    "students/amina-x3f9/reports/one.ar.yaml": "progress: سنة جيّدة.\n",
    "students/amina-x3f9/reflections/a.yaml": "title: AMINA-FAMILY\ndate: 2026-02-01\nfeatured: yes\n"
    "media: [{file: a.jpg, alt: Green, shows: []}]\n",
    "students/amina-x3f9/reflections/b.yaml": "title: AMINA-TEACHERS\ndate: 2026-02-02\nfeatured: yes\n"
    "audience: teachers\n",
    "students/amina-x3f9/media/a.jpg": a_picture(),
    "students/ben-p4k2/profile.yaml": "name: Ben Ode\n",
    "students/ben-p4k2/reports/one.yaml": "school_year: 2025-26\nprogress: BEN-PROGRESS\n",
    "students/ben-p4k2/reports/old.yaml": "school_year: 2024/25\nprogress: BEN-OLD\n",
    "students/cai-m2m2/profile.yaml": "name: Cai Rhys\n",
    "students/ada-k7p2/profile.yaml": "name: Ada Okafor\nkind: teacher\n",  # who sits in a class, learns there
}


@pytest.fixture
def school(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return tmp_path


def test_every_letter_of_the_year_is_in_the_order_of_the_class(school: Path) -> None:
    found = read_reports(school, "4 Oak", today=TODAY)
    assert [letter.view.id for letter in found.letters] == ["amina-x3f9", "ben-p4k2"]
    assert (found.year, found.class_name, found.without) == ("2025/26", "4 Oak", ("Cai Rhys", "Ada Okafor"))
    assert [one.view.id for one in read_reports(school, "oak", year="2024-25", today=TODAY).letters] == ["ben-p4k2"]


def test_a_letter_holds_what_its_own_family_may_see(school: Path) -> None:
    file = reports_sheet(read_reports(school, "4 Oak", today=TODAY)).decode("utf-8")
    for words in ("AMINA-PROGRESS", "AMINA-FAMILY", "BEN-PROGRESS", "سنة جيّدة."):
        assert words in file, words
    for words in ("AMINA-TEACHERS", "BEN-OLD", "Cai Rhys", "Ada Okafor"):
        assert words not in file, words
    assert "<b>" not in file


def test_it_needs_nothing_beside_it_and_asks_nobody(school: Path) -> None:
    """Style sheets, fonts and pictures are in it, and no address leads anywhere."""
    file = reports_sheet(read_reports(school, "4 Oak", today=TODAY)).decode("utf-8")
    addresses = re.findall(r"""(?:src|href|srcset)="([^"]*)"|url\("?([^")]*)""", file)
    assert {one[:5] or two[:5] for one, two in addresses} - {"#s1_a", "#s1_i"} == {"data:"}
    assert not re.findall(r"<(?:script|link|source|video|audio|form|iframe)\b", file)
    assert "default-src 'none'" in file and 'content="noindex, nofollow"' in file


def test_no_id_stands_twice_and_every_name_of_a_part_is_there(school: Path) -> None:
    file = reports_sheet(read_reports(school, "4 Oak", today=TODAY)).decode("utf-8")
    ids = re.findall(r'\bid="([^"]+)"', file)
    assert len(ids) == len({*ids})
    assert {*re.findall(r'aria-labelledby="([^"]+)"', file)} <= {*ids}
    assert {one[1:] for one in re.findall(r'href="(#[^"]+)"', file)} <= {*ids}


def test_the_same_is_made_twice_and_nothing_of_the_school_changes_but_its_cache(school: Path) -> None:
    before = {path: path.read_bytes() for path in school.rglob("*") if path.is_file()}
    first = reports_sheet(read_reports(school, "4 Oak", today=TODAY))
    assert reports_sheet(read_reports(school, "4 Oak", today=TODAY)) == first
    after = {path: path.read_bytes() for path in school.rglob("*") if path.is_file()}
    assert {path: after[path] for path in before} == before
    assert {path.relative_to(school).parts[0] for path in after.keys() - before.keys()} == {".profilegen"}


def test_a_theme_of_the_school_s_own_gives_way_to_the_product_s_below_it(school: Path) -> None:
    own = school / "themes" / "ours"
    (own / "templates" / "parts").mkdir(parents=True)
    (own / "theme.yaml").write_text("name: ours\nextends: meadow\n", encoding="utf-8")
    (own / "templates" / "parts" / "letter.html").write_text("OURS", encoding="utf-8")
    (school / "school.yaml").write_text("name: Hillside\ntheme: ours\n", encoding="utf-8")
    file = reports_sheet(read_reports(school, "4 Oak", today=TODAY)).decode("utf-8")
    assert 'class="theme-meadow ' in file and "OURS" not in file
    with pytest.raises(ThemeError):
        reports_sheet(read_reports(school, "4 Oak", today=TODAY), theme="fireworks")


def test_a_picture_that_cannot_be_made_costs_the_picture_alone(school: Path) -> None:
    (school / "students/amina-x3f9/media/a.jpg").write_bytes(b"\xff\xd8\xff no picture")
    file = reports_sheet(read_reports(school, "4 Oak", today=TODAY)).decode("utf-8")
    assert "AMINA-FAMILY" in file and "<img" not in file


@pytest.mark.parametrize(
    "typed",
    ['src="media/foo.jpg"', 'sizes="big" and srcset="x" loading="lazy"', "<source x> stays", "![p](media/x.jpg)"],
)
def test_words_that_look_like_a_picture_s_address_stay_words(school: Path, typed: str) -> None:
    """A letter is never searched for addresses: what a report says is shown as it was typed."""
    text = f"school_year: 2025/26\nprogress: |\n  Before {typed} after.\n"
    (school / "students/ben-p4k2/reports/one.yaml").write_text(text, encoding="utf-8")
    file = reports_sheet(read_reports(school, "4 Oak", today=TODAY)).decode("utf-8")
    shown = unescape(re.sub("<[^>]*>", "", file.partition("Before ")[2].partition(" after.")[0]))
    assert shown.replace("”", '"').replace("“", '"') == ("p" if typed.startswith("!") else typed)


def test_no_word_brings_in_another_child_s_picture(school: Path) -> None:
    """Not even with the very name that the picture has in the store."""
    first = reports_sheet(read_reports(school, "4 Oak", today=TODAY)).decode("utf-8")
    assert first.count("data:image/jpeg") == 1
    names = [path.name for path in (school / ".profilegen/store").rglob("*.jpg")]
    assert names
    words = " ".join(f'src="media/{name}" ![x](media/{name})' for name in names)
    report = f"school_year: 2025/26\nprogress: |\n  {words}\n"
    (school / "students/ben-p4k2/reports/one.yaml").write_text(report, encoding="utf-8")
    file = reports_sheet(read_reports(school, "4 Oak", today=TODAY)).decode("utf-8")
    assert file.count("data:image/jpeg") == 1


@pytest.mark.parametrize(("name", "year"), [("5 Elm", ""), ("4 Oak", "2019/20")])
def test_no_such_class_or_year_is_a_wrong_use(name: str, year: str, school: Path) -> None:
    with pytest.raises(UsageError):
        read_reports(school, name, year=year, today=TODAY)


def test_the_command_writes_the_file_and_says_who_has_no_report(
    school: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """Made anew, it takes its own place; somebody else's file stays."""
    file = tmp_path_factory.mktemp("out") / "reports.html"
    for _ in range(2):
        with pytest.raises(SystemExit) as done:
            main(["reports", "4 Oak", str(school), "--to", str(file), "--today", "2026-07-20"])
        assert not done.value.code
    told = capsys.readouterr().out
    assert "2 reports of 2025/26" in told and "Cai Rhys" in told
    assert "begins on a new sheet, so the back of a report of one page is left empty" in told
    assert "AMINA-PROGRESS" in file.read_text(encoding="utf-8")
    file.write_text("a letter of mine", encoding="utf-8")
    with pytest.raises(SystemExit) as refused:
        main(["reports", "4 Oak", str(school), "--to", str(file)])
    assert (refused.value.code, file.read_text(encoding="utf-8")) == (2, "a letter of mine")


@pytest.mark.parametrize("audience", [Audience.SCHOOL, Audience.PUBLIC])
def test_no_word_of_a_report_is_in_a_site_for_school_or_public(audience: Audience, school: Path) -> None:
    """Nor is there a page of it; the families' site has both."""
    (school / "consents.yaml").write_text("amina-x3f9: {public: public, full_name: public}\n", encoding="utf-8")

    def holders(word: str) -> list[Path]:
        build_site(school, Audience[word.upper()], today=TODAY, jobs=1)
        files = [path for path in (school / "_site" / word).rglob("*") if path.is_file()]
        return [path for path in files if b"AMINA-PROGRESS" in path.read_bytes() or "report-2" in path.name]

    assert holders("family")
    assert holders(audience.word) == []
    assert (school / "_site" / audience.word / "students" / "amina-x3f9" / "index.html").is_file()


def test_a_score_beside_a_comment_is_told_before_it_goes_home(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the very words of `check`; of the reports that are printed only."""
    written = "school_year: %s\nsubjects:\n  - {subject: History, achievements: You compared two sources. %s}\n"
    folder = school / "students" / "ben-p4k2" / "reports"
    (folder / "one.yaml").write_text(written % ("2025-26", "7/10"), encoding="utf-8")
    (folder / "old.yaml").write_text(written % ("2024/25", "8/10"), encoding="utf-8")
    file = school / "reports.html"
    assert run("reports", "4 Oak", school, "--to", file, "--today", TODAY) == 0
    printed = capsys.readouterr().out
    assert "“7/10” reads like a score. Beside a score, people stop reading the comment." in printed
    assert "students/ben-p4k2/reports/one.yaml:3" in printed and "[score-beside-comment]" in printed
    assert "8/10" not in printed
    run("check", school)
    assert "“7/10” reads like a score. Beside a score, people stop reading the comment." in capsys.readouterr().out
