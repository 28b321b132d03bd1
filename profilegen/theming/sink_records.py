"""What the students of the kitchen sink have written: records of every kind, as people write them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from profilegen.model.records import (
    Achievement,
    Arrival,
    Conference,
    Framework,
    Profile,
    Record,
    Reflection,
    Report,
    Showcase,
    Testimonial,
)
from profilegen.model.school import Arrived, Cue, Filed, MediaFile, MediaKind, Places, Student
from profilegen.theming.voices import ARABIC, PLAIN, Voice

STUDENT_ID = "ada-k7p2"
_ACHIEVEMENTS = ("academic", "applied", "creative", "sport", "service", "qualification", "badge")
_ROLES = ("teacher", "peer", "mentor", "employer", "family", "coach", "other")
_EVERYONE = {"on": "2026-09-01", "widest": "public"}
Fields = dict[str, Any]
Written = Callable[[Voice, int], Fields]
"""What somebody with this voice writes in the record of this number."""

AnyRecord = TypeVar("AnyRecord", bound=Record)


def student_of(voice: Voice, amount: int) -> Student:
    """A student who writes with this voice, and has so many of everything."""
    numbers = range(amount)
    return Student(
        id=STUDENT_ID,
        folder=Path(),
        profile=_filed(Profile, "profile.yaml", voice, lambda words, _: _profile(words, amount, words is voice), 0),
        reflections=_several(Reflection, "reflections/piece", voice, _reflection, numbers),
        testimonials=_several(Testimonial, "testimonials/said", voice, _testimonial, numbers),
        achievements=_several(Achievement, "achievements/reached", voice, _achievement, numbers),
        showcases=_several(Showcase, "showcases/chosen", voice, _showcase, numbers[:3]),
        conferences=_several(Conference, "conferences/shown", voice, _conference, numbers[-1:]),
        reports=_several(Report, "reports/year", voice, _report, numbers[:3]),
        media={file.path: file for n in numbers for file in _files(voice, n)},
        arrivals=_arrivals(voice) if amount else (),
    )


def _several(
    kind: type[AnyRecord], stem: str, voice: Voice, written: Written, numbers: Sequence[int]
) -> tuple[Filed[AnyRecord], ...]:
    return tuple(_filed(kind, f"{stem}-{number}.yaml", voice, written, number) for number in numbers)


def _filed(kind: type[AnyRecord], path: str, voice: Voice, written: Written, number: int) -> Filed[AnyRecord]:
    """The record; the first of each kind also in another language."""
    slug = path.rpartition("/")[2].removesuffix(".yaml")
    filed = Filed(record_of(kind, written(voice, number)), path, slug, Places(path))
    if number:
        return filed
    other = PLAIN if voice.lang == ARABIC.lang else ARABIC
    return replace(filed, translations={other.lang: replace(filed, record=record_of(kind, written(other, number)))})


def record_of(kind: type[AnyRecord], fields: Fields) -> AnyRecord:
    """The record that these fields make, as people write them."""
    return kind.model_validate(fields)


def _profile(voice: Voice, amount: int, is_original: bool) -> Fields:
    """All of it; of a translation now and then only the sentence, or only a list."""
    bare: Fields = {"name": voice.name, "audience": "public", "lang": voice.lang}
    if not amount:
        return bare
    if not is_original and amount < 3:
        return bare | ({"tagline": voice.line} if amount == 1 else {"interests": [voice.word] * amount})
    return bare | {
        "pronouns": voice.word,
        "say_my_name": {"phonetic": voice.word, "audio": "voice-0.m4a"},
        "languages": [voice.word] * min(amount, 4),
        "avatar": {"file": "picture-0.jpg", "alt": voice.line},
        "header": _media(voice, "picture", 0),
        "introduction": _media(voice, "film", 0),
        "tagline": voice.line,
        "about": voice.text,
        "strengths": [{"skill": f"skill-{n}", "because": voice.text} for n in range(amount)],
        "interests": [voice.word] * amount,
        "goals": [_goal(voice, n) for n in range(amount)],
        "journey": [
            {"school": voice.word}
            | ({} if n % 2 else {"from": f"{2020 - n}", "until": f"{2021 - n}", "classes": [voice.word]})
            for n in range(amount)
        ],
        "growth": [_growth(voice, n) for n in range(min(amount, 3))],
        "show": dict.fromkeys(("pronouns", "goals", "journey", "growth"), "public"),
    }


def _growth(voice: Voice, number: int) -> Fields:
    """With everything, without a skill, and with no more than the two pieces."""
    pieces: Fields = {"then": f"reflections/piece-{number}.yaml", "now": f"achievements/reached-{number}.yaml"}
    if number == 2:
        return pieces
    return pieces | {"title": voice.line, "says": voice.text} | ({} if number else {"skill": "skill-0"})


def _goal(voice: Voice, number: int) -> Fields:
    fields = {"goal": voice.line, "why": voice.line, "next_step": voice.line, "by": "2027-01-31", "status": voice.word}
    return fields if number % 2 == 0 else {"goal": voice.word}


def _reflection(voice: Voice, number: int) -> Fields:
    """Every other one is full; between them are one that is only spoken, and one that is only a title."""
    fields: Fields = {
        "title": f"{voice.word} {number}",
        "date": f"2026-{10 - number:02}-14",
        "audience": "public",
        "lang": ARABIC.lang if number == 4 else voice.lang,
        "featured": "yes" if number < 2 else "no",
    }
    if number % 4 == 3:
        return fields
    if number % 4 == 1:
        return fields | {"media": [_media(voice, "voice", number)], "skills": _skills(voice, number)}
    return fields | {
        "subject": voice.word,
        "setting": voice.word,
        "learning_intention": voice.line,
        "prompt": voice.line,
        "body": voice.text,
        "media": [_media(voice, kind, number) for kind in ("picture", "drawing", "film", "document", "voice")],
        "skills": _skills(voice, number),
        "drafts": [
            {"date": "2026-01-10", "note": voice.line, "media": [_media(voice, "draft", number)]},
            {"note": voice.line},
        ],
        "my_judgement": {"against": voice.line, "went_well": voice.text, "not_yet": voice.text},
        "feedback": _feedback(voice, number),
        "personal_best": {"what": voice.line, "before": voice.word, "now": voice.word},
        "next_step": voice.line,
        "remember": [{"question": voice.line, "answer": voice.line}] * 2,
    }


def _skills(voice: Voice, number: int) -> list[Fields]:
    """The first piece came from another school, and names skills of that school's framework too."""
    known: Fields = {"skill": "older" if number == 0 else f"skill-{number}", "step": "3", "evidence": voice.line}
    theirs = [{"skill": f"their-{one}", "step": "3", "evidence": voice.line} for one in range(2)]
    return [known, {"skill": f"{voice.word} of my own"}, *(theirs if number == 0 else ())]


def _feedback(voice: Voice, number: int) -> list[Fields]:
    """Answered in words, aloud, and not at all; with a draft or a record that changed."""
    answers: list[Fields | None] = [
        {"date": "2026-09-02", "text": voice.text, "changed": "2026-01-10"},
        {"text": voice.text, "changed": "achievements/reached-0.yaml"},
        {"media": [_media(voice, "voice", number)]},
        None,
    ]
    return [
        {
            "from": {"name": voice.name, "role": _ROLES[place], "relation": voice.word if place % 2 else ""},
            "date": "2026-09-01",
            "comment": voice.text,
            "media": [_media(voice, "voice", number)] if place == 2 else [],
            "asks": "" if place == 1 or (place, number) == (3, 2) else voice.line,
            "agreed": _EVERYONE,
            "audience": "public",
        }
        | ({"response": answer} if answer else {})
        for place, answer in enumerate(answers)
    ]


def _testimonial(voice: Voice, number: int) -> Fields:
    spoken = number % 3 == 1
    bare: Fields = {
        "from": {
            "name": voice.name,
            "role": _ROLES[number % len(_ROLES)],
            "relation": "" if number % 2 else voice.word,
        },
        "date": f"2026-{10 - number:02}-20",
        "text": "" if spoken else voice.text,
        "agreed": _EVERYONE,
        "audience": "public",
        "lang": voice.lang,
    }
    if number % 3 == 2:
        return bare
    return bare | {
        "media": [_media(voice, "voice" if spoken else "film", number)],
        "about": f"reflections/piece-{number}.yaml",
        "skills": _skills(voice, number),
    }


def _achievement(voice: Voice, number: int) -> Fields:
    kind = _ACHIEVEMENTS[(number + 5) % len(_ACHIEVEMENTS)]  # qualifications first: their results are shown
    bare: Fields = {"title": voice.word, "kind": kind, "date": "2026-06-30", "audience": "public", "lang": voice.lang}
    if number % 3 == 2:
        return bare
    return bare | {
        "awarded_by": voice.word,
        "description": voice.text,
        "result": voice.word if kind == "qualification" else "",
        "media": [_media(voice, "picture", number), _media(voice, "document", number)],
        "skills": _skills(voice, number),
    }


def _showcase(voice: Voice, number: int) -> Fields:
    records = ("reflections/piece", "testimonials/said", "achievements/reached", "reports/year")
    bare: Fields = {
        "title": f"{voice.word} {number}",
        "for": voice.word,
        "shows": [f"{record}-{shown}.yaml" for record in records for shown in range(number + 1)],
        "audience": "public",
    }
    return bare if number == 1 else bare | {"intro": voice.text, "until": "2026-12-31"}


def _conference(voice: Voice, number: int) -> Fields:
    names = ("reflections/piece-0.yaml", "testimonials/said-0.yaml", "achievements/reached-0.yaml")
    pieces = [{"record": name, "say": voice.text if at else ""} for at, name in enumerate(names)]
    own = dict.fromkeys(("welcome", "strengths", "next", "thanks"), voice.text) if number else {}
    return {"date": "2026-12-01", "pieces": pieces, "ask": [voice.text, voice.word] if number else [], **own}


def _report(voice: Voice, number: int) -> Fields:
    subject: Fields = {"subject": voice.word, "achievements": voice.text, "next": voice.text}
    result: Fields = {"subject": voice.word, "qualification": voice.word, "result": "7", "date": "2026-08-20"}
    bare: Fields = {"school_year": f"{2026 - number}/{27 - number}"}
    if number:  # more than paper has room for, and then hardly anything
        very_many: Fields = {"subjects": [subject] * 60, "results": [result] * 90}
        return bare | (very_many if number == 1 else {"discussion": voice.text})
    return bare | {
        "progress": voice.text,
        "subjects": [subject] * 3,
        "attendance": {"possible": "190", "attended": "186", "unauthorised": "0"},
        "results": [result] * 2,
        "discussion": voice.text,
        "by": voice.name,
    }


# Their media

_KINDS: dict[str, tuple[MediaKind, str]] = {
    "picture": ("picture", "jpg"),
    "drawing": ("picture", "png"),
    "draft": ("picture", "jpg"),
    "film": ("recording", "mp4"),
    "voice": ("recording", "m4a"),
    "document": ("document", "pdf"),
    "captions": ("captions", "vtt"),
}


def _media(voice: Voice, kind: str, number: int) -> Fields:
    shown: Fields = {"file": f"{kind}-{number}.{_KINDS[kind][1]}", "shows": []}
    if kind == "drawing":
        return shown | {"decorative": "yes"}
    words: dict[str, Fields] = {
        "film": {"captions": f"captions-{number}.vtt"},
        "voice": {"transcript": f"{voice.line}\n{voice.line}"},
        "document": {"download": "yes"},
    }
    return shown | {"alt": voice.line, "caption": voice.line, "lang": voice.lang} | words.get(kind, {})


def _files(voice: Voice, number: int) -> Iterator[MediaFile]:
    for name, (kind, ending) in _KINDS.items():
        path = f"{name}-{number}.{ending}"
        sha256 = hashlib.sha256(path.encode()).hexdigest()
        cues = (Cue(0, 1500, voice.line), Cue(1500, 4000, voice.line)) if kind == "captions" else ()
        yield MediaFile(path, sha256, 1, kind, film=name == "film", cues=cues)


# Where they came from


def _their_framework(voice: Voice) -> Framework:
    skills = [{"id": f"their-{number}", "name": f"{voice.word} there {number}"} for number in range(2)]
    return record_of(Framework, {"name": f"{voice.word} there", "skills": skills})


def _arrivals(voice: Voice) -> tuple[Arrived, ...]:
    """From a school whose name is known, and from one that says none."""
    days = {"packed_on": "2026-08-30", "arrived_on": "2026-09-02"}
    first = record_of(Arrival, {**days, "from": voice.line, "brought": ["reflections/piece-0.yaml"]})
    return Arrived("first", first, {"theirs": _their_framework(voice)}), Arrived("second", record_of(Arrival, days))
