"""`Register.find`: certain where exactly one student fits, doubtful with candidates where not. Nothing is guessed."""

from __future__ import annotations

import unicodedata
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profilegen.exchange.names import MOST_CANDIDATES, Match, Register, Registered, folded, in_order

OAK, ASH = ("4-oak", "4 Oak"), ("5-ash", "5 Ash")
REGISTER = Register(
    [
        Registered("amina-x7f3", "Amina Yusuf", "Mina", OAK),
        Registered("zoe-b2c4", "Zoë Müller-Lüdenscheidt", "", OAK),
        Registered("sean-k9d2", "Seán O’Neil", "", OAK),
        Registered("sian-p3q4", "Siân Marie Price", "", ASH),
        Registered("maria-r5s6", "Maria del Carmen Ruiz", "Carmen", ASH),
        Registered("tom-a1b1", "Tom Lee", "", OAK),
        Registered("tom-c2d2", "Tom Lee", "", ASH),
        Registered("james-t7t7", "James Thomas", "", ASH),
        Registered("student-w8w8", "王小明", "Ming", OAK),
        Registered("student-v9v9", "علي حسن", "", OAK),
        Registered("broken-n0n0", "", "", OAK),
    ]
)


@pytest.mark.parametrize(
    ("written", "student"),
    [
        ("Amina Yusuf", "amina-x7f3"),
        ("amina-x7f3", "amina-x7f3"),
        (" Amina-X7F3 ", "amina-x7f3"),
        ("broken-n0n0", "broken-n0n0"),
        ("AMINA YUSUF", "amina-x7f3"),
        ("Yusuf, Amina", "amina-x7f3"),
        ("yusuf ,amina", "amina-x7f3"),
        ("Mina Yusuf", "amina-x7f3"),
        ("Yusuf, Mina", "amina-x7f3"),
        ("Zoe Muller Ludenscheidt", "zoe-b2c4"),
        ("Zoe\u0308 Mu\u0308ller-Lu\u0308denscheidt", "zoe-b2c4"),
        ("Sean O'Neil", "sean-k9d2"),
        ("Sean ONeil", "sean-k9d2"),
        ("O Neil, Seán", "sean-k9d2"),
        ("Sian-Marie Price", "sian-p3q4"),
        ("Price, Sian Marie", "sian-p3q4"),
        ("Carmen Ruiz", "maria-r5s6"),
        ("Maria del Carmen Ruiz", "maria-r5s6"),
        ("王小明", "student-w8w8"),
        ("علي حسن", "student-v9v9"),
    ],
)
def test_one_student_who_fits_is_certain(written: str, student: str) -> None:
    found = REGISTER.find(written)
    assert found.student == student and found.candidates == ()


@pytest.mark.parametrize(
    ("written", "candidate"),
    [
        ("Amina", "amina-x7f3"),
        ("Mina", "amina-x7f3"),
        ("Yusuf", "amina-x7f3"),
        ("Amina Yusef", "amina-x7f3"),
        ("Amnia Yusuf", "amina-x7f3"),
        ("Amina Fatima Yusuf", "amina-x7f3"),
        ("Amina Yusuf 4 Oak", "amina-x7f3"),
        ("Yusuf Amina", "amina-x7f3"),
        ("Sian Price", "sian-p3q4"),
        ("Thomas James", "james-t7t7"),
        ("Zoe Mueller-Luedenscheidt", "zoe-b2c4"),
    ],
)
def test_nearly_is_doubtful_with_whom_it_could_mean(written: str, candidate: str) -> None:
    found = REGISTER.find(written)
    assert found.student is None and found.how == "alike" and found.candidates[0] == candidate


@pytest.mark.parametrize("written", ["Nobody Atall", "", "   ", "?!", "x" * 500, "=1+1", "\x00"])
def test_nobody_is_nobody(written: str) -> None:
    assert REGISTER.find(written) == Match(None, (), "nobody")


def test_two_of_one_name_are_doubtful_until_a_class_tells_them_apart() -> None:
    assert REGISTER.find("Tom Lee") == Match(None, ("tom-a1b1", "tom-c2d2"), "several")
    assert REGISTER.find("Lee, Tom", "4 oak") == Match("tom-a1b1", (), "class")
    assert REGISTER.find("Tom Lee", "5-ASH") == Match("tom-c2d2", (), "class")
    assert REGISTER.find("Tom Lee", "the nice one") == Match(None, ("tom-a1b1", "tom-c2d2"), "unknown-class")


def test_a_class_of_the_school_that_does_not_have_them_is_doubtful() -> None:
    assert REGISTER.find("Amina Yusuf", "4 Oak") == Match("amina-x7f3", (), "name")
    assert REGISTER.find("Amina Yusuf", "5 Ash") == Match(None, ("amina-x7f3",), "other-class")


def test_a_class_that_the_school_does_not_have_is_doubtful() -> None:
    """It may be of another student, who is not in the register. A school without classes cannot ask for one."""
    assert REGISTER.find("Amina Yusuf", "Oak class") == Match(None, ("amina-x7f3",), "unknown-class")
    assert Register([Registered("amina-x7f3", "Amina Yusuf")]).find("Amina Yusuf", "Oak").student == "amina-x7f3"


def test_an_id_without_last_letters_counts_only_where_an_id_is_asked_for() -> None:
    register = Register([Registered("noah", "Noah Reed", "", OAK), Registered("noah-2", "Noah Bright", "", ASH)])
    assert register.find("Noah") == Match(None, ("noah", "noah-2"), "alike")
    assert register.find("Noah", "4 Oak") == Match(None, ("noah", "noah-2"), "alike")
    assert register.find("noah-2").student == "noah-2" and register.at(" Noah ") == "noah"
    assert register.find("Noah Reed").student == "noah" and register.at("Noah Reed") is None


def test_a_name_that_is_another_students_too_is_not_certain() -> None:
    """A profile that holds a first name alone; a middle name left out; a name that somebody is known as."""
    register = Register([Registered("amina-x7f3", "Amina"), Registered("amina-b2b2", "Amina Begum")])
    assert register.find("Amina") == Match(None, ("amina-x7f3", "amina-b2b2"), "several")
    assert register.find("Amina Begum").student == "amina-b2b2"
    known = Register([Registered("amina-x7f3", "Amina"), Registered("fatima-b2b2", "Fatima Begum", "Amina")])
    assert known.find("Amina").how == "several"
    parks = Register([Registered("kim-1a1a", "Kim Lee Park"), Registered("lee-2b2b", "Lee Park", "Kim")])
    assert parks.find("Kim Park") == Match(None, ("lee-2b2b", "kim-1a1a"), "several")
    assert parks.find("Lee Park").how == "several"


def test_a_profile_that_cannot_be_read_may_have_the_same_name() -> None:
    register = Register([Registered("noah-k2m9", "Noah Reed", "", OAK), Registered("noah-t6r3", "", "", ASH)])
    assert register.find("Noah Reed") == Match(None, ("noah-k2m9", "noah-t6r3"), "several")
    assert register.find("Noah Reed", "4 Oak") == Match("noah-k2m9", (), "class")
    assert register.find("Noah Reed", "5 Ash") == Match(None, ("noah-k2m9", "noah-t6r3"), "several")
    assert register.find("noah-k2m9").student == "noah-k2m9"
    assert register.find("noah-t6r3").student == "noah-t6r3"


def test_a_space_parts_two_words_always() -> None:
    register = Register([Registered("anne-1a1a", "Anne Lee"), Registered("mary-2b2b", "Mary-Ann O’Dee")])
    found = register.find("Ann Elee")
    assert (found.student, found.how, found.candidates[0]) == (None, "alike", "anne-1a1a")
    for written in ("Mary Ann O'Dee", "Maryann O Dee", "mary-ann odee", "ODee, Mary Ann"):
        assert register.find(written).student == "mary-2b2b"


def test_two_of_one_name_in_one_class_stay_doubtful() -> None:
    twins = Register([Registered("tom-a1b1", "Tom Lee", "", OAK), Registered("tom-c2d2", "Tom Lee", "", OAK)])
    assert twins.find("Tom Lee", "4 Oak") == Match(None, ("tom-a1b1", "tom-c2d2"), "several")


def test_a_name_that_somebody_is_known_as_may_be_anothers_own() -> None:
    both = Register([Registered("a-1111", "Amina Yusuf", "Mina"), Registered("m-2222", "Mina Yusuf")])
    assert both.find("Mina Yusuf") == Match(None, ("a-1111", "m-2222"), "several")
    assert both.find("Amina Yusuf").student == "a-1111"


def test_few_are_suggested_and_always_the_same() -> None:
    many = [Registered(f"tom-{number:04}", f"Tom Lee {number:04}") for number in range(2_000)]
    found = Register(many).find("Tom Leigh")
    assert len(found.candidates) == MOST_CANDIDATES
    assert Register(reversed(many)).find("Tom Leigh") == found


@given(st.text(max_size=40), st.text(max_size=10))
def test_whatever_is_written_is_answered(written: str, class_name: str) -> None:
    found = REGISTER.find(written, class_name)
    assert (found.student is None) or not found.candidates


@given(st.lists(st.text("abc -'", min_size=1, max_size=6), min_size=1, max_size=8))
def test_a_certain_answer_is_the_only_one_of_that_name(names: list[str]) -> None:
    students = [Registered(f"s-{number}", name) for number, name in enumerate(names)]
    register = Register(students)
    for name in names:
        found = register.find(name).student
        same = [one.id for one in students if folded(one.name) == folded(name) != ""]
        assert found is None or same == [found]
        assert found is not None or len(students) > 1 or not folded(name)


WORDS = st.lists(
    st.sampled_from(["Mei", "Li", "mei", "Méi", "Ann", "Elee", "Anne", "Lee", "An-ne"]), min_size=1, max_size=3
)


@given(WORDS, st.randoms(use_true_random=False))
def test_two_of_one_folded_name_or_of_one_name_turned_about_are_never_certain(words: list[str], chance: Random) -> None:
    """Whatever their accents, capitals and hyphens, and whichever of them is written."""
    turned = chance.sample(words, len(words))
    one, other = " ".join(words), " ".join(turned).upper()
    register = Register([Registered("a-1111", one, "", OAK), Registered("b-2222", other, "", OAK)])
    for written, group in product((one, other, f"Miss {one}", f"{other} (4 Oak)"), ("", "4 Oak")):
        found = register.find(written, group)
        assert (found.student, sorted(found.candidates)) == (None, ["a-1111", "b-2222"])


@pytest.mark.parametrize(
    ("written", "student"), [("Li, Mei", "mei-1a1a"), ("Mei, Li", "li-2b2b"), ("mei-1a1a", "mei-1a1a")]
)
def test_a_comma_or_an_id_settles_which_part_is_the_surname(written: str, student: str) -> None:
    register = Register([Registered("mei-1a1a", "Mei Li", "", OAK), Registered("li-2b2b", "Li Mei", "", ASH)])
    assert register.find(written).student == student
    assert sorted(register.find("Mei Li").candidates) == ["li-2b2b", "mei-1a1a"]
    assert register.find("Mei Li", "4 Oak") == Match("mei-1a1a", (), "class")


@pytest.mark.parametrize(
    "written",
    [
        *("Miss Amina Yusuf", "Mr. Amina Yusuf", "MX AMINA YUSUF", "Master Amina Yusuf", "Yusuf, Miss Amina"),
        *(
            "Amina Yusuf (4 Oak)",
            "Amina Yusuf [4-oak]",
            "Amina Yusuf - 4 Oak",
            "Amina Yusuf – 4 oak",
            "Miss amina-x7f3",
        ),
    ],
)
def test_titles_and_a_class_around_a_name_are_taken_off(written: str) -> None:
    assert REGISTER.find(written).student == "amina-x7f3"


@pytest.mark.parametrize(
    "written",
    ["Mrs Amina Yusuf", "DR AMINA YUSUF", "Prof. Dr. Amina Yusuf", "Yusuf, Mrs Amina", "Dr Amina Yusuf (4 Oak)"],
)
def test_a_title_that_no_student_has_makes_the_name_doubtful(written: str) -> None:
    assert REGISTER.find(written) == Match(None, ("amina-x7f3",), "alike")


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("कमल सिंह", "कोमल सिंह"),
        ("কমলা দাস", "কমলি দাস"),
        ("রাম দাস", "রিমি দাস"),
        ("குமார் ராஜா", "குமரி ராஜா"),
        ("ਹਰਮਨ ਸਿੰਘ", "ਹਰਮਨੀ ਸਿੰਘ"),
        ("สมชาย ใจดี", "สิมชาย ใจดี"),
        ("สมชาย ใจดี", "สมชย ใจด"),
        ("สุดา ใจดี", "สูดา ใจดี"),
        ("すずき たいき", "すずき だいき"),
        ("すずき はな", "すずき はﾟな"),
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng"),
        ("Anders Strøm", "Anders Ström"),
        ("حَسَن علي", "حُسْن علي"),
    ],
)
def test_vowel_signs_and_accents_that_differ_are_another_name(name: str, other: str) -> None:
    for there, written in ((name, other), (other, name)):
        register = Register([Registered("one-1a1a", there, "", OAK)])
        assert register.find(there).student == "one-1a1a"
        assert register.find(unicodedata.normalize("NFD", there)).student == "one-1a1a"
        for group in ("", "4 Oak"):
            assert register.find(written, group) == Match(None, ("one-1a1a",), "alike")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Nguyễn Văn Hùng", "NGUYEN VAN HUNG"),
        ("Anders Strøm", "Strom, Anders"),
        ("Weiß, Jan", "Jan Weiss"),
        ("Çağrı İnan", "ÇAĞRI INAN"),
        ("דָּן לוי", "דן לוי"),
        ("محمد علي", "مُحَمَّد عَلِي"),
        ("Ωρίων Σοφός", "ΩΡΙΩΝ ΣΟΦΟΣ"),
        ("O´Neil, Seán", "sean oneil"),
        ("ｽｽﾞｷ ﾀｲｷ", "スズキ タイキ"),
        ("김민준", "김민준"),
    ],
)
def test_accents_that_are_left_out_are_no_other_name(name: str, written: str) -> None:
    assert Register([Registered("one-1a1a", name)]).find(written).student == "one-1a1a"


@pytest.mark.parametrize(
    ("one", "other", "written"),
    [
        (("Anna Lena Schmidt", "Anna Lena"), ("Annalena Weber", ""), "Anna Lena"),
        (("Mary Ann Smith", "Mary Ann"), ("Maryanne Jones", ""), "Mary-Ann"),
        (("Mary Ann Smith", "Mary Ann"), ("Kim Jones", "Maryann"), "mary ann"),
        (("Amina K", ""), ("Amina Khan", ""), "Amina K"),
        (("Amina K", ""), ("Amina Khan", ""), "K., Amina"),
        (("Sam T Lee", ""), ("Sam Tom Lee", ""), "Sam T. Lee"),
        (("A Khan", ""), ("Amina Khan", ""), "A Khan"),
        (("A K", ""), ("Amina Khan", ""), "A K"),
    ],
)
def test_whoever_may_be_shortened_to_the_same_is_a_rival(
    one: tuple[str, str], other: tuple[str, str], written: str
) -> None:
    register = Register([Registered("one-1a1a", *one, OAK), Registered("two-2b2b", *other, OAK)])
    for group in ("", "4 Oak"):
        found = register.find(written, group)
        assert (found.student, sorted(found.candidates)) == (None, ["one-1a1a", "two-2b2b"])
    assert Register([Registered("one-1a1a", *one)]).find(written).student == "one-1a1a"


@pytest.mark.parametrize("sign", ["/", " / ", " & ", "; ", " + ", " | "])
def test_a_sign_between_two_people_is_not_one(sign: str) -> None:
    register = Register([Registered("sam-1a1a", "Sam Lee")])
    assert register.find(f"Sam{sign}Lee") == Match(None, ("sam-1a1a",), "alike")


@pytest.mark.parametrize("address", ["lily", "mary-ann"])
def test_an_id_without_last_letters_is_no_name(address: str) -> None:
    register = Register([Registered(address, "Kim Brown")])
    assert register.find(address).student is None and register.at(address.title()) == address


def test_a_class_behind_a_name_tells_two_apart() -> None:
    assert REGISTER.find("Tom Lee (4 Oak)") == Match("tom-a1b1", (), "class")
    assert REGISTER.find("Master Tom Lee - 5 Ash", "5 Ash") == Match("tom-c2d2", (), "class")
    assert REGISTER.find("Tom Lee (4 Oak)", "5 Ash") == Match(None, ("tom-c2d2",), "other-class")
    assert REGISTER.find("Amina Yusuf (5 Ash)") == Match(None, ("amina-x7f3",), "other-class")


@pytest.mark.parametrize("written", ["Miss Yusuf", "Amina Yusuf (Mina)", "Mr Amina", "Amina Yusuf - the tall one"])
def test_what_is_left_without_title_and_class_has_to_fit(written: str) -> None:
    found = REGISTER.find(written)
    assert found.student is None and found.candidates == ("amina-x7f3",)


def test_a_title_that_is_a_students_name_is_one() -> None:
    register = Register([Registered("miss-1a1a", "Miss Lee"), Registered("lee-2b2b", "Lee")])
    assert register.find("Miss Lee").student == "miss-1a1a"


@pytest.mark.parametrize(
    ("written", "ordered"),
    [
        ("Yusuf, Amina", "Amina Yusuf"),
        ("Yusuf,Amina  Fatima", "Amina Fatima Yusuf"),
        ("Amina Yusuf", "Amina Yusuf"),
        ("Yusuf,", "Yusuf"),
        (", Amina", "Amina"),
        ("", ""),
    ],
)
def test_a_comma_says_that_the_surname_came_first(written: str, ordered: str) -> None:
    assert in_order(written) == ordered
