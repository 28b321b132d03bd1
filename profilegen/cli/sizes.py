"""Sizes on the command line: `500MB`, `2 GB`, `800000`."""

from __future__ import annotations

import re
from typing import Any

import click

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(|k|m|g|t)i?b?\Z", re.IGNORECASE)
_TIMES = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


class Size(click.ParamType[int]):
    """A number of bytes."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number of bytes that was meant. Fails in plain words."""
        if isinstance(value, int):
            return value
        found = _SIZE.match(str(value).strip())
        if found is None:
            self.fail(f"“{value}” is no size. Write it like 500MB or 2GB.", param, ctx)
        return int(float(found[1]) * _TIMES[found[2].lower()])
