"""The folder of a conference: a screen for the hall, a table for each family, and a first page for the teacher."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from profilegen.build import build_site
from profilegen.cleaning import clean
from profilegen.event.conference import make_conference
from profilegen.event.folder import Afternoon
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
    return make_conference(school, class_name=class_name, out=out, day=day, today=TODAY).afternoon


def everything_in(folder: Path) -> dict[str, str]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def keys_in(school: Path) -> list[str]:
    return sorted(one.name for one in (school / "_keys").glob("*.pem"))


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


def test_what_a_student_means_to_say_is_on_their_own_card_and_in_nothing_that_is_shown(school: Path) -> None:
    folder = made(school).folder
    assert "Say that it held" in (folder / "print" / "cards.html").read_text(encoding="utf-8")
    (folder / "print" / "cards.html").unlink()
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
    assert (again.mark.event, again.day) == (first.mark.event, DAY)
    assert everything_in(again.folder) == before
    assert keys_in(school) == ["oak-2026-12-03.pem"]


def test_for_another_day_it_is_another_conference_with_a_key_of_its_own(school: Path) -> None:
    made(school)
    assert made(school, day=date(2027, 3, 4)).mark.event == "oak-2027-03-04"
    assert keys_in(school) == ["oak-2026-12-03.pem", "oak-2027-03-04.pem"]


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


def test_what_was_printed_goes_out_with_the_student_and_the_others_summaries_stay(school: Path) -> None:
    """Pictures and words stand in it: a consent that ends holds for paper that is not printed yet, too."""
    folder = made(school, class_name="").folder
    assert "Zoë" in (folder / "start-here.html").read_text(encoding="utf-8")
    write(school, {f"students/{ZOE}/profile.yaml": "name: Zoë Lin\naudience: private\n"})
    build_site(school, Audience.PUBLIC, today=TODAY)
    assert sorted(one.name for one in (folder / "print").iterdir()) == [f"summary-{AMINA}.html", f"summary-{BEN}.html"]
    assert not (folder / "start-here.html").exists()
    made(school, class_name="", day=None)
    assert all("Zoë" not in text_in(folder / part) for part in ("kiosk", "meetings", "print"))
    assert "to show their family: <bdi>Zoë Lin" in " ".join((folder / "start-here.html").read_text("utf-8").split())


def test_taking_down_all_sites_takes_a_conference_down(school: Path) -> None:
    folder = made(school).folder
    cleaned = clean(school, sites=True)
    assert not (folder / "kiosk").exists() and not (folder / "meetings" / "students").exists()
    assert text_in(folder).count("Amina") == 0 and not list((folder / "print").iterdir())
    assert (school / "_conference") in cleaned.left


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


@pytest.mark.parametrize("students", ["[]", "[typo-a1b2]"])
def test_a_class_with_nobody_in_it_is_no_conference_of_everybody(school: Path, students: str) -> None:
    folder = made(school).folder
    write(school, {"classes/oak.yaml": f"name: 4 Oak\nschool_year: 2026/27\nstudents: {students}\n"})
    before = everything_in(folder)
    with pytest.raises(UsageError, match="nobody in this class"):
        made(school, day=None)
    with pytest.raises(UsageError, match="nobody in this class"):
        made(school, out=school.parent / "fresh")
    assert everything_in(folder) == before and not (school.parent / "fresh").exists()


def test_nobody_is_built_where_nobody_is_named(school: Path) -> None:
    summary = build_site(school, Audience.FAMILY, only=(), today=TODAY)
    assert summary.students == 0 and not (school / "_site/family/students").exists()


def test_another_class_s_folder_is_not_taken_over(school: Path) -> None:
    folder = made(school).folder
    before = everything_in(folder)
    with pytest.raises(UsageError, match="holds another conference: oak, Hillside"):
        made(school, class_name="elm", out=folder)
    with pytest.raises(UsageError, match="holds another conference"):
        made(school, class_name="", out=folder)
    assert everything_in(folder) == before


def test_after_its_day_somebody_has_to_say_which_day_it_is(school: Path) -> None:
    made(school)
    with pytest.raises(UsageError, match="was on 2026-12-03"):
        make_conference(school, class_name="oak", today=date(2027, 3, 1))


@pytest.mark.parametrize("place", ["students/evening", "classes", "_site/family/x", "_conference", ".", ".."])
def test_no_place_among_what_people_write_or_builds_make(school: Path, place: str) -> None:
    before = everything_in(school)
    with pytest.raises(UsageError, match="lies among what the school"):
        made(school, out=school / place)
    assert everything_in(school) == before, "nothing is begun"


@pytest.mark.parametrize("name", ["kiosk", "print", "start-here.html"])
def test_a_link_leads_nowhere(school: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "stick"
    out.mkdir()
    try:
        (out / name).symlink_to(tmp_path / "elsewhere")
    except OSError:
        pytest.skip("this computer makes no links")
    with pytest.raises(UsageError, match="is a link"):
        made(school, out=out)


def test_an_ordinary_build_does_not_take_the_hall_over(school: Path) -> None:
    folder = made(school).folder
    with pytest.raises(UsageError, match="part of a conference"):
        build_site(school, Audience.SCHOOL, out=folder / "kiosk", today=TODAY)


def test_a_first_page_of_somebody_else_s_stays(school: Path) -> None:
    folder = made(school).folder
    write(folder, {"start-here.html": "My own notes."})
    with pytest.raises(UsageError, match="no conference"):
        made(school)
    assert (folder / "start-here.html").read_text(encoding="utf-8") == "My own notes."


def test_a_school_that_is_kept_in_git_keeps_its_keys_out_of_it(school: Path) -> None:
    made(school)
    assert (school / "_keys/.gitignore").read_text(encoding="utf-8") == "*\n"


def test_two_at_once_are_one_after_the_other(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from profilegen.event import conference

    def meanwhile(*_: object) -> None:
        with pytest.raises(UsageError, match="being made just now"):
            made(school, class_name="elm")

    monkeypatch.setattr(conference, "write_start", meanwhile)
    made(school)


def test_classes_whose_names_are_alike_in_latin_letters_have_events_of_their_own(school: Path) -> None:
    write(school, {"classes/дуб.yaml": f"name: Дуб\nschool_year: 2026/27\nstudents: [{BEN}]\n"})
    write(school, {"classes/клен.yaml": f"name: Клен\nschool_year: 2026/27\nstudents: [{BEN}]\n"})
    first, second = (made(school, class_name=name).mark.event for name in ("Дуб", "Клен"))
    assert first != second and first.isascii() and second.isascii()


def test_it_is_made_for_a_school_or_a_class(school: Path) -> None:
    with pytest.raises(UsageError, match="for a school"):
        made(school / "students" / AMINA, class_name="")
