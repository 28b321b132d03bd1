"""Turning and cutting a picture: always a new one, and the old one stays. And small ones, for the studio alone."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import TYPE_CHECKING

from profilegen.media.recipes import Variant, targets_for
from profilegen.model.limits import Limits
from profilegen.studio.files import BEGINNING, UNFINISHED, replace_file
from profilegen.studio.keeping import Keeper, NotHereError
from profilegen.studio.uploads import MEDIA, media_folder

if TYPE_CHECKING:
    from PIL import Image

SMALL, LARGE = 480, 1600
"""The widths in which the studio shows pictures."""

_MEGA = 1_000_000
_QUALITY = 92  # it will be encoded once more for the site
_LEAST = 0.02  # of a picture's side: less is a slip of the finger
_MADE = re.compile(r"-(?:turned|cropped)(?:-\d+)?\Z")
_MOST_SMALL_ONES = 2_000


@dataclass(frozen=True, slots=True)
class Frame:
    """What stays of a picture, in parts of its width and height from 0 to 1. ValueError for a frame of nothing."""

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        is_inside = 0 <= self.left < self.right <= 1 and 0 <= self.top < self.bottom <= 1  # false for NaN as well
        if not is_inside or min(self.right - self.left, self.bottom - self.top) < _LEAST:
            raise ValueError("not a frame within the picture")

    def of(self, width: int, height: int) -> tuple[int, int, int, int]:
        """The same in pixels, at least one."""
        left, top = int(self.left * width), int(self.top * height)
        return left, top, max(left + 1, round(self.right * width)), max(top + 1, round(self.bottom * height))


def turned(keeper: Keeper, file: str, quarters: int, limits: Limits, easel: Lock) -> str:
    """A new picture, turned so many quarters to the right; returns its path. NotHereError, PictureError, OSError.

    At the `easel` is one picture at a time, whoever asks: all the pixels of a large one are hundreds of megabytes.
    """
    from PIL import Image

    turns = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
    if quarters not in turns:
        raise ValueError("not a turn")
    with easel:
        return _kept(keeper, file, "turned", _pixels(keeper, file, limits).transpose(turns[quarters]))


def cropped(keeper: Keeper, file: str, frame: Frame, limits: Limits, easel: Lock) -> str:
    """A new picture, of which only what is in the frame is left; returns its path. Errors as above."""
    with easel:
        pixels = _pixels(keeper, file, limits)
        return _kept(keeper, file, "cropped", pixels.crop(frame.of(*pixels.size)))


def small_one(keeper: Keeper, file: str, width: int, limits: Limits, easel: Lock) -> bytes:
    """The picture as WebP in this width, without anything that the original's file says beside its pixels."""
    source = original(keeper, file)
    status = source.stat()
    told = f"{file}\0{status.st_size}\0{status.st_mtime_ns}\0{width}"
    kept = keeper.own / "small" / f"{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:32]}.webp"
    if content := _read(kept):
        return content
    with easel:
        if content := _read(kept):  # made for somebody who asked a moment ago
            return content
        content = _made_small(source, width, limits)
        _keep_small_one(kept, content)
    return content


def _read(kept: Path) -> bytes:
    """b"" where there is none, or none any more."""
    with contextlib.suppress(OSError):
        return kept.read_bytes()
    return b""


def _keep_small_one(kept: Path, content: bytes) -> None:
    """For the next time; of very many the oldest go."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    known = sorted(kept.parent.glob("*.webp"), key=lambda one: one.stat().st_mtime)
    for old in known[:-_MOST_SMALL_ONES]:
        old.unlink(missing_ok=True)
    replace_file(kept, content)


def original(keeper: Keeper, file: str) -> Path:
    """The file of this path in the media folder. NotHereError for anything that is no plain file there."""
    parts = PurePosixPath(file).parts
    if not parts or any(part in ("..", "/") or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        raise NotHereError("There is no such file.")
    folder = media_folder(keeper)
    path = folder.joinpath(*parts)
    is_linked = any(folder.joinpath(*parts[: number + 1]).is_symlink() for number in range(len(parts)))
    if is_linked or not path.is_file():
        raise NotHereError("There is no such file.")
    return path


def _made_small(source: Path, width: int, limits: Limits) -> bytes:
    from profilegen.media.encoding import encoded
    from profilegen.media.pixels import cut, read_source

    variant = Variant("small", (width,))
    picture = read_source(source, (variant,), limits.picture_megapixels * _MEGA)
    ((_, pixels),) = cut(picture, targets_for(picture.width, picture.height, (variant,)))
    return next(content for ending, content in encoded(pixels) if ending == ".webp")


def _pixels(keeper: Keeper, file: str, limits: Limits) -> Image.Image:
    """All of them, upright and in the colours of screens."""
    from profilegen.media.pixels import read_source

    return read_source(original(keeper, file), (), limits.picture_megapixels * _MEGA).pixels


def _kept(keeper: Keeper, file: str, how: str, pixels: Image.Image) -> str:
    was = PurePosixPath(file)
    is_drawn = pixels.mode == "RGBA" or was.suffix.lower() in (".png", ".gif", ".svg")
    stem = _MADE.sub("", was.stem)
    handle, name = tempfile.mkstemp(dir=media_folder(keeper), prefix=BEGINNING, suffix=UNFINISHED)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as writing:
            if is_drawn:
                pixels.save(writing, "PNG")
            else:
                pixels.save(writing, "JPEG", quality=_QUALITY)
            writing.flush()
            os.fsync(writing.fileno())
        path = PurePosixPath(MEDIA, was.parent, f"{stem}-{how}{'.png' if is_drawn else '.jpg'}")
        return keeper.place_new_file(part, path.as_posix()).removeprefix(f"{MEDIA}/")
    finally:
        part.unlink(missing_ok=True)
