"""The studio in each language: what its catalogues hold, and that no page says anything that they do not know."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from profilegen import bundled
from profilegen.rendering.words import direction
from profilegen.studio import checking
from profilegen.studio.prompts import prompts_for
from profilegen.studio.questions import CHOICES, QUESTIONS, Question
from profilegen.studio.sentences import Sentence, spoken
from profilegen.studio.speaking import words_of
from profilegen.studio.working import Studio
from tests.complaints import assert_none
from tests.studio.visitors import AMINA, BEN, TODAY, Visitor, a_school, an_app, fields_in

sys.path.append(str(Path(__file__).resolve().parents[2] / "scripts"))

from declared_words import UnknownWordsError, declared
from gather_words import IN_STUDIO, STUDIO, extracted, missing, written

SHIPPED = ("ar", "cy", "pl", "uk", "ur", "zh-Hans")
TEMPLATES = sorted((STUDIO / "templates").rglob("*.html"))
DESK = f"/s/{AMINA}/"
EDIT = f"{DESK}edit/reflections/bridge.yaml"


def _each(words: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def english() -> set[str]:
    """All that the studio says, in English."""
    return {words for message in extracted(IN_STUDIO) if message.id for words in _each(message.id)}


# The catalogues


def test_the_template_of_all_catalogues_holds_what_is_said_today() -> None:
    """After a change of words: scripts/words extract, scripts/words update, then translate."""
    assert IN_STUDIO.template.read_text(encoding="utf-8") == written(extracted(IN_STUDIO))


def test_no_language_lacks_a_word() -> None:
    """Nor has one other places in a sentence. scripts/words missing says the same."""
    assert {path.stem for path in IN_STUDIO.catalogues()} == set(SHIPPED)
    assert_none(missing(IN_STUDIO))


@pytest.mark.parametrize("language", SHIPPED)
def test_a_catalogue_is_tidy(language: str) -> None:
    """As `update` leaves it: nothing doubtful, nothing that is no longer said, no stray space."""
    path = IN_STUDIO.locale / f"{language}.po"
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    assert written(catalogue) == path.read_text(encoding="utf-8")
    said = [words for message in catalogue if message.id for words in _each(message.string or "")]
    assert not any(message.fuzzy for message in catalogue)
    assert not catalogue.obsolete
    assert [words for words in said if words != words.strip()] == []
    assert [words for words in said if set(words) & set("\"'&<>")] == [], "scripts would show them as &#39;"


def test_every_question_choice_complaint_and_prompt_is_in_the_catalogues(tmp_path: Path) -> None:
    """Asked of the tables themselves, where `extract` only reads how they are written down."""
    asked = [one for form in QUESTIONS.values() for one in form.values() if isinstance(one, Question)]
    said = {words for one in asked for words in (one.label, one.help, one.part)}
    said |= {*CHOICES.values(), *checking._COMPLAINTS.values()}
    said |= {words for told in checking._WORDS.values() for words in (told.message, told.hint)}
    sets = prompts_for(Studio(a_school(tmp_path), today=TODAY).school)
    assert len(sets) == len(list((bundled.starter_kit() / "prompts").glob("*.yaml")))
    said |= {words for one in sets for words in (one.name, *one.questions, *one.beginnings)}
    assert_none(sorted(said - english() - {""}))


# What can be in a catalogue


def _found(source: str) -> list[str]:
    return [words for _, _, words, _ in declared(io.BytesIO(source.encode()), (), (), {})]


def test_a_sentence_is_found_wherever_it_is_said() -> None:
    source = """
_PART = "A part"
CHOICES: Mapping[str, str] = {"a": "One", "b": "Two"}
QUESTIONS = {"a": Question("A label", "Some help", _PART, "skill")}
raise NotHereError("It is gone.", "Look elsewhere.")
raise UploadRefusedError(Sentence("{file} is empty.", file=name), hint, 415)
words.say("Said at once")
Told(problem.message, "", True)
"""
    assert _found(source) == [
        *("One", "Two", "A label", "Some help", "A part", "It is gone.", "Look elsewhere."),
        *("{file} is empty.", "Said at once"),
    ]


@pytest.mark.parametrize("words", ['f"{file} is empty."', '"No " + file', '"No %s" % file'])
def test_a_sentence_that_is_put_together_is_refused(words: str) -> None:
    with pytest.raises(UnknownWordsError, match="Line 1:"):
        _found(f"raise NotHereError({words})")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_asks_only_for_words_that_stand_in_it(template: Path) -> None:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    tree = environment.parse(template.read_text(encoding="utf-8"))
    wrong = [
        f"line {call.lineno}"
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and (count := {"_": 1, "gettext": 1, "ngettext": 2}.get(call.node.name))
        for words in call.args[:count]
        if not isinstance(words, nodes.Const)
    ]
    assert wrong == []


_SAID = ("data-saved", "data-lost", "data-kept", "data-word", "data-beginning")
"""Beginnings of the names of attributes that scripts take words from."""


class _Texts(HTMLParser):
    """The words on a page: in it, in the names of things, and those that its scripts may say."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Names of things for those who cannot see them are words, too."""
        self._inside = tag
        for name, value in attributes:
            if name == "data-words" and value and value.startswith("{"):
                self.found += json.loads(value).values()
            elif value and (name in ("aria-label", "title", "alt", "placeholder") or name.startswith(_SAID)):
                self.found.append(value)

    def handle_endtag(self, _: str) -> None:
        """Whatever comes now is no longer in a script."""
        self._inside = ""

    def handle_data(self, text: str) -> None:
        """The words themselves; those of a script that holds nothing else as what they are."""
        if self._inside == "script":
            self.found += json.loads(text).values() if text.strip() else []
        elif text.strip():
            self.found.append(text.strip())


def _texts(page: str) -> list[str]:
    reader = _Texts()
    reader.feed(page)
    return reader.found


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_holds_no_words_of_its_own(template: Path) -> None:
    """Whatever it says goes through `_` or `say`."""
    source = re.sub("{% block kind %}[a-z]+{% endblock %}", "", template.read_text(encoding="utf-8"))
    parts = Environment().lex(source)  # noqa: S701 - nothing is rendered
    plain = "".join(text for _, kind, text in parts if kind == "data")
    said = (re.sub('[a-z-]+="[^"]*"', "", words) for words in _texts(plain))  # of a tag whose name is chosen
    assert_none(words for words in said if re.search("[A-Za-z]{2}", words))


# Sentences that code says


def test_a_sentence_is_said_in_each_language_with_what_stands_in_it() -> None:
    sentence = Sentence("This file is too large: {size} MB is the most.", size=200)
    assert sentence == "This file is too large: 200 MB is the most."
    assert spoken(words_of("en-GB"), sentence) == sentence
    assert spoken(words_of("cy"), sentence) == "Mae’r ffeil hon yn rhy fawr: 200 MB yw’r mwyaf."
    assert spoken(words_of("fr"), sentence) == sentence, "nobody translated it"


def test_what_stands_in_a_sentence_is_no_place_itself() -> None:
    sentence = Sentence("{file} cannot be opened ({why}).", file="{why}{0}.yaml", why="%s")
    assert sentence == "{why}{0}.yaml cannot be opened (%s)."
    assert "{why}{0}.yaml" in spoken(words_of("ar"), sentence)


# Whole pages


def _school(folder: Path, language: str) -> Path:
    """One in which something can be said on every page."""
    school = a_school(folder / "hillside")
    (school / "school.yaml").write_text(f"name: Hillside\nlocale: {language}\n", encoding="utf-8", newline="\n")
    broken = school / "students" / AMINA / "reflections" / "broken.yaml"
    broken.write_text("title: [\n", encoding="utf-8", newline="\n")
    return school


def _pages(folder: Path, language: str) -> Iterator[tuple[str, str]]:
    """Every page of the studio, and its address."""
    school = _school(folder, language)
    studio = Studio(school, today=TODAY)
    visitor = Visitor(an_app(studio))
    yield "cards", visitor.come_in().text
    yield "a card without a name", visitor.post("/cards/", {"name": " "})
    visitor.come_in(AMINA)
    seen = ["", "profile", "choose", "say", "media/", "media/?taken=3", "passphrase", "look/family", "preview/public/"]
    seen += [
        f"new/{kind}" for kind in ("reflection", "achievement", "testimonial", "showcase", "conference", "statement")
    ]
    seen += ["edit/reflections/bridge.yaml", "edit/reflections/broken.yaml", "edit/reflections/gone.yaml", "?kept=1"]
    for path in seen:
        yield path or "desk", visitor.get(DESK + path, Accept="text/html")
    yield "nothing filled in", visitor.post(f"{DESK}new/reflection", {"title": "", "date": "32 May"})
    yield "drafts", visitor.get(DESK)
    yield "a name that is taken", visitor.fill_in(f"{DESK}new/reflection", {"title": "Bridge"})
    yield "taken away", visitor.post(f"{DESK}remove/reflections/bridge.yaml", _version(visitor))
    yield "brought back", visitor.post(f"{DESK}restore/reflections/bridge.yaml")
    yield "saved", visitor.fill_in(EDIT, {"title": "My first bridge"})
    yield "both", _both(visitor, school)
    yield "too short", visitor.post(f"{DESK}passphrase", {"kind": "words", "words": "abc"})
    yield from _passphrases(studio, visitor)


def _version(visitor: Visitor) -> dict[str, str]:
    return {"-version": fields_in(visitor.get(EDIT))["-version"][-1]}


def _both(visitor: Visitor, school: Path) -> str:
    """Saved here and there at once."""
    fields = fields_in(visitor.get(EDIT))
    bridge = school / "students" / AMINA / "reflections" / "bridge.yaml"
    text = bridge.read_text(encoding="utf-8").replace("My first bridge", "His bridge")
    bridge.write_text(text, encoding="utf-8", newline="\n")
    return visitor.post(EDIT, {**fields, "title": "Her bridge"})


def _passphrases(studio: Studio, visitor: Visitor) -> Iterator[tuple[str, str]]:
    studio.passphrase(AMINA).set("sun moon star tree", "pictures")
    yield "a new one for an old one", visitor.get(f"{DESK}passphrase")
    visitor.post("/done")
    yield "in pictures", visitor.post(f"/cards/{AMINA}")
    yield "not these pictures", visitor.post(f"/cards/{AMINA}", {"-do": "try", "words-1": "sun"})
    visitor.post(f"/cards/{AMINA}", {"-do": "try", "words": "sun moon star tree"})  # whoever is right need not wait
    visitor.post("/done")
    studio.school_passphrase().set("a long one")
    yield "the school's", visitor.get("/teacher")
    abroad = Visitor(an_app(Studio(studio.home.school, today=TODAY, is_open=True))).come_in()
    yield "none yet", abroad.post(f"/cards/{BEN}")


@pytest.mark.parametrize("language", SHIPPED)
def test_every_page_speaks_its_language_and_no_english(language: str, tmp_path: Path) -> None:
    """But words that are the same in both, such as the Polish Sport."""
    words = words_of(language)
    foreign = {one for one in english() if words.say(one) != one}
    complaints, headings = [], set()
    for name, page in _pages(tmp_path, language):
        assert f'<html lang="{language}" dir="{direction(language)}">' in page, (name, page[:500])
        headings.add(re.sub("<[^>]+>", "", page.partition("<h1")[2].partition("</h1>")[0]))
        complaints += [f"{name}: {said}" for said in _texts(page) if said in foreign]
    assert_none(complaints)
    assert len(headings) > 15, "these are pages of all kinds"


def test_the_youngest_page_in_arabic_is_read_from_the_right(tmp_path: Path) -> None:
    page = dict(_pages(tmp_path, "ar"))["say"]
    assert '<html lang="ar" dir="rtl">' in page
    assert "بالصوت" in page


def test_a_language_that_nobody_translated_is_english(tmp_path: Path) -> None:
    pages = dict(_pages(tmp_path, "fr"))
    assert 'lang="fr"' in pages["desk"]
    assert "What I have" in pages["desk"]
    assert "Tell the story of one mistake." in pages["new/reflection"]


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("ar", 2, "الملفان هنا الآن"),
        ("ar", 5, "5 ملفات هنا الآن"),
        ("ar", 11, "11 ملفًا هنا الآن"),
        ("pl", 3, "3 pliki już tu są."),
        ("pl", 12, "12 plików już tu jest."),
        ("uk", 21, "21 файл уже тут."),
        ("zh-Hans", 1, "1 个文件已经放进来了。"),
    ],
)
def test_numbers_have_the_form_that_their_language_asks_for(
    language: str, number: int, said: str, tmp_path: Path
) -> None:
    visitor = Visitor(an_app(Studio(_school(tmp_path, language), today=TODAY))).come_in(AMINA)
    assert said in visitor.get(f"{DESK}media/?taken={number}", Accept="text/html")


def test_a_script_is_told_in_the_students_language_what_went_wrong(tmp_path: Path) -> None:
    visitor = Visitor(an_app(Studio(_school(tmp_path, "pl"), today=TODAY))).come_in(AMINA)
    answer = json.loads(visitor.get(f"{DESK}media/small/gone.jpg", Accept="application/json"))
    assert answer["message"] == "Nie ma takiego pliku."


def test_the_door_speaks_the_language_of_the_school(tmp_path: Path) -> None:
    page = Visitor(an_app(Studio(_school(tmp_path, "ar"), today=TODAY))).get(DESK)
    assert '<html lang="ar" dir="rtl">' in page
    assert "يُفتح الاستوديو بالعنوان الذي ذكره عند بدئه." in page


def test_themes_and_colours_have_names_in_each_language(tmp_path: Path) -> None:
    visitor = Visitor(an_app(Studio(_school(tmp_path, "uk"), today=TODAY))).come_in(AMINA)
    page = visitor.get(f"{DESK}choose")
    assert '<span class="font-0">Щоденник</span>' in page
    assert "<span>Гавань</span>" in page
