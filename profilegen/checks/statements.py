"""Rules on personal statements: whose questions they answer."""

from __future__ import annotations

from collections.abc import Iterator

from profilegen.checks.parts import LaidOut
from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.statement_forms import form_names, known_form
from profilegen.problems import Problem
from profilegen.rules import problem_at


def unknown_question(laid: LaidOut) -> Iterator[Problem]:
    """A form that this profilegen does not have, or a question that is none of its form."""
    for filed in laid.student.statements:
        form = known_form(filed.record.form)
        if form is None:
            message = f"There is no form “{filed.record.form}” for a statement, so no worksheet can be made of this."
            hint = _hint(filed.record.form, form_names())
            yield problem_at("unknown-question", message, hint, filed.places, "form")
            continue
        asked = tuple(one.id for one in form.questions)
        for number, one in enumerate(filed.record.answers):
            if one.question not in asked:
                message = f"“{one.question}” is no question of {filed.record.form}."
                hint = _hint(one.question, asked)
                yield problem_at("unknown-question", message, hint, filed.places, "answers", number, "question")


def _hint(word: str, known: tuple[str, ...]) -> str:
    meant = did_you_mean(word, known)
    return f"Did you mean {meant}?" if meant else f"There is: {', '.join(known)}."
