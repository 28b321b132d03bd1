"""themes/README.md says what templates are given, as it is today."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jinja2.filters import FILTERS

from profilegen.loading.themes import load_theme
from profilegen.media.made import Made
from profilegen.model.theme import ThemeRecord
from profilegen.planning.pages import Page, school_pages, school_parts, student_pages, student_parts
from profilegen.rendering import pages
from profilegen.rendering.environment import theme_of
from profilegen.rendering.keeping import MEMORY
from profilegen.theming.given import NAMES, given_types, readable_names
from profilegen.theming.kitchen_sink import school_scenes, student_scenes
from profilegen.theming.showing import looks_of

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "themes" / "README.md").read_text(encoding="utf-8")
REFERENCE = GUIDE.split("<!-- reference -->")[1].split("<!-- /reference -->")[0]


def test_the_reference_is_what_the_code_and_the_templates_say() -> None:
    """After a change to a view, template or theme, run `python scripts/write_theme_tables.py`."""
    script = ROOT / "scripts" / "write_theme_tables.py"
    printed = subprocess.run(
        [sys.executable, "-X", "utf8", str(script), "--print"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    assert REFERENCE.strip() == printed.strip()


@pytest.mark.parametrize("kind", [*given_types()], ids=lambda kind: kind.__name__)
def test_every_field_of_every_type_is_in_its_table(kind: type) -> None:
    table = REFERENCE.split(f"**{kind.__name__}** ")[1].split("**")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == [*readable_names(kind)]


def test_every_block_macro_option_and_variant_of_base_is_there() -> None:
    theme = load_theme("base")
    templates = theme.chain[0][1] / "templates"
    text = "\n".join(file.read_text(encoding="utf-8") for file in templates.rglob("*.html"))
    names = {*re.findall(r"\{%-? block (\w+)", text), *theme.options, *theme.variants}
    assert [name for name in sorted(names) if f"`{name}`" not in REFERENCE] == []
    macros = {*re.findall(r"\{%-? macro (\w+)", text)}
    assert [name for name in sorted(macros) if f"`{name}(" not in REFERENCE] == []


def test_every_field_of_theme_yaml_is_explained() -> None:
    explained = GUIDE.split("## theme.yaml")[1].split("\n## ")[0]
    assert [name for name in ThemeRecord.model_words.values() if not re.search(rf"\b{name}\b", explained)] == []


def test_every_filter_of_the_product_is_explained() -> None:
    ours = theme_of(load_theme("base"), "en-GB").filters.keys() - FILTERS.keys()
    explained = GUIDE.split("- Filters:")[1].split("\n\n")[0]
    assert [name for name in sorted(ours) if not re.search(rf"`{name}[(`]", explained)] == []


def test_the_names_that_a_page_is_given_are_those_that_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that a page gets, and nobody lists, would be answered with “did you mean” something else."""
    given: set[str] = set()

    def note(environment: object, page: Page, seen: Mapping[str, Any]) -> str:
        given.update(seen)
        return ""

    monkeypatch.setattr(pages, "_rendered", note)
    look = next(looks_of(load_theme("base")))
    scene, school = next(student_scenes()), next(school_scenes())
    pages.render_student_pages(student_pages(scene.view), scene.view, student_parts(scene.view), look, Made())
    for page in school_pages(school.view):
        pages.render_school_page(page, school.view, school_parts(school.view), look, Made())
    assert {*NAMES} == given - {MEMORY} | {"initials"}
    explained = GUIDE.split("## What a template receives")[1].split("\n## ")[0]
    assert [name for name in NAMES if f"`{name}" not in explained] == []
