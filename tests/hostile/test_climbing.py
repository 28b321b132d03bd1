"""Nothing that lies outside a student's folder ever comes into their site, whatever the folder says or holds."""

from __future__ import annotations

import os

import pytest
from hypothesis import given

from profilegen.loading.themes import ThemeError, load_theme
from tests.building.worlds import write
from tests.hostile import climbing_cases
from tests.hostile.arena import Answer, Arena, Case, examples
from tests.hostile.climbing_cases import CANARY, OUTSIDE

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes cannot be made here")


@pytest.fixture(scope="module")
def watched(arena: Arena) -> Arena:
    """The arena, with secrets around Hana's folder."""
    write(arena.school, OUTSIDE)  # type: ignore[arg-type]
    write(arena.school.parent, OUTSIDE)  # type: ignore[arg-type]
    return arena


def assert_nothing_from_outside(answer: Answer) -> None:
    for name, content in answer.hers.items():
        assert CANARY not in name and CANARY.encode() not in content and b"root:x:0" not in content


@pytest.mark.parametrize("name", climbing_cases.KEPT)
def test_what_climbs_out_is_answered(name: str, watched: Arena) -> None:
    answer = watched.answer(climbing_cases.KEPT[name])
    assert_nothing_from_outside(answer)
    if ":" in name and not climbing_cases.answered_by_nothing(name):
        assert answer.rules & {"unsafe-path", "missing-media", "broken-reference", "unknown-choice"}, answer.rules


@examples(25)
@given(case=climbing_cases.cases)
def test_any_path_is_answered(watched: Arena, case: Case) -> None:
    assert_nothing_from_outside(watched.answer(case))


@pytest.mark.parametrize("linked", [".", "static", "templates", "static/all", "templates/page.html", "theme.yaml"])
def test_a_theme_that_holds_a_link_is_refused(linked: str, watched: Arena) -> None:
    """A link in its static files would publish whatever it leads to."""
    themes = watched.school / "themes"
    own = "name: Own\nextends: base\ndefault_palette: moss\n"
    write(themes / "own", {"theme.yaml": own, "static/a.css": "", "templates/a.html": ""})
    try:
        assert load_theme("own", watched.school).name == "own"
        link = themes / "own" / linked
        if link.exists():
            link.rename(watched.school / "moved")
        link.symlink_to(watched.school / ("secret/theme.yaml" if linked == "theme.yaml" else "secret"))
        with pytest.raises(ThemeError, match="link"):
            load_theme("own", watched.school)
    finally:
        for left in (themes, watched.school / "moved"):
            climbing_cases.remove(left)


def test_a_theme_s_own_file_is_read_as_carefully_as_a_record(watched: Arena) -> None:
    """A list of ten thousand words that five thousand options share would be read fifty million times."""
    bomb = "name: Own\nextends: base\na: &a [" + "x, " * 10_000 + "]\noptions:\n"
    bomb += "".join(f"  o{number}: {{type: choice, choices: *a}}\n" for number in range(4_000))
    try:
        write(watched.school / "themes" / "own", {"theme.yaml": bomb})
        with pytest.raises(ThemeError, match="special meaning"):
            load_theme("own", watched.school)
    finally:
        climbing_cases.remove(watched.school / "themes")
