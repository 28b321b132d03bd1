"""The look that a student's site gets: what the student wishes, else the school's choice, else the theme's default."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from profilegen.model.theme import READING_FONTS, OptionRecord, Palette, Theme, ThemeLimit
from profilegen.model.views import ThemeWish
from profilegen.planning.mixing import Unreadable, mixed_palette


@dataclass(frozen=True, slots=True)
class Look:
    """A theme with its palette, font and options chosen. `font` is a name, `font_family` its CSS value."""

    theme: Theme
    palette: Palette
    font: str
    font_family: str
    options: Mapping[str, str] = field(default_factory=dict)
    sizes: tuple[tuple[str, str], ...] = ()  # of the student's own theme.css
    unreadable: tuple[Unreadable, ...] = ()  # its colours that gave way to the palette's


def look_for(wish: ThemeWish, school: ThemeWish, theme: Theme, limit: ThemeLimit | None = None) -> Look:
    """The look in this theme; a choice that is not to be had gives way to the school's, and then to the theme's own."""
    offered = offered_in(theme, limit or ThemeLimit())
    palette = _first_known((wish.palette, school.palette, theme.default_palette, *offered.palettes), offered.palettes)
    font = _first_known((wish.font, school.font, *offered.fonts), offered.fonts)
    asked = dict(school.options) | dict(wish.options)
    options = {name: _option(asked.get(name, ""), option) for name, option in sorted(theme.options.items())}
    mixed, unreadable = mixed_palette(theme.palettes[palette], wish.tokens)
    sizes = tuple((token.name, token.value) for token in wish.tokens if token.scheme == "sizes")
    return Look(theme, mixed, font, theme.fonts.get(font, ""), options, sizes, unreadable)


def offered_in(theme: Theme, limit: ThemeLimit) -> ThemeLimit:
    """What may be chosen in this theme. Something is always left, and the fonts for reading always are."""
    palettes = tuple(name for name in theme.palettes if not limit.palettes or name in limit.palettes)
    fonts = tuple(name for name in theme.fonts if not limit.fonts or name in (*limit.fonts, *READING_FONTS))
    needed = set(fonts) <= set(READING_FONTS)  # a theme's first font is what all have who need no other
    return ThemeLimit(
        limit.themes, palettes or (theme.default_palette,), tuple(theme.fonts)[:1] + fonts if needed else fonts
    )


def unknown_choices(
    wish: ThemeWish, theme: Theme, limit: ThemeLimit | None = None
) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What a wish asks for and cannot have in this theme: (field, word, what there is)."""
    offered = offered_in(theme, limit or ThemeLimit())
    unknown = []
    if wish.palette and wish.palette not in offered.palettes:
        unknown.append(("palette", wish.palette, offered.palettes))
    if wish.font and wish.font not in offered.fonts:
        unknown.append(("font", wish.font, offered.fonts))
    for name, value in wish.options:
        option = theme.options.get(name)
        if option is None:
            unknown.append(("options", name, tuple(theme.options)))
        elif not _is_offered(value, option):
            unknown.append(("options", value, option.choices or ("yes", "no")))
    return tuple(unknown)


def _first_known(words: Iterable[str], known: Collection[str]) -> str:
    return next((word for word in words if word in known), "")


def _option(value: str, option: OptionRecord) -> str:
    return value if value and _is_offered(value, option) else option.default


def _is_offered(value: str, option: OptionRecord) -> bool:
    if option.type == "choice":
        return value in option.choices
    return option.type == "text" or value in ("yes", "no")
