"""Workers on other machines, for a trust or an authority: Dask, over a folder that all of them share.

Nothing but `distributed` (the extra `profilegen[cluster]`) knows how work reaches them, and what happens when one is
lost. Every worker needs the same version of profilegen, and the same path to the school's folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from profilegen.problems import MissingPartError, UsageError

_PATIENCE = 10  # seconds to wait for the scheduler


@contextmanager
def workers_at(address: str) -> Iterator[Executor]:
    """An executor of the cluster whose scheduler is at this address, such as `tcp://10.0.0.5:8786`.

    MissingPartError without `distributed`, UsageError where no scheduler answers.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise MissingPartError(
            "Building on a cluster needs the package “distributed”.",
            'Install it with: python3 -m pip install "profilegen[cluster]"',
        ) from None
    try:
        client = distributed.Client(address, timeout=_PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(f"No scheduler answers at {address} ({error}).", "Start one with: dask scheduler") from None
    with client:
        yield client.get_executor(pure=False, retries=2)
