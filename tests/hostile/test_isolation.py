"""One student's hostile folder, of every family, changes not one byte of the others' sites, in any audience's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.building.worlds import write
from tests.hostile.arena import BYSTANDERS, HANA, assert_plain, build, files_below, school_of_three
from tests.hostile.families import FAMILIES
from tests.hostile.reading import assert_inert, parsed, words


def sites_of_the_others(school: Path, audience: str) -> dict[str, dict[str, bytes]]:
    """Builds the school; every byte of the other two students' folders."""
    assert_plain(build(school, audience).problems)
    return {one: files_below(school / "_site" / audience / "students" / one) for one in BYSTANDERS}


@pytest.mark.parametrize("audience", ["family", "school"])
@pytest.mark.parametrize("family", FAMILIES)
def test_the_others_are_built_as_if_she_were_not_there(family: str, audience: str, tmp_path: Path) -> None:
    beside_her, without_her = school_of_three(tmp_path / "beside"), school_of_three(tmp_path / "without")
    FAMILIES[family].kept[FAMILIES[family].sample].lay(beside_her / "students" / HANA)
    shutil.rmtree(without_her / "students" / HANA)
    (without_her / "classes" / "oak.yaml").write_text("name: Oak\nschool_year: 2026/27\n", encoding="utf-8")
    expected = sites_of_the_others(without_her, audience)
    assert all(expected.values())
    assert sites_of_the_others(beside_her, audience) == expected


@pytest.mark.parametrize("family", FAMILIES)
def test_her_folder_alone_is_answered_too(family: str, tmp_path: Path) -> None:
    """Carried away on a stick: without a school, what skills and students are called is nobody's to say."""
    folder = school_of_three(tmp_path / "school") / "students" / HANA
    FAMILIES[family].kept[FAMILIES[family].sample].lay(folder)
    shutil.move(folder, tmp_path / "stick")
    write(
        tmp_path / "stick", {"reflections/skills.yaml": "title: A\ndate: 2026-10-14\nskills: ['<script>{{ 7*7 }}']\n"}
    )
    assert_plain(build(tmp_path / "stick", "private").problems)
    page = (tmp_path / "stick" / "_site" / "private" / "reflections" / "skills.html").read_bytes()
    assert_inert(parsed(page))
    assert "<script>{{ 7*7 }}" in words(parsed(page))
