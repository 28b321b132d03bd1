"""Forms with files in them (RFC 7578), read as they come: of a file there is never more in memory than one piece."""

from __future__ import annotations

import re
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from email.message import Message

_LONGEST_HEAD = 8_000
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=?-]{1,70}\Z")


class NotAFormError(ValueError):
    """What came is no form with files."""


@dataclass(frozen=True, slots=True)
class Part:
    """The beginning of one field: its name, and that of the file, or None where it is no file."""

    name: str
    file: str | None


def boundary_of(content_type: str) -> bytes:
    """What stands between the parts. NotAFormError."""
    said = Message()
    said["content-type"] = content_type
    boundary = said.get_param("boundary") if said.get_content_type() == "multipart/form-data" else None
    if not isinstance(boundary, str) or not _BOUNDARY.match(boundary):
        raise NotAFormError("This is no form with files.")
    return boundary.encode("ascii")


class Form:
    """A form that is being read: parts one after the other, each with its content. NotAFormError for anything else."""

    def __init__(self, pieces: AsyncIterable[bytes], boundary: bytes) -> None:
        self._pieces = aiter(pieces)
        self._between = b"\r\n--" + boundary
        self._waiting = b"\r\n"  # so that the first boundary is like all others
        self._is_over = False

    async def parts(self) -> AsyncIterator[Part]:
        """Each part, whose `content` is to be read, or passed over, before the next one."""
        await self._pass_over()
        while not self._is_over:
            yield _part(await self._head())
            await self._pass_over()

    async def content(self) -> AsyncIterator[bytes]:
        """The content of the part that is at hand."""
        while True:
            before, found, after = self._waiting.partition(self._between)
            if found:
                self._waiting = found + after
                if before:
                    yield before
                return
            keep = len(self._between) - 1
            if len(self._waiting) > keep:
                ready, self._waiting = self._waiting[:-keep], self._waiting[-keep:]
                yield ready
            await self._more()

    async def _pass_over(self) -> None:
        """To behind the next boundary."""
        async for _ in self.content():
            pass
        self._waiting = self._waiting[len(self._between) :]
        while len(self._waiting) < 2:
            await self._more()
        self._is_over = self._waiting.startswith(b"--")
        if not self._is_over and not self._waiting.startswith(b"\r\n"):
            raise NotAFormError("A boundary is not as it should be.")

    async def _head(self) -> bytes:
        while b"\r\n\r\n" not in self._waiting:
            if len(self._waiting) > _LONGEST_HEAD:
                raise NotAFormError("A part says too much of itself.")
            await self._more()
        head, _, self._waiting = self._waiting.partition(b"\r\n\r\n")
        return head

    async def _more(self) -> None:
        try:
            self._waiting += await anext(self._pieces)
        except StopAsyncIteration:
            raise NotAFormError("The form is cut off.") from None


def _part(head: bytes) -> Part:
    """Browsers write names as they are, in UTF-8, with %22 for the quotation mark (HTML's rule, not that of mail)."""
    text = head.decode("utf-8", "replace")
    name = re.search(r'(?i)^content-disposition:[^\r\n]*?[; ]name="([^"\r\n]*)"', text, re.MULTILINE)
    file = re.search(r'(?i)^content-disposition:[^\r\n]*?[; ]filename="([^"\r\n]*)"', text, re.MULTILINE)
    if name is None:
        raise NotAFormError("A part has no name.")
    return Part(_plain(name[1]), _plain(file[1]) if file else None)


def _plain(name: str) -> str:
    return name.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")
