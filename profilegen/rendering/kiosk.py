"""A screen in the hall: whatever the theme, each page leads back to the start by itself, and nowhere else.

It is put into the pages after they are made, and is no matter of a template: no theme can leave it out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from profilegen.planning.pages import N_

KIOSK_SCRIPT, _SHEET = "theme/kiosk/kiosk.js", "theme/kiosk/kiosk.css"

_WORDS = {
    "start": N_("Back to the start"),
    "asks": N_("Are you still there?"),
    "tells": N_("This page goes back to the start soon."),
    "stays": N_("I am still here"),
}


def with_way_back(pages: Mapping[str, bytes], to_start: str, say: Callable[[str], str]) -> dict[str, bytes]:
    """The pages, each with what leads back. `to_start` leads from the site's first folder to that of the start page."""
    words = "".join(f' data-{name}="{escape(say(told))}"' for name, told in _WORDS.items())
    return {path: _with_script(page, path, to_start, words) for path, page in pages.items()}


def _with_script(page: bytes, path: str, to_start: str, words: str) -> bytes:
    root = "../" * path.count("/")
    added = (
        f'<link rel="stylesheet" href="{root}{_SHEET}">\n'
        f'<script src="{root}{KIOSK_SCRIPT}" data-kiosk="{root}{to_start}index.html"{words} defer></script>\n</head>'
    )
    return page.replace(b"</head>", added.encode("utf-8"), 1)
