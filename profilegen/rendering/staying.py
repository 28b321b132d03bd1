"""A page that a stranger's theme wrote stays within its site: the policy comes first, and nothing passes it by.

The policy keeps scripts, styles, pictures and forms of other places out. It does not stop a page that sends its reader
elsewhere by itself, or that looks up a name in the network; and no policy holds for what stands before it.
"""

from __future__ import annotations

import re

from profilegen.problems import ProfilegenError

POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'; script-src 'self'; "
    "media-src 'self' data:; base-uri 'none'; form-action 'none'"
)

_BEGINS = re.compile(
    r'\s*+<!doctype html>\s*+<html(?:\s++[a-z-]++="[^"<>]*+")*+\s*+>\s*+<head>\s*+<meta charset="utf-8">\s*+'
    rf'<meta http-equiv="Content-Security-Policy" content="{re.escape(POLICY)}">',
    re.IGNORECASE,
)
_UNENDED = re.compile(r"<[^<>]*+(?:<|\Z)")
_TELLING = re.compile(r"<(meta|link|base|script|i?frame|object|embed|portal|fencedframe)\b([^>]*+)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s"'=/]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"']++))?""")
_WITHIN = re.compile(r"(?:\.\./)*+[\w-][\w./-]*+(?:#[\w-]*+)?|#[\w-]*+", re.ASCII)
_MEANINGS = frozenset({"stylesheet", "icon", "license", "prev", "next", "alternate"})
_SHOWN = 100


class LeavesError(ProfilegenError):
    """A page that would fetch from outside, or could lead its reader there unasked."""


def check_stays(page: str) -> None:
    """LeavesError where a page does not keep its policy, or leads out beside it."""
    begins = _BEGINS.match(page)
    if begins is None:
        raise _leaves("it does not begin as base/page.html does, with the content security policy before all else.")
    unended = _UNENDED.search(page)
    if unended:
        raise _leaves(f"a tag is not ended: {_shown(unended[0])}")
    for tag in _TELLING.finditer(page, begins.end()):
        _check(tag[1].lower(), tag)


def _check(name: str, tag: re.Match[str]) -> None:
    given = {one[1].lower(): (one[2] or "").strip("\"'") for one in _ATTRIBUTE.finditer(tag[2])}
    if name == "meta":
        stays = "http-equiv" not in given
    elif name == "link":
        meanings = set(given.get("rel", "").lower().split())
        stays = bool(_WITHIN.fullmatch(given.get("href", ""))) and meanings <= _MEANINGS
    else:
        stays = name == "script" and bool(_WITHIN.fullmatch(given.get("src", "")))
    if not stays:
        raise _leaves(f"this could lead out of the site: {_shown(tag[0])}")


def _shown(tag: str) -> str:
    return tag if len(tag) <= _SHOWN else f"{tag[:_SHOWN]}…"


def _leaves(reason: str) -> LeavesError:
    return LeavesError(reason, "Extend base/page.html and fill its blocks: no page asks for anything from outside.")
