"""Text that was typed into a form, as Markdown that shows what was typed; and back again.

A form is no Markdown editor: who types `2 * 3 * 4`, `#1` or `[sic]` means these signs. So every sign that would act as
Markdown gets a backslash before it, and no other does: most texts stay as they are. Line breaks are kept, the spaces
around a line are not (no page shows them).
"""

from __future__ import annotations

import re
import unicodedata

from profilegen.exchange.tables import clean

_ACTS = re.compile(
    r"""\\(?=[!-/:-@\[-`{-~]|$)        # a backslash before a sign, or at the end of a line
      | \*(?=\S) | (?<=\S)\*           # a star that touches something
      | (?<![^\W_])_ | _(?![^\W_])     # an underscore, but within a word
      | [`\[]
      | <(?=[A-Za-z])
      | ~(?=~) | (?<=~)~
      | &(?=\#?\w+;)""",
    re.VERBOSE,
)
_RULED = re.compile(r"[-:|=][-:|=\s]*")  # below another line it would make a heading or a table of it
_BEGINS = re.compile(r"(?:\#{1,6}|[-+*])(?=\s|$)|>")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def in_lines(text: str) -> str:
    """The text with `\\n` between its lines, at most one of them empty, and without what nobody can see."""
    return re.sub("\n{3,}", "\n\n", clean(text))


def on_one_line(text: str) -> str:
    """The text on one line, for names and titles."""
    return " ".join(in_lines(text).split())


def as_markdown(typed: str) -> str:
    """Markdown that shows a typed text as it was typed."""
    return "\n".join(map(_line, in_lines(typed).split("\n")))


def _line(line: str) -> str:
    escaped = _ACTS.sub(r"\\\g<0>", line)
    if _RULED.fullmatch(escaped) or _BEGINS.match(escaped):
        return f"\\{escaped}"
    return _NUMBERED.sub(r"\1\\\2", escaped, count=1) if _NUMBERED.match(escaped) else escaped


def as_typed(markdown: str) -> str:
    """The same backwards: what somebody may go on typing in a cell."""
    return _ESCAPED.sub(r"\1", markdown.strip())


def letters_of(text: str) -> str:
    """What makes two texts the same words: without capitals, spaces, and the signs that Markdown or a form adds."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum() or (ord(letter) > 127 and not letter.isspace()))
