"""Keeping what is written in a student's folder: nothing half-written or overwritten unseen, all can be undone."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unicodedata import normalize

from filelock import FileLock

from profilegen.loading.folders import Found
from profilegen.loading.records import MARKDOWN_ENDINGS, YAML_ENDINGS, read_written, validated
from profilegen.loading.text_files import LARGEST
from profilegen.loading.yaml_text import Value
from profilegen.model.records import (
    Achievement,
    Conference,
    Profile,
    Record,
    Reflection,
    Showcase,
    Statement,
    Testimonial,
)
from profilegen.opening import open_plainly
from profilegen.problems import Problem, ProfilegenError
from profilegen.starting import NewFile, path_for_record, write_new_record
from profilegen.studio.claims import move_to_free, sweep_claims
from profilegen.studio.files import UNFINISHED, replace_file, sweep
from profilegen.studio.history import History, private_folder, version_of
from profilegen.studio.rewriting import Change, NotRewrittenError, rewritten
from profilegen.studio.sentences import N_, Sentence

PROFILE = "profile.yaml"
KINDS: Mapping[str, type[Record]] = {
    "reflections": Reflection,
    "achievements": Achievement,
    "testimonials": Testimonial,
    "showcases": Showcase,
    "conferences": Conference,
    "statements": Statement,
}
"""The folders of records that can be written here, and what is in them."""

_RECORD = re.compile(rf"(?:{'|'.join(KINDS)})/[^/\\\0]+")
_DRAFT = re.compile(r"[a-z0-9][a-z0-9._-]{0,150}\Z")
_DRAFT_ENDING = ".json"
_MOST_PUT_AWAY = 50  # of drafts, and of other files


class ChangedMeanwhileError(ProfilegenError):
    """The file was changed by somebody else, in the very fields that were to be saved. `theirs` is what it says now."""

    def __init__(self, mine: Mapping[str, Change], theirs: Kept) -> None:
        super().__init__(N_("This was changed somewhere else meanwhile."), N_("Look at both, and choose."))
        self.mine, self.theirs = mine, theirs


class TooLongError(ProfilegenError):
    """A record that would be larger than a file of the folder may be."""

    def __init__(self) -> None:
        super().__init__(N_("This is too long to be kept as one piece."), N_("Make two pieces of it."))


class NotHereError(ProfilegenError):
    """There is no such record, or none that can be written here."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as its file says it now. `fields` is None where the file cannot be understood; `problems` say why."""

    record: str
    kind: type[Record]
    fields: Mapping[str, Value] | None
    version: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody was writing when the lid was closed. `record` is "" for one that has no file yet."""

    key: str
    record: str
    fields: Mapping[str, Any]
    written: datetime


class Keeper:
    """One student's folder while somebody works in it. `home` is the school's folder, or the student's own."""

    def __init__(self, home: Path, folder: Path, student: str) -> None:
        self.folder, self.student = folder, student
        self._own = home / ".profilegen" / "studio" / student
        private_folder(self._own)
        self._lock = FileLock(self._own / "lock")
        for written_in in (folder, *(folder / kind for kind in KINDS), folder / "media"):
            sweep(written_in)
        sweep_claims(folder / "media")

    # Records

    def records(self) -> tuple[str, ...]:
        """Every record that can be opened here, translations left out, the profile first."""
        found = [PROFILE]
        for kind in (kind for kind in KINDS if not (self.folder / kind).is_symlink()):
            for file in sorted((self.folder / kind).glob("*")):
                is_one = file.suffix.lower() in YAML_ENDINGS + MARKDOWN_ENDINGS and not file.name.startswith(".")
                if is_one and "." not in file.stem and file.is_file() and not file.is_symlink():
                    found.append(f"{kind}/{file.name}")
        return tuple(found)

    def read(self, record: str) -> Kept:
        """What the record's file says. NotHereError."""
        with self._lock:
            return self._understood(record, self._content(record))

    def make_sure_it_can_be_changed(self, record: str) -> None:
        """NotRewrittenError for a file with mistakes of spelling, in which nothing is ever saved. NotHereError."""
        with self._lock:
            rewritten(_text_of(self._content(record)), {}, markdown=self._is_markdown(record))

    def fields_at(self, record: str, version: str) -> Mapping[str, Value] | None:
        """What it said in that version, so that a form is compared with what its writer saw; None if not known."""
        content = self._history(record).content_of(version)
        return None if content is None else _fields_of(content, self._is_markdown(record))

    def save(self, record: str, changes: Mapping[str, Change], version: str) -> Kept:
        """Changes these fields, and no others; `version` is that of what was read before.

        What somebody else changed meanwhile stays, where that is other fields. ChangedMeanwhileError where it is not,
        NotRewrittenError, TooLongError, NotHereError, OSError.
        """
        with self._lock:
            while True:
                now = self._content(record)
                if version_of(now) != version:
                    self._refuse_a_clash(record, changes, version, now)
                made = _bounded(rewritten(_text_of(now), changes, markdown=self._is_markdown(record)))
                if self._put(record, now, made):
                    return self._understood(record, made)

    def create(self, kind: NewFile, title: str, fields: Mapping[str, Change], today: date) -> Kept:
        """A new record with these fields, in the order in which a form names them; `title` names its file.

        ProfilegenError where it cannot be made. What somebody had under this name before it was taken away is no
        earlier state of it: that is set aside.
        """
        with self._lock:
            file = path_for_record(self.folder, kind, title, today)
            record = f"{file.parent.name}/{file.name}"
            form = KINDS[file.parent.name]
            ordered = {word: fields[word] for word in form.model_words.values() if word in fields}
            made = _bounded(rewritten("", ordered))
            write_new_record(file, made.decode("utf-8"))
            self._history(record).set_aside(self._own / "history" / "taken-away")
            return self._understood(record, made)

    def remove(self, record: str, version: str) -> None:
        """Takes the record away; `restore` brings it back. ChangedMeanwhileError, NotHereError, OSError."""
        if record == PROFILE:
            raise NotHereError("The profile itself cannot be taken away here.")
        with self._lock:
            now = self._content(record)
            if version_of(now) != version:
                raise ChangedMeanwhileError({}, self._understood(record, now))
            self._history(record).note(now)
            self._file(record).unlink()

    def restore(self, record: str) -> Kept:
        """Brings back what was taken away. NotHereError where nothing was, or where something has its place."""
        with self._lock:
            file = self._file(record)  # first: the name may be none
            last = self._history(record).step(0)
            if last is None or file.exists():
                raise NotHereError("There is nothing to bring back.")
            _, content = last
            replace_file(file, content)
            return self._understood(record, content)

    # Steps back and forward

    def undo(self, record: str) -> Kept:
        """One step back. NotHereError where there is none."""
        return self._step(record, -1)

    def redo(self, record: str) -> Kept:
        """One step forward again. NotHereError where there is none."""
        return self._step(record, +1)

    def can_step(self, record: str, by: int) -> bool:
        """Whether there is a step back (-1) or forward (1)."""
        return self._history(record).can_step(by)

    # Other files

    def place_new_file(self, part: Path, path: str) -> str:
        """Moves a finished file to this path in the student's folder, or to the next one that is free; returns which.

        Free is a name that no other has on any disk, also on those that know no capitals. OSError.
        """
        wanted = Path(path)
        with self._lock:
            folder = self.folder / wanted.parent
            taken = {_as_every_disk_sees(one.name) for one in folder.iterdir()}
            names = (wanted.name, *(f"{wanted.stem}-{number}{wanted.suffix}" for number in range(2, len(taken) + 3)))
            free = next(name for name in names if _as_every_disk_sees(name) not in taken)
            move_to_free(part, folder / free)
            return (wanted.parent / free).as_posix()

    def put_away(self, path: str) -> None:
        """Moves a file out of the student's folder, to where a grown-up finds it again. NotHereError, OSError."""
        with self._lock:
            file = self.folder / path
            if file.is_symlink() or not file.is_file():
                raise NotHereError("This file is not here any more.")
            self._put_away(file)

    @property
    def own(self) -> Path:
        """Where the studio keeps what is no part of the student's folder."""
        return self._own

    # Drafts

    def draft(self, key: str, record: str, fields: Mapping[str, Any]) -> None:
        """Remembers what is being written, in one move, so that it is there after the battery is empty."""
        said = json.dumps({"record": record, "fields": dict(fields), "written": datetime.now().isoformat()})
        replace_file(self._draft_file(key), said.encode("utf-8"))

    def drafts(self) -> tuple[Draft, ...]:
        """All that was being written and not saved, the newest first."""
        found = (self._draft_in(file) for file in self._drafts_folder().glob(f"*{_DRAFT_ENDING}"))
        return tuple(sorted((one for one in found if one), key=lambda one: one.written, reverse=True))

    def draft_of(self, key: str) -> Draft | None:
        """The draft of this key."""
        return self._draft_in(self._draft_file(key))

    def drop_draft(self, key: str) -> None:
        """Forgets a draft: all of it was saved."""
        self._draft_file(key).unlink(missing_ok=True)

    def put_draft_away(self, key: str) -> None:
        """Takes a draft that is not wanted out of sight, to where a grown-up finds it again: no word is ever lost."""
        with contextlib.suppress(FileNotFoundError):
            self._put_away(self._draft_file(key))

    # Underneath

    def _put_away(self, file: Path) -> None:
        """Moves the file to what was put away, of which only the newest are kept. OSError."""
        away = private_folder(self._own / "put-away")
        file.replace(away / f"{datetime.now():%Y%m%d-%H%M%S-%f}-{file.name}")
        is_draft = file.suffix == _DRAFT_ENDING
        alike = sorted(one for one in away.iterdir() if (one.suffix == _DRAFT_ENDING) == is_draft)
        for oldest in alike[:-_MOST_PUT_AWAY]:
            oldest.unlink(missing_ok=True)

    def _file(self, record: str) -> Path:
        """The record's file. NotHereError for a name that is no record's, or leads out."""
        is_record = record == PROFILE or _RECORD.fullmatch(record)
        file = self.folder / record
        ending = file.suffix.lower()
        if not is_record or file.name.startswith(".") or ending not in YAML_ENDINGS + MARKDOWN_ENDINGS:
            raise NotHereError("This is no record that can be written here.")
        if file.is_symlink() or file.parent.is_symlink():
            raise NotHereError("This is a link to somewhere else.")
        return file

    def _content(self, record: str) -> bytes:
        try:
            with open_plainly(self._file(record)) as file:
                content = file.read(LARGEST + 1)
        except OSError as error:
            raise NotHereError(
                Sentence("{file} cannot be opened ({why}).", file=record, why=error.strerror or "?")
            ) from error
        if len(content) > LARGEST:  # never to be written back as less than it was
            raise NotHereError(
                Sentence("{file} is larger than {size} KB.", file=record, size=LARGEST // 1024), "Ask a grown-up."
            )
        return content

    def _is_markdown(self, record: str) -> bool:
        return Path(record).suffix.lower() in MARKDOWN_ENDINGS

    def _understood(self, record: str, content: bytes) -> Kept:
        kind = Profile if record == PROFILE else KINDS[record.partition("/")[0]]
        written = read_written(Found(self._file(record), record, record))
        if version_of(content) != version_of(self._content(record)):  # changed under our hands: what it says now counts
            content = self._content(record)
            written = read_written(Found(self._file(record), record, record))
        _, mistakes = validated(written, kind)
        self._history(record).note(content)
        return Kept(record, kind, written.fields, version_of(content), tuple(one.problem for one in mistakes))

    def _history(self, record: str) -> History:
        return History(self._own / "history" / record)

    def _put(self, record: str, now: bytes, made: bytes) -> bool:
        """The new content in place of the old one, with both in the history. OSError.

        False where somebody else was quicker, and the file is not what it was: nothing is changed then.
        """
        history = self._history(record)
        history.note(now)
        if self._content(record) != now:
            return False
        if made != now:
            replace_file(self._file(record), made)
            history.note(made)
        return True

    def _step(self, record: str, by: int) -> Kept:
        with self._lock:
            history, now = self._history(record), self._content(record)
            history.note(now)  # what somebody wrote by hand can be gone back to as well
            found = history.step(by)
            if found is None:
                raise NotHereError("There is no step further.")
            state, content = found
            replace_file(self._file(record), content)
            history.stand_at(state)
            return self._understood(record, content)

    def _refuse_a_clash(self, record: str, changes: Mapping[str, Change], version: str, now: bytes) -> None:
        """ChangedMeanwhileError, unless all that changed meanwhile is other fields than these."""
        theirs = self._understood(record, now)
        base = self._history(record).content_of(version)
        if base is None or theirs.fields is None:
            raise ChangedMeanwhileError(changes, theirs)
        before = _fields_of(base, self._is_markdown(record))
        same = before is not None and all(before.get(name) == theirs.fields.get(name) for name in changes)
        if not same:
            raise ChangedMeanwhileError(changes, theirs)

    def _drafts_folder(self) -> Path:
        return private_folder(self._own / "drafts")

    def _draft_file(self, key: str) -> Path:
        if not _DRAFT.match(key) or key.endswith(UNFINISHED):
            raise NotHereError("This is no draft.")
        return self._drafts_folder() / f"{key}{_DRAFT_ENDING}"

    def _draft_in(self, file: Path) -> Draft | None:
        """None for a file that is gone, or that something else wrote."""
        try:
            said = json.loads(file.read_text(encoding="utf-8"))
            return Draft(file.stem, str(said["record"]), dict(said["fields"]), datetime.fromisoformat(said["written"]))
        except (OSError, ValueError, TypeError, KeyError):
            return None


def _as_every_disk_sees(name: str) -> str:
    return normalize("NFC", name).casefold()


def _bounded(text: str) -> bytes:
    """TooLongError for what could be written, but not be read again."""
    content = text.encode("utf-8")
    if len(content) > LARGEST:
        raise TooLongError
    return content


def _text_of(content: bytes) -> str:
    """NotRewrittenError for a file that is no text."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotRewrittenError("This file is not saved as UTF-8.", "Save it as UTF-8 in a text editor.") from error


def _fields_of(content: bytes, markdown: bool) -> Mapping[str, Value] | None:
    from profilegen.loading.front_matter import parse_front_matter
    from profilegen.loading.yaml_text import parse

    text = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    return (parse_front_matter(text, "") if markdown else parse(text, "")).fields
