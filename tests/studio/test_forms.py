"""Forms: drawn from the records themselves, and changing nothing that was not asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profilegen.loading.yaml_text import Value, parse
from profilegen.model import records
from profilegen.model.fields import Text
from profilegen.model.forms import field, kind_of
from profilegen.model.records import Achievement, Profile, Record, Reflection, Showcase
from profilegen.studio import questions
from profilegen.studio.changes import Change
from profilegen.studio.checking import complaints_of
from profilegen.studio.forms import Field, Posted, changes_of, fields_after, form_for, moved, places_in, without
from profilegen.studio.questions import CHOICES, QUESTIONS, NotAsked, Question
from profilegen.studio.rewriting import rewritten
from profilegen.studio.showing import Sheet, Shown, shown

EXAMPLE_SCHOOL = Path(__file__).parents[2] / "example_school"
WRITTEN = (Reflection, Achievement, records.Testimonial, Showcase, records.Conference, records.Statement, Profile)
CHANGED = {
    Profile: "tagline",
    records.Testimonial: "from.relation",
    records.Conference: "thanks",
    records.Statement: "for",
}
FOLDERS: Mapping[str, type[Record]] = {
    "reflections": Reflection,
    "achievements": Achievement,
    "testimonials": records.Testimonial,
    "showcases": Showcase,
    "conferences": records.Conference,
    "statements": records.Statement,
}


def test_every_field_of_every_record_is_asked_for_or_left_alone_for_a_reason() -> None:
    for record, asked in QUESTIONS.items():
        assert asked.keys() == set(record.model_words.values()), record.__name__
        for question in asked.values():
            said = question.label if isinstance(question, Question) else question.why
            assert said.strip() == said
            assert said


def test_every_choice_has_a_word_of_its_own() -> None:
    choices = {word for record in WRITTEN for one in _all(form_for(record).fields) for word in one.choices}
    assert choices == CHOICES.keys()


def test_a_field_that_nobody_said_how_to_ask_for_stops_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    class Wish(Record):
        title: Text
        colour: Text = field(default="", description="Added, and forgotten here.")

    monkeypatch.setitem(questions.QUESTIONS, Wish, {"title": Question("What?")})
    with pytest.raises(KeyError, match="Wish: colour"):
        form_for(Wish)


def test_what_is_required_in_a_file_is_required_in_a_form() -> None:
    for record in WRITTEN:
        for one in form_for(record).fields:
            name = next(name for name, word in record.model_words.items() if word == one.word)
            assert one.required == record.model_fields[name].is_required()
            assert kind_of(record.model_fields[name].annotation)


# A browser: what a form that is shown sends back


def sent(fields: Iterator[Shown] | tuple[Shown, ...]) -> dict[str, list[str]]:
    """Everything that a browser would post of these fields, untouched."""
    posted: dict[str, list[str]] = {}
    for one in fields:
        if one.field.widget == "list":
            posted[f"{one.name}.-here"] = ["yes"]
            for entry in one.entries:
                posted[f"{entry.name}.-was"] = [entry.was]
                posted |= sent(entry.fields)
        elif one.field.widget == "group":
            posted |= sent(one.fields)
        elif one.field.widget == "people":
            if one.is_said:
                posted[one.name] = list(one.values) or ["-nobody"]
        elif one.field.widget == "yes-no":
            posted[one.name] = ["no", "yes"] if one.is_yes else ["no"]
        else:
            posted[one.name] = [one.value.replace("\n", "\r\n")]
    return posted


def form_of(record: type[Record], fields: Mapping[str, Value]) -> dict[str, list[str]]:
    return sent(shown(form_for(record), Sheet(fields, {}, {})))


def _all(fields: tuple[Field, ...]) -> Iterator[Field]:
    for one in fields:
        yield one
        yield from _all(one.fields)


def examples() -> Iterator[tuple[str, type[Record], str]]:
    for student in sorted((EXAMPLE_SCHOOL / "students").iterdir()):
        yield f"{student.name}/profile", Profile, (student / "profile.yaml").read_text(encoding="utf-8")
        for folder, record in FOLDERS.items():
            for file in sorted((student / folder).glob("*.yaml")):
                yield f"{student.name}/{file.stem}", record, file.read_text(encoding="utf-8")


def test_a_form_that_is_sent_back_untouched_changes_nothing() -> None:
    """Every record of the example school, in all its spellings."""
    seen = 0
    for name, record, text in examples():
        fields = parse(text, name).fields or {}
        assert changes_of(form_for(record), fields, form_of(record, fields)) == {}, name
        seen += 1
    assert seen > 150


def test_one_changed_answer_changes_that_field_alone() -> None:
    for name, record, text in examples():
        fields = parse(text, name).fields or {}
        word = CHANGED.get(record, "title")
        posted = form_of(record, fields) | {word: ["Something else"]}
        changes = changes_of(form_for(record), fields, posted)
        assert changes.keys() == {word.partition(".")[0]}, name
        made = rewritten(text, changes)
        assert "Something else" in made
        after = parse(made, name).fields or {}
        before = {**fields, word.partition(".")[0]: after[word.partition(".")[0]]}
        assert after == before, name


def test_an_entry_that_goes_takes_nothing_of_the_others_along() -> None:
    text = "goals:\n  - goal: Swim\n    coach: Ms Li  # unknown to us\n  - goal: Sing\n    why: It is loud\n"
    fields = parse(text, "").fields or {}
    posted = without(form_of(Profile, fields), "goals.0")
    made = rewritten(text, changes_of(form_for(Profile), fields, posted))
    assert parse(made, "").fields == {"goals": [{"goal": "Sing", "why": "It is loud"}]}


def test_an_entry_that_moves_keeps_what_no_form_asks_for() -> None:
    text = "goals:\n  - goal: Swim\n    coach: Ms Li\n  - goal: Sing\n    why: It is loud\n"
    fields = parse(text, "").fields or {}
    posted = moved(form_of(Profile, fields), "goals.1", -1)
    made = rewritten(text, changes_of(form_for(Profile), fields, posted))
    assert parse(made, "").fields == {
        "goals": [{"goal": "Sing", "why": "It is loud"}, {"goal": "Swim", "coach": "Ms Li"}]
    }


def test_an_entry_does_not_move_out_of_its_list() -> None:
    posted: Posted = {"goals.-here": ["yes"], "goals.0.goal": ["Swim"], "goals.1.goal": ["Sing"]}
    assert moved(posted, "goals.0", -1) == posted
    assert moved(posted, "goals.7", 1) == posted
    assert list(places_in(moved(posted, "goals.0", 1), "goals")) == ["goals.1", "goals.0"]


def test_a_picture_of_nobody_is_not_a_picture_of_whom_nobody_knows() -> None:
    fields: dict[str, Value] = {"media": [{"file": "a.jpg"}]}
    posted = form_of(Reflection, fields)
    assert "shows" not in str(fields_after(form_for(Reflection), fields, posted))
    posted["media.0.shows"] = ["-nobody"]
    after = fields_after(form_for(Reflection), fields, posted)
    assert after["media"] == [{"file": "a.jpg", "shows": []}]
    posted["media.0.shows"] = ["amina-x3f9", "others"]
    after = fields_after(form_for(Reflection), fields, posted)
    assert after["media"] == [{"file": "a.jpg", "shows": ["amina-x3f9", "others"]}]


def test_a_short_spelling_stays_short_until_there_is_more_to_say() -> None:
    fields: dict[str, Value] = {"skills": ["planning"]}
    posted = form_of(Reflection, fields)
    posted |= {"skills.1.skill": ["listening"], "skills.1.evidence": [""]}
    assert fields_after(form_for(Reflection), fields, posted)["skills"] == ["planning", "listening"]
    posted["skills.0.evidence"] = ["On the list"]
    after = fields_after(form_for(Reflection), fields, posted)
    assert after["skills"] == [{"skill": "planning", "evidence": "On the list"}, "listening"]


def test_what_is_emptied_goes_from_the_file() -> None:
    fields: dict[str, Value] = {"title": "A", "subject": "Art", "my_judgement": {"went_well": "All"}, "featured": "yes"}
    posted = form_of(Reflection, fields)
    posted |= {"subject": ["  "], "my_judgement.went_well": [""], "featured": ["no"]}
    assert changes_of(form_for(Reflection), fields, posted) == {
        "subject": None,
        "my_judgement": None,
        "featured": None,
    }


def test_fields_that_are_left_alone_cannot_be_posted() -> None:
    asked = {name for name, one in QUESTIONS[Profile].items() if isinstance(one, NotAsked)}
    posted = {name: ["public"] for name in asked} | {f"{name}.full_name": ["public"] for name in asked}
    assert changes_of(form_for(Profile), {"name": "Amina"}, posted) == {}
    answer = {"feedback.-here": ["yes"], "feedback.0.-was": ["0"], "feedback.0.comment": ["You are the best"]}
    said: dict[str, Value] = {"feedback": [{"comment": "Look closer.", "date": "2026-10-01"}]}
    assert changes_of(form_for(Reflection), said, answer) == {}


@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}(\.[0-9a-z_-]{1,6}){0,3}", fullmatch=True), st.lists(st.text(), min_size=1)
    )
)
def test_whatever_is_posted_makes_fields_that_can_be_written(posted: dict[str, list[str]]) -> None:
    fields = fields_after(form_for(Reflection), {"title": "A", "x": "kept"}, posted)
    assert fields["x"] == "kept"
    text = "title: A\nx: kept\n"
    made = rewritten(text, changes_of(form_for(Reflection), {"title": "A", "x": "kept"}, posted))
    assert (parse(made, "").fields or {}).get("x") == "kept"


WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=30).filter(str.strip)
ENTRY = st.fixed_dictionaries({"goal": WORDS}, optional={"why": WORDS, "coach": WORDS, "status": WORDS})


@given(st.lists(ENTRY, max_size=5, unique_by=lambda one: one["goal"].strip()), st.data())
def test_lists_are_in_the_end_what_the_page_said(goals: list[dict[str, Any]], data: st.DataObject) -> None:
    """Entries that move, go and change: the file says what the form said, with every unknown key at its own entry."""
    text = rewritten("", {"goals": list[Change](goals)}) if goals else "name: A\n"
    fields = parse(text, "").fields or {}
    posted: Posted = form_of(Profile, fields)
    for _ in range(data.draw(st.integers(0, 4))):
        places = list(places_in(posted, "goals"))
        if not places:
            break
        place = data.draw(st.sampled_from(places))
        step = data.draw(st.sampled_from(["away", "up", "down", "why"]))
        if step == "away":
            posted = without(posted, place)
        elif step == "why":
            posted = {**posted, f"{place}.why": [data.draw(WORDS)]}
        else:
            posted = moved(posted, place, -1 if step == "up" else 1)
    wanted = fields_after(form_for(Profile), fields, posted)
    made = parse(rewritten(text, changes_of(form_for(Profile), fields, posted)), "").fields or {}
    assert _plain(made) == _plain(wanted)


def _plain(value: Any) -> Any:
    """Texts without the line end that a block has."""
    if isinstance(value, dict):
        return {word: _plain(one) for word, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return re.sub(r"\s+$", "", value)


def test_what_is_missing_is_told_by_the_name_of_its_field() -> None:
    keys = {one.key for one in complaints_of(records.Testimonial, {"from": {"name": "Ben"}})}
    assert keys == {("from", "role"), ("date",)}
