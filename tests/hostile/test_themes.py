"""A stranger's theme reads no file, runs no code, reaches no network, and takes no more than a page may take."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import TemplateError
from markupsafe import Markup

from profilegen.bundled import themes
from profilegen.loading.theme_styles import outside_requests
from profilegen.loading.themes import ThemeError, load_theme
from profilegen.model.views import PieceView
from profilegen.rendering import pages
from profilegen.rendering.bounds import Allowance, TooMuchError, plain_form
from profilegen.rendering.compiling import kept_code
from profilegen.rendering.environment import environment_for
from profilegen.rendering.keeping import MEMORY
from profilegen.rendering.kiosk import KIOSK_SCRIPT
from profilegen.rendering.markdown import to_html
from profilegen.rendering.staying import POLICY, SCRIPTS, LeavesError, check_stays, links_in
from profilegen.rendering.words import words_in
from tests.building.worlds import write
from tests.hostile.arena import BYSTANDERS, HANA, build, files_below, school_of_three
from tests.hostile.theme_cases import CALLS, LOOPS, NEVER_GIVEN, SIZES, TAGS

BOMBS = {**LOOPS, **CALLS, **SIZES}
SECONDS = 40.0  # of a processor; a page may take three, its Markdown ten, and machines that test may be slow and busy
KILOBYTES = 300_000
RENDER = """
import json, sys, time
from pathlib import Path
from profilegen.rendering.environment import environment_for
from tests.hostile.theme_cases import CALLS, LOOPS, SIZES
said = {}
for number, (name, template) in enumerate({**LOOPS, **CALLS, **SIZES}.items()):
    folder = Path(sys.argv[1]) / str(number)
    (folder / "templates").mkdir(parents=True)
    (folder / "templates/page.html").write_text(template, encoding="utf-8")
    begun = time.process_time()
    try:
        page = environment_for((("strange", folder),), "en-GB").get_template("page.html").render({"kept fragments": {}})
        reason = f"written: {len(page)} letters"
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"[:300]
    said[name] = [time.process_time() - begun, reason]
status = Path("/proc/self/status")  # the kernel's other count goes on from that of the process which started this one
lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
peak = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
print(json.dumps({"said": said, "peak": peak}))
"""


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Every bomb, one after the other in one process: how long each took, what was said, and the most memory."""
    done = subprocess.run(
        [sys.executable, "-c", RENDER, str(tmp_path_factory.mktemp("bombs"))],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_an_error_within_seconds(name: str, rendered: dict[str, Any]) -> None:
    seconds, reason = rendered["said"][name]
    assert not reason.startswith("written"), reason
    assert not reason.startswith("MemoryError"), reason
    assert seconds < SECONDS, reason


@pytest.mark.skipif(sys.platform != "linux", reason="only here is memory counted in kilobytes")
def test_all_bombs_together_take_little_memory(rendered: dict[str, Any]) -> None:
    assert rendered["peak"] < KILOBYTES


@pytest.mark.parametrize("asked", NEVER_GIVEN)
def test_a_theme_is_not_given_what_it_has_no_need_of(asked: str) -> None:
    environment = environment_for((("base", themes() / "base"),), "en-GB")
    with pytest.raises(TemplateError):
        environment.from_string(f"{{{{ {asked} }}}}").render()


def test_nothing_that_a_page_is_given_leads_out_of_the_view(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every name that a template can ask of every value, and of what it gets: words, numbers, days and views."""
    seen: list[tuple[Any, dict[str, Any]]] = []
    real = pages._rendered

    def watched(environment: Any, page: Any, given: dict[str, Any]) -> str:
        seen.append((environment, given))
        return real(environment, page, given)

    monkeypatch.setattr(pages, "_rendered", watched)
    build(school_of_three(tmp_path), "school")
    assert len(seen) > 3
    plain = {
        "str",
        "int",
        "float",
        "bool",
        "NoneType",
        "date",
        "Markup",
        "tuple",
        "dict",
        "list",
        "Fields",
        "mappingproxy",
    }
    for environment, given in seen:
        for value in reached(environment, [one for name, one in given.items() if name != MEMORY]):
            kind = type(value)
            is_for_templates = kind.__module__.startswith(("profilegen.model.", "profilegen.rendering.p"))
            is_function = kind.__name__ == "function" and value.__name__ in ("picture", "recording", "document")
            is_asked = kind.__name__ in ("method", "builtin_function_or_method", "method-wrapper")
            assert kind.__name__ in plain or is_for_templates or is_function or is_asked, f"{kind} {value!r}"


def reached(environment: Any, given: list[Any]) -> Iterator[Any]:
    """All that can be had of these values by the names and places that a template may write."""
    known: set[int] = set()
    waiting = [*given]
    kept: list[Any] = []  # so that no other value gets the number of one that is gone
    while waiting:
        value = waiting.pop()
        if id(value) in known:
            continue
        known.add(id(value))
        kept.append(value)
        yield value
        if isinstance(value, (str, int, float)) or value is None:
            continue
        if isinstance(value, (tuple, list)):
            waiting += value
        elif hasattr(value, "values") and isinstance(value, dict):
            waiting += [*value.values()]
        for name in [*dir(value), *getattr(type(value), "_field_names", ())]:
            for ask in (environment.getattr, environment.getitem):
                found = ask(value, name)
                if not isinstance(found, environment.undefined):
                    assert not name.startswith("_"), f"{type(value)}.{name}"
                    waiting.append(found)


@pytest.mark.parametrize(
    "asked",
    [
        *(
            "self.__class__",
            "self._TemplateReference__context",
            "self['_TemplateReference__context']",
            "self.x.__init__",
        ),
        *("m.__globals__", "m._func", "m._environment", "m.__call__", "m.name", "namespace.__init__", "range.__self__"),
        *(
            "ns.__class__",
            "ns._Namespace__attrs",
            "_.__closure__",
            "gettext.__globals__",
            "_.__self__",
            "initials.__wrapped__",
        ),
        *("page.picture.__closure__", "page.picture.__globals__", "picture.__code__", "page.recording.__module__"),
        *(
            "''.__class__",
            "''.format",
            "('a'|upper).__class__",
            "(1).real",
            "(1.5).hex",
            "[].__class__",
            "{}.__class__",
        ),
        *(
            "none.__class__",
            "true.__class__",
            "range(3).start",
            "(1, 2).count",
            "[1].index",
            "{}.fromkeys",
            "missing.x",
        ),
        *(
            "one.m",
            "one.__dict__",
            "one._body_stream",
            "one.environment",
            "page['__class__']",
            "page.__class__.__mro__",
        ),
        *("[page]|map(attribute='__class__')|list", "[page]|map(attribute='picture.__globals__')|list", "page._x"),
        *("[page]|selectattr('__class__')|list", "[page]|groupby('__class__')", "[page]|sort(attribute='__class__')"),
        *("[page]|sum(attribute='__class__')", "[page]|join(attribute='__class__')", "page|string", "picture|string"),
        *("page", "[page]", "picture", "self", "m", "ns", "range(3)", "[page] ~ ''", "'%s' % page", "'%r' % 'x'"),
        *(
            "'%s' % (page,)",
            "'%(x)s' % {'x': page}",
            "[page]|join",
            "_('%(x)s', x=page)",
            "page|upper",
            "''|upper|attr",
        ),
        *("environment", "context", "loader", "caller.__closure__", "super.__self__", "loop.x", "kept"),
    ],
)
def test_no_way_leads_behind_a_value(asked: str) -> None:
    environment = environment_for((("base", themes() / "base"),), "en-GB")
    view = pages.PageView("index", "A", "index.html", "", "en-GB", "ltr", *[lambda *_: None] * 3)
    set_up = "{% set ns = namespace(a=1) %}{% macro m() %}{% endmacro %}{% import 'parts/words.html' as one %}"
    with pytest.raises(TemplateError):
        environment.from_string(set_up + f"{{{{ {asked} }}}}").render(page=view, picture=view.picture)


@pytest.mark.parametrize(
    "asked", ["loop.__class__", "loop._iterable", "loop._recurse", "loop._undefined", "loop._after"]
)
def test_a_loop_is_only_what_its_documentation_says(asked: str) -> None:
    environment = environment_for((("base", themes() / "base"),), "en-GB")
    with pytest.raises(TemplateError):
        environment.from_string(f"{{% for one in [1, 2] %}}{{{{ {asked} }}}}{{% endfor %}}").render()


THEME = "name: strange\nextends: journal\n"
BEGINS = (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
)


@pytest.mark.parametrize(
    "page",
    [
        "<p>Hello</p>",
        "<!-- " + BEGINS + " -->",
        BEGINS.replace("'none'", "*", 1),
        BEGINS.replace("<head>", "<head><script src='https://example.org/x.js'></script>"),
        BEGINS.replace('lang="en"', "lang=en onload=alert(1)"),
        BEGINS + '<meta http-equiv="refresh" content="0;url=https://example.org/?name=Amina">',
        BEGINS + "<META HTTP-EQUIV=x-dns-prefetch-control content=on>",
        BEGINS + '<link rel="preconnect" href="https://amina.example.org">',
        BEGINS + '<link rel="dns-prefetch" href="//amina.example.org">',
        BEGINS + '<link rel="prefetch" href="a.html">',
        BEGINS + '<link rel="stylesheet" href="https://example.org/a.css">',
        BEGINS + '<link rel="stylesheet" href="/a.css">',
        BEGINS + "<script>location = 'https://example.org'</script>",
        BEGINS + '<script src="data:text/javascript,1"></script>',
        BEGINS + '<iframe src="a.html"></iframe>',
        BEGINS + '<base href="https://example.org/">',
        BEGINS + '<object data="a.svg"></object>',
        BEGINS + "<a" * 200_000,
        BEGINS + "<p>cut off <",
        *(BEGINS.replace('lang="en"', f'lang="en" {given}') for given in ('onclick="alert(1)"', 'style="a: b"')),
        *(
            BEGINS.replace("\n<head>", f"{space}<head>")
            for space in ("\N{NO-BREAK SPACE}", "\x1c", "\f", "\u2003", "\0")
        ),
        BEGINS.replace("Security", "\N{LATIN SMALL LETTER LONG S}ecurity"),
        BEGINS.replace("<html", "<!-- --><html"),
        *(BEGINS + tag for tag in TAGS),
    ],
)
def test_a_page_that_could_lead_out_is_refused(page: str) -> None:
    with pytest.raises(LeavesError):
        check_stays(page)


@pytest.mark.parametrize(
    "tags",
    [
        "<p class=a>1 > 0</p ><br/><hr /><!-- a note --><!----><img src='a.png' alt=\"it's\"><B>bold</B>",
        '<svg viewBox="0 0 1 1"><a xlink:href="a.html"><path d="M0 0h1"/></a></svg><a href="">here</a>',
        '<a href="../a/b.html#%C3%BC-c">a</a><a href="#c">c</a><link rel="stylesheet" href="theme/a.css">',
        '<meta name="referrer" content="no-referrer"><body data-root="../"><input type="search" hidden>',
        '<p title="&lt;script src=x&gt;">&lt;base href=x&gt;</p>',
        *(f'<script src="{script}" defer></script>' for script in SCRIPTS),
    ],
)
def test_what_is_harmless_may_stand_on_a_page(tags: str) -> None:
    check_stays(BEGINS + tags)


def test_scripts_are_those_of_the_product_and_lie_where_the_page_s_root_is() -> None:
    for script in SCRIPTS:
        check_stays(f'{BEGINS}<script src="../{script}"></script>', "../")
        with pytest.raises(LeavesError):
            check_stays(f'{BEGINS}<script src="../{script}"></script>')
    base = themes() / "base"
    pages = [page.read_text("utf-8") for page in (base / "templates").glob("*.html")]
    named = [one for page in pages for one in re.findall(r'<script src="{{ page\.root }}([^"]*)"', page)]
    assert sorted(named) == sorted(SCRIPTS)
    static = base / "static"
    there = {f"theme/{file.relative_to(static).as_posix()}" for file in static.rglob("*.js")}
    assert there == {*SCRIPTS, KIOSK_SCRIPT} - {"search.js"}  # no template names that one: it is put in afterwards


OUTSIDE = "See [mine](https://example.org/a?b=1&c=%C3%A9) and <mailto:a@example.org>."


def test_only_an_address_that_a_person_wrote_leads_outside() -> None:
    links = links_in((PieceView("reflection", OUTSIDE, "a.html"), {"alone": " https://example.net/x "}))
    assert links == {"https://example.org/a?b=1&c=%C3%A9", "mailto:a@example.org", "https://example.net/x"}
    check_stays(BEGINS + str(to_html(OUTSIDE)), "", links)
    for tag in (
        str(to_html("[mine](https://example.org/a?b=Amina)")),
        '<link rel="icon" href="https://example.net/x">',
    ):
        with pytest.raises(LeavesError):
            check_stays(BEGINS + tag, "", links)


@pytest.mark.parametrize(
    ("added", "stays"),
    [
        ("{{ profile.about|markdown }}", True),
        ("{{ ('[a](https://example.org/?' ~ profile.name|slug ~ ')')|markdown }}", False),
        ("<a href='https://example.org/{{ profile.name|slug }}'>a</a>", False),
        ('<script src="{{ page.root }}theme/evil.txt"></script>', False),
        ('<script src="{{ page.root }}theme/players.js"></script>', True),
    ],
)
def test_a_theme_adds_no_way_out_to_what_a_person_wrote(added: str, stays: bool, tmp_path: Path) -> None:
    template = '{% extends "journal/index.html" %}{% block footer %}' + added + "{% endblock %}"
    files = {"theme.yaml": THEME, "templates/index.html": template, "static/evil.txt": "alert(1)"}
    school = write(school_of_three(tmp_path), {f"themes/strange/{name}": text for name, text in files.items()})
    for student in (school / "students").iterdir():
        profile = student / "profile.yaml"
        about = 'theme: strange\nabout: "[my club](https://example.org/club)"\n'
        profile.write_text(profile.read_text(encoding="utf-8") + about, encoding="utf-8")
    said = [one.message for one in build(school).problems if one.rule == "theme-mistake"]
    assert (not said) is stays, said
    assert all("out of the site" in one for one in said)


def test_the_policy_is_that_of_the_base_theme() -> None:
    assert f'content="{POLICY}"' in (themes() / "base/templates/page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["journal", "meadow", "gallery", "crisp"])
def test_the_pages_of_the_product_s_own_themes_stay(theme: str, tmp_path: Path) -> None:
    """Under a stranger's name they are looked at like a stranger's."""
    record = f"name: strange\nextends: {theme}\ndefault_palette: harbour\n"
    school = write(school_of_three(tmp_path), {"themes/strange/theme.yaml": record})
    with (school / "school.yaml").open("a", encoding="utf-8") as settings:
        settings.write("theme: strange\n")
    summary = build(school, "school")
    assert not [one.message for one in summary.problems if one.rule == "theme-mistake"]
    assert (school / "_site/school/theme/base.css").is_file()


FILES: dict[str, tuple[dict[str, str | bytes], str]] = {
    "a script": ({"static/a.js": "fetch('x')"}, "script"),
    "a module": ({"static/a.MJS": "1"}, "script"),
    "a script of the product's": ({"static/players.JS": "1"}, "script"),
    "a folder in a script's place": ({"static/players.js/a.txt": "1"}, "script"),
    "a page": ({"static/a.html": "<p>"}, "a.html"),
    "something else": ({"static/a.exe": b"MZ"}, "a.exe"),
    "a page without a name": ({"static/LICENCE": "\n <script>1</script>"}, "LICENCE"),
    "a drawing that runs": (
        {"static/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"},
        "script",
    ),
    "a drawing that acts": ({"static/a.svg": "<svg onload='1'></svg>"}, "onload"),
    "a drawing that links": ({"static/a.svg": "<svg><a href='javascript:1'></a></svg>"}, "a.svg"),
    "a drawing of entities": ({"static/a.svg": "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>"}, "a.svg"),
    "a drawing with a page": ({"static/a.svg": "<svg><foreignObject/></svg>"}, "f"),
    "a drawing in another code": ({"static/a.svg": "<svg/>".encode("utf-16")}, "a.svg"),
    "a style sheet from outside": (
        {"static/a.css": "p {}\n@import 'https://example.org/a.css';"},
        "line 2: https://example.org",
    ),
    "a font from outside": ({"static/a.css": "a{b:u\\72l(//example.org/a.woff2)}"}, "line 1: //example.org"),
    "a style sheet in another code": ({"static/a.css": b"\xff\xfea"}, "UTF-8"),
    "many files": ({f"static/{n}.txt": "" for n in range(600)}, "more than 500"),
    "a large template": ({"templates/a.html": "x" * 100_001}, "templates/a.html"),
    "large templates": ({f"templates/{n}.html": "x" * 90_000 for n in range(6)}, "all of templates/"),
    "a large catalogue": ({"locale/cy.po": "#" * 600_000}, "locale/cy.po"),
    "a large file": ({"static/a.png": b"x" * 2_000_001}, "static/a.png"),
    "a style sheet as a font": ({"theme.yaml": THEME + "fonts: {a: 'x; } * { background: red'}\n"}, "theme.yaml"),
    "a style sheet as a colour": (
        {"theme.yaml": (themes() / "base/theme.yaml").read_text(encoding="utf-8").replace("line: ", "line: red;} ", 1)},
        "colour",
    ),
    "many pictures": (
        {"theme.yaml": THEME + f"variants: {{a: {{widths: {[*range(1, 40)]}, for: pictures}}}}\n"},
        "pictures",
    ),
    "a large picture": ({"theme.yaml": THEME + "variants: {a: {widths: [999999], for: pictures}}\n"}, "pictures"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_theme_that_holds_what_it_may_not_is_refused(name: str, tmp_path: Path) -> None:
    files, says = FILES[name]
    write(tmp_path / "themes/strange", {"theme.yaml": THEME, **files})
    with pytest.raises(ThemeError) as refused:
        load_theme("strange", tmp_path)
    assert says in refused.value.message
    assert refused.value.hint


def test_a_sparse_gigabyte_is_not_even_read(tmp_path: Path) -> None:
    write(tmp_path / "themes/strange", {"theme.yaml": THEME, "static/a.png": b""})
    with (tmp_path / "themes/strange/static/a.png").open("r+b") as large:
        large.truncate(1_000_000_000)
    with pytest.raises(ThemeError, match="too large"):
        load_theme("strange", tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")
@pytest.mark.parametrize("linked", ["strange", "strange/static/a.txt"])
def test_a_link_to_somewhere_else_is_refused(linked: str, tmp_path: Path) -> None:
    """Be it to a theme of the product's own."""
    at = tmp_path / "themes" / linked
    if linked != "strange":
        write(tmp_path / "themes/strange", {"theme.yaml": THEME})
    at.parent.mkdir(parents=True)
    at.symlink_to(themes() / ("journal" if linked == "strange" else "README.md"))
    with pytest.raises(ThemeError, match="link"):
        load_theme("strange", tmp_path)


def test_the_product_s_own_themes_are_its_own_wherever_a_school_lies() -> None:
    assert load_theme("journal", themes().parent).static


def test_a_sound_theme_may_have_styles_fonts_pictures_and_drawings(tmp_path: Path) -> None:
    drawing = (
        "<?xml version='1.0' encoding='utf-8'?><!-- mine --><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
    )
    files: dict[str, str | bytes] = {
        "static/strange.css": "@import 'more.css';\np { background: url(a.svg) }\n",
        "static/a.svg": drawing + "<defs><linearGradient id='a'/></defs><path d='M0 0h9' fill='url(#a)'/></svg>",
        **{"static/a.woff2": b"wOF2", "static/LICENCE": "Free.\n", "static/OFL.txt": "Free.\n", "README.md": "Mine.\n"},
    }
    write(tmp_path / "themes/strange", {"theme.yaml": THEME, **files})
    assert {"strange.css", "a.svg", "LICENCE", "base.css"} <= set(load_theme("strange", tmp_path).static)


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a{b:url(https://e.org)}", [(1, "https://e.org")]),
        ("\n/* url(http://no) */ a{b:URL( '//e.org/a' )}", [(2, "//e.org/a")]),
        ("a{b:\\75 rl(h\\74tps://e.org)}", [(1, "https://e.org")]),
        ("a{b:image-set('https://e.org' 1x)}", [(1, "https://e.org")]),
        ("a{--b:'https://e.org'}", [(1, "https://e.org")]),
        ("@import 'data:text/css,x';", [(1, "data:text/css,x")]),
        ("a{b:url(/a)}", [(1, "/a")]),
        ("a{b:url(\\\\\\\\e.org)}", [(1, "\\\\e.org")]),
        ("a{b:url(https://open", [(1, "https://open")]),
        ("a{content:'https://e.org'} a[href^='https:']{} @namespace url(http://www.w3.org/1999/xhtml);", []),
        ("@import 'a.css'; a{b:url(a.svg#b) url(#c) url(data:image/png;base64,AA)}", []),
    ],
)
def test_what_a_style_sheet_asks_for_outside(css: str, found: list[tuple[int, str]]) -> None:
    assert outside_requests(css) == found


@pytest.mark.parametrize("piece", ['"', "'", "\\", "/*", "url(", "(", "[", "a", "\\a", "@import '", "u\\72l(", "\n"])
def test_a_style_sheet_of_anything_is_read_in_a_moment(piece: str) -> None:
    assert outside_requests(piece * (200_000 // len(piece))) == []


def test_one_student_s_hostile_theme_harms_nobody_else(tmp_path: Path) -> None:
    """Each says which template, which line and why; the others' sites are there, byte for byte."""
    school = school_of_three(tmp_path)
    build(school)
    others = [files_below(school / "_site/family/students" / one) for one in BYSTANDERS]
    write(
        school,
        {"themes/strange/theme.yaml": THEME, "themes/strange/templates/index.html": "<p>\n" + LOOPS["loops in loops"]},
    )
    profile = school / "students" / HANA / "profile.yaml"
    profile.write_text(profile.read_text(encoding="utf-8") + "theme: strange\n", encoding="utf-8")
    (said,) = [one for one in build(school).problems if one.rule == "theme-mistake"]
    assert "templates/index.html, line 2" in said.message
    assert "too much work" in said.message
    assert said.student == HANA
    assert [files_below(school / "_site/family/students" / one) for one in BYSTANDERS] == others


def test_a_theme_s_templates_are_bounded_in_all(tmp_path: Path) -> None:
    """However many names a part may have: what is compiled once is kept."""
    write(tmp_path, {f"templates/part{n}.html": "x" * 90_000 for n in range(12)})
    write(tmp_path, {"templates/page.html": "{% for i in range(12) %}{% include 'part%s.html' % i %}{% endfor %}"})
    with pytest.raises(TooMuchError, match="more than 1,000,000 letters"):
        environment_for((("strange", tmp_path),), "en-GB").get_template("page.html").render()


def test_of_a_stranger_s_theme_no_code_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    write(tmp_path, {"theme/templates/page.html": '{% extends "parts/words.html" %}'})
    environment_for((("strange", tmp_path / "theme"), ("base", themes() / "base")), "cy").get_template(
        "page.html"
    ).render()
    assert len([*tmp_path.rglob("*.cache")]) == 1


def test_what_is_kept_of_older_themes_is_emptied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    cache = kept_code(words_in("en-GB"))
    assert cache is not None
    for number in range(2_001):
        file = Path(cache.directory) / f"profilegen-old-{number}.cache"
        file.write_bytes(b"")
        os.utime(file, (number, number))
    kept_code(words_in("cy"))
    left = {file.name for file in Path(cache.directory).iterdir()}
    assert len(left) == 1_001
    assert "profilegen-old-2000.cache" in left


def test_long_texts_with_places_are_not_kept() -> None:
    plain_form.cache_clear()
    assert Allowance().rest("%s" + "x" * 300, "y") == "y" + "x" * 300
    assert plain_form.cache_info().currsize == 0


def test_markup_stays_markup() -> None:
    """Bounds change nothing of what is written."""
    environment = environment_for((("base", themes() / "base"),), "en-GB")
    template = environment.from_string("{{ a ~ '<' }}{{ a + '<' }}{{ '%s<' % '&' }}{{ [a, '<']|join(' ') }}{{ a * 2 }}")
    assert template.render(a=Markup("<b>")) == "<b>&lt;<b>&lt;%s&lt;".replace("%s", "&amp;") + "<b> &lt;<b><b>"
