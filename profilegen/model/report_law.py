"""What a law asks of a report: a rules file, as people write it. Another country is another file, and no code.

Annotations are read while the program runs, so this module does without `from __future__ import annotations`.
"""

from typing import Annotated, Literal

from profilegen.model.fields import AsList, Text, Texts
from profilegen.model.forms import Record, field

What = Literal[
    "subjects",
    "progress",
    "discussion",
    "attendance",
    "unauthorised",
    "results",
    "grades",
]


class YearGroup(Record):
    """A year of schooling, by all the names that a report or class may give it."""

    name: Text = field(description="Its name: Year 6.")
    also: Texts = field(default=(), description="Other spellings: 6, Y6.")


class Requirement(Record):
    """One thing that a report has to say."""

    paragraph: Text = field(description="Where the law asks for it: Schedule 1, paragraph 1(a).")
    what: What = field(description="What has to be there.")
    sentence: Text = field(description="What is missing, as a sentence; {name} is the student, {year} the school year.")
    hint: Text = field(description="What to do about it.")
    subjects: Texts = field(default=(), description="With `what: subjects`: those that every report needs.")
    called: Texts = field(
        default=(), description="With `what: results` or `grades`: words that name such a qualification."
    )
    for_: Texts = field(default=(), alias="for", description="Only of these year groups; of all if left out.")
    not_in: Texts = field(default=(), description="Not of these school years: 2019/20.")
    when: Literal["always", "taken"] = field(
        default="always", description="taken: only of students who took such an examination, which nobody may know."
    )


class ReportRules(Record):
    """What a law asks of a school's report."""

    name: Text = field(description="The law, as it is called.")
    source: Text = field(default="", description="Where it can be read.")
    year_groups: Annotated[tuple[YearGroup, ...], AsList] = field(default=())
    requirements: tuple[Requirement, ...]
