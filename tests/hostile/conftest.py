"""One arena for each module of hostile cases."""

from __future__ import annotations

import pytest

from tests.hostile.arena import Arena


@pytest.fixture(scope="module")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Arena:
    """A school of three students, one of them hostile."""
    return Arena(tmp_path_factory.mktemp("arena"))
