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
    assert {lang: other.record.title for lang, other in bridge.translations.items()} == {
        "cy": "Fy mhont",
        "zh-Hans": "我的桥",
    }
    assert bridge.record.lang == ""


def test_a_translation_leaves_days_and_authors_to_its_original(tmp_path: Path) -> None:
    """It needs the words that it is there for, and nothing else."""
    said = "from: {name: Mam-gu, role: family}\ndate: 2026-07-20\ntext: Mae hi’n sefyll.\n"
    student, problems = amina(
        tmp_path,
        {
            "./testimonials/mamgu.yaml": said,
            "./testimonials/mamgu.en.yaml": "text: It stands.\n",
            "./achievements/swim.yaml": "title: Swam a mile\nkind: sport\ndate: 2026-05-01\n",
            "./achievements/swim.cy.yaml": "title: Nofio milltir\n",
            "./achievements/swim.pl.yaml": "description: Mila.\n",
        },
    )
    other = student.testimonials[0].translations["en"].record
    assert (other.from_.name, other.date.isoformat(), other.text) == ("Mam-gu", "2026-07-20", "It stands.")
    assert student.achievements[0].translations["cy"].record.kind == "sport"
    assert [(one.rule, one.place.file.split("/")[-1]) for one in problems] == [("missing-field", "swim.pl.yaml")]


def test_a_translation_of_a_translation_is_one_of_the_record(tmp_path: Path) -> None:
    other = "title: Fy mhont\n"
    student, problems = amina(
        tmp_path,
        {"./reflections/a.yaml": REFLECTION, "./reflections/a.cy.yaml": other, "./reflections/a.cy.pl.yaml": other},
    )
    assert [sorted(filed.translations) for filed in student.reflections] == [["cy", "pl"]]
    assert problems == ()


def test_a_translation_of_a_translation_may_have_a_shorter_name_than_that(tmp_path: Path) -> None:
    """`bridge.cy.en.yaml` is shorter than `bridge.cy.markdown`, of which it is one."""
    student, problems = amina(
        tmp_path,
        {
            "./reflections/bridge.yaml": REFLECTION,
            "./reflections/bridge.cy.markdown": "---\ntitle: Fy mhont\n---\nPren.\n",
            "./reflections/bridge.cy.en.yaml": "title: My bridge\n",
        },
    )
    assert problems == ()
    assert set(student.reflections[0].translations) == {"cy", "en"}


def test_a_mistyped_name_of_a_translation_is_guessed(tmp_path: Path) -> None:
    """Otherwise the hint would make a second record of it."""
    files: dict[str, str | bytes] = {
        "./reflections/bridge.yaml": REFLECTION,
        "./reflections/brige.cy.yaml": "title: Fy mhont\n",
    }
    (found,) = amina(tmp_path, files)[1]
    assert found.hint.startswith("Is it a translation? Then its name is that of the other file, and .cy")


def test_a_profile_in_another_language_needs_no_name(tmp_path: Path) -> None:
    student, problems = amina(tmp_path, {"./profile.cy.yaml": "tagline: Rwy’n adeiladu.\n"})
    assert problems == ()
    translation = student.profile.translations["cy"]
    assert (translation.record.tagline, translation.path) == ("Rwy’n adeiladu.", "profile.cy.yaml")
    assert student.profile.record.tagline == ""


def test_a_broken_translation_of_the_profile_leaves_the_profile_alone(tmp_path: Path) -> None:
    student, problems = amina(tmp_path, {"./profile.cy.yaml": "taglin: Rwy’n adeiladu.\n", "./profile.old.yaml": ""})
    assert dict(student.profile.translations) == {}
    assert sorted(rules(problems)) == ["unexpected-file", "unknown-key"]


def test_a_translation_without_an_original_is_a_record_in_that_language(tmp_path: Path) -> None:
    student, problems = amina(tmp_path, {"./reflections/pont.cy.yaml": REFLECTION})
    (pont,) = student.reflections
    assert (pont.record.lang, pont.slug, problems) == ("cy", "pont-cy", ())


def test_what_the_record_says_of_its_language_counts_more_than_its_name(tmp_path: Path) -> None:
    student, _ = amina(tmp_path, {"./reflections/pont.cy.yaml": REFLECTION + "lang: ar\n"})
    assert student.reflections[0].record.lang == "ar"


def test_a_translation_never_takes_the_place_of_a_broken_original(tmp_path: Path) -> None:
    """The original may have said `audience: private`; the translation alone would be shown to the family."""
    student, problems = amina(
        tmp_path, {"./reflections/a.yaml": "title: A\naudience: privat\n", "./reflections/a.cy.yaml": "title: A\n"}
    )
    assert student.reflections == ()
    assert not [one for one in problems if one.place.file.endswith("a.cy.yaml")], "what it lacks is the original's"


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
