"""Where the files that come with the product are: in a checkout beside the package, in a wheel inside it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _bundled(name: str) -> Path:
    inside = _PACKAGE / "_bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def themes() -> Path:
    """The folder of the themes that come with the product."""
    return _bundled("themes")


def starter_kit() -> Path:
    """The folder of templates, guides and prompts behind `profilegen new`."""
    return _bundled("starter_kit")


def report_rules() -> Path:
    """The folder of the rules for reports that come with the product: one file a law."""
    return _PACKAGE / "report_rules"


def statement_forms() -> Path:
    """The folder of the forms of personal statements that come with the product: one file a form."""
    return _PACKAGE / "applying" / "forms"


def frameworks() -> Path:
    """The folder of the skill frameworks that come with the product."""
    return _PACKAGE / "frameworks"
