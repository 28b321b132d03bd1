"""Every link, image and fragment of a site leads somewhere inside it: checked before the site is swapped in.

Autoescape and the Markdown renderer write `<` and `>` in texts and attributes as entities, and every attribute in
double quotes: so a search for tags, and for attributes in them, finds what a parser would, at a small part of the cost.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

_TAG = re.compile(rb"<[a-zA-Z][^>]*>")
_ADDRESS = re.compile(rb'\s(?:href|src|srcset|poster)="([^"]*)"')
_ID = re.compile(rb'\sid="([^"]*)"')
_OUTSIDE = re.compile(r"(https?://|mailto:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """An address on a page that leads nowhere."""

    page: str
    address: str


def broken_links(pages: Mapping[str, bytes], files: Collection[str]) -> tuple[BrokenLink, ...]:
    """The links of these pages (by path) that lead to no page, file or fragment of the site.

    Links to outside are left alone: they are the student's, marked as such, and nothing is loaded from them.
    """
    tags = {path: b" ".join(_TAG.findall(html)) for path, html in pages.items()}
    ids = {path: {unescape(name.decode()) for name in _ID.findall(inside)} for path, inside in tags.items()}
    known = set(files) | set(pages)
    return tuple(
        BrokenLink(page, address)
        for page, inside in tags.items()
        for address in _addresses(inside)
        if not _leads_somewhere(page, address, known, ids)
    )


def _addresses(tags: bytes) -> Iterator[str]:
    for found in dict.fromkeys(_ADDRESS.findall(tags)):
        text = unescape(found.decode())
        if ", " in text or text.endswith("w"):  # a srcset: addresses, each with its width
            yield from (part.split(" ")[0] for part in text.split(", "))
        else:
            yield text


def _leads_somewhere(page: str, address: str, known: Collection[str], ids: Mapping[str, Collection[str]]) -> bool:
    if _OUTSIDE.match(address):
        return True
    path, _, fragment = address.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path))) if path else page
    if target not in known or target.startswith("../"):
        return False
    return not fragment or unquote(fragment) in ids.get(target, ())
