"""Finding a theme and what it extends, and checking that it can be trusted with a reader's eyes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

from profilegen.loading.colours import contrast, linear_rgb
from profilegen.loading.folders import Found
from profilegen.loading.records import read_written, validated
from profilegen.loading.theme_files import ThemeError as ThemeError
from profilegen.loading.theme_files import check_files, check_record
from profilegen.loading.theme_folders import Chain, fingerprint_of, is_a_stranger_s, is_plain, theme_folder, theme_names
from profilegen.model.theme import COLOURS, READING_FONTS, Palette, Scheme, Theme, ThemeRecord

DEFAULT_THEME = "journal"
AA_CONTRAST = 4.5  # WCAG 2.2, 1.4.3 Contrast (Minimum)
PAIRS = (*product(("ink", "quiet", "accent"), ("paper", "tint")), ("accent-ink", "accent"))
"""The pairs of colours that meet on a page: letters, and what is behind them."""

_LONGEST_CHAIN = 8


def load_theme(name: str, school: Path | None = None) -> Theme:
    """The theme of this name, the school's own before the product's. ThemeError where it cannot be used."""
    chain, records = _chain(name, school)
    inherited = list(reversed(records))
    palettes = {
        palette: _palette(chain[0][0], palette, words.light, words.dark)
        for record in inherited
        for palette, words in record.palettes.items()
    }
    default = next((record.default_palette for record in records if record.default_palette), "")
    if default not in palettes:
        raise ThemeError(
            f"The theme “{name}” names no default palette of its own.", "Set default_palette in theme.yaml."
        )
    return Theme(
        name=name,
        chain=chain,
        variants=_merged([record.variants for record in inherited]),
        fonts=_fonts(records),
        options=_merged([record.options for record in inherited]),
        palettes=palettes,
        default_palette=default,
        static=_static_files(chain),
        fingerprint=fingerprint_of(chain),
    )


def _chain(name: str, school: Path | None) -> tuple[Chain, list[ThemeRecord]]:
    chain: list[tuple[str, Path]] = []
    records: list[ThemeRecord] = []
    wanted = name
    while wanted:
        if len(chain) == _LONGEST_CHAIN or wanted in dict(chain):
            raise ThemeError(f"The theme “{name}” extends itself in a circle.", "Mend `extends` in its theme.yaml.")
        folder = _find(wanted, school)
        is_foreign = is_a_stranger_s(folder)
        if is_foreign:
            check_files(wanted, folder)
        record = _read(folder)
        if is_foreign:
            check_record(wanted, record)
        chain.append((wanted, folder))
        records.append(record)
        wanted = record.extends
    return tuple(chain), records


def _find(name: str, school: Path | None) -> Path:
    folder = theme_folder(name, school)
    if folder is None:
        known = ", ".join(theme_names(school))
        raise ThemeError(f"There is no theme called “{name}”.", f"Themes to choose from: {known}.")
    return folder


def _read(folder: Path) -> ThemeRecord:
    file = folder / "theme.yaml"
    record, mistakes = validated(read_written(Found(file, file.name, f"{folder.name}/{file.name}")), ThemeRecord)
    if record is None or mistakes:
        first = mistakes[0].problem
        raise ThemeError(f"{first.place}: {first.message}", first.hint)
    return record


def _fonts(records: Sequence[ThemeRecord]) -> dict[str, str]:
    """The fonts of the nearest theme that names any, and those for reading from the themes below."""
    own = next((record.fonts for record in records if record.fonts), {})
    below = {name: family for record in reversed(records) for name, family in record.fonts.items()}
    return own | {name: below[name] for name in READING_FONTS if name in below and name not in own}


def _merged(parts: Sequence[Mapping[str, object]]) -> dict:  # type: ignore[type-arg]  # of whatever it was given
    return {name: value for part in parts for name, value in part.items()}


def _palette(theme: str, name: str, light: Scheme, dark: Scheme) -> Palette:
    """The palette, once each pair of colours that meets on a page has enough contrast, in light and in dark."""
    for scheme_name, scheme in (("light", light), ("dark", dark)):
        missing = [colour for colour in COLOURS if colour not in scheme]
        if missing:
            raise ThemeError(f"Theme “{theme}”, palette “{name}”, {scheme_name}: {missing[0]} is missing.", "Add it.")
        for colour in COLOURS:
            _check_colour(f"Theme “{theme}”, palette “{name}”, {scheme_name}", scheme[colour])
        for fore, back in PAIRS:
            _check_contrast(f"Theme “{theme}”, palette “{name}”, {scheme_name}", scheme, fore, back)
    return Palette(name, light, dark)


def _check_colour(where: str, colour: str) -> None:
    try:
        linear_rgb(colour)
    except ValueError:
        raise ThemeError(f"{where}: “{colour}” is no colour.", "Write oklch(62% 0.1 230) or #336699.") from None


def _check_contrast(where: str, scheme: Scheme, fore: str, back: str) -> None:
    ratio = contrast(scheme[fore], scheme[back])
    if ratio < AA_CONTRAST:
        raise ThemeError(
            f"{where}: {fore} on {back} has a contrast of {ratio:.2f}, and 4.5 is needed to read it.",
            "Make the one lighter or the other darker.",
        )


def _static_files(chain: Chain) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for _, folder in reversed(chain):
        root = folder / "static"
        if root.is_dir():
            plain = (file for file in sorted(root.rglob("*")) if is_plain(file, root))
            files |= {file.relative_to(root).as_posix(): file for file in plain}
    return files
