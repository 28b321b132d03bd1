"""A theme's own files: what they would fetch, what is missing, and advice on writing them."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.problems import Problem
from profilegen.theming.places import ThemeFiles
from profilegen.theming.static_checks import static_problems
from tests.building.worlds import write


def problems_of(root: Path, files: dict[str, str | bytes]) -> list[Problem]:
    """What is found in a theme with these static files alone."""
    write(root / "static", files)
    return [*static_problems(ThemeFiles(root, "themes/ours"), set(files))]


OUTSIDE: dict[str, tuple[str, str, int]] = {
    "an import": ("ours.css", '@import "//fonts.example.org/a.css";\n', 1),
    "a set of pictures": ("ours.css", 'p {}\np { background: image-set("https://a.example.org/a.png" 1x); }\n', 2),
    "an escaped address": ("ours.css", "p { background: \\75rl(\\68ttps://a.example.org/a.png); }\n", 1),
    "a script that asks": ("ours.js", "// ours\nfetch('a.json');\n", 2),
    "a script with an address": ("ours.js", 'location.href = "https://a.example.org/";\n', 1),
    "a drawing that runs": ("ours.svg", '<svg xmlns="http://www.w3.org/2000/svg">\n<script>1</script></svg>\n', 2),
    "a drawing that asks": ("ours.svg", '<svg>\n<image href="https://a.example.org/a.png"/></svg>\n', 2),
    "a drawing that loads": ("ours.svg", "<svg><style>\np { fill: url(https://a.example.org/) }</style></svg>\n", 2),
}


@pytest.mark.parametrize("case", OUTSIDE)
def test_a_request_to_outside_is_found_with_its_line(case: str, tmp_path: Path) -> None:
    name, text, line = OUTSIDE[case]
    (found,) = problems_of(tmp_path, {name: text})
    assert (found.rule, found.place.file, found.place.line) == (
        "theme-outside-request",
        f"themes/ours/static/{name}",
        line,
    )


def test_words_that_only_look_like_a_request_are_none(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "ours.css": '/* https://example.org */ a[href^="https:"]::after { content: "https://"; }\n',
        "ours.js": 'const namespace = "http://www.w3.org/2000/svg";\n',
        "ours.svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/png;base64,AA"/></svg>\n',
    }
    assert problems_of(tmp_path, files) == []


def test_a_file_that_is_not_there_is_found_with_its_line(tmp_path: Path) -> None:
    comment, page = "/* a\n comment: url(gone.png) */\n", "p { background: url(a.png) url('#mark') }\n"
    sheet = f"{comment}{page}@font-face {{ src: url(a.woff2#x) }}\n"
    (found,) = problems_of(tmp_path, {"fonts/ours.css": sheet, "fonts/a.png": b"", "a.woff2": b"", "OFL.txt": ""})
    assert (found.rule, found.place.line) == ("theme-broken-link", 4)
    assert "a.woff2" in found.message


def test_left_and_right_are_told_once_a_sheet_but_not_where_the_direction_is_said(tmp_path: Path) -> None:
    sheet = '[dir="rtl"] p { float: left; }\nh1 { margin-inline: 1em; }\np { margin-left: 1em; }\nq { left: 0; }\n'
    (found,) = problems_of(tmp_path, {"ours.css": sheet})
    assert (found.rule, found.severity.value, found.place.line) == ("theme-advice", "advice", 3)
    assert "2 places" in found.message


def test_important_is_advised_against(tmp_path: Path) -> None:
    (found,) = problems_of(tmp_path, {"ours.css": "/* !important */\np { color: red ! important; }\n"})
    assert (found.rule, found.place.line) == ("theme-advice", 2)


def test_a_font_wants_its_licence_in_its_folder_or_above(tmp_path: Path) -> None:
    (found,) = problems_of(
        tmp_path, {"fonts/ours/a.woff2": b"", "fonts/theirs/b.woff2": b"", "fonts/theirs/OFL.txt": ""}
    )
    assert (found.rule, found.place.file) == ("theme-advice", "themes/ours/static/fonts/ours/a.woff2")
    assert "licence" in found.message
