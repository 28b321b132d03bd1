"""The zip that a family takes home: what is in it, what is not, and that it is the same zip each time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
import tracemalloc
import unicodedata
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from profilegen.model.audience import Audience
from profilegen.problems import UsageError
from profilegen.sharing.locking import README
from profilegen.sharing.placing import new_file
from profilegen.sharing.preparing import Member
from profilegen.sharing.share import share
from profilegen.sharing.travelling import names_that_do_not_travel, plain_name
from profilegen.sharing.zipping import write_zip
from tests.building.worlds import write
from tests.sharing.worlds import TODAY, a_school


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_school(tmp_path_factory.mktemp("sharing") / "school with a # in it")


@pytest.fixture(scope="module")
def amina(school: Path) -> Path:
    """Amina's zip."""
    (packed,) = share(["amina-x3f9"], school, today=TODAY).packed
    assert packed.zip is not None
    return packed.zip


def test_a_family_gets_one_zip_with_one_folder(amina: Path, school: Path) -> None:
    assert amina == (school / "_shared" / "family" / "amina-x3f9" / "Amina-profile.zip").resolve()
    names = ZipFile(amina).namelist()
    assert {name.split("/")[0] for name in names} == {"Amina-profile"}
    assert {"Amina-profile/index.html", f"Amina-profile/{README}", "Amina-profile/search.js"} <= set(names)


def test_it_holds_the_whole_site_and_nothing_else(amina: Path, school: Path) -> None:
    site = school / "_site" / "family" / "students" / "amina-x3f9"
    built = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    del built[".profilegen.json"]
    with ZipFile(amina) as archive:
        assert archive.testzip() is None
        held = {name.removeprefix("Amina-profile/"): archive.read(name) for name in archive.namelist()}
    assert "index.html" in held.pop(README).decode("utf-8")
    assert held == built and len(built) > 20


def test_a_file_that_no_build_wrote_stays_at_school(school: Path) -> None:
    share(["ben-7k2q"], school, today=TODAY)
    stray = school / "_site" / "family" / "students" / "ben-7k2q" / "notes about Ben.txt"
    stray.write_text("not for the family", encoding="utf-8")
    (packed,) = share(["ben-7k2q"], school, today=TODAY).packed
    assert packed.zip and not [name for name in ZipFile(packed.zip).namelist() if "notes" in name]
    stray.unlink()


def test_its_name_is_what_the_audience_calls_the_student(school: Path, tmp_path: Path) -> None:
    write(school, {"students/zoe-11aa/profile.yaml": "name: Zoë-Ann Smythe\nname_for: {family: Zed Smythe}\n"})
    names = []
    for audience in (Audience.FAMILY, Audience.TEACHERS):
        (packed,) = share(["zoe-11aa"], school, audience, out=tmp_path, today=TODAY).packed
        assert packed.zip
        names.append(packed.zip.relative_to(tmp_path).as_posix())
    assert names == ["family/zoe-11aa/Zed-profile.zip", "teachers/zoe-11aa/Zoë-Ann-profile.zip"]


def test_a_name_that_is_no_longer_used_goes_with_its_zip(tmp_path: Path) -> None:
    school = a_school(tmp_path)
    share(["ben-7k2q"], school, today=TODAY)
    mine = school / "_shared" / "family" / "ben-7k2q" / "mine.zip"
    mine.write_bytes(b"somebody else's")
    write(school, {"students/ben-7k2q/profile.yaml": "name: Ben Ode\nknown_as: Bee\n"})
    share(["ben-7k2q"], school, today=TODAY)
    assert sorted(path.name for path in mine.parent.iterdir()) == ["Bee-profile.zip", "mine.zip"]


@pytest.mark.parametrize("words", [["Amina Quillfeather"], ["amina"], ["AMINA-X3F9"], ["students/amina-x3f9"]])
def test_a_student_is_named_by_id_name_or_folder(
    school: Path, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(school)
    assert [one.student for one in share(words, Path(), out=tmp_path, today=TODAY).packed] == ["amina-x3f9"]


def test_a_whole_class_or_several_students_at_once(school: Path, tmp_path: Path) -> None:
    packed = share(["ben-7k2q"], school, class_name="4 Oak", out=tmp_path, today=TODAY).packed
    assert sorted(one.student for one in packed) == ["amina-x3f9", "ben-7k2q"]


def test_a_student_alone_on_a_stick(tmp_path: Path) -> None:
    lone = write(tmp_path / "stick", {"profile.yaml": "name: Cem Ak\n"})
    (packed,) = share([str(lone)], Path("/nowhere"), today=TODAY).packed
    assert packed.zip and packed.zip.name == "Cem-profile.zip"


@pytest.mark.parametrize(("word", "hint"), [("amira-x3f9", "amina-x3f9"), ("", "folder")])
def test_somebody_who_is_not_there(school: Path, word: str, hint: str) -> None:
    with pytest.raises(UsageError) as told:
        share([word], school, today=TODAY)
    assert hint in told.value.hint


def test_a_first_name_of_two_is_not_guessed(tmp_path: Path) -> None:
    school = write(a_school(tmp_path), {"students/ben-2222/profile.yaml": "name: Ben Ito\n"})
    write(school, {"students/ben-7k2q/profile.yaml": "name: Ben Ode\n"})
    with pytest.raises(UsageError, match="2 students") as told:
        share(["Ben"], school, today=TODAY)
    assert "ben-2222, ben-7k2q" in told.value.hint


def test_whoever_keeps_all_to_themselves_is_not_shared_and_the_others_are(tmp_path: Path) -> None:
    school = write(a_school(tmp_path), {"students/ben-7k2q/profile.yaml": "name: Ben Ode\naudience: private\n"})
    found = share([], school, class_name="4 Oak", today=TODAY)
    assert [one.student for one in found.packed] == ["amina-x3f9"]
    assert found.has_errors and any(one.rule == "not-published" and one.student == "ben-7k2q" for one in found.problems)


def test_an_old_site_of_a_profile_that_cannot_be_read_is_not_shared(tmp_path: Path) -> None:
    school = a_school(tmp_path)
    share(["ben-7k2q"], school, today=TODAY)
    write(school, {"students/ben-7k2q/profile.yaml": "name: [Ben\n"})
    assert share(["ben-7k2q"], school, today=TODAY).packed == ()


# The same each time

_AGAIN = """
import sys
from datetime import date
from pathlib import Path
from profilegen.sharing.share import share
(packed,) = share(["amina-x3f9"], Path(sys.argv[1]), out=Path(sys.argv[2]), today=date(2026, 11, 22)).packed
"""


def test_two_runs_are_identical_wherever_and_whenever(amina: Path, school: Path, tmp_path: Path) -> None:
    """Another time zone, locale and working folder, other times on the files, and the school in another place."""
    elsewhere = a_school(tmp_path / "moved")
    for path in elsewhere.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    for number, (zone, language) in enumerate((("Asia/Tokyo", "tr_TR.UTF-8"), ("America/Lima", "C"))):
        out = tmp_path / f"out {number}"
        around = os.environ | {"TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": str(number)}
        around["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])
        subprocess.run([sys.executable, "-c", _AGAIN, elsewhere, out], check=True, cwd=tmp_path, env=around)
        again = out / "family" / "amina-x3f9" / "Amina-profile.zip"
        assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(amina.read_bytes()).digest()


def test_nothing_of_this_machine_is_in_it(amina: Path) -> None:
    with ZipFile(amina) as archive:
        entries = archive.infolist()
        assert archive.comment == b"profilegen"
    assert [one.filename for one in entries] == sorted(one.filename for one in entries)
    for one in entries:
        assert (one.date_time, one.external_attr, one.create_system, one.extra) == (
            (1980, 1, 1, 0, 0, 0),
            0o100644 << 16,
            3,
            b"",
        )
        assert one.compress_type == (
            ZIP_DEFLATED if one.filename.endswith((".html", ".css", ".js", ".txt")) else ZIP_STORED
        )
        assert one.filename.isascii() or one.flag_bits & 0x800, "a name in another script says that it is UTF-8"
    assert any(not one.filename.isascii() for one in entries)


def test_its_names_are_right_everywhere(amina: Path) -> None:
    names = ZipFile(amina).namelist()
    assert names_that_do_not_travel(names, "amina-x3f9") == ()
    assert len({unicodedata.normalize("NFC", name).casefold() for name in names}) == len(names)
    assert not [name for name in names if set(name) & set('<>:"|?*\\') or len(name) > 180 or "Quill" in name]


@pytest.mark.parametrize(
    "name",
    [
        *("con.html", "a/AUX", "com1.tar.gz", "a:b", "what?.html", "a\\b", "tab\t.html", "dot.", "space ", "a. /b"),
        *("../a", "a//b", "a/./b", "x" * 181, unicodedata.normalize("NFD", "é.html")),
    ],
)
def test_a_name_that_does_not_travel_is_refused(name: str) -> None:
    (found,) = names_that_do_not_travel([name], "amina-x3f9")
    assert found.rule == "not-published" and found.student == "amina-x3f9"


@pytest.mark.parametrize("pair", [("a/Bridge.html", "a/bridge.html"), ("straße", "STRASSE"), ("ﬁ", "fi")])
def test_two_names_that_are_one_elsewhere_are_refused(pair: tuple[str, str]) -> None:
    assert len(names_that_do_not_travel(pair, "amina-x3f9")) == 1


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Amina", "Amina"),
        ("Zoe\u0308", "Zoë"),
        ("D'Arcy/..", "D-Arcy"),
        ("小雨", "小雨"),
        ("?!", "student"),
        ("a" * 99, "a" * 40),
    ],
)
def test_a_plain_name(name: str, plain: str) -> None:
    assert plain_name(name) == plain


# Whole or not at all


def test_a_file_of_somebody_else_is_not_overwritten(school: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "family" / "ben-7k2q" / "Benny-profile.zip"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"mine")
    with pytest.raises(UsageError, match="did not make it"):
        share(["ben-7k2q"], school, out=tmp_path, today=TODAY)
    assert theirs.read_bytes() == b"mine"


def test_a_zip_that_could_not_be_finished_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    write_zip(target, "top", [], {"a.txt": b"old"})
    before = target.read_bytes()
    with pytest.raises(OSError):
        write_zip(target, "top", [Member("b.txt", tmp_path / "gone", 3)], {"a.txt": b"new"})
    assert target.read_bytes() == before and [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_what_a_stopped_run_left_is_swept_away(tmp_path: Path) -> None:
    left, folder, mine = (tmp_path / name for name in (".0123456789ab.new", ".0123456789ac.old", ".mine.new"))
    left.write_bytes(b"half a zip")
    mine.write_bytes(b"mine")
    folder.mkdir()
    for path in (left, folder, mine):
        os.utime(path, (time.time() - 4000,) * 2)
    write_zip(tmp_path / "a.zip", "top", [], {"a.txt": b"new"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [".mine.new", "a.zip"]


def test_what_another_run_is_writing_now_is_left_alone(tmp_path: Path) -> None:
    """Two schools may have one folder for their slips."""
    with new_file(tmp_path / "one.html") as part:
        part.write_bytes(b"one")
        write_zip(tmp_path / "two.zip", "top", [], {"a.txt": b"two"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.html", "two.zip"]


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need rights on Windows")
def test_nothing_is_read_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(OSError):
        write_zip(tmp_path / "a.zip", "top", [Member("link.txt", tmp_path / "link", 6)], {})


def test_memory_is_flat_however_large_a_film_is(tmp_path: Path) -> None:
    """40 MB pass through less than 8: it is poured, and not read whole."""
    film = tmp_path / "film.mp4"
    film.write_bytes(b"\0" * 40_000_000)
    tracemalloc.start()
    try:
        write_zip(tmp_path / "a.zip", "top", [Member("film.mp4", film, 40_000_000)], {})
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()
