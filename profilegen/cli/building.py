"""What `profilegen build` says at the end."""

from __future__ import annotations

import webbrowser
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from profilegen.build import Summary
from profilegen.cli.words import counted, problems_counted, say, say_problems, shown_path
from profilegen.problems import Severity

if TYPE_CHECKING:  # most builds need no executor of somebody else's
    from concurrent.futures import Executor


def say_summary(summary: Summary, *, explain: bool = False) -> None:
    """Problems first, the result last: it is what stays on the screen."""
    say_problems(summary.problems, with_advice=False)
    for student, why in summary.why if explain else ():
        say(f"{student}: built again, because {why}." if why else f"{student}: not built again, nothing has changed.")
    for one in summary.taken_out:
        say(f"Taken out of the site for {one.audience}: {one.student} (it showed what it may no longer show).")
    if summary.site is None:
        return
    word = summary.site.audience.word
    if summary.students == 0 and summary.count(Severity.ERROR):
        say("Nothing could be built because of the errors above.")
    elif summary.students == 0:
        say(f"Nobody's profile may be seen by {word} yet, so the site is empty. `audience` in profile.yaml decides.")
    students, pages = counted(summary.students, "student", "students"), counted(summary.pages, "page", "pages")
    changed = "no student's had changed" if not summary.written else f"{summary.written} written anew"
    say(f"Built for {word}: {students}, {pages} ({changed}), in {shown_path(summary.site.folder)}")
    if first := summary.first_page:
        say(f"Open {shown_path(first)}")
    say(f"{problems_counted(summary)}.{_where_to_read_more(summary)}")


def _where_to_read_more(summary: Summary) -> str:
    return " `profilegen check` shows the advice." if summary.count(Severity.ADVICE) else ""


def lent_by(cluster: str) -> AbstractContextManager[Executor | None]:
    """The workers of the cluster at this address; none, where there is no address: the build uses its own."""
    if not cluster:
        return nullcontext()
    from profilegen.cluster import workers_at

    return workers_at(cluster)


def open_first_page(summary: Summary) -> None:
    """Opens the site's first page, or the first student's, in the browser."""
    first = summary.first_page
    if first is not None and not webbrowser.open(first.as_uri()):
        say("No browser could be opened: open that file with a double-click.")
