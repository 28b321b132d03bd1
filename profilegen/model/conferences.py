"""A student's conference: what is shown and said, in the student's own order, or else what the profile has to show.

What stands on the screens, the family sees; what the student means to say is for their notes, and the family hears it.
"""

from __future__ import annotations

from dataclasses import replace

from profilegen.model.audience import Audience
from profilegen.model.pieces import find_piece, piece_of, translations_of
from profilegen.model.reader import Reader
from profilegen.model.records import Conference
from profilegen.model.views import ConferencePieceView, ConferenceView, StudentView, TranslationView

_MOST_PIECES = 3  # of a conference that nobody has planned: ten minutes are short


def conference_view(reader: Reader) -> ConferenceView | None:
    """The newest conference with those pieces that this reader may see; never for anyone beyond the family.

    What the student wants to say is for the student and the teachers.
    """
    seen = [
        filed
        for filed in reader.student.conferences
        if reader.audience <= Audience.FAMILY and reader.may_see(filed.record.audience)
    ]
    if not seen:
        return None
    filed = max(seen, key=lambda one: (one.record.date, one.slug))
    translations = tuple(
        TranslationView(lang, _words(reader, other, lang)) for lang, other in translations_of(reader, filed)
    )
    return replace(_words(reader, filed.record, filed.record.lang or reader.lang), translations=translations)


def _words(reader: Reader, conference: Conference, lang: str) -> ConferenceView:
    has_notes = reader.audience <= Audience.TEACHERS
    found = ((find_piece(reader, one.record), one.say if has_notes else "") for one in conference.pieces)
    return ConferenceView(
        lang=lang,
        date=conference.date,
        welcome=conference.welcome,
        pieces=tuple(ConferencePieceView(piece, say) for piece, say in found if piece is not None),
        strengths=conference.strengths if has_notes else "",
        next=conference.next if has_notes else "",
        questions=conference.ask,
        thanks=conference.thanks,
    )


def conference_of(view: StudentView) -> ConferenceView:
    """What this student shows at a conference. Where nobody has planned which pieces, those of the first page."""
    conference = view.conference or ConferenceView(lang=view.lang)
    if conference.pieces:
        return conference
    chosen = tuple(ConferencePieceView(piece_of(one)) for one in view.featured[:_MOST_PIECES])
    return replace(conference, pieces=chosen)
