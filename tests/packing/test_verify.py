"""`verify`: complete, unaltered, signed by whom; and whatever a stranger may hand over."""

from __future__ import annotations

import json
import os
import struct
import warnings
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import bagit
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from profilegen.packing.signing import PublicKey, SchoolKey
from profilegen.packing.verify import Verified, sentences_of, verify
from tests.packing.bags import BAGIT, HILL, a_bag, in_folder, in_zip, listed, ours


def _told(found: Verified) -> str:
    return "\n".join(sentences_of(found))


# Sound ones


def test_our_own_pack_is_complete_unaltered_and_signed(tmp_path: Path) -> None:
    found = verify(ours(tmp_path / "a.zip"))
    assert (found.is_complete, found.is_unaltered, found.is_sound, _told(found)) == (True, True, True, "")
    assert found.signature and found.signature.is_good and found.signature.by == HILL.public
    assert found.signer([]) is None
    assert found.signer([PublicKey("As we call it", HILL.public.public)]) == PublicKey(
        "As we call it", HILL.public.public
    )


def test_so_is_the_folder_that_was_unpacked_from_it(tmp_path: Path) -> None:
    with ZipFile(ours(tmp_path / "a.zip")) as archive:
        archive.extractall(tmp_path / "out")
    for folder in (tmp_path / "out", tmp_path / "out" / "Lea-pack"):
        assert verify(folder).is_sound
    bagit.Bag(str(tmp_path / "out" / "Lea-pack")).validate()


def test_unsigned_is_said_and_is_no_fault(tmp_path: Path) -> None:
    found = verify(ours(tmp_path / "a.zip", key=None))
    assert found.is_sound and not found.has_signature


def test_a_bag_that_another_program_made_of_our_payload_is_accepted(tmp_path: Path) -> None:
    with ZipFile(ours(tmp_path / "a.zip")) as archive:
        archive.extractall(tmp_path)
    payload = (tmp_path / "Lea-pack" / "data").rename(tmp_path / "theirs")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bagit.make_bag(str(payload), {"Contact-Name": "Somebody"}, checksums=["sha256", "sha512"])
    found = verify(payload)
    assert found.is_sound and not found.is_ours, _told(found)


@pytest.mark.parametrize(
    "put", [lambda to, files: in_folder(to / "bag", files), lambda to, files: in_zip(to / "b.zip", files)]
)
def test_a_bag_of_somebody_else_is_read_as_the_standard_says(
    tmp_path: Path, put: Callable[[Path, dict[str, bytes]], Path]
) -> None:
    found = verify(put(tmp_path, a_bag()))
    assert found.is_sound and not found.is_ours, _told(found)


_PAYLOAD = {"data/a.txt": b"hello", "data/in/b.txt": b""}
_OTHER_SPELLINGS = {
    "many spaces": listed(_PAYLOAD, "sha256", payload=True, between="     "),
    "a tab": listed(_PAYLOAD, "sha256", payload=True, between="\t"),
    "CRLF": listed(_PAYLOAD, "sha256", payload=True, end="\r\n"),
    "no line end": listed(_PAYLOAD, "sha256", payload=True).rstrip(),
    "a star": listed(_PAYLOAD, "sha256", payload=True, between=" *"),
    "dot slash": listed(_PAYLOAD, "sha256", payload=True, between="  ./"),
    "capitals": listed(_PAYLOAD, "sha256", payload=True)
    .replace(b"a", b"A")
    .replace(b"dAtA", b"data")
    .replace(b"A.txt", b"a.txt"),
    "a byte order mark": b"\xef\xbb\xbf" + listed(_PAYLOAD, "sha256", payload=True),
}


@pytest.mark.parametrize("how", _OTHER_SPELLINGS)
def test_lists_are_read_however_other_programs_space_them(tmp_path: Path, how: str) -> None:
    files = a_bag(**{"manifest-sha256.txt": _OTHER_SPELLINGS[how]})
    files["tagmanifest-sha256.txt"] = listed(files, "sha256", payload=False)
    found = verify(in_folder(tmp_path / "bag", files))
    assert found.is_sound, _told(found)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_line_ends_and_percent_signs_in_names_are_encoded(tmp_path: Path) -> None:
    files = {"data/100%.txt": b"a", "data/%0A.txt": b"c"}
    lines = listed(files, "sha256", payload=True).replace(b"100%", b"100%25").replace(b"data/%0A", b"data/%250A")
    found = verify(in_folder(tmp_path / "bag", {**files, "bagit.txt": BAGIT, "manifest-sha256.txt": lines}))
    assert found.is_sound, _told(found)


def test_one_of_our_packs_writes_them_so(tmp_path: Path) -> None:
    made = ours(tmp_path / "a.zip", pieces={"data/100%.txt": b"a", "data/%0a.txt": b"b"})
    assert b"100%25.txt" in ZipFile(made).read("Lea-pack/manifest-sha256.txt")
    assert verify(made).is_sound


# One byte


@pytest.mark.parametrize("bit", [0x01, 0x20])
def test_one_flipped_bit_anywhere_in_a_pack_is_found(tmp_path: Path, bit: int) -> None:
    whole = ours(tmp_path / "a.zip").read_bytes()
    altered = tmp_path / "b.zip"
    for at in range(len(whole)):
        altered.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        found = verify(altered)
        assert not found.is_sound, f"byte {at} of {len(whole)}"
        assert _told(found) or found.is_badly_signed


def test_four_bytes_that_mean_a_longer_number_are_found_too(tmp_path: Path) -> None:
    whole = ours(tmp_path / "a.zip").read_bytes()
    for at in range(len(whole) - 3):
        (tmp_path / "b.zip").write_bytes(whole[:at] + b"\xff" * 4 + whole[at + 4 :])
        assert not verify(tmp_path / "b.zip").is_sound, f"bytes {at} to {at + 3}"


def test_one_flipped_bit_in_a_file_is_found_and_the_file_is_named(tmp_path: Path) -> None:
    with ZipFile(ours(tmp_path / "a.zip")) as archive:
        archive.extractall(tmp_path)
    root = tmp_path / "Lea-pack"
    for file in [path for path in sorted(root.rglob("*")) if path.is_file()]:
        whole, name = file.read_bytes(), file.relative_to(root).as_posix()
        for at in range(0, len(whole), 7):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x20]) + whole[at + 1 :])
            found = verify(root)
            assert not found.is_sound, f"byte {at} of {name}"
            assert name in _told(found) or name.startswith(("bagit", "tagmanifest", "signature", "bag-info")), _told(
                found
            )
        file.write_bytes(whole)
    assert verify(root).is_sound


# Missing and added


@pytest.mark.parametrize("name", ["data/ż.yaml", "bag-info.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    with ZipFile(ours(tmp_path / "a.zip")) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "Lea-pack" / name).unlink()
    found = verify(tmp_path / "Lea-pack")
    assert not found.is_complete and name in _told(found)


@pytest.mark.parametrize("name", ["data/more.txt", "more.txt", "data/.DS_Store", "metadata/x.xml"])
def test_an_added_file_is_named(tmp_path: Path, name: str) -> None:
    with ZipFile(ours(tmp_path / "a.zip")) as archive:
        archive.extractall(tmp_path)
    in_folder(tmp_path / "Lea-pack", {name: b"?"})
    found = verify(tmp_path / "Lea-pack")
    assert found.is_complete and not found.is_unaltered and name in found.altered[0]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"bag-info.txt": b"Payload-Oxum: 6.2\n"}, "Payload-Oxum"),
        ({"bag-info.txt": b"Payload-Oxum: many\n"}, "Payload-Oxum"),
        ({"fetch.txt": b"http://example.org/a - data/a.txt\n"}, "fetch.txt"),
        ({"manifest-sha256.txt": None}, "no list"),
        ({"manifest-sha256.txt": b"\xff\xfe\x00"}, "not written in utf-8"),
        ({"manifest-sha256.txt": b"what is this\n"}, "no line of such a list"),
        ({"manifest-sha256.txt": listed(_PAYLOAD, "sha256", payload=True) * 2}, "twice"),
        ({"manifest-sha512.txt": listed({"data/a.txt": b"hello"}, "sha512", payload=True)}, "not in manifest-sha512"),
        ({"manifest-sha256.txt": listed({**_PAYLOAD, "data/../../x": b""}, "sha256", payload=True)}, "missing"),
        ({"manifest-sha256.txt": listed({**_PAYLOAD, "bagit.txt": BAGIT}, "sha256", payload=True) + b""}, ""),
    ],
)
def test_what_does_not_fit_is_said(tmp_path: Path, changes: dict[str, bytes | None], words: str) -> None:
    files = a_bag(**changes)
    if "manifest-sha256.txt" in files:
        del files["tagmanifest-sha256.txt"]
        files["tagmanifest-sha256.txt"] = listed(files, "sha256", payload=False)
    found = verify(in_zip(tmp_path / "b.zip", files))
    if words:
        assert not found.is_sound and words in _told(found), _told(found)


@pytest.mark.parametrize("algorithm", ["md5", "sha1"])
def test_weak_sums_are_told(tmp_path: Path, algorithm: str) -> None:
    files = {**_PAYLOAD, "bagit.txt": BAGIT, f"manifest-{algorithm}.txt": listed(_PAYLOAD, algorithm, payload=True)}
    found = verify(in_folder(tmp_path / "bag", files))
    assert found.is_complete and not found.is_unaltered and "too weak" in _told(found)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + BAGIT,
        BAGIT.decode().encode("utf-16"),
        b"BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n",
        b"BagIt-Version: 1.0\nTag-File-Character-Encoding: EBCDIC\n",
        b"BagIt-Version: 1.0\n",
        b"",
    ],
)
def test_a_bagit_txt_that_is_none_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    found = verify(in_folder(tmp_path / "bag", a_bag(**{"bagit.txt": content})))
    assert len(found.unsafe) == 1 and not found.is_sound


def test_lists_in_another_encoding_are_read(tmp_path: Path) -> None:
    files: dict[str, bytes] = {"data/ü.txt": b"x"}
    files["manifest-sha256.txt"] = listed(files, "sha256", payload=True).decode().encode("utf-16")
    files["bagit.txt"] = BAGIT.replace(b"UTF-8", b"UTF-16")
    found = verify(in_folder(tmp_path / "bag", files))
    assert found.is_sound, _told(found)


def test_a_pack_from_the_future_is_said_to_be_one(tmp_path: Path) -> None:
    said = {"format": "profilegen-pack", "format_version": 2, "schema": 1}
    found = verify(ours(tmp_path / "a.zip", pieces={"data/pack.json": json.dumps(said).encode()}))
    assert found.is_sound and "newer" in found.notes[0]


# Signatures


def _signed_again(tmp_path: Path, change: Callable[[dict[str, str]], object]) -> Verified:
    with ZipFile(ours(tmp_path / "a.zip")) as archive:
        archive.extractall(tmp_path)
    file = tmp_path / "Lea-pack" / "signature.json"
    said = json.loads(file.read_bytes())
    change(said)
    file.write_text(f"{json.dumps(said, ensure_ascii=False, indent=1)}\n", encoding="utf-8", newline="\n")
    return verify(tmp_path / "Lea-pack")


def test_a_school_cannot_be_given_another_name(tmp_path: Path) -> None:
    assert _signed_again(tmp_path, lambda said: said.update(school="Hillside Schoo1")).is_badly_signed


def test_nor_a_signature_another_key(tmp_path: Path) -> None:
    other = SchoolKey("Hillside School", Ed25519PrivateKey.generate()).public.text
    assert _signed_again(tmp_path, lambda said: said.update(public_key=other)).is_badly_signed


@pytest.mark.parametrize("content", [b"", b"{}", b"[[[[", b'{"school": 3}', b"\xff", b"[" * 100_000])
def test_a_damaged_signature_is_a_bad_one(tmp_path: Path, content: bytes) -> None:
    with ZipFile(ours(tmp_path / "a.zip")) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "Lea-pack" / "signature.json").write_bytes(content)
    found = verify(tmp_path / "Lea-pack")
    assert found.is_badly_signed and not found.is_sound and found.is_unaltered


def test_a_signature_of_another_pack_is_a_bad_one(tmp_path: Path) -> None:
    for name, pieces in (("a", None), ("b", {"data/x": b"y"})):
        with ZipFile(ours(tmp_path / f"{name}.zip", pieces=pieces)) as archive:
            archive.extractall(tmp_path / name)
    signature = (tmp_path / "a" / "Lea-pack" / "signature.json").read_bytes()
    (tmp_path / "b" / "Lea-pack" / "signature.json").write_bytes(signature)
    assert verify(tmp_path / "b").is_badly_signed


# What may do harm


_BAD_NAMES = [
    *("data/../../x", "/x", "data//x", "data/./x", "data\\x", "C:/x", "data/C:x", "data/x\0y", "data/con.txt"),
    *("data/nul", "data/x.", "data/x ", "data/a\x1bb", "data/a|b", "../bag2/x"),
]


@pytest.mark.parametrize("name", _BAD_NAMES)
def test_a_name_that_leads_elsewhere_or_is_none_is_refused(tmp_path: Path, name: str) -> None:
    zipped = tmp_path / "b.zip"
    in_zip(zipped, {**a_bag(), "data/" + "x" * (len(name.encode()) - 5) if len(name) > 5 else "data/x": b""})
    entry = ZipInfo("bag/x")
    entry.filename = f"bag/{name}" if not name.startswith(("/", "C:", "..")) else name
    with ZipFile(zipped, "a") as archive:
        archive.writestr(entry, b"?")
    found = verify(zipped)
    assert found.unsafe and not found.is_sound


@pytest.mark.parametrize(
    ("one", "other"), [("data/a.txt", "data/A.TXT"), ("data/\u00e9", "data/e\u0301"), ("data/ß", "data/SS")]
)
def test_twins_are_refused(tmp_path: Path, one: str, other: str) -> None:
    found = verify(in_zip(tmp_path / "b.zip", {**a_bag(), one: b"", other: b""}))
    assert "one and the same file" in _told(found)


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    zipped = in_zip(tmp_path / "b.zip", a_bag())
    with ZipFile(zipped, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("bag/data/a.txt", b"other")
    assert "twice" in _told(verify(zipped))


@pytest.mark.parametrize("mode", [0o120777, 0o020666, 0o010666, 0o140777])
def test_links_and_devices_in_a_zip_are_refused(tmp_path: Path, mode: int) -> None:
    zipped = in_zip(tmp_path / "b.zip", a_bag())
    entry = ZipInfo("bag/data/link")
    entry.external_attr = mode << 16
    with ZipFile(zipped, "a") as archive:
        archive.writestr(entry, b"/etc/passwd")
    assert "link or a device" in _told(verify(zipped))


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_in_a_folder_are_refused(tmp_path: Path) -> None:
    bag = in_folder(tmp_path / "bag", a_bag())
    (bag / "data" / "link").symlink_to("/etc/passwd")
    os.mkfifo(bag / "data" / "pipe")
    found = verify(bag)
    assert len(found.unsafe) == 2 and "link or a device" in _told(found)


def test_a_bomb_is_refused_unopened(tmp_path: Path) -> None:
    zipped = tmp_path / "b.zip"
    with ZipFile(zipped, "w", ZIP_DEFLATED) as archive:
        for path, content in a_bag().items():
            archive.writestr(f"bag/{path}", content)
        archive.writestr("bag/data/zeros", bytes(20_000_000))
    assert "fill the disk" in _told(verify(zipped))


def test_a_file_that_says_it_is_small_and_is_not_is_damaged(tmp_path: Path) -> None:
    zipped = tmp_path / "b.zip"
    with ZipFile(zipped, "w", ZIP_DEFLATED) as archive:
        for path, content in a_bag(**{"data/a.txt": bytes(1_000_000)}).items():
            archive.writestr(f"bag/{path}", content)
    whole = zipped.read_bytes().replace(struct.pack("<L", 1_000_000), struct.pack("<L", 5))
    zipped.write_bytes(whole)
    assert not verify(zipped).is_sound


def test_entries_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    zipped = in_zip(tmp_path / "b.zip", a_bag())
    with ZipFile(zipped) as archive:
        first, second = archive.infolist()[:2]
    whole = zipped.read_bytes()
    at = whole.rindex(second.filename.encode()) - 4
    zipped.write_bytes(whole[:at] + struct.pack("<L", first.header_offset) + whole[at + 4 :])
    assert not verify(zipped).is_sound and verify(zipped).unsafe


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    zipped = in_zip(tmp_path / "b.zip", a_bag())
    whole = bytearray(zipped.read_bytes())
    at = 0
    while (at := whole.find(b"PK\1\2", at)) >= 0:
        whole[at + 8] |= 1
        at += 4
    zipped.write_bytes(whole)
    assert "encrypted" in _told(verify(zipped))


def test_a_zip_that_was_not_copied_to_its_end_is_one_sentence(tmp_path: Path) -> None:
    whole = ours(tmp_path / "a.zip").read_bytes()
    for length in range(0, len(whole), 97):
        (tmp_path / "b.zip").write_bytes(whole[:length])
        found = verify(tmp_path / "b.zip")
        assert len(found.unsafe) == 1 and not found.is_sound


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"PK\5\6" + bytes(18), b"PK\5\6" + b"\xff" * 18, b"%PDF-1.7" * 1000]
)
def test_what_is_no_zip_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(content)
    assert len(verify(tmp_path / "b.zip").unsafe) == 1


def test_a_zip_of_something_else_is_no_pack(tmp_path: Path) -> None:
    found = verify(in_zip(tmp_path / "b.zip", {"holiday.jpg": b"?"}))
    assert "no pack" in _told(found)
    assert "no pack" in _told(verify(in_zip(tmp_path / "c.zip", a_bag(), top="")))
    (tmp_path / "empty").mkdir()
    assert "no pack" in _told(verify(tmp_path / "empty"))


def test_bytes_before_and_between_are_found_in_our_own(tmp_path: Path) -> None:
    whole = ours(tmp_path / "a.zip").read_bytes()
    (tmp_path / "b.zip").write_bytes(b"MZ" + whole)
    assert not verify(tmp_path / "b.zip").is_sound
    (tmp_path / "b.zip").write_bytes(whole + b"more")
    assert not verify(tmp_path / "b.zip").is_sound


def test_another_way_of_zipping_our_bag_is_told(tmp_path: Path) -> None:
    with ZipFile(ours(tmp_path / "a.zip")) as archive, ZipFile(tmp_path / "b.zip", "w", ZIP_STORED) as again:
        for name in archive.namelist():
            again.writestr(name, archive.read(name))
    found = verify(tmp_path / "b.zip")
    assert found.is_complete and not found.unsafe
