"""Script and templates in every field that people fill in: a school is written from the records' own field tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st

from profilegen.model import fields, records
from profilegen.model.records import Record
from tests.building.worlds import picture, write
from tests.hostile.arena import Case, of_files

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "{{ ''.__class__.__mro__ }}",
    "{% include 'page.html' %}{# note #}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "javascript:alert(1)",
    "</title><script>alert(1)</script>",
    "</textarea></style></script><b>",
    "]]> <![CDATA[ ",
    "<!-- --> <!--",
    "a\u2028b\u2029c",
    "\"quotes\" 'single' „low“ «far»",
    "%(name)s %s %d {name} {0}",
    "data:text/html,<b>",
]
AMPERSANDS = ["&lt;b&gt;", "&amp;amp;", "&#60;script&#62;", "&copy"]


def payloads(is_markdown: bool) -> list[str]:
    """What to write: in Markdown, only that which Markdown takes for the letters that they are."""
    if is_markdown:
        return [payload.replace("7*7", "7+7") for payload in PAYLOADS if "__" not in payload]
    return PAYLOADS + AMPERSANDS


Words = Callable[[str, bool], str]
"""What to write into a field, by its path and whether it is Markdown."""

HANA = "hana-h0s7"
_TOLD = {
    # Fields that name something which must be there, and fields of few words.
    ("Media", "file"): "a.jpg",
    ("Media", "captions"): "",
    ("Media", "shows"): [],
    ("SkillUse", "skill"): "Teamwork",
    ("SkillUse", "step"): "5",
    ("Strength", "skill"): "Teamwork",
    ("Growth", "skill"): "Teamwork",
    ("Growth", "then"): "reflections/a.yaml",
    ("Growth", "now"): "reflections/voice.yaml",
    ("Statement", "form"): "ucas-2026",
    ("Statement", "audience"): "private",
    ("StatementAnswer", "question"): "why",
    ("StatementAnswer", "evidence"): ["reflections/a.yaml"],
    ("Source", "student"): "",
    ("Response", "changed"): "2026-10-01",
    ("Testimonial", "about"): "reflections/a.yaml",
    ("Showcase", "shows"): ["reflections/a.yaml", "achievements/a.yaml", "testimonials/a.yaml", "reports/a.yaml"],
    ("ConferencePiece", "record"): "reflections/a.yaml",
    ("Avatar", "file"): "me.jpg",
    ("SayMyName", "audio"): "say.mp3",
    ("Achievement", "kind"): "qualification",
    ("Profile", "consent"): None,
    ("Profile", "name_for"): None,
    ("Profile", "show"): dict.fromkeys(("pronouns", "journey", "goals"), "school"),
    ("Profile", "theme"): None,
    ("Profile", "audience"): "school",
    ("SchoolSettings", "framework"): "ours",
    ("SchoolSettings", "theme"): None,
    ("SchoolSettings", "limits"): None,
    ("SchoolSettings", "default_audience"): "school",
    ("ClassRecord", "students"): [HANA],
    ("Crosswalk", "from"): "skills-builder-2",
    ("Crosswalk", "to"): "ours",
    ("CrosswalkSkill", "skill"): "teamwork",
    ("CrosswalkSkill", "is"): "teamwork",
    # What the program writes about a move, and the staff keep.
    ("Arrival", "identifier"): "urn:uuid:7c0b6f2e-58a4-4a39-9b1f-0d8f3a1c2b4d",
    ("Arrival", "student"): "hana-old1",
    ("Arrival", "framework"): "",
    ("Arrival", "locale"): "en-GB",
    ("Arrival", "brought"): ["reflections/elsewhere.yaml"],
    ("Arrival", "people"): ["leo-k2k2"],
    ("Arrival", "carried"): [],
    ("PutAside", "file"): "reflections/b.yaml",
    ("PutAside", "ours"): "0" * 64,
    ("Skill", "id"): "teamwork",
    ("Skill", "was"): ["Teamwork"],
    ("Step", "number"): "5",
    ("Agreement", "widest"): "school",
    ("Consent", "until"): "2027-10-01",
    ("Showcase", "until"): "2027-10-01",
}
_OF_LOOKS = {
    "ThemeChoice": ("name", "palette", "font", "options"),
    "SchoolTheme": ("name", "palette", "font", "options"),
    "ThemeLimits": ("themes", "palettes", "fonts"),
}
TELLS_OTHERWISE = {*_TOLD, *((kind, name) for kind, names in _OF_LOOKS.items() for name in names)}
"""Fields of text that must name something which is there: climbing_cases writes other things into them."""

_MARKED = {id(fields.Text): False, id(fields.Name): False, id(fields.Markdown): True}


def _value(annotation: Any, path: str, words: Words) -> Any:
    """Something sound for a field of this kind; text comes from `words`."""
    if id(annotation) in _MARKED:
        return words(path, _MARKED[id(annotation)])
    for known, value in _SIMPLE:
        if annotation is known:
            return value
    inner, arguments = get_origin(annotation), get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        return _value(arguments[0], path, words)
    if inner in (Union, UnionType):
        return _value(next(one for one in arguments if one is not type(None)), path, words)
    if inner is tuple:
        return [_value(arguments[0], path, words)]
    if inner is dict:
        return {name: _value(arguments[1], f"{path}.{name}", words) for name in ("cy", "de")}
    if inner is Literal:
        return arguments[0]
    assert issubclass(annotation, Record), annotation
    return filled(annotation, path, words)


_SIMPLE: tuple[tuple[Any, Any], ...] = (
    (fields.Date, "2026-10-01"),
    (fields.WholeNumber, "12"),
    (fields.YesNo, "no"),
    (fields.AudienceWord, "school"),
    (fields.Language, "en-GB"),
    (fields.FilePath, "a.jpg"),
)


_FILLED: set[tuple[str, str]] = set()


def filled(kind: type[Record], path: str, words: Words) -> dict[str, Any]:
    """A record of this kind with every field filled in."""
    values: dict[str, Any] = {}
    for name, info in kind.model_fields.items():
        spelt = info.alias or name
        told = "1" if spelt == "schema" else _TOLD.get((kind.__name__, spelt), ...)
        value = _value(info.annotation, f"{path}.{spelt}", words) if told is ... else told
        if value not in (None, ""):
            values[spelt] = value
            _FILLED.add((kind.__name__, spelt))
    return values


def filled_texts() -> set[tuple[str, str]]:
    """Every record's field that some file of the school fills in."""
    list(paths())
    return set(_FILLED)


def is_text(annotation: Any) -> bool:
    """Whether a field holds words of people's own, alone or in a list."""
    return id(annotation) in _MARKED or any(is_text(inner) for inner in get_args(annotation))


def school_files(words: Words) -> dict[str, str | bytes]:
    """A school with one student, in whose every record every text is from `words`."""
    hers: dict[str, tuple[type[Record], str]] = {
        "profile.yaml": (records.Profile, "profile"),
        "reflections/a.yaml": (records.Reflection, "reflection"),
        "testimonials/a.yaml": (records.Testimonial, "testimonial"),
        "achievements/a.yaml": (records.Achievement, "achievement"),
        "showcases/a.yaml": (records.Showcase, "showcase"),
        "conferences/a.yaml": (records.Conference, "conference"),
        "reports/a.yaml": (records.Report, "report"),
        "statements/a.yaml": (records.Statement, "statement"),
        **{
            f"{name}.cy.yaml": (kind, f"translation.{kind.__name__.lower()}")
            for name, kind in {
                "profile": records.Profile,
                "reflections/a": records.Reflection,
                "testimonials/a": records.Testimonial,
                "achievements/a": records.Achievement,
                "showcases/a": records.Showcase,
                "conferences/a": records.Conference,
                "reports/a": records.Report,
            }.items()
        },
    }
    written = {name: filled(kind, path, words) for name, (kind, path) in hers.items()}
    for name in ("profile.yaml", "profile.cy.yaml"):
        written[name]["introduction"]["file"] = "say.mp3"  # a picture introduces nobody
    for name, record in written.items():
        if name.endswith(".cy.yaml"):
            _name_the_same(record, written[name.replace(".cy.", ".")])
    files: dict[str, str | bytes] = {f"students/{HANA}/{name}": _as_yaml(record) for name, record in written.items()}
    recording = {"file": "say.mp3", "transcript": words("recording.transcript", False), "shows": []}
    voice = {"title": words("voice.title", False), "date": "2026-10-03", "media": [recording]}
    files[f"students/{HANA}/reflections/voice.yaml"] = _as_yaml(voice)
    files[f"students/{HANA}/media/a.jpg"] = files[f"students/{HANA}/media/me.jpg"] = picture()
    files[f"students/{HANA}/media/say.mp3"] = b"ID3 a voice"
    consent = filled(records.Consents, "consents", words)
    return {
        **files,
        "school.yaml": _as_yaml(filled(records.SchoolSettings, "school", words)),
        "classes/oak.yaml": _as_yaml(filled(records.ClassRecord, "class", words)),
        "frameworks/ours.yaml": _as_yaml(filled(records.Framework, "framework", words)),
        "crosswalks/ours.yaml": _as_yaml(filled(records.Crosswalk, "crosswalk", words)),
        f"arrivals/{HANA}/2026-10-01-old/arrival.yaml": _as_yaml(filled(records.Arrival, "arrival", words)),
        "consents.yaml": _as_yaml({HANA: consent}),
    }


def _name_the_same(translation: Any, original: Any) -> None:
    """The author of feedback is who it was: a translation names nobody else."""
    for feedback, own in zip(translation.get("feedback", ()), original.get("feedback", ()), strict=True):
        feedback["from"] = {**feedback["from"], "name": own["from"]["name"]}


def write_school(root: Path, words: Words) -> Path:
    """The school on disk."""
    return write(root, files_as_they_are(school_files(words)))


def files_as_they_are(files: dict[str, str | bytes]) -> dict[str, str | bytes]:
    """As bytes, so that nothing is dedented."""
    return {name: content if isinstance(content, bytes) else content.encode("utf-8") for name, content in files.items()}


def _as_yaml(values: dict[str, Any]) -> str:
    """JSON is YAML, and says every letter."""
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def paths() -> Iterator[tuple[str, bool]]:
    """Every field of text, and whether it is Markdown."""
    found: dict[str, bool] = {}

    def note(path: str, is_markdown: bool) -> str:
        found[path] = is_markdown
        return "x"

    school_files(note)
    return iter(found.items())


_FIELDS = [path for path, _ in paths()]
_LETTERS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=6)
_words = st.lists(st.one_of(st.sampled_from(PAYLOADS + AMPERSANDS), _LETTERS), min_size=1, max_size=3).map("".join)


def _in_her_fields(chosen: dict[str, str]) -> Case:
    """Words in some of Hana's fields; plain ones elsewhere."""
    files = school_files(lambda path, _: chosen.get(path) or "plain")
    ours = f"students/{HANA}/"
    hers = {name.removeprefix(ours): content for name, content in files.items() if name.startswith(ours)}
    return of_files({name: content for name, content in hers.items() if "frameworks" not in name})


KEPT = {
    f"in every field: {payload[:30]}": _in_her_fields(dict.fromkeys(_FIELDS, payload))
    for payload in PAYLOADS + AMPERSANDS
}

cases = st.dictionaries(st.sampled_from(_FIELDS), _words, min_size=1, max_size=12).map(_in_her_fields)
"""Any of these words in any of Hana's fields."""
