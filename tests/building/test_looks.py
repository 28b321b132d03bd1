"""The look of a student's site: fonts, header picture, what the school lets choose, and a theme.css of one's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from profilegen.build import check
from profilegen.loading.theme_folders import theme_names
from profilegen.loading.themes import load_theme
from tests.building.worlds import a_school, build, every_byte, picture, rules_of, write

BEN = "students/ben-7k2q"
LARGEST = 400 * 1024
READING = ("readable", "lexend", "opendyslexic")


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Two students, not yet built."""
    return a_school(tmp_path / "hillside")


def site_of_ben(school: Path, profile: str = "", theme: str = "") -> dict[str, bytes]:
    """Ben's site for his family, with these lines in his profile."""
    write(school, {f"{BEN}/profile.yaml": f"name: Ben Lee\naudience: school\n{profile}\n"})
    assert build(school, theme=theme).failed == 0
    return every_byte(school / "_site/family" / BEN)


def told(school: Path) -> list[str]:
    """What the build says of looks."""
    return [one.message for one in build(school).problems if one.rule in ("unknown-choice", "style-mistake")]


# Fonts


@pytest.mark.parametrize("theme", ["base", *theme_names()])
@pytest.mark.parametrize("font", ["", *READING])
def test_a_site_holds_the_fonts_that_are_of_use_and_is_light_enough(school: Path, theme: str, font: str) -> None:
    """Its own, and the one that a reader may switch to; whatever a sheet asks for is there."""
    site = site_of_ben(school, f"theme: {{font: {font}}}" if font else "", theme=theme)
    files = {path: content for path, content in site.items() if path.startswith("theme/")}
    fonts = {path.split("/")[2] for path in files if re.match(r"theme/fonts/[^/]+/", path)}
    own = set(load_theme(theme).fonts) - {"plain", *READING}
    assert fonts == ({font} - {"readable"} if font else own)
    assert any("atkinson" in path for path in files)
    assert sum(map(len, files.values())) < LARGEST
    for path, content in files.items():
        for address in re.findall(rb'url\("([^"]+)"\)', content) if path.endswith(".css") else ():
            assert (Path(path).parent / address.decode()).as_posix() in files
    linked = re.findall(rb'href="(theme/[^"]+\.css)"', site["index.html"])
    assert {one.decode() for one in linked} <= files.keys()
    assert all(path.encode() in linked for path in files if path.endswith("font.css"))


@pytest.mark.parametrize("theme", theme_names())
def test_every_theme_has_the_fonts_for_reading(theme: str) -> None:
    """A theme names its own; these come from base."""
    assert tuple(load_theme(theme).fonts)[1:] == READING


# A header picture

HEADER = "header: {file: hills.jpg, alt: Moorland, shows: [ben-7k2q]}"


def test_a_header_picture_is_made_wide_and_shown_on_the_first_page_alone(school: Path) -> None:
    write(school, {f"{BEN}/media/hills.jpg": picture("navy", (2400, 900))})
    site = site_of_ben(school, HEADER)
    widths = {path.split("-")[-1].split(".")[0] for path in site if path.startswith("media/")}
    assert widths == {"640", "1280", "2000"}
    assert b'alt="Moorland"' in site["index.html"]
    assert b"header-picture" not in site["reflections.html"]


def test_a_header_picture_without_consent_is_published_nowhere(school: Path) -> None:
    """And one whose consent is withdrawn leaves the site that it was in."""
    write(school, {f"{BEN}/media/hills.jpg": picture("navy", (2400, 900))})
    assert any(path.startswith("media/") for path in site_of_ben(school, HEADER))
    write(school, {"consents.yaml": "amina-x3f9:\n  photos: {widest: public}\n"})
    summary = build(school)
    site = every_byte(school / "_site/family" / BEN)
    assert not any(path.startswith("media/") for path in site)
    assert not any(b"Moorland" in content for content in site.values())
    assert "missing-consent" in rules_of(summary)


def test_a_header_picture_goes_out_of_the_other_sites_too(school: Path) -> None:
    write(school, {f"{BEN}/media/hills.jpg": picture("navy", (2400, 900))})
    site_of_ben(school, HEADER)
    write(school, {f"{BEN}/profile.yaml": f"name: Ben Lee\naudience: school\n{HEADER}\nshow: {{header: private}}\n"})
    assert {(one.student, one.audience) for one in build(school, "teachers").taken_out} == {("ben-7k2q", "family")}


def test_a_header_picture_without_a_description_is_told(school: Path) -> None:
    write(school, {f"{BEN}/media/hills.jpg": picture("navy", (2400, 900))})
    site_of_ben(school, "header: hills.jpg")
    assert {"missing-alt", "media-without-shows"} <= rules_of(build(school))


# What the school lets choose


def limit(school: Path, choices: str, own: str = "name: journal") -> None:
    """Writes the school's theme with these choices."""
    write(school, {"school.yaml": f"name: Hillside\ntheme: {{{own}, choices: {{{choices}}}}}\n"})


def test_a_theme_that_the_school_does_not_offer_gives_way_and_is_told(school: Path) -> None:
    limit(school, "themes: [meadow]")
    site = site_of_ben(school, "theme: gallery")
    assert b"theme-journal" in site["index.html"]
    assert told(school) == ["Your school does not offer the theme “gallery”, so another is used."]
    assert b"theme-meadow" in site_of_ben(school, "theme: meadow")["index.html"]
    assert told(school) == []


def test_a_palette_or_font_that_the_school_does_not_offer_gives_way_and_is_told(school: Path) -> None:
    limit(school, "palettes: [moss, slate], fonts: [journal]", own="name: journal, palette: moss")
    moss = site_of_ben(school, "")["theme/palette.css"]
    assert site_of_ben(school, "theme: {palette: coral}")["theme/palette.css"] == moss
    assert told(school) == ["The theme “journal” has no palette called “coral” to choose, so another is used."]
    assert site_of_ben(school, "theme: {palette: slate}")["theme/palette.css"] != moss


def test_fonts_for_reading_cannot_be_limited_away(school: Path) -> None:
    limit(school, "fonts: [journal]")
    for font in READING:
        assert f"font-{font} reading-font".encode() in site_of_ben(school, f"theme: {{font: {font}}}")["index.html"]
        assert told(school) == []


def test_a_limit_that_fits_no_theme_still_leaves_a_look(school: Path) -> None:
    limit(school, "palettes: [nowhere], fonts: [readable]")
    assert b"font-journal" in site_of_ben(school, "theme: {palette: coral}")["index.html"]


# A theme.css of one's own


def test_a_student_s_own_colours_come_into_the_palette(school: Path) -> None:
    write(school, {f"{BEN}/theme.css": ":root { --paper: #fff7f0; --step-0: 1.3rem; }\n"})
    sheet = site_of_ben(school)["theme/palette.css"].decode()
    assert sheet.count("--paper: #fff7f0;") == 3, "by day, when asked for, and on paper"
    assert "@media screen {\n:root {\n  --step-0: 1.3rem;\n}\n}" in sheet
    assert not any(path.endswith("theme.css") for path in every_byte(school / "_site/family" / BEN))


def test_a_colour_that_cannot_be_read_gives_way_with_the_ratio(school: Path) -> None:
    write(school, {f"{BEN}/theme.css": ":root { --paper: #fffdf7;\n--ink: #dddddd; }\n"})
    sheet = site_of_ben(school)["theme/palette.css"].decode()
    assert "#dddddd" not in sheet
    assert "#fffdf7" in sheet
    (message,) = told(school)
    assert "--ink on --paper would have a contrast of 1.3" in message
    (found,) = [one for one in build(school).problems if one.rule == "style-mistake"]
    assert (found.place.file, found.place.line) == (f"{BEN}/theme.css", 2)


def test_a_dark_ground_by_day_takes_the_whole_palette_or_gives_way(school: Path) -> None:
    write(school, {f"{BEN}/theme.css": ":root { --paper: black }\n"})
    assert "#000000" not in site_of_ben(school)["theme/palette.css"].decode()
    whole = "--paper: black; --tint: #111; --ink: white; --quiet: #bbb; --accent: #9cf; --accent-ink: black"
    write(school, {f"{BEN}/theme.css": f":root {{ {whole} }}\n"})
    assert "--paper: #000000;" in site_of_ben(school)["theme/palette.css"].decode()
    assert told(school) == []


def test_an_edited_theme_css_builds_that_student_alone_and_makes_no_picture_anew(school: Path) -> None:
    build(school)
    store = school / ".profilegen/store"
    pictures = {path: path.stat().st_mtime_ns for path in store.rglob("*.jpg")}
    write(school, {"students/amina-x3f9/theme.css": ":root { --accent: #7a1f4b }\n"})
    assert dict(build(school).why) == {"amina-x3f9": "theme.css is new", "ben-7k2q": ""}
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*.jpg")} == pictures
    (school / "students/amina-x3f9/theme.css").unlink()
    assert dict(build(school).why) == {"amina-x3f9": "theme.css is gone", "ben-7k2q": ""}


@pytest.mark.parametrize("theme", ["{palette: ink}", "{name: crisp}", "{font: lexend, options: {cover: picture}}"])
def test_another_palette_theme_or_layout_makes_no_picture_anew(school: Path, theme: str) -> None:
    build(school)
    made = {path: path.stat().st_mtime_ns for path in (school / ".profilegen/store").rglob("*.*p*g")}
    assert made
    with (school / "students/amina-x3f9/profile.yaml").open("a", encoding="utf-8") as profile:
        profile.write(f"theme: {theme}\n")
    assert dict(build(school).why)["amina-x3f9"] == "profile.yaml was changed"
    assert {path: path.stat().st_mtime_ns for path in (school / ".profilegen/store").rglob("*.*p*g")} == made


def test_every_audience_gets_the_same_look(school: Path) -> None:
    write(school, {"students/amina-x3f9/theme.css": ":root { --accent: #7a1f4b }\n"})
    for word in ("private", "teachers", "family", "school", "public"):
        build(school, word)
        folder = school / "_site" / word / "students/amina-x3f9/theme/palette.css"
        assert "--accent: #7a1f4b;" in folder.read_text("utf-8")


# What a check says of all this, before anything is built


WISHES = {
    "a theme that is not there": "theme: {name: jurnal}",
    "a palette that it has not": "theme: {palette: beige}",
    "an option of another theme": "theme: {name: journal, options: {wings: 'yes'}}",
    "nothing to say": "theme: {name: gallery}",
}


@pytest.mark.parametrize("wish", WISHES.values(), ids=WISHES.keys())
def test_a_check_says_of_a_look_what_the_build_says(school: Path, wish: str) -> None:
    write(school, {f"{BEN}/profile.yaml": f"name: Ben Lee\n{wish}\n", f"{BEN}/theme.css": ":root { --ink: white; }\n"})
    of_looks = ("unknown-choice", "style-mistake", "theme-mistake")
    checked = [one for one in check(school).problems if one.rule in of_looks]
    assert checked == [one for one in build(school).problems if one.rule in of_looks]
    assert checked


def test_a_broken_theme_is_told_by_a_check(school: Path) -> None:
    write(school, {"themes/ours/theme.yaml": "name: ours\nextends: nothing\n"})
    write(school, {f"{BEN}/profile.yaml": "name: Ben Lee\ntheme: ours\n"})
    assert "theme-mistake" in rules_of(check(school))


def test_a_theme_that_the_school_names_and_has_not_is_told_once_and_to_the_school(school: Path) -> None:
    write(school, {"school.yaml": "name: Hillside\ntheme:\n  name: jurnal\n  choices:\n    themes: [galery, meadow]\n"})
    for summary in (check(school), build(school)):
        told = [one for one in summary.problems if one.rule == "unknown-choice"]
        assert [(one.place.file, one.place.line) for one in told] == [("school.yaml", 3), ("school.yaml", 5)]
        assert "journal" in told[0].hint
        assert "gallery" in told[1].hint
