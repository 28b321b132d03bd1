"""Whatever a picture's file holds, it is shown or a problem says why not, soon, and within memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from profilegen.baring.hashing import hash_of
from profilegen.media.photos import make_derivatives
from profilegen.media.probe import PictureError, probe_picture
from profilegen.media.recipes import Variant
from profilegen.media.store import Store
from tests.built_sites import LOOK_AT_ALL
from tests.hostile import picture_cases
from tests.hostile.arena import Arena, Case, examples

VARIANTS = (Variant("picture", (16, 32)), Variant("avatar", (8,), crop="square"))


@pytest.mark.parametrize("name", picture_cases.KEPT)
def test_a_hostile_picture_is_answered(name: str, arena: Arena) -> None:
    answer = arena.answer(picture_cases.KEPT[name])
    assert "reflections/kept.html" in answer.hers
    is_left_out = {"missing-media", "missing-consent"} & set(answer.rules)  # a page of nothing but a withheld picture
    assert "reflections/a.html" in answer.hers or is_left_out  # the picture's trouble, not the text's


@examples(200)
@given(content=picture_cases.damaged())
def test_any_damage_to_a_picture_is_a_picture_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp() / "damaged"
    folder.mkdir(exist_ok=True)
    (folder / "x.jpg").write_bytes(content)
    _answers(folder / "x.jpg", Store(folder / "store"))


@pytest.mark.parametrize("form", picture_cases.FORMS)
def test_every_bit_of_a_header_may_be_wrong(form: str, tmp_path: Path) -> None:
    """The first bytes say what follows, and so they are where a decoder is led astray."""
    sound, file = picture_cases.sound(form), tmp_path / "x.jpg"
    for at in range(min(len(sound), 200 if LOOK_AT_ALL else 40)):
        for flipped in (0xFF, 0x80, 0x01) if LOOK_AT_ALL else (0xFF,):
            file.write_bytes(sound[:at] + bytes([sound[at] ^ flipped]) + sound[at + 1 :])
            _answers(file, Store(tmp_path / "store"))


def _answers(file: Path, store: Store) -> None:
    for ask in (
        lambda: probe_picture(file),
        lambda: make_derivatives(file, hash_of(file), VARIANTS, store),
    ):
        try:
            ask()
        except PictureError as error:
            assert error.reason.endswith(".") and error.hint


@examples(15)
@given(case=picture_cases.cases)
def test_a_damaged_picture_is_its_owner_s_trouble_alone(arena: Arena, case: Case) -> None:
    arena.answer(case)
