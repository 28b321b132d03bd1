"""Files to print, saved where somebody asked for them. What is somebody else's is never written over."""

from __future__ import annotations

from pathlib import Path

from profilegen.problems import UsageError
from profilegen.publishing.manifest import write_fresh

PDF_MARK = b"\n% made by profilegen\n"
"""Stands after the end of a PDF of ours, where readers read no more."""

_HTML_MARK = b'<meta name="generator" content="profilegen">'
_HEAD = 2000  # bytes at the beginning, in which the mark of a page stands


def save_own(file: Path, content: bytes, *, option: str, for_us_alone: bool = False) -> None:
    """Writes a page or PDF in one step. UsageError where something else has this name; `option` names another one.

    `for_us_alone`: nobody else who uses this computer may read it, where the system knows such a thing.
    """
    if file.is_symlink() or (file.exists() and not is_ours(file)):
        message = f"{file} is there already, and profilegen did not make it."
        raise UsageError(message, f"Choose another name with {option}.")
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.new")
    write_fresh(part, b"")
    if for_us_alone:
        part.chmod(0o600)
    part.write_bytes(content)
    part.replace(file)


def remove_own(file: Path) -> None:
    """Removes a page or PDF that was made here; what somebody else put there stays."""
    if not file.is_symlink() and is_ours(file):
        file.unlink()


def remove_own_pdf(file: Path) -> bool:
    """Removes a PDF that was made here, and says whether there was one: it is of an older page, or another child."""
    if file.is_symlink() or not file.is_file() or not _is_own_pdf(file):
        return False
    file.unlink()
    return True


def is_ours(file: Path) -> bool:
    """Whether this is a page or PDF that was made here."""
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        is_page = _HTML_MARK in opened.read(_HEAD)
    return is_page or _is_own_pdf(file)


def _is_own_pdf(file: Path) -> bool:
    with file.open("rb") as opened:
        opened.seek(max(0, file.stat().st_size - len(PDF_MARK)))
        return opened.read() == PDF_MARK
