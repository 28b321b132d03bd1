"""`--host` for real: at this machine's own address in its network, with a passphrase for each student."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from profilegen.problems import UsageError
from profilegen.studio.running import _address
from profilegen.studio.working import Studio
from tests.studio.visitors import AMINA, BEN, a_school


def own_address() -> str:
    """This machine's number in its network; "" where it is in none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking, contextlib.suppress(OSError, UsageError):
        asking.connect(("192.0.2.1", 9))
        address = str(asking.getsockname()[0])
        return "" if _address(address).is_loopback else address
    return ""


@pytest.fixture
def warned(tmp_path: Path) -> Iterator[tuple[str, list[str], Path]]:
    """A studio of its own: the address that it says, and all that it warns of."""
    address = own_address()
    if not address:
        pytest.skip("this machine is in no network of a classroom's kind")
    school = a_school(tmp_path / "hillside")
    studio = Studio(school)
    studio.passphrase(AMINA).set("seven green bottles")
    studio.passphrase(BEN).set("fish moon key fish", "pictures")
    with socket.create_server((address, 0)) as found:
        port = found.getsockname()[1]
    options = ["--no-open", "--host", address, "--port", str(port)]
    command = [sys.executable, "-m", "profilegen", "studio", str(school), *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=subprocess.STDOUT, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        said = [process.stdout.readline()]
        while "zoe-d4y6 --" not in said[-1] and "--student zoe-d4y6" not in " ".join(said) and len(said) < 30:
            said.append(process.stdout.readline())
        yield said[0], said, school
        process.kill()


def test_in_a_classroom_s_network(warned: tuple[str, list[str], Path]) -> None:
    first, said, _ = warned
    found = re.search(r"http://[0-9.]+:\d+/\?key=\S+", first)
    assert found, said
    origin = found[0].partition("/?")[0]
    warning = " ".join(" ".join(said).split())
    assert "Everybody in this network can reach this address" in warning
    assert "Whoever has the address sees the names on the cards of the class." in warning
    assert "zoe-d4y6 has no passphrase yet" in warning
    assert f"{AMINA} has no passphrase" not in warning
    with _browser(origin) as amina, _browser(origin) as ben:
        for one in (amina, ben):
            assert one.get("/").status_code == 401
            assert "Who is here?" in one.get(found[0]).text
        assert amina.post("/cards/zoe-d4y6").status_code == 403
        assert "Is it you" in amina.post(f"/cards/{AMINA}").text
        assert amina.get(f"/s/{AMINA}/").status_code == 403
        said_it = {"-do": "try", "words": "Seven green  bottles"}
        assert "Hello, <bdi>Amina</bdi>" in amina.post(f"/cards/{AMINA}", data=said_it).text
        for path in ("", "edit/profile.yaml", "preview/private/", "media/", "look/family"):
            assert amina.get(f"/s/{BEN}/{path}").status_code == 403
        assert "Picture 4" in ben.post(f"/cards/{BEN}").text
        pictures = dict(
            zip([f"words-{number}" for number in range(1, 5)], ["fish", "moon", "key", "fish"], strict=True)
        )
        assert ben.post(f"/cards/{BEN}", data={"-do": "try", **pictures, "words-4": "sun"}).status_code == 403
        assert "Hello, <bdi>Ben</bdi>" in ben.post(f"/cards/{BEN}", data={"-do": "try", **pictures}).text
        assert ben.get(f"/s/{AMINA}/").status_code == 403
        assert ben.get(f"/s/{BEN}/", headers={"Host": f"localhost:{origin.rpartition(':')[2]}"}).status_code == 403


def _browser(origin: str) -> httpx2.Client:
    headers = {"Origin": origin, "Sec-Fetch-Site": "same-origin"}
    return httpx2.Client(base_url=origin, follow_redirects=True, headers=headers, timeout=30, trust_env=False)
