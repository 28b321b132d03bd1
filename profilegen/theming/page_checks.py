"""What must hold on every page, whatever its theme: what a browser fetches, what it may run, what a reader needs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from profilegen.theming.finding import Finding
from profilegen.theming.markup import Element, elements_of, with_tag
from profilegen.theming.policy import as_written, loosened
from profilegen.theming.voices import WRITTEN_TAG

LARGEST_PAGE = 256 * 1024
"""Bytes of one page, as the kitchen sink fills it. The product's own themes stay below half of it."""

Elements = tuple[Element, ...]
Complaint = tuple[str, str, str, tuple[str, ...]]
"""The rule, what is wrong, what to do, and the clues."""

_FETCHED = ("src", "poster", "data", "background", "action", "formaction", "ping", "manifest", "xlink:href")
_FETCHED_SETS = ("srcset", "imagesrcset")
_FETCHED_BY_HREF = ("link", "base", "use", "image", "feimage", "script")
_FRAMES = ("iframe", "frame", "frameset", "object", "embed", "applet", "portal", "base")
_FROM_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]", re.IGNORECASE)
_HARMLESS = re.compile(r"data:(?:image/|text/vtt)", re.IGNORECASE)
_UNREAD = re.compile(r"[\t\n\r]|^[\x00-\x20]+")  # what browsers leave out of an address
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*")
_LEADS_NOWHERE = frozenset({"summary"})  # two sheets of paper
_NO_SCRIPT = "Take it away: pages have the scripts of the theme “base”, and can be read without them."
_OUTSIDE_HINT = "Put the file into the theme's static folder, and write its address as {{ page.root }}theme/…"


def is_outside(address: str) -> bool:
    """Whether a browser would leave the site's folder for this address (or ask a web host's root)."""
    read = _UNREAD.sub("", address)
    return bool(_FROM_OUTSIDE.match(read)) and not _HARMLESS.match(read)


def findings_on(kind: str, page: bytes, *, has_parts: bool) -> Iterator[Finding]:
    """Everything wrong with this page; `kind` is its template's name, `has_parts` whether it needs a navigation."""
    template = f"{kind}.html"
    elements = elements_of(page)
    for check in _CHECKS:
        for rule, message, hint, clues in check(elements):
            yield Finding(rule, message, hint, template, clues)
    if has_parts and kind not in _LEADS_NOWHERE and not any(with_tag(elements, "nav")):
        message = "There is no <nav>, so the other pages of the profile cannot be found."
        yield Finding("theme-structure", message, "Keep the block “nav”, or write one of your own.", template)
    if len(page) > LARGEST_PAGE:
        message = f"This page has {-(-len(page) // 1024)} KB, and {LARGEST_PAGE // 1024} is the most."
        yield Finding("theme-too-large", message, "Move what stands on every page into a style sheet.", template)


def _outside_requests(elements: Elements) -> Iterator[Complaint]:
    for element in elements:
        for address in filter(is_outside, _addresses(element)):
            message = f"A page would ask for something outside of it: {address[:120]}"
            yield "theme-outside-request", message, _OUTSIDE_HINT, (address, f"<{element.tag}")
        if element.tag in _FRAMES:
            message = f"A page holds a <{element.tag}>, which shows or fetches what is not the school's."
            yield "theme-outside-request", message, "Take it away, or link to it in words.", (f"<{element.tag}",)
        if element.tag == "meta" and element.says("http-equiv").lower() == "refresh":
            message = "A page leads its reader elsewhere by itself (<meta http-equiv=refresh>)."
            yield "theme-outside-request", message, "Take it away.", ("refresh",)


def _addresses(element: Element) -> Iterator[str]:
    for name in _FETCHED:
        if name in element.attributes:
            yield element.attributes[name]
    if element.tag in _FETCHED_BY_HREF and "href" in element.attributes:
        yield element.attributes["href"]
    for name in _FETCHED_SETS:
        yield from (part.split()[0] for part in element.attributes.get(name, "").split(",") if part.strip())


def _policy(elements: Elements) -> Iterator[Complaint]:
    kept = f"Extend page.html, which carries it; or write: {as_written()}"
    metas = [one for one in with_tag(elements, "meta") if one.says("http-equiv").lower() == "content-security-policy"]
    if not metas:
        message = "The content security policy is gone: then a page may load and run anything."
        yield "theme-policy", message, kept, ("<head",)
    else:
        worst = [loosened(meta.says("content")) for meta in metas]
        if all(worst):  # of several policies, all must agree
            message = f"The content security policy allows more than it should, in “{worst[0]}”."
            yield "theme-policy", message, kept, ("Content-Security-Policy", worst[0])
        loading = next((n for n, one in enumerate(elements) if one.tag in ("link", "script", "img")), len(elements))
        if elements.index(metas[0]) > loading:
            message = "The content security policy stands after what it should watch over."
            yield (
                "theme-policy",
                message,
                "Put it first in the <head>, after the charset.",
                ("Content-Security-Policy",),
            )
    robots = " ".join(
        meta.says("content").lower() for meta in with_tag(elements, "meta") if meta.says("name") == "robots"
    )
    if "noindex" not in robots:
        message = "The page does not ask search engines to stay away (<meta name=robots content=noindex>)."
        yield "theme-policy", message, "Extend page.html, which says so.", ("<head",)


def _inline(elements: Elements) -> Iterator[Complaint]:
    """Style and script in the page itself: the policy forbids them, so they do nothing."""
    for element in elements:
        handler = next((name for name in element.attributes if name.startswith("on")), "")
        if "style" in element.attributes:
            clues = (f'style="{element.attributes["style"]}"', "style=")
            yield "theme-policy", "An element has a style of its own.", "Write a class, and a rule in static/.", clues
        if element.tag == "style":
            yield "theme-policy", "A <style> stands in the page.", "Move it into a file in static/.", ("<style",)
        if element.tag == "script" and "src" not in element.attributes:
            yield (
                "theme-policy",
                "A script stands in the page.",
                "Move it into a file in static/.",
                ("<script>", "<script"),
            )
        if element.tag == "script" and element.says("type").lower() == "module":
            message = "A script is a module, and browsers load no module from a stick."
            yield "theme-policy", message, _NO_SCRIPT, ("module",)
        if handler:
            message = f"An element has a script of its own ({handler})."
            yield "theme-policy", message, _NO_SCRIPT, (f"{handler}=",)
        if _UNREAD.sub("", element.attributes.get("href", "")).lower().startswith("javascript:"):
            yield "theme-policy", "A link is a script.", _NO_SCRIPT, ("javascript:",)
        if element.tag == WRITTEN_TAG:
            message = "A student's text is written as HTML: what somebody types could run on the page."
            yield (
                "theme-policy",
                message,
                "Take away `|safe`, or `{% autoescape false %}`.",
                ("|safe", "| safe", "autoescape"),
            )


def _preloads(elements: Elements) -> Iterator[Complaint]:
    for link in with_tag(elements, "link"):
        if "preload" in link.says("rel").lower().split():
            message = "A page preloads a file. For fonts that fails on a page opened from a stick."
            yield "theme-preload", message, "Take it away: the style sheet asks soon enough.", ("preload",)


def _language(elements: Elements) -> Iterator[Complaint]:
    root = next(with_tag(elements, "html"), None)
    if root is None or not _LANGUAGE.fullmatch(root.says("lang")):
        message = "The page does not say its language: <html> has no lang."
        yield "theme-structure", message, 'Write <html lang="{{ page.lang }}" dir="{{ page.dir }}">.', ("<html",)
    if root is None or root.says("dir") not in ("ltr", "rtl"):
        message = "The page does not say in which direction it is read: <html> has no dir."
        yield "theme-structure", message, 'Write <html lang="{{ page.lang }}" dir="{{ page.dir }}">.', ("<html",)


def _landmarks(elements: Elements) -> Iterator[Complaint]:
    for tag, why in (("main", "what the page is about"), ("footer", "whom the page is made for")):
        found = [one for one in with_tag(elements, tag) if not {"main", "article", "section"} & {*one.inside}]
        if len(found) != 1:
            message = f"The page has {len(found) or 'no'} <{tag}> of its own, where one says {why}."
            yield "theme-structure", message, f"Keep the block “{tag}” of page.html.", (f"<{tag}",)
    headings = [*with_tag(elements, "h1")]
    if len(headings) != 1:
        message = f"The page has {len(headings) or 'no'} <h1>; each page has one."
        yield "theme-structure", message, "Give the page one <h1>, and the parts of it <h2>.", ("<h1",)
    if not any(with_tag(elements, "title")):
        yield "theme-structure", "The page has no <title>.", "Keep the block “title” of page.html.", ("<head",)


def _skip_link(elements: Elements) -> Iterator[Complaint]:
    first = next(with_tag(elements, "a", "button"), None)
    ids = {one.says("id"): one for one in elements if one.says("id")}
    target = ids.get(first.says("href").removeprefix("#")) if first and first.says("href").startswith("#") else None
    if target is None or not (target.tag == "main" or "main" in target.inside):
        message = "The first link of the page does not lead to its <main>: a keyboard has to go through everything."
        hint = 'Write first in the <body>: <a class="skip" href="#main_content">, and <main id="main_content">.'
        yield "theme-structure", message, hint, ('class="skip"', "<body")


def _names(elements: Elements) -> Iterator[Complaint]:
    for picture in with_tag(elements, "img"):
        if "alt" not in picture.attributes:
            message = "A picture has no alt: a reader who cannot see it hears its file name."
            yield "theme-structure", message, 'Write alt="{{ media.alt }}", and alt="" for decoration.', ("<img",)
    twice = [name for name, times in Counter(one.says("id") for one in elements if one.says("id")).items() if times > 1]
    for name in twice:
        message = f"Two elements of a page are called “{name}”, so a link to it finds only the first."
        yield (
            "theme-structure",
            message,
            "Make each id of what is there once, such as loop.index.",
            (f'id="{name}"', "id="),
        )


_CHECKS: tuple[Callable[[Elements], Iterator[Complaint]], ...] = (
    _outside_requests,
    _policy,
    _inline,
    _preloads,
    _language,
    _landmarks,
    _skip_link,
    _names,
)
