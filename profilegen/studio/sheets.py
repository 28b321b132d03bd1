"""What somebody takes along from the studio: a CV, and the worksheet of a statement, each as one file to save.

They are saved and not shown: the worksheet has a script of its own, and what is shown at the studio's address could
ask the studio for anything.
"""

from __future__ import annotations

from starlette.responses import Response

from profilegen.applying.cv import cv_page, read_cv
from profilegen.applying.statement import read_worksheet, worksheet_page
from profilegen.loading.folders import Found
from profilegen.loading.records import stem_of
from profilegen.model.addresses import slug_of
from profilegen.studio.answering import Visit
from profilegen.studio.speaking import own_headers

_STATEMENTS = "statements/"


def cv(visit: Visit) -> Response:
    """The CV as the family may see it. ProfilegenError where nothing of theirs may be seen."""
    made = read_cv(visit.keeper.folder)
    return _saved(f"{made.file_name}.html", cv_page(made))


def worksheet(visit: Visit) -> Response:
    """The worksheet of the newest statement, or of the one that `?of=` names. ProfilegenError, as of the command."""
    record = visit.asked("of")
    name = slug_of(stem_of(Found(visit.keeper.folder / record, record, record.rpartition("/")[2])))
    sheet = read_worksheet(visit.keeper.folder, statement=name if record.startswith(_STATEMENTS) else "")
    return _saved(f"{sheet.file_name}.html", worksheet_page(sheet))


def _saved(name: str, page: str) -> Response:
    """The name is made of letters, digits and hyphens."""
    headers = {**own_headers(), "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(page, media_type="text/html; charset=utf-8", headers=headers)
