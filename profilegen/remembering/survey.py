"""What lies on the disk now: a stamp for each file that a build reads, and a print of what a build wrote.

A stamp is a file's size and times. Reading and hashing everything instead would cost four times as much. Two changes
can fall into one tick of a disk's clock, so a file that changed just before it was looked at is known by its content
too (`Survey.young`). The time of the last change of the entry itself tells when an older file was put in its place.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from profilegen.loading.folders import is_ignored, is_link
from profilegen.publishing.manifest import MANIFEST

_YOUNG = 3_000_000_000  # nanoseconds; the clock of a FAT stick ticks every two seconds
_DEEPEST = 21  # folders; media are read 20 deep, and what is below them is told of
_SITES = "_site"  # a lone student's folder holds the sites themselves
_ONE_LEVEL = ("reflections", "testimonials", "achievements", "showcases", "conferences", "statements", "reports")
_UP = "../../"  # from a student's folder to the school's
_PIECE = 1 << 20
_LETTERS = 32  # of a digest

Folder = str | Path
"""Text where it is asked of a thousand students: making a Path takes longer than asking the disk."""

KnownFiles = dict[tuple[int, int], str]
"""Of files by their device and number: size and time, as they were when first asked for."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Stamps by path; `young` has the SHA-256 of those files that changed a moment before."""

    stamps: Mapping[str, str] = field(default_factory=dict)
    young: Mapping[str, str] = field(default_factory=dict)

    def still_holds(self, folder: Folder, stamps: Mapping[str, str]) -> bool:
        """Whether the folder, whose stamps are these now, holds just what it held then."""
        return stamps == self.stamps and all(
            digest_of_file(f"{folder}/{path}") == sha for path, sha in self.young.items()
        )


def difference(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """The first path that is new, gone or changed, with the word for it; "" if there is none."""
    for path in sorted(before.keys() | now.keys()):
        if before.get(path) != now.get(path):
            word = "is new" if path not in before else "is gone" if path not in now else "was changed"
            return f"{path.rstrip('/').removeprefix(_UP)} {word}"
    return ""


def with_young(folder: Folder, stamps: Mapping[str, str]) -> Survey:
    """The survey of a folder whose stamps have just been taken."""
    border = time.time_ns() - _YOUNG
    young = {path: digest_of_file(f"{folder}/{path}") for path, stamp in stamps.items() if _latest(stamp) > border}
    return Survey(stamps, young)


def _latest(stamp: str) -> int:
    """The later of a file's two times; 0 for what is no plain file."""
    if not stamp[:1].isdigit() or " " not in stamp:
        return 0
    _, changed, put = stamp.split(" ")
    return max(int(changed), int(put))


def digest_of_file(file: str) -> str:
    """The SHA-256 of a file's content; "" where it cannot be read."""
    hashed = hashlib.sha256()
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - the paths here are text
            while piece := opened.read(_PIECE):
                hashed.update(piece)
    except OSError:
        return ""
    return hashed.hexdigest()


def student_stamps(folder: Folder, arrivals: str = "arrivals/") -> dict[str, str]:
    """Every file of a student's folder that is read, or told of because it is not.

    `arrivals` is where what is known of their arrivals lies, from that folder: in a lone one inside of it, for a
    student of a school where `arrivals_of` says.
    """
    depths = {"": 1, **dict.fromkeys(("media/", "arrived/"), _DEEPEST), **{f"{name}/": 1 for name in _ONE_LEVEL}}
    found = _stamps(folder, depths)
    _note_arrivals(str(folder), arrivals, found)
    return found


def arrivals_of(student_id: str) -> str:
    """From the folder of a student of a school to what is known of their arrivals."""
    return f"{_UP}arrivals/{student_id}/"


def _note_arrivals(folder: str, arrivals: str, found: dict[str, str]) -> None:
    """Of each arrival its own file and its frameworks: nothing else of it is read."""
    if not os.path.lexists(f"{folder}/{arrivals}"):
        return
    below: dict[str, str] = {}
    _walk(f"{folder}/{arrivals}", "", {}, 1, below)
    for name in [name for name in below if name.endswith("/")]:
        found[f"{arrivals}{name}"] = below[name]
        for path in ("arrival.yaml", "school/", "school/frameworks/"):
            found[f"{arrivals}{name}{path}"] = _stamp_of(f"{folder}/{arrivals}{name}{path}".rstrip("/"))
        inside = f"{arrivals}{name}school/frameworks/"
        if os.path.isdir(f"{folder}/{inside}"):  # noqa: PTH112 - the paths here are text
            _walk(f"{folder}/{inside}", inside, {}, 1, found)
    found |= {f"{arrivals}{name}": stamp for name, stamp in below.items()}


def school_stamps(folder: Folder) -> dict[str, str]:
    """The school's own files, who its students are, and their profiles, of which each of the others may ask."""
    found = _stamps(folder, {"": 1, "classes/": 1, "frameworks/": 1, "crosswalks/": 1, "students/": 1})
    for path in [path for path in found if path.startswith("students/") and path.endswith("/")]:
        found[f"{path}profile.yaml"] = _stamp_of(f"{folder}/{path}profile.yaml")
    for register in sorted(Path(folder, "themes").glob("*/ejected.yaml")):
        found[register.relative_to(folder).as_posix()] = _stamp_of(str(register))
    return found


def _stamps(folder: Folder, depths: Mapping[str, int]) -> dict[str, str]:
    """Stamps of the entries of the folders named in `depths` ("" for the folder itself), so many levels deep."""
    found: dict[str, str] = {}
    _walk(str(folder), "", depths, depths[""], found)
    return found


def _walk(folder: str, prefix: str, depths: Mapping[str, int], deep: int, found: dict[str, str]) -> None:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not is_ignored(entry.name) and not (entry.name == _SITES and not prefix):
                    _note(entry, prefix, depths, deep, found)
    except OSError as error:
        found[prefix] = f"cannot be opened: {error.errno}"


def _note(entry: os.DirEntry[str], prefix: str, depths: Mapping[str, int], deep: int, found: dict[str, str]) -> None:
    path = prefix + entry.name
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        found[path] = f"cannot be opened: {error.errno}"
        return
    if stat.S_ISREG(status.st_mode):
        found[path] = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
    elif stat.S_ISDIR(status.st_mode) and not is_link(status):
        found[f"{path}/"] = str(status.st_mode)
        further = depths.get(f"{path}/", deep - 1)
        if further > 0:
            _walk(entry.path, f"{path}/", depths, further, found)
    else:
        found[path] = f"no file: {status.st_mode} {status.st_ctime_ns}"


def _stamp_of(path: str) -> str:
    try:
        status = os.lstat(path)
    except OSError as error:
        return f"cannot be opened: {error.errno}"
    kind = "" if stat.S_ISREG(status.st_mode) else f"no file: {status.st_mode}"
    return kind or f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def manifest_stamp(folder: Folder) -> str:
    """What tells whether the site in this folder was written since: its manifest's stamp."""
    return _stamp_of(f"{folder}/{MANIFEST}")


def site_print(folder: Folder, known: KnownFiles, *, without: str = "") -> str:
    """One word for all that is in a site's folder: its files, and its folders, which change when a file comes or goes.

    `known` is what was seen of files already, and is added to: a theme's files and photos are one file under a name in
    each student's folder, so nine of ten need not be asked for. `without` names a folder that is left out.
    """
    told: list[str] = []
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            when, inside, folders = _entries(f"{folder}/{prefix}", known)
        except OSError as error:
            told.append(f"{prefix}\0cannot be opened: {error.errno}")
            continue
        told.append("\0".join((prefix, when, *sorted(inside))))
        if prefix.count("/") < _DEEPEST:
            waiting.extend(f"{prefix}{name}/" for name in folders if prefix + name != without)
    told.sort()
    return hashlib.sha256("\0\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:_LETTERS]


def _entries(path: str, known: KnownFiles) -> tuple[str, list[str], list[str]]:
    """A folder's own time, what is to be said of each file in it, and the names of its folders."""
    status = os.stat(path)  # noqa: PTH116 - of 5 folders and 40 files a student: pathlib takes thrice as long
    device, files, folders = status.st_dev, [], []
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and not is_link(entry.stat(follow_symlinks=False)):
                folders.append(entry.name)
                continue
            key = (device, entry.inode())
            if (word := known.get(key)) is None:
                found = entry.stat(follow_symlinks=False)
                word = known[key] = f"{found.st_mode} {found.st_size} {found.st_mtime_ns}"
            files.append(f"{entry.name}\0{word}")
    return str(status.st_mtime_ns), files, folders
