"""Rules on what would go public: nothing there tells strangers who a child is in full, or how to reach them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from profilegen.checks.contacts import contact_in
from profilegen.checks.parts import asked_at, asked_for, everything_filed, texts_in, versions_of
from profilegen.model.addresses import fold, holds_surname, surname_words
from profilegen.model.audience import Audience
from profilegen.model.reader import called
from profilegen.model.records import Profile, Record
from profilegen.model.school import Filed, Key, Places, School, Student, StudentCard
from profilegen.problems import Place, Problem
from profilegen.rules import problem, problem_at

# Not published as they are written: names of files and records, and authors, whom public knows by their first names
_NOT_PUBLISHED = frozenset(
    ("file", "captions", "audio", "shows", "lang", "from", "theme", "show", "name_for", "consent")
)
_OF_THE_PROFILE = frozenset(("name", "known_as", "schema", "kind"))


def contact_details(student: Student, school: School, _today: date) -> Iterator[Problem]:
    """No e-mail address, telephone number or postcode goes public."""
    for key, text, places in _public_texts(student, school):
        if found := contact_in(text):
            yield problem_at(
                "contact-details",
                f"“{found}” looks like a way to reach somebody, and this would go public.",
                "Take it out. Who wants to write to you can ask your school.",
                places,
                *key,
            )


def full_name_in_public(student: Student, school: School, today: date) -> Iterator[Problem]:
    """No student's full name stands in a text that goes public; the student's own may, with consent."""
    cards = [card for card in school.cards.values() if not _may_be_named(card, student, school, today)]
    names = {name: card for card in cards for name in _full_names(card)}
    for key, text, places in _public_texts(student, school):
        words = _words(text)
        told = next((card for name, card in names.items() if name in words), None)
        if told:
            yield problem_at(
                "full-name-in-public",
                f"This tells the full name of {called(told, Audience.PUBLIC)}, and it would go public.",
                f"Write {called(told, Audience.PUBLIC)} only.",
                places,
                *key,
            )


def surname_in_address(student: Student, school: School, _today: date) -> Iterator[Problem]:
    """No surname stands in the student's id, nor in the file name of a record that would go public."""
    profile = student.profile.record
    surnames = surname_words(profile.name, profile.known_as)
    if not school.lone and holds_surname(student.id, surnames):
        yield problem(
            "surname-in-address",
            f"The folder “{student.id}” holds a surname, and so does the address of every page in it.",
            "Rename the folder to the first name and a few letters or digits, such as amina-7k2f. Write the new id "
            "in classes/, consents.yaml and shows: too.",
            Place(student.profile.places.file),
        )
    for filed in student.records():
        if asked_for(filed, student, school) is Audience.PUBLIC and holds_surname(filed.slug, surnames):
            yield problem(
                "surname-in-address",
                f"The file name “{filed.path}” holds a surname, and this would go public.",
                "Rename the file; its name is part of the page’s address.",
                Place(filed.places.file),
            )


def _public_texts(student: Student, school: School) -> Iterator[tuple[Key, str, Places]]:
    """Every text that would go public, were school and consent to allow it."""
    for filed in everything_filed(student):
        if asked_for(filed, student, school) is Audience.PUBLIC:
            for record, places in versions_of(filed):
                for key, text in texts_in(record):
                    if _is_published(key, filed) and asked_at(filed, key, student, school) is Audience.PUBLIC:
                        yield key, text, places


def _is_published(key: Key, filed: Filed[Record]) -> bool:
    if isinstance(filed.record, Profile) and key[0] in _OF_THE_PROFILE:
        return False
    return _NOT_PUBLISHED.isdisjoint(key)


def _may_be_named(card: StudentCard, student: Student, school: School, today: date) -> bool:
    return card.id == student.id and school.covers(card.id, "full_name", Audience.PUBLIC, today)


def _full_names(card: StudentCard) -> set[str]:
    """The spellings of a full name, folded: all of it, and what they are called with the last of it."""
    words = _words(card.name.replace(",", " ")).split()
    if len(words) < 2:
        return set()
    spellings = (words, [words[0], words[-1]], [*_words(card.known_as).split()[:1], words[-1]])
    return {f" {' '.join(spelling)} " for spelling in spellings if len(set(spelling)) > 1}


def _words(text: str) -> str:
    """The words of a text, folded, one space between and around, for finding one in another."""
    spaced = "".join(letter if letter.isalnum() else " " for letter in fold(text))
    return f" {' '.join(spaced.split())} "
