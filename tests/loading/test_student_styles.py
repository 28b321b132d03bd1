"""A student's own theme.css: what is taken, what is told, and that nothing of it is passed on as it was written."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profilegen.loading.colours import linear_rgb
from profilegen.loading.folders import Found
from profilegen.loading.student_styles import read_student_styles
from profilegen.model.theme import COLOURS, SIZES, StyleToken
from profilegen.problems import Problem

PLAIN = re.compile(r"#[0-9a-f]{6}|oklch\([\d.]+% [\d.]+ [\d.]+\)|[\d.]+(rem|em)?")
"""Everything that a token can become."""


def read(folder: Path, css: str | bytes) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The tokens as `scheme name` and value, and what was told."""
    (folder / "theme.css").write_bytes(css.encode("utf-8") if isinstance(css, str) else css)
    tokens, problems = read_student_styles(Found(folder, "", ""))
    return {f"{one.scheme} {one.name}": one.value for one in tokens}, problems


def test_without_the_file_there_is_nothing(tmp_path: Path) -> None:
    assert read_student_styles(Found(tmp_path, "", "")) == ((), ())


def test_colours_for_day_and_night_and_sizes_are_taken(tmp_path: Path) -> None:
    css = """
        /* Mine: warm. */
        :root { --paper: #FFF; --accent: teal; --ink: oklch(25% 0.04 250deg); --line-height: 1.70; --edge: 2rem }
        @media (prefers-color-scheme: dark) { :root { --paper: rgb(20, 20, 30); --paper: hsl(240, 20%, 10%); } }
    """
    assert read(tmp_path, css) == (
        {
            "light paper": "#ffffff",
            "light accent": "#008080",
            "light ink": "oklch(25% 0.04 250)",
            "sizes line-height": "1.7",
            "sizes edge": "2rem",
            "dark paper": "#14141f",
        },
        (),
    )


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("url(https://example.org/x.png)", "asks for a file"),
        ("URL(data:text/css,x)", "asks for a file"),
        ("expression(alert(1))", "is code, in an old browser"),
        ("var(--paper)", "leads to itself"),
        ("var(--ink, red)", "leads elsewhere"),
        ("env(safe-area-inset-top)", "depends on the machine"),
        ("image-set('x.png' 1x)", "asks for a file"),
        ("red; } body { display: none", "ends the rule"),
        ("red</style><script>", "ends the sheet, were it in a page"),
        ("red !important", "would go before a reader's own"),
        ("red blue", "is two"),
        ("#ff000080", "can be seen through"),
        ("rgba(0, 0, 0, 0.1)", "can be seen through"),
        ("transparent", "can be seen through"),
        ("currentColor", "is no colour of its own"),
        ("inherit", "is no colour"),
        ("oklch(50% 0.1)", "lacks a number"),
        ("oklch(1e99% 0.1 20)", "is no colour"),
        ("oklch(50% -1 20)", "is no colour"),
        ("oklch(calc(50%) 0.1 20)", "is to be reckoned"),
        ("oklch(50% 0.1 20 / 0)", "can be seen through"),
        ("{}", "is a block"),
        ("", "is nothing"),
    ],
)
def test_a_hostile_value_is_told_and_left_out(tmp_path: Path, value: str, why: str) -> None:
    tokens, problems = read(tmp_path, f":root {{ --tint: #eeeeee;\n--paper: {value}; }}\n")
    assert "light paper" not in tokens or (tokens["light paper"] == "#ff0000" and ";" in value), why
    assert tokens["light tint"] == "#eeeeee", "the rest holds"
    assert problems, why
    assert {found.rule for found in problems} == {"style-mistake"}
    assert all(found.place.file == "theme.css" and found.place.line >= 1 and found.hint for found in problems)


@pytest.mark.parametrize("value", ["oklch(0.00001% 0 0)", "oklch(-0% 0 -0)", "oklch(40% 0.1 0.00001)"])
def test_numbers_next_to_nothing_are_written_as_a_palette_has_them(tmp_path: Path, value: str) -> None:
    tokens, problems = read(tmp_path, f":root {{ --paper: {value}; }}\n")
    assert not problems
    assert linear_rgb(tokens["light paper"])
    assert "e-" not in tokens["light paper"]


@pytest.mark.parametrize(
    "css",
    [
        '@import "x.css";',
        "@import url(//example.org/x.css);",
        '@font-face { font-family: x; src: url("x.woff2") }',
        "@media print { :root { --paper: red } }",
        "@media (prefers-color-scheme: dark), print { :root { --paper: red } }",
        "@media (prefers-color-scheme: dark) { @media (prefers-color-scheme: dark) { :root { --paper: red } } }",
        "@layer theme { :root { --paper: red } }",
        "body { --paper: red }",
        ":root, body { --paper: red }",
        ":root:hover { --paper: red }",
        "html:root { --paper: red }",
        "* { --paper: red }",
        ":root { color: red }",
        ":root { --paper }",
        ":root { --PAPER: red }",
        ":root { --font-body: Comic Sans MS }",
        ":root { \\2d -x: red }",
        ":root { .deeper { --paper: red } }",
        "@media (prefers-color-scheme: dark) { :root { --step-0: 1.2rem } }",
        ":root { --step-0: 40rem }",
        ":root { --step-0: 1.2vw }",
        ":root { --step-0: 0 }",
        ":root { --line-height: -1.5 }",
        ":root { --line-height: calc(1 + 1) }",
        "}}}}",
        "<!-- --> ]",
    ],
)
def test_whatever_else_stands_there_is_told_and_left_out(tmp_path: Path, css: str) -> None:
    tokens, problems = read(tmp_path, css)
    assert tokens == {}
    assert problems


def test_escapes_mean_what_they_mean_and_are_not_passed_on(tmp_path: Path) -> None:
    tokens, _ = read(tmp_path, r":root { --p\61per: r\65 d; }")
    assert tokens == {"light paper": "#ff0000"}


def test_a_mistake_has_its_line_and_says_what_was_meant(tmp_path: Path) -> None:
    _, problems = read(tmp_path, ":root {\n  --paper: white;\n  --pappr: red;\n}\n")
    (told,) = problems
    assert (told.place.line, told.hint) == (3, "Did you mean --paper?")


def test_a_large_file_and_a_deep_one_cost_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, ":root { --paper: red }" + "/*" + "x" * 1_000_000 + "*/")[0] == {}
    assert read(tmp_path, ":root { --paper: " + "(" * 60_000)[0] == {}
    tokens, problems = read(tmp_path, ":root { " + "--x: 1;" * 8_000 + "--paper: red }")
    assert tokens == {"light paper": "#ff0000"}
    assert len(problems) < 60


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text(":root { --paper: red }", "utf-8", newline="\n")
    try:
        (tmp_path / "theme.css").symlink_to(tmp_path / "elsewhere")
    except OSError as error:
        pytest.skip(f"this machine makes no links: {error}")
    tokens, problems = read_student_styles(Found(tmp_path, "", ""))
    assert tokens == ()
    assert problems


@given(st.text(string.printable + "é\u202e", max_size=300), st.sampled_from([*COLOURS, *SIZES]))
def test_nothing_but_plain_colours_and_numbers_ever_comes_out(
    tmp_path_factory: pytest.TempPathFactory, text: str, name: str
) -> None:
    folder = tmp_path_factory.mktemp("styles")
    for css in (text, f":root {{ --{name}: {text} }}", f":root {{ {text} }}"):
        tokens, _ = read(folder, css)
        assert all(PLAIN.fullmatch(value) for value in tokens.values())
        assert all(key.split(" ")[1] in (*COLOURS, *SIZES) for key in tokens)


def test_tokens_stand_in_one_order_whatever_the_order_of_the_file(tmp_path: Path) -> None:
    one, _ = read(tmp_path, ":root { --paper: red; --ink: blue }")
    other, _ = read(tmp_path, ":root { --ink: blue }\n:root { --paper: red }")
    assert list(one.items()) == list(other.items())
    assert isinstance(read_student_styles(Found(tmp_path, "", ""))[0][0], StyleToken)
