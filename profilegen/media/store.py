"""Where derivatives live: outside every site, under names made of hashes, shared by students, themes and audiences.

    store/3f/3fa2b1c4d5e6f708-480.webp            a derivative; the first 16 letters are its source's SHA-256
    store/3f/3fa2b1c4d5e6f708-0c9d1e2f3a4b.json   a record: what is known of the source, and the files made of it

Every file appears whole or not at all, and a record is written after its files: so a command may be stopped
at any instant, and two may make the same thing at once.
"""

from __future__ import annotations

import contextlib
import filecmp
import hashlib
import json
import os
import re
import secrets
import shutil
import stat
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from profilegen.media.recipes import SOURCE_LETTERS

Facts = dict[str, Any]
"""What a record knows of its source: plain JSON, of which the store understands nothing."""

_NAME = re.compile(r"[0-9a-f]{16}(-[a-z0-9]+)+\.[a-z0-9]{2,5}")
_OURS = re.compile(r"[0-9a-f]{16}-")
_ENDING = re.compile(r"\.[a-z0-9]{2,5}")
_SHARED = "-file"
_PART = ".part"
_DAY = 86_400  # seconds
_ABANDONED = 3600  # seconds after which a file being written has lost its writer


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of derivatives. Making the value touches nothing; folders appear with the first file."""

    folder: Path

    def path_of(self, name: str) -> Path:
        """Where the derivative of this name is, or would be. Raises ValueError for what is no name of the store."""
        if not _NAME.fullmatch(name):
            raise ValueError(f"not a name in the store: {name!r}")
        return self.folder / name[:2] / name

    def add(self, name: str, content: bytes) -> None:
        """Keeps a derivative under this name, in place of an older one."""
        _put(self.path_of(name), content)

    @contextlib.contextmanager
    def making(self, name: str) -> Iterator[Path]:
        """A path to write a large file to, kept under this name when the block ends well, and gone otherwise."""
        path = self.path_of(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = _part_beside(path)
        try:
            yield part
            _swap_in(part, path)
        finally:
            part.unlink(missing_ok=True)

    def keep(self, content: bytes, suffix: str) -> str:
        """Keeps a file that is shared as it is, such as a style sheet, under a name made from its own bytes."""
        ending = suffix if _ENDING.fullmatch(suffix) else ".bin"
        name = f"{hashlib.sha256(content).hexdigest()[:SOURCE_LETTERS]}{_SHARED}{ending}"
        if not self.holds(name, len(content)) or self.path_of(name).read_bytes() != content:
            self.add(name, content)
        return name

    def recall(self, sha256: str, key: str, encoder: str | None) -> Facts | None:
        """The facts remembered of this source, if every file made of it is still whole and from this encoder.

        None stands for whatever encoder: for who cannot make anything better.
        """
        record = _read_record(self._record(sha256, key))
        if record.get("source") != sha256 or encoder not in (None, record.get("encoder")):
            return None
        facts, files = record.get("facts"), record.get("files")
        if not isinstance(facts, dict) or not isinstance(files, dict):
            return None
        if not all(self.holds(name, size) for name, size in files.items()):
            return None
        _mark_as_used(self._record(sha256, key))
        return facts

    def holds(self, name: str, size: object) -> bool:
        """Whether the file of this name is there in this size."""
        try:
            found = self.path_of(name).lstat()
        except (OSError, ValueError):
            return False
        return stat.S_ISREG(found.st_mode) and found.st_size == size

    def state_of(self, name: str) -> str:
        """What changes when somebody writes into the file of this name; "" where it is gone.

        Of twenty files for each student: with the path as text it takes a fifth of the time.
        """
        try:
            found = os.lstat(f"{self.folder}/{name[:2]}/{name}")
        except (OSError, ValueError):
            return ""
        return f"{found.st_size} {found.st_mtime_ns}"

    def remember(self, sha256: str, key: str, encoder: str, facts: Facts, names: Iterable[str]) -> None:
        """Writes a record: these derivatives, already added, are all that `key` asks of this source."""
        files = {name: self.path_of(name).stat().st_size for name in names}
        record = {"source": sha256, "encoder": encoder, "facts": facts, "files": files}
        content = json.dumps(record, sort_keys=True) + "\n"
        _put(self._record(sha256, key), content.encode("utf-8"))

    def forget_other_encoders(self, sha256: str, encoder: str) -> None:
        """Drops the source's records by other encoders: the files that they vouch for are about to be replaced."""
        for path in self._record(sha256, "x").parent.glob(f"{sha256[:SOURCE_LETTERS]}-*.json"):
            if _read_record(path).get("encoder") != encoder:
                path.unlink(missing_ok=True)

    def place(self, name: str, destination: str) -> None:
        """Puts a derivative at `destination`: the same file under a second name where the disk allows, else a copy.

        Raises FileNotFoundError if the store does not hold it, FileExistsError if something is there already.
        """
        _link_or_copy(f"{self.folder}/{name[:2]}/{name}", destination)

    def prune(self, claimed: Collection[str]) -> int:
        """Removes what comes from sources whose SHA-256 is not in `claimed`; says how many files went.

        Files shared as they are (`keep`) stay. What a stopped command left half-written goes. A file that another
        program holds open stays till next time.
        """
        kept = {sha256[:SOURCE_LETTERS] for sha256 in claimed}
        removed = 0
        for path in self.folder.glob("[0-9a-f][0-9a-f]/*"):
            is_wanted = path.name[:SOURCE_LETTERS] in kept or _SHARED in path.name
            if (is_wanted and not _is_abandoned(path)) or not _OURS.match(path.name):
                continue
            with contextlib.suppress(FileNotFoundError, PermissionError):
                path.unlink()
                removed += 1
        return removed

    def clear_unfinished(self, sha256: str) -> None:
        """Removes what was left half-written of this source. Only for who knows that nobody is writing it now."""
        for path in self._record(sha256, "x").parent.glob(f"{sha256[:SOURCE_LETTERS]}-*{_PART}"):
            with contextlib.suppress(OSError):
                path.unlink()

    def shrink(self, most: int) -> int:
        """Removes derivatives until at most so many bytes are left; says how many bytes went.

        First goes what no site links to, and of that what has not been used for longest. What is shared as it is stays.
        """
        sources = sorted(self._sources(), key=lambda one: (one.is_linked, one.used))
        left = sum(one.size for one in sources) + sum(_size(path) for path in self._files() if _SHARED in path.name)
        freed = 0
        for one in sources:
            if left - freed <= most:
                break
            for path in one.files:
                with contextlib.suppress(FileNotFoundError, PermissionError):
                    size = path.stat().st_size
                    path.unlink()
                    freed += size
        return freed

    def _files(self) -> Iterator[Path]:
        found = self.folder.glob("[0-9a-f][0-9a-f]/*")
        return (path for path in found if _OURS.match(path.name) and path.is_file() and not path.is_symlink())

    def _sources(self) -> Iterator[_Source]:
        files: dict[str, list[Path]] = defaultdict(list)
        for path in self._files():
            if _SHARED not in path.name:
                files[path.name[:SOURCE_LETTERS]].append(path)
        for paths in files.values():
            states = [path.stat() for path in paths]
            used = max(
                (state.st_mtime for path, state in zip(paths, states, strict=True) if _is_record(path)), default=0
            )
            is_linked = any(state.st_nlink > 1 for state in states)
            yield _Source(
                tuple(sorted(paths, key=_is_record, reverse=True)), sum(s.st_size for s in states), used, is_linked
            )

    def _record(self, sha256: str, key: str) -> Path:
        return self.path_of(f"{sha256[:SOURCE_LETTERS]}-{key}.json")


@dataclass(frozen=True, slots=True)
class _Source:
    """All that was made of one original, its records first: they vouch for the others."""

    files: tuple[Path, ...]
    size: int
    used: float  # seconds since 1970; 0 where nothing is known
    is_linked: bool  # whether a site shows some of it: then removing it frees nothing


def _is_record(path: Path) -> bool:
    return path.suffix == ".json"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _mark_as_used(record: Path) -> None:
    """A record's time is the day of its last use. Once a day is enough, and a store that may not be written is fine."""
    with contextlib.suppress(OSError):
        if time.time() - record.stat().st_mtime > _DAY:
            os.utime(record)


def _read_record(path: Path) -> dict[str, Any]:
    """The record in this file; an empty one where there is none or it is damaged."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def _put(path: Path, content: bytes) -> None:
    """Makes the file beside its place and moves it there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = _part_beside(path)
    try:
        part.write_bytes(content)
        _swap_in(part, path)
    finally:
        part.unlink(missing_ok=True)


def _part_beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.{secrets.token_hex(6)}{_PART}")


def _swap_in(part: Path, path: Path) -> None:
    try:
        part.replace(path)
    except PermissionError:
        # Windows does not replace a file that is open. Another process that has just made the same one is no trouble.
        if not path.is_file() or not filecmp.cmp(path, part, shallow=False):
            raise


def _link_or_copy(origin: str, destination: str) -> None:
    try:
        os.link(origin, destination)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:  # another disk, a stick without links, or a file with too many names already
        shutil.copyfile(origin, destination)


def _is_abandoned(path: Path) -> bool:
    try:
        return path.name.endswith(_PART) and time.time() - path.stat().st_mtime > _ABANDONED
    except FileNotFoundError:
        return False
