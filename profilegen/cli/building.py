"""What `profilegen build` says at the end."""

from __future__ import annotations

import webbrowser

from profilegen.build import Summary
from profilegen.cli.words import counted, problems_counted, say, say_problems, shown_path
from profilegen.problems import Severity


def say_summary(summary: Summary) -> None:
    """Problems first, the result last: it is what stays on the screen."""
    say_problems(summary.problems, with_advice=False)
    for one in summary.taken_out:
        say(f"Taken out of the site for {one.audience}: {one.student} (it showed what it may no longer show).")
    if summary.site is None:
        return
    word = summary.site.audience.word
    if summary.students == 0 and not summary.failed:
        say(f"Nobody's profile may be seen by {word} yet, so the site is empty. `audience` in profile.yaml decides.")
    students, pages = counted(summary.students, "student", "students"), counted(summary.pages, "page", "pages")
    changed = "nothing had changed" if not summary.written else f"{summary.written} written anew"
    say(f"Built for {word}: {students}, {pages} ({changed}), in {shown_path(summary.site.folder)}")
    say(f"{problems_counted(summary)}.{_where_to_read_more(summary)}")


def _where_to_read_more(summary: Summary) -> str:
    return " `profilegen check` shows the advice." if summary.count(Severity.ADVICE) else ""


def open_first_page(summary: Summary) -> None:
    """Opens the site's first page, or the first student's, in the browser."""
    first = summary.first_page
    if first is None and summary.site is not None:
        folders = (summary.site.student_folder(student) for student in summary.site.student_ids())
        first = next((folder / "index.html" for folder in folders), None)
    if first is not None:
        webbrowser.open(first.as_uri())
