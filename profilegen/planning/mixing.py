"""A palette with a student's own colours in it, as far as everything can still be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from profilegen.loading.colours import contrast
from profilegen.loading.themes import AA_CONTRAST, PAIRS
from profilegen.model.theme import Palette, Scheme, StyleToken


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A student's colour that is not used: `fore` on `back` would have this contrast."""

    token: StyleToken
    fore: str
    back: str
    ratio: float


def mixed_palette(palette: Palette, tokens: Iterable[StyleToken]) -> tuple[Palette, tuple[Unreadable, ...]]:
    """The palette with these colours, and those of them that gave way to the palette's own."""
    own = tuple(tokens)
    light, by_day = _mixed(palette.light, {one.name: one for one in own if one.scheme == "light"})
    dark, by_night = _mixed(palette.dark, {one.name: one for one in own if one.scheme == "dark"})
    return Palette(palette.name, light, dark), (*by_day, *by_night)


def _mixed(scheme: Scheme, own: dict[str, StyleToken]) -> tuple[Scheme, tuple[Unreadable, ...]]:
    """Takes back one colour after the other, of letters before grounds, until every pair that meets can be read."""
    unreadable: list[Unreadable] = []
    while True:
        mixed = dict(scheme) | {name: token.value for name, token in own.items()}
        failing = next((found for pair in PAIRS if (found := _failing(mixed, own, *pair))), None)
        if failing is None:
            return mixed, tuple(unreadable)
        unreadable.append(failing)
        del own[failing.token.name]


def _failing(mixed: Scheme, own: dict[str, StyleToken], fore: str, back: str) -> Unreadable | None:
    token = own.get(fore) or own.get(back)
    ratio = contrast(mixed[fore], mixed[back]) if token else AA_CONTRAST
    return Unreadable(token, fore, back, ratio) if token and ratio < AA_CONTRAST else None
