"""The form that a personal statement answers: a file, as people write it. Another form is another file, and no code.

Annotations are read while the program runs, so this module does without `from __future__ import annotations`.
"""

from profilegen.model.fields import Date, Language, Text, Texts, WholeNumber
from profilegen.model.forms import Record, field


class FormQuestion(Record):
    """One question of a form."""

    id: Text = field(description="What a statement's answer calls it.")
    question: Text = field(description="The question, word for word.")
    tutor: Texts = field(default=(), description="What a tutor might ask: questions, and never a word to write.")


class StatementForm(Record):
    """The questions of an application, and how long the answers may be."""

    name: Text = field(description="What it is called.")
    lang: Language = field(default="en-GB", description="The language of its questions.")
    source: Text = field(description="Where it can be read.")
    checked_on: Date = field(description="When it was held against its source.")
    most: WholeNumber = field(description="Characters in all answers together, at most.")
    least: WholeNumber = field(default=0, description="Characters in each answer, at least.")
    counting: Text = field(description="How characters are counted, and what is not known of it.")
    questions: tuple[FormQuestion, ...]
