"""The sheet that a profile is printed on: its size, its margins, and what stands at its foot."""

from __future__ import annotations

from enum import Enum


class Paper(Enum):
    """A size of paper; its value is the width and height in millimetres."""

    A4 = (210.0, 297.0)
    LETTER = (215.9, 279.4)


def paper_named(word: str) -> Paper:
    """The paper of this word (`a4`, `letter`); KeyError where there is none."""
    return Paper[word.upper()]


def sheet_css(paper: Paper, foot: str, reads: str, font_family: str) -> str:
    """The style of the sheets. `foot` stands at the foot of each but the cover, with its number; `reads` is ltr or rtl.

    Margin boxes know no custom properties of the page, so what they need is written out.
    """
    width, height = paper.value
    start, end = ("left", "right") if reads == "ltr" else ("right", "left")
    family = font_family or "sans-serif"
    type_of_foot = f"font: 7.5pt {family}; color: #595959; direction: {reads};"
    return (
        f":root {{ --sheet-height: {height:g}mm; }}\n"
        f"@page {{\n  size: {width:g}mm {height:g}mm;\n  margin: 18mm 18mm 20mm;\n"
        f"  @bottom-{start} {{ content: {_css_text(foot)}; {type_of_foot} }}\n"
        f"  @bottom-{end} {{ content: counter(page); {type_of_foot} }}\n}}\n"
        f"@page cover {{ @bottom-{start} {{ content: none; }} @bottom-{end} {{ content: none; }} }}\n"
    )


def _css_text(text: str) -> str:
    """A text of CSS, each sign by its number: so it ends nowhere but at its end."""
    signs = "".join(f"\\{ord(sign):06x}" for sign in text)
    return f'"{signs}"'
