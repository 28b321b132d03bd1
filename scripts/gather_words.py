"""Keeps the catalogues in step with what templates and code say.

    scripts/words extract     writes each messages.pot: every word that the product says on a page, and in the studio
    scripts/words update      brings these into each language's .po; what is no longer said goes, nothing is guessed
    scripts/words missing     lists what each language has yet to translate, or cannot use; ends with 1 if there is any

There are two sets of catalogues. That of the pages lies with the theme `base`, and each build reads it; that of the
studio, which is much larger and speaks to children, lies with the studio.

Translate in the .po files between `update` and `missing`. They hold no dates and no line numbers, so that they change
only where words do.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that it runs from anywhere, as a file

from declared_words import declared  # noqa: E402

from profilegen.rendering.catalogues import catalogue_of  # noqa: E402
from profilegen.rendering.words import locale_of  # noqa: E402

THEMES = ROOT / "themes"
STUDIO = ROOT / "profilegen" / "studio"
SHEETS = [ROOT / "profilegen" / part / "sheets" for part in ("classroom", "event", "applying")]
PROMPTS = ROOT / "starter_kit" / "prompts"
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
_NOT_KEPT = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team", "Report-Msgid-Bugs-To")
_HEADER_NOT_KEPT = re.compile(rf'^"({"|".join(_NOT_KEPT)}|Generated-By): .*\n', re.MULTILINE)

Source = tuple[Any, dict[str, str], Path]
"""How words are found in a file: Babel's name of it or a function, its options, and the file."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A part of the product that speaks: where its catalogues are, and in which files its words stand."""

    locale: Path
    about: str
    sources: Callable[[], Iterable[Source]]

    @property
    def template(self) -> Path:
        """The file with all words in English."""
        return self.locale / "messages.pot"

    def catalogues(self) -> list[Path]:
        """The file of each language."""
        return sorted(self.locale.glob("*.po"))


def _in_templates(files: Iterable[Path], extensions: str) -> list[Source]:
    return [("jinja2.ext:babel_extract", {"extensions": extensions, "silent": "no"}, file) for file in files]


def _sources_of_pages() -> Iterator[Source]:
    yield from _in_templates(THEMES.glob("*/templates/**/*.html"), "profilegen.rendering.keeping.Kept")
    yield from _in_templates((sheet for folder in SHEETS for sheet in folder.glob("*.html")), "")
    rooms = (ROOT / "profilegen" / name / "pages" for name in ("sharing", "packing"))
    pages = [page for room in rooms for page in room.iterdir()]
    yield from _in_templates((page for page in pages if page.suffix in (".html", ".txt")), "")
    files = (ROOT / "profilegen").rglob("*.py")
    yield from (("python", {}, file) for file in files if STUDIO not in file.parents)


def _sources_of_studio() -> Iterator[Source]:
    yield from _in_templates((STUDIO / "templates").rglob("*.html"), "")
    for method in ("python", declared):
        yield from ((method, {}, file) for file in STUDIO.rglob("*.py"))
    yield from ((_in_prompts, {}, file) for file in PROMPTS.glob("*.yaml"))
    yield from ((_in_theme, {}, file) for file in THEMES.glob("*/theme.yaml"))


def _in_prompts(file: io.BytesIO, *_: object, options: object = None) -> Iterator[tuple[int, str, str, list[str]]]:
    """What the starter kit asks: the studio says it in the student's language."""
    said = yaml.safe_load(file)
    for words in (said["name"], *said["prompts"], *said["sentence_starters"]):
        yield 0, "_", words, []


def _in_theme(file: io.BytesIO, *_: object, options: object = None) -> Iterator[tuple[int, str, str, list[str]]]:
    """What a child chooses from: a theme, its colours and its letters."""
    said = yaml.safe_load(file)
    for name in (said["name"], *said.get("palettes", ()), *said.get("fonts", ())):
        yield 0, "_", name.capitalize(), []


PAGES = Speaker(
    THEMES / "base" / "locale",
    "# What profilegen says on a page, in English. Written by scripts/words extract.",
    _sources_of_pages,
)
IN_STUDIO = Speaker(
    STUDIO / "locale",
    "# What the studio says, in English. Written by scripts/words extract.",
    _sources_of_studio,
)
SPEAKERS = (PAGES, IN_STUDIO)
LOCALE, TEMPLATE = PAGES.locale, PAGES.template


def extracted(speaker: Speaker = PAGES) -> Catalog:
    """All that templates and code say today."""
    catalog = Catalog(project="profilegen", version="1", header_comment=speaker.about, fuzzy=False)
    for method, options, file in sorted(speaker.sources(), key=lambda source: source[2]):
        place = file.relative_to(ROOT).as_posix()
        for _, words, comments, _ in extract_from_file(method, file, _KEYWORDS, ["Translators:"], options):
            catalog.add(words, locations=[(place, 0)], auto_comments=comments)
    return catalog


def written(catalog: Catalog) -> str:
    """A catalogue as its file has it."""
    file = io.BytesIO()
    write_po(file, catalog, width=110, ignore_obsolete=True, include_lineno=False)
    return _HEADER_NOT_KEPT.sub("", file.getvalue().decode("utf-8")).rstrip("\n") + "\n"


def extract(speaker: Speaker) -> None:
    """Writes the template of all catalogues."""
    speaker.locale.mkdir(exist_ok=True)
    speaker.template.write_text(written(extracted(speaker)), encoding="utf-8", newline="\n")


def update(speaker: Speaker) -> None:
    """Brings what is new in the template into each language."""
    template = _read(speaker.template)
    for path in speaker.catalogues():
        catalog = _read(path)
        catalog.update(template, no_fuzzy_matching=True)
        path.write_text(written(catalog), encoding="utf-8", newline="\n")


def missing(speaker: Speaker = PAGES) -> list[str]:
    """What each language lacks, or cannot use: a line for each."""
    said = [message for message in extracted(speaker) if message.id]
    return [f"{path.name}: {complaint}" for path in speaker.catalogues() for complaint in _missing_in(path, said)]


def _missing_in(path: Path, said: list[Message]) -> Iterator[str]:
    catalogue = catalogue_of({path.name: path}, locale_of(path.stem))
    yield from catalogue.left_out
    known = {*catalogue.texts, *catalogue.counted}
    for message in said:
        words = message.id if isinstance(message.id, str) else message.id[0]
        if words not in known:
            yield f"“{words}” is not translated."


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def main() -> None:
    """Does what it is asked to."""
    match sys.argv[1:]:
        case ["extract"]:
            for speaker in SPEAKERS:
                extract(speaker)
        case ["update"]:
            for speaker in SPEAKERS:
                update(speaker)
        case ["missing"]:
            complaints = [f"{one.locale.relative_to(ROOT)}/{each}" for one in SPEAKERS for each in missing(one)]
            print("\n".join(complaints) or "Nothing is missing.")
            sys.exit(1 if complaints else 0)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
