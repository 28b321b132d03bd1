"""Names taken out of comments: what is found, what stays."""

from __future__ import annotations

import pytest

from profilegen.classroom.blanks import Blanks

NAMES = ("Amina Karimi", "Zoë O’Neil", "Anne-Marie Dupont", "Will Rose", "王小雨", "أمينة كريمي", "Bo Li", "अमीना")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Amina, your bridge holds.", "____, your bridge holds."),
        ("AMINA and amina", "____ and ____"),
        ("Amina’s fold, Amina's tape", "____’s fold, ____'s tape"),
        ("Ask Karimi.", "Ask ____."),
        ("Zoe and Zoë and Oneil and O'Neil", "____ and ____ and ____ and ____"),
        ("Anne-Marie helped.", "____-____ helped."),
        ("It will hold, Will. A rose, Rose!", "It will hold, ____. A rose, ____!"),
        ("Bo asked Li about bo staffs.", "____ asked ____ about ____ staffs."),
        ("王小雨的桥很好，小雨", "____的桥很好，____"),
        ("جسر أمينة قوي", "جسر ____ قوي"),
        ("अमीना का पुल", "____ का पुल"),
        ("She tested it; he watched. They held it.", "She tested it; he watched. They held it."),
        ("Examination of the aminal", "Examination of the aminal"),
        ("", ""),
        ("<b>Amina</b> & co", "<b>____</b> & co"),
    ],
)
def test_names_become_blanks(said: str, left: str) -> None:
    assert Blanks(NAMES).taken_out_of(said) == left


SCHOOL = ("Ali Khan", "Mia Li", "Max Hope", "Anne-Marie Dupont", "Zoë Dvořák", "Don Thi An", "Bo", "Владимир Жук")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("well done ali!", "well done ____!"),
        ("ali's, mia, max and bo", "____'s, ____, ____ and ____"),
        ("AnneMarie, annemarie", "____, ____"),
        ("@zoedvorak @DvorakZoe2", "@____ @____2"),
        ("The Dvořáks, Alis", "The ____s, ____s"),
        ("Zo\u200bë", "____"),
        ("d’Ali, Ali’nin", "d’____, ____’nin"),
        ("Скажи Владимиру", "Скажи ____у"),
        ("Don’t stop. This holds, an inch. An, look.", "Don’t stop. This holds, an inch. ____, look."),
        ("I hope so, Hope.", "I hope so, ____."),
    ],
)
def test_small_joined_and_changed_names_become_blanks(said: str, left: str) -> None:
    assert Blanks(SCHOOL).taken_out_of(said) == left


def test_a_common_word_that_is_a_name_here_is_told() -> None:
    assert Blanks(SCHOOL).left_in("I hope an inch will do, Hope and ali.") == ("an", "hope")
    assert Blanks(SCHOOL).left_in("It will do.") == ()


def test_a_decomposed_name_is_found_too() -> None:
    assert Blanks(["Zoë"]).taken_out_of("Zoe\u0308 did it.") == "____ did it."


def test_without_names_the_text_stays() -> None:
    assert Blanks(["", " "]).taken_out_of("Amina, look.") == "Amina, look."


def test_a_single_letter_is_no_name() -> None:
    assert Blanks(["J. A Smith"]).taken_out_of("A bridge, I think, J.") == "A bridge, I think, J."
