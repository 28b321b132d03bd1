"""Taking parts out of what somebody wrote: exactly these parts, and not a byte more; or nothing at all."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from profilegen.model.carrying import Cut, Why
from profilegen.model.school import Key
from profilegen.packing.cutting import cut_out

TEXT = """\
# A remark at the top
name: Amina   # stays

# they only at home
pronouns: they/them
about: |
  Hello

  there
feedback:
  - from: {name: Kai Chen, role: peer}
    comment: one
  # about the second
  - from:
      name: Jo Bloggs
    comment: >
      two
  - comment: three
media: [a.jpg, 'b.jpg', {file: c.jpg, alt: foo}]
last:
  - x: 1
    y: 2
"""


def cut(text: str, *keys: Key, instead: str = "", is_markdown: bool = False) -> str | None:
    left = cut_out(text.encode(), [Cut(key, Why.PRIVATE, instead) for key in keys], is_markdown=is_markdown)
    return None if left is None else left.decode()


@pytest.mark.parametrize(
    ("keys", "gone"),
    [
        ([("pronouns",)], "# they only at home\npronouns: they/them\n"),
        ([("about",)], "about: |\n  Hello\n\n  there\n"),
        ([("feedback", 2)], "  - comment: three\n"),
        ([("last", 0, "y")], "    y: 2\n"),
        ([("last", 0)], "  - x: 1\n    y: 2\n"),
        ([("last",)], "last:\n  - x: 1\n    y: 2\n"),
        ([("media", 1)], "'b.jpg', "),
        ([("media", 2)], ", {file: c.jpg, alt: foo}"),
        ([("media", 2, "alt")], ", alt: foo"),
        ([("media", 1), ("media", 2), ("media", 0)], "a.jpg, 'b.jpg', {file: c.jpg, alt: foo}"),
        ([("media", 0), ("media",)], "media: [a.jpg, 'b.jpg', {file: c.jpg, alt: foo}]\n"),
    ],
)
def test_a_part_goes_and_every_other_byte_stays(keys: list[Key], gone: str) -> None:
    assert TEXT.count(gone) == 1
    assert cut(TEXT, *keys) == TEXT.replace(gone, "")


def test_a_remark_between_two_entries_goes_with_the_one_before_it() -> None:
    """It may be about either, and nobody can tell: less is told."""
    left = cut(TEXT, ("feedback", 0))
    assert left is not None and "Kai" not in left and "about the second" not in left
    assert [one["comment"] for one in yaml.safe_load(left)["feedback"]] == ["two\n", "three"]


def test_a_name_gets_another_in_its_place() -> None:
    left = cut(TEXT, ("feedback", 1, "from", "name"), instead='Jo "J"')
    assert left == TEXT.replace("name: Jo Bloggs", r'name: "Jo \"J\""')


def test_short_spellings_are_cut_as_a_whole() -> None:
    assert cut("a: b\nmedia: x.jpg\n", ("media", 0)) == "a: b\n"
    assert cut("a: b\navatar: x.jpg\n", ("avatar", "file")) == "a: b\n"


def test_line_ends_and_byte_order_marks_stay() -> None:
    assert cut("\ufeffa: 1\r\nb: 2\r\nc: 3\r\n", ("b",)) == "\ufeffa: 1\r\nc: 3\r\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_in_markdown_only_the_fields_are_touched(end: str) -> None:
    text = end.join(["---", "title: A", "b: 2", "---", "b: 2", "--- no", ""])
    assert cut(text, ("b",), is_markdown=True) == end.join(["---", "title: A", "---", "b: 2", "--- no", ""])


@pytest.mark.parametrize("text", ["{a: 1, b: 2", "- a\n", "a: 1\n", ""])
def test_where_it_cannot_be_done_nothing_is(text: str) -> None:
    assert cut(text, ("b",)) is None


def test_a_translation_need_not_have_the_part_at_all() -> None:
    assert cut_out(b"a: 1\n", [Cut(("b",), Why.PRIVATE)], is_lent=True) == b"a: 1\n"


_WORDS = some.text(some.sampled_from("ab #:-'\"{}[],&*!|>%@é\u2028\n"), max_size=6)
_VALUES = some.recursive(
    _WORDS, lambda inner: some.lists(inner, max_size=3) | some.dictionaries(_WORDS, inner, max_size=3)
)


_NAMES = some.text(some.sampled_from("ab #:-'é"), min_size=1, max_size=4)


@given(
    fields=some.dictionaries(_NAMES, _VALUES, min_size=1, max_size=4), flow=some.booleans(), which=some.integers(0, 3)
)
def test_whatever_is_written_what_is_left_says_the_rest(fields: dict[str, object], flow: bool, which: int) -> None:
    """Or nothing is cut. It never says anything else."""
    text = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, default_flow_style=flow)
    name = [*fields][which % len(fields)]
    left = cut(text, (name,))
    if left is not None:
        said = yaml.load(left, yaml.BaseLoader) or {}  # noqa: S506 - it makes texts only
        expected = yaml.load(text, yaml.BaseLoader)  # noqa: S506
        del expected[name]
        assert said == expected
