"""Rows as columns: what a worker sends and landing inserts is what was read, whatever way it was put together."""

from __future__ import annotations

import io
import re
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.batches import BATCH_SCHEMAS, pack, to_batch, unpack
from ingest.evaluations.rows import PrintedRows
from ingest.fold import fold_label
from ingest.landing import RawLanding
from ingest.limits import DEFAULT_LIMITS
from ingest.model import (
    DocumentRefusedError,
    Grid,
    GridCell,
    GridRow,
    Page,
    Paragraph,
    ParsedDocument,
    RawDocument,
    RawLine,
    SourceDocument,
)
from ingest.narrative.text_stream import _Kept
from ingest.parse import _raw_lines
from ingest.readers import read_document
from ingest.readers.templates import refuse_unfilled_template
from ingest.storage import STORAGE_VERSION
from ingest.worker_process import read_message, write_message

DOCUMENT = RawDocument("0" * 16, "0" * 64, "a.txt", "a.txt", 1, "text", "utf-8", *[None] * 5, 1, "v")


def _parsed(*lines: RawLine) -> ParsedDocument:
    return ParsedDocument(DOCUMENT, lines, (), ())


def test_integers_keep_their_values_and_gaps() -> None:
    lines = (RawLine(1, 7, "a", False), RawLine(-2, 2**31 - 1, "b", True), RawLine(3, -(2**31), "", False))
    batch = to_batch(_parsed(*lines)).batches["lines"]
    assert batch.column("source_page").to_pylist() == [1, -2, 3]
    assert batch.column("source_line").to_pylist() == [7, 2**31 - 1, -(2**31)]
    holes = to_batch(_parsed(RawLine(1, 7, "a", False), RawLine(1, None, "b", False)))  # type: ignore[arg-type]
    assert holes.batches["lines"].column("source_line").to_pylist() == [7, None]


def test_an_integer_that_does_not_fit_is_refused() -> None:
    with pytest.raises(pa.ArrowInvalid):
        to_batch(_parsed(RawLine(1, 7, "a", False), RawLine(1, 2**31, "b", False)))


def test_tables_without_rows_come_back_without_rows() -> None:
    batch = to_batch(_parsed(RawLine(1, 1, "a", False)))
    message = io.BytesIO()
    write_message(message, pack(batch))
    assert len(message.getvalue()) < 2_000  # ten tables of nothing would be 5 kB of their schemas and padding
    message.seek(0)
    found = unpack(read_message(message))
    assert found == batch
    assert {name: rows.schema for name, rows in found.batches.items()} == BATCH_SCHEMAS


def test_a_message_cut_anywhere_is_the_end_of_the_other_process() -> None:
    message = io.BytesIO()
    write_message(message, pack(to_batch(_parsed(RawLine(1, 1, "决算", False)))))
    whole = message.getvalue()
    for length in range(0, len(whole), 37):
        with pytest.raises(EOFError):
            read_message(io.BytesIO(whole[:length]))


def _page(number: int, *blocks: Paragraph | Grid) -> Page:
    return Page(number, blocks)


def test_lines_of_a_text_are_its_lines() -> None:
    text = "\ufeff封面\n\n收入\t支出\n1.00\t\n\n末行"
    lines = _raw_lines(read_document("a.txt", text.encode(), DEFAULT_LIMITS))
    assert list(lines) == [
        RawLine(1, 1, "封面", False),
        RawLine(1, 2, "", False),
        RawLine(1, 3, "收入\t支出", True),
        RawLine(1, 4, "1.00\t", True),
        RawLine(1, 5, "", False),
        RawLine(1, 6, "末行", False),
    ]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param(
            (_page(1, Grid((GridRow(3, (GridCell("甲"),)), GridRow(3, (GridCell("乙"),))))),),
            [RawLine(1, 3, "甲\n乙", True)],
            id="two rows on one line",
        ),
        pytest.param(
            (_page(1, Paragraph(2, "甲"), Paragraph(1, "乙")),),
            [RawLine(1, 2, "甲", False), RawLine(1, 1, "乙", False)],
            id="lines that do not rise",
        ),
        pytest.param(
            (_page(1, Paragraph(1, "甲"), Grid((GridRow(None, (GridCell("乙"),)), GridRow(None, (GridCell(" "),))))),),
            [RawLine(1, 1, "甲", False), RawLine(1, 2, "乙", True)],
            id="rows without a number",
        ),
        pytest.param(
            (_page(1, Paragraph(1, "甲")), _page(1, Paragraph(1, "乙"))),
            [RawLine(1, 1, "甲\n乙", False)],
            id="two pages of one number",
        ),
    ],
)
def test_lines_that_meet_are_joined(pages: tuple[Page, ...], expected: list[RawLine]) -> None:
    assert list(_raw_lines(SourceDocument("pdf", pages))) == expected


@given(st.text(alphabet="决算1,. \u3000“”", min_size=1, max_size=60), st.integers(1, 9))
def test_kept_characters_know_their_places(text: str, first: int) -> None:
    places = [first + place for place, character in enumerate(text) if character not in " \u3000“”"]
    kept = _Kept(text, first)
    assert [kept[offset] for offset in range(len(places))] == places


def test_a_paragraph_longer_than_a_title_opens_no_form() -> None:
    title = "项目支出绩效自评表"
    told = "我单位对项目逐一开展绩效自评并按要求填报" * 2 + title
    spaced = " ".join(title) + " " * 80
    document = SourceDocument("text", (_page(1, Paragraph(1, told), Paragraph(2, spaced), Paragraph(3, title)),))
    rows = PrintedRows(document)
    assert rows.numbers_of(re.compile(title)) == [1, 2]
    assert [row.folded for row in rows] == [fold_label(told), title, title]


def test_a_placeholder_does_not_reach_over_two_texts() -> None:
    def refusal(*texts: str) -> str | None:
        lines = [Paragraph(number, text) for number, text in enumerate(texts, start=1)]
        try:
            refuse_unfilled_template(SourceDocument("text", (_page(1, *lines),)))
        except DocumentRefusedError as refused:
            return refused.code
        return None

    assert refusal("编号XX", "局长致辞") is None
    assert refusal("编号XX局长致辞") == "unfilled_template"


@pytest.mark.parametrize("version", ["v1.0.0", STORAGE_VERSION])
def test_texts_that_repeat_are_stored_compressed_in_files_of_any_version(tmp_path: Path, version: str) -> None:
    path = tmp_path / "build.duckdb"
    if version != STORAGE_VERSION:  # as an earlier version of ours made it
        with duckdb.connect() as connection:
            connection.execute(f"attach '{path}' as made (storage_version '{version}')")
    with RawLanding(path) as landing:
        landing.land(
            _parsed(*[RawLine(1, number, f"一般公共预算财政拨款{number % 50}", False) for number in range(20_000)])
        )
    with duckdb.connect(str(path)) as connection:
        found = connection.execute(
            "select distinct compression from pragma_storage_info('raw.lines')"
            " where column_name = 'text' and segment_type = 'VARCHAR'"
        ).fetchall()
    assert found
    assert {compression for (compression,) in found}.isdisjoint({"Uncompressed", "Constant"})
