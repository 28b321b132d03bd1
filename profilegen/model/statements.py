"""A student's personal statement: for whom it is, and how long a text is where a form counts characters."""

from __future__ import annotations

from profilegen.model.audience import Audience
from profilegen.model.records import Statement


def statement_audience(statement: Statement) -> Audience:
    """Who may see it: the student alone, or their teachers too, and nobody else whatever the record says."""
    return min(statement.audience or Audience.PRIVATE, Audience.TEACHERS)


def characters_in(text: str) -> int:
    """How many characters a form counts: spaces and line breaks too, none around the text; as browsers count them, an
    emoji is two or more."""
    return len(text.strip().encode("utf-16-le", "surrogatepass")) // 2
