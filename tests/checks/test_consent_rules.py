"""Consents: what the rules say is withheld is what the audience does not see, and the other way round."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.checks import check_student
from profilegen.model.audience import Audience
from profilegen.model.reader import Reader
from tests.checks.schools import TODAY, loaded, picture, problems_of, said, write

AMINA, BEN = "students/amina-7k2f", "students/ben-m3qa"


def school(folder: Path, consents: str, audience: str, shows: str, settings: str = "") -> Path:
    """A school where Amina's reflection shows somebody; `shows` is in its line 7."""
    return write(
        folder,
        {
            "school.yaml": f"name: Hillside\n{settings}",
            "consents.yaml": consents,
            f"{BEN}/profile.yaml": "name: Ben Carter\n",
            f"{AMINA}/profile.yaml": "name: Amina Yusuf\naudience: public\n",
            f"{AMINA}/reflections/b.yaml": f"title: We carry a table\ndate: 2026-10-14\naudience: {audience}\n"
            f"media:\n  - file: a.png\n    alt: Two carry a table\n    shows: {shows}\n",
            f"{AMINA}/media/a.png": picture(),
        },
    )


@pytest.mark.parametrize("until", ["2026-11-19", "2026-11-20", ""])
@pytest.mark.parametrize("widest", [audience.word for audience in Audience])
@pytest.mark.parametrize("asked", [audience.word for audience in Audience])
def test_a_picture_is_told_of_when_the_audience_asked_for_does_not_see_it(
    tmp_path: Path, asked: str, widest: str, until: str
) -> None:
    """The rules and the one place that hides never disagree; the last day of a consent still counts."""
    consent = f"amina-7k2f:\n  photos: {{widest: {widest}{f', until: {until}' if until else ''}}}\n"
    folder = school(tmp_path, consent, asked, "[amina-7k2f]")
    the_school, student = loaded(folder, "amina-7k2f")
    reader = Reader.of(student, the_school, Audience[asked.upper()], TODAY)
    media = student.reflections[0].record.media[0]
    is_seen = reader.may_see_media(media, student.media["a.png"])
    rules = {one.rule for one in check_student(student, the_school, TODAY)} & {"missing-consent", "expired-consent"}
    assert bool(rules) is not is_seen


@pytest.mark.parametrize("group_media_home", ["yes", "no"])
@pytest.mark.parametrize("asked", [audience.word for audience in Audience])
def test_others_in_a_picture(tmp_path: Path, asked: str, group_media_home: str) -> None:
    """Teachers may see them, and families where the school says so."""
    settings = f"publishing: {{group_media_home: {group_media_home}}}\n"
    folder = school(tmp_path, "", asked, "[others]", settings)
    the_school, student = loaded(folder, "amina-7k2f")
    reader = Reader.of(student, the_school, Audience[asked.upper()], TODAY)
    is_seen = reader.may_see_media(student.reflections[0].record.media[0], student.media["a.png"])
    assert (said(folder, "missing-consent") == []) is is_seen


def test_each_student_in_a_picture_is_asked(tmp_path: Path) -> None:
    """Ben's consent is missing, and the sentence names Ben by the first name."""
    folder = school(tmp_path, "amina-7k2f:\n  photos: family\n", "family", "[amina-7k2f, ben-m3qa]")
    found = [one for one in problems_of(folder) if one.rule == "missing-consent"]
    assert [one.place.line for one in found] == [7]
    assert "Ben" in found[0].message
    assert "Carter" not in found[0].message


def test_a_portrait_shows_the_student(tmp_path: Path) -> None:
    """Nobody needs to say so."""
    profile = "name: Amina Yusuf\navatar:\n  file: a.png\n  alt: I smile\n"
    write(tmp_path, {"profile.yaml": profile, "media/a.png": picture()})
    assert said(tmp_path, "missing-consent") == ["missing-consent profile.yaml:3"]


def test_an_unknown_id_in_a_lone_folder_has_not_agreed(tmp_path: Path) -> None:
    """The folder is away from its school, so nobody else is known."""
    media = "media:\n  - {file: a.png, alt: We two, shows: [ben-m3qa]}\n"
    files: dict[str, str | bytes] = {"reflections/b.yaml": "title: We two\ndate: 2026-10-14\n" + media}
    files["media/a.png"] = picture()
    write(tmp_path, {"profile.yaml": "name: Amina Yusuf\n", **files})
    assert said(tmp_path, "missing-consent") == ["missing-consent reflections/b.yaml:4"]


def test_in_a_lone_folder_a_consent_that_ran_out_is_told_where_it_is_written(tmp_path: Path) -> None:
    """There is no consents.yaml."""
    profile = "name: Amina Yusuf\nconsent:\n  photos:\n    widest: school\n    until: 2026-08-31\n"
    write(tmp_path, {"profile.yaml": profile})
    assert said(tmp_path, "expired-consent") == ["expired-consent profile.yaml:5"]


def test_a_wish_in_the_profile_narrows_the_schools_consent(tmp_path: Path) -> None:
    """consents.yaml is the ceiling, and the student may say less."""
    folder = school(tmp_path, "amina-7k2f:\n  photos: school\n", "school", "[amina-7k2f]")
    assert said(folder, "missing-consent") == []
    narrower = "name: Amina Yusuf\naudience: public\nconsent:\n  photos: family\n"
    write(folder, {f"{AMINA}/profile.yaml": narrower})
    assert said(folder, "missing-consent") == [f"missing-consent {AMINA}/reflections/b.yaml:7"]


@pytest.mark.parametrize(
    ("settings", "consents", "lines"),
    [
        ("", "amina-7k2f:\n  public: public\n", [2, 3]),
        ("publishing: {public: yes}\n", "", [2, 3]),
        ("publishing: {public: yes}\n", "amina-7k2f:\n  public: family\n", [2, 3]),
        ("publishing: {public: yes}\n", "amina-7k2f:\n  public: public\n", []),
    ],
)
def test_public_needs_the_school_and_the_consent(
    tmp_path: Path, settings: str, consents: str, lines: list[int]
) -> None:
    """Profile and record are both told of, each at its own line."""
    folder = school(tmp_path, consents, "public", "[]", settings)
    found = [one.place.line for one in problems_of(folder) if one.rule == "public-not-allowed"]
    assert sorted(found) == lines
