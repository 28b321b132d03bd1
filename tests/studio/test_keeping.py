"""Nothing that somebody wrote is lost, whoever writes at the same time and whenever the lid is closed."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profilegen.loading.yaml_text import parse
from profilegen.problems import ProfilegenError
from profilegen.studio import keeping, rewriting
from profilegen.studio.history import version_of
from profilegen.studio.keeping import ChangedMeanwhileError, Keeper, NotHereError
from profilegen.studio.rewriting import Change, NotRewrittenError

BRIDGE = "reflections/bridge.yaml"
WRITTEN = "# third try\ntitle: My bridge\ndate: 2026-10-14\nmood: brave  # mine alone\nsubject: Maths\n"
TODAY = date(2026, 11, 23)


def a_keeper(home: Path) -> Keeper:
    """Amina's folder in a school, with one reflection."""
    folder = home / "students" / "amina-x3f9"
    (folder / "reflections").mkdir(parents=True)
    (folder / "profile.yaml").write_text("name: Amina Karimi\n", encoding="utf-8", newline="")
    (folder / BRIDGE).write_text(WRITTEN, encoding="utf-8", newline="")
    return Keeper(home, folder, "amina-x3f9")


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return a_keeper(tmp_path)


def fields(keeper: Keeper) -> dict[str, object]:
    """What the file on the disk says."""
    return dict(parse((keeper.folder / BRIDGE).read_text(encoding="utf-8"), "").fields or {})


# Saving


def test_what_is_saved_is_in_the_file_and_the_rest_of_it_stays(keeper: Keeper) -> None:
    before = keeper.read(BRIDGE)
    after = keeper.save(BRIDGE, {"subject": "Design", "body": "One.\n\nTwo."}, before.version)
    text = (keeper.folder / BRIDGE).read_text(encoding="utf-8")
    assert text == WRITTEN.replace("Maths", "Design") + "body: |\n  One.\n\n  Two.\n"
    assert after.fields == fields(keeper) and after.version != before.version


def test_two_who_change_different_fields_both_keep_their_words(keeper: Keeper) -> None:
    seen = keeper.read(BRIDGE)
    keeper.save(BRIDGE, {"subject": "Design"}, seen.version)
    keeper.save(BRIDGE, {"title": "Our bridge"}, seen.version)
    assert fields(keeper) == {"title": "Our bridge", "date": "2026-10-14", "mood": "brave", "subject": "Design"}


def test_two_who_change_the_same_field_are_asked(keeper: Keeper) -> None:
    seen = keeper.read(BRIDGE)
    keeper.save(BRIDGE, {"subject": "Design"}, seen.version)
    with pytest.raises(ChangedMeanwhileError) as asked:
        keeper.save(BRIDGE, {"subject": "Art", "title": "Mine"}, seen.version)
    assert asked.value.mine == {"subject": "Art", "title": "Mine"}
    assert asked.value.theirs.fields == fields(keeper)
    assert fields(keeper)["subject"] == "Design" and fields(keeper)["title"] == "My bridge"


def test_who_writes_by_hand_while_it_is_saved_loses_nothing(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the reading and the writing, which is the worst moment."""
    seen, rewrite, file = keeper.read(BRIDGE), rewriting.rewritten, keeper.folder / BRIDGE

    def slowly(text: str, changes: dict[str, Change], *, markdown: bool = False) -> str:
        if "Kite" not in text:
            file.write_text(WRITTEN.replace("My bridge", "Kite"), encoding="utf-8", newline="")
        return rewrite(text, changes, markdown=markdown)

    monkeypatch.setattr(keeping, "rewritten", slowly)
    keeper.save(BRIDGE, {"subject": "Design"}, seen.version)
    assert fields(keeper) == {"title": "Kite", "date": "2026-10-14", "mood": "brave", "subject": "Design"}


def test_many_at_once_lose_nothing(keeper: Keeper) -> None:
    """A tab each, all saving another field from what they saw at the beginning."""
    seen, names = keeper.read(BRIDGE), [f"field_{number}" for number in range(12)]

    def save(name: str) -> None:
        Keeper(keeper.folder.parents[1], keeper.folder, keeper.student).save(BRIDGE, {name: name}, seen.version)

    savers = [threading.Thread(target=save, args=(name,)) for name in names]
    for saver in savers:
        saver.start()
    for saver in savers:
        saver.join()
    assert {name: fields(keeper).get(name) for name in names} == {name: name for name in names}
    numbers = [state.number for state in keeper._history(BRIDGE).states()]
    assert len(set(numbers)) == len(numbers)


def test_a_file_that_is_no_text_or_too_large_is_never_written(keeper: Keeper) -> None:
    file = keeper.folder / BRIDGE
    for content, error in ((b"title: Br\xfccke\n", NotRewrittenError), (b"# " + b"x" * (256 << 10), NotHereError)):
        file.write_bytes(content)
        with pytest.raises(error):
            keeper.save(BRIDGE, {"title": "New"}, version_of(content))
        assert file.read_bytes() == content


def test_a_folder_that_may_not_be_written_says_so_and_keeps_the_old(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = keeper.read(BRIDGE)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("profilegen.studio.files.tempfile.mkstemp", refused)
    with pytest.raises(OSError, match="Permission denied"):
        keeper.save(BRIDGE, {"title": "New"}, seen.version)
    assert (keeper.folder / BRIDGE).read_text(encoding="utf-8") == WRITTEN


# Which files


@pytest.mark.parametrize(
    "record",
    """../profile.yaml reflections/../profile.yaml reflections/.. reflections/.bridge.yaml school.yaml reports/2026.yaml
    reflections/deep/bridge.yaml reflections/bridge.txt /etc/passwd reflections/ reflections\\bridge.yaml consents.yaml
    reflections/a\0.yaml reflections/nothing.yaml""".split(),  # noqa: SIM905
)
def test_nothing_else_can_be_read_or_written(keeper: Keeper, record: str) -> None:
    (keeper.folder / "consents.yaml").write_text("photos: public\n", encoding="utf-8")
    with pytest.raises(NotHereError):
        keeper.read(record)
    with pytest.raises(NotHereError):
        keeper.save(record, {"title": "x"}, "")


def test_links_are_not_followed(keeper: Keeper, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("title: Secret\n", encoding="utf-8")
    try:
        (keeper.folder / "reflections/link.yaml").symlink_to(outside)
        (keeper.folder / "achievements").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("no links on this machine")
    for record in ("reflections/link.yaml", "achievements/outside.yaml"):
        assert record not in keeper.records()
        with pytest.raises(NotHereError):
            keeper.read(record)
    assert outside.read_text(encoding="utf-8") == "title: Secret\n"


def test_a_new_record_takes_no_name_that_a_disk_may_not_tell_apart(keeper: Keeper) -> None:
    made = {keeper.create("reflection", "My kite", {"title": "My kite", "date": "2026-10-14"}, TODAY).record}
    for twin in ("My kite", "MY KITE", "my-kite", "My  kite!"):
        with pytest.raises(ProfilegenError):
            keeper.create("reflection", twin, {"title": twin, "date": "2026-10-14"}, TODAY)
    for form in ("NFC", "NFD"):
        title = unicodedata.normalize(form, "Été")
        with suppress(ProfilegenError):
            made.add(keeper.create("reflection", title, {"title": title, "date": "2026-10-14"}, TODAY).record)
    names = [unicodedata.normalize("NFC", name).casefold() for name in keeper.records()]
    assert len(set(names)) == len(names)
    assert (keeper.folder / BRIDGE).read_text(encoding="utf-8") == WRITTEN


def test_markdown_is_saved_as_markdown(keeper: Keeper) -> None:
    text = "---\r\ntitle: Kite # red\r\ndate: 2026-10-14\r\n---\r\n\r\nIt flew.\r\n"
    file = keeper.folder / "reflections/kite.md"
    file.write_bytes(text.encode("utf-8-sig"))
    keeper.save("reflections/kite.md", {"title": "My kite"}, keeper.read("reflections/kite.md").version)
    assert file.read_bytes() == text.replace("Kite #", "My kite #").encode("utf-8-sig")


# Back and forward


def test_what_is_taken_away_comes_back_as_it_was_last(keeper: Keeper) -> None:
    first = keeper.read(BRIDGE)
    keeper.save(BRIDGE, {"title": "Second"}, first.version)
    back = keeper.undo(BRIDGE)
    keeper.remove(BRIDGE, back.version)
    assert BRIDGE not in keeper.records()
    assert keeper.restore(BRIDGE).version == first.version
    assert (keeper.folder / BRIDGE).read_text(encoding="utf-8") == WRITTEN
    with pytest.raises(NotHereError):
        keeper.restore(BRIDGE)


def test_a_step_back_after_a_step_back_after_a_change_by_hand(keeper: Keeper) -> None:
    keeper.save(BRIDGE, {"title": "Second"}, keeper.read(BRIDGE).version)
    by_hand = WRITTEN.replace("My bridge", "By hand")
    (keeper.folder / BRIDGE).write_text(by_hand, encoding="utf-8", newline="")
    assert keeper.undo(BRIDGE).fields == fields(keeper) and fields(keeper)["title"] == "Second"
    keeper.undo(BRIDGE)
    assert (keeper.folder / BRIDGE).read_text(encoding="utf-8") == WRITTEN
    assert not keeper.can_step(BRIDGE, -1) and keeper.can_step(BRIDGE, 1)
    keeper.redo(BRIDGE)
    keeper.redo(BRIDGE)
    assert (keeper.folder / BRIDGE).read_text(encoding="utf-8") == by_hand
    with pytest.raises(NotHereError):
        keeper.redo(BRIDGE)


NAMES = ("title", "subject", "setting")
WORDS = st.text("abc é#:-'\"\n", min_size=1, max_size=12).filter(lambda text: text.strip() != "")
STEP = st.one_of(
    st.tuples(st.just("save"), st.sampled_from(NAMES), WORDS),
    st.tuples(st.just("by hand"), st.sampled_from(NAMES), st.text("xyz ", min_size=1, max_size=8).map("h{}".format)),
    st.tuples(st.just("at once"), st.sampled_from(NAMES), WORDS),
    st.tuples(st.sampled_from(["undo", "redo"]), st.just(""), st.just("")),
)


class Desk:
    """Somebody at a record, and what it should say by now."""

    def __init__(self, home: Path) -> None:
        self.keeper = a_keeper(home)
        self.file = self.keeper.folder / BRIDGE
        self.seen = [self.file.read_bytes()]

    def take(self, how: str, name: str, words: str) -> None:
        """One step; what becomes of it is asserted."""
        before, opened = fields(self.keeper), self.keeper.read(BRIDGE)
        if how in ("undo", "redo"):
            with suppress(NotHereError):
                (self.keeper.undo if how == "undo" else self.keeper.redo)(BRIDGE)
            return
        if how in ("by hand", "at once"):
            other = NAMES[(NAMES.index(name) + len(words)) % len(NAMES)]
            before |= {other: self._write_by_hand(other, f"h{len(words)}")}
        if how in ("save", "at once"):
            clash = how == "at once" and other == name and before[name] != (opened.fields or {}).get(name)
            if clash:
                with pytest.raises(ChangedMeanwhileError):
                    self.keeper.save(BRIDGE, {name: words}, opened.version)
            else:
                self.keeper.save(BRIDGE, {name: words}, opened.version)
                before |= {name: words}
        said = {key: str(value).strip() for key, value in fields(self.keeper).items()}
        assert said == {key: str(value).strip() for key, value in before.items()}

    def _write_by_hand(self, name: str, words: str) -> str:
        """In a text editor: the lines of the field are exchanged, as a person would."""
        text = self.file.read_text(encoding="utf-8")
        field = re.compile(rf"^{name}:.*\n(?:(?:[ ].*)?\n(?![a-z#]))*(?:[ ].*\n)*", re.MULTILINE)
        line = f"{name}: {words}\n"
        made = field.sub(lambda _: line, text, count=1) if field.search(text) else text + line
        self.file.write_text(made, encoding="utf-8", newline="")
        return words

    def note(self) -> None:
        """What the file says now will have to be there at the end."""
        content = self.file.read_bytes()
        assert b"# third try\n" in content and b"mood: brave  # mine alone\n" in content
        self.seen.append(content)

    def states_by_steps(self) -> Iterator[bytes]:
        """Every state that one comes by, from the last to the first."""
        with suppress(NotHereError):
            while self.keeper.redo(BRIDGE):
                pass
        yield self.file.read_bytes()
        with suppress(NotHereError):
            while self.keeper.undo(BRIDGE):
                yield self.file.read_bytes()


@pytest.mark.parametrize("quarter", range(4))  # so that several processes share the thousand
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEP, min_size=10, max_size=10))
def test_of_a_thousand_changes_through_the_studio_and_by_hand_none_is_lost(
    quarter: int, steps: list[tuple[str, str, str]]
) -> None:
    with TemporaryDirectory() as home:
        desk = Desk(Path(home))
        for step in steps:
            desk.take(*step)
            desk.note()
        assert set(desk.seen) <= set(desk.states_by_steps())
        assert not list(Path(home).rglob("*.tmp"))


# When the lid is closed

WRITER = """
import sys
from pathlib import Path
from profilegen.studio.keeping import Keeper
home, folder = Path(sys.argv[1]), Path(sys.argv[2])
keeper = Keeper(home, folder, "amina-x3f9")
long = "word " * 4000
for number in range(int(sys.argv[3]), 1_000_000):
    kept = keeper.read("reflections/bridge.yaml")
    keeper.draft("bridge", "reflections/bridge.yaml", {"body": f"{number} {long}"})
    print("draft", number, flush=True)
    keeper.save("reflections/bridge.yaml", {"title": f"Number {number}", "body": f"{number} {long}"}, kept.version)
    print("saved", number, flush=True)
"""


def test_a_writer_who_is_killed_leaves_the_old_file_or_the_new_one_and_the_last_draft(tmp_path: Path) -> None:
    keeper, chance = a_keeper(tmp_path), random.Random(6)  # noqa: S311 - only moments
    started = 0
    for _ in range(12):
        told = _written_until_killed(keeper, started, chance)
        last = {one: int(number) for one, number in [["draft", "-1"], ["saved", "-1"], *told]}  # the last one counts
        said = fields(keeper)
        number = int(str(said["title"]).removeprefix("Number ")) if "Number" in str(said["title"]) else -1
        assert number >= last["saved"]
        assert number == -1 or str(said["body"]).strip() == f"{number} {'word ' * 4000}".strip()
        assert b"mood: brave  # mine alone\n" in (keeper.folder / BRIDGE).read_bytes()
        (draft,) = keeper.drafts()
        assert int(draft.fields["body"].partition(" ")[0]) >= last["draft"]
        started = max(number, last["draft"], started) + 1
    assert keeper.undo(BRIDGE).fields is not None


def _written_until_killed(keeper: Keeper, first: int, chance: random.Random) -> list[list[str]]:
    home = keeper.folder.parents[1]
    command = [sys.executable, "-c", WRITER, str(home), str(keeper.folder), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline().split()]
        with suppress(subprocess.TimeoutExpired):
            writer.wait(chance.uniform(0, 0.15))
        writer.kill()
        told += [line.split() for line in writer.stdout.read().splitlines()]
    return [line for line in told if len(line) == 2]


def test_what_a_killed_writer_left_behind_is_swept_away_later(keeper: Keeper) -> None:
    left, fresh = (keeper.folder / "reflections" / f".studio-{name}.tmp" for name in ("old", "new"))
    for file in (left, fresh):
        file.write_text("half", encoding="utf-8")
    os.utime(left, (0, 0))
    Keeper(keeper.folder.parents[1], keeper.folder, keeper.student)
    assert not left.exists() and fresh.exists()


# Drafts


def test_drafts_come_back_the_newest_first_and_go_when_dropped(keeper: Keeper) -> None:
    keeper.draft("new-1", "", {"title": "Łódź \ud83d"})
    keeper.draft("bridge", BRIDGE, {"body": "x" * 30_000})
    again = Keeper(keeper.folder.parents[1], keeper.folder, keeper.student)
    assert [one.key for one in again.drafts()] == ["bridge", "new-1"]
    again.drop_draft("bridge")
    assert again.draft_of("bridge") is None
    assert [one.key for one in keeper.drafts()] == ["new-1"]


@pytest.mark.parametrize("key", ["", "../x", "a/b", ".x", "A", "a" * 200, "a\n", "x\0"])
def test_a_draft_has_no_key_that_leads_elsewhere(keeper: Keeper, key: str) -> None:
    with pytest.raises(NotHereError):
        keeper.draft(key, "", {})


@pytest.mark.parametrize("content", ["", "[]", "{", json.dumps({"record": "", "fields": 3, "written": "x"})])
def test_what_is_no_draft_is_passed_over(keeper: Keeper, content: str) -> None:
    (keeper._drafts_folder() / "odd.json").write_text(content, encoding="utf-8")
    assert keeper.drafts() == ()
