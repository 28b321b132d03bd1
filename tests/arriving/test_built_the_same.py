"""What was unpacked is built to the same bytes as at home, also where a camera's notes were taken away on the move."""

from __future__ import annotations

from pathlib import Path

from profilegen.build import build_site
from profilegen.model.audience import Audience
from tests.arriving.worlds import ARRIVED, LEA, alone, packed, reflection, tree
from tests.building.worlds import write
from tests.media.phones import PHONES, VOICES, record
from tests.packing.worlds import photo

SAMPLES = Path(__file__).parents[1] / "media" / "samples"
RECORDINGS = {**PHONES, **VOICES}


def test_pictures_and_recordings_of_every_sort_keep_their_names(tmp_path: Path) -> None:
    """Two originals of each sort are the same picture with and without the notes; so are the pages that show them."""
    home = write(
        tmp_path / "a" / LEA, {"profile.yaml": "name: Lea Ode\n", "media/me.jpg": photo("red", comment="canary")}
    )
    for name, streams in RECORDINGS.items():
        record(home / "media" / name, **streams)
    for heic in SAMPLES.glob("*.heic"):
        (home / "media" / heic.name).write_bytes(heic.read_bytes())
    shown = sorted(one.name for one in (home / "media").iterdir())
    media = ", ".join(f"{{file: {name}, alt: A thing, transcript: Words}}" for name in shown)
    write(home, {"reflections/all.yaml": reflection("All", media=f"[{media}]")})
    other = tmp_path / "b" / LEA
    alone(other, packed(home, tmp_path / "1.zip", str(home)))
    changed = [name for name in shown if tree(home)[f"media/{name}"] != tree(other)[f"media/{name}"]]
    assert len(changed) > len(shown) / 2, "most lost what was written about them"

    for folder in (home, other):
        build_site(folder, Audience.FAMILY, today=ARRIVED)

    built = tree(home / "_site")
    assert len([name for name in built if "/media/" in name]) > len(shown)
    assert built == tree(other / "_site")
