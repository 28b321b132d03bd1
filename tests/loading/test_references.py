"""What a record names must be there: skills, students, records, media. One mistake never drags other records down."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from tests.loading.worlds import AMINA, BEN, JPEG, REFLECTION, amina, rules, told, written

TESTIMONIAL = "from: {name: Mr Okafor, role: teacher}\ndate: 2026-10-14\ntext: You asked why.\n"
SHOWCASE = "title: My best\nfor: my college interview\nshows:\n"
FRAMEWORK = "name: Ours\nskills:\n  - {id: mending, name: Mending, was: [fixing], steps: [{number: 1}, {number: 2}]}\n"


def test_what_is_there_is_linked_without_a_word(tmp_path: Path) -> None:
    student, problems = amina(
        tmp_path,
        {
            f"students/{BEN}/profile.yaml": "name: Ben\n",
            "frameworks/ours.yaml": FRAMEWORK,
            "./media/a.jpg": JPEG,
            "./media/trip/b.jpg": JPEG,
            "./media/film.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n",
            "./reflections/a.yaml": REFLECTION
            + "skills: [Teamwork, staying-positive, {skill: fixing, step: 2}]\n"
            + f"media: [a.jpg, {{file: trip/b.jpg, captions: film.vtt, shows: [{AMINA}, {BEN}, others]}}]\n"
            + "drafts: [{date: 2026-10-07, media: [a.jpg]}]\n"
            + f"feedback: [{{from: {{name: Ben, role: peer, student: {BEN}}}, date: 2026-10-08, comment: c,"
            + " response: {changed: 2026-10-07}}]\n",
            "./testimonials/t.yaml": TESTIMONIAL + "about: reflections/a.yaml\n",
            "./showcases/s.yaml": SHOWCASE + "  - reflections/a.yaml\n  - testimonials/t.yaml\n",
        },
    )
    assert problems == (), told(problems)
    assert (len(student.reflections), len(student.testimonials), len(student.showcases)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("fields", "rule", "place", "says", "hint"),
    [
        ("skills: [Teamwrok]", "broken-reference", (3, 10), "Did you mean “Teamwork”?", "Write Teamwork"),
        ("skills: [Juggling]", "broken-reference", (3, 10), "No framework has a skill “Juggling”", "Mending"),
        ("skills: [{skill: Mending, step: 9}]", "broken-reference", (3, 33), "no step 9", "from 1 to 2"),
        ("media: [kite.png]", "missing-media", (3, 9), "not in the media folder", "Put the file into"),
        ("media: [bridge.jpeg]", "missing-media", (3, 9), "Did you mean “Bridge.jpg”?", "Write Bridge.jpg"),
        ("media: [bridge.jpg]", "missing-media", (3, 9), "capital letters count", "Bridge.jpg"),
        ("media: [media/Bridge.jpg]", "missing-media", (3, 9), "but “Bridge.jpg” is", "Leave out the folder"),
        ("media: ['https://example.org/a.jpg']", "missing-media", (3, 9), "on the internet", "media folder"),
        ("media: [../../ben-7k2q/media/a.jpg]", "unsafe-path", (3, 9), "leads out", "bridge.jpg"),
        ("media: [trip/../../a.jpg]", "unsafe-path", (3, 9), "leads out", "bridge.jpg"),
        ("media: [/etc/passwd]", "unsafe-path", (3, 9), "leads out", "bridge.jpg"),
        ("media: ['C:\\a.jpg']", "unsafe-path", (3, 9), "leads out", "bridge.jpg"),
        ("media: ['trip\\a.jpg']", "unsafe-path", (3, 9), "leads out", "write /"),
        ("media: [{file: Bridge.jpg, captions: a.vtt}]", "missing-media", (3, 38), "a.vtt", "media"),
        (
            "media: [{file: Bridge.jpg, shows: [zoe-1111]}]",
            "broken-reference",
            (3, 36),
            "no student “zoe-1111”",
            "others",
        ),
        ("media: [{file: Bridge.jpg, shows: [Others]}]", "broken-reference", (3, 36), "others", "Write others"),
        ("media: [{file: Bridge.jpg, shows: amina}]", "broken-reference", (3, 35), f"“{AMINA}”", f"Write {AMINA}"),
        (
            "feedback: [{from: {name: B, role: peer, student: ben}, date: 2026-10-14, comment: c}]",
            "broken-reference",
            (3, 50),
            "no student “ben”",
            "folder",
        ),
        (
            "feedback: [{from: {name: B, role: peer}, date: 2026-10-14, comment: c, response: {changed: 2026-01-01}}]",
            "broken-reference",
            (3, 92),
            "no draft “2026-01-01”",
            "date of a draft",
        ),
        (
            "feedback: [{from: {name: B, role: peer}, date: 2026-10-14, comment: c, response: {changed: a/b.yaml}}]",
            "broken-reference",
            (3, 92),
            "no “a/b.yaml”",
            "reflections/",
        ),
    ],
)
def test_what_is_not_there_leaves_the_record_out(
    fields: str, rule: str, place: tuple[int, int], says: str, hint: str, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {"frameworks/ours.yaml": FRAMEWORK, "./media/Bridge.jpg": JPEG}
    files["school.yaml"] = "name: Hillside\nframework: ours\n"
    if "Teamwrok" in fields:
        files["school.yaml"] = "name: Hillside\nframework: skills-builder-2\n"
    student, (problem,) = amina(tmp_path, files | {"./reflections/a.yaml": f"{REFLECTION}{fields}\n"})
    assert student.reflections == ()
    assert (problem.rule, problem.place.file) == (rule, f"students/{AMINA}/reflections/a.yaml")
    assert (problem.place.line, problem.place.column) == place
    assert problem.student == AMINA
    assert says in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("reference", "rule", "says"),
    [
        ("reflections/brigde.yaml", "broken-reference", "Did you mean “reflections/bridge.yaml”?"),
        ("bridge", "broken-reference", "There is no “bridge” here"),
        ("showcases/s.yaml", "broken-reference", "There is no “showcases/s.yaml”"),
        ("profile.yaml", "broken-reference", "There is no “profile.yaml”"),
        ("../ben-7k2q/reflections/a.yaml", "unsafe-path", "leads out"),
        ("reflections/bridge.cy.yaml", "broken-reference", "a translation of “reflections/bridge.yaml”"),
    ],
)
def test_a_showcase_names_records_of_this_folder(reference: str, rule: str, says: str, tmp_path: Path) -> None:
    student, (problem,) = amina(
        tmp_path,
        {
            "./reflections/bridge.yaml": REFLECTION,
            "./reflections/bridge.cy.yaml": REFLECTION,
            "./showcases/s.yaml": f"{SHOWCASE}  - reflections/bridge.yaml\n  - {reference}\n",
        },
    )
    assert (student.showcases, problem.rule, problem.place.line) == ((), rule, 5)
    assert says in problem.message


def test_a_testimonial_is_about_a_reflection(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"./achievements/a.yaml": "title: A\nkind: sport\ndate: 2026-10-14\n"}
    student, (problem,) = amina(
        tmp_path, files | {"./testimonials/t.yaml": TESTIMONIAL + "about: achievements/a.yaml\n"}
    )
    assert (student.testimonials, problem.rule) == ((), "broken-reference")


def test_a_mistake_in_one_record_takes_only_the_reference_from_others(tmp_path: Path) -> None:
    student, problems = amina(
        tmp_path,
        {
            "./reflections/broken.yaml": "title: Broken\n",
            "./reflections/sound.yaml": REFLECTION
            + "feedback:\n  - from: {name: B, role: peer}\n    date: 2026-10-14\n    comment: c\n"
            + "    response: {text: I did, changed: reflections/broken.yaml}\n",
            "./testimonials/t.yaml": TESTIMONIAL + "about: reflections/broken.yaml\n",
            "./showcases/both.yaml": SHOWCASE + "  - reflections/broken.yaml\n  - reflections/sound.yaml\n",
            "./showcases/empty.yaml": SHOWCASE + "  - reflections/broken.yaml\n",
        },
    )
    assert [filed.path for filed in student.reflections] == ["reflections/sound.yaml"]
    response = student.reflections[0].record.feedback[0].response
    assert response is not None and (response.text, response.changed) == ("I did", "")
    assert [filed.record.about for filed in student.testimonials] == [""]
    assert [(filed.slug, filed.record.shows) for filed in student.showcases] == [("both", ("reflections/sound.yaml",))]
    assert student.showcases[0].places.at("shows", 0).line == 5  # the piece that is left keeps its own place
    mend_first = [problem for problem in problems if "Mend reflections/broken.yaml first" in problem.hint]
    assert len(mend_first) == 4
    assert len(problems) == 5


def test_a_profile_loses_what_is_broken_and_the_student_stays(tmp_path: Path) -> None:
    profile = (
        "name: Amina\navatar: me.jpg\nsay_my_name: {phonetic: ah-MEE-nah, audio: me.m4a}\nintroduction: hello.mp4\n"
        "header: hills.jpg\n"
        "strengths:\n  - Juggling\n  - skill: Teamwork\n    because: I wait.\n"
    )
    student, problems = amina(tmp_path, {"./profile.yaml": profile})
    shown = student.profile.record
    assert (shown.avatar, shown.header, shown.introduction) == (None, None, None)
    assert shown.say_my_name and shown.say_my_name.audio == ""
    assert [strength.skill for strength in shown.strengths] == ["Teamwork"]
    assert student.profile.places.at("strengths", 0, "because").line == 9
    assert sorted(rules(problems)) == ["broken-reference", *["missing-media"] * 4]


def test_a_lone_folder_may_name_what_only_its_school_knows(tmp_path: Path) -> None:
    folder = written(
        tmp_path / AMINA,
        {
            "profile.yaml": "name: Amina\nstrengths: [Mending]\n",
            "media/a.jpg": JPEG,
            "reflections/a.yaml": REFLECTION + f"skills: [Mending]\nmedia: [{{file: a.jpg, shows: [{BEN}]}}]\n",
            "reflections/b.yaml": REFLECTION + "media: [b.jpg]\n",
        },
    )
    school, _ = load_school(folder)
    student, problems = load_student(school, school.student_ids[0])
    assert student is not None and [filed.slug for filed in student.reflections] == ["a"]
    assert [(one.rule, one.place.file) for one in problems] == [("missing-media", "reflections/b.yaml")]
