"""Whatever a file is called, it is read or a problem says why not, and its page has a name that works."""

from __future__ import annotations

import sys
from urllib.parse import unquote

import pytest
from hypothesis import given

from tests.hostile import name_cases
from tests.hostile.arena import Answer, Arena, Case, examples
from tests.hostile.reading import assert_inert, elements, parsed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only here may a file be called anything")


def assert_addresses_work(answer: Answer) -> None:
    """Every file of the site has a name that every disk holds, and every link leads to one of them."""
    for name in answer.hers:
        for part in name.split("/"):
            assert len(part.encode("utf-8")) <= 255
            assert all(letter.isalnum() or letter in "-._" or ord(letter) >= 0x300 for letter in part), name
    for name, content in answer.hers.items():
        if not name.endswith(".html"):
            continue
        tree = parsed(content)
        assert_inert(tree)
        for tag, attributes in elements(tree):
            address = attributes.get("href", "") if tag == "a" else ""
            if address and not address.startswith(("#", "http", "../")):
                folder = name.rpartition("/")[0]
                target = f"{folder}/{unquote(address.partition('#')[0])}".lstrip("/")
                assert target in answer.hers, (name, address)


@pytest.mark.parametrize("name", name_cases.KEPT)
def test_a_hostile_name_is_answered(name: str, arena: Arena) -> None:
    assert_addresses_work(arena.answer(name_cases.KEPT[name]))


@examples(40)
@given(case=name_cases.cases)
def test_any_name_is_answered(arena: Arena, case: Case) -> None:
    arena.answer(case)
