"""What a style sheet would fetch from outside of the site: nothing may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_ESCAPE = r"\\(?:[0-9a-fA-F]{1,6}(?:\r\n|[ \t\n\r\f])?|[^0-9a-fA-F\n])"
_PART = re.compile(
    r"(?P<comment>/\*(?s:.*?)(?:\*/|\Z))"
    rf"|(?P<string>\"(?:[^\"\\\n]|\\\n|{_ESCAPE})*+\"?|'(?:[^'\\\n]|\\\n|{_ESCAPE})*+'?)"
    rf"|(?P<word>[@#]?(?:[\w-]|[^\x00-\x7f]|{_ESCAPE})++\(?)"
    r"|(?P<sign>[{}()\[\];:])"
)
_BARE_ADDRESS = re.compile(rf"[ \t\n\r\f]*+(?![\"'])((?:[^)\\\n]|\\\n|\n|{_ESCAPE})*+)\)?")
_ESCAPED = re.compile(_ESCAPE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
_OUTSIDE = re.compile(r"//|(?:https?|ftp|wss?|file|blob|javascript):")
_ASKS = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"})
_WRITES = frozenset({"content", "quotes"})
_SHOWN = 120


def outside_requests(css_text: str) -> list[tuple[int, str]]:
    """Each address in this style sheet that leads out of the site: its line, and what is written there.

    Addresses are relative paths, `#names` or `data:`; all others are outside, a path from the root (`/fonts/a.woff2`)
    too, as it leads out of a folder that is opened from a stick. Escapes are read as a browser reads them. Words that
    are only shown (`content: "https://…"`) or compared (`[href^="https:"]`) ask for nothing.
    """
    reader = _Reader(css_text)
    return list(reader.found())


@dataclass(slots=True)
class _Reader:
    """Reads a style sheet once from its beginning to its end, and knows in what it stands."""

    text: str
    at: int = 0
    line: int = 1
    inside: list[str] = field(default_factory=list)  # the functions and brackets that are open
    rule: str = ""  # the at-rule, such as `@import`
    name: str = ""  # the property whose value is being read
    word: str = ""  # the word before this sign

    def found(self) -> Iterator[tuple[int, str]]:
        """What leads out, in its order."""
        counted = 0
        for part in iter(self._next, None):
            self.line += self.text.count("\n", counted, part.start())
            counted = part.start()
            address = self._address(part)
            if address is not None and self._leads_out(address, part):
                yield self.line, address.strip()[:_SHOWN]

    def _next(self) -> re.Match[str] | None:
        part = _PART.search(self.text, self.at)
        if part is not None:
            self.at = part.end()
        return part

    def _address(self, part: re.Match[str]) -> str | None:
        """What may be an address here; None where nothing is."""
        if part["string"]:
            return _plain(part["string"][1:].removesuffix(part["string"][0]))
        if part["word"]:
            return self._after_word(_plain(part["word"]).lower())
        if part["sign"]:
            self._after_sign(part["sign"])
        return None

    def _after_word(self, word: str) -> str | None:
        if word[0] == "@":
            self.rule, self.name = word, ""
        self.word = word
        if not word.endswith("("):
            return None
        bare = _BARE_ADDRESS.match(self.text, self.at) if word == "url(" else None
        if bare is None:
            self.inside.append(word[:-1])
            return None
        self.at = bare.end()
        return _plain(bare[1])

    def _after_sign(self, sign: str) -> None:
        if sign in "([":
            self.inside.append(sign)
        elif sign in ")]":
            del self.inside[-1:]
        elif sign == ":" and not self.inside:
            self.name = self.word
        elif sign in "{};":
            self.inside.clear()
            self.rule = self.name = self.word = ""

    def _leads_out(self, address: str, part: re.Match[str]) -> bool:
        written = re.sub(r"[\t\n\r\f]", "", address).strip("\x00\x01 ").replace("\\", "/").lower()
        is_asked_for = part["word"] or self.rule == "@import" or not _ASKS.isdisjoint(self.inside)
        if is_asked_for and self.rule != "@namespace":
            is_kept_within = written.startswith("data:") and self.rule != "@import"
            return not is_kept_within and bool(_SCHEME.match(written) or written.startswith("/"))
        is_only_words = self.name in _WRITES or "[" in self.inside or self.rule == "@namespace"
        return not is_only_words and bool(_OUTSIDE.match(written))


def _plain(written: str) -> str:
    """What an escaped word or string stands for."""
    return _ESCAPED.sub(_letter, written.replace("\\\n", "")) if "\\" in written else written


def _letter(escape: re.Match[str]) -> str:
    digits = escape[0][1:].strip()
    if not re.fullmatch(r"[0-9a-fA-F]{1,6}", digits):
        return escape[0][1:]
    number = int(digits, 16)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
