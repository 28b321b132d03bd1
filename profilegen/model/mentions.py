"""Every place in a student's records that shows a picture, recording or document."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from profilegen.model.forms import groups_in
from profilegen.model.records import Media, Reflection
from profilegen.model.school import MediaFile, Student


def all_media(student: Student) -> Iterator[tuple[Media, MediaFile]]:
    """Each mention of an original with the original itself; of the profile too, which shows the student.

    Those of translations do not count: they are of the same pictures in the same places.
    """
    yield from _with_originals(student, (*_of_profile(student), *_of_records(student)))


def mentions_of(student: Student) -> Mapping[str, Sequence[Media]]:
    """All mentions of each original, by its SHA-256: of translations too, if they say whom it shows. One that does not
    takes nothing from what its original says."""
    found: dict[str, list[Media]] = {}
    for media, original in all_media(student):
        found.setdefault(original.sha256, []).append(media)
    marked = (media for media in _of_translations(student) if media.shows is not None)
    for media, original in _with_originals(student, marked):
        found.setdefault(original.sha256, []).append(media)
    return found


def _with_originals(student: Student, mentions: Iterable[Media]) -> Iterator[tuple[Media, MediaFile]]:
    for media in mentions:
        original = student.media.get(unicodedata.normalize("NFC", media.file))
        if original is not None:
            yield media, original


def _of_profile(student: Student) -> Iterator[Media]:
    profile = student.profile.record
    if profile.avatar:
        yield Media(file=profile.avatar.file, alt=profile.avatar.alt, shows=(student.id,))
    if profile.header:
        yield profile.header
    if profile.introduction:
        yield profile.introduction
    if profile.say_my_name and profile.say_my_name.audio:
        yield Media(file=profile.say_my_name.audio, shows=(student.id,), transcript=profile.name)


def _of_records(student: Student) -> Iterator[Media]:
    for reflection in student.reflections:
        yield from _of_reflection(reflection.record)
    for testimonial in student.testimonials:
        yield from testimonial.record.media
    for achievement in student.achievements:
        yield from achievement.record.media


def _of_reflection(reflection: Reflection) -> Iterator[Media]:
    yield from reflection.media
    for draft in reflection.drafts:
        yield from draft.media
    for feedback in reflection.feedback:
        yield from feedback.media
        yield from feedback.response.media if feedback.response else ()


def _of_translations(student: Student) -> Iterator[Media]:
    for filed in (student.profile, *student.records()):
        for translation in filed.translations.values():
            yield from (group for _, group in groups_in(translation.record) if isinstance(group, Media))
