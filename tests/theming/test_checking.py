"""`check_theme` says what is wrong with a theme, in which file and line; the product's own are sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.loading.theme_folders import theme_names
from profilegen.problems import Severity, UsageError
from profilegen.starting import new_theme
from profilegen.theming.checking import check_theme
from tests.building.worlds import write
from tests.complaints import assert_none
from tests.theming.themes import a_school_with, checked, of_rule

PALETTE = """
name: ours
extends: journal
palettes:
  pale:
    light: {paper: "#ffffff", ink: "#111111", quiet: "#555555", line: "#cccccc", accent: "#0044aa",
            accent-ink: "#ffffff", tint: "#f4f4f4"}
    dark:
      paper: "#111111"
      ink: "#333333"
      quiet: "#aaaaaa"
      line: "#444444"
      accent: "#88bbff"
      accent-ink: "#111111"
      tint: "#222222"
"""


@pytest.mark.parametrize("name", ["base", *theme_names()])
def test_the_themes_that_come_with_the_product_have_no_error(name: str) -> None:
    found = check_theme(name)
    assert found.pages > 200
    assert_none(f"{one.place}: {one.message}" for one in found.problems if one.severity is Severity.ERROR)


def test_a_fresh_theme_is_as_sound_as_the_one_that_it_starts_from(tmp_path: Path) -> None:
    write(tmp_path, {"school.yaml": "name: Hillside\n"})
    new_theme(tmp_path, "Our house", "crisp")
    fresh, below = check_theme("our-house", tmp_path), check_theme("crisp")
    assert fresh.pages == below.pages
    assert {one.rule for one in fresh.problems} <= {one.rule for one in below.problems}


def test_colours_that_are_too_alike_are_found_with_their_line(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, {"theme.yaml": PALETTE}).problems
    assert (found.rule, found.place.file, found.place.line) == ("theme-mistake", "themes/ours/theme.yaml", 9)
    assert "ink on paper" in found.message
    assert "4.5" in found.message
    assert found.source.strip() == 'ink: "#333333"'


def test_a_theme_yaml_that_cannot_be_read_is_found_with_its_line(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, {"theme.yaml": "name: ours\nextends: journal\nname: ours\n"}).problems
    assert (found.place.file, found.place.line) == ("themes/ours/theme.yaml", 3)
    assert str(tmp_path) not in found.message


PAGE = '{% extends "journal/page.html" %}\n'

FOOTER = PAGE + "{% block footer %}{{ super() }}\n"
MAIN = '{% extends "page.html" %}\n{% block main %}\n'
SKILLS: dict[str, str | bytes] = {"templates/skills.html": MAIN + "{{ profile.taglin }}{% endblock %}\n"}
STYLED: dict[str, str | bytes] = {"templates/page.html": FOOTER + '<p style="color:red"></p>{% endblock %}\n'}

Told = tuple[str, str, int, str]
BROKEN: dict[str, tuple[dict[str, str | bytes], list[Told]]] = {
    "a font from outside": (
        {"static/ours.css": "p { color: red; }\n@font-face { src: url(https://fonts.example.org/a.woff2); }\n"},
        [("theme-outside-request", "static/ours.css", 2, "https://fonts.example.org/a.woff2")],
    ),
    "a style sheet from outside": (
        {"templates/page.html": FOOTER + '<link rel="stylesheet" href="https://a.example.org/a.css">{% endblock %}\n'},
        [("theme-outside-request", "templates/page.html", 3, "https://a.example.org/a.css")],
    ),
    "what a page may not leave out, or hold": (
        {
            "templates/page.html": FOOTER + '<p style="color:red"></p>\n'
            '<img src="//a.example.org/dot.png" alt="">\n'
            '<img src="{{ page.root }}theme/ours.png" alt="">{% endblock %}\n',
            "templates/school_page.html": '{% extends "base/school_page.html" %}\n{% block footer %}{% endblock %}\n',
            "templates/skills.html": MAIN + "<p>Skills</p>{% endblock %}\n",
            "static/Ours.png": b"",
            **{f"static/fonts/{name}": b"\0" * 190_000 for name in ("OFL.txt", "a.woff2", "b.woff2")},
        },
        [
            ("theme-policy", "templates/page.html", 3, "style"),
            ("theme-outside-request", "templates/page.html", 4, "//a.example.org"),
            ("theme-broken-link", "templates/page.html", 5, "theme/ours.png"),
            ("theme-structure", "templates/school_page.html", 0, "<footer>"),
            ("theme-structure", "templates/skills.html", 0, "<h1>"),
            ("theme-too-large", "theme.yaml", 0, "400 is the most"),
        ],
    ),
    "templates that fail": (
        {
            **SKILLS,
            "templates/journey.html": MAIN + "{{ profil.name }}{% endblock %}\n",
            "templates/gallery.html": MAIN,
            "templates/showcase.html": '{% extends "showcase.html" %}\n',
        },
        [
            ("theme-mistake", "templates/skills.html", 3, "A StudentView has no field “taglin”"),
            ("theme-mistake", "templates/journey.html", 3, "no “profil”"),
            ("theme-mistake", "templates/gallery.html", 2, "block"),
            ("theme-mistake", "templates/showcase.html", 1, "without an end"),
        ],
    ),
    "a loop without an end": (
        {
            "templates/skills.html": MAIN + "{% for a in range(99999) %}{% for b in range(99999) %}{{ b }}"
            "{% endfor %}{% endfor %}{% endblock %}\n"
        },
        [("theme-mistake", "templates/skills.html", 3, "This template fails")],
    ),
}


@pytest.mark.parametrize("mistake", BROKEN)
def test_a_mistake_is_found_where_it_stands(mistake: str, tmp_path: Path) -> None:
    files, expected = BROKEN[mistake]
    found = checked(tmp_path, files)
    for rule, file, line, said in expected:
        of_it = of_rule(found, rule)
        here = [one for one in of_it if said in one.message and one.place.file == f"themes/ours/{file}"]
        assert [one.place.line for one in here[:1]] == [line], [f"{one.place}: {one.message}" for one in of_it]
        assert here[0].hint
    keys = [(one.rule, one.place, one.message.partition(" Seen in ")[0]) for one in found.problems]
    assert len(keys) == len({*keys})  # a mistake on many pages is told once


def test_an_unknown_field_is_answered_with_those_there_are(tmp_path: Path) -> None:
    (found,) = of_rule(checked(tmp_path, SKILLS), "theme-mistake")
    assert "Did you mean “tagline”?" in found.hint
    assert "reflections" in found.hint
    assert found.source.strip() == "{{ profile.taglin }}{% endblock %}"


def test_a_strangers_folder_is_looked_at_where_it_lies(tmp_path: Path) -> None:
    school = a_school_with(tmp_path, STYLED)
    stranger = (school / "themes" / "ours").rename(tmp_path / "downloaded")
    before = sorted(stranger.rglob("*"))
    (found,) = of_rule(check_theme(str(stranger)), "theme-policy")
    assert found.place.file == f"{stranger.as_posix()}/templates/page.html"
    assert sorted(stranger.rglob("*")) == before


def test_a_strangers_link_to_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8", newline="\n")
    stranger = write(tmp_path / "downloaded", {"theme.yaml": "name: downloaded\nextends: journal\n"})
    (stranger / "static").mkdir()
    (stranger / "static" / "a.txt").symlink_to(tmp_path / "secret.txt")
    (found,) = check_theme(str(stranger)).problems
    assert found.rule == "theme-mistake"
    assert "link" in found.message


def test_a_name_that_is_no_theme_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="fireworks") as refusal:
        check_theme("fireworks", tmp_path)
    assert "journal" in refusal.value.hint
