"""Photos as phones make them: 12 megapixels, turned by EXIF, with a place, in Display P3, some of them HEIC.

All stand upright in the site, and none carries metadata. Fifty with PROFILEGEN_TEST_ALL=1; else one for each way
up, and one HEIC of fewer pixels (writing a large one takes longer than everything else here).
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from profilegen.problems import Severity
from tests.building.worlds import build, every_byte, write
from tests.media.profiles import DISPLAY_P3
from tests.media.turns import UNDO

WHOLE = bool(os.environ.get("PROFILEGEN_TEST_ALL"))
HOW_MANY, HEICS = (50, 5) if WHOLE else (9, 1)
WIDE = (4032, 3024)
CORNERS = ((200, 40, 40), (40, 150, 60), (50, 70, 200), (235, 235, 235))  # clockwise from the top left


def upright(number: int) -> Image.Image:
    """A picture whose corners tell which way is up; every third is portrait."""
    width, height = WIDE if number % 3 else WIDE[::-1]
    image = Image.new("RGB", (width, height), CORNERS[0])
    image.paste(CORNERS[1], (width // 2, 0, width, height // 2))
    image.paste(CORNERS[2], (width // 2, height // 2, width, height))
    image.paste(CORNERS[3], (0, height // 2, width // 2, height))
    return image


def exif(number: int, turn: int) -> Image.Exif:
    found = Image.Exif()
    found[0x010F] = f"metadatacanary{number}"
    found.get_ifd(0x8825)[29] = "placecanary"
    if turn > 1:
        found[0x0112] = turn
    return found


def phone_jpeg(number: int) -> bytes:
    """The pixels as the sensor saw them, and the turn in EXIF."""
    turn = number % 8 + 1
    image = upright(number)
    stored = image.transpose(UNDO[turn]) if turn in UNDO else image
    file = io.BytesIO()
    stored.save(file, "JPEG", quality=85, exif=exif(number, turn), icc_profile=DISPLAY_P3, comment=b"commentcanary")
    return file.getvalue()


def phone_heic(number: int) -> bytes:
    heif = pytest.importorskip("pillow_heif", reason="pillow-heif writes the HEIC photos of this test")
    file = io.BytesIO()
    made = heif.from_pillow(upright(number) if WHOLE else upright(number).resize((1200, 900)))
    made.save(file, quality=60, exif=exif(number, 1).tobytes())
    return file.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lone student with a reflection for each photo."""
    root = tmp_path_factory.mktemp("phone")
    write(root, {"profile.yaml": "name: Amina\n"})
    for number in range(HOW_MANY):
        name = f"IMG_{number:04d}.{'heic' if number >= HOW_MANY - HEICS else 'jpg'}"
        photo = phone_heic(number) if name.endswith("heic") else phone_jpeg(number)
        record = f"title: Photo {number}\ndate: 2026-10-01\nmedia: [{{file: {name}, alt: Four corners, shows: []}}]\n"
        write(root, {f"media/{name}": photo, f"reflections/photo-{number}.yaml": record})
    summary = build(root)
    assert [problem for problem in summary.problems if problem.severity is not Severity.ADVICE] == []
    return root


def test_all_photos_stand_upright(folder: Path) -> None:
    pictures = sorted((folder / "_site" / "family" / "media").iterdir())
    assert len({path.name[:16] for path in pictures}) == HOW_MANY
    for path in pictures:
        with Image.open(path) as picture:
            small = picture.convert("RGB").resize((2, 2), Image.Resampling.BOX)
        found = [small.getpixel(at) for at in ((0, 0), (1, 0), (1, 1), (0, 1))]
        nearest = [min(CORNERS, key=lambda corner: difference(corner, seen)) for seen in found]
        assert nearest == list(CORNERS), path.name


def difference(one: tuple[int, ...], other: object) -> int:
    assert isinstance(other, tuple)
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def test_no_byte_of_the_site_holds_metadata(folder: Path) -> None:
    for path, content in every_byte(folder / "_site").items():
        for word in (b"canary", b"Exif", b"ICC_PROFILE", b"ICCP", b"IMG_"):
            assert word not in content, path
        assert "IMG_" not in path


def test_every_photo_is_shown_with_its_size(folder: Path) -> None:
    page = (folder / "_site" / "family" / "reflections" / "photo-1.html").read_text("utf-8")
    assert "<picture" in page
    assert 'type="image/webp"' in page
    assert "srcset" in page
    assert "sizes" in page
    assert 'width="' in page
    assert 'height="' in page
