"""Files that give no picture. Apart from the reading itself, so that asking about a refusal does not load Pillow."""

from __future__ import annotations

MOST_PIXELS = 100_000_000
"""The largest picture that is opened; Pillow refuses more than 179 million, whatever the limit."""


class PictureError(Exception):
    """A file that gives no picture: `reason` is a sentence about it, `hint` says what to do."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint

    def __reduce__(self) -> tuple[type[PictureError], tuple[str, str]]:
        return type(self), (self.reason, self.hint)  # keeps the hint on the way home from a worker process
