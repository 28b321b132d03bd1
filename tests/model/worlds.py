"""Tiny schools for the tests of the model, written as people write records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from profilegen.model.audience import Audience
from profilegen.model.records import (
    Achievement,
    ClassRecord,
    Conference,
    Consents,
    Framework,
    Profile,
    Reflection,
    Report,
    SchoolSettings,
    Showcase,
    Statement,
    Testimonial,
)
from profilegen.model.school import ClassGroup, Filed, MediaFile, Places, School, Student, StudentCard
from profilegen.model.viewing import view_for
from profilegen.model.views import StudentView

TODAY = date(2026, 11, 22)
ME = "amina-x3f9"
Fields = Mapping[str, Any]

FRAMEWORK = Framework.model_validate(
    {
        "name": "Essential skills",
        "skills": [
            {"id": "listening", "name": "Listening", "steps": [{"number": "4", "name": "Step 4"}]},
            {"id": "adapting", "name": "Adapting", "was": ["staying-positive"]},
        ],
    }
)


def person(role: str = "teacher", name: str = "Ms Ada Okafor", **rest: str) -> dict[str, str]:
    """A `from` group."""
    return {"name": name, "role": role, **rest}


def reflection(name: str = "bridge", **fields: Any) -> Filed[Reflection]:
    """A reflection in reflections/<name>.yaml."""
    record = Reflection.model_validate({"title": f"My {name}", "date": "2026-10-14", "body": "It held.", **fields})
    return Filed(record, f"reflections/{name}.yaml", name, Places(f"reflections/{name}.yaml"))


def testimonial(name: str = "okafor", **fields: Any) -> Filed[Testimonial]:
    """A testimonial in testimonials/<name>.yaml."""
    given = {"from": person(), "date": "2026-10-20", "text": "Careful work.", **fields}
    record = Testimonial.model_validate(given)
    return Filed(record, f"testimonials/{name}.yaml", name, Places(f"testimonials/{name}.yaml"))


def achievement(name: str = "mile", **fields: Any) -> Filed[Achievement]:
    """An achievement in achievements/<name>.yaml."""
    record = Achievement.model_validate({"title": "Swam a mile", "kind": "sport", "date": "2026-05-01", **fields})
    return Filed(record, f"achievements/{name}.yaml", name, Places(f"achievements/{name}.yaml"))


def showcase(name: str = "college", **fields: Any) -> Filed[Showcase]:
    """A showcase in showcases/<name>.yaml."""
    given = {"title": "For college", "for": "an interview", "shows": ["reflections/bridge.yaml"], **fields}
    return Filed(Showcase.model_validate(given), f"showcases/{name}.yaml", name, Places(f"showcases/{name}.yaml"))


def conference(name: str = "autumn", **fields: Any) -> Filed[Conference]:
    """A conference in conferences/<name>.yaml."""
    given = {"date": "2026-12-03", "pieces": ["reflections/bridge.yaml"], **fields}
    return Filed(Conference.model_validate(given), f"conferences/{name}.yaml", name, Places(f"conferences/{name}.yaml"))


def report(year: str = "2025/26", **fields: Any) -> Filed[Report]:
    """A report in reports/."""
    record = Report.model_validate({"school_year": year, "progress": "A good year.", **fields})
    return Filed(record, "reports/2025-26.yaml", "2025-26", Places("reports/2025-26.yaml"))


def feedback(**fields: Any) -> dict[str, Any]:
    """One piece of feedback, from a teacher."""
    return {"from": person(), "date": "2026-10-15", "comment": "Show how you measured.", **fields}


def student(*records: Filed[Any], id: str = ME, media: tuple[str, ...] = (), **profile: Any) -> Student:
    """A student with these records; `media` names files in the media folder."""
    record = Profile.model_validate({"name": "Amina Karimi", "audience": "public", **profile})
    kinds: dict[type, list[Filed[Any]]] = {}
    for filed in records:
        kinds.setdefault(type(filed.record), []).append(filed)
    return Student(
        id=id,
        folder=Path(id),
        profile=Filed(record, "profile.yaml", "profile", Places("profile.yaml")),
        reflections=tuple(kinds.get(Reflection, ())),
        testimonials=tuple(kinds.get(Testimonial, ())),
        achievements=tuple(kinds.get(Achievement, ())),
        showcases=tuple(kinds.get(Showcase, ())),
        conferences=tuple(kinds.get(Conference, ())),
        statements=tuple(kinds.get(Statement, ())),
        reports=tuple(kinds.get(Report, ())),
        media={name: _media_file(name) for name in media},
    )


def _media_file(name: str) -> MediaFile:
    kind = "recording" if name.endswith((".m4a", ".mp4")) else "picture"
    return MediaFile(name, f"{name:0<64}", 1, kind, film=name.endswith(".mp4"))  # type: ignore[arg-type]


def school(
    *students: Student,
    consents: Mapping[str, Fields] | None = None,
    classes: Mapping[str, Fields] | None = None,
    lone: bool = False,
    **settings: Any,
) -> School:
    """A school of these students; by default public pages are allowed and nobody has consented to anything."""
    given = {"name": "Hillside", "publishing": {"public": "yes"}, "framework": "essential", **settings}
    return School(
        folder=Path("hillside"),
        settings=SchoolSettings.model_validate(given),
        lone=lone,
        frameworks={"essential": FRAMEWORK},
        classes=tuple(
            ClassGroup(name, ClassRecord.model_validate({"name": name, "school_year": "2026/27", **fields}))
            for name, fields in (classes or {}).items()
        ),
        consents={name: Consents.model_validate(fields) for name, fields in (consents or {}).items()},
        cards={one.id: StudentCard.of(one.id, one.profile.record) for one in students},
        student_ids=tuple(one.id for one in students),
    )


def consent(widest: str = "public", until: str = "") -> dict[str, str]:
    """One consent."""
    return {"widest": widest, "until": until} if until else {"widest": widest}


def view(word: str, one: Student, in_school: School | None = None, today: date = TODAY) -> StudentView | None:
    """What an audience sees of a student; of a school of one who consents to everything, where none is given."""
    everything = {name: consent() for name in ("photos", "recordings", "public")}
    found = in_school or school(one, consents={one.id: everything})
    return view_for(one, found, Audience[word.upper()], today)


def seen(word: str, one: Student, in_school: School | None = None, today: date = TODAY) -> StudentView:
    """The same, where there must be a view."""
    found = view(word, one, in_school, today)
    assert found is not None, f"{one.id} should be in the site for {word}"
    return found


WIDTHS = ("private", "teachers", "family", "school", "public")


def audiences_of(look: Any) -> list[str]:
    """Those audiences, narrowest first, for which `look(audience)` finds something."""
    return [word for word in WIDTHS if look(word)]


def up_to(widest: str) -> list[str]:
    """The audiences from private to this one."""
    return list(WIDTHS[: WIDTHS.index(widest) + 1])
