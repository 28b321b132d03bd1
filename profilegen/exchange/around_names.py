"""What people write around a name: a title before it, the class behind it."""

from __future__ import annotations

import re

_TITLES = re.compile(r"(?:(?:mrs?|ms|miss|mx|master|mstr|dr|prof|professor)(?:\.\s*|\s+))+(?=\S)", re.IGNORECASE)
_OF_ADULTS = frozenset(("mrs", "dr", "prof", "professor"))
_BRACKETS = {")": "(", "]": "["}
_DASHES = (" - ", " – ", " — ")


def without_title(name: str) -> str:
    """A name without `Miss`, `Mr.` and the like before it, or before the first name behind a comma."""
    family, comma, given = name.partition(",")
    return f"{_untitled(family)}{comma}{_untitled(given)}"


def has_title_of_an_adult(name: str) -> bool:
    """Whether a title stands before a name that is no student's: `Mrs`, `Dr`, `Prof`."""
    titles = (found[0] for part in name.split(",") if (found := _TITLES.match(part.lstrip())))
    return any(word.lower() in _OF_ADULTS for title in titles for word in re.findall(r"\w+", title))


def _untitled(words: str) -> str:
    said = words.lstrip()
    found = _TITLES.match(said)
    return words[: len(words) - len(said)] + said[found.end() :] if found else words


def class_behind(name: str) -> tuple[str, str]:
    """A name and what stands behind it in brackets or after a dash: `Nia Evans (4 Oak)`, `Nia Evans - 4 Oak`.

    The second is "" where nothing does. Whether it is a class, the caller knows.
    """
    written = name.rstrip()
    opening = _BRACKETS.get(written[-1:])
    if opening:
        before, found, inside = written[:-1].rpartition(opening)
    else:
        dash = max(_DASHES, key=written.rfind)
        before, found, inside = written.rpartition(dash)
    if not found or not before.strip() or not inside.strip():
        return name, ""
    return before.strip(), inside.strip()
