"""Everything together: the first build, the watch, and the server, until Ctrl-C."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from profilegen.model.audience import Audience
from profilegen.preview.previewing import Preview
from profilegen.preview.serving import app_for
from profilegen.preview.watching import watched
from profilegen.problems import UsageError

USUAL_PORT = 8321
_LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Started:
    """A preview that answers now: at which address, and whether the folder is polled for changes."""

    address: str
    polled: bool
    preview: Preview


def serve(
    folder: Path,
    audience: Audience,
    *,
    port: int | None = None,
    theme: str = "",
    today: date | None = None,
    polling: bool = False,
    started: Callable[[Started], None] | None = None,
) -> None:
    """Shows the folder's sites at an address of this machine, and keeps them up to date, until it is interrupted.

    Without a `port` the usual one is taken, or any that is free. UsageError where the one asked for is taken, or where
    the folder is neither a school nor a student's.
    """
    import uvicorn

    preview = Preview(folder, theme, today)
    preview.summary(audience)
    if failure := preview.latest(audience).failure:
        raise UsageError(failure, "Mend that, and start again.")
    with _listening(port) as listening, watched(folder, preview.rebuild, polling=polling) as polled:
        own_port = listening.getsockname()[1]
        config = uvicorn.Config(
            app_for(preview, audience, own_port),
            log_level="error",
            lifespan="off",
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        if started is not None:
            started(Started(f"http://{_LOOPBACK}:{own_port}/", polled, preview))
        uvicorn.Server(config).run(sockets=[listening])


def _listening(port: int | None) -> socket.socket:
    """A socket of this machine alone, at this port; at the usual one or any other where none is asked for."""
    for wanted in [USUAL_PORT, 0] if port is None else [port]:
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if sys.platform != "win32":  # there it would share a port that somebody has; here it only skips the wait
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((_LOOPBACK, wanted))
        except OSError:
            found.close()
            continue
        found.listen(64)
        return found
    raise UsageError(f"Port {port} is taken by another program.", "Leave out --port, and a free one is found.")
