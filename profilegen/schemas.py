"""JSON Schemas for editors: made from the records, so that an editor and `profilegen check` can never disagree."""

from __future__ import annotations

import json
from typing import Any

from profilegen.loading.older_records import VERSIONED
from profilegen.model.forms import object_schema
from profilegen.model.records import (
    Achievement,
    ClassRecord,
    Conference,
    Consents,
    Crosswalk,
    Framework,
    Profile,
    Record,
    Reflection,
    Report,
    SchoolSettings,
    Showcase,
    Statement,
    Testimonial,
)
from profilegen.model.schema import SCHEMA

_DIALECT = "http://json-schema.org/draft-07/schema#"  # the newest that YAML plugins of editors understand whole

RECORDS: dict[str, type[Record]] = {
    "school": SchoolSettings,
    "class": ClassRecord,
    "framework": Framework,
    "crosswalk": Crosswalk,
    "profile": Profile,
    "reflection": Reflection,
    "testimonial": Testimonial,
    "achievement": Achievement,
    "showcase": Showcase,
    "conference": Conference,
    "statement": Statement,
    "report": Report,
}
"""Each kind of file that holds one record, by the name that the command line and the schemas use."""


def json_schemas() -> dict[str, str]:
    """Every schema as JSON text, by file name: `reflection.json` and so on."""
    schemas = {name: _schema(record) for name, record in RECORDS.items()}
    schemas["consents"] = _by_student(_schema(Consents))
    return {f"{name}.json": _json(schema) for name, schema in schemas.items()}


def _schema(record: type[Record]) -> dict[str, Any]:
    definitions: dict[str, Any] = {}
    schema = object_schema(record, definitions)
    if record in VERSIONED:
        schema["properties"].setdefault(SCHEMA, {"type": "integer", "description": "Version of these fields."})
    return {"$schema": _DIALECT, **schema, "definitions": definitions}


def _by_student(schema: dict[str, Any]) -> dict[str, Any]:
    """consents.yaml holds one group of consents for each student's id."""
    definitions = schema.pop("definitions")
    schema.pop("$schema")
    return {
        "$schema": _DIALECT,
        "title": "Consents by student",
        "type": "object",
        "additionalProperties": schema,
        "definitions": definitions,
    }


def _json(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
