"""What a profile needs of its school: frameworks, the class, the look. Nothing of anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from profilegen import bundled
from profilegen.baring.bare import as_it_is
from profilegen.building.dressing import Wardrobe
from profilegen.loading.records import YAML_ENDINGS
from profilegen.loading.text_files import LARGEST
from profilegen.loading.theme_files import everything_in
from profilegen.loading.theme_folders import is_a_stranger_s, is_plain
from profilegen.model.audience import Audience
from profilegen.model.carrying import Carried
from profilegen.model.records import ThemeChoice
from profilegen.model.school import School, Student
from profilegen.model.viewing import view_for
from profilegen.opening import open_plainly
from profilegen.packing.formats import SCHOOL
from profilegen.packing.payload import Piece

_MOST_FILES_OF_A_THEME = 20_000


def around(student: Student, school: School, chosen: Carried, today: date) -> tuple[Piece, ...]:
    """The files below data/school/. OSError where one cannot be read."""
    return (
        *_settings(school),
        *_classes(student, school),
        *_frameworks(school, chosen),
        *_themes(student, school, today),
    )


def frameworks_of(school: School, chosen: Carried) -> tuple[str, ...]:
    """The frameworks that the records lean on, and the school's own choice."""
    first = school.settings.framework
    return tuple(sorted(chosen.frameworks | ({first} if first in school.frameworks else set())))


def _settings(school: School) -> Iterator[Piece]:
    """What the school says that a profile is read by. Not whom to ask there, nor what it publishes."""
    if school.lone:
        return
    said = school.settings
    fields: dict[str, Any] = {"name": said.name, "schema": said.schema_, "locale": said.locale}
    if said.languages:
        fields["languages"] = [*said.languages]
    if said.framework:
        fields["framework"] = said.framework
    if look := _look(said.theme):
        fields["theme"] = look
    fields["default_audience"] = school.default_audience.word
    if said.terms:
        fields["terms"] = [{"name": one.name, "starts": one.starts, "ends": one.ends} for one in said.terms]
    yield Piece(f"{SCHOOL}school.yaml", "school", _as_yaml(fields))


def _look(theme: ThemeChoice | None) -> dict[str, Any]:
    if theme is None:
        return {}
    words = {"name": theme.name, "palette": theme.palette, "font": theme.font, "options": dict(theme.options)}
    return {name: word for name, word in words.items() if word}


def _classes(student: Student, school: School) -> Iterator[Piece]:
    """The student's classes by name and school year: a stop of the journey. Neither classmates nor teachers."""
    for group in school.classes:
        if student.id in group.record.students:
            fields = {"name": group.record.name, "school_year": group.record.school_year}
            if group.record.year_group:
                fields["year_group"] = group.record.year_group
            yield Piece(f"{SCHOOL}classes/{group.id}.yaml", "class", _as_yaml({**fields, "students": [student.id]}))


def _as_yaml(fields: dict[str, Any]) -> bytes:
    text: str = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=110)
    return text.encode("utf-8")


def _frameworks(school: School, chosen: Carried) -> Iterator[Piece]:
    folders = [bundled.frameworks()] if school.lone else [school.folder / "frameworks", bundled.frameworks()]
    for name in frameworks_of(school, chosen):
        files = (folder / f"{name}{ending}" for folder in folders for ending in YAML_ENDINGS)
        if found := next((file for file in files if file.is_file()), None):
            with open_plainly(found) as opened:
                yield Piece(f"{SCHOOL}frameworks/{name}.yaml", "framework", opened.read(LARGEST))


def _themes(student: Student, school: School, today: date) -> Iterator[Piece]:
    """The school's own theme, and those of its own that it extends, if this profile wears it."""
    view = view_for(student, school, Audience.FAMILY, today) or view_for(student, school, Audience.PRIVATE, today)
    for name, folder in Wardrobe(school).look_of(view).theme.chain if view else ():
        if is_a_stranger_s(folder):
            yield from _files_of_theme(name, folder)


def _files_of_theme(name: str, folder: Path) -> Iterator[Piece]:
    for file in sorted(everything_in(folder, _MOST_FILES_OF_A_THEME)):
        if is_plain(file, folder):
            yield Piece(f"{SCHOOL}themes/{name}/{file.relative_to(folder).as_posix()}", "theme", as_it_is(file))
