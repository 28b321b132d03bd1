"""Every link, image and fragment of a site leads somewhere inside it: checked before the site is swapped in.

Autoescape and the Markdown renderer write `<` and `>` in texts and attributes as entities, and every attribute in
double quotes: so a search for tags, and for attributes in them, finds what a parser would, at a small part of the cost.
Most tags and addresses are on every page of a site, and in every site: what they say is read once.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

_TAG = re.compile(rb"<[a-zA-Z][^>]*>")
_ADDRESS = re.compile(rb'\s(?:href|src|srcset|poster)="([^"]*)"')
_ID = re.compile(rb'\sid="([^"]*)"')
_OUTSIDE = re.compile(r"(https?://|mailto:|data:text/vtt;base64,)", re.IGNORECASE)
_KEPT = 8192  # about twice what a hundred students' sites have in common, and a few megabytes at most


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """An address on a page that leads nowhere."""

    page: str
    address: str


@dataclass(frozen=True, slots=True)
class _Tag:
    """What a tag says of links: its addresses as they are written, and the names that fragments may lead to."""

    addresses: tuple[bytes, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Target:
    """Where an address leads: "" is the page that it stands on."""

    path: str
    fragment: str


def broken_links(pages: Mapping[str, bytes], files: Collection[str]) -> tuple[BrokenLink, ...]:
    """The links of these pages (by path) that lead to no page, file or fragment of the site.

    Links to outside are left alone: they are the student's, marked as such, and nothing is loaded from them. Captions
    stand in the page itself.
    """
    tags = {path: _telling_tags(html) for path, html in pages.items()}
    ids = {path: {name for tag in found for name in tag.ids} for path, found in tags.items()}
    known = {path for path in (*files, *pages) if not path.startswith("../")}
    return tuple(
        BrokenLink(page, address)
        for page, found in tags.items()
        for address, target in _targets(page, found)
        if not _is_there(target, page, known, ids)
    )


def _telling_tags(html: bytes) -> tuple[_Tag, ...]:
    return tuple(filter(None, map(_tag, _TAG.findall(html))))


@lru_cache(maxsize=_KEPT)
def _tag(tag: bytes) -> _Tag | None:
    """What this tag says; None where it says nothing of links, as most do."""
    addresses = tuple(_ADDRESS.findall(tag))
    ids = tuple(unescape(name.decode()) for name in _ID.findall(tag))
    return _Tag(addresses, ids) if addresses or ids else None


def _targets(page: str, tags: Collection[_Tag]) -> Iterator[tuple[str, _Target]]:
    """Each address of these tags that leads into the site, with where it leads from this page."""
    folder = posixpath.dirname(page)
    for written in dict.fromkeys(address for tag in tags for address in tag.addresses):
        yield from _targets_of(written, folder)


@lru_cache(maxsize=_KEPT)
def _targets_of(written: bytes, folder: str) -> tuple[tuple[str, _Target], ...]:
    addresses = (address for address in _addresses(written) if not _OUTSIDE.match(address))
    return tuple((address, _target(address, folder)) for address in addresses)


def _addresses(written: bytes) -> Iterator[str]:
    text = unescape(written.decode())
    if ", " in text or text.endswith("w"):  # a srcset: addresses, each with its width
        yield from (part.split(" ")[0] for part in text.split(", "))
    else:
        yield text


def _target(address: str, folder: str) -> _Target:
    path, _, fragment = address.partition("#")
    return _Target(posixpath.normpath(posixpath.join(folder, unquote(path))) if path else "", unquote(fragment))


def _is_there(target: _Target, page: str, known: Collection[str], ids: Mapping[str, Collection[str]]) -> bool:
    path = target.path or page
    return path in known and (not target.fragment or target.fragment in ids.get(path, ()))
