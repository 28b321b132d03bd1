"""Which files are records, which are translations, and what happens when two of them claim one address."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.loading.record_folders import language_in_name
from profilegen.problems import Severity
from tests.loading.worlds import AMINA, REFLECTION, amina, rules, told

REPORT = "school_year: 2025-26\n"


def test_records_are_sorted_and_know_where_they_are_from(tmp_path: Path) -> None:
    markdown = "---\n" + REFLECTION + "---\nText.\n"
    student, problems = amina(
        tmp_path,
        {"./reflections/b.yaml": REFLECTION, "./reflections/a.md": markdown, "./reflections/Ç (2).yml": REFLECTION},
    )
    assert problems == ()
    assert [(filed.path, filed.slug) for filed in student.reflections] == [
        ("reflections/a.md", "a"),
        ("reflections/b.yaml", "b"),
        ("reflections/Ç (2).yml", "ç-2"),
    ]
    assert student.reflections[0].places.file == f"students/{AMINA}/reflections/a.md"


def test_a_translation_stands_with_its_original(tmp_path: Path) -> None:
    student, problems = amina(
        tmp_path,
        {
            "./reflections/bridge.yaml": REFLECTION,
            "./reflections/bridge.cy.yaml": "title: Fy mhont\ndate: 2026-10-14\n",
            "./reflections/bridge.zh-Hans.md": "---\ntitle: 我的桥\ndate: 2026-10-14\n---\n三角形。\n",
        },
    )
    (bridge,) = student.reflections
    assert problems == ()
    assert {lang: record.title for lang, record in bridge.translations.items()} == {
        "cy": "Fy mhont",
        "zh-Hans": "我的桥",
    }
    assert bridge.record.lang == ""


def test_a_translation_without_an_original_is_a_record_in_that_language(tmp_path: Path) -> None:
    student, problems = amina(tmp_path, {"./reflections/pont.cy.yaml": REFLECTION})
    (pont,) = student.reflections
    assert (pont.record.lang, pont.slug, problems) == ("cy", "pont-cy", ())


def test_what_the_record_says_of_its_language_counts_more_than_its_name(tmp_path: Path) -> None:
    student, _ = amina(tmp_path, {"./reflections/pont.cy.yaml": REFLECTION + "lang: ar\n"})
    assert student.reflections[0].record.lang == "ar"


def test_a_translation_never_takes_the_place_of_a_broken_original(tmp_path: Path) -> None:
    """The original may have said `audience: private`; the translation alone would be shown to the family."""
    student, _ = amina(
        tmp_path, {"./reflections/a.yaml": "title: A\naudience: privat\n", "./reflections/a.cy.yaml": REFLECTION}
    )
    assert student.reflections == ()


def test_a_broken_translation_leaves_its_original_alone(tmp_path: Path) -> None:
    student, problems = amina(
        tmp_path, {"./reflections/a.yaml": REFLECTION, "./reflections/a.cy.yaml": REFLECTION + "media: [no.jpg]\n"}
    )
    assert [dict(filed.translations) for filed in student.reflections] == [{}]
    assert rules(problems) == ["missing-media"]


@pytest.mark.parametrize(
    ("stem", "parts"),
    [
        ("bridge.cy", ("bridge", "cy")),
        ("bridge.zh-Hans", ("bridge", "zh-Hans")),
        ("bridge.pt-BR", ("bridge", "pt-BR")),
        ("v1.2.es-419", ("v1.2", "es-419")),
        ("bridge", ("bridge", "")),
        ("bridge.old", ("bridge.old", "")),
        ("bridge.copy", ("bridge.copy", "")),
        ("bridge.2", ("bridge.2", "")),
        ("3.Kg", ("3.Kg", "")),
    ],
)
def test_a_language_is_told_from_other_endings(stem: str, parts: tuple[str, str]) -> None:
    assert language_in_name(stem) == parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("reflections/bridge.yaml", "reflections/bridge.md"),
        ("reflections/My bridge.yaml", "reflections/my-bridge.yaml"),
        ("reflections/a.cy.yaml", "reflections/a.cy.yml"),
        ("reports/2025.yaml", "reports/old.yaml"),
    ],
)
def test_two_files_that_claim_one_address_are_both_left_out(one: str, other: str, tmp_path: Path) -> None:
    def content(name: str) -> str:
        return (
            REPORT
            if name.startswith("reports")
            else REFLECTION
            if "yaml" in name or "yml" in name
            else f"---\n{REFLECTION}---\n"
        )

    files: dict[str, str | bytes] = {f"./{name}": content(name) for name in (one, other)}
    student, problems = amina(tmp_path, files | {"./reflections/a.yaml": REFLECTION})
    assert rules(problems) == ["address-clash"] * 2, told(problems)
    assert {problem.place.file for problem in problems} == {f"students/{AMINA}/{name}" for name in (one, other)}
    assert all(Path(other_name).name in "".join(problem.message for problem in problems) for other_name in (one, other))
    assert [(filed.slug, dict(filed.translations)) for filed in student.records()] == [("a", {})]


def test_the_same_name_in_two_folders_is_no_clash(tmp_path: Path) -> None:
    achievement = "title: A\nkind: sport\ndate: 2026-10-14\n"
    student, problems = amina(tmp_path, {"./reflections/a.yaml": REFLECTION, "./achievements/a.yaml": achievement})
    assert (len(list(student.records())), problems) == (2, ())


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("reflections/bridge.docx", "only files that end in .yaml"),
        ("reflections/bridge.jpg", "only files that end in .yaml"),
        ("reflections/2026/bridge.yaml", "“2026” is not read here"),
        ("testimonials/okafor.md", "only files that end in .yaml"),
        ("reflection/bridge.yaml", "Did you mean “reflections”?"),
        ("Reflections/bridge.yaml", "Did you mean “reflections”?"),
        ("bridge.yaml", "“bridge.yaml” is not read here"),
    ],
)
def test_a_file_that_would_be_missed_in_silence_is_told(name: str, says: str, tmp_path: Path) -> None:
    student, (problem,) = amina(tmp_path, {f"./{name}": REFLECTION})
    assert (list(student.records()), problem.rule, problem.severity) == ([], "unexpected-file", Severity.WARNING)
    assert says in problem.message


def test_notes_beside_the_profile_are_nobodys_business(tmp_path: Path) -> None:
    assert amina(tmp_path, {"./notes.txt": "", "./README.md": "", "./drawings/a.png": ""})[1] == ()
