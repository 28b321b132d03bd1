"""The printed pack of a conference: for each student an agenda, speaking cards, a slip for the family, and a QR card.

What the family holds is made of the family's view, in their languages. The speaking cards are the student's own, made
of the private view: what they want to say stands on them and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from profilegen import bundled
from profilegen.building.site import home_of
from profilegen.classroom.paper import sheet_of
from profilegen.event.qr import Square, square_of
from profilegen.event.speaking import SpeakingCard, rows_of, speaking_cards
from profilegen.hosting.addresses import Addresses, read_addresses
from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from profilegen.model.audience import Audience
from profilegen.model.conferences import conference_of
from profilegen.model.school import School
from profilegen.model.viewing import view_for
from profilegen.model.views import ConferenceView, PieceView, StudentView
from profilegen.printing.sheets import Paper
from profilegen.problems import UsageError
from profilegen.rendering.words import catalogue_names

_SHEETS = Path(__file__).parent / "sheets"
_MARGINS = 30.0  # millimetres above and below what is printed on a sheet
_MOST_LINES = 18  # of an agenda: more would be too small for a child to tick
_ENGLISH = "en"
_BASE = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~%-]+)*/?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Copy:
    """What the family holds, in one of their languages: the pieces by their titles in it, as far as they have them."""

    lang: str
    pieces: tuple[PieceView, ...]
    more: int = 0  # pieces for which the agenda has no room


@dataclass(frozen=True, slots=True)
class Cards:
    """One student's cards. `name` is what the family calls them; `address` is "" where there is none on the web."""

    student: str
    name: str
    copies: tuple[Copy, ...]
    has_strengths: bool
    has_goals: bool
    has_questions: bool
    speaking: tuple[SpeakingCard, ...]
    spoken: str  # the language that they speak there
    address: str = ""

    @property
    def lines(self) -> int:
        """How many lines the agenda has, in every language."""
        first = self.copies[0]
        return len(first.pieces) + bool(first.more) + _fixed_lines(self.has_strengths, self.has_goals)


@dataclass(frozen=True, slots=True)
class Pack:
    """All cards of a conference, in the order that was asked for, and who has none."""

    language: str
    day: date
    students: tuple[Cards, ...]
    left_out: tuple[str, ...] = ()  # whose profile cannot be read, or is not for their family


def read_pack(
    folder: Path,
    student_ids: Sequence[str],
    *,
    day: date,
    today: date,
    base_address: str = "",
    languages: Sequence[str] = (),
) -> Pack:
    """The cards of these students for a conference on this `day`; `today` is the day that expiries look at.

    `base_address` is where the host's folder is on the web; without one nobody has a QR card. `languages` are those in
    which everybody gets a further agenda and slip. UsageError where a student, a language or the address is none.
    """
    home = home_of(folder)
    school, _ = load_school(home.school)
    _refuse_strangers(school, student_ids)
    _refuse_unspoken(languages)
    base = _sound_address(base_address) if base_address else ""
    addresses = read_addresses(home.school) if base else Addresses()
    found: dict[str, Cards] = {}
    for student in dict.fromkeys(student_ids):
        cards = _cards_of(school, student, today, languages)
        if cards is not None:
            page = addresses.page_of(student, Audience.FAMILY)
            found[student] = replace(cards, address=f"{base}{page}" if page else "")
    left_out = tuple(student for student in dict.fromkeys(student_ids) if student not in found)
    return Pack(school.settings.locale, day, tuple(found.values()), left_out)


def _refuse_strangers(school: School, student_ids: Iterable[str]) -> None:
    for one in student_ids:
        if one not in school.student_ids:
            meant = did_you_mean(one, sorted(school.student_ids))
            raise UsageError(f"There is no student “{one}” here.", f"Did you mean {meant}?" if meant else "")


def _refuse_unspoken(languages: Iterable[str]) -> None:
    for one in languages:
        if not _is_spoken(one):
            message = f"There are no cards in “{one}” yet."
            raise UsageError(message, f"There are: {', '.join(sorted({_ENGLISH, *_catalogues()}))}.")


def _sound_address(base: str) -> str:
    if not _BASE.fullmatch(base):
        message = f"“{base}” is no address of a website."
        raise UsageError(message, "Write it as the browser shows it: https://profiles.example.org/class/.")
    return base.rstrip("/") + "/"


def _cards_of(school: School, student_id: str, today: date, languages: Sequence[str]) -> Cards | None:
    """One student's cards, without an address; None where their family may see no profile of theirs."""
    student, _ = load_student(school, student_id)
    view = view_for(student, school, Audience.FAMILY, today) if student else None
    own = view_for(student, school, Audience.PRIVATE, today) if student else None
    if view is None or own is None:
        return None
    shown, planned = conference_of(view), conference_of(own)
    spoken = planned.lang if _is_spoken(planned.lang) else own.lang
    return Cards(
        student=view.id,
        name=view.first_name,
        copies=tuple(_copy(view, shown, lang) for lang in _languages_of(view, languages)),
        has_strengths=bool(view.strengths),
        has_goals=bool(view.goals),
        has_questions=bool(shown.questions),
        speaking=speaking_cards(own, planned, [one.piece.address for one in shown.pieces]),
        spoken=spoken,
    )


# Languages


def _languages_of(view: StudentView, others: Sequence[str]) -> tuple[str, ...]:
    """The student's own; those of the conference, or else of the profile, that the product speaks; and `others`."""
    planned: ConferenceView | None = view.conference
    theirs = [planned.lang, *(one.lang for one in planned.translations)] if planned else []
    if planned is None or not planned.translations:
        theirs += [one.lang for one in view.translations]
    found: dict[str, str] = {_said_by(view.lang): view.lang}
    for lang in (*theirs, *others):
        if _is_spoken(lang):
            found.setdefault(_said_by(lang), lang)
    return tuple(found.values())


@cache
def _catalogues() -> frozenset[str]:
    return frozenset(file.stem for file in (bundled.themes() / "base" / "locale").glob("*.po"))


def _is_spoken(lang: str) -> bool:
    return bool({_ENGLISH, *_catalogues()}.intersection(catalogue_names(lang)))


def _said_by(lang: str) -> str:
    """One word for all spellings of a language whose cards say the same: en for en-GB and en-US."""
    return next(iter(catalogue_names(lang)[-1:]), lang)


# What the family holds


def _fixed_lines(has_strengths: bool, has_goals: bool) -> int:
    """Welcome, questions, your turn and thank you; strengths and goals where there are any."""
    return 4 + has_strengths + has_goals


def _copy(view: StudentView, shown: ConferenceView, lang: str) -> Copy:
    room = _MOST_LINES - _fixed_lines(bool(view.strengths), bool(view.goals))
    pieces = [_in_language(one.piece, lang) for one in shown.pieces]
    more = len(pieces) - room + 1 if len(pieces) > room else 0
    return Copy(lang, tuple(pieces[: len(pieces) - more]), more)


def _in_language(piece: PieceView, lang: str) -> PieceView:
    """The piece with its title in this language, where it has one."""
    for one in piece.translations:
        if isinstance(one.words, PieceView) and one.words.title and _said_by(one.lang) == _said_by(lang):
            return replace(piece, title=one.words.title, lang=one.lang)
    return piece


# On paper


def cards_page(pack: Pack, paper: Paper) -> str:
    """One file with everybody's cards, each student's from a new sheet on; nothing is beside it."""
    sheets = [sheet for cards in pack.students for sheet in _sheets_of(pack, cards)]
    width, height = paper.value
    shown = {"pack": pack, "sheets": sheets, "width": width, "height": height, "room": height - _MARGINS}
    return sheet_of(_SHEETS, pack.language, "cards.html", **shown).decode("utf-8")


def _sheets_of(pack: Pack, cards: Cards) -> Iterator[str]:
    """A student's sheets, in the order in which they are used. What each is given it may show, and no more."""
    for copy in cards.copies:
        yield _sheet(copy.lang, "agenda.html", cards, copy=copy, day=pack.day, size=_size_of(cards.lines))
    yield _sheet(
        cards.spoken,
        "speaking.html",
        cards,
        rows=rows_of(cards.speaking),
        total=len(cards.speaking),
        is_alone=not cards.address,
    )
    if cards.address:  # on what is left of the sheet before, if there is room
        square: Square = square_of(cards.address)
        said = [_sheet(copy.lang, "qr_words.html", cards, is_first=copy is cards.copies[0]) for copy in cards.copies]
        yield _sheet(cards.copies[0].lang, "qr.html", cards, address=cards.address, square=square, said=said)
    for copy in cards.copies:
        yield _sheet(copy.lang, "slip.html", cards, day=pack.day)


def _sheet(lang: str, template: str, cards: Cards, **shown: object) -> str:
    seen = {
        "student": cards.student,
        "name": cards.name,
        "has_strengths": cards.has_strengths,
        "has_goals": cards.has_goals,
        "has_questions": cards.has_questions,
    }
    return sheet_of(_SHEETS, lang, template, **seen, **shown).decode("utf-8")


def _size_of(lines: int) -> str:
    """How large an agenda's lines are: as large as all of them have room on one sheet."""
    return "large" if lines <= 8 else "middle" if lines <= 12 else "small"
