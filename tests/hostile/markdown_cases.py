"""Hostile Markdown: signs that a parser looks for again and again; addresses and HTML that must never get through."""

from __future__ import annotations

from hypothesis import strategies as st

from profilegen.loading.yaml_text import LONGEST_TEXT
from tests.hostile.arena import Case, of_files


def filled(signs: str) -> str:
    """The signs as often as a text may hold them."""
    return (signs * (LONGEST_TEXT // len(signs) + 1))[:LONGEST_TEXT]


def _table(columns: int) -> str:
    return ("|" + "a|" * columns + "\n|" + "-|" * columns + "\n" + "|\n" * LONGEST_TEXT)[:LONGEST_TEXT]


def _runs(sign: str, between: str) -> str:
    return "".join(sign * length + between for length in range(1, 250))[:LONGEST_TEXT]


# CPU seconds where it was slowest, on one core of 2026; a plain text of this length takes 0.01.
SLOW = {
    "open brackets": filled("["),  # 0.8
    "open pictures": filled("!["),  # 1.1
    "links without end": filled("[a]("),
    "pictures without end": filled("![]("),
    "brackets in brackets": filled("[[]"),
    "brackets and stars": filled("[*"),
    "references to nothing": filled("[a]["),
    "stars": filled("*"),
    "stars and lines": filled("*_"),
    "opening stars": filled("*a **b "),
    "closing stars": filled("a* b** "),
    "lines": filled("_a "),
    "backticks": filled("`a"),
    "ever longer backticks": _runs("`", " "),
    "ever longer waves": _runs("~", "a"),
    "struck out": filled("~~a "),
    "tags": filled("<a "),
    "comments": filled("<!--"),
    "CDATA": filled("<![CDATA["),
    "addresses": filled("<a@b.c>"),
    "ampersands": filled("&"),
    "entities": filled("&amp;"),
    "numbers of letters": filled("&#x1;"),
    "backslashes": filled("\\"),
    "escaped brackets": filled("[\\]"),
    "quotations": filled("> "),
    "quotations line by line": "\n".join(">" * depth + "a" for depth in range(1, 240))[:LONGEST_TEXT],
    "lists": filled("- "),
    "numbered lists": filled("1. "),
    "lists step by step": "\n".join(" " * (2 * depth) + "- a" for depth in range(1, 170))[:LONGEST_TEXT],
    "lists in quotations": filled("> - a\n"),
    "tabs and lists": filled("-\ta\n\t-\tb\n"),
    "fences in quotations": filled("> ```\n"),
    "three thousand columns": _table(3_000),  # 1.7: the parser itself stops at 65,536 cells
    "a hundred columns": _table(100),  # 1.9, and the slowest of all
    "tables without end": filled("a|b\n-|-\n"),
    "definitions": "".join(f"[a{number}]: b\n" for number in range(9_000))[:LONGEST_TEXT],
    "definitions and their uses": ("".join(f"[a{n}]: b\n" for n in range(1_500)) + "\n" + "[a9]" * 9_000)[
        :LONGEST_TEXT
    ],
    "one long definition": "[" + "a" * (LONGEST_TEXT - 10) + "]: b",
    "strong in strong": "**" * 7_499 + "a" + "**" * 7_499,
    "links in links": ("[" * 5_000 + "a" + "](b)" * 5_000)[:LONGEST_TEXT],
    "pictures in pictures": ("![" * 4_000 + "a" + "](b)" * 5_000)[:LONGEST_TEXT],
    "a long title": ("[a](b '" + "c " * LONGEST_TEXT)[:LONGEST_TEXT],
    "a long address": ("[a](<" + "b" * LONGEST_TEXT)[:LONGEST_TEXT],
    "brackets in an address": ("[a](" + "(" * LONGEST_TEXT)[:LONGEST_TEXT],
    "a heading underlined far below": ("a\n" * 14_000 + "===")[:LONGEST_TEXT],
    "empty lines": filled("\n"),
    "spaces that do not break": filled("\u00a0"),
    "accents": filled("a\u0301"),
    "faces": filled("😀"),
}

ACTIVE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "<iframe src='https://a.b'></iframe>",
    "<style>*{display:none}</style>",
    "<a href='javascript:alert(1)'>x</a>",
    "<!-- x --><b>",
    "<![CDATA[<b>]]>",
    "<?php x ?>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](%6Aavascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](\u2028javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](DATA:image/svg+xml,<svg>)",
    "![x](data:image/png;base64,AAAA)",
    "[x](vbscript:x)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](https:evil.example)",
    "[x](../../secret.html)",
    "[x](#main_content)",
    "<javascript:alert(1)>",
    "<https://a.b/onerror=x>",
    '[x](https://a.b "onmouseover=alert(1)")',
    "[x](https://a.b'onclick='alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](https://a.b/x.png)",
    "![x](x onerror=alert(1))",
    "[![x](javascript:1)](javascript:2)",
    "# <script>",
    "```<script>\nx\n```",
    "`<script>`",
    "|<b>|\n|-|\n|<script>|",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "{{ 7*7 }}{% raw %}",
    "${7*7}",
]
_SIGNS = [
    *"[]()*_`<>!\n#|&;:\\\"'~-=+1. ",
    "](",
    "![",
    "- ",
    "> ",
    "  ",
    "```",
    "javascript:",
    "http://",
    "a",
    "é",
    "&#",
    "x",
]

texts = st.lists(st.one_of(st.sampled_from(_SIGNS), st.sampled_from(ACTIVE), st.text(max_size=5)), max_size=30).map(
    "".join
)
"""Markdown with anything in it."""

long_texts = st.lists(st.sampled_from(_SIGNS), min_size=1, max_size=6).map("".join).map(filled)
"""A few signs, as often as a text may hold them."""


def _written(body: str) -> Case:
    """As the body below front matter, where no sign has a meaning of its own but those of Markdown."""
    return of_files({"reflections/a.md": f"---\ntitle: A\ndate: 2026-10-14\n---\n{body}\n"})


KEPT = {name: _written(body) for name, body in SLOW.items()}
KEPT |= {f"active: {body}": _written(body) for body in ACTIVE}

cases = st.one_of(texts, texts, texts, long_texts).map(_written)
"""Any hostile Markdown, as the text of a reflection."""
