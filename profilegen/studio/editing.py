"""Writing a record: the form, saving it, what somebody else changed meanwhile, steps back, and drafts."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Mapping
from typing import cast
from urllib.parse import quote

from starlette.responses import Response

from profilegen.loading.yaml_text import Value
from profilegen.model.forms import Complaint
from profilegen.model.records import Record
from profilegen.problems import ProfilegenError
from profilegen.rendering.markdown import to_html
from profilegen.starting import NewFile, StartingError
from profilegen.studio.answering import Visit, not_written, to, told
from profilegen.studio.changes import Change
from profilegen.studio.checking import Beside, Told, complaints_of, told_about, told_of, too_long_in
from profilegen.studio.drafting import (
    FOLLOWS,
    NEW_KINDS,
    draft_key,
    is_new_key,
    new_key,
    posted_of,
    remember,
    remember_at_a_pause,
    settle,
    submitted,
)
from profilegen.studio.form_pages import Again, new_page, page_of, page_with, page_with_draft
from profilegen.studio.forms import (
    Posted,
    changes_between,
    changes_of,
    chosen_anew,
    fields_after,
    form_for,
    moved,
    without,
)
from profilegen.studio.keeping import KINDS, ChangedMeanwhileError, Draft, Kept, NotHereError, TooLongError
from profilegen.studio.merging import changed, laid_over
from profilegen.studio.rewriting import NotRewrittenError
from profilegen.studio.sentences import N_
from profilegen.studio.showing import Sheet, shown

_LONGEST_MARKDOWN = 60_000
_THEIRS = "-theirs"
"""On the page with both versions: which one the other is."""


# Opening


def edit(visit: Visit) -> Response:
    """The form of a record that is there; none for one in which nothing can be saved."""
    kept = visit.keeper.read(visit.record)
    try:
        visit.keeper.make_sure_it_can_be_changed(visit.record)
    except NotRewrittenError as refused:
        told_there = [one.message for one in kept.problems] or [visit.say(refused.message)]
        return visit.page("unreadable.html", 409, record=visit.record, told=told_there)
    draft = visit.keeper.draft_of(draft_key(visit.record))
    if draft and _is_saved(kept, draft):
        visit.keeper.put_draft_away(draft.key)
    elif draft:
        return page_with_draft(visit, kept, draft)
    return page_of(visit, kept, told_about(kept, visit.studio.school, visit.student, visit.studio.today))


def new(visit: Visit) -> Response:
    """An empty form, at an address of its own, so that several can be begun."""
    kind, key = _kind_and_key(visit)
    draft = visit.keeper.draft_of(key)
    if draft and (made := _made_of(visit, kind, draft)):
        visit.keeper.put_draft_away(key)
        return to(f"/s/{visit.student}/edit/{quote(made)}")
    if draft is None and key == f"new-{kind}":
        return to(f"/s/{visit.student}/new/{new_key(kind).removeprefix('new-')}")
    return new_page(visit, kind, key, posted_of(draft) if draft else {}, draft=draft)


def _is_saved(kept: Kept, draft: Draft) -> bool:
    """Whether the file says all of the draft: the studio was stopped in the moment between saving and forgetting it.

    Who goes on from such a draft would be told that somebody else had changed the file, which they did themselves.
    """
    return kept.fields is not None and not changes_of(form_for(kept.kind), kept.fields, posted_of(draft))


def _made_of(visit: Visit, kind: str, draft: Draft) -> str:
    """The record that was made of this draft before the studio was stopped; "" where there is none."""
    if not _title_of(fields_after(form_for(KINDS[NEW_KINDS[kind]]), {}, posted_of(draft))):
        return ""
    alike = (one for one in visit.keeper.records() if one.startswith(f"{NEW_KINDS[kind]}/"))
    return next((one for one in alike if _is_saved(visit.keeper.read(one), draft)), "")


def _kind_and_key(visit: Visit) -> tuple[str, str]:
    """What is begun, and the name of its draft: the one on the page, or else in the address."""
    said = str(visit.request.path_params["kind"])
    kind, key = said.partition("-")[0], f"new-{said}"
    if not is_new_key(key):
        raise NotHereError("There is nothing of this kind to begin.")
    on_page = visit.said("-draft")
    is_of_this_kind = is_new_key(on_page) and f"{on_page}-".startswith(f"new-{kind}-")
    return kind, on_page if is_of_this_kind else key


# Saving


def save(visit: Visit) -> Response:
    """Saves what was posted, or shows the form once more: with an entry more, with what is missing, or with why not."""
    submitted(visit.posted)
    try:
        kept = visit.keeper.read(visit.record)
    except NotHereError as error:
        return _gone(visit, error)
    posted, blanks, is_saving = _done(visit.posted)
    base = _seen(visit, kept)
    after = fields_after(form_for(kept.kind), base, posted)
    if after != base:
        _try_to_remember(visit, draft_key(visit.record), visit.record, posted)
    if not is_saving:
        return page_with(visit, kept, posted, Again(blanks))
    wrong = _wrong(kept.kind, after, base)
    if wrong:
        return page_with(visit, kept, posted, Again(wrong=wrong, status=422))
    return _saved(visit, kept, after, changes_between(base, after), posted)


def _seen(visit: Visit, kept: Kept) -> Mapping[str, Value]:
    """What the writer saw: the numbers of entries in their answers are those of that version."""
    seen = visit.keeper.fields_at(visit.record, visit.said("-version"))
    return kept.fields or {} if seen is None else seen


def _saved(
    visit: Visit, kept: Kept, after: Mapping[str, Value], changes: Mapping[str, Change], posted: Posted
) -> Response:
    """Saves these changes of the version that the writer saw; the form with the words in it where that cannot be."""
    try:
        saved = visit.keeper.save(visit.record, changes, visit.said("-version"))
    except ChangedMeanwhileError as clash:
        return _side_by_side(visit, clash.theirs, after, posted)
    except (ProfilegenError, OSError) as error:
        return page_with(visit, kept, posted, _could_not(error))
    settle(visit.keeper, draft_key(visit.record), posted)
    visit.studio.forget()
    return to(_after_saving(visit, saved.record))


def _could_not(error: ProfilegenError | OSError) -> Again:
    """Why it was not saved, to be told above the form."""
    if isinstance(error, OSError):
        return Again(trouble=not_written(error), status=507)
    return Again(trouble=(error.message, error.hint), status=413 if isinstance(error, TooLongError) else 409)


def _gone(visit: Visit, error: NotHereError) -> Response:
    """What was written about a piece that is not there any more: to be saved as a new one."""
    folder = visit.record.partition("/")[0]
    kind = next((one for one, its in NEW_KINDS.items() if its == folder), "")
    if not kind or not any(name in visit.posted for name in ("-version", "-draft")):
        _try_to_remember(visit, draft_key(visit.record), visit.record, visit.posted)
        raise error
    posted, blanks, _ = _done(visit.posted)
    key = new_key(kind)
    _try_to_remember(visit, key, "", posted)
    trouble = (error.message, N_("Saving it makes a new piece of it."))
    return new_page(visit, kind, key, posted, Again(blanks, trouble=trouble, status=409))


def create(visit: Visit) -> Response:
    """Makes the record, if it has what it needs."""
    kind, key = _kind_and_key(visit)
    submitted(visit.posted)
    posted, blanks, is_saving = _done(visit.posted)
    record = KINDS[NEW_KINDS[kind]]
    after = fields_after(form_for(record), {}, posted)
    _try_to_remember(visit, key, "", posted)
    if not is_saving:
        return new_page(visit, kind, key, posted, Again(blanks))
    wrong = _wrong(record, after)
    if wrong:
        return new_page(visit, kind, key, posted, Again(wrong=wrong, status=422))
    try:
        changes = changes_between({}, after)
        made = visit.keeper.create(cast(NewFile, kind), _title_of(after), changes, visit.studio.today)
    except (ProfilegenError, OSError) as error:
        return new_page(visit, kind, key, posted, _not_made(error, after))
    settle(visit.keeper, key, posted)
    visit.studio.forget()
    return to(_after_saving(visit, made.record))


def _not_made(error: ProfilegenError | OSError, after: Mapping[str, Value]) -> Again:
    """Why there is no new record: its name is taken, in most cases."""
    if not isinstance(error, StartingError):
        return _could_not(error)
    if isinstance(error.__cause__, OSError):
        return _could_not(error.__cause__)
    name = "title" if "title" in after else "from.name"
    taken = Told("You have one called that already. Give this one another name.", error.message, True)
    return Again(wrong={name: (taken,)}, status=422)


def _title_of(fields: Mapping[str, Value]) -> str:
    source = fields.get("from")
    title = source.get("name") if isinstance(source, dict) else fields.get("title")
    return title if isinstance(title, str) else ""


def _after_saving(visit: Visit, record: str) -> str:
    return f"/s/{visit.student}/edit/{quote(record)}?saved=1"


def _wrong(kind: type[Record], after: Mapping[str, Value], *before: Mapping[str, Value]) -> Beside:
    """What is wrong now and was not before: somebody else's mistake is no reason not to save.

    It may be at another entry of its list now.
    """
    known: Counter[object] = Counter()
    places: set[object] = set()
    for fields in filter(None, before):
        found = complaints_of(kind, fields)
        known |= Counter(_what(one) for one in found)
        places |= {(one.key, one.kind) for one in found}
    new: list[Complaint] = []
    for one in sorted(complaints_of(kind, after), key=lambda one: (one.key, one.kind) not in places):
        known[_what(one)] -= 1
        if known[_what(one)] < 0:
            new.append(one)
    return {**told_of(new), **too_long_in(after)}


def _what(complaint: Complaint) -> object:
    return complaint.kind, tuple(part for part in complaint.key if isinstance(part, str))


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


# What somebody else changed meanwhile


def _side_by_side(visit: Visit, theirs: Kept, mine: Mapping[str, Value], posted: Posted) -> Response:
    """Both versions of each field that both changed, to choose from; the rest of mine is laid over theirs."""
    if theirs.fields is None:
        trouble = (N_("There is a mistake in this file."), N_("Mend it in a text editor first."))
        return page_with(visit, theirs, posted, Again(trouble=trouble, status=409))
    form, base = form_for(theirs.kind), _seen(visit, theirs)
    together = laid_over(form, base, mine, theirs.fields)
    is_base_known = visit.keeper.fields_at(visit.record, visit.said("-version")) is not None
    of_both = set(changed(base, theirs.fields)) if is_base_known else set(together) | set(theirs.fields)
    asked = of_both.intersection(changed(together, theirs.fields))
    sheets = (shown(form, Sheet(said, {}, {})) for said in (together, theirs.fields))
    pairs = [(one, other) for one, other in zip(*sheets, strict=True) if one.field.word in asked]
    view = {
        "record": visit.record,
        "pairs": pairs,
        "posted": [(name, one) for name, said in posted.items() if not name.startswith("-") for one in said],
        "follows": visit.said(FOLLOWS),
        "version": visit.said("-version"),
        "theirs": theirs.version,
    }
    return visit.page("side_by_side.html", 409, **view)


def decide(visit: Visit) -> Response:
    """After both were shown: of each field that both changed, mine or theirs."""
    kept = visit.keeper.read(visit.record)
    _try_to_remember(visit, draft_key(visit.record), visit.record, visit.posted)
    form, base, now = form_for(kept.kind), _seen(visit, kept), kept.fields or {}
    mine = fields_after(form, base, visit.posted)
    if visit.said(_THEIRS) not in ("", kept.version):  # and once more
        return _side_by_side(visit, kept, mine, visit.posted)
    given_up = {name.removeprefix("-of.") for name, said in visit.posted.items() if said[-1] == "theirs"}
    after = laid_over(form, base, mine, now, given_up)
    wrong = _wrong(kept.kind, after, now, base)
    if wrong:
        return page_with(visit, kept, visit.posted, Again(wrong=wrong, status=422))
    try:
        visit.keeper.save(visit.record, changes_between(now, after), kept.version)
    except ChangedMeanwhileError as clash:
        return _side_by_side(visit, clash.theirs, mine, visit.posted)
    except (ProfilegenError, OSError) as error:
        return page_with(visit, kept, visit.posted, _could_not(error))
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
    return to(back if back.startswith(inside) and "\\" not in back else f"{inside}edit/{quote(visit.record)}?stepped=1")


def remove(visit: Visit) -> Response:
    """Takes the record away; the desk offers to bring it back."""
    visit.keeper.remove(visit.record, visit.said("-version"))
    visit.keeper.put_draft_away(draft_key(visit.record))
    visit.studio.forget()
    return to(f"/s/{visit.student}/?away={quote(visit.record)}")


def restore(visit: Visit) -> Response:
    """Brings back what was taken away."""
    visit.keeper.restore(visit.record)
    visit.studio.forget()
    return to(f"/s/{visit.student}/edit/{quote(visit.record)}")


# Drafts


def keep_draft(visit: Visit) -> Response:
    """Remembers what is being written; asked by a script at each pause."""
    key, record = visit.said("-draft"), visit.said("-record")
    if key != draft_key(record) if record else not is_new_key(key):
        raise NotHereError("This is no draft.")
    if record:
        visit.keeper.read(record)
    try:
        return told(kept=remember_at_a_pause(visit.keeper, key, record, visit.posted))
    except TooLongError as error:
        return told(413, kept=False, message=f"{visit.say(error.message)} {visit.say(error.hint)}")


def drop_draft(visit: Visit) -> Response:
    """Forgets what was being written."""
    visit.keeper.put_draft_away(visit.said("-draft"))
    back = visit.said("-record")
    return to(f"/s/{visit.student}/edit/{quote(back)}" if back else f"/s/{visit.student}/")


def _try_to_remember(visit: Visit, key: str, record: str, posted: Posted) -> None:
    """Before anything is done. Where that cannot be, the words are on the page that comes back, and it says why."""
    with contextlib.suppress(TooLongError, NotHereError, OSError):
        remember(visit.keeper, key, record, posted)


def markdown(visit: Visit) -> Response:
    """A text as it will look."""
    return told(html=str(to_html(visit.said("text")[:_LONGEST_MARKDOWN])))
