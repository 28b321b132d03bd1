"""The kitchen sink shows all that a profile may hold: every page, every field filled somewhere, empty elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

import pytest

from profilegen.model import school_views, views
from profilegen.model.audience import Audience
from profilegen.model.conferences import conference_of
from profilegen.model.occasion import Occasion
from profilegen.model.walking import every_media_of
from profilegen.planning.pages import school_pages, student_pages
from profilegen.theming.given import given_types
from profilegen.theming.kitchen_sink import school_scenes, student_scenes
from profilegen.theming.voices import WRITTEN_TAG

STUDENTS = tuple(student_scenes())
SCHOOLS = tuple(school_scenes())
LOOKS = {"ThemeWish", "ThemeLimit", "theme"}
"""A wish for a look, and a school's limits to it, are not for templates: they are given the look itself."""


def values_in(value: Any) -> Iterator[Any]:
    """A view and every view inside it."""
    if isinstance(value, tuple):
        for one in value:
            yield from values_in(one)
    elif is_dataclass(value) and not isinstance(value, type):
        yield value
        for field in fields(value):
            yield from values_in(getattr(value, field.name))


def is_filled(value: Any) -> bool:
    """Nothing, no words, an empty list and `no` are empty; a number never is."""
    return value is not None and value is not False and value != "" and value != ()


ALWAYS = {"lang", "own_room"}
"""What is always filled in, whatever its default."""

SEEN: list[Any] = [scene.view for scene in STUDENTS] + [scene.view for scene in SCHOOLS]
CONFERENCES = tuple(conference_of(scene.view) for scene in STUDENTS)
SHOWN = tuple(one for view in (*SEEN, *CONFERENCES) for one in values_in(view))
VIEWS = [kind for kind in given_types() if kind.__module__ in (views.__name__, school_views.__name__)]


@pytest.mark.parametrize("kind", VIEWS, ids=lambda kind: kind.__name__)
def test_every_field_is_filled_somewhere(kind: type) -> None:
    """So a template that writes it is tried with something in it."""
    shown = [one for one in SHOWN if type(one) is kind]
    names = [field.name for field in fields(kind) if not {field.name, kind.__name__} & LOOKS]
    assert [name for name in names if not any(is_filled(getattr(one, name)) for one in shown)] == []


@pytest.mark.parametrize("kind", VIEWS, ids=lambda kind: kind.__name__)
def test_every_field_that_may_be_empty_is_empty_somewhere(kind: type) -> None:
    """So a template that counts on it fails here, and not in a school."""
    shown = [one for one in SHOWN if type(one) is kind]
    names = [field.name for field in fields(kind) if not {field.name, kind.__name__} & LOOKS]
    optional = {field.name for field in fields(kind) if field.default is not MISSING} & {*names} - ALWAYS
    assert [name for name in optional if all(is_filled(getattr(one, name)) for one in shown)] == []


def test_every_kind_of_page_is_shown() -> None:
    kinds = {page.kind for scene in STUDENTS for page in student_pages(scene.view, occasion=Occasion("meeting"))}
    kinds |= {page.kind for scene in SCHOOLS for page in school_pages(scene.view)}
    assert kinds == {
        "index", "reflections", "reflection", "testimonials", "achievements", "gallery", "skills", "journey",
        "showcase", "conference", "conference_notes", "respond", "report", "school", "class", "overview",
    }  # fmt: skip


def test_every_audience_looks() -> None:
    assert {scene.view.audience for scene in STUDENTS} == {*Audience}
    assert {scene.view.audience for scene in SCHOOLS} == {one for one in Audience if one.sees_several_students}


def test_there_are_none_one_and_many() -> None:
    amounts = {len(scene.view.reflections) for scene in STUDENTS}
    assert {0, 1} < amounts
    assert max(amounts) > 7


def test_a_comment_is_answered_in_every_way_and_not_at_all() -> None:
    answers = [one.response for scene in STUDENTS for piece in scene.view.reflections for one in piece.feedback]
    assert None in answers
    told = [answer for answer in answers if answer]
    assert any(answer.text and answer.changed_draft for answer in told)
    assert any(answer.changed for answer in told)
    assert any(answer.media and not answer.text for answer in told)


def test_there_are_films_voices_documents_and_pictures_and_none_that_could_not_be_made() -> None:
    media = [one for scene in STUDENTS for one in every_media_of(scene.view)]
    assert {(one.kind, one.film) for one in media} == {
        ("picture", False), ("recording", True), ("recording", False), ("document", False)
    }  # fmt: skip
    assert [scene.name for scene in STUDENTS if not scene.has_media and every_media_of(scene.view)]


def test_words_are_long_from_right_to_left_and_full_of_signs() -> None:
    titles = [piece.title for scene in STUDENTS for piece in scene.view.reflections]
    assert any(len(word) > 100 for title in titles for word in title.split())
    assert any(f"<{WRITTEN_TAG}>" in title for title in titles)
    assert any(scene.view.lang == "ar" and scene.view.reflections for scene in STUDENTS)
    assert any(scene.view.lang == "ar" and scene.view.classes for scene in SCHOOLS)
