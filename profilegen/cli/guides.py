"""`profilegen guides`: the starter kit's guides, forms and questions, to print."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("path", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("printed-guides"),
    show_default=True,
    help="The folder to write them into.",
)
def guides(path: Path, folder: Path) -> int:
    """Write the guides, forms and questions as pages to print, with index.html as their list.

    PATH is a school's folder: what the school has changed in its guides and prompts is printed.
    """
    from profilegen.classroom.guides import print_guides, read_guides
    from profilegen.cli.words import counted, say, say_problems, shown_path

    found = read_guides(path)
    index, *pages = print_guides(found, folder)
    say_problems(found.problems, with_advice=True)
    say(f"{counted(len(pages), 'page', 'pages')} to print. Open {shown_path(index)}.")
    return 1 if found.problems else 0
