"""The page with a form: of a record that is there, or of a new one; with what is wrong, and what could not be saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from profilegen.loading.yaml_text import Value
from profilegen.model.records import Conference, Showcase, Statement
from profilegen.studio.answering import Visit
from profilegen.studio.checking import Beside, Told
from profilegen.studio.desk import Piece, pieces
from profilegen.studio.drafting import FOLLOWS, NEW_KINDS, draft_key, followed, page_mark, posted_of
from profilegen.studio.forms import Form, Posted, fields_after, form_for
from profilegen.studio.keeping import KINDS, PROFILE, Draft, Kept
from profilegen.studio.people import people_for
from profilegen.studio.prompts import prompts_for
from profilegen.studio.shelf import kinds_by_name
from profilegen.studio.showing import Sheet, Shown, shown
from profilegen.studio.unfinished import unfinished_of


@dataclass(frozen=True, slots=True)
class Again:
    """Why a form comes once more: blank entries were asked for, fields are wrong, or it could not be saved."""

    blanks: tuple[str, ...] = ()
    wrong: Mapping[str, tuple[Told, ...]] | None = None
    trouble: tuple[str, str] = ("", "")
    status: int = 200


_FIRST = Again()


def page_of(visit: Visit, kept: Kept, beside: Beside) -> Response:
    """The form with what its file says."""
    return _page(visit, kept, Sheet(kept.fields or {}, beside, {}))


def page_with(
    visit: Visit, kept: Kept, posted: Posted, again: Again = _FIRST, *, draft: Draft | None = None
) -> Response:
    """The form with answers that are not saved yet."""
    version = posted.get("-version", [kept.version])[-1]
    seen = visit.keeper.fields_at(kept.record, version)
    after = fields_after(form_for(kept.kind), kept.fields or {} if seen is None else seen, posted)
    sheet = Sheet(after, again.wrong or {}, posted, again.blanks)
    return _page(visit, kept, sheet, again, draft=draft, version=version)


def page_with_draft(visit: Visit, kept: Kept, draft: Draft) -> Response:
    """The form with what was not saved the last time."""
    return page_with(visit, kept, posted_of(draft), draft=draft)


def _page(
    visit: Visit, kept: Kept, sheet: Sheet, again: Again = _FIRST, *, draft: Draft | None = None, version: str = ""
) -> Response:
    keeper, key = visit.keeper, draft_key(kept.record)
    view = _view(visit, form_for(kept.kind), sheet, key) | {
        "kind": "profile" if kept.record == PROFILE else kept.record.partition("/")[0].removesuffix("s"),
        "record": kept.record,
        "version": version or kept.version,
        "draft": draft,
        "trouble": again.trouble,
        "was_refused": again.wrong is not None,
        "can_undo": keeper.can_step(kept.record, -1),
        "can_redo": keeper.can_step(kept.record, 1),
        "was_saved": bool(visit.asked("saved")),
        "was_stepped": bool(visit.asked("stepped")),
    }
    return visit.page("edit.html", again.status, **view)


def new_page(
    visit: Visit, kind: str, key: str, posted: Posted, again: Again = _FIRST, *, draft: Draft | None = None
) -> Response:
    """The form of something new, empty or with what is not saved yet; `key` is the name of its draft."""
    form = form_for(KINDS[NEW_KINDS[kind]])
    begun: dict[str, Value] = {} if posted else {"date": visit.studio.today.isoformat()}
    values = begun | fields_after(form, {}, posted)
    view = _view(visit, form, Sheet(values, again.wrong or {}, posted, again.blanks), key) | {
        "kind": kind,
        "address": f"/s/{visit.student}/new/{key.removeprefix('new-')}",
        "record": "",
        "version": "",
        "draft": draft,
        "trouble": again.trouble,
        "was_refused": again.wrong is not None,
        "can_undo": False,
        "can_redo": False,
        "was_saved": False,
        "was_stepped": False,
    }
    return visit.page("edit.html", again.status, **view)


def _view(visit: Visit, form: Form, sheet: Sheet, key: str) -> dict[str, Any]:
    fields = shown(form, sheet)
    parts = [(part, [one for one in fields if one.field.part == part]) for part in form.parts]
    school = visit.studio.school
    skills = [skill.name for skill in school.framework.skills] if school.framework else []
    return {
        "key": key,
        "page": page_mark(),
        "follows": followed(visit.keeper.draft_of(key)) or visit.said(FOLLOWS),
        "address": "",
        "parts": parts,
        "fields": fields,
        "touched": visit.said("-do").partition(":")[2].partition(".")[0],
        "done": visit.said("-do"),
        "choosable": _choosable(visit) if form.record in (Showcase, Conference, Statement) else {},
        "whole": _told_of_no_field(fields, sheet.beside),
        "problems": [inner for one in fields for inner in one.inner() if inner.is_wrong],
        "skills": skills,
        "records": [one for one in visit.keeper.records() if one.startswith("reflections/")],
        "media_files": (files := _media_files(visit)),
        "media_kinds": kinds_by_name(files),
        "unfinished": unfinished_of(visit.keeper),
        "people": people_for(school, visit.student, visit.studio.today),
        "default_audience": school.default_audience.word,
        "is_public_allowed": visit.is_public_allowed,
        "prompts": prompts_for(school),
    }


def _choosable(visit: Visit) -> dict[str, Piece]:
    """What a showcase, a conference or a statement can name, by the name that stands in a file."""
    found = (one for one in pieces(visit.keeper) if one.kind not in ("showcase", "conference", "statement"))
    return {one.record: one for one in found if one.is_readable}


def _told_of_no_field(fields: Sequence[Shown], beside: Beside) -> tuple[Told, ...]:
    """What stands beside nothing that the form asks for, and so has to stand above it."""
    names = {inner.name for one in fields for inner in one.inner()}
    names |= {entry.name for one in fields for inner in one.inner() for entry in inner.entries}
    return tuple(one for name, told in beside.items() if name not in names for one in told)


def _media_files(visit: Visit) -> list[str]:
    """What lies in the media folder, for choosing a picture or a recording that is there."""
    folder = visit.keeper.folder / "media"
    if not folder.is_dir() or folder.is_symlink():
        return []
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink())
    return [file.relative_to(folder).as_posix() for file in files if not file.name.startswith(".")]
