"""The folder of a conference: a screen for the hall, a table for each family, and a first page for the teacher."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from profilegen.build import build_site
from profilegen.cleaning import clean
from profilegen.event.folder import Afternoon, make_conference, write_start
from profilegen.model.audience import Audience
from profilegen.problems import UsageError
from tests.building.worlds import TODAY, write

AMINA, BEN, ZOE = "amina-x3f9", "ben-7k2q", "zoe-d4y6"
DAY = date(2026, 12, 3)
FILES: dict[str, str | bytes] = {
    "school.yaml": "name: Hillside\nlocale: en-GB\n",
    "classes/oak.yaml": f"name: 4 Oak\nschool_year: 2026/27\nstudents: [{AMINA}, {BEN}]\n",
    "classes/elm.yaml": f"name: 4 Elm\nschool_year: 2026/27\nstudents: [{ZOE}]\n",
    f"students/{AMINA}/profile.yaml": "name: Amina Bello\naudience: school\n",
    f"students/{AMINA}/reflections/bridge.yaml": "title: My bridge\ndate: 2026-10-14\nbody: It held.\n",
    f"students/{AMINA}/conferences/autumn.yaml": (
        "date: 2026-12-03\npieces: [{record: reflections/bridge.yaml, say: Say that it held}]\n"
    ),
    f"students/{BEN}/profile.yaml": "name: Ben Hart\naudience: family\n",
    f"students/{ZOE}/profile.yaml": "name: Zoë Lin\naudience: school\n",
}


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """In a folder whose name no address likes."""
    home = tmp_path / "hill side #1"
    write(home, FILES)
    return home


def made(school: Path, class_name: str = "4 Oak", out: Path | None = None, day: date | None = DAY) -> Afternoon:
    afternoon = make_conference(school, class_name=class_name, out=out, day=day, today=TODAY)
    write_start(afternoon, [("cards.html", "")])
    return afternoon


def everything_in(folder: Path) -> dict[str, str]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def text_in(folder: Path) -> str:
    files = (file for file in sorted(folder.rglob("*")) if file.suffix in (".html", ".js", ".json"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_the_hall_shows_what_the_school_may_see_and_each_table_its_own_family(school: Path) -> None:
    folder = made(school).folder
    assert folder == (school / "_conference" / "oak").resolve()
    assert sorted(one.name for one in (folder / "kiosk" / "students").iterdir()) == [AMINA]
    assert sorted(one.name for one in (folder / "meetings" / "students").iterdir()) == [AMINA, BEN]
    assert (folder / "meetings" / "students" / BEN / "conference.html").is_file()  # also who has planned nothing


def test_the_hall_knows_of_no_meeting_and_no_table_of_another(school: Path) -> None:
    folder = made(school).folder
    assert "meetings" not in text_in(folder / "kiosk") and "respond" not in text_in(folder / "kiosk")
    assert "Ben" not in text_in(folder / "kiosk")
    assert "Ben" not in text_in(folder / "meetings" / "students" / AMINA)
    assert not (folder / "meetings" / "index.html").exists()


def test_what_a_student_means_to_say_is_in_nothing_that_is_shown(school: Path) -> None:
    folder = made(school).folder
    assert "Say that it held" not in text_in(folder)


def test_the_first_page_leads_to_the_screens_and_says_who_has_no_plan(school: Path) -> None:
    afternoon = made(school)
    page = afternoon.start.read_text(encoding="utf-8")
    assert f'href="meetings/students/{AMINA}/conference.html"' in page
    assert [(one.name, one.has_planned, one.is_in_kiosk) for one in afternoon.guests] == [
        ("Amina", True, True),
        ("Ben", False, False),
    ]
    for address in ("kiosk/index.html", *(one.address for one in afternoon.guests)):
        assert (afternoon.folder / address).is_file()


def test_two_of_one_first_name_are_told_apart_on_the_teacher_s_page(school: Path) -> None:
    write(school, {f"students/{BEN}/profile.yaml": "name: Amina Hart\naudience: family\n"})
    assert [one.name for one in made(school).guests] == ["Amina Bello", "Amina Hart"]


def test_made_again_it_is_the_same_conference_byte_for_byte(school: Path) -> None:
    first = made(school)
    before = everything_in(first.folder)
    again = made(school, day=None)
    assert (again.event, again.day) == (first.event, DAY)
    assert everything_in(again.folder) == before
    assert [one.name for one in (school / "_keys").iterdir()] == ["oak-2026-12-03.pem"]


def test_for_another_day_it_is_another_conference_with_a_key_of_its_own(school: Path) -> None:
    made(school)
    assert made(school, day=date(2027, 3, 4)).event == "oak-2027-03-04"
    assert sorted(one.name for one in (school / "_keys").iterdir()) == ["oak-2026-12-03.pem", "oak-2027-03-04.pem"]


def test_the_private_key_is_nowhere_in_the_folder(school: Path) -> None:
    folder = made(school).folder
    secret = (school / "_keys" / "oak-2026-12-03.pem").read_bytes().splitlines()[1]
    assert not any(secret in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_whoever_has_left_the_class_is_no_longer_in_it(school: Path) -> None:
    folder = made(school).folder
    write(school, {"classes/oak.yaml": f"name: 4 Oak\nschool_year: 2026/27\nstudents: [{BEN}]\n"})
    made(school, day=None)
    assert not (folder / "kiosk" / "students" / AMINA).exists()
    assert not (folder / "meetings" / "students" / AMINA).exists()
    assert "Amina" not in text_in(folder)


def test_what_may_no_longer_be_shown_goes_out_with_any_build_and_the_hall_stays_a_hall(school: Path) -> None:
    folder = made(school, class_name="").folder
    assert "Zoë" in (folder / "kiosk" / "index.html").read_text(encoding="utf-8")
    write(school, {f"students/{ZOE}/profile.yaml": "name: Zoë Lin\naudience: private\n"})
    build_site(school, Audience.PUBLIC, today=TODAY)
    page = (folder / "kiosk" / "index.html").read_text(encoding="utf-8")
    assert "Zoë" not in page and "theme/kiosk/kiosk.js" in page
    assert not (folder / "meetings" / "students" / ZOE).exists()


def test_taking_down_all_sites_takes_a_conference_down(school: Path) -> None:
    folder = made(school).folder
    cleaned = clean(school, sites=True)
    assert not (folder / "kiosk").exists() and not (folder / "meetings" / "students").exists()
    assert (school / "_conference") in cleaned.left  # the first page names students


@pytest.mark.parametrize("name", ["mine.txt", "conference.json"])
def test_a_folder_of_somebody_else_s_is_left_alone(school: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "stick"
    write(out, {name: "my own words"})
    with pytest.raises(UsageError, match="no conference"):
        made(school, out=out)
    assert everything_in(out).keys() == {name}


def test_a_file_that_somebody_put_into_the_folder_stays(school: Path) -> None:
    folder = made(school).folder
    write(folder, {"my notes.txt": "Ask about the bridge."})
    made(school)
    assert (folder / "my notes.txt").read_text(encoding="utf-8") == "Ask about the bridge."


def test_it_is_made_for_a_school_or_a_class(school: Path) -> None:
    with pytest.raises(UsageError, match="for a school"):
        made(school / "students" / AMINA, class_name="")
