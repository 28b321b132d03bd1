"""How the students of the kitchen sink write: in plain words, in very long ones, from right to left, and in signs."""

from __future__ import annotations

from dataclasses import dataclass

WRITTEN_TAG = "written-by-hand"
"""A tag that a student might type. Where a page shows it as an element, its theme lets a student's text be HTML."""

_LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2


@dataclass(frozen=True, slots=True)
class Voice:
    """A way of writing: `lang`, a person's full name, a word for a title, a line of text, and a text in Markdown."""

    lang: str
    name: str
    word: str
    line: str
    text: str


PLAIN = Voice(
    lang="en-GB",
    name="Ada Example",
    word="A bridge",
    line="It carries a tin of beans, and I know why.",
    text="I folded the card **three times**.\n\n- It bent.\n- I folded it again.\n\n> It held.\n\n"
    "## What I learned\n\nA fold is a beam. See [my source](https://example.org/bridges).\n",
)
LONG = Voice(
    lang="en-GB",
    name=f"{_LONG.title()} {_LONG.title()}",
    word=_LONG,
    line=f"{_LONG} {'and on it goes ' * 20}{_LONG}",
    text="\n\n".join(f"{_LONG} {'and on it goes ' * 30}" for _ in range(8)),
)
ARABIC = Voice(
    lang="ar",
    name="ليلى المثال",
    word="جسر من الورق",
    line="يحمل الجسر علبة ABC وزنها 400 غرام، وأنا أعرف السبب.",
    text="طويت الورق **ثلاث مرات**.\n\n- انحنى.\n- طويته مرة أخرى.\n\n> لقد صمد (bridge 2).\n",
)
SIGNS = Voice(
    lang="en-GB",
    name=f'Ada & <{WRITTEN_TAG}> "Example"',
    word=f"Q&A <{WRITTEN_TAG}> 'a' \"b\" 50% {{{{ name }}}}",
    line=f'Less < more & "so" <{WRITTEN_TAG}> onwards',
    text=f'Less < more & "so" <{WRITTEN_TAG}> onwards\n',
)
