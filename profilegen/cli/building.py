"""What `profilegen build` says at the end."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from profilegen.build import Summary, build_site
from profilegen.cli.words import counted, harmless, problems_counted, say, say_problems, say_whom_to_ask, shown_path
from profilegen.problems import Severity

if TYPE_CHECKING:  # most builds need no executor of somebody else's
    from concurrent.futures import Executor

    from profilegen.model.audience import Audience


def say_summary(summary: Summary, *, explain: bool = False) -> None:
    """Problems first, the result last: it is what stays on the screen."""
    say_problems(summary.problems, with_advice=False)
    for student, why in summary.why if explain else ():
        said = f"built again, because {why}." if why else "not built again, nothing has changed."
        say(harmless(f"{student}: {said}"))
    for line in _taken_out(summary):
        say(harmless(line))
    if summary.site is None:
        return
    word = summary.site.audience.word
    if summary.failed:
        kept = "Where there was an older site, it still stands."
        say(f"{counted(summary.failed, 'student', 'students')} could not be built; the errors above say why. {kept}")
    elif summary.students == 0 and not any(one.rule == "public-not-allowed" for one in summary.problems):
        say(
            f"Nobody's profile is in the site for {word}: `audience` in profile.yaml decides, and errors above may too."
        )
    students, pages = counted(summary.students, "student", "students"), counted(summary.pages, "page", "pages")
    say(f"Built for {word}: {students}, {pages} ({_what_changed(summary)}), in {shown_path(summary.site.folder)}")
    if summary.students and (first := summary.first_page):
        say(f"Open {shown_path(first)}")
        say_whom_to_ask(summary.ask)
    say(f"{problems_counted(summary)}.{_where_to_read_more(summary)}")


def _what_changed(summary: Summary) -> str:
    if summary.written:
        return f"{counted(summary.written, 'student', 'students')} written anew"
    return "all pages are as they were" if any(why for _, why in summary.why) else "nothing had changed"


def _taken_out(summary: Summary) -> Iterator[str]:
    """Who was taken out of which site, and how those come back of whom something may still be shown."""
    for one in summary.taken_out:
        where = f"Taken out of the site for {one.audience} in {shown_path(Path(one.folder))}: {one.student}"
        yield (
            f"{where}, no student here any more." if one.has_left else f"{where}. It showed what it may no longer show."
        )
    here = summary.site.audience.word if summary.site else ""
    for word in dict.fromkeys(one.audience for one in summary.taken_out if not one.has_left and one.audience != here):
        yield f"Build for {word} again, to put back there what may still be shown."


def _where_to_read_more(summary: Summary) -> str:
    return " `profilegen check` shows the advice." if summary.count(Severity.ADVICE) else ""


def built(path: Path, audience: Audience, options: dict[str, Any]) -> Summary:
    """What came of `profilegen build`: the whole site, or with `--showcase` a site of that alone.

    UsageError for options that do not go together.
    """
    name, student = options.pop("showcase"), options.pop("student")
    if not name:
        if student:
            raise click.UsageError("--student goes with --showcase; for a whole site there is --only.")
        return build_site(path, audience, **options)
    from profilegen.showcasing import build_showcase

    source = click.get_current_context().get_parameter_source("audience")
    if options.pop("only") or source is not click.core.ParameterSource.DEFAULT:
        raise click.UsageError("--showcase builds one showcase for its own audience, without --for and --only.")
    return build_showcase(path, name, student, **options)


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
