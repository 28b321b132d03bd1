"""Every link, image and fragment leads somewhere inside the site."""

from __future__ import annotations

from profilegen.publishing.audit import broken_links

SITE = {
    "index.html": b'<a href="reflections/a%20b.html#top">x</a> <img src="media/a.jpg"> <a href="#here">y</a>'
    b'<p id="here">',
    "reflections/a b.html": b'<h1 id="top">x</h1> <a href="../index.html">back</a>',
}
FILES = ("media/a.jpg", "media/a.webp")


def broken(html: bytes) -> list[str]:
    return [link.address for link in broken_links({**SITE, "new.html": html}, FILES)]


def test_a_whole_site_has_no_broken_links() -> None:
    assert broken_links(SITE, FILES) == ()


def test_a_link_to_nothing_is_found() -> None:
    assert broken(b'<a href="nowhere.html">x</a>') == ["nowhere.html"]


def test_a_fragment_that_is_not_on_its_page_is_found() -> None:
    assert broken(b'<a href="reflections/a%20b.html#bottom">x</a> <a href="#gone">') == [
        "reflections/a%20b.html#bottom",
        "#gone",
    ]


def test_each_address_of_a_srcset_is_looked_at() -> None:
    assert broken(b'<img srcset="media/a.webp 480w, media/b.webp 960w">') == ["media/b.webp"]
    assert broken(b'<img srcset="media/b.webp 960w">') == ["media/b.webp"]


def test_a_link_out_of_the_folder_is_broken() -> None:
    assert broken(b'<a href="../school.html">x</a>') == ["../school.html"]


def test_a_folder_is_no_page() -> None:
    assert broken(b'<a href="reflections/">x</a>') == ["reflections/"]


def test_links_to_outside_are_the_student_s() -> None:
    assert broken(b'<a href="https://example.org/x">x</a> <a href="mailto:a@b.example">y</a>') == []
