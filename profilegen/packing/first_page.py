"""READ ME FIRST.html: what somebody has in the hand who was given a pack, in the student's language and in English."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

from markupsafe import Markup

from profilegen.model.carrying import Why
from profilegen.packing.describing import About
from profilegen.packing.formats import READ_ME
from profilegen.packing.gathering import how_many
from profilegen.packing.payload import METADATA, Piece, Withheld
from profilegen.rendering.words import direction, words_in
from profilegen.sharing.words import written

_PAGES = Path(__file__).parent / "pages"
_ENGLISH = "en-GB"
_ALIKE = (Why.AGREEMENT, Why.REFERENCE)
"""Told in one sentence, whether it was a file or a part of one."""


def first_page(about: About, pieces: Iterable[Piece], withheld: tuple[Withheld, ...]) -> Piece:
    """data/READ ME FIRST.html: one file, no script, nothing that is loaded."""
    known = tuple(pieces)
    style = (_PAGES / "read_me_first.css").read_text(encoding="utf-8")
    in_english = _part(_ENGLISH, about, known, withheld)
    in_own = _part(about.lang, about, known, withheld)
    is_translated = in_own.partition("</h1>")[0] != in_english.partition("</h1>")[0]
    own, english = (about.lang, in_own), (_ENGLISH, in_english)
    said = [own, english] if is_translated else [own if about.lang.split("-")[0] == "en" else english]
    parts = [(lang, direction(lang), Markup(text)) for lang, text in said]  # noqa: S704 - a template escaped it
    page = written(
        parts[0][0],
        "read_me_first.html",
        pages=_PAGES,
        style=Markup(style),  # noqa: S704 - our own
        style_hash=b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii"),
        parts=parts,
    )
    return Piece(READ_ME, "read-me", page)


def _part(lang: str, about: About, pieces: tuple[Piece, ...], withheld: tuple[Withheld, ...]) -> str:
    """The words in one language; what people wrote is escaped by the template."""
    by_reason: dict[str, int] = {}
    for (_, why, is_part), number in how_many(withheld).items():
        reason = why.value if why in _ALIKE or not is_part else f"{why.value}-part"
        by_reason[reason] = by_reason.get(reason, 0) + number
    shown = {
        "about": about,
        "day": words_in(lang).day(about.day),
        "left_out": by_reason,
        "bared": sum(METADATA in one.changed for one in pieces),
        "kept": [one.path.rpartition("/")[2] for one in pieces if one.has_metadata],
    }
    return written(lang, "read_me_part.html", pages=_PAGES, **shown).decode("utf-8")
