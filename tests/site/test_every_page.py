"""What holds on every page of every audience's site of the example school, read from its source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise, takewhile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest

from profilegen.build import check
from profilegen.problems import Severity
from tests.built_sites import TODAY, BuiltPage, BuiltSite
from tests.complaints import assert_none
from tests.site.markup import Element, Markup, markup_of

Complaints = Iterable[object]

POLICY = {
    "default-src": "'none'",
    "img-src": "'self' data:",
    "style-src": "'self'",
    "font-src": "'self'",
    "script-src": "'self'",
    "media-src": "'self' data:",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""What a page may load: nothing but its own folder's files, and captions that stand in the page itself."""

LOADED_FROM = ("src", "srcset", "poster", "data")
"""Attributes from which a browser loads something by itself."""

AUDIENCES_WITH_AN_INDEX = {"teachers", "school", "public"}

CONFERENCE = ("conference", "conference_notes")
"""Pages beside the navigation: the first page leads to them."""


def in_pages(pages: Iterable[BuiltPage], complaints: Callable[[Markup], Complaints]) -> list[str]:
    """The complaints about each page, with the page's name before them."""
    return [f"{page.name}: {complaint}" for page in pages for complaint in complaints(markup_of(page.file))]


def test_the_example_school_has_no_error(example_school: Path) -> None:
    """A few warnings and pieces of advice are there on purpose; nothing is broken."""
    problems = check(example_school, today=TODAY).problems
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    assert_none(f"{error.place}: {error.message}" for error in errors)


def test_the_example_school_shows_every_kind_of_page(site: BuiltSite) -> None:
    """What is looked at in these tests is the whole product."""
    kinds = {page.kind for page in site.pages}
    everybody = {"index", "reflections", "reflection", "achievements", "skills"}
    assert kinds >= everybody
    assert ("report" in kinds) == (site.audience in {"private", "teachers", "family"})
    assert (kinds >= {"school", "class"}) == (site.audience in AUDIENCES_WITH_AN_INDEX)
    assert ("overview" in kinds) == (site.audience == "teachers")
    if site.audience == "private":
        assert kinds == everybody | {"testimonials", "gallery", "journey", "showcase", "report", *CONFERENCE}


def test_html_parses_without_a_mistake(site: BuiltSite) -> None:
    """html5lib follows the standard's own parser, and names every mistake that a browser would mend in silence."""
    complaints = []
    for page in site.sampled_pages:
        parser = html5lib.HTMLParser()
        parser.parse(page.text)
        complaints += [f"{page.name}: {place}: {mistake} {details}" for place, mistake, details in parser.errors]
    assert_none(complaints)


def test_a_page_has_one_title_of_its_own_that_says_whose_and_what(site: BuiltSite) -> None:
    """A reader with twenty tabs finds this one; a reader of a whole profile finds this page of it."""
    for home in {page.home for page in site.pages}:
        titles = {page: markup_of(page.file).first("title").text.strip() for page in site.pages if page.home == home}
        shared = [title for title, times in Counter(titles.values()).items() if times > 1]
        assert_none(f"{home.name}: {title}" for title in shared)
        first = titles[next(page for page in titles if page.file == home / "index.html")]
        whose = first.split(" · ")[0]
        assert_none(f"{home.name}: {title}" for title in titles.values() if whose not in title)


def test_a_page_says_its_language_and_direction(site: BuiltSite) -> None:
    """So that it is read aloud, hyphenated and laid out as it should be."""

    def complaints(page: Markup) -> Complaints:
        root = page.first("html").attributes
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", root.get("lang", "")):
            yield f"lang is {root.get('lang')!r}"
        if root.get("dir") not in {"ltr", "rtl"}:
            yield f"dir is {root.get('dir')!r}"

    assert_none(in_pages(site.pages, complaints))


def test_words_in_another_script_are_marked_with_their_language(site_for: Callable[[str], BuiltSite]) -> None:
    """Layla's Arabic reads from right to left within an English page, and Jiayi's Chinese is Chinese."""
    marked: dict[str, set[str]] = {}
    for page in site_for("private").pages:
        for element in markup_of(page.file).elements:
            if element.tag != "html" and "lang" in element.attributes:
                marked.setdefault(element.attributes["lang"], set()).add(element.attributes.get("dir", ""))
    assert marked["ar"] == {"rtl"}
    assert any(lang.startswith("zh") for lang in marked)
    assert {"cy", "uk"} <= marked.keys()
    assert not any("rtl" in directions for lang, directions in marked.items() if lang != "ar")


def test_a_page_has_its_landmarks_one_heading_and_no_gap_between_headings(site: BuiltSite) -> None:
    """A reader who cannot see the page jumps from part to part."""

    def complaints(page: Markup) -> Complaints:
        for tag, least in (("header", 0), ("main", 1), ("footer", 1)):
            found = [one for one in page.all(tag) if not {"main", "article", "section"} & set(one.inside)]
            if not least <= len(found) <= 1:
                yield f"{len(found)} <{tag}> of the page as a whole"
        yield from _nameless([*page.all("nav")])
        levels = [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
        if levels.count(1) != 1:
            yield f"{levels.count(1)} headings of the first rank"
        yield from (f"h{before} and then h{after}" for before, after in pairwise(levels) if after > before + 1)

    assert_none(in_pages(site.pages, complaints))


def test_a_student_with_several_pages_has_them_all_in_the_navigation(site: BuiltSite) -> None:
    """In the same words and the same order on each page, with the present one marked."""
    complaints = []
    for home in {page.home for page in site.pages_of_kind("index")}:
        pages = [page for page in site.pages if page.home == home]
        parts = {page.file for page in pages if page.file.parent == home and page.kind not in ("report", *CONFERENCE)}
        for page in pages:
            if page.kind == "conference":  # where nothing leads away from what is shown, but one way out
                continue
            links = [one for one in markup_of(page.file).all("a") if {"header", "nav"} <= set(one.inside)]
            linked = {_target(page, link.attributes["href"])[0] for link in links}
            if len(parts) > 1 and not parts <= linked:
                complaints.append(
                    f"{page.name}: the navigation leaves out {sorted(one.name for one in parts - linked)}"
                )
            current = [link for link in links if link.attributes.get("aria-current")]
            if len(links) > 1 and len(current) != 1:
                complaints.append(f"{page.name}: {len(current)} entries are marked as the present one")
    assert_none(complaints)


def test_every_page_can_be_reached_from_the_first_and_leads_back_to_it(site: BuiltSite) -> None:
    """By links alone: a page that nothing links to is lost, and a page without a way back is a dead end."""
    links = {page.file: _linked_files(page) for page in site.pages}
    complaints = []
    for home in {page.home for page in site.pages}:
        first = home / "index.html"
        pages = [page for page in site.pages if page.home == home]
        complaints += [f"{page.name}: cannot be reached" for page in pages if page.file not in _reached(first, links)]
        complaints += [f"{page.name}: no way back" for page in pages if first not in links[page.file] | {page.file}]
    assert_none(complaints)


def _linked_files(page: BuiltPage) -> set[Path]:
    return {_target(page, link.attributes["href"])[0] for link in markup_of(page.file).all("a")}


def _reached(first: Path, links: dict[Path, set[Path]]) -> set[Path]:
    reached: set[Path] = set()
    waiting = [first]
    while waiting:
        file = waiting.pop()
        if file in links and file not in reached:
            reached.add(file)
            waiting += links[file]
    return reached


def _nameless(elements: list[Element]) -> Iterable[str]:
    names = {"aria-label", "aria-labelledby"}
    return (f"without a name: {one}" for one in elements if not one.attributes.keys() & names)


def test_the_first_thing_to_reach_by_keyboard_is_the_way_to_the_content(site: BuiltSite) -> None:
    """Nobody tabs through the navigation of every page."""

    def complaints(page: Markup) -> Complaints:
        first = next(page.all("a", "button", "input", "summary"))
        if not (first.attributes.get("href", "").startswith("#") and first.text.strip()):
            yield f"the first is {first}"
        target = first.attributes.get("href", "")[1:]
        if page.first("main").attributes.get("id") != target:
            yield f"#{target} is not the content"

    assert_none(in_pages(site.pages, complaints))


def test_no_id_stands_twice_and_every_id_that_is_named_is_there(site: BuiltSite) -> None:
    """A label, a caption or a link into the page leads to one place."""

    def complaints(page: Markup) -> Complaints:
        ids = Counter(one.attributes["id"] for one in page.elements if "id" in one.attributes)
        yield from (f"id {name} stands {times} times" for name, times in ids.items() if times > 1)
        for element in page.elements:
            for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
                yield from (
                    f"{element} names an id that is not there"
                    for name in element.attributes.get(attribute, "").split()
                    if name not in ids
                )

    assert_none(in_pages(site.pages, complaints))


def test_no_page_may_be_listed_by_a_search_engine_or_tell_where_a_reader_came_from(site: BuiltSite) -> None:
    """These are children's pages."""

    def complaints(page: Markup) -> Complaints:
        if "noindex" not in page.meta("robots"):
            yield "may be listed"
        if page.meta("referrer") != "no-referrer":
            yield "tells where the reader came from"

    assert_none(in_pages(site.pages, complaints))


def test_the_security_policy_is_strict_and_comes_before_anything_is_loaded(site: BuiltSite) -> None:
    """A policy after a style sheet or a script does not hold for it."""

    def complaints(page: Markup) -> Complaints:
        rules = (rule.split(None, 1) for rule in page.meta("content-security-policy").split(";"))
        if dict(rules) != POLICY:
            yield "another policy"
        before = [one.tag for one in page.elements[: page.elements.index(_policy(page))]]
        if set(before) - {"html", "head", "meta"}:
            yield f"the policy comes after {before}"

    assert_none(in_pages(site.pages, complaints))


def _policy(page: Markup) -> Element:
    return next(one for one in page.all("meta") if "http-equiv" in one.attributes)


def test_nothing_in_a_page_is_script_or_style_but_its_own_files(site: BuiltSite) -> None:
    """No inline script, handler or style: the policy forbids them, and a page that needs them is broken."""

    def complaints(page: Markup) -> Complaints:
        for element in page.elements:
            inline = element.attributes.keys() & {"style", "srcdoc"}
            handlers = {name for name in element.attributes if name.startswith("on")}
            if inline | handlers or (element.tag == "script" and "src" not in element.attributes):
                yield element
            if element.tag in {"style", "iframe", "object", "embed", "form", "base"}:
                yield element

    assert_none(in_pages(site.pages, complaints))


def test_nothing_is_loaded_from_elsewhere_and_links_to_elsewhere_are_marked(site: BuiltSite) -> None:
    """A link that somebody wrote leads out only when it is clicked, and tells nobody where it was."""

    def complaints(page: Markup) -> Complaints:
        for element in page.elements:
            loaded = [element.attributes.get(name, "") for name in LOADED_FROM]
            loaded += [element.attributes.get("href", "")] if element.tag in {"link", "image", "use"} else []
            if any(_is_elsewhere(address) for address in loaded):
                yield f"loads from elsewhere: {element}"
            href = element.attributes.get("href", "")
            marks = set(element.attributes.get("rel", "").split())
            if element.tag == "a" and _is_elsewhere(href) and not {"noopener", "noreferrer"} & marks:
                yield f"is not marked: {element}"
            if href.lower().startswith(("javascript:", "vbscript:", "data:")):
                yield f"is no address: {element}"

    assert_none(in_pages(site.pages, complaints))


def _is_elsewhere(address: str) -> bool:
    return bool(re.match(r"\s*([a-z][a-z0-9+.-]*:)?//", address, re.IGNORECASE))


def test_every_link_picture_and_fragment_leads_to_something_in_the_same_folder(site: BuiltSite) -> None:
    """A student's folder is complete in itself; only the school's own pages lead to students."""
    complaints = []
    for page in site.pages:
        for address in _addresses(markup_of(page.file)):
            target, fragment = _target(page, address)
            if not target.is_file():
                complaints.append(f"{page.name}: nothing at {address}")
            elif fragment and fragment not in _ids(target):
                complaints.append(f"{page.name}: no such place in the page: {address}")
            elif not target.is_relative_to(page.home):
                complaints.append(f"{page.name}: leads out of its folder: {address}")
    assert_none(complaints)


def _addresses(page: Markup) -> Iterable[str]:
    for element in page.elements:
        for name in ("href", "src", "poster"):
            if name in element.attributes:
                yield element.attributes[name]
        yield from (part.split()[0] for part in element.attributes.get("srcset", "").split(",") if part.strip())


def _target(page: BuiltPage, address: str) -> tuple[Path, str]:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:  # to elsewhere: another test's
        return page.file, ""
    path = (page.file.parent / unquote(parts.path)).resolve() if parts.path else page.file
    return path, unquote(parts.fragment)


def _ids(file: Path) -> set[str]:
    return {one.attributes["id"] for one in markup_of(file).elements if "id" in one.attributes}


def test_every_picture_has_its_size_and_words_or_is_marked_as_decoration(site: BuiltSite) -> None:
    """Nothing jumps while a page loads, and no picture is silence."""

    def complaints(page: Markup) -> Complaints:
        for picture in page.all("img"):
            missing = {"alt", "width", "height"} - picture.attributes.keys()
            if missing:
                yield f"{', '.join(sorted(missing))} missing: {picture}"

    assert_none(in_pages(site.pages, complaints))


def test_every_link_and_button_has_words(site: BuiltSite) -> None:
    """“Link, link, link” is what a screen reader says otherwise."""

    def complaints(page: Markup) -> Complaints:
        for element in page.all("a", "button", "summary"):
            names = (element.text, element.attributes.get("aria-label", ""), _words_of_pictures(page, element))
            if not any(name.strip() for name in names):
                yield element

    assert_none(in_pages(site.pages, complaints))


def _words_of_pictures(page: Markup, element: Element) -> str:
    following = page.elements[page.elements.index(element) + 1 :]
    within = takewhile(lambda after: len(after.inside) > len(element.inside), following)
    return " ".join(after.attributes.get("alt", "") for after in within if after.tag == "img")


def test_a_family_or_private_site_has_no_page_that_lists_students(site: BuiltSite) -> None:
    """Each student's folder alone: nothing in the folder above it."""
    top = {path.name for path in site.folder.iterdir() if not path.name.startswith(".")}
    if site.audience in AUDIENCES_WITH_AN_INDEX:
        assert top >= {"index.html", "students"}
    else:
        assert top == {"students"}
        assert {path.name for path in (site.folder / "students").iterdir() if path.is_file()} == set()


@pytest.mark.parametrize("suffix", [".html", ".css", ".js"])
def test_text_files_end_lines_as_the_web_does(site: BuiltSite, suffix: str) -> None:
    """The same bytes on every machine."""
    files = [file for file in site.folder.rglob(f"*{suffix}") if b"\r" in file.read_bytes()]
    assert_none(files)
