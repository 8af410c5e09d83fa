"""Which reader a file gets, bundles, unfilled templates, and one account written in every format."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.fold import parse_number
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.model import DocumentRefusedError
from ingest.parse import parse_document
from ingest.readers import read_document
from ingest.vocabulary import load_vocabulary
from tests.python.ingest.reader_samples import (
    ACCOUNT,
    COVER,
    INCOME,
    INCOME_EXPENDITURE,
    Statement,
    docx_bytes,
    grids,
    html_bytes,
    ods_bytes,
    paragraphs,
    pdf_bytes,
    text_bytes,
    xlsx_bytes,
)

XLS_FIXTURE = Path(__file__).parents[2] / "fixtures" / "formats" / "account.xls"


def _refusal(content: bytes, limits: Limits = DEFAULT_LIMITS) -> DocumentRefusedError:
    with pytest.raises(DocumentRefusedError) as caught:
        read_document("x", content, limits)
    return caught.value


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not_a_document"),
        (b"Rar!\x1a\x07\x00" + bytes(100), "not_a_document"),
        (bytes(range(256)) * 40, "not_a_document"),
        (b'<?xml version="1.0"?><Workbook/>', "not_a_document"),
        (b"PK\x03\x04" + bytes(100), "corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not_a_document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\x00".encode("utf-16-le") * 9, "not_a_document"),
    ],
)
def test_what_is_no_document_is_refused(content: bytes, code: str) -> None:
    assert _refusal(content).code == code


def test_a_file_over_the_size_limit_is_refused() -> None:
    assert _refusal(b"x" * 101, Limits(max_bytes=100)).code == "too_large"


def test_a_zip_of_the_parts_is_one_document_in_the_order_of_their_names() -> None:
    content = _zip(
        {
            "b说明.docx": docx_bytes(()),
            "a收入决算表.xlsx": xlsx_bytes((INCOME,)),
            "__MACOSX/._a": b"x",
            "c.png": b"\x89PNG\r\n\x1a\n",
        }
    )
    document = read_document("x", content)
    assert document.format == "bundle"
    assert [(page.number, page.name) for page in document.pages] == [
        (1, "a收入决算表.xlsx/收入决算表"),
        (2, "b说明.docx"),
    ]
    assert paragraphs(document) == [INCOME.title, INCOME.note, COVER]
    assert document.warnings == ("c.png passed over: It is a PNG picture",)


def test_a_zip_may_hold_its_statements_as_open_document() -> None:
    document = read_document("x", _zip({"a收入决算表.ods": ods_bytes((INCOME,)), "b说明.docx": docx_bytes(())}))
    assert grids(document) == [[list(row) for row in INCOME.rows]]


def test_names_packed_in_gbk_are_read() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("XXXX.txt"), text_bytes())
    content = buffer.getvalue().replace(b"XXXX", "说明".encode("gbk"))
    assert read_document("x", content).pages[0].name == "说明.txt"


def test_a_part_that_cannot_be_read_refuses_the_whole_bundle() -> None:
    refusal = _refusal(_zip({"a.txt": text_bytes(), "b.pdf": pdf_bytes()[:500]}))
    assert (refusal.code, refusal.detail[:5]) == ("corrupt", "b.pdf")


def test_a_zip_inside_a_zip_and_a_zip_of_nothing_are_refused() -> None:
    assert _refusal(_zip({"a.zip": _zip({"b.txt": text_bytes()})})).code == "expansion_bomb"
    assert _refusal(_zip({"a.png": b"\x89PNG\r\n\x1a\n"})).code == "not_a_document"


def test_a_zip_bomb_is_refused_without_unpacking_it() -> None:
    bomb = _zip({"a.txt": bytes(400_000_000)})
    assert _refusal(bomb).code == "expansion_bomb"


def test_too_many_members_are_refused() -> None:
    bomb = _zip({f"{number}.txt": b"1" for number in range(60)})
    assert _refusal(bomb, Limits(max_members=50)).code == "expansion_bomb"


def _template(cover: str, amount: str) -> bytes:
    return f"{cover}\n收入决算表\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t{amount}\n".encode()


@pytest.mark.parametrize("cover", ["XX局2023年度部门决算", "××市××局决算", "某某单位决算", "XXX部门决算"])
def test_an_unfilled_template_is_refused(cover: str) -> None:
    assert _refusal(_template(cover, "")).code == "unfilled_template"
    assert _refusal(_template(cover, "0.00")).code == "unfilled_template"


@pytest.mark.parametrize("amount", ["12.30", "1,234"])
def test_a_filled_account_with_a_placeholder_left_in_is_read(amount: str) -> None:
    assert grids(read_document("x", _template("XX局2023年度部门决算", amount)))


Facts = dict[tuple[str | None, str | None, str | None, str | None], Decimal | None]


def _facts(content: bytes) -> Facts:
    """What each format must agree on: the amount of every statement, side, line and measure."""
    parsed = parse_document("x", "x", content, read_document("x", content), load_vocabulary())
    amounts = [
        cell
        for cell in parsed.cells
        if cell.cell_role == "amount" and cell.cell_kind in ("printed_number", "printed_zero")
    ]
    facts: Facts = {
        (cell.statement_code, cell.side, cell.line_code, cell.measure_code): parse_number(cell.text) for cell in amounts
    }
    assert len(facts) == len(amounts), "two cells claim the same place"
    return facts


def _printed(statement: Statement) -> int:
    return sum("." in text for row in statement.rows for text in row)


WRITERS: dict[str, Callable[[], bytes]] = {
    "pdf": pdf_bytes,
    "xlsx": xlsx_bytes,
    "ods": ods_bytes,
    "xls": XLS_FIXTURE.read_bytes,
    "html": html_bytes,
    "docx": docx_bytes,
    "gb18030 text": lambda: text_bytes(encoding="gb18030"),
    "bundle": lambda: _zip(
        {
            "1.xlsx": xlsx_bytes((INCOME_EXPENDITURE,)),
            "2.html": html_bytes((INCOME,)),
            "3.docx": docx_bytes(ACCOUNT[2:]),
        }
    ),
}


def test_the_text_of_the_account_gives_all_its_amounts() -> None:
    facts = _facts(text_bytes())
    assert len(facts) == sum(_printed(statement) for statement in ACCOUNT)
    assert facts["income", None, "2012601", "total"] == Decimal("900.00")
    assert facts["expenditure", None, "2012604", "project"] == Decimal("100.10")
    assert facts["income_expenditure_summary", "expenditure", "208", "amount"] == Decimal("134.40")


@pytest.mark.parametrize("name", WRITERS)
def test_one_account_gives_the_same_amounts_in_every_format(name: str) -> None:
    assert _facts(WRITERS[name]()) == _facts(text_bytes())
