"""Which column of a class list is what: the headers that school systems write, all in one table.

A header is compared without case, spaces, hyphens and the words `student`, `pupil` or `learner` before it. Of several
columns for one thing the first in the table counts. What is in no table is not read. What identifies or describes a
child beyond the name is never read, and named as left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from profilegen.exchange.names import folded
from profilegen.exchange.tables import Table
from profilegen.model.names import latin

Column = Literal["forename", "preferred", "surname", "name", "class", "year", "school_year", "id"]

HEADERS: dict[Column, tuple[str, ...]] = {
    "forename": (
        *("forename", "first name", "given name", "forename(s)", "first name(s)", "forenames", "first names"),
        *("given names", "first", "christian name", "legal forename", "legal first name", "legal forename(s)"),
        *("legal given name", "chosen forename", "forename legal", "first name legal"),
    ),
    "preferred": (
        *("preferred name", "known as", "preferred forename", "preferred first name", "preferred given name"),
        *("known as name", "known name", "chosen name", "forename preferred", "goes by", "nickname", "calling name"),
        *("preferred forename(s)", "known as first name", "known as forename"),
    ),
    "surname": (
        *("surname", "last name", "family name", "second name", "last", "preferred surname", "preferred last name"),
        *("chosen surname", "legal surname", "legal last name", "legal family name", "surname legal"),
        *("known as surname", "known as last name"),
    ),
    "name": ("name", "full name", "pupil", "student", "learner", "child", "pupils", "students", "names", "fullname"),
    "class": (
        *("class", "class name", "reg group", "registration group", "reg grp", "reg", "registration", "tutor group"),
        *("registration form", "registration class", "reg form", "reg class", "form", "form group", "form class"),
        *("form/tutor group", "form name", "tutor grp", "main class", "current class", "base class", "home class"),
        *("registration group name", "homeroom", "tg", "mentor group"),
    ),
    "year": (
        "year",
        "year group",
        "nc year",
        "yr",
        "ncy",
        "yr grp",
        "nc year group",
        "year group name",
        "curriculum year",
    ),
    "school_year": ("school year", "academic year"),
    "id": ("profilegen id", "profilegen", "id"),
}
"""What each column may be called."""

_ALWAYS_OURS = frozenset(("profilegenid", "profilegen"))

_PRIVATE_WORDS = frozenset(
    (
        *("upn", "uln", "uci", "uin", "urn", "mis", "id", "ids", "admission", "adno", "candidate", "exam", "passport"),
        *("dob", "birth", "birthday", "born", "age", "address", "postcode", "street", "town", "phone", "telephone"),
        *("tel", "mobile", "mail", "email", "emails", "gender", "sex", "pronouns", "ethnicity", "ethnic", "religion"),
        *(
            "nationality",
            "country",
            "fsm",
            "meal",
            "meals",
            "sen",
            "send",
            "ehcp",
            "ehc",
            "senco",
            "medical",
            "allergy",
        ),
        *("allergies", "dietary", "diet", "doctor", "nhs", "gp", "premium", "pp", "lac", "looked", "care", "eal"),
        *("language", "languages", "parent", "parents", "carer", "guardian", "mother", "father", "contact", "contacts"),
        *(
            "disability",
            "disabilities",
            "safeguarding",
            "cp",
            "behaviour",
            "attendance",
            "photo",
            "photograph",
            "password",
        ),
        *(
            "username",
            "login",
            "service",
            "asylum",
            "refugee",
            "traveller",
            "transport",
            "sibling",
            "siblings",
            "needs",
        ),
        *("attainment", "grade", "grades", "marks", "score", "scores", "ks1", "ks2", "number", "adm", "admno", "roll"),
        *("adopted", "deprivation", "idaci", "nino", "insurance"),
    )
)
_BEFORE = re.compile(r"^(?:students?|pupils?|learners?|child(?:ren)?)(?:['’]?s)?\b[\s:_.-]*", re.IGNORECASE)
_MOST_TITLE_ROWS = 40

_BY_HEADER: dict[str, tuple[Column, int]] = {
    folded(header): (column, place) for column, headers in HEADERS.items() for place, header in enumerate(headers)
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand in a row. `left_out` are headers not read on purpose, `unused` those that say nothing here."""

    places: dict[Column, int]
    left_out: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    doubled: dict[Column, tuple[int, ...]] = field(default_factory=dict)

    @property
    def tell_names(self) -> bool:
        """Whether a name can be made of what is there."""
        return "name" in self.places or "forename" in self.places

    def without(self, column: Column, header: str) -> Columns:
        """The same without this column, which turned out to be something that is left out."""
        places = {name: place for name, place in self.places.items() if name != column}
        return Columns(places, (*self.left_out, header), self.unused, self.doubled)


def columns_of(header: Iterable[str]) -> Columns:
    """Which column is what, by these headers. Two columns of one header are `doubled`."""
    found: dict[Column, list[tuple[int, int]]] = {}
    left_out: list[str] = []
    unused: list[str] = []
    for place, written in enumerate(header):
        known = _known(written)
        if known:
            found.setdefault(known[0], []).append((known[1], place))
        elif written:
            (left_out if _is_private(written) else unused).append(written)
    places = {column: min(there)[1] for column, there in found.items()}
    if "forename" not in places and "name" not in places and "preferred" in places:
        places["forename"] = places.pop("preferred")
    doubled = {column: _of_one_header(there) for column, there in found.items()}
    return Columns(places, tuple(left_out), tuple(unused), {one: many for one, many in doubled.items() if many})


def _known(written: str) -> tuple[Column, int] | None:
    plain = " ".join(written.split())
    if _is_named(plain):
        return _BY_HEADER[folded(plain)]
    bare = _BEFORE.sub("", plain)
    return _BY_HEADER[folded(bare)] if _is_named(bare) and _BY_HEADER[folded(bare)][0] != "id" else None


def _is_named(written: str) -> bool:
    return folded(written) in _BY_HEADER


def _is_private(written: str) -> bool:
    words = "".join(letter if letter.isalnum() else " " for letter in latin(written)).split()
    return bool(_PRIVATE_WORDS & {*words, "".join(words)})


def _of_one_header(there: list[tuple[int, int]]) -> tuple[int, ...]:
    first = min(there)[0]
    same = tuple(place for header, place in there if header == first)
    return same if len(same) > 1 else ()


def is_always_ours(header: str) -> bool:
    """Whether this column can only be profilegen's ids; a plain `ID` may be the school system's."""
    return folded(header) in _ALWAYS_OURS


def with_its_header(table: Table) -> Table | None:
    """The table from the row on that names the columns, below whatever titles a report has; None if no row does."""
    rows = [(table.header_number, table.header), *((row.number, row.cells) for row in table.rows[:_MOST_TITLE_ROWS])]
    known = [(len(columns.places), -place) for place, (_, cells) in enumerate(rows) if (columns := _names(cells))]
    if not known:
        return None
    place = -max(known)[1]
    return table if place == 0 else table.beginning_at(rows[place][0])


def _names(cells: tuple[str, ...]) -> Columns | None:
    columns = columns_of(cells)
    return columns if columns.tell_names else None
