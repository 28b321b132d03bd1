"""What a recorder has handed over is back, whenever the lid is closed; and nobody can hand over more than may be."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from profilegen.model.limits import Limits
from profilegen.studio.app import app_for
from profilegen.studio.keeping import Keeper, NotHereError
from profilegen.studio.unfinished import (
    Asked,
    NoRoomError,
    NotThereError,
    begin,
    bring_back,
    content_of,
    drop,
    hand_over,
    throw_away,
    unfinished_of,
)
from profilegen.studio.working import Studio
from tests.building.worlds import TODAY, a_school, write
from tests.studio.test_uploads import AMINA, HOST, Answer, Visitor, a_voice

HERE = f"/s/{AMINA}/recordings"
VOICE = Asked("voice")
SMALL = Limits(recording_megabytes=1)


def a_keeper(home: Path) -> Keeper:
    folder = home / "students" / AMINA
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "profile.yaml").write_text("name: Amina Karimi\n", encoding="utf-8")
    return Keeper(home, folder, AMINA)


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return a_keeper(tmp_path)


def all_of(keeper: Keeper, name: str) -> bytes:
    return content_of(keeper, name).read_bytes()


# Parts


def test_parts_stand_one_behind_the_other(keeper: Keeper) -> None:
    name = begin(keeper, Asked("film", "edit-0a", "profile.yaml", "introduction"))
    assert unfinished_of(keeper) == ()  # nothing was handed over yet
    assert hand_over(keeper, name, 0, b"one", Limits()) == 3
    assert hand_over(keeper, name, 3, b"two", Limits()) == 6
    (one,) = unfinished_of(keeper)
    assert (one.name, one.size, one.page) == (name, 6, "edit/profile.yaml")
    assert all_of(keeper, name) == b"onetwo"


def test_a_part_that_comes_twice_or_was_torn_takes_its_own_place(keeper: Keeper) -> None:
    name = begin(keeper, VOICE)
    hand_over(keeper, name, 0, b"one", Limits())
    hand_over(keeper, name, 3, b"tw", Limits())  # cut off, and sent once more
    hand_over(keeper, name, 3, b"two", Limits())
    assert all_of(keeper, name) == b"onetwo"
    with pytest.raises(NotThereError) as gap:
        hand_over(keeper, name, 9, b"four", Limits())
    assert gap.value.size == 6 and all_of(keeper, name) == b"onetwo"


@given(st.binary(min_size=1, max_size=60), st.lists(st.tuples(st.integers(1, 20), st.booleans()), max_size=12))
def test_however_the_network_stumbles_the_whole_is_there_in_the_end(
    tmp_path_factory: pytest.TempPathFactory, whole: bytes, steps: list[tuple[int, bool]]
) -> None:
    """A sender that knows nothing but the last size it was told, some of whose answers are lost."""
    keeper = a_keeper(tmp_path_factory.mktemp("home"))
    name, sent = begin(keeper, VOICE), 0
    for size, is_heard in [*steps, (len(whole), True)]:
        now = hand_over(keeper, name, sent, whole[sent : sent + size], Limits())
        sent = now if is_heard else sent
    assert all_of(keeper, name) == whole


def test_all_that_is_recorded_together_is_bounded(keeper: Keeper) -> None:
    first, second = begin(keeper, VOICE), begin(keeper, VOICE)
    hand_over(keeper, first, 0, b"x" * 600_000, SMALL)
    hand_over(keeper, second, 0, b"x" * 400_000, SMALL)
    hand_over(keeper, second, 0, b"y" * 400_000, SMALL)  # in the same place: no more than before
    with pytest.raises(NoRoomError):
        hand_over(keeper, second, 400_000, b"x", SMALL)
    assert len(all_of(keeper, second)) == 400_000
    drop(keeper, first)
    assert hand_over(keeper, second, 400_000, b"x", SMALL) == 400_001


def test_what_was_thrown_away_gives_way_the_oldest_first(keeper: Keeper) -> None:
    names = [begin(keeper, VOICE) for _ in range(4)]
    for age, name in enumerate(names[:3]):
        hand_over(keeper, name, 0, b"0" * 300_000, SMALL)
        throw_away(keeper, name)
        thrown = keeper.own / "drafts" / "recordings" / f"{name}.thrown"
        os.utime(thrown, (time.time() - 600 + age, time.time() - 600 + age))
    assert hand_over(keeper, names[3], 0, b"0" * 500_000, SMALL) == 500_000
    with pytest.raises(NotHereError):
        bring_back(keeper, names[0])
    with pytest.raises(NotHereError):
        bring_back(keeper, names[1])
    bring_back(keeper, names[2])
    with pytest.raises(NoRoomError):  # what is not thrown away stays
        hand_over(keeper, names[3], 500_000, b"0" * 300_000, SMALL)
    assert {one.size for one in unfinished_of(keeper)} == {300_000, 500_000}


def test_whoever_threw_all_away_may_begin_again(keeper: Keeper) -> None:
    for _ in range(40):
        name = begin(keeper, VOICE)
        hand_over(keeper, name, 0, b"x", Limits())
        throw_away(keeper, name)
    assert begin(keeper, VOICE)


def test_throwing_away_waits_for_whoever_is_writing(keeper: Keeper) -> None:
    name = begin(keeper, VOICE)
    hand_over(keeper, name, 0, b"one", Limits())
    for step in (throw_away, bring_back):
        with FileLock(keeper.own / "drafts" / "recordings" / "lock"):
            waiting = threading.Thread(target=step, args=(keeper, name))
            waiting.start()
            waiting.join(0.2)
            assert waiting.is_alive()
        waiting.join(10)
        assert bool(unfinished_of(keeper)) is (step is bring_back)


def test_nobody_begins_without_end(keeper: Keeper) -> None:
    with pytest.raises(NoRoomError):
        for _ in range(100):
            begin(keeper, VOICE)


# Throwing away


def test_what_is_thrown_away_can_come_back_for_an_hour(keeper: Keeper) -> None:
    name = begin(keeper, VOICE)
    hand_over(keeper, name, 0, b"hello", Limits())
    throw_away(keeper, name)
    assert unfinished_of(keeper) == ()
    bring_back(keeper, name)
    assert [one.name for one in unfinished_of(keeper)] == [name] and all_of(keeper, name) == b"hello"
    throw_away(keeper, name)
    thrown = next((keeper.own / "drafts" / "recordings").glob("*.thrown"))
    long_ago = time.time() - 2 * 60 * 60
    os.utime(thrown, (long_ago, long_ago))
    begin(keeper, VOICE)
    assert not thrown.exists()
    with pytest.raises(NotHereError):
        bring_back(keeper, name)


@pytest.mark.parametrize(
    "name", ["", "..", "../lock", "lock", "a" * 16 + "/..", "0123456789abcdeF", "0123456789abcdef"]
)
def test_no_other_file_is_touched(keeper: Keeper, name: str) -> None:
    begin(keeper, VOICE)
    for doing in (content_of, throw_away, bring_back):
        with pytest.raises(NotHereError):
            doing(keeper, name)
    with pytest.raises(NotHereError):
        hand_over(keeper, name, 0, b"x", Limits())
    before = sorted((keeper.own / "drafts").rglob("*"))
    drop(keeper, name)
    assert sorted((keeper.own / "drafts").rglob("*")) == before


def test_files_that_something_else_wrote_are_passed_over(keeper: Keeper) -> None:
    name = begin(keeper, VOICE)
    hand_over(keeper, name, 0, b"x", Limits())
    folder = keeper.own / "drafts" / "recordings"
    for number, text in enumerate(("", "[]", "{}", '{"kind": "voice"}', '{"begun": "x", "kind": "voice"}')):
        (folder / f"{number:016x}.json").write_text(text, encoding="utf-8")
        (folder / f"{number:016x}.part").write_bytes(b"x")
    assert [one.name for one in unfinished_of(keeper)] == [name]
    assert keeper.drafts() == ()


# Switching off

WRITER = """
import sys
from pathlib import Path
from profilegen.model.limits import Limits
from profilegen.studio.keeping import Keeper
from profilegen.studio.unfinished import Asked, begin, hand_over
keeper = Keeper(Path(sys.argv[1]), Path(sys.argv[2]), "amina-x3f9")
name, at = begin(keeper, Asked("voice")), 0
while True:
    at = hand_over(keeper, name, at, (at // 1000).to_bytes(4, "big") * 250, Limits())
    print(at, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal on this system")
def test_whoever_is_killed_has_lost_nothing_that_was_handed_over(keeper: Keeper, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path), str(keeper.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(20)]
        writer.kill()
        told += [int(line) for line in writer.stdout.read().split()]
    (one,) = unfinished_of(Keeper(tmp_path, keeper.folder, AMINA))
    content = all_of(keeper, one.name)
    assert len(content) >= told[-1] >= 20_000
    for number in range(told[-1] // 1000):
        assert content[number * 1000 : number * 1000 + 1000] == number.to_bytes(4, "big") * 250
    assert hand_over(keeper, one.name, told[-1], b"more", Limits()) == told[-1] + 4


# Over http


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    school = a_school(tmp_path / "hillside")
    write(school / "students" / AMINA, {"reflections/bridge.yaml": "title: My bridge\ndate: 2026-10-14\n"})
    return Studio(school, student=AMINA, today=TODAY)


@pytest.fixture
def visitor(studio: Studio) -> Visitor:
    visitor = Visitor(app_for(studio, hosts=[HOST], key="key"))
    visitor.come_in()
    return visitor


def begun(visitor: Visitor, content: bytes = b"", **asked: str) -> str:
    answer = visitor.ask("POST", f"{HERE}/", [json.dumps({"kind": "voice"} | asked).encode()])
    assert answer.status == 201
    name = str(answer.said["name"])
    if content:
        assert handed(visitor, name, 0, content).said == {"size": len(content)}
    return name


def handed(visitor: Visitor, name: str, at: object, content: bytes) -> Answer:
    return visitor.ask("POST", f"{HERE}/{name}?at={at}", [content])


def test_what_was_left_is_heard_from_any_moment_and_kept_as_a_piece(visitor: Visitor, studio: Studio) -> None:
    name = begun(visitor, a_voice())
    part = visitor.ask("GET", f"{HERE}/{name}", range="bytes=100-199")
    assert part.status == 206 and part.body == a_voice()[100:200]
    assert "A recording that you did not finish" in visitor.ask("GET", f"/s/{AMINA}/").body.decode()
    kept = visitor.ask("POST", f"{HERE}/{name}/keep", accept="text/html")
    assert kept.status == 303 and kept.headers["location"].startswith(f"/s/{AMINA}/say?kept=reflections/")
    (file,) = (studio.keeper(AMINA).folder / "media").glob("voice-*.wav")
    assert file.read_bytes() == a_voice()
    assert unfinished_of(studio.keeper(AMINA)) == ()
    assert visitor.ask("POST", f"{HERE}/{name}/keep", accept="text/html").status == 404


def test_a_script_keeps_it_where_it_was_begun(visitor: Visitor, studio: Studio) -> None:
    name = begun(visitor, a_voice(), key="edit-0a", record="reflections/bridge.yaml", field="media")
    said = visitor.ask("POST", f"{HERE}/{name}/keep").said
    assert (said["kind"], said["film"]) == ("recording", False)
    assert (studio.keeper(AMINA).folder / "media" / str(said["file"])).read_bytes() == a_voice()
    assert len(studio.keeper(AMINA).records()) == 2  # the profile and the bridge


def test_what_cannot_be_played_stays_until_it_is_thrown_away(visitor: Visitor, studio: Studio) -> None:
    name = begun(visitor, b"no recording at all" * 20)
    assert visitor.ask("POST", f"{HERE}/{name}/keep").status == 415
    assert len(unfinished_of(studio.keeper(AMINA))) == 1
    away = visitor.ask("POST", f"{HERE}/{name}/away", accept="text/html")
    assert away.headers["location"] == f"/s/{AMINA}/?thrown={name}"
    assert f"{HERE}/{name}/back" in visitor.ask("GET", away.headers["location"]).body.decode()
    assert visitor.ask("POST", f"{HERE}/{name}/back").status == 200
    assert visitor.ask("POST", f"{HERE}/{name}/away?done=1").status == 200
    assert visitor.ask("POST", f"{HERE}/{name}/back").status == 404


def test_a_recording_that_is_kept_drops_its_parts_and_a_refused_one_does_not(visitor: Visitor, studio: Studio) -> None:
    name = begun(visitor, a_voice())
    refused = visitor.send(f"/s/{AMINA}/media/", b"no recording", "-voice", **{"x-recording": name})
    assert refused.status == 415 and len(unfinished_of(studio.keeper(AMINA))) == 1
    assert visitor.send(f"/s/{AMINA}/media/", a_voice(), "-voice", **{"x-recording": name}).status == 201
    assert unfinished_of(studio.keeper(AMINA)) == ()
    assert handed(visitor, name, 0, b"late").status == 404
    assert visitor.send(f"/s/{AMINA}/media/", a_voice(), "-voice", **{"x-recording": "../lock"}).status == 201


@pytest.mark.parametrize(
    "asked",
    [
        "", "[]", "{}", '{"kind": "photo"}', '{"kind": "voice", "key": "../x"}', '{"kind": "voice", "more": 1}',
        '{"kind": "voice", "field": 7}', '{"kind": ["voice"]}', '{"kind": "voice", "record": "' + "a" * 900 + '"}',
    ],
)  # fmt: skip
def test_what_no_recorder_says_is_refused(visitor: Visitor, studio: Studio, asked: str) -> None:
    assert visitor.ask("POST", f"{HERE}/", [asked.encode()]).status == 400
    assert not list((studio.keeper(AMINA).own / "drafts").rglob("*.json"))


@pytest.mark.parametrize("asked", [b"[" * 9_000, b"[" * 200_000, b'{"kind": "voice", "key": "' + b" " * 20_000 + b'"}'])
def test_what_is_deeper_or_longer_than_is_asked_is_refused(visitor: Visitor, asked: bytes) -> None:
    assert visitor.ask("POST", f"{HERE}/", iter([asked])).status == 400


def test_no_record_elsewhere_is_a_place_to_record(visitor: Visitor) -> None:
    for record in ("../../zoe-d4y6/profile.yaml", "reflections/../../x.yaml", "media/a.jpg", "reflections/none.yaml"):
        assert visitor.ask("POST", f"{HERE}/", [json.dumps({"kind": "voice", "record": record}).encode()]).status == 404


def test_a_gap_is_told_with_the_size_and_nonsense_is_refused(visitor: Visitor) -> None:
    name = begun(visitor, b"one")
    gap = handed(visitor, name, 9, b"x")
    assert (gap.status, gap.said) == (409, {"size": 3})
    for at in ("", "-1", "x", "9" * 40):
        assert handed(visitor, name, at, b"x").status == 400


def test_only_its_own_student_hears_and_hands_over(visitor: Visitor) -> None:
    name = begun(visitor, a_voice())
    stranger = Visitor(visitor.app)
    for method, path in (("GET", name), ("POST", f"{name}?at=0"), ("POST", f"{name}/keep"), ("POST", "")):
        assert stranger.ask(method, f"{HERE}/{path}").status == 401
        assert visitor.ask(method, f"/s/zoe-d4y6/recordings/{path}").status == 403
        elsewhere = {"origin": "http://example.org", "sec-fetch-site": "cross-site"}
        assert visitor.ask(method, f"{HERE}/{path}", (), 0, **elsewhere).status == 403
    assert handed(visitor, name, 0, b"x" * 3_000_000).status == 413
    page = visitor.ask("GET", f"{HERE}/{name}")
    assert page.headers["x-content-type-options"] == "nosniff" and "sandbox" in page.headers["content-security-policy"]
