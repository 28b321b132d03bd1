"""A site in the studio's frame, in a real browser: it works as elsewhere, and a page that was put there cannot act."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from profilegen.publishing.manifest import MANIFEST, digest_of
from tests.browser import test_studio
from tests.browser.test_studio import AMINA, Desk

desk = test_studio.desk

EVIL = b"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Evil</title>
<script>top.document.title = document.title = "acted"; fetch("/done", {method: "POST"});</script>
<script src="evil.js"></script><script src="data:text/javascript,document.title='acted'"></script></head>
<body><form id="out" method="post" action="/done"><button autofocus onclick="document.title = 'acted'">Press me</button>
</form><img src="none.png" onerror="document.title = 'acted'; this.closest('body').querySelector('form').submit()">
<iframe srcdoc="<script>parent.document.title = 'acted'</script>"></iframe></body></html>
"""
ACTS = b"window.profilegenSearch = []; top.document.title = document.title = 'acted';\n"


def planted(site: Path, *, is_in_manifest: bool) -> None:
    """A page and scripts of somebody else's; also as a build would name them."""
    files = {"evil.html": EVIL, "evil.js": ACTS, "search.js": ACTS, "theme/switches.js": ACTS}
    said = json.loads((site / MANIFEST).read_text(encoding="utf-8"))
    for name, content in files.items():
        (site / name).write_bytes(content)
        if is_in_manifest:
            said["files"][name] = digest_of(content)
    (site / MANIFEST).write_text(json.dumps(said), encoding="utf-8")


def sees_her_site(desk: Desk) -> tuple[Page, str]:
    """Amina, and the address at which her site begins."""
    page = desk.sits_down()
    page.goto(f"{desk.address}/s/{AMINA}/preview/private/")
    return page, f"{desk.address}/s/{AMINA}/preview/private/"


def test_her_own_site_works_in_the_frame(desk: Desk) -> None:
    page = desk.sits_down()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(f"{desk.address}/s/{AMINA}/look/private")
    inside = page.frame_locator(".frame-whole").locator("html")
    expect(inside).to_have_attribute("data-switches", "")  # its script ran
    assert inside.evaluate("() => window.profilegenSearch.length") > 0
    assert inside.evaluate("() => document.fonts.ready.then(all => all.size)") > 0
    assert refused == []


def test_a_page_that_was_put_into_the_site_is_not_there(desk: Desk) -> None:
    page, address = sees_her_site(desk)
    planted(desk.folder / "_site" / "private", is_in_manifest=False)
    page.goto(f"{address}evil.html")
    expect(page.get_by_text("This page is not in this site.")).to_be_visible()


def test_a_page_that_a_forged_manifest_names_cannot_act(desk: Desk) -> None:
    page, address = sees_her_site(desk)
    planted(desk.folder / "_site" / "private", is_in_manifest=True)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method != "GET" else None)
    for name in ("evil.html", "index.html"):
        page.goto(f"{address}{name}")
        page.wait_for_load_state("networkidle")
        assert page.title() != "acted"
    page.goto(f"{address}evil.html")
    page.get_by_role("button", name="Press me").dispatch_event("click")
    page.wait_for_timeout(300)
    assert (page.url, sent) == (f"{address}evil.html", [])
    assert page.title() != "acted"
    page.goto(f"{desk.address}/s/{AMINA}/")  # the session is still hers
    expect(page.get_by_role("heading", name="Hello")).to_be_visible()
