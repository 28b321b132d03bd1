"""The studio at an address: of this machine alone, or, when somebody asked for that, of the classroom's network."""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from profilegen.problems import UsageError
from profilegen.studio.app import app_for
from profilegen.studio.doors import USUAL_WEB_PORT, new_key
from profilegen.studio.working import Studio

USUAL_PORT = 8322
_LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Opened:
    """A studio that answers now: the address with the key in it, and who has no passphrase yet."""

    address: str
    is_open: bool
    without_passphrase: tuple[str, ...] = ()


def open_studio(
    folder: Path,
    *,
    student: str = "",
    class_id: str = "",
    port: int | None = None,
    host: str = "",
    opened: Callable[[Opened], None] | None = None,
) -> None:
    """Lets people work in this folder until it is interrupted.

    `host` is an address of this machine in the classroom's network; without one only this machine can look.
    UsageError where the folder, the student, the class, the address or the port is none.
    """
    import uvicorn

    from profilegen.studio.connections import MOST, Line

    address = _address(host)
    studio = Studio(folder, student=student, class_id=class_id, is_open=not address.is_loopback)
    key = new_key()
    with _listening(address, port) as listening:
        own_port = listening.getsockname()[1]
        config = uvicorn.Config(
            app_for(studio, hosts=_hosts(address, own_port), key=key),
            log_level="error",
            lifespan="off",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
            limit_concurrency=MOST,
            http=Line,
            ws="none",
        )
        if opened is not None:
            opened(Opened(f"http://{_shown(address)}:{own_port}/?key={key}", studio.is_open, _bare(studio)))
        uvicorn.Server(config).run(sockets=[listening])


def _bare(studio: Studio) -> tuple[str, ...]:
    """Who cannot come in over a network."""
    if not studio.is_open:
        return ()
    return tuple(student for student in studio.students if not studio.passphrase(student).is_set)


Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _address(host: str) -> Address:
    try:
        address = ipaddress.ip_address(host or _LOOPBACK)
    except ValueError:
        hint = "Write the number of this machine in the network, such as 192.168.1.20."
        raise UsageError(f"“{host}” is no address of a machine.", hint) from None
    if address.is_unspecified or address.is_multicast:
        hint = "Write the one number of this machine in the classroom's network, such as 192.168.1.20."
        raise UsageError(f"{host} would open the studio to every network that this machine is in.", hint)
    if address.is_global:
        hint = "The studio is for a classroom's own network, and never for the internet."
        raise UsageError(f"{host} is an address of the internet.", hint)
    return address


def _shown(address: Address) -> str:
    return f"[{address}]" if address.version == 6 else str(address)


def _hosts(address: Address, port: int) -> frozenset[str]:
    """What a browser says whom it asks: it leaves out the port that every browser takes by itself."""
    names = [_shown(address), *(["localhost"] if address.is_loopback else [])]
    plain = names if port == USUAL_WEB_PORT else []
    return frozenset([*plain, *(f"{name}:{port}" for name in names)])


def _listening(address: Address, port: int | None) -> socket.socket:
    """A socket at this address: at this port; at the usual one or any other where none is asked for."""
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    for wanted in [USUAL_PORT, 0] if port is None else [port]:
        found = socket.socket(family, socket.SOCK_STREAM)
        if sys.platform != "win32":  # there it would share a port that somebody has; here it only skips the wait
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((str(address), wanted))
        except OSError as error:
            found.close()
            problem = error
            continue
        found.listen(64)
        return found
    if port is None:
        raise UsageError(f"{address} is no address of this machine ({problem.strerror}).", "Look which one it has.")
    raise UsageError(f"Port {port} is taken by another program.", "Leave out --port, and a free one is found.")
