"""What the narrative's tests share: a document made of lines, printed subjects, and the rows read from both."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from ingest.model import Page, Paragraph, RawCell, SourceDocument
from ingest.narrative import RawNarrativeFigure, read_narrative
from ingest.parse import parse_document
from ingest.readers import read_document
from ingest.vocabulary import load_vocabulary

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "narrative"


def fixture_rows(name: str) -> list[dict[str, str]]:
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def document_of(*pages: Sequence[str]) -> SourceDocument:
    """A document whose pages hold these lines."""
    return SourceDocument(
        "text",
        tuple(
            Page(number, tuple(Paragraph(line, text) for line, text in enumerate(lines, start=1)))
            for number, lines in enumerate(pages, start=1)
        ),
    )


def subject_cell(code: str, label: str, amount: str = "") -> RawCell:
    """An amount cell of the general public budget statement."""
    return RawCell(
        table_index=0,
        row_index=0,
        column_index=0,
        fragment_index=0,
        source_page=1,
        source_line=1,
        source_reference=None,
        source_box=None,
        text=amount,
        cell_role="amount",
        cell_kind="printed_number" if amount else "blank",
        statement_code="general_public_budget_expenditure",
        side=None,
        line_code=code,
        line_label=label,
        line_evidence="code",
        measure_code="total",
        measure_evidence="header",
        reason=None,
    )


def read_lines(heading: str, *lines: str, cells: Sequence[RawCell] = ()) -> tuple[RawNarrativeFigure, ...]:
    """The rows of one section."""
    return read_narrative(document_of([heading, *lines]), cells, load_vocabulary())


def read_file(path: Path) -> tuple[RawNarrativeFigure, ...]:
    """The rows of a real document, with the cells of its statements."""
    content, vocabulary = path.read_bytes(), load_vocabulary()
    document = read_document(path.name, content)
    cells = parse_document(str(path), path.name, content, document, vocabulary).cells
    return read_narrative(document, cells, vocabulary)


def value_of(row: RawNarrativeFigure) -> str:
    return "".join((row.value_text or "").split())


def brief(row: RawNarrativeFigure) -> tuple[str | None, str, str]:
    """Topic, metric and value: what most sentences are about."""
    return row.topic_code, row.metric_code, value_of(row)
