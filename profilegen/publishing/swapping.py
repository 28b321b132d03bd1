"""Putting a folder of a site in place: staged beside it, then swapped in by two renames.

At any instant the folder is the old one, the new one, or absent with the whole old one beside it. The names of what
lies beside it are the journal, and `heal` finishes what a stopped build left:

    students/amina-x3f9                  the folder
    students/.profilegen-new-amina-x3f9  being staged: thrown away
    students/.profilegen-old-amina-x3f9  the old one: put back if the folder is absent, else thrown away
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from profilegen.media.store import Store
from profilegen.problems import ProfilegenError
from profilegen.publishing.manifest import MANIFEST, Manifest, SiteFile, Stored, read_manifest

_NEW, _OLD = ".profilegen-new-", ".profilegen-old-"
_TRIES, _PAUSE = 5, 0.1  # Windows refuses for a moment while another program looks at a file


class PublishError(ProfilegenError):
    """A folder of a site that could not be put in place; the old one stands."""


def publish(folder: Path, files: Mapping[str, SiteFile], manifest: Manifest, store: Store) -> bool:
    """Makes `folder` hold exactly `files`, beside what no build wrote. False where it already did: nothing is written.

    PublishError where a file that no build wrote is in the way; OSError where the disk refuses.
    """
    if _is_there(folder, manifest):
        return False
    old = read_manifest(folder)
    foreign = _foreign_files(folder, old)
    for path in foreign:
        if path in files:
            raise PublishError(
                f"{folder / path} is in the way: no build wrote it, so it is not touched.",
                "Move that file somewhere else, and build again.",
            )
    staged = folder.with_name(_NEW + folder.name)
    shutil.rmtree(staged, ignore_errors=True)
    _stage(staged, files, manifest, store)
    for path in foreign:
        _keep(folder / path, staged / path)
    swap_in(staged, folder)
    return True


def _is_there(folder: Path, manifest: Manifest) -> bool:
    """Whether the folder has just this manifest, and every file that it names."""
    try:
        same = (folder / MANIFEST).read_bytes() == manifest.to_bytes()
    except OSError:
        return False
    return same and all((folder / path).is_file() for path in manifest.files)


def _foreign_files(folder: Path, old: Manifest | None) -> tuple[str, ...]:
    own = {*old.files, MANIFEST} if old else set()
    return tuple(path for path in _files_below(folder) if path not in own)


def _files_below(folder: Path) -> Iterator[str]:
    for root, _, names in os.walk(folder):
        for name in sorted(names):
            yield (Path(root) / name).relative_to(folder).as_posix()


def _stage(staged: Path, files: Mapping[str, SiteFile], manifest: Manifest, store: Store) -> None:
    staged.mkdir(parents=True)
    for path, content in files.items():
        put(staged / path, content, store)
    (staged / MANIFEST).write_bytes(manifest.to_bytes())


def put(file: Path, content: SiteFile, store: Store) -> None:
    """Writes one file of a site; what lies in the store is linked where the disk allows."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Stored):
        store.place(content.name, file)
    else:
        file.write_bytes(content)


def _keep(origin: Path, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(origin, copy, follow_symlinks=False)


def swap_in(staged: Path, folder: Path) -> None:
    """Two renames. Where the folder itself cannot be renamed (a mount point, a folder that is open), file by file."""
    old = folder.with_name(_OLD + folder.name)
    shutil.rmtree(old, ignore_errors=True)
    try:
        if folder.exists():
            _patiently(lambda: folder.rename(old))
        _patiently(lambda: staged.rename(folder))
    except OSError:
        if not folder.exists() and old.exists():
            old.rename(folder)
        if not folder.exists():
            raise
        _replace_files(staged, folder)
    shutil.rmtree(old, ignore_errors=True)


def _patiently(rename: Callable[[], object]) -> None:
    for attempt in range(_TRIES):
        try:
            rename()
            return
        except PermissionError:
            if attempt == _TRIES - 1:
                raise
            time.sleep(_PAUSE)


def _replace_files(staged: Path, folder: Path) -> None:
    """Each file whole, the manifest last; then what the new one does not have is taken away."""
    wanted = list(_files_below(staged))
    for path in sorted(wanted, key=lambda one: one == MANIFEST):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        _patiently(lambda path=path: (staged / path).replace(folder / path))  # type: ignore[misc]
    for path in set(_files_below(folder)) - set(wanted):
        (folder / path).unlink()
    remove_empty_folders(folder)
    shutil.rmtree(staged, ignore_errors=True)


def remove_built(folder: Path) -> bool:
    """Takes away what builds wrote in this folder, and the folder where that was all. Whether there was any."""
    manifest = read_manifest(folder)
    if manifest is None:
        return False
    for path in (*manifest.files, MANIFEST):
        with contextlib.suppress(FileNotFoundError):
            _patiently((folder / path).unlink)
    remove_empty_folders(folder)
    return True


def remove_empty_folders(folder: Path) -> None:
    """Removes every empty folder below `folder`, and itself if it is empty then."""
    for root, _, _ in os.walk(folder, topdown=False):
        with contextlib.suppress(OSError):
            Path(root).rmdir()


def publish_in_place(root: Path, files: Mapping[str, SiteFile], manifest: Manifest, store: Store) -> bool:
    """Like `publish`, for the school's own pages, which lie around the students' folders: file by file, each whole."""
    if _is_there(root, manifest):
        return False
    old = read_manifest(root)
    root.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        if old is None or old.files.get(path) != manifest.files[path] or not (root / path).is_file():
            part = root / f"{_NEW}{Path(path).name}"
            put(part, content, store)
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            _patiently(lambda part=part, path=path: part.replace(root / path))  # type: ignore[misc]
    (root / MANIFEST).write_bytes(manifest.to_bytes())
    for path in set(old.files if old else ()) - set(files):
        (root / path).unlink(missing_ok=True)
        remove_empty_folders((root / path).parent)
    return True


def heal(parent: Path) -> None:
    """Finishes what a stopped build left in this folder of folders."""
    for old in parent.glob(f"{_OLD}*"):
        folder = parent / old.name.removeprefix(_OLD)
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(folder)
    for staged in parent.glob(f"{_NEW}*"):
        if staged.is_dir():
            shutil.rmtree(staged, ignore_errors=True)
        else:
            staged.unlink(missing_ok=True)
