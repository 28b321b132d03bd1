"""search.js: what a page's search looks through. A classic script that sets one global, as file:// allows no other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from profilegen.model.school_views import SchoolView
from profilegen.model.views import FeedbackView, MediaView, ReflectionView, StudentView
from profilegen.rendering.markdown import to_plain

if TYPE_CHECKING:
    from profilegen.media.documents import Document

Entry = Mapping[str, str]
Documents = Mapping[str, "Document"]
Heard = Callable[[tuple[MediaView, ...]], Iterator[str]]


def student_search(view: StudentView, documents: Documents) -> str:
    """The search of one student's site: every record that this audience may see, with its words.

    `documents` are those that are shown, by their originals' SHA-256: their own words are found too.
    """
    return _script([*_entries(view, documents)])


def school_search(school: SchoolView) -> str:
    """The school's own search knows names and classes only."""
    names = {one.id: one.name for one in school.classes}
    students = {card.id: card for group in school.classes for card in group.students}
    students |= {card.id: card for card in school.without_class}
    entries = [_entry(group.name, group.address, "class", group.school_year) for group in school.classes]
    for card in students.values():
        classes = ", ".join(names[one] for one in card.classes if one in names)
        entries.append(_entry(card.name, card.address, "student", classes))
    return _script(entries)


def _entries(view: StudentView, documents: Documents) -> Iterator[Entry]:
    heard = partial(_heard, documents)
    own = (view.tagline, to_plain(view.about), *view.interests)
    introduction = heard((view.introduction,)) if view.introduction else ()
    yield _entry(view.name, "index.html", "profile", *own, *introduction)
    for one in view.reflections:
        yield _entry(one.title, one.address, "reflection", *_reflection_words(one, heard))
    for testimonial in view.testimonials:
        author = testimonial.author
        words = (to_plain(testimonial.text), *heard(testimonial.media))
        yield _entry(author.name or author.relation or author.role, testimonial.address, "testimonial", *words)
    for achievement in view.achievements:
        words = (achievement.awarded_by, to_plain(achievement.description), *heard(achievement.media))
        yield _entry(achievement.title, achievement.address, "achievement", *words)
    for story in view.skills:
        yield _entry(story.name, f"skills.html#{story.slug}", "skill", story.about, to_plain(story.because))
    for showcase in view.showcases:
        yield _entry(showcase.title, showcase.address, "showcase", showcase.for_whom, to_plain(showcase.intro))


def _reflection_words(one: ReflectionView, heard: Heard) -> Iterator[str]:
    yield from (one.subject, one.setting, one.learning_intention, to_plain(one.body), one.next_step)
    yield from heard(one.media)
    for draft in one.drafts:
        yield from (draft.note, *heard(draft.media))
    for feedback in one.feedback:
        yield from _feedback_words(feedback, heard)
    for remember in one.remember:
        yield from (remember.question, remember.answer)
    for other in one.translations:
        yield from (other.title, to_plain(other.body))
    yield from (skill.name for skill in one.skills)


def _feedback_words(feedback: FeedbackView, heard: Heard) -> Iterator[str]:
    yield from (to_plain(feedback.comment), feedback.asks, *heard(feedback.media))
    if feedback.response:
        yield from (to_plain(feedback.response.text), *heard(feedback.response.media))


def _heard(documents: Documents, media: tuple[MediaView, ...]) -> Iterator[str]:
    """What pictures show, recordings say and documents tell."""
    for one in media:
        yield from (one.caption, one.alt, one.said)
        if document := documents.get(one.sha256):
            yield from (page.text for page in document.pages)


def _entry(title: str, address: str, kind: str, *words: str) -> Entry:
    return {"title": title, "address": address, "kind": kind, "text": " ".join(word for word in words if word)}


def _script(entries: list[Entry]) -> str:
    """The entries as a script. `<` and the two line ends that JavaScript knows are escaped: the text stays text."""
    data = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    for sign in ("<", "\u2028", "\u2029"):
        data = data.replace(sign, f"\\u{ord(sign):04x}")
    return f"window.profilegenSearch = {data};\n"
