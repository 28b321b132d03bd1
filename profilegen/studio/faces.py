"""The small picture on a student's card: by the very rules by which a school's pages show it, else none."""

from __future__ import annotations

from profilegen.loading.student import load_student
from profilegen.media.refusals import MediaError
from profilegen.model.audience import Audience
from profilegen.model.viewing import view_for
from profilegen.studio.keeping import NotHereError
from profilegen.studio.pictures import small_one
from profilegen.studio.working import Studio

_WIDTH = 240  # twice what a card shows


def face_of(studio: Studio, student: str, audience: Audience) -> bytes | None:
    """The avatar as WebP, of its pixels alone; None where this audience may not see it, or there is none.

    NotHereError for somebody who has no card here, OSError.
    """
    keeper = studio.keeper(student)
    school = studio.school
    found, _ = load_student(school, student, studio.originals)
    view = view_for(found, school, audience, studio.today) if found else None
    if found is None or view is None or view.avatar is None:
        return None
    file = next(one for one in found.media.values() if one.sha256 == view.avatar.sha256)
    try:
        return small_one(keeper, file.path_on_disk, _WIDTH, school.limits, studio.easel)
    except (MediaError, NotHereError):  # a picture that cannot be read is none
        return None
