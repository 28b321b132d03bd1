"""`new_record`: a reflection, testimonial or achievement, in a file whose name tells no surname."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profilegen.loading.folders import Found
from profilegen.loading.record_folders import read_folder
from profilegen.loading.yaml_text import parse
from profilegen.model import records
from profilegen.model.addresses import holds_surname, slug_of, surname_words
from profilegen.starting import RecordKind, StartingError, new_record

TODAY = date(2026, 11, 22)


@pytest.fixture
def student(tmp_path: Path) -> Path:
    folder = tmp_path / "amina-x7k2"
    folder.mkdir()
    (folder / "profile.yaml").write_text("name: Amina Yusuf-Khan O'Neil Sørensen Lee\n", encoding="utf-8")
    return folder


def fields_of(path: Path) -> dict[str, object]:
    written = parse(path.read_text(encoding="utf-8"), path.name)
    assert written.fields is not None and not written.mistakes
    return dict(written.fields)


def test_a_reflection_is_named_after_its_title_and_dated_today(student: Path) -> None:
    path = new_record(student, "reflection", "The bridge that broke: part 2!", TODAY)
    assert path == student / "reflections" / "the-bridge-that-broke-part-2.yaml"
    assert fields_of(path)["title"] == "The bridge that broke: part 2!"
    assert fields_of(path)["date"] == "2026-11-22"


def test_an_achievement_goes_where_achievements_are(student: Path) -> None:
    path = new_record(student, "achievement", "Fifty metres", TODAY)
    assert path == student / "achievements" / "fifty-metres.yaml"
    assert fields_of(path)["title"] == "Fifty metres"


def test_a_testimonial_is_from_its_title_and_its_file_names_nobody(student: Path) -> None:
    path = new_record(student, "testimonial", "Mr Okafor", TODAY)
    assert path == student / "testimonials" / "testimonial-2026-11-22.yaml"
    author = fields_of(path)["from"]
    assert isinstance(author, dict) and author["name"] == "Mr Okafor"


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        ("reflection", records.Reflection),
        ("testimonial", records.Testimonial),
        ("achievement", records.Achievement),
    ],
)
def test_the_product_reads_what_it_started_without_a_problem(
    student: Path, kind: RecordKind, record: type[records.Record]
) -> None:
    folder = new_record(student, kind, "No: #1", TODAY).parent
    entries, problems = read_folder(Found(folder, "", folder.name), record)
    assert problems == ()
    assert [entry.filed is not None for entry in entries] == [True]


def test_a_testimonial_waits_for_agreement(student: Path) -> None:
    assert "agreed" not in fields_of(new_record(student, "testimonial", "Sam", TODAY))


@pytest.mark.parametrize(
    ("title", "file"),
    [
        ("Amina Yusuf's bridge", "amina-bridge"),
        ("The Yusuf-Khan song", "the-song"),
        ("O’Neil and I", "and-i"),
        ("How Sørensens sail", "how-sail"),
        ("The great Yusufbridge", "the-great"),
        ("Lee's fleece", "fleece"),
        ("Khan", "reflection-2026-11-22"),
        ("我的橋", "reflection-2026-11-22"),
        ("我的第2座橋", "reflection-2026-11-22"),
        ("!?", "reflection-2026-11-22"),
        ("1984", "1984"),
        ("Con", "reflection-con"),
        ("Ça va, garçon?", "ca-va-garcon"),
        ("Ünïcødé ﬁne ß", "unicode-fine-ss"),
        ("Ab " * 40, "-".join(["ab"] * 20)),
    ],
)
def test_a_file_name_travels_and_holds_no_surname(student: Path, title: str, file: str) -> None:
    assert new_record(student, "reflection", title, TODAY).name == f"{file}.yaml"


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["Yusuf", "khan’s", "O'NEIL", "lee", "Sörensen", "bridge", "我", "x-yusuf", "²"])).map(
        " ".join
    )
    | st.text(max_size=90)
)
def test_whatever_the_title_the_address_holds_no_surname(student: Path, title: str) -> None:
    try:
        path = new_record(student, "reflection", title, TODAY)
    except StartingError:
        return
    fields = fields_of(path)
    path.unlink()
    assert not holds_surname(path.stem, surname_words("Amina Yusuf-Khan ONeil Sorensen Lee"))
    assert slug_of(path.stem) == path.stem and path.stem.isascii() and len(path.stem) <= 60
    assert fields["title"] == title.strip()


@pytest.mark.parametrize("profile", ["name: [broken", "tagline: no name\n", "- a list\n", "[" * 30_000, "name:\n"])
def test_where_the_name_is_not_known_the_day_names_the_file(student: Path, profile: str) -> None:
    (student / "profile.yaml").write_text(profile, encoding="utf-8")
    assert new_record(student, "reflection", "Amina Yusuf", TODAY).stem == "reflection-2026-11-22"


def test_a_profile_that_is_not_utf8_is_no_reason_to_stop(student: Path) -> None:
    (student / "profile.yaml").write_bytes("name: Zoë Yusuf\n".encode("latin-1"))
    assert new_record(student, "reflection", "Yusuf", TODAY).stem == "reflection-2026-11-22"


def test_files_named_after_the_day_are_numbered(student: Path) -> None:
    names = [new_record(student, "testimonial", name, TODAY).stem for name in ("Sam", "Ada", "Sam")]
    assert names == ["testimonial-2026-11-22", "testimonial-2026-11-22-2", "testimonial-2026-11-22-3"]


@pytest.mark.parametrize("there", ["bridge.yaml", "bridge.md", "Bridge.yaml", "bridge.cy.yaml"])
def test_a_file_that_claims_the_same_address_is_not_overwritten_or_doubled(student: Path, there: str) -> None:
    (student / "reflections").mkdir()
    (student / "reflections" / there).write_text("mine", encoding="utf-8")
    with pytest.raises(StartingError, match=there) as refusal:
        new_record(student, "reflection", "Bridge", TODAY)
    assert refusal.value.hint
    assert [path.read_text(encoding="utf-8") for path in (student / "reflections").iterdir()] == ["mine"]


@pytest.mark.parametrize("kind", get_args(RecordKind))
def test_a_record_wants_a_student(tmp_path: Path, kind: RecordKind) -> None:
    with pytest.raises(StartingError, match=r"no profile\.yaml"):
        new_record(tmp_path, kind, "Bridge", TODAY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", get_args(RecordKind))
def test_a_record_wants_a_title(student: Path, kind: RecordKind) -> None:
    with pytest.raises(StartingError, match="title is missing"):
        new_record(student, kind, "  ", TODAY)
