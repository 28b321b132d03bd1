"""Records of older versions, read as if they had been written today; and those of newer ones, which are not read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from profilegen.loading.marks import LatePlaces
from profilegen.loading.yaml_text import Mistake, Written
from profilegen.model.forms import Record
from profilegen.model.records import (
    Achievement,
    Arrival,
    ClassRecord,
    Conference,
    Crosswalk,
    Framework,
    Profile,
    Reflection,
    Report,
    SchoolSettings,
    Showcase,
    Statement,
    Testimonial,
)
from profilegen.model.schema import SCHEMA, TABLE, Fields, NotAStepError, Step, Table, taken, version_of
from profilegen.model.school import Key, Places
from profilegen.problems import Place
from profilegen.rules import problem

VERSIONED: frozenset[type[Record]] = frozenset(
    [
        *(Profile, Reflection, Testimonial, Achievement, Showcase, Conference, Statement, Report),
        *(SchoolSettings, ClassRecord, Framework, Crosswalk, Arrival),
    ]
)
"""The records that have a file of their own, and so may say a version. consents.yaml is a list of many small ones."""


def as_today(written: Written, kind: type[Record], table: Table | None = None) -> Written:
    """The same record as today's version writes it; `schema` then says so. One of today's comes back as it is.

    A newer one has no fields, and one mistake that says why.
    """
    known = table or TABLE
    if written.fields is None or kind not in VERSIONED:
        return written
    version = version_of(written.fields)
    if version is None:
        return _refused(written, "wrong-type", "“schema” says which version of the fields this is: a whole number.")
    if version > known.version:
        message = f"A newer version of profilegen wrote this: its fields are of version {version}."
        return _refused(written, "newer-record", message, f"This one knows version {known.version}: get a newer one.")
    try:
        return _through(written, known.since(version, kind.__name__), known.version)
    except NotAStepError:
        message = f"This is of version {version}, and cannot be read as version {known.version}."
        return _refused(written, "wrong-type", message, "Look at its fields: one of them is not what it should be.")


def without_version(fields: Fields, kind: type[Record]) -> Fields:
    """The fields without `schema`, which is of the file, where the record itself does not have it."""
    if SCHEMA not in fields or kind not in VERSIONED or "schema_" in kind.model_fields:
        return fields
    return {name: value for name, value in fields.items() if name != SCHEMA}


def _through(written: Written, steps: tuple[Step, ...], version: int) -> Written:
    for step in steps:
        fields = taken(step, dict(written.fields or {}))
        later = partial(_moved, written, dict(step.was))
        places = Places(written.places.file, LatePlaces(partial(later, "places")))
        written = replace(written, fields=fields, places=places, names=LatePlaces(partial(later, "names")))
    return replace(written, fields={**(written.fields or {}), SCHEMA: f"{version}"}) if steps else written


def _moved(written: Written, was: Mapping[str, str], of: str) -> Mapping[Key, tuple[Place, str]]:
    """The places of a file, those of old fields under their new names too."""
    known = written.places.known if of == "places" else written.names
    found = dict(known.items())
    for new, old in was.items():
        found |= {(new, *key[1:]): place for key, place in known.items() if key[:1] == (old,) and (new,) not in known}
    return found


def _refused(written: Written, rule: str, message: str, hint: str = "Write schema: 1, or leave it out.") -> Written:
    place, source = written.places.at(SCHEMA), written.places.source_at(SCHEMA)
    mistake = Mistake((SCHEMA,), problem(rule, message, hint, place, source=source))
    return replace(written, fields=None, mistakes=(*written.mistakes, mistake))
