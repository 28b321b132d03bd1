"""Initials for whoever has no picture, in every script, drawn quietly and a little differently for each."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profilegen.media.avatars import initials_of, initials_svg


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Amina Khan", "AK"),
        ("amina", "A"),
        ("Ludwig van Beethoven", "LB"),
        ("Anne-Marie O'Neil", "AO"),
        ("Élodie Ögren", "ÉÖ"),
        ("E\u0301lodie", "É"),
        ("Иван Петров", "ИП"),
        ("Ελένη", "Ε"),
        ("ßoß", "ß"),
        ("Joe (Joey) Bloggs (they)", "JB"),
        ("(Joe)", "J"),
        ("“Jo” Bloggs", "JB"),
        ("Team 7", "T7"),
        ("李小龙", "李"),
        ("山田 太郎", "山"),
        ("김민수", "김"),
        ("سلمى حسن", "س"),
        ("דוד לוי", "ד"),
        ("क्षमा शर्मा", "क्ष"),
        ("เอก ชัย", "เอ"),
        ("გიორგი", "გ"),
        ("Amy 李", "A"),
        ("\u202eAmina Khan", "AK"),
        ("🦊 Fox", "F"),
    ],
)
def test_initials_are_what_readers_of_the_script_expect(name: str, initials: str) -> None:
    """Two capitals where a script shortens names so, else the first letter, always with its marks."""
    assert initials_of(name) == initials


@pytest.mark.parametrize("name", ["", "  ", "🦊", "\u0301", "...", "()", "\u200b\u202e"])
def test_a_name_without_letters_gets_a_dot(name: str) -> None:
    """Never nothing, and never a mark without its letter."""
    assert initials_of(name) == "•"


def test_marks_cannot_pile_up() -> None:
    """A letter keeps as many marks as a language needs, not a hundred."""
    assert len(initials_of("e" + "\u0301" * 100 + "va")) <= 4


@given(st.text(max_size=60))
def test_any_name_gives_a_few_signs(name: str) -> None:
    """Whatever is typed: some initials, short, and no mark at their start."""
    initials = initials_of(name)
    assert 1 <= len(initials) <= 14
    assert initials_of(initials) != "" and not initials[0].isspace()


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_the_drawing_is_inert(initials: str, seed: str, paper: str, ink: str) -> None:
    """Whatever stands in it is text: no element, id, style or script can come from a name or a colour."""
    printable = [("".join(sign for sign in word if sign.isprintable())) for word in (initials, paper, ink)]
    svg = ElementTree.fromstring(initials_svg(printable[0], seed, printable[1], printable[2]))  # noqa: S314  (our own)
    assert [part.tag for part in svg] == ["rect", "path", "text"]
    assert "".join(svg.itertext()) == printable[0]
    allowed = {"class", "viewBox", "focusable", "width", "height", "fill", "fill-opacity", "transform", "d", "x", "y"}
    allowed |= {"dy", "text-anchor", "font-size", "font-weight"}
    assert {name for part in svg.iter() for name in part.attrib} <= allowed


def test_each_student_has_a_shape_of_their_own_that_stays() -> None:
    """The same id gives the same drawing on every build; a class of thirty does not look like one stencil."""
    drawings = [initials_svg("A", f"student-{number}", "#fff", "#123") for number in range(30)]
    assert drawings == [initials_svg("A", f"student-{number}", "#fff", "#123") for number in range(30)]
    assert len(set(drawings)) >= 25


def test_colours_are_the_palettes() -> None:
    """Paper behind, ink in front, and no colour of our own."""
    svg = initials_svg("AK", "x", "var(--paper)", "var(--ink)")
    assert svg.count("var(--paper)") == 1
    assert svg.count("var(--ink)") == 2
    assert "#" not in svg
