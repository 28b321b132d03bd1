"""Which derivatives a picture gives, under which names. Nothing is read here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profilegen.media.recipes import (
    Crop,
    Variant,
    crop_box,
    derivative_name,
    recipe_of,
    record_key,
    sizes_for,
    targets_for,
)

SHA = "3fa2b1c4d5e6f708" + "0" * 48
SIDES = st.integers(1, 40_000)
CROPS: st.SearchStrategy[Crop] = st.sampled_from(["", "square"])
VARIANTS = st.builds(
    Variant, st.just("any"), st.lists(st.integers(1, 4000), min_size=1, max_size=4).map(tuple), crop=CROPS
)


@pytest.mark.parametrize(
    ("source", "widths", "made"),
    [
        ((4032, 3024), (480, 1200), ((480, 360), (1200, 900))),
        ((3024, 4032), (480,), ((480, 640),)),
        ((300, 200), (480, 1200), ((300, 200),)),
        ((800, 600), (480, 1200), ((480, 360), (800, 600))),
        ((480, 360), (480,), ((480, 360),)),
        ((1000, 333), (500,), ((500, 167),)),
        ((4000, 1), (100,), ((100, 1),)),
        ((1000, 40_000), (1000,), ((409, 16_360),)),
    ],
)
def test_a_picture_keeps_its_shape_and_is_never_enlarged(
    source: tuple[int, int], widths: tuple[int, ...], made: tuple[tuple[int, int], ...]
) -> None:
    """Each width is made with the picture's own proportions; past its own width, that width is made, once."""
    assert sizes_for(*source, Variant("any", widths)) == made


def test_a_square_is_as_large_as_the_shorter_side_allows() -> None:
    """Squares are not enlarged either."""
    square = Variant("avatar", (192, 96), crop="square")
    assert sizes_for(4032, 3024, square) == ((96, 96), (192, 192))
    assert sizes_for(500, 120, square) == ((96, 96), (120, 120))


@given(SIDES, SIDES, VARIANTS)
def test_sizes_are_always_possible(width: int, height: int, variant: Variant) -> None:
    """Whatever the source: at least one pixel, never larger than the source or than WebP can hold, each size once."""
    sizes = sizes_for(width, height, variant)
    assert sizes and len(set(sizes)) == len(sizes)
    assert all(1 <= made[0] <= width and 1 <= made[1] <= height and max(made) <= 16_383 for made in sizes)


@given(SIDES, SIDES, st.lists(VARIANTS, min_size=1, max_size=3))
def test_each_target_can_be_cut_from_the_one_before(width: int, height: int, variants: list[Variant]) -> None:
    """Targets come largest first, so that none is enlarged when it is made from an earlier one."""
    targets = targets_for(width, height, variants)
    widths = [target.whole[0] for target in targets]
    assert widths == sorted(widths, reverse=True)
    assert {target.size for target in targets} == {size for v in variants for size in sizes_for(width, height, v)}


def test_a_name_tells_nothing_but_the_hash_and_the_recipe() -> None:
    """Neither the original's file name nor the theme's word for the variant is in it."""
    assert derivative_name(SHA, Variant("cover", (480,)), 480, ".webp") == "3fa2b1c4d5e6f708-480.webp"
    assert derivative_name(SHA, Variant("face", (96,), "square"), 96, ".jpg") == "3fa2b1c4d5e6f708-square-96.jpg"


def test_variants_with_one_recipe_share_their_derivatives() -> None:
    """The record's key knows pixels, not names; it changes with widths and crop."""
    card, cover = Variant("card", (480, 1200)), Variant("cover", (1200, 480, 480))
    assert recipe_of(card) == recipe_of(cover)
    assert record_key([card, cover]) == record_key([cover])
    assert record_key([card]) != record_key([Variant("card", (480, 1200), "square")])
    assert record_key([card]) != record_key([Variant("card", (480,))])


@pytest.mark.parametrize(
    ("size", "box"),
    [((40, 30), (5, 0, 35, 30)), ((30, 40), (0, 0, 30, 30)), ((30, 90), (0, 15, 30, 45)), ((7, 7), (0, 0, 7, 7))],
)
def test_a_square_looks_at_the_middle_of_the_upper_third(size: tuple[int, int], box: tuple[int, int, int, int]) -> None:
    """In a portrait, that is where a face is; the square never leaves the picture."""
    assert crop_box(size) == box
