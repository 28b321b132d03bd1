"""The small picture on a card: what was read for it once is not read again, and pictures are made one at a time."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from profilegen.loading import media_files
from profilegen.loading.folders import Found
from profilegen.media import pixels
from profilegen.model.audience import Audience
from profilegen.model.school import MediaFile
from profilegen.studio.faces import face_of
from profilegen.studio.pictures import small_one
from profilegen.studio.working import Studio
from tests.building.worlds import TODAY, picture, write
from tests.studio.visitors import AMINA, a_school

LONG_AGO = 1_700_000_000


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    """Amina has an avatar and a film, both of which lie there for long."""
    folder = a_school(tmp_path / "hillside")
    write(
        folder,
        {
            "consents.yaml": f"{AMINA}: {{photos: {{widest: school}}}}\n",
            f"students/{AMINA}/profile.yaml": "name: Amina Bello\naudience: public\navatar: me.jpg\n",
            f"students/{AMINA}/media/me.jpg": picture(),
            f"students/{AMINA}/media/film.mp4": b"\0\0\0\x18ftypmp42",
        },
    )
    for file in (folder / "students" / AMINA / "media").iterdir():
        os.utime(file, (LONG_AGO, LONG_AGO))
    return Studio(folder, today=TODAY)


def test_for_a_face_no_film_is_read_twice(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    read_one = media_files._read_one

    def noted(found: Found, folder: Found) -> MediaFile:
        read.append(found.name)
        return read_one(found, folder)

    monkeypatch.setattr(media_files, "_read_one", noted)
    first = face_of(studio, AMINA, Audience.SCHOOL)
    assert first and sorted(read) == ["film.mp4", "me.jpg"]
    assert face_of(studio, AMINA, Audience.SCHOOL) == first
    assert len(read) == 2


def test_a_new_face_is_seen(studio: Studio) -> None:
    first = face_of(studio, AMINA, Audience.SCHOOL)
    write(studio.home.school, {f"students/{AMINA}/media/me.jpg": picture(colour="navy")})
    again = face_of(studio, AMINA, Audience.SCHOOL)
    assert again and again != first


def test_pictures_are_made_one_at_a_time(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper, inside, most, is_counting = studio.keeper(AMINA), 0, 0, threading.Lock()
    read_source, together = pixels.read_source, threading.Event()

    def counted(*asked: object) -> object:
        nonlocal inside, most
        with is_counting:
            inside += 1
            most = max(most, inside)
        together.wait(0.1)  # long enough for another one to come in, if it may
        try:
            return read_source(*asked)  # type: ignore[arg-type]
        finally:
            with is_counting:
                inside -= 1

    monkeypatch.setattr(pixels, "read_source", counted)
    with ThreadPoolExecutor(4) as pool:
        made = list(
            pool.map(lambda width: small_one(keeper, "me.jpg", width, studio.limits, studio.easel), (20, 30, 40, 50))
        )
    assert most == 1
    assert len(set(made)) == 4
