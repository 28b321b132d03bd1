"""Who a pack belongs to, and whom its records mean: nothing that a stranger wrote decides about a pupil who is here."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from profilegen.arriving.label import NotUnpackedError
from profilegen.arriving.merging import Fate
from profilegen.cli.main import main
from profilegen.loading.arrivals import read_arrivals
from profilegen.loading.school import load_school
from profilegen.model.audience import Audience
from profilegen.packing.arrivals import people_in
from profilegen.packing.keys import new_key, signing_key, trust
from tests.arriving.worlds import ARRIVED, BRIDGE, LEA, NAME, a_pack, a_pack_of, into, packed, reflection, school, tree
from tests.building.worlds import build, picture, write
from tests.packing.bags import IDENTIFIER

BEN, ZED, NIA = "ben-7k2q", "zed-1111", "nia-2222"
OTHER, BENS = (f"urn:uuid:{digit * 8}-2222-4333-8444-555555555555" for digit in "91")
ALL = "{widest: public, until: 2030-01-01, recorded_by: O, recorded_on: 2026-09-01}"
SHOWS_BEN = (
    b"title: A raft\ndate: 2026-01-01\naudience: public\nmedia: [{file: raft.jpg, alt: CANARY, shows: [ben-7k2q]}]\n"
)
PICTURE = {"data/profile/media/raft.jpg": picture("red")}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A school where Lea and Ben agreed to everything, and everybody has a word."""
    agreed = "".join(f"{one}:\n  photos: {ALL}\n  full_name: {ALL}\n  public: {ALL}\n" for one in (LEA, BEN, NIA))
    return write(
        tmp_path / "home",
        {
            "school.yaml": "name: Hillside\npublishing: {public: yes}\n",
            "consents.yaml": agreed,
            f"students/{LEA}/profile.yaml": NAME,
            f"students/{BEN}/profile.yaml": "name: Ben Fox\naudience: public\n",
            "identifiers.yaml": f"{LEA}: {IDENTIFIER}\n{BEN}: {BENS}\n",
        },
    )


def _is_shown(home: Path, audience: Audience) -> bool:
    build(home, audience.word)
    site = home / "_site" / audience.word
    return any(b"CANARY" in file.read_bytes() for file in site.rglob("*.html"))


def _of_nia(to: Path, more: dict[str, bytes] | None = None, *, name: str = "Nia New", student: str = "nia-old") -> Path:
    files = {"data/profile/profile.yaml": f"name: {name}\naudience: public\n".encode(), **PICTURE, **(more or {})}
    return a_pack_of(to, files, identifier=OTHER, student=student)


def _arrival(home: Path, student: str) -> dict[str, Any]:
    file = max((home / "arrivals" / student).glob("2026-11-23*/arrival.yaml"))
    said: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return said


# Who it is


def test_a_word_that_a_stranger_copied_is_not_enough(home: Path, tmp_path: Path) -> None:
    files = {"data/profile/profile.yaml": b"name: Zed Zee\n"}
    before = tree(home)
    with pytest.raises(NotUnpackedError, match=r"Zed Zee.*Ben Fox, ben-7k2q") as refused:
        into(home, a_pack_of(tmp_path / "a.zip", files, identifier=BENS, student=ZED))
    assert "--as ben-7k2q" in refused.value.hint and tree(home) == before
    assert into(home, tmp_path / "a.zip", as_id=BEN).plan.pupil.id == BEN


def test_the_same_id_and_name_with_another_word_is_refused(home: Path, tmp_path: Path) -> None:
    before = tree(home)
    with pytest.raises(NotUnpackedError, match=f"{OTHER}.*{IDENTIFIER}"):
        into(home, a_pack(tmp_path / "a.zip", identifier=OTHER))
    assert tree(home) == before


def test_a_move_that_a_pack_carries_says_nothing_of_who_it_is(home: Path, tmp_path: Path) -> None:
    """Neither now nor later, when it lies among what the staff keep."""
    carried = f"packed_on: 2020-01-01\narrived_on: 2020-01-02\nidentifier: {BENS}\n".encode()
    files = {"data/profile/profile.yaml": b"name: Ben Fox\n", "data/arrivals/x/arrival.yaml": carried}
    done = into(home, a_pack_of(tmp_path / "a.zip", files, identifier=OTHER, student=ZED))
    assert done.plan.pupil.is_new and done.plan.pupil.id == ZED
    assert _arrival(home, ZED)["carried"] == ["x"]
    words = home / "identifiers.yaml"
    words.write_text(f"{LEA}: {IDENTIFIER}\n", encoding="utf-8")
    files = {"data/profile/profile.yaml": b"name: Ben Fox\n", "data/profile/reflections/a.yaml": BRIDGE}
    assert into(home, a_pack_of(tmp_path / "b.zip", files, identifier=BENS, student="b-1")).plan.pupil.is_new


def test_somebody_has_to_agree_before_a_stranger_adds_to_a_pupil(home: Path, tmp_path: Path) -> None:
    before = tree(home)
    done = into(home, a_pack(tmp_path / "a.zip"), agreed=False)
    assert done.plan.needs_a_yes and done.is_declined and not done.is_written and tree(home) == before
    assert into(home, tmp_path / "a.zip", agreed=False, as_id=LEA).is_declined, "that is no yes"
    assert into(home, tmp_path / "a.zip").is_written
    assert into(home, _of_nia(tmp_path / "b.zip"), agreed=False).is_written, "a new pupil needs none"


def test_a_trusted_key_needs_no_yes(home: Path, tmp_path: Path) -> None:
    old = school(tmp_path / "old", "Old School", files={"profile.yaml": NAME, "reflections/a.yaml": reflection("A")})
    write(old, {"identifiers.yaml": f"{LEA}: {IDENTIFIER}\n"})
    new_key(old, "Old School")
    pack = packed(old, tmp_path / "a.zip", key=signing_key(old))
    assert into(home, pack, agreed=False).is_declined
    trust(home, signing_key(old).public)
    assert into(home, pack, agreed=False).is_written


def test_the_command_asks(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = a_pack(tmp_path / "a.zip")
    before = tree(home)

    def ended(*more: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as stopped:
            main(["unpack", str(pack), "--into", str(home), *more])
        told = capsys.readouterr()
        return stopped.value.code, told.out + told.err

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: False))
    code, told = ended("--as", LEA)
    assert code == 1 and "not signed by a school that you trust" in told and "--yes" in told and tree(home) == before
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    asked: list[str] = []

    def refused(question: str, default: bool) -> bool:
        asked.append(question)
        return default

    monkeypatch.setattr("click.confirm", refused)
    code, told = ended()
    assert code == 1 and "Nothing was written." in told and tree(home) == before
    assert "Add its 1 new file to Lea Ode, lea-k7m2?" in asked[0]
    assert ended("--yes")[0] == 0 and tree(home) != before and len(asked) == 1


def test_a_students_own_copy_is_asked_about_and_brings_no_report(home: Path, tmp_path: Path) -> None:
    report = {"data/profile/reports/2025-26.yaml": b"school_year: 2025/26\n"}
    pack = a_pack(tmp_path / "a.zip", report, holds="everything", identifier=OTHER, student=NIA)
    assert into(home, pack, agreed=False).is_declined
    done = into(home, pack)
    assert done.plan.pupil.is_new
    assert [one.path for one in done.plan.of(Fate.DIFFERS)] == ["reports/2025-26.yaml"]
    assert not (done.plan.student_folder / "reports").exists()


# Whom the records mean


def test_the_pupils_own_old_id_means_the_pupil(home: Path, tmp_path: Path) -> None:
    """Here it is Ben's, who agreed to everything. The new pupil has agreed to nothing."""
    pack = _of_nia(tmp_path / "a.zip", {"data/profile/reflections/raft.yaml": SHOWS_BEN}, student=BEN)
    done = into(home, pack)
    told = _arrival(home, done.plan.pupil.id)
    assert told["student"] == BEN and "people" not in told
    assert not _is_shown(home, Audience.FAMILY), "own portrait, and no consent"
    agreed = (home / "consents.yaml").read_text(encoding="utf-8")
    write(home, {"consents.yaml": f"{agreed}{done.plan.pupil.id}:\n  photos: {ALL}\n  public: {ALL}\n"})
    assert _is_shown(home, Audience.FAMILY)


def test_a_version_that_was_chosen_counts_as_brought(home: Path, tmp_path: Path) -> None:
    raft = (
        write(home, {f"students/{LEA}/reflections/raft.yaml": reflection("Ours")})
        / f"students/{LEA}/reflections/raft.yaml"
    )
    into(home, a_pack(tmp_path / "a.zip", {"data/profile/reflections/raft.yaml": SHOWS_BEN, **PICTURE}))
    (entry,) = _arrival(home, LEA)["aside"]
    assert entry["file"] == "reflections/raft.yaml" and len(entry["ours"]) == 64

    def is_brought() -> bool:
        arrived = read_arrivals(load_school(home)[0], LEA).arrived
        return any("reflections/raft.yaml" in one.brought for one in arrived)

    (aside,) = (home / f"students/{LEA}/arrived").glob("*/reflections/raft.yaml")
    ours = raft.read_bytes()
    assert not is_brought(), "it waits"
    kept = aside.read_bytes()
    aside.unlink()
    assert not is_brought(), "ours was chosen"
    raft.write_bytes(kept)
    assert is_brought(), "theirs was chosen"
    assert not _is_shown(home, Audience.PUBLIC) and ours != kept
    raft.write_bytes(kept + b"# since\n")
    assert is_brought() and not _is_shown(home, Audience.PUBLIC)


def test_what_was_chosen_goes_along_as_brought(home: Path, tmp_path: Path) -> None:
    write(home, {f"students/{LEA}/reflections/raft.yaml": reflection("Ours")})
    into(home, a_pack(tmp_path / "a.zip", {"data/profile/reflections/raft.yaml": SHOWS_BEN, **PICTURE}))
    (aside,) = (home / f"students/{LEA}/arrived").glob("*/reflections/raft.yaml")
    aside.replace(home / f"students/{LEA}/reflections/raft.yaml")
    (home / "students" / BEN / "profile.yaml").write_text("name: Ben Fox\n", encoding="utf-8")
    new = write(tmp_path / "new", {"school.yaml": "name: Third\n"})
    into(new, packed(home, tmp_path / "b.zip", today=ARRIVED))
    carried = yaml.safe_load((new / f"arrivals/{LEA}/2026-11-23-old-school/arrival.yaml").read_text(encoding="utf-8"))
    assert "reflections/raft.yaml" in carried["brought"] and "aside" not in carried


@pytest.mark.parametrize("how", ["many", "large", "broken", "later"])
def test_nothing_that_a_pack_carries_hides_whom_its_records_mean(home: Path, tmp_path: Path, how: str) -> None:
    sound = b"packed_on: 2026-01-01\narrived_on: 2026-01-02\n"
    carried = {
        "many": {f"9999-{number:02}": sound for number in range(60)},
        "large": {f"9999-{number:02}": sound + b"#" + b"x" * 4_190_000 for number in range(3)},
        "broken": {"9999": b"packed_on: [[["},
        "later": {"9999": sound.replace(b"2026-01-02", b"9999-01-01")},
    }[how]
    files = {f"data/arrivals/{name}/arrival.yaml": raw for name, raw in carried.items()}
    pack = _of_nia(tmp_path / "a.zip", {"data/profile/reflections/raft.yaml": SHOWS_BEN, **files}, student=NIA)
    plan = into(home, pack, as_id="").plan
    assert plan.left and len(plan.carried) <= 20
    read = read_arrivals(load_school(home)[0], plan.pupil.id)
    assert read.is_whole and not read.problems
    write(home, {"consents.yaml": (home / "consents.yaml").read_text(encoding="utf-8").replace(NIA, plan.pupil.id)})
    assert not _is_shown(home, Audience.PUBLIC)


def test_a_carried_move_speaks_for_nothing_that_did_not_come_with_it(home: Path, tmp_path: Path) -> None:
    carried = (
        b"packed_on: 2026-01-01\narrived_on: 2026-01-02\nsigned_by: Eton\nfingerprint: AAAA\n"
        b"brought: [reflections/later.yaml, profile.yaml]\npeople: [ben-7k2q]\n"
    )
    (home / "consents.yaml").unlink()
    plan = into(home, _of_nia(tmp_path / "a.zip", {"data/arrivals/x/arrival.yaml": carried})).plan
    mine = home / "students" / plan.pupil.id
    write(mine, {"reflections/later.yaml": SHOWS_BEN})
    assert not _is_shown(home, Audience.FAMILY), "our Ben agreed to nothing"
    one = next(one for one in read_arrivals(load_school(home)[0], plan.pupil.id).arrived if one.name == "x")
    assert one.brought == {"profile.yaml"} and not one.record.signed_by and not one.record.fingerprint


@pytest.mark.parametrize("word", ["' ben-7k2q '", '"ben-7k2q\\n"', "[ben-7k2q]", "BEN"])
def test_ids_are_found_as_the_loader_reads_them(word: str) -> None:
    said = yaml.safe_load(f"shows: {word}")
    assert people_in([{"media": [said]}]) == {"BEN" if word == "BEN" else BEN}


def test_a_name_with_a_line_end_is_known_again(home: Path, tmp_path: Path) -> None:
    path = "reflections/raft\u2028x.yaml"
    plan = into(home, _of_nia(tmp_path / "a.zip", {f"data/profile/{path}": SHOWS_BEN})).plan
    (one,) = read_arrivals(load_school(home)[0], plan.pupil.id).arrived
    assert path in one.brought


def test_a_schools_name_is_not_its_identity(home: Path, tmp_path: Path) -> None:
    """A pack that says that it is from here: Ben is not taken for ours, unless our own key signed it."""
    pack = a_pack(tmp_path / "a.zip", {"data/profile/reflections/raft.yaml": SHOWS_BEN, **PICTURE}, school="Hillside")
    into(home, pack)
    assert _arrival(home, LEA)["people"] == [BEN]


def test_a_day_that_is_yet_to_come_is_refused(home: Path, tmp_path: Path) -> None:
    with pytest.raises(NotUnpackedError, match="yet to come"):
        into(home, a_pack(tmp_path / "a.zip", made_on="2026-11-25"))
    assert into(home, a_pack(tmp_path / "b.zip", made_on="2026-11-24")).is_written


def test_a_corrected_pack_of_the_same_day_brings_what_never_came(home: Path, tmp_path: Path) -> None:
    path = "data/profile/reflections/a.yaml"
    into(home, a_pack(tmp_path / "a.zip", {path: reflection("First").encode()}))
    file = home / "students" / LEA / "reflections" / "a.yaml"
    file.unlink()
    assert not into(home, tmp_path / "a.zip").is_written
    assert into(home, a_pack(tmp_path / "b.zip", {path: reflection("Second").encode()})).is_written
    assert file.read_text(encoding="utf-8") == reflection("Second")


def test_a_theme_of_ones_own_is_not_replaced_and_the_packs_is_no_schools(home: Path, tmp_path: Path) -> None:
    write(home, {f"students/{LEA}/theme.css": ":root { --accent: #336699; }\n"})
    files = {
        "data/profile/theme.css": b":root { --accent: #ff0000; }\n",
        "data/profile/themes/evil/theme.yaml": b"name: Evil\n",
        "data/school/frameworks/evil.yaml": b"name: Evil\nskills: []\n",
    }
    plan = into(home, a_pack(tmp_path / "a.zip", files)).plan
    assert "theme.css" in [one.path for one in plan.of(Fate.DIFFERS)]
    assert plan.passed_over == ("themes/evil/theme.yaml",)
    assert "evil" not in load_school(home)[0].frameworks and not (home / "themes").exists()
