"""What a reader yields and what recognition turns it into: plain frozen rows, no I/O.

A reader turns one document into `SourceDocument`: pages of blocks in reading order, each block a `Paragraph`
or a `Grid`, every text exactly as printed. Recognition turns that into the raw rows below, which
`ingest.landing` writes to DuckDB unchanged. Their columns are documented in docs/architecture.md.

The rows that come by the thousand are named tuples: a frozen dataclass of as many fields takes five times as long to
make, which was a third of the time of a text document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from ingest.evaluations.model import EvaluationCell, EvaluationForm, EvaluationGoalFigure, UnreadRow
    from ingest.narrative.model import RawNarrativeFigure

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points from the page's top left corner."""

CellKind = Literal["printed_number", "printed_zero", "blank", "text", "unreadable"]
CellRole = Literal["amount", "code", "label", "ordinal", "column_number", "header", "note", "noise", "unplaced"]
DataState = Literal["data", "declared_empty", "empty"]


class GridCell(NamedTuple):
    """One cell of a grid, text as printed. `reference` is the format's own address (B7, an element path)."""

    text: str
    box: Box | None = None
    reference: str = ""


class GridRow(NamedTuple):
    """One row of a grid. `line` is the line of the text file, the text line of the PDF page or the sheet row."""

    line: int | None
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the reader found it; rows may differ in length."""

    rows: tuple[GridRow, ...]


class Paragraph(NamedTuple):
    """One line of text outside any grid."""

    line: int
    text: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A PDF page, a sheet or the whole of a text file. `number` counts from 1; `name` is the sheet's name."""

    number: int
    blocks: tuple[Paragraph | Grid, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One document as read: `format` is text, pdf, xlsx, xls, ods, html, docx or bundle."""

    format: str
    pages: tuple[Page, ...]
    encoding: str = ""
    warnings: tuple[str, ...] = field(default=())


class DocumentRefusedError(Exception):
    """A document that cannot be read: `code` is a row of seeds/refusal_reasons.csv, `detail` says what and where."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class RawLine(NamedTuple):
    """One line of the document, inside or outside a table (cells joined by tabs)."""

    source_page: int
    source_line: int
    text: str
    is_table_row: bool


class RawTable(NamedTuple):
    """One grid and what recognition made of it."""

    table_index: int
    source_page: int
    first_line: int | None
    last_line: int | None
    row_count: int
    column_count: int
    statement_code: str | None
    title_printed: str | None
    recognition: str  # title | header | continuation | unrecognised
    continues_table_index: int | None
    part_number: int | None
    unit_printed: str | None
    unit_name: str | None
    yuan_per_unit: int | None
    unit_source: str | None  # printed | other_statements | none
    department_printed: str | None
    fiscal_year_printed: int | None
    data_state: DataState | None
    declared_empty_text: str | None
    note: str | None


class RawCell(NamedTuple):
    """One cell of a grid (fragment 0) or one number or word inside it (fragment 1, 2, …)."""

    table_index: int
    row_index: int
    column_index: int
    fragment_index: int
    source_page: int
    source_line: int | None
    source_reference: str | None
    source_box: str | None
    text: str
    cell_role: CellRole
    cell_kind: CellKind
    statement_code: str | None
    side: str | None
    line_code: str | None
    line_label: str | None
    line_evidence: str | None  # code | label | ordinal | code_and_label | …
    measure_code: str | None
    measure_evidence: str | None  # column_number | header | position | values, joined by +
    reason: str | None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What is known of the document as a whole."""

    document_id: str
    content_sha256: str
    source_name: str
    source_path: str
    byte_size: int
    format: str
    encoding: str
    department_name: str | None
    department_source: str | None
    department_code: str | None
    fiscal_year: int | None
    fiscal_year_source: str | None
    page_count: int
    parser_version: str
    is_synthetic: bool = False  # the document says of itself that a program invented it


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """The pure result of ingesting one document: everything landing needs, nothing it must compute."""

    document: RawDocument
    lines: Sequence[RawLine]
    tables: tuple[RawTable, ...]
    cells: Sequence[RawCell]
    narrative_figures: tuple[RawNarrativeFigure, ...] = field(default=())
    evaluation_forms: tuple[EvaluationForm, ...] = field(default=())
    evaluation_fields: tuple[EvaluationCell, ...] = field(default=())
    evaluation_funds: tuple[EvaluationCell, ...] = field(default=())
    evaluation_indicators: tuple[EvaluationCell, ...] = field(default=())
    evaluation_goal_figures: tuple[EvaluationGoalFigure, ...] = field(default=())
    evaluation_unread_rows: tuple[UnreadRow, ...] = field(default=())
    warnings: tuple[str, ...] = field(default=())
