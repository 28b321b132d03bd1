"""Files that cannot be shown. Apart from the reading itself, so that asking about a refusal loads no decoder."""

from __future__ import annotations

MOST_PIXELS = 100_000_000
"""The largest picture that is opened; Pillow refuses more than 179 million, whatever the limit."""


class MediaError(Exception):
    """A file that cannot be shown: `reason` is a sentence about it, `hint` says what to do."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint

    def __reduce__(self) -> tuple[type[MediaError], tuple[str, str]]:
        return type(self), (self.reason, self.hint)  # keeps the hint on the way home from a worker process


class PictureError(MediaError):
    """A file that gives no picture."""


class RecordingError(MediaError):
    """A file that gives no sound or film."""


class DocumentError(MediaError):
    """A file that gives no pages."""


class PartMissingError(MediaError):
    """What would read the file is not installed on this machine: nothing is wrong with the file."""


class PassingError(MediaError):
    """What went wrong for want of time, room or memory: the next build may do better. Nothing is known of the file."""
