"""A locked profile on disk: it opens with its passphrase and no other, and tells nothing to anybody else."""

from __future__ import annotations

import math
import os
import re
import stat
import tracemalloc
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from cryptography.exceptions import InvalidTag

from profilegen.problems import UsageError
from profilegen.sharing import archive as archives
from profilegen.sharing import locking
from profilegen.sharing.passphrases import WORDS_EACH, folded, new_passphrase, words
from profilegen.sharing.preparing import Member, Prepared
from profilegen.sharing.sealing import PART_BYTES, ROUNDS, parts_for
from profilegen.sharing.share import Packed, Wish, share, too_large
from tests.building.worlds import write
from tests.sharing.opening import Locked
from tests.sharing.worlds import CANARIES, TODAY, a_school

BOTH = Wish(zip=True, lock=True, passphrases=2)
FOLDER_ALONE = Wish(zip=False, lock=True)


def elsewhere(place: Path) -> Wish:
    """A folder alone, whose slips do not take the place of those that other tests read."""
    return Wish(zip=False, lock=True, slips=place / "slips")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_school(tmp_path_factory.mktemp("locking") / "school")


@pytest.fixture(scope="module")
def amina(school: Path) -> Packed:
    """Amina's profile, locked for two passphrases."""
    (packed,) = share(["amina-x3f9"], school, wish=BOTH, today=TODAY).packed
    return packed


@pytest.fixture(scope="module")
def locked(amina: Packed) -> Locked:
    assert amina.folder
    return Locked(amina.folder)


def test_each_passphrase_opens_everything_that_was_built(amina: Packed, locked: Locked, school: Path) -> None:
    site = school / "_site" / "family" / "students" / "amina-x3f9"
    built = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    del built[".profilegen.json"]
    assert len(set(amina.passphrases)) == 2
    for passphrase in amina.passphrases:
        assert locked.files(passphrase) == built


def test_no_other_passphrase_opens_it(amina: Packed, locked: Locked) -> None:
    one, other = (passphrase.split() for passphrase in amina.passphrases)
    for wrong in ("", " ".join(one[:5]), " ".join(reversed(one)), " ".join(one[:3] + other[3:]), new_passphrase()):
        with pytest.raises(InvalidTag):
            locked.content_key(wrong)


def test_a_passphrase_is_stretched_with_a_salt_of_its_own(locked: Locked) -> None:
    head = locked.head
    assert head["rounds"] >= 600_000 and ROUNDS >= 600_000
    salts, nonces, wrapped = (set(column) for column in zip(*head["keys"], strict=True))
    assert len(salts) == len(nonces) == len(wrapped) == 2
    assert all(len(b64decode(salt)) == 16 for salt in salts)


def test_two_locks_of_one_profile_have_nothing_in_common(
    amina: Packed, locked: Locked, school: Path, tmp_path: Path
) -> None:
    (again,) = share(["amina-x3f9"], school, wish=elsewhere(tmp_path), out=tmp_path / "out", today=TODAY).packed
    assert again.folder and again.zip is None
    other = Locked(again.folder)
    assert other.head["lock"] != locked.head["lock"] and not set(again.passphrases) & set(amina.passphrases)
    assert all(
        one.read_bytes() != two.read_bytes() for one, two in zip(locked.part_files, other.part_files, strict=True)
    )


# Nothing in the clear


def readings(content: bytes) -> Iterator[bytes]:
    """Bytes as they are, as base64 says them, and inflated wherever a deflated or gzipped piece may begin."""
    yield content
    for found in re.finditer(rb"[A-Za-z0-9+/]{16,}={0,2}", content):
        for shift in range(4):
            text = found[0].rstrip(b"=")[shift:]
            decoded = b64decode(text[: len(text) // 4 * 4])
            yield decoded
            yield from inflated(decoded)
    yield from inflated(content)


def inflated(content: bytes) -> Iterator[bytes]:
    """Wherever a stream of zlib or gzip may begin, and where a zip says that one of its files does."""
    in_a_zip = (found.end() for found in re.finditer(rb"PK\x03\x04.{22}(?:..){2}", content, re.DOTALL))
    in_a_zip = (end + int.from_bytes(content[end - 4 : end - 2], "little") for end in in_a_zip)
    at_a_mark = (found.start() for found in re.finditer(rb"x[\x01\x5e\x9c\xda]|\x1f\x8b\x08", content))
    for begin in [0, *in_a_zip, *at_a_mark]:
        for kind in (15 + 32, -15):
            opened = zlib.decompressobj(kind)
            piece = b""
            try:
                piece = opened.decompress(content[begin : begin + 100_000], 1_000_000)
            except zlib.error:
                continue
            if len(piece) > 20:
                yield piece


def test_the_search_for_words_finds_them_where_they_are(amina: Packed, school: Path) -> None:
    """In what is not locked: as text, in a zip's deflated pieces, and in base64."""
    (packed,) = share(["amina-x3f9"], school, today=TODAY).packed
    assert packed.zip
    seen = b"".join(readings(packed.zip.read_bytes()))
    assert [word for word in CANARIES if word.encode() not in seen] == []
    for shift in range(3):
        assert any(b"Zanzibarine" in one for one in readings(b64encode(b"x" * shift + b"I am Zanzibarine, you know.")))


def test_no_word_of_the_profile_is_in_any_byte_of_what_is_locked(amina: Packed, locked: Locked) -> None:
    assert amina.zip
    words_inside = [
        *CANARIES,
        "amina-x3f9",
        "Мост",
        "index.html#",
        *amina.passphrases,
    ]  # long: chance writes short ones
    forbidden = [word.encode() for word in (*words_inside, *(word.upper() for word in CANARIES))]
    forbidden += [word.encode("utf-16-le") for word in CANARIES]
    for file in [*locked.folder.iterdir(), amina.zip]:
        assert not [word for word in forbidden if word in file.name.encode()]
        for reading in readings(file.read_bytes()):
            found = [word for word in forbidden if word in reading]
            assert not found, f"{found} in {file.name}"


def test_no_six_words_of_a_passphrase_are_left_anywhere_but_on_the_slips(amina: Packed, school: Path) -> None:
    left = []
    for passphrase in amina.passphrases:
        spellings = [sign.join(passphrase.split()).encode() for sign in (" ", "-", "")]
        for file in school.rglob("*"):
            if file.is_file() and any(spelt in file.read_bytes() for spelt in spellings):
                left.append(file)
    assert left == []
    assert amina.slips
    sheet = amina.slips.read_text(encoding="utf-8")
    for passphrase in amina.passphrases:
        assert re.search(r"</li>\s*".join(rf"<li><span[^>]*>\d</span>{word}" for word in passphrase.split()), sheet)


def test_the_shared_folder_and_the_cache_hold_no_slip(amina: Packed, school: Path) -> None:
    assert amina.slips and amina.slips.parent == (school / "_slips").resolve()
    assert [path.name for path in school.rglob("*.html") if path.parent.name == "_slips"] == ["amina-x3f9-family.html"]
    if os.name == "posix":
        assert stat.S_IMODE(amina.slips.stat().st_mode) & 0o077 == 0


def test_parts_are_all_of_one_size_and_their_number_hardly_tells(school: Path, locked: Locked, tmp_path: Path) -> None:
    (ben,) = share(["ben-7k2q"], school, wish=elsewhere(tmp_path), out=tmp_path / "out", today=TODAY).packed
    assert ben.folder
    sizes = {path.stat().st_size for path in [*locked.part_files, *Locked(ben.folder).part_files]}
    assert len(sizes) == 1
    assert [path.name for path in sorted(ben.folder.iterdir())] == [
        path.name for path in sorted(locked.folder.iterdir())
    ]
    assert (ben.folder / "unlock.js").read_bytes() == (locked.folder / "unlock.js").read_bytes()


@pytest.mark.parametrize("size", [0, 1, 4 * PART_BYTES, 4 * PART_BYTES + 1, 37 * PART_BYTES, 1000 * PART_BYTES])
def test_what_is_filled_up_is_enough_and_never_much(size: int) -> None:
    needed = max(4, math.ceil(size / PART_BYTES))
    assert needed <= parts_for(size) <= needed * 1.12 + 1
    assert parts_for(parts_for(size) * PART_BYTES) == parts_for(size)


def test_a_zip_of_it_holds_the_same_files_as_large_as_they_are(amina: Packed, locked: Locked) -> None:
    assert amina.zip and amina.zip.name == "locked-profile.zip"
    with ZipFile(amina.zip) as opened:
        held = {one.filename: opened.read(one) for one in opened.infolist()}
        assert all(one.compress_size == one.file_size for one in opened.infolist())
    assert held == {f"locked-profile/{path.name}": path.read_bytes() for path in locked.folder.iterdir()}


# Changed, swapped, missing


def test_a_part_that_was_changed_swapped_or_cut_does_not_open(amina: Packed, locked: Locked, tmp_path: Path) -> None:
    key = locked.content_key(amina.passphrases[0])
    files = {path.name: path.read_bytes() for path in locked.folder.iterdir()}
    assert locked.stream(key)

    def with_part(content: bytes, page: bytes = files["index.html"]) -> Locked:
        for name, old in {**files, "part-0002.js": content, "index.html": page}.items():
            (tmp_path / name).write_bytes(old)
        return Locked(tmp_path)

    second = files["part-0002.js"]
    changed = second[:500_000] + (b"A" if second[500_000:500_001] != b"A" else b"B") + second[500_001:]
    swapped = files["part-0003.js"].replace(b'"0003"', b'"0002"')
    for content in (changed, swapped):
        with pytest.raises(InvalidTag):
            with_part(content).stream(key)
    fewer = files["index.html"].replace(f'"parts":{locked.head["parts"]}'.encode(), b'"parts":3')
    with pytest.raises(InvalidTag):
        with_part(second, fewer).stream(key)


# Passphrases


def test_the_words_are_many_short_plain_and_not_easily_mistaken() -> None:
    known = words()
    assert len(known) == len(set(known)) >= 2048
    assert [word for word in known if not re.fullmatch("[a-z]{4,8}", word)] == []
    cut = [word[:at] + "*" + word[at + 1 :] for word in known for at in range(len(word))]
    assert len(cut) == len(set(cut)), "two words differ by one letter"
    shorter = {word[:at] + word[at + 1 :] for word in known for at in range(len(word))}
    assert shorter & set(known) == set(), "one word is another without a letter"
    assert WORDS_EACH * math.log2(len(known)) > 64


def test_a_passphrase_is_six_words_and_never_the_same() -> None:
    made = {new_passphrase() for _ in range(200)}
    assert len(made) == 200
    assert all(len(one.split()) == 6 and set(one.split()) <= set(words()) for one in made)


@pytest.mark.parametrize(
    "typed", ["Maple otter", "MAPLE-OTTER", " maple\t otter \n", "maple–otter.", "ｍａｐｌｅ otter"]
)
def test_however_it_is_typed_it_is_the_same(typed: str) -> None:
    assert folded(typed) == "maple otter"


# Whole or not at all


def test_a_lock_that_was_stopped_leaves_nothing_and_keeps_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = a_school(tmp_path)
    (before,) = share(["ben-7k2q"], school, wish=FOLDER_ALONE, today=TODAY).packed
    assert before.folder and before.slips
    there = {
        path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and ".profilegen" not in path.parts
    }

    def stopped(*_: object) -> Iterator[tuple[str, bytes]]:
        yield "part-0001.js", b"half"
        raise KeyboardInterrupt

    monkeypatch.setattr(locking, "sealed_parts", stopped)
    with pytest.raises(KeyboardInterrupt):
        share(["ben-7k2q"], school, wish=FOLDER_ALONE, today=TODAY)
    after = {
        path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and ".profilegen" not in path.parts
    }
    assert after == there
    assert Locked(before.folder).files(before.passphrases[0])


def test_nothing_is_made_in_the_clear_on_the_way(school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No temporary folder is asked for at all; what is written while it goes on is locked already."""
    import tempfile

    def refused(*_: object, **__: object) -> str:
        raise AssertionError("a temporary place was asked for")

    for name in ("mkdtemp", "mkstemp", "NamedTemporaryFile", "TemporaryFile", "TemporaryDirectory"):
        monkeypatch.setattr(tempfile, name, refused)
    share(["amina-x3f9"], school, wish=Wish(True, True, 1, tmp_path / "slips"), out=tmp_path / "out", today=TODAY)
    assert {path.name for path in (tmp_path / "out").rglob("*") if path.is_dir()} == {
        *("family-locked", "amina-x3f9", "locked-profile")
    }


def test_slips_never_lie_with_what_they_unlock(school: Path, tmp_path: Path) -> None:
    wish = Wish(lock=True, slips=tmp_path / "out" / "slips")
    with pytest.raises(UsageError, match="what they unlock"):
        share(["ben-7k2q"], school, wish=wish, out=tmp_path / "out", today=TODAY)
    assert not (tmp_path / "out").exists()


def test_a_folder_of_somebody_else_is_left_alone(school: Path, tmp_path: Path) -> None:
    theirs = write(tmp_path / "family-locked" / "ben-7k2q" / "locked-profile", {"mine.txt": "mine"})
    with pytest.raises(UsageError, match="did not make it"):
        share(["ben-7k2q"], school, wish=FOLDER_ALONE, out=tmp_path, today=TODAY)
    assert [path.name for path in theirs.iterdir()] == ["mine.txt"]


def test_a_recording_that_is_too_large_is_left_out_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, film, photo = tmp_path / "index.html", tmp_path / "film.mp4", tmp_path / "photo.jpg"
    page.write_text('<video src="media/film.mp4"></video>', encoding="utf-8")
    film.write_bytes(b"f" * 30_000)
    photo.write_bytes(b"p" * 30_000)
    monkeypatch.setattr(archives, "LARGEST_RECORDING", 20_000)
    members = [
        Member(name, file, file.stat().st_size)
        for name, file in (("index.html", page), ("media/film.mp4", film), ("media/photo.jpg", photo))
    ]
    packed = archives.archive_of(members)
    assert [one.path for one in packed.left_out] == ["media/film.mp4"]
    assert b"f" * 99 not in b"".join(packed.stream()) and b"p" * 30_000 in b"".join(packed.stream())
    (told,) = too_large(Prepared("amina-x3f9", "Amina", "en-GB", tmp_path, tuple(members)), packed)
    assert told.rule == "unreadable-media" and told.place.file == "index.html" and "zip" in told.hint


def test_memory_is_flat_however_large_a_film_is(tmp_path: Path) -> None:
    """40 MB pass through less than 10: a part at a time."""
    page, film = tmp_path / "index.html", tmp_path / "film.mp4"
    page.write_bytes(b"<title>A film</title>")
    film.write_bytes(b"\0" * 40_000_000)
    members = [Member("index.html", page, page.stat().st_size), Member("film.mp4", film, 40_000_000)]
    tracemalloc.start()
    try:
        locking.write_locked(tmp_path / "locked", archives.archive_of(members), "en-GB", ["maple otter"], rounds=1000)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    assert len(Locked(tmp_path / "locked").part_files) == parts_for(40_000_000)
