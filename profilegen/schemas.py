"""JSON Schemas for editors: made from the records, so that an editor and `profilegen check` can never disagree."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from profilegen.model.records import (
    Achievement,
    ClassRecord,
    Consents,
    Framework,
    Profile,
    Reflection,
    Report,
    SchoolSettings,
    Showcase,
    Testimonial,
)

_DIALECT = "http://json-schema.org/draft-07/schema#"  # the newest that YAML plugins of editors understand whole

_BLANK = {"type": "null"}

RECORDS: dict[str, type[BaseModel]] = {
    "school": SchoolSettings,
    "class": ClassRecord,
    "framework": Framework,
    "profile": Profile,
    "reflection": Reflection,
    "testimonial": Testimonial,
    "achievement": Achievement,
    "showcase": Showcase,
    "report": Report,
}
"""Each kind of file that holds one record, by the name that the command line and the schemas use."""


def json_schemas() -> dict[str, str]:
    """Every schema as JSON text, by file name: `reflection.json` and so on."""
    schemas = {name: _schema(record) for name, record in RECORDS.items()}
    schemas["consents"] = _by_student(_schema(Consents))
    return {f"{name}.json": _json(schema) for name, schema in schemas.items()}


def _schema(record: type[BaseModel]) -> dict[str, Any]:
    schema = record.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    schema["definitions"] = schema.pop("$defs", {})
    for definition in (schema, *schema["definitions"].values()):
        _let_fields_be_empty(definition)
    return {"$schema": _DIALECT, **schema}


def _let_fields_be_empty(definition: dict[str, Any]) -> None:
    """A field left blank counts as not filled in, so an editor must not complain of it. Defaults say nothing here."""
    required = set(definition.get("required", ()))
    for name, schema in definition.get("properties", {}).items():
        schema.pop("default", None)
        schema.pop("title", None)
        if name not in required:
            description = schema.pop("description", None)
            rest = schema.copy()
            schema.clear()
            schema.update({"description": description} if description else {})
            schema["anyOf"] = [one for one in rest.get("anyOf", [rest]) if one != _BLANK] + [_BLANK]


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
