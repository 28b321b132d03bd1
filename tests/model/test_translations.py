"""A record in two languages: the translation shows what its original shows, in other words, and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest

from profilegen.model.records import Profile
from profilegen.model.school import Filed, Places, Student
from profilegen.model.views import AchievementView, ProfileWordsView, ReflectionView, StudentView
from profilegen.model.walking import claims_of
from tests.model.worlds import (
    WIDTHS,
    achievement,
    audiences_of,
    consent,
    feedback,
    person,
    reflection,
    report,
    school,
    seen,
    showcase,
    student,
    testimonial,
    up_to,
    view,
)

AGREED = {"on": "2026-10-21", "widest": "public"}
Make = Callable[..., Filed[Any]]


def with_welsh(original: Filed[Any], welsh: Filed[Any], lang: str = "cy") -> Filed[Any]:
    """A record with a translation, in Welsh where nothing else is said."""
    return replace(original, translations={**original.translations, lang: welsh})


def profile_in_welsh(one: Student, **fields: Any) -> Student:
    """The student with a profile.cy.yaml."""
    welsh = Filed(Profile.model_validate({"name": "x", **fields}), "profile.cy.yaml", "profile-cy", Places(""))
    return replace(one, profile=with_welsh(one.profile, welsh))


def sees_welsh(one: Student) -> list[str]:
    """The audiences that see the word CYMRAEG anywhere."""
    return audiences_of(lambda word: (shown := view(word, one)) and "CYMRAEG" in repr(shown))


def in_welsh(shown: StudentView) -> ReflectionView:
    """The first reflection in its other language."""
    (translation,) = shown.reflections[0].translations
    return cast("ReflectionView", translation.words)


KINDS: dict[str, Callable[[str], Filed[Any]]] = {
    "reflection": lambda audience: with_welsh(reflection(audience=audience), reflection(body="CYMRAEG")),
    "testimonial": lambda audience: with_welsh(
        testimonial(audience=audience, agreed=AGREED), testimonial(text="CYMRAEG")
    ),
    "achievement": lambda audience: with_welsh(achievement(audience=audience), achievement(description="CYMRAEG")),
    "showcase": lambda audience: with_welsh(showcase(audience=audience), showcase(intro="CYMRAEG")),
}


@pytest.mark.parametrize("audience", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_translation_is_seen_by_those_who_see_its_original(kind: str, audience: str) -> None:
    shown_piece = reflection(audience="public") if kind != "reflection" else achievement()
    assert sees_welsh(student(shown_piece, KINDS[kind](audience))) == up_to(audience)


def test_a_report_is_for_the_family_in_every_language() -> None:
    one = student(with_welsh(report(), report(progress="CYMRAEG", by="CYMRAEG")))
    assert sees_welsh(one) == up_to("family")
    assert seen("family", one).reports[0].translations[0].words.by == "", "who wrote it is no matter of words"  # type: ignore[union-attr]


@pytest.mark.parametrize(("own", "others", "widest"), [("family", "public", "family"), ("public", "family", "family")])
def test_the_narrower_of_the_two_audiences_holds(own: str, others: str, widest: str) -> None:
    one = student(with_welsh(achievement(audience=own), achievement(title="CYMRAEG", audience=others)))
    assert sees_welsh(one) == up_to(widest)


def test_a_testimonial_is_shown_as_widely_as_its_author_agreed_whatever_a_translation_says() -> None:
    original = testimonial(audience="public", agreed={"on": "2026-10-21", "widest": "teachers"})
    welsh = testimonial(text="CYMRAEG", audience="public", agreed=AGREED)
    assert sees_welsh(student(with_welsh(original, welsh))) == up_to("teachers")


# The profile


PROFILE: dict[str, Any] = {
    "tagline": "I build.",
    "about": "Bridges.",
    "pronouns": "she",
    "languages": ["English"],
    "interests": ["glue"],
    "strengths": [{"skill": "listening", "because": "I hear."}],
    "goals": [{"goal": "Swim"}],
    "journey": [{"school": "Hillside"}],
}
WELSH: dict[str, Any] = {
    "tagline": "CYMRAEG",
    "about": "CYMRAEG",
    "pronouns": "CYMRAEG",
    "languages": ["CYMRAEG"],
    "interests": ["CYMRAEG"],
    "strengths": [{"skill": "listening", "because": "CYMRAEG"}],
    "goals": [{"goal": "CYMRAEG"}],
    "journey": [{"school": "CYMRAEG"}],
}


@pytest.mark.parametrize("audience", WIDTHS)
@pytest.mark.parametrize("field", PROFILE)
def test_each_field_of_the_profile_is_shown_as_widely_as_its_original(field: str, audience: str) -> None:
    one = student(**{field: PROFILE[field]}, show={field: audience})
    assert sees_welsh(profile_in_welsh(one, **{field: WELSH[field]}, show={field: "public"})) == up_to(audience)


def test_a_profile_in_two_languages_has_its_own_narrower_fields() -> None:
    one = profile_in_welsh(student(**PROFILE), about="CYMRAEG", show={"about": "family"})
    assert sees_welsh(one) == up_to("family")
    assert sees_welsh(profile_in_welsh(student(about="Hm."), about="CYMRAEG", audience="teachers")) == up_to("teachers")


def test_the_name_is_nobodys_to_translate() -> None:
    one = profile_in_welsh(student(), name="CYMRAEG", known_as="CYMRAEG", tagline="Helo")
    assert sees_welsh(one) == []
    assert seen("family", one).translations[0].lang == "cy"


def test_a_strength_goes_with_its_skill_and_not_with_its_place() -> None:
    both = [{"skill": "listening", "because": "I hear."}, {"skill": "adapting", "because": "I turn."}]
    one = student(strengths=both)
    words = seen("family", profile_in_welsh(one, strengths=[{"skill": "Adapting", "because": "Rwy’n troi."}]))
    shown = cast("ProfileWordsView", words.translations[0].words).strengths
    assert [(strength.skill.name, strength.because) for strength in shown] == [
        ("Listening", ""),
        ("Adapting", "Rwy’n troi."),
    ]


def test_goals_that_are_not_as_many_stay_in_their_first_language() -> None:
    """Nobody could say which is which."""
    one = profile_in_welsh(student(goals=["Swim", "Sing"]), goals=["CYMRAEG"], tagline="Helo")
    assert sees_welsh(one) == []


def test_a_translation_that_says_nothing_to_this_reader_is_not_offered() -> None:
    one = profile_in_welsh(student(pronouns="she"), pronouns="hi")
    assert seen("family", one).translations == ()
    assert len(seen("private", one).translations) == 1


# What is nested


def test_feedback_goes_with_its_author_and_day_and_stays_hidden_with_it() -> None:
    hidden = feedback(date="2026-10-16", comment="Hidden.", audience="teachers")
    shown = feedback(date="2026-10-15", comment="Shown.", audience="family")
    welsh = [
        feedback(date="2026-10-15", comment="Yn y golwg", audience="public"),
        feedback(date="2026-10-16", comment="CYMRAEG", audience="public", agreed=AGREED),
    ]
    one = student(with_welsh(reflection(feedback=[hidden, shown]), reflection(feedback=welsh)))
    assert sees_welsh(one) == up_to("teachers")
    assert [said.comment for said in in_welsh(seen("family", one)).feedback] == ["Yn y golwg"]


def test_a_translation_of_feedback_may_be_narrower() -> None:
    original = reflection(feedback=[feedback(audience="family")])
    welsh = reflection(feedback=[feedback(comment="CYMRAEG", audience="private")])
    assert sees_welsh(student(with_welsh(original, welsh))) == ["private"]


def test_feedback_that_only_a_translation_has_is_shown_to_nobody() -> None:
    welsh = reflection(feedback=[feedback(comment="CYMRAEG", audience="public", agreed=AGREED)])
    assert sees_welsh(student(with_welsh(reflection(), welsh))) == []


def test_an_author_is_named_as_the_original_names_them() -> None:
    hers = {"from": person("peer", "Ben Carter"), "audience": "public", "agreed": AGREED}
    welsh = {"from": person("teacher", "Ben Carter", relation="ffrind"), "comment": "Da."}
    one = student(with_welsh(reflection(feedback=[feedback(**hers)]), reflection(feedback=[feedback(**welsh)])))
    (said,) = in_welsh(seen("family", one)).feedback
    assert (said.author.name, said.author.role, said.author.relation) == ("Ben", "peer", "ffrind")


def test_a_step_never_stands_beside_feedback_in_any_language() -> None:
    use = [{"skill": "listening", "step": "4", "evidence": "Here."}]
    original = reflection(skills=use, feedback=[feedback(audience="family")])
    words = in_welsh(seen("family", student(with_welsh(original, reflection(skills=use)))))
    assert [(skill.step, skill.evidence) for skill in words.skills] == [(None, "Here.")]


# Media


def picture(name: str = "a.jpg", **fields: Any) -> dict[str, Any]:
    """A picture of nobody."""
    return {"file": name, "shows": [], **fields}


def test_what_is_said_of_a_withheld_picture_is_withheld_in_every_language() -> None:
    mine = picture(alt="Me.", shows=["amina-x3f9"])
    one = student(with_welsh(reflection(media=[mine]), reflection(media=[picture(alt="CYMRAEG")])), media=("a.jpg",))
    in_school = school(one, consents={one.id: {"photos": consent("teachers")}})
    assert audiences_of(lambda word: (v := view(word, one, in_school)) and "CYMRAEG" in repr(v)) == up_to("teachers")


def test_a_picture_that_only_a_translation_names_is_not_shown() -> None:
    welsh = reflection(media=[picture("b.jpg", alt="CYMRAEG")])
    one = student(with_welsh(reflection(media=[picture()]), welsh), media=("a.jpg", "b.jpg"))
    assert sees_welsh(one) == []
    assert "b.jpg" not in repr(seen("private", one))


def test_an_introduction_in_a_translation_is_of_the_same_recording_or_is_not_shown() -> None:
    """Whom another recording shows, nobody has asked; and its words under this one would be somebody else's."""
    media = ("come-in.m4a", "helo.m4a")
    for file, widest in (("come-in.m4a", "public"), ("helo.m4a", "")):
        own = {"file": "come-in.m4a", "shows": []}
        one = student(media=media, introduction=own, audience="public", show={"introduction": "public"})
        welsh = {"file": file, "shows": ["others"] if not widest else [], "transcript": "CYMRAEG"}
        assert sees_welsh(profile_in_welsh(one, introduction=welsh)) == (up_to(widest) if widest else [])


def test_whom_a_picture_shows_may_be_said_in_any_language_and_need_not_be_said_twice() -> None:
    """The strictest marking holds; none at all in a translation takes nothing away."""
    original = reflection(audience="public", media=[picture(alt="Wood.")])
    for marking, widest in (({}, "public"), ({"shows": ["others"]}, "teachers")):
        welsh = reflection(media=[{"file": "a.jpg", "alt": "Pren.", **marking}])
        one = student(with_welsh(original, welsh), media=("a.jpg",))
        shown = audiences_of(lambda word, one=one: (v := view(word, one)) and v.reflections[0].media)
        assert shown == up_to(widest)


def test_the_words_of_a_picture_are_those_of_the_translation_alone() -> None:
    own = [picture(alt="Wood.", caption="Oak"), picture("b.jpg", alt="Glue.")]
    one = student(
        with_welsh(reflection(media=own), reflection(media=[picture("b.jpg", alt="Glud.")])), media=("a.jpg", "b.jpg")
    )
    said = [(media.alt, media.caption, media.lang) for media in in_welsh(seen("family", one)).media]
    assert said == [("", "", "cy"), ("Glud.", "", "cy")]


def test_pictures_are_counted_once_for_all_languages() -> None:
    one = student(with_welsh(reflection(media=[picture()]), reflection(media=[picture()])), media=("a.jpg",))
    counts = seen("teachers", one).counts
    assert counts is not None
    assert counts.without_alt == 1


# What follows from it


def test_links_to_a_piece_know_its_languages() -> None:
    said = with_welsh(
        testimonial(audience="family", agreed=AGREED, about="reflections/bridge.yaml"), testimonial(text="Gwaith da.")
    )
    one = student(with_welsh(reflection(), reflection(title="Fy mhont")), said, showcase())
    shown = seen("family", one)
    assert shown.reflections[0].testimonials[0].translations[0].words.text == "Gwaith da."  # type: ignore[union-attr]
    assert shown.showcases[0].pieces[0].translations[0].words.title == "Fy mhont"  # type: ignore[union-attr]


def test_a_language_that_is_gone_has_narrowed_and_new_words_have_not() -> None:
    welsh, arabic = achievement(title="Nofio milltir"), achievement(title="سباحة ميل")
    both = with_welsh(with_welsh(achievement(), welsh), arabic, "ar")
    before = claims_of(seen("family", student(both)))
    reworded = with_welsh(both, achievement(title="Nofiais filltir"))
    assert before <= claims_of(seen("family", student(reworded)))
    assert not before <= claims_of(seen("family", student(with_welsh(achievement(), welsh))))
    assert not before <= claims_of(seen("family", student(achievement())))


def test_languages_stand_in_the_same_order_every_time() -> None:
    welsh, arabic = achievement(title="Nofio milltir"), achievement(title="سباحة ميل")
    one = student(with_welsh(with_welsh(achievement(), welsh), arabic, "ar"))
    (shown,) = seen("family", one).achievements
    assert [(other.lang, cast("AchievementView", other.words).title) for other in shown.translations] == [
        ("ar", "سباحة ميل"),
        ("cy", "Nofio milltir"),
    ]
