"""Hostile YAML: files that a careless reader would run, multiply, recurse into, or read for ever."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from tests.hostile.arena import Case, of_files

REFLECTION = """\
title: My bridge
date: 2026-10-14
subject: Science
learning_intention: Hold one kilogram.
body: |
  We tried squares first, and they folded.
  Then triangles.
media:
  - {file: kept.jpg, alt: "A bridge", caption: 'Just before', shows: []}
skills:
  - skill: Problem Solving
    step: 5
    evidence: We tested three shapes.
drafts: [{date: 2026-10-01, note: First}]
my_judgement: {against: It holds, went_well: "**It** held", not_yet: joints}
feedback:
  - from: {name: Mr Okafor, role: teacher}
    date: 2026-10-15
    comment: Look at the joints.
    response: {date: 2026-10-16, text: I did.}
remember: [{question: Why?, answer: Because.}]
next_step: Glue.
featured: yes
lang: en-GB
audience: family
"""
PROFILE = """\
name: Hana Ilves
known_as: Hana
pronouns: she/her
say_my_name: HAH-na
languages: [Eesti, English]
tagline: I build.
about: I *like* bridges.
strengths: [{skill: Teamwork, because: We won}]
goals: [{goal: Read, by: 2026-12-01}]
journey: [{school: Hillside, from: 2019, until: 2026}]
theme: {name: journal, palette: moss}
show: {pronouns: family}
name_for: {school: H}
consent: {photos: family}
audience: school
"""
TESTIMONIAL = """\
from: {name: Ben, student: ben-7k2q, role: peer}
date: 2026-10-14
text: She shared.
about: reflections/kept.yaml
agreed: {on: 2026-10-15, widest: school}
"""
MARKDOWN = "---\ntitle: A walk\ndate: 2026-10-14\n---\n\n# A walk\n\n*Far* away, [there](https://example.org).\n"
SOUND = {
    "reflections/a.yaml": REFLECTION,
    "profile.yaml": PROFILE,
    "testimonials/a.yaml": TESTIMONIAL,
    "reflections/a.md": MARKDOWN,
    "achievements/a.yaml": "title: Swim\nkind: sport\ndate: 2026-05-01\ndescription: 50 m\nskills: Teamwork\n",
    "showcases/a.yaml": "title: Me\nfor: my college\nshows: [reflections/kept.yaml]\nuntil: 2027-01-01\n",
    "reports/a.yaml": "school_year: 2025/26\nprogress: Good.\nattendance: {possible: 380, attended: 370}\n",
}

_BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
_MERGE_BOMB = "a: &a {x: y}\n" + "".join(
    f"{name}: &{name}\n  <<: [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
_ODD_DAYS = (
    "2026-02-31",
    "0000-00-00",
    "10000-01-01",
    "2026-1-1",
    "1e999",
    "-1",
    "0001-01-01",
    "9999-12-31",
    "２０２６-10-14",
)
_LARGE = 250_000  # characters: just below the largest file that is read


def _many(line: Callable[[int], str]) -> str:
    """As many of these as a file can hold."""
    lines: list[str] = []
    length = 0
    while length < _LARGE:
        lines.append(line(len(lines)))
        length += len(lines[-1])
    return "".join(lines[:-1])


_START = "title: A\ndate: 2026-10-14\n"
_TEXTS: dict[str, tuple[str | bytes, str]] = {
    "aliases that multiply": (_BOMB, "yaml-feature"),
    "merge keys that multiply": (_MERGE_BOMB, "yaml-feature"),
    "a cycle": ("a: &a [*a]\n", "yaml-feature"),
    "a cycle through names": ("&a a: *a\n", "yaml-feature"),
    "an object of Python's": ("title: !!python/object/apply:os.system ['true']\n", "yaml-feature"),
    "bytes": ("title: !!binary aGVsbG8=\n", "yaml-feature"),
    "a tag of one's own": ("title: !secret x\n", "yaml-feature"),
    "30,000 brackets": ("[" * 30_000, "too-deep"),
    "30,000 braces": ("{a: " * 30_000, "too-deep"),
    "30,000 of both": ("[{a: " * 15_000, "too-deep"),
    "30,000 dashes": ("- " * 30_000, "too-deep"),
    "30,000 closing brackets": ("]" * 30_000, "yaml-syntax"),
    "30,000 levels of spaces": ("".join(" " * n + "a:\n" for n in range(700)), "too-deep"),
    "a huge text": (f"{_START}body: {'x' * 240_000}\n", "wrong-type"),
    "a huge number": (f"{_START}skills: [{{skill: Teamwork, step: {'9' * 100_000}}}]\n", "wrong-type"),
    "a long name of a field": (f"{_START}{'k' * 1_000}: x\n", "unknown-key"),
    "a longer name of a field": (f"{_START}{'k' * 100_000}: x\n", "yaml-syntax"),
    "thousands of fields": (_START + _many(lambda n: f"a{n}: b\n"), "unknown-key"),
    "thousands of fields on one line": ("{title: A, " + _many(lambda n: f"a{n}: b,") + "}\n", "unknown-key"),
    "thousands of documents": (_START + "---\n" * 60_000, "yaml-syntax"),
    "thousands of directives": (_many(lambda n: f"%TAG !a{n}! x\n") + "---\ntitle: a\n", "missing-field"),
    "thousands of anchors": (_START + "skills: [" + _many(lambda n: f"&a{n} b,") + "]\n", "yaml-feature"),
    # These five took 3 to 147 seconds: for each wrong word of one file, every known one was looked at for one alike.
    "thousands of skills that do not exist": (
        _START + f"skills: [{_many(lambda n: f'skil{n},')}]\n",
        "broken-reference",
    ),
    "thousands of pictures that do not exist": (
        _START + f"media: [{_many(lambda n: f'kep{n}.jpg,')}]\n",
        "missing-media",
    ),
    "thousands of students that do not exist": (
        _START + f"media: [{{file: kept.jpg, shows: [{_many(lambda n: f'h{n}-h0s7,')}]}}]\n",
        "broken-reference",
    ),
    "CR alone ends lines": (_START.replace("\n", "\r"), ""),
    "CR and LF end lines": (_START.replace("\n", "\r\n"), ""),
    "NEL in a text": (f"{_START}subject: a\x85b\n", "unreadable-file"),
    "LS and PS in a text": (f"{_START}subject: a\u2028b\u2029c\n", ""),
    "LS between fields": ("title: A\u2028date: 2026-10-14\n", "yaml-syntax"),
    "a BOM at the start": ("\ufeff" + _START, ""),
    "a BOM in the middle": ("title: A\n\ufeffdate: 2026-10-14\n", "yaml-syntax"),
    "NUL": (f"{_START}subject: \0\n", "unreadable-file"),
    "escape codes of a terminal": (f"{_START}subject: \x1b[31m\n", "unreadable-file"),
    "half a character": (f'{_START}subject: "\\ud800"\n', "yaml-syntax"),
    "half a character in UTF-8": (_START.encode() + b"subject: \xed\xa0\x80\n", "unreadable-file"),
    "an overlong slash": (_START.encode() + b"subject: \xc0\xaf\n", "unreadable-file"),
    "UTF-16 with a mark": (_START.encode("utf-16"), "unreadable-file"),
    "UTF-16 without a mark": (_START.encode("utf-16-le"), "unreadable-file"),
    "UTF-32 with a mark": (_START.encode("utf-32"), "unreadable-file"),
    "UTF-32 without a mark": (_START.encode("utf-32-be"), "unreadable-file"),
    "Latin-1": (f"{_START}subject: Zoë\n".encode("latin-1"), "unreadable-file"),
    "Windows-1252": (f"{_START}subject: “a”\n".encode("cp1252"), "unreadable-file"),
    "Shift JIS": (f"{_START}subject: 橋\n".encode("shift-jis"), "unreadable-file"),
    "raw bytes": (bytes(range(256)) * 40, "unreadable-file"),
    "nothing": (b"", "missing-field"),
    "only a mark": (b"\xef\xbb\xbf", "missing-field"),
    "a gzip file": (b"\x1f\x8b\x08\0" + b"\0" * 60, "unreadable-file"),
    "more than is read": ("#" * 300_000, "unreadable-file"),
}

KEPT = {name: of_files({"reflections/a.yaml": content}, rule) for name, (content, rule) in _TEXTS.items()}
KEPT |= {f"the day {day}": of_files({"reflections/a.yaml": f"title: A\ndate: {day}\n"}) for day in _ODD_DAYS}
KEPT |= {
    # 147 seconds, as above: eleven thousand wrong paths beside three hundred right ones.
    "thousands of records that do not exist": of_files(
        {
            "showcases/a.yaml": f"title: a\nfor: b\nshows: [{_many(lambda n: f'reflections/a{n}.yaml,')}]\n",
            **{f"reflections/b{n}.yaml": _START for n in range(30)},
        },
        "broken-reference",
    ),
    # 3.5 seconds: to find initials, each bracket was looked for its end, on each page again.
    "a name of thousands of brackets": of_files({"profile.yaml": f"name: H{'(' * 29_900}\n"}),
    "a bomb in the profile": of_files({"profile.yaml": _BOMB}, "yaml-feature"),
    "a bomb in front matter": of_files({"reflections/a.md": f"---\n{_BOMB}---\ntext\n"}, "yaml-feature"),
    "front matter without end": of_files({"reflections/a.md": "---\n" * 1 + _START * 9_000}, "front-matter"),
    "thousands of fences": of_files({"reflections/a.md": "---\n" * 60_000}),
}

_SIGNS = [
    *"\n\n\n:-#'\"[]{}|>&*!%@`,?=\t \\",
    "  ",
    ": ",
    "- ",
    "---\n",
    "...\n",
    "<<: ",
    "a",
    "title: ",
    "é",
    "\u2028",
]
_ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "shift-jis", "cp437", "utf-7"]


def _mutated(sound: bytes, edits: list[tuple[str, float, float, bytes]]) -> bytes:
    """The file with bytes and lines deleted, doubled, swapped, overwritten."""
    for kind, here, there, new in edits:
        parts = sound.splitlines(keepends=True) if kind.startswith("line") else [bytes([byte]) for byte in sound]
        if not parts:
            return new
        one, other = int(here * (len(parts) - 1)), int(there * (len(parts) - 1))
        match kind.split()[1]:
            case "deleted":
                del parts[one : one + 1 + int(there * 3)]
            case "doubled":
                parts.insert(one, parts[other])
            case "swapped":
                parts[one], parts[other] = parts[other], parts[one]
            case _:
                parts[one] = new
        sound = b"".join(parts)
    return sound


_EDITS = st.lists(
    st.tuples(
        st.sampled_from(
            [f"{what} {done}" for what in ("line", "byte") for done in ("deleted", "doubled", "swapped", "new")]
        ),
        st.floats(0, 1),
        st.floats(0, 1),
        st.one_of(st.sampled_from([sign.encode() for sign in _SIGNS]), st.binary(max_size=3)),
    ),
    min_size=1,
    max_size=6,
)


def _mutation(draw: st.DrawFn) -> Case:
    name = draw(st.sampled_from(sorted(SOUND)))
    sound = SOUND[name].encode(draw(st.sampled_from(["utf-8"] * 9 + _ENCODINGS)), "replace")
    return of_files({name: _mutated(sound, draw(_EDITS))})


def _pile(draw: st.DrawFn) -> Case:
    name = draw(st.sampled_from(sorted(SOUND)))
    signs = draw(st.lists(st.sampled_from(_SIGNS), max_size=60))
    return of_files({name: draw(st.sampled_from(["", _START, "---\n"])) + "".join(signs)})


def _repeated(draw: st.DrawFn) -> Case:
    """A few signs, as often as a file can hold them: where time or depth would run away."""
    name = draw(st.sampled_from(sorted(SOUND)))
    signs = "".join(draw(st.lists(st.sampled_from(_SIGNS), min_size=1, max_size=5)))
    start = draw(st.sampled_from(["", _START, f"{_START}body: ", f"{_START}media: ["]))
    return of_files({name: start + signs * (draw(st.sampled_from([2_000, 60_000, _LARGE])) // len(signs.encode()))})


cases = st.one_of(
    st.composite(_mutation)(), st.composite(_mutation)(), st.composite(_pile)(), st.composite(_repeated)()
)
"""Any hostile YAML file in the place of any of Hana's records."""
