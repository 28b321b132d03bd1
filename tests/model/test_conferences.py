"""What a student shows at a conference: in their own order, never more than the reader may see, never beyond family."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from profilegen.model.conferences import conference_of
from profilegen.model.occasion import EVERYDAY, Occasion
from profilegen.model.views import ConferenceView, StudentView
from profilegen.model.walking import claims_of
from profilegen.planning.pages import student_pages
from tests.model.worlds import audiences_of, conference, reflection, seen, student, testimonial, up_to, view

BRIDGE, KITE = "reflections/bridge.yaml", "reflections/kite.yaml"


def planned(shown: StudentView) -> ConferenceView:
    assert shown.conference is not None
    return shown.conference


def titles(shown: StudentView) -> list[str]:
    return [one.piece.title for one in conference_of(shown).pieces]


def test_pieces_come_in_the_students_own_order() -> None:
    shown = seen("family", student(conference(pieces=[KITE, BRIDGE]), reflection("bridge"), reflection("kite")))
    assert titles(shown) == ["My kite", "My bridge"]


def test_what_to_say_is_for_the_student_and_the_teachers() -> None:
    """The family hears it."""
    notes: dict[str, Any] = {"pieces": [{"record": KITE, "say": "It flew!"}], "strengths": "I wait.", "next": "A boat."}
    someone = student(conference(**notes), reflection("kite"))

    def has_notes(word: str) -> bool:
        shown = seen(word, someone).conference
        said = (shown.pieces[0].say, shown.strengths, shown.next) if shown else ()
        return said == ("It flew!", "I wait.", "A boat.")

    assert audiences_of(has_notes) == up_to("teachers")
    family = planned(seen("family", someone))
    assert (family.pieces[0].say, family.strengths, family.next) == ("", "", "")
    pages = {word: [page.path for page in student_pages(seen(word, someone))] for word in ("teachers", "family")}
    assert "conference-notes.html" in pages["teachers"] and "conference-notes.html" not in pages["family"]


def test_it_is_never_for_anyone_beyond_the_family() -> None:
    someone = student(conference(audience="public"), reflection("bridge", audience="public"))

    def is_planned(word: str) -> bool:
        shown = view(word, someone)
        return shown is not None and shown.conference is not None

    assert audiences_of(is_planned) == up_to("family")


def test_a_piece_that_the_family_may_not_see_is_not_in_theirs() -> None:
    pieces = [BRIDGE, "reflections/secret.yaml", "testimonials/okafor.yaml"]
    hidden = (reflection("secret", audience="teachers"), testimonial("okafor"))  # nobody agreed to what is said there
    someone = student(conference(pieces=pieces), reflection("bridge"), *hidden)
    assert titles(seen("family", someone)) == ["My bridge"]
    assert titles(seen("teachers", someone)) == ["My bridge", "My secret"]


def test_the_newest_is_the_one_that_is_shown() -> None:
    spring, autumn = conference("spring", date="2027-03-01", welcome="Spring"), conference("autumn", welcome="Autumn")
    assert planned(seen("family", student(spring, autumn))).welcome == "Spring"


def test_where_no_pieces_are_chosen_those_of_the_first_page_are_shown() -> None:
    work = [reflection(f"work{number}", date=f"2026-10-0{number}") for number in range(1, 6)]
    for shown in (seen("family", student(*work)), seen("family", student(conference(pieces=[]), *work))):
        assert titles(shown) == ["My work5", "My work4", "My work3"]


def test_its_page_is_there_where_one_is_planned_or_asked_for() -> None:
    with_plan, without = seen("family", student(conference())), seen("family", student(reflection()))
    wider = seen("school", student(conference(), reflection(audience="school")))

    def has_page(shown: StudentView, occasion: Occasion = EVERYDAY) -> bool:
        return "conference.html" in [page.path for page in student_pages(shown, occasion=occasion)]

    assert has_page(with_plan) and not has_page(without)
    assert has_page(without, Occasion("meeting")) and not has_page(wider, Occasion("meeting"))


def test_a_conference_that_is_taken_back_is_less_to_be_seen() -> None:
    """So a site that shows it still is brought to heel."""
    full = seen("family", student(conference(welcome="Hello", ask=["Do you like it?"])))
    less = seen("family", student(conference(welcome="Hello")))
    none = seen("family", student())
    assert claims_of(none) < claims_of(less) < claims_of(full)


def test_in_another_language_it_has_the_pieces_of_its_original() -> None:
    welsh = conference("autumn.cy", welcome="Helo", pieces=[{"record": BRIDGE, "say": "Pont"}, {"record": KITE}])
    both = replace(conference(welcome="Hello"), translations={"cy": welsh})
    (other,) = planned(seen("teachers", student(both, reflection("bridge"), reflection("kite")))).translations
    assert isinstance(other.words, ConferenceView)
    assert (other.lang, other.words.welcome) == ("cy", "Helo")
    assert [(one.piece.title, one.say) for one in other.words.pieces] == [("My bridge", "Pont")]
