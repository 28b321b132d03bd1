"""Changing a field changes its own lines, and nothing else in a file that somebody wrote."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profilegen.loading.front_matter import parse_front_matter
from profilegen.loading.yaml_text import parse
from profilegen.studio.changes import cleaned
from profilegen.studio.rewriting import Change, NotRewrittenError, rewritten

STUDENTS = Path(__file__).resolve().parents[2] / "example_school" / "students"
FILES = (path for path in STUDENTS.rglob("*") if path.suffix in (".yaml", ".md"))
RECORDS = sorted(path.relative_to(STUDENTS).as_posix() for path in FILES)

BY_HAND = """\
# My bridge, third try
title:   My bridge   # not the old one
date: 2026-10-14
favourite_colour: 'green'
subject: >
  Design
  and Technology

# What I did
body: |
  First line.

    A line set in.
media:
- file: bridge.jpg   # the good one
  alt: A bridge
  shows: []
  lens: 35 mm
- {file: kite.jpg, alt: "A kite",   shows: [others]}
count: 007
"""


def fields_of(text: str, markdown: bool = False) -> dict[str, Any]:
    """What the loader reads."""
    written = parse_front_matter(text, "") if markdown else parse(text, "")
    assert written.fields is not None and not written.mistakes
    return dict(written.fields)


def lines_changed(before: str, after: str) -> tuple[list[int], list[str]]:
    """The numbers of lines that went, from 0, and the lines that came."""
    matcher = difflib.SequenceMatcher(None, before.split("\n"), after.split("\n"), autojunk=False)
    gone, came = list[int](), list[str]()
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "equal":
            gone += range(start, end)
            came += after.split("\n")[first:last]
    return gone, came


@pytest.mark.parametrize("record", RECORDS)
def test_of_every_record_in_the_example_only_the_lines_of_the_changed_field_change(record: str) -> None:
    text, markdown = (STUDENTS / record).read_text(encoding="utf-8"), record.endswith(".md")
    fields = fields_of(text, markdown)
    places = (parse_front_matter(text, "") if markdown else parse(text, "")).places
    lines = text.split("\n")
    for name in (name for name, value in fields.items() if isinstance(value, str)):
        made = rewritten(text, {name: "Something else, now"}, markdown=markdown)
        assert fields_of(made, markdown) == fields | {name: "Something else, now"}
        start = places.at(name).line - 1
        if markdown and name == "body":
            own = range(start - 1, len(lines))
        else:
            following = (number for number in range(start + 1, len(lines)) if lines[number][:1] not in ("", " ", "-"))
            own = range(start, next(following, len(lines)))
        gone, _ = lines_changed(text, made)
        assert set(gone) <= set(own), name


@pytest.mark.parametrize("name", ["title", "date", "favourite_colour", "count", "subject"])
def test_odd_spacing_quotes_folds_and_remarks_of_other_fields_stay(name: str) -> None:
    made = rewritten(BY_HAND, {name: "2026-10-15"})
    assert fields_of(made) == fields_of(BY_HAND) | {name: "2026-10-15"}
    gone, came = lines_changed(BY_HAND, made)
    assert 1 <= len(gone) <= 3 and 1 <= len(came) <= 2
    for remark in ("# My bridge, third try", "# What I did", "# the good one"):
        assert remark in made


def test_saving_what_is_there_changes_no_byte() -> None:
    assert rewritten(BY_HAND, fields_of(BY_HAND)) == BY_HAND


def test_a_field_goes_and_the_remark_below_it_stays() -> None:
    made = rewritten(BY_HAND, {"subject": None})
    assert fields_of(made) == {name: value for name, value in fields_of(BY_HAND).items() if name != "subject"}
    assert "# What I did\n" in made


def test_a_picture_that_moves_up_takes_along_what_no_form_asks_for() -> None:
    """Who is in a picture, and what somebody noted beside it, is never said of another one."""
    bridge, kite = fields_of(BY_HAND)["media"]
    turned = fields_of(rewritten(BY_HAND, {"media": [{"file": "kite.jpg"}, {"file": "bridge.jpg", "alt": "Mine"}]}))
    assert turned["media"] == [kite, bridge | {"alt": "Mine"}]
    assert fields_of(rewritten(BY_HAND, {"media": [{"file": "kite.jpg"}]}))["media"] == [kite]


def test_another_picture_in_the_same_place_inherits_nothing() -> None:
    made = rewritten(BY_HAND, {"media": [{"file": "new.jpg"}, {"file": "kite.jpg"}]})
    assert fields_of(made)["media"][0] == {"file": "new.jpg"}


def test_a_goal_that_is_worded_anew_keeps_what_else_is_written_with_it() -> None:
    text = "name: Amina\ngoals:\n  - goal: Sing\n    mood: brave\n  - goal: Swim\n"
    made = rewritten(text, {"goals": [{"goal": "Sing aloud"}, {"goal": "Swim"}]})
    assert fields_of(made)["goals"] == [{"goal": "Sing aloud", "mood": "brave"}, {"goal": "Swim"}]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_ways_of_windows_stay(mark: str, line_end: str) -> None:
    text = mark + BY_HAND.replace("\n", line_end)
    made = rewritten(text, {"title": "My kite"})
    assert made == text.replace("title:   My bridge   #", "title: My kite   #") or "My kite" in made
    assert made.startswith(mark + "# My bridge, third try" + line_end)
    assert made.count("\n") == made.count(line_end) == text.count(line_end)


FRONT = "---\ntitle: My bridge # short\ndate: 2026-10-14\n---\n\nI built it.\n\n---\n\nTwice.\n"


@pytest.mark.parametrize(
    "text",
    [
        FRONT,
        f"\n\n{FRONT}",
        FRONT.replace("---\ntitle", "---  \ntitle"),
        FRONT.replace("\n", "\r\n"),
        f"\ufeff{FRONT}",
        "---\ntitle: My bridge\ndate: 2026-10-14\n---",
        "---\ntitle: My bridge\ndate: 2026-10-14\n---\n    set in\n",
    ],
)
def test_of_markdown_the_text_below_stays_as_it_is(text: str) -> None:
    made = rewritten(text, {"title": "My kite"}, markdown=True)
    plain = made.removeprefix("\ufeff").replace("\r\n", "\n")
    before = text.removeprefix("\ufeff").replace("\r\n", "\n")
    assert fields_of(plain, markdown=True) == fields_of(before, markdown=True) | {"title": "My kite"}
    assert made.partition("2026-10-14")[2].rstrip() == text.partition("2026-10-14")[2].rstrip()


def test_of_markdown_the_text_below_can_be_written_anew() -> None:
    made = rewritten(FRONT, {"body": "One.\r\n\r\n---\r\n\r\n> Two"}, markdown=True)
    assert made == "---\ntitle: My bridge # short\ndate: 2026-10-14\n---\n\nOne.\n\n---\n\n> Two\n"
    assert "body" not in fields_of(rewritten(FRONT, {"body": None}, markdown=True), markdown=True)


@pytest.mark.parametrize(
    "text",
    ["title: [", "title: a\ntitle: b\n", "title: &x a\nbody: *x\n", "- a list\n", "just words\n", "a: 1\n---\nb: 2\n"],
)
def test_a_file_with_a_mistake_is_left_alone(text: str) -> None:
    with pytest.raises(NotRewrittenError):
        rewritten(text, {"title": "New"})


MISREAD = "-5 degrees,yes,null,~,007,# no remark,a #b,key: value,- dash,',\",\\n,{,| x,end:,%,@,`,?,!x,&y,*z".split(",")  # noqa: SIM905
OF_SEVERAL_LINES = [
    "  set in\nnot",
    "a\n\n\nb",
    "tab\there",
    "\ttab",
    "line \u2028 end",
    "a\r\nb\rc",
    "a\n# b\n---\n...",
]
SAID = st.text(max_size=60) | st.sampled_from(MISREAD) | st.sampled_from(OF_SEVERAL_LINES)
IN_ENTRIES = st.sampled_from(["file", "alt", "lens", "shows"])
ENTRY = st.dictionaries(IN_ENTRIES, SAID | st.lists(SAID, max_size=2), max_size=3)


def _says_something(entry: dict[str, Any]) -> bool:
    return any(said is not None for said in map(cleaned, entry.values()))


FILLED = ENTRY.filter(_says_something)
CHANGES = st.dictionaries(
    st.sampled_from(["title", "subject", "body", "media", "next_step", "favourite_colour"]),
    st.none() | SAID | st.lists(SAID | FILLED, max_size=3) | ENTRY,
    max_size=4,
)


@given(CHANGES)
def test_whatever_is_typed_can_be_saved_and_is_read_again(changes: dict[str, Change]) -> None:
    """And what nobody asked about is as it was."""
    made = rewritten(BY_HAND, changes)
    read, before = fields_of(made), fields_of(BY_HAND)
    for name in before.keys() - changes.keys():
        assert read[name] == before[name]
    assert "# My bridge, third try\n" in made and "# What I did\n" in made
    assert rewritten(made, changes) == made


@given(SAID)
def test_what_a_child_typed_is_what_is_read(text: str) -> None:
    """But for space around it, and signs that are no text."""
    read = fields_of(rewritten("", {"title": "T", "body": text})).get("body", "")
    kept = "".join(letter for letter in text.replace("\r\n", "\n").replace("\r", "\n") if letter.isprintable())
    assert "".join(letter for letter in read if letter.isprintable()).strip() == kept.strip()


# Lists: what somebody noted goes where its entry goes

NOTED = """\
title: My bridge
{name}:  # all of them
{entries}  # below them all
# of the day
date: 2026-10-14
"""
NAMES = ("planning", "teamwork", "listening", "leadership")


def noted(name: str, entries: list[str]) -> str:
    """A file with these entries."""
    return NOTED.format(name=name, entries="".join(entries))


def as_group(word: str, evidence: str = "") -> str:
    """A skill with a remark above it and two beside it, as it stands in a file."""
    return f"  # above {word}\n  - skill: {word}   # beside {word}\n    evidence: {evidence or word}  # under {word}\n"


def as_word(word: str) -> str:
    """The same of a plain word."""
    return f"  # above {word}\n\n  - {word}   # beside {word}\n"


@given(st.permutations(NAMES), st.integers(1, 4), st.booleans(), st.integers(0, 4))
def test_what_somebody_noted_goes_where_its_entry_goes(order: list[str], left: int, is_group: bool, at: int) -> None:
    """However entries are moved and taken out; and where all are there, added."""
    written = as_group if is_group else as_word
    kept: list[Change] = [{"skill": word} if is_group else word for word in order[:left]]
    lines = [written(word) for word in order[:left]]
    if left == len(NAMES):
        kept.insert(at, {"skill": "speaking", "evidence": "A talk"} if is_group else "speaking")
        lines.insert(at, "  - skill: speaking\n    evidence: A talk\n" if is_group else "  - speaking\n")
    assert rewritten(noted("skills", list(map(written, NAMES))), {"skills": kept}) == noted("skills", lines)


def test_of_an_entry_only_what_changes_is_written_anew() -> None:
    text = noted("skills", [as_group("planning"), as_group("teamwork")])
    made = rewritten(text, {"skills": [{"skill": "teamwork", "evidence": "You"}, {"skill": "planning"}]})
    other = as_group("teamwork").replace("evidence: teamwork", "evidence: You     ")  # the remark stays in its column
    assert made == noted("skills", [other, as_group("planning")])


def test_a_picture_that_moves_up_takes_its_remarks_along() -> None:
    made = rewritten(BY_HAND, {"media": [{"file": "kite.jpg"}, {"file": "bridge.jpg"}]})
    bridge = BY_HAND.index("- file: bridge.jpg")
    kite, end = BY_HAND.index("- {file: kite"), BY_HAND.index("count:")
    assert made == BY_HAND[:bridge] + BY_HAND[kite:end] + BY_HAND[bridge:kite] + BY_HAND[end:]


@pytest.mark.parametrize("entry", ["|\n    a\n\n    # no remark\n", '"a\n  # no remark"\n', "a\n    b\n"])
def test_what_looks_like_a_remark_in_a_text_stays_text(entry: str) -> None:
    text = f"title: T\nknots:\n  - {entry}  # why\n  - reef\n"
    first, second = fields_of(text)["knots"]
    assert fields_of(rewritten(text, {"knots": ["reef", first]}))["knots"] == [second, first]
    assert fields_of(rewritten(text, {"knots": [first, "bowline"]}))["knots"] == [first, "bowline"]
