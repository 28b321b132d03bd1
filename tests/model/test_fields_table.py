"""The table of fields in CONTRIBUTING.md says what the records say."""

from __future__ import annotations

from pathlib import Path

from profilegen.model import records
from profilegen.model.records import Record

CONTRIBUTING = Path(__file__).resolve().parents[2] / "CONTRIBUTING.md"


def documented() -> dict[str, list[str]]:
    """The rows between the two marks: record to its fields."""
    text = CONTRIBUTING.read_text("utf-8").split("<!-- fields -->")[1].split("<!-- /fields -->")[0]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")][1:]
    return {name: fields.split(", ") for name, fields in rows}


def written() -> dict[str, list[str]]:
    """The records of the model, their fields as people spell them, a star behind the required ones."""
    kinds = [kind for kind in vars(records).values() if isinstance(kind, type) and issubclass(kind, Record)]
    return {
        kind.__name__: [
            (field.alias or name) + ("*" if field.is_required() else "") for name, field in kind.model_fields.items()
        ]
        for kind in kinds
        if kind is not Record
    }


def test_every_record_and_field_is_in_the_table() -> None:
    assert documented() == written()
