"""search.js: what a page's search looks through. A classic script that sets one global, as file:// allows no other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from profilegen.model.occasion import EVERYDAY, Occasion
from profilegen.model.school_views import SchoolView
from profilegen.model.views import (
    AchievementView,
    FeedbackView,
    MediaView,
    ProfileWordsView,
    ReflectionView,
    ShowcaseView,
    StudentView,
    TestimonialView,
)
from profilegen.rendering.markdown import to_plain

if TYPE_CHECKING:
    from profilegen.media.documents import Document

Entry = Mapping[str, str]
Documents = Mapping[str, "Document"]
Translated = TypeVar("Translated", ReflectionView, TestimonialView, AchievementView, ShowcaseView)
Heard = Callable[[tuple[MediaView, ...]], Iterator[str]]


def student_search(view: StudentView, documents: Documents, occasion: Occasion = EVERYDAY) -> str:
    """The search of one student's site: every record that this audience may see, with its words.

    `documents` are those that are shown, by their originals' SHA-256: their own words are found too. A showcase on its
    own has no first page of the profile to find.
    """
    entries = _entries(view, documents)
    return _script([one for one in entries if not (occasion.is_showcase and one["kind"] == "profile")])


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
    """Each language of a record is found by itself, and leads to where it stands on the page."""
    heard = partial(_heard, documents)
    yield _entry(view.name, "index.html", "profile", *_profile_words(view, heard))
    for translation in view.translations:
        words = cast("ProfileWordsView", translation.words)
        address = f"index.html#about_in_{translation.lang}" if words.about else "index.html"
        yield _entry(view.name, address, "profile", *_profile_words(words, heard), *_other_profile_words(words))
    for one in view.reflections:
        names = (skill.name for skill in one.skills)
        yield _entry(one.title, one.address, "reflection", *_reflection_words(one, heard), *names)
        for lang, reflection in _others(one):
            address = f"{one.address}#in_{lang}"
            yield _entry(reflection.title, address, "reflection", *_reflection_words(reflection, heard))
    for testimonial in view.testimonials:
        yield _testimonial_entry(testimonial, testimonial.address, heard)
        for lang, other in _others(testimonial):
            yield _testimonial_entry(other, f"{testimonial.address}_in_{lang}", heard)
    for achievement in view.achievements:
        yield _achievement_entry(achievement, achievement.address, heard)
        for lang, reached in _others(achievement):
            yield _achievement_entry(reached, f"{achievement.address}_in_{lang}", heard)
    for story in view.skills:
        grown = (words for pair in story.growth for words in (pair.title, to_plain(pair.says)))
        yield _entry(story.name, f"skills.html#{story.slug}", "skill", story.about, to_plain(story.because), *grown)
    for showcase in view.showcases:
        yield _showcase_entry(showcase, showcase.address)
        yield from (_showcase_entry(other, f"{showcase.address}#in_{lang}") for lang, other in _others(showcase))


def _others(view: Translated) -> Iterator[tuple[str, Translated]]:
    """The languages and words of its translations, which have its own shape."""
    yield from ((one.lang, cast("Translated", one.words)) for one in view.translations)


def _profile_words(own: StudentView | ProfileWordsView, heard: Heard) -> Iterator[str]:
    yield from (own.tagline, to_plain(own.about), *own.interests)
    yield from heard((own.introduction,)) if own.introduction else ()


def _other_profile_words(words: ProfileWordsView) -> Iterator[str]:
    """Of the original these are found by the skill, and the goals on the page that they stand on."""
    yield from (to_plain(strength.because) for strength in words.strengths)


def _testimonial_entry(testimonial: TestimonialView, address: str, heard: Heard) -> Entry:
    author = testimonial.author
    words = (to_plain(testimonial.text), *heard(testimonial.media))
    return _entry(author.name or author.relation or author.role, address, "testimonial", *words)


def _achievement_entry(achievement: AchievementView, address: str, heard: Heard) -> Entry:
    words = (achievement.awarded_by, to_plain(achievement.description), *heard(achievement.media))
    return _entry(achievement.title, address, "achievement", *words)


def _showcase_entry(showcase: ShowcaseView, address: str) -> Entry:
    return _entry(showcase.title, address, "showcase", showcase.for_whom, to_plain(showcase.intro))


def _reflection_words(one: ReflectionView, heard: Heard) -> Iterator[str]:
    yield from (one.subject, one.setting, one.learning_intention, one.prompt, to_plain(one.body), one.next_step)
    yield from heard(one.media)
    for draft in one.drafts:
        yield from (draft.note, *heard(draft.media))
    for feedback in one.feedback:
        yield from _feedback_words(feedback, heard)
    for remember in one.remember:
        yield from (remember.question, remember.answer)


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
