"""Most records are read plainly, values alone, and in full when a place is asked for. Nobody may be able to tell."""

from __future__ import annotations

import pickle
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from profilegen.loading import front_matter, yaml_text
from profilegen.loading.front_matter import parse_front_matter
from profilegen.loading.plain_yaml import plain_values
from profilegen.loading.yaml_text import LONGEST_TEXT, Written, parse, parse_in_full
from tests.loading.test_reading_speed import FORTY_SEVEN_LINES

RECORD = """\
# My own notes

title: The bridge, 10:30 - a story
date: 2026-10-14
from: {name: Mr Lee, role: mentor}
skills: [problem-solving, Speaking up]
body: |
  We tried *squares* # first.

    It's “café” time
  - and - they: folded

media:
- bridge.jpg
- file: sketch.jpg
  alt: 'A sketch'
  shows:
    - amina-x7k2
  caption:
remember:
  - question: "Why?"
    answer: |-
      You cannot

feedback:
  from:
    name: Ms Okafor
audience: family
"""
# Pieces that mean something to YAML, and some that only look so.
PIECES = some.sampled_from(
    (
        "title", "body", "a", "x: ", ": ", ":", "- ", "-", "  ", " ", "\n", "\n\n", "\n  ", "\n    ", "\n- ", "\n  - ",
        "|", "|-", "|\n", "|+", ">", ">\n  ", "#", " #", " # note", "'", '"', "\\", "[", "]", "{", "}", ",", "&a", "*a",
        "!t", "?", "? ", "%", "@", "---", "...", "\n---\n", "<<", "~", "null", "=", "\t", "\r", "\0", "\x85", "\xa0",
        "\u2028", "\ufeff", "\ufdd0", "é", "٣", "日本", "😀", "’", "\u200d", "a: b\n", "- a\n", "[a, b]",
        "{a: b}", "a:\n",
    )
)  # fmt: skip
TEXTS = some.lists(PIECES, max_size=30).map("".join)


@some.composite
def spoilt(draw: some.DrawFn) -> str:
    """A sound record in which a few places were written over."""
    text = RECORD
    for _ in range(draw(some.integers(1, 4))):
        start = draw(some.integers(0, len(text)))
        taken = draw(some.integers(0, 6))
        text = text[:start] + draw(PIECES) + text[start + taken :]
    return text


def everything(written: Written) -> object:
    """What was found, in its order, with each place."""
    places, names = written.places, written.names
    return repr((written.fields, written.mistakes, places.file, list(places.known.items()), list(names.items())))


@given(TEXTS | spoilt())
@example(RECORD)
@example(RECORD.removesuffix("\n"))
@example("a: |\n  b")
@example("a: |\n   \n  b\n")
@example("a: |\n  b\n   \n")
@example("a: |-\n  b\n   \n \nc: d\n")
@example("a: b\n c: d\n")
@example("a:\n- b\n- c: d\n  e:\n  - f\n - g\n")
def test_plainly_or_in_full_it_is_the_same(text: str) -> None:
    assert everything(parse(text, "f.yaml")) == everything(parse_in_full(text, "f.yaml"))


@given(TEXTS | spoilt(), some.sampled_from(("", "\n", "\nSome *words*\n")))
@example("title: A\nbody: B\n", "Words\n")
def test_above_a_body_too(fields: str, body: str) -> None:
    text = f"---\n{fields}\n---\n{body}"
    plainly = everything(parse_front_matter(text, "f.md"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(front_matter, "parse", parse_in_full)
        assert plainly == everything(parse_front_matter(text, "f.md"))


@pytest.mark.parametrize("text", [RECORD, RECORD.removesuffix("\n"), f"\n\n{RECORD}", FORTY_SEVEN_LINES])
def test_records_as_they_are_written_are_read_plainly(text: str) -> None:
    assert plain_values(text) == parse_in_full(text, "f.yaml").fields


def test_a_text_is_read_in_full_once_and_only_when_a_place_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    readings = []

    def counted(text: str, file: str) -> Written:
        readings.append(file)
        return parse_in_full(text, file)

    monkeypatch.setattr(yaml_text, "parse_in_full", counted)
    written = parse(RECORD, "f.yaml")
    assert written.fields
    assert readings == []
    assert written.places.at("title").line == 3
    assert written.names[("title",)][0].line == 3
    assert written.places.at("media", 1, "alt").line == 16
    assert readings == ["f.yaml"]


def test_places_that_were_not_asked_for_can_be_sent_to_another_process() -> None:
    written = pickle.loads(pickle.dumps(parse(RECORD, "f.yaml")))  # noqa: S301 - our own
    assert everything(written) == everything(parse_in_full(RECORD, "f.yaml"))


@pytest.mark.parametrize("piece", ["a:\n", " ", "\n", "#\n", "- ", "[a, ", "a: |\n  b\n", "  ", "a, ", "{a: b, "])
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * LONGEST_TEXT)[:LONGEST_TEXT]
    start = time.process_time()
    for beginning in ("", "a: [", "a: {a: ", "a: |\n  "):
        plain_values(beginning + text)
    assert time.process_time() - start < 5
