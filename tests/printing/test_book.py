"""A profile on paper is one file of its own, shows what its reader may see and nothing else, and gives no scores."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from profilegen.loading.themes import load_theme
from profilegen.media.store import Store
from profilegen.model.audience import AUDIENCE_WORDS, Audience, audience_named
from profilegen.model.views import StudentView, ThemeWish
from profilegen.model.walking import every_media_of
from profilegen.planning.looks import look_for
from profilegen.planning.pages import printed_page, student_parts
from profilegen.printing.book import Book, book_page, read_book, with_sheet_numbers
from profilegen.printing.one_file import ONE_FILE_POLICY, as_one_file, css_of
from profilegen.printing.sheets import Paper, sheet_css
from profilegen.problems import UsageError
from profilegen.rendering.pages import render_student_pages
from profilegen.theming.kitchen_sink import student_scenes
from profilegen.theming.sink_media import made_in_name_only
from tests.building.test_canaries import ME, PLACES, TEXTS, a_school_of_canaries, canary
from tests.building.worlds import TODAY, a_school, build, every_byte, picture, write

THEMES = ("journal", "meadow", "gallery", "crisp", "base")
BROUGHT = re.compile(
    r'\s(?:src|srcset|poster)="(?!data:)|<(?:link|script|source|iframe|video|audio)\b|@import|url\((?!"data:)'
)


@pytest.fixture(scope="module")
def canaries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The profile full of canaries on paper, for every audience."""
    root = a_school_of_canaries(tmp_path_factory.mktemp("canaries"))
    return {word: book_page(read_book(root, ME, audience_named(word), today=TODAY)) for word in AUDIENCE_WORDS}


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("widest", AUDIENCE_WORDS)
def test_paper_hides_what_the_site_hides(canaries: dict[str, str], where: str, widest: str) -> None:
    for audience in Audience:
        is_there = canary(where, widest) in canaries[audience.word]
        if audience > Audience[widest.upper()]:
            assert not is_there
        elif where in TEXTS:
            assert is_there


def test_no_file_name_metadata_or_surname_is_on_paper(canaries: dict[str, str]) -> None:
    for page in canaries.values():
        assert "metadatacanary" not in page
        assert "cameraname" not in page
    for word in ("school", "public"):
        assert "urnamecanary" not in canaries[word]


def test_no_report_is_in_the_book(canaries: dict[str, str]) -> None:
    """A report has sheets of its own, and results theirs."""
    assert all(canary("report", "family") not in page for page in canaries.values())


@pytest.mark.parametrize("theme", THEMES)
def test_the_file_needs_nothing_beside_it_and_runs_nothing(tmp_path: Path, theme: str) -> None:
    book = read_book(a_school(tmp_path), "amina-x3f9", Audience.SCHOOL, today=TODAY)
    page = book_page(replace(book, look=look_for(ThemeWish(), ThemeWish(), load_theme(theme))))
    assert ONE_FILE_POLICY in page
    assert not BROUGHT.search(page)
    assert page.count('src="data:image/jpeg;base64,') >= 2


def kitchen_sink(theme: str) -> list[tuple[StudentView, str]]:
    """Every profile of the kitchen sink on paper."""
    look = look_for(ThemeWish(), ThemeWish(), load_theme(theme))
    shown = []
    for scene in student_scenes():
        made = made_in_name_only(every_media_of(scene.view) if scene.has_media else (), look.theme)
        pages = render_student_pages([printed_page(scene.view)], scene.view, student_parts(scene.view), look, made)
        shown.append((scene.view, pages["print.html"].decode("utf-8")))
    return shown


@pytest.mark.parametrize("theme", THEMES)
def test_every_story_is_there_with_what_it_set_out_to_learn_and_its_next_step(theme: str) -> None:
    for view, page in kitchen_sink(theme):
        assert page.count('class="story') >= len(view.reflections)
        for piece in view.reflections:
            assert f'id="reflection_{piece.slug}"' in page
        assert page.count('class="quoted') >= len(view.testimonials)


def test_a_step_never_stands_in_a_story() -> None:
    """A step is a number, and a story holds feedback."""
    steps = 0
    for view, page in kitchen_sink("base"):
        steps += sum(skill.step is not None for piece in view.reflections for skill in piece.skills)
        stories = page.partition('class="chapter chapter-stories"')[2].partition('<section class="chapter"')[0]
        assert not re.search(r"\bStep \d", re.sub(r'<span class="skill-step">.*?</span>', "", stories))  # never printed
    assert steps


def test_no_link_leads_out_of_the_file(canaries: dict[str, str]) -> None:
    """A page of the site is not there, and what stands in the book is."""
    for page in canaries.values():
        ids = set(re.findall(r'\sid="([^"]*)"', page))
        links = [unquote(link) for link in re.findall(r'href="([^"]*)"', page)]
        assert {link.removeprefix("#") for link in links} <= ids
        assert all(link.startswith("#") for link in links)


def test_a_recording_is_its_words_its_length_and_where_it_can_be_heard(tmp_path: Path) -> None:
    school = write(
        a_school(tmp_path),
        {
            "students/amina-x3f9/reflections/talk.yaml": """
                title: My talk
                date: 2026-10-20
                audience: school
                media: [{file: talk.m4a, transcript: I said it out loud., shows: []}]
                """,
            "students/amina-x3f9/media/talk.m4a": b"no sound at all",
        },
    )
    book = read_book(school, "amina-x3f9", Audience.FAMILY, today=TODAY)
    page = book_page(book)
    assert "I said it out loud." in page
    assert "<audio" not in page
    sink = "".join(page for _, page in kitchen_sink("base"))
    assert "<video" not in sink


def test_the_file_s_name_holds_no_surname(tmp_path: Path) -> None:
    school = a_school(tmp_path)
    assert read_book(school, "amina-x3f9", today=TODAY).name == "profile-amina-x3f9-family"
    write(school, {"students/karimi-amina/profile.yaml": "name: Amina Karimi\nname_for: {family: Mina Karimi}\n"})
    assert re.fullmatch("profile-mina-[0-9a-f]{8}-family", read_book(school, "karimi-amina", today=TODAY).name)


def test_two_children_of_one_first_name_have_files_of_their_own(tmp_path: Path) -> None:
    school, ids = a_school(tmp_path), ("noah-b2k8", "noah-c4d5", "bell", "bell-2")
    for one in ids:
        write(school, {f"students/{one}/profile.yaml": "name: Noah Bell\n"})
    names = [read_book(school, one, today=TODAY).name for one in ids]
    assert names[0] == "profile-noah-b2k8-family" and len(set(names)) == 4
    assert not [name for name in names if "bell" in name]


def test_a_student_s_own_words_about_sizes_stay_on_paper() -> None:
    """Text may hold quotes, and an alt text may end in what looks like an attribute."""
    text = '<p>I wrote srcset="a.jpg 2x" and then sizes="100vw" into it.</p>'
    picture = '<img alt="What is srcset=" sizes="100vw" srcset="b.jpg 2x" loading="lazy" width="4">'
    look = look_for(ThemeWish(), ThemeWish(), load_theme("base"))
    page = as_one_file(f"{text}<picture><source srcset=c.avif>{picture}</picture>", look, lambda _: b"")
    assert page == f'{text}<picture><img alt="What is srcset=" loading="lazy" width="4"></picture>'


def test_a_lone_folder_and_a_folder_inside_a_school_print_too(tmp_path: Path) -> None:
    school = a_school(tmp_path / "school")
    assert "My bridge" in book_page(read_book(school / "students" / "amina-x3f9", "", today=TODAY))
    lone = write(tmp_path / "lone", {"profile.yaml": "name: Ada Long\ntagline: Alone.\n", "media/a.jpg": picture()})
    assert "Alone." in book_page(read_book(lone, "", today=TODAY))


def test_who_is_not_there_or_not_for_this_reader_is_said(tmp_path: Path) -> None:
    school = a_school(tmp_path)
    with pytest.raises(UsageError, match="no student “amina-x3f8”") as not_there:
        read_book(school, "amina-x3f8", today=TODAY)
    assert "amina-x3f9" in not_there.value.hint
    with pytest.raises(UsageError, match="Nothing of ben-7k2q is meant for public"):
        read_book(school, "ben-7k2q", Audience.PUBLIC, today=TODAY)


def test_nothing_of_the_school_changes_but_its_cache(tmp_path: Path) -> None:
    school = a_school(tmp_path)
    build(school)
    before = {path: content for path, content in every_byte(school).items() if ".profilegen/" not in path}
    page = book_page(read_book(school, "amina-x3f9", today=TODAY))
    assert page == book_page(read_book(school, "amina-x3f9", today=TODAY))
    after = {path: content for path, content in every_byte(school).items() if ".profilegen/" not in path}
    assert after == before


def test_no_site_holds_what_only_paper_has(tmp_path: Path) -> None:
    school = a_school(tmp_path)
    build(school, "school")
    assert [path for path in every_byte(school / "_site") if "/paper/" in path or path.endswith("print.html")] == []


def test_a_style_sheet_ends_only_where_it_ends(tmp_path: Path) -> None:
    """A school's own theme could say `</style>` in a comment, and go on as HTML."""
    theme = load_theme("base")
    sheet = tmp_path / "evil.css"
    sheet.write_text("/* </style><meta> */", encoding="utf-8")
    look = look_for(ThemeWish(), ThemeWish(), replace(theme, static={**theme.static, "evil.css": sheet}))
    assert "</" not in css_of("evil.css", look)
    page = as_one_file('<link rel="stylesheet" href="theme/evil.css"></head>', look, Store(tmp_path).path_of)  # type: ignore[arg-type]
    assert page.count("</style>") == 1


def test_the_foot_says_whom_it_is_for_and_cannot_end_the_style_sheet() -> None:
    css = sheet_css(Paper.LETTER, 'For "A" \\ </style>', "rtl", '"Andika", sans-serif')
    assert "size: 215.9mm 279.4mm" in css
    assert "</style>" not in css
    assert '@bottom-right { content: "\\000046\\00006f\\000072' in css
    assert "297mm" in sheet_css(Paper.A4, "", "ltr", "")


def test_sheets_are_numbered_where_they_are_known() -> None:
    page = '<span class="leaf" data-leaf="a"></span><span class="leaf" data-leaf="b &amp; c"></span>'
    numbered = with_sheet_numbers(page, {"b & c": 12})
    assert re.findall(r">(\d+)<", numbered) == ["00", "12"]


def test_a_book_without_numbers_has_none(tmp_path: Path) -> None:
    """In the HTML nobody has counted the sheets: another browser would count others."""
    page = book_page(read_book(a_school(tmp_path), "amina-x3f9", today=TODAY))
    assert re.search(r'data-leaf="[^"]*">\d', page) is None
    assert isinstance(read_book(tmp_path, "amina-x3f9", today=TODAY), Book)
