"""A school page of very many students."""

from __future__ import annotations

from datetime import date

from profilegen.model.audience import Audience
from profilegen.model.school_viewing import Face, school_view
from profilegen.model.school_views import LoopView, SchoolView, StandingView
from profilegen.model.views import PersonView
from tests.model.worlds import school, student


def many_students(number: int, in_a_class: int = 30) -> SchoolView:
    """So many students in classes of this size, each with everything still to do and one open comment."""
    ids = [f"s-{one:04}" for one in range(number)]
    loop = LoopView(
        since=date(2026, 10, 14),
        author=PersonView("Ms Ada Okafor", "teacher"),
        title="A bridge that carries a tin of beans",
        address="reflections/bridge.html",
        lang="en-GB",
        asks="Show how you measured it.",
    )
    standing = StandingView(
        term="Autumn 2026",
        introduction=False,
        reflection=False,
        testimonial=False,
        without_alt=3,
        without_transcript=2,
        consent=False,
        withheld_media=0,
        waiting_for_agreement=2,
        hidden_loops=0,
        prompts=(1, 3),
        loops=(loop,),
    )
    here = school(
        *(student(id=one, name=f"Maximiliana {one} Example") for one in ids),
        classes={
            f"class-{start:04}": {"name": f"Class {start}", "students": ids[start : start + in_a_class]}
            for start in range(0, number, in_a_class)
        },
        reflection_prompts=[
            "What surprised you?",
            "What went wrong, and what did you do next?",
            "Who helped, and how?",
        ],
    )
    return school_view(here, Audience.TEACHERS, {one: Face(standing=standing) for one in ids})
