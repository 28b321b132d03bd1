"""Documents (PDF): each page becomes a picture with its own text, made once and remembered in the store.

Of the document itself nothing is published. Where it may be saved, that is a copy made of the pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from profilegen.media.copies import Sheet, write_copy
from profilegen.media.photos import PictureSet
from profilegen.media.recipes import ENCODER_VERSION, SOURCE_LETTERS
from profilegen.media.refusals import DocumentError, PassingError
from profilegen.media.stills import is_whole, keep_still, still_as_facts, still_from_facts, still_names
from profilegen.media.store import Store
from profilegen.media.unchanged import check_unchanged
from profilegen.model.limits import Limits

if TYPE_CHECKING:
    from profilegen.media.pages import ReadPage

PAGE_WIDTHS = (640, 1600)
_PAGES, _COPY = "document", "copy"  # keys of records
_MEGABYTE = 1_000_000
_MOST_BYTES, _MOST_PAGES, _MOST_LETTERS = 1 << 40, 10_000, 20_000  # more is in no record of ours
_LONGEST_PAGE = 14_400  # points
_SMALLER = "Save it with smaller pictures, or show only the pages that matter."


def _encoder() -> str:
    try:
        return f"2 pypdfium2-{version('pypdfium2')} {ENCODER_VERSION}"
    except PackageNotFoundError:
        return f"2 none {ENCODER_VERSION}"


DOCUMENT_ENCODER = _encoder()
"""Changes whenever the same document would give other bytes: count its number up with any change to them."""


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A page as a picture, and its own text, "" where it has none."""

    picture: PictureSet
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready to be shown. `copy`: a clean PDF's name in the store, "" unless asked for; `size`: its bytes."""

    pages: tuple[DocumentPage, ...]
    copy: str
    size: int


def recall_document(sha256: str, store: Store, limits: Limits, with_copy: bool) -> Document | None:
    """The document as the store knows it; None where it is still to be made. Nothing is opened or loaded for this.

    Raises DocumentError where it was refused before, or is more than `limits` allow by now.
    """
    facts = store.recall(sha256, _PAGES, DOCUMENT_ENCODER)
    if facts is None:
        return None
    _refuse_again(facts, limits)
    pages = _pages_in(facts, sha256)
    copy = _copy_in(store.recall(sha256, _COPY, DOCUMENT_ENCODER) or {}, sha256) if with_copy else ("", 0)
    if not pages or copy is None:
        return None
    return Document(tuple(DocumentPage(page.picture, page.text) for page in pages), *copy)


def make_document(source: Path, sha256: str, store: Store, limits: Limits, with_copy: bool) -> Document:
    """The pages of the PDF `source`, whose SHA-256 is `sha256`, in the store afterwards, with a copy if asked for.

    Raises DocumentError where it gives none, which is remembered unless it is an UnfinishedDocumentError;
    PartMissingError without pypdfium2, OSError where the store cannot be written.
    """
    facts = store.recall(sha256, _PAGES, DOCUMENT_ENCODER)
    pages = _pages_in(facts, sha256) if facts else ()
    if not pages:
        pages = _make_pages(source, sha256, store, limits)
    if with_copy:
        _make_copy(sha256, pages, store)
    made = recall_document(sha256, store, limits, with_copy)
    if made is None:
        raise DocumentError("What was made of it is gone again.", "Build again, and let nothing else empty the store.")
    return made


def probe_document(source: Path, limits: Limits) -> int:
    """How many pages it has. Raises DocumentError where it cannot be shown, PartMissingError without pypdfium2."""
    from profilegen.media.pages import count_pages

    _check_file(source, limits)
    pages = count_pages(source)
    _check_pages(pages, limits)
    return pages


@dataclass(frozen=True, slots=True)
class _Page:
    """What a record keeps of a page: also its size on paper, for the copy."""

    picture: PictureSet
    text: str
    points: tuple[float, float]


class _OverLimitError(DocumentError):
    """A refusal that another limit would lift: `limit` is its name, `found` what the document has."""

    def __init__(self, reason: str, hint: str, limit: str = "", found: int = 0) -> None:
        super().__init__(reason, hint)
        self.limit = limit
        self.found = found


def _make_pages(source: Path, sha256: str, store: Store, limits: Limits) -> tuple[_Page, ...]:
    from profilegen.media.pages import read_pages  # not needed where everything is made already

    store.forget_other_encoders(sha256, DOCUMENT_ENCODER)
    try:
        size = _check_file(source, limits)
        with read_pages(source, limits.document_pages) as read:
            _check_pages(read.count, limits)
            pages = tuple(_keep(number, page, sha256, store) for number, page in enumerate(read.pages(), start=1))
    except PassingError:
        raise
    except DocumentError as refused:
        check_unchanged(source, sha256, DocumentError)
        store.remember(sha256, _PAGES, DOCUMENT_ENCODER, _as_facts(refused), ())
        raise
    check_unchanged(source, sha256, DocumentError)
    facts = {"bytes": size, "pages": [_page_as_facts(page) for page in pages]}
    names = [name for page in pages for name in still_names(page.picture)]
    store.remember(sha256, _PAGES, DOCUMENT_ENCODER, facts, names)
    return pages


def _check_file(source: Path, limits: Limits) -> int:
    """The size of the file in bytes, if it may be opened."""
    try:
        if not source.is_file():  # a pipe or a device would never end
            raise DocumentError("There is no such file.", "Check the name, and that the file is in the media folder.")
        size = source.stat().st_size
        with source.open("rb") as stream:
            beginning = stream.read(1024)
    except OSError as error:
        reason = f"The file cannot be opened ({error.strerror})."
        raise DocumentError(reason, "Close other programs that use it, and check who may read it.") from error
    if not size:
        raise DocumentError("The file is empty: it holds no bytes at all.", "Copy it again from where it came from.")
    _check_size(size, limits)
    if b"%PDF-" not in beginning:
        raise DocumentError("This is not a PDF document.", "Save it as PDF in the program that it was made with.")
    return size


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.document_megabytes * _MEGABYTE:
        reason = f"The document is too large: {-(-size // _MEGABYTE)} megabytes, at most {limits.document_megabytes}."
        raise _OverLimitError(reason, _SMALLER, "document_megabytes", size)


def _check_pages(pages: int, limits: Limits) -> None:
    if pages > limits.document_pages:
        reason = f"The document has too many pages: {pages}, at most {limits.document_pages}."
        raise _OverLimitError(reason, "Save the pages that matter as a document of their own.", "document_pages", pages)


def _keep(number: int, page: ReadPage, sha256: str, store: Store) -> _Page:
    from PIL import Image

    pixels = Image.frombytes("RGB", (page.width, page.height), page.pixels)
    picture = keep_still(pixels, sha256, _label(number), PAGE_WIDTHS, store)
    return _Page(picture, page.text, page.points)


def _make_copy(sha256: str, pages: tuple[_Page, ...], store: Store) -> None:
    name = _copy_name(sha256)
    with store.making(name) as destination:
        write_copy([_sheet(page, store) for page in pages], destination)
        size = destination.stat().st_size
    store.remember(sha256, _COPY, DOCUMENT_ENCODER, {"name": name, "size": size}, [name])


def _label(number: int) -> str:
    return f"page{number}"


def _copy_name(sha256: str) -> str:
    return f"{sha256[:SOURCE_LETTERS]}-{_COPY}.pdf"


def _sheet(page: _Page, store: Store) -> Sheet:
    largest = page.picture.files[-1]
    return Sheet(store.path_of(largest.fallback), largest.width, largest.height, page.points)


def _as_facts(refused: DocumentError) -> dict[str, Any]:
    if isinstance(refused, _OverLimitError):
        return {"over": refused.limit, "found": refused.found}
    return {"refused": [refused.reason, refused.hint]}


def _refuse_again(facts: Mapping[str, Any], limits: Limits) -> None:
    """Raises DocumentError where these facts say so. A document over a limit that was raised since is none."""
    match facts:
        case {"refused": [str(reason), str(hint)]}:
            raise DocumentError(reason, hint)
        case {"over": "document_megabytes", "found": size} if is_whole(size, range(1, _MOST_BYTES)):
            _check_size(size, limits)
        case {"over": "document_pages", "found": pages} if is_whole(pages, range(1, _MOST_BYTES)):
            _check_pages(pages, limits)
        case {"bytes": size, "pages": list(made)} if is_whole(size, range(1, _MOST_BYTES)):
            _check_size(size, limits)
            _check_pages(len(made), limits)


def _pages_in(facts: Mapping[str, Any], sha256: str) -> tuple[_Page, ...]:
    """The pages of a record; none where it says something else."""
    try:
        return tuple(_each_page(facts["pages"], sha256))
    except (KeyError, TypeError, ValueError):
        return ()


def _each_page(pages: object, sha256: str) -> Iterator[_Page]:
    if not isinstance(pages, list) or len(pages) > _MOST_PAGES:
        raise ValueError("not what is remembered of pages")
    for number, page in enumerate(pages, start=1):
        picture = still_from_facts(page["picture"], f"{sha256[:SOURCE_LETTERS]}-{_label(number)}-")
        text = page["text"]
        across, down = page["points"]
        if not (isinstance(text, str) and len(text) <= _MOST_LETTERS and _is_side(across) and _is_side(down)):
            raise ValueError("not what is remembered of a page")
        yield _Page(picture, text, (across, down))


def _is_side(points: object) -> bool:
    return type(points) is float and isfinite(points) and 0 < points <= _LONGEST_PAGE


def _copy_in(facts: Mapping[str, Any], sha256: str) -> tuple[str, int] | None:
    """The name and the size of the copy in a record; None where it says something else."""
    name, size = _copy_name(sha256), facts.get("size")
    if facts.get("name") == name and isinstance(size, int) and is_whole(size, range(1, _MOST_BYTES)):
        return name, size
    return None


def _page_as_facts(page: _Page) -> dict[str, Any]:
    return {"picture": still_as_facts(page.picture), "text": page.text, "points": list(page.points)}
