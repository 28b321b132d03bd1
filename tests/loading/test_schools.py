"""A school's folder: what its students share. A broken part of it never shows more than the whole would have."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from profilegen.model.audience import Audience
from profilegen.model.school import School
from profilegen.problems import Problem, UsageError
from tests.loading.worlds import AMINA, BEN, REFLECTION, loaded, rules, school_of_amina, told, written


def school(folder: Path, files: dict[str, str | bytes]) -> tuple[School, tuple[Problem, ...]]:
    """A school with Amina and Ben, read, and its problems."""
    ben: dict[str, str | bytes] = {f"students/{BEN}/profile.yaml": "name: Ben Hall\nknown_as: Benji\n"}
    return load_school(school_of_amina(folder, ben | files))


def test_a_school_knows_its_students_classes_consents_and_frameworks(tmp_path: Path) -> None:
    hillside, problems = school(
        tmp_path,
        {
            "school.yaml": "name: Hillside\nframework: skills-builder-2\npublishing: {public: yes}\n",
            "classes/willow.yaml": f"name: Willow\nschool_year: 2026-27\nstudents: [{AMINA}, {BEN}]\n",
            "consents.yaml": f"{BEN}:\n  photos: {{widest: family, until: 2027-07-31}}\n  full_name: teachers\n",
        },
    )
    assert problems == (), told(problems)
    assert (hillside.settings.name, hillside.lone, hillside.student_ids) == ("Hillside", False, (AMINA, BEN))
    assert hillside.framework is not None and hillside.framework.name == "Universal Framework 2.0"
    assert [(group.id, group.record.students) for group in hillside.classes] == [("willow", (AMINA, BEN))]
    consents = hillside.consents[BEN]
    assert consents.photos is not None and consents.photos.widest is Audience.FAMILY
    assert consents.full_name is not None and consents.full_name.widest is Audience.TEACHERS
    assert (hillside.cards[BEN].name, hillside.cards[BEN].known_as) == ("Ben Hall", "Benji")


def test_the_smallest_school_is_a_name(tmp_path: Path) -> None:
    hillside = loaded(written(tmp_path, {"school.yaml": "name: Hillside\n"}))
    assert (hillside.student_ids, hillside.classes, dict(hillside.consents)) == ((), (), {})


@pytest.mark.parametrize(
    "broken", ["name: [\n", "", "name: H\npublishing: {publik: yes}\n", "name: H\ndefault_audience: teachrs\n"]
)
def test_settings_that_cannot_be_read_publish_nothing(broken: str, tmp_path: Path) -> None:
    hillside, problems = school(tmp_path / "Hill School", {"school.yaml": broken})
    assert problems and {problem.place.file for problem in problems} == {"school.yaml"}
    assert hillside.settings.name == "Hill School"
    assert hillside.default_audience is Audience.PRIVATE
    assert not hillside.settings.publishing.public and not hillside.settings.publishing.group_media_home
    assert hillside.student_ids == (AMINA, BEN)


def test_a_framework_that_is_not_there_is_told_and_the_rest_of_the_settings_count(tmp_path: Path) -> None:
    hillside, (problem,) = school(tmp_path, {"school.yaml": "name: Hillside\nframework: skills-builder\nlocale: cy\n"})
    assert (problem.rule, problem.place.line, problem.place.column) == ("broken-reference", 2, 12)
    assert "skills-builder-2" in problem.message
    assert (hillside.framework, hillside.settings.locale) == (None, "cy")


@pytest.mark.parametrize("name", ["Amina Yusuf", "AMINA", "amina_x", "ämina", "-amina", "a" * 61])
def test_a_folder_that_is_no_id_is_left_out(name: str, tmp_path: Path) -> None:
    hillside, (problem,) = school(tmp_path, {f"students/{name}/profile.yaml": "name: X\n"})
    assert hillside.student_ids == (AMINA, BEN)
    assert (problem.rule, problem.place.file) == ("student-id", f"students/{name}")


def test_an_id_of_sixty_letters_is_one(tmp_path: Path) -> None:
    assert "a" * 60 in school(tmp_path, {f"students/{'a' * 60}/profile.yaml": "name: X\n"})[0].student_ids


def test_a_profile_that_cannot_be_read_is_told_once_and_makes_no_card(tmp_path: Path) -> None:
    hillside, problems = school(tmp_path, {"./profile.yaml": "name: Amina\nshow: {pronuns: private}\n"})
    assert problems == ()
    assert (hillside.student_ids, list(hillside.cards)) == ((AMINA, BEN), [BEN])
    student, problems = load_student(hillside, AMINA)
    assert student is None
    assert [(one.rule, one.place.file, one.student) for one in problems] == [
        ("unknown-key", f"students/{AMINA}/profile.yaml", AMINA)
    ]


def test_a_folder_without_a_profile_is_told_with_all_else_in_it(tmp_path: Path) -> None:
    hillside, _ = school(tmp_path, {"students/zoe-1111/reflections/a.yaml": "title: A\n"})
    student, problems = load_student(hillside, "zoe-1111")
    assert student is None
    assert sorted(rules(problems)) == ["missing-field", "missing-profile"]


def test_a_class_keeps_the_students_that_are_there(tmp_path: Path) -> None:
    text = f"name: Willow\nschool_year: 2026-27\nstudents:\n  - {AMINA}\n  - zoe-1111\n  - {BEN}\n  - {AMINA}\n"
    hillside, problems = school(tmp_path, {"classes/willow.yaml": text})
    assert hillside.classes[0].record.students == (AMINA, BEN)
    assert [(one.rule, one.place.line) for one in problems] == [("broken-reference", 5), ("duplicate-id", 7)]
    assert "Has the student left? Take this line out." in problems[0].hint


def test_a_student_may_be_in_two_classes(tmp_path: Path) -> None:
    text = f"name: W\nschool_year: 2026-27\nstudents: [{AMINA}]\n"
    assert school(tmp_path, {"classes/willow.yaml": text, "classes/maths.yaml": text})[1] == ()


def test_two_classes_with_one_address_are_both_left_out(tmp_path: Path) -> None:
    text = "name: W\nschool_year: 2026-27\n"
    hillside, problems = school(tmp_path, {"classes/7 Willow.yaml": text, "classes/7-willow.yaml": text})
    assert (hillside.classes, rules(problems)) == ((), ["address-clash"] * 2)


def test_a_broken_class_is_left_out_alone(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"classes/a.yaml": "name: A\n", "classes/b.yaml": "name: B\nschool_year: 2026-27\n"}
    hillside, (problem,) = school(tmp_path, files)
    assert ([group.id for group in hillside.classes], problem.rule) == (["b"], "missing-field")


GOOD_CONSENT = f"{BEN}:\n  photos: family\n"


@pytest.mark.parametrize(
    ("entry", "rule", "place"),
    [
        (f"{AMINA}:\n  photos: {{widest: everyone}}\n", "wrong-type", (4, 20)),
        (f"{AMINA}:\n  fotos: family\n  photos: family\n", "unknown-key", (4, 3)),
        (f"{AMINA}:\n  photos: family\n  photos: public\n", "duplicate-key", (5, 3)),
        (f"{AMINA}:\n  photos: {{until: 2027-07-31}}\n", "missing-field", (4, 11)),
        (f"{AMINA}:\n  photos: {{widest: family, until: soon}}\n", "wrong-type", (4, 35)),
        (f"{AMINA}:\n  photos: &a family\n", "yaml-feature", (4, 11)),
        (f"{AMINA}: family\n", "wrong-type", (3, 13)),
        ("zoe-1111:\n  photos: family\n", "broken-reference", (3, 1)),
    ],
)
def test_an_entry_with_a_mistake_is_no_consent_and_others_count(
    entry: str, rule: str, place: tuple[int, int], tmp_path: Path
) -> None:
    hillside, problems = school(tmp_path, {"consents.yaml": GOOD_CONSENT + entry})
    assert [(one.rule, one.place.file, one.place.line, one.place.column) for one in problems] == [
        (rule, "consents.yaml", *place)
    ], told(problems)
    assert list(hillside.consents) == [BEN]


def test_what_a_student_agreed_to_who_left_is_taken_out_whole(tmp_path: Path) -> None:
    """Unless the id was only mistyped, and then the right one is named."""
    entries = f"zoe-1111:\n  photos: family\n{BEN}x:\n  photos: family\n"
    _, (gone, mistyped) = school(tmp_path, {"consents.yaml": GOOD_CONSENT + entries})
    assert gone.hint.startswith("Has the student left? Take this entry out. If not, write the name of a folder")
    assert mistyped.hint.endswith(f"If not, write {BEN}")


def test_a_student_who_is_there_twice_has_agreed_to_nothing(tmp_path: Path) -> None:
    hillside, problems = school(tmp_path, {"consents.yaml": GOOD_CONSENT + f"{BEN}:\n  photos: public\n"})
    assert (dict(hillside.consents), rules(problems)) == ({}, ["duplicate-key"])


@pytest.mark.parametrize(
    "broken", ["a: [\n", "- a\n", f"{BEN}:\n  -photos: family\n", f"{BEN}:\n  photos: family\n\tx: y\n"]
)
def test_consents_that_cannot_be_read_are_none(broken: str, tmp_path: Path) -> None:
    hillside, problems = school(tmp_path, {"consents.yaml": broken})
    assert dict(hillside.consents) == {} and problems


def test_a_thousand_consents_are_read(tmp_path: Path) -> None:
    """In a large school this one file grows with everyone in it."""
    one = "".join(
        f"  {kind}:\n    widest: family\n    until: 2027-07-31\n    recorded_by: Office\n    recorded_on: 2026-09-04\n"
        for kind in ("photos", "recordings", "full_name", "public")
    )
    ids = [f"student-{number}" for number in range(1000)]
    files: dict[str, str | bytes] = {f"students/{each}/profile.yaml": "name: X\n" for each in ids}
    files |= {"school.yaml": "name: H\n", "consents.yaml": "".join(f"{each}:\n{one}" for each in ids)}
    assert len(loaded(written(tmp_path, files)).consents) == 1000


def test_a_misspelt_folder_of_the_school_is_told(tmp_path: Path) -> None:
    _, (problem,) = school(tmp_path, {"class/willow.yaml": "name: W\n", "photos of the trip/a.jpg": ""})
    assert (problem.rule, problem.place.file) == ("unexpected-file", "class")


def test_a_file_among_the_students_is_told(tmp_path: Path) -> None:
    _, (problem,) = school(tmp_path, {"students/zoe.yaml": "name: Zoe\n"})
    assert problem.rule == "unexpected-file"


def test_a_lone_folder_is_a_school_of_one(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "Zoë's Profile",
        {"profile.yaml": "name: Zoë Day\nconsent: {photos: family}\n", "reflections/a.yaml": REFLECTION},
    )
    school_of_one = loaded(folder)
    assert (school_of_one.lone, school_of_one.settings.name, school_of_one.student_ids) == (
        True,
        "",
        ("zoe-s-profile",),
    )
    assert school_of_one.student_folder("zoe-s-profile") == folder
    assert school_of_one.cards["zoe-s-profile"].name == "Zoë Day"
    student, problems = load_student(school_of_one, "zoe-s-profile")
    assert student is not None and problems == ()
    assert student.reflections[0].places.file == "reflections/a.yaml"


def test_a_lone_folder_in_another_script_has_an_id_too(tmp_path: Path) -> None:
    assert loaded(written(tmp_path / "ليلى", {"profile.yaml": "name: ليلى\n"})).student_ids == ("student",)


def test_a_folder_with_both_is_a_school(tmp_path: Path) -> None:
    assert not loaded(written(tmp_path, {"school.yaml": "name: H\n", "profile.yaml": "name: A\n"})).lone


@pytest.mark.parametrize(
    ("asked", "says"),
    [("students", "is one"), ("empty", "neither a school"), ("nothing", "no folder"), ("above", "is one")],
)
def test_a_folder_that_is_neither_is_answered_with_help(asked: str, says: str, tmp_path: Path) -> None:
    written(tmp_path, {"above/hillside/school.yaml": "name: H\n", "empty/notes.txt": ""})
    (tmp_path / "above" / "hillside" / "students").mkdir()
    folder = {"students": tmp_path / "above" / "hillside" / "students"}.get(asked, tmp_path / asked)
    with pytest.raises(UsageError) as caught:
        load_school(folder)
    assert says in caught.value.message
    assert caught.value.hint
