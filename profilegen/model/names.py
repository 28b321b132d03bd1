"""People's names: what a person is called, and which part of a full name is the surname.

Names are not simple. These are the cautious readings: where it is unclear, less of the name is shown. `known_as` and
`name_for` in profile.yaml always say it better.
"""

from __future__ import annotations

import unicodedata

_LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)
APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼ`´"))
_TITLES = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "madam", "dame", "lord", "lady", "rev", "coach")
)


def latin(text: str) -> str:
    """Lower case, accents and apostrophes gone, so that `O’Neil` is one word and `Zoë` is zoe."""
    bare = text.lower().translate(APOSTROPHES).translate(_LATIN)
    return "".join(letter for letter in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(letter))


def place_in_alphabet(name: str) -> str:
    """What names are sorted by, from A to Z as people look for them: Ólafur before Oliver, Łukasz before Mia."""
    return latin(unicodedata.normalize("NFKD", name))


def given_name(name: str) -> str:
    """The first name in a full name.

    `Karimi, Amina` is read from the comma; names in Chinese, Japanese or Korean script put the family first
    (王小雨 is called 小雨; 山田 花子 is called 花子). A single word in another script is itself.
    """
    family, comma, rest = name.partition(",")
    words = rest.split() if comma and rest.strip() else family.split()
    if not words:
        return ""
    if not is_east_asian(name):
        return words[0]
    if len(words) > 1:
        return words[-1]
    word = words[0]
    return word if len(word) == 1 else word[2:] if len(word) == 4 else word[1:]


def without_surname(called: str, name: str) -> str:
    """What somebody likes to be called, without the words of the full name that are not the given one.

    `Mina Karimi` of Amina Karimi is Mina. A single word that stands in the middle of the name is what they are called
    (Maria del Carmen Ruiz: Carmen); the last word, or the whole of a name in East Asian script, is not.
    """
    given = given_name(name)
    words = called.replace("-", " ").split()
    others = [latin(word) for word in name.replace(",", " ").replace("-", " ").split() if latin(word) != latin(given)]
    if len(words) == 1:
        tells = latin(words[0]) in (*others[-1:], latin(name)) and latin(words[0]) != latin(given)
        return given if tells else called
    if not {latin(word) for word in words} & set(others):
        return called
    return " ".join(word for word in words if latin(word) not in others) or given


def surname(name: str) -> str:
    """The last word of what is not the given name; "" where there is no more."""
    given = given_name(name)
    others = [bare for word in name.split() if (bare := word.strip(",")) and bare != given]
    return others[-1] if others else ""


def surname_initial(name: str) -> str:
    """The first letter of the surname, large; "" where there is none."""
    return surname(name)[:1].upper()


def person_first_name(name: str) -> str:
    """The first name of any person; "" for a title and surname alone (`Ms Okafor`)."""
    words = name.split()
    untitled = [word for word in words if word.strip(".").lower() not in _TITLES]
    if not untitled or (len(untitled) == 1 and len(words) > 1):
        return ""
    return given_name(" ".join(untitled))


def is_east_asian(name: str) -> bool:
    """Whether a name is in Chinese, Japanese or Korean script, all of it: the family comes first there."""
    letters = [letter for letter in name if letter.isalpha()]
    scripts = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC")
    return bool(letters) and all(unicodedata.name(letter, "").startswith(scripts) for letter in letters)
