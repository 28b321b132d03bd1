"""Recordings and documents are converted once, beside all else, and whatever becomes of one costs nobody else."""

from __future__ import annotations

import errno
import io
import math
import os
import struct
import wave
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from profilegen.build import Summary, build_site
from profilegen.building import converting
from profilegen.checks import originals
from profilegen.doctor import diagnose
from profilegen.media import converting as media_converting
from profilegen.media import recordings
from profilegen.media.converting import Conversion
from profilegen.media.refusals import MediaError
from profilegen.media.store import Store
from profilegen.model.audience import Audience
from tests.building.worlds import TODAY, build, every_byte, picture, rules_of, write

AMINA, BEN = "students/amina-x3f9", "students/ben-7k2q"
RULES_OF_RECORDINGS = {"unreadable-media", "part-missing"}


def a_voice(seconds: float = 0.5, pitch: int = 440) -> bytes:
    """A voice note: a tone, in the plainest of all formats."""
    file, rate = io.BytesIO(), 8000
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        waves = (round(9000 * math.sin(2 * math.pi * pitch * at / rate)) for at in range(int(seconds * rate)))
        sound.writeframes(b"".join(struct.pack("<h", wave_) for wave_ in waves))
    return file.getvalue()


def a_film() -> bytes:
    """Half a second of grey."""
    import av
    from PIL import Image

    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as film:
        stream = film.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(5):
            frame = av.VideoFrame.from_image(Image.new("RGB", (64, 48), "grey"))  # type: ignore[no-untyped-call]
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    return file.getvalue()


def spoken(file: str, title: str = "I tell it") -> str:
    """A reflection that is a recording."""
    media = f"  - {{file: {file}, caption: My voice, transcript: The rain falls on the roof., shows: []}}\n"
    return f"title: {title}\ndate: 2026-10-14\naudience: school\nmedia:\n{media}"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Amina speaks, Ben writes."""
    return write(
        tmp_path / "hillside",
        {
            "school.yaml": "name: Hillside\n",
            f"{AMINA}/profile.yaml": "name: Amina Karimi\naudience: school\n",
            f"{AMINA}/reflections/rain.yaml": spoken("rain.wav"),
            f"{AMINA}/media/rain.wav": a_voice(),
            f"{BEN}/profile.yaml": "name: Ben Lee\naudience: school\n",
            f"{BEN}/reflections/kite.yaml": "title: My kite\ndate: 2026-09-02\nbody: It flew.\naudience: school\n",
        },
    )


@pytest.fixture
def no_conversion(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, whatever is converted fails the test."""

    def refuse(*_: object) -> None:
        raise AssertionError("something was converted again")

    monkeypatch.setattr(converting._Converter, "add", refuse)


def voices_in(folder: Path) -> list[Path]:
    """The voice notes of a site."""
    return sorted(folder.rglob("*-voice.m4a"))


def build_in_threads(school: Path, audience: str = "school") -> Summary:
    """A build whose conversions happen in this process, where a test can reach them."""
    with ThreadPoolExecutor(2) as executor:
        return build_site(school, Audience[audience.upper()], today=TODAY, executor=executor)


def test_a_recording_becomes_a_voice_note_that_every_browser_plays(school: Path) -> None:
    summary = build(school, "school")
    (voice,) = voices_in(school / "_site/school" / AMINA)
    page = (school / "_site/school" / AMINA / "reflections/rain.html").read_text(encoding="utf-8")
    assert f'src="../media/{voice.name}"' in page
    assert "The rain falls on the roof." in page
    assert not RULES_OF_RECORDINGS & set(rules_of(summary))


def test_a_second_build_touches_no_recording(school: Path, request: pytest.FixtureRequest) -> None:
    build(school, "school")
    before = {path: path.stat().st_mtime_ns for path in school.rglob("*.m4a")}
    request.getfixturevalue("no_conversion")
    build(school, "school")
    write(school / AMINA, {"reflections/next.yaml": "title: Next\ndate: 2026-11-01\nbody: New.\n"})
    build(school, "school")
    assert before
    assert {path: path.stat().st_mtime_ns for path in school.rglob("*.m4a")} == before


def test_renamed_given_to_another_student_or_shown_to_others_it_is_not_converted_again(
    school: Path, request: pytest.FixtureRequest
) -> None:
    build(school, "school")
    request.getfixturevalue("no_conversion")
    (school / AMINA / "media/rain.wav").rename(school / AMINA / "media/drops.wav")
    write(school / AMINA, {"reflections/rain.yaml": spoken("drops.wav")})
    build(school, "school")
    assert voices_in(school / "_site/school" / AMINA)
    (school / BEN / "media").mkdir()
    (school / AMINA / "media/drops.wav").rename(school / BEN / "media/mine.wav")
    write(school / AMINA, {"reflections/rain.yaml": "title: Rain\ndate: 2026-10-14\nbody: Written.\n"})
    write(school / BEN, {"reflections/rain.yaml": spoken("mine.wav")})
    build(school, "school")
    build(school, "family")
    assert not voices_in(school / "_site/school" / AMINA)
    assert voices_in(school / "_site/school" / BEN)
    assert voices_in(school / "_site/family" / BEN)


def test_a_site_that_was_deleted_comes_back_without_a_conversion(school: Path, request: pytest.FixtureRequest) -> None:
    build(school, "school")
    before = every_byte(school / "_site/school")
    (school / "_site").rename(school.parent / "gone")
    request.getfixturevalue("no_conversion")
    build(school, "school")
    assert every_byte(school / "_site/school") == before


def test_the_others_do_not_wait_for_a_recording_and_progress_names_it(school: Path) -> None:
    told: list[str] = []
    build_site(
        school,
        Audience.SCHOOL,
        today=TODAY,
        progress=lambda _done, _all, student: told.append(student),
        converting=told.append,
    )
    assert told == ["ben-7k2q", "amina-x3f9, rain.wav", "amina-x3f9"]


def test_what_was_converted_before_a_build_is_stopped_is_not_lost(school: Path) -> None:
    write(
        school / BEN,
        {
            "reflections/wind.yaml": spoken("wind.wav"),
            "media/wind.wav": a_voice(0.7, 300),
        },
    )
    converted: list[str] = []

    def stop_at_the_second(name: str) -> None:
        converted.append(name)
        if len(converted) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_site(school, Audience.SCHOOL, today=TODAY, jobs=1, converting=stop_at_the_second)
    kept = {path.name: path.stat().st_mtime_ns for path in (school / ".profilegen/store").rglob("*-voice.m4a")}
    assert kept
    build(school, "school")
    after = {path.name: path.stat().st_mtime_ns for path in (school / ".profilegen/store").rglob("*-voice.m4a")}
    assert len(after) == 2
    assert {name: after[name] for name in kept} == kept


def dies_of_rain(one: Conversion) -> MediaError | None:
    """In place of a decoder that a stranger's file brings down."""
    if one.name.endswith("rain.wav"):
        os._exit(9)
    return media_converting.convert(one)


def test_a_recording_that_brings_the_converter_down_costs_itself_alone(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(school / BEN, {"reflections/wind.yaml": spoken("wind.wav"), "media/wind.wav": a_voice(0.7, 300)})
    monkeypatch.setattr(converting, "_convert_here", dies_of_rain)
    summary = build(school, "school")
    assert [(one.rule, one.student) for one in summary.problems if one.rule in RULES_OF_RECORDINGS] == [
        ("unreadable-media", "amina-x3f9")
    ]
    assert voices_in(school / "_site/school" / BEN)
    page = (school / "_site/school" / AMINA / "reflections/rain.html").read_text(encoding="utf-8")
    assert "The rain falls on the roof." in page, "its words are still there"
    monkeypatch.undo()
    assert not RULES_OF_RECORDINGS & set(rules_of(build(school, "school"))), "the next build tries once more"
    assert voices_in(school / "_site/school" / AMINA)


def test_a_disk_that_is_full_while_converting_is_told_and_made_up_for(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(Store, "remember", full)
        summary = build_in_threads(school)
    told = [one.message for one in summary.problems if one.rule == "unreadable-media"]
    assert len(told) == 1
    assert "No space left on device" in told[0]
    assert not RULES_OF_RECORDINGS & set(rules_of(build(school, "school")))
    assert voices_in(school / "_site/school" / AMINA)


@pytest.fixture
def without_pyav(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which PyAV cannot be loaded."""
    import sys

    originals._refusal.cache_clear()
    for name in [name for name in sys.modules if name == "av" or name.startswith("av.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "av", None)
    yield
    originals._refusal.cache_clear()


@pytest.mark.usefixtures("without_pyav")
def test_without_pyav_everything_else_is_built_and_the_problem_says_what_to_install(school: Path) -> None:
    write(school / AMINA, {"reflections/wind.yaml": spoken("wind.wav"), "media/wind.wav": a_voice(0.7, 300)})
    write(school / BEN, {"media/kite.jpg": picture()})
    summary = build_in_threads(school)
    found = [one for one in summary.problems if one.rule in RULES_OF_RECORDINGS]
    assert [(one.rule, one.student) for one in found] == [("part-missing", "amina-x3f9")], "once, not for each"
    assert "pip install av" in found[0].hint
    assert summary.students == 2
    page = (school / "_site/school" / AMINA / "reflections/rain.html").read_text(encoding="utf-8")
    assert "The rain falls on the roof." in page
    assert any(one.name == "sound and film" and not one.is_there and "av" in one.fix for one in diagnose(school))


def test_a_school_s_own_limits_hold(school: Path) -> None:
    write(school / AMINA, {"media/rain.wav": a_voice(90)})
    write(school, {"school.yaml": "name: Hillside\nlimits: {recording_minutes: 1}\n"})
    summary = build(school, "school")
    (told,) = [one for one in summary.problems if one.rule == "unreadable-media"]
    assert "recording_minutes" in told.hint
    assert not voices_in(school / "_site/school" / AMINA)
    write(school, {"school.yaml": "name: Hillside\nlimits: {recording_minutes: 2}\n"})
    assert "unreadable-media" not in rules_of(build(school, "school"))
    assert voices_in(school / "_site/school" / AMINA)
    write(school, {"school.yaml": "name: Hillside\nlimits: {recording_minutes: 1}\n"})
    build(school, "school")
    assert not voices_in(school / "_site/school" / AMINA), "also what was converted under a wider limit"


def test_one_who_waits_for_a_recording_shows_meanwhile_no_more_than_is_allowed(school: Path) -> None:
    """A withdrawal holds at once, also while a film is being converted for the new pages."""
    build(school, "school")
    write(
        school / AMINA,
        {
            "profile.yaml": "name: Amina Karimi\naudience: school\ntagline: New\nshow: {tagline: school}\n",
            "reflections/rain.yaml": "title: Rain\ndate: 2026-10-14\nbody: Private now.\naudience: private\n",
            "reflections/wind.yaml": spoken("wind.wav"),
            "media/wind.wav": a_voice(0.7, 300),
        },
    )
    seen: list[bool] = []

    def look(_name: str) -> None:
        seen.append((school / "_site/school" / AMINA / "reflections/rain.html").exists())

    build_site(school, Audience.SCHOOL, today=TODAY, converting=look)
    assert seen
    assert not any(seen)
    assert not (school / "_site/school" / AMINA / "reflections/rain.html").exists()


def test_the_same_recording_of_two_students_is_converted_once(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(school / BEN, {"reflections/rain.yaml": spoken("same.wav"), "media/same.wav": a_voice()})
    begun: list[Any] = []
    begin = converting._Converter._begin

    def count(self: Any, one: Conversion) -> None:
        begun.append(one.name)
        begin(self, one)

    monkeypatch.setattr(converting._Converter, "_begin", count)
    build(school, "school")
    assert len(begun) == 1
    (amina,) = voices_in(school / "_site/school" / AMINA)
    (ben,) = voices_in(school / "_site/school" / BEN)
    assert amina.name == ben.name


def test_a_film_that_is_called_a_sound_is_not_shown(school: Path) -> None:
    """Who may see a face is decided by what a file is called and begins with; what turns out otherwise stays away."""
    write(school / AMINA, {"media/rain.m4a": a_film(), "reflections/rain.yaml": spoken("rain.m4a")})
    summary = build(school, "school")
    assert "It is called a sound, and it is a film." in " ".join(one.message for one in summary.problems)
    assert not list((school / "_site/school").rglob("*-film.mp4"))


def test_what_is_withdrawn_while_one_waits_is_told(school: Path) -> None:
    build(school, "school")
    write(school / AMINA, {"reflections/rain.yaml": "title: Rain\ndate: 2026-10-14\nbody: Own.\naudience: private\n"})
    write(school / AMINA, {"reflections/wind.yaml": spoken("wind.wav"), "media/wind.wav": a_voice(0.7, 300)})
    assert [one.student for one in build(school, "school").taken_out] == ["amina-x3f9"]


class WorkerLeftError(RuntimeError):
    """An error of an executor's own, such as Dask's KilledWorker."""


def test_a_lent_executor_that_fails_in_its_own_way_costs_nothing(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(_one: Conversion) -> MediaError | None:
        raise WorkerLeftError("the worker has left")

    monkeypatch.setattr(converting, "convert", leave)
    summary = build_in_threads(school)
    assert not RULES_OF_RECORDINGS & set(rules_of(summary))
    assert voices_in(school / "_site/school" / AMINA)


def ends_for_overtime(one: Conversion) -> MediaError | None:
    """In place of a conversion that takes longer than it may."""
    converting._end_for_overtime(one)
    return None


def test_a_recording_that_takes_too_long_is_not_tried_at_every_build(
    school: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(converting, "_convert_here", ends_for_overtime)
    told = [one for one in build(school, "school").problems if one.rule == "unreadable-media"]
    assert "longer than 60 minutes" in told[0].message
    assert "conversion_minutes: 120" in told[0].hint
    monkeypatch.undo()
    write(school, {"school.yaml": "name: Hillside\nlimits: {conversion_minutes: 61}\n"})
    build(school, "school")
    assert voices_in(school / "_site/school" / AMINA), "with more time it is tried again"


def test_what_a_stopped_conversion_left_half_written_is_cleared_away(school: Path) -> None:
    build(school, "school")
    (kept,) = (school / ".profilegen/store").rglob("*-voice.m4a")
    part = kept.with_name(f"{kept.name}.0123456789ab.part")
    part.write_bytes(b"half")
    kept.unlink()
    write(school / AMINA, {"reflections/next.yaml": "title: Next\ndate: 2026-11-01\nbody: New.\n"})
    build(school, "school")
    assert not part.exists()
    assert kept.exists()


def test_an_empty_file_is_refused_once(school: Path) -> None:
    write(school / AMINA, {"media/rain.wav": b""})
    build(school, "school")
    summary = build(school, "school")
    assert dict(summary.why)["amina-x3f9"] == ""


def test_a_reflection_that_is_only_a_withheld_recording_has_no_page(school: Path) -> None:
    write(school / AMINA, {"reflections/rain.yaml": spoken("rain.wav").replace("shows: []", "shows: [ben-7k2q]")})
    build(school, "school")
    assert not (school / "_site/school" / AMINA / "reflections/rain.html").exists()


def test_what_was_converted_is_shown_also_where_pyav_is_not_installed_any_more(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(school, "school")
    monkeypatch.setattr(recordings, "RECORDING_ENCODER", "3 av-none")
    write(school / AMINA, {"reflections/next.yaml": "title: Next\ndate: 2026-11-01\nbody: New.\n"})
    build(school, "school")
    assert voices_in(school / "_site/school" / AMINA)
