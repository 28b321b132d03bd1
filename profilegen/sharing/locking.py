"""A locked profile on disk: a page to type the passphrase into, and parts that look alike."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from markupsafe import Markup

from profilegen.sharing.archive import Archive
from profilegen.sharing.places import LOCKED_FOLDER
from profilegen.sharing.placing import new_folder
from profilegen.sharing.preparing import Member
from profilegen.sharing.sealing import ROUNDS, Lock, is_part_name, parts_for, sealed_parts
from profilegen.sharing.words import PAGES, written
from profilegen.sharing.zipping import write_zip

README = "READ ME.txt"
_PAGE = "index.html"
_BESIDE = ("unlock.js", "unlock.css")


def write_locked(target: Path, archive: Archive, lang: str, passphrases: Sequence[str], rounds: int = ROUNDS) -> None:
    """Writes the locked folder in one step. The passphrases are used, and stand nowhere in it."""
    lock, count = Lock.new(), parts_for(archive.size)
    head = json.dumps(lock.head(passphrases, count, rounds), separators=(",", ":"))
    with new_folder(target, is_written_here) as folder:
        page = written(lang, "locked.html", head=Markup(head))  # noqa: S704 - hexadecimal and base64
        for name, content in _files(page, lang):
            (folder / name).write_bytes(content)
        for name, content in sealed_parts(lock, archive.stream(), count):
            (folder / name).write_bytes(content)


def is_written_here(name: str) -> bool:
    """Whether a locked folder has files of this name."""
    return name in (_PAGE, README, *_BESIDE) or is_part_name(name)


def zip_locked(folder: Path) -> Path:
    """A zip of the locked folder, beside it: one file is easier to send."""
    files = sorted(folder.iterdir())
    members = (Member(file.name, file, file.stat().st_size) for file in files)
    target = folder.with_name(f"{LOCKED_FOLDER}.zip")
    write_zip(target, LOCKED_FOLDER, members, {}, as_they_are=True)
    return target


def _files(page: bytes, lang: str) -> Iterator[tuple[str, bytes]]:
    yield _PAGE, page
    yield README, written(lang, "readme.txt", locked=True)
    for name in _BESIDE:
        yield name, (PAGES / name).read_bytes()
