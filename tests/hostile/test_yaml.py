"""Whatever a record's file holds is answered by problems, soon, and stays Hana's own trouble."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given

from profilegen.build import check
from tests.building.worlds import TODAY, write
from tests.built_sites import LOOK_AT_ALL
from tests.hostile import yaml_cases
from tests.hostile.arena import BOUND, Arena, Case, assert_plain, examples, school_of_three


@pytest.mark.parametrize("name", yaml_cases.KEPT)
def test_a_hostile_file_is_answered(name: str, arena: Arena) -> None:
    case = yaml_cases.KEPT[name]
    answer = arena.answer(case)
    if not any(problem.place.file.endswith("profile.yaml") for problem in answer.problems):
        assert "reflections/kept.html" in answer.hers  # what is sound is built all the same


@pytest.mark.parametrize("file", ["school.yaml", "consents.yaml", "classes/oak.yaml", "frameworks/a.yaml"])
def test_a_hostile_file_of_the_school_s_own_is_answered(file: str, tmp_path: Path) -> None:
    """Nobody's folder is at fault, so everybody is built all the same."""
    for name, case in [*yaml_cases.KEPT.items()][:: 1 if LOOK_AT_ALL else 4]:
        school = school_of_three(tmp_path / str(len([*tmp_path.iterdir()])))
        case.lay(school)
        if not (school / "reflections" / "a.yaml").exists():
            continue
        (school / file).parent.mkdir(exist_ok=True)
        (school / "reflections" / "a.yaml").replace(school / file)
        start = time.process_time()
        summary = check(school, today=TODAY)
        assert time.process_time() - start < BOUND, name
        assert_plain(summary.problems)
        assert summary.students == 3


def test_consents_of_thousands_who_are_not_there_are_told_soon(tmp_path: Path) -> None:
    """The largest file that is read, in a school of three hundred: each was compared with all of them, for hours."""
    school = school_of_three(tmp_path)
    for number in range(300):
        write(school, {f"students/s{number:03}-abcd/profile.yaml": "name: S\n"})
    write(school, {"consents.yaml": "".join(f"s{number:03}-abce: {{}}\n" for number in range(5_000))})
    start = time.process_time()
    assert len(check(school, today=TODAY).problems) >= 5_000
    assert time.process_time() - start < BOUND  # 1 s; about 20 s for all of 4 MB


@examples(40)
@given(case=yaml_cases.cases)
def test_any_damage_to_a_file_is_answered(arena: Arena, case: Case) -> None:
    arena.answer(case)
