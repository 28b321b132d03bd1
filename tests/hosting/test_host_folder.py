"""What goes into a host's folder and what comes out of it: each audience apart, today's sites only, and only ours."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from profilegen.build import Summary, build_site
from profilegen.building.site import CACHE_FOLDER
from profilegen.hosting import hosting
from profilegen.hosting.addresses import ADDRESSES, DOWN, read_addresses
from profilegen.hosting.hosting import address_of, host_profiles
from profilegen.model.audience import Audience
from profilegen.problems import UsageError
from tests.building.worlds import TODAY, a_school, every_byte, write
from tests.classroom.test_overview import run
from tests.hosting.test_hosting import AMINA, BEN, host

FAMILY, SCHOOL, PUBLIC = Audience.FAMILY, Audience.SCHOOL, Audience.PUBLIC


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Amina and Ben."""
    return a_school(tmp_path / "school")


# Each audience apart


def test_a_public_address_tells_nothing_of_the_family_s(school: Path, tmp_path: Path) -> None:
    family = host(school, tmp_path / "web")
    public = host(school, tmp_path / "open", audience=PUBLIC)
    assert AMINA in public
    assert not set(public.values()) & set(family.values())
    assert address_of(school, AMINA, PUBLIC) == f"{public[AMINA]}/index.html"
    assert address_of(school, AMINA, FAMILY) == f"{family[AMINA]}/index.html"
    assert host(school, tmp_path / "web") == family
    words = f"{AMINA}.family: {family[AMINA]}\n{BEN}.family: {family[BEN]}\n{AMINA}.public: {public[AMINA]}\n"
    assert (school / ADDRESSES).read_text(encoding="utf-8").endswith(words)


def test_who_is_taken_down_is_taken_down_for_every_audience(school: Path, tmp_path: Path) -> None:
    host(school, tmp_path / "web")
    host(school, tmp_path / "open", audience=PUBLIC)
    found = host_profiles(school, tmp_path / "web", without=(AMINA,), today=TODAY)
    assert found.down == (AMINA,)
    assert found.elsewhere == ("public",)
    assert address_of(school, AMINA, PUBLIC) == ""
    assert host(school, tmp_path / "open", audience=PUBLIC) == {}
    assert AMINA not in host(school, tmp_path / "third", audience=SCHOOL)
    assert not [path for path in every_byte(tmp_path / "open") if "/" in path]


def test_another_address_is_another_one_for_every_audience(school: Path, tmp_path: Path) -> None:
    host(school, tmp_path / "web")
    public = host(school, tmp_path / "open", audience=PUBLIC)
    found = host_profiles(school, tmp_path / "web", anew=(AMINA,), today=TODAY)
    assert found.elsewhere == ("public",)
    after = host(school, tmp_path / "open", audience=PUBLIC)
    assert after[AMINA] not in (public[AMINA], found.addresses[AMINA])
    assert not (tmp_path / "open" / public[AMINA]).exists()


def test_one_line_by_hand_takes_down_for_all(school: Path, tmp_path: Path) -> None:
    write(school, {ADDRESSES: f"{AMINA}.school: {DOWN}\n"})
    assert set(host(school, tmp_path / "web")) == {BEN}
    assert AMINA in host(school, tmp_path / "web", anew=(AMINA,))


# Today's sites only


def test_a_profile_that_cannot_be_read_today_is_not_on_the_web_as_it_was(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = host(school, tmp_path / "web")
    write(school, {f"students/{AMINA}/profile.yaml": "name: [Amina\n"})
    for _ in range(2):  # the second finds nothing changed
        assert run("host", school, "--out", tmp_path / "web", "--today", TODAY) == 1
        assert f"{AMINA} is not in the folder until the errors" in capsys.readouterr().out
        assert not (tmp_path / "web" / first[AMINA]).exists()
        assert (tmp_path / "web" / first[BEN]).exists()
    shutil.rmtree(tmp_path / "web")
    assert set(host(school, tmp_path / "web")) == {BEN}


@pytest.mark.parametrize("inside", [False, True])
def test_an_older_site_whose_theme_breaks_is_not_on_the_web(school: Path, tmp_path: Path, inside: bool) -> None:
    asked = school / "students" / AMINA if inside else school
    (word,) = (host(asked, tmp_path / "web")[AMINA],)
    write(school, {"themes/broken/theme.yaml": "name: broken\nextends: journal\n"})
    write(school, {"themes/broken/templates/index.html": "{{ nothing.here }}"})
    profile = school / "students" / AMINA / "profile.yaml"
    profile.write_text(f"{profile.read_text(encoding='utf-8')}theme: {{name: broken}}\n", encoding="utf-8")
    found = host_profiles(asked, tmp_path / "web", today=TODAY)
    assert found.stopped == (AMINA,)
    assert AMINA not in found.addresses
    assert not (tmp_path / "web" / word).exists()


def test_who_may_no_longer_be_seen_is_named(school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    host(school, tmp_path / "web")
    write(school, {f"students/{BEN}/profile.yaml": "name: Ben Lee\naudience: teachers\n"})
    assert run("host", school, "--out", tmp_path / "web", "--today", TODAY) == 0
    assert f"{BEN} is not in the folder until family may see this profile." in capsys.readouterr().out


# Only ours


def test_one_student_s_folder_takes_nobody_else_down(school: Path, tmp_path: Path) -> None:
    first = host(school, tmp_path / "web")
    alone = school / "students" / AMINA
    assert host(alone, tmp_path / "web") == {AMINA: first[AMINA]}
    assert (tmp_path / "web" / first[BEN] / "index.html").is_file()
    found = host_profiles(alone, tmp_path / "web", anew=(AMINA,), today=TODAY)
    assert found.taken_out == 1
    assert (tmp_path / "web" / first[BEN] / "index.html").is_file()
    assert not (tmp_path / "web" / first[AMINA]).exists()
    with pytest.raises(UsageError, match=f"no student “{BEN}”"):
        host(alone, tmp_path / "web", without=(BEN,))


@pytest.mark.parametrize("is_lone", [False, True])
def test_another_school_s_folder_is_refused_and_stays(school: Path, tmp_path: Path, is_lone: bool) -> None:
    host(school, tmp_path / "web")
    before = every_byte(tmp_path / "web")
    other = a_school(tmp_path / "other")
    if is_lone:
        other = write(tmp_path / "ada", {"profile.yaml": "name: Ada Long\n"})
    with pytest.raises(UsageError, match=r"at an address that addresses\.yaml does not know"):
        host(other, tmp_path / "web")
    assert every_byte(tmp_path / "web") == before
    assert not (other / ADDRESSES).exists()


def test_an_address_that_somebody_took_out_of_the_list_stops(school: Path, tmp_path: Path) -> None:
    """Its folder would stay on the web, and nobody would know."""
    host(school, tmp_path / "web")
    write(school, {ADDRESSES: ""})
    assert "If it is an old one of yours, delete it there." in _refused(school, tmp_path / "web").hint


def _refused(school: Path, out: Path) -> UsageError:
    with pytest.raises(UsageError) as caught:
        host(school, out)
    return caught.value


def test_who_has_left_is_taken_out_of_a_folder_that_was_not_made_for_a_while(school: Path, tmp_path: Path) -> None:
    host(school, tmp_path / "old")
    first = host(school, tmp_path / "web")
    host(school, tmp_path / "web", anew=(AMINA,))
    shutil.rmtree(school / "students" / BEN)
    assert set(host(school, tmp_path / "web")) == {AMINA}
    found = host_profiles(school, tmp_path / "old", today=TODAY)
    assert found.taken_out == 2
    assert not [word for word in first.values() if (tmp_path / "old" / word).exists()]


def test_a_folder_with_a_long_name_of_somebody_else_s_stays(school: Path, tmp_path: Path) -> None:
    host(school, tmp_path / "web")
    theirs = {"accessibilitystatement/index.html": "<p>Ours", "oldschoolnewsletters/may.txt": "May"}
    write(tmp_path / "web", {**theirs})
    host(school, tmp_path / "web")
    for path, text in theirs.items():
        assert (tmp_path / "web" / path).read_text(encoding="utf-8") == text


def test_a_folder_at_one_of_our_addresses_that_is_no_profile_stops(school: Path, tmp_path: Path) -> None:
    first = host(school, tmp_path / "web")
    shutil.rmtree(tmp_path / "web" / first[BEN])
    write(tmp_path / "web", {f"{first[BEN]}/index.html": "Theirs"})
    assert "no profile is in it" in _refused(school, tmp_path / "web").message
    assert (tmp_path / "web" / first[BEN] / "index.html").read_text(encoding="utf-8") == "Theirs"


# Two at once


def test_another_who_hosts_meanwhile_loses_nothing(
    school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one gives an address after this one began, and before it writes."""
    others: dict[str, str] = {}

    def build_while_another_hosts(*folder: object, **options: object) -> Summary:
        monkeypatch.setattr(hosting, "build_site", build_site)
        others.update(host(school, tmp_path / "open", audience=PUBLIC))
        return build_site(*folder, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(hosting, "build_site", build_while_another_hosts)
    host(school, tmp_path / "web")
    assert others
    assert read_addresses(school).word_of(AMINA, PUBLIC) == others[AMINA]


def test_nobody_builds_or_hosts_while_addresses_are_given_and_profiles_put(
    school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []

    def watched(name: str) -> None:
        does = getattr(hosting, name)

        def look(*said: object, **more: object) -> object:
            with pytest.raises(Timeout):
                FileLock(school / CACHE_FOLDER / "lock").acquire(timeout=0)
            looked_at.append(name)
            return does(*said, **more)

        monkeypatch.setattr(hosting, name, look)

    for name in ("with_addresses", "save_addresses", "take_out", "put_profile"):
        watched(name)
    host(school, tmp_path / "web")
    assert looked_at == ["with_addresses", "save_addresses", "take_out", "put_profile", "put_profile"]
