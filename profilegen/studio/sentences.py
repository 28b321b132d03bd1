"""What the studio's code says to somebody: English sentences that still know how to be said in other languages.

A template says its words itself. Code that has to say why something did not work does not know in which language it
will be read, so it passes the English words on, and the page says them. Where something stands in a sentence, such as a
file's name, the sentence and what stands in it go together: translated is the sentence alone.
"""

from __future__ import annotations

from typing import Any

from profilegen.rendering.words import Words


class Sentence(str):
    """An English sentence whose places are filled in; `words` is the sentence before, as catalogues know it.

    Whoever knows nothing of languages has a plain text: `Sentence("{file} is empty.", file="a.jpg")` is “a.jpg is
    empty.”.
    """

    words: str
    _places: dict[str, Any]

    def __new__(cls, words: str, /, **places: object) -> Sentence:
        """The sentence with these in its places. KeyError where one is not filled."""
        made = super().__new__(cls, words.format(**places))
        made.words, made._places = words, places
        return made

    def said_as(self, words: str) -> str:
        """The same in other words, which have the same places."""
        return words.format(**self._places)


def N_(words: str) -> str:  # noqa: N802 - as gettext has it
    """These very words: they are marked for the catalogues, and said later."""
    return words


def spoken(words: Words, sentence: str) -> str:
    """A sentence in a language; as it stands where no translation is known."""
    if isinstance(sentence, Sentence):
        return sentence.said_as(words.say(sentence.words))
    return words.say(sentence) if sentence else ""  # of nothing, a catalogue says who translated it
