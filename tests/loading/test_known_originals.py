"""A film that was read a moment ago is not read once more, unless it is another one by now."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from profilegen.loading import media_files
from profilegen.loading.folders import Found
from profilegen.loading.media_files import KnownOriginals, read_media
from profilegen.opening import open_plainly
from profilegen.studio.app import app_for
from profilegen.studio.working import Studio
from tests.building.worlds import TODAY, a_school, write
from tests.studio.test_uploads import AMINA, HOST, Visitor

FILM = b"\x1aE\xdf\xa3" + bytes(range(256)) * 20_000
OLD = (1_700_000_000, 1_700_000_000)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The name of every original that is opened to be read whole."""
    names = list[str]()

    def counting(path: Path) -> Any:
        names.append(path.name)
        return open_plainly(path)

    monkeypatch.setattr(media_files, "open_plainly", counting)
    return names


def an_original(folder: Path, content: bytes = FILM, name: str = "film.webm") -> Path:
    file = write(folder, {name: content}) / name
    os.utime(file, OLD)
    return file


def test_an_original_is_read_once_and_again_when_it_is_another(tmp_path: Path, opened: list[str]) -> None:
    known, folder = KnownOriginals(), Found(tmp_path, "media", "media")
    file = an_original(tmp_path)
    first, _ = read_media(folder, known)
    assert read_media(folder, known)[0] == first == read_media(folder)[0]
    assert opened == ["film.webm"] * 2  # the second for whoever does not ask
    file.write_bytes(FILM[::-1])
    os.utime(file, (OLD[0] + 1, OLD[1] + 1))
    again, _ = read_media(folder, known)
    assert again["film.webm"].sha256 != first["film.webm"].sha256
    assert again == read_media(folder)[0]


def test_one_that_was_written_just_now_may_change_within_the_same_moment(tmp_path: Path, opened: list[str]) -> None:
    known, folder = KnownOriginals(), Found(tmp_path, "media", "media")
    (tmp_path / "film.webm").write_bytes(FILM)
    read_media(folder, known)
    read_media(folder, known)
    assert len(opened) == 2


def test_opening_a_piece_again_reads_no_film_again(tmp_path: Path, opened: list[str]) -> None:
    school = a_school(tmp_path / "hillside")
    folder = school / "students" / AMINA
    write(folder, {"reflections/bridge.yaml": "title: My bridge\ndate: 2026-10-14\nmedia: [film.webm]\n"})
    an_original(folder / "media")
    visitor = Visitor(app_for(Studio(school, student=AMINA, today=TODAY), hosts=[HOST], key="key"))
    visitor.come_in()
    for _ in range(3):
        assert visitor.ask("GET", f"/s/{AMINA}/edit/reflections/bridge.yaml").status == 200
    assert opened.count("film.webm") == 1
