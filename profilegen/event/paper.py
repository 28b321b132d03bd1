"""What is printed for a conference, into its folder: the cards of everybody in one file, and a summary of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from profilegen.building.papers import CARDS, PRINT_FOLDER, SUMMARY
from profilegen.event.folder import Afternoon
from profilegen.event.pack import cards_page, read_pack
from profilegen.event.summary import summary_file
from profilegen.model.audience import Audience
from profilegen.printing.book import read_book
from profilegen.printing.browsers import needed_browser
from profilegen.printing.pdf import book_as_pdf
from profilegen.printing.saving import remove_own, save_own
from profilegen.printing.sheets import Paper
from profilegen.problems import ProfilegenError

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """How it is printed. `address` is where the host's folder is on the web; `languages` get a further slip each."""

    paper: Paper = Paper.A4
    address: str = ""
    languages: tuple[str, ...] = ()
    pdf: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """What lies in `print`: each file, and whose it is ("" for everybody's); and whose summary there is none of, and
    why."""

    files: tuple[tuple[str, str], ...]
    failed: tuple[tuple[str, str], ...] = ()


def print_all(folder: Path, afternoon: Afternoon, wish: Wish, today: date, progress: Progress | None = None) -> Printed:
    """Writes the pack of a conference. MissingPartError where PDFs are wished for and no browser can make them."""
    place = afternoon.folder / PRINT_FOLDER
    pack = read_pack(
        folder,
        afternoon.students,
        day=afternoon.day,
        today=today,
        base_address=wish.address,
        languages=wish.languages,
    )
    printed = [*_saved(place / f"{CARDS}.html", cards_page(pack, wish.paper), wish)]
    files, failed = [(name, "") for name in printed], []
    for done, student in enumerate(afternoon.students, start=1):
        try:
            book = read_book(folder, student, Audience.FAMILY, today=today)
            names = [*_saved(place / f"{SUMMARY}{student}.html", summary_file(book, wish.paper), wish)]
        except ProfilegenError as error:
            failed.append((student, error.message))
            continue
        finally:
            if progress is not None:
                progress(done, len(afternoon.students), student)
        files += [(name, student) for name in names]
    _remove_others(place, [name for name, _ in files])
    return Printed(tuple(files), tuple(failed))


def _saved(file: Path, page: str, wish: Wish) -> Iterator[str]:
    save_own(file, page.encode("utf-8"), option="--out")
    yield file.name
    if wish.pdf:
        save_own(file.with_suffix(".pdf"), book_as_pdf(page, needed_browser()), option="--out")
        yield file.with_suffix(".pdf").name


def _remove_others(place: Path, names: Sequence[str]) -> None:
    """What was printed before of somebody who is no longer here, or is older than what is there now."""
    for file in sorted(place.iterdir()):
        if file.name not in names and file.suffix in (".html", ".pdf"):
            remove_own(file)
