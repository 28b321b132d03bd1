"""The numbers that a teacher's overview needs of hidden things. Made beside the views, so that only numbers get out."""

from __future__ import annotations

from dataclasses import replace

from profilegen.model.audience import Audience
from profilegen.model.mentions import all_media
from profilegen.model.reader import Reader
from profilegen.model.records import Feedback, Media
from profilegen.model.school import MediaFile
from profilegen.model.views import Counts


def hidden_counts(reader: Reader) -> Counts:
    """How much is open, waiting or missing in all of the student's records, whoever may see them."""
    student = reader.student
    feedback = [one for filed in student.reflections for one in filed.record.feedback]
    waiting = sum(_waits_for_agreement(one) for one in feedback)
    waiting += sum(filed.record.agreed is None for filed in student.testimonials)
    shown = list(all_media(student))
    family = replace(reader, audience=Audience.FAMILY)
    is_there = {
        "pictures": any(original.kind == "picture" for _, original in shown),
        "recordings": any(original.kind == "recording" for _, original in shown),
        "feedback": bool(feedback),
        "agreements": bool(student.testimonials) or any(map(_needs_agreement, feedback)),
    }
    return Counts(
        open_feedback=sum(not is_answered(one) for one in feedback),
        waiting_for_agreement=waiting,
        withheld_media=sum(not family.may_see_media(media, original) for media, original in shown),
        without_alt=sum(_lacks_alt(media, original) for media, original in shown),
        without_transcript=sum(_lacks_words(media, original) for media, original in shown),
        none_of=tuple(name for name, there in is_there.items() if not there),
    )


def is_answered(feedback: Feedback) -> bool:
    """Whether the student has said or changed anything."""
    answer = feedback.response
    return answer is not None and bool(answer.text or answer.media or answer.changed)


def _needs_agreement(feedback: Feedback) -> bool:
    return feedback.from_.role != "teacher"


def _waits_for_agreement(feedback: Feedback) -> bool:
    return feedback.agreed is None and _needs_agreement(feedback)


def _lacks_words(media: Media, original: MediaFile) -> bool:
    return original.kind == "recording" and not media.transcript and not media.captions


def _lacks_alt(media: Media, original: MediaFile) -> bool:
    return original.kind == "picture" and not media.alt and not media.decorative
