"""A CV as JSON Resume 1.2.1 (https://jsonresume.org/schema), which other programs read.

References carry names and words, and no way to reach anybody; skills carry no level, since a step means something in
its own framework alone.
"""

from __future__ import annotations

import json
import re
from typing import Any

from profilegen.applying.cv import Cv
from profilegen.rendering.markdown import to_plain

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.2.1/schema.json"
_DATE = re.compile(r"[12][0-9]{3}(?:-[01][0-9](?:-[0-3][0-9])?)?")


def json_resume(cv: Cv) -> str:
    """The text of its file. What is empty is left out."""
    told = {
        "$schema": SCHEMA,
        "basics": _filled(name=cv.full_name, label=cv.tagline, summary=cv.about),
        "education": [
            _filled(
                institution=one.school, startDate=_day(one.from_when), endDate=_day(one.until), courses=[*one.classes]
            )
            for one in cv.journey
        ],
        "awards": [
            _filled(
                title=one.title, date=one.date.isoformat(), awarder=one.awarded_by, summary=to_plain(one.description)
            )
            for one in cv.achievements
            if one.kind != "qualification"
        ],
        "certificates": [
            _filled(
                name=f"{one.title}: {one.result}" if one.result else one.title,
                date=one.date.isoformat(),
                issuer=one.awarded_by,
            )
            for one in cv.reached("qualification")
        ],
        "skills": [_filled(name=one.name, keywords=[*one.evidence]) for one in cv.skills],
        "projects": [
            _filled(
                name=one.title,
                description=one.words,
                startDate=one.day.isoformat() if one.day else "",
                keywords=[one.subject] if one.subject else [],
            )
            for one in cv.work
        ],
        "languages": [{"language": one} for one in cv.languages],
        "interests": [{"name": one} for one in cv.interests],
        "references": [
            {"name": ", ".join(filter(None, (one.name, one.relation))), "reference": one.words} for one in cv.voices
        ],
        "meta": {"version": "v1.2.1"},
    }
    kept = {name: value for name, value in told.items() if value}
    return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"


def _filled(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _day(written: str) -> str:
    """A day, month or year as the schema has them; "" for one in words ("last summer")."""
    return written if _DATE.fullmatch(written) else ""
