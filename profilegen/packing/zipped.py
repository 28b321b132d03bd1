"""A bag in a zip, read with care: every entry is looked at before one is opened, and none is unpacked to the disk.

A zip says everything twice, at its end and before each file. Both have to say the same; entries may not overlap; and of
one of our own packs every byte is known, so that one which was changed is found wherever it stands.
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from profilegen.opening import open_plainly
from profilegen.packing.formats import BAGIT, MARK
from profilegen.packing.holding import MOST_BYTES, MOST_FILES, NoBagError, shown, unsafe_names

_END, _END64, _LOCATOR = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
_LOCAL, _CENTRAL = struct.Struct("<4s5H3L2H"), struct.Struct("<28x3H12x")  # of the latter, what says how long it is
_ENCRYPTED, _DESCRIPTOR, _UTF_8 = 0x1, 0x8, 0x800
_LARGEST_DIRECTORY = 128_000_000  # bytes of the list at the end
_LONGEST_COMMENT = 65_535
_MOST_TO_ONE = 200  # by how much deflate may shrink a file before it is taken for a bomb
_SMALL = 10_000_000  # bytes of a file that may shrink more
_PIECE = 1 << 20
_CANNOT = "The zip cannot be read: it is damaged, or was not copied to its end."
_FULL, _LARGE, _MOST_SHORT = 0xFFFFFFFF, 0x7FFFFFFF, 0xFFFF  # where zipfile begins to write longer numbers


@dataclass(frozen=True)
class Zipped:
    """A bag in a zip. `inexact` says where it is not byte for byte as our own packs are."""

    opened: BinaryIO = field(repr=False)
    archive: ZipFile = field(repr=False)
    entries: dict[str, ZipInfo]
    unsafe: tuple[str, ...] = ()
    inexact: tuple[str, ...] = ()
    sizes: dict[str, int] = field(default_factory=dict)

    def pieces(self, path: str) -> Iterator[bytes]:
        """A file's bytes, never more than the zip said there are. NoBagError where they are damaged."""
        entry = self.entries[path]
        left = entry.file_size
        try:
            with self.archive.open(entry) as opened:
                while left and (piece := opened.read(min(left, _PIECE))):
                    left -= len(piece)
                    yield piece
                if opened.read(1):
                    raise NoBagError(_CANNOT)
        except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
            raise NoBagError(_CANNOT) from None

    def close(self) -> None:
        """Lets go of the zip."""
        self.archive.close()
        self.opened.close()


def zip_of_bag(file: Path) -> Zipped:
    """The bag in this zip. NoBagError for what is none or cannot be looked at safely; OSError."""
    opened = open_plainly(file)
    try:
        return _looked_at(opened)
    except BaseException:
        opened.close()
        raise


def _looked_at(opened: BinaryIO) -> Zipped:
    end = _end_of(opened)
    try:
        archive = ZipFile(opened)
        entries = archive.infolist()
    except (BadZipFile, ValueError, struct.error, NotImplementedError, UnicodeError):
        raise NoBagError(_CANNOT) from None
    if archive.start_dir < 0 or any(one.header_offset < 0 for one in entries):
        raise NoBagError(_CANNOT)
    if sum(one.file_size for one in entries) > MOST_BYTES:
        raise NoBagError("It would unpack to more than a terabyte: that is no profile.")
    files = [one for one in entries if not one.filename.endswith("/")]
    top = _top(files)
    found = {one.filename.removeprefix(f"{top}/"): one for one in files}
    overlaps, inexact = _checked(opened, entries, archive.start_dir)
    unsafe = (*_unsafe(entries), *unsafe_names([one.filename for one in files]), *overlaps)
    if not _ends_as_ours(opened, archive, end):
        inexact = (*inexact, "The end of the zip is not as profilegen writes it.")
    if len(files) != len(entries):
        inexact = (*inexact, "There are empty folders in the zip.")
    return Zipped(opened, archive, found, unsafe, inexact, {path: one.file_size for path, one in found.items()})


def _end_of(opened: BinaryIO) -> int:
    """Looks at the last words of a zip before its list is read, and says where that list ends."""
    size = opened.seek(0, 2)
    start = max(0, size - _END.size - _LONGEST_COMMENT)
    opened.seek(start)
    tail = opened.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) < at + _END.size:
        raise NoBagError("It is no zip, or was not copied to its end.", "Ask for it once more.")
    _, _, _, _, count, length, _, comment = _END.unpack_from(tail, at)
    end = start + at
    if at + _END.size + comment != len(tail):
        raise NoBagError(_CANNOT)
    locator = tail[max(0, at - _LOCATOR.size) : at]
    if len(locator) == _LOCATOR.size and locator.startswith(b"PK\6\7"):
        end = min(_LOCATOR.unpack(locator)[2], size)
        opened.seek(end)
        more = opened.read(_END64.size)
        if len(more) < _END64.size or not more.startswith(b"PK\6\6"):
            raise NoBagError(_CANNOT)
        count, length = _END64.unpack(more)[7:9]

    if count > MOST_FILES or length > _LARGEST_DIRECTORY:
        raise NoBagError(f"There are more than {MOST_FILES:,} files in it.")
    return end


def _ends_as_ours(opened: BinaryIO, archive: ZipFile, end: int) -> bool:
    """Whether the last words of the zip are what this product writes, to the last byte."""
    start, count = archive.start_dir, len(archive.infolist())
    length, large = end - start, b""
    if count > _MOST_SHORT or start > _LARGE or length > _LARGE:
        large = _END64.pack(b"PK\6\6", _END64.size - 12, 45, 45, 0, 0, count, count, length, start)
        large += _LOCATOR.pack(b"PK\6\7", 0, end, 1)
    short = min(count, _MOST_SHORT)
    last = _END.pack(b"PK\5\6", 0, 0, short, short, min(length, _FULL), min(start, _FULL), len(MARK))
    if not _is_filled(opened, start, end):
        return False
    opened.seek(end)
    return length >= 0 and opened.read(len(large) + len(last) + len(MARK) + 1) == large + last + MARK


def _is_filled(opened: BinaryIO, at: int, end: int) -> bool:
    """Whether the entries of the list say rightly how long they are; zipfile does not look at the last one."""
    while 0 <= at < end:
        opened.seek(at)
        head = opened.read(_CENTRAL.size)
        if len(head) < _CENTRAL.size:
            return False
        at += _CENTRAL.size + sum(_CENTRAL.unpack(head))
    return at == end


def _unsafe(entries: list[ZipInfo]) -> Iterator[str]:
    seen: set[str] = set()
    for one in entries:
        name = shown(one.orig_filename)
        mode = one.external_attr >> 16
        if one.filename in seen:
            yield f"“{name}” is in the zip twice."
        seen.add(one.filename)
        if "\0" in one.orig_filename or "\\" in one.orig_filename:
            yield f"“{name}” is no name of a file in a zip."
        if one.flag_bits & _ENCRYPTED:
            yield f"“{name}” is encrypted, and nobody can look into it."
        elif one.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            yield f"“{name}” is packed in a way that not every computer can unpack."
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            yield f"“{name}” is a link or a device, and no file."
        if one.file_size > _SMALL and one.file_size > one.compress_size * _MOST_TO_ONE:
            yield f"“{name}” would grow so much when it is unpacked that it may be meant to fill the disk."


def _top(files: list[ZipInfo]) -> str:
    tops = {one.filename.partition("/")[0] for one in files}
    if len(tops) != 1 or not any(one.filename == f"{next(iter(tops))}/{BAGIT}" for one in files):
        raise NoBagError(f"It is no pack: there is not one folder in it with a {BAGIT}.", "Is it another zip?")
    return next(iter(tops))


def _checked(opened: BinaryIO, entries: list[ZipInfo], end: int) -> tuple[list[str], tuple[str, ...]]:
    """What is said before each file, against what is said at the end: contradictions, and what is only not ours."""
    unsafe: list[str] = []
    inexact: list[str] = []
    reached = 0
    for one in sorted(entries, key=lambda entry: entry.header_offset):
        opened.seek(one.header_offset)
        head = opened.read(_LOCAL.size)
        if one.header_offset < reached:
            unsafe.append(f"“{shown(one.filename)}” shares its bytes with another file in the zip.")
            continue
        if len(head) < _LOCAL.size or head[:4] != b"PK\3\4":
            unsafe.append(f"“{shown(one.filename)}” is not where the zip says it is.")
            continue
        said = _LOCAL.unpack(head)
        name, extra = opened.read(said[9]), opened.read(said[10])
        behind = one.header_offset + _LOCAL.size + said[9] + said[10] + one.compress_size
        if not _says_the_same(one, said, name):
            unsafe.append(f"The zip says two different things about “{shown(one.filename)}”.")
        if one.header_offset != reached or not _is_ours(one, said, extra):
            inexact.append(f"The zip around “{shown(one.filename)}” was altered.")
        reached = behind
    if reached > end:
        unsafe.append("The last file in the zip shares its bytes with the list of files.")
    if reached != end:
        inexact.append("There are bytes in the zip that belong to no file.")
    return unsafe, tuple(inexact)


def _says_the_same(one: ZipInfo, said: tuple[int, ...], name: bytes) -> bool:
    flags, method, crc, packed, size = said[2], said[3], said[6], said[7], said[8]
    encoded = one.orig_filename.encode("utf-8" if one.flag_bits & _UTF_8 else "cp437", "replace")
    is_same = name == encoded and flags & ~_DESCRIPTOR == one.flag_bits & ~_DESCRIPTOR and method == one.compress_type
    if flags & _DESCRIPTOR:
        return is_same
    return is_same and crc == one.CRC and packed in (one.compress_size, _FULL) and size in (one.file_size, _FULL)


def _is_ours(one: ZipInfo, said: tuple[int, ...], extra: bytes) -> bool:
    """Whether both headers are as this product writes them, to the last byte."""
    sizes = (one.file_size, one.compress_size)
    is_large = one.file_size * 1.05 > _LARGE  # as zipfile reckons before it knows
    numbers = (*(sizes if max(sizes) > _LARGE else ()), *((one.header_offset,) if one.header_offset > _LARGE else ()))
    flags = 0 if one.filename.isascii() else _UTF_8
    here = (45 if is_large else 20, flags, 0, 33, struct.pack("<HHQQ", 1, 16, *sizes) if is_large else b"")
    version = 45 if is_large or numbers else 20
    there = struct.pack(f"<HH{len(numbers)}Q", 1, 8 * len(numbers), *numbers) if numbers else b""
    written = (_FULL, _FULL) if is_large else (one.compress_size, one.file_size)
    return (
        (said[7], said[8]) == written
        and (said[1], said[2], said[4], said[5], extra) == here
        and (one.create_system, one.external_attr, one.internal_attr, one.volume) == (3, 0o100644 << 16, 0, 0)
        and (one.flag_bits, one.date_time, one.comment, one.extra) == (flags, (1980, 1, 1, 0, 0, 0), b"", there)
        and one.compress_type == ZIP_STORED
        and (one.create_version, one.extract_version, one.reserved) == (version, version, 0)
    )
