"""A thousand edits, in the studio, in a text editor and in both at once; and the studio killed at any moment.

Every word that somebody wrote has to be somewhere in the end: in the file, among its earlier states, in a draft, in
what was put away, or on a page that showed both versions. Only what its own writer overwrote elsewhere may go.
"""

from __future__ import annotations

import random
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from profilegen.loading.yaml_text import parse
from profilegen.studio.working import Studio
from tests.built_sites import LOOK_AT_ALL
from tests.studio.visitors import AMINA, BRIDGE, TODAY, Visitor, a_school, an_app, fields_in

DESK = f"/s/{AMINA}/"
RECORDS = ("profile.yaml", "reflections/bridge.yaml", "achievements/kite.yaml")
FIELDS = {
    "profile.yaml": ("tagline", "about", "known_as"),
    "reflections/bridge.yaml": ("body", "next_step", "subject"),
    "achievements/kite.yaml": ("description", "awarded_by"),
}
KITE = "title: A kite  # red\nkind: creative\ndate: 2026-10-01\n# never mind the knots\nknots: [reef, bowline]\n"
HOW = ("form", "by hand", "at once", "two tabs", "draft", "new", "choose", "undo", "redo", "away and back", "forget")
STEPS = st.lists(
    st.tuples(st.sampled_from(HOW), st.sampled_from(RECORDS), st.integers(0, 2), st.booleans()),
    min_size=10 if LOOK_AT_ALL else 7,
    max_size=12 if LOOK_AT_ALL else 7,
)


class World:
    """Somebody at a studio and somebody at a text editor, who both write words that nobody else writes."""

    def __init__(self, home: Path) -> None:
        school = a_school(home / "hillside")
        self.folder = school / "students" / AMINA
        (self.folder / "achievements").mkdir()
        (self.folder / "achievements" / "kite.yaml").write_text(KITE, encoding="utf-8", newline="\n")
        self.own = school / ".profilegen"
        self.visitor = Visitor(an_app(Studio(school, today=TODAY))).come_in(AMINA)
        self.written: set[str] = set()
        self.count = 0
        self.pages = ""
        for record in RECORDS:
            self.visitor.get(f"{DESK}edit/{record}")
        self.first = {record: self.file(record).read_bytes() for record in RECORDS}

    def file(self, record: str) -> Path:
        """A record's own."""
        return self.folder / record

    def word(self) -> str:
        """A new one. It is to be found in the end."""
        self.count += 1
        made = f"w{self.count}x"
        self.written.add(made)
        return made

    def take(self, how: str, record: str, number: int, *, is_mine: bool) -> None:
        """One step."""
        names = FIELDS[record]
        name, other = names[number % len(names)], names[(number + is_mine) % len(names)]
        match how:
            case "form":
                self._save(record, {name: self.word()}, is_mine=is_mine)
            case "by hand":
                self._write_by_hand(record, name)
            case "at once":
                form = self._open(record)
                self._write_by_hand(record, other)
                self._send(record, {**form, name: [self.word()]}, is_mine=is_mine)
            case "two tabs":
                here, there = self._open(record), self._open(record)
                self._send(record, {**here, name: [self.word()]}, is_mine=True)
                self._send(record, {**there, other: [self.word()]}, is_mine=is_mine)
            case "draft":
                self._draft(record, name)
            case "new":
                word = self.word()
                self.visitor.fill_in(f"{DESK}new/reflection", {"title": f"The {word}", "body": self.word()})
                assert "Saved." in self.visitor.text
            case "choose":
                audience = "family" if is_mine else "school"
                self.visitor.post(f"{DESK}choose/audience", {"record": record, "audience": audience})
            case "undo" | "redo":
                self.visitor.post(f"{DESK}{how}/{record}")
            case "away and back":
                version = self._open(record).get("-version", [""])
                self.visitor.post(f"{DESK}remove/{record}", {"-version": version})
                self.visitor.post(f"{DESK}restore/{record}")
            case "forget":
                form = self._open(record)
                self.visitor.post(f"{DESK}drop-draft", {"-draft": form["-draft"], "-record": record})

    def _open(self, record: str) -> dict[str, list[str]]:
        return fields_in(self.visitor.get(f"{DESK}edit/{record}"))

    def _save(self, record: str, said: dict[str, str], *, is_mine: bool) -> None:
        self._send(record, {**self._open(record), **{name: [words] for name, words in said.items()}}, is_mine=is_mine)

    def _send(self, record: str, form: dict[str, list[str]], *, is_mine: bool) -> None:
        """Saves; where both versions are shown, one of them is chosen."""
        marks = _marks(self.file(record))
        self._overwrites(record, form)
        page = self.visitor.post(f"{DESK}edit/{record}", form)
        if self.visitor.status == 409:
            self.pages += page
            wide = fields_in(page.replace('class="form form-wide"', 'class="form"'))
            choice = "mine" if is_mine else "theirs"
            wide |= {name: [choice] for name in wide if name.startswith("-of.")}
            page = self.visitor.post(f"{DESK}decide/{record}", wide)
        assert self.visitor.status == 200, page
        assert "Saved." in page
        assert marks <= _marks(self.file(record))

    def _overwrites(self, record: str, form: dict[str, list[str]]) -> None:
        """What stood in a draft and is written over in the form by the one who wrote it may go."""
        for draft in self.visitor_drafts(record):
            said = {word for words in form.values() for text in words for word in _words(text)}
            self.written -= _words(draft) - said

    def visitor_drafts(self, record: str) -> list[str]:
        """The drafts of a record, as they lie in the folder."""
        drafts = (self.own / "studio" / AMINA / "drafts").glob("*.json")
        return [text for text in (one.read_text(encoding="utf-8") for one in drafts) if f'"{record}"' in text]

    def _draft(self, record: str, name: str) -> None:
        form = {**self._open(record), name: [self.word()]}
        self._overwrites(record, form)
        self.visitor.post(f"{DESK}draft", form)
        assert self.visitor.status == 200

    def _write_by_hand(self, record: str, name: str) -> None:
        """In a text editor: one field, a field of one's own, and a remark. What it writes over may go, if unsaved."""
        file = self.file(record)
        before = file.read_text(encoding="utf-8")
        field = re.compile(rf"^{name}:.*\n(?:(?:[ ].*)?\n(?![a-z#]))*(?:[ ].*\n)*", re.MULTILINE)
        line = f"{name}: {self.word()}\n"
        after = field.sub(lambda _: line, before, count=1) if field.search(before) else before + line
        word = self.word()
        after += f"own_{word}: yes  # {self.word()}\n"
        file.write_text(after, encoding="utf-8", newline="\n")
        self.written -= _words(before) - _words(after) - self._kept_words()

    def _kept_words(self) -> set[str]:
        return {word for text in self._everything(self.own) for word in _words(text)}

    def _everything(self, folder: Path) -> Iterator[str]:
        for file in folder.rglob("*"):
            if file.is_file():
                yield file.read_bytes().decode("utf-8", "replace")

    def is_whole(self) -> None:
        """No file is half of what it should be, and nothing unfinished lies about."""
        for file in self.folder.rglob("*.yaml"):
            assert not parse(file.read_text(encoding="utf-8"), file.name).mistakes, file.read_text(encoding="utf-8")
        assert not [one for folder in (self.folder, self.own) for one in folder.rglob("*.tmp")]

    def lost(self) -> set[str]:
        """The words that are nowhere."""
        found = {word for text in self._everything(self.folder) for word in _words(text)}
        return self.written - found - self._kept_words() - _words(self.pages)

    def goes_back_to_the_beginning(self, record: str) -> None:
        """Every step of it is undone."""
        for _ in range(300):
            self.visitor.post(f"{DESK}undo/{record}")
            if self.visitor.status != 200:
                break
        assert self.file(record).read_bytes() == self.first[record]


def _words(text: str) -> set[str]:
    return set(re.findall(r"w\d+x", text))


def _marks(file: Path) -> set[str]:
    """The remarks in a file, and the fields that no form asks for."""
    text = file.read_text(encoding="utf-8")
    return set(re.findall(r"# .*|^(?:own_\w+|knots|colour_of_glue):[^#\n]*", text, re.MULTILINE))


@pytest.mark.parametrize("quarter", range(4))  # so that several processes share them
@settings(
    max_examples=27 if LOOK_AT_ALL else 10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a shorter story would take minutes to find
)
@given(steps=STEPS)
def test_whoever_writes_and_wherever_no_word_is_lost(quarter: int, steps: list[tuple[str, str, int, bool]]) -> None:
    with TemporaryDirectory() as home:
        world = World(Path(home))
        for how, record, number, is_mine in steps:
            world.take(how, record, number, is_mine=is_mine)
            world.is_whole()
            assert world.lost() == set(), (how, record)
        for record in RECORDS:
            world.goes_back_to_the_beginning(record)
        assert world.lost() == set()


# When the studio is killed


@contextmanager
def _a_studio(school: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A studio in a process of its own, and the address that opens it."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "profilegen", "studio", str(school), "--no-open", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        address = re.search(r"http://\S+", said)
        assert address, said
        try:
            yield process, address[0]
        finally:
            process.kill()


class Writer:
    """Somebody who writes and saves as fast as the studio answers; what it acknowledged has to be there later."""

    def __init__(self, address: str, first: int) -> None:
        self.origin, _, _ = address.partition("/?")
        self.client = httpx2.Client(base_url=self.origin, follow_redirects=True, headers={"Origin": self.origin})
        self.address, self.number = address, first
        self.drafted = self.saved = -1

    def write(self) -> None:
        """Until there is nobody who answers any more."""
        with suppress(httpx2.HTTPError), self.client:
            self.client.get(self.address)
            self.client.post(f"/cards/{AMINA}")
            while True:
                page = f"{DESK}edit/reflections/bridge.yaml"
                form: dict[str, list[str] | str] = {**fields_in(self.client.get(page).text)}
                form["body"] = f"Number {self.number}. {'It held. ' * 800}"
                if self.client.post(f"{DESK}draft", data=form).status_code == 200:
                    self.drafted = self.number
                if "Saved." in self.client.post(page, data=form).text:
                    self.saved = self.number
                self.number += 1


def test_a_studio_that_is_killed_at_any_moment_has_kept_what_it_said(tmp_path: Path) -> None:
    school, chance = a_school(tmp_path / "hillside"), random.Random(8)  # noqa: S311 - only moments
    file = school / "students" / AMINA / "reflections" / "bridge.yaml"
    first = 0
    for _ in range(20 if LOOK_AT_ALL else 3):
        with _a_studio(school) as (process, address):
            writer = Writer(address, first)
            writing = threading.Thread(target=writer.write)
            writing.start()
            patience = time.monotonic() + 120
            while writer.saved < first and writing.is_alive() and time.monotonic() < patience:
                time.sleep(0.02)
            time.sleep(chance.uniform(0, 0.5))
            process.kill()
            writing.join(20)
        text = file.read_text(encoding="utf-8")
        assert not parse(text, "").mistakes
        assert "# My own remark, which stays.\n" in text and "colour_of_glue: yellow\n" in text
        number = int(re.findall(r"Number (\d+)\.", text)[-1])
        assert number >= writer.saved >= first
        assert text.count("It held. ") + text.count("It held.\n") == 800
        _is_the_last_draft(school, max(writer.drafted, number), number)
        first = writer.number + 1
    assert BRIDGE.splitlines()[0] in text


def _is_the_last_draft(school: Path, drafted: int, saved: int) -> None:
    """What was being written is offered again, unless it was saved already."""
    with _a_studio(school) as (_, address), Writer(address, 0).client as visitor:
        visitor.get(address)
        visitor.post(f"/cards/{AMINA}")
        (shown,) = fields_in(visitor.get(f"{DESK}edit/reflections/bridge.yaml").text)["body"]
    found = re.search(r"Number (\d+)\.", shown)
    assert found
    assert int(found[1]) >= max(drafted, saved)
