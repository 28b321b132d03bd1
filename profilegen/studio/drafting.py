"""What somebody is writing and has not saved: remembered at each pause and before each attempt to save it.

A draft comes from one page of a form, which has a mark of its own and counts what it sends. So a request that was late
brings back nothing that was saved meanwhile, and one page's words never take the place of another's unseen: those are
put away first.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Mapping

from profilegen.loading.text_files import LARGEST
from profilegen.studio.forms import Posted
from profilegen.studio.keeping import Draft, Keeper, TooLongError

NEW_KINDS: Mapping[str, str] = {
    "reflection": "reflections",
    "achievement": "achievements",
    "testimonial": "testimonials",
    "showcase": "showcases",
    "conference": "conferences",
    "statement": "statements",
}
"""What can be begun, and the folder that it goes into."""

PAGE, NUMBER, FOLLOWS = "-page", "-number", "-follows"
"""In a form: its page's mark, how much that page has sent, and when the draft was written that the page began with."""

_NEW = re.compile(rf"new-(?:{'|'.join(NEW_KINDS)})(?:-[a-z0-9]{{6,32}})?")
_COUNT = re.compile("[0-9]{1,9}")
_NOT_KEPT = ("-do", "-draft", "-record")
_MOST_PAGES = 2000  # whose last saving is known: a request that is late comes within seconds


def draft_key(record: str) -> str:
    """The name of the draft of a record."""
    return f"edit-{hashlib.sha256(record.encode('utf-8')).hexdigest()[:24]}"


def new_key(kind: str) -> str:
    """A name for the draft of one new piece, so that several can be begun at a time."""
    return f"new-{kind}-{secrets.token_hex(6)}"


def is_new_key(key: str) -> bool:
    """Whether this is the name of the draft of a new piece."""
    return _NEW.fullmatch(key) is not None


def page_mark() -> str:
    """A mark for a page with a form."""
    return secrets.token_hex(8)


class _Submitted:
    """How much each page had sent when its form was submitted: all that it sent before is older than that."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._counts: OrderedDict[str, int] = OrderedDict()

    def note(self, posted: Posted) -> None:
        """The form of a page was submitted."""
        page, count = _sent(posted)
        if page:
            with self.lock:
                self._counts[page] = max(count, self._counts.pop(page, 0))
                while len(self._counts) > _MOST_PAGES:
                    self._counts.popitem(last=False)

    def is_older(self, posted: Posted) -> bool:
        """Whether this was sent before."""
        page, count = _sent(posted)
        return bool(page) and count <= self._counts.get(page, -1)


_SUBMITTED = _Submitted()


def submitted(posted: Posted) -> None:
    """From now on drafts that were sent by this page before are late."""
    _SUBMITTED.note(posted)


def remember_at_a_pause(keeper: Keeper, key: str, record: str, posted: Posted) -> bool:
    """Keeps a draft; False where it came late, and newer words are kept or saved already. TooLongError, OSError."""
    with _SUBMITTED.lock:
        if _SUBMITTED.is_older(posted):
            return False
        return _remember(keeper, key, record, posted)


def remember(keeper: Keeper, key: str, record: str, posted: Posted) -> None:
    """Keeps what was submitted before anything is done with it. TooLongError, OSError."""
    _remember(keeper, key, record, posted)


def _remember(keeper: Keeper, key: str, record: str, posted: Posted) -> bool:
    if _size(posted) > LARGEST:
        raise TooLongError
    earlier = keeper.draft_of(key)
    if earlier:
        (page, count), (its_page, its_count) = _sent(posted), _sent(posted_of(earlier))
        if page and page == its_page and count < its_count:
            return False
        if not _is_followed(earlier, posted):
            keeper.put_draft_away(key)
    keeper.draft(key, record, {name: list(said) for name, said in posted.items() if name not in _NOT_KEPT})
    return True


def settle(keeper: Keeper, key: str, posted: Posted) -> None:
    """After these answers were saved: forgets the draft that they came from; one of somebody else's is put away."""
    draft = keeper.draft_of(key)
    if draft is None or _is_followed(draft, posted):
        keeper.drop_draft(key)
    else:
        keeper.put_draft_away(key)


def posted_of(draft: Draft) -> Posted:
    """The answers in a draft; what anything else wrote there is passed over."""
    return {
        name: said
        for name, said in draft.fields.items()
        if isinstance(said, list) and said and all(isinstance(one, str) for one in said)
    }


def followed(draft: Draft | None) -> str:
    """What a page says that begins with this draft."""
    return draft.written.isoformat() if draft else ""


def _is_followed(draft: Draft, posted: Posted) -> bool:
    """Whether these answers say the same, or come from the page that wrote the draft, or one that began with it."""
    before = posted_of(draft)
    page, _ = _sent(posted)
    is_of_this_page = bool(page) and page == _sent(before)[0]
    return is_of_this_page or _last(posted, FOLLOWS) == followed(draft) or _said(before) == _said(posted)


def _said(posted: Posted) -> dict[str, list[str]]:
    return {name: [_one_line_end(one) for one in said] for name, said in posted.items() if not name.startswith("-")}


def _size(posted: Posted) -> int:
    """How many bytes the answers have in a file."""
    return sum(len(one.encode("utf-8", "replace")) for said in _said(posted).values() for one in said)


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n")


def _sent(posted: Posted) -> tuple[str, int]:
    """The mark of the page, and its count."""
    count = _last(posted, NUMBER)
    return _last(posted, PAGE), int(count) if _COUNT.fullmatch(count) else 0


def _last(posted: Posted, name: str) -> str:
    return posted.get(name, [""])[-1]
