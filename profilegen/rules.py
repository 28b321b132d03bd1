"""The table of rules: name, severity, and what each is about. Names are stable: people and tools rely on them.

A rule of form is found while reading (`profilegen.loading`), a rule of content by a small function in
`profilegen.checks`. CONTRIBUTING.md shows the same table with an example of each, held true by a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from profilegen.problems import Place, Problem, Severity

if TYPE_CHECKING:  # reading a table needs no model
    from profilegen.model.school import Places


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's stable name, how bad it is to break it, and what it is about."""

    name: str
    severity: Severity
    about: str


_ERROR, _WARNING, _ADVICE = Severity.ERROR, Severity.WARNING, Severity.ADVICE

RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        # What cannot be read
        Rule("unreadable-file", _ERROR, "a file that is not UTF-8 text, is too large, or cannot be opened"),
        Rule("yaml-syntax", _ERROR, "YAML that cannot be understood"),
        Rule("yaml-tab", _ERROR, "a tab where YAML wants spaces"),
        Rule("yaml-feature", _ERROR, "an anchor, alias, merge key or custom tag"),
        Rule("too-deep", _ERROR, "fields nested more than 20 deep"),
        Rule("front-matter", _ERROR, "a Markdown file without its fields between two lines of ---"),
        Rule("text-left-out", _WARNING, "words after a #, which YAML takes for a note"),
        # Fields
        Rule("unknown-key", _ERROR, "a field that does not exist"),
        Rule("duplicate-key", _ERROR, "a field that is there twice"),
        Rule("wrong-type", _ERROR, "a value of another kind than the field needs"),
        Rule("missing-field", _ERROR, "a required field that is not there"),
        Rule("newer-record", _ERROR, "a file that a newer version of profilegen wrote"),
        # References, names and files
        Rule("broken-reference", _ERROR, "a skill, student, record, framework or class that does not exist"),
        Rule("missing-media", _ERROR, "a picture, recording or other file that is not in the media folder"),
        Rule("duplicate-id", _ERROR, "one id used for two things"),
        Rule("address-clash", _ERROR, "two sources that claim one address"),
        Rule("student-id", _ERROR, "a student's folder whose name is not a-z, 0-9 and hyphens"),
        Rule("unsafe-path", _ERROR, "a path that leads out of the folder"),
        Rule("unsafe-file", _ERROR, "a symbolic link, device or other thing that is not a plain file"),
        Rule("missing-profile", _ERROR, "a student's folder without a readable profile.yaml"),
        Rule("unexpected-file", _WARNING, "a file where profilegen looks for records, but of another sort"),
        Rule("name-does-not-travel", _WARNING, "a file name that Windows or a USB stick cannot hold"),
        # What came from another school
        Rule("version-to-choose", _ADVICE, "another school's version of a file, which waits for the student to choose"),
        Rule("crosswalk-mistake", _ERROR, "a line of a crosswalk that leads nowhere, back to itself, or to two skills"),
        Rule("pupil-elsewhere", _ADVICE, "a picture of another school's pupil that is marked for more than the family"),
        Rule("growth-backwards", _ADVICE, "two pieces side by side of which the first is the later one"),
        Rule("skills-left-out", _WARNING, "another school's framework with more skills than any school has"),
        # Applying
        Rule("unknown-question", _WARNING, "a form of a personal statement, or a question, that does not exist"),
        # Media
        Rule("unreadable-media", _WARNING, "a file that is damaged, too large, or of a sort that cannot be shown"),
        Rule("part-missing", _WARNING, "a file that could be shown, if what reads it were installed on this computer"),
        Rule("captions-mistake", _WARNING, "captions that cannot be read, or a cue of them that is left out"),
        Rule("missing-alt", _WARNING, "a picture without a description, or a document without a name"),
        Rule("missing-transcript", _WARNING, "a recording without a transcript, or a film without that and captions"),
        Rule("field-without-use", _WARNING, "captions, a transcript or a download where there can be none"),
        Rule("translation-differs", _WARNING, "a part of a translation that its original does not have"),
        Rule("translation-not-shown", _ADVICE, "words of a translation that a page shows in the original's only"),
        Rule("media-without-shows", _WARNING, "a picture, recording or document that does not say whom it shows"),
        Rule("unused-media", _ADVICE, "a file in the media folder that no record shows"),
        # Feedback
        Rule("open-feedback", _ADVICE, "feedback without a response: an open loop"),
        Rule("score-beside-comment", _WARNING, "a score, grade or mark in a comment"),
        Rule("praise-of-person", _ADVICE, "praise of the person rather than of the work"),
        Rule("missing-agreement", _WARNING, "a testimonial or peer feedback whose author has not agreed"),
        # Conferences
        Rule("piece-not-shown", _ADVICE, "a piece of a conference that the family may not see"),
        # Reports
        Rule("report-incomplete", _WARNING, "something that the law asks for and a report does not say"),
        Rule("report-unsure", _ADVICE, "the same, where it cannot be known whether the law asks for it"),
        # What is taken in from elsewhere
        Rule("unreadable-table", _ERROR, "a list or spreadsheet that cannot be read, or is too large"),
        Rule("unreadable-cell", _WARNING, "a part of one that cannot be read as it was meant, or was left out"),
        Rule("table-advice", _ADVICE, "how a list or spreadsheet was read, where there was a choice"),
        # Who sees what
        Rule(
            "missing-consent",
            _WARNING,
            "a picture, recording or document of a student without consent for its audience",
        ),
        Rule("expired-consent", _WARNING, "a consent that has run out"),
        Rule("public-not-allowed", _WARNING, "something marked public where school or consent does not allow it"),
        Rule("contact-details", _WARNING, "an e-mail address, telephone number or postcode in what goes public"),
        Rule("full-name-in-public", _WARNING, "a full name in what goes public"),
        Rule("surname-in-address", _WARNING, "a surname in an id or file name, and so in an address"),
        # Sense
        Rule("future-date", _WARNING, "a date that is still to come"),
        Rule("result-not-shown", _WARNING, "a result on an achievement that is not a qualification"),
        Rule("unknown-choice", _WARNING, "a theme, palette, font or audience that does not exist; the default is used"),
        Rule("limit-mistake", _WARNING, "a limit in school.yaml that does not exist, is too high, or is nothing"),
        Rule("style-mistake", _WARNING, "something in a student's theme.css that cannot be taken, or not be read"),
        # Themes
        Rule("theme-outside-request", _ERROR, "a theme that would ask for something outside of the site"),
        Rule("theme-policy", _ERROR, "a page whose theme loosens its security policy, or writes what that forbids"),
        Rule("theme-structure", _ERROR, "a page whose theme leaves out what readers need: landmarks, one h1, language"),
        Rule("theme-broken-link", _ERROR, "a link, picture or file of a theme that is not there"),
        Rule("theme-too-large", _WARNING, "a theme or a page that is larger than a stick or an old phone likes"),
        Rule("theme-preload", _WARNING, "a file that is asked for before it is needed: from a stick that fails"),
        Rule("theme-original-changed", _WARNING, "a file of a theme that was copied, and whose original has changed"),
        Rule("theme-advice", _ADVICE, "what could be written better in a theme: left and right, !important, a licence"),
        # Building
        Rule("theme-mistake", _ERROR, "a theme that cannot be used, or a template of it that fails"),
        Rule("not-published", _ERROR, "a site that could not be written"),
        Rule("internal-error", _ERROR, "a mistake in profilegen itself"),
    )
}


def problem(rule: str, message: str, hint: str, place: Place, *, source: str = "", student: str = "") -> Problem:
    """A problem of this rule, with the severity that the table gives it. KeyError for a rule that is not in it."""
    return Problem(rule, RULES[rule].severity, message, hint, place, student, source)


def problem_at(rule: str, message: str, hint: str, places: Places, *key: str | int) -> Problem:
    """The same, at the place of a field in its file."""
    return problem(rule, message, hint, places.at(*key), source=places.source_at(*key))
