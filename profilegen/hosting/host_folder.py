"""The folder that is put onto a web host: what in it is ours, and what is put there and taken away."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from profilegen.hosting.addresses import ADDRESSES, Addresses, is_address
from profilegen.hosting.host_files import is_quiet_page
from profilegen.model.audience import Audience
from profilegen.opening import open_plainly
from profilegen.problems import UsageError
from profilegen.publishing.manifest import read_manifest, write_fresh
from profilegen.publishing.swapping import heal_beside, swap_in

_BEGINNING = 1 << 16
_POLICY = '<meta http-equiv="content-security-policy" content="default-src \'none\'; '
"""No build writes a page without it, whatever the theme: see `profilegen.rendering.staying`."""


def refuse_what_is_not_ours(out: Path, addresses: Addresses, audience: Audience) -> None:
    """UsageError for a folder of somebody else's, of another school's, or for another audience.

    Folders that look like none of ours are nobody's business, whatever their name is.
    """
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    if not is_quiet_page(_beginning(out / "index.html")):
        raise UsageError(f"{out} is not empty, and profilegen did not make it.", "Choose an empty or a new folder.")
    whose = addresses.whose()
    for folder in _at_addresses(out):
        is_ours = _POLICY in _beginning(folder / "index.html").lower()
        if folder.name not in whose:
            if is_ours:
                _refuse_a_stranger_s(folder)
            continue
        if not is_ours:
            message = f"{folder} is at one of our addresses, but no profile is in it."
            raise UsageError(message, "Look at what it is. Delete it there or move it away, and try again.")
        made_for = whose[folder.name][1]
        if made_for is not audience:
            message = f"{out} is for {made_for.word}, not for {audience.word}."
            raise UsageError(message, "Choose another folder with --out, so that nobody mixes them up.")


def _refuse_a_stranger_s(folder: Path) -> None:
    raise UsageError(
        f"{folder.parent} holds a profile at an address that {ADDRESSES} does not know: {folder.name}",
        "Is it another school's? Choose another folder with --out. If it is an old one of yours, delete it there.",
    )


def put_at_the_top(out: Path, files: Mapping[str, str]) -> None:
    """Writes the files that name nobody, the one by which the folder is known first; what stays the same stays."""
    out.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        file, content = out / name, text.encode("utf-8")
        if file.is_symlink() or not file.is_file() or file.read_bytes() != content:
            write_fresh(file, content)
    heal_beside(out / "robots.txt", neighbours=True)


def put_profile(built: Path, folder: Path) -> None:
    """A student's site at their address, whole or as it was: what a build wrote, but for its manifest."""
    manifest = read_manifest(built)
    files = sorted(manifest.files) if manifest else []
    staged = folder.with_name(f".profilegen-new-{secrets.token_hex(4)}~{folder.name}")
    try:
        for path in files:
            (staged / path).parent.mkdir(parents=True, exist_ok=True)
            _link_or_copy(built / path, staged / path)
        swap_in(staged, folder)
    except OSError:
        shutil.rmtree(staged, ignore_errors=True)
        raise


def _link_or_copy(file: Path, to: Path) -> None:
    try:
        os.link(file, to)
    except OSError:
        shutil.copyfile(file, to)


def take_out(out: Path, words: Collection[str]) -> int:
    """Removes the folders at these addresses, which lead nowhere any more, and says how many there were."""
    gone = [one for one in _at_addresses(out) if one.name in words]
    for folder in gone:
        shutil.rmtree(folder)
    return len(gone)


def _at_addresses(out: Path) -> Iterator[Path]:
    return (one for one in sorted(out.iterdir()) if is_address(one.name) and one.is_dir() and not one.is_symlink())


def _beginning(page: Path) -> str:
    try:
        with open_plainly(page) as opened:
            return opened.read(_BEGINNING).decode("utf-8", "replace")
    except OSError:
        return ""
