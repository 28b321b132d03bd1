"""What must hold on a page: a sound one gives nothing, and each mistake in it is found."""

from __future__ import annotations

import pytest

from profilegen.rendering import staying
from profilegen.theming.page_checks import LARGEST_PAGE, findings_on, is_outside
from profilegen.theming.policy import POLICY, as_written, loosened
from profilegen.theming.voices import WRITTEN_TAG

SOUND = f"""<!doctype html>
<html lang="en-GB" dir="ltr"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{as_written()}">
<meta name="robots" content="noindex, nofollow"><title>Ada</title>
<link rel="stylesheet" href="theme/base.css"><script src="search.js" defer></script></head>
<body><a class="skip" href="#main_content">Skip</a><header><nav><a href="index.html">Ada</a></nav></header>
<main id="main_content"><h1>Ada</h1><img src="media/a.jpg" srcset="media/a.jpg 480w, media/b.jpg 960w" alt="">
<track src="data:text/vtt;base64,AA"><a href="https://example.org/">my source</a></main>
<footer>For Ada</footer></body></html>
"""


def rules_in(page: str) -> set[str]:
    return {one.rule for one in findings_on("index", page.encode("utf-8"), has_parts=True)}


def test_a_sound_page_gives_nothing() -> None:
    assert [*findings_on("index", SOUND.encode("utf-8"), has_parts=True)] == []


REPLACED = {
    "no policy": ('http-equiv="Content-Security-Policy"', 'name="policy"', "theme-policy"),
    "a looser policy": ("img-src 'self'", "img-src *", "theme-policy"),
    "a policy that comes late": ("<head>", '<head><link rel="icon" href="a.png">', "theme-policy"),
    "no noindex": ("noindex, nofollow", "index", "theme-policy"),
    "a style": ("<footer>", '<footer style="color:red">', "theme-policy"),
    "a style element": ("<footer>", "<footer><style>p {}</style>", "theme-policy"),
    "a script": ("<footer>", "<footer><script>1</script>", "theme-policy"),
    "a module": ("<script ", '<script type="module" ', "theme-policy"),
    "a handler": ("<footer>", '<footer ONCLICK="a()">', "theme-policy"),
    "a link that is a script": ("https://example.org/", " java\tscript:alert(1)", "theme-policy"),
    "what somebody typed as HTML": ("<footer>", f"<footer><{WRITTEN_TAG}>", "theme-policy"),
    "a picture from outside": ("media/a.jpg", "https://example.org/a.jpg", "theme-outside-request"),
    "a set of pictures from outside": ("media/b.jpg", "//example.org/b.jpg", "theme-outside-request"),
    "a sheet from outside": ("theme/base.css", "HTTPS://example.org/a.css", "theme-outside-request"),
    "a path from the root": ("search.js", "/search.js", "theme-outside-request"),
    "a poster": ("<footer>", '<footer><video poster="\\\\example.org/a"></video>', "theme-outside-request"),
    "a use": ("<footer>", '<footer><svg><use href="https://example.org/a.svg#b"/></svg>', "theme-outside-request"),
    "a ping": ("<a class", '<a ping="https://example.org/" class', "theme-outside-request"),
    "a frame": ("<footer>", '<footer><iframe src="index.html"></iframe>', "theme-outside-request"),
    "a base": ("<title>", '<base href="a/"><title>', "theme-outside-request"),
    "a refresh": ("<title>", '<meta http-equiv="refresh" content="0;url=a.html"><title>', "theme-outside-request"),
    "a preload": ("<title>", '<link rel="preload" as="font" href="a.woff2"><title>', "theme-preload"),
    "no language": (' lang="en-GB"', "", "theme-structure"),
    "no direction": (' dir="ltr"', "", "theme-structure"),
    "no main": ("main", "div", "theme-structure"),
    "no footer": ("footer", "div", "theme-structure"),
    "no nav": ("nav", "div", "theme-structure"),
    "no h1": ("h1", "h2", "theme-structure"),
    "two h1": ("<footer>", "<footer><h1>Ada</h1>", "theme-structure"),
    "no skip link": ('<a class="skip" href="#main_content">Skip</a>', "", "theme-structure"),
    "a skip link to nothing": ('href="#main_content"', 'href="#nowhere"', "theme-structure"),
    "no title": ("<title>Ada</title>", "", "theme-structure"),
    "a picture without alt": (' alt=""', "", "theme-structure"),
    "one id twice": ("<footer>", '<footer id="main_content">', "theme-structure"),
    "too long": ("For Ada", "a" * LARGEST_PAGE, "theme-too-large"),
}


@pytest.mark.parametrize("case", REPLACED)
def test_each_mistake_is_found(case: str) -> None:
    before, after, rule = REPLACED[case]
    assert before in SOUND
    assert rules_in(SOUND.replace(before, after)) == {rule}


@pytest.mark.parametrize("address", ["a.png", "../a.png", "#a", "", "data:image/png;base64,AA", "a:b"[2:]])
def test_what_stays_in_the_folder(address: str) -> None:
    assert not is_outside(address)


@pytest.mark.parametrize(
    "address",
    ["https://a", "//a", "/a", "\\\\a", " \thttps://a", "ht\ntps://a", "file:///a", "javascript:1", "data:text/html,a"],
)
def test_what_leads_out_of_it(address: str) -> None:
    assert is_outside(address)


def test_the_policy_is_the_one_that_pages_are_held_to() -> None:
    assert as_written() == staying.POLICY
    assert loosened(staying.POLICY) == ""


@pytest.mark.parametrize(
    ("content", "directive"),
    [
        ("", "default-src"),
        (as_written().replace("base-uri 'none'", ""), "base-uri"),
        (as_written().replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"), "script-src"),
        (as_written() + "; connect-src *", "connect-src"),
        (as_written() + "; style-src-attr 'unsafe-inline'", "style-src-attr"),
        ("img-src *; " + as_written(), "img-src"),
    ],
)
def test_a_looser_policy_is_named_by_its_directive(content: str, directive: str) -> None:
    assert loosened(content) == directive


@pytest.mark.parametrize("directive", POLICY)
def test_a_stricter_policy_is_fine(directive: str) -> None:
    written = f"{directive} {' '.join(POLICY[directive])}"
    assert loosened(as_written().replace(written, f"{directive} 'none'")) == ""
