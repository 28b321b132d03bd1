"""Captions as people and programs write them, WebVTT or SubRip: their cues, and each mistake with its line.

WebVTT is described at https://www.w3.org/TR/webvtt1/; SubRip (.srt) has no standard: numbers, times with a comma, a
little HTML. One reading does for both. Pages get captions that are written anew from the cues, so whatever cannot be
misunderstood is read, and nothing of a file's own markup goes any further. Every step looks at each letter a few times
at most: the largest file is read in a moment, whatever it says.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from profilegen.loading.folders import Found
from profilegen.loading.text_files import LARGEST, text_of
from profilegen.model.school import Cue
from profilegen.opening import open_plainly
from profilegen.problems import Place, Problem
from profilegen.rules import problem

MOST_CUES = 5_000
MOST_PROBLEMS = 10
ARROW = "-->"

_EXAMPLE = f"00:01.000 {ARROW} 00:04.500"
_HEADER = "WEBVTT"
_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?\Z", re.ASCII)
_TIME_FIRST = re.compile(r"\s{0,8}\d{1,3}:\d\d", re.ASCII)
_NO_CUE = re.compile(r"(?:NOTE|STYLE|REGION)(?!\S)")  # blocks of WebVTT that say nothing to the reader
# Marks of WebVTT and SubRip (<v Name>, <c.loud>, <00:01.000>, <font …>, {\an8}); other words in <> are words.
_MARK = re.compile(
    r"</?(?:[biuscv]|lang|ruby|rt|font|span)(?:[.\s][^<>]*)?>|<[\d:.,]{5,16}>|\{\\[^{}]*\}", re.IGNORECASE
)
_LINE_BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)
_LETTER_BY_NAME = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE | re.ASCII)
_LONGEST_QUOTED = 40


class _MistakeError(Exception):
    """What is wrong with one cue: a sentence, a hint, and the words of the line that it is about."""

    def __init__(self, message: str, hint: str, part: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.part = message, hint, part


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The lines of a file, counted from 0. `header` is the first that is not empty, if it says WEBVTT, or else -1."""

    file: str
    lines: list[str]
    header: int

    @classmethod
    def of(cls, text: str, file: str) -> _Sheet:
        """A text in lines."""
        lines = text.split("\n")
        first = next((number for number, line in enumerate(lines) if line.strip()), 0)
        return cls(file, lines, first if lines[first].strip().upper().startswith(_HEADER) else -1)

    @property
    def is_web_vtt(self) -> bool:
        """By its ending, or by its first word: a file is often only renamed."""
        return self.file.lower().endswith(".vtt") or self.header >= 0

    def problem(self, line: int, mistake: _MistakeError) -> Problem:
        """A mistake at its place, at the words it is about where they are known."""
        source = self.lines[line]
        start = max(source.find(mistake.part), 0) if mistake.part else len(source) - len(source.lstrip())
        end = start + len(mistake.part) if mistake.part else len(source.rstrip())
        place = Place(self.file, line + 1, start + 1, max(end, start + 1) + 1)
        return problem("captions-mistake", mistake.message, mistake.hint, place, source=source)


_Mistakes = list[tuple[int, _MistakeError]]


def read_captions(found: Found) -> tuple[tuple[Cue, ...], tuple[Problem, ...]]:
    """The sound cues of a file in the order of time, and what is wrong with the others. OSError if it will not open."""
    with open_plainly(found.path) as opened:
        raw = opened.read(LARGEST + 1)
    if len(raw) > LARGEST:
        message = f"These captions are larger than {LARGEST // 1024} KB, so they are not read."
        hint = "Is it the right file? The captions of an hour are much smaller. If it is, cut film and captions in two."
        return (), (problem("captions-mistake", message, hint, Place(found.file)),)
    text, refused = text_of(raw, found)
    if refused:  # said of a record it would be an error; here the film is still shown
        return (), tuple(problem("captions-mistake", one.message, one.hint, one.place) for one in refused)
    return cues_in(text, found.file)


def cues_in(text: str, file: str) -> tuple[tuple[Cue, ...], tuple[Problem, ...]]:
    """The same of a text whose lines end in `\\n`; `file` is its name in problems, and its ending says what it is."""
    sheet = _Sheet.of(text, file)
    if not text.strip():
        return (), (_nothing_in(file),)
    mistakes: _Mistakes = [*_without_header(sheet)]
    cues: list[tuple[int, Cue]] = []
    for line, words in _timed(sheet, mistakes):
        if len(cues) == MOST_CUES:
            hint = "Join some of them: a caption may stand for five seconds or more."
            mistakes.append((line, _MistakeError(f"Only the first {MOST_CUES:,} captions of a file are read.", hint)))
            break
        try:
            cues.append((line, _cue(sheet.lines[line], words)))
        except _MistakeError as mistake:
            mistakes.append((line, mistake))
            if len(mistakes) > MOST_CUES:
                break
    mistakes += _wrong_commas(sheet, cues)
    sound = _in_order(cues, mistakes)
    if not cues and not mistakes:
        return (), (_nothing_in(file),)
    return sound, _told(sheet, mistakes)


def _nothing_in(file: str) -> Problem:
    hint = f"Write a line with two times, like {_EXAMPLE}, and below it what is said between them."
    return problem("captions-mistake", "There are no captions in this file yet.", hint, Place(file))


def _told(sheet: _Sheet, mistakes: _Mistakes) -> tuple[Problem, ...]:
    """The first few mistakes, and how many more there are: one slip is often made in every line of a file."""
    in_order = sorted(mistakes, key=lambda one: one[0])
    told = [sheet.problem(line, mistake) for line, mistake in in_order[:MOST_PROBLEMS]]
    if more := len(in_order) - len(told):
        message = f"There {'is 1 more mistake' if more == 1 else f'are {more:,} more mistakes'} in these captions."
        told.append(problem("captions-mistake", message, "Mend the others first, and check again.", Place(sheet.file)))
    return tuple(told)


def _without_header(sheet: _Sheet) -> Iterator[tuple[int, _MistakeError]]:
    """A .vtt file must begin with WEBVTT. It is told, and the cues are read all the same."""
    if sheet.is_web_vtt and not (sheet.header == 0 and sheet.lines[0].startswith(_HEADER)):
        message = f"A .vtt file begins with the word {_HEADER}, and this one does not."
        hint = f"Write {_HEADER}, in capital letters, as the very first line, and leave the line below it empty."
        yield 0, _MistakeError(message, hint)


# Lines into cues


def _timed(sheet: _Sheet, mistakes: _Mistakes) -> Iterator[tuple[int, list[str]]]:
    """Each line with an arrow, and the words below it. Blocks without one are mistakes, where they are no notes."""
    lines = sheet.lines
    for first, end in _blocks(lines):
        if len(mistakes) > MOST_CUES:  # this is something else than captions, and one told mistake is like another
            return
        if sheet.is_web_vtt and _NO_CUE.match(lines[first]):
            continue
        arrows = [number for number in range(first, end) if ARROW in lines[number]]
        is_header = first == sheet.header
        if not is_header and (not arrows or arrows[0] > first + 1):  # one line above the times may name the cue
            mistakes.append(_no_arrow(lines, first, end))
        for arrow, following in pairwise([*arrows, end]):
            words = lines[arrow + 1 : following]
            if following < end and words and words[-1].strip().isdecimal():
                words.pop()  # the number of the next cue, with no empty line before it
            yield arrow, words


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where lines stand together with empty ones around them: the first, and the one behind the last."""
    first = -1
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            first = number if first < 0 else first
        elif first >= 0:
            yield first, number
            first = -1


def _no_arrow(lines: Sequence[str], first: int, end: int) -> tuple[int, _MistakeError]:
    timed = next((number for number in range(first, min(first + 2, end)) if _TIME_FIRST.match(lines[number])), -1)
    if timed >= 0:
        hint = f"Two hyphens and a > make the arrow; some keyboards turn them into one sign. Write it so: {_EXAMPLE}"
        return timed, _MistakeError("There is no arrow between the two times.", hint)
    hint = f"Write the times on the line above, like {_EXAMPLE}, with no empty line between them and the words."
    return first, _MistakeError("These words have no times, so they are left out.", hint)


# One cue


def _cue(times: str, lines: Sequence[str]) -> Cue:
    """A cue from its line of times and its words. Raises _MistakeError."""
    begin, end = _written_times(times)
    start, stop = _moment(begin), _moment(end)
    if stop <= start:
        message = "The second time is not after the first, so these words would never be seen."
        raise _MistakeError(message, f"First when the words appear, then when they go: {_EXAMPLE}", times.strip())
    text = _words(lines)
    if not text:
        hint = "Write what is said on the line right below the times, with no empty line between. Or delete the times."
        raise _MistakeError("There are no words below these times.", hint)
    return Cue(start, stop, text)


def _written_times(line: str) -> tuple[str, str]:
    """The two times as they were written; settings such as `align:start` behind them are passed over."""
    before, _, after = line.partition(ARROW)
    return before.strip(), (after.split(maxsplit=1) or [""])[0]


def _moment(written: str) -> int:
    """Milliseconds from the beginning. Raises _MistakeError."""
    found = _TIME.match(written)
    if found is None:
        message = f"“{_short(written)}” is no time." if written else "One of the two times is missing."
        hint = f"Write minutes, seconds and thousandths on both sides of the arrow: {_EXAMPLE}"
        raise _MistakeError(message, hint, written)
    hours, minutes, seconds = (int(number or 0) for number in found.group(1, 2, 3))
    thousandths = int((found[4] or "").ljust(3, "0"))
    moment = ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
    if max(minutes, seconds) > 59:
        message = f"“{written}” is no time: minutes and seconds go up to 59."
        raise _MistakeError(message, f"Do you mean {_as_written(moment)}?", written)
    return moment


def _as_written(moment: int) -> str:
    seconds, thousandths = divmod(moment, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"


def _words(lines: Sequence[str]) -> str:
    """What is said, as plain text, its lines kept apart. First marks, then names of letters: `&lt;b&gt;` is no mark."""
    text = _MARK.sub("", _LINE_BREAK.sub("\n", "\n".join(lines)))
    text = _LETTER_BY_NAME.sub(lambda found: html.unescape(found[0]), text)
    tidied = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in tidied if line)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTED else text[:_LONGEST_QUOTED] + "…"


# All cues together


def _wrong_commas(sheet: _Sheet, cues: Sequence[tuple[int, Cue]]) -> Iterator[tuple[int, _MistakeError]]:
    """SubRip writes 00:01,000 and WebVTT 00:01.000. Both are understood; other players are stricter. Said once."""
    for line, _ in cues if sheet.is_web_vtt else ():
        for written in _written_times(sheet.lines[line]):
            if "," in written:
                message = f"In a .vtt file there is a full stop before the thousandths, not a comma: “{written}”."
                hint = f"Write {written.replace(',', '.')}, and the same below, or give the file the ending .srt"
                yield line, _MistakeError(message, hint, written)
                return


def _in_order(cues: Sequence[tuple[int, Cue]], mistakes: _Mistakes) -> tuple[Cue, ...]:
    """The cues without those that are out of order: as few as will do, so that one wrong time costs one cue."""
    kept = _longest_rise([cue.start for _, cue in cues])
    for number, (line, _) in enumerate(cues):
        if number not in kept:
            message = "This time is out of order with those above and below, so these words are left out."
            mistakes.append((line, _MistakeError(message, "Captions stand in the order of time. Check this one.")))
    return tuple(cue for number, (_, cue) in enumerate(cues) if number in kept)


def _longest_rise(numbers: Sequence[int]) -> frozenset[int]:
    """The positions of a longest stretch of numbers that never falls. https://en.wikipedia.org/wiki/Patience_sorting"""
    lowest_ends: list[int] = []  # of the best stretch of each length
    ends: list[int] = []
    before: list[int] = []
    for position, number in enumerate(numbers):
        length = bisect_right(lowest_ends, number)
        before.append(ends[length - 1] if length else -1)
        if length == len(ends):
            lowest_ends.append(number)
            ends.append(position)
        else:
            lowest_ends[length], ends[length] = number, position
    rise = set()
    position = ends[-1] if ends else -1
    while position >= 0:
        rise.add(position)
        position = before[position]
    return frozenset(rise)
