"""Amina’s slides about her bridge, and Rhys’s brief for a chair."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from .pdf import HEIGHT, WIDTH, Page, Photo, Point, Tint, write_pdf

_INK: Tint = (0.13, 0.19, 0.24)
_QUIET: Tint = (0.36, 0.42, 0.46)
_CARD: Tint = (0.73, 0.56, 0.37)
_FORCE: Tint = (0.78, 0.24, 0.16)
_TIN: Tint = (0.28, 0.5, 0.55)
_LABEL: Tint = (0.94, 0.8, 0.42)
_PAPER: Tint = (0.98, 0.97, 0.94)
_LINE: Tint = (0.8, 0.79, 0.75)
_A4 = (595.0, 842.0)
_FLOOR, _SEAT, _CM = 640.0, 440.0, 4.7  # of the chair: a centimetre in points


def write_bridge_talk(path: Path) -> None:
    """Seven slides with as few words as Amina could bear. The photo is one of her own pictures."""
    photo = _photo(path.with_name("bridge-3.jpg"), 900)
    pages = [_title(photo), _job(), _hammock(), _triangles(), _finger(), _feet(), _not_yet()]
    facts = {
        "Title": "Where does the weight go?",
        "Author": "Amina Bello",
        "Creator": "Slides on the laptop in the design room",
        "Producer": "Kestrel Bank School laptop 14",
        "CreationDate": "D:20261103154210Z",
    }
    write_pdf(path, pages, facts)


def write_chair_brief(path: Path) -> None:
    """Two pages that Rhys gives to anybody who might help him."""
    facts = {
        "Title": "A brief for a chair with a back",
        "Author": "Rhys Llewellyn",
        "Producer": "Kestrel Bank School laptop 9",
        "CreationDate": "D:20261112201500Z",
    }
    write_pdf(path, [_question(), _measures()], facts)


def _photo(source: Path, width: int) -> Photo:
    with Image.open(source) as image:
        small = image.convert("RGB").resize((width, round(width * image.height / image.width)))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=78, optimize=True)
    return Photo(out.getvalue(), small.width, small.height)


def _slide(heading: str) -> Page:
    page = Page()
    page.area(_box(0, 0, WIDTH, HEIGHT), _PAPER)
    if heading:
        page.text((54, 84), heading, 40, _INK, bold=True)
    return page


def _title(photo: Photo) -> Page:
    page = _slide("")
    page.photo((422, 0), 632, photo)
    page.area(_box(0, 0, 400, HEIGHT), _PAPER)
    for number, words in enumerate(("Where does", "the weight", "go?")):
        page.text((54, 150 + number * 58), words, 52, _INK, bold=True)
    page.text((54, 350), "Amina Bello, Year 10", 20, _QUIET)
    page.text((54, 378), "for 7 Hawthorn, November 2026", 20, _QUIET)
    return page


def _job() -> Page:
    page = _slide("The job")
    _books(page, (150, 660), 330)
    page.line([(230, 286), (660, 286)], _QUIET, 2, "7 6")
    page.text((392, 270), "40 cm", 28, _INK, bold=True)
    page.text((54, 140), "Cardboard and glue. No tape. As many tins of beans as it can hold.", 22, _INK)
    return page


def _hammock() -> Page:
    page = _slide("Bridge one: 1 tin")
    _books(page, (150, 660), 250)
    sag = [(190 + k * 25.5, 250 + 74 * math.sin(math.pi * k / 20)) for k in range(21)]
    page.line(sag, _CARD, 12)
    _tins(page, 445, 318, 1)
    page.text((54, 430), "Flat, to have something to compare with.", 22, _QUIET)
    return page


def _triangles() -> Page:
    page = _slide("Bridge two: 4 tins")
    _books(page, (150, 660), 250)
    _truss(page, 180, 720, 250, 62, 7)
    _tins(page, 445, 188, 4)
    page.area([(690, 236), (728, 246), (716, 262), (694, 256)], _FORCE)
    _arrow(page, (740, 150), (714, 228))
    page.text((640, 138), "It broke here.", 24, _FORCE, bold=True)
    page.text((54, 430), "Not in the middle. At the end.", 22, _QUIET)
    return page


def _finger() -> Page:
    page = _slide("Follow the weight with your finger")
    _books(page, (150, 660), 290)
    _truss(page, 180, 720, 290, 78, 7)
    _tins(page, 445, 212, 1)
    ways: tuple[list[Point], ...] = (
        [(445, 186), (368, 290), (290, 212), (206, 296)],
        [(445, 186), (530, 290), (606, 212), (692, 296)],
    )
    for way in ways:
        page.line(way, _FORCE, 5)
        _arrow(page, way[-1], (way[-1][0], 356))
    page.text((54, 430), "What is the smallest piece it has to pass?", 24, _INK, bold=True)
    return page


def _feet() -> Page:
    page = _slide("Bridge three: 11 tins")
    page.line([(120, 400), (760, 400)], _INK, 3)
    bars = ((1, "flat"), (4, "triangles"), (11, "triangles and feet"))
    for number, (tins, words) in enumerate(bars):
        x = 170 + number * 200
        page.area(_box(x, 400 - tins * 22, x + 120, 400), _TIN)
        page.text((x + 44, 388 - tins * 22), str(tins), 26, _INK, bold=True)
        page.text((x, 428), words, 18, _INK)
    page.text((54, 124), "One change each time.", 20, _QUIET)
    return page


def _not_yet() -> Page:
    page = _slide("What I do not know yet")
    for number, words in enumerate(
        (
            "I built one of each. One bridge could be luck.",
            "Would a different glue do as much as feet?",
            "Where would a 12th tin break it?",
        )
    ):
        page.text((54, 176 + number * 64), words, 28, _INK)
    page.text((54, 420), "Your turn: which of the three would you test first, and how?", 22, _FORCE, bold=True)
    return page


def _books(page: Page, lefts: Sequence[float], top: float) -> None:
    """Two piles of books that everything stands on."""
    tints: tuple[Tint, ...] = ((0.55, 0.31, 0.3), (0.33, 0.42, 0.5), (0.42, 0.47, 0.33), (0.6, 0.52, 0.36))
    for left in lefts:
        for number in range(4):
            y = top + 6 + number * 20
            page.area(_box(left + number % 2 * 5, y, left + 92 + number % 2 * 5, y + 17), tints[number])


def _truss(page: Page, left: float, right: float, base: float, high: float, count: int) -> None:
    step = (right - left) / count
    page.line([(left, base), (right, base)], _CARD, 8)
    page.line([(left + step / 2, base - high), (right - step / 2, base - high)], _CARD, 8)
    zigzag = [(left + k * step / 2, base - (high if k % 2 else 0)) for k in range(2 * count + 1)]
    page.line(zigzag, _CARD, 6)


def _tins(page: Page, middle: float, base: float, count: int) -> None:
    for number in range(count):
        x = middle + (number - (count - 1) / 2) * 46
        page.area(_box(x - 20, base - 52, x + 20, base), _TIN)
        page.area(_box(x - 20, base - 40, x + 20, base - 14), _LABEL)


def _arrow(page: Page, start: Point, end: Point) -> None:
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    page.line([start, end], _FORCE, 5)
    wings = [(end[0] - 18 * math.cos(angle + a), end[1] - 18 * math.sin(angle + a)) for a in (0.5, -0.5)]
    page.area([end, *wings], _FORCE)


def _box(x0: float, y0: float, x1: float, y1: float) -> list[Point]:
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def _question() -> Page:
    page = Page(_A4)
    page.text((70, 110), "A chair with a back", 32, _INK, bold=True)
    page.text((70, 138), "Brief, second version. 12 November 2026", 13, _QUIET)
    said = (
        ("Who is it for?", "Anybody in Hawthorn who reads for an hour. Not for one person, so not for one back."),
        ("What must it do?", "Let you get up without a table. Feet go back and apart, so the back legs rake at 14°."),
        ("What must it not do?", "Push the head forward. Squeak. Weigh more than 5 kilograms."),
        ("What do I have?", "Ash for the legs, one plank of elm for the seat, a drawknife, Mondays and Wednesdays."),
        ("What do I not know?", "Whether a back of three thin slats is kinder than one of a single wide one."),
    )
    y = 200.0
    for question, answer in said:
        page.text((70, y), question, 15, _INK, bold=True)
        for number, words in enumerate(_wrapped(answer, 62)):
            page.text((70, y + 24 + number * 19), words, 14, _INK)
        y += 96
    page.line([(70, 720), (525, 720)], _LINE, 1)
    page.text((70, 745), "Tell me what you would leave out. I can find what to add by myself.", 13, _QUIET)
    return page


def _measures() -> Page:
    page = Page(_A4)
    page.text((70, 110), "What nine backs told me", 28, _INK, bold=True)
    page.text((70, 138), "Above the seat, in centimetres, without names", 13, _QUIET)
    page.line([(70, _FLOOR), (525, _FLOOR)], _INK, 2)
    _chair(page)
    bands: tuple[tuple[float, float, str], ...] = (
        (17, 23, "17 to 23: where a back hollows"),
        (38, 46, "38 to 46: where shoulder blades begin"),
    )
    for low, high, words in bands:
        page.area(_box(270, _SEAT - high * _CM, 284, _SEAT - low * _CM), _TIN)
        page.text((298, _SEAT + 5 - (low + high) / 2 * _CM), words, 13, _INK)
    page.text((70, 700), "So: a slat at 20, a slat at 42, and air between them.", 15, _INK, bold=True)
    page.text((70, 726), "Nine people is not many. Five of them sat up straight because I had a ruler.", 13, _QUIET)
    return page


def _chair(page: Page) -> None:
    """From the side, with the rake of the back leg written on it."""
    rake = math.tan(math.radians(14)) * (_FLOOR - _SEAT)
    page.line([(86, _FLOOR), (98, _SEAT)], _CARD, 10)
    page.line([(220 + rake, _FLOOR), (220, _SEAT)], _CARD, 10)
    page.line([(78, _SEAT), (234, _SEAT)], _CARD, 15)
    page.line([(222, _SEAT), (250, _SEAT - 54 * _CM)], _CARD, 9)
    page.line([(220, _SEAT), (220, _FLOOR)], _QUIET, 1, "4 4")
    page.text((274, _FLOOR - 70), "14°", 15, _FORCE, bold=True)


def _wrapped(words: str, letters: int) -> list[str]:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) >= letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
