"""A map where there is none: proposed from the questions at the heads of the columns, for a person to look over.

The questions of the sample forms in starter_kit/forms are known word for word, and so are the columns that Google Forms
and Microsoft Forms add. What is not recognised, and every row of a grid, is proposed to be left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from profilegen.exchange.form_fields import FIELDS, LEAVE, FormKind
from profilegen.exchange.form_map import FormMap, plain_header

_NEVER = re.compile(
    r"e-?mail|\busername\b|^id$|^start time$|^last modified time$|^language$|"
    r"^score$|^points - |^total points|^grade posted|^quiz feedback$|^feedback - |"
    r"\bupn\b|\bdate of birth\b|\bphone\b|^address$|\bhome address\b|\]$"
)
_NOT_FOR_THE_PROFILE = re.compile(
    r"\bprivate|\bconfidential|\bsafeguarding\b|\bhead ?teacher|\b(just|only)\b.*\b(teachers?|staff)\b|"
    r"\b(teachers?|staff)\b.*\bonly\b|\bfor (the |your |our |my )?(parents?|carers?|staff|teachers?|office|school)\b"
)
_OTHERS = (
    r"\bstudent('s|’s)?( full)?( name)?$|^who is (this|it) about|^whose work\b|"
    r"^name of( the)? (student|pupil)|\bpupil\b"
)
_ONESELF = r"\b(your|my)( own| full)? name\b|^student('s|’s)?( full)? name$|^student$|^pupil( name)?$|^who are you\b"
_PIECE = r"\b(work|piece|reflection)\b.*\bcalled\b|\btitle\b|^(name of the|which) (piece|work)"

_WHO = (("id", r"^profilegen id$"), ("class", r"\bclass\b|\btutor group\b|\bform group\b|\breg(istration)? group\b"))
_WHEN = (
    ("date", r"\bwhich day\b|^date$|^day$|^date of (the )?(work|lesson|conference)|\bwhen did (it|this) happen\b"),
    ("date", r"^timestamp$"),
    ("date", r"^completion time$|^submitted( at| on)?$|^submission (date|time)$"),
)
_AUTHOR = (
    ("relation", r"\bhow do you know (each other|them|him|her|the student|me)\b|\brelation|^who are you to\b"),
    ("role", r"^i am( an?)?\b|\byour role\b|^role$"),
    ("from", r"\byour( full)? name\b|^from$|^who is (it|this) from"),
    ("from", r"^(full )?name$"),
)
_OF_THE_SAMPLE_FORMS = {"widest": "who may see it at most?", "agreed": "may this be shown to others?"}
_AGREEMENT = (  # whole questions: consent is asked for photos and for data too, and "I do not agree" is asked as well
    (
        "widest",
        r"^who may see (it|this)( at most)?\??$|^how widely may (it|this) be (shown|seen)\??$",
    ),
    (
        "agreed",
        r"^may (this|it) be shown( to others)?\??$|^may (they|we|i|the student) (show|share) (it|this)\??$|"
        r"^do you agree (to|with) (this|it|its) being shown( to others)?\??$|"
        r"^i agree (to|with) (this|it|its) being shown( to others)?\.?$|^agreed\??$",
    ),
)

_RULES: Mapping[FormKind, tuple[tuple[str, str], ...]] = {
    "testimonials": (
        *_WHO,
        *_WHEN,
        ("student", _OTHERS),
        *_AUTHOR,
        *_AGREEMENT,
        ("about", _PIECE),
        ("skills", r"\bskills?\b"),
        (
            "text",
            r"\bwhat (did|do|have|has|can|could) (you|they|he|she|your child)\b|"
            r"\btestimonial\b|\bcomments?\b|\bproud\b|\bsee more of\b",
        ),
        ("text", r"\btell (us|me|them)\b|\bin your own words\b|\bwhat would you like to say\b"),
    ),
    "reflections": (
        *_WHO,
        *_WHEN,
        ("student", _ONESELF),
        ("student", r"^(full )?name$"),
        ("title", _PIECE),
        ("subject", r"\bsubject\b"),
        ("setting", r"\bwhere did (it|this) happen\b|^setting$|^where\b"),
        ("learning_intention", r"\bset out to learn\b|\blearning (intention|goal|objective)\b|\btrying to learn\b"),
        ("went_well", r"\bwent well\b"),
        ("not_yet", r"\bnot there yet\b|\bnot yet\b|\beven better if\b"),
        ("next_step", r"\bnext steps?\b|\bdo next\b|\btry next\b"),
        ("skills", r"\bskills?\b"),
        ("audience", r"\bwho may see\b|^audience$"),
        (
            "body",
            r"\bwhat happened\b|\bwhat did (you|i) (learn|do|make|find)\b|\bi learned\b|^(your |my )?reflection$",
        ),
    ),
    "feedback": (
        *_WHO,
        *_WHEN,
        ("student", _OTHERS),
        *_AUTHOR,
        *_AGREEMENT,
        ("title", _PIECE),
        ("subject", r"\bsubject\b"),
        ("asks", r"\btry next\b|\bdo next\b|\bnext steps?\b|\bcould (they|you) try\b"),
        ("comment", r"\bworks? well\b|\bcomments?\b|^feedback$|\byour feedback\b|\bwhat (did|do) you (notice|see)\b"),
    ),
    "responses": (
        *_WHO,
        *_WHEN,
        ("student", _ONESELF),
        ("student", r"^(full )?name$"),
        ("title", _PIECE),
        (
            "text",
            r"\bdo with the (comment|feedback)\b|\b(your|my) (response|answer|reply)\b|\bwhat (did|have) you change",
        ),
    ),
    "reports": (
        *_WHO,
        *_WHEN,
        ("student", rf"{_OTHERS}|^student\b"),
        ("student", r"^(full )?name$"),
        ("subject", r"\bsubject\b"),
        ("ready", r"^ready\b"),
        ("school_year", r"^school year$"),
        ("progress", r"\bgeneral progress\b|^progress\b"),
        ("next", r"\bnext\b"),
        ("achievements", r"\bachieve"),
    ),
}


def proposed_map(kind: FormKind, header: tuple[str, ...]) -> FormMap:
    """The map that these headers suggest. Whether it is enough is for `refuse_unfit` to say."""
    plain = [plain_header(one) for one in header]
    fields = [LEAVE] * len(header)
    for name, pattern in _RULES[kind]:
        for place, head in enumerate(plain):
            is_free = fields[place] == LEAVE and not (_NEVER.search(head) or _NOT_FOR_THE_PROFILE.search(head))
            if is_free and re.search(pattern, head) and (FIELDS[kind][name].may_repeat or name not in fields):
                fields[place] = name
    return FormMap(kind, tuple(fields))


def only_sure(form_map: FormMap, header: tuple[str, ...]) -> FormMap:
    """A proposed map without what somebody has to look at first: an agreement in other words than the sample forms'."""
    sure = (
        LEAVE if name in _OF_THE_SAMPLE_FORMS and plain_header(head) != _OF_THE_SAMPLE_FORMS[name] else name
        for name, head in zip(form_map.fields, header, strict=True)
    )
    return replace(form_map, fields=tuple(sure))
