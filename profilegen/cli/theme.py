"""`profilegen theme`: which themes there are, what is wrong with one, and a file of one to change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:  # --help needs none of it
    from profilegen.theming.listing import ListedTheme

FINE, PROBLEMS = 0, 1

_PATH = click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path())
_FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to answer.")


@click.group()
def theme() -> None:
    """Look at the themes there are, check one, or take a file of one to change."""


@theme.command("list")
@_PATH
@_FORMAT
def list_them(path: Path, form: str) -> int:
    """Say which themes there are to choose from, and what each offers."""
    from profilegen.cli.words import harmless, say
    from profilegen.theming.listing import list_themes

    themes = list_themes(path)
    if form == "json":
        say(_as_json(themes))
        return FINE
    for one in themes:
        for line in _lines(one):
            say(harmless(line))
        say()
    return FINE


def _lines(one: ListedTheme) -> list[str]:
    head = f"{one.name}  (the school's own)" if one.is_own else one.name
    if one.mistake:
        return [head, f"  cannot be used: {one.mistake}"]
    options = [
        f"  option {name}: {', '.join(option.choices) or option.type} (default {option.default or 'none'})"
        for name, option in one.options.items()
    ]
    return [
        head,
        f"  {one.about}",
        f"  extends {one.extends}" if one.extends else "  extends nothing",
        f"  palettes: {', '.join(one.palettes)}",
        f"  fonts: {', '.join(one.fonts)}",
        *options,
    ]


def _as_json(themes: tuple[ListedTheme, ...]) -> str:
    import json

    listed: list[dict[str, Any]] = [
        {
            "name": one.name,
            "own": one.is_own,
            "about": one.about,
            "extends": one.extends,
            "palettes": one.palettes,
            "fonts": one.fonts,
            "options": {
                name: {"type": of.type, "choices": of.choices, "default": of.default, "about": of.about}
                for name, of in one.options.items()
            },
            "mistake": one.mistake,
        }
        for one in themes
    ]
    return json.dumps({"version": 1, "themes": listed}, ensure_ascii=False, indent=2)


@theme.command()
@click.argument("name_or_folder")
@_PATH
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@_FORMAT
def check(name_or_folder: str, path: Path, strict: bool, form: str) -> int:
    """Show a theme with everything that a profile may hold, and say what is wrong with it.

    NAME_OR_FOLDER is a theme's name, or a folder with a theme.yaml. Nothing is written.
    """
    from profilegen.build import Summary
    from profilegen.cli import words
    from profilegen.problems import Severity
    from profilegen.theming.checking import check_theme

    checked = check_theme(name_or_folder, path)
    summary = Summary(checked.problems, pages=checked.pages)
    if form == "json":
        words.say(words.as_json(summary))
    else:
        words.say_problems(summary.problems, with_advice=True)
        pages = words.counted(checked.pages, "page", "pages")
        words.say(words.harmless(f"{checked.name}: {pages} looked at. {words.problems_counted(summary)}."))
    is_bad = summary.count(Severity.ERROR) or (strict and summary.count(Severity.WARNING))
    return PROBLEMS if is_bad else FINE


@theme.command()
@click.argument("file")
@_PATH
@click.option("--theme", "name", required=True, help="The school's own theme; it is made where it is not there yet.")
@click.option("--extends", default="journal", show_default=True, help="What a theme that has to be made starts from.")
@click.option("--merged", is_flag=True, help="You took the original's changes over: remember it as it is today.")
def eject(file: str, path: Path, name: str, extends: str, merged: bool) -> None:
    """Copy a file of the theme below into the school's own theme, and remember where it came from.

    FILE is a template or a static file, such as templates/index.html. After an upgrade, `theme check` and `build` say
    what has changed in the original.
    """
    from profilegen.cli.words import say, shown_path
    from profilegen.ejecting.originals import eject as copy
    from profilegen.ejecting.originals import find_original
    from profilegen.loading.theme_folders import theme_folder
    from profilegen.loading.themes import load_theme
    from profilegen.problems import UsageError

    if theme_folder(name, path) is None and not merged:
        if Path(name).name != name:
            raise UsageError(f"“{name}” is no name of a theme.", "Write the name alone, such as --theme ours.")
        from profilegen.starting import new_theme

        find_original(file, load_theme(extends, path).chain)  # nothing is made for a file that is not there
        name = new_theme(path, name, extends, bare=True).name
        say(f"Made the theme {name}, which extends {extends}. Nobody wears it before they choose it.")
    original = copy(file, name, path, merged=merged)
    if merged:
        say(f"{original.path} is taken as up to date with the one of {original.theme}.")
        return
    target = path / "themes" / name / original.path
    say(f"Copied {original.path} of {original.theme} to {shown_path(target)}. Change it there.")
    say("After an upgrade, `profilegen theme check` and `build` say what has changed in the original.")
