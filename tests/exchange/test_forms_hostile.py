"""Whatever people or machines put into the cells: no crash, no record with a mistake, and nothing twice."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profilegen.build import check
from profilegen.exchange.form_fields import FIELDS, FORM_KINDS, FormKind
from profilegen.exchange.forms import Plan, carry_out
from profilegen.exchange.tables import TableError
from profilegen.problems import Severity
from tests.built_sites import LOOK_AT_ALL
from tests.exchange.small_school import TODAY, answers, plan, small_school, whole, write

SOME = settings(max_examples=200 if LOOK_AT_ALL else 15, deadline=None)
NASTY = (
    *(
        "=cmd|' /C calc'!A0",
        "../../../etc/passwd",
        "---\nname: x",
        "a: b # c",
        "- - -",
        "|",
        "&a *a",
        "<script>",
        "\x00\x1b[2J",
    ),
    *(
        "\u202egnp",
        "👩‍👩‍👧",
        "مرحبا",
        "x" * 29_000,
        "*" * 5_000,
        "\\" * 29_000,
        "[" * 5_000,
        "no",
        "~",
        "2026-07-01",
        "con",
        "\n\n\n",
    ),
    *(
        "a@example.org",
        "7/10",
        "Yes",
        "Anyone",
        "amina-x7k2",
        "Amina Yusuf",
        "Kite",
        "Science",
        "Teamwork;;Listening;",
        ";" * 2_000,
    ),
)
CELLS = st.sampled_from(NASTY) | st.text(max_size=30)
WORK = (
    "title: Kite\ndate: 2026-06-01\nsubject: Science\n"
    "feedback:\n  - from: {name: B, role: teacher}\n    date: 2026-06-02\n    comment: Why?\n"
)


@SOME
@given(st.data(), st.sampled_from(FORM_KINDS))
def test_any_cells_at_all(given_cells: st.DataObject, kind: FormKind) -> None:
    """Every row is taken in, known, or told; what was written is sound; the same file again changes no byte."""
    fields = [name for name in FIELDS[kind] if name != "id"]
    row = st.tuples(*(st.just("Amina Yusuf") if name == "student" else CELLS for name in fields))
    rows = given_cells.draw(st.lists(row, min_size=1, max_size=4))
    with TemporaryDirectory() as folder:
        school = small_school(Path(folder) / "school")
        write(school / "students/amina-x7k2/reflections/kite.yaml", WORK)
        columns = "".join(f"  - {{column: {name}, field: {name}}}\n" for name in fields)
        mapped = write(Path(folder) / "m.yaml", f"as: {kind}\npiece: latest-of-subject\ncolumns:\n{columns}")
        file = answers(Path(folder) / "answers.csv", [fields, *rows])
        try:
            made = plan(school, file, kind, map_file=mapped)
        except TableError:  # told before any row is looked at
            return
        assert_sound(school, made)
        before = whole(school)
        assert not plan(school, file, kind, map_file=mapped).changes_something
        assert whole(school) == before


def assert_sound(school: Path, made: Plan) -> None:
    """What it writes is read without an error, and is nowhere but in the student's folder and the ledger."""
    before = set(whole(school))
    carry_out(made)
    new = set(whole(school)) - before - {".profilegen/import.lock"}
    assert all(name == "imported.yaml" or name.startswith("students/amina-x7k2/") for name in new)
    assert not [one for one in check(school, today=TODAY).problems if one.severity is Severity.ERROR]


@pytest.mark.parametrize("title", ["con", "../../x", "Yusuf", "😀", "", "x" * 20_000, "Kite\nand more", "Ärger & Spaß"])
def test_a_title_makes_a_file_name_that_travels(tmp_path: Path, title: str) -> None:
    """Without the student's surname; whatever cannot be one becomes the day."""
    school = small_school(tmp_path / "school")
    file = answers(tmp_path / "a.csv", [("Timestamp", "Your name", "Title"), ("2026/07/01 9:00", "Amina Yusuf", title)])
    carry_out(plan(school, file, "reflections"))
    names = [name.rpartition("/")[2] for name in whole(school) if "/reflections/" in name]
    assert len(names) == (1 if title else 0)
    assert all(len(name) <= 65 and name.isascii() and "yusuf" not in name for name in names)


ODD_CONVERSATIONS = (
    "\n  from: {name: Ms O, role: teacher}\n  date: 2026-05-02\n  comment: hi\n",
    "\n  - hello there\n  - from: {name: Ms O, role: teacher}\n    date: 2026-05-02\n    comment: hi\n",
    "\n  - [x]\n  - comment: hi\n",
    " hello\n",
    "\n  - hello\n",
    " []\n",
)


@pytest.mark.parametrize("conversation", ODD_CONVERSATIONS)
@pytest.mark.parametrize("kind", ["feedback", "responses"])
def test_a_conversation_that_is_written_in_another_way_is_left_alone(
    tmp_path: Path, conversation: str, kind: FormKind
) -> None:
    """And told: with one open comment among plain words, a response would otherwise go to the wrong entry."""
    school = small_school(tmp_path / "school")
    text = f"title: Kite\ndate: 2026-05-01\nbody: x\nfeedback:{conversation}"
    piece = write(school / "students/amina-x7k2/reflections/kite.yaml", text)
    heads = {
        "feedback": ("Timestamp", "Your name", "Who is it about?", "Title", "Your feedback"),
        "responses": ("Timestamp", "Your name", "Title", "What did you do with the feedback?"),
    }[kind]
    cells = {"Timestamp": "2026-06-20", "Title": "Kite", "Who is it about?": "Amina Yusuf"}
    name = "Ms O" if kind == "feedback" else "Amina Yusuf"
    file = answers(
        tmp_path / "a.csv", [heads, [cells.get(one, name if one == "Your name" else "Nice") for one in heads]]
    )
    made = plan(school, file, kind)
    assert (made.taken, len(made.left_out)) == ((), 1)
    carry_out(made)
    assert piece.read_text(encoding="utf-8") == text


ADDRESSES = ("ms.p@example.org", "x" * 64 + "@a-b.co.uk", f"me@{'sub.' * 8}example.museum", "Élan@écol.fr")


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_author_who_is_an_address_is_left_out(tmp_path: Path, address: str) -> None:
    """However it is written, alone or among other words."""
    school = small_school(tmp_path / "school")
    head = ("Timestamp", "Who is it about?", "Your name", "Comments")
    rows = [("2026-06-20", "Amina Yusuf", who, "Good") for who in (address, f"Ms P ({address})", "Ms P @ school")]
    made = plan(school, answers(tmp_path / "a.csv", [head, *rows]), "testimonials")
    assert ([one.row for one in made.left_out], [one.row for one in made.taken]) == ([2, 3], [4])


@pytest.mark.parametrize("long", ["a" * 30_000, "a" * 29_000 + "@", "a@" * 15_000, "a@" + "b." * 14_000 + "1"])
def test_a_name_that_is_a_whole_text_is_told_at_once(tmp_path: Path, long: str) -> None:
    """One such cell took 23 seconds; a comment of the same words is no trouble either."""
    school = small_school(tmp_path / "school")
    head = ("Timestamp", "Who is it about?", "Your name", "Comments")
    rows = [("2026-06-20", "Amina Yusuf", long, "Good"), ("2026-06-20", "Amina Yusuf", "Ms P", long)]
    file = answers(tmp_path / "a.csv", [head, *rows])
    started = process_time()
    made = plan(school, file, "testimonials")
    assert process_time() - started < 10
    assert "longer than 200 letters" in next(one.why for one in made.left_out if one.row == 2)


def test_an_answer_too_long_for_a_record_is_left_out(tmp_path: Path) -> None:
    """Nothing is cut off in silence."""
    school = small_school(tmp_path / "school")
    header = ("Student name", "Your name", "Comment")
    file = answers(
        tmp_path / "a.csv", [header, ("Amina Yusuf", "Dee", "x " * 14_900), ("Amina Yusuf", "Kim", "*x" * 14_900)]
    )
    made = plan(school, file, "testimonials")
    assert ([one.row for one in made.taken], [one.row for one in made.left_out]) == ([2], [3])
    assert "30,000" in made.left_out[0].why
