"""Days on the command line, written as in the files: 2026-10-14."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from profilegen.model.days import day_written


class Day(click.ParamType[date]):
    """An option that takes a day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that was written; click's own failure with a sentence for anything else."""
        if isinstance(value, date):
            return value
        try:
            return day_written(str(value))
        except ValueError:
            self.fail(f"“{value}” is no date. Write it like 2026-10-14.", param, ctx)
