"""How rows are read from files that come in pieces, and how files that are none are refused."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from api.casework.imports.formats import xlsx, zip_bounds
from api.casework.imports.formats.reading import READERS
from api.casework.imports.formats.rows import Row
from api.casework.imports.rules import Format
from api.errors import InvalidInput
from tests.api.casework.imports.makers import WRITERS, csv_file, line, ndjson, workbook

HEADER = "system;reference;case_type;unit;origin;received_on;extension_reason"
PLAIN = "esdh;S1;merudgifter;BCH;borger;16-08-2017;"


def pieces(body: bytes, size: int = 7) -> Iterator[bytes]:
    for at in range(0, len(body), size):
        yield body[at : at + size]


def rows(body: bytes, kind: str, size: int = 7) -> list[Row]:
    return list(READERS[Format(kind)](pieces(body, size)))


def refusal(body: bytes, kind: str) -> InvalidInput:
    with pytest.raises(InvalidInput) as refused:
        rows(body, kind)
    return refused.value


def csv_of(*lines: str, end: str = "\r\n") -> bytes:
    return "".join(f"{each}{end}" for each in (HEADER, *lines)).encode()


@pytest.mark.parametrize("size", [1, 2, 3, 64, 1 << 20])
@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_rows_however_the_pieces_fall(kind: str, size: int) -> None:
    told = [line(1, unit="Ældre, Østerbro"), line(2), line(3, extension_reason='"så";\r\nendelig')]

    found = rows(WRITERS[kind](told), kind, size)

    assert [row.cells["reference"] for row in found] == ["S2017-1", "S2017-2", "S2017-3"]
    assert found[0].cells["unit"] == "Ældre, Østerbro"
    assert found[2].cells["extension_reason"] == '"så";\r\nendelig'
    assert not any(row.faults for row in found)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_reads_csv_as_spreadsheets_write_it(delimiter: str, end: str, mark: bytes) -> None:
    body = mark + csv_file([line(1), line(2)], delimiter=delimiter, end=end)

    assert [row.line for row in rows(body, "csv")] == [2, 3]


def test_ndjson_may_begin_with_a_mark_and_hold_empty_lines() -> None:
    body = b"\xef\xbb\xbf" + ndjson([line(1)]) + b"\n  \r\n" + ndjson([line(2)]).rstrip()

    assert [row.line for row in rows(body, "ndjson")] == [1, 4]


def test_a_row_of_several_lines_has_the_number_of_its_first() -> None:
    body = csv_of(f'{PLAIN}"en\nto\ntre"', PLAIN, ";;;;;;", "", f'{PLAIN}"en\r\nto"', PLAIN)

    assert [row.line for row in rows(body, "csv")] == [2, 5, 8, 10]


def test_columns_without_a_name_must_be_empty() -> None:
    body = csv_of().rstrip() + b";;\r\n" + f"{PLAIN};;\r\n{PLAIN};x;\r\n".encode()

    fine, other = rows(body, "csv")

    assert (fine.faults, other.faults[0].code) == ([], "column_nameless")


def test_a_row_with_more_or_fewer_cells_is_refused_with_where_it_ends() -> None:
    two_lines = 'esdh;"S\n2"'
    short, longer, long, fine = rows(csv_of("esdh;S1", two_lines, f"{PLAIN};x", PLAIN), "csv")

    assert {row.faults[0].code for row in (short, longer, long)} == {"cells_other"}
    assert (longer.line, "runs to line 4" in longer.faults[0].detail) == (3, True)
    assert (long.line, fine.line, fine.faults) == (5, 6, [])


def test_no_row_is_lost_in_the_cell_of_another() -> None:
    swallowing, fine = rows(csv_of(f'{PLAIN}"uden ende', PLAIN, f'{PLAIN}"', PLAIN), "csv")

    assert (swallowing.line, swallowing.faults[0].code) == (2, "rows_swallowed")
    assert "to line 4" in swallowing.faults[0].detail
    assert (fine.line, fine.faults) == (5, [])


def test_a_text_of_several_lines_may_hold_delimiters() -> None:
    prose = '"først; så; derpå; siden; snart; nu; da\n16-08-2017; a; b; c; d; e; f"'

    [row] = rows(csv_of(f"{PLAIN}{prose}"), "csv")

    assert (row.faults, row.cells["extension_reason"][:5]) == ([], "først")


def test_a_quotation_mark_without_end_tells_where_the_row_ends() -> None:
    odd, fine = rows(csv_of(f'{PLAIN}"uden ende', f'{PLAIN}"med"', PLAIN), "csv")

    assert (odd.line, odd.faults[0].code, fine.line) == (2, "csv_invalid", 4)
    assert "runs to line 3" in odd.faults[0].detail


@pytest.mark.parametrize("delimiter", [";", ","])
def test_names_of_columns_may_be_quoted(delimiter: str) -> None:
    header = delimiter.join(f'"{name}"' for name in HEADER.split(";"))
    body = f"{header}\n{PLAIN.replace(';', delimiter)}\n".encode()

    assert [row.cells["reference"] for row in rows(body, "csv")] == ["S1"]


def test_a_quotation_mark_out_of_place_costs_its_own_row_only() -> None:
    odd, fine = rows(csv_of('"esdh"x;S1;merudgifter;BCH;borger;16-08-2017;', PLAIN), "csv")

    assert (odd.line, odd.faults[0].code) == (2, "csv_invalid")
    assert (fine.line, fine.faults) == (3, [])


@pytest.mark.parametrize("kind", ["csv", "ndjson"])
def test_latin_1_is_refused_with_the_byte_and_the_line(kind: str) -> None:
    first, second = line(1), line(2, unit="Børn")
    body = WRITERS[kind]([first, second]).decode().encode("latin-1")

    refused = refusal(body, kind)

    assert refused.code == "not_utf8"
    assert f"Byte {body.index(0xF8) + 1}, in line {2 if kind == 'ndjson' else 3}," in refused.detail
    assert "'ø'" in refused.detail
    assert "Save it as UTF-8" in refused.detail


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("kind", ["csv", "ndjson"])
def test_utf_16_is_refused(kind: str, encoding: str) -> None:
    refused = refusal(WRITERS[kind]([line(1)]).decode().encode(encoding), kind)

    assert refused.code == "not_utf8"
    assert "UTF-16" in refused.detail


@pytest.mark.parametrize(
    ("kind", "beginning", "named"),
    [
        ("csv", b"PK\x03\x04", "xlsx"),
        ("ndjson", b"\x1f\x8b\x08", "gzip"),
        ("csv", b"\xd0\xcf\x11\xe0", "xls"),
    ],
)
def test_another_program_s_file_is_named(kind: str, beginning: bytes, named: str) -> None:
    refused = refusal(beginning + b"anything", kind)

    assert (refused.code, named in refused.detail) == ("format_other", True)


@pytest.mark.parametrize(
    "body",
    [
        ndjson([line(1), line(2)])[:-20],
        csv_of(PLAIN) + b"esdh;S2",
        csv_of(PLAIN) + b'esdh;S2;merudgifter;BCH;borger;16-08-2017;"det ta',
    ],
    ids=["ndjson", "csv", "csv in quotes"],
)
def test_a_file_that_ends_in_the_middle_of_a_line_is_no_file(body: bytes) -> None:
    kind = "ndjson" if body.startswith(b"{") else "csv"

    assert refusal(body, kind).code == "body_cut"


def test_the_last_line_needs_no_end() -> None:
    assert len(rows(ndjson([line(1)]).rstrip(), "ndjson")) == 1
    assert len(rows(csv_of(PLAIN).rstrip(), "csv")) == 1


@pytest.mark.parametrize("kind", ["csv", "ndjson"])
def test_a_line_without_end_is_refused_before_it_fills_the_memory(kind: str) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 100_000

    with pytest.raises(InvalidInput) as refused:
        list(READERS[Format(kind)](endless()))

    assert refused.value.code == "line_too_long"


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("{", "json_invalid", ""),
        ("[" * 100_000, "json_invalid", ""),
        ("[1]", "object_expected", ""),
        ('{"colour": "red"}', "column_unknown", ""),
        ('{"modtaget": "2017-08-16", "received_on": "2017-08-16"}', "column_twice", "received_on"),
        ('{"system": "a", "system": "b"}', "column_twice", "system"),
    ],
)
def test_a_line_that_is_no_case_is_refused_alone(text: str, code: str, field: str) -> None:
    odd, fine = rows(f"{text}\n".encode() + ndjson([line(1)]), "ndjson")

    assert (odd.faults[0].code, odd.faults[0].field) == (code, field)
    assert (fine.line, fine.faults) == (2, [])


@pytest.mark.parametrize("body", [b"", b"\n", b"\r\n\r\n", "æøå;\n".encode(), b'"uden ende\n'])
def test_csv_without_a_header_is_refused(body: bytes) -> None:
    codes = {"columns_missing", "columns_unknown", "header_unreadable"}

    assert refusal(body, "csv").code in codes


def test_a_workbook_has_its_rows_by_number_and_its_days_as_days() -> None:
    first, second = rows(workbook([line(1), {}, line(2)]), "xlsx")

    assert (first.line, second.line) == (2, 4)
    assert first.cells["received_on"] == datetime(2017, 8, 16)  # noqa: DTZ001 - knows no zone


def test_a_workbook_s_errors_are_no_values() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(line(1)))
    sheet.append(list(line(1, reference="#N/A").values()))
    file = io.BytesIO()
    book.save(file)

    [row] = rows(file.getvalue(), "xlsx")

    assert [(fault.field, fault.code) for fault in row.faults] == [("reference", "cell_error")]


@pytest.mark.parametrize(
    ("number", "codes"), [(201701124650001, []), (20170112465000123, ["digits_lost"])]
)
def test_a_reference_kept_as_a_number_has_all_its_digits_or_is_refused(
    number: int, codes: list[str]
) -> None:
    [row] = rows(workbook([line(1, reference=number)]), "xlsx")

    assert [fault.code for fault in row.faults] == codes
    assert codes or row.cells["reference"] == number


def test_a_workbook_that_says_a_wrong_size_is_read_whole() -> None:
    body = rewritten(
        workbook([line(1), line(2)]),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace(b'ref="A1:F3"', b'ref="A1:B2"'),
    )

    assert [row.cells["received_on"] is not None for row in rows(body, "xlsx")] == [True, True]


def rewritten(body: bytes, part: str, change: Any) -> bytes:
    """Return a zip with one of its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return file.getvalue()


@pytest.mark.parametrize(
    "body",
    [b"", b"PK\x03\x04", workbook([line(1)])[:-30], workbook([line(1)])[:200], b"x" * 5000],
    ids=["empty", "beginning", "cut", "cut early", "other"],
)
def test_what_is_no_workbook_is_refused(body: bytes) -> None:
    assert refusal(body, "xlsx").code == "workbook_unreadable"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_with_nonsense_inside_is_refused(part: str) -> None:
    body = rewritten(workbook([line(1)]), part, lambda text: text[: len(text) // 2])

    assert refusal(body, "xlsx").code == "workbook_unreadable"


def test_a_zip_that_is_another_thing_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("brev.txt", "hej")

    assert refusal(file.getvalue(), "xlsx").code == "workbook_unreadable"


def test_a_small_file_that_unpacks_to_much_is_refused_before_it_is_unpacked() -> None:
    bomb = rewritten(
        workbook([line(1)]), "xl/worksheets/sheet1.xml", lambda text: text + b" " * 5_000_000
    )

    assert refusal(bomb, "xlsx").code == "workbook_too_large"


@pytest.mark.parametrize("bound", ["MOST_UNPACKED", "MOST_SHARED", "SMALL"])
def test_what_a_workbook_unpacks_to_is_bounded(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_bounds, bound, 100)

    assert refusal(workbook([line(1)]), "xlsx").code == "workbook_too_large"


def test_a_sheet_that_jumps_to_a_far_row_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 1000)
    far = rewritten(
        workbook([line(1)]),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace(b'<row r="2"', b'<row r="999999999"'),
    )

    assert refusal(far, "xlsx").code == "too_many_rows"
