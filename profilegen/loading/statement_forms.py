"""The forms of personal statements that come with profilegen, by name."""

from __future__ import annotations

from functools import cache

from profilegen import bundled
from profilegen.loading.folders import Found
from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.records import read_record
from profilegen.model.statement_forms import StatementForm
from profilegen.problems import UsageError


def form_names() -> tuple[str, ...]:
    """Their names, as a statement's `form` has them."""
    return tuple(sorted(path.stem for path in bundled.statement_forms().glob("*.yaml")))


def known_form(name: str) -> StatementForm | None:
    """The form of this name; None where this version of profilegen has none of it."""
    return _form(name) if name in form_names() else None


def statement_form(name: str) -> StatementForm:
    """The form of this name. UsageError where this version of profilegen has none of it."""
    form = known_form(name)
    if form is None:
        known = form_names()
        meant = did_you_mean(name, known)
        hint = f"Did you mean {meant}?" if meant else f"There is: {', '.join(known)}."
        raise UsageError(f"There is no form “{name}” for a statement.", hint)
    return form


@cache
def _form(name: str) -> StatementForm:
    path = bundled.statement_forms() / f"{name}.yaml"
    filed, problems = read_record(Found(path, path.name, path.name), StatementForm)
    if filed is None:  # a file of ours: no school can mend it
        raise AssertionError(problems)
    return filed.record
