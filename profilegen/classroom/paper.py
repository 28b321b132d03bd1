"""Sheets to print: one file that needs nothing beside it, black on white, A4."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from profilegen import bundled
from profilegen.printing.saving import save_own
from profilegen.rendering.words import direction, words_in

_SHEETS = Path(__file__).parent / "sheets"


@lru_cache(maxsize=8)
def _environment(language: str, folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([folder, _SHEETS], encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = words_in(language, (("base", bundled.themes() / "base"),))
    environment.install_gettext_callables(words.markup, words.counted, newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= {"day": words.day, "month": words.month, "when": words.when}
    environment.globals |= {"lang": language, "dir": direction(language)}
    return environment


def sheet(language: str, template: str, /, **shown: Any) -> bytes:
    """A sheet in this language. What people wrote comes out as text."""
    return sheet_of(_SHEETS, language, template, **shown)


def sheet_of(folder: Path, language: str, template: str, /, **shown: Any) -> bytes:
    """The same, of a template that lies in this folder; it may extend `paper.html`."""
    return _environment(language, folder).get_template(template).render(shown).encode("utf-8")


def save_sheet(file: Path, content: bytes) -> None:
    """Writes a sheet in one step. UsageError where something else has this name: nothing of anybody's is lost."""
    save_own(file, content, option="--to")
