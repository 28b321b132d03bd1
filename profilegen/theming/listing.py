"""Which themes there are to choose from, and what each offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from profilegen.loading.folders import Found
from profilegen.loading.records import read_written, validated
from profilegen.loading.theme_folders import theme_folder, theme_names
from profilegen.loading.themes import ThemeError, load_theme
from profilegen.model.theme import OptionRecord, ThemeRecord


@dataclass(frozen=True, slots=True)
class ListedTheme:
    """A theme as a list shows it. `mistake` says why it cannot be used, "" where it can."""

    name: str
    is_own: bool
    about: str = ""
    extends: str = ""
    palettes: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()
    options: Mapping[str, OptionRecord] = field(default_factory=dict)
    mistake: str = ""


def list_themes(school: Path | None = None) -> tuple[ListedTheme, ...]:
    """Those that come with the product and the school's own, by name. One that cannot be used says why."""
    return tuple(_listed(name, school) for name in theme_names(school))


def _listed(name: str, school: Path | None) -> ListedTheme:
    folder = theme_folder(name, school)
    is_own = folder is not None and school is not None and folder.is_relative_to(school)
    try:
        theme = load_theme(name, school)
    except ThemeError as error:
        return ListedTheme(name, is_own, mistake=error.message)
    file = theme.chain[0][1] / "theme.yaml"
    record, _ = validated(read_written(Found(file, file.name, file.name)), ThemeRecord)
    about, extends = (record.about, record.extends) if record else ("", "")
    return ListedTheme(name, is_own, about, extends, tuple(theme.palettes), tuple(theme.fonts), theme.options)
