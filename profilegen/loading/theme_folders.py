"""Where themes are, and what their files hold: all that can be known of a theme without reading what it says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from profilegen import bundled
from profilegen.loading.theme_files import everything_in

_MOST_LOOKED_AT = 20_000  # files; a theme with more than a few hundred is refused
_MOST_READ = 6_000_000  # bytes of one file; a theme with a larger one is refused

Chain = tuple[tuple[str, Path], ...]
"""A theme and those it extends, itself first: each its name and its folder."""


def theme_roots(school: Path | None) -> tuple[Path, ...]:
    """The folders that hold themes: the school's own before the product's."""
    own = school / "themes" if school else None
    return ((own,) if own and not own.is_symlink() else ()) + (bundled.themes(),)


def is_a_stranger_s(folder: Path) -> bool:
    """Whether a theme's folder is not one of those that come with the product."""
    return folder.parent.resolve() != bundled.themes().resolve()


def theme_names(school: Path | None = None) -> tuple[str, ...]:
    """The themes to choose from: those that come with the product, and the school's own."""
    folders = [folder for root in theme_roots(school) if root.is_dir() for folder in root.iterdir()]
    names = {folder.name for folder in folders if _holds_a_theme(folder) and folder.name.isprintable()}
    return tuple(sorted(names - {"base"}))


def theme_folder(name: str, school: Path | None) -> Path | None:
    """The folder of the theme of this name; None where there is none."""
    if name != Path(name).name or name.startswith("."):
        return None
    return next((root / name for root in theme_roots(school) if _holds_a_theme(root / name)), None)


def _holds_a_theme(folder: Path) -> bool:
    try:
        return (folder / "theme.yaml").is_file()
    except OSError:  # somebody's wish for a theme may be longer than any name on a disk
        return False


def chain_of(names: Iterable[str], school: Path | None) -> Chain:
    """The folders of these themes; those that are gone are left out."""
    found = ((name, theme_folder(name, school)) for name in names)
    return tuple((name, folder) for name, folder in found if folder is not None)


def fingerprint_of(chain: Chain) -> str:
    """One word for every file of these themes."""
    digest = hashlib.sha256()
    for name, folder in chain:
        for file in everything_in(folder, _MOST_LOOKED_AT):
            digest.update(f"{name}/{file.relative_to(folder).as_posix()}\0".encode("utf-8", "surrogateescape"))
            if file.is_symlink():
                digest.update(b"a link")  # a theme with one is refused
            elif file.is_file():
                digest.update(_digest_of(file))
    return digest.hexdigest()


def _digest_of(file: Path) -> bytes:
    """What a file holds; of one that no theme may have, no more than is needed to know it again."""
    with file.open("rb") as opened:
        beginning = opened.read(_MOST_READ)
    rest = file.stat()
    size = f"{rest.st_size} {rest.st_mtime_ns}" if len(beginning) == _MOST_READ else ""
    return hashlib.sha256(beginning + size.encode("ascii")).digest()


def fingerprint_of_all(school: Path | None) -> str:
    """One word for every file of every theme there is."""
    roots: Sequence[Path] = [root for root in theme_roots(school) if root.is_dir()]
    return fingerprint_of(tuple((str(number), root) for number, root in enumerate(roots)))


def is_plain(file: Path, folder: Path) -> bool:
    """Whether this is a file of the theme in `folder`: nothing hidden, no link that leads elsewhere, no name that is
    not text."""
    is_text = not any("\ud800" <= letter <= "\udfff" for letter in str(file.relative_to(folder)))
    return is_text and file.is_file() and not file.is_symlink() and not file.name.startswith(".")
