"""Captions: what two formats and many hands write comes out as cues; a mistake names its line and costs one cue."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profilegen.loading.captions import MOST_CUES, MOST_PROBLEMS, cues_in, read_captions
from profilegen.model.school import Cue
from tests.loading.worlds import JPEG, amina, found, rules

WEB_VTT = """WEBVTT - made by hand
Kind: captions

NOTE I asked Sam to check this.
00:00.000 --> 00:01.000
This is in a note.

STYLE
::cue { color: red }

REGION
id:left

beginning
00:01.000 --> 00:04.500 align:start position:10%
<v Amina Yusuf>We <b>folded</b> the <c.loud>card</c>.
<v.loud Sam><i>How <00:02.500>often</i>?

01:00:04.500 --> 01:00:06.000
3 &lt; 4 &amp; 5 > 4, &eacute;&#233;&#xe9;&nbsp;<laughs>
"""
SUB_RIP = """1
00:00:01,000 --> 00:00:04,500
{\\an8}<font color="#ff0000">We folded</font> the <i>card</i>.

2
00:00:05,000 --> 00:00:06,250
Then it held.<br>Three books!
3
00:00:07,000 --> 00:00:08,000
Four.
"""


def cues(text: str, file: str = "media/bridge.vtt") -> list[tuple[int, int, str]]:
    """The cues of a text, as plain values."""
    return [(cue.start, cue.end, cue.text) for cue in cues_in(text, file)[0]]


def told(text: str, file: str = "media/bridge.vtt") -> list[tuple[int, str]]:
    """The lines that are told of, and how."""
    return [(one.place.line, one.message) for one in cues_in(text, file)[1]]


# What is read


def test_web_vtt_is_read_without_its_marks_notes_and_settings() -> None:
    """A name in a mark is no word that is said, and stays out of the page."""
    assert told(WEB_VTT) == []
    assert cues(WEB_VTT) == [
        (1_000, 4_500, "We folded the card.\nHow often?"),
        (3_604_500, 3_606_000, "3 < 4 & 5 > 4, ééé <laughs>"),
    ]


def test_sub_rip_is_read_also_where_an_empty_line_is_missing() -> None:
    """The number of the third cue is not among the words of the second."""
    assert told(SUB_RIP, "bridge.srt") == []
    assert cues(SUB_RIP, "bridge.srt") == [
        (1_000, 4_500, "We folded the card."),
        (5_000, 6_250, "Then it held.\nThree books!"),
        (7_000, 8_000, "Four."),
    ]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("00:01.000", 1_000),
        ("0:01.5", 1_500),
        ("0:01", 1_000),
        ("01:00:00.010", 3_600_010),
        ("100:00:00.000", 360_000_000),
        ("59:59.999", 3_599_999),
    ],
)
def test_a_time_may_be_shortened_where_it_cannot_be_misunderstood(written: str, moment: int) -> None:
    assert cues(f"WEBVTT\n\n{written} --> 200:00:00.000\nHello\n") == [(moment, 720_000_000, "Hello")]


@pytest.mark.parametrize("before", ["\n\n", "\n", "\nKind: captions\n", "\n\n\n\n", "\nfirst\n"])
def test_the_first_cue_may_stand_at_any_distance_from_the_header(before: str) -> None:
    text = f"WEBVTT{before}00:01.000 --> 00:02.000\nHello"
    assert (cues(text), told(text)) == ([(1_000, 2_000, "Hello")], [])


def test_captions_may_overlap_and_begin_together() -> None:
    """Two people speak at once."""
    text = "WEBVTT\n\n00:01.000 --> 00:09.000\nA\n\n00:01.000 --> 00:03.000\nB\n\n00:02.000 --> 00:03.000\nC\n"
    assert (len(cues(text)), told(text)) == (3, [])


def test_a_file_is_read_as_editors_on_every_system_save_it(tmp_path: Path) -> None:
    """With a BOM, with CRLF; and it is known by its ending."""
    text = "\ufeff" + WEB_VTT.replace("\n", "\r\n")
    student, problems = amina(tmp_path, {"./media/bridge.VTT": text})
    assert problems == ()
    captions = student.media["bridge.VTT"]
    assert captions.kind == "captions"
    assert captions.cues == cues_in(WEB_VTT, "bridge.vtt")[0]


def test_a_renamed_sub_rip_file_keeps_its_cues_and_the_other_way_round() -> None:
    """The header is missing, and the commas are wrong: each is told once, and nothing is lost."""
    assert [line for line, _ in told(SUB_RIP, "bridge.vtt")] == [1, 2]
    assert cues(SUB_RIP, "bridge.vtt") == cues(SUB_RIP, "bridge.srt")
    assert (cues(WEB_VTT, "bridge.srt"), told(WEB_VTT, "bridge.srt")) == (cues(WEB_VTT), [])


# What is told


GOOD = "00:30.000 --> 00:31.000\nA good one.\n"


@pytest.mark.parametrize(
    ("wrong", "line", "column", "says", "hint"),
    [
        ("00:01 -> 00:02\nHello", 3, 1, "no arrow", "00:01.000 --> 00:04.500"),
        ("00:01.000 → 00:02.000\nHello", 3, 1, "no arrow", "-->"),
        ("first\n00:01.000 – 00:02.000\nHello", 4, 1, "no arrow", "-->"),
        ("Hello", 3, 1, "have no times", "00:01.000 --> 00:04.500"),
        ("Hello\nyou\n00:01.000 --> 00:02.000\nThere", 3, 1, "have no times", "no empty line"),
        ("soon --> 00:02.000\nHello", 3, 1, "“soon” is no time", "00:01.000 --> 00:04.500"),
        ("00:01.000 --> later\nHello", 3, 15, "“later” is no time", "thousandths"),
        ("00:01.000 -->\nHello", 3, 1, "times is missing", "both sides"),
        ("--> 00:01.000\nHello", 3, 1, "times is missing", "both sides"),
        ("00:01:02:03 --> 00:02.000\nHello", 3, 1, "no time", "thousandths"),
        ("٠٠:٠١ --> 00:02.000\nHello", 3, 1, "no time", "thousandths"),
        (f"{'9' * 5000}:00 --> 00:02.000\nHello", 3, 1, "999…” is no time", "thousandths"),
        ("75:00.000 --> 76:00.000\nHello", 3, 1, "up to 59", "01:15:00.000"),
        ("00:01.000 --> 00:75.000\nHello", 3, 15, "up to 59", "00:01:15.000"),
        ("00:02.000 --> 00:01.000\nHello", 3, 1, "not after the first", "then when they go"),
        ("00:01.000 --> 00:01.000\nHello", 3, 1, "not after the first", "then when they go"),
        ("00:01.000 --> 00:02.000", 3, 1, "no words", "right below"),
        ("00:01.000 --> 00:02.000\n<b> </b>&#32;", 3, 1, "no words", "right below"),
        ("00:40.000 --> 00:41.000\nHello", 3, 1, "out of order", "Check this one"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_sound_cues_are_kept(
    wrong: str, line: int, column: int, says: str, hint: str
) -> None:
    text = f"WEBVTT\n\n{wrong}\n\n{GOOD}\n00:32.000 --> 00:33.000\nAnother.\n"
    read, (problem,) = cues_in(text, "students/amina/media/bridge.vtt")
    assert [cue.text for cue in read if cue.text != "There"] == ["A good one.", "Another."]
    assert (problem.rule, problem.severity.value) == ("captions-mistake", "warning")
    assert (problem.place.file, problem.place.line) == ("students/amina/media/bridge.vtt", line)
    assert (problem.place.column, problem.source) == (column, text.split("\n")[line - 1])
    assert says in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize("first", ["", "webvtt\n\n", "\nWEBVTT\n\n", "Captions\n\n"])
def test_a_header_that_is_missing_or_mistyped_is_told_and_the_cues_are_read(first: str) -> None:
    found_cues, problems = cues_in(first + GOOD, "a.vtt")
    assert [cue.text for cue in found_cues] == ["A good one."]
    assert problems[0].place.line == 1
    assert "begins with the word WEBVTT" in problems[0].message


def test_a_comma_is_told_once_a_file_and_costs_nothing() -> None:
    text = "WEBVTT\n\n00:01,000 --> 00:02,000\nOne\n\n00:03,000 --> 00:04,000\nTwo\n"
    assert [cue[2] for cue in cues(text)] == ["One", "Two"]
    ((line, message),) = told(text)
    assert (line, "not a comma" in message) == (3, True)


def test_one_wrong_time_costs_one_cue_wherever_it_is() -> None:
    """Not all those behind it."""
    seconds = [50, 1, 2, 3, 4, 0, 5]
    text = "WEBVTT\n\n" + "".join(f"00:{one:02}.000 --> 00:{one + 1:02}.000\n{one}\n\n" for one in seconds)
    assert [cue[2] for cue in cues(text)] == ["1", "2", "3", "4", "5"]
    assert [line for line, _ in told(text)] == [3, 18]


@pytest.mark.parametrize("text", ["", "\n \n", "WEBVTT", "WEBVTT\n\nNOTE nothing yet\n"])
def test_a_file_with_nothing_in_it_is_told(text: str) -> None:
    _, (problem,) = cues_in(text, "a.vtt")
    assert (problem.place.line, problem.message) == (0, "There are no captions in this file yet.")
    assert "00:01.000 --> 00:04.500" in problem.hint


def test_a_slip_in_every_line_is_told_ten_times_and_counted() -> None:
    problems = cues_in("WEBVTT\n\n" + "00:01 -> 00:02\nHello\n\n" * 40, "a.vtt")[1]
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].message == "There are 30 more mistakes in these captions."
    assert told("WEBVTT\n\n" + "Hello\n\n" * 11)[-1] == (0, "There is 1 more mistake in these captions.")


def test_more_captions_than_anybody_reads_are_cut() -> None:
    text = "WEBVTT\n\n" + "00:01.000 --> 00:02.000\nHi\n\n" * (MOST_CUES + 9)
    assert len(cues(text)) == MOST_CUES
    assert told(text) == [(3 + 3 * MOST_CUES, "Only the first 5,000 captions of a file are read.")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nBrücke\n".encode("latin-1"), "not saved as UTF-8"),
        (WEB_VTT.encode("utf-16"), "saved as UTF-16"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nA\x00B\n", "no text"),
        (b"PK\x03\x04 and so on", "not text"),
        (b"WEBVTT\n\n" + b"x" * 256 * 1024, "larger than 256 KB"),
    ],
)
def test_a_file_that_is_no_plain_text_is_told_and_the_record_that_names_it_stays(
    content: bytes, says: str, tmp_path: Path
) -> None:
    """An error in a record leaves it out; captions are not worth that."""
    record = "title: A\ndate: 2026-10-14\nmedia: [{file: a.mp3, captions: a.vtt}]\n"
    files: dict[str, str | bytes] = {"./media/a.vtt": content, "./media/a.mp3": b"ID3"}
    student, (problem,) = amina(tmp_path, files | {"./reflections/a.yaml": record})
    assert problem.rule == "captions-mistake"
    assert says in problem.message
    assert len(student.reflections) == 1
    assert (student.media["a.vtt"].kind, student.media["a.vtt"].cues) == ("captions", ())


def test_what_only_calls_itself_captions_is_what_it_is(tmp_path: Path) -> None:
    student, problems = amina(tmp_path, {"./media/a.vtt": JPEG})
    assert (student.media["a.vtt"].kind, rules(problems)) == ("picture", [])


# Whatever is in it


@settings(deadline=None)  # a loaded machine is no mistake
@given(st.text(alphabet=st.one_of(st.sampled_from("0159:.,-<>&;# \n\tvbWEBVTT{}\\"), st.characters())))
def test_any_text_is_answered(text: str) -> None:
    """With sound cues in the order of time, and problems at lines that there are."""
    for file in ("a.vtt", "a.srt"):
        read, problems = cues_in(text, file)
        assert all(cue.text.strip() and 0 <= cue.start < cue.end for cue in read)
        assert [cue.start for cue in read] == sorted(cue.start for cue in read)
        assert all(0 <= one.place.line <= text.count("\n") + 1 for one in problems)
        assert len(problems) <= MOST_PROBLEMS + 1


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_answered(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("captions")
    read, problems = read_captions(found(folder, "a.srt", b"1\n00:01,000 --> 00:02,000\n" + content))
    assert read or problems


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3).map("\n".join)
SPANS = st.tuples(st.integers(0, 10**8), st.integers(1, 10**6))
CUES = st.lists(st.builds(lambda span, text: Cue(span[0], sum(span), text), SPANS, LINES), min_size=1, max_size=9)


@settings(deadline=None)
@given(CUES, st.sampled_from([("a.vtt", "."), ("a.srt", ",")]))
def test_cues_that_were_written_out_are_read_back(written: list[Cue], as_what: tuple[str, str]) -> None:
    file, sign = as_what
    in_order = sorted(written, key=lambda cue: cue.start)
    text = "WEBVTT\n\n" if file == "a.vtt" else ""
    for number, cue in enumerate(in_order):
        said = cue.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("{", "&#123;")
        text += f"{number}\n{moment(cue.start, sign)} --> {moment(cue.end, sign)}\n{said}\n\n"
    read, problems = cues_in(text, file)
    assert problems == ()
    assert list(read) == in_order


def moment(milliseconds: int, sign: str) -> str:
    """A time as programs write it."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{sign}{rest:03}"


CUE = "00:01.000 --> 00:02.000\n"


@pytest.mark.parametrize(
    "piece",
    ["<", "<b", "<b ", "<c." * 2, "<00:", "{\\", "&", "&#9", "&a", "<br ", "-->", "-->\n", "x\n\n", "\n", "1\n", CUE],
)
@pytest.mark.parametrize("before", ["", "WEBVTT\n\n" + CUE, "\n" * 100_000])
def test_the_largest_file_is_read_in_a_moment(piece: str, before: str) -> None:
    """Nothing searches back and forth: each of these takes less than a second, and would take hours if one did."""
    text = before + piece * ((256 * 1024 - len(before)) // len(piece))
    start = time.process_time()
    cues_in(text, "a.vtt")
    assert time.process_time() - start < 5
