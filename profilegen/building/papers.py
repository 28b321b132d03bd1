"""The papers of a conference lie beside its sites and say what these say: they go when one of the sites narrows.

A folder that holds `conference.json` is a conference's. In it `meetings` and `kiosk` are sites, `print` has what was
printed of each student, and the teacher's first page names them all. Made again, the folder has them again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from profilegen.building.site import Site
from profilegen.opening import open_plainly

CONFERENCE_MARK, FIRST_PAGE = "conference.json", "start-here.html"
KIOSK_FOLDER, MEETINGS_FOLDER, PRINT_FOLDER = "kiosk", "meetings", "print"
CARDS, SUMMARY = "cards", "summary-"

_OURS = b'<meta name="generator" content="profilegen">'
_HEAD = 4000  # bytes, in which that stands


def is_of_a_conference(site: Site) -> bool:
    """Whether this site is a part of a conference's folder."""
    is_named_so = site.folder.name in (KIOSK_FOLDER, MEETINGS_FOLDER)
    return is_named_so and (site.folder.parent / CONFERENCE_MARK).is_file()


def take_papers_away(site: Site, student_id: str = "") -> None:
    """Removes the pages that name a student who goes out of this site, and what was printed of them; or of everybody.

    OSError where the disk refuses. What somebody else put there stays.
    """
    if is_of_a_conference(site):
        for page in _papers(site.folder.parent, student_id or "*"):
            page.with_suffix(".pdf").unlink(missing_ok=True)
            page.unlink()


def _papers(place: Path, student: str) -> Iterator[Path]:
    """The pages that are ours; a PDF lies beside the page that it was made of."""
    printed = place / PRINT_FOLDER
    named = [place / FIRST_PAGE, printed / f"{CARDS}.html"]
    found = printed.glob(f"{SUMMARY}{student}.html") if not printed.is_symlink() else ()
    yield from (page for page in (*named, *sorted(found)) if _is_ours(page))


def _is_ours(page: Path) -> bool:
    with contextlib.suppress(OSError), open_plainly(page) as opened:
        return _OURS in opened.read(_HEAD)
    return False
