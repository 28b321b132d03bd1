"""Canaries: every private thing of a school holds a word of its own, and no byte of a wider site contains it.

The words stand in record texts, profile fields, file names of originals, and in the metadata of pictures.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from profilegen.model.audience import Audience
from tests.building.worlds import build, every_byte, write

WORDS = ("private", "teachers", "family", "school", "public")
ME = "amina-x3f9"


def canary(where: str, widest: str) -> str:
    """A word that stands in one place, whose name says the widest audience that may see it."""
    return f"canary{where}{widest}"


def a_photo(word: str, colour: tuple[int, int, int]) -> bytes:
    """A JPEG with the word in every corner that a camera writes to."""
    image = Image.new("RGB", (300, 200), colour)
    exif = Image.Exif()
    for tag in (0x010E, 0x010F, 0x0110, 0x013B, 0x8298):  # description, make, model, artist, copyright
        exif[tag] = word
    exif.get_ifd(0x8825)[29] = word  # GPS date stamp
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif, comment=word, xmp=f"<x:xmpmeta>{word}</x:xmpmeta>".encode())
    return file.getvalue()


def a_drawing(word: str) -> bytes:
    """A PNG with the word in its text chunks."""
    info = PngInfo()
    info.add_text("Author", word)
    info.add_itxt("Comment", word)
    file = io.BytesIO()
    Image.new("RGBA", (200, 200), (200, 40, 40, 90)).save(file, "PNG", pnginfo=info)
    return file.getvalue()


def profile() -> str:
    show = ("pronouns", "about", "tagline", "goals", "journey")
    limits = dict(zip(show, WORDS, strict=True))
    return f"""
        name: Amina Surnamecanary
        known_as: Mina
        audience: public
        pronouns: {canary("pronouns", "private")}
        about: {canary("about", "teachers")}
        tagline: {canary("tagline", "family")}
        goals: [{{goal: {canary("goals", "school")}, why: x}}]
        journey: [{{school: {canary("journey", "public")}}}]
        say_my_name: {{phonetic: "mee-na phoneticcanary"}}
        show: {{{", ".join(f"{field}: {word}" for field, word in limits.items())}}}
        name_for: {{teachers: Teachername}}
        """


def profile_in_welsh() -> str:
    return f"""
        name: Amina Surnamecanary
        audience: public
        pronouns: {canary("welshpronouns", "private")}
        about: {canary("welshabout", "teachers")}
        tagline: {canary("welshtagline", "family")}
        goals: [{{goal: {canary("welshgoals", "school")}}}]
        journey: [{{school: {canary("welshjourney", "public")}}}]
        show: {{pronouns: public, about: public, tagline: public, goals: public, journey: public}}
        """


def a_reflection(word: str, number: int) -> str:
    return f"""
        title: {canary("title", word)}
        date: 2026-10-0{number}
        audience: {word}
        subject: {canary("subject", word)}
        body: {canary("body", word)}
        next_step: {canary("step", word)}
        skills: [{{skill: listening, evidence: {canary("evidence", word)}}}]
        remember: [{{question: {canary("question", word)}, answer: {canary("answer", word)}}}]
        my_judgement: {{against: {canary("against", word)}, went_well: x, not_yet: y}}
        personal_best: {{what: {canary("best", word)}, before: a, now: b}}
        drafts:
          - {{date: 2026-09-01, note: {canary("draft", word)}}}
        media:
          - file: original{word}cameraname.jpg
            alt: {canary("alt", word)}
            caption: {canary("caption", word)}
            shows: []
        feedback:
          - from: {{name: {canary("author", word)}, role: mentor}}
            date: 2026-10-09
            comment: {canary("comment", word)}
            audience: {word}
            agreed: {{on: 2026-10-10, widest: public}}
            response: {{text: {canary("response", word)}}}
          - from: {{name: Nobody, role: peer}}
            date: 2026-10-09
            comment: {canary("unagreed" + word, "private")}
            audience: public
        """


def a_testimonial(word: str) -> str:
    return f"""
        from: {{name: Zoe Writersurname, role: peer}}
        date: 2026-10-11
        text: {canary("testimonial", word)}
        audience: public
        agreed: {{on: 2026-10-12, widest: {word}}}
        """


def in_welsh(text: str, word: str = "family") -> str:
    """The same record with canaries of its own, asking for the widest audience that there is."""
    author = canary("author", word)
    welsh = text.replace("canary", "canarywelsh").replace(author.replace("canary", "canarywelsh"), author)
    for field in ("audience", "widest"):
        welsh = welsh.replace(f"{field}: {word}", f"{field}: public")
    return welsh


def a_school_of_canaries(root: Path) -> Path:
    """A school of one student, whose every text says in a word of its own who may see it."""
    files: dict[str, str | bytes] = {
        "school.yaml": "name: Hillside\nframework: skills-builder-2\npublishing: {public: yes}\n",
        "consents.yaml": f"""
            {ME}:
              photos: {{widest: public, recorded_by: {canary("recorder", "teachers")}, recorded_on: 2026-09-01}}
              public: {{widest: public}}
            """,
        "classes/one.yaml": f"name: One\nschool_year: 2026/27\nstudents: [{ME}]\n",
        f"students/{ME}/profile.yaml": profile(),
        f"students/{ME}/profile.cy.yaml": profile_in_welsh(),
        f"students/{ME}/reports/one.yaml": f"school_year: 2025/26\nprogress: {canary('report', 'family')}\n",
        f"students/{ME}/reports/one.cy.yaml": f"progress: {canary('welshreport', 'family')}\n",
        f"students/{ME}/testimonials/unagreed.yaml": f"""
            from: {{name: Somebody, role: coach}}
            date: 2026-10-11
            text: {canary("unagreedtestimonial", "private")}
            audience: public
            """,
        f"students/{ME}/showcases/ended.yaml": f"""
            title: {canary("ended", "teachers")}
            for: nobody
            audience: public
            until: 2026-11-01
            shows: [reflections/publicone.yaml]
            """,
        f"students/{ME}/conferences/autumn.yaml": f"""
            date: 2026-12-03
            welcome: {canary("welcome", "family")}
            pieces:
              - {{record: reflections/publicone.yaml, say: {canary("say", "teachers")}}}
              - {{record: reflections/teachersone.yaml, say: {canary("saymore", "teachers")}}}
            ask: [{canary("ask", "family")}]
            audience: public
            """,
        f"students/{ME}/media/secretcameraname.png": a_drawing("metadatacanary"),
    }
    for number, word in enumerate(WORDS, start=1):
        files[f"students/{ME}/reflections/{word}one.yaml"] = a_reflection(word, number)
        files[f"students/{ME}/testimonials/{word}one.yaml"] = a_testimonial(word)
        files[f"students/{ME}/reflections/{word}one.cy.yaml"] = in_welsh(a_reflection(word, number), word)
        files[f"students/{ME}/testimonials/{word}one.cy.yaml"] = in_welsh(a_testimonial(word), word)
        files[f"students/{ME}/media/original{word}cameraname.jpg"] = a_photo("metadatacanary", (number * 40, 90, 90))
    files[f"students/{ME}/achievements/drawing.yaml"] = """
        title: Drawing
        kind: creative
        date: 2026-05-01
        audience: public
        media: [{file: secretcameraname.png, alt: A red square, shows: []}]
        """
    return write(root, files)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The bytes of every audience's site of a school full of canaries."""
    root = a_school_of_canaries(tmp_path_factory.mktemp("canaries"))
    summaries = {word: build(root, word) for word in WORDS}
    for word in ("public", "school", "family"):  # and again, last the widest, after the narrower ones have been made
        build(root, word)
    assert all(summary.students == 1 for summary in summaries.values())
    return {word: every_byte(root / "_site" / word) for word in WORDS}


def holds(site: dict[str, bytes], word: str) -> list[str]:
    """Which files of a site hold a word, in their bytes or names."""
    return [path for path, content in site.items() if word.encode() in content or word in path]


TEXTS = (
    *("title", "subject", "body", "step", "evidence", "question", "answer", "against", "best", "draft"),
    *("alt", "caption", "comment", "response", "testimonial"),
)
PLACES = (*TEXTS, "author", *(f"welsh{where}" for where in TEXTS))


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("widest", WORDS)
def test_a_text_is_in_the_sites_of_its_audiences_and_in_no_wider_one(
    sites: dict[str, dict[str, bytes]], where: str, widest: str
) -> None:
    for audience in Audience:
        found = holds(sites[audience.word], canary(where, widest))
        if audience > Audience[widest.upper()]:
            assert found == []
        elif not (audience is Audience.PUBLIC and where == "author"):  # public knows people by first name only
            assert found


WELSH_FIELDS = (
    ("pronouns", "private"),
    ("about", "teachers"),
    ("tagline", "family"),
    ("goals", "school"),
    ("journey", "public"),
    ("report", "family"),
)


@pytest.mark.parametrize(
    "word",
    [
        canary("pronouns", "private"),
        canary("about", "teachers"),
        canary("tagline", "family"),
        canary("goals", "school"),
        canary("journey", "public"),
        canary("report", "family"),
        *(canary(f"welsh{where}", word) for where, word in WELSH_FIELDS),
        *(canary(where, "family") for where in ("welcome", "ask")),
        *(canary(where, "teachers") for where in ("say", "saymore")),
        canary("recorder", "teachers"),
        canary("ended", "teachers"),
        canary("unagreedtestimonial", "private"),
        *(canary(lang + "unagreed" + word, "private") for word in WORDS for lang in ("", "welsh")),
    ],
)
def test_a_field_is_in_the_sites_of_its_audiences_and_in_no_wider_one(
    sites: dict[str, dict[str, bytes]], word: str
) -> None:
    widest = next(audience for audience in reversed(Audience) if word.endswith(audience.word))
    found = [audience for audience in Audience if holds(sites[audience.word], word)]
    assert max(found) <= widest
    assert Audience.PRIVATE in found or widest is Audience.PRIVATE


def test_no_site_holds_a_word_of_a_picture_s_metadata_or_its_file_s_name(sites: dict[str, dict[str, bytes]]) -> None:
    for site in sites.values():
        assert holds(site, "metadatacanary") == []
        assert holds(site, "cameraname") == []
        assert holds(site, "Exif") == []


def test_the_surname_is_in_no_school_or_public_site(sites: dict[str, dict[str, bytes]]) -> None:
    for word in ("school", "public"):
        assert holds(sites[word], "Surnamecanary") == []
        assert holds(sites[word], "surnamecanary") == []
        assert holds(sites[word], "phoneticcanary") == []


def test_another_student_s_surname_is_for_teachers_only(sites: dict[str, dict[str, bytes]]) -> None:
    found = [word for word in WORDS if holds(sites[word], "Writersurname")]
    assert found == ["teachers"]


def test_a_name_for_one_audience_is_in_its_site_only(sites: dict[str, dict[str, bytes]]) -> None:
    assert [word for word in WORDS if holds(sites[word], "Teachername")] == ["teachers"]
    assert holds(sites["teachers"], "Mina") == []
