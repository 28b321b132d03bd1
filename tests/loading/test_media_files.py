"""The media folder: every original with its hash, and what it is, whatever its name pretends."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import pytest

from profilegen.loading.media_files import kind_of
from tests.loading.worlds import JPEG, amina, rules


def test_originals_are_known_by_path_and_hash(tmp_path: Path) -> None:
    big = bytes(range(256)) * 8192  # more than is read at once
    student, problems = amina(
        tmp_path, {"./media/bridge.jpg": JPEG, "./media/trip/film.mp4": big, "./media/.DS_Store": "x"}
    )
    assert problems == ()
    assert sorted(student.media) == ["bridge.jpg", "trip/film.mp4"]
    film = student.media["trip/film.mp4"]
    assert (film.size, film.kind, film.film) == (len(big), "recording", True)
    assert film.sha256 == hashlib.sha256(big).hexdigest()


def test_a_name_of_a_mac_is_found_and_can_be_opened(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Zoë.jpg")
    record = f"title: A\ndate: 2026-10-14\nmedia: [{name}]\n"
    student, problems = amina(tmp_path, {f"./media/{name}": JPEG, "./reflections/a.yaml": record})
    assert problems == ()
    assert student.reflections[0].record.media[0].file == "Zoë.jpg"
    assert (student.folder / "media" / student.media["Zoë.jpg"].path_on_disk).read_bytes() == JPEG


@pytest.mark.parametrize(
    ("name", "beginning", "kind", "film"),
    [
        ("a.jpg", JPEG, "picture", False),
        ("a.JPEG", b"", "picture", False),
        ("a.heic", b"\x00\x00\x00\x24ftypheic", "picture", False),
        ("a.jpg", b"\x00\x00\x00\x24ftypmif1", "picture", False),
        ("a.avif", b"\x00\x00\x00\x24ftypavif", "picture", False),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "picture", False),
        ("a.tiff", b"II*\x00", "picture", False),
        ("a", b"GIF89a", "picture", False),
        ("a.m4a", b"\x00\x00\x00\x24ftypM4A ", "recording", False),
        ("a.mp4", b"\x00\x00\x00\x24ftypisom", "recording", True),
        ("a.mp4", b"\x00\x00\x00\x24ftypM4A ", "recording", False),
        ("a.mov", b"\x00\x00\x00\x24ftypqt  ", "recording", True),
        ("a.3gp", b"\x00\x00\x00\x24ftyp3gp4", "recording", True),
        ("a.amr", b"#!AMR\n", "recording", False),
        ("a.ogg", b"OggS", "recording", False),
        ("a.wav", b"RIFF\x00\x00\x00\x00WAVEfmt ", "recording", False),
        ("a.mp3", b"\xff\xfb\x90\x00", "recording", False),
        ("a.webm", b"\x1aE\xdf\xa3", "recording", True),
        ("a.pdf", b"%PDF-1.7", "document", False),
        ("a.jpg", b"%PDF-1.7", "document", False),
        ("a.svg", b"<svg onload='alert(1)'>", "picture", False),
        ("a.svg", b"<?xml version='1.0'?>", "picture", False),
        ("a.svgz", b"\x1f\x8b\x08", "picture", False),
        ("a.png", b"<svg xmlns=", "picture", False),
        ("a.html", b"<!doctype html>", "other", False),
        ("a.vtt", b"WEBVTT", "captions", False),
        ("a.SRT", b"1\n00:00", "captions", False),
        ("a.vtt", JPEG, "picture", False),
    ],
)
def test_first_bytes_count_before_the_ending(name: str, beginning: bytes, kind: str, film: bool) -> None:
    assert kind_of(name, beginning) == (kind, film)


def test_a_media_folder_that_is_missing_is_no_problem(tmp_path: Path) -> None:
    student, problems = amina(tmp_path, {})
    assert (dict(student.media), rules(problems)) == ({}, [])
