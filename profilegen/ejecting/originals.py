"""Copying one file of a theme into the school's own, and knowing later what has changed in the original since.

A theme that holds copies has a file `ejected.yaml` (which files, from which theme, in which version of the product) and
a folder `ejected/` with each original as it was: so what the makers changed can be told from what the school did.
"""

from __future__ import annotations

import difflib
import hashlib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import yaml

from profilegen import __version__
from profilegen.ejecting.register import EjectedFile, EjectedRecord
from profilegen.loading.folders import Found
from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.records import read_written, validated
from profilegen.loading.theme_folders import Chain, is_plain
from profilegen.loading.themes import ThemeError, load_theme
from profilegen.problems import Place, Problem, ProfilegenError, UsageError
from profilegen.rules import problem

_REGISTER = "ejected.yaml"
_ORIGINALS = "ejected"
_FOLDERS = ("templates", "static")
_LONGEST_DIFF = 200  # lines that a problem shows; the whole one is in the files themselves
_LONGEST_COMPARED = 100_000  # letters: comparing takes the square of it where a stranger chose them
_HEAD = "# Which files were copied from the themes below, and as what. profilegen writes this file.\n"


@dataclass(frozen=True, slots=True)
class Original:
    """A file of a theme: its path in it (`templates/index.html`), the theme's name, and where it is."""

    path: str
    theme: str
    file: Path


def find_original(wanted: str, below: Chain) -> Original:
    """The file that is meant, in the nearest of these themes that has it; `templates/` or `static/` may be left out.

    UsageError with the most similar one where there is none.
    """
    known = {one.path: one for one in reversed([*_originals_in(below)])}
    path = wanted.replace("\\", "/").removeprefix("./")
    for one in (path, *(f"{folder}/{path}" for folder in _FOLDERS)):
        if one in known:
            return known[one]
    names = ", ".join(name for name, _ in below)
    meant = did_you_mean(path, [*known, *(name.partition("/")[2] for name in known)])
    hint = f"Did you mean {meant}?" if meant else "Name a file such as templates/index.html or static/print.css."
    raise UsageError(f"There is no file “{wanted}” in the themes below ({names or 'there is none'}).", hint)


def _originals_in(chain: Chain) -> Iterator[Original]:
    for name, folder in chain:
        for kind in _FOLDERS:
            root = folder / kind
            for file in sorted(root.rglob("*")) if root.is_dir() else ():
                if is_plain(file, root):
                    yield Original(file.relative_to(folder).as_posix(), name, file)


def eject(wanted: str, theme: str, school: Path, *, merged: bool = False) -> Original:
    """Copies a file from the themes below into the school's own theme, and remembers the original. Returns that.

    With `merged` the school's file stays as it is, and only the original of today is remembered: its changes have been
    taken over. UsageError where there is no such file, ProfilegenError where the school's theme has it already (or,
    with `merged`, has not). ThemeError where the theme itself cannot be used.
    """
    own = school / "themes" / theme
    chain = load_theme(theme, school).chain
    if chain[0][1] != own:
        hint = "Name a theme of your own with --theme. Where it is not there yet, it is made."
        raise UsageError(f"“{theme}” comes with profilegen, and is not changed.", hint)
    original = find_original(wanted, chain[1:])
    is_there = (own / original.path).exists()
    if is_there and not merged:
        hint = "Nothing is ever overwritten. Take yours away first, or say --merged if it holds the changes already."
        raise ProfilegenError(f"{theme} has its own {original.path} already.", hint)
    if merged and not is_there:
        hint = "Leave --merged out to copy the file."
        raise ProfilegenError(f"{theme} has no {original.path} of its own.", hint)
    if (school / "themes").is_symlink():
        raise ProfilegenError("The folder “themes” is a link to somewhere else.", "Put a folder in its place.")
    content = original.file.read_bytes()
    _remember(own, original, content)
    if not merged:
        _write(own / original.path, content)
    return original


def _remember(own: Path, original: Original, content: bytes) -> None:
    """First the original, then the register: what it names is there, whenever the disk may fill up."""
    _write(own / _ORIGINALS / original.path, content)
    others = [one for one in _register(own) if one.path != original.path]
    entry = EjectedFile(path=original.path, theme=original.theme, sha256=_digest(content), version=__version__)
    in_order = sorted((*others, entry), key=lambda one: one.path)
    plain = [{name: getattr(one, name) for name in EjectedFile.model_fields} for one in in_order]
    text = _HEAD + yaml.safe_dump({"ejected": plain}, allow_unicode=True, sort_keys=False)
    _write(own / _REGISTER, text.encode("utf-8"))


def _write(path: Path, content: bytes) -> None:
    """In one move: the file is the old or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _register(own: Path) -> Sequence[EjectedFile]:
    """What ejected.yaml says. ThemeError where somebody has changed it to what cannot be read."""
    file = own / _REGISTER
    if not file.is_file():
        return ()
    written = read_written(Found(file, _REGISTER, _REGISTER))
    record, mistakes = validated(written, EjectedRecord)
    if record is None:
        place, message = mistakes[0].problem.place, mistakes[0].problem.message
        hint = f"Take {_REGISTER} and {_ORIGINALS}/ away: then nothing is said any more of changes in the originals."
        raise ThemeError(f"{place}: {message}", hint)
    return record.ejected


def _digest(content: bytes) -> str:
    """Of a text however its lines end: some machines change that when a folder moves."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


# After an upgrade


def changed_in_school(school: Path) -> tuple[Problem, ...]:
    """The originals that have changed, of every theme of the school that holds copies. What a build says once."""
    found: list[Problem] = []
    folder = school / "themes"
    for register in sorted(folder.glob(f"*/{_REGISTER}")) if folder.is_dir() and not folder.is_symlink() else ():
        with suppress(ThemeError, OSError):  # a theme that cannot be used is said to be so where it is used
            found += changed_originals(load_theme(register.parent.name, school).chain)
    return tuple(found)


def changed_originals(chain: Chain, shown: str = "") -> tuple[Problem, ...]:
    """Of each copied file whose original is not what it was: a problem whose hint ends with what has changed.

    `chain` is the theme with those below it; `shown` is how its folder is called in problems.
    """
    name, folder = chain[0]
    home = shown or f"themes/{name}"
    try:
        register = _register(folder)
    except ThemeError as error:
        return (problem("theme-mistake", error.message, error.hint, Place(f"{home}/{_REGISTER}")),)
    copies = [one for one in register if _is_inside(one.path) and (folder / one.path).is_file()]
    changes = ((one, _change(one, chain)) for one in copies)
    return tuple(
        problem("theme-original-changed", *change, Place(f"{home}/{one.path}")) for one, change in changes if change
    )


def _is_inside(path: str) -> bool:
    """A register may come from anywhere: it names files of the theme, and nothing else."""
    parts = path.split("/")
    return parts[0] in _FOLDERS and ".." not in parts and "\\" not in path and "\0" not in path


def _change(one: EjectedFile, chain: Chain) -> tuple[str, str] | None:
    """What to say of a copy whose original is not what it was: a message and a hint. None where it still is."""
    (name, folder), below = chain[0], dict(chain[1:])
    whose = f"{one.path} was copied from “{one.theme}” of version {one.version}"
    original = below[one.theme] / one.path if one.theme in below else None
    if original is None or not original.is_file():
        return (
            f"{whose}, which has no such file any more.",
            "Look whether your copy is still of use.",
        )
    today = original.read_bytes()
    if _digest(today) == one.sha256:
        return None
    order = f"profilegen theme eject {one.path} --theme {name} --merged"
    hint = f"Take over what matters into your copy, and then say: {order}"
    diff = _diff(one, folder / _ORIGINALS / one.path, today)
    return f"{whose}, and the original has changed since.", "\n".join((hint, *diff))


def _diff(one: EjectedFile, kept: Path, today: bytes) -> list[str]:
    """What was changed in the original, as a unified diff; a word on it where there can be none."""
    if len(today) > _LONGEST_COMPARED or (kept.is_file() and kept.stat().st_size > _LONGEST_COMPARED):
        return ["It is too long to show here what has changed."]
    before = kept.read_bytes() if kept.is_file() and not kept.is_symlink() else None
    if before is None or _digest(before) != one.sha256:
        return [f"What it was is not known any more: {_ORIGINALS}/{one.path} is gone or was changed."]
    try:
        old, new = (content.decode("utf-8").splitlines() for content in (before, today))
    except UnicodeDecodeError:
        return ["It is no text, so what has changed cannot be shown."]
    name = f"{one.theme}/{one.path}"
    lines = [*difflib.unified_diff(old, new, f"{name} ({one.version})", f"{name} ({__version__})", lineterm="")]
    rest = [f"… and {len(lines) - _LONGEST_DIFF} lines more"] if len(lines) > _LONGEST_DIFF else []
    return lines[:_LONGEST_DIFF] + rest
