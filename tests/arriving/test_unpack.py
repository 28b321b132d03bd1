"""A pack arrives: what it becomes in a school, and in a folder of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from profilegen.arriving.label import NotUnpackedError
from profilegen.arriving.merging import Fate
from profilegen.build import build_site
from profilegen.model.audience import Audience
from profilegen.packing.identifiers import known_identifiers
from profilegen.problems import UsageError
from tests.arriving.worlds import ARRIVED, LEA, NAME, alone, into, packed, reflection, school, tree
from tests.building.worlds import picture, write
from tests.packing.worlds import AMINA, a_school, description_of, held, photo
from tests.packing.worlds import packed as amina_packed


@pytest.fixture(scope="module")
def amina(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("old")
    made = amina_packed(a_school(root / "school"), root / "amina.zip")
    assert made.file
    return made.file


def _profile_in(file: Path) -> dict[str, bytes]:
    inside = held(file)
    return {path.removeprefix("data/profile/"): inside[path] for path in inside if path.startswith("data/profile/")}


# Into a school


def test_a_new_pupil_has_every_file_byte_for_byte(amina: Path, tmp_path: Path) -> None:
    home = school(tmp_path / "new", "Kestrel Bank School")
    done = into(home, amina)
    assert done.is_written and done.plan.pupil.is_new and done.plan.pupil.id == AMINA
    assert tree(home / "students" / AMINA) == _profile_in(amina)


def test_the_staff_keep_where_it_came_from(amina: Path, tmp_path: Path) -> None:
    home = school(tmp_path / "new", "Kestrel Bank School")
    into(home, amina)
    place = home / "arrivals" / AMINA / f"{ARRIVED}-wobblecroft-school"
    told = yaml.safe_load((place / "arrival.yaml").read_text(encoding="utf-8"))
    assert told["from"] == "Wobblecroft School" and told["framework"] == "ours" and told["locale"] == "en-GB"
    assert (told["packed_on"], told["arrived_on"]) == ("2026-11-22", f"{ARRIVED}")
    assert told["identifier"] == description_of(amina)["identifier"] and "signed_by" not in told
    assert "profile.yaml" in told["brought"] and "reflections/bridge.yaml" in told["brought"]
    assert told["people"] == ["kai-7k2q"]
    assert {one["why"] for one in told["left_out"]} >= {"private", "report", "no-consent"}
    inside = held(amina)
    assert (place / "pack.json").read_bytes() == inside["data/pack.json"]
    of_school = {path.removeprefix("data/"): inside[path] for path in inside if path.startswith("data/school/")}
    assert {path: raw for path, raw in tree(place).items() if path.startswith("school/")} == of_school
    assert known_identifiers(home) == {AMINA: told["identifier"]}


def test_neither_class_nor_consent_comes_of_itself(amina: Path, tmp_path: Path) -> None:
    home = write(
        school(tmp_path / "new", "Kestrel"), {"classes/1.yaml": "name: '1'\nschool_year: 2026/27\nstudents: []\n"}
    )
    before = tree(home)
    into(home, amina)
    assert {path: raw for path, raw in tree(home).items() if path in before} == before
    assert not (home / "consents.yaml").exists()


def test_an_id_that_means_somebody_else_is_not_given_again(amina: Path, tmp_path: Path) -> None:
    """Not even one that stands in consents.yaml alone: who comes must not get what another agreed to."""
    taken = school(tmp_path / "taken", "Kestrel", AMINA, {"profile.yaml": "name: Aminata Diallo\n"})
    done = into(taken, amina)
    assert done.plan.pupil.is_new and done.plan.pupil.id == "amina-zzzz"
    assert (taken / "students" / AMINA / "profile.yaml").read_text(encoding="utf-8") == "name: Aminata Diallo\n"
    agreed = write(school(tmp_path / "agreed", "Kestrel"), {"consents.yaml": f"{AMINA}: {{photos: public}}\n"})
    assert into(agreed, amina).plan.pupil.id == "amina-zzzz"


def test_the_same_id_and_the_same_name_is_the_same_pupil(amina: Path, tmp_path: Path) -> None:
    home = school(tmp_path / "new", "Kestrel", AMINA, {"profile.yaml": "name: amina  YUSUF\n"})
    done = into(home, amina)
    assert not done.plan.pupil.is_new and [one.path for one in done.plan.of(Fate.DIFFERS)] == [
        "profile.cy.yaml",
        "profile.yaml",
    ]


def test_the_staff_may_say_whose_it_is(amina: Path, tmp_path: Path) -> None:
    home = school(tmp_path / "new", "Kestrel", "mina-1111", {"profile.yaml": "name: Mina Y\n"})
    assert into(home, amina, as_id="mina-1111").plan.pupil.id == "mina-1111"
    with pytest.raises(NotUnpackedError, match=r"Amina Yusuf.*Mina Y, mina-1111") as refused:
        into(home, amina)
    assert "--as mina-1111" in refused.value.hint
    profile = home / "students" / "mina-1111" / "profile.yaml"
    profile.write_text("name: Amina Yusuf\n", encoding="utf-8")
    assert into(home, amina).plan.pupil.id == "mina-1111", "known, where the names agree"
    with pytest.raises(UsageError, match="mina-1112"):
        into(home, amina, as_id="mina-1112")


def test_the_same_pack_twice_changes_nothing(amina: Path, tmp_path: Path) -> None:
    home = school(tmp_path / "new", "Kestrel", AMINA, {"profile.yaml": "name: Amina Yusuf\n"})
    assert into(home, amina).is_written
    before = tree(home)
    again = into(home, amina, today=ARRIVED.replace(day=30))
    assert not again.is_written and not again.plan.changes_something and tree(home) == before


def test_looking_at_it_writes_nothing(amina: Path, tmp_path: Path) -> None:
    home = school(tmp_path / "new", "Kestrel")
    before = tree(home)
    assert into(home, amina, dry_run=True).plan.changes_something and tree(home) == before
    alone(tmp_path / "lone", amina, dry_run=True)
    assert not (tmp_path / "lone").exists()


# Merging


def _two(tmp_path: Path, ours: dict[str, str | bytes], theirs: dict[str, str | bytes]) -> tuple[Path, Path]:
    """Our school, and a pack of hers from another one."""
    old = school(tmp_path / "old", "Old School", files={"profile.yaml": NAME, **theirs})
    home = school(tmp_path / "home", "Home School", files={"profile.yaml": NAME, **ours})
    return home, packed(old, tmp_path / "lea.zip")


ASIDE = f"students/{LEA}/arrived/{ARRIVED}-old-school"


def test_what_differs_lies_beside_and_is_told_field_by_field(tmp_path: Path) -> None:
    home, pack = _two(
        tmp_path,
        {"reflections/bridge.yaml": reflection("Ours", body="Triangles hold.")},
        {"reflections/bridge.yaml": reflection("Theirs", next_step="A taller one.")},
    )
    before = tree(home)
    done = into(home, pack)
    after = tree(home)
    assert {path: after[path] for path in before} == before
    assert after[f"{ASIDE}/reflections/bridge.yaml"] == _profile_in(pack)["reflections/bridge.yaml"]
    told = after[f"arrivals/{LEA}/{ARRIVED}-old-school/differences.txt"].decode()
    for words in ("title", "“Ours”", "“Theirs”", "“Triangles hold.”", "(nothing)", "“A taller one.”", ASIDE):
        assert words in told, told
    assert [one.path for one in done.plan.of(Fate.DIFFERS)] == ["reflections/bridge.yaml"]
    again = into(home, pack, today=ARRIVED.replace(day=30))
    assert not again.is_written and tree(home) == after
    assert [one.path for one in again.plan.of(Fate.WAITING)] == ["reflections/bridge.yaml"]


def test_records_that_say_the_same_are_there_once(tmp_path: Path) -> None:
    home, pack = _two(
        tmp_path,
        {"reflections/a.yaml": "# mine\ntitle: 'A'\ndate: 2026-03-01\n", "reflections/b.md": "---\ntitle: B\n---\n"},
        {"reflections/a.yaml": "title: A\ndate: 2026-03-01\n"},
    )
    before = tree(home)
    assert not into(home, pack).is_written and tree(home) == before


def test_a_photo_that_only_lost_what_its_camera_wrote_is_the_same(tmp_path: Path) -> None:
    taken = photo("red", comment="place and time")
    files: dict[str, str | bytes] = {"media/a.jpg": taken, "reflections/a.yaml": reflection("A", media="a.jpg")}
    home, pack = _two(tmp_path, files, files)
    assert _profile_in(pack)["media/a.jpg"] != taken
    before = tree(home)
    assert not into(home, pack).is_written and tree(home) == before


def test_a_record_never_shows_another_picture_than_it_was_written_for(tmp_path: Path) -> None:
    home, pack = _two(
        tmp_path,
        {"media/a.jpg": photo("red"), "reflections/here.yaml": reflection("Here", media="a.jpg")},
        {
            "media/a.jpg": photo("blue"),
            "reflections/there.yaml": reflection("There", media="[{file: a.jpg, shows: []}]"),
            "reflections/there.cy.yaml": "title: Yno\n",
            "reflections/other.yaml": reflection("Other"),
        },
    )
    done = into(home, pack)
    assert {one.path for one in done.plan.of(Fate.DIFFERS)} == {
        *("media/a.jpg", "reflections/there.yaml", "reflections/there.cy.yaml")
    }
    assert [one.path for one in done.plan.of(Fate.NEW)] == ["reflections/other.yaml"]


@pytest.mark.parametrize(
    ("ours", "theirs", "why"),
    [
        ("reflections/bridge.yaml", "reflections/bridge.md", "one page"),
        ("reflections/Bridge.yaml", "reflections/bridge.yaml", "cannot tell"),
        ("reflections/my bridge.yaml", "reflections/my-bridge.yaml", "one page"),
        ("media/Bilder/a.txt", "media/bilder/b.jpg", "cannot tell"),
        ("reflections/bridge.cy.yaml", "reflections/bridge.yaml", "one page"),
        ("reflections/bridge.yaml", "reflections/bridge.cy.yaml", "one page"),
    ],
)
def test_twins_and_clashes_are_put_aside(tmp_path: Path, ours: str, theirs: str, why: str) -> None:
    def content(path: str) -> str | bytes:
        if path.endswith(".jpg"):
            return photo("red")
        return f"---\n{reflection('A')}---\nText\n" if path.endswith(".md") else reflection(f"In {len(path)}")

    shown = {"reflections/shows.yaml": reflection("S", media=theirs[6:])} if theirs.endswith(".jpg") else {}
    home, pack = _two(tmp_path, {ours: content(ours)}, {theirs: content(theirs), **shown})
    before = tree(home)
    plan = into(home, pack).plan
    assert why in next(one.why for one in plan.choices if one.path == theirs)
    after = tree(home)
    assert {path: after[path] for path in before} == before and f"{ASIDE}/{theirs}" in after


def test_what_was_taken_away_here_does_not_come_back_by_itself(tmp_path: Path) -> None:
    home, pack = _two(
        tmp_path,
        {"reflections/a.yaml": reflection("Ours")},
        {"reflections/a.yaml": reflection("Theirs"), "reflections/b.yaml": reflection("B")},
    )
    into(home, pack)
    (home / "students" / LEA / "reflections" / "b.yaml").unlink()
    (home / ASIDE / "reflections" / "a.yaml").unlink()
    before = tree(home)
    done = into(home, pack)
    assert not done.is_written and tree(home) == before
    assert [one.path for one in done.plan.of(Fate.GONE)] == ["reflections/a.yaml", "reflections/b.yaml"]
    assert into(home, pack, again=True).is_written
    after = tree(home)
    assert after[f"students/{LEA}/reflections/b.yaml"] == reflection("B").encode()
    assert after[f"{ASIDE}-2/reflections/a.yaml"] == reflection("Theirs").encode()


# A folder of its own


def test_a_lone_folder_goes_out_and_in_again_as_the_same_bytes(tmp_path: Path) -> None:
    home = write(
        tmp_path / "a" / LEA,
        {
            "profile.yaml": "name: Lea Ode\nstrengths: [{skill: teamwork}]\n",
            "reflections/a.yaml": reflection("A", media="a.jpg", body="ż"),
            "media/a.jpg": picture("red"),
            "theme.css": ":root { --accent: #336699; }\n",
        },
    )
    first = packed(home, tmp_path / "1.zip", str(home))
    done = alone(tmp_path / "b" / LEA, first)
    assert done.is_written and not done.plan.folder
    assert tree(tmp_path / "b" / LEA) == {
        **_profile_in(first),
        "identifiers.yaml": (home / "identifiers.yaml").read_bytes(),
    }
    second = packed(tmp_path / "b" / LEA, tmp_path / "2.zip", str(tmp_path / "b" / LEA))
    assert first.read_bytes() == second.read_bytes()


def test_what_was_unpacked_is_built_to_the_same_bytes(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "profile.yaml": "name: Lea Ode\nstrengths: [{skill: teamwork}]\n",
        "reflections/a.yaml": reflection("A", media="a.jpg", skills="[{skill: teamwork, step: 3}]"),
        "media/a.jpg": picture("red"),
    }
    home, other = write(tmp_path / "a" / LEA, files), tmp_path / "b" / LEA
    alone(other, packed(home, tmp_path / "1.zip", str(home)))
    for folder in (home, other):
        build_site(folder, Audience.FAMILY, today=ARRIVED)
    assert tree(home / "_site") == tree(other / "_site")


def test_the_moves_before_go_along_and_come_back_as_the_same_bytes(amina: Path, tmp_path: Path) -> None:
    one = tmp_path / "a" / AMINA
    alone(one, amina)
    name = f"arrivals/{ARRIVED}-wobblecroft-school"
    assert f"{name}/arrival.yaml" in tree(one) and f"{name}/school/frameworks/ours.yaml" in tree(one)
    first = packed(one, tmp_path / "1.zip", str(one), today=ARRIVED)
    assert {f"data/{name}/{path}" for path in ("arrival.yaml", "pack.json", "school/school.yaml")} <= held(first).keys()
    files = []
    for number, file in ((2, first), (3, tmp_path / "2.zip")):  # of the first one a picture stays behind, and is told
        other = tmp_path / f"{number}" / AMINA
        alone(other, file)
        files.append(packed(other, tmp_path / f"{number}.zip", str(other), today=ARRIVED).read_bytes())
    assert files[0] == files[1] and tree(tmp_path / "2") == tree(tmp_path / "3")
    home = school(tmp_path / "new", "Kestrel")
    into(home, first)
    assert (home / "arrivals" / AMINA / f"{ARRIVED}-wobblecroft-school" / "arrival.yaml").is_file()


def test_a_piece_that_is_private_by_now_is_not_named_by_the_moves_before(amina: Path, tmp_path: Path) -> None:
    home = tmp_path / AMINA
    alone(home, amina)
    bridge = home / "reflections" / "bridge.yaml"
    bridge.write_text(f"{bridge.read_text(encoding='utf-8').rstrip()}\naudience: private\n", encoding="utf-8")
    file = packed(home, tmp_path / "a.zip", str(home))
    inside = held(file)
    place = f"data/arrivals/{ARRIVED}-wobblecroft-school"
    assert (
        b"bridge.yaml" not in inside[f"{place}/arrival.yaml"] + inside[f"{place}/pack.json"] + inside["data/pack.json"]
    )
    assert b"kai-7k2q" not in inside[f"{place}/arrival.yaml"], "nothing names him that goes along"
    assert json.loads(inside[f"{place}/pack.json"])["school"] == "Wobblecroft School"


def test_a_version_that_is_not_chosen_yet_stays_behind_and_is_told(tmp_path: Path) -> None:
    home, pack = _two(
        tmp_path, {"reflections/a.yaml": reflection("Ours")}, {"reflections/a.yaml": reflection("Theirs")}
    )
    into(home, pack)
    file = packed(home, tmp_path / "next.zip", everything=True)
    assert not [path for path in held(file) if "arrived" in path]
    assert {"what": "version", "why": "version-not-chosen-yet", "of_a_file_that_is_here": False, "how_many": 1} in (
        description_of(file)["left_out"]
    )


def test_a_folder_that_is_not_empty_or_lies_in_a_school_is_refused(amina: Path, tmp_path: Path) -> None:
    full = write(tmp_path / "full", {"a.txt": "a"})
    home = school(tmp_path / "school", "Kestrel")
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("a", encoding="utf-8")
    for to in (full, home / "students" / "new", tmp_path / "file"):
        before = tree(tmp_path)
        with pytest.raises(UsageError):
            alone(to, amina)
        assert tree(tmp_path) == before
    assert alone(tmp_path / "empty", amina).is_written
    assert (tmp_path / "empty" / "profile.yaml").is_file()
    assert known_identifiers(tmp_path / "empty") == {"empty": description_of(amina)["identifier"]}
