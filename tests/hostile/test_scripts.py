"""Whatever the field, text from people comes out letter for letter as text, in every audience's site.

The same school is built with harmless words and with hostile ones. The pages must have the same elements, and wherever
the harmless words of a field stand, the hostile ones stand, letter for letter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given

from profilegen.model import records
from profilegen.model.records import Record
from tests.hostile import script_cases
from tests.hostile.arena import Arena, Case, build, examples, files_below
from tests.hostile.reading import assert_inert, elements, parsed, words

AUDIENCES = ("private", "teachers", "family", "school")
SEARCH = re.compile(r"window\.profilegenSearch = (.*);\n")
NOT_SHOWN = {
    # Whose words no page shows; a new entry needs a reason.
    r"framework\.(source|version|licence)": "for the people who keep the framework",
    r"framework\.(skills\.)?names\..*": "names in other languages are not shown yet",
    r"arrival\.(signed_by|fingerprint|left_out\..*)": "for the staff, who keep what is known of a move",
    r"crosswalk\.source": "for the people who keep the crosswalk",
    r"statement\..*": "a statement is for the student alone, and on no page",
    r"(class|(translation\.)?report)\.year_group": "it decides what the law asks of a report",
    r"profile\.introduction\.alt": "it has a caption, which names it",
    r"profile\.header\.transcript": "a picture has no transcript",
    r".*\bmedia\.transcript": "a picture has no transcript; the recording's is shown",
    r"translation\..*\bname": "a person's name is the original's",
    r"translation\.report\.(school_year|by|results\..*)": "what a report says of itself is no matter of words",
    r"translation\.achievement\.result": "a result is what it is",
    r"translation\.profile\.(known_as|avatar\.alt|header\..*|say_my_name\.phonetic)": "shown as the original has them",
}

SHORTENED_IN_REPORTS = {f"{of}profile.goals.{field}" for of in ("", "translation.") for field in ("goal", "next_step")}
"""A report has room for the beginning of a goal; the profile's own pages have all of it."""


SAYS_IT_IS_CUT = ("report-more", "report-cut")
"""Classes of elements of a report that stand there for long words alone."""


def marker(path: str) -> str:
    """A word that stands for a field."""
    return f"q{_NUMBERS[path]:03}q"


_NUMBERS = {path: number for number, (path, _) in enumerate(script_cases.paths())}


def harmless(path: str, is_markdown: bool) -> str:
    """The field's word alone."""
    return marker(path)


def together(path: str, is_markdown: bool) -> str:
    """The field's word, and everything hostile behind it."""
    return " ".join([marker(path), *script_cases.payloads(is_markdown)])


def in_front(path: str, is_markdown: bool) -> str:
    """One hostile thing at the very beginning, another in each field."""
    payloads = script_cases.payloads(is_markdown)
    return f"{payloads[_NUMBERS[path] % len(payloads)]} {marker(path)}"


@dataclass(frozen=True)
class Page:
    """A page as a tree, and all its words."""

    tree: Element
    words: str

    @property
    def shape(self) -> list[tuple[str, list[str]]]:
        """Its elements and the names of their attributes, in order; but for what says that long words were cut."""
        found = elements(self.tree)
        return [(tag, sorted(attributes)) for tag, attributes in found if attributes.get("class") not in SAYS_IT_IS_CUT]


@dataclass(frozen=True)
class Built:
    """A site's pages and the entries of its searches, by their paths."""

    pages: Mapping[str, Page]
    searches: Mapping[str, str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Built]:
    """The site of each audience, for each way of writing."""
    made = {}
    for words_of in (harmless, together, in_front):
        school = script_cases.write_school(tmp_path_factory.mktemp(words_of.__name__), words_of)
        for audience in AUDIENCES:
            summary = build(school, audience)
            assert [str(problem) for problem in summary.problems if problem.severity == "error"] == []
            made[words_of.__name__, audience] = _read(school / "_site" / audience)
    return made


def _read(site: Path) -> Built:
    pages, searches = {}, {}
    for name, content in files_below(site).items():
        known = re.sub(r"report-[^/]*\.html$", "report.html", name)  # its address is made from the words of a field
        if name.endswith(".html"):
            tree = parsed(content)
            pages[known] = Page(tree, words(tree))
        elif name.endswith("search.js"):
            searches[known] = _search_words(content.decode("utf-8"))
    return Built(pages, searches)


def _search_words(script: str) -> str:
    """Everything that the script's one value says. AssertionError where it is more, or other, than one value."""
    match = SEARCH.fullmatch(script)
    assert match is not None
    assert "<" not in match[1] and "\u2028" not in match[1] and "\u2029" not in match[1]
    return "\n".join(value for entry in json.loads(match[1]) for value in entry.values())


BOTH = pytest.mark.parametrize("way", ["together", "in_front"])
EACH = pytest.mark.parametrize("audience", AUDIENCES)


@BOTH
@EACH
def test_hostile_words_add_no_element_and_no_attribute(
    way: str, audience: str, built: Mapping[tuple[str, str], Built]
) -> None:
    plain, hostile = built["harmless", audience].pages, built[way, audience].pages
    assert plain.keys() == hostile.keys()
    for name, page in hostile.items():
        assert_inert(page.tree)
        assert page.shape == plain[name].shape, name


@BOTH
@EACH
def test_hostile_words_stand_wherever_harmless_ones_do_letter_for_letter(
    way: str, audience: str, built: Mapping[tuple[str, str], Built]
) -> None:
    written = {"together": together, "in_front": in_front}[way]
    plain, hostile = built["harmless", audience], built[way, audience]
    for path, is_markdown in script_cases.paths():
        whole = written(path, is_markdown)
        for name, page in plain.pages.items():
            if marker(path) in page.words:
                assert _stands_in(hostile.pages[name].words, whole, path), f"{path} on {name}"
        for name, found in plain.searches.items():
            if marker(path) in found:
                assert _stands_in(hostile.searches[name], whole, path), f"{path} in {name}"


def _stands_in(words_of_page: str, whole: str, path: str) -> bool:
    """People's names are shown whole or, to readers further away, one word of them; a long text may be an excerpt."""
    wanted = [whole]
    if path.endswith((".name", ".known_as")):
        wanted += whole.replace(",", " ").split()
    if dict(script_cases.paths())[path] or path.endswith(".transcript"):
        wanted.append(" ".join(whole.split()[:20]))
    if path in SHORTENED_IN_REPORTS:
        wanted.append(" ".join(whole.split()[:10]))
    return any(_smooth(one) in _smooth(words_of_page) for one in wanted)


def _smooth(text: str) -> str:
    """Markdown, and a browser, take every run of spaces and line ends for one space."""
    return " ".join(text.split())


@EACH
def test_lines_of_other_systems_stay_what_they_are_in_plain_fields(
    audience: str, built: Mapping[tuple[str, str], Built]
) -> None:
    """U+2028 and U+2029 are not smoothed away on the page."""
    assert "a\u2028b\u2029c" in built["together", audience].pages[f"students/{script_cases.HANA}/index.html"].words


@BOTH
@EACH
def test_no_template_is_evaluated(way: str, audience: str, built: Mapping[tuple[str, str], Built]) -> None:
    for name, page in built[way, audience].pages.items():
        assert not re.search(r"(?<![\w.-])49(?![\w.-])", " ".join(page.tree.itertext())), name


def test_every_field_of_text_is_shown_somewhere_or_stands_in_the_table(
    built: Mapping[tuple[str, str], Built],
) -> None:
    """So that a new field is looked at here from its first day."""
    shown = "\n".join(
        page.words for (way, _), site in built.items() if way == "harmless" for page in site.pages.values()
    )
    missing = {path for path, _ in script_cases.paths() if marker(path) not in shown}
    excused = {known: {path for path in missing if re.fullmatch(known, path)} for known in NOT_SHOWN}
    assert sorted(missing.difference(*excused.values())) == []
    assert [known for known, paths in excused.items() if not paths] == []


def test_every_record_is_filled_in() -> None:
    """No kind of record, and no text in it, is forgotten."""
    kinds = {kind for kind in vars(records).values() if isinstance(kind, type) and issubclass(kind, Record)}
    texts = {
        (kind.__name__, info.alias or name)
        for kind in kinds
        for name, info in kind.model_fields.items()
        if script_cases.is_text(info.annotation)
    }
    assert sorted(texts - script_cases.filled_texts() - script_cases.TELLS_OTHERWISE) == []


@pytest.mark.parametrize("name", script_cases.KEPT)
def test_one_thing_in_every_field_of_hers_is_answered(name: str, arena: Arena) -> None:
    answer = arena.answer(script_cases.KEPT[name])
    assert "index.html" in answer.hers


@examples(8)
@given(case=script_cases.cases)
def test_anything_in_any_field_of_hers_is_inert(arena: Arena, case: Case) -> None:
    for name, content in arena.answer(case).hers.items():
        if name.endswith(".html"):
            assert_inert(parsed(content))
        elif name == "search.js":
            _search_words(content.decode("utf-8"))
