"""A file of a theme is copied once; when the original changes with an upgrade, check and build say what has changed."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from profilegen import bundled
from profilegen.ejecting.originals import changed_in_school, eject
from profilegen.problems import ProfilegenError, Severity, UsageError
from profilegen.starting import new_theme
from profilegen.theming.checking import check_theme
from tests.building.worlds import a_school, build, write

OURS: dict[str, str | bytes] = {"themes/ours/theme.yaml": "name: ours\nextends: crisp\n"}


@pytest.fixture
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the product's themes, so that an upgrade can change them."""
    copy = tmp_path / "product"
    shutil.copytree(bundled.themes(), copy)
    monkeypatch.setattr(bundled, "themes", lambda: copy)
    return copy


@pytest.fixture
def school(tmp_path: Path, product: Path) -> Path:
    return write(a_school(tmp_path / "hillside"), OURS)


def upgrade(product: Path) -> None:
    """The makers change one line of the page of skills."""
    template = product / "base" / "templates" / "skills.html"
    text = template.read_text(encoding="utf-8")
    assert '<ol class="story">' in text
    template.write_text(text.replace('<ol class="story">', '<ol class="story told">'), encoding="utf-8", newline="\n")


@pytest.mark.parametrize("wanted", ["templates/skills.html", "skills.html", "./skills.html"])
def test_a_file_is_copied_as_it_is_from_the_theme_that_has_it(wanted: str, school: Path, product: Path) -> None:
    original = eject(wanted, "ours", school)
    assert (original.theme, original.path) == ("base", "templates/skills.html")
    copied = (school / "themes" / "ours" / "templates" / "skills.html").read_bytes()
    assert copied == (product / "base" / "templates" / "skills.html").read_bytes()


def test_the_nearest_theme_s_file_is_meant(school: Path, product: Path) -> None:
    assert eject("index.html", "ours", school).theme == "crisp"
    assert eject("static/print.css", "ours", school).theme == "base"


def test_nothing_is_overwritten(school: Path) -> None:
    eject("skills.html", "ours", school)
    own = school / "themes" / "ours" / "templates" / "skills.html"
    own.write_text("ours", encoding="utf-8", newline="\n")
    with pytest.raises(ProfilegenError, match="already"):
        eject("skills.html", "ours", school)
    assert own.read_text(encoding="utf-8") == "ours"


@pytest.mark.parametrize("wanted", ["skils.html", "../../school.yaml", "theme.yaml", "/etc/hosts", ""])
def test_a_file_that_no_theme_has_is_wrong_usage(wanted: str, school: Path) -> None:
    before = sorted(school.rglob("*"))
    with pytest.raises(UsageError) as refusal:
        eject(wanted, "ours", school)
    assert refusal.value.hint
    assert sorted(school.rglob("*")) == before


def test_the_product_s_own_themes_are_not_changed(school: Path, product: Path) -> None:
    before = sorted(product.rglob("*"))
    with pytest.raises(UsageError, match="comes with profilegen"):
        eject("skills.html", "crisp", school)
    assert sorted(product.rglob("*")) == before


def test_as_long_as_the_original_stays_nothing_is_said(school: Path) -> None:
    eject("skills.html", "ours", school)
    write(school, {"themes/ours/templates/skills.html": '{% extends "base/skills.html" %}\n'})
    assert changed_in_school(school) == ()


def test_after_an_upgrade_the_change_is_shown_as_a_diff(school: Path, product: Path) -> None:
    eject("skills.html", "ours", school)
    eject("testimonials.html", "ours", school)
    upgrade(product)
    (found,) = changed_in_school(school)
    assert (found.rule, found.severity) == ("theme-original-changed", Severity.WARNING)
    assert found.place.file == "themes/ours/templates/skills.html"
    lines = [line.strip() for line in found.hint.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert lines == ['-    <ol class="story">', '+    <ol class="story told">']
    assert found in check_theme("ours", school).problems


def test_once_it_is_merged_nothing_is_said_any_more(school: Path, product: Path) -> None:
    eject("skills.html", "ours", school)
    upgrade(product)
    own = school / "themes" / "ours" / "templates" / "skills.html"
    before = own.read_bytes()
    eject("skills.html", "ours", school, merged=True)
    assert own.read_bytes() == before
    assert changed_in_school(school) == ()


def test_merged_is_for_what_was_copied(school: Path) -> None:
    with pytest.raises(ProfilegenError, match="of its own"):
        eject("skills.html", "ours", school, merged=True)


def test_an_original_that_is_gone_is_told(school: Path, product: Path) -> None:
    eject("static/print.css", "ours", school)
    (product / "base" / "static" / "print.css").unlink()
    (found,) = changed_in_school(school)
    assert "no such file any more" in found.message


def test_a_copy_that_was_taken_away_is_nobody_s_business(school: Path, product: Path) -> None:
    eject("skills.html", "ours", school)
    (school / "themes" / "ours" / "templates" / "skills.html").unlink()
    upgrade(product)
    assert changed_in_school(school) == ()


def test_other_line_ends_are_no_change(school: Path, product: Path) -> None:
    eject("skills.html", "ours", school)
    template = product / "base" / "templates" / "skills.html"
    template.write_bytes(template.read_bytes().replace(b"\n", b"\r\n"))
    assert changed_in_school(school) == ()


def test_a_register_that_names_what_is_elsewhere_reads_nothing(school: Path, product: Path) -> None:
    write(
        school,
        {
            "themes/ours/ejected.yaml": """
                ejected:
                  - {path: ../../school.yaml, theme: base, sha256: x, version: 0.1.0}
                  - {path: templates/../../../school.yaml, theme: base, sha256: x, version: 0.1.0}
                """
        },
    )
    assert changed_in_school(school) == ()


def test_a_register_that_cannot_be_read_is_told_with_its_place(school: Path) -> None:
    write(school, {"themes/ours/ejected.yaml": "ejected: [\n"})
    (found,) = changed_in_school(school)
    assert (found.rule, found.place.file) == ("theme-mistake", "themes/ours/ejected.yaml")


def test_a_build_hears_that_it_was_merged_where_nobody_wears_the_theme(school: Path, product: Path) -> None:
    """Nothing else has changed then, and a build without anything to do still says what holds today."""
    eject("skills.html", "ours", school)
    upgrade(product)
    assert [one.rule for one in build(school).problems].count("theme-original-changed") == 1
    eject("skills.html", "ours", school, merged=True)
    assert "theme-original-changed" not in {one.rule for one in build(school).problems}


def test_a_giant_copy_is_not_compared(school: Path, product: Path) -> None:
    """A stranger's theme would have every build of the school compare it for minutes."""
    eject("skills.html", "ours", school)
    own = school / "themes" / "ours"
    giant = b"the same line\n" * 300_000
    (own / "ejected/templates/skills.html").write_bytes(giant)
    register = (own / "ejected.yaml").read_text(encoding="utf-8")
    before = hashlib.sha256((product / "base/templates/skills.html").read_bytes()).hexdigest()
    write(own, {"ejected.yaml": register.replace(before, hashlib.sha256(giant).hexdigest())})
    (found,) = [one for one in build(school).problems if one.rule == "theme-original-changed"]
    assert "too long" in found.hint


def test_nothing_is_copied_through_a_link(school: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (school / "themes").rename(elsewhere)
    (school / "themes").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(ProfilegenError):
        eject("skills.html", "ours", school)
    with pytest.raises(ProfilegenError, match="link"):
        new_theme(school, "another", "journal")
    assert not list(elsewhere.rglob("*.html"))


def test_a_build_warns_once_for_all_students(school: Path, product: Path) -> None:
    eject("skills.html", "ours", school)
    upgrade(product)
    first, second = build(school), build(school)
    for summary in (first, second):
        assert [one.rule for one in summary.problems].count("theme-original-changed") == 1
        assert summary.students == 2
