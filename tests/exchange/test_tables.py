"""`read_table`: what people export becomes rows of clean text, and what is no table, or a trap, is told."""

from __future__ import annotations

import os
import pickle
import re
import warnings
from csv import field_size_limit
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profilegen.exchange import archives, tables, workbooks
from profilegen.exchange.tables import Row, Table, TableError, read_table
from profilegen.problems import Severity
from tests.exchange.workbook_parts import MAIN, PARTS, TYPES, packed, row, sheet, workbook_of

LIST = 'Name;Form\nZoë Müller;4 Oak\n\n"Yusuf, Amina";4 Oak\n'


def csv(folder: Path, content: str | bytes) -> Path:
    path = folder / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def refusal(path: Path) -> tuple[str, str, int]:
    """Why a file is refused, what to do, and in which row."""
    with pytest.raises(TableError) as refused:
        read_table(path)
    problem = refused.value.problem
    assert problem.severity is Severity.ERROR and problem.place.file == path.name and problem.hint
    return problem.message, problem.hint, problem.place.line


# Text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_whatever_a_program_calls_csv_is_read(tmp_path: Path, encoding: str, delimiter: str, line_end: str) -> None:
    text = LIST.replace(";", delimiter).replace("\n", line_end)
    table = read_table(csv(tmp_path, text.encode(encoding)))
    assert table.header == ("Name", "Form")
    assert table.rows == (Row(2, ("Zoë Müller", "4 Oak")), Row(4, ("Yusuf, Amina", "4 Oak")))


def test_a_guessed_encoding_is_told(tmp_path: Path) -> None:
    told = read_table(csv(tmp_path, LIST.encode("windows-1252"))).problems
    assert [(one.severity, one.place.line) for one in told] == [(Severity.ADVICE, 2)]
    assert read_table(csv(tmp_path, LIST)).problems == ()


def test_a_first_line_for_excel_says_the_delimiter_and_is_no_row(tmp_path: Path) -> None:
    table = read_table(csv(tmp_path, "sep=;\nName;Said\nBen;one, two, three\n"))
    assert (table.header, table.header_number) == (("Name", "Said"), 2)
    assert table.rows == (Row(3, ("Ben", "one, two, three")),)


def test_a_line_break_in_quotes_is_part_of_the_cell(tmp_path: Path) -> None:
    table = read_table(csv(tmp_path, 'Name,Said\r\nBen,"I liked it.\r\n\r\nAll of it, ""really""."\r\nTom,No\r\n'))
    assert table.rows[0].cells[1] == 'I liked it.\n\nAll of it, "really".'
    assert table.rows[1].number == 3  # as a spreadsheet counts


def test_rows_are_as_wide_as_the_widest(tmp_path: Path) -> None:
    table = read_table(csv(tmp_path, "Hillside\nName,Form,,\nBen\nTom,4 Oak,Red,,,\n"))
    assert table.header == ("Hillside", "", "")
    assert [one.cells for one in table.rows] == [("Name", "Form", ""), ("Ben", "", ""), ("Tom", "4 Oak", "Red")]


def test_a_table_can_begin_at_a_later_row() -> None:
    rows = tuple(Row(number, (word,)) for number, word in ((3, "Name"), (4, "Ben")))
    table = Table("list.csv", ("Hillside",), rows).beginning_at(3)
    assert (table.header, table.header_number, table.rows) == (("Name",), 3, rows[1:])


def test_cells_are_clean_text(tmp_path: Path) -> None:
    unclean = "Name,Said\n \u00a0Zoe\u0308\u200b  Mu\u0308ller\ufeff ,a\u202eb\u0007c\u2066d\n\u0646\u200c\u0627,👩‍🎓\n"
    table = read_table(csv(tmp_path, unclean))
    assert table.rows[0].cells == ("Zoë Müller", "abcd")
    assert table.rows[1].cells == ("\u0646\u200c\u0627", "👩‍🎓")  # joiners are part of the words


def test_a_formula_in_a_text_is_text(tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://example.org","Ben")'
    assert (
        read_table(csv(tmp_path, 'Name,Form\n"{}",4 Oak\n'.format(formula.replace('"', '""')))).rows[0].cells[0]
        == formula
    )


@pytest.mark.parametrize("content", ["", "\n\n", " ; ;\n", "\ufeff", ",,,\n,,,\n"])
def test_an_empty_file_is_told(tmp_path: Path, content: str) -> None:
    assert refusal(csv(tmp_path, content))[0] == "There is nothing in this file."


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    assert read_table(csv(tmp_path, "Name,Form\n")).rows == ()


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_row(tmp_path: Path) -> None:
    message, hint, row_number = refusal(csv(tmp_path, 'Name,Form\nBen,4\n"Tom,4\n' + "Lee Ash,4 Oak\n" * 12_000))
    assert row_number == 3 and "quotation mark" in hint and "cell" in message


@pytest.mark.parametrize("content", [b"Name\nBen\x00Ash\n", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bytes(5000)])
def test_signs_that_are_no_text_are_told(tmp_path: Path, content: bytes) -> None:
    assert "no text" in refusal(csv(tmp_path, content))[0]


def test_a_letter_of_no_encoding_is_told_with_its_row(tmp_path: Path) -> None:
    assert refusal(csv(tmp_path, b"Name\nBen\nZo\x81\xff\n"))[2] == 3


def test_a_broken_utf_16_is_told(tmp_path: Path) -> None:
    assert "UTF-16" in refusal(csv(tmp_path, b"\xff\xfe" + "Name\n".encode("utf-16-le") + b"\x00\xd8"))[0]


@pytest.mark.parametrize("number", [tables.MOST_ROWS + 1, 100_000])
def test_a_table_that_is_longer_than_any_list_is_told(tmp_path: Path, number: int) -> None:
    assert "20,000 rows" in refusal(csv(tmp_path, "Name,Form\n" + "Ben Ash,4 Oak\n" * number))[0]


def test_the_longest_table_is_read_whole(tmp_path: Path) -> None:
    assert len(read_table(csv(tmp_path, "Name\n" + "Ben\n" * tables.MOST_ROWS)).rows) == tables.MOST_ROWS


def test_too_many_columns_and_too_long_cells_are_told_with_their_row(tmp_path: Path) -> None:
    assert refusal(csv(tmp_path, "Name\n" + "x," * 300 + "x\n"))[2] == 2
    assert refusal(csv(tmp_path, f"Name,{'x' * 30_001}\nBen,ok\n"))[2] == 1
    assert refusal(csv(tmp_path, "Name,Said\n" + f"Ben,{'x' * 30_001}\n" * 60))[2] == 52
    assert read_table(csv(tmp_path, "Name,Said" + "," * 500 + "\n")).header == ("Name", "Said")


@pytest.mark.parametrize("long", ["x" * 30_001, "x, y\n" * 8_000, "x " * 200_000])
def test_one_cell_that_is_too_long_costs_its_row_alone(tmp_path: Path, long: str) -> None:
    said = f'"{long}"' if len(long.split("\n")) == 1 else '"' + long.replace(",", "") + '"'
    table = read_table(csv(tmp_path, f"Name,Said\nBen,ok\nTom,{said}\nAnn,good\n"))
    assert [row.number for row in table.rows] == [2, 4]
    (told,) = table.problems
    assert (told.severity, told.place.line, told.place.column) == (Severity.ERROR, 3, 2)
    assert "the row is left out" in told.message and told.hint
    assert field_size_limit() < 10**6  # as it was before


def test_one_cell_of_a_workbook_that_is_too_long_costs_its_row_alone(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for cells in (("Name", "Said"), ("Ben", "ok"), ("Tom", "x" * 32_000), ("Ann", "good")):
        workbook.active.append(cells)
    workbook.save(tmp_path / "list.xlsx")
    table = read_table(tmp_path / "list.xlsx")
    assert [row.number for row in table.rows] == [2, 4]
    assert [(one.severity, one.place.line) for one in table.problems] == [(Severity.ERROR, 3)]


@pytest.mark.parametrize("below", ["Lee Ash,4 Oak\n" * 3_000, "Lee Ash,4 Oak\n" * 3_000 + '"Ann Day",4 Oak\n'])
def test_rows_that_an_open_quotation_mark_has_swallowed_are_not_left_out_in_silence(tmp_path: Path, below: str) -> None:
    message, _, row_number = refusal(csv(tmp_path, f'Name,Form\nBen,4\n"Tom,4\n{below}'))
    assert (row_number, message) == (3, "From this row on, one cell has no end.")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("wb") as file:
        file.truncate(tables.LARGEST_FILE + 1)
    assert "larger than 20 MB" in refusal(path)[0]


def test_a_file_that_is_not_there_or_is_a_folder_is_told(tmp_path: Path) -> None:
    assert "cannot be opened" in refusal(tmp_path / "nowhere.csv")[0]
    (tmp_path / "list.numbers").mkdir()
    message, hint, _ = refusal(tmp_path / "list.numbers")
    assert "folder" in message and ".xlsx" in hint


def test_the_error_survives_the_way_from_another_process() -> None:
    error = tables.unreadable("list.csv", "No.", "Why not?", 7)
    assert pickle.loads(pickle.dumps(error)).problem == error.problem  # noqa: S301 - our own


# Workbooks


def saved(folder: Path, *rows: tuple[object, ...], formats: dict[str, str] | None = None) -> Path:
    workbook = openpyxl.Workbook()
    for cells in rows:
        workbook.active.append(cells)
    for cell, form in (formats or {}).items():
        workbook.active[cell].number_format = form
    path = folder / "list.xlsx"
    workbook.save(path)
    return path


def test_a_cell_is_what_a_person_sees_in_it(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        ("day", "moment", "hour", "number", "zeros", "text", "half", "yes", "long"),
        (date(2026, 9, 1), datetime(2026, 9, 1, 10, 20), time(9, 5), 7.0, 42, "007", 0.1 + 0.2, True, 123456789012.0),
        formats={"E2": "00000"},
    )
    seen = ("2026-09-01", "2026-09-01T10:20:00", "09:05:00", "7", "00042", "007", "0.3", "TRUE", "123456789012")
    assert read_table(path).rows == (Row(2, seen),)


def test_a_moment_at_midnight_is_a_moment_if_its_format_has_hours(tmp_path: Path) -> None:
    path = saved(tmp_path, ("when",), (datetime(2026, 9, 1),), formats={"A2": "yyyy-mm-dd hh:mm:ss"})
    assert read_table(path).rows[0].cells == ("2026-09-01T00:00:00",)


def test_a_moment_of_google_forms_is_rounded_to_its_second(tmp_path: Path) -> None:
    cells = row(1, "Timestamp") + '<row r="2"><c r="A2" s="1"><v>46266.43055555111</v></c></row>'
    styles = (
        f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>'
    )
    relations = PARTS["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
        'Target="styles.xml"/></Relationships>',
    )
    types = TYPES.replace(
        "</Types>",
        '<Override PartName="/xl/styles.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
    )
    others = {"xl/styles.xml": styles, "xl/_rels/workbook.xml.rels": relations, "[Content_Types].xml": types}
    path = workbook_of(tmp_path, sheet(cells), others)
    assert read_table(path).rows[0].cells == ("2026-09-01T10:20:00",)


def test_rows_are_counted_as_the_spreadsheet_counts_them(tmp_path: Path) -> None:
    table = read_table(workbook_of(tmp_path, sheet(row(4, "Name", "Form") + row(9, "Ben", "4 Oak"))))
    assert (table.header_number, table.header, table.rows) == (4, ("Name", "Form"), (Row(9, ("Ben", "4 Oak")),))


def test_what_a_file_says_about_its_size_does_not_count(tmp_path: Path) -> None:
    xml = sheet(row(1, "Name", "Form") + row(2, "Ben", "4 Oak")).replace(
        "<sheetData>", '<dimension ref="A1"/><sheetData>'
    )
    assert read_table(workbook_of(tmp_path, xml)).rows == (Row(2, ("Ben", "4 Oak")),)


def test_merged_cells_are_told(tmp_path: Path) -> None:
    merged = '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>'
    rows = row(1, "Name", "Form") + row(2, "Ben", "4 Oak") + row(3, "Tom")
    (told,) = read_table(workbook_of(tmp_path, sheet(rows, merged))).problems
    assert "B2:B3" in told.message and (told.place.line, told.place.column) == (2, 2)


def test_what_is_merged_above_the_header_is_nobodys_trouble(tmp_path: Path) -> None:
    merged = '<mergeCells><mergeCell ref="A1:D1"/></mergeCells>'
    rows = row(1, "Class list") + row(2, "Name", "Form") + row(3, "Tom", "4 Oak")
    assert read_table(workbook_of(tmp_path, sheet(rows, merged))).beginning_at(2).problems == ()


def test_formulas_count_by_their_value_and_one_without_is_told(tmp_path: Path) -> None:
    cells = (
        '<c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>"4"&amp;" Oak"</f><v>4 Oak</v></c>'
        '<c r="C2" t="str"><f>""</f><v></v></c><c r="D2"><f>NOW()</f></c><c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    table = read_table(workbook_of(tmp_path, sheet(row(1, "a", "b", "c", "d", "e") + f'<row r="2">{cells}</row>')))
    assert table.rows[0].cells == ("2", "4 Oak", "", "", "")
    assert sorted((one.place.column, "formula" in one.message) for one in table.problems) == [(4, True), (5, False)]


def test_a_formula_of_openpyxl_was_never_worked_out(tmp_path: Path) -> None:
    (told,) = read_table(saved(tmp_path, ("Name", "Sum"), ("Ben", "=1+1"))).problems
    assert "B2" in told.message


def test_signs_that_excel_spells_out_are_what_they_were(tmp_path: Path) -> None:
    path = workbook_of(tmp_path, sheet(row(1, "Said") + row(2, "one_x000D_\ntwo, snake_case")))
    assert read_table(path).rows[0].cells == ("one\ntwo, snake_case",)


def test_the_first_sheet_that_can_be_seen_and_holds_something_is_read(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Empty"
    for title in ("Hidden", "4 Oak", "5 Ash"):
        workbook.create_sheet(title).append((title,))
    workbook["Hidden"].sheet_state = "hidden"
    workbook.save(tmp_path / "list.xlsx")
    table = read_table(tmp_path / "list.xlsx")
    assert table.header == ("4 Oak",)
    assert [(one.severity, "4 Oak" in one.message) for one in table.problems] == [(Severity.ADVICE, True)]


def test_a_workbook_with_nothing_in_it_is_told(tmp_path: Path) -> None:
    assert refusal(saved(tmp_path))[0] == "There is nothing in this file."


# Traps


def bomb() -> bytes:
    return sheet(row(1, "Name") + row(2, " " * 20_000_000)).encode("utf-8")


@pytest.mark.parametrize(
    "others",
    [
        {"xl/worksheets/sheet1.xml": bomb()},
        {"xl/media/image1.png": bytes(20_000_000)},
        {f"docProps/{number}.xml": "<x/>" for number in range(2_500)},
    ],
    ids=["in the sheet", "in a picture", "in many parts"],
)
def test_a_zip_bomb_is_not_opened(tmp_path: Path, others: dict[str, str | bytes]) -> None:
    assert "unpack" in refusal(workbook_of(tmp_path, sheet(row(1, "Name")), others))[0]


EMPTY_ROWS = '<row><c s="0"/></row>'


def sheets(folder: Path, number: int, rows: str, parts: int) -> Path:
    """A workbook that names this many sheets, which are as many parts, all of these rows."""
    named = "".join(f'<sheet name="s{one}" sheetId="{one + 1}" r:id="rId{one % parts + 1}"/>' for one in range(number))
    first = PARTS["xl/_rels/workbook.xml.rels"].partition("<Relationship ")[2].partition("/>")[0]
    relations = "".join(
        f"<Relationship {first}/>".replace("rId1", f"rId{one}").replace("sheet1", f"sheet{one}")
        for one in range(1, parts + 1)
    )
    whole, listed = PARTS["xl/_rels/workbook.xml.rels"], PARTS["xl/workbook.xml"]
    others: dict[str, str | bytes] = {
        "xl/_rels/workbook.xml.rels": whole.replace(f"<Relationship {first}/>", relations),
        "xl/workbook.xml": re.sub("(?<=<sheets>).*(?=</sheets>)", named, listed),
    }
    others |= {f"xl/worksheets/sheet{one}.xml": sheet(rows) for one in range(2, parts + 1)}
    return workbook_of(folder, sheet(rows), others)


def test_sheets_that_share_a_part_are_refused(tmp_path: Path) -> None:
    """Ten KB would be twenty times 99,000 rows."""
    assert "same part" in refusal(sheets(tmp_path, 20, EMPTY_ROWS * 9, 1))[0]
    assert "50 sheets" in refusal(sheets(tmp_path, 51, EMPTY_ROWS, 51))[0]


def test_rows_are_counted_over_all_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty ones that have a colour, too."""
    monkeypatch.setattr(workbooks, "MOST_WALKED", 100)
    assert refusal(sheets(tmp_path, 2, EMPTY_ROWS * 50, 2))[0] == "There is nothing in this file."
    assert "rows" in refusal(sheets(tmp_path, 3, EMPTY_ROWS * 50, 3))[0]
    monkeypatch.setattr(workbooks, "MOST_PASSED", 2_000)
    far = '<row r="900"><c s="0"/></row>'
    assert refusal(sheets(tmp_path, 2, far, 2))[0] == "There is nothing in this file."
    assert "rows" in refusal(sheets(tmp_path, 3, far, 3))[0]


@pytest.mark.parametrize(
    ("rows", "after", "others"),
    [
        ("<row>" + "<c/>" * 30 + "</row>", "", {}),
        ("", "", {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">' + "<si/>" * 30 + "</sst>"}),
        (
            "",
            "",
            {"xl/strings.bin": f'<x:sst xmlns:x="{MAIN}">{"<x:si/>" * 30}</x:sst>'.encode("utf-16")},
        ),
        ("", "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 30 + "</mergeCells>", {}),
        ("<row/>" * 30, "", {}),
    ],
    ids=["cells", "texts", "texts under another name and in UTF-16", "merged", "rows"],
)
def test_more_elements_than_any_list_has_are_refused_before_they_are_read(
    tmp_path: Path, rows: str, after: str, others: dict[str, str | bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty times as long a file takes no longer: it is left at the bound."""
    path = workbook_of(tmp_path, sheet(rows, after), others)
    with monkeypatch.context() as bound:
        for name, (_, called) in archives.MOST_OF.items():
            bound.setitem(archives.MOST_OF, name, (20, called))
        assert "more than 20 " in refusal(path)[0]
    monkeypatch.setattr(archives, "MOST_ELEMENTS", 30)
    assert "more than 30 XML elements" in refusal(path)[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are none on this system")
def test_what_is_no_plain_file_is_not_waited_for(tmp_path: Path) -> None:
    """A link to a list is as good as the list."""
    os.mkfifo(tmp_path / "pipe.csv")
    assert "plain file" in refusal(tmp_path / "pipe.csv")[0]
    (tmp_path / "link.csv").symlink_to(csv(tmp_path, LIST))
    assert len(read_table(tmp_path / "link.csv").rows) == 2


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/passwd", "xl\\..\\evil.xml", "c:evil.xml", "XL/WORKBOOK.xml"])
def test_parts_with_tricky_names_are_refused(tmp_path: Path, name: str) -> None:
    assert "names" in refusal(workbook_of(tmp_path, sheet(row(1, "Name")), {name: "<x/>"}))[0]


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    raw = packed({**PARTS, "xl/worksheets/sheet1.xml": sheet(row(1, "Name")), "xl/worksheets/sheet2.xml": "<x/>"})
    (tmp_path / "list.xlsx").write_bytes(raw.replace(b"sheet2.xml", b"sheet1.xml"))
    assert "names" in refusal(tmp_path / "list.xlsx")[0]


@pytest.mark.parametrize(
    "others",
    [
        {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"},
        {"xl/macrosheets/sheet1.xml": "<x/>"},
        {"[Content_Types].xml": TYPES.replace("sheet.main+xml", "sheet.macroEnabled.main+xml")},
    ],
)
def test_macros_are_refused(tmp_path: Path, others: dict[str, str | bytes]) -> None:
    message, hint, _ = refusal(workbook_of(tmp_path, sheet(row(1, "Name")), others))
    assert "macros" in message and ".xlsx" in hint


LAUGHS = '<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE worksheet SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declared", [LAUGHS.replace('"1.0"?', '"1.0" encoding="{}"?'), OUTSIDE], ids=["own", "outside"]
)
def test_declared_entities_are_refused(tmp_path: Path, declared: str, encoding: str) -> None:
    xml = sheet(row(1, "&b;"), before=declared.format(encoding)).encode(encoding)
    assert "DTD" in refusal(workbook_of(tmp_path, xml))[0]


def test_declared_entities_are_refused_in_a_part_of_any_name(tmp_path: Path) -> None:
    others = {
        "[Content_Types].xml": TYPES.replace("sheet1.xml", "sheet1.dat"),
        "xl/_rels/workbook.xml.rels": PARTS["xl/_rels/workbook.xml.rels"].replace("sheet1.xml", "sheet1.dat"),
        "xl/worksheets/sheet1.dat": sheet(row(1, "&b;"), before=LAUGHS),
    }
    assert "DTD" in refusal(workbook_of(tmp_path, sheet(""), others))[0]


@pytest.mark.parametrize("number", [2_000_000_000, 1_048_577])
def test_a_row_beyond_the_end_of_any_sheet_is_refused(tmp_path: Path, number: int) -> None:
    assert "rows" in refusal(workbook_of(tmp_path, sheet(row(1, "Name") + row(number, "Ben"))))[0]


def test_a_hundred_thousand_rows_are_refused(tmp_path: Path) -> None:
    rows = "".join(row(number, f"Ben {number * 7919}") for number in range(1, 100_001))
    assert "20,000 rows" in refusal(workbook_of(tmp_path, sheet(rows)))[0]


def test_empty_rows_down_to_the_end_of_the_sheet_are_no_rows(tmp_path: Path) -> None:
    xml = sheet(row(1, "Name") + row(2, "Ben") + '<row r="1048576"><c r="A1048576"/></row>')
    assert len(read_table(workbook_of(tmp_path, xml)).rows) == 1


def test_coloured_rows_without_a_word_are_walked_over_but_not_for_ever(tmp_path: Path) -> None:
    coloured = [f'<row r="{number}" s="1"><c r="A{number}" s="0"/></row>' for number in range(3, 120_003)]
    beginning = row(1, "Name") + row(2, "Ben")
    few = workbook_of(tmp_path, sheet(beginning + "".join(coloured[:1_000]) + row(2_000, "Tom")))
    assert [one.number for one in read_table(few).rows] == [2, 2_000]
    assert "rows" in refusal(workbook_of(tmp_path, sheet(beginning + "".join(coloured))))[0]


def test_a_cell_in_the_last_column_is_refused(tmp_path: Path) -> None:
    far = '<row r="2"><c r="GS2"><v>1</v></c></row>'
    assert "200 columns" in refusal(workbook_of(tmp_path, sheet(row(1, "Name") + far)))[0]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("list.xls", OLE + "Workbook".encode("utf-16-le"), "old Excel"),
        ("list.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("list.ods", packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, 0), "OpenDocument"),
        ("list.numbers", packed({"Index/Document.iwa": b"x", "preview.jpg": b"x"}), "Numbers"),
        ("list.docx", packed({"word/document.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "Word"),
        ("list.xlsb", packed({"xl/workbook.bin": b"x", "[Content_Types].xml": "<x/>"}), ".xlsb"),
        ("list.zip", packed({"list.csv": "Name\nBen\n"}), "zip archive"),
        ("list.xlsx", b"PK\x05\x06" + bytes(18), "nothing in"),
        ("list.xlsx", b"PK\x03\x04" + bytes(300), "damaged"),
        ("list.pdf", b"%PDF-1.7\n", "PDF"),
        ("list.xls", b"\xef\xbb\xbf\r\n<html><table><tr><td>Name</td></tr></table>", "web page"),
        ("list.xls", b'<?xml version="1.0"?><Workbook/>', "XML"),
        ("list.rtf", rb"{\rtf1\ansi Name}", "word processor"),
    ],
)
def test_files_of_other_programs_are_told_with_what_to_do(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    message, hint, _ = refusal(path)
    assert said in message and len(hint) > 20


def test_a_workbook_by_another_name_is_a_workbook(tmp_path: Path) -> None:
    path = saved(tmp_path, ("Name",), ("Ben",)).rename(tmp_path / "list.csv")
    assert read_table(path).rows == (Row(2, ("Ben",)),)


def test_a_workbook_that_was_cut_off_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path, ("Name",), ("Ben",))
    path.write_bytes(path.read_bytes()[:-100])
    assert "damaged" in refusal(path)[0]


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<worksheet",
        "<x/>",
        sheet('<row r="x"><c r="A1"/></row>'),
        sheet('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'),
    ],
)
def test_a_sheet_that_breaks_off_or_makes_no_sense_is_told(tmp_path: Path, xml: str) -> None:
    refusal(workbook_of(tmp_path, xml))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "ignore")))
def test_no_bytes_end_in_anything_but_a_table_or_its_error(tmp_path: Path, content: bytes) -> None:
    for beginning in (b"", b"PK\x03\x04", b"\xff\xfe", b'Name,Form\n"'):
        try:
            table = read_table(csv(tmp_path, beginning + content))
        except TableError:
            continue
        assert all(len(one.cells) == len(table.header) for one in table.rows)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_a_flipped_byte_in_a_workbook_ends_in_a_table_or_its_error(tmp_path: Path, place: float, byte: int) -> None:
    raw = bytearray(packed({**PARTS, "xl/worksheets/sheet1.xml": sheet(row(1, "Name") + row(2, "Ben"))}, 0))
    raw[int(place * len(raw))] = byte
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            assert read_table(csv(tmp_path, bytes(raw))).header
        except TableError as refused:
            assert refused.hint
