"""The live preview: what is saved is seen at once, by this machine alone, and nothing that is hidden gets out."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from profilegen.model.audience import Audience
from profilegen.preview.previewing import News, Preview
from profilegen.preview.serving import app_for
from profilegen.preview.watching import watched
from tests.building.worlds import TODAY, a_school, write

AMINA = "students/amina-x3f9"
PORT = 8321


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return a_school(tmp_path / "hillside")


@pytest.fixture
def preview(school: Path) -> Preview:
    return Preview(school, today=TODAY)


@pytest.fixture
def browser(preview: Preview) -> Iterator[TestClient]:
    """Asks the preview as a browser of this machine does."""
    app = app_for(preview, Audience.FAMILY, PORT)
    with TestClient(app, base_url=f"http://127.0.0.1:{PORT}", follow_redirects=True) as client:
        yield client


def test_the_first_page_is_that_of_the_audience_that_was_asked_for(browser: TestClient) -> None:
    found = browser.get("/")
    assert found.status_code == 200
    assert found.url.path == f"/family/{AMINA}/index.html"


def test_a_page_is_what_the_build_wrote_but_for_the_preview_s_script(school: Path, browser: TestClient) -> None:
    page = browser.get(f"/family/{AMINA}/reflections/bridge.html").text
    written = (school / "_site/family" / AMINA / "reflections/bridge.html").read_text(encoding="utf-8")
    assert "/-/preview.js" in page
    assert "/-/preview.js" not in written
    without = re.sub(r'<script src="/-/preview.js"[^>]*></script>\n', "", page).replace(" connect-src 'self';", "")
    without = without.replace('\n<script src="/-/first.js"></script>', "")
    assert re.sub(r"[?]v=[0-9a-f]+", "", without) == written


def test_the_browser_may_keep_the_looks_of_a_page_and_nothing_that_anybody_wrote(browser: TestClient) -> None:
    """An address of a style sheet or script says which version it is of; fonts hardly change."""
    page = browser.get(f"/family/{AMINA}/index.html")
    sheets = re.findall(r'(?:href|src)="(theme/[^"]+)"', page.text)
    assert sheets
    kept = {browser.get(f"/family/{AMINA}/{sheet}").headers["cache-control"] for sheet in sheets}
    assert kept == {"private, max-age=31536000, immutable"}
    for written in ("index.html", "search.js", "search.js?v=1", "index.html?v=1"):
        assert browser.get(f"/family/{AMINA}/{written}").headers["cache-control"] == "no-store"


def test_each_audience_sees_its_own_site(school: Path, browser: TestClient) -> None:
    write(school / AMINA, {"reflections/own.yaml": "title: Mine\ndate: 2026-10-20\nbody: Own.\naudience: private\n"})
    assert browser.get(f"/private/{AMINA}/reflections/own.html").status_code == 200
    refused = browser.get(f"/public/{AMINA}/reflections/own.html")
    assert refused.status_code == 404
    assert "Mine" not in refused.text


@pytest.mark.parametrize(
    "path",
    [
        "/family/../../school.yaml",
        "/family/%2e%2e/%2e%2e/school.yaml",
        f"/family/{AMINA}/../../../../consents.yaml",
        f"/family/{AMINA}/.profilegen.json",
        "/family//etc/passwd",
        "/family/..%5c..%5cschool.yaml",
        "/elsewhere/index.html",
        "/-/../serving.py",
    ],
)
def test_no_path_leads_out_of_a_site(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_a_link_inside_a_site_leads_nowhere(school: Path, browser: TestClient, tmp_path: Path) -> None:
    browser.get("/")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (school / "_site/family" / AMINA / "media/link.txt").symlink_to(tmp_path / "secret.txt")
    assert browser.get(f"/family/{AMINA}/media/link.txt").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1:1", "", "localhost"])
def test_another_host_is_refused_so_that_no_page_from_elsewhere_can_read_this_one(
    browser: TestClient, host: str
) -> None:
    assert browser.get("/", headers={"Host": host}).status_code == 403


def test_only_reading_is_possible(browser: TestClient) -> None:
    assert browser.post(f"/family/{AMINA}/index.html").status_code == 405


def test_a_film_can_be_entered_in_the_middle(browser: TestClient, school: Path) -> None:
    browser.get("/")
    media = next((school / "_site/family" / AMINA / "media").glob("*.webp"))
    part = browser.get(f"/family/{AMINA}/media/{media.name}", headers={"Range": "bytes=2-5"})
    assert (part.status_code, part.content) == (206, media.read_bytes()[2:6])


def heard(preview: Preview) -> list[News]:
    """What a listener is told from now on."""
    news: list[News] = []
    preview.listen(news.append)
    return news


def test_a_change_is_told_with_whom_it_concerns(school: Path, preview: Preview) -> None:
    preview.summary(Audience.SCHOOL)
    news = heard(preview)
    write(school / AMINA, {"reflections/new.yaml": "title: New\ndate: 2026-11-01\nbody: New.\naudience: school\n"})
    preview.rebuild()
    assert [(one.audience, one.students) for one in news] == [(Audience.SCHOOL, ("amina-x3f9",))]


def test_where_nothing_changed_nothing_is_told(preview: Preview) -> None:
    preview.summary(Audience.SCHOOL)
    news = heard(preview)
    preview.rebuild()
    assert news == []


def test_a_mistake_is_told_with_file_and_line_and_is_gone_when_mended(school: Path, preview: Preview) -> None:
    preview.summary(Audience.FAMILY)
    news = heard(preview)
    write(school / AMINA, {"reflections/new.yaml": "title: New\ndate: yesterday\n"})
    preview.rebuild()
    (told,) = [one for one in news[-1].problems if one.rule == "wrong-type"]
    assert (told.place.file, told.place.line) == (f"{AMINA}/reflections/new.yaml", 2)
    write(school / AMINA, {"reflections/new.yaml": "title: New\ndate: 2026-11-01\n"})
    preview.rebuild()
    assert "wrong-type" not in {one.rule for one in news[-1].problems}


def test_a_school_that_cannot_be_built_says_so_and_comes_back(school: Path, preview: Preview) -> None:
    preview.summary(Audience.FAMILY)
    news = heard(preview)
    (school / "school.yaml").rename(school / "away.yaml")
    preview.rebuild()
    assert news[-1].failure
    (school / "away.yaml").rename(school / "school.yaml")
    preview.rebuild()
    assert news[-1].failure == ""


@pytest.mark.parametrize(("audience", "is_shown"), [("private", True), ("family", False)])
def test_the_line_of_a_file_is_shown_to_its_writer_alone(
    school: Path, preview: Preview, audience: str, is_shown: bool
) -> None:
    write(school / AMINA, {"reflections/new.yaml": "title: New\ndate: CANARY\n"})
    from profilegen.preview.serving import _event

    said = json.loads(_event(preview.latest(Audience[audience.upper()]), "now").split(b"data: ")[1])
    assert any("CANARY" in one["source"] for one in said["problems"]) is is_shown


def test_a_save_becomes_news_by_itself(school: Path, preview: Preview) -> None:
    preview.summary(Audience.FAMILY)
    came = threading.Event()
    preview.listen(lambda _news: came.set())
    with watched(school, preview.rebuild):
        time.sleep(0.1)
        write(school / AMINA, {"reflections/new.yaml": "title: New\ndate: 2026-11-01\nbody: New.\n"})
        assert came.wait(20)
    assert (school / "_site/family" / AMINA / "reflections/new.html").is_file()


def test_building_makes_no_new_hints_for_itself(school: Path, preview: Preview) -> None:
    preview.summary(Audience.FAMILY)
    with watched(school, preview.rebuild):
        time.sleep(0.1)
        before = preview.builds
        write(school / AMINA, {"reflections/new.yaml": "title: New\ndate: 2026-11-01\nbody: New.\n"})
        time.sleep(2)
    assert preview.builds - before == 1
