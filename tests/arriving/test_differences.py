"""What a person has to choose between: never two lines that look the same, and at least one line for each file."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from profilegen.arriving.merging import Fate
from profilegen.baring.bare import bare
from tests.arriving.worlds import NAME, a_pack_of, into, reflection, school
from tests.building.worlds import picture

LONG = "I built a raft with my group, and it held for an hour on the pond before we paddled it over to the island. " * 2
DAY = "title: A\ndate: 2026-03-01\n"


def _told(tmp_path: Path, ours: str, theirs: str, ending: str = "yaml") -> str:
    home = school(tmp_path / "home", "Home", files={"profile.yaml": NAME, f"reflections/a.{ending}": ours})
    files = {"data/profile/profile.yaml": NAME.encode(), f"data/profile/reflections/a.{ending}": theirs.encode()}
    into(home, a_pack_of(tmp_path / "a.zip", files))
    text = next(home.glob("arrivals/*/*/differences.txt")).read_text(encoding="utf-8")
    return text.partition(f"reflections/a.{ending}\n")[2]


def test_of_long_texts_the_stretch_is_shown_where_they_part(tmp_path: Path) -> None:
    told = _told(tmp_path, f"{DAY}body: {LONG}\n", f"{DAY}body: {LONG} Next time I take a longer rope.\n")
    assert "here:       “…" in told and "to the island.”" in told
    assert "to the island. Next time I take a longer rope.”" in told and "from there is longer by 32 letters" in told


@pytest.mark.parametrize("end", ["One.", "Another end."])
def test_two_values_are_never_told_alike(tmp_path: Path, end: str) -> None:
    told = _told(tmp_path, f"{DAY}body: {LONG} {end}\n", f"{DAY}body: {LONG} Two.\n")
    ours, theirs = (line.partition(":")[2].strip() for line in told.splitlines() if ":" in line)
    assert ours != theirs and end in ours and "Two." in theirs


def test_spaces_and_empty_lists_are_told_in_words(tmp_path: Path) -> None:
    body = "---\n{}---\nline one\n{}line two\n".format
    assert "only spaces or line ends differ" in _told(tmp_path / "1", body(DAY, ""), body(DAY, "\n"), "md")
    assert "(an empty list)\n    from there: (nothing)" in _told(tmp_path / "2", f"{DAY}tags: []\n", DAY)


def test_lists_are_laid_side_by_side(tmp_path: Path) -> None:
    told = _told(tmp_path, f"{DAY}tags: [one, two, three, four]\n", f"{DAY}tags: [two, three, four]\n")
    assert told.count("    here:") == 1 and "“one”\n    from there: (nothing)" in told


def test_records_that_cannot_be_read_have_a_line_too(tmp_path: Path) -> None:
    assert "bytes" in _told(tmp_path, "title: [A\n", "title: [B\n")


def _with_words() -> bytes:
    made, image = io.BytesIO(), Image.new("RGB", (64, 48), "red")
    exif = image.getexif()
    exif[0x010F] = "A camera"
    image.save(made, "JPEG", exif=exif)
    return made.getvalue()


@pytest.mark.parametrize("is_here", [True, False], ids=["the original here", "the original comes"])
def test_a_photo_is_the_same_whichever_school_has_the_original(tmp_path: Path, is_here: bool) -> None:
    (tmp_path / "a.jpg").write_bytes(_with_words())
    both = [_with_words(), b"".join(bare(tmp_path / "a.jpg").pieces())]
    ours, theirs = both if is_here else reversed(both)
    assert ours != theirs
    home = school(tmp_path / "home", "Home", files={"profile.yaml": NAME, "media/a.jpg": ours})
    shows = reflection("B", media="[{file: a.jpg, alt: A, shows: []}]").encode()
    files = {"profile.yaml": NAME.encode(), "media/a.jpg": theirs, "reflections/b.yaml": shows}
    plan = into(home, a_pack_of(tmp_path / "a.zip", {f"data/profile/{path}": raw for path, raw in files.items()})).plan
    assert [one.path for one in plan.of(Fate.SAME)] == ["media/a.jpg", "profile.yaml"]
    assert (home / "students/lea-k7m2/media/a.jpg").read_bytes() == ours


def test_a_record_that_spells_a_name_in_another_form_is_put_aside_too(tmp_path: Path) -> None:
    name = "caf\u00e9.jpg"
    home = school(tmp_path / "home", "Home", files={"profile.yaml": NAME, f"media/{name}": picture("red")})
    shows = reflection("B", media=f"[{{file: {unicodedata.normalize('NFD', name)}, alt: A, shows: []}}]").encode()
    files = {"profile.yaml": NAME.encode(), f"media/{name}": picture("blue"), "reflections/b.yaml": shows}
    plan = into(home, a_pack_of(tmp_path / "a.zip", {f"data/profile/{path}": raw for path, raw in files.items()})).plan
    assert {one.path for one in plan.of(Fate.DIFFERS)} == {f"media/{name}", "reflections/b.yaml"}
