"""A build: what comes out, where, and what it leaves alone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from profilegen.problems import ProfilegenError, Severity, UsageError
from tests.building.worlds import a_school, build, every_byte, picture, rules_of, write


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return a_school(tmp_path / "hillside")


def test_a_school_site_lists_classes_and_students(school: Path) -> None:
    summary = build(school, "school")
    site = school / "_site" / "school"
    assert (summary.students, summary.count(Severity.ERROR)) == (2, 0)
    assert "4 Oak" in (site / "index.html").read_text("utf-8")
    assert "students/amina-x3f9/index.html" in (site / "classes" / "4-oak.html").read_text("utf-8")
    assert (site / "students" / "ben-7k2q" / "reflections" / "kite.html").is_file()


@pytest.mark.parametrize("word", ["family", "private"])
def test_family_and_private_sites_have_no_index_of_students(school: Path, word: str) -> None:
    build(school, word)
    site = school / "_site" / word
    assert sorted(path.name for path in site.iterdir()) == [".profilegen.json", "students"]
    ben = b"".join(every_byte(site / "students" / "ben-7k2q").values())
    assert b"Amina" not in ben


def test_a_student_s_folder_is_complete_in_itself(school: Path) -> None:
    build(school, "school")
    folder = school / "_site" / "school" / "students" / "amina-x3f9"
    for page in folder.rglob("*.html"):
        depth = len(page.relative_to(folder).parts) - 1
        assert "../" * (depth + 1) not in page.read_text("utf-8")


def test_a_lone_folder_is_a_site_of_its_own(tmp_path: Path) -> None:
    folder = write(tmp_path / "amina", {"profile.yaml": "name: Amina Karimi\nabout: I build.\n"})
    summary = build(folder)
    assert summary.first_page == folder / "_site" / "family" / "index.html"
    assert "I build." in (folder / "_site" / "family" / "index.html").read_text("utf-8")


def test_a_name_alone_is_enough_for_a_site(tmp_path: Path) -> None:
    folder = write(tmp_path / "amina", {"profile.yaml": "name: Amina\n"})
    assert build(folder).pages == 1


def test_a_page_with_nothing_to_show_is_not_made(school: Path) -> None:
    build(school)
    folder = school / "_site" / "family" / "students" / "ben-7k2q"
    pages = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    assert pages == ["index.html", "reflections.html", "reflections/kite.html"]


def test_the_same_input_gives_the_same_bytes(school: Path, tmp_path: Path) -> None:
    other = a_school(tmp_path / "elsewhere" / "hillside")
    build(school, "school")
    build(other, "school")
    assert every_byte(school / "_site") == every_byte(other / "_site")


def test_a_second_build_writes_nothing(school: Path) -> None:
    build(school, "school")
    times = {path: path.stat().st_mtime_ns for path in (school / "_site").rglob("*")}
    assert build(school, "school").written == 0
    assert {path: path.stat().st_mtime_ns for path in (school / "_site").rglob("*")} == times


def test_what_the_source_no_longer_has_is_gone(school: Path) -> None:
    build(school, "school")
    (school / "students" / "amina-x3f9" / "reflections" / "bridge.yaml").unlink()
    build(school, "school")
    site = every_byte(school / "_site" / "school")
    assert not [path for path in site if "bridge" in path]
    assert b"My bridge" not in b"".join(site.values())


def test_a_student_who_left_is_gone_from_site_and_lists(school: Path) -> None:
    build(school, "school")
    ben = school / "students" / "ben-7k2q"
    for path in sorted(ben.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    ben.rmdir()
    build(school, "school")
    assert b"Ben" not in b"".join(every_byte(school / "_site" / "school").values())


def test_a_broken_record_is_left_out_and_the_rest_is_built(school: Path) -> None:
    write(school, {"students/ben-7k2q/reflections/broken.yaml": "title: No date\n"})
    summary = build(school, "school")
    assert "missing-field" in rules_of(summary)
    site = every_byte(school / "_site" / "school")
    assert "students/ben-7k2q/reflections/kite.html" in site
    assert "students/ben-7k2q/reflections/broken.html" not in site


def test_a_damaged_picture_costs_the_picture_only(school: Path) -> None:
    whole = picture(size=(900, 700))
    write(school, {"students/amina-x3f9/media/bridge.jpg": whole[: len(whole) // 2]})
    summary = build(school)
    assert "unreadable-media" in rules_of(summary)
    assert summary.count(Severity.ERROR) == 0
    page = school / "_site" / "family" / "students" / "amina-x3f9" / "reflections" / "bridge.html"
    assert "It held." in page.read_text("utf-8")


def test_an_unreadable_profile_keeps_the_last_good_family_site_and_leaves_school_at_once(school: Path) -> None:
    for word in ("family", "school"):
        build(school, word)
    write(school, {"students/amina-x3f9/profile.yaml": "name: [unclosed\n"})
    for word in ("family", "school"):
        build(school, word)
    assert (school / "_site" / "family" / "students" / "amina-x3f9" / "index.html").is_file()
    site = every_byte(school / "_site" / "school")
    assert not [path for path in site if "amina" in path]
    assert b"Amina" not in b"".join(site.values())


def test_only_builds_one_student_and_leaves_the_others(school: Path) -> None:
    build(school, "school")
    write(school, {"students/ben-7k2q/reflections/new.yaml": "title: New\ndate: 2026-11-01\naudience: school\n"})
    assert build(school, "school", only=("amina-x3f9",)).written == 0
    assert build(school, "school", only=("ben-7k2q",)).written == 1
    assert "amina" in (school / "_site" / "school" / "index.html").read_text("utf-8")


def test_only_an_unknown_student_is_wrong_usage(school: Path) -> None:
    with pytest.raises(UsageError, match="nobody-0000"):
        build(school, only=("nobody-0000",))


def test_a_folder_that_profilegen_did_not_make_is_refused(school: Path, tmp_path: Path) -> None:
    out = write(tmp_path / "holiday", {"photo.txt": "mine"})
    with pytest.raises(ProfilegenError, match="not an empty folder"):
        build(school, out=out)
    assert every_byte(out) == {"photo.txt": b"mine"}


def test_a_site_for_one_audience_is_not_overwritten_by_another_s(school: Path, tmp_path: Path) -> None:
    build(school, "private", out=tmp_path / "out")
    with pytest.raises(UsageError, match="private"):
        build(school, "public", out=tmp_path / "out")


def test_out_is_the_site_itself(school: Path, tmp_path: Path) -> None:
    build(school, "school", out=tmp_path / "stick")
    assert (tmp_path / "stick" / "index.html").is_file()
    assert not (school / "_site").exists()


def test_a_theme_s_mistake_names_template_line_and_record(school: Path) -> None:
    write(
        school,
        {
            "themes/mine/theme.yaml": "name: mine\nextends: journal\n",
            "themes/mine/templates/reflection.html": "<p>fine</p>\n{{ reflection.titel }}\n",
        },
    )
    summary = build(school, theme="mine")
    (first, *_) = [problem for problem in summary.problems if problem.rule == "theme-mistake"]
    assert "mine/templates/reflection.html, line 2" in first.message
    assert "My bridge" in first.message
    assert "titel" in first.message


@pytest.mark.parametrize(
    "template",
    [
        "{{ profile.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{% for x in range(999999999) %}{% endfor %}",
        "{{ picture.__globals__ }}",
        "{% include '../../../school.yaml' %}",
        "{{ cycler.__init__.__globals__.os.environ }}",
    ],
)
def test_a_strange_theme_cannot_look_behind_the_view(school: Path, template: str) -> None:
    write(
        school,
        {
            "themes/strange/theme.yaml": "name: strange\nextends: journal\n",
            "themes/strange/templates/index.html": template,
        },
    )
    summary = build(school, theme="strange")
    assert "theme-mistake" in rules_of(summary)
    assert summary.students == 0


@pytest.mark.parametrize("slug", ["a#b", "what?", "(brackets)", "мост", "Zoë’s kite", "50% done", "a & b"])
def test_names_with_special_characters_are_linked_right(tmp_path: Path, slug: str) -> None:
    folder = write(tmp_path / "amina", {"profile.yaml": "name: Amina\n"})
    write(folder, {f"reflections/{slug}.yaml": "title: One\ndate: 2026-10-01\n"})
    summary = build(folder)
    assert summary.count(Severity.ERROR) == 0
    assert len(list((folder / "_site" / "family" / "reflections").iterdir())) == 1


def test_text_from_people_comes_out_letter_for_letter_and_is_never_evaluated(tmp_path: Path) -> None:
    folder = write(tmp_path / "amina", {"profile.yaml": 'name: "{{ 7*7 }} <b>O\'Neil</b> & Co"\n'})
    build(folder)
    html = (folder / "_site" / "family" / "index.html").read_text("utf-8")
    assert "{{ 7*7 }} &lt;b&gt;O&#39;Neil&lt;/b&gt; &amp; Co" in html


def test_a_class_or_more_is_built_by_worker_processes_with_the_same_bytes(tmp_path: Path) -> None:
    school = a_school(tmp_path / "hillside")
    for number in range(10):
        write(school, {f"students/kid-{number:04d}/profile.yaml": f"name: Kid {number}\naudience: school\n"})
    build(school, "school")
    alone = every_byte(school / "_site" / "school")
    from profilegen import Audience, build_site
    from tests.building.worlds import TODAY

    summary = build_site(school, Audience.SCHOOL, out=tmp_path / "out", jobs=2, today=TODAY)
    assert summary.students == 12
    assert every_byte(tmp_path / "out") == alone


def test_a_student_may_write_about_html(school: Path) -> None:
    text = 'A picture needs `<img src="cat.png" alt="x">`, and a link href="dog.html" and id="cat".'
    write(school, {"students/ben-7k2q/reflections/html.md": f"---\ntitle: HTML\ndate: 2026-10-01\n---\n{text}\n"})
    summary = build(school)
    assert summary.count(Severity.ERROR) == 0
    assert (school / "_site/family/students/ben-7k2q/reflections/html.html").is_file()


def test_a_theme_that_is_not_there_is_wrong_usage_and_changes_nothing(school: Path) -> None:
    build(school, "school")
    before = every_byte(school / "_site")
    with pytest.raises(UsageError, match="nosuch"):
        build(school, "school", theme="nosuch")
    assert every_byte(school / "_site") == before


def test_a_school_s_theme_that_is_not_there_gives_way_to_the_product_s(school: Path) -> None:
    write(school, {"school.yaml": "name: Hillside\ntheme: fireworks\n"})
    build(school, "school")
    assert (school / "_site" / "school" / "index.html").is_file()


def test_a_theme_may_have_files_without_an_ending(school: Path) -> None:
    write(school, {"themes/ours/theme.yaml": "name: ours\nextends: journal\n", "themes/ours/static/LICENSE": "Free.\n"})
    assert build(school, "school", theme="ours").count(Severity.ERROR) == 0
    assert (school / "_site/school/theme/LICENSE").read_text("utf-8") == "Free.\n"


def test_a_damaged_page_is_made_again(school: Path) -> None:
    build(school)
    page = school / "_site/family/students/ben-7k2q/index.html"
    whole = page.read_bytes()
    page.write_bytes(b"")
    build(school)
    assert page.read_bytes() == whole


def test_the_school_s_own_pages_overwrite_no_foreign_file(school: Path) -> None:
    write(school, {"_site/school/classes/4-oak.html": "mine"})
    summary = build(school, "school")
    assert "not-published" in rules_of(summary)
    assert (school / "_site/school/classes/4-oak.html").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    "place", ["students/newone", "students/amina-x3f9/media/site", "classes", ".profilegen/x", "."]
)
def test_a_site_may_not_lie_among_the_sources(school: Path, place: str) -> None:
    before = every_byte(school)
    with pytest.raises(UsageError):
        build(school, out=school / place)
    after = every_byte(school)
    assert {path: content for path, content in after.items() if not path.startswith(".profilegen")} == before


def test_one_site_under_two_spellings_is_one_site(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(school)
    monkeypatch.chdir(school)
    write(school, {"students/ben-7k2q/reflections/kite.yaml": "title: K\ndate: 2026-09-02\naudience: private\n"})
    assert build(Path("../hillside")).taken_out == ()


def test_notes_of_another_version_cost_the_face_and_no_more(school: Path) -> None:
    build(school, "school")
    manifest = school / "_site/school/students/amina-x3f9/.profilegen.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"alt":"Amina"', '"alt":"Amina","unheard":1'), "utf-8")
    assert build(school, "school", only=("ben-7k2q",)).count(Severity.ERROR) == 0


@pytest.mark.parametrize(
    ("theme", "says"),
    [
        ("theme: fireworks", "There is no theme called “fireworks”"),
        ("theme: {palette: mauve}", "no palette called “mauve”"),
        ("theme: {font: wingdings}", "no font called “wingdings”"),
        ("theme: {options: {cover: sideways}}", "no options called “sideways”"),
    ],
)
def test_a_look_that_is_not_offered_is_told_and_the_usual_one_used(school: Path, theme: str, says: str) -> None:
    write(school, {"students/ben-7k2q/profile.yaml": f"name: Ben Lee\n{theme}\n"})
    summary = build(school)
    (told,) = [one for one in summary.problems if one.rule == "unknown-choice"]
    assert says in told.message
    assert told.place.line == 2
    assert told.hint.startswith(("Themes to choose from: ", "Choose one of: "))
    assert (school / "_site/family/students/ben-7k2q/index.html").is_file()


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="needs links")
@pytest.mark.parametrize("link", ["_site", "_site/family", ".profilegen"])
def test_a_link_never_leads_a_build_out_of_the_folder(tmp_path: Path, link: str) -> None:
    """A folder on a stick may come from anybody."""
    school, elsewhere = a_school(tmp_path / "hillside"), tmp_path / "elsewhere"
    elsewhere.mkdir()
    (school / link).parent.mkdir(exist_ok=True)
    (school / link).symlink_to(elsewhere)
    with pytest.raises(UsageError, match="is a link to somewhere else"):
        build(school)
    assert not list(elsewhere.iterdir())


def test_an_emptied_store_is_filled_again_by_the_next_build_of_the_same_process(tmp_path: Path) -> None:
    school = a_school(tmp_path)
    build(school)
    whole = every_byte(school / "_site")
    shutil.rmtree(school / ".profilegen")
    shutil.rmtree(school / "_site")
    assert build(school).failed == 0
    assert every_byte(school / "_site") == whole


@pytest.mark.parametrize("is_left", [True, False])
def test_a_face_on_the_schools_pages_comes_back_where_the_store_was_emptied(tmp_path: Path, is_left: bool) -> None:
    """The picture in the student's own folder stands in; where that is gone as well, the student is built again."""
    school = a_school(tmp_path)
    build(school, "school")
    whole = every_byte(school / "_site")
    faces = list((school / "_site/school/students").rglob("media/*-square-*"))
    assert faces
    shutil.rmtree(school / ".profilegen/store")
    (school / "_site/school/index.html").unlink()
    if not is_left:
        for face in faces:
            face.unlink()
    assert build(school, "school").failed == 0
    assert every_byte(school / "_site") == whole


def test_a_skill_may_have_a_name_in_any_script(tmp_path: Path) -> None:
    """It is a link, and a place to which the link leads."""
    school = a_school(tmp_path / "hillside")
    record = "title: Mine\ndate: 2026-10-14\nbody: Text.\naudience: public\nskills: [دراسة]\n"
    write(school, {"frameworks/own.yaml": "name: Own\nskills:\n  - {id: دراسة, name: دراسة}\n"})
    write(school / "students/amina-x3f9", {"reflections/mine.yaml": record})
    assert not rules_of(build(school)) & {"internal-error", "theme-mistake", "broken-reference"}
    page = (school / "_site/family/students/amina-x3f9/skills.html").read_text(encoding="utf-8")
    assert 'id="own-دراسة"' in page
