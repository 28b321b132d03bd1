"""From any photo to upright sRGB derivatives that carry nothing but pixels."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFile, PngImagePlugin

from profilegen.media.photos import PictureSet, make_derivatives
from profilegen.media.probe import PictureError
from profilegen.media.recipes import Variant
from profilegen.media.store import Store
from tests.media.profiles import DISPLAY_P3
from tests.media.turns import UNDO

SAMPLES = Path(__file__).parent / "samples"
SHA = "ab" * 32
SMALL = (Variant("small", (32,)),)
Colour = tuple[int, int, int]
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 128, 0), (0, 0, 255), (255, 255, 255)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def derive(tmp_path: Path, store: Store) -> Callable[..., PictureSet]:
    """Makes the small derivatives of these bytes, or of this image in this format."""

    def make(source: Image.Image | bytes, form: str = "PNG", **settings: Any) -> PictureSet:
        file = tmp_path / "IMG_CANARY_NAME.jpg"
        if isinstance(source, bytes):
            file.write_bytes(source)
        else:
            source.save(file, form, **settings)
        return make_derivatives(file, SHA, SMALL, store)

    return make


def four_corners(width: int = 64, height: int = 48) -> Image.Image:
    """Red, green, blue and white quarters, clockwise from the top left."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (width // 2, height // 2, width, height))
    image.paste(WHITE, (0, height // 2, width // 2, height))
    return image


def shown(store: Store, made: PictureSet) -> list[Image.Image]:
    """The first derivative as a browser shows it: the WebP and the fallback."""
    pictures = []
    for name in (made.files[0].webp, made.files[0].fallback):
        with Image.open(store.path_of(name)) as picture:
            pictures.append(picture.convert("RGBA"))
    return pictures


def corners(picture: Image.Image) -> list[Colour]:
    """The colours near the corners, clockwise from the top left, each snapped to the nearest of the four."""
    width, height = picture.size
    x, y = width // 6, height // 6
    places = ((x, y), (width - x, y), (width - x, height - y), (x, height - y))
    return [min((RED, GREEN, BLUE, WHITE), key=lambda c: distance(c, pixel(picture, at))) for at in places]


def pixel(picture: Image.Image, at: tuple[int, int]) -> Colour:
    red, green, blue, *_ = picture.convert("RGBA").crop((*at, at[0] + 1, at[1] + 1)).tobytes()
    return red, green, blue


def distance(one: Colour, other: Colour) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF"])
def test_every_format_becomes_webp_and_a_fallback(form: str, derive: Callable[..., PictureSet], store: Store) -> None:
    """Both stand upright, in the size that is promised, with the picture's average colour as a placeholder."""
    made = derive(four_corners(), form)
    file = made.files[0]
    assert (file.variant, file.width, file.height, file.fallback_type) == ("small", 32, 24, "image/jpeg")
    for picture in shown(store, made):
        assert picture.size == (32, 24)
        assert corners(picture) == [RED, GREEN, BLUE, WHITE]
    assert not made.transparent
    assert distance(tuple(bytes.fromhex(made.colour[1:])), (127, 95, 127)) < 8  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sample", "order"), [("upright", (RED, GREEN, BLUE, WHITE)), ("turned", (WHITE, RED, GREEN, BLUE))]
)
def test_an_iphone_photo_is_turned_once(sample: str, order: tuple[Colour, ...], store: Store) -> None:
    """HEIC says twice how it was held; turning it twice would lay it on its side."""
    made = make_derivatives(SAMPLES / f"{sample}.heic", SHA, SMALL, store)
    assert [tuple(corners(picture)) for picture in shown(store, made)] == [order, order]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_every_way_of_holding_a_camera_gives_an_upright_picture(
    turn: int, form: str, derive: Callable[..., PictureSet], store: Store
) -> None:
    """The eight EXIF orientations, each stored as the camera stores it, all look the same in the end."""
    exif = Image.Exif()
    exif[0x0112] = turn
    stored = four_corners().transpose(UNDO[turn]) if turn in UNDO else four_corners()
    made = derive(stored, form, exif=exif)
    for picture in shown(store, made):
        assert picture.size == (32, 24)
        assert corners(picture) == [RED, GREEN, BLUE, WHITE]


def with_gps() -> Image.Exif:
    thumbnail = io.BytesIO()
    Image.new("RGB", (8, 8)).save(thumbnail, "JPEG", comment=b"CANARY-THUMBNAIL")
    exif = Image.Exif()
    exif[0x010F] = "CANARY-MAKER"
    exif.get_ifd(0x8825)[29] = "CANARY-GPS"
    exif.get_ifd(0x8769)[0x927C] = b"CANARY-NOTE" + thumbnail.getvalue()
    return exif


def test_nothing_but_pixels_survives(derive: Callable[..., PictureSet], store: Store, tmp_path: Path) -> None:
    """EXIF, place, XMP, profile, comment, PNG texts, thumbnail, file name: none is in any file of the store."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "CANARY-TEXT")
    texts.add_itxt("Title", "CANARY-ITXT", "en", "CANARY-KEY")
    common: dict[str, Any] = {"exif": with_gps(), "icc_profile": DISPLAY_P3, "xmp": b"CANARY-XMP"}
    transparent = four_corners()
    transparent.putalpha(99)
    sources: list[tuple[Image.Image, str, dict[str, Any]]] = [
        (four_corners(), "JPEG", {**common, "comment": b"CANARY-COMMENT", "dpi": (77, 77)}),
        (four_corners(32, 24), "JPEG", {**common, "comment": b"CANARY-COMMENT"}),  # not even resized
        (transparent, "PNG", {"exif": with_gps(), "icc_profile": DISPLAY_P3, "pnginfo": texts}),
        (four_corners(), "WEBP", common),
        (four_corners(), "AVIF", common),
        (four_corners(), "TIFF", {"exif": with_gps(), "description": "CANARY-TIFF", "software": "CANARY-SOFT"}),
        (four_corners(), "GIF", {"comment": b"CANARY-GIF"}),
    ]
    for number, (image, form, settings) in enumerate(sources):
        store = Store(tmp_path / str(number))
        source = tmp_path / "CANARY-NAME"
        image.save(source, form, **settings)
        assert b"CANARY" in source.read_bytes()
        make_derivatives(source, SHA, SMALL, store)
        for file in (path for path in store.folder.rglob("*") if path.is_file()):
            content = file.read_bytes()
            marks = (b"CANARY", b"Exif", b"EXIF", b"ICC_PROFILE", b"ICCP", b"iCCP", b"XMP ", b"tEXt", b"iTXt", b"eXIf")
            assert not any(mark in content for mark in marks), (form, file.name)
            assert "CANARY" not in file.name


def test_nothing_of_an_iphone_photo_survives_but_pixels(store: Store) -> None:
    """Place, maker and XMP of a HEIC stay in the original."""
    assert b"CANARY-GPS" in (SAMPLES / "private.heic").read_bytes()
    made = make_derivatives(SAMPLES / "private.heic", SHA, SMALL, store)
    for name in (made.files[0].webp, made.files[0].fallback):
        assert b"CANARY" not in store.path_of(name).read_bytes()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("alpha", [False, True])
def test_the_wide_colours_of_a_phone_do_not_turn_dull(
    form: str, alpha: bool, derive: Callable[..., PictureSet], store: Store
) -> None:
    """Display P3 becomes sRGB: dropping the profile alone would leave the red too weak."""
    image = Image.new("RGB", (64, 48), (200, 80, 60))
    if alpha and form != "JPEG":
        image.putalpha(200)
    made = derive(image, form, icc_profile=DISPLAY_P3)
    for picture in shown(store, made):
        assert distance(pixel(picture, (16, 12)), (217, 67, 47)) <= 7


@pytest.mark.parametrize("profile", [b"rubbish", DISPLAY_P3[:200], DISPLAY_P3.replace(b"RGB ", b"GRAY"), b"\0" * 128])
def test_a_damaged_profile_is_left_aside(profile: bytes, derive: Callable[..., PictureSet], store: Store) -> None:
    """The picture is worth more than its profile."""
    made = derive(Image.new("RGB", (64, 48), (200, 80, 60)), "JPEG", icc_profile=profile)
    assert distance(pixel(shown(store, made)[0], (16, 12)), (200, 80, 60)) <= 5


@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_grey_in_sixteen_bits_keeps_its_shades(form: str, derive: Callable[..., PictureSet], store: Store) -> None:
    """A middle grey stays one; cut off at eight bits it would be white."""
    made = derive(Image.new("I;16", (64, 48), 0x8000), form)
    assert [distance(pixel(picture, (9, 9)), (128, 128, 128)) <= 2 for picture in shown(store, made)] == [True, True]


@pytest.mark.parametrize(
    ("mode", "values", "grey"),
    [("F", (0.0, 0.5), 128), ("F", (-1.0, 1.0, 0.0), 128), ("I", (0, 65535, 32768), 128), ("I", (0, 200, 100), 100)],
)
def test_scientific_pictures_are_scaled_to_what_they_hold(
    mode: str, values: tuple[float, ...], grey: int, derive: Callable[..., PictureSet], store: Store
) -> None:
    """Numbers from 0 to 1, or to 65535, or between any two extremes: the last value fills the picture."""
    image = Image.new(mode, (64, 48), values[-1])
    for at, value in enumerate(values):
        image.putpixel((at, 0), value)
    made = derive(image, "TIFF")
    assert distance(pixel(shown(store, made)[0], (16, 20)), (grey, grey, grey)) <= 3


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_picture_without_numbers_is_no_picture(value: float, derive: Callable[..., PictureSet]) -> None:
    """Neither a crash nor an invented picture."""
    try:
        made = derive(Image.new("F", (64, 48), value), "TIFF")
    except PictureError as error:
        assert error.hint
    else:
        assert made.files


@pytest.mark.parametrize("form", ["JPEG", "TIFF"])
def test_printers_colours_become_screen_colours(form: str, derive: Callable[..., PictureSet], store: Store) -> None:
    """CMYK, as a poster comes back from a print shop."""
    made = derive(four_corners().convert("CMYK"), form)
    assert corners(shown(store, made)[0]) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.parametrize("mode", ["1", "L", "P", "YCbCr"])
def test_old_and_plain_modes_are_read(mode: str, derive: Callable[..., PictureSet], store: Store) -> None:
    """Black and white, grey, palette, and a TIFF in a camera's own colours."""
    half = Image.new("RGB", (64, 48), WHITE)
    half.paste((0, 0, 0), (0, 0, 64, 24))
    made = derive(half.convert(mode), "TIFF" if mode == "YCbCr" else "PNG")
    for picture in shown(store, made):
        assert distance(pixel(picture, (16, 4)), (0, 0, 0)) <= 8
        assert distance(pixel(picture, (16, 20)), WHITE) <= 8


def see_through(mode: str) -> tuple[Image.Image, dict[str, Any]]:
    """Left half clear, right half solid, in each way that a PNG knows."""
    layered = Image.new("RGBA", (64, 48), (255, 0, 0, 0))
    layered.paste((0, 0, 255, 255), (32, 0, 64, 48))
    if mode in {"RGBA", "LA"}:
        return layered.convert(mode), {}
    flat = Image.new("RGB", (64, 48), RED)
    flat.paste(BLUE, (32, 0, 64, 48))
    if mode == "P":
        palette = flat.quantize(4)
        return palette, {"transparency": int(palette.crop((0, 0, 1, 1)).tobytes()[0])}
    if mode == "L":
        return flat.convert("L"), {"transparency": flat.convert("L").tobytes()[0]}
    return flat, {"transparency": RED}


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "RGB", "L"])
def test_what_is_transparent_stays_so(mode: str, derive: Callable[..., PictureSet], store: Store) -> None:
    """Alpha, transparent palettes and transparent colours; the fallback is then a PNG."""
    image, settings = see_through(mode)
    made = derive(image, "PNG", **settings)
    assert made.transparent
    assert made.files[0].fallback_type == "image/png"
    for picture in shown(store, made):
        alpha = picture.getchannel("A").tobytes()
        assert (alpha[5], alpha[31]) == (0, 255)


def test_clear_pixels_do_not_bleed_into_edges(derive: Callable[..., PictureSet], store: Store) -> None:
    """The red hidden under clear pixels does not tint the blue beside it."""
    image, _ = see_through("RGBA")
    picture = shown(store, derive(image))[1]
    assert pixel(picture, (17, 12))[0] < 20


def test_an_alpha_channel_that_hides_nothing_counts_as_solid(derive: Callable[..., PictureSet]) -> None:
    """Screenshots often have one; a PNG fallback would be many times as large for nothing."""
    made = derive(four_corners().convert("RGBA"))
    assert not made.transparent
    assert made.files[0].fallback.endswith(".jpg")


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "TIFF", "AVIF"])
def test_of_several_frames_the_first_is_shown(form: str, derive: Callable[..., PictureSet], store: Store) -> None:
    """Animations and scans of many pages become a still picture of their beginning."""
    frames = [Image.new("RGB", (64, 48), colour) for colour in (BLUE, RED, WHITE)]
    made = derive(frames[0], form, save_all=True, append_images=frames[1:])
    picture = shown(store, made)[0]
    assert corners(picture) == [BLUE] * 4


def test_a_photo_with_a_second_picture_inside_is_read(derive: Callable[..., PictureSet], store: Store) -> None:
    """Phones append depth maps and previews to a JPEG (MPO)."""
    made = derive(four_corners(640, 480), "MPO", save_all=True, append_images=[Image.new("RGB", (64, 48))])
    assert corners(shown(store, made)[0]) == [RED, GREEN, BLUE, WHITE]


def test_a_large_photo_gives_all_variants_in_their_sizes(tmp_path: Path, store: Store) -> None:
    """Twelve megapixels, held upright, whole and square, each as large as promised and no larger."""
    exif = Image.Exif()
    exif[0x0112] = 6
    four_corners(4032, 3024).transpose(Image.Transpose.ROTATE_90).resize((4032, 3024)).save(
        tmp_path / "p.jpg", quality=60, exif=exif
    )
    variants = (Variant("wide", (480, 1200)), Variant("face", (96,), crop="square"), Variant("card", (480,)))
    made = make_derivatives(tmp_path / "p.jpg", SHA, variants, store)
    assert [(file.variant, file.width, file.height) for file in made.files] == [
        ("wide", 480, 640),
        ("wide", 1200, 1600),
        ("face", 96, 96),
        ("card", 480, 640),
    ]
    assert made.files[0].webp == made.files[3].webp
    for file in made.files:
        for name in (file.webp, file.fallback):
            with Image.open(store.path_of(name)) as picture:
                assert picture.size == (file.width, file.height)
                assert corners(picture)[:2] == [RED, GREEN]


def test_a_large_photo_is_decoded_once_and_no_larger_than_needed(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A JPEG is read at half, a quarter or an eighth where that still covers every variant."""
    decoded: list[tuple[int, int]] = []
    prepare = ImageFile.ImageFile.load_prepare

    def watched(picture: ImageFile.ImageFile) -> None:
        decoded.append(picture.size)
        prepare(picture)

    four_corners(800, 600).save(tmp_path / "p.jpg")
    monkeypatch.setattr(ImageFile.ImageFile, "load_prepare", watched)
    variants = (Variant("wide", (100, 180)), Variant("face", (40,), crop="square"))
    make_derivatives(tmp_path / "p.jpg", SHA, variants, store)
    assert decoded == [(200, 150)]


def detailed(form: str) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((96, 64), 80).convert("RGB").save(buffer, form)
    return buffer.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF", "HEIC"])
def test_a_file_cut_off_anywhere_is_an_answer_never_a_crash(form: str, tmp_path: Path, store: Store) -> None:
    """At every length: a picture, or a PictureError with a hint. Nothing else, and nothing left in the store."""
    content = (SAMPLES / "private.heic").read_bytes() if form == "HEIC" else detailed(form)
    file = tmp_path / "cut.jpg"
    refused = 0
    for length in sorted({*range(0, 80), *range(80, len(content), max(1, len(content) // 60))}):
        file.write_bytes(content[:length])
        try:
            assert make_derivatives(file, f"{length:064x}", SMALL, store).files
        except PictureError as error:
            refused += 1
            assert error.reason.endswith(".") and error.hint.endswith(".")
    assert refused >= 80


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF"])
def test_half_a_picture_is_said_to_be_cut_off(form: str, tmp_path: Path, store: Store) -> None:
    """The commonest damage, a copy that was broken off, is called by its name."""
    content = detailed(form)
    (tmp_path / "half").write_bytes(content[: len(content) // 2])
    with pytest.raises(PictureError, match="cut off") as caught:
        make_derivatives(tmp_path / "half", SHA, SMALL, store)
    assert "Copy it again" in caught.value.hint
    assert not store.folder.exists()
