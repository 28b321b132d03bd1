"""Keeps the catalogues in step with what templates and code say.

    scripts/words extract     writes themes/base/locale/messages.pot: every word that the product says on a page
    scripts/words update      brings these into each language's .po; what is no longer said goes, nothing is guessed
    scripts/words missing     lists what each language has yet to translate, or cannot use; ends with 1 if there is any

Translate in the .po files between `update` and `missing`. They hold no dates and no line numbers, so that they change
only where words do.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that it runs from anywhere, as a file

from profilegen.rendering.catalogues import catalogue_of  # noqa: E402
from profilegen.rendering.words import locale_of  # noqa: E402

THEMES = ROOT / "themes"
LOCALE = THEMES / "base" / "locale"
TEMPLATE = LOCALE / "messages.pot"
ENGLISH = "# What profilegen says on a page, in English. Written by scripts/words extract."
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
_OPTIONS = {"extensions": "profilegen.rendering.keeping.Kept", "silent": "no"}
_NOT_KEPT = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team", "Report-Msgid-Bugs-To")
_HEADER_NOT_KEPT = re.compile(rf'^"({"|".join(_NOT_KEPT)}|Generated-By): .*\n', re.MULTILINE)


def extracted() -> Catalog:
    """All that templates and code say today."""
    catalog = Catalog(project="profilegen", version="1", header_comment=ENGLISH, fuzzy=False)
    sources = [("jinja2.ext:babel_extract", _OPTIONS, file) for file in THEMES.glob("*/templates/**/*.html")]
    sources += [("python", {}, file) for file in (ROOT / "profilegen").rglob("*.py")]
    for method, options, file in sorted(sources, key=lambda source: source[2]):
        place = file.relative_to(ROOT).as_posix()
        for _, words, comments, _ in extract_from_file(method, file, _KEYWORDS, ["Translators:"], options):
            catalog.add(words, locations=[(place, 0)], auto_comments=comments)
    return catalog


def written(catalog: Catalog) -> str:
    """A catalogue as its file has it."""
    file = io.BytesIO()
    write_po(file, catalog, width=110, ignore_obsolete=True, include_lineno=False)
    return _HEADER_NOT_KEPT.sub("", file.getvalue().decode("utf-8")).rstrip("\n") + "\n"


def catalogues() -> Iterator[Path]:
    """The file of each language."""
    return iter(sorted(LOCALE.glob("*.po")))


def extract() -> None:
    """Writes the template of all catalogues."""
    LOCALE.mkdir(exist_ok=True)
    TEMPLATE.write_text(written(extracted()), encoding="utf-8", newline="\n")


def update() -> None:
    """Brings what is new in the template into each language."""
    template = _read(TEMPLATE)
    for path in catalogues():
        catalog = _read(path)
        catalog.update(template, no_fuzzy_matching=True)
        path.write_text(written(catalog), encoding="utf-8", newline="\n")


def missing() -> list[str]:
    """What each language lacks, or cannot use: a line for each."""
    said = [message for message in extracted() if message.id]
    return [f"{path.name}: {complaint}" for path in catalogues() for complaint in _missing_in(path, said)]


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
            extract()
        case ["update"]:
            update()
        case ["missing"]:
            complaints = missing()
            print("\n".join(complaints) or "Nothing is missing.")
            sys.exit(1 if complaints else 0)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
