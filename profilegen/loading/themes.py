"""Finding a theme and what it extends, and checking that it can be trusted with a reader's eyes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

import yaml
from pydantic import ValidationError

from profilegen import bundled
from profilegen.loading.colours import contrast
from profilegen.model.theme import COLOURS, Palette, Scheme, Theme, ThemeRecord
from profilegen.problems import ProfilegenError

DEFAULT_THEME = "journal"
AA_CONTRAST = 4.5  # WCAG 2.2, 1.4.3 Contrast (Minimum)
_LONGEST_CHAIN = 8
_LARGEST_THEME_FILE = 256 * 1024

Chain = tuple[tuple[str, Path], ...]


class ThemeError(ProfilegenError):
    """A theme that cannot be used, and why."""


def theme_names(school: Path | None = None) -> tuple[str, ...]:
    """The themes to choose from: those that come with the product, and the school's own."""
    folders = [folder for root in _roots(school) if root.is_dir() for folder in root.iterdir()]
    return tuple(sorted({folder.name for folder in folders if (folder / "theme.yaml").is_file()} - {"base"}))


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
        fonts=next((record.fonts for record in records if record.fonts), {}),
        options=_merged([record.options for record in inherited]),
        palettes=palettes,
        default_palette=default,
        static=_static_files(chain),
        fingerprint=_fingerprint(chain),
    )


def _roots(school: Path | None) -> tuple[Path, ...]:
    return ((school / "themes",) if school else ()) + (bundled.themes(),)


def _chain(name: str, school: Path | None) -> tuple[Chain, list[ThemeRecord]]:
    chain: list[tuple[str, Path]] = []
    records: list[ThemeRecord] = []
    wanted = name
    while wanted:
        if len(chain) == _LONGEST_CHAIN or wanted in dict(chain):
            raise ThemeError(f"The theme “{name}” extends itself in a circle.", "Mend `extends` in its theme.yaml.")
        folder = _find(wanted, school)
        record = _read(folder)
        chain.append((wanted, folder))
        records.append(record)
        wanted = record.extends
    return tuple(chain), records


def _find(name: str, school: Path | None) -> Path:
    if name == Path(name).name and not name.startswith("."):
        for root in _roots(school):
            if (root / name / "theme.yaml").is_file():
                return root / name
    known = ", ".join(theme_names(school))
    raise ThemeError(f"There is no theme called “{name}”.", f"Themes to choose from: {known}.")


def _read(folder: Path) -> ThemeRecord:
    file = folder / "theme.yaml"
    try:
        text = file.read_bytes()[:_LARGEST_THEME_FILE].decode("utf-8")
        return ThemeRecord.model_validate(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - text only, no objects
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise ThemeError(f"{file} cannot be read: {_first_line(error)}.", "Check its spelling and spaces.") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ThemeError(f"{file}: {place}: {first['msg']}", "themes/README.md lists the fields.") from None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _merged(parts: Sequence[Mapping[str, object]]) -> dict:  # type: ignore[type-arg]  # of whatever it was given
    return {name: value for part in parts for name, value in part.items()}


def _palette(theme: str, name: str, light: Scheme, dark: Scheme) -> Palette:
    """The palette, once each pair of colours that meets on a page has enough contrast, in light and in dark."""
    for scheme_name, scheme in (("light", light), ("dark", dark)):
        missing = [colour for colour in COLOURS if colour not in scheme]
        if missing:
            raise ThemeError(f"Theme “{theme}”, palette “{name}”, {scheme_name}: {missing[0]} is missing.", "Add it.")
        pairs = (*product(("ink", "quiet", "accent"), ("paper", "tint")), ("accent-ink", "accent"))
        for fore, back in pairs:
            _check_contrast(f"Theme “{theme}”, palette “{name}”, {scheme_name}", scheme, fore, back)
    return Palette(name, light, dark)


def _check_contrast(where: str, scheme: Scheme, fore: str, back: str) -> None:
    try:
        ratio = contrast(scheme[fore], scheme[back])
    except ValueError as error:
        raise ThemeError(f"{where}: “{error}” is no colour.", "Write oklch(62% 0.1 230) or #336699.") from None
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
            files |= {file.relative_to(root).as_posix(): file for file in sorted(root.rglob("*")) if _is_plain(file)}
    return files


def _is_plain(file: Path) -> bool:
    return file.is_file() and not file.is_symlink() and not file.name.startswith(".")


def _fingerprint(chain: Chain) -> str:
    digest = hashlib.sha256()
    for name, folder in chain:
        for file in sorted(folder.rglob("*")):
            if _is_plain(file):
                digest.update(f"{name}/{file.relative_to(folder).as_posix()}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
