"""Whatever goes wrong with saving, the words are on the page that comes back, in a draft, or in what was put away."""

from __future__ import annotations

import html
import logging
import os
import re
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from profilegen.studio.changes import Change
from profilegen.studio.files import replace_file
from profilegen.studio.keeping import Keeper, TooLongError
from profilegen.studio.working import Studio
from tests.studio.visitors import AMINA, BRIDGE, TODAY, Visitor, a_school, an_app, fields_in

DESK = f"/s/{AMINA}/"
RECORD = "reflections/bridge.yaml"
EDIT = f"{DESK}edit/{RECORD}"
NEW = f"{DESK}new/reflection"
STORY = "A long story"
MS_LEE = (
    "  - from: {name: Ms Lee, role: teacher}\n    date: 2026-10-20\n    comment: A newer comment.\n    asks: Why so?\n"
)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return a_school(tmp_path / "hillside")


@pytest.fixture
def visitor(school: Path) -> Visitor:
    return Visitor(an_app(Studio(school, today=TODAY))).come_in(AMINA)


@pytest.fixture
def bridge(school: Path) -> Path:
    return school / "students" / AMINA / "reflections" / "bridge.yaml"


@pytest.fixture
def keeper(school: Path) -> Keeper:
    return Keeper(school, school / "students" / AMINA, AMINA)


def _is_in(folder: Path, words: str) -> bool:
    return any(words in one.read_text(encoding="utf-8", errors="replace") for one in folder.rglob("*") if one.is_file())


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _decided(page: str, **choices: str) -> dict[str, list[str]]:
    """The form of the page with both versions, as a browser sends it."""
    form = fields_in(page.replace('class="form form-wide"', 'class="form"'))
    return {**form, **{f"-of.{word}": [which] for word, which in choices.items()}}


# Both versions


def test_an_answer_stays_with_its_comment_when_another_one_came_before_it(visitor: Visitor, bridge: Path) -> None:
    form = fields_in(visitor.get(EDIT))
    _write(bridge, BRIDGE.replace("feedback:\n", f"feedback:\n{MS_LEE}"))
    page = visitor.post(EDIT, {**form, "feedback.0.response.text": "To Mr Okoro"})
    assert visitor.status == 409
    assert "To Mr Okoro" in page
    visitor.post(f"{DESK}decide/{RECORD}", _decided(page))
    assert "Saved." in visitor.text
    lee, okoro = bridge.read_text(encoding="utf-8").split("  - ")[1:]
    assert "Ms Lee" in lee and "A newer comment." in lee and "To Mr Okoro" not in lee
    assert "Mr Okoro" in okoro and "Look at the end" in okoro and "To Mr Okoro" in okoro


def test_an_answer_to_a_comment_that_is_gone_keeps_the_comment(visitor: Visitor, bridge: Path) -> None:
    form = fields_in(visitor.get(EDIT))
    _write(bridge, re.sub(r"feedback:\n.*?(?=audience)", f"feedback:\n{MS_LEE}", BRIDGE, flags=re.DOTALL))
    page = visitor.post(EDIT, {**form, "feedback.0.response.text": "To Mr Okoro"})
    visitor.post(f"{DESK}decide/{RECORD}", _decided(page))
    lee, okoro = bridge.read_text(encoding="utf-8").split("\n  - ")[1:]
    assert "A newer comment." in lee and "To Mr Okoro" not in lee
    assert "Look at the end" in okoro and "To Mr Okoro" in okoro


def test_what_is_said_of_a_picture_stays_with_that_picture(visitor: Visitor, bridge: Path) -> None:
    media = "media:\n  - file: a.jpg\n    alt: Of a\n    glue: A\n  - file: b.jpg\n    alt: Of b\n    glue: B\n"
    _write(bridge, BRIDGE + media)
    form = fields_in(visitor.get(EDIT))
    _write(bridge, BRIDGE + media.replace("media:\n", "media:\n  - file: c.jpg\n    alt: Of c\n"))
    page = visitor.post(EDIT, {**form, "media.0.alt": "Of a, in words"})
    assert visitor.status == 409
    visitor.post(f"{DESK}decide/{RECORD}", _decided(page))
    text = bridge.read_text(encoding="utf-8")
    first = text[text.index("a.jpg") : text.index("b.jpg")]
    assert "Of a, in words" in first and "glue: A" in first
    assert "glue: B" in text[text.index("b.jpg") :]


def test_what_only_they_changed_is_not_asked_about_and_stays(visitor: Visitor, bridge: Path) -> None:
    form = fields_in(visitor.get(EDIT))
    _write(bridge, BRIDGE.replace("My bridge", "Theirs").replace("audience: family", "audience: school"))
    page = visitor.post(EDIT, {**form, "title": "Mine", "next_step": "Rice"})
    assert re.findall(r'name="(-of\.[^"]+)" value="mine"', page) == ["-of.title"]
    visitor.post(f"{DESK}decide/{RECORD}", _decided(page))
    text = bridge.read_text(encoding="utf-8")
    assert "title: Mine" in text and "audience: school" in text and "next_step: Rice" in text


def test_a_file_that_changes_once_more_is_shown_once_more(visitor: Visitor, bridge: Path) -> None:
    form = fields_in(visitor.get(EDIT))
    _write(bridge, BRIDGE.replace("My bridge", "Theirs"))
    page = visitor.post(EDIT, {**form, "title": "Mine"})
    _write(bridge, BRIDGE.replace("My bridge", "Theirs again"))
    page = visitor.post(f"{DESK}decide/{RECORD}", _decided(page))
    assert visitor.status == 409
    assert "Theirs again" in page and "Mine" in page
    visitor.post(f"{DESK}decide/{RECORD}", _decided(page))
    assert "title: Mine" in bridge.read_text(encoding="utf-8")


def test_nothing_is_chosen_that_check_would_refuse(visitor: Visitor, bridge: Path) -> None:
    form = fields_in(visitor.get(EDIT))
    page = visitor.post(f"{DESK}decide/{RECORD}", {**form, "title": "", "date": "nonsense", "body": STORY})
    assert visitor.status == 422
    assert STORY in page and "This is needed." in page
    assert bridge.read_text(encoding="utf-8") == BRIDGE


def test_both_sides_are_labelled_without_lists_in_a_label(visitor: Visitor, bridge: Path) -> None:
    form = fields_in(visitor.get(EDIT))
    _write(bridge, BRIDGE.replace("It held eleven tins.", "It fell."))
    page = visitor.post(EDIT, {**form, "body": STORY})
    for label in re.findall(r"<label.*?</label>", page, re.DOTALL):
        assert not re.search(r"<(p|ol|div)\b", label)
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    names = [name for said in re.findall(r'aria-labelledby="(f-[^"]+)"', page) for name in said.split()]
    assert len(names) == 4 and set(names) <= ids


# What cannot be saved


@pytest.mark.parametrize("more", ["title: again\n", "x: &a b\ny: *a\n", "q: !x y\n"], ids=["twice", "anchor", "tag"])
def test_a_form_is_not_opened_in_which_nothing_could_be_saved(visitor: Visitor, bridge: Path, more: str) -> None:
    form = fields_in(visitor.get(EDIT))
    _write(bridge, BRIDGE + more)
    assert "grown-up" in visitor.get(EDIT)
    assert visitor.status == 409
    page = visitor.post(EDIT, {**form, "body": STORY})
    assert visitor.status == 409
    assert fields_in(page)["body"] == [STORY]
    assert "There is a mistake in this file." in page
    assert "You were writing" in visitor.get(DESK)
    _write(bridge, BRIDGE)
    assert fields_in(visitor.get(EDIT))["body"] == [STORY]


def test_a_file_that_may_not_be_written(visitor: Visitor, school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form = fields_in(visitor.get(EDIT))

    def refuses(file: Path, content: bytes) -> None:
        if file.suffix == ".yaml":
            raise PermissionError(13, "Permission denied")
        replace_file(file, content)

    monkeypatch.setattr("profilegen.studio.keeping.replace_file", refuses)
    page = visitor.post(EDIT, {**form, "body": STORY})
    assert visitor.status == 507
    assert fields_in(page)["body"] == [STORY]
    assert "Permission denied" in page
    assert _is_in(school / ".profilegen", STORY)


def test_a_full_disk(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    form, new = fields_in(visitor.get(EDIT)), fields_in(visitor.get(NEW))

    def is_full(_file: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("profilegen.studio.keeping.replace_file", is_full)
    page = visitor.post(EDIT, {**form, "body": STORY})
    assert visitor.status == 507
    assert fields_in(page)["body"] == [STORY]
    monkeypatch.setattr("profilegen.studio.keeping.write_new_record", is_full)
    page = visitor.post(NEW, {**new, "title": "Kite", "body": STORY})
    assert visitor.status == 507
    assert fields_in(page)["body"] == [STORY]
    assert "called that already" not in page


@pytest.mark.parametrize("letter", ["word ", "ط"])
def test_what_is_too_long_is_told_to_be_and_comes_back(visitor: Visitor, bridge: Path, letter: str) -> None:
    story = (letter * (300_000 // len(letter.encode("utf-8")))).strip()
    page = visitor.fill_in(EDIT, {"body": story})
    assert visitor.status == 422
    assert "This is too long to be kept as one piece." in page
    assert fields_in(page)["body"] == [story]
    assert bridge.read_text(encoding="utf-8") == BRIDGE
    page = visitor.fill_in(NEW, {"title": "Long", "body": story})
    assert visitor.status == 422
    assert fields_in(page)["body"] == [story]
    assert not (bridge.parent / "long.yaml").exists()


def test_a_piece_of_many_long_texts_is_never_more_than_can_be_read_again(
    visitor: Visitor, bridge: Path, keeper: Keeper
) -> None:
    many = {f"goals.{number}.why": "word " * 5_900 for number in range(10)}
    many |= {f"goals.{number}.goal": f"Number {number}" for number in range(10)} | {"goals.-here": "yes"}
    page = visitor.fill_in(f"{DESK}profile", many)
    assert visitor.status == 413
    assert "This is too long to be kept as one piece." in page
    assert fields_in(page)["goals.9.why"] == [("word " * 5_900).strip()]
    with pytest.raises(TooLongError):
        keeper.create("reflection", "Long", {"title": "Long", "media": _many_pictures()}, TODAY)
    assert not (bridge.parent / "long.yaml").exists()


def _many_pictures() -> list[Change]:
    return [{"file": f"{number}.jpg", "alt": "word " * 5_900} for number in range(10)]


def test_a_piece_that_was_taken_away_meanwhile_becomes_a_new_one(visitor: Visitor, bridge: Path) -> None:
    form = fields_in(visitor.get(EDIT))
    bridge.unlink()
    page = visitor.post(EDIT, {**form, "title": "My bridge, told", "body": STORY})
    assert visitor.status == 409
    again = fields_in(page)
    assert again["body"] == [STORY]
    (address,) = re.findall(r'class="form" method="post" action="([^"]+)"', page)
    visitor.post(address, again)
    assert "Saved." in visitor.text
    assert STORY in (bridge.parent / "my-bridge-told.yaml").read_text(encoding="utf-8")


# Drafts


def _kept(visitor: Visitor, said: Mapping[str, object]) -> object:
    answer = visitor.client.post(f"{DESK}draft", data=dict(said), headers={"Origin": "http://127.0.0.1:8322"})
    return answer.json().get("kept")


def test_two_new_pieces_of_a_kind_have_drafts_of_their_own(visitor: Visitor) -> None:
    one, other = fields_in(visitor.get(NEW)), fields_in(visitor.get(NEW))
    assert one["-draft"] != other["-draft"]
    assert _kept(visitor, {**one, "title": "The first", "body": STORY}) is True
    assert _kept(visitor, {**other, "title": "The second"}) is True
    desk = visitor.get(DESK)
    assert "The first" in desk and "The second" in desk
    visitor.post(NEW, {**other, "title": "The second", "body": "Done"})
    assert "Saved." in visitor.text
    waiting = visitor.get(DESK).partition('class="doings"')[0]
    assert "The first" in waiting and "The second" not in waiting
    (address,) = re.findall(rf'href="({DESK}new/reflection-[^"]+)"', waiting)
    assert fields_in(visitor.get(address))["body"] == [STORY]


def test_a_draft_of_another_page_is_put_away_and_not_written_over(
    visitor: Visitor, school: Path, keeper: Keeper
) -> None:
    one, other = fields_in(visitor.get(EDIT)), fields_in(visitor.get(EDIT))
    _kept(visitor, {**one, "body": "Words of one tab"})
    _kept(visitor, {**other, "body": "Words of another tab"})
    assert _is_in(school / ".profilegen", "Words of one tab")
    third = {**fields_in(visitor.get(DESK + "profile")), "tagline": "Saved at once"}
    del third["-page"], third["-follows"]
    visitor.post(f"{DESK}draft", {**third, "tagline": "Never saved"})
    visitor.post(f"{DESK}profile", third)
    assert "Saved." in visitor.text
    assert _is_in(keeper.own / "put-away", "Never saved")


def test_a_page_that_writes_on_puts_nothing_away(visitor: Visitor, keeper: Keeper) -> None:
    form = fields_in(visitor.get(EDIT))
    for number, body in enumerate(["It", "It held", "It held on"], start=1):
        assert _kept(visitor, {**form, "body": body, "-number": str(number)}) is True
    again = fields_in(visitor.get(EDIT))
    assert again["body"] == ["It held on"]
    visitor.post(EDIT, {**again, "body": "It held on. Until now."})
    assert "Saved." in visitor.text
    assert keeper.drafts() == ()
    assert not (keeper.own / "put-away").exists()


def test_a_late_draft_brings_back_nothing_that_was_saved_over(visitor: Visitor) -> None:
    form = fields_in(visitor.get(EDIT))
    visitor.post(EDIT, {**form, "body": "Half a sentence, now whole", "-number": "2"})
    assert _kept(visitor, {**form, "body": "Half a sen", "-number": "1"}) is False
    assert "Here it is again." not in visitor.get(EDIT)
    assert _kept(visitor, {**form, "body": "Half a sentence, and more", "-number": "3"}) is True
    assert "Here it is again." in visitor.get(EDIT)


def test_a_studio_that_was_stopped_between_saving_and_forgetting_the_draft_goes_on_from_what_was_saved(
    visitor: Visitor, keeper: Keeper, bridge: Path
) -> None:
    form = {**fields_in(visitor.get(EDIT)), "body": "It held twelve tins."}
    visitor.post(f"{DESK}draft", form)
    keeper.save(RECORD, {"body": "It held twelve tins."}, keeper.read(RECORD).version)  # and then the battery was empty
    opened = visitor.get(EDIT)
    assert "It held twelve tins." in opened
    assert not keeper.drafts()
    assert "Saved." in visitor.post(EDIT, {**fields_in(opened), "body": "It held thirteen tins."})
    assert visitor.status == 200
    assert "thirteen" in bridge.read_text(encoding="utf-8")
    assert _is_in(keeper.own / "put-away", "twelve tins")


def test_a_new_piece_that_was_made_before_the_studio_was_stopped_is_gone_on_with(
    visitor: Visitor, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = visitor.get(NEW) and visitor.address
    with monkeypatch.context() as stopped:
        stopped.setattr("profilegen.studio.editing.settle", lambda *_: None)
        visitor.fill_in(address, {"title": "A kite", "body": "It flew."})
    assert len(keeper.drafts()) == 1
    assert "It flew." in visitor.get(address)
    assert visitor.address.endswith("edit/reflections/a-kite.yaml")
    assert not keeper.drafts()


def test_of_two_drafts_of_a_page_the_one_that_was_sent_last_holds(visitor: Visitor) -> None:
    form = fields_in(visitor.get(EDIT))
    assert _kept(visitor, {**form, "body": "Newer", "-number": "2"}) is True
    assert _kept(visitor, {**form, "body": "Older", "-number": "1"}) is False
    assert fields_in(visitor.get(EDIT))["body"] == ["Newer"]


def test_a_draft_may_be_as_long_as_a_piece_in_any_script(visitor: Visitor) -> None:
    form = fields_in(visitor.get(EDIT))
    assert _kept(visitor, {**form, "body": "ط" * 120_000}) is True
    assert _kept(visitor, {**form, "body": "ط" * 140_000}) is False
    visitor.post(f"{DESK}draft", {**form, "body": "ط" * 140_000})
    assert visitor.status == 413
    assert "This is too long" in visitor.text


# What nobody expected


def test_a_comment_of_nobody_named_is_shown(visitor: Visitor, bridge: Path) -> None:
    _write(bridge, BRIDGE.replace("{name: Mr Okoro, role: teacher}", "{role: teacher}"))
    assert "Look at the end" in visitor.get(EDIT)
    assert visitor.status == 200


def test_an_entry_of_a_number_that_nobody_can_read(visitor: Visitor) -> None:
    form = fields_in(visitor.get(EDIT))
    odd = {"skills.-here": "yes", "skills.0.-was": "9" * 5000, "skills.0.skill": "Planning", "-number": "9" * 5000}
    assert _kept(visitor, {**form, **odd}) is True
    assert "Planning" in visitor.get(EDIT)
    assert visitor.status == 200


@pytest.mark.parametrize("fails_again", [False, True])
def test_whatever_goes_wrong_is_told_in_plain_words(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, *, fails_again: bool
) -> None:
    def fails(*_anything: object) -> None:
        raise RecursionError("so deep")

    monkeypatch.setattr(Keeper, "drafts", fails)
    with caplog.at_level(logging.ERROR, logger="profilegen"), monkeypatch.context() as more:
        if fails_again:
            more.setattr(Studio, "card", fails)
        page = visitor.get(DESK)
    assert visitor.status == 500
    assert "That did not work" in page and "so deep" not in page and "Traceback" not in page
    assert "so deep" in caplog.text
    visitor.get(EDIT)
    assert visitor.status == 200


def test_what_is_missing_is_gone_to_at_once_and_stands_in_the_title(visitor: Visitor) -> None:
    page = visitor.fill_in(EDIT, {"title": ""})
    assert visitor.status == 422
    assert re.search(r'<div[^>]* tabindex="-1" id="problems" autofocus>', page)
    title, notice = re.findall(r"<title>(.*?)</title>|<div[^>]*id=\"problems\"[^>]*>\s*<p>(.*?)</p>", page)
    assert title[0].startswith(notice[1])


def test_a_lone_student_may_show_anything_to_everybody(tmp_path: Path) -> None:
    folder = tmp_path / "amina"
    folder.mkdir()
    _write(folder / "profile.yaml", "name: Amina\n")
    visitor = Visitor(an_app(Studio(folder, today=TODAY))).come_in()
    assert 'value="public"' in visitor.get("/s/amina/choose")
    assert 'value="public"' in visitor.get("/s/amina/profile")


# What is kept beside the folder


def test_a_new_piece_has_no_earlier_states_of_one_that_had_its_name(
    visitor: Visitor, bridge: Path, keeper: Keeper
) -> None:
    form = fields_in(visitor.get(EDIT))
    visitor.post(f"{DESK}remove/{RECORD}", {"-version": form["-version"]})
    page = visitor.fill_in(NEW, {"title": "Bridge", "body": "All new"})
    assert "Saved." in page
    assert not keeper.can_step(RECORD, -1)
    assert "All new" in bridge.read_text(encoding="utf-8")
    assert _is_in(keeper.own / "history" / "taken-away", "It held eleven tins.")


def test_of_what_was_put_away_the_newest_is_kept(keeper: Keeper) -> None:
    for number in range(60):
        keeper.draft("new-reflection", "", {"title": [f"Number {number}."]})
        keeper.put_draft_away("new-reflection")
    (keeper.folder / "media").mkdir()
    (keeper.folder / "media" / "voice.mp3").write_bytes(b"x")
    keeper.put_away("media/voice.mp3")
    left = list((keeper.own / "put-away").iterdir())
    assert len(left) == 51
    assert _is_in(keeper.own / "put-away", "Number 59.")
    assert not _is_in(keeper.own / "put-away", "Number 9.")


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "getuid"), reason="No rights of this kind.")
def test_nobody_else_on_the_machine_reads_drafts_and_earlier_states(keeper: Keeper) -> None:
    keeper.read(RECORD)
    for key in ("new-reflection", "new-achievement"):
        keeper.draft(key, "", {"title": ["Mine"]})
    keeper.put_draft_away("new-achievement")
    assert stat.S_IMODE(keeper.own.stat().st_mode) == 0o700
    files = [
        file for part in ("drafts", "history", "put-away") for file in (keeper.own / part).rglob("*") if file.is_file()
    ]
    assert len(files) == 4
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_the_page_that_is_left_says_its_words_as_they_are(visitor: Visitor) -> None:
    """The sentence for a page that is held back stands in it already: there is nobody left to ask for it."""
    assert "Your words are still here" in html.unescape(visitor.get(EDIT))
