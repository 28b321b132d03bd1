"""`profilegen`: parses, calls the library, and says what came of it. Heavy parts are imported when they are needed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from profilegen import __version__
from profilegen.cli.applying import cv
from profilegen.cli.arriving import unpack
from profilegen.cli.classroom import meeting, overview, strips
from profilegen.cli.conference import conference
from profilegen.cli.days import Day
from profilegen.cli.exchange import export, import_
from profilegen.cli.forgetting import forget
from profilegen.cli.forms import comments, forms
from profilegen.cli.guides import guides
from profilegen.cli.hosting import host
from profilegen.cli.new import new
from profilegen.cli.packing import keys, pack, verify
from profilegen.cli.printing import print_
from profilegen.cli.reports import reports
from profilegen.cli.responses import responses
from profilegen.cli.sharing import share
from profilegen.cli.sizes import Size
from profilegen.cli.statement import statement, ucas
from profilegen.cli.theme import theme
from profilegen.cli.upgrading import upgrade
from profilegen.model.audience import AUDIENCE_WORDS
from profilegen.problems import MissingPartError, ProfilegenError, UsageError

FINE, PROBLEMS, WRONG_USAGE, MISSING_PART, INTERRUPTED = 0, 1, 2, 3, 130

_FOLDER = click.Path(path_type=Path, file_okay=False)
_PATH = click.argument("path", type=_FOLDER, default=Path())
_STRICT = click.option("--strict", is_flag=True, help="Warnings count as errors.")
_FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to answer.")


_TODAY = click.option("--today", type=Day(), help="The day that expiries look at, like 2026-10-14 [default: today].")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="profilegen")
def command() -> None:
    """Digital learner profiles: from a student's folder to a website that opens anywhere.

    PATH is a school's folder or one student's; the present folder if it is left out.
    """


@command.command()
@_PATH
@_STRICT
@_FORMAT
@_TODAY
@click.option(
    "--report",
    "rules",
    default="",
    metavar="RULES",
    help="Only what a law asks of reports and is missing: england-2005, or a file of your own rules.",
)
@click.option("--year", default="", help="With --report: of which school year [default: the newest that has reports].")
def check(path: Path, strict: bool, form: str, today: date | None, rules: str, year: str) -> int:
    """Read everything and say what is wrong, or could be better."""
    from profilegen.build import check as check_folder
    from profilegen.build import check_reports
    from profilegen.cli import words
    from profilegen.cli.progress import shown_progress

    if year and not rules:
        raise click.UsageError("--year goes with --report.")
    with shown_progress("Reading", quiet=form == "json") as shown:
        if rules:
            summary = check_reports(path, rules, year=year, today=today, progress=shown.progress)
        else:
            summary = check_folder(path, today=today, progress=shown.progress)
    if form == "json":
        words.say(words.as_json(summary))
    else:
        words.say_problems(summary.problems, with_advice=True)
        words.say(f"{words.counted(summary.students, 'student', 'students')} read. {words.problems_counted(summary)}.")
    return _exit_code(summary, strict)


@command.command()
@_PATH
@click.option(
    "--for",
    "audience",
    type=click.Choice(AUDIENCE_WORDS),
    default="family",
    show_default=True,
    help="Who will see the site.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Where to [default: PATH/_site/AUDIENCE].")
@click.option("--theme", default="", help="One theme for everybody.")
@click.option("--only", multiple=True, metavar="STUDENT", help="Build this student only; may be given again.")
@click.option("--showcase", default="", metavar="NAME", help="A site of this showcase alone, for its own audience.")
@click.option("--student", default="", metavar="ID", help="With --showcase in a school: whose it is.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes [default: as many as cores].")
@_STRICT
@_FORMAT
@_TODAY
@click.option("--explain", is_flag=True, help="Say of each student why it was or was not built again.")
@click.option("--cluster", default="", metavar="ADDRESS", help="Build on a Dask cluster, such as tcp://10.0.0.5:8786.")
@click.option("--open", "open_it", is_flag=True, help="Open the site in the browser when it is done.")
def build(audience: str, open_it: bool, strict: bool, form: str, explain: bool, cluster: str, **options: Any) -> int:
    """Build the site of one audience, or of one showcase alone."""
    from profilegen.cli import building, words
    from profilegen.cli.progress import shown_progress
    from profilegen.model.audience import audience_named

    with building.lent_by(cluster) as executor, shown_progress("Building", quiet=form == "json") as shown:
        options |= {
            "progress": shown.progress,
            "converting": shown.converting,
            "waiting": words.tell,
            "executor": executor,
            "only": options["only"] or None,
        }
        summary = building.built(options.pop("path"), audience_named(audience), options)
    if form == "json":
        words.say(words.as_json(summary, explain=explain))
    else:
        building.say_summary(summary, explain=explain)
    if open_it:
        building.open_first_page(summary)
    return _exit_code(summary, strict)


@command.command()
@_PATH
@click.option("--for", "audience", type=click.Choice(AUDIENCE_WORDS), default="private", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), help="At which port of this machine [default: any].")
@click.option("--theme", default="", help="One theme for everybody.")
@click.option(
    "--poll", "polling", is_flag=True, help="Look at the files again and again: for drives that tell nothing."
)
@click.option("--open/--no-open", "open_it", default=True, help="Open the page in the browser.")
@_TODAY
def serve(path: Path, audience: str, open_it: bool, **options: Any) -> int:
    """Show the pages while you write: each save is seen at once. Only this machine can look."""
    from profilegen.cli.serving import serve_until_stopped

    serve_until_stopped(path, audience, open_it=open_it, **options)
    return FINE


@command.command()
@_PATH
@click.option("--student", default="", metavar="ID", help="Only this student.")
@click.option("--class", "class_id", default="", metavar="NAME", help="Only the cards of this class.")
@click.option("--port", type=click.IntRange(1, 65535), help="At which port [default: any].")
@click.option(
    "--host",
    default="",
    metavar="ADDRESS",
    help="This machine's number in the classroom's network: others can reach it.",
)
@click.option("--open/--no-open", "open_it", default=True, help="Open the page in the browser.")
@click.option(
    "--set-passphrase", "setting", is_flag=True, help="Set the school's passphrase, or with --student theirs."
)
def studio(path: Path, student: str, setting: bool, open_it: bool, **options: Any) -> int:
    """Write, draw, record and choose in the browser. Everything is saved in the folder."""
    from profilegen.cli.studio import set_passphrase, studio_until_stopped

    if setting:
        set_passphrase(path, student)
    else:
        studio_until_stopped(path, student=student, open_it=open_it, **options)
    return FINE


@command.command()
@_PATH
@click.option(
    "--max-size", "most", type=Size(), help="Only make the store this small, like 500MB: oldest unused first."
)
@click.option("--sites", is_flag=True, help="Take down every built site too, also those made with --out.")
def clean(path: Path, most: int | None, sites: bool) -> int:
    """Take away what a build can make again. What people wrote, and built sites, stay."""
    from profilegen.cleaning import clean as make_room
    from profilegen.cli import words

    cleaned = make_room(path, most=most, sites=sites, waiting=words.tell)
    for folder in cleaned.sites:
        words.say(f"Taken down: {words.shown_path(folder)}")
    for folder in cleaned.left:
        still = f"{words.shown_path(folder)} is left: what was shared, or its passphrases."
        words.say(f"{still} Delete it when it is no longer needed.")
    words.say(f"{words.megabytes(cleaned.freed)} freed.")
    return FINE


@command.command()
@click.argument("out", type=_FOLDER, default=Path("schemas"))
def schema(out: Path) -> int:
    """Write the JSON Schemas of all files into a folder, for editors."""
    from profilegen.cli import words
    from profilegen.schemas import json_schemas

    out.mkdir(parents=True, exist_ok=True)
    schemas = json_schemas()
    for name, text in schemas.items():
        (out / name).write_text(text, encoding="utf-8", newline="\n")
    words.say(f"{len(schemas)} schemas written to {words.shown_path(out)}.")
    return FINE


@command.command()
@click.argument("path", type=_FOLDER, default=Path())
def doctor(path: Path) -> int:
    """Look at this machine: what profilegen needs, and how to get what is missing."""
    from profilegen.cli import words
    from profilegen.doctor import diagnose

    findings = diagnose(path if path.is_dir() else None)
    width = max(len(one.name) for one in findings)
    for one in findings:
        mark = "ok     " if one.is_there else "missing" if one.is_needed else "without"
        words.say(f"{mark}  {one.name.ljust(width)}  {one.found}")
        if not one.is_there and one.fix:
            words.say(f"         → {one.fix}")
    return FINE if all(one.is_there or not one.is_needed for one in findings) else MISSING_PART


command.add_command(new)
command.add_command(reports)
command.add_command(print_)
command.add_command(host)
import_.add_command(forms)
import_.add_command(responses)
import_.add_command(statement)
export.add_command(comments)
export.add_command(cv)
export.add_command(ucas)
command.add_command(import_)
command.add_command(export)
command.add_command(theme)
command.add_command(overview)
command.add_command(strips)
command.add_command(meeting)
command.add_command(guides)
command.add_command(share)
command.add_command(forget)
command.add_command(upgrade)
command.add_command(conference)
command.add_command(pack)
command.add_command(verify)
command.add_command(unpack)
command.add_command(keys)


def _exit_code(summary: Any, strict: bool) -> int:
    from profilegen.problems import Severity

    is_bad = summary.count(Severity.ERROR) or (strict and summary.count(Severity.WARNING))
    return PROBLEMS if is_bad else FINE


def main(arguments: list[str] | None = None) -> None:
    """The program. Ends with one of the exit codes at the top of this module, and never with a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not know every letter of every name
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(_answer(lambda: command.main(args=arguments, prog_name="profilegen", standalone_mode=False)))


def _answer(run: Callable[[], Any]) -> int:
    from profilegen.cli.words import complain

    try:
        code = run()
        return code if isinstance(code, int) else FINE
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        complain("Stopped. Every student's site is whole, old or new. Run the same command again to go on.")
        return INTERRUPTED
    except UsageError as error:
        complain(error.message, error.hint)
        return WRONG_USAGE
    except MissingPartError as error:
        complain(error.message, error.hint)
        return MISSING_PART
    except ProfilegenError as error:
        complain(error.message, error.hint)
        return PROBLEMS
    except OSError as error:
        complain(f"{error.strerror or error}: {error.filename or ''}".strip(), "Is the disk full, or write-protected?")
        return PROBLEMS
    except Exception as error:  # the last resort: a sentence, and never a traceback
        complain(
            f"profilegen itself made a mistake: {type(error).__name__}: {error}",
            "Every site is whole, old or new. Please report this sentence to the makers of profilegen.",
        )
        return PROBLEMS
