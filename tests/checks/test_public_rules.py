"""What would go public: no way to reach a child, no full name, no surname in an address."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.schools import said, write

AMINA = "students/amina-7k2f"
RULES = ("contact-details", "full-name-in-public", "surname-in-address")


def school(
    folder: Path, files: dict[str, str | bytes], consents: str = "", profile: str = "audience: public\n"
) -> Path:
    """A school that publishes, with Amina Yusuf and Ben Carter in it."""
    return write(
        folder,
        {
            "school.yaml": "name: Hillside\npublishing: {public: yes}\n",
            "consents.yaml": f"amina-7k2f:\n  public: public\n{consents}",
            "students/ben-m3qa/profile.yaml": "name: Ben Carter\n",
            f"{AMINA}/profile.yaml": f"name: Amina Noor Yusuf\nknown_as: Mina\n{profile}",
            **{f"{AMINA}/{name}": content for name, content in files.items()},
        },
    )


def reflection(body: str, audience: str = "public", more: str = "") -> dict[str, str | bytes]:
    """A reflection; its body is in line 4."""
    return {"reflections/b.yaml": f"title: My bridge\ndate: 2026-10-14\naudience: {audience}\nbody: {body}\n{more}"}


@pytest.mark.parametrize("audience", ["private", "teachers", "family", "school"])
def test_what_is_not_public_may_say_more(tmp_path: Path, audience: str) -> None:
    """Teachers and families know each other."""
    body = "Amina Noor Yusuf, amina@example.org, and Ben Carter"
    assert said(school(tmp_path, reflection(body, audience)), *RULES) == []


def test_a_profile_that_is_not_public_keeps_its_records_in(tmp_path: Path) -> None:
    """The narrowest of profile and record holds."""
    assert said(school(tmp_path, reflection("amina@example.org"), profile="audience: school\n"), *RULES) == []


@pytest.mark.parametrize(
    "body",
    ["By Amina Noor Yusuf.", "by AMINA YUSUF", "Mina Yusuf's bridge", "Àmina-Yusuf", "I built it with Ben Carter."],
)
def test_full_names(tmp_path: Path, body: str) -> None:
    """In whatever spelling, of whichever student."""
    folder = school(tmp_path, reflection(body))
    assert said(folder, *RULES) == [f"full-name-in-public {AMINA}/reflections/b.yaml:4"]


@pytest.mark.parametrize("body", ["By Mina.", "Ben helped me.", "The Carter family lent us wood.", "Ben, and a Carter"])
def test_first_names_are_fine(tmp_path: Path, body: str) -> None:
    """Public pages know everybody by first name."""
    assert said(school(tmp_path, reflection(body)), *RULES) == []


def test_with_consent_the_own_full_name_may_stand_there(tmp_path: Path) -> None:
    """But not the name of somebody else."""
    folder = school(tmp_path, reflection("By Amina Yusuf."), consents="  full_name: public\n")
    assert said(folder, *RULES) == []
    write(folder, {f"{AMINA}/{name}": text for name, text in reflection("By Ben Carter.").items()})
    assert said(folder, *RULES) == [f"full-name-in-public {AMINA}/reflections/b.yaml:4"]


def test_the_profile_field_by_field(tmp_path: Path) -> None:
    """Each field is for the audience that `show` gives it; goals stay in the family unasked."""
    profile = (
        "audience: public\ntagline: Write to me at amina@example.org\nabout: Call 07700 900123.\n"
        "goals:\n  - goal: Visit SW1A 1AA\ninterests: [swimming, mina@example.org]\nshow:\n  about: family\n"
    )
    assert said(school(tmp_path, {}, profile=profile), *RULES) == [
        f"contact-details {AMINA}/profile.yaml:4",
        f"contact-details {AMINA}/profile.yaml:8",
    ]


def test_feedback_goes_public_only_when_student_and_author_say_so(tmp_path: Path) -> None:
    """It starts at teachers, and an agreement without a width is for the family."""
    wide = "    audience: public\n    agreed: {on: 2026-10-16, widest: public}\n"
    narrow = "    audience: public\n    agreed: 2026-10-16\n"
    one = "  - from: {name: Ben Carter, role: peer}\n    date: 2026-10-16\n    comment: Ask ben@example.org\n"
    folder = school(tmp_path, reflection("Paper", more=f"feedback:\n{one}{narrow}{one}{wide}"))
    assert said(folder, *RULES) == [f"contact-details {AMINA}/reflections/b.yaml:13"]


def test_descriptions_and_translations_are_read_too(tmp_path: Path) -> None:
    """What is heard or read in another language is public as well."""
    media = "media:\n  - {file: v.mp3, transcript: I am Amina Yusuf., shows: []}\n"
    files = reflection("Paper", more=media) | {
        "media/v.mp3": b"ID3 and so on",
        "reflections/b.cy.yaml": "title: Fy mhont\ndate: 2026-10-14\nbody: amina@example.org\n",
    }
    assert said(school(tmp_path, files), *RULES) == [
        f"contact-details {AMINA}/reflections/b.cy.yaml:3",
        f"full-name-in-public {AMINA}/reflections/b.yaml:6",
    ]


def test_a_surname_in_the_name_of_a_public_record(tmp_path: Path) -> None:
    """The file's name becomes the page's address; at home it may stay."""
    text = "title: My bridge\ndate: 2026-10-14\naudience: "
    files: dict[str, str | bytes] = {"reflections/yusuf-bridge.yaml": text + "public\n"}
    files["reflections/by-noor.yaml"] = text + "family\n"
    assert said(school(tmp_path, files), *RULES) == [f"surname-in-address {AMINA}/reflections/yusuf-bridge.yaml:0"]


def test_the_id_of_a_lone_folder_is_in_no_address(tmp_path: Path) -> None:
    """Its site stands directly in the audience's folder."""
    folder = write(tmp_path / "amina-yusuf", {"profile.yaml": "name: Amina Yusuf\n"})
    assert said(folder, *RULES) == []


@pytest.mark.parametrize(
    ("name", "student", "is_told"),
    [
        ("Jameson James", "jameson-k7p2", False),
        ("Mary-Jane Watson", "mary-jane-k7p2", False),
        ("Jordan Jordan", "jordan-k7p2", False),
        ("Annabel Anna", "annabel-anna", True),
        ("Mary-Jane Watson", "mary-watson-k7p2", True),
        ("Amina Yusuf", "aminayusuf-k7p2", True),
    ],
)
def test_a_first_name_that_is_also_a_surname_may_begin_an_id(
    tmp_path: Path, name: str, student: str, is_told: bool
) -> None:
    """As `new student` and `import classlist` make it."""
    files: dict[str, str | bytes] = {
        "school.yaml": "name: Hillside\n",
        f"students/{student}/profile.yaml": f"name: {name}\n",
    }
    found = said(write(tmp_path, files), "surname-in-address")
    assert found == ([f"surname-in-address students/{student}/profile.yaml:0"] if is_told else [])
