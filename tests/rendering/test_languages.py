"""The languages of a page: catalogues, plurals and dates, what falls back, and catalogues that nobody should trust."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from profilegen import bundled
from profilegen.loading.themes import ThemeError, load_theme
from profilegen.media.made import Made
from profilegen.model.school_viewing import school_view
from profilegen.model.views import ThemeWish
from profilegen.planning.looks import look_for
from profilegen.planning.pages import school_pages, school_parts
from profilegen.planning.student import plan_student
from profilegen.rendering.catalogues import LONGEST_FILE
from profilegen.rendering.environment import environment_for
from profilegen.rendering.pages import render_school_page, render_student_pages
from profilegen.rendering.words import Words, catalogue_names, direction, words_in
from tests.complaints import assert_none
from tests.model.worlds import feedback, reflection, school, seen, student, testimonial

sys.path.append(str(Path(__file__).resolve().parents[2] / "scripts"))

from gather_words import LOCALE, TEMPLATE, extracted, missing, written

BASE = ("base", bundled.themes() / "base")
SHIPPED = ("ar", "cy", "pl", "uk", "ur", "zh-Hans")
COUNTS = (0, 1, 2, 3, 5, 11, 21, 100)
PIECES = ("%(num)d piece of work", "%(num)d pieces of work")
PAGES = ("%(num)d page", "%(num)d pages")
DAY = date(2026, 10, 4)

SAID = {
    "ar": ("التأمّلات", "rtl", "4 أكتوبر 2026", "أكتوبر 2026"),
    "cy": ("Myfyrdodau", "ltr", "4 Hydref 2026", "Hydref 2026"),
    "en-GB": ("Reflections", "ltr", "4 October 2026", "October 2026"),
    "pl": ("Refleksje", "ltr", "4 października 2026", "październik 2026"),
    "uk": ("Роздуми", "ltr", "4 жовтня 2026 р.", "жовтень 2026 р."),
    "ur": ("غور و فکر", "rtl", "4 اکتوبر، 2026", "اکتوبر 2026"),
    "zh-Hans": ("反思", "ltr", "2026年10月4日", "2026年10月"),
}
"""Of each language: the title of a page, its direction, a day and a month."""


@pytest.fixture(autouse=True)
def temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No compiled template of an earlier test or build is met here."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


def spoken(language: str) -> Words:
    """The words of the product itself."""
    return words_in(language, (BASE,))


def plainly(text: str) -> str:
    """With plain spaces: which other ones CLDR has before “р.” changes from year to year."""
    return re.sub("[\u00a0\u202f]", " ", text)


def counted(words: Words, forms: tuple[str, str], number: int) -> str:
    """As a template has it."""
    return str(words.counted(*forms, number) % {"num": number})


def theme(folder: Path, catalogue: str | bytes, language: str = "cy", template: str = "") -> Iterator[str]:
    """What a theme with this catalogue says in its template; the theme extends base."""
    (folder / "locale").mkdir(parents=True)
    (folder / "templates").mkdir()
    content = catalogue if isinstance(catalogue, bytes) else catalogue.encode("utf-8")
    (folder / "locale" / f"{language}.po").write_bytes(content)
    (folder / "templates" / "said.html").write_text(template, encoding="utf-8")
    environment = environment_for((("ours", folder), BASE), language)
    yield environment.get_template("said.html").render(name="<Amina>")


def said_in(folder: Path, catalogue: str | bytes, template: str, language: str = "cy") -> str:
    """The same, at once."""
    return next(theme(folder, catalogue, language, template))


# Whole pages


def pages_of(language: str, locale: str = "en-GB") -> dict[str, str]:
    """The pages of a student whose profile says this language."""
    own: dict[str, Any] = {"lang": language} if language else {}
    one = student(
        reflection(date="2026-10-04", feedback=[feedback(agreed="2026-10-20")]),
        testimonial(agreed="2026-10-20"),
        **own,
    )
    view = seen("family", one, school(one, locale=locale))
    plan = plan_student(view, look_for(view.theme, ThemeWish(), load_theme("journal")))
    rendered = render_student_pages(plan.pages, plan.view, plan.parts, plan.look, Made())
    return {path: plainly(page.decode("utf-8")) for path, page in rendered.items()}


@pytest.mark.parametrize("language", SAID)
def test_a_page_speaks_its_language_in_its_direction_with_its_dates(language: str) -> None:
    title, way, day, _ = SAID[language]
    page = pages_of(language)["reflections.html"]
    assert f'<html lang="{language}" dir="{way}"' in page
    assert f"<h1>{title}</h1>" in page
    assert f">{title}</a>" in page.split("<main")[0], "the navigation speaks it, too"
    assert f'<time datetime="2026-10-04">{day}</time>' in page


class _Texts(HTMLParser):
    """The words on a page that stand in no other language than the page's own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Names of things for those who cannot see them are words, too."""
        self.found += [value for name, value in attributes if name in ("aria-label", "title", "alt") and value]

    def handle_data(self, text: str) -> None:
        """The words themselves."""
        if text.strip():
            self.found.append(text.strip())


@pytest.mark.parametrize("language", SHIPPED)
def test_nothing_that_the_product_says_is_left_in_english(language: str) -> None:
    """But words that are the same in both, such as the Polish Sport."""
    words = [words for message in extracted() if message.id for words in _each(message.id)]
    english = {one for one in words if spoken(language).say(one) != one}
    complaints = []
    for path, page in pages_of(language).items():
        reader = _Texts()
        reader.feed(page)
        complaints += [f"{path}: {words}" for words in reader.found if words in english]
    assert_none(complaints)


def _each(words: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def test_a_student_reads_in_their_own_language_and_the_schools_pages_stay_as_they_are() -> None:
    assert '<html lang="cy" dir="ltr"' in pages_of("cy", locale="pl")["index.html"]
    assert '<html lang="pl" dir="ltr"' in pages_of("", locale="pl")["index.html"]
    one = student(lang="cy")
    view = school_view(school(one, locale="pl"), seen("school", one).audience, {})
    look = look_for(ThemeWish(), ThemeWish(), load_theme("journal"))
    page = render_school_page(school_pages(view)[0], view, school_parts(view), look, Made())
    assert b'<html lang="pl" dir="ltr"' in page


def test_a_class_that_is_called_like_a_page_keeps_its_name() -> None:
    one = student()
    world = school(one, locale="pl", classes={"skills": {"name": "Skills", "students": [one.id]}})
    view = school_view(world, seen("school", one, world).audience, {})
    look = look_for(ThemeWish(), ThemeWish(), load_theme("journal"))
    pages = [render_school_page(page, view, school_parts(view), look, Made()) for page in school_pages(view)]
    assert all(b"Umiej" not in page for page in pages)


# Plurals, dates, numbers


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", "لا أعمال,عمل واحد,عملان,3 أعمال,5 أعمال,11 عملًا,21 عملًا,100 عمل"),
        ("pl", "0 prac,1 praca,2 prace,3 prace,5 prac,11 prac,21 prac,100 prac"),
        ("uk", "0 робіт,1 робота,2 роботи,3 роботи,5 робіт,11 робіт,21 робота,100 робіт"),
        ("zh-Hans", "0 件作品,1 件作品,2 件作品,3 件作品,5 件作品,11 件作品,21 件作品,100 件作品"),
    ],
)
def test_work_is_counted_as_the_language_counts(language: str, expected: str) -> None:
    assert [counted(spoken(language), PIECES, number) for number in COUNTS] == expected.split(",")


def test_welsh_changes_the_first_letter_after_a_number() -> None:
    said = [counted(spoken("cy"), PAGES, number) for number in (*COUNTS, 6)]
    assert said == [
        "0 tudalen", "1 tudalen", "2 dudalen", "3 tudalen", "5 tudalen",
        "11 tudalen", "21 tudalen", "100 tudalen", "6 thudalen",
    ]  # fmt: skip


def test_urdu_knows_one_and_many() -> None:
    assert [counted(spoken("ur"), PAGES, number) for number in (0, 1, 2)] == ["0 صفحات", "1 صفحہ", "2 صفحات"]


@pytest.mark.parametrize("language", SAID)
def test_days_and_months_are_written_as_cldr_has_them_with_western_digits(language: str) -> None:
    _, way, day, month = SAID[language]
    words = spoken(language)
    assert [plainly(said) for said in (words.day(DAY), words.when("2026-10-04"), words.month(DAY))] == [day, day, month]
    assert direction(language) == way
    assert re.sub(r"\D", "", words.number(2026.5)) == "20265"


def test_numbers_sizes_and_lists_follow_the_language() -> None:
    assert [spoken(one).number(12.5) for one in ("en-GB", "pl", "uk", "ar")] == ["12.5", "12,5", "12,5", "12.5"]
    assert [spoken("en-GB").file_size(size) for size in (0, 999, 12_345, 1_234_567, 10**13)] == [
        "0 byte", "999 byte", "12 kB", "1.2 MB", "10,000 GB",
    ]  # fmt: skip
    assert spoken("uk").file_size(1_234_567) == "1,2 МБ"
    names = ("Okafor", "Lee", "Ali")
    assert [spoken(one).listed(names) for one in ("en-GB", "zh-Hans", "ur")] == [
        "Okafor, Lee, Ali", "Okafor、Lee、Ali", "Okafor، Lee، Ali",
    ]  # fmt: skip


# What speaks for what


@pytest.mark.parametrize(
    ("language", "spoken_as"),
    [
        ("cy-GB", "cy"), ("CY", "cy"), ("ar-EG", "ar"), ("ur-PK", "ur"), ("pl-PL", "pl"), ("uk-Cyrl-UA", "uk"),
        ("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh-SG", "zh-Hans"), ("zh-hans-CN", "zh-Hans"),
    ],
)  # fmt: skip
def test_a_language_of_a_country_speaks_as_the_language(language: str, spoken_as: str) -> None:
    assert spoken(language).say("Skills") == spoken(spoken_as).say("Skills") != "Skills"


@pytest.mark.parametrize("language", ["en", "en-GB", "en-US", "zh-TW", "so", "xx-nonsense", ""])
def test_english_is_spoken_where_nothing_else_is_known(language: str) -> None:
    """Those who read traditional Chinese are not given simplified."""
    assert spoken(language).say("Skills") == "Skills"
    assert counted(spoken(language), PAGES, 2) == "2 pages"


@pytest.mark.parametrize("language", ["../../secret", "cy/../../x", "/etc/passwd", "cy\0", "-", "C:"])
def test_a_language_is_never_a_way_out_of_the_folder(language: str) -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", name) for name in catalogue_names(language))


def test_a_theme_s_own_words_come_before_those_of_the_theme_below(tmp_path: Path) -> None:
    catalogue = 'msgid "Skills"\nmsgstr "Doniau"\n\nmsgid "Only here"\nmsgstr "Dim ond yma"\n'
    template = "{{ _('Skills') }}, {{ _('Only here') }}, {{ _('Reflections') }}, {{ _('Not known') }}"
    assert said_in(tmp_path, catalogue, template) == "Doniau, Dim ond yma, Myfyrdodau, Not known"


def test_a_theme_may_say_it_in_english_of_its_own(tmp_path: Path) -> None:
    assert said_in(tmp_path, 'msgid "Skills"\nmsgstr "Talents"\n', "{{ _('Skills') }}", "en-GB") == "Talents"


def test_a_page_in_english_loads_nothing_that_reads_catalogues() -> None:
    code = (
        "import sys; from pathlib import Path; from profilegen.rendering.environment import environment_for;"
        f"environment_for((('base', Path({str(BASE[1])!r})),), 'en-GB').get_template('index.html');"
        "print([name for name in sys.modules if 'catalogue' in name or name.startswith('babel.messages')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_compiled_templates_do_not_mix_languages_or_catalogues(tmp_path: Path) -> None:
    """They keep the words in their code, and lie in one folder."""
    template = "{{ _('Skills') }} {{ _('%(name)s', name=name) }}"
    folder = tmp_path / "theme"
    assert said_in(folder, 'msgid "Skills"\nmsgstr "Doniau"\n', template).startswith("Doniau ")
    (folder / "locale" / "cy.po").write_text('msgid "Skills"\nmsgstr "Medrau"\n', encoding="utf-8")
    chain = (("ours", folder), BASE)
    for language, fingerprint, expected in (
        ("cy", "changed", "Medrau"), ("pl", "", "Umiejętności"), ("en-GB", "", "Skills"), ("cy", "again", "Medrau"),
    ):  # fmt: skip
        said = environment_for(chain, language, fingerprint).get_template("said.html").render(name="A")
        assert said == f"{expected} A"


# Catalogues that nobody should trust

HEADER = 'msgid ""\nmsgstr "Plural-Forms: {forms};\\n"\n\n'
PLURAL = HEADER + 'msgid "%(num)d page"\nmsgid_plural "%(num)d pages"\n'


def test_markup_in_a_translation_is_text(tmp_path: Path) -> None:
    """Within an element, an attribute, and around what is put in."""
    catalogue = (
        'msgid "Skills"\nmsgstr "<script>alert(1)</script>\\" onclick=\\"x"\n\n'
        'msgid "By %(name)s"\nmsgstr "<b>%(name)s</b>"\n\n'
        'msgid "%(num)d a"\nmsgid_plural "%(num)d b"\n'
        + "".join(f'msgstr[{number}] "<i>%(num)d"\n' for number in range(6))
        + "\n"
        + HEADER.format(forms="nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5")
    )
    template = (
        '<p title="{{ _("Skills") }}">{{ _("By %(name)s", name=name) }}{% set word = "Skills" %}'
        '{{ _(word) }}{{ ngettext("%(num)d a", "%(num)d b", 2) }}{% trans %}Skills{% endtrans %}</p>'
    )
    said = said_in(tmp_path, catalogue, template)
    script = "&lt;script&gt;alert(1)&lt;/script&gt;&#34; onclick=&#34;x"
    assert said == f'<p title="{script}">&lt;b&gt;&lt;Amina&gt;&lt;/b&gt;{script}&lt;i&gt;2{script}</p>'


@pytest.mark.parametrize(
    "translation",
    [
        "%(secret)s", "%(name)s %(secret)s", "no name", "%(name)r", "%(name)d", "%(name)999999999s", "%(name)s %s",
        "%(name)s 5%", "%(name)s {number}", "%(name.__class__)s", "%(name)s %(name)*s", "%%(name)s",
    ],
)  # fmt: skip
def test_a_translation_with_other_placeholders_is_left_out(tmp_path: Path, translation: str) -> None:
    catalogue = f'msgid "By %(name)s"\nmsgstr "{translation}"\n\nmsgid "Skills"\nmsgstr "Doniau"\n'
    said = said_in(tmp_path, catalogue, "{{ _('By %(name)s', name='A') }} {{ _('Skills') }}")
    assert said == "By A Doniau"


def test_what_was_left_out_is_said(tmp_path: Path) -> None:
    file = tmp_path / "locale" / "cy.po"
    file.parent.mkdir()
    file.write_text('msgid "By %(name)s"\nmsgstr "Gan"\n', encoding="utf-8")
    translations = words_in("cy", (("ours", tmp_path),)).translations
    assert getattr(translations, "left_out", None) == (
        "ours/locale/cy.po: “Gan” is left out: it needs %(name)s, and no other sign of per cent but %%.",
    )


def test_a_doubtful_or_empty_translation_is_none(tmp_path: Path) -> None:
    catalogue = '#, fuzzy\nmsgid "Skills"\nmsgstr "Doniau"\n\nmsgid "Gallery"\nmsgstr ""\n'
    assert said_in(tmp_path, catalogue, "{{ _('Skills') }} {{ _('Gallery') }}") == "Sgiliau Oriel"


BROKEN: dict[str, str | bytes] = {
    "no gettext": "This is a letter, not a catalogue.\n",
    "a list that is no list": 'msgid "a"\nmsgstr[x] "b"\n',
    "words without a beginning": '"lost"\n',
    "no translation": 'msgid "a"\n',
    "no UTF-8": b'msgid "a"\nmsgstr "\xff\xfe"\n',
    "zeros": b"\0" * 4096,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "too long": 'msgid "a"\nmsgstr "' + "b" * LONGEST_FILE + '"\n',
    "an impossible day": 'msgid ""\nmsgstr "POT-Creation-Date: 2026-99-99 99:99+9999\\n"\n',
    "far too many forms": (PLURAL + 'msgstr[0] "x"\n').format(forms="nplurals=" + "9" * 5000 + "; plural=0"),
    "code for a rule": (PLURAL + 'msgstr[0] "x"\n').format(forms="nplurals=1; plural=__import__('os').system('id')"),
    "a rule that divides by nothing": (PLURAL + 'msgstr[0] "x"\n').format(forms="nplurals=1; plural=1/0"),
    "an endless rule": (PLURAL + 'msgstr[0] "x"\n').format(forms="nplurals=1; plural=" + "(" * 5000),
    "a rule of another language": (PLURAL + 'msgstr[0] "x"\n').format(forms="nplurals=2; plural=n%10 == 1"),
    "a rule out of bounds": (PLURAL + 'msgstr[0] "x"\n').format(
        forms="nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 99"
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_catalogue_costs_a_clear_sentence(tmp_path: Path, case: str) -> None:
    with pytest.raises(ThemeError, match=r"^The catalogue ours/locale/cy\.po cannot be used\. .+\.$") as caught:
        said_in(tmp_path, BROKEN[case], "{{ _('Skills') }}")
    assert caught.value.hint


BOMBS = {
    "a million forms": (PLURAL + 'msgstr[0] "x"\n').format(forms="nplurals=999999999; plural=n"),
    "the same words again and again": '# why\nmsgid "a"\nmsgstr "b"\n' * 15_000,
    "headers without end": 'msgid ""\nmsgstr "Language: ar\\n"\n' * 8_000,
    "many flags": "#, fuzzy, x\n" * 30_000 + 'msgid "a"\nmsgstr "b"\n',
    "many places": "#: \u2068" * 60_000 + '\nmsgid "a"\nmsgstr "b"\n',
    "signs of per cent": 'msgid "' + "%(" * 100_000 + '"\nmsgstr "' + "%" * 200_000 + '"\n',
    "a rule of nots": (PLURAL + 'msgstr[0] "x"\n').format(forms="nplurals=1; plural=" + "!" * 390 + "n"),
    "a great product": (PLURAL + 'msgstr[0] "x"\n').format(forms="nplurals=1; plural=" + "*".join(["9" * 40] * 8)),
}


@pytest.mark.parametrize("case", BOMBS)
def test_a_catalogue_cannot_hold_up_a_build(tmp_path: Path, case: str) -> None:
    """Whatever it holds, it is read or refused within seconds."""
    begun = time.process_time()
    try:
        assert said_in(tmp_path, BOMBS[case], "{{ _('Skills') }}") == "Sgiliau"
    except ThemeError as error:
        assert "ours/locale/cy.po" in error.message
    assert time.process_time() - begun < 10


def test_the_forms_may_stand_in_another_order_if_the_header_says_so(tmp_path: Path) -> None:
    """Latvian catalogues have their form for nothing last, where CLDR has it first."""
    forms = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10!=0 && (n%100<11 || n%100>19) ? 1 : 2)"
    catalogue = PLURAL.format(forms=forms) + 'msgstr[0] "one"\nmsgstr[1] "other"\nmsgstr[2] "zero"\n'
    template = "{% for n in (0, 1, 2, 11, 21) %}{{ ngettext('%(num)d page', '%(num)d pages', n) }} {% endfor %}"
    assert said_in(tmp_path, catalogue, template, "lv") == "zero one other zero one "


def test_fewer_forms_than_the_language_has_will_do(tmp_path: Path) -> None:
    catalogue = PLURAL.format(forms="nplurals=2; plural=n != 1") + 'msgstr[0] "un"\nmsgstr[1] "%(num)d"\n'
    template = "{% for n in (0, 1, 2, 3, 6, 7) %}{{ ngettext('%(num)d page', '%(num)d pages', n) }} {% endfor %}"
    assert said_in(tmp_path, catalogue, template) == "0 un 2 3 6 7 "


def test_plurals_without_all_their_forms_are_left_out(tmp_path: Path) -> None:
    forms = "nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2"
    catalogue = PLURAL.format(forms=forms) + 'msgstr[0] "kartka"\nmsgstr[1] ""\nmsgstr[2] "kartek"\n'
    template = "{{ ngettext('%(num)d page', '%(num)d pages', 2) }}"
    assert said_in(tmp_path, catalogue, template, "pl") == "2 strony"


# The product's own catalogues


def test_the_template_of_all_catalogues_holds_what_is_said_today() -> None:
    """After a change of words: scripts/words extract, scripts/words update, then translate."""
    assert TEMPLATE.read_text(encoding="utf-8") == written(extracted())


def test_no_language_lacks_a_word() -> None:
    """scripts/words missing says the same."""
    assert {path.stem for path in LOCALE.glob("*.po")} == set(SHIPPED)
    assert_none(missing())


@pytest.mark.parametrize("language", SHIPPED)
def test_a_catalogue_is_tidy(language: str) -> None:
    """As `update` leaves it: nothing doubtful, nothing that is no longer said, no stray space."""
    path = LOCALE / f"{language}.po"
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    assert written(catalogue) == path.read_text(encoding="utf-8")
    known = {message.id for message in extracted()}
    said = [message for message in catalogue if message.id]
    assert [message.id for message in said if message.fuzzy or message.id not in known] == []
    assert not catalogue.obsolete
    assert [words for message in said for words in _each(message.string or "") if words != words.strip()] == []
