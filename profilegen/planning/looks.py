"""The look that a student's site gets: what the student wishes, else the school's choice, else the theme's default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from profilegen.model.theme import OptionRecord, Palette, Theme
from profilegen.model.views import ThemeWish


@dataclass(frozen=True, slots=True)
class Look:
    """A theme with its palette, font and options chosen. `font` is a name, `font_family` its CSS value."""

    theme: Theme
    palette: Palette
    font: str
    font_family: str
    options: Mapping[str, str] = field(default_factory=dict)


def look_for(wish: ThemeWish, school: ThemeWish, theme: Theme) -> Look:
    """The look in this theme; a choice that the theme does not offer gives way to the next in line."""
    palette = _first_known((wish.palette, school.palette, theme.default_palette), theme.palettes)
    font = _first_known((wish.font, school.font, *theme.fonts), theme.fonts)
    asked = dict(school.options) | dict(wish.options)
    options = {name: _option(asked.get(name, ""), option) for name, option in sorted(theme.options.items())}
    return Look(theme, theme.palettes[palette], font, theme.fonts.get(font, ""), options)


def unknown_choices(wish: ThemeWish, theme: Theme) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What a wish asks for and the theme does not offer: (field, word, what there is)."""
    unknown = []
    if wish.palette and wish.palette not in theme.palettes:
        unknown.append(("palette", wish.palette, tuple(theme.palettes)))
    if wish.font and wish.font not in theme.fonts:
        unknown.append(("font", wish.font, tuple(theme.fonts)))
    for name, value in wish.options:
        option = theme.options.get(name)
        if option is None:
            unknown.append(("options", name, tuple(theme.options)))
        elif not _is_offered(value, option):
            unknown.append(("options", value, option.choices or ("yes", "no")))
    return tuple(unknown)


def _first_known(words: tuple[str, ...], known: Mapping[str, object]) -> str:
    return next((word for word in words if word in known), "")


def _option(value: str, option: OptionRecord) -> str:
    return value if value and _is_offered(value, option) else option.default


def _is_offered(value: str, option: OptionRecord) -> bool:
    if option.type == "choice":
        return value in option.choices
    return option.type == "text" or value in ("yes", "no")
