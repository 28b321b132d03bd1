"""Slugs and addresses: how a file's name becomes a page's. Addresses are relative to the student's own folder."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

from profilegen.model.names import given_name, latin

WINDOWS_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))]
)
LONGEST_SLUG = 60
_IS_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z", re.ASCII)  # already, as most names of files are
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})  # Müller is written mueller too


def slug_of(name: str) -> str:
    """A file name (without its ending) as part of an address: letters and digits of any script, hyphens.

    NFC and lower case, the same on every machine: macOS writes names decomposed, Windows ignores case and keeps some
    names for itself.
    """
    if _IS_SLUG.match(name) and len(name) <= LONGEST_SLUG and name not in WINDOWS_RESERVED:
        return name
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
    kept = "".join(letter if _travels(letter) else "-" for letter in folded)
    slug = "-".join(part for part in kept.split("-") if part)[:LONGEST_SLUG].strip("-")
    return f"{slug}-" if slug in WINDOWS_RESERVED else slug or "untitled"


def _travels(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter) in ("Mn", "Mc")


def id_for(name: str) -> str:
    """A student's id made of a folder's name: a-z, 0-9 and hyphens; `student` where nothing is left."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in fold(name))
    return "-".join(part for part in plain.split("-") if part)[:LONGEST_SLUG].strip("-") or "student"


@lru_cache(maxsize=1024)
def surname_words(name: str, known_as: str = "") -> frozenset[str]:
    """The words of a full name that are not what the student is called, folded for finding them in addresses.

    Accents and apostrophes are dropped, so that `Müller` is found in `muller` and `mueller`, `O'Neil` in `oneil`. Words
    of one letter are no surname.
    """
    first = given_name(name)
    parts = first.split("-") if first != name else ()  # Mary-Jane Watson is no Jane by her surname
    given = {latin(word) for word in (*known_as.split()[:1], first, *parts)}
    words = {latin(part) for word in name.split() for part in word.replace("-", " ").replace(",", " ").split()}
    german = {latin(word.lower().translate(_UMLAUTS)) for word in name.replace("-", " ").replace(",", " ").split()}
    return frozenset(word for word in (words | german) - given if len(word) > 1)


def fold(text: str) -> str:
    """Text for comparing: accents and case gone (`Zoë` and `zoe` are alike)."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def holds_surname(slug: str, surnames: frozenset[str]) -> bool:
    """Whether an id, slug or file name holds one of these folded surnames as a word or, when long enough, a part."""
    folded = latin(slug)
    words = set("".join(letter if letter.isalnum() else " " for letter in folded).split())
    return any(name in words or (len(name) >= 4 and name in folded) for name in surnames)


def _in_address(slug: str) -> str:
    return slug if _IS_SLUG.match(slug) else quote(slug)


def reflection_address(slug: str) -> str:
    """The page of one reflection."""
    return f"reflections/{_in_address(slug)}.html"


def showcase_address(slug: str) -> str:
    """The page of one showcase."""
    return f"showcases/{_in_address(slug)}.html"


def report_address(school_year: str) -> str:
    """The page of one year's report."""
    return f"report-{_in_address(slug_of(school_year))}.html"


def testimonial_address(slug: str) -> str:
    """Where a testimonial stands on the page of testimonials."""
    return f"testimonials.html#{_in_address(slug)}"


def achievement_address(slug: str) -> str:
    """Where an achievement stands on the page of achievements."""
    return f"achievements.html#{_in_address(slug)}"


def skill_address(skill_id: str) -> str:
    """Where a skill's story stands on the page of skills."""
    return f"skills.html#{_in_address(slug_of(skill_id))}"
