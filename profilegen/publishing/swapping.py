"""Putting a folder of a site in place: staged beside it, then swapped in by two renames.

At any instant the folder is the old one, the new one, or absent with the whole old one beside it. The names of what
lies beside it are the journal, and `heal` finishes what a stopped build left:

    students/amina-x3f9                  the folder
    students/.profilegen-new-5c0a1f22~amina-x3f9   being staged: thrown away
    students/.profilegen-old-amina-x3f9            the old one: put back if the folder is absent, else thrown away

Where the folder cannot be renamed (on Windows, while a page of it is open) the files are replaced one by one.
"""

from __future__ import annotations

import contextlib
import errno
import filecmp
import glob
import os
import secrets
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from profilegen.media.store import Store
from profilegen.problems import ProfilegenError
from profilegen.publishing.manifest import (
    MANIFEST,
    Manifest,
    SiteFile,
    Stored,
    read_manifest,
    write_manifest,
)

_NEW, _OLD = ".profilegen-new-", ".profilegen-old-"
_TRIES, _PAUSE = 5, 0.1  # Windows refuses for a moment while another program looks at a file


class PublishError(ProfilegenError):
    """A folder of a site that could not be put in place; the old one stands."""


def publish(folder: Path, files: Mapping[str, SiteFile], manifest: Manifest, store: Store) -> bool:
    """Makes `folder` hold exactly `files`, beside what no build wrote. False where it already did: nothing is written.

    PublishError where a file that no build wrote is in the way; OSError where the disk refuses.
    """
    if _is_there(folder, files, manifest, store):
        return False
    _refuse_links(folder, [folder])
    old = read_manifest(folder)
    foreign = _foreign_files(folder, old)
    _refuse_to_overwrite(folder, set(foreign) & set(files))
    staged = folder.with_name(f"{_NEW}{secrets.token_hex(4)}~{folder.name}")  # nobody else's, whoever else builds
    try:
        _stage(staged, files, manifest, store)
        for path in foreign:
            _keep(folder / path, staged / path)
        swap_in(staged, folder)
    except OSError:
        shutil.rmtree(staged, ignore_errors=True)  # a full disk has room again for the next student
        raise
    return True


def _refuse_links(root: Path, folders: Iterable[Path]) -> None:
    """PublishError where a link would lead out of the site."""
    for folder in folders:
        if folder.is_symlink() or not folder.resolve().is_relative_to(root.resolve()):
            raise PublishError(f"{folder} is a link to somewhere else.", "Take it away, and build again.")


def _refuse_to_overwrite(folder: Path, in_the_way: Collection[str]) -> None:
    if in_the_way:
        raise PublishError(
            f"{folder / min(in_the_way)} is in the way: no build wrote it, so it is not touched.",
            "Move that file somewhere else, and build again.",
        )


def _is_there(folder: Path, files: Mapping[str, SiteFile], manifest: Manifest, store: Store) -> bool:
    """Whether the folder has just this manifest and these files, whatever somebody may have written into them."""
    try:
        if (folder / MANIFEST).read_bytes() != manifest.to_bytes():
            return False
    except OSError:
        return False
    return all(_is_same(folder / path, content, store) for path, content in files.items())


def _is_same(file: Path, content: SiteFile, store: Store) -> bool:
    try:
        if isinstance(content, Stored):
            origin = store.path_of(content.name)
            return file.samefile(origin) or filecmp.cmp(file, origin, shallow=False)
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False


def _foreign_files(folder: Path, old: Manifest | None) -> tuple[str, ...]:
    own = {*old.files, MANIFEST} if old else set()
    return tuple(path for path in _files_below(folder) if path not in own)


def _files_below(folder: Path) -> Iterator[str]:
    for root, _, names in os.walk(folder):
        for name in sorted(names):
            yield (Path(root) / name).relative_to(folder).as_posix()


def _stage(staged: Path, files: Mapping[str, SiteFile], manifest: Manifest, store: Store) -> None:
    staged.mkdir(parents=True)
    for inner in sorted({path.rpartition("/")[0] for path in files}):
        (staged / inner).mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        put(f"{staged}/{path}", content, store)
    write_manifest(staged, manifest)


def put(file: str, content: SiteFile, store: Store) -> None:
    """Writes a file of a site that is not there yet; what lies in the store is linked where the disk allows.

    Of every file of every student: with paths as text and without a buffer it takes a third of the time.
    """
    if isinstance(content, Stored):
        store.place(content.name, file)
    else:
        with open(file, "xb", buffering=0) as opened:  # noqa: PTH123 - see above
            if opened.write(content) < len(content):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), file)


def _keep(origin: Path, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(origin, copy, follow_symlinks=False)


def swap_in(staged: Path, folder: Path) -> None:
    """Two renames. Where the folder itself cannot be renamed (a mount point, a folder that is open), file by file."""
    old = folder.with_name(_OLD + folder.name)
    shutil.rmtree(old, ignore_errors=True)
    try:
        if folder.exists():
            patiently(lambda: folder.rename(old))
        patiently(lambda: staged.rename(folder))
    except OSError:
        if not folder.exists() and old.exists():
            old.rename(folder)
        if not folder.exists():
            raise
        _replace_files(staged, folder)
    shutil.rmtree(old, ignore_errors=True)


def patiently(rename: Callable[[], object]) -> None:
    """Does it again for a while where Windows says that somebody else has the file open. PermissionError in the end."""
    for attempt in range(_TRIES):
        try:
            rename()
            return
        except PermissionError:
            if attempt == _TRIES - 1:
                raise
            time.sleep(_PAUSE)


def _replace_files(staged: Path, folder: Path) -> None:
    """Each file whole, the manifest last; then what the new one does not have is taken away.

    Stopped on the way it is a mixture, with a manifest that knows of all, so that the next build finishes it.
    """
    old, new = read_manifest(folder), read_manifest(staged)
    if old is not None and new is not None:
        write_manifest(folder, _both(old, new))
    wanted = list(_files_below(staged))
    for path in sorted(wanted, key=lambda one: one == MANIFEST):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        patiently(lambda path=path: (staged / path).replace(folder / path))  # type: ignore[misc]
    for path in set(_files_below(folder)) - set(wanted):
        (folder / path).unlink()
    remove_empty_folders(folder)
    shutil.rmtree(staged, ignore_errors=True)


def _both(old: Manifest, new: Manifest) -> Manifest:
    """What a folder may hold between the two: stopped there, nothing is orphaned, and every claim is still known."""
    return replace(new, files={**old.files, **new.files}, claims=tuple(sorted({*old.claims, *new.claims})))


def remove_built(folder: Path) -> bool:
    """Takes away what builds wrote in this folder, and the folder where that was all. Whether there was any."""
    manifest = read_manifest(folder)
    if manifest is None or folder.is_symlink():
        return False
    for path in (*manifest.files, MANIFEST):
        _remove(folder, path)
    remove_empty_folders(folder)
    return True


def remove_presumed(folder: Path) -> bool:
    """The same for a folder of the product's own place whose manifest is lost: all that looks like a site goes."""
    if not folder.is_dir() or folder.is_symlink():
        return False
    for path in [path for path in _files_below(folder) if _looks_built(path)]:
        _remove(folder, path)
    remove_empty_folders(folder)
    return True


def _looks_built(path: str) -> bool:
    """Students' folders inside carry manifests of their own."""
    if path.startswith("students/"):
        return False
    return path.endswith(".html") or path in ("search.js", MANIFEST) or path.startswith(("media/", "theme/"))


def _remove(folder: Path, path: str) -> None:
    """Removes a file of the site; never through a link that leads out of it."""
    if (folder / path).parent.resolve().is_relative_to(folder.resolve()):
        with contextlib.suppress(FileNotFoundError):
            patiently((folder / path).unlink)


def remove_empty_folders(folder: Path) -> None:
    """Removes every empty folder below `folder`, and itself if it is empty then."""
    for root, _, _ in os.walk(folder, topdown=False):
        with contextlib.suppress(OSError):
            Path(root).rmdir()


def publish_in_place(root: Path, files: Mapping[str, SiteFile], manifest: Manifest, store: Store) -> bool:
    """Like `publish`, for the school's own pages, which lie around the students' folders: file by file, each whole."""
    if _is_there(root, files, manifest, store):
        return False
    old = read_manifest(root)
    own = old.files if old else {}
    _refuse_to_overwrite(root, {path for path in files if path not in own and (root / path).exists()})
    root.mkdir(parents=True, exist_ok=True)
    _refuse_links(root, {(root / path).parent for path in files})
    write_manifest(root, _both(old, manifest) if old else manifest)
    for path, content in files.items():
        if own.get(path) != manifest.files[path] or not _is_same(root / path, content, store):
            part = root / f"{_NEW}{Path(path).name}"
            part.unlink(missing_ok=True)
            put(str(part), content, store)
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            patiently(lambda part=part, path=path: part.replace(root / path))  # type: ignore[misc]
    for path in sorted(set(own) - set(files)):
        _remove(root, path)
        if (root / path).parent != root:
            remove_empty_folders((root / path).parent)
    write_manifest(root, manifest)
    return True


def heal(folder: Path) -> None:
    """Finishes what a stopped build left of this folder."""
    old = folder.with_name(_OLD + folder.name)
    if old.is_dir() and not folder.exists():
        old.rename(folder)
    for left in (old, folder.with_name(_NEW + folder.name), *folder.parent.glob(f"{_NEW}*~{glob.escape(folder.name)}")):
        shutil.rmtree(left, ignore_errors=True)
    for part in folder.glob(f"{_NEW}*"):
        if part.is_file():
            part.unlink(missing_ok=True)


def heal_beside(folder: Path, *, neighbours: bool) -> None:
    """The same for this folder, and its neighbours where they are ours; what the disk refuses waits for next time."""
    with contextlib.suppress(OSError):
        for left in left_beside(folder.parent) if neighbours else (folder,):
            heal(left)


def left_beside(parent: Path) -> tuple[Path, ...]:
    """The folders of which a stopped build left something in `parent`."""
    found = ((path, sign) for sign in (_NEW, _OLD) for path in parent.glob(f"{sign}*") if path.is_dir())
    names = {path.name.removeprefix(sign).rpartition("~")[2] for path, sign in found}
    return tuple(parent / name for name in sorted(names))
