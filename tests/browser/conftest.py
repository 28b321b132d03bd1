"""A real browser, without a network, on pages opened by double-click. Without one, these tests are skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from profilegen.build import build_site
from profilegen.model.audience import Audience
from tests.browser.reading import Reader
from tests.browsers import PATIENCE
from tests.built_sites import TODAY, BuiltSite

BuildSchool = Callable[[Mapping[str, str | bytes]], BuiltSite]
"""Called with the files of a small school; gives its site for teachers."""

OpenReader = Callable[..., Reader]
"""Called with the options of a browser context; gives a reader with an empty page."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def reader_with(browser: Browser) -> Iterator[OpenReader]:
    """Opens readers of several kinds (dark, narrow, without JavaScript), and closes them after the test."""
    opened: list[BrowserContext] = []

    def reader_with(**options: object) -> Reader:
        settings = {"offline": True, "reduced_motion": "reduce", "locale": "en-GB"} | options
        context = browser.new_context(**settings)  # type: ignore[arg-type]  # the options are the caller's
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return Reader(context.new_page())

    yield reader_with
    for context in opened:
        context.close()


@pytest.fixture
def reader(reader_with: OpenReader) -> Reader:
    """Somebody at a desk."""
    return reader_with(viewport={"width": 1280, "height": 800})


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildSchool:
    """Writes a small school (what is in each file, by its path) and builds its site for teachers; the same one once."""
    sites: dict[tuple[tuple[str, str | bytes], ...], BuiltSite] = {}

    def build(files: Mapping[str, str | bytes]) -> BuiltSite:
        key = tuple(sorted(files.items()))
        if key not in sites:
            sites[key] = _built(files, tmp_path_factory.mktemp("school"))
        return sites[key]

    return build


def _built(files: Mapping[str, str | bytes], school: Path) -> BuiltSite:
    for name, content in files.items():
        file = school / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    summary = build_site(school, Audience.TEACHERS, today=TODAY, jobs=1)
    assert summary.problems == ()
    return BuiltSite("teachers", school / "_site" / "teachers")
