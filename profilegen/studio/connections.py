"""The lines into the studio: whoever opens many and asks nothing keeps nobody else out."""

from __future__ import annotations

import asyncio
import ipaddress
import time

from uvicorn.protocols.http.h11_impl import H11Protocol

MOST = 200  # lines at once
HEADER_SECONDS = 15.0  # for a request's first line and headers
MOST_SILENT = 100  # lines on which nothing is asked; of more, the oldest goes
MOST_OF_ONE = 40  # lines from one machine of the network: browsers open six


class Line(H11Protocol):
    """One connection. It is given up where no whole request comes in time, or where there are too many like it."""

    _since = 0.0
    _waiting: asyncio.TimerHandle | None = None

    @property
    def is_silent(self) -> bool:
        """Whether no request of this line is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """asyncio's hook."""
        super().connection_made(transport)
        self._wait()
        others = [line for line in self.connections if isinstance(line, Line)]
        if self._is_from_network() and sum(line._is_from(self) for line in others) > MOST_OF_ONE:
            self.give_up()
            return
        silent = [line for line in others if line.is_silent and not line.transport.is_closing()]
        if len(silent) > MOST_SILENT:
            min(silent, key=lambda line: line._since).give_up()

    def data_received(self, data: bytes) -> None:
        """asyncio's hook."""
        super().data_received(data)
        if not self.is_silent:
            self._stop_waiting()

    def on_response_complete(self) -> None:
        """uvicorn's hook."""
        super().on_response_complete()
        if self.is_silent:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """asyncio's hook."""
        self._stop_waiting()
        super().connection_lost(exc)

    def give_up(self) -> None:
        """Ends the line, and counts it no more."""
        self._stop_waiting()
        self.connections.discard(self)
        self.transport.abort()

    def _wait(self) -> None:
        self._stop_waiting()
        self._since = time.monotonic()
        self._waiting = self.loop.call_later(HEADER_SECONDS, self.give_up)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _is_from_network(self) -> bool:
        """Whether it comes from another machine: all that runs on this one shares one address."""
        return self.client is not None and not ipaddress.ip_address(self.client[0].partition("%")[0]).is_loopback

    def _is_from(self, other: Line) -> bool:
        return self.client is not None and other.client is not None and self.client[0] == other.client[0]
