"""What arrives is written aside, whole, and then moved to its place by renames that replace nothing.

`.profilegen/unpacking/new/` is laid out as the school's folder is. Until `ready.json` lies beside it, a run that was
stopped is swept away by the next one; from then on, the next one finishes it. So nothing is ever half in its place.
"""

from __future__ import annotations

import contextlib
import errno
import filecmp
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from profilegen.arriving.welcoming import is_id
from profilegen.building.site import CACHE_FOLDER
from profilegen.loading.folders import is_link
from profilegen.opening import open_plainly
from profilegen.packing.formats import ARRIVED_FOLDER
from profilegen.packing.identifiers import is_identifier, keep_identifier
from profilegen.problems import ProfilegenError, UsageError
from profilegen.publishing.manifest import write_fresh
from profilegen.publishing.swapping import patiently
from profilegen.sharing.travelling import why_not_a_path

UNPACKING = "unpacking"
_NEW, _READY = "new", "ready.json"
_LARGEST = 100_000
_NO_LINKS = frozenset((errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EXDEV, errno.EACCES, errno.EINVAL))


@dataclass(frozen=True, slots=True)
class Ready:
    """What is ready to be placed: whose it is, the word that stays theirs, the folder of this move, and which pack.

    `student` is "" in a lone student's folder, whose id in identifiers.yaml is `lone`.
    """

    student: str
    lone: str
    identifier: str
    folder: str
    pack: str


class Staging:
    """The place aside, where everything is written first."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.root = home / CACHE_FOLDER / UNPACKING

    def put(self, path: str, pieces: Iterable[bytes]) -> None:
        """Writes a file by its path from the school's folder. OSError."""
        file = self.root / _NEW / path
        try:
            opened = file.open("xb")
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
            opened = file.open("xb")
        with opened:
            for piece in pieces:
                opened.write(piece)

    def place(self, ready: Ready) -> None:
        """Says that all is there, and moves it to its place. OSError: then the next run finishes it."""
        write_fresh(self.root / f".{_READY}", json.dumps(asdict(ready)).encode("utf-8"))
        (self.root / f".{_READY}").replace(self.root / _READY)
        _finish(self.home, self.root, ready)


@contextmanager
def staging(home: Path) -> Iterator[Staging]:
    """An empty place aside. What was written there is swept away, unless it was placed, or is ready to be."""
    found = Staging(home)
    refuse_links(home, found.root)
    _sweep(found.root)
    found.root.mkdir(parents=True)
    try:
        yield found
    except BaseException:
        if not (found.root / _READY).exists():
            with contextlib.suppress(OSError):
                _sweep(found.root)
        raise


def settle(home: Path) -> Ready | None:
    """Finishes what an unpacking that was stopped had made ready, and says what it was; sweeps away all else of it.

    UsageError for a link in the way. OSError.
    """
    root = home / CACHE_FOLDER / UNPACKING
    refuse_links(home, root)
    if not root.exists():
        return None
    ready = is_unfinished(home)
    if ready is None:
        _sweep(root)
    else:
        _finish(home, root, ready)
    return ready


def is_unfinished(home: Path) -> Ready | None:
    """What an unpacking that was stopped had made ready; None for none. A folder may come from anybody: what does not
    say what it has to is none."""
    try:
        with open_plainly(home / CACHE_FOLDER / UNPACKING / _READY) as opened:
            said: Any = json.loads(opened.read(_LARGEST))
        ready = Ready(**said)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    if not all(isinstance(one, str) for one in asdict(ready).values()):
        return None
    whose = ready.student or ready.lone
    is_sound = is_id(whose) and is_identifier(ready.identifier) and "/" not in ready.folder
    return ready if is_sound and not why_not_a_path(ready.folder) else None


def refuse_links(home: Path, place: Path) -> None:
    """UsageError where something on the way from the school's folder to a place is a link, or no folder."""
    for one in (place, *place.parents):
        if one == home:
            return
        try:
            status = one.lstat()
        except FileNotFoundError:
            continue
        if is_link(status):
            raise UsageError(f"{one} is a link to somewhere else.", "Put a real folder in its place.")
        if not one.is_dir():
            raise UsageError(f"{one} is a file, where profilegen needs a folder.", "Take it away, or rename it.")


def _sweep(root: Path) -> None:
    """`ready.json` goes first: without it, what is left is swept away once more."""
    (root / _READY).unlink(missing_ok=True)
    if root.exists():
        shutil.rmtree(root)


def _finish(home: Path, root: Path, ready: Ready) -> None:
    if (root / _NEW).is_dir():
        student = f"students/{ready.student}/" if ready.student else ""
        _Placing(home, student, ready.folder).move(root / _NEW, "")
    keep_identifier(home, ready.student or ready.lone, ready.identifier)
    _sweep(root)


class _Placing:
    """Moving what is aside to its place: whole folders where there is none yet, else file by file."""

    def __init__(self, home: Path, student: str, folder: str) -> None:
        self.home, self.student, self.folder = home, student, folder

    def move(self, aside: Path, path: str) -> None:
        target = self.home / path
        if path and aside.is_dir() and not os.path.lexists(target):
            with contextlib.suppress(FileExistsError, OSError):
                patiently(lambda: aside.rename(target))
                return
        if aside.is_dir():
            refuse_links(self.home, target)
            target.mkdir(exist_ok=True)
            for inner in sorted(os.listdir(aside), key=_place):  # noqa: PTH208 - of many thousand
                self.move(aside / inner, f"{path}/{inner}".lstrip("/"))
            aside.rmdir()
        else:
            self._move_file(aside, path)

    def _move_file(self, aside: Path, path: str) -> None:
        if _moved(aside, self.home / path):
            return
        beside = f"{self.student}{ARRIVED_FOLDER}/{self.folder}/{path.removeprefix(self.student)}"
        (self.home / beside).parent.mkdir(parents=True, exist_ok=True)
        refuse_links(self.home, (self.home / beside).parent)
        if not path.startswith(self.student) or not _moved(aside, self.home / beside):
            raise ProfilegenError(
                f"{path} was changed meanwhile, and nothing is replaced.",
                f"Move it away, and unpack once more: what came for it lies in {CACHE_FOLDER}/{UNPACKING}.",
            )


def _place(name: str) -> tuple[bool, bool, str]:
    """What is known of the move comes first, and media before the records that show them; profile.yaml comes last."""
    return name.startswith("profile."), name not in ("arrivals", "media"), name


def _moved(aside: Path, target: Path) -> bool:
    """Moves a file where there is none, or just the same; whether that could be done."""
    try:
        os.link(aside, target)
    except FileExistsError:
        if target.is_symlink() or not target.is_file() or not filecmp.cmp(aside, target, shallow=False):
            return False
    except OSError as error:  # a disk that knows no second name for a file
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(target):
            return not target.is_symlink() and target.is_file() and filecmp.cmp(aside, target, shallow=False)
        patiently(lambda: aside.rename(target))
        return True
    aside.unlink()
    return True
