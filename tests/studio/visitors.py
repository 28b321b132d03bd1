"""Somebody at a browser, for the tests of the studio: a small school, and requests as a browser makes them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from starlette.testclient import TestClient
from starlette.types import ASGIApp

from profilegen.studio.app import app_for
from profilegen.studio.working import Studio
from tests.building.worlds import TODAY, write

PORT = 8322
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"
KEY = "open-sesame"
AMINA, BEN = "amina-x3f9", "ben-7k2q"
BRIDGE = """\
# My own remark, which stays.
title: My bridge   # it held
date: 2026-10-14
body: |
  It held eleven tins.
colour_of_glue: yellow
feedback:
  - from: {name: Mr Okoro, role: teacher}
    date: 2026-10-15
    comment: Look at the end, not the middle.
    asks: Where is the smallest piece?
audience: family
"""


def a_school(folder: Path) -> Path:
    """A school with a class of two and some work."""
    write(
        folder,
        {
            "school.yaml": "name: Hillside\nlocale: en-GB\npublishing: {public: yes}\n",
            "classes/hawthorn.yaml": f"name: Hawthorn\nschool_year: 2026/27\nstudents: [{AMINA}, {BEN}]\n",
            f"students/{AMINA}/profile.yaml": "name: Amina Bello\nknown_as: Amina\naudience: public\n",
            f"students/{AMINA}/reflections/bridge.yaml": BRIDGE,
            f"students/{BEN}/profile.yaml": "name: Ben Hart\n",
            f"students/{BEN}/reflections/loaf.yaml": "title: A loaf\ndate: 2026-10-01\nbody: Flat.\n",
            "students/zoe-d4y6/profile.yaml": "name: Zoë Lin\nlang: ar\n",
        },
    )
    return folder


def an_app(studio: Studio) -> ASGIApp:
    """The studio behind its doors."""
    return app_for(studio, hosts=[HOST, f"localhost:{PORT}"], key=KEY)


class Visitor:
    """A browser. It sends what browsers send of themselves, and keeps its cookies."""

    def __init__(self, app: ASGIApp) -> None:
        self.client = TestClient(app, base_url=ORIGIN, follow_redirects=True)
        self.status = 0
        self.text = ""
        self.address = ""

    def come_in(self, student: str = "") -> Visitor:
        """By the address with the key, and to a card."""
        self.get(f"/?key={KEY}")
        if student:
            self.post(f"/cards/{student}")
        return self

    def get(self, address: str, **headers: str) -> str:
        """The page at this address."""
        return self._note(self.client.get(address, headers={"Sec-Fetch-Site": "same-origin", **headers}))

    def post(self, address: str, said: Mapping[str, str | Sequence[str]] | None = None, **headers: str) -> str:
        """What comes after a form was sent."""
        own = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", **headers}
        return self._note(self.client.post(address, data=dict(said or {}), headers=own))

    def fill_in(self, address: str, said: Mapping[str, str | Sequence[str]]) -> str:
        """Opens a form, changes these fields, and sends it with all that stands in it."""
        return self.post(address, {**fields_in(self.get(address)), **said})

    def _note(self, answer: object) -> str:
        self.status = answer.status_code  # type: ignore[attr-defined]
        self.text = answer.text  # type: ignore[attr-defined]
        self.address = str(answer.url)  # type: ignore[attr-defined]
        return self.text


_FORM = re.compile(r'<form class="form".*?</form>', re.DOTALL)
_INPUT = re.compile(r"<input\b([^>]*)>")
_TEXT = re.compile(r"<textarea\b([^>]*)>\n?(.*?)</textarea>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')


def fields_in(page: str) -> dict[str, list[str]]:
    """What a browser would send of the page's form, untouched."""
    form = _FORM.search(page)
    assert form, page[:2000]
    fields: dict[str, list[str]] = {}
    for inside in _INPUT.findall(form[0]):
        one = dict(_ATTRIBUTE.findall(inside))
        is_tick = one.get("type") in ("radio", "checkbox")
        if "name" in one and (not is_tick or "checked" in one):
            fields.setdefault(html.unescape(one["name"]), []).append(html.unescape(one.get("value", "")))
    for inside, said in _TEXT.findall(form[0]):
        name = dict(_ATTRIBUTE.findall(inside))["name"]
        fields.setdefault(html.unescape(name), []).append(html.unescape(said).replace("\n", "\r\n"))
    return fields


__all__ = ["AMINA", "BEN", "BRIDGE", "HOST", "KEY", "ORIGIN", "TODAY", "Visitor", "a_school", "an_app", "fields_in"]
