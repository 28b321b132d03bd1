"""What the answers to a form's multiple-choice questions mean: who the author is, what they agreed to, which skills.

What is not recognised means the narrower thing: no agreement, no audience wider than the teachers, no skill.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from profilegen.model.audience import Audience
from profilegen.model.records import Framework, Role
from profilegen.model.school import find_skill

_MARKS_OF_A_TEXT = str.maketrans(dict.fromkeys('.,;:!…()"“”„«»‘¡、。，！،؛', " ") | dict.fromkeys("'’-", ""))
_YES = """
yes | yes please | yes of course | yes i agree | yes i do | yes they may | yes it may | yes you may
i agree | i do agree | agree | agreed | i consent | yes i consent | true | ✓ | ✔ | ☑ | ✅
ja | ja bitte | ja gerne | ja ich stimme zu | ich stimme zu | einverstanden | ja graag
oui | oui je suis d'accord | je suis d'accord | j'accepte
sí | sí por favor | sí estoy de acuerdo | estoy de acuerdo
tak | tak zgadzam się | zgadzam się | tak proszę
ie | ydw | ydw cytuno | cytuno | rwy'n cytuno | rydw i'n cytuno | caiff
نعم | نعم أوافق | أوافق | موافق | так | так погоджуюсь | так погоджуюся | погоджуюсь | погоджуюся
ہاں | جی ہاں | جی | متفق ہوں | 是 | 是的 | 同意 | 我同意 | 可以
"""
_NO = """
no | no thanks | no thank you | false | not yet | i do not agree | i don't agree | nein | nein danke | non | non merci
nie | na | nac ydw | nage | لا | ні | نہیں | جی نہیں | 不 | 不是 | 否 | 不同意 | nee
"""
_WORDS_THAT_NARROW = """
not no non never nobody noone none except excluding but only just unless if without cannot apart
nicht nein kein keine keinen keiner niemand nie nur aber außer ohne niet geen alleen
pas jamais sauf mais seulement personne aucun sans hormis
nunca jamás nadie solo sólo solamente excepto pero salvo sin
nigdy tylko oprócz nikt ale bez
dim ddim byth neb ond heblaw na nid
لا ليس فقط إلا بدون غير не ні ніхто ніколи тільки лише крім але без نہیں صرف مگر سوائے
"""
_LETTERS_THAT_NARROW = re.compile(r"n['’]t\b|[不没無无勿非只仅除]")
_WHOLE_AUDIENCES: tuple[tuple[Audience, str], ...] = (
    (Audience.PRIVATE, "only me | just me | me | private | nobody | no one | only the student | just the student"),
    (
        Audience.TEACHERS,
        "teachers | my teachers | my teacher | their teachers | the teachers | only my teachers | staff",
    ),
    (Audience.FAMILY, "family | my family | their family | the family | families | only my family | only their family"),
    (Audience.SCHOOL, "school | the school | my school | our school | their school"),
    (Audience.PUBLIC, "public | the public | anyone | anybody | everyone | everybody | the internet | the world"),
)
_NOT_READY = re.compile(r"(no|not|not yet|false|later)\b")
_ROLES: tuple[tuple[Role, str], ...] = (
    (
        "family",
        r"\b(famil(y|ies)|parents?|carers?|guardians?|mother|father|mum|mom|dad|grandparents?|nan|sister|brother)\b",
    ),
    ("peer", r"\b(peers?|student|pupil|classmate|friend|learner)\b"),
    ("coach", r"\b(coach|trainer|club leader|youth leader)\b"),
    ("mentor", r"\b(mentor|tutor)\b"),
    ("employer", r"\b(employer|work(place)? (experience|supervisor)|supervisor|manager)\b"),
    ("teacher", r"\b(teacher|teaching assistant|staff)\b"),
)
_AUDIENCES: tuple[tuple[Audience, str], ...] = (
    (Audience.PRIVATE, r"\b(private|nobody|no one|only (me|you|i|them|the student)|just (me|the student))\b"),
    (Audience.TEACHERS, r"\b(teachers?|staff)\b"),
    (Audience.FAMILY, r"\b(famil(y|ies)|parents?|home)\b"),
    (Audience.SCHOOL, r"\b(school|class(mates)?)\b"),
    (Audience.PUBLIC, r"\b(public|anyone|anybody|everyone|everybody|internet|world)\b"),
)
_AT_SCHOOL = re.compile(
    r"(everyone|everybody|anyone|anybody|all) (at|in|from|of) ((my|our|their|the|your|his|her) )?school"
)


def _plain(text: str) -> str:
    """An answer without what does not change it: capitals, accents, spaces, punctuation. A question mark stays."""
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_MARKS_OF_A_TEXT))
    return " ".join("".join(letter for letter in bare if unicodedata.category(letter) not in ("Mn", "Cf")).split())


def _answers(listed: str) -> frozenset[str]:
    return frozenset(_plain(one) for line in listed.strip().split("\n") for one in line.split("|"))


_YES_ANSWERS, _NO_ANSWERS = _answers(_YES), _answers(_NO)
_NARROWING = frozenset(map(_plain, _WORDS_THAT_NARROW.split()))
_AUDIENCE_ANSWERS = {one: audience for audience, listed in _WHOLE_AUDIENCES for one in _answers(listed)}


def says_yes(cell: str) -> bool:
    """Whether a cell is one of the answers that mean yes and nothing else. Whatever stands beside it makes it none."""
    return _plain(cell) in _YES_ANSWERS


def says_no(cell: str) -> bool:
    """Whether it is one that means no, so that nobody has to look at it."""
    return _plain(cell) in _NO_ANSWERS


def is_ready(cell: str) -> bool:
    """Whether a row of comments is to be taken in: it is unless it says that it is not."""
    return not _NOT_READY.match(cell.strip().casefold())


def role_in(cell: str) -> Role | None:
    """The role that an answer names; None where it names none, or several."""
    plain = cell.casefold()
    found = {role for role, pattern in _ROLES if re.search(pattern, plain)}
    return found.pop() if len(found) == 1 else None


def audience_in(cell: str) -> Audience | None:
    """The audience that an answer names; None where there is no answer.

    What is not one of the answers of the sample forms, or nearly, is somebody's own sentence: of the audiences in it
    the narrowest counts, and no wider than the family, as a class alone is no audience of ours; no wider than the
    teachers where it names none, or where a word takes something back.
    """
    if not cell.strip() or is_plain_audience(cell):
        return _plain_audience(cell)
    plain = cell.strip().casefold()
    found = [audience for audience, pattern in _AUDIENCES if re.search(pattern, plain)]
    if _LETTERS_THAT_NARROW.search(plain) or not _NARROWING.isdisjoint(re.findall(r"\w+", _plain(cell))):
        return min([*found, Audience.TEACHERS])
    return min([*found, Audience.FAMILY]) if found else Audience.TEACHERS


def is_plain_audience(cell: str) -> bool:
    """Whether it is one of the answers that can be taken at their word."""
    return _plain_audience(cell) is not None


def _plain_audience(cell: str) -> Audience | None:
    plain = _plain(cell)
    return Audience.SCHOOL if _AT_SCHOOL.fullmatch(plain) else _AUDIENCE_ANSWERS.get(plain)


def skills_in(cell: str, frameworks: Mapping[str, Framework], first: str) -> tuple[list[str], list[str]]:
    """The skills ticked in a cell, in the framework's words, and what is no skill of any framework.

    Microsoft Forms joins ticked answers with `;`, Google Forms with `, `, also where an answer has a comma in it.
    """
    parts = [part.strip() for part in cell.split(";" if ";" in cell else ",")]
    known, unknown = [], []
    while parts:
        for length in range(min(len(parts), 6), 0, -1):
            found = find_skill(", ".join(parts[:length]), frameworks, first)
            if found:
                known.append(found[1].name)
                break
        else:
            length = 1
            unknown += [parts[0]] if parts[0] else []
        del parts[:length]
    return list(dict.fromkeys(known)), unknown
