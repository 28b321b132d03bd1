"""Rules on what would go public: nothing there tells strangers who a child is in full, or how to reach them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from profilegen.checks.contacts import contact_in
from profilegen.checks.parts import LaidOut, Part, texts_in, words_of_captions
from profilegen.model.addresses import fold, holds_surname, surname_words
from profilegen.model.audience import Audience
from profilegen.model.names import given_name, latin
from profilegen.model.reader import called
from profilegen.model.records import Consents, Profile, Source, ThemeChoice
from profilegen.model.school import Key, StudentCard
from profilegen.problems import Place, Problem
from profilegen.rules import problem

# Not published as they are written: names of files, and the name, which view_for shortens. So it does with authors.
_NOT_PUBLISHED = frozenset(("file", "captions", "audio", "shows", "lang", "student"))
_OF_THE_PROFILE = frozenset(("name", "known_as"))
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_Text = tuple[Part, Key, str]


def contact_details(laid: LaidOut) -> Iterator[Problem]:
    """No e-mail address, telephone number or postcode goes public."""
    yield from _contacts(_public_texts(laid))


def full_name_in_public(laid: LaidOut) -> Iterator[Problem]:
    """No student's full name stands in a text that goes public; the student's own may, with consent."""
    yield from _full_names_in(laid, _public_texts(laid))


def documents_in_public(laid: LaidOut, words: Mapping[str, str]) -> Iterator[Problem]:
    """The same of documents, whose words (by SHA-256) are known only once their pages have been made."""
    texts = [
        (shown.part, (shown.file_field,), words[shown.original.sha256])
        for shown in laid.shown
        if shown.part.asked is Audience.PUBLIC and shown.original and shown.original.sha256 in words
    ]
    yield from _contacts(texts)
    yield from _full_names_in(laid, texts)


def _contacts(texts: Iterable[_Text]) -> Iterator[Problem]:
    for part, field, text in texts:
        if found := contact_in(text):
            yield part.problem(
                "contact-details",
                f"“{found}” looks like a way to reach somebody, and this would go public.",
                "Take it out. Who wants to write to you can ask your school.",
                *field,
            )


def _full_names_in(laid: LaidOut, told_in: Iterable[_Text]) -> Iterator[Problem]:
    texts = [(part, field, _words(text)) for part, field, text in told_in]
    all_words = frozenset(word for _, _, words in texts for word in words.split())
    names = list(_names_told(laid, all_words)) if texts else []
    for part, field, words in texts:
        told = next((card for name, card in names if name in words), None)
        if told:
            first = called(told, Audience.PUBLIC)
            message = f"This tells the full name of {first}, and it would go public."
            yield part.problem("full-name-in-public", message, f"Write {first} only.", *field)


def surname_in_address(laid: LaidOut) -> Iterator[Problem]:
    """No surname stands in the student's id, nor in the file name of a record that would go public."""
    profile, places = laid.student.profile.record, laid.student.profile.places
    surnames = surname_words(profile.name, profile.known_as)
    if not laid.school.lone and holds_surname(_told_by_id(laid.student.id, profile), surnames):
        yield problem(
            "surname-in-address",
            f"The folder “{laid.student.id}” holds a surname, and so does the address of every page in it.",
            "Rename the folder to the first name and a few letters or digits, such as amina-7k2f. Write the new id "
            "in classes/, consents.yaml and shows: too.",
            Place(places.file),
        )
    for part in laid.as_written:
        is_public_record = not part.key and part.record_asks is Audience.PUBLIC and part.group is not profile
        if is_public_record and holds_surname(part.filed.slug, surnames):
            yield problem(
                "surname-in-address",
                f"The file name “{part.filed.path}” holds a surname, and this would go public.",
                "Rename the file; its name is part of the page’s address.",
                Place(part.places.file),
            )


def _told_by_id(student_id: str, profile: Profile) -> str:
    """What an id tells beside the first name and a tail, as `new student` makes it: James is found in Jameson else."""
    first, _, tail = student_id.rpartition("-")
    names = (given_name(profile.name), *profile.known_as.split()[:1])
    given = {latin(word) for name in names for word in _BETWEEN_WORDS.split(name)}
    return tail if first and given.issuperset(first.split("-")) else student_id


def _public_texts(laid: LaidOut) -> Iterator[_Text]:
    """Every text that would go public, were school and consent to allow it."""
    for part in laid.parts:
        if part.asked is not Audience.PUBLIC or isinstance(part.group, (Source, Consents, ThemeChoice)):
            continue
        for field, text in texts_in(part.group):
            if _is_published(part, field):
                yield part, field, text
        if said := words_of_captions(part, laid.student):
            yield part, ("captions",), said


def _is_published(part: Part, field: Key) -> bool:
    """Each of the profile's own fields is for the audience that `show` gives it."""
    if isinstance(part.group, Profile) and isinstance(part.filed.record, Profile):
        shown_to = part.filed.record.show.get(str(field[0]), part.asked)  # a translation is shown as its original is
        return field[0] not in _OF_THE_PROFILE and shown_to is Audience.PUBLIC
    return field[0] not in _NOT_PUBLISHED


def _names_told(laid: LaidOut, words: frozenset[str]) -> Iterator[tuple[str, StudentCard]]:
    """The full names, folded, of which every word stands somewhere in the texts."""
    for card in laid.school.cards.values():
        if card.id == laid.student.id and laid.school.covers(card.id, "full_name", Audience.PUBLIC, laid.today):
            continue
        for name in _full_names(card.name, card.known_as):
            if words.issuperset(name.split()):
                yield name, card


@lru_cache(maxsize=4096)
def _full_names(name: str, known_as: str) -> tuple[str, ...]:
    """The spellings of a full name: all of it, and what the student is called with the last of it."""
    words = _words(name).split()
    if len(words) < 2:
        return ()
    spellings = (words, [words[0], words[-1]], [*_words(known_as).split()[:1], words[-1]])
    return tuple({f" {' '.join(spelling)} ": None for spelling in spellings if len(set(spelling)) > 1})


def _words(text: str) -> str:
    """The words of a text, folded, one space between and around, for finding one in another."""
    folded = text.lower() if text.isascii() else fold(text)
    return f" {_BETWEEN_WORDS.sub(' ', folded).strip()} "
