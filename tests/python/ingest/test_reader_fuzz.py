"""The law of the readers: every number printed in a document is read, and no other number is.

Hypothesis makes grids and takes away what real documents lack: ruling lines, page halves, cell borders.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.limits import Limits
from ingest.model import DocumentRefusedError, Grid, SourceDocument
from ingest.readers import read_document
from tests.python.ingest.reader_samples import (
    PdfStyle,
    Statement,
    docx_bytes,
    grids,
    html_bytes,
    ods_bytes,
    pdf_bytes,
    text_bytes,
    xlsx_bytes,
)

_NUMBER = re.compile(r"\d[\d,]*\.\d+")
_SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

amounts = st.integers(0, 10**9).map(lambda cents: f"{cents // 100:,}.{cents % 100:02}")
labels = st.text("一般公共服务支出收入合计其中教育", min_size=1, max_size=8)
cells = st.one_of(amounts, amounts, st.just(""))


@st.composite
def tables(draw: st.DrawFn) -> Statement:
    """A table of a label column and two to five columns of amounts and blanks; every row prints an amount."""
    width = draw(st.integers(2, 5))
    rows = draw(
        st.lists(st.tuples(labels, amounts, *[cells] * (width - 1)), min_size=2, max_size=9),
    )
    header = ("项目", *(f"栏{'甲乙丙丁戊'[number]}" for number in range(width)))
    return Statement("支出决算表", (header, *rows))


def numbers_in(texts: Iterable[str]) -> Counter[str]:
    """All amounts in some texts; two that were run together would give others."""
    return Counter(number for text in texts for number in _NUMBER.findall(text))


def all_texts(document: SourceDocument) -> list[str]:
    """The texts of all cells and paragraphs."""
    texts = []
    for page in document.pages:
        for block in page.blocks:
            if isinstance(block, Grid):
                texts += [cell.text for row in block.rows for cell in row.cells]
            else:
                texts.append(block.text)
    return texts


def printed(statement: Statement) -> Counter[str]:
    """All amounts that the test wrote."""
    return numbers_in(text for row in statement.rows for text in row)


@pytest.mark.parametrize("write", [text_bytes, html_bytes, docx_bytes, xlsx_bytes, ods_bytes, pdf_bytes])
def test_any_table_is_read_back_exactly(write: Callable[[tuple[Statement]], bytes]) -> None:
    @_SETTINGS
    @given(tables())
    def check(statement: Statement) -> None:
        read = [[list(row) for row in rows] for rows in grids(read_document("x", write((statement,))))]
        width = max(index for row in statement.rows for index, text in enumerate(row, start=1) if text)
        assert [[row[:width] for row in rows] for rows in read] == [[list(row[:width]) for row in statement.rows]]

    check()


@_SETTINGS
@given(
    statement=tables(),
    horizontals=st.frozensets(st.integers(0, 10), max_size=4),
    verticals=st.frozensets(st.integers(0, 6), max_size=2),
    rows_per_page=st.integers(2, 10),
    stop=st.one_of(st.none(), st.integers(1, 10)),
)
def test_no_number_is_lost_or_made_where_ruling_is_missing(
    statement: Statement,
    horizontals: frozenset[int],
    verticals: frozenset[int],
    rows_per_page: int,
    stop: int | None,
) -> None:
    style = PdfStyle(
        rows_per_page=rows_per_page,
        skip_horizontals=horizontals,
        skip_verticals=verticals,
        stop_verticals_at=stop,
    )
    document = read_document("x", pdf_bytes((statement,), style))
    assert numbers_in(all_texts(document)) == printed(statement)


@_SETTINGS
@given(statement=tables(), at=st.integers(1, 8))
def test_a_row_lost_at_a_page_break_is_in_the_grid_again(statement: Statement, at: int) -> None:
    """The last row of a page has no line below it and no verticals beside it."""
    rows_per_page = max(3, min(at + 1, len(statement.rows) - 1))
    style = PdfStyle(
        rows_per_page=rows_per_page,
        skip_horizontals=frozenset({rows_per_page}),
        stop_verticals_at=rows_per_page - 1,
    )
    (first, *_) = grids(read_document("x", pdf_bytes((statement,), style)))
    assert first == [list(row) for row in statement.rows[:rows_per_page]]


@_SETTINGS
@given(
    statement=tables(),
    write=st.sampled_from([text_bytes, html_bytes, docx_bytes, xlsx_bytes, ods_bytes, pdf_bytes]),
    flips=st.lists(st.tuples(st.floats(0, 1), st.integers(1, 255)), max_size=8),
    keep=st.one_of(st.just(1.0), st.floats(0, 1)),
)
def test_a_damaged_copy_is_read_or_refused_with_a_reason(
    statement: Statement,
    write: Callable[[tuple[Statement]], bytes],
    flips: list[tuple[float, int]],
    keep: float,
) -> None:
    """Nothing but a refusal leaves the reader, whatever bytes come."""
    content = bytearray(write((statement,)))
    for place, change in flips:
        content[min(int(place * len(content)), len(content) - 1)] ^= change
    try:
        document = read_document("x", bytes(content[: int(len(content) * keep)]), Limits(max_pages=50))
    except DocumentRefusedError as refusal:
        assert refusal.code
        assert refusal.detail
    else:
        assert document.pages
