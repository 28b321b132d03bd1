"""Running what waits, in a thread of its own: a browser's driver may have a loop of its own in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Outcome = TypeVar("Outcome")


def awaited(waits: Coroutine[Any, Any, Outcome]) -> Outcome:
    """What comes of it, or what it raises."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, waits).result()
