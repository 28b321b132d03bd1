"""Where a student's profile stands: what is there, and what is still to do. For teachers, beside their view of it.

What teachers may not see is counted, as in `profilegen.model.counting`, and nothing of it is named.

A prompt of the school counts as answered by a reflection that names it as its `prompt`, or has it as its title: case,
accents, spaces and the signs around it do not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from profilegen.model.addresses import fold
from profilegen.model.audience import Audience
from profilegen.model.counting import is_answered
from profilegen.model.pieces import feedback_is_seen
from profilegen.model.reader import Reader
from profilegen.model.records import Term
from profilegen.model.school import School, Student
from profilegen.model.school_views import LoopView, StandingView
from profilegen.model.views import ReflectionView, StudentView


def standing_for(student: Student, school: School, view: StudentView, today: date) -> StandingView | None:
    """What teachers see of how far this profile is; `view` is theirs. None for other audiences."""
    if view.audience is not Audience.TEACHERS or view.counts is None:
        return None
    term = present_term(school.settings.terms, today)
    loops = _loops(Reader.of(student, school, view.audience, today), view.reflections)
    return StandingView(
        term=term.name if term else "",
        introduction=bool(view.about or view.introduction),
        reflection=any(term is None or one.date >= term.starts for one in view.reflections),
        testimonial=bool(view.testimonials),
        without_alt=view.counts.without_alt,
        without_transcript=view.counts.without_transcript,
        consent=bool(view.consents),
        withheld_media=view.counts.withheld_media,
        waiting_for_agreement=view.counts.waiting_for_agreement,
        hidden_loops=view.counts.open_feedback - len(loops),
        none_of=view.counts.none_of,
        ended=tuple(one.kind for one in view.consents if one.until and today > one.until),
        reports=tuple(one.school_year for one in view.reports),
        prompts=_answered(school.settings.reflection_prompts, view.reflections),
        loops=loops,
    )


def present_term(terms: Iterable[Term], today: date) -> Term | None:
    """The term of this day; between terms, the last one that began. None before the first."""
    return max((term for term in terms if term.starts <= today), key=lambda term: term.starts, default=None)


def _loops(reader: Reader, seen: Sequence[ReflectionView]) -> tuple[LoopView, ...]:
    """The feedback without an answer that this reader may read, oldest first."""
    views = {one.slug: one for one in seen}
    found = [
        LoopView(
            since=feedback.date,
            author=reader.person(feedback.from_, feedback.agreed is not None),
            title=piece.title,
            address=piece.address,
            lang=piece.lang,
            asks=feedback.asks,
        )
        for filed in reader.student.reflections
        if (piece := views.get(filed.slug))
        for feedback in filed.record.feedback
        if not is_answered(feedback) and feedback_is_seen(reader, feedback)
    ]
    return tuple(sorted(found, key=lambda loop: (loop.since, loop.address, loop.author.name)))


def _answered(prompts: Iterable[str], reflections: Iterable[ReflectionView]) -> tuple[int, ...]:
    said = {_bare(words) for one in reflections for words in (one.prompt, one.title)} - {""}
    return tuple(number for number, prompt in enumerate(prompts, start=1) if _bare(prompt) in said)


def _bare(words: str) -> str:
    """Letters and digits alone, word by word."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(words)).split())
