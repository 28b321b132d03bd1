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


class VariantRecord(Record):
    """A size in which the theme wants pictures: every picture is made in each, as wide as the original allows."""

    widths: Annotated[tuple[WholeNumber, ...], AsList] = field(description="In pixels, such as [480, 1200].")
    crop: Literal["", "square"] = ""
    for_: Literal["pictures", "avatars"] = field(default="pictures", alias="for")


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
