"""Who sees what: the design's section of that name, sentence by sentence. Each test fails without its sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from profilegen.model.school import School, Student
from profilegen.model.views import StudentView
from tests.model.worlds import (
    ME,
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


def who_sees_reflection(one: Student, in_school: School | None = None) -> list[str]:
    return audiences_of(lambda word: (shown := view(word, one, in_school)) and shown.reflections)


# Five audiences, from narrowest to widest


@pytest.mark.parametrize("widest", WIDTHS)
def test_a_record_s_audience_is_the_widest_that_may_see_it(widest: str) -> None:
    assert who_sees_reflection(student(reflection(audience=widest))) == up_to(widest)


def test_the_default_audience_is_family() -> None:
    assert who_sees_reflection(student(reflection())) == up_to("family")


@pytest.mark.parametrize("word", ["private", "teachers", "school"])
def test_a_school_may_set_another_default_audience(word: str) -> None:
    one = student(reflection())
    assert who_sees_reflection(one, school(one, default_audience=word)) == up_to(word)


def test_the_default_audience_is_school_at_most() -> None:
    one = student(reflection())
    everything = {"public": consent()}
    public_by_default = school(one, default_audience="public", consents={ME: everything})
    assert who_sees_reflection(one, public_by_default) == up_to("school")


def test_what_holds_is_the_narrowest_of_profile_and_record() -> None:
    assert who_sees_reflection(student(reflection(audience="public"), audience="teachers")) == up_to("teachers")


def test_what_holds_is_the_narrowest_of_record_and_what_is_nested_in_it() -> None:
    wide_feedback = feedback(audience="public", agreed={"on": "2026-10-16", "widest": "public"})
    one = student(reflection(audience="family", feedback=[wide_feedback]))
    assert audiences_of(lambda word: (v := view(word, one)) and v.reflections and v.reflections[0].feedback) == up_to(
        "family"
    )


def test_a_student_whose_profile_is_for_nobody_there_is_not_in_the_site_at_all() -> None:
    assert view("school", student(audience="family")) is None


# Feedback


def who_sees_feedback(**fields: Any) -> list[str]:
    one = student(reflection(audience="public", feedback=[feedback(**fields)]))
    return audiences_of(lambda word: seen(word, one).reflections[0].feedback)


def test_received_feedback_starts_at_teachers() -> None:
    assert who_sees_feedback(agreed={"on": "2026-10-16", "widest": "public"}) == up_to("teachers")


def test_the_student_may_show_feedback_more_widely() -> None:
    agreed = {"on": "2026-10-16", "widest": "public"}
    assert who_sees_feedback(audience="school", agreed=agreed) == up_to("school")


def test_a_teacher_s_own_feedback_needs_no_agreement_up_to_family() -> None:
    assert who_sees_feedback(audience="public") == up_to("family")


@pytest.mark.parametrize("role", ["peer", "mentor", "employer", "family", "coach", "other"])
def test_anyone_else_s_feedback_stays_private_without_agreement(role: str) -> None:
    assert who_sees_feedback(audience="public", **{"from": person(role)}) == ["private"]


def test_feedback_is_shown_as_widely_as_its_author_agreed() -> None:
    agreed = {"on": "2026-10-16", "widest": "school"}
    assert who_sees_feedback(audience="public", agreed=agreed, **{"from": person("coach")}) == up_to("school")


def test_an_agreement_that_only_says_when_reaches_the_family() -> None:
    assert who_sees_feedback(audience="public", agreed={"on": "2026-10-16"}) == up_to("family")


def test_feedback_that_is_only_a_withheld_recording_is_not_there() -> None:
    spoken = feedback(comment="", media=[{"file": "said.m4a", "shows": ["stranger-0000"]}])
    one = student(reflection(feedback=[spoken]), media=("said.m4a",))
    assert seen("teachers", one).reflections[0].feedback == ()
    assert seen("private", one).reflections[0].feedback[0].media


# Testimonials


def who_sees_testimonial(**fields: Any) -> list[str]:
    one = student(testimonial(audience="public", **fields))
    return audiences_of(lambda word: seen(word, one).testimonials)


@pytest.mark.parametrize("role", ["peer", "teacher", "mentor", "employer", "family", "coach", "other"])
def test_a_testimonial_stays_private_without_agreement(role: str) -> None:
    assert who_sees_testimonial(**{"from": person(role)}) == ["private"]


def test_a_testimonial_is_shown_as_widely_as_its_author_agreed() -> None:
    assert who_sees_testimonial(agreed={"on": "2026-10-21", "widest": "school"}) == up_to("school")


def test_a_testimonial_whose_author_only_says_when_reaches_the_family() -> None:
    assert who_sees_testimonial(agreed="2026-10-21") == up_to("family")


# Reports are the school's records


def test_reports_are_for_private_teachers_and_family_and_never_wider() -> None:
    one = student(report())
    assert audiences_of(lambda word: (v := view(word, one)) and v.reports) == up_to("family")


def test_reports_are_shown_whatever_the_profile_says_and_nothing_else_is() -> None:
    one = student(report(), reflection(), audience="private", about="Who I am", tagline="Mine")
    shown = seen("family", one)
    assert shown.reports
    assert (shown.reflections, shown.about, shown.tagline) == ((), "", "")


# Profile fields


FIELDS: dict[str, Any] = {
    "pronouns": "she/her",
    "about": "I build.",
    "tagline": "Builder",
    "interests": ["kites"],
    "languages": ["English"],
    "goals": [{"goal": "Swim"}],
    "journey": [{"school": "Hillside"}],
    "strengths": [{"skill": "listening"}],
    "avatar": "me.jpg",
    "header": {"file": "me.jpg", "shows": []},
}


def who_sees_field(field: str, **profile: Any) -> list[str]:
    one = student(**{field: FIELDS[field]}, **profile, media=("me.jpg",))
    return audiences_of(lambda word: getattr(seen(word, one), field))


@pytest.mark.parametrize("field", ["about", "tagline", "interests", "languages", "strengths", "avatar", "header"])
def test_a_profile_field_is_for_the_profile_s_audience(field: str) -> None:
    assert who_sees_field(field) == up_to("public")


def test_pronouns_start_private() -> None:
    assert who_sees_field("pronouns") == ["private"]


@pytest.mark.parametrize("field", ["goals", "journey"])
def test_goals_and_journey_start_at_family(field: str) -> None:
    assert who_sees_field(field) == up_to("family")


@pytest.mark.parametrize("field", list(FIELDS))
def test_show_sets_each_field_s_audience(field: str) -> None:
    assert who_sees_field(field, show={field: "teachers"}) == up_to("teachers")
    assert who_sees_field(field, show={field: "school"}) == up_to("school")


def test_show_cannot_widen_beyond_the_profile() -> None:
    one = student(pronouns="she/her", show={"pronouns": "public"}, audience="teachers")
    assert audiences_of(lambda word: (v := view(word, one)) and v.pronouns) == up_to("teachers")


# Names


def names(one: Student, in_school: School | None = None) -> dict[str, str]:
    return {word: seen(word, one, in_school).name for word in WIDTHS}


def test_school_and_public_know_the_first_name_only() -> None:
    assert names(student()) == {
        "private": "Amina Karimi",
        "teachers": "Amina Karimi",
        "family": "Amina Karimi",
        "school": "Amina",
        "public": "Amina",
    }


def test_known_as_goes_before_the_name() -> None:
    assert set(names(student(known_as="Mina")).values()) == {"Mina"}


def test_a_known_as_that_holds_the_surname_is_cut_for_school_and_public() -> None:
    found = names(student(known_as="Mina Karimi"))
    assert (found["family"], found["school"], found["public"]) == ("Mina Karimi", "Mina", "Mina")


@pytest.mark.parametrize(
    ("name", "known_as", "shown"),
    [
        ("Amina Karimi", "Karimi Amina", "Amina"),
        ("Amina Karimi", "Amina-Karimi", "Amina"),
        ("Amina Karimi", "Karimi", "Amina"),
        ("王小雨", "王小雨", "小雨"),
        ("王小雨", "小雨", "小雨"),
        ("Maria del Carmen Ruiz", "Carmen", "Carmen"),
        ("Amina", "Mina", "Mina"),
    ],
)
def test_no_known_as_tells_the_surname_in_public(name: str, known_as: str, shown: str) -> None:
    assert seen("public", student(name=name, known_as=known_as)).name == shown


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Sean O'Neil", "sean-oneil"),
        ("Søren Møller", "s-moller"),
        ("Jan Müller", "jan-mueller"),
        ("Jan Łoś", "jan-los"),
    ],
)
def test_a_surname_is_found_in_an_address_however_it_is_spelt(name: str, id: str) -> None:
    assert view("public", student(name=name, id=id)) is None


def test_name_for_gives_another_name_to_one_audience() -> None:
    found = names(student(name_for={"family": "Sam", "school": "Sammy"}))
    assert (found["family"], found["school"]) == ("Sam", "Sammy")
    assert (found["private"], found["teachers"], found["public"]) == ("Amina Karimi", "Amina Karimi", "Amina")


def test_an_audience_with_another_name_hears_nothing_of_the_first_one() -> None:
    one = student(report(), name_for={"family": "Sam"}, say_my_name={"phonetic": "ah-MEE-nah"})
    shown = seen("family", one)
    assert (shown.name, shown.first_name, shown.phonetic) == ("Sam", "Sam", "")
    assert shown.reports[0].name == "Sam"


def test_name_for_public_cannot_smuggle_the_surname_in() -> None:
    assert seen("public", student(name_for={"public": "Amina Karimi"})).name == "Amina"


def with_full_name(one: Student, widest: str = "public") -> School:
    return school(one, consents={one.id: {"public": consent(), "photos": consent(), "full_name": consent(widest)}})


def test_with_consent_the_full_name_is_shown() -> None:
    one = student()
    assert names(one, with_full_name(one))["public"] == "Amina Karimi"
    assert names(one, with_full_name(one, "school")) == names(one) | {"school": "Amina Karimi"}


def test_how_to_say_a_name_tells_no_more_of_it_than_is_shown() -> None:
    one = student(say_my_name={"phonetic": "ah-MEE-nah ka-REE-mee"})
    assert seen("family", one).phonetic == "ah-MEE-nah ka-REE-mee"
    assert seen("public", one).phonetic == "ah-MEE-nah"


# Consent for pictures and recordings


def who_sees_picture(file: str = "a.jpg", in_school: School | None = None, **media: Any) -> list[str]:
    one = student(reflection(audience="public", media=[{"file": file, **media}]), media=(file,))
    return audiences_of(lambda word: seen(word, one, in_school).reflections[0].media)


def consenting(**kinds: Any) -> School:
    """A school where Amina agrees to public pages, and to what is given here; Ben is in it too."""
    me, ben = student(), student(id="ben-7k2q", name="Ben Lee")
    return school(me, ben, consents={ME: {"public": consent(), **kinds}})


def test_a_picture_of_nobody_needs_no_consent() -> None:
    assert who_sees_picture(in_school=consenting(), shows=[]) == up_to("public")


@pytest.mark.parametrize("widest", WIDTHS[1:])
def test_a_picture_of_a_student_goes_as_wide_as_the_consent(widest: str) -> None:
    assert who_sees_picture(in_school=consenting(photos=consent(widest)), shows=[ME]) == up_to(widest)


def test_without_consent_a_picture_is_in_the_student_s_own_private_build_only() -> None:
    assert who_sees_picture(in_school=consenting(), shows=[ME]) == ["private"]


def test_a_consent_that_has_run_out_is_none() -> None:
    ended = consenting(photos=consent("public", "2026-11-21"))
    assert who_sees_picture(in_school=ended, shows=[ME]) == ["private"]


def test_a_consent_holds_on_its_last_day() -> None:
    assert who_sees_picture(in_school=consenting(photos=consent("school", "2026-11-22")), shows=[ME]) == up_to("school")


def test_everybody_in_a_picture_must_have_agreed() -> None:
    assert who_sees_picture(in_school=consenting(photos=consent()), shows=[ME, "ben-7k2q"]) == ["private"]


def test_an_unknown_student_in_a_picture_withholds_it() -> None:
    assert who_sees_picture(in_school=consenting(photos=consent()), shows=[ME, "ghost-0000"]) == ["private"]


def test_a_recording_needs_the_consent_for_recordings() -> None:
    photos_only = consenting(photos=consent())
    assert who_sees_picture("said.m4a", photos_only, shows=[ME]) == ["private"]
    assert who_sees_picture("said.m4a", consenting(recordings=consent()), shows=[ME]) == up_to("public")


def test_a_picture_that_does_not_say_whom_it_shows_goes_to_the_family_at_most() -> None:
    assert who_sees_picture(in_school=consenting(photos=consent())) == up_to("family")


def test_a_picture_of_others_is_for_teachers() -> None:
    assert who_sees_picture(in_school=consenting(photos=consent()), shows=["others"]) == up_to("teachers")


def test_a_picture_of_others_goes_home_where_the_school_says_so() -> None:
    one = student()
    publishing = {"public": "yes", "group_media_home": "yes"}
    home = school(one, consents={ME: {"public": consent()}}, publishing=publishing)
    assert who_sees_picture(in_school=home, shows=["others"]) == up_to("family")


def test_an_avatar_shows_the_student_and_needs_consent() -> None:
    one = student(avatar="me.jpg", media=("me.jpg",))
    no_photos = school(one, consents={ME: {"public": consent()}})
    assert audiences_of(lambda word: seen(word, one, no_photos).avatar) == ["private"]


def who_sees_header(in_school: Any = None, **marking: Any) -> list[str]:
    one = student(header={"file": "us.jpg", "alt": "Us"} | marking, media=("us.jpg",))
    where = in_school(one) if in_school else school(one, consents={ME: {"public": consent()}})
    return audiences_of(lambda word: seen(word, one, where).header)


def test_a_header_picture_goes_as_far_as_whom_it_shows_have_agreed() -> None:
    agreed = {ME: {"public": consent(), "photos": consent("school")}}
    assert who_sees_header(shows=[]) == up_to("public")
    assert who_sees_header(shows=[ME]) == ["private"]
    assert who_sees_header(lambda one: school(one, consents=agreed), shows=[ME]) == up_to("school")
    assert who_sees_header(shows=[ME, "ghost-0000"]) == ["private"]
    assert who_sees_header(shows=["others"]) == up_to("teachers")


def test_a_header_picture_that_does_not_say_whom_it_shows_stays_in_the_family() -> None:
    assert who_sees_header() == up_to("family")


def test_a_header_s_marking_holds_wherever_else_the_picture_is_shown() -> None:
    lax = reflection(audience="public", media=[{"file": "us.jpg", "shows": []}])
    one = student(lax, header={"file": "us.jpg", "shows": ["ghost-0000"]}, media=("us.jpg",))
    assert audiences_of(lambda word: seen(word, one).reflections[0].media) == ["private"]


def test_a_header_is_a_picture_and_nothing_else() -> None:
    one = student(header={"file": "said.m4a", "shows": []}, media=("said.m4a",))
    assert seen("private", one).header is None


def test_under_a_full_name_public_shows_no_header_with_a_person() -> None:
    with_me = student(header={"file": "us.jpg", "shows": [ME]}, media=("us.jpg",))
    assert seen("public", with_me, with_full_name(with_me)).header is None
    landscape = student(header={"file": "us.jpg", "shows": []}, media=("us.jpg",))
    assert seen("public", landscape, with_full_name(landscape)).header is not None


def test_consents_yaml_is_the_ceiling_and_the_profile_may_only_narrow_it() -> None:
    narrower = student(consent={"photos": consent("teachers")}, avatar="me.jpg", media=("me.jpg",))
    wider = student(consent={"photos": consent("public")}, avatar="me.jpg", media=("me.jpg",))
    given = {ME: {"public": consent(), "photos": consent("family")}}
    assert audiences_of(lambda word: seen(word, narrower, school(narrower, consents=given)).avatar) == up_to("teachers")
    assert audiences_of(lambda word: seen(word, wider, school(wider, consents=given)).avatar) == up_to("family")


def test_a_school_that_recorded_nothing_allows_nothing_whatever_the_profile_says() -> None:
    one = student(consent={"photos": consent()}, avatar="me.jpg", media=("me.jpg",), audience="school")
    nothing = school(one)
    assert audiences_of(lambda word: (v := view(word, one, nothing)) and v.avatar) == ["private"]


def test_in_a_lone_folder_the_profile_s_consent_counts() -> None:
    one = student(consent={"photos": consent("family")}, avatar="me.jpg", media=("me.jpg",))
    alone = school(one, lone=True)
    assert audiences_of(lambda word: (v := view(word, one, alone)) and v.avatar) == up_to("family")


def test_another_student_may_narrow_their_own_consent_too() -> None:
    me = student(reflection(media=[{"file": "a.jpg", "shows": ["ben-7k2q"]}]), media=("a.jpg",))
    ben = student(id="ben-7k2q", name="Ben Lee", consent={"photos": consent("private")})
    together = school(me, ben, consents={"ben-7k2q": {"photos": consent("public")}})
    assert audiences_of(lambda word: (v := view(word, me, together)) and v.reflections and v.reflections[0].media) == [
        "private"
    ]


def test_where_one_picture_is_marked_in_two_ways_the_stricter_one_holds() -> None:
    strict = reflection("one", audience="public", media=[{"file": "us.jpg", "shows": ["ghost-0000"]}])
    lax = reflection("two", audience="public", media=[{"file": "us.jpg", "shows": []}])
    one = student(strict, lax, media=("us.jpg",))
    assert audiences_of(lambda word: any(piece.media for piece in seen(word, one).reflections)) == ["private"]


def test_a_student_whose_profile_cannot_be_read_has_agreed_to_nothing() -> None:
    me = student(reflection(audience="school", media=[{"file": "a.jpg", "shows": ["ben-7k2q"]}]), media=("a.jpg",))
    known = school(me, consents={"ben-7k2q": {"photos": consent()}})
    unread = replace(known, student_ids=(*known.student_ids, "ben-7k2q"))
    assert audiences_of(lambda word: (v := view(word, me, unread)) and v.reflections[0].media) == ["private"]


def test_a_withheld_recording_takes_its_transcript_with_it() -> None:
    one = student(
        reflection(media=[{"file": "said.m4a", "shows": ["ghost-0000"], "transcript": "SECRET"}]), media=("said.m4a",)
    )
    assert "SECRET" not in repr(seen("family", one))
    assert "SECRET" in repr(seen("private", one))


# Public needs all three


def public(one: Student, **settings: Any) -> StudentView | None:
    consents = settings.pop("consents", {one.id: {"public": consent()}})
    return view("public", one, school(one, consents=consents, **settings))


def test_public_needs_audience_consent_and_the_school() -> None:
    assert public(student()) is not None
    assert public(student(audience="school")) is None
    assert public(student(), consents={}) is None
    assert public(student(), consents={ME: {"public": consent("school")}}) is None
    assert public(student(), publishing={"public": "no"}) is None


def test_a_lone_folder_has_no_school_that_could_allow_public() -> None:
    one = student(consent={"public": consent()})
    assert view("public", one, school(one, lone=True, publishing={})) is None


def test_under_a_full_name_public_shows_no_picture_of_a_person() -> None:
    pictures = [{"file": "me.jpg", "shows": [ME]}, {"file": "kite.jpg", "shows": []}]
    one = student(reflection(audience="public", media=pictures), avatar="me.jpg", media=("me.jpg", "kite.jpg"))
    shown = seen("public", one, with_full_name(one))
    assert shown.name == "Amina Karimi"
    assert shown.avatar is None
    assert [media.sha256[:8] for media in shown.reflections[0].media] == ["kite.jpg"]
    assert seen("public", one).avatar is not None


def test_under_a_full_name_nobody_else_s_face_is_shown_either() -> None:
    me = student(reflection(audience="public", media=[{"file": "ben.jpg", "shows": ["ben-7k2q"]}]), media=("ben.jpg",))
    ben = student(id="ben-7k2q", name="Ben Lee")
    agreeing = {"public": consent(), "photos": consent()}
    named = school(me, ben, consents={ME: agreeing | {"full_name": consent()}, "ben-7k2q": agreeing})
    assert seen("public", me, named).reflections[0].media == ()
    assert seen("school", me, named).reflections[0].media


def test_a_face_whose_full_name_is_public_is_on_nobody_s_public_page() -> None:
    me = student(
        reflection(audience="public", media=[{"file": "us.jpg", "shows": [ME, "ben-7k2q"]}]), media=("us.jpg",)
    )
    ben = student(id="ben-7k2q", name="Ben Lee")
    mine = {"public": consent(), "photos": consent()}
    named = school(me, ben, consents={ME: mine, "ben-7k2q": mine | {"full_name": consent()}})
    unnamed = school(me, ben, consents={ME: mine, "ben-7k2q": mine})
    assert seen("public", me, named).reflections[0].media == ()
    assert seen("public", me, unnamed).reflections[0].media


def test_public_knows_other_people_by_first_name() -> None:
    agreed = {"on": "2026-10-21", "widest": "public"}
    one = student(
        testimonial("one", audience="public", agreed=agreed),
        testimonial("two", audience="public", agreed=agreed, **{"from": person("coach", "Mr Brown")}),
    )
    authors = sorted(one.author.name for one in seen("public", one).testimonials)
    assert authors == ["", "Ada"]  # a title and a surname leave nothing: the role is shown


def test_public_has_no_address_that_holds_the_surname() -> None:
    agreed = {"on": "2026-10-21", "widest": "public"}
    one = student(
        reflection("karimi-bridge", audience="public"),
        achievement("amina-karimi-mile", audience="public"),
        testimonial("karimis", audience="public", agreed=agreed),
        reflection("bridge", audience="public"),
        showcase("karimi", audience="public"),
    )
    shown = seen("public", one)
    assert [piece.slug for piece in shown.reflections] == ["bridge"]
    assert (shown.achievements, shown.testimonials, shown.showcases) == ((), (), ())
    assert len(seen("school", one).reflections) == 2


def test_a_student_whose_id_holds_the_surname_is_not_in_public() -> None:
    one = student(id="amina-karimi")
    assert view("public", one) is None
    assert view("school", one) is not None


# Other people


def author_names(role: str, name: str, *, agreed: bool, **rest: str) -> dict[str, str]:
    agreement: dict[str, Any] = {"agreed": {"on": "2026-10-21", "widest": "public"}} if agreed else {}
    me = student(testimonial(audience="public", **agreement | {"from": person(role, name, **rest)}))
    names = {"family": "Benny", "private": "B", "school": "Benno"}
    ben = student(id="ben-7k2q", name="Benjamin Lee", known_as="Ben", name_for=names)
    together = school(me, ben, consents={ME: {"public": consent()}})
    views = {word: seen(word, me, together).testimonials for word in WIDTHS}
    return {word: shown[0].author.name for word, shown in views.items() if shown}


def test_another_student_is_named_by_first_name_and_to_teachers_in_full() -> None:
    assert author_names("peer", "Zoe Parker", agreed=True) == {
        "private": "Zoe",
        "teachers": "Zoe Parker",
        "family": "Zoe",
        "school": "Zoe",
        "public": "Zoe",
    }


def test_a_profile_that_says_it_is_a_teacher_s_tells_no_surname_of_a_peer() -> None:
    """Its owner writes that line."""
    agreed = {"on": "2026-10-21", "widest": "public"}
    peer: dict[str, Any] = {"from": person("peer", "Zoe Parker")}
    me = student(testimonial(audience="public", agreed=agreed, **peer), kind="teacher")
    together = school(me, consents={ME: {"public": consent()}})
    names = {word: [one.author.name for one in seen(word, me, together).testimonials] for word in WIDTHS}
    assert names == {
        "private": ["Zoe"], "teachers": ["Zoe Parker"], "family": ["Zoe"], "school": ["Zoe"], "public": ["Zoe"],
    }  # fmt: skip


def test_a_student_of_the_school_is_called_as_they_wish() -> None:
    found = author_names("peer", "Benjamin Lee", agreed=True, student="ben-7k2q")
    assert {found[word] for word in ("private", "family", "school")} == {"Benno"}  # never what their own family says
    assert found["public"] == "Ben"


def test_a_student_who_did_not_agree_is_not_named() -> None:
    assert author_names("peer", "Zoe Parker", agreed=False) == {"private": ""}


def test_adults_are_named_in_full_but_in_public() -> None:
    found = author_names("teacher", "Ms Ada Okafor", agreed=True)
    assert {found[word] for word in WIDTHS[:-1]} == {"Ms Ada Okafor"}
    assert found["public"] == "Ada"


# Showcases


def test_a_showcase_past_its_end_is_for_private_and_teachers() -> None:
    one = student(reflection(audience="public"), showcase(audience="public", until="2026-11-21"))
    assert audiences_of(lambda word: seen(word, one).showcases) == up_to("teachers")
    assert audiences_of(lambda word: seen(word, one, today=date(2026, 11, 21)).showcases) == up_to("public")


def test_a_showcase_shows_only_what_its_reader_may_see() -> None:
    one = student(
        reflection(audience="family"),
        achievement(audience="public"),
        showcase(audience="public", shows=["reflections/bridge.yaml", "achievements/mile.yaml"]),
    )
    assert [piece.kind for piece in seen("family", one).showcases[0].pieces] == ["reflection", "achievement"]
    assert [piece.kind for piece in seen("public", one).showcases[0].pieces] == ["achievement"]


# Consents and counts


def test_who_recorded_a_consent_and_when_is_for_private_and_teachers() -> None:
    one = student()
    recorded = {"widest": "public", "recorded_by": "Ms Hill", "recorded_on": "2026-09-01"}
    recording = school(one, consents={ME: {"public": recorded}})
    assert audiences_of(lambda word: "Ms Hill" in repr(seen(word, one, recording))) == up_to("teachers")


def test_counts_of_hidden_things_are_for_private_and_teachers_and_hold_no_text() -> None:
    peer = feedback(comment="HIDDEN", **{"from": person("peer")})
    one = student(reflection(audience="private", feedback=[peer]), testimonial(text="HIDDEN"))
    shown = seen("teachers", one)
    assert shown.counts is not None
    assert (shown.counts.open_feedback, shown.counts.waiting_for_agreement) == (1, 2)
    assert "HIDDEN" not in repr(shown)
    assert audiences_of(lambda word: seen(word, one).counts) == up_to("teachers")


# Steps and feedback


def test_a_step_never_stands_with_feedback() -> None:
    skills = [{"skill": "listening", "step": "4", "evidence": "I asked."}]
    alone = seen("private", student(reflection(skills=skills)))
    beside = seen("private", student(reflection(skills=skills, feedback=[feedback()])))
    assert (alone.reflections[0].skills[0].step, alone.skills[0].pieces[0].step) == (4, 4)
    assert (beside.reflections[0].skills[0].step, beside.skills[0].pieces[0].step) == (None, None)


def test_a_testimonial_shows_no_step() -> None:
    shown = seen("private", student(testimonial(skills=[{"skill": "listening", "step": "4"}])))
    assert shown.testimonials[0].skills[0].step is None
    assert shown.skills[0].pieces[0].step is None


# Links to hidden records


def test_nothing_links_to_a_hidden_record() -> None:
    agreed = {"on": "2026-10-21", "widest": "public"}
    answered = feedback(
        audience="public", agreed=agreed, response={"text": "I did.", "changed": "reflections/second.yaml"}
    )
    one = student(
        reflection("bridge", audience="public", feedback=[answered]),
        reflection("second", audience="private", title="SECRET"),
        testimonial(audience="public", agreed=agreed, about="reflections/second.yaml"),
    )
    shown = seen("public", one)
    assert "SECRET" not in repr(shown)
    assert "second" not in repr(shown)
    assert shown.reflections[0].feedback[0].response is not None
    assert seen("private", one).reflections[0].feedback[0].response.changed.title == "SECRET"  # type: ignore[union-attr]


def test_a_translation_may_be_narrower_than_the_record() -> None:
    welsh = reflection(title="Fy mhont", audience="private", lang="cy")
    one = student(replace(reflection(audience="family"), translations={"cy": welsh}))
    assert audiences_of(lambda word: (v := view(word, one)) and v.reflections and v.reflections[0].translations) == [
        "private"
    ]
