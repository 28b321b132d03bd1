"""Every place in a student's records that shows a picture, recording or document."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from profilegen.model.records import Media, Reflection
from profilegen.model.school import MediaFile, Student


def all_media(student: Student) -> Iterator[tuple[Media, MediaFile]]:
    """Each mention of an original with the original itself; of the profile too, which shows the student."""
    for media in (*_of_profile(student), *_of_records(student)):
        original = student.media.get(unicodedata.normalize("NFC", media.file))
        if original is not None:
            yield media, original


def mentions_of(student: Student) -> Mapping[str, Sequence[Media]]:
    """All mentions of each original, by its SHA-256."""
    found: dict[str, list[Media]] = {}
    for media, original in all_media(student):
        found.setdefault(original.sha256, []).append(media)
    return found


def _of_profile(student: Student) -> Iterator[Media]:
    profile = student.profile.record
    if profile.avatar:
        yield Media(file=profile.avatar.file, alt=profile.avatar.alt, shows=(student.id,))
    if profile.introduction:
        yield profile.introduction
    if profile.say_my_name and profile.say_my_name.audio:
        yield Media(file=profile.say_my_name.audio, shows=(student.id,), transcript=profile.name)


def _of_records(student: Student) -> Iterator[Media]:
    for reflection in student.reflections:
        for record in (reflection.record, *reflection.translations.values()):
            yield from _of_reflection(record)
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
