"""A map: which column of a form's answers is which field. A file that people read and change.

```yaml
as: testimonials
columns:
  - column: Timestamp
    field: date
  - column: Email Address
    field: leave
```

Columns are a list, as a form may ask two questions in the same words. What else a map may say stands in `MapRecord`.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from pathlib import Path
from typing import Annotated, Literal

from profilegen.exchange.form_fields import FIELDS, LEAVE, FormKind
from profilegen.exchange.moments import DayOrder
from profilegen.exchange.yaml_lines import scalar
from profilegen.loading.folders import Found
from profilegen.loading.plain_words import did_you_mean, listed
from profilegen.loading.records import read_record
from profilegen.model.fields import AsList, Text
from profilegen.model.forms import Record, field
from profilegen.model.records import Role
from profilegen.problems import ProfilegenError

Names = tuple[str, ...]


class ColumnRecord(Record):
    """What becomes of one column."""

    column: Text = field(description="The question at its head.")
    field_: Text = field(alias="field", description="A field's name, or leave.")


class NameRecord(Record):
    """Who is meant by a name that no register could know."""

    written: Text
    student: Text = field(description="The name of the student's folder.")


class ClassRecord(Record):
    """Which class is meant by another spelling of it."""

    written: Text
    class_: Text = field(alias="class", description="The name of the class, or of its file.")


class MapRecord(Record):
    """A map's file."""

    as_: Literal["testimonials", "reflections", "feedback", "responses", "reports"] = field(alias="as")
    columns: Annotated[tuple[ColumnRecord, ...], AsList]
    dates: Literal["", "day-first", "month-first"] = field(default="", description="Where the file cannot tell.")
    role: Literal["", "peer", "teacher", "mentor", "employer", "family", "coach", "other"] = field(
        default="", description="The authors' role, where the form does not ask."
    )
    piece: Literal["", "latest-of-subject"] = field(
        default="", description="Feedback without a title goes to the student's latest piece of that subject."
    )
    school_year: Text = field(default="", description="Of reports, where the class does not say.")
    names: Annotated[tuple[NameRecord, ...], AsList] = field(
        default=(), description="Names that only you know: written, and the student's folder."
    )
    classes: Annotated[tuple[ClassRecord, ...], AsList] = field(
        default=(), description="Other spellings of classes: written, and the class."
    )


class MapError(ProfilegenError):
    """A map that cannot be used, or that does not fit the file."""


@dataclass(frozen=True, slots=True)
class FormMap:
    """A map that is in order. `fields` has for each column, in the file's order, a field's name or `leave`."""

    kind: FormKind
    fields: tuple[str, ...]
    dates: DayOrder | None = None
    role: Role | None = None
    latest_of_subject: bool = False
    school_year: str = ""
    names: Mapping[str, str] = dataclass_field(default_factory=dict)
    unmapped: tuple[str, ...] = ()  # columns that the map does not know: nothing is taken from them
    absent: tuple[str, ...] = ()  # columns of the map whose field no column of the file has
    classes: Mapping[str, str] = dataclass_field(default_factory=dict)

    def columns_of(self, name: str) -> list[int]:
        """The columns that make up a field."""
        return [place for place, field_name in enumerate(self.fields) if field_name == name]


def plain_header(text: str) -> str:
    """A question without what forms and programs change in it: spaces, line breaks, capitals."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def read_map(path: Path, kind: FormKind, header: tuple[str, ...]) -> FormMap:
    """The map in a file, for columns with these headers. MapError where it has a mistake, or does not fit."""
    if not path.is_file():
        raise MapError(f"There is no map “{path}”.", "Leave out --map, and a map is proposed.")
    filed, problems = read_record(Found(path, path.name, path.name), MapRecord)
    if filed is None:
        first = problems[0]
        raise MapError(f"{first.place}: {first.message}", first.hint)
    record = filed.record
    if record.as_ != kind:
        raise MapError(f"{path.name} is a map of {record.as_}, not of {kind}.", f"Write --as {record.as_}")
    fields, unmapped, absent = _fields(record, header, path.name)
    sound = FormMap(
        kind,
        fields,
        record.dates or None,
        record.role or None,
        record.piece == "latest-of-subject",
        record.school_year,
        {plain_header(one.written): one.student for one in record.names},
        unmapped,
        absent,
        {plain_header(one.written): one.class_ for one in record.classes},
    )
    refuse_unfit(sound, header, path.name)
    return sound


def _fields(record: MapRecord, header: tuple[str, ...], file: str) -> tuple[Names, Names, Names]:
    """The field of each column of the file; its columns that the map does not name; the map's that the file has not."""
    waiting: dict[str, list[str]] = defaultdict(list)
    for one in record.columns:
        if one.field_ != LEAVE and one.field_ not in FIELDS[record.as_]:
            meant = did_you_mean(one.field_, FIELDS[record.as_])
            raise MapError(
                f"{file}: “{one.column}” cannot be “{one.field_}”." + (f" Did you mean “{meant}”?" if meant else ""),
                f"The fields of {record.as_} are: {listed([*FIELDS[record.as_], LEAVE])}.",
            )
        waiting[plain_header(one.column)].append(one.field_)
    found = [waiting[plain_header(one)].pop(0) if waiting.get(plain_header(one)) else None for one in header]
    unmapped = tuple(head for head, one in zip(header, found, strict=True) if one is None and head)
    there = set(found)
    absent = (one.column for one in record.columns if one.field_ not in there and one.field_ != LEAVE)
    return tuple(one or LEAVE for one in found), unmapped, tuple(absent)


def refuse_unfit(form_map: FormMap, header: tuple[str, ...], file: str) -> None:
    """MapError where a field that is needed has no column, or one has two that needs one."""
    known = FIELDS[form_map.kind]
    if not form_map.columns_of("student") and not form_map.columns_of("id"):
        raise MapError(f"{file} does not say which column has the student's name.", _how_to_say("student"))
    for name, about in known.items():
        columns = form_map.columns_of(name)
        if about.is_needed and not columns:
            raise MapError(f"{file} does not say which column is “{name}”: {about.about}.", _how_to_say(name))
        if len(columns) > 1 and not about.may_repeat:
            both = listed(f"“{header[place]}”" for place in columns)
            raise MapError(f"{file} says that {both} are all “{name}”.", "Write leave at all of them but one.")


def _how_to_say(name: str) -> str:
    return f"Open the map in a text editor and write field: {name} below that column's name."


def map_text(form_map: FormMap, header: tuple[str, ...]) -> str:
    """A map as a file."""
    return "".join(f"{line}\n" for line in _map_lines(form_map, header))


def _map_lines(form_map: FormMap, header: tuple[str, ...]) -> Iterator[str]:
    yield "## Which column of the answers is which field. Change it where it is wrong, and run the same command again."
    yield "## A column with “field: leave” is not taken in. The fields are:"
    for name, about in FIELDS[form_map.kind].items():
        yield f"##   {name:<20}{about.about}"
    yield f"as: {form_map.kind}"
    if form_map.dates:
        yield "## Where the days do not tell whether 01/07/2026 is in July or in January: day-first or month-first."
        yield f"dates: {form_map.dates}"
    if form_map.role:
        yield f"role: {form_map.role}"
    yield "columns:"
    for head, name in zip(header, form_map.fields, strict=True):
        if head:
            yield f"  - column: {scalar(' '.join(head.split()))}"
            yield f"    field: {name}"
