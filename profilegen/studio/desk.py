"""The first pages: the cards of the class, a passphrase where one is set, and the desk with all that somebody has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from starlette.responses import Response

from profilegen.loading.folders import Found
from profilegen.loading.media_files import kind_of
from profilegen.loading.records import read_written
from profilegen.loading.yaml_text import Value
from profilegen.model.audience import Audience
from profilegen.model.days import day_written
from profilegen.starting import StartingError
from profilegen.studio.answering import Visit, to
from profilegen.studio.doors import renewed
from profilegen.studio.faces import face_of
from profilegen.studio.forms import as_entries, as_text
from profilegen.studio.keeping import KINDS, PROFILE, Keeper, NotHereError
from profilegen.studio.passphrases import PICTURES, PICTURES_IN_ONE, Passphrase, PassphraseError
from profilegen.studio.speaking import own_headers
from profilegen.studio.unfinished import unfinished_of

_SCHOOL = ""
_NO_FACE = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
"""A picture of one pixel that nobody can see: the initials below it show through."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One record as it lies on the desk."""

    record: str
    title: str
    day: date | None
    picture: str
    has_sound: bool
    is_featured: bool
    audience: str
    waiting: int  # comments without an answer
    is_readable: bool  # whether the file can be read at all

    @property
    def kind(self) -> str:
        """Reflection, achievement, testimonial, showcase, conference or statement."""
        return self.record.partition("/")[0].removesuffix("s")


# Coming in


def cards(visit: Visit) -> Response:
    """Everybody's card; a student who is at work goes on to the desk."""
    if visit.session.student:
        return to(f"/s/{visit.session.student}/")
    if _school_is_asked(visit):
        return _ask(visit, "/teacher", visit.studio.school_passphrase(), "")
    return _cards(visit)


def _cards(visit: Visit, trouble: str = "") -> Response:
    view = {
        "cards": visit.studio.cards(),
        "away": visit.asked("bye"),
        "made": visit.asked("made"),
        "may_make": _may_make(visit),
        "classes": visit.studio.classes,
        "trouble": trouble,
        "name": visit.said("name"),
    }
    return visit.page("cards.html", 422 if trouble else 200, **view)


def _may_make(visit: Visit) -> bool:
    """A teacher makes cards; on the school's own machine anybody may, where no passphrase says who a teacher is."""
    is_known = visit.session.is_teacher or not (visit.studio.is_open or visit.studio.school_passphrase().is_set)
    return is_known and not visit.studio.only


def new_card(visit: Visit) -> Response:
    """Makes a student's folder, and shows the card."""
    if not _may_make(visit):
        raise NotHereError("Only a teacher makes a card here.")
    try:
        made = visit.studio.begin(visit.said("name"), visit.said("class"))
    except StartingError as error:
        visit.studio.forget()
        is_named = visit.said("name").strip()
        said = f"{error.message} {error.hint}" if is_named else visit.say("A name needs at least one letter.")
        return _cards(visit, said)
    return to(f"/?made={made}")


def face(visit: Visit) -> Response:
    """The picture on a card, for whoever is looking at the cards."""
    if visit.session.student or _school_is_asked(visit):
        raise NotHereError("The cards are not open.")
    audience = Audience.TEACHERS if visit.session.is_teacher else Audience.SCHOOL
    content = face_of(visit.studio, str(visit.request.path_params["card"]), audience)
    kind = "image/webp" if content else "image/gif"
    return Response(content or _NO_FACE, media_type=kind, headers=dict(own_headers()))


def _school_is_asked(visit: Visit) -> bool:
    """On the school's own machine a teacher opens the list; over the network each student's own passphrase does."""
    is_list = not visit.studio.only and not visit.studio.is_open
    return is_list and not visit.session.list_is_open and visit.studio.school_passphrase().is_set


def teacher(visit: Visit) -> Response:
    """A teacher says the school's passphrase: the list is open from now on, and for a while this is a teacher."""
    passphrase = visit.studio.school_passphrase()
    if visit.request.method != "POST":
        return _ask(visit, "/teacher", passphrase, "") if passphrase.is_set else to("/")
    trouble = _try(visit, _SCHOOL, passphrase, "words")
    if trouble:
        return _ask(visit, "/teacher", passphrase, trouble)
    visit.session.begin_as_teacher()
    return renewed(visit.request, to("/"))


def teacher_goes(visit: Visit) -> Response:
    """The teacher leaves the browser to the class. The list stays open."""
    visit.session.end_as_teacher()
    return renewed(visit.request, to("/"))


def choose_card(visit: Visit) -> Response:
    """Somebody chooses their card, and says their passphrase where one is set. From now on no teacher is here."""
    student = str(visit.request.path_params["card"])
    visit.studio.keeper(student)
    if _school_is_asked(visit):
        return to("/")
    passphrase = visit.studio.passphrase(student)
    trouble = _at_the_card(visit, student, passphrase)
    if trouble:
        return _ask(visit, f"/cards/{student}", passphrase, "" if trouble == "ask" else trouble, student)
    visit.session.student = student
    visit.session.end_as_teacher()
    return renewed(visit.request, to(f"/s/{student}/"))


Trouble = Literal["", "ask", "wrong", "wait"]


def _at_the_card(visit: Visit, student: str, passphrase: Passphrase) -> Trouble:
    """What keeps somebody from this card. A passphrase is never skipped: a teacher says the school's at this door."""
    do = visit.said("-do")
    if not passphrase.is_set and (visit.session.is_teacher or not visit.studio.is_open):
        return ""
    if do == "teacher":
        return _try(visit, _SCHOOL, visit.studio.school_passphrase(), "school")
    return _try(visit, student, passphrase, "words") if do == "try" and passphrase.is_set else "ask"


def _try(visit: Visit, door: str, passphrase: Passphrase, name: str) -> Trouble:
    """Whether the words in this field are right; "" if they are."""
    outcome = visit.studio.patience.try_words(door, passphrase, _words(visit, name))
    return "" if outcome == "right" else outcome


def _words(visit: Visit, name: str) -> str:
    """A passphrase as it was said in this field: in words, or as pictures in their order."""
    pictures = (visit.said(f"{name}-{number}") for number in range(1, PICTURES_IN_ONE + 1))
    return visit.said(name) or " ".join(filter(None, pictures))


def _ask(visit: Visit, address: str, passphrase: Passphrase, trouble: Trouble, whose: str = "") -> Response:
    is_missing = bool(whose) and not passphrase.is_set
    view = {
        "address": address,
        "kind": passphrase.kind,
        "trouble": trouble,
        "whose": visit.studio.card(whose) if whose else None,
        "pictures": PICTURES,
        "by_teacher": visit.said("-do") == "teacher",
        "way_back": bool(whose) or not _school_is_asked(visit),
    }
    template = "no_passphrase.html" if is_missing else "passphrase.html"
    return visit.page(template, 403 if trouble or is_missing else 200, **view)


def done(visit: Visit) -> Response:
    """I'm done: back to the cards, for the next one."""
    visit.session.student = ""
    visit.session.end_as_teacher()
    answer = renewed(visit.request, to("/?bye=1"))
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def own_passphrase(visit: Visit) -> Response:
    """A student chooses a passphrase of their own; for one who forgot the old one, a teacher says the school's."""
    passphrase, schools = visit.studio.passphrase(visit.student), visit.studio.school_passphrase()
    by_teacher = schools.is_set and bool(visit.said("by") or visit.asked("by"))
    trouble = ""
    if visit.request.method == "POST":
        trouble = _try_old(visit, passphrase, schools if by_teacher else None) or _set_own(visit, passphrase)
        if not trouble:
            return to(f"/s/{visit.student}/?kept=1")
    view = {
        "trouble": trouble,
        "asks": ("school" if by_teacher else "old") if passphrase.is_set else "",
        "asked_kind": (schools if by_teacher else passphrase).kind,
        "pictures": PICTURES,
    }
    return visit.page("own_passphrase.html", 422 if trouble else 200, **view)


def _try_old(visit: Visit, passphrase: Passphrase, schools: Passphrase | None) -> Trouble:
    """What is wrong with the old words, or with the school's."""
    if not passphrase.is_set:
        return ""
    return _try(visit, _SCHOOL, schools, "school") if schools else _try(visit, visit.student, passphrase, "old")


def _set_own(visit: Visit, passphrase: Passphrase) -> str:
    """Keeps the new words; "" or why they will not do."""
    kind: Literal["words", "pictures"] = "pictures" if visit.said("kind") == "pictures" else "words"
    try:
        with visit.studio.patience.few:
            passphrase.set(_words(visit, "words"), kind)
    except PassphraseError as error:
        return f"{visit.say(error.message)} {visit.say(error.hint)}"
    return ""


# The desk


def desk(visit: Visit) -> Response:
    """What I have, what waits, and what I may do next."""
    keeper = visit.keeper
    found = pieces(keeper)
    titles = {piece.record: piece.title for piece in found}
    view: dict[str, Any] = {
        "pieces": found,
        "waiting": [piece for piece in found if piece.waiting],
        "drafts": [(draft, titles.get(draft.record, "")) for draft in keeper.drafts()],
        "profile": keeper.read(PROFILE).fields or {},
        "away": _just_away(visit),
        "was_kept": bool(visit.asked("kept")),
        "unfinished": unfinished_of(keeper),
        "thrown": visit.asked("thrown"),
    }
    return visit.page("desk.html", **view)


def _just_away(visit: Visit) -> str:
    """The record that the address says was taken away a moment ago; "" for what is none."""
    record = visit.asked("away")
    kind, _, name = record.partition("/")
    is_one = kind in KINDS and name and not name.startswith(".") and not set(name) & set("/\\")
    return record if is_one else ""


def pieces(keeper: Keeper) -> tuple[Piece, ...]:
    """Every record but the profile, the newest first."""
    folder = Found(keeper.folder, "", "")
    found = (
        _piece(record, read_written(folder.inside(record)).fields) for record in keeper.records() if record != PROFILE
    )
    return tuple(sorted(found, key=lambda piece: (piece.day or date.min, piece.title), reverse=True))


def _piece(record: str, fields: Mapping[str, Value] | None) -> Piece:
    said = fields or {}
    source = said.get("from")
    title = as_text(source.get("name")) if isinstance(source, dict) else as_text(said.get("title"))
    files = list(_files(said))
    return Piece(
        record,
        title or record.partition("/")[2],
        _day(as_text(said.get("date"))),
        next((file for file in files if kind_of(file, b"")[0] == "picture"), ""),
        any(kind_of(file, b"")[0] == "recording" for file in files),
        as_text(said.get("featured")).lower() in ("yes", "true"),
        as_text(said.get("audience")).lower(),
        sum(isinstance(one, dict) and not one.get("response") for one in as_entries(said.get("feedback"))),
        fields is not None,
    )


def _files(fields: Mapping[str, Value]) -> Iterator[str]:
    for medium in as_entries(fields.get("media")):
        file = as_text(medium.get("file")) if isinstance(medium, dict) else as_text(medium)
        if file:
            yield file


def _day(text: str) -> date | None:
    try:
        return day_written(text)
    except ValueError:
        return None
