"""Somebody who has left is forgotten: what is theirs goes, and whatever is left is named for a person to read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from profilegen.build import build_site
from profilegen.cli.main import main
from profilegen.event.conference import make_conference
from profilegen.forgetting.forgetting import forget
from profilegen.forgetting.traces import Traces, find_traces
from profilegen.model.audience import Audience
from profilegen.packing.pack import pack
from profilegen.problems import UsageError
from profilegen.sharing.share import share
from profilegen.studio.keeping import Keeper
from tests.building.worlds import TODAY, picture, write

ZELDA, BEN = "zelda-x3f9", "ben-7k2q"
CANARIES = ("zelda", "quillfeather", "zeldie", "xylograph")
"""Her names, and a word that only she has written."""

BUILT = ("_site/", "_packs/_site/", "_conference/oak/meetings/", "_conference/oak/kiosk/")
HERS = f"students/{ZELDA}"
BENS = f"students/{BEN}"
FILES: dict[str, str | bytes] = {
    "school.yaml": "name: Hillside\nlocale: en-GB\npublishing: {public: yes}\n",
    "classes/oak.yaml": f"name: 4 Oak\nschool_year: 2026/27\nstudents:\n  - {ZELDA}  # joined in May\n  - {BEN}\n",
    "consents.yaml": (
        f"# kept by the office\n{ZELDA}:\n  photos: {{widest: public, until: 2027-07-31, recorded_by: Office, "
        f"recorded_on: 2026-09-01}}\n{BEN}:\n  photos: {{widest: school, until: 2027-07-31, recorded_by: Office, "
        "recorded_on: 2026-09-01}\n"
    ),
    f"{HERS}/profile.yaml": "name: Zelda Quillfeather\nknown_as: Zeldie\naudience: school\navatar: me.jpg\n",
    f"{HERS}/reflections/print.yaml": "title: My print\ndate: 2026-10-14\nbody: A xylograph is cut in wood.\n",
    f"{HERS}/media/me.jpg": picture("red", (300, 300)),
    f"{BENS}/profile.yaml": "name: Ben Hart\naudience: school\n",
    f"{BENS}/reflections/loaf.yaml": "title: A loaf\ndate: 2026-10-01\nbody: Flat. ZELDIE laughed.\naudience: school\n",
    f"{BENS}/reflections/quiet.yaml": "title: Quiet\ndate: 2026-10-02\nbody: Nobody is named here.\n",
    f"{BENS}/testimonials/friend.yaml": (
        f"from: {{name: A friend, student: {ZELDA}, role: peer}}\ndate: 2026-10-02\ntext: He waited for the dough.\n"
        "agreed: {on: 2026-10-02, widest: school}\n"
    ),
    f"{BENS}/media/both.jpg": picture("green", (320, 200)),
    f"{BENS}/reflections/fair.yaml": (
        "title: The fair\ndate: 2026-10-03\nbody: We sold it.\n"
        f"media:\n  - file: both.jpg\n    alt: Two people.\n    shows: [{ZELDA}, {BEN}]\n"
    ),
    "lists/may.csv": "Forename,Surname\nZelda,Quillfeather\n",
}


def workbook() -> bytes:
    """As a spreadsheet program keeps a list."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", "<sst><si><t>Quillfeather</t></si></sst>")
    return kept.getvalue()


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A school in which everything was made that can be made of a student."""
    school = write(tmp_path / "hillside", FILES | {"lists/june.xlsx": workbook()})
    for audience in Audience:
        build_site(school, audience, today=TODAY)
    build_site(school, Audience.FAMILY, out=tmp_path / "stick", today=TODAY)
    share([ZELDA, BEN], school, today=TODAY)
    for student in (ZELDA, BEN):
        pack(student, school, today=TODAY)
    make_conference(school, class_name="oak", day=date(2026, 12, 3), today=TODAY)
    Keeper(school, school / HERS, ZELDA).draft("edit-1", "reflections/print.yaml", {"body": ["A xylograph"]})
    return school


def places_with_canaries(*folders: Path) -> Iterator[str]:
    """Files that hold one of her words, in bytes or inside a zip, or have one in their names."""
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            name = file.relative_to(folder).as_posix().lower()
            content = file.read_bytes() if file.is_file() else b""
            if zipfile.is_zipfile(io.BytesIO(content)):
                with zipfile.ZipFile(io.BytesIO(content)) as packed:
                    content = b"".join(packed.read(one) for one in packed.namelist())
            if any(word.encode() in content.lower() or word in name for word in CANARIES):
                yield file.relative_to(folder).as_posix()


def forgotten(school: Path) -> Traces:
    traces = find_traces(school, ZELDA)
    done = forget(traces, today=TODAY)
    assert done.refused == ()
    return traces


def test_a_search_for_their_words_finds_just_what_a_person_has_to_read(school: Path) -> None:
    """The pages that were built of it say the same until it is changed and built again; none is of theirs."""
    traces = forgotten(school)
    left = {*places_with_canaries(school)}
    built = {one for one in left if one.startswith(BUILT)} | {*places_with_canaries(school.parent / "stick")}
    named = {
        f"{BENS}/reflections/loaf.yaml",
        f"{BENS}/reflections/fair.yaml",
        f"{BENS}/testimonials/friend.yaml",
        "lists/may.csv",
        "lists/june.xlsx",
        "_shared/family/ben-7k2q/Ben-profile.zip",
        "_conference/oak/print/summary-ben-7k2q.html",
        "_packs/ben-7k2q/Ben-pack.zip",
    }
    assert left - built == {one.file for one in traces.to_read} == named
    assert all("ben-7k2q" in one for one in built)


def test_when_a_person_has_read_and_mended_it_nothing_is_left(school: Path) -> None:
    forgotten(school)
    for name in (
        "lists/may.csv",
        "lists/june.xlsx",
        f"{BENS}/testimonials/friend.yaml",
        f"{BENS}/reflections/fair.yaml",
    ):
        (school / name).unlink()
    mended = "title: A loaf\ndate: 2026-10-01\nbody: Flat.\naudience: school\n"
    write(school, {f"{BENS}/reflections/loaf.yaml": mended})
    for audience in Audience:
        build_site(school, audience, today=TODAY)
    build_site(school, Audience.FAMILY, out=school.parent / "stick", today=TODAY)
    share([BEN], school, today=TODAY)
    pack(BEN, school, today=TODAY)
    make_conference(school, class_name="oak", today=TODAY)
    assert [*places_with_canaries(school, school.parent / "stick")] == []


def test_a_site_of_theirs_alone_goes_wherever_it_was_built(school: Path, tmp_path: Path) -> None:
    own = tmp_path / "their own stick"
    build_site(school / HERS, Audience.FAMILY, out=own, today=TODAY)
    assert (own / "index.html").is_file()
    forgotten(school)
    assert [*places_with_canaries(own)] == []


def test_lists_lose_their_line_and_nothing_else(school: Path) -> None:
    forgotten(school)
    assert (school / "classes/oak.yaml").read_text(encoding="utf-8").splitlines()[-2:] == ["students:", f"  - {BEN}"]
    consents = (school / "consents.yaml").read_text(encoding="utf-8")
    assert consents.startswith("# kept by the office\n") and ZELDA not in consents
    assert f"{BEN}:\n  photos: {{widest: school, until: 2027-07-31" in consents


def test_nobody_else_loses_anything(school: Path) -> None:
    before = {file: file.read_bytes() for file in (school / BENS).rglob("*") if file.is_file()}
    forgotten(school)
    assert all(file.read_bytes() == content for file, content in before.items())
    assert (school / "_shared/family" / BEN).is_dir()
    for audience in ("teachers", "school"):
        page = (school / "_site" / audience / "index.html").read_text(encoding="utf-8")
        assert "Ben" in page and "Zeldie" not in page


def test_looking_changes_nothing(school: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in school.rglob("*")}
    find_traces(school, ZELDA)
    assert {file: file.stat().st_mtime_ns for file in school.rglob("*")} == before


def test_each_place_is_named_with_its_line(school: Path) -> None:
    found = {(one.file, one.line): one for one in find_traces(school, ZELDA).to_read}
    assert found[f"{BENS}/reflections/loaf.yaml", 3].words == "body: Flat. ZELDIE laughed."
    assert found[f"{BENS}/reflections/fair.yaml", 7].words == f"shows: [{ZELDA}, {BEN}]"
    assert "sharedStrings" in found["lists/june.xlsx", 0].why


@pytest.mark.parametrize("stopped_after", range(1, 8))
def test_stopped_anywhere_it_can_be_begun_again(
    school: Path, stopped_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from profilegen.forgetting import forgetting

    taken: list[object] = []
    real = forgetting._take

    def take(one: object, traces: Traces) -> None:
        if len(taken) == stopped_after:
            raise KeyboardInterrupt
        taken.append(one)
        real(one, traces)  # type: ignore[arg-type]

    monkeypatch.setattr(forgetting, "_take", take)
    with pytest.raises(KeyboardInterrupt):
        forget(find_traces(school, ZELDA), today=TODAY)
    monkeypatch.undo()
    again = find_traces(school, ZELDA)
    assert "quillfeather" in " ".join(again.called.words).lower(), "the folder that tells who it was goes last"
    assert forget(again, today=TODAY).refused == ()
    assert not (school / HERS).exists()


def test_a_list_that_was_changed_meanwhile_stays_and_so_does_the_folder(school: Path) -> None:
    traces = find_traces(school, ZELDA)
    write(school, {"classes/oak.yaml": f"name: 4 Oak\nschool_year: 2026/27\nstudents: [{BEN}, {ZELDA}]\n"})
    done = forget(traces, today=TODAY)
    assert [one.told for one, _ in done.refused] == ["the class 4 Oak", "the student's folder"]
    assert (school / HERS / "profile.yaml").is_file()
    assert BEN in (school / "classes/oak.yaml").read_text(encoding="utf-8")


def test_another_student_s_id_is_no_mention_of_somebody_with_the_same_first_name(school: Path) -> None:
    write(
        school, {"students/zelda-q2v7/profile.yaml": "name: Princess\n", "notes.txt": "Ask zelda-q2v7.\nAsk Zelda.\n"}
    )
    lines = [one.line for one in find_traces(school, ZELDA).to_read if one.file == "notes.txt"]
    assert lines == [2]


def test_somebody_who_is_not_there_is_no_one_to_forget(school: Path) -> None:
    with pytest.raises(UsageError, match="no student “zeldax”"):
        find_traces(school, "zeldax")
    with pytest.raises(UsageError, match="by a school"):
        find_traces(school / BENS, ZELDA)


def test_after_everything_is_gone_a_name_can_still_be_looked_for(school: Path) -> None:
    forgotten(school)
    again = find_traces(school, ZELDA, ("Zelda Quillfeather",))
    assert again.goes == () and {one.file for one in again.to_read} >= {"lists/may.csv", "lists/june.xlsx"}


def test_the_command_shows_it_first_and_asks(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["forget", ZELDA, str(school), "--dry-run"])
    assert ended.value.code == 1  # there is something to read
    told = capsys.readouterr().out
    for part in (
        "This goes:",
        "the class 4 Oak",
        "the consents",
        "a person has to read",
        "line 3: body: Flat.",
        "backups",
    ):
        assert part in told
    assert (school / HERS).is_dir()
    with pytest.raises(SystemExit) as ended:
        main(["forget", ZELDA, str(school), "--yes", "--today", "2026-11-22"])
    assert ended.value.code == 1 and not (school / HERS).exists()
