"""The studio's pages, as a browser without scripts uses them: files are what a person would have written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from profilegen.build import check
from profilegen.problems import Severity
from profilegen.studio.working import Studio
from tests.studio.visitors import AMINA, BRIDGE, TODAY, Visitor, a_school, an_app, fields_in

DESK = f"/s/{AMINA}/"
EDIT = f"{DESK}edit/reflections/bridge.yaml"
NASTY = "\"><script>alert(1)</script>'{{'z'*7}}</textarea>&lt;"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return a_school(tmp_path / "hillside")


@pytest.fixture
def visitor(school: Path) -> Visitor:
    return Visitor(an_app(Studio(school, today=TODAY))).come_in(AMINA)


@pytest.fixture
def bridge(school: Path) -> Path:
    return school / "students" / AMINA / "reflections" / "bridge.yaml"


# Writing


def test_a_new_reflection_is_what_a_person_would_have_written(visitor: Visitor, school: Path) -> None:
    said = {"title": "The kite that flew", "body": "First it dived.\n\nThen **up**.", "next_step": "A longer tail"}
    visitor.fill_in(f"{DESK}new/reflection", said)
    assert "Saved." in visitor.text
    written = (school / "students" / AMINA / "reflections" / "the-kite-that-flew.yaml").read_text(encoding="utf-8")
    assert written == (
        "title: The kite that flew\ndate: 2026-11-22\nbody: |\n  First it dived.\n\n  Then **up**.\n"
        "next_step: A longer tail\n"
    )
    assert not [one for one in check(school).problems if one.severity is Severity.ERROR and "kite" in str(one.place)]


def test_an_achievement_and_a_testimonial(visitor: Visitor, school: Path) -> None:
    visitor.fill_in(f"{DESK}new/achievement", {"title": "Fifty metres", "kind": "sport"})
    assert "Saved." in visitor.text
    said = {"from.name": "Nan", "from.role": "family", "text": "She listens.", "agreed.on": "2026-11-22"}
    visitor.fill_in(f"{DESK}new/testimonial", said)
    assert "Saved." in visitor.text
    student = school / "students" / AMINA
    achieved = (student / "achievements" / "fifty-metres.yaml").read_text(encoding="utf-8")
    assert achieved == "title: Fifty metres\nkind: sport\ndate: 2026-11-22\n"
    (praise,) = (student / "testimonials").iterdir()
    assert praise.read_text(encoding="utf-8") == (
        "from:\n  name: Nan\n  role: family\ndate: 2026-11-22\ntext: She listens.\nagreed:\n  on: 2026-11-22\n"
    ) or "agreed: 2026-11-22\n" in praise.read_text(encoding="utf-8")
    page = visitor.get(DESK)
    assert "Fifty metres" in page
    assert "Nan" in page


def test_one_answer_changes_one_line(visitor: Visitor, bridge: Path) -> None:
    visitor.fill_in(EDIT, {"next_step": "Try it with rice"})
    assert "Saved." in visitor.text
    text = bridge.read_text(encoding="utf-8")
    assert "next_step: Try it with rice\n" in text
    assert text.replace("next_step: Try it with rice\n", "") == BRIDGE


def test_a_form_sent_back_untouched_leaves_the_file_alone(visitor: Visitor, bridge: Path) -> None:
    visitor.fill_in(EDIT, {})
    assert "Saved." in visitor.text
    assert bridge.read_text(encoding="utf-8") == BRIDGE


def test_what_is_needed_is_told_beside_its_field_and_nothing_is_lost(visitor: Visitor, bridge: Path) -> None:
    visitor.fill_in(EDIT, {"title": " ", "body": "I was in the middle of it", "date": "tomorrow"})
    assert visitor.status == 422
    assert "This is needed." in visitor.text
    assert "This needs a day of the calendar." in visitor.text
    assert 'aria-invalid="true"' in visitor.text
    assert "I was in the middle of it" in visitor.text
    assert bridge.read_text(encoding="utf-8") == BRIDGE
    assert "You were writing" in visitor.get(DESK)


def test_what_check_says_stands_beside_its_field(visitor: Visitor, bridge: Path) -> None:
    assert "colour_of_glue" in visitor.get(EDIT)  # a mistake in no field that is asked for
    _without_the_mistake(bridge)
    page = visitor.get(EDIT)
    assert "colour_of_glue" not in page
    assert "This comment waits for your answer." in page


def _without_the_mistake(bridge: Path) -> None:
    bridge.write_text(BRIDGE.replace("colour_of_glue: yellow\n", ""), encoding="utf-8", newline="\n")


def test_one_more_entry_without_any_script(visitor: Visitor, school: Path) -> None:
    page = visitor.fill_in(f"{DESK}profile", {"-do": "add:goals"})
    assert 'name="goals.0.goal"' in page
    page = visitor.post(f"{DESK}profile", {**fields_in(page), "goals.0.goal": "Swim a mile", "-do": "add:goals"})
    assert "Swim a mile" in page
    page = visitor.post(f"{DESK}profile", {**fields_in(page), "goals.1.goal": "Sing", "-do": "up:goals.1"})
    assert page.index("Sing") < page.index("Swim a mile")
    visitor.post(f"{DESK}profile", {**fields_in(page), "-do": "save"})
    assert "Saved." in visitor.text
    written = (school / "students" / AMINA / "profile.yaml").read_text(encoding="utf-8")
    assert written.endswith("goals:\n  - Sing\n  - Swim a mile\n")


def test_two_pieces_are_put_side_by_side(visitor: Visitor, school: Path) -> None:
    page = visitor.fill_in(f"{DESK}profile", {"-do": "add:growth"})
    assert 'name="growth.0.then"' in page
    pieces = {"growth.0.then": "reflections/bridge.yaml", "growth.0.now": "reflections/bridge.yaml"}
    visitor.post(f"{DESK}profile", {**fields_in(page), **pieces, "growth.0.says": "It holds now.", "-do": "save"})
    assert "Saved." in visitor.text
    written = (school / "students" / AMINA / "profile.yaml").read_text("utf-8")
    assert "growth:" in written and "says: It holds now." in written


def test_an_answer_to_a_comment(visitor: Visitor, bridge: Path) -> None:
    visitor.fill_in(EDIT, {"feedback.0.response.text": "I folded feet there."})
    assert "Saved." in visitor.text
    text = bridge.read_text(encoding="utf-8")
    assert "response:" in text
    assert "I folded feet there." in text
    assert "comment: Look at the end, not the middle.\n" in text
    assert "Waiting for your answer" not in visitor.get(DESK)


def test_a_second_piece_of_the_same_name_is_asked_for_another(visitor: Visitor) -> None:
    visitor.fill_in(f"{DESK}new/reflection", {"title": "Bridge"})
    assert visitor.status == 422
    assert "You have one called that already." in visitor.text


# Meanwhile


def test_what_somebody_changed_elsewhere_stays(visitor: Visitor, bridge: Path) -> None:
    form = fields_in(visitor.get(EDIT))
    bridge.write_text(BRIDGE.replace("audience: family", "audience: school"), encoding="utf-8", newline="\n")
    visitor.post(EDIT, {**form, "next_step": "Rice"})
    assert "Saved." in visitor.text
    text = bridge.read_text(encoding="utf-8")
    assert "audience: school" in text
    assert "next_step: Rice" in text


def test_the_same_field_changed_twice_is_shown_side_by_side(visitor: Visitor, bridge: Path) -> None:
    form = fields_in(visitor.get(EDIT))
    bridge.write_text(BRIDGE.replace("My bridge", "Their bridge"), encoding="utf-8", newline="\n")
    page = visitor.post(EDIT, {**form, "title": "Our bridge", "next_step": "Rice"})
    assert visitor.status == 409
    assert "Our bridge" in page
    assert "Their bridge" in page
    assert "Their bridge" in bridge.read_text(encoding="utf-8")
    address = f"{DESK}decide/reflections/bridge.yaml"
    visitor.post(address, {**fields_in_wide(page), "-of.title": "theirs", "-of.next_step": "mine"})
    assert "Saved." in visitor.text
    text = bridge.read_text(encoding="utf-8")
    assert "title: Their bridge   # it held" in text
    assert "next_step: Rice" in text


def fields_in_wide(page: str) -> dict[str, list[str]]:
    return fields_in(page.replace('class="form form-wide"', 'class="form"'))


def test_steps_back_and_forward(visitor: Visitor, bridge: Path) -> None:
    visitor.fill_in(EDIT, {"title": "Second"})
    visitor.fill_in(EDIT, {"title": "Third"})
    visitor.post(f"{DESK}undo/reflections/bridge.yaml")
    assert "title: Second" in bridge.read_text(encoding="utf-8")
    visitor.post(f"{DESK}undo/reflections/bridge.yaml")
    assert bridge.read_text(encoding="utf-8") == BRIDGE
    visitor.post(f"{DESK}redo/reflections/bridge.yaml")
    assert "title: Second" in bridge.read_text(encoding="utf-8")


def test_what_was_taken_away_can_come_back(visitor: Visitor, bridge: Path) -> None:
    version = fields_in(visitor.get(EDIT))["-version"]
    page = visitor.post(f"{DESK}remove/reflections/bridge.yaml", {"-version": version})
    assert not bridge.exists()
    assert "Bring it back" in page
    visitor.post(f"{DESK}restore/reflections/bridge.yaml")
    assert bridge.read_text(encoding="utf-8") == BRIDGE
    visitor.post(f"{DESK}remove/profile.yaml", {"-version": version})
    assert visitor.status == 404


def test_a_step_back_leads_to_no_other_site(visitor: Visitor) -> None:
    visitor.fill_in(EDIT, {"title": "Second"})
    visitor.client.follow_redirects = False
    for back in ("https://evil.example/", "//evil.example/", "/s/ben-7k2q/", f"{DESK}\\evil"):
        headers = {"Origin": "http://127.0.0.1:8322"}
        answer = visitor.client.post(f"{DESK}undo/reflections/bridge.yaml", data={"-back": back}, headers=headers)
        assert answer.headers.get("location", EDIT).startswith(EDIT)


# Drafts


def test_a_draft_is_there_again_after_the_lid_was_closed(visitor: Visitor, school: Path, bridge: Path) -> None:
    form = fields_in(visitor.get(EDIT))
    visitor.post(f"{DESK}draft", {**form, "body": "Half a sent"})
    assert visitor.status == 200
    another = Visitor(an_app(Studio(school))).come_in(AMINA)
    assert "You were writing" in another.text
    page = another.get(EDIT)
    assert "Here it is again." in page
    assert "Half a sent</textarea>" in page
    another.post(EDIT, fields_in(page))
    assert "Half a sent" in bridge.read_text(encoding="utf-8")
    assert "You were writing" not in another.get(DESK)


def test_a_draft_of_something_new(visitor: Visitor) -> None:
    form = fields_in(visitor.get(f"{DESK}new/reflection"))
    address = visitor.address
    visitor.post(f"{DESK}draft", {**form, "title": "A thought"})
    desk = visitor.get(DESK)
    assert "A thought" in desk
    assert f'href="{address[address.index(DESK) :]}"' in desk
    assert 'value="A thought"' in visitor.get(address)
    visitor.post(f"{DESK}drop-draft", {"-draft": form["-draft"], "-record": ""})
    assert "A thought" not in visitor.text


@pytest.mark.parametrize("key", ["../../x", "edit-0", "new-report", "", "new-reflection.tmp"])
def test_drafts_have_names_of_ours(visitor: Visitor, key: str) -> None:
    visitor.post(f"{DESK}draft", {"-draft": key, "-record": "", "body": "x"})
    assert visitor.status == 404
    visitor.post(f"{DESK}draft", {"-draft": key, "-record": "../../school.yaml", "body": "x"})
    assert visitor.status == 404


# Choosing


def test_the_front_the_audience_and_the_look(visitor: Visitor, school: Path, bridge: Path) -> None:
    assert "On the shelf" in visitor.get(f"{DESK}choose")
    visitor.post(f"{DESK}choose/front", {"record": "reflections/bridge.yaml", "featured": "yes"})
    assert bridge.read_text(encoding="utf-8") == f"{BRIDGE}featured: yes\n"
    visitor.post(f"{DESK}choose/front", {"record": "reflections/bridge.yaml", "featured": "no"})
    assert bridge.read_text(encoding="utf-8") == BRIDGE
    visitor.post(f"{DESK}choose/audience", {"audience": "school"})
    visitor.post(f"{DESK}choose/look", {"name": "gallery", "palette": "moss", "font": "no-such-font"})
    profile = (school / "students" / AMINA / "profile.yaml").read_text(encoding="utf-8")
    assert profile == (
        "name: Amina Bello\nknown_as: Amina\naudience: school\ntheme:\n  name: gallery\n  palette: moss\n"
    )
    for address, said in (("audience", {"audience": "aliens"}), ("look", {"name": "../base"})):
        visitor.post(f"{DESK}choose/{address}", said)
        assert visitor.status == 404
    assert (school / "students" / AMINA / "profile.yaml").read_text(encoding="utf-8") == profile


def test_every_palette_has_its_colours(visitor: Visitor) -> None:
    page, css = visitor.get(f"{DESK}choose"), visitor.get(f"{DESK}colours.css")
    swatches = set(re.findall(r"swatch-\d", page))
    assert len(swatches) == 8
    assert all(f".{one} .swatch-accent" in css for one in swatches)


def test_as_my_family_sees_it(visitor: Visitor, bridge: Path) -> None:
    _without_the_mistake(bridge)
    assert f'src="{DESK}preview/family/"' in visitor.get(f"{DESK}look/family")
    assert "My bridge" in visitor.get(f"{DESK}preview/family/")
    assert "My bridge" not in visitor.get(f"{DESK}preview/public/")
    visitor.fill_in(EDIT, {"title": "A better bridge"})
    assert "A better bridge" in visitor.get(f"{DESK}preview/family/")
    visitor.get(f"{DESK}preview/family/theme/base.css")
    assert visitor.status == 200
    visitor.get(f"{DESK}look/aliens")
    assert visitor.status == 404


def test_an_audience_that_sees_nothing_is_told_so(visitor: Visitor) -> None:
    visitor.post(f"{DESK}choose/audience", {"audience": "private"})
    assert "would see nothing" in visitor.get(f"{DESK}preview/public/")


# What people type


@pytest.mark.parametrize("where", ["title", "body", "subject", "setting", "lang", "next_step", "skills.0.skill"])
def test_nothing_that_is_typed_becomes_a_page_s_own(visitor: Visitor, bridge: Path, where: str) -> None:
    _without_the_mistake(bridge)
    said = {"skills.-here": "yes", "skills.0.-was": "", where: NASTY}
    for page in (visitor.fill_in(EDIT, said), visitor.get(EDIT), visitor.get(DESK), visitor.get(f"{DESK}choose")):
        assert "<script>alert" not in page
        assert "zzzzzzz" not in page
    assert "<script>alert" not in visitor.get(f"{DESK}preview/private/")


def test_a_name_that_is_a_script_is_only_a_name(visitor: Visitor) -> None:
    visitor.fill_in(f"{DESK}profile", {"name": NASTY, "known_as": NASTY, "tagline": NASTY, "about": NASTY})
    for address in (DESK, f"{DESK}profile", f"{DESK}look/family", f"{DESK}preview/private/"):
        assert "<script>alert" not in visitor.get(address), address
    assert "<script>alert" not in visitor.post("/done")


def test_markdown_is_shown_as_it_will_look(visitor: Visitor) -> None:
    visitor.post(f"{DESK}markdown", {"text": "**Up**, and <script>alert(1)</script> [away](javascript:alert(1))"})
    html = visitor.client.post(
        f"{DESK}markdown", data={"text": "**Up** <b>x</b>"}, headers={"Origin": "http://127.0.0.1:8322"}
    ).json()["html"]
    assert "<strong>Up</strong>" in html
    assert "<b>" not in html
    assert "<script>alert" not in visitor.text
    assert 'href=\\"javascript' not in visitor.text


# What can go wrong


def test_a_file_with_a_mistake_is_not_touched(visitor: Visitor, bridge: Path) -> None:
    visitor.get(EDIT)
    broken = "title: [oops\ndate: 2026-10-14\n"
    bridge.write_text(broken, encoding="utf-8", newline="\n")
    visitor.get(EDIT)
    assert visitor.status == 409
    assert "grown-up" in visitor.text
    visitor.post(EDIT, {"title": "Mended"})
    assert bridge.read_text(encoding="utf-8") == broken
    visitor.post(f"{DESK}undo/reflections/bridge.yaml")
    assert bridge.read_text(encoding="utf-8") == BRIDGE


def test_what_is_not_there_is_told_so(visitor: Visitor) -> None:
    for address in ("edit/reflections/none.yaml", "edit/reflections/", "new/report", "preview/aliens/", "nowhere"):
        visitor.get(f"{DESK}{address}")
        assert visitor.status == 404, address


def test_a_page_speaks_the_language_of_its_student(school: Path) -> None:
    visitor = Visitor(an_app(Studio(school))).come_in("zoe-d4y6")
    assert '<html lang="ar" dir="rtl">' in visitor.text


def test_without_a_school_around_it(tmp_path: Path) -> None:
    """A lone student's folder is a studio of its own."""
    folder = tmp_path / "amina"
    folder.mkdir()
    (folder / "profile.yaml").write_text("name: Amina\n", encoding="utf-8", newline="\n")
    visitor = Visitor(an_app(Studio(folder, today=TODAY))).come_in()
    assert "Hello, <bdi>Amina</bdi>" in visitor.text
    visitor.fill_in("/s/amina/new/reflection", {"title": "First"})
    assert (folder / "reflections" / "first.yaml").is_file()
    assert "First" in visitor.get("/s/amina/preview/private/")
