"""The overview in the terminal and in the teachers' site: the same facts, and a page that is never stale."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from profilegen.classroom.overview import overview_as_json, read_overview
from profilegen.cli.main import main
from profilegen.loading.themes import load_theme
from profilegen.media.made import Made
from profilegen.model.views import ThemeWish
from profilegen.planning.looks import look_for
from profilegen.planning.pages import school_pages, school_parts
from profilegen.problems import UsageError
from profilegen.rendering.pages import render_school_page
from tests.building.worlds import build, every_byte, picture, rules_of, write
from tests.classroom.many import many_students
from tests.classroom.worlds import TODAY, a_class, a_piece


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Two classes; Zara has everything, Ben nothing, and Ivo keeps his profile to himself."""
    return write(
        tmp_path / "hillside",
        {
            "school.yaml": """
                name: Hillside
                terms:
                  - {name: Autumn, starts: 2026-09-02, ends: 2026-12-18}
                  - {name: Spring, starts: 2027-01-04, ends: 2027-03-25}
                reflection_prompts: [What surprised you?]
                """,
            "consents.yaml": "zara-1: {photos: {widest: family, until: 2026-11-30}}\n",
            "classes/oak.yaml": "name: Oak\nschool_year: 2026/27\nstudents: [zara-1, ben-2, ivo-3]\n",
            "classes/elm.yaml": "name: Elm\nschool_year: 2026/27\nstudents: [cleo-4]\n",
            "students/zara-1/profile.yaml": "name: Zara Karimi\nabout: I build.\n",
            "students/zara-1/reflections/bridge.yaml": a_piece("What surprised you?", "Fold it.", date="2026-10-20"),
            "students/zara-1/reflections/kite.yaml": a_piece("Kite", "Weigh it.", date="2026-09-20"),
            "students/zara-1/testimonials/one.yaml": (
                "from: {name: Mr Lee, role: coach}\ndate: 2026-10-01\ntext: She tests things.\nagreed: 2026-10-01\n"
            ),
            "students/zara-1/reports/2026-27.yaml": "school_year: 2026/27\nprogress: A good year.\n",
            "students/ben-2/profile.yaml": "name: Ben Lee\n",
            "students/ivo-3/profile.yaml": "name: Ivo HIDDEN\naudience: private\n",
            "students/cleo-4/profile.yaml": "name: Cleo Marsh\n",
        },
    )


def rows(found: dict[str, object]) -> dict[str, dict[str, object]]:
    classes = found["classes"]
    assert isinstance(classes, list)
    return {student["name"]: student for group in classes for student in group["students"]}


def page_of(school: Path) -> str:
    return (school / "_site" / "teachers" / "overview.html").read_text(encoding="utf-8")


def cells(page: str, name: str) -> list[str]:
    """What stands in the row of a student, in words."""
    (row,) = re.findall(rf"<tr>\s*<th scope=\"row\"><a [^>]*><bdi>{name}</bdi></a></th>(.*?)</tr>", page, re.DOTALL)
    return [" ".join(re.sub("<[^>]*>", "", cell).split()) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


FULL = ["yes", "yes", "yes", "–", "–", "yes", "yes", "2 open", "yes", "1"]
EMPTY = ["not yet", "not yet", "not yet", "–", "–", "not yet", "not yet", "–", "–", "not yet"]


def test_the_page_says_in_words_what_is_there_and_what_is_still_to_do(school: Path) -> None:
    build(school, "teachers", today=TODAY)
    page = page_of(school)
    assert cells(page, "Zara") == FULL
    assert cells(page, "Ben") == EMPTY
    assert page.index("<bdi>Ben</bdi>") < page.index("<bdi>Zara</bdi>")
    assert "HIDDEN" not in page
    assert "1 more is not in this site" in page
    kite, bridge = page.index("students/zara-1/reflections/kite.html"), page.index("zara-1/reflections/bridge.html")
    assert kite < bridge


def test_the_terminal_says_the_same(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("overview", school, "--today", TODAY) == 0
    said = capsys.readouterr().out
    lines = {line.split()[0]: re.split(r"\s{2,}", line.strip())[1:] for line in said.splitlines() if line.strip()}
    assert lines["Zara"] == FULL
    assert lines["Ben"] == EMPTY
    assert "Oak · 2026/27 · Autumn" in said
    assert said.index("since 2026-09-20  Zara: “Kite”, from Ms Okafor") < said.index("since 2026-10-20  Zara")
    assert "1 more in the class" in said
    assert "HIDDEN" not in said


def test_one_class_can_be_asked_for(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("overview", school, "--class", "elm", "--today", TODAY) == 0
    said = capsys.readouterr().out
    assert "Cleo" in said
    assert "Zara" not in said
    with pytest.raises(UsageError, match="no class “ash”"):
        read_overview(school, "ash")


def test_json_is_the_whole_of_it_and_nothing_adds_students_up(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("overview", school, "--format", "json", "--today", TODAY) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["version"] == 1
    assert found["prompts"] == ["What surprised you?"]
    assert {group["name"]: group["not_shown"] for group in found["classes"]} == {"Oak": 1, "Elm": 0}
    zara = rows(found)["Zara"]
    assert (zara["introduction"], zara["report"], zara["open_feedback"], zara["prompts_answered"]) == (
        True, True, 2, [1],
    )  # fmt: skip
    assert not re.search(r"score|rank|percent|average|total|best", json.dumps(found))


def test_a_folder_of_one_student_has_an_overview_of_one(school: Path) -> None:
    found = overview_as_json(read_overview(school / "students" / "zara-1", today=TODAY))
    assert list(rows(found)) == ["Zara"]


def test_terms_turn_without_any_edit(school: Path) -> None:
    """A build on another day knows whom to look at again."""
    build(school, "teachers", today=TODAY)
    assert cells(page_of(school), "Zara")[1] == "yes"
    again = build(school, "teachers", today=TODAY)
    assert again.written == 0
    build(school, "teachers", today=date(2027, 1, 4))
    assert cells(page_of(school), "Zara")[1] == "not yet"
    assert cells(page_of(school), "Zara")[5] == "run out"
    assert "Spring" in page_of(school)


@pytest.mark.parametrize(
    "edit",
    [
        {"students/zara-1/reflections/kite.yaml": a_piece("Kite")},
        {"students/ben-2/profile.yaml": "name: Ben Lee\nabout: I draw.\n"},
        {"students/ben-2/profile.yaml": "name: Ben Lee\naudience: private\n"},
        {"students/cleo-4/profile.yaml": "name: Cleo Marsh\nkind: teacher\n"},
        {"consents.yaml": "ben-2: {photos: family}\n"},
        {"classes/oak.yaml": "name: Oak\nschool_year: 2027/28\nstudents: [zara-1]\n"},
        {"school.yaml": "name: Hillside\nreflection_prompts: [Kite, What surprised you?]\n"},
    ],
)
def test_after_an_edit_it_is_what_a_clean_build_makes(school: Path, tmp_path: Path, edit: dict[str, str]) -> None:
    build(school, "teachers", today=TODAY)
    before = page_of(school)
    write(school, dict(edit))
    build(school, "teachers", today=TODAY)
    assert page_of(school) != before
    assert every_byte(school / "_site" / "teachers") == every_byte(clean(school, tmp_path) / "_site" / "teachers")


def clean(school: Path, tmp_path: Path) -> Path:
    """The same school in another folder, built there for teachers from nothing."""
    copy = tmp_path / "again" / school.name
    shutil.copytree(school, copy, ignore=shutil.ignore_patterns("_site", ".profilegen"))
    build(copy, "teachers", today=TODAY)
    return copy


def test_a_student_cannot_leave_it_by_saying_that_they_teach(school: Path) -> None:
    """Ben stands beside Zara in Oak; what his own profile says of itself changes nothing."""
    before = overview_as_json(read_overview(school, today=TODAY))
    build(school, "teachers", today=TODAY)
    write(school, {"students/ben-2/profile.yaml": "name: Ben Lee\nkind: teacher\n"})
    assert overview_as_json(read_overview(school, today=TODAY)) == before
    assert "unknown-choice" in rules_of(build(school, "teachers", today=TODAY))
    assert "Ben" in page_of(school)


def test_faces_that_have_left_the_store_are_still_on_the_school_s_pages(school: Path) -> None:
    """One student is built again, the others only stand beside it."""
    write(
        school,
        {
            "students/zara-1/profile.yaml": "name: Zara Karimi\navatar: me.jpg\n",
            "students/zara-1/media/me.jpg": picture(),
            "consents.yaml": "zara-1: {photos: family}\n",
        },
    )
    assert not rules_of(build(school, "teachers", today=TODAY)) & {"not-published"}
    before = every_byte(school / "_site" / "teachers" / "media")
    assert before
    shutil.rmtree(school / ".profilegen" / "store")
    write(school, {"students/ben-2/profile.yaml": "name: Ben Lee\nabout: I draw.\n"})
    assert not rules_of(build(school, "teachers", today=TODAY)) & {"not-published"}
    assert cells(page_of(school), "Ben")[0] == "yes"
    assert every_byte(school / "_site" / "teachers" / "media") == before


NARROWED = {"students/zara-1/reflections/kite.yaml": a_piece("Kite", "Weigh it.") + "audience: private\n"}


def test_a_face_that_is_nowhere_any_longer_does_not_keep_the_page_as_it_was(school: Path, tmp_path: Path) -> None:
    """The store and the site have lost Cleo's picture; Zara keeps a piece to herself from now on."""
    write(
        school,
        {
            "students/cleo-4/profile.yaml": "name: Cleo Marsh\navatar: me.jpg\n",
            "students/cleo-4/media/me.jpg": picture(),
            "consents.yaml": "cleo-4: {photos: family}\n",
        },
    )
    build(school, "teachers", today=TODAY)
    assert "Kite" in page_of(school)
    shutil.rmtree(school / ".profilegen" / "store")
    for file in (school / "_site/teachers/students/cleo-4/media").iterdir():
        file.unlink()
    write(school, dict(NARROWED))
    assert "not-published" not in rules_of(build(school, "teachers", today=TODAY, only=("zara-1",)))
    assert "Kite" not in page_of(school)
    build(school, "teachers", today=TODAY)
    assert every_byte(school / "_site" / "teachers") == every_byte(clean(school, tmp_path) / "_site" / "teachers")


def test_where_it_cannot_be_made_anew_it_is_taken_away(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(school, "teachers", today=TODAY)

    def refuses(*_: object) -> None:
        raise OSError(28, "No space left on device")

    write(school, dict(NARROWED))
    with monkeypatch.context() as full:
        full.setattr("profilegen.building.school_pages.publish_in_place", refuses)
        assert "not-published" in rules_of(build(school, "teachers", today=TODAY))
    assert not (school / "_site/teachers/overview.html").exists()
    assert "not-published" not in rules_of(build(school, "teachers", today=TODAY))
    assert "Kite" not in page_of(school)


@pytest.mark.parametrize("word", ["private", "family", "school", "public"])
def test_no_other_site_has_it(school: Path, word: str) -> None:
    build(school, word, today=TODAY)
    assert not [*(school / "_site" / word).rglob("overview.html")]
    told = b"".join(content for content in every_byte(school / "_site" / word).values())
    assert b"hidden_loops" not in told


def test_a_thousand_students_fit_on_the_page(tmp_path: Path) -> None:
    """More than any theme's page may take in work would fail the whole listing."""
    view = many_students(1000)
    look = look_for(ThemeWish(), ThemeWish(), load_theme("journal", tmp_path))
    page = next(one for one in school_pages(view) if one.kind == "overview")
    rendered = render_school_page(page, view, school_parts(view), look, Made())
    assert rendered.count(b'<th scope="row">') == 1000


def test_a_class_without_students_is_not_there(tmp_path: Path) -> None:
    assert read_overview(a_class(tmp_path, 0), today=TODAY).classes == ()
