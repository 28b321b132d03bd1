"""profilegen: digital learner profiles from a folder to a portable static website.

    from pathlib import Path
    from profilegen import Audience, build_site

    summary = build_site(Path("hillside"), Audience.FAMILY)
    for problem in summary.problems:
        print(problem.place, problem.message)

Everything that the command line does is here: `check`, `check_reports`, `build_site`, `load_school`, `load_student`,
`view_for`, `new_school`, `new_class`, `new_student`, `new_record`, `new_theme`, `list_themes`, `check_theme`, `eject`,
`json_schemas`, `diagnose`. Names are loaded when they are asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from profilegen.build import Summary, build_site, check, check_reports
    from profilegen.doctor import diagnose
    from profilegen.ejecting.originals import eject
    from profilegen.loading.school import load_school
    from profilegen.loading.student import load_student
    from profilegen.model.audience import Audience
    from profilegen.model.viewing import view_for
    from profilegen.problems import Place, Problem, ProfilegenError, Severity
    from profilegen.schemas import json_schemas
    from profilegen.starting import new_class, new_record, new_school, new_student, new_theme
    from profilegen.theming.checking import check_theme
    from profilegen.theming.listing import list_themes

__version__ = "0.1.0"

_HOMES = {
    "Audience": "profilegen.model.audience",
    "Place": "profilegen.problems",
    "Problem": "profilegen.problems",
    "ProfilegenError": "profilegen.problems",
    "Severity": "profilegen.problems",
    "Summary": "profilegen.build",
    "build_site": "profilegen.build",
    "check": "profilegen.build",
    "check_reports": "profilegen.build",
    "check_theme": "profilegen.theming.checking",
    "diagnose": "profilegen.doctor",
    "eject": "profilegen.ejecting.originals",
    "json_schemas": "profilegen.schemas",
    "load_school": "profilegen.loading.school",
    "list_themes": "profilegen.theming.listing",
    "load_student": "profilegen.loading.student",
    "new_class": "profilegen.starting",
    "new_record": "profilegen.starting",
    "new_school": "profilegen.starting",
    "new_student": "profilegen.starting",
    "new_theme": "profilegen.starting",
    "view_for": "profilegen.model.viewing",
}

__all__ = [
    "Audience",
    "Place",
    "Problem",
    "ProfilegenError",
    "Severity",
    "Summary",
    "__version__",
    "build_site",
    "check",
    "check_reports",
    "check_theme",
    "diagnose",
    "eject",
    "json_schemas",
    "list_themes",
    "load_school",
    "load_student",
    "new_class",
    "new_record",
    "new_school",
    "new_student",
    "new_theme",
    "view_for",
]


def __getattr__(name: str) -> object:
    """Loads a public name from its home, so that `profilegen --help` need not load a picture library."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'profilegen' has no attribute {name!r}")
