"""Writing a record: the form, saving it, what somebody else changed meanwhile, steps back, and drafts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from starlette.responses import Response

from profilegen.loading.yaml_text import Value
from profilegen.model.records import Record
from profilegen.rendering.markdown import to_html
from profilegen.starting import NewFile, StartingError
from profilegen.studio.answering import Visit, to, told
from profilegen.studio.checking import Beside, Told, complaints_of, told_about, told_of
from profilegen.studio.desk import Piece, pieces
from profilegen.studio.forms import Form, Posted, changes_between, chosen_anew, fields_after, form_for, moved, without
from profilegen.studio.keeping import KINDS, PROFILE, ChangedMeanwhileError, Draft, Kept, NotHereError
from profilegen.studio.people import people_for
from profilegen.studio.prompts import prompts_for
from profilegen.studio.shelf import kinds_by_name
from profilegen.studio.showing import Sheet, Shown, shown
from profilegen.studio.unfinished import unfinished_of

NEW_KINDS: Mapping[str, str] = {
    "reflection": "reflections",
    "achievement": "achievements",
    "testimonial": "testimonials",
    "showcase": "showcases",
}
"""What can be begun, and the folder that it goes into."""
_LARGEST_DRAFT = 400_000
_LONGEST_MARKDOWN = 60_000


# Opening


def edit(visit: Visit) -> Response:
    """The form of a record that is there."""
    kept = visit.keeper.read(visit.record)
    if kept.fields is None:
        return visit.page("unreadable.html", 409, record=visit.record, told=[one.message for one in kept.problems])
    key = draft_key(visit.record)
    draft = visit.keeper.draft_of(key)
    if draft:
        return _form(visit, kept, _posted_of(draft), blanks=(), draft=draft)
    beside = told_about(kept, visit.studio.school, visit.student, visit.studio.today)
    return _page(visit, kept, Sheet(kept.fields, beside, {}), key, None)


def new(visit: Visit) -> Response:
    """An empty form."""
    kind = _kind(visit)
    key = f"new-{kind}"
    draft = visit.keeper.draft_of(key)
    return _new_form(visit, kind, _posted_of(draft) if draft else {}, {}, draft=draft)


def _kind(visit: Visit) -> str:
    kind = str(visit.request.path_params["kind"])
    if kind not in NEW_KINDS:
        raise NotHereError("There is nothing of this kind to begin.")
    return kind


# Saving


def save(visit: Visit) -> Response:
    """Saves what was posted, or shows the form once more: with an entry more, or with what is missing."""
    kept = visit.keeper.read(visit.record)
    if kept.fields is None:
        return to(visit.request.url.path)
    posted, blanks, is_saving = _done(visit.posted)
    version = visit.said("-version")
    seen = visit.keeper.fields_at(visit.record, version)
    base = kept.fields if seen is None else seen
    after = fields_after(form_for(kept.kind), base, posted)
    if not is_saving:
        if after != base:
            _remember(visit, draft_key(visit.record), visit.record, posted)
        return _form(visit, kept, posted, blanks)
    wrong = _wrong(kept.kind, after, base)
    if wrong:
        _remember(visit, draft_key(visit.record), visit.record, posted)
        return _form(visit, kept, posted, (), wrong, status=422)
    try:
        saved = visit.keeper.save(visit.record, changes_between(base, after), version)
    except ChangedMeanwhileError as clash:
        _remember(visit, draft_key(visit.record), visit.record, posted)
        return _side_by_side(visit, kept, clash, after, posted)
    visit.keeper.drop_draft(draft_key(visit.record))
    visit.studio.forget()
    return to(_after_saving(visit, saved.record))


def create(visit: Visit) -> Response:
    """Makes the record, if it has what it needs."""
    kind = _kind(visit)
    posted, blanks, is_saving = _done(visit.posted)
    record = KINDS[NEW_KINDS[kind]]
    after = fields_after(form_for(record), {}, posted)
    if not is_saving:
        _remember(visit, f"new-{kind}", "", posted)
        return _new_form(visit, kind, posted, {}, blanks=blanks)
    wrong = _wrong(record, after, {})
    if not wrong:
        try:
            changes = changes_between({}, after)
            made = visit.keeper.create(cast(NewFile, kind), _title_of(after), changes, visit.studio.today)
        except StartingError as error:
            name = "title" if "title" in after else "from.name"
            wrong = {
                name: (Told("You have one called that already. Give this one another name.", error.message, True),)
            }
    if wrong:
        _remember(visit, f"new-{kind}", "", posted)
        return _new_form(visit, kind, posted, wrong, status=422)
    visit.keeper.drop_draft(f"new-{kind}")
    visit.studio.forget()
    return to(_after_saving(visit, made.record))


def _title_of(fields: Mapping[str, Value]) -> str:
    source = fields.get("from")
    title = source.get("name") if isinstance(source, dict) else fields.get("title")
    return title if isinstance(title, str) else ""


def _after_saving(visit: Visit, record: str) -> str:
    return f"/s/{visit.student}/edit/{record}?saved=1"


def _wrong(kind: type[Record], after: Mapping[str, Value], before: Mapping[str, Value]) -> Beside:
    """What is wrong now and was not before: somebody else's mistake is no reason not to save."""
    known = {(one.key, one.kind) for one in complaints_of(kind, before)} if before else set()
    return told_of(one for one in complaints_of(kind, after) if (one.key, one.kind) not in known)


def _done(posted: Posted) -> tuple[Posted, tuple[str, ...], bool]:
    """What a button asked for: the answers afterwards, the lists that want a blank entry, and whether to save."""
    what, _, place = posted.get("-do", ["save"])[-1].partition(":")
    match what:
        case "in" | "out" | "up" | "down" if "=" in place:
            return chosen_anew(posted, what, place), (), False
        case "add":
            return posted, (place,), False
        case "away":
            return without(posted, place), (), False
        case "up" | "down":
            return moved(posted, place, -1 if what == "up" else 1), (), False
    return posted, (), True


def _side_by_side(
    visit: Visit, seen: Kept, clash: ChangedMeanwhileError, after: Mapping[str, Value], posted: Posted
) -> Response:
    """Both versions of each field that differs, to choose from."""
    form, theirs = form_for(seen.kind), clash.theirs.fields or {}
    mine = shown(form, Sheet(after, {}, {}))
    other = shown(form, Sheet(theirs, {}, {}))
    pairs = [
        (one, two)
        for one, two in zip(mine, other, strict=True)
        if after.get(one.field.word) != theirs.get(one.field.word)
    ]
    kept = [(name, said) for name, values in posted.items() if not name.startswith("-") for said in values]
    view = {"record": visit.record, "pairs": pairs, "posted": kept, "version": clash.theirs.version}
    return visit.page("side_by_side.html", 409, **view)


def decide(visit: Visit) -> Response:
    """After both were shown: of each field that differs, mine or theirs."""
    kept = visit.keeper.read(visit.record)
    theirs = {name.removeprefix("-of.") for name, said in visit.posted.items() if said[-1] == "theirs"}
    answers = {name: said for name, said in visit.posted.items() if name.partition(".")[0] not in theirs}
    now = kept.fields or {}
    after = fields_after(form_for(kept.kind), now, answers)
    visit.keeper.save(visit.record, changes_between(now, after), visit.said("-version"))
    visit.keeper.put_draft_away(draft_key(visit.record))
    visit.studio.forget()
    return to(_after_saving(visit, visit.record))


# Steps


def undo(visit: Visit) -> Response:
    """One step back."""
    visit.keeper.undo(visit.record)
    return _stepped(visit)


def redo(visit: Visit) -> Response:
    """One step forward again."""
    visit.keeper.redo(visit.record)
    return _stepped(visit)


def _stepped(visit: Visit) -> Response:
    visit.keeper.put_draft_away(draft_key(visit.record))
    visit.studio.forget()
    back = visit.said("-back")
    inside = f"/s/{visit.student}/"
    return to(back if back.startswith(inside) and "\\" not in back else f"{inside}edit/{visit.record}?stepped=1")


def remove(visit: Visit) -> Response:
    """Takes the record away; the desk offers to bring it back."""
    visit.keeper.remove(visit.record, visit.said("-version"))
    visit.keeper.put_draft_away(draft_key(visit.record))
    visit.studio.forget()
    return to(f"/s/{visit.student}/?away={visit.record}")


def restore(visit: Visit) -> Response:
    """Brings back what was taken away."""
    visit.keeper.restore(visit.record)
    visit.studio.forget()
    return to(f"/s/{visit.student}/edit/{visit.record}")


# Drafts


def draft_key(record: str) -> str:
    """The name of the draft of a record."""
    return f"edit-{hashlib.sha256(record.encode('utf-8')).hexdigest()[:24]}"


def keep_draft(visit: Visit) -> Response:
    """Remembers what is being written; asked by a script at each pause."""
    key, record = visit.said("-draft"), visit.said("-record")
    if key != (draft_key(record) if record else key) or (not record and key not in map("new-{}".format, NEW_KINDS)):
        raise NotHereError("This is no draft.")
    if record:
        visit.keeper.read(record)
    _remember(visit, key, record, visit.posted)
    return told(kept=True)


def drop_draft(visit: Visit) -> Response:
    """Forgets what was being written."""
    visit.keeper.put_draft_away(visit.said("-draft"))
    back = visit.said("-record")
    return to(f"/s/{visit.student}/edit/{back}" if back else f"/s/{visit.student}/")


def _remember(visit: Visit, key: str, record: str, posted: Posted) -> None:
    fields = {name: list(said) for name, said in posted.items() if name not in ("-do", "-draft", "-record")}
    if len(json.dumps(fields)) <= _LARGEST_DRAFT:
        visit.keeper.draft(key, record, fields)


def _posted_of(draft: Draft) -> Posted:
    """The answers in a draft; what anything else wrote there is passed over."""
    return {
        name: said
        for name, said in draft.fields.items()
        if isinstance(said, list) and said and all(isinstance(one, str) for one in said)
    }


def markdown(visit: Visit) -> Response:
    """A text as it will look."""
    return told(html=str(to_html(visit.said("text")[:_LONGEST_MARKDOWN])))


# The page


def _form(
    visit: Visit,
    kept: Kept,
    posted: Posted,
    blanks: tuple[str, ...],
    wrong: Beside | None = None,
    *,
    draft: Draft | None = None,
    status: int = 200,
) -> Response:
    """The form with answers that are not saved yet."""
    version = posted.get("-version", [kept.version])[-1]
    seen = visit.keeper.fields_at(visit.record, version)
    after = fields_after(form_for(kept.kind), kept.fields or {} if seen is None else seen, posted)
    sheet = Sheet(after, wrong or {}, posted, blanks)
    return _page(visit, kept, sheet, draft_key(visit.record), draft, version=version, status=status)


def _page(
    visit: Visit, kept: Kept, sheet: Sheet, key: str, draft: Draft | None, *, version: str = "", status: int = 200
) -> Response:
    keeper, form = visit.keeper, form_for(kept.kind)
    view = _view(visit, form, sheet) | {
        "kind": "profile" if kept.record == PROFILE else kept.record.partition("/")[0].removesuffix("s"),
        "record": kept.record,
        "version": version or kept.version,
        "key": key,
        "draft": draft,
        "can_undo": keeper.can_step(kept.record, -1),
        "can_redo": keeper.can_step(kept.record, 1),
        "was_saved": bool(visit.asked("saved")),
        "was_stepped": bool(visit.asked("stepped")),
    }
    return visit.page("edit.html", status, **view)


def _new_form(
    visit: Visit,
    kind: str,
    posted: Posted,
    wrong: Beside,
    *,
    blanks: tuple[str, ...] = (),
    draft: Draft | None = None,
    status: int = 200,
) -> Response:
    form = form_for(KINDS[NEW_KINDS[kind]])
    begun: dict[str, Value] = {} if posted else {"date": visit.studio.today.isoformat()}
    values = begun | fields_after(form, {}, posted)
    view = _view(visit, form, Sheet(values, wrong, posted, blanks)) | {
        "kind": kind,
        "record": "",
        "version": "",
        "key": f"new-{kind}",
        "draft": draft,
        "can_undo": False,
        "can_redo": False,
        "was_saved": False,
        "was_stepped": False,
    }
    return visit.page("edit.html", status, **view)


def _view(visit: Visit, form: Form, sheet: Sheet) -> dict[str, Any]:
    fields = shown(form, sheet)
    parts = [(part, [one for one in fields if one.field.part == part]) for part in form.parts]
    school = visit.studio.school
    skills = [skill.name for skill in school.framework.skills] if school.framework else []
    return {
        "parts": parts,
        "fields": fields,
        "touched": visit.said("-do").partition(":")[2].partition(".")[0],
        "done": visit.said("-do"),
        "choosable": _choosable(visit) if any(one.field.hint == "records" for one in fields) else {},
        "whole": _told_of_no_field(fields, sheet.beside),
        "problems": [inner for one in fields for inner in one.inner() if inner.is_wrong],
        "skills": skills,
        "records": [one for one in visit.keeper.records() if one.startswith("reflections/")],
        "media_files": (files := _media_files(visit)),
        "media_kinds": kinds_by_name(files),
        "unfinished": unfinished_of(visit.keeper),
        "people": people_for(school, visit.student, visit.studio.today),
        "default_audience": school.default_audience.word,
        "is_public_allowed": school.settings.publishing.public,
        "prompts": prompts_for(school),
    }


def _choosable(visit: Visit) -> dict[str, Piece]:
    """What a showcase can show, by the name that stands in a file."""
    return {one.record: one for one in pieces(visit.keeper) if one.kind != "showcase" and one.is_readable}


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
