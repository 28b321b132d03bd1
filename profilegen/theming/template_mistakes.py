"""A template that fails, in words for its author: which field does not exist, which do, which may have been meant."""

from __future__ import annotations

import re

from jinja2 import UndefinedError

from profilegen.loading.plain_words import did_you_mean, listed
from profilegen.problems import Problem, ProfilegenError
from profilegen.rendering.staying import LeavesError
from profilegen.rules import problem
from profilegen.theming.finding import Finding
from profilegen.theming.given import NAMES, names_by_type
from profilegen.theming.places import ThemeFiles

_NO_FIELD = re.compile(r"'(?:[\w.]*\.)?(\w+) object' has no attribute '([^']*)'")
_NO_NAME = re.compile(r"'([^']*)' is undefined")
_SHOWING = re.compile(r"while showing (\S+) \(“.*?”\): (.*)", re.DOTALL)
_TAG = re.compile(r"<[a-z].*", re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile(r"""(?:href|src|content)\s*=\s*["']?(?:\.\./)*([^"'\s>]+)""", re.IGNORECASE)


def mistake_of(error: ProfilegenError, files: ThemeFiles, scene: str) -> Problem:
    """The problem of a template that failed while it showed a scene of the kitchen sink."""
    cause = error.__cause__
    showing = _SHOWING.search(error.message)
    path, reason = showing.groups() if showing else ("a page", error.message)
    where = f"Seen in {path} of the kitchen sink: {scene}."
    if isinstance(cause, LeavesError):
        return files.problem_of(_leading_out(cause, path, where))
    message, hint = f"This template fails: {reason}", error.hint
    if isinstance(cause, UndefinedError):
        message, hint = _unknown(str(cause))
    place = files.place_of(error)
    message = f"{message.rstrip('.')}. {where}"
    return problem("theme-mistake", message, hint, place, source=files.source_at(place))


def _leading_out(cause: LeavesError, path: str, where: str) -> Finding:
    """A page that is refused because of what it would ask for: the words of its tag lead to the template."""
    tag = found[0] if (found := _TAG.search(cause.message)) else ""
    address = found[1] if (found := _ADDRESS.search(tag)) else ""
    rule = "theme-outside-request" if tag else "theme-policy"
    message = f"A page cannot be shown: {cause.message.rstrip('.')}. {where}"
    kind = path.rpartition("/")[0].removesuffix("s") or path.removesuffix(".html").partition("-")[0]
    return Finding(rule, message, cause.hint, f"{kind}.html", (address, tag, tag.split(" ")[0].rstrip(">")))


def _unknown(said: str) -> tuple[str, str]:
    """What is wrong and what to write instead, where a template reads what is not there."""
    if found := _NO_FIELD.search(said):
        kind, name = found.groups()
        known = names_by_type().get(kind, ())
        if known:
            return f"A {kind} has no field “{name}”", f"{_meant(name, known)}A {kind} has: {listed(known)}."
        return f"There is no “{name}” in what is read here ({kind})", "themes/README.md says what there is."
    if found := _NO_NAME.search(said):
        meant = _meant(found[1], NAMES)
        return f"There is no “{found[1]}” on this page", f"{meant}themes/README.md says what each page is given."
    return said, "themes/README.md says what each page is given."


def _meant(name: str, known: tuple[str, ...]) -> str:
    close = did_you_mean(name, known)
    return f"Did you mean “{close}”? " if close else ""
