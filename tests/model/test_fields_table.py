"""The tables of fields and limits in CONTRIBUTING.md say what the model says."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from profilegen.model import records
from profilegen.model.limits import CEILINGS, Limits
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


def test_every_limit_is_in_the_table_with_its_usual_value_and_its_ceiling() -> None:
    text = CONTRIBUTING.read_text("utf-8").split("| limit | usual | ceiling | of |")[1].split("\n\n")[0]
    rows = [[cell.strip(" `") for cell in line.split("|")[1:4]] for line in text.splitlines()[2:]]
    assert rows == [[name, f"{usual:,}", f"{CEILINGS[name]:,}"] for name, usual in asdict(Limits()).items()]


def test_every_record_and_field_is_in_the_table() -> None:
    assert documented() == written()
