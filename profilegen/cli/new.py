"""`profilegen new`: starts a file or folder from the starter kit. Nothing is ever overwritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from profilegen.cli.days import Day

_IN = click.option(
    "--in",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path(),
    help="The folder to start in [default: the present one].",
)


@click.group()
def new() -> None:
    """Start a school, class, student, teacher, reflection, testimonial, achievement, conference, statement or theme."""


@new.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", default="", help="The school's name [default: as the folder is called].")
def school(folder: Path, name: str) -> None:
    """Start a school in FOLDER, which is made: profilegen new school "Hillside School"."""
    from profilegen.cli.words import say, shown_path
    from profilegen.model.addresses import slug_of
    from profilegen.schemas import json_schemas
    from profilegen.starting import new_school

    target = folder.parent / slug_of(folder.name)
    called = name or (folder.name if folder.name != slug_of(folder.name) else folder.name.replace("-", " ").title())
    new_school(target, called, schemas=json_schemas())
    say(f"{called} is ready in {shown_path(target)}. README.md in it says what to do next.")


@new.command("class")
@click.argument("name")
@click.option("--year", default="", help="The school year, like 2026/27 [default: the present one].")
@_IN
def class_group(name: str, year: str, folder: Path) -> None:
    """Start a class: profilegen new class "4 Oak"."""
    from profilegen.starting import new_class

    _say_made(new_class(folder, name, year or _school_year(date.today())))


def _school_year(today: date) -> str:
    """The school year of a day, from September to August: 2026/27."""
    first = today.year if today.month >= 9 else today.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


_CLASS = click.option("--class", "class_id", default=None, help="The class to join: its file's name without .yaml.")


@new.command()
@click.argument("name")
@_CLASS
@_IN
def student(name: str, class_id: str | None, folder: Path) -> None:
    """Start a student's folder: profilegen new student "Amina Karimi"."""
    from profilegen.starting import new_student

    _say_made(new_student(folder, name, class_id=_class_file_name(folder, class_id)) / "profile.yaml")


@new.command()
@click.argument("name")
@_CLASS
@_IN
def teacher(name: str, class_id: str | None, folder: Path) -> None:
    """Start a teacher's folder, for their own practice: profilegen new teacher "Ada Okafor"."""
    from profilegen.starting import new_student

    made = new_student(folder, name, class_id=_class_file_name(folder, class_id), kind="teacher")
    _say_made(made / "profile.yaml")


def _class_file_name(folder: Path, class_id: str | None) -> str | None:
    """A class's file name, of its name too, as `new class` made a file name of it."""
    from profilegen.model.addresses import slug_of

    there = class_id is None or (folder / "classes" / f"{class_id}.yaml").is_file()
    return class_id if there or class_id is None else slug_of(class_id)


def _record_command(kind: str, argument: str, example: str) -> click.Command:
    @click.argument("title", metavar=argument)
    @click.option("--student", "student_id", default="", help="Whose, in a school: the name of the student's folder.")
    @click.option("--date", "day", type=Day(), help="Its date, like 2026-10-14 [default: today].")
    @_IN
    def start(title: str, student_id: str, day: date | None, folder: Path) -> None:
        from profilegen.starting import new_record

        target = folder / "students" / student_id if student_id else folder
        _say_made(new_record(target, kind, title, day or date.today()))  # type: ignore[arg-type]  # one of those below

    start.__doc__ = f"Start a record of a student: profilegen new {kind} {example}."
    return click.command(kind)(start)


for _kind, _argument, _example in (
    ("reflection", "TITLE", '"My cardboard bridge"'),
    ("testimonial", "FROM", '"Ms Okafor"'),
    ("achievement", "TITLE", '"Swam a mile"'),
    ("conference", "NAME", '"Autumn 2026"'),
    ("statement", "TITLE", '"Furniture, first try"'),
):
    new.add_command(_record_command(_kind, _argument, _example))


@new.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False), nargs=-1)
@click.argument("name")
@click.option("--extends", default="journal", show_default=True, help="The theme that it starts from.")
@_IN
def theme(path: tuple[Path, ...], name: str, extends: str, folder: Path) -> None:
    """Start a theme of the school's own: profilegen new theme "Our house"."""
    from profilegen.cli.words import say, shown_path
    from profilegen.starting import new_theme

    if len(path) > 1:
        raise click.UsageError("Write at most one folder before the name.")
    made = new_theme(path[0] if path else folder, name, extends)
    say(f"Made {shown_path(made)}. It looks like {extends} until you change it; README.md in it says how.")


def _say_made(file: Path) -> None:
    from profilegen.cli.words import say, shown_path

    say(f"Made {shown_path(file)}. Open it in an editor: its comments say what each line is for.")
