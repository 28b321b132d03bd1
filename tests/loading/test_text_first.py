"""YAML is text first: what was typed is what is kept, letter for letter; what is left empty is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from profilegen.loading.records import read_record
from profilegen.loading.yaml_text import parse
from profilegen.model.records import Reflection
from profilegen.problems import Place
from tests.loading.worlds import REFLECTION, found

# Every letter of every script; what no text holds is refused before YAML is read (see test_hostile_yaml).
LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=[chr(n) for n in range(0xFDD0, 0xFDF0)])
TEXTS = st.text(LETTERS, min_size=1).filter(
    lambda text: text.strip() and not any(ord(letter) & 0xFFFE == 0xFFFE for letter in text)
)


@pytest.mark.parametrize(
    "typed",
    ["No", "yes", "12:30", "1.10", "007", "~", "null", "1e3", "0x1F", "2026-10-14", "1_000", "=", "true", ".5", "NaN"],
)
def test_a_plain_text_stays_what_was_typed(typed: str) -> None:
    assert parse(f"name: {typed}\n", "f.yaml").fields == {"name": typed}


@given(TEXTS)
def test_a_quoted_text_stays_letter_for_letter(text: str) -> None:
    assert parse(f"name: {json.dumps(text, ensure_ascii=False)}\n", "f.yaml").fields == {"name": text}


@given(TEXTS.filter(lambda text: not text.startswith((" ", "\u2028", "\u2029"))))
def test_a_long_text_stays_letter_for_letter(text: str) -> None:
    assert parse(f"body: |-\n  {text}\n", "f.yaml").fields == {"body": text}


@given(st.dictionaries(st.text("abcdef_", min_size=1, max_size=8), TEXTS, min_size=1))
def test_what_another_program_wrote_is_read_letter_for_letter(fields: dict[str, str]) -> None:
    written = yaml.safe_dump(fields, allow_unicode=True, default_style='"', width=10_000)
    assert parse(written, "f.yaml").fields == fields


@pytest.mark.parametrize("empty", ["", '""', "''", "   ", "|\n", "|\n\n\n", ">-\n", "\n  photos:\n    widest:\n"])
def test_what_is_left_empty_is_not_there(empty: str) -> None:
    written = parse(f"title: A\nempty: {empty}\nlast: B\n", "f.yaml")
    assert (written.fields, written.mistakes) == ({"title": "A", "last": "B"}, ())


def test_an_empty_list_says_nobody_and_an_empty_entry_says_nothing() -> None:
    written = parse("shows: []\noptions: {}\nmedia:\n  -\n  - file:\n    alt:\n  - b.jpg\n", "f.yaml")
    assert written.fields == {"shows": [], "options": {}, "media": ["b.jpg"]}
    assert written.places.at("media", 0) == Place("f.yaml", 7, 5, 10)


def test_a_file_of_notes_only_has_no_fields() -> None:
    assert parse("# nothing yet\n\n", "f.yaml").fields == {}
    assert parse("", "f.yaml").fields == {}


def test_each_field_knows_its_place() -> None:
    places = parse(
        "# a note\ntitle: My bridge\nfrom:\n  name: 'Mr Okafor'\nmedia: [a.jpg,\n  {file: b.jpg}]\nbody: |\n  Hello\n",
        "f.yaml",
    ).places
    assert places.at() == Place("f.yaml", 2, 1, 2)
    assert places.at("title") == Place("f.yaml", 2, 8, 17)
    assert places.at("from") == Place("f.yaml", 3, 1, 5)  # its own name: the group begins on the next line
    assert places.at("from", "name") == Place("f.yaml", 4, 9, 20)
    assert places.at("from", "role") == places.at("from")  # the nearest thing around it
    assert places.at("media", 0) == Place("f.yaml", 5, 9, 14)
    assert places.at("media", 1, "file") == Place("f.yaml", 6, 10, 15)
    assert places.source_at("from", "name") == "  name: 'Mr Okafor'"
    assert places.at("body").line == 7


def test_a_place_counts_letters_as_an_editor_does(tmp_path: Path) -> None:
    text = "\ufefftitle: Ünïcode 😀\r\ndate: 2026-10-14\r\nfeatured: ✨\r\n"
    _, (problem,) = read_record(found(tmp_path, "r.yaml", text), Reflection)
    assert (problem.place.line, problem.place.column, problem.source) == (3, 11, "featured: ✨")


def test_line_ends_of_windows_and_old_macs_are_line_ends(tmp_path: Path) -> None:
    for line_end in ("\r\n", "\r"):
        text = f"{REFLECTION}body: |\n  One.\n  Two.\n".replace("\n", line_end)
        filed, problems = read_record(found(tmp_path, "r.yaml", text), Reflection)
        assert filed is not None and not problems
        assert filed.record.body == "One.\nTwo."


def test_separators_of_a_word_processor_are_letters_not_line_ends() -> None:
    written = parse("title: A\nbody: |\n  One\u2028Two\u2029Three\nlast: B\n", "f.yaml")
    assert written.fields == {"title": "A", "body": "One\u2028Two\u2029Three\n", "last": "B"}
    assert written.places.at("last").line == 4


def test_a_note_after_a_text_is_no_mistake_but_a_cut_text_is() -> None:
    assert parse("audience: family # my own choice\n", "f.yaml").mistakes == ()
    assert parse("colour: '#fff'\nurl: a#b\n", "f.yaml").mistakes == ()
    (cut,) = parse("title: We are #1\n", "f.yaml").mistakes
    assert cut.problem.rule == "text-left-out"


def test_tabs_are_text_inside_a_text_and_a_mistake_at_the_start_of_a_line() -> None:
    assert parse("title:\tA\nbody: |\n  a\n  \tb\n", "f.yaml").fields == {"title": "A", "body": "a\n\tb\n"}
    (tab,) = parse("media: [\n\ta.jpg]\n", "f.yaml").mistakes
    assert (tab.problem.rule, tab.problem.place.line) == ("yaml-tab", 2)
