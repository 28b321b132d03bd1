"""The cards of a conference: what each sheet says, whom it tells it, and what is never on it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import segno

from profilegen.event.pack import Pack, cards_page, read_pack
from profilegen.event.qr import QUIET, square_of
from profilegen.event.speaking import SpeakingCard, rows_of
from profilegen.printing.sheets import Paper
from profilegen.problems import UsageError
from tests.building.test_canaries import ME, a_school_of_canaries, canary
from tests.building.worlds import TODAY, a_school, write

DAY = date(2026, 12, 3)
AMINA, BEN = "amina-x3f9", "ben-7k2q"
WORD = "mq3abcdefghij2345677"
BASE = "https://profiles.example.org/families"


def pack_of(school: Path, *students: str, base: str = "", languages: tuple[str, ...] = ()) -> Pack:
    return read_pack(school, students or (AMINA, BEN), day=DAY, today=TODAY, base_address=base, languages=languages)


def page_of(school: Path, *students: str, base: str = "", languages: tuple[str, ...] = ()) -> str:
    return cards_page(pack_of(school, *students, base=base, languages=languages), Paper.A4)


def sheets_of(page: str, kind: str = "") -> list[str]:
    """The sheets of a page, or those whose id begins with a word."""
    sheets = re.findall(r'<article class="sheet.*?</article>', page, re.DOTALL)
    return [sheet for sheet in sheets if not kind or f'id="{kind}' in sheet]


def planned(root: Path, **files: str) -> Path:
    """Amina has planned her conference, in her own order."""
    conference = f"students/{AMINA}/conferences/autumn"
    return write(
        a_school(root),
        {
            f"students/{AMINA}/reflections/pulley.yaml": "title: My pulley\ndate: 2026-09-01\nbody: It turned.\n",
            f"{conference}.yaml": """
                date: 2026-12-03
                welcome: Hello Mum.
                pieces:
                  - {record: reflections/pulley.yaml, say: Let Dad pull.}
                  - reflections/bridge.yaml
                strengths: I keep going.
                next: Rye.
                ask: [What was hard?, And what was easy?]
                thanks: Thank you for coming.
                """,
            **files,
        },
    )


def said_in(sheet: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", sheet).split())


# What happens, in order


def test_the_agenda_is_the_student_s_own_order_with_an_empty_box_before_each_line(tmp_path: Path) -> None:
    (agenda,) = sheets_of(page_of(planned(tmp_path), AMINA), "agenda_")
    lines = [said_in(line) for line in re.findall(r"<li>(.*?)</li>", agenda)]
    assert lines == [
        *("Welcome", "My pulley", "My bridge"),
        *("What I want to ask you", "Now it is your turn", "Thank you"),
    ]
    assert agenda.count('<li><span class="box"></span>') == len(lines)


def test_strengths_and_goals_are_on_the_agenda_where_the_family_sees_them(tmp_path: Path) -> None:
    profile = "name: Amina\nstrengths: [listening]\ngoals: [Weld a corner]\n"
    school = write(a_school(tmp_path), {f"students/{AMINA}/profile.yaml": profile})
    (agenda,) = sheets_of(page_of(school, AMINA), "agenda_")
    assert "My strengths" in agenda and "What I am working on next" in agenda
    write(tmp_path, {f"students/{AMINA}/profile.yaml": f"{profile}show: {{strengths: teachers, goals: private}}\n"})
    (agenda,) = sheets_of(page_of(school, AMINA), "agenda_")
    assert "My strengths" not in agenda and "What I am working on next" not in agenda


def test_an_agenda_of_very_many_pieces_says_how_many_more_there_are(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"students/{AMINA}/reflections/r{number:02}.yaml": f"title: Piece {number:02}\ndate: 2026-09-01\nbody: x\n"
        for number in range(30)
    }
    pieces = ", ".join(f"reflections/r{number:02}.yaml" for number in range(30))
    files[f"students/{AMINA}/conferences/a.yaml"] = f"date: 2026-12-03\npieces: [{pieces}]\n"
    page = page_of(write(a_school(tmp_path), files), AMINA)
    (agenda,) = sheets_of(page, "agenda_")
    shown = len(re.findall(r"Piece \d\d", agenda))
    assert agenda.count('class="box"') == 18
    assert f"{30 - shown} more pieces" in agenda
    (speaking,) = sheets_of(page, "speaking_")
    assert len(set(re.findall(r"Piece \d\d", speaking))) == 30


# What the student wants to say


def test_what_to_say_stands_on_the_speaking_card_and_nowhere_else(tmp_path: Path) -> None:
    page = page_of(planned(tmp_path), AMINA)
    (speaking,) = sheets_of(page, "speaking_")
    words = ("Hello Mum.", "Let Dad pull.", "I keep going.", "Rye.", "What was hard?", "And what was easy?")
    for word in words:
        assert word in speaking
        assert page.count(word) == 1
    assert [said_in(one) for one in re.findall("<h3>(.*?)</h3>", speaking)] == [
        *("Welcome", "My pulley", "My bridge", "My strengths", "What I am working on next"),
        *("What I want to ask you", "Thank you"),
    ]


def test_where_nothing_is_planned_there_are_beginnings_to_go_on_with(tmp_path: Path) -> None:
    (speaking,) = sheets_of(page_of(a_school(tmp_path), BEN), "speaking_")
    assert "My kite" in speaking
    assert "I am proud of this because …" in speaking
    assert speaking.count('class="lines"') >= 5


def test_a_long_text_is_whole_and_has_room(tmp_path: Path) -> None:
    long = " ".join(f"word{number}" for number in range(120))
    assert len(long) > 800
    school = planned(tmp_path)
    file = school / "students" / AMINA / "conferences" / "autumn.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Let Dad pull.", long), encoding="utf-8")
    (speaking,) = sheets_of(page_of(school, AMINA), "speaking_")
    assert long in speaking
    assert "row-long" in speaking


def test_what_is_written_in_other_languages_too_stands_below(tmp_path: Path) -> None:
    other = "welcome: Helo Mam.\npieces: [{record: reflections/pulley.yaml, say: Gad i Dad dynnu.}]\n"
    school = planned(tmp_path, **{f"students/{AMINA}/conferences/autumn.cy.yaml": other})
    (speaking,) = sheets_of(page_of(school, AMINA), "speaking_")
    places = [speaking.index(words) for words in ("Hello Mum.", "Helo Mam.", "Let Dad pull.", "Gad i Dad", "My bridge")]
    assert places == sorted(places)


def test_a_piece_that_the_family_does_not_see_says_so_on_the_student_s_own_card(tmp_path: Path) -> None:
    school = planned(tmp_path)
    file = school / "students" / AMINA / "reflections" / "pulley.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "audience: teachers\n", encoding="utf-8")
    page = page_of(school, AMINA)
    assert page.count("My pulley") == 1
    (speaking,) = sheets_of(page, "speaking_")
    assert speaking.count("does not see this piece") == 1


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ((10, 10, 10, 10, 10), [(1, 2), (3, 4), (5,)]),
        ((10, 300, 10, 10), [(1,), (2,), (3, 4)]),
        ((10, 10, 2000, 300), [(1, 2), (3,), (4,)]),
    ],
)
def test_cards_keep_their_order_and_long_ones_stand_alone(
    letters: tuple[int, ...], expected: list[tuple[int, ...]]
) -> None:
    cards = [SpeakingCard(number, "piece", "en", ("x" * many,)) for number, many in enumerate(letters, start=1)]
    assert [tuple(card.number for card in row) for row in rows_of(cards)] == expected


# Who may know what


def test_no_sheet_but_the_student_s_own_tells_what_is_private_or_the_teachers_(tmp_path: Path) -> None:
    school = a_school_of_canaries(tmp_path)
    write(school, {"addresses.yaml": f"{ME}.family: {WORD}\n"})
    page = page_of(school, ME, base=BASE)
    (speaking,) = sheets_of(page, "speaking_")
    assert canary("say", "teachers") in speaking and canary("saymore", "teachers") in speaking
    others = page.replace(speaking, "")
    assert "canarytitlepublic" in others
    assert not re.search(r"canary\w*(private|teachers)", others)
    assert "Mina" in others and "Surnamecanary" not in page and "Teachername" not in page


def test_nothing_of_one_student_is_on_another_s_sheets_and_the_order_is_as_asked(tmp_path: Path) -> None:
    page = page_of(planned(tmp_path), BEN, AMINA)
    sheets = sheets_of(page)
    whose = [[one for one, name in ((BEN, "Ben"), (AMINA, "Amina")) if name in said_in(sheet)] for sheet in sheets]
    assert whose == [[BEN]] * 3 + [[AMINA]] * 3
    assert not any("My kite" in sheet for sheet in sheets[3:])
    assert not any("My bridge" in sheet for sheet in sheets[:3])


def test_a_profile_that_is_not_for_the_family_has_no_cards(tmp_path: Path) -> None:
    school = write(a_school(tmp_path), {f"students/{BEN}/profile.yaml": "name: Ben Lee\naudience: teachers\n"})
    pack = pack_of(school)
    assert [one.student for one in pack.students] == [AMINA]
    assert pack.left_out == (BEN,)
    assert "Ben" not in cards_page(pack, Paper.A4)


def test_the_name_is_what_the_family_calls_them(tmp_path: Path) -> None:
    profile = "name: Amina Karimi\nknown_as: Mina\nname_for: {family: Minoo}\n"
    page = page_of(write(a_school(tmp_path), {f"students/{AMINA}/profile.yaml": profile}), AMINA)
    assert "Minoo" in page and "Karimi" not in page and "Mina" not in page


def test_what_people_wrote_does_nothing(tmp_path: Path) -> None:
    evil = "</style><script>alert(1)</script>{{ 7 * 7 }}"
    school = planned(tmp_path)
    write(
        school,
        {
            f"students/{AMINA}/profile.yaml": f"name: '{evil}'\nknown_as: '{evil}'\n",
            f"students/{AMINA}/reflections/pulley.yaml": f"title: '{evil}'\ndate: 2026-09-01\nbody: x\n",
            f"students/{AMINA}/conferences/autumn.yaml": f"""
                date: 2026-12-03
                welcome: '{evil}'
                pieces: [{{record: reflections/pulley.yaml, say: '{evil}'}}]
                """,
        },
    )
    page = page_of(school, AMINA)
    assert "<script" not in page and page.count("</style>") == 1
    assert page.count("&lt;script&gt;") >= 4 and "{{ 7 * 7 }}" in page


# The slip


def test_the_slip_leaves_everything_open(tmp_path: Path) -> None:
    (slip,) = sheets_of(page_of(a_school(tmp_path), BEN), "slip_")
    said = said_in(slip)
    for asked in ("What I was glad to see", "What I would like to ask", "A goal that we agree on"):
        assert asked in said
    assert "Nobody has to write." in said
    choices = [said_in(one) for one in re.findall("<li>(.*?)</li>", slip)]
    assert choices == ["Only Ben and the teachers", "Our family too", "Others at the school too"]
    assert slip.count('<span class="box"></span>') == 4  # the fourth: whether Ben agreed to the goal
    assert "checked" not in slip and "☑" not in slip


# Languages


def languages_of(pack: Pack) -> list[tuple[str, ...]]:
    return [tuple(copy.lang for copy in one.copies) for one in pack.students]


def test_the_family_s_sheets_are_in_the_languages_of_the_conference(tmp_path: Path) -> None:
    conference = f"students/{AMINA}/conferences/autumn"
    school = planned(
        tmp_path,
        **{
            f"{conference}.ar.yaml": "welcome: أهلًا\n",
            f"{conference}.fr.yaml": "welcome: Bonjour\n",
            f"{conference}.en.yaml": "welcome: Hi\n",
            f"students/{AMINA}/profile.cy.yaml": "name: Amina Karimi\ntagline: Helo\n",
        },
    )
    assert languages_of(pack_of(school, AMINA)) == [("en-GB", "ar")]
    page = page_of(school, AMINA)
    assert [bool(re.search(r'lang="ar" dir="rtl"', one)) for one in sheets_of(page, "agenda_")] == [False, True]
    assert len(sheets_of(page, "slip_")) == 2
    assert len(sheets_of(page, "speaking_")) == 1


def test_without_them_they_are_in_those_of_the_profile_and_in_those_asked_for(tmp_path: Path) -> None:
    school = a_school(tmp_path)
    write(school, {f"students/{AMINA}/profile.cy.yaml": "name: Amina Karimi\ntagline: Helo\n"})
    assert languages_of(pack_of(school)) == [("en-GB", "cy"), ("en-GB",)]
    assert languages_of(pack_of(school, languages=("pl", "cy"))) == [("en-GB", "cy", "pl"), ("en-GB", "pl", "cy")]
    with pytest.raises(UsageError, match="no cards in “tlh”"):
        pack_of(school, languages=("tlh",))


def test_the_language_that_a_student_speaks_there_is_the_family_s_too(tmp_path: Path) -> None:
    school = planned(tmp_path)
    write(school, {f"students/{AMINA}/conferences/winter.yaml": "date: 2026-12-04\nlang: uk\nwelcome: Вітаю\n"})
    pack = pack_of(school, AMINA)
    assert languages_of(pack) == [("en-GB", "uk")]
    assert pack.students[0].spoken == "uk"


def test_a_piece_has_its_title_in_each_language_that_it_has_one_in(tmp_path: Path) -> None:
    school = write(
        a_school(tmp_path), {f"students/{AMINA}/reflections/bridge.cy.yaml": "title: Fy mhont\nbody: Daliodd.\n"}
    )
    english, welsh = sheets_of(page_of(school, AMINA, languages=("cy",)), "agenda_")
    assert "My bridge" in english and "Fy mhont" not in english
    assert "Fy mhont" in welsh and "My bridge" not in welsh


# On the web


def test_the_code_is_segno_s_own_of_the_exact_address_on_a_light_ground(tmp_path: Path) -> None:
    address = f"{BASE}/{WORD}/index.html"
    write(a_school(tmp_path), {"addresses.yaml": f"{AMINA}.family: {WORD}\n{BEN}.school: nq3abcdefghij2345677\n"})
    page = page_of(tmp_path, base=f"{BASE}/")
    (door,) = [sheet for sheet in sheets_of(page) if "<svg" in sheet]
    assert "Amina" in door and re.sub("<wbr>|<[^>]*>", "", door).count(address) == 1
    assert "whoever has this card can see all that the family may see" in door
    expected = segno.make_qr(address, error="m", boost_error=False).matrix
    side = int(re.findall(r'viewBox="0 0 (\d+) \1"', door)[0])
    assert side == len(expected) + 8
    dark = {
        (int(row), int(column) + step)
        for column, row, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", door)
        for step in range(int(length))
    }
    assert dark == {
        (row + QUIET, column + QUIET)
        for row, line in enumerate(expected)
        for column, is_dark in enumerate(line)
        if is_dark
    }


def test_who_is_not_hosted_for_the_family_or_taken_down_has_no_code(tmp_path: Path) -> None:
    school = a_school(tmp_path)
    assert "<svg" not in page_of(school, base=BASE)
    write(school, {"addresses.yaml": f"{AMINA}.family: {WORD}\n{BEN}.family: taken-down\n"})
    assert "<svg" not in page_of(school)
    assert page_of(school, base=BASE).count("<svg") == 1


@pytest.mark.parametrize(
    "base",
    ["http://example.org", "example.org", "https://a b.org", "https://x.org/?q=1", "https://me:pw@x.org", "https://"],
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, base: str) -> None:
    with pytest.raises(UsageError, match="no address of a website"):
        pack_of(a_school(tmp_path), base=base)


def test_two_addresses_have_two_codes() -> None:
    assert square_of(f"{BASE}/a") != square_of(f"{BASE}/b")


# The file


def test_it_is_one_file_that_asks_for_nothing(tmp_path: Path) -> None:
    page = page_of(planned(tmp_path))
    assert '<meta name="generator" content="profilegen">' in page
    assert not re.search(r"\s(?:src|srcset|href)=|<(?:link|script|iframe)\b|@import|url\(", page)
    assert "size: 210.0mm 297.0mm" in page
    assert "size: 215.9mm 279.4mm" in cards_page(pack_of(tmp_path), Paper.LETTER)
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))


def test_a_student_who_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no student “amina-x3f8”") as error:
        pack_of(a_school(tmp_path), "amina-x3f8")
    assert AMINA in error.value.hint
