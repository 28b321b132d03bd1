"""A field for one picture or recording: what its form sends back, and what becomes of the file."""

from __future__ import annotations

import pytest

from profilegen.loading.yaml_text import Value, parse
from profilegen.model.records import Profile
from profilegen.studio.forms import Posted, changes_of, form_for
from profilegen.studio.rewriting import rewritten

HEADER: Posted = {
    "header.-here": ["yes"], "header.alt": [""], "header.transcript": [""], "header.caption": [""],
    "header.shows.-here": ["yes"], "header.decorative": ["no"], "header.download": ["no"], "header.captions": [""],
    "header.lang": [""],
}  # fmt: skip
NO_AVATAR: Posted = {"avatar.-here": ["yes"]}


def after(text: str, posted: Posted) -> str:
    """The profile after these answers."""
    fields: dict[str, Value] = parse(text, "").fields or {}
    return rewritten(text, changes_of(form_for(Profile), fields, posted))


def test_which_fields_ask_for_one_file_and_for_what() -> None:
    asked = {one.word: one.takes for one in form_for(Profile).fields if one.is_one_file}
    assert asked == {"avatar": ("picture",), "header": ("picture",), "introduction": ("sound", "film")}
    sound = next(one for one in form_for(Profile).fields if one.word == "say_my_name").field("audio")
    assert sound.is_one_file and sound.takes == ("sound",)


@pytest.mark.parametrize(
    ("text", "posted", "made"),
    [
        ("name: A\n", {**HEADER, "header.file": ["a.jpg"]}, "name: A\nheader: a.jpg\n"),
        ("name: A\n", {**HEADER, "header.file": [""]}, "name: A\n"),
        ("name: A\n", {"header.-here": ["yes"]}, "name: A\n"),
        ("name: A\nheader: a.jpg  # mine\n", {**HEADER, "header.file": ["a.jpg"]}, "name: A\nheader: a.jpg  # mine\n"),
        ("name: A\nheader: {file: a.jpg, alt: B}\n", {**HEADER, "header.file": [""]}, "name: A\n"),
        ("name: A\nheader: {file: a.jpg, alt: B, mine: C}\n", {"header.-here": ["yes"]}, "name: A\n"),
        ("name: A\nheader: {file: a.jpg, mine: C}\n", {}, "name: A\nheader: {file: a.jpg, mine: C}\n"),
        ("name: A\navatar: a.jpg\n", {"avatar.file": ["a.jpg"], "avatar.alt": [""]}, "name: A\navatar: a.jpg\n"),
        ("name: A\navatar: a.jpg\n", NO_AVATAR, "name: A\n"),
        (
            "name: A\nsay_my_name: {phonetic: B, audio: c.m4a}\n",
            {"say_my_name.audio": [""]},
            "name: A\nsay_my_name: {phonetic: B}\n",
        ),
        (
            "name: A\nsay_my_name: B\n",
            {"say_my_name.phonetic": ["B"], "say_my_name.audio": ["", "c.m4a"]},
            "name: A\nsay_my_name:\n  phonetic: B\n  audio: c.m4a\n",
        ),
    ],
)
def test_what_is_written_is_what_a_person_would_have_written(text: str, posted: Posted, made: str) -> None:
    assert after(text, posted) == made


def test_words_without_a_file_wait_for_one() -> None:
    """Somebody without a script has typed first and chosen nothing yet: it is told, and not thrown away."""
    fields: dict[str, Value] = {"name": "A"}
    posted = {**HEADER, "header.file": [""], "header.alt": ["All of us."]}
    assert changes_of(form_for(Profile), fields, posted) == {"header": {"alt": "All of us."}}
