"""Whatever a file holds, reading it ends soon, with a record or a problem: never a crash, never another exception."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profilegen.loading.folders import Found
from profilegen.loading.front_matter import parse_front_matter
from profilegen.loading.records import read_record
from profilegen.loading.text_files import LARGEST, text_of
from profilegen.loading.yaml_text import LONGEST_TEXT, parse
from profilegen.model.records import Reflection
from tests.loading.worlds import found, rules

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGE_BOMB = "a: &a {x: y}\n" + "".join(
    f"{name}: &{name}\n  <<: [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
BOUND = 3.0  # seconds: hundreds of times what any of these needs, and a hundredth of what they cost a naive reader

HOSTILE = {
    "aliases that multiply": (BOMB, "yaml-feature"),
    "merge keys that multiply": (MERGE_BOMB, "yaml-feature"),
    "a cycle": ("a: &a [*a]\n", "yaml-feature"),
    "a tag that runs something": ("title: !!python/object/apply:os.system ['true']\n", "yaml-feature"),
    "a tag for a type": ("title: !!binary aGVsbG8=\n", "yaml-feature"),
    "a tag on a field's name": ("!!str title: A\n", "yaml-feature"),
    "an anchor on a field's name": ("&a title: A\n", "yaml-feature"),
    "an alias as a field's name": ("a: &a b\n*a : c\n", "yaml-feature"),
    "a list as a field's name": ("? [a, b]\n: c\n", "yaml-feature"),
    "30,000 brackets": ("[" * 30_000, "too-deep"),
    "30,000 braces": ("{a: " * 30_000, "too-deep"),
    "30,000 dashes": ("- " * 30_000, "too-deep"),
    "30,000 question marks": ("? " * 30_000, "too-deep"),
    "brackets in a field's name": ("? " + "[" * 30_000, "too-deep"),
    "too deep by one": ("".join("  " * n + "a:\n" for n in range(21)), "too-deep"),
    "a field twice, and again": ("a: b\n" * 50_000, "yaml-syntax"),
    "fifty thousand unknown fields": ("".join(f"a{n}: b\n" for n in range(15_000)), "unknown-key"),
    "empty entries among full ones": ("title: A\ndate: 2026-10-14\nmedia:\n" + "- a\n-\n" * 30_000, None),
    "a huge text": (f"title: A\ndate: 2026-10-14\nbody: {'x' * (LONGEST_TEXT + 1)}\n", "wrong-type"),
    "a huge quoted text": (f'title: A\ndate: 2026-10-14\nbody: "{"x " * 60_000}"\n', "wrong-type"),
    "a huge broken line": ("title: " + "a: " * 80_000, "yaml-syntax"),
    "a huge line of quotes": ("title: " + "'\" " * 80_000, "yaml-syntax"),
    "spaces without end": ("title: a\n" + " " * 200_000 + "b: c\n", "yaml-syntax"),
    "a backslash for nothing": ('title: "\\0"\n', "yaml-syntax"),
    "half of a character": ('title: "\\ud800"\n', "yaml-syntax"),
    "a directive": ("%TAG ! tag:example.com,2026:\n---\ntitle: !x y\n", "yaml-feature"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_answered_soon(name: str, tmp_path: Path) -> None:
    text, rule = HOSTILE[name]
    file = found(tmp_path, "r.yaml", text)
    start = time.process_time()
    filed, problems = read_record(file, Reflection)
    assert time.process_time() - start < BOUND
    assert (filed is None) == (rule is not None)
    assert rule is None or rule in rules(problems)


def test_twenty_deep_is_deep_enough() -> None:
    written = parse("".join("  " * n + "a:\n" for n in range(19)) + "  " * 19 + "a: b\n", "f.yaml")
    assert written.mistakes == ()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("title: A\n".encode("utf-16"), "UTF-16"),
        ("title: A\n".encode("utf-16-le"), "UTF-16"),
        ("title: Zoë\n".encode("latin-1"), "not saved as UTF-8"),
        (b"title: A\nsubject: \x00\n", "U+0000"),
        (b"title: A\nsubject: \x1b[31m\n", "U+001B"),
        ("title: A\nsubject: \x85\n".encode(), "U+0085"),
        ("title: A\nsubject: \ufdd0\n".encode(), "U+FDD0"),
        (b"x" * (LARGEST + 1), "larger than 256 KB"),
        (b"PK\x03\x04 a Word file", "Word"),
        (b"{\\rtf1 text}", "RTF"),
    ],
)
def test_what_is_no_plain_text_is_named_for_what_it_is(content: bytes, says: str, tmp_path: Path) -> None:
    filed, (problem,) = read_record(found(tmp_path, "r.yaml", content), Reflection)
    assert filed is None
    assert problem.rule == "unreadable-file"
    assert says in problem.message
    assert problem.hint


def test_a_letter_that_is_no_utf_8_has_its_place(tmp_path: Path) -> None:
    _, (problem,) = read_record(found(tmp_path, "r.yaml", "title: Á\r\nname: ".encode() + b"Zo\xeb"), Reflection)
    assert (problem.place.line, problem.place.column) == (2, 9)


def test_the_largest_file_is_read(tmp_path: Path) -> None:
    start = "title: A\ndate: 2026-10-14\n"
    text = start + "#" * (LARGEST - len(start))
    assert read_record(found(tmp_path, "r.yaml", text), Reflection)[0] is not None


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_a_problem(raw: bytes) -> None:
    text, problems = text_of(raw, Found(Path("r.yaml"), "r.yaml", "r.yaml"))
    assert text == "" or not problems


YAML_SIGNS = st.lists(
    st.sampled_from(
        [*"\n\n\n:-#'\"[]{}|>&*!%@`,?=\t \\", "  ", ": ", "- ", "---", "...", "<<", "a", "title", "é", "\u2028", "："]
    ),
    max_size=60,
).map("".join)


@settings(deadline=None, max_examples=600)
@given(st.one_of(YAML_SIGNS, st.text(max_size=200)))
def test_any_text_is_fields_or_a_mistake_with_a_place_in_the_file(typed: str) -> None:
    text, _ = text_of(typed.encode(), Found(Path("r.yaml"), "r.yaml", "r.yaml"))
    for written in (parse(text, "f.yaml"), parse_front_matter(text, "f.md")):
        assert (written.fields is not None) or written.mistakes
        for mistake in written.mistakes:
            problem = mistake.problem
            assert problem.message and problem.hint
            assert 1 <= problem.place.line <= text.count("\n") + 1
            assert 1 <= problem.place.column <= len(problem.source) + 1
            assert problem.place.column <= problem.place.end_column
            assert problem.source == text.split("\n")[problem.place.line - 1]
