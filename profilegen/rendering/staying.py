"""What a stranger's theme wrote is looked at before it is a page: the policy comes first, and nothing passes it by.

The policy keeps scripts, styles, pictures and forms of other places out. It does not stop a page that sends its reader
elsewhere, or that looks up a name in the network; and no policy holds for what stands before it. So a page may hold
what is known to be harmless, written so plainly that every browser reads it as this module does: in quotes there is no
`<` and no `>`, thus each tag ends at the first `>` after it begins, wherever it may stand. What people wrote always has
entities there. Scripts are the product's own; an address outside is one that a person wrote in a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

from profilegen.model.frozen import Frozen
from profilegen.problems import ProfilegenError
from profilegen.rendering.markdown import to_html

DIRECTIVES: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "img-src": ("'self'", "data:"),
    "style-src": ("'self'",),
    "font-src": ("'self'",),
    "script-src": ("'self'",),
    "media-src": ("'self'", "data:"),
    "base-uri": ("'none'",),
    "form-action": ("'none'",),
}
"""What a page may load: the files of its own folder, and captions that stand in the page itself."""

POLICY = "; ".join(f"{name} {' '.join(sources)}" for name, sources in DIRECTIVES.items())
"""The same as every page writes it, before all else."""

_THEME_SCRIPTS = (
    "switches",
    "finding",
    "pictures",
    "players",
    "slides",
    "printing",
    "conference/conference",
    "meeting/respond",
)
SCRIPTS = ("search.js", *(f"theme/{name}.js" for name in _THEME_SCRIPTS))
"""The scripts of a page, from its root: those that the pages of base name. No stranger's theme has a file of any."""

_BEGINS = re.compile(
    r"[ \t\r\n]*+<!doctype html>[ \t\r\n]*+"
    r'<html(?:[ \t\r\n]++(?:lang|dir|class|id|data-[a-z-]++)="[^"<>]*+")*+[ \t\r\n]*+>[ \t\r\n]*+'
    r'<head>[ \t\r\n]*+<meta charset="utf-8">[ \t\r\n]*+'
    rf'<meta http-equiv="Content-Security-Policy" content="{re.escape(POLICY)}">',
    re.IGNORECASE | re.ASCII,  # to Python `ſ` is an s otherwise, and a space has many forms: not so to a browser
)
_UNENDED = re.compile(r"<[^<>]*+(?:<|\Z)")
_IN_BRACKETS = re.compile(r"<[^<>]*+>")
_END = re.compile(r"</[a-z][a-z0-9]*+[ \t\r\n]*+>", re.IGNORECASE | re.ASCII)
_NAME = "[a-z_][a-z0-9_:.-]*+"
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'`=<>]++)"""
_ATTRIBUTE = re.compile(rf"[ \t\r\n]++({_NAME})(?:[ \t\r\n]*+=[ \t\r\n]*+({_VALUE}))?+", re.IGNORECASE | re.ASCII)
_TAG = re.compile(
    rf"<([a-z][a-z0-9]*+)((?:[ \t\r\n]++{_NAME}(?:[ \t\r\n]*+=[ \t\r\n]*+{_VALUE})?+)*+)[ \t\r\n]*+/?>",
    re.IGNORECASE | re.ASCII,
)
_WITHIN = re.compile(r"(?:\.\./)*+[\w-][\w./-]*+(?:#[\w%-]*+)?|#[\w%-]*+|", re.ASCII)
_ROOT = re.compile(r"(?:\.\./)*+")
_OUTSIDE = re.compile(r"(?:https?://|mailto:)\S++", re.IGNORECASE)
_LINKED = re.compile(r'href="([^"]*+)"')

_OF_PAGES = "a abbr address article aside audio b bdi bdo blockquote body br button caption cite code col colgroup "
_OF_PAGES += "data dd del details dfn dialog div dl dt em fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 head "
_OF_PAGES += "header hgroup hr html i img input ins kbd label legend li link main mark menu meta meter nav ol optgroup "
_OF_PAGES += (
    "option output p picture pre progress q rp rt ruby s samp script search section select small source span strong "
)
_OF_PAGES += "sub summary sup table tbody td tfoot th thead textarea time title tr track u ul var video wbr "
_OF_DRAWINGS = "circle clippath defs desc ellipse g line lineargradient mask path pattern polygon polyline "
_OF_DRAWINGS += "radialgradient rect stop svg symbol text tspan use"
_ELEMENTS = frozenset((_OF_PAGES + _OF_DRAWINGS).split())
_NEVER = frozenset({"action", "attributionsrc", "formaction", "http-equiv", "is", "ping", "srcdoc"})
_WITH_COLON = frozenset({"xlink:href", "xml:lang", "xml:space", "xmlns:xlink"})
_OF_SCRIPTS = frozenset({"src", "defer"})
_MEANINGS = frozenset({"stylesheet", "icon", "license", "prev", "next", "alternate"})
_ABOUT = frozenset({"viewport", "robots", "color-scheme", "theme-color", "description", "author", "generator"})
_SHOWN = 100


class LeavesError(ProfilegenError):
    """A page that would fetch from outside, or could lead its reader there unasked."""


def check_stays(page: str, root: str = "", links: frozenset[str] = frozenset()) -> None:
    """LeavesError where a page does not keep its policy, or leads out beside it.

    `root` leads from the page to the first page; `links` are the outside addresses that people wrote.
    """
    begins = _BEGINS.match(page)
    if begins is None:
        raise _leaves("it does not begin as base/page.html does, with the content security policy before all else.")
    unended = _UNENDED.search(page)
    if unended:
        raise _leaves(f"a tag is not ended: {_shown(unended[0])}")
    for written in _IN_BRACKETS.finditer(page, begins.end()):
        _check(written[0], root, links)


def links_in(shown: Any) -> frozenset[str]:
    """The outside addresses in a view: those that Markdown makes links of, and texts that are nothing else."""
    return frozenset(address for text in _texts_in(shown) for address in _addresses_in(text))


def _texts_in(shown: Any) -> Iterable[str]:
    waiting = [shown]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, Frozen):
            waiting += vars(value).values()
        elif isinstance(value, (tuple, list)):
            waiting += value
        elif isinstance(value, Mapping):
            waiting += value.values()


def _addresses_in(text: str) -> Iterable[str]:
    folded = text.lower()
    if "http" not in folded and "mailto" not in folded:
        return ()
    alone = (text.strip(),) if _OUTSIDE.fullmatch(text.strip()) else ()
    return (*alone, *map(unescape, _LINKED.findall(to_html(text))))


def _check(written: str, root: str, links: frozenset[str]) -> None:
    if _END.fullmatch(written) or _is_comment(written):
        return
    tag = _TAG.fullmatch(written)
    if tag is None:
        raise _leaves(f"this is not written as plainly as a page's tags must be: {_shown(written)}")
    given: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(tag[2]):
        given.setdefault(one[1].lower(), _meant(one[2] or ""))  # of two, browsers take the first
    name = tag[1].lower()
    if not (_is_harmless(name, given) and _stays(name, given, root, links)):
        raise _leaves(f"this could lead out of the site: {_shown(written)}")


def _meant(value: str) -> str:
    return unescape(value[1:-1] if value[:1] in ("'", '"') else value)


def _is_comment(written: str) -> bool:
    return written.startswith("<!--") and written.endswith("-->") and len(written) >= len("<!---->")


def _is_harmless(name: str, given: Mapping[str, str]) -> bool:
    """Whether this element is for showing something, and none of its attributes acts."""
    return name in _ELEMENTS and not any(
        attribute in _NEVER or attribute.startswith("on") or (":" in attribute and attribute not in _WITH_COLON)
        for attribute in given
    )


def _stays(name: str, given: Mapping[str, str], root: str, links: frozenset[str]) -> bool:
    """Whether all that this element leads to is of the site, or was written by a person."""
    leads_to = {given[attribute] for attribute in ("href", "xlink:href") if attribute in given}
    allowed = links if name == "a" else frozenset()
    if not all(address in allowed or _WITHIN.fullmatch(address) for address in leads_to):
        return False
    if not _ROOT.fullmatch(given.get("data-root", "")) or given.get("referrerpolicy", "no-referrer") != "no-referrer":
        return False  # the search leads to addresses that begin with this root
    if name == "script":
        return given.keys() <= _OF_SCRIPTS and given.get("src") in [root + script for script in SCRIPTS]
    if name == "link":
        return "href" in given and {*given.get("rel", "").lower().split()} <= _MEANINGS
    return name != "meta" or _only_tells(given)


def _only_tells(meta: Mapping[str, str]) -> bool:
    name = meta.get("name", "").lower()
    return name in _ABOUT or (name == "referrer" and meta.get("content") == "no-referrer")


def _shown(tag: str) -> str:
    return tag if len(tag) <= _SHOWN else f"{tag[:_SHOWN]}…"


def _leaves(reason: str) -> LeavesError:
    return LeavesError(reason, "Extend base/page.html and fill its blocks: no page asks for anything from outside.")
