"""Drawing an SVG, in a process of its own: what draws cannot be stopped, and holds everything else up meanwhile.

A drawing of a few kilobytes can keep it busy for hours, or end its process by sheer depth. Reads a cleaned drawing
from the standard input and writes a PNG to the standard output.
"""

from __future__ import annotations

import sys
import threading

from profilegen.media.apart import limit_itself

DAMAGED = 3
"""The exit code where the drawing is not understood."""

NO_FONTS = 4
"""The exit code where it has words, and this computer no fonts to write them with."""

_STACK = 256 << 20  # bytes, taken only as they are used: each level within a drawing costs 35 kB
_MOST_MEMORY = 3 << 30  # bytes of address space, the stack and the library included
_MOST_SECONDS = 10  # of a processor, however busy the computer is otherwise
_NO_WORDS = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
_WORDS = _NO_WORDS.replace("></svg>", '><text y="9">A</text></svg>')


def main(words: str) -> None:
    """Draws what comes in. Fonts are looked for only where there are `words`."""
    limit_itself(_MOST_SECONDS, _MOST_MEMORY)
    threading.stack_size(_STACK)
    codes: list[int] = []
    drawing = threading.Thread(target=lambda: codes.append(_draw(words == "words")))
    drawing.start()
    drawing.join()
    raise SystemExit(codes[0] if codes else DAMAGED)  # the end of this child process, not of the product


def _draw(with_words: bool) -> int:
    from resvg_py import svg_to_bytes

    text = sys.stdin.buffer.read().decode("utf-8")
    if with_words and svg_to_bytes(svg_string=_WORDS) == svg_to_bytes(svg_string=_NO_WORDS):
        return NO_FONTS
    try:
        content = svg_to_bytes(svg_string=text, skip_system_fonts=not with_words, dpi=96.0)
    except ValueError:
        return DAMAGED
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    return 0
