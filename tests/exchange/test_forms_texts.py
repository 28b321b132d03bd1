"""What a form's text becomes: Markdown that shows what was typed, YAML as people write it, lines added to a file."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profilegen.exchange.choices import audience_in, role_in, says_yes, skills_in
from profilegen.exchange.form_fields import FormKind
from profilegen.exchange.inserting import NotInsertedError, read, with_entry, with_fields
from profilegen.exchange.ledger import mark_of
from profilegen.exchange.moments import day_of, order_in
from profilegen.exchange.plain_text import as_markdown, as_typed, in_lines, letters_of
from profilegen.exchange.proposing import proposed_map
from profilegen.exchange.yaml_lines import said, yaml_of
from profilegen.loading.yaml_text import parse
from profilegen.model.audience import Audience
from profilegen.rendering.markdown import to_html
from tests.built_sites import LOOK_AT_ALL

MANY = settings(max_examples=2000 if LOOK_AT_ALL else 200, deadline=None)
SIGNS = st.text(alphabet=st.sampled_from("ab1 2\n*_`~[]()<>&;#!|-+=:.\\/\"'é👍الx"), max_size=40)
TEXTS = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=40)


@MANY
@given(SIGNS)
def test_a_page_shows_what_was_typed_sign_for_sign(typed: str) -> None:
    """Whatever Markdown would have made of it."""
    shown = str(to_html(as_markdown(typed))).replace("</p>\n<p>", "\n\n").replace("<br>\n", "\n")
    assert html.unescape(re.sub("^<p>|</p>$", "", shown)).replace("\xa0", " ") == in_lines(typed)


@pytest.mark.parametrize(
    "typed",
    ["Amina’s bridge held 1.5 kg - at last!", "2 * 3 < 7 & more", "snake_case (x)", "Line one\nLine two", "I <3 maths"],
)
def test_an_ordinary_text_stays_as_it_is(typed: str) -> None:
    """No backslash where none is needed."""
    assert as_markdown(typed) == typed


@MANY
@given(SIGNS)
def test_the_signs_added_do_not_count_in_a_mark(typed: str) -> None:
    """So an answer is known by the record that was made of it."""
    assert letters_of(as_markdown(typed)) == letters_of(typed)
    assert as_typed(as_markdown("*a* [b]")) == "*a* [b]"


def test_a_mark_does_not_ask_which_number_is_the_month() -> None:
    """Nor for capitals and spaces; it does ask who, whose, which day and which words."""
    mark = mark_of("feedback", "a", date(2026, 7, 1), "Ms P", "Why?")
    assert mark == mark_of("feedback", "a", date(2026, 1, 7), "ms  p", "why ?")
    others = [("feedback", "b", date(2026, 7, 1), "Ms P", "Why?"), ("feedback", "a", date(2026, 7, 2), "Ms P", "Why?")]
    assert mark not in [mark_of(*one) for one in others]


@MANY
@given(st.dictionaries(st.sampled_from(("title", "text", "next", "who")), TEXTS | SIGNS, max_size=4))
def test_any_text_is_read_again_as_it_was_written(fields: dict[str, str]) -> None:
    """By the reader of all commands, without a mistake."""
    fields = {name: in_lines(text) for name, text in fields.items()}
    written = parse(yaml_of(fields), "")
    assert not written.mistakes
    assert said(written.fields or {}) == said(fields)


RECORD = """\
## help
title: Kite     # mine
feedback:
  # first
  - from: {name: A, role: peer}
    date: 2026-01-01
    comment: |
      One

      two
    response:
  - from:
      name: B
      role: teacher
    date: 2026-01-02
    comment: Why?

# audience: public
lang: en
"""


def test_lines_go_in_and_none_that_says_something_goes() -> None:
    """An entry after the last, a group into the first; remarks stay where they are."""
    longer = with_entry(
        RECORD, "feedback", {"from": {"name": "C", "role": "other"}, "date": date(2026, 1, 3), "comment": "- x"}
    )
    assert longer == RECORD.replace(
        "    comment: Why?\n",
        "    comment: Why?\n  - from:\n      name: C\n      role: other\n    date: 2026-01-03\n    comment: '- x'\n",
    )
    answered = with_fields(RECORD, ("feedback", 0), {"response": {"text": "Yes\nno"}})
    assert answered == RECORD.replace("    response:\n", "    response:\n      text: |\n        Yes\n        no\n")


@pytest.mark.parametrize(
    "text",
    ["feedback: []\ntitle: x\n", "{title: x, date: 2026-01-01}\n", "title: [\n", "- a\n", "title: x\nfeedback: {}\n"],
)
def test_what_cannot_be_added_to_safely_is_refused(text: str) -> None:
    """A sentence, and the file stays as it is."""
    with pytest.raises(NotInsertedError):
        with_entry(text, "feedback", {"comment": "Why?"})


@MANY
@given(
    st.lists(SIGNS.map(in_lines).filter(bool), min_size=1, max_size=4), SIGNS.map(in_lines).filter(bool), st.booleans()
)
def test_an_entry_can_be_added_to_whatever_was_added_before(comments: list[str], title: str, markdown: bool) -> None:
    """In YAML and in front matter."""
    text = yaml_of({"title": title, "date": date(2026, 1, 1)})
    text = f"---\n{text}---\n\nBody\n" if markdown else text
    for comment in comments:
        text = with_entry(text, "feedback", {"comment": comment}, markdown=markdown)
    fields: Any = read(text, markdown).fields
    assert [one["comment"].strip() for one in fields["feedback"]] == comments
    assert fields["title"].strip() == title


PIECES = st.sampled_from(
    (
        "  - plain words",
        "  - {comment: x}",
        "  -\n    comment: x",
        "  - from: M\n    comment: y",
        "  - [x]",
        "  -",
        "  - {}",
        "  comment: x",
        "  words",
    )
)


@MANY
@given(st.lists(PIECES, max_size=4), st.integers(0, 4), SIGNS.map(in_lines).filter(bool), st.booleans())
def test_whatever_stands_in_a_list_fields_go_into_the_group_that_is_meant(
    pieces: list[str], place: int, words: str, in_words: bool
) -> None:
    """Or nowhere, and that is said."""
    text = "title: x\nfeedback:" + ("" if in_words else "\n") + "\n".join(pieces) + "\n"
    before: Any = parse(text, "").fields
    try:
        longer = with_fields(text, ("feedback", place), {"response": {"text": words}})
    except NotInsertedError:
        return
    after: Any = parse(longer, "").fields
    assert after["feedback"][place].pop("response")["text"].strip() == words
    assert after == before


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("01/07/2026 14:03:22", date(2026, 7, 1)),
        ("2026/07/01 2:03:22 PM GMT+1", date(2026, 7, 1)),
        ("2026-07-01T10:20:00", date(2026, 7, 1)),
        ("1.7.26, 10:20", date(2026, 7, 1)),
        ("1 Jul 2026", date(2026, 7, 1)),
        ("01/07/2026 3:05:21 PM", date(2026, 7, 1)),
        ("01/07/2026 3:05:21\u202fpm", date(2026, 7, 1)),
        ("1-Jul-2026 12:05:21 AM", date(2026, 7, 1)),
        ("7/14/2026", date(2026, 7, 14)),
        ("July 1, 2026 10:20 am", date(2026, 7, 1)),
        ("31/02/2026", None),
        ("01/07/20261", None),
        ("tomorrow", None),
        ("1 Juk 2026", None),
    ],
)
def test_days_in_the_spellings_of_forms(cell: str, day: date | None) -> None:
    """A time after it is read over; what is no day is none."""
    assert day_of(cell, "day-first") == day


@pytest.mark.parametrize(
    ("locale", "order"),
    [("en-GB", "day-first"), ("en-US", "month-first"), ("cy", "day-first"), ("xx-what", "day-first")],
)
def test_a_locales_order(locale: str, order: str) -> None:
    """The United States write the month first."""
    assert order_in(locale) == order


@pytest.mark.parametrize(
    "cell",
    [
        *("Ja, aber nicht im Internet", "oui, mais pas en public", "tak, ale nie w internecie", "sí, pero nunca"),
        *("Yes cannot", "Yes (parent has said they can't)", "Yes, I won't", "Yes, I refuse", "Agree to disagree"),
        *(
            "I agree that it must stay private",
            "ie ond dim yn gyhoeddus",
            "yes - withdrawn",
            "yes/no",
            "yes no",
            "Yes?",
        ),
        *("Yes ❌", "", "!", "نعم، لكن ليس للجميع", "是的，但不要公开", "так, але не всім"),
    ],
)
def test_a_yes_with_anything_beside_it_is_none(cell: str) -> None:
    """Only whole answers count."""
    assert not says_yes(cell)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "Yes",
            " YES! ",
            "Yes, please.",
            "I agree",
            "TRUE",
            "✓",
            "“yes”",
            "ja",
            "oui",
            "Je suis d’accord",
            "Sí",
            "si",
        ),
        *("tak", "ydw", "نعم", "так", "ہاں", "是", "同意。"),
    ],
)
def test_a_bare_yes_is_one_in_the_languages(cell: str) -> None:
    """Whatever its capitals, accents and full stops."""
    assert says_yes(cell)


@pytest.mark.parametrize(
    ("cell", "audience"),
    [
        *((one, Audience.TEACHERS) for one in ("Not public", "not on the internet", "anyone except the public")),
        *((one, Audience.TEACHERS) for one in ("I don't want it public", "öffentlich nein", "home only", "public? 不")),
        *(
            (one, Audience.TEACHERS)
            for one in ("Everybody at our school, but not the public", "my friends, no teachers")
        ),
        *((one, Audience.FAMILY) for one in ("Everyone in my family", "Anyone you like", "the public library")),
        *((one, Audience.PUBLIC) for one in ("Anyone", "everyone", "Public.")),
        *((one, Audience.SCHOOL) for one in ("Everybody at their school", "everyone at school", "My school")),
        *((one, Audience.PRIVATE) for one in ("Only me", "nobody", "Nobody outside school")),
        *((one, Audience.FAMILY) for one in ("My class", "the class", "everyone in my class", "classmates")),
        *((one, Audience.TEACHERS) for one in ("?", "whatever", "Alexander", "Friends", "Staff", "The staff.")),
        *((one, Audience.TEACHERS) for one in ("Grandma", "staff of my school")),
        *((one, None) for one in ("", "  ")),
    ],
)
def test_an_audience_is_never_wider_than_was_said(cell: str, audience: Audience | None) -> None:
    """Somebody's own sentence goes to the family at most; where it takes something back, to the teachers."""
    assert audience_in(cell) == audience


@pytest.mark.parametrize(
    ("kind", "head"),
    [
        *(("testimonials", one) for one in ("I do NOT consent to this being shown", "Photo consent", "Data agreement")),
        *(("testimonials", one) for one in ("Do you agree that we keep your e-mail?", "I agree to the privacy notice")),
        *(
            ("testimonials", one)
            for one in ("Private comments for the head teacher", "Who may see the photos at most?")
        ),
        *(
            ("feedback", one)
            for one in ("Comments (private, teachers only)", "Comments for parents", "Confidential comment")
        ),
        ("reflections", "What happened that only your teacher should know?"),
    ],
)
def test_what_is_no_agreement_or_not_for_the_profile_is_proposed_to_be_left(kind: FormKind, head: str) -> None:
    """A person can say otherwise, in the map."""
    assert proposed_map(kind, (head,)).fields == ("leave",)


def test_what_choices_mean() -> None:
    """Of several the narrower; of nothing clear, nothing."""
    assert [role_in(one) for one in ("Parent or carer", "Another student", "Friend of the family", "Hm")] == [
        "family",
        "peer",
        None,
        None,
    ]
    assert [audience_in(one) for one in ("Their family", "Everybody at their school", "family and school", "?")] == [
        Audience.FAMILY,
        Audience.SCHOOL,
        Audience.FAMILY,
        Audience.TEACHERS,
    ]
    assert [says_yes(one) for one in ("YES", "Yes, I agree", "yes if asked", "No", "Yesterday")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert skills_in("", {}, "") == ([], [])
