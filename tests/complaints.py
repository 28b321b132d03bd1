"""One assertion for tests that look at many things: it shows every complaint, not only the first."""

from __future__ import annotations

from collections.abc import Iterable

_SHOWN = 15


def assert_none(complaints: Iterable[object]) -> None:
    """AssertionError with each complaint on a line of its own."""
    lines = [str(complaint) for complaint in complaints]
    more = [f"… and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
    assert not lines, "\n".join(["", *lines[:_SHOWN], *more])
