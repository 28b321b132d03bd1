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


def test_the_same_link_may_be_right_on_one_page_and_broken_on_another() -> None:
    link = b'<a href="media/a.jpg">x</a> <a href="#here">y</a>'
    pages = {"one.html": link + b'<p id="here">', "deeper/two.html": link, "three.html": link + b'<p id="here">'}
    found = [(broken.page, broken.address) for broken in broken_links(pages, FILES)]
    assert found == [("deeper/two.html", "media/a.jpg"), ("deeper/two.html", "#here")]


def test_a_broken_link_that_stands_twice_on_a_page_is_told_once() -> None:
    assert broken(b'<a href="gone.html">x</a> <a class="other" href="gone.html">y</a>') == ["gone.html"]


def test_words_that_look_like_links_are_none() -> None:
    assert broken(b'<p>She wrote href="nowhere.html" and id="x" on the board.</p>') == []
