"""What several kinds of test share: the example school, copied out of the checkout and built once for each audience."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from profilegen.build import build_site
from profilegen.model.audience import AUDIENCE_WORDS, audience_named
from tests.browsers import browser as browser
from tests.browsers import playwright as playwright
from tests.built_sites import LOOK_AT_ALL, TODAY, BuiltSite

ROOT = Path(__file__).resolve().parents[1]

# No deadline: how long a case takes says more of the machine than of us. The same cases each time, so that what fails
# here fails there; PROFILEGEN_TEST_ALL=1 looks at others.
settings.register_profile("any machine", deadline=None, derandomize=not LOOK_AT_ALL)
settings.load_profile("any machine")

SiteFor = Callable[[str], BuiltSite]
"""Called with an audience's word; gives the example school's site for it."""


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the whole run, whichever of pytest's processes asks."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def example_school(shared_folder: Path) -> Path:
    """A copy of example_school, so that the checkout stays clean."""
    copy = shared_folder / "example_school"
    with FileLock(shared_folder / "example_school.lock"):
        if not copy.exists():
            started = shared_folder / "example_school.started"
            shutil.copytree(ROOT / "example_school", started, ignore=shutil.ignore_patterns("_site", ".profilegen"))
            started.rename(copy)
    return copy


@pytest.fixture(scope="session")
def site_for(example_school: Path) -> SiteFor:
    """Builds the example school's site for an audience, or finds it built."""

    def build(word: str) -> BuiltSite:
        done = example_school.with_name(f"built-for-{word}")
        with FileLock(example_school.with_name("building.lock")):
            if not done.exists():
                build_site(example_school, audience_named(word), today=TODAY)
                done.touch()
        return BuiltSite(word, example_school / "_site" / word)

    return build


@pytest.fixture(scope="session", params=AUDIENCE_WORDS)
def site(request: pytest.FixtureRequest, site_for: SiteFor) -> BuiltSite:
    """The example school's site for each of the five audiences, one after the other."""
    return site_for(request.param)
