"""A form is read from text that people typed: every mistake at once, in the order of the fields."""

# No `from __future__ import annotations`: the forms below are read by their annotations.

import pickle
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

import pytest

from profilegen.model.fields import AsList, Date, Language, Text, Texts, WholeNumber
from profilegen.model.forms import NotAsAskedError, Record, ShortFor, field, groups_in, kind_of, object_schema
from profilegen.model.views import MediaView, PersonView, ThemeWish


class Shelf(Record):
    """Where a book stands."""

    room: Text
    number: WholeNumber | None = None


class Book(Record):
    """A book in a school's library."""

    title: Text
    from_: Date = field(alias="from", description="The day it came.")
    kind: Literal["story", "facts"] = "story"
    shelf: Annotated[Shelf, ShortFor("room")] | None = None
    copies: Annotated[tuple[Annotated[Shelf, ShortFor("room")], ...], AsList] = ()
    words: Texts = ()
    names: dict[str, Text] = field(default={})
    lang: Language = ""


def complaints(given: object, form: type[Record] = Book) -> list[tuple[tuple[str | int, ...], str]]:
    """Where, and what kind of mistake."""
    with pytest.raises(NotAsAskedError) as caught:
        form.model_validate(given)
    return [(one.key, one.kind) for one in caught.value.complaints]


def test_text_becomes_what_each_field_asks_for() -> None:
    given = {
        "from": "2026-10-14",
        "title": " Kites ",
        "shelf": {"room": "Hall", "number": "3"},
        "names": {"cy": "Barcud"},
    }
    book = Book.model_validate(given)
    assert (book.title, book.from_, book.names) == ("Kites", date(2026, 10, 14), {"cy": "Barcud"})
    assert book.shelf == Shelf(room="Hall", number=3)


def test_what_is_not_given_is_the_default_and_known_not_to_be_given() -> None:
    book = Book.model_validate({"title": "Kites", "from": "2026-10-14"})
    assert (book.kind, book.shelf, book.copies, book.lang) == ("story", None, (), "")
    assert book.model_fields_set == {"title", "from_"}


def test_short_spellings_stand_for_a_group_and_for_a_list_of_one() -> None:
    book = Book.model_validate(
        {"title": "Kites", "from": "2026-10-14", "shelf": "Hall", "copies": "Gym", "words": "wind"}
    )
    assert (book.shelf, book.copies, book.words) == (Shelf(room="Hall"), (Shelf(room="Gym"),), ("wind",))


def test_every_mistake_is_told_in_the_order_of_the_fields_and_unknown_ones_last() -> None:
    given = {
        "colour": "red",
        "words": [["a"], "b", {}],
        "names": {"cy": []},
        "copies": [{"number": "three"}, "Gym", {"room": "Hall", "row": "2"}],
        "kind": "poem",
        "title": "Kites",
    }
    assert complaints(given) == [
        (("from",), "missing"),
        (("kind",), "choice"),
        (("copies", 0, "room"), "missing"),
        (("copies", 0, "number"), "number"),
        (("copies", 2, "row"), "unknown"),
        (("words", 0), "text"),
        (("words", 2), "text"),
        (("names", "cy"), "text"),
        (("colour",), "unknown"),
    ]


@pytest.mark.parametrize(
    ("given", "where", "kind"),
    [
        ({"shelf": ["Hall"]}, ("shelf",), "group"),
        ({"names": "Barcud"}, ("names",), "group"),
        ({"copies": {"room": "Hall"}}, ("copies",), "list"),
        ({"words": {"a": "b"}}, ("words",), "list"),
        ({"kind": ["story"]}, ("kind",), "choice"),
        ({"from": "14.10.2026"}, ("from",), "date"),
    ],
)
def test_a_value_of_another_shape_is_told_where_it_stands(
    given: dict[str, Any], where: tuple[str | int, ...], kind: str
) -> None:
    assert complaints({"title": "Kites", "from": "2026-10-14", **given}) == [(where, kind)]


def test_something_that_is_no_group_at_all_is_one_mistake() -> None:
    assert complaints("Kites") == [((), "group")]


def test_a_field_is_known_by_its_word_and_by_its_name_in_code_but_not_by_both() -> None:
    assert Book.model_validate({"title": "Kites", "from_": "2026-10-14"}).from_ == date(2026, 10, 14)
    both = {"from_": "2026-10-15", "title": "Kites", "from": "2026-10-14"}
    assert complaints(both) == [(("from_",), "unknown")]
    assert complaints(dict(reversed(both.items()))) == [(("from_",), "unknown")]


def test_a_record_is_frozen_equal_by_its_values_and_survives_a_journey_to_a_worker() -> None:
    shelf = Shelf(room="Hall")
    with pytest.raises(AttributeError):
        shelf.room = "Gym"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del shelf.room
    assert shelf == Shelf(room="Hall", number=None) != Shelf(room="Gym")
    assert hash(shelf) == hash(Shelf(room="Hall", number=None))
    assert pickle.loads(pickle.dumps(shelf)) == shelf  # noqa: S301 - our own bytes
    assert repr(shelf) == "Shelf(room='Hall', number=None)"
    assert shelf.model_copy(update={"number": 2}) == Shelf(room="Hall", number=2)


def test_groups_are_found_outermost_first_each_with_its_place() -> None:
    book = Book.model_validate({"title": "Kites", "from": "2026-10-14", "shelf": "Hall", "copies": ["Gym", "Yard"]})
    assert [(key, type(group).__name__) for key, group in groups_in(book)] == [
        ((), "Book"),
        (("shelf",), "Shelf"),
        (("copies", 0), "Shelf"),
        (("copies", 1), "Shelf"),
    ]


def test_an_editor_learns_the_same_rules() -> None:
    definitions: dict[str, Any] = {}
    schema = object_schema(Book, definitions)
    assert (schema["required"], schema["additionalProperties"]) == (["title", "from"], False)
    assert schema["properties"]["from"]["description"] == "The day it came."
    assert schema["properties"]["shelf"]["anyOf"] == [
        {"$ref": "#/definitions/Shelf"},
        {"type": "string"},
        {"type": "null"},
    ]
    assert definitions["Shelf"]["required"] == ["room"]


def test_a_form_cannot_hold_what_nobody_can_write() -> None:
    with pytest.raises(TypeError):
        kind_of(set[str])


# Views are made by the same class


def test_a_view_is_a_dataclass_that_is_told_each_field_once() -> None:
    person = PersonView("Mr Okafor", role="teacher")
    assert replace(person, relation="my coach") == PersonView("Mr Okafor", "teacher", "my coach")
    wrong: Any = PersonView
    for values, named in (
        (("Mr Okafor",), {}),
        (("Mr Okafor", "teacher"), {"name": "Somebody"}),
        (("a", "b", "c", "d"), {}),
        (("a", "b"), {"colour": "red"}),
    ):
        with pytest.raises(TypeError):
            wrong(*values, **named)


def test_views_are_frozen_and_equal_by_their_values_and_kind() -> None:
    media = MediaView("3fa2", "picture")
    with pytest.raises(AttributeError):
        media.alt = "A bridge"  # type: ignore[misc]
    assert media == MediaView("3fa2", "picture", alt="") != PersonView("3fa2", "picture")
    assert {media: 1}[MediaView("3fa2", "picture", film=False)] == 1
    assert ThemeWish() == ThemeWish(name="")
