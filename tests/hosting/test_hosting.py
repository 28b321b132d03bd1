"""A host's folder: addresses that nobody guesses, nothing that lists students, and taking one down."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from profilegen.hosting.addresses import ADDRESSES, DOWN, is_address, read_addresses, with_addresses
from profilegen.hosting.host_files import HEADERS, ROBOTS, host_files
from profilegen.hosting.hosting import address_of, host_profiles
from profilegen.loading.themes import DEFAULT_THEME
from profilegen.model.audience import Audience
from profilegen.problems import UsageError
from profilegen.rendering.words import words_in
from tests.building.worlds import TODAY, a_school, every_byte, write
from tests.classroom.test_overview import run

AMINA, BEN = "amina-x3f9", "ben-7k2q"
WORDS = words_in("en-GB", ())


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Amina and Ben."""
    return a_school(tmp_path / "school")


def host(school: Path, out: Path, **options: object) -> dict[str, str]:
    """The addresses after one run, on the day of the tests."""
    options.setdefault("today", TODAY)
    return host_profiles(school, out, **options).addresses  # type: ignore[arg-type]


def test_each_student_has_an_address_of_a_hundred_bits_and_it_stays(school: Path, tmp_path: Path) -> None:
    first = host(school, tmp_path / "web")
    assert set(first) == {AMINA, BEN}
    assert all(is_address(word) and len(word) == 20 for word in first.values())
    before = every_byte(tmp_path / "web")
    assert host(school, tmp_path / "web") == first
    assert every_byte(tmp_path / "web") == before
    assert (tmp_path / "web" / first[AMINA] / "index.html").is_file()
    assert address_of(school, AMINA, Audience.FAMILY) == f"{first[AMINA]}/index.html"


def test_no_name_or_id_is_in_an_address_or_outside_of_its_own_folder(school: Path, tmp_path: Path) -> None:
    addresses = host(school, tmp_path / "web")
    files = every_byte(tmp_path / "web")
    canaries = {AMINA: ("amina", "Amina", "Karimi", "x3f9"), BEN: ("ben-", "Ben", "7k2q")}
    for student, words in canaries.items():
        for path, content in files.items():
            assert not any(word in path for word in words)
            if not path.startswith(addresses[student]):
                assert not any(word.encode() in content for word in words), path
    others = {path for path in files if path.split("/")[0] not in addresses.values()}
    assert all(word.encode() not in files[path] for path in others for word in addresses.values())
    assert not [path for path in files if path.endswith(".profilegen.json")]


def test_no_link_leads_out_of_a_student_s_folder(school: Path, tmp_path: Path) -> None:
    """So every path on a host will do, and no page leads to another student."""
    host(school, tmp_path / "web", audience=Audience.SCHOOL)
    for path, content in every_byte(tmp_path / "web").items():
        if path.endswith(".html") and "/" in path:
            for link in re.findall(rb'(?:href|src)="([^"#:]+)"', content):
                depth = path.count("/") - 1
                assert link.count(b"../") <= depth, f"{path}: {link!r}"


def test_another_address_on_request_and_the_old_one_is_gone(school: Path, tmp_path: Path) -> None:
    first = host(school, tmp_path / "web")
    second = host(school, tmp_path / "web", anew=(AMINA,))
    assert second[AMINA] != first[AMINA]
    assert second[BEN] == first[BEN]
    assert not (tmp_path / "web" / first[AMINA]).exists()


def test_what_is_taken_down_stays_down_until_it_gets_a_new_address(school: Path, tmp_path: Path) -> None:
    first = host(school, tmp_path / "web")
    assert set(host(school, tmp_path / "web", without=(AMINA,))) == {BEN}
    assert set(host(school, tmp_path / "web")) == {BEN}
    assert not (tmp_path / "web" / first[AMINA]).exists()
    assert address_of(school, AMINA, Audience.FAMILY) == ""
    again = host(school, tmp_path / "web", anew=(AMINA,))
    assert again[AMINA] not in (first[AMINA], DOWN)


def test_who_has_left_or_may_no_longer_be_shown_is_taken_out(school: Path, tmp_path: Path) -> None:
    first = host(school, tmp_path / "web", audience=Audience.SCHOOL)
    write(school, {f"students/{BEN}/profile.yaml": "name: Ben Lee\naudience: family\n"})
    assert set(host(school, tmp_path / "web", audience=Audience.SCHOOL)) == {AMINA}
    assert not (tmp_path / "web" / first[BEN]).exists()


def test_what_somebody_else_put_there_stays(school: Path, tmp_path: Path) -> None:
    host(school, tmp_path / "web")
    write(tmp_path / "web", {"CNAME": "profiles.example", "about/index.html": "Ours"})
    host(school, tmp_path / "web")
    assert (tmp_path / "web" / "CNAME").read_text(encoding="utf-8") == "profiles.example"
    assert (tmp_path / "web" / "about" / "index.html").is_file()


@pytest.mark.parametrize("audience", [Audience.PRIVATE, Audience.TEACHERS])
def test_what_only_few_may_see_has_no_place_on_the_web(school: Path, tmp_path: Path, audience: Audience) -> None:
    with pytest.raises(UsageError, match="no place on the web"):
        host(school, tmp_path / "web", audience=audience)


def test_folders_that_are_not_ours_or_for_others_are_refused(school: Path, tmp_path: Path) -> None:
    write(tmp_path / "mine", {"letter.txt": "Dear all"})
    with pytest.raises(UsageError, match="did not make it"):
        host(school, tmp_path / "mine")
    host(school, tmp_path / "web")
    with pytest.raises(UsageError, match="is for family, not for school"):
        host(school, tmp_path / "web", audience=Audience.SCHOOL)
    for inside in (school, school / "students", tmp_path):
        with pytest.raises(UsageError, match="in each other"):
            host(school, inside)
    with pytest.raises(UsageError, match="no path on a host"):
        host(school, tmp_path / "other", base="profiles")
    with pytest.raises(UsageError, match="no student “amina-x3f8”"):
        host(school, tmp_path / "web", without=("amina-x3f8",))


# addresses.yaml


def test_what_people_write_into_addresses_yaml_stays(school: Path) -> None:
    write(school, {ADDRESSES: f"# Ours: ask Ms Kaur.\n{AMINA}.family: {'a' * 20}  # by phone\n"})
    known = read_addresses(school)
    text = with_addresses(known, Audience.FAMILY, [AMINA, BEN]).text
    assert text.startswith(f"# Ours: ask Ms Kaur.\n{AMINA}.family: {'a' * 20}  # by phone\n{BEN}.family: ")
    changed = with_addresses(known, Audience.FAMILY, [], anew=[AMINA]).text
    assert re.search(rf"^{AMINA}\.family: [a-z2-7]{{20}}  # by phone$", changed, re.MULTILINE)
    assert f"\n{AMINA}.family.old: {'a' * 20}\n" in changed


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_name_in_quotes_keeps_its_line(school: Path, quote: str) -> None:
    write(school, {ADDRESSES: f"{quote}{AMINA}.family{quote}: {'a' * 20}\n"})
    found = with_addresses(read_addresses(school), Audience.FAMILY, [AMINA], anew=[AMINA])
    assert found.text.count(f"{AMINA}.family{quote}:") == 1
    write(school, {ADDRESSES: found.text})
    assert read_addresses(school).words == found.words


@pytest.mark.parametrize(
    "text",
    [
        f"{{{AMINA}.family: {'a' * 20}}}\n",
        f"? {AMINA}.family\n: {'a' * 20}\n",
        f"{AMINA}.family:\n  {'a' * 20}\n",
        f"{AMINA}.family: {'a' * 20}\n...\n",
    ],
)
def test_a_file_that_cannot_be_added_to_stays_as_it_is(school: Path, tmp_path: Path, text: str) -> None:
    """A line at its end would make it unreadable, or say something else than it should."""
    write(school, {ADDRESSES: text})
    with pytest.raises(UsageError, match="in a way that profilegen cannot add to"):
        host(school, tmp_path / "web", anew=(AMINA,))
    assert (school / ADDRESSES).read_text(encoding="utf-8") == text
    assert read_addresses(school).word_of(AMINA, Audience.FAMILY) == "a" * 20


def test_a_file_that_says_nothing_yet_is_added_to(school: Path, tmp_path: Path) -> None:
    write(school, {ADDRESSES: "# Ask Ms Kaur.\n"})
    host(school, tmp_path / "web")
    assert (school / ADDRESSES).read_text(encoding="utf-8").startswith("# Ask Ms Kaur.\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{AMINA}.family: amina\n", "no address that is hard to guess"),
        (f"{AMINA}.family: [{'a' * 20}]\n", "no address that is hard to guess"),
        (f"{AMINA}.family: {'a' * 20} {'b' * 20}\n", "no address that is hard to guess"),
        (f"{AMINA}.family.old: {DOWN}\n", "no address that is hard to guess"),
        (f"{AMINA}: {'a' * 20}\n", "whose address it is, and for whom"),
        (f"{AMINA}.teachers: {'a' * 20}\n", "whose address it is, and for whom"),
        (f"{AMINA}.family: {'a' * 20}\n{BEN}.family: {'a' * 20}\n", "one address stands twice"),
        (f"{AMINA}.family: {'a' * 20}\n{AMINA}.public: {'a' * 20}\n", "one address stands twice"),
        (f"{AMINA}.family: {'a' * 20}\n{AMINA}.family.old: {'a' * 20}\n", "one address stands twice"),
        (f"{AMINA}.family: 'half\n", "cannot be read"),
    ],
)
def test_an_addresses_yaml_that_is_not_safe_stops_before_anything_is_written(
    school: Path, tmp_path: Path, text: str, said: str
) -> None:
    write(school, {ADDRESSES: text})
    with pytest.raises(UsageError, match=said):
        host(school, tmp_path / "web")
    assert not (tmp_path / "web").exists()
    assert (school / ADDRESSES).read_text(encoding="utf-8") == text


# What hosts are told


def test_robots_may_fetch_every_page_so_that_they_read_its_noindex(school: Path, tmp_path: Path) -> None:
    """And nothing at the top tells for whom the folder was made."""
    host(school, tmp_path / "web")
    text = (tmp_path / "web" / "robots.txt").read_text(encoding="utf-8")
    assert text == ROBOTS == "User-agent: *\nDisallow:\n"
    at_the_top = [file for file in (tmp_path / "web").iterdir() if file.is_file()]
    assert not [file.name for file in at_the_top if "family" in file.read_text(encoding="utf-8")]


def test_apache_lists_no_folder(school: Path, tmp_path: Path) -> None:
    host(school, tmp_path / "web")
    assert "Options -Indexes" in (tmp_path / "web" / ".htaccess").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("base", ["/", "/schools/profiles/"])
def test_every_host_is_told_every_header_in_its_own_language(base: str) -> None:
    files = host_files(base, WORDS)
    rules = files["_headers"].splitlines()
    assert rules[0] == f"{base}*"
    assert dict(line.strip().split(": ", 1) for line in rules[1:]) == HEADERS
    (rule,) = json.loads(files["vercel.json"])["headers"]
    assert {one["key"]: one["value"] for one in rule["headers"]} == HEADERS
    azure = json.loads(files["staticwebapp.config.json"])
    assert azure["globalHeaders"] == HEADERS
    assert azure["responseOverrides"]["404"]["rewrite"] == f"{base}404.html"
    iis = ET.fromstring(files["web.config"])  # noqa: S314 - our own
    assert {one.get("name"): one.get("value") for one in iis.findall(".//customHeaders/add")} == HEADERS
    for name, value in HEADERS.items():
        assert f'Header always set {name} "{value}"' in files[".htaccess"]
        assert f'add_header {name} "{value}" always;' in files["nginx-headers.conf"]
    assert f"ErrorDocument 404 {base}404.html" in files[".htaccess"]


def test_the_page_for_a_wrong_address_needs_nothing_and_names_nobody(school: Path, tmp_path: Path) -> None:
    host(school, tmp_path / "web")
    page = (tmp_path / "web" / "404.html").read_text(encoding="utf-8")
    assert page == (tmp_path / "web" / "index.html").read_text(encoding="utf-8")
    assert "href=" not in page
    assert "src=" not in page
    assert "Hillside" not in page
    assert 'content="noindex, nofollow"' in page
    assert DEFAULT_THEME not in page


def test_every_page_asks_not_to_be_listed(school: Path, tmp_path: Path) -> None:
    host(school, tmp_path / "web")
    for path, content in every_byte(tmp_path / "web").items():
        if path.endswith(".html"):
            assert b'<meta name="robots" content="noindex, nofollow">' in content, path


# On the command line


def test_the_command_says_what_is_to_be_done(school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("host", school, "--out", tmp_path / "web", "--today", TODAY) == 0
    said = capsys.readouterr().out
    assert "2 profiles, each at an address of its own" in said
    assert "Make it again at least every month" in said
    assert run("host", school, "--out", tmp_path / "web", "--without", BEN, "--today", TODAY) == 0
    said = capsys.readouterr().out
    assert "1 address leads nowhere any more" in said
    assert "What somebody has saved at home stays there" in said
    assert f"Taken down until they get a new address: {BEN}." in said


def test_the_guide_says_that_a_folder_does_not_expire_by_itself() -> None:
    guide = Path(__file__).resolve().parents[2] / "starter_kit" / "guides" / "hosting.md"
    text = " ".join(guide.read_text(encoding="utf-8").split())
    assert "Make it again at least every month" in text
    assert "the host does not look at the calendar" in text


def test_a_lone_folder_has_an_address_too(tmp_path: Path) -> None:
    lone = write(tmp_path / "ada", {"profile.yaml": "name: Ada Long\ntagline: Alone.\n"})
    (word,) = host(lone, tmp_path / "web").values()
    assert (tmp_path / "web" / word / "index.html").is_file()
