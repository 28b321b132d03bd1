"""A theme: what its theme.yaml says, and where its files are.

Annotations are read while the program runs, so this module does without `from __future__ import annotations`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from profilegen.model.fields import AsList, Text, Texts, WholeNumber
from profilegen.model.forms import Record, field

COLOURS = ("paper", "ink", "quiet", "line", "accent", "accent-ink", "tint")
Scheme = Mapping[str, str]

SIZES: dict[str, tuple[str, float, float]] = {
    "step-below": ("rem", 0.85, 1.25),
    "step-0": ("rem", 1, 1.6),
    "step-1": ("rem", 1.1, 2),
    "step-2": ("rem", 1.2, 2.6),
    "step-3": ("rem", 1.3, 3.2),
    "step-4": ("rem", 1.5, 4),
    "step-5": ("rem", 1.6, 4.5),
    "line-height": ("", 1.4, 2.1),
    "weight-title": ("", 300, 800),
    "measure": ("em", 24, 42),
    "page-width": ("rem", 40, 112),
    "edge": ("rem", 1, 4),
    "gap": ("rem", 0.5, 6),
    "unit": ("rem", 0.25, 0.6),
}
"""What a student's own theme.css may set beside colours: the unit, the least and the most."""

READING_FONTS = ("readable", "lexend", "opendyslexic")
"""Fonts for those who read with effort. Every theme over `base` has them, and no school can limit them away."""


class VariantRecord(Record):
    """A size in which the theme wants pictures: every picture is made in each, as wide as the original allows."""

    widths: Annotated[tuple[WholeNumber, ...], AsList] = field(description="In pixels, such as [480, 1200].")
    crop: Literal["", "square"] = ""
    for_: Literal["pictures", "avatars", "headers"] = field(default="pictures", alias="for")


class PaletteRecord(Record):
    """Seven colours for light and seven for dark; each pair that meets has at least WCAG AA contrast."""

    light: dict[str, Text]
    dark: dict[str, Text]


class OptionRecord(Record):
    """Something about the theme that a student or school may choose."""

    type: Literal["choice", "yes-no", "text"]
    default: Text = ""
    choices: Texts = ()
    about: Text = ""


class ThemeRecord(Record):
    """What theme.yaml says."""

    name: Text
    about: Text = ""
    extends: Text = ""
    api: WholeNumber = 1
    variants: dict[str, VariantRecord] = field(default={})
    fonts: dict[str, Text] = field(default={})
    options: dict[str, OptionRecord] = field(default={})
    palettes: dict[str, PaletteRecord] = field(default={})
    default_palette: Text = ""


@dataclass(frozen=True, slots=True)
class StyleToken:
    """A token that a student's theme.css sets: `scheme` is light, dark or sizes."""

    scheme: str
    name: str
    value: str
    line: int  # where it stands
    column: int


@dataclass(frozen=True, slots=True)
class ThemeWish:
    """The look that the student chose; "" where the school's or theme's default holds."""

    name: str = ""
    palette: str = ""
    font: str = ""
    options: tuple[tuple[str, str], ...] = ()
    tokens: tuple[StyleToken, ...] = ()  # of the student's own theme.css


@dataclass(frozen=True, slots=True)
class ThemeLimit:
    """What the school lets students choose from; () where everything."""

    themes: tuple[str, ...] = ()
    palettes: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a palette by name (`COLOURS`), as CSS values."""

    name: str
    light: Scheme
    dark: Scheme


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with what it inherits: `chain` is the folders of itself and those it extends, itself first."""

    name: str
    chain: tuple[tuple[str, Path], ...]
    variants: Mapping[str, VariantRecord]
    fonts: Mapping[str, str]
    options: Mapping[str, OptionRecord]
    palettes: Mapping[str, Palette]
    default_palette: str
    static: Mapping[str, Path]  # by path in `theme/`; the own files win over those of an extended theme
    fingerprint: str  # of every file in the chain
