"""A CV: the student's own words, chosen and shortened; nothing that scores, and no way to reach anybody."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from profilegen.applying.cv import Cv, cv_page, read_cv
from profilegen.applying.json_resume import json_resume
from profilegen.cli.main import main
from profilegen.model.audience import Audience
from profilegen.printing.sheets import Paper
from profilegen.problems import UsageError
from tests.building.worlds import TODAY, write

AMINA = "students/amina-x3f9"
FILES: dict[str, str | bytes] = {
    "school.yaml": "name: Hillside\nlocale: en-GB\nframework: skills-builder-2\n",
    "consents.yaml": "amina-x3f9: {}\n",
    f"{AMINA}/profile.yaml": (
        "name: Amina Bello\nknown_as: Amina\naudience: school\ntagline: I like things that hold.\n"
        "about: I build **bridges**.\nlanguages: [English, Hausa]\ninterests: [welding]\n"
        "strengths:\n  - {skill: Teamwork, because: In the band you listen.}\n"
        "journey:\n  - {school: St Columb, from: '2016', until: '2023'}\n  - {school: Hillside, from: last summer}\n"
    ),
    f"{AMINA}/reflections/bridge.yaml": (
        "title: The bridge\ndate: 2026-10-14\nsubject: Physics\nbody: It held eleven tins.\nfeatured: yes\n"
        "skills: [{skill: Teamwork, step: 7, evidence: I stopped the argument.}]\n"
        "my_judgement: {went_well: I changed one thing at a time.}\n"
        "feedback:\n  - {from: {name: Mr Okoro, role: teacher}, date: 2026-10-15, comment: Look at the end.}\n"
    ),
    f"{AMINA}/reflections/secret.yaml": "title: My secret\ndate: 2026-10-15\nbody: For me.\naudience: private\n",
    f"{AMINA}/reflections/stand.yaml": "title: The stand\ndate: 2026-09-14\nbody: For bikes.\n",
    f"{AMINA}/achievements/first-aid.yaml": (
        "title: First aid\nkind: qualification\ndate: 2026-06-01\nresult: Pass\nawarded_by: Ambulance\n"
    ),
    f"{AMINA}/achievements/concert.yaml": "title: The concert\nkind: creative\ndate: 2026-07-01\n",
    f"{AMINA}/testimonials/sani.yaml": (
        "from: {name: Sani, role: family, relation: My uncle}\ndate: 2026-10-02\n"
        "text: She asks what is wrong with it.\nagreed: {on: 2026-10-02, widest: family}\n"
    ),
    f"{AMINA}/showcases/college.yaml": (
        "title: For college\nfor: my interview\nintro: What I make.\nshows: [reflections/stand.yaml]\n"
    ),
}


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A school with one student, who has something of everything."""
    return write(tmp_path / "hillside", FILES)


def cv(school: Path, audience: Audience = Audience.FAMILY, showcase: str = "") -> Cv:
    return read_cv(school, "amina-x3f9", audience, showcase=showcase, today=TODAY)


def test_it_says_what_the_profile_says(school: Path) -> None:
    made = cv(school)
    assert (made.full_name, made.tagline, made.about) == ("Amina Bello", "I like things that hold.", "I build bridges.")
    assert [(one.name, one.because, one.evidence) for one in made.skills] == [
        ("Teamwork", "In the band you listen.", ("I stopped the argument.",))
    ]
    assert [(one.title, one.words, one.subject) for one in made.work] == [
        ("The bridge", "I changed one thing at a time.", "Physics")
    ]
    assert [(one.name, one.relation, one.words) for one in made.voices] == [
        ("Sani", "My uncle", "She asks what is wrong with it.")
    ]


def test_what_the_reader_may_not_see_is_not_in_it(school: Path) -> None:
    for audience in (Audience.FAMILY, Audience.SCHOOL):
        assert "secret" not in cv_page(cv(school, audience))
    wide = cv(school, Audience.SCHOOL)
    assert wide.full_name == "Amina" and wide.voices == ()  # neither the surname nor the uncle's words go that far


def test_no_step_and_no_comment_of_a_teacher_is_in_it(school: Path) -> None:
    for text in (cv_page(cv(school)), json_resume(cv(school))):
        words = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
        assert "step" not in words.lower() and "Look at the end" not in words
        assert not re.search(r"\b7\b", words)


def test_a_showcase_chooses_the_work_and_the_words_before_it(school: Path) -> None:
    made = cv(school, showcase="college")
    assert made.about == "What I make." and [one.title for one in made.work] == ["The stand"]
    with pytest.raises(UsageError, match="no showcase “collage”"):
        cv(school, showcase="collage")


def test_as_json_resume_it_has_what_the_schema_knows_and_no_contact(school: Path) -> None:
    told = json.loads(json_resume(cv(school)))
    assert told["basics"] == {"name": "Amina Bello", "label": "I like things that hold.", "summary": "I build bridges."}
    assert told["education"] == [
        {"institution": "St Columb", "startDate": "2016", "endDate": "2023"},
        {"institution": "Hillside"},  # "last summer" is no date of the schema
    ]
    assert told["certificates"] == [{"name": "First aid: Pass", "date": "2026-06-01", "issuer": "Ambulance"}]
    assert told["awards"] == [{"title": "The concert", "date": "2026-07-01"}]
    assert told["references"] == [{"name": "Sani, My uncle", "reference": "She asks what is wrong with it."}]
    assert told["skills"] == [{"name": "Teamwork", "keywords": ["I stopped the argument."]}]
    assert not {"email", "phone", "location", "profiles", "url"} & told["basics"].keys()
    known = {"$schema", "basics", "education", "awards", "certificates", "skills", "projects", "languages", "interests"}
    assert told.keys() == known | {"references", "meta"}


def test_hostile_words_are_words(school: Path) -> None:
    script = "title: '<script>alert(1)</script>'\nkind: sport\ndate: 2026-07-01\n"
    write(school, {f"{AMINA}/achievements/x.yaml": script})
    page = cv_page(cv(school))
    assert "<script" not in page and "&lt;script&gt;" in page


def test_on_letter_paper(school: Path) -> None:
    assert "size: letter" in cv_page(cv(school), Paper.LETTER) and "size: A4" in cv_page(cv(school))


def test_an_almost_empty_profile_is_no_mistake(tmp_path: Path) -> None:
    write(tmp_path, {"profile.yaml": "name: Ben Hart\n"})
    made = read_cv(tmp_path, today=TODAY)
    assert "Ben Hart" in cv_page(made)
    assert json.loads(json_resume(made)).keys() == {"$schema", "basics", "meta"}


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["export", "cv", *words])
    return int(ended.value.code or 0)


def test_the_command_writes_both_and_nobody_else_s_file(
    school: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(school)
    assert run("amina-x3f9", "--json", "--today", "2026-11-22") == 0
    assert "no way to reach you" in capsys.readouterr().out
    assert (school / "cv-amina-x3f9.html").is_file()
    first = (school / "cv-amina-x3f9.json").read_bytes()
    assert run("amina-x3f9", "--json", "--today", "2026-11-22") == 0
    assert (school / "cv-amina-x3f9.json").read_bytes() == first
    write(school, {"mine.html": "my own", "other.json": "{}"})
    assert run("amina-x3f9", "--out", "mine.html") == 2
    assert run("amina-x3f9", "--json", "--out", "other.html") == 2
    assert (school / "mine.html").read_text(encoding="utf-8") == "my own"
    assert (school / "other.json").read_text(encoding="utf-8") == "{}"
    assert run("nobody") == 2
