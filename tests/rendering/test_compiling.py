"""Compiled templates are kept between builds, where that is safe; and nothing is lost where it is not."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import DictLoader

from profilegen.rendering.compiling import kept_code
from profilegen.rendering.sandbox import ThemeEnvironment
from profilegen.rendering.words import Words, words_in

TEMPLATE = "{{ _('Close') }} {{ name }}"


@pytest.fixture(autouse=True)
def temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files of this test alone."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield tmp_path


def written(words: Words | None = None, template: str = TEMPLATE) -> str:
    """What a fresh environment, as in a fresh process, makes of a template."""
    said = words or words_in("en-GB")
    environment = ThemeEnvironment(
        said, loader=DictLoader({"page.html": template}), autoescape=True, bytecode_cache=kept_code(said)
    )
    return environment.get_template("page.html").render(name="Amina")


def kept(folder: Path) -> list[Path]:
    """The files that were kept."""
    return sorted(folder.rglob("*.cache"))


def test_code_is_kept_and_used_again(temporary_files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert written() == "Close Amina"
    assert len(kept(temporary_files)) == 1
    monkeypatch.setattr(ThemeEnvironment, "_generate", None)  # a second compiling would fail
    assert written() == "Close Amina"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_nobody_else_can_read_or_write_it(temporary_files: Path) -> None:
    written()
    assert stat.S_IMODE(kept(temporary_files)[0].parent.stat().st_mode) == stat.S_IRWXU


def test_a_changed_template_is_compiled_anew() -> None:
    written()
    assert written(template="{{ name }}!") == "Amina!"


def test_each_language_and_catalogue_has_its_own() -> None:
    class Welsh:
        def gettext(self, words: str) -> str:
            return {"Close": "Cau"}[words]

    assert written() == "Close Amina"
    assert written(Words("cy", Welsh())) == "Cau Amina"  # type: ignore[arg-type]
    assert written(Words("en-GB", Welsh(), edition="school's own")) == "Cau Amina"  # type: ignore[arg-type]


def test_a_file_cut_off_anywhere_is_no_file(temporary_files: Path) -> None:
    written()
    whole = kept(temporary_files)[0].read_bytes()
    for length in (*range(80), *range(80, len(whole), 41)):
        kept(temporary_files)[0].write_bytes(whole[:length])
        assert written() == "Close Amina"
        assert kept(temporary_files)[0].read_bytes() == whole


def test_a_file_of_something_else_is_no_file(temporary_files: Path) -> None:
    written()
    for content in (b"", b"\0" * 4096, b"j2 something else altogether", os.urandom(512)):
        kept(temporary_files)[0].write_bytes(content)
        assert written() == "Close Amina"


def test_without_a_safe_place_nothing_is_kept(temporary_files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(temporary_files / "not there"))
    if os.name != "nt":
        assert kept_code(words_in("en-GB")) is None
    assert written() == "Close Amina"


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs accounts")
def test_a_link_that_somebody_laid_there_is_not_followed(temporary_files: Path) -> None:
    elsewhere = temporary_files / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    (temporary_files / f"_jinja2-cache-{os.getuid()}").symlink_to(elsewhere)
    assert written() == "Close Amina"
    assert kept(elsewhere) == []


def test_a_folder_that_vanishes_costs_nothing_but_time(temporary_files: Path) -> None:
    cache = kept_code(words_in("en-GB"))
    assert cache is not None
    if os.name != "nt":
        Path(cache.directory).rmdir()
    environment = ThemeEnvironment(words_in("en-GB"), loader=DictLoader({"page.html": TEMPLATE}), bytecode_cache=cache)
    assert environment.get_template("page.html").render(name="Amina") == "Close Amina"
