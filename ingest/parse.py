"""One document as read into the rows of raw: pure, no I/O, the same bytes always give the same rows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter, lt

from ingest.cell_rows import raw_cells
from ingest.column_rows import ColumnRows
from ingest.evaluations import cached_evaluation_vocabulary, read_evaluations
from ingest.fold import fold_label, is_number
from ingest.metadata import Heads, is_synthetic, read_heads, read_identity
from ingest.model import (
    DataState,
    DocumentRefusedError,
    Grid,
    Page,
    Paragraph,
    ParsedDocument,
    RawDocument,
    RawLine,
    RawTable,
    SourceDocument,
)
from ingest.narrative import read_narrative
from ingest.parser_version import parser_version
from ingest.statements.economic_blocks import read_economic_blocks
from ingest.statements.recognition import Element, Recognised, recognise
from ingest.statements.repeats import settle_repeats
from ingest.statements.subject_rows import read_subject_rows
from ingest.statements.tables import CHINESE, Placement, Sheet, Table, prepare_table
from ingest.statements.three_public import read_three_public
from ingest.statements.two_sided import read_two_sided
from ingest.vocabulary import Vocabulary

DOCUMENT_ID_DIGITS = 16
_DECLARED_EMPTY = re.compile(
    r"(?:本表|故)?(?:无数据|为空表|空表|无此项|不涉及|无相关)|没有.{0,30}(?:收入|支出|拨款|预算|经费|结转)"
    r"|(?:无|未(?:发生|安排|取得|使用)).{0,24}(?:收入|支出|拨款|预算|经费)"
)
_EMPTY_IN_TAIL = re.compile(r"无数据|空表|没有.{0,30}(?:收入|支出|拨款)|无此项")
_TEXT = itemgetter(0)  # of a GridCell
_SHORTEST_SENTENCE = 4
_HEAD_ROWS = 5
_TAIL_LINES = 4


@dataclass(slots=True)
class _StatementDraft:
    """A statement on its way: its grids in order and what its head says."""

    code: str
    grids: list[Recognised]
    heads: Heads
    sheet: Sheet
    data_state: DataState = "empty"
    declared_empty_text: str | None = None
    other: dict[int, str] = field(default_factory=dict)


def parse_document(
    source_path: str, source_name: str, content: bytes, document: SourceDocument, vocabulary: Vocabulary
) -> ParsedDocument:
    """Turn a document as read into raw rows.

    Every cell of every grid is in the result, every line too. Raises DocumentRefusedError: no_statements where no grid
    is a statement, contradicting_totals where one statement prints two figures for one total, statement_printed_twice
    where two accounts stand under one title.
    """
    if not _has_chinese_grid(document):
        raise DocumentRefusedError("no_statements", "No table has a Chinese word in it")
    elements = list(_elements(document))
    grids = recognise(elements, vocabulary)
    if all(grid.statement_code is None for grid in grids):
        raise DocumentRefusedError("no_statements", f"None of {len(grids)} tables is a known statement")
    drafts = _draft_statements(grids, vocabulary)
    for draft in drafts:
        _read_statement(draft, vocabulary)
    lines = _raw_lines(document)
    digest = hashlib.sha256(content).hexdigest()
    texts = lines.column("text")
    identity = read_identity((d.heads for d in drafts), texts, vocabulary)
    raw_document = RawDocument(
        document_id=digest[:DOCUMENT_ID_DIGITS],
        content_sha256=digest,
        source_name=source_name,
        source_path=source_path,
        byte_size=len(content),
        format=document.format,
        encoding=document.encoding,
        department_name=identity.department_name,
        department_source=identity.department_source,
        department_code=identity.department_code,
        fiscal_year=identity.fiscal_year,
        fiscal_year_source=identity.fiscal_year_source,
        page_count=len(document.pages),
        parser_version=parser_version(),
        is_synthetic=is_synthetic(texts, vocabulary),
    )
    tables = _raw_tables(grids, drafts, vocabulary)
    cells = raw_cells(grids, {draft.code: draft.sheet for draft in drafts})
    folded = [element.block for element in elements if isinstance(element.block, Table)]
    evaluations = read_evaluations(document, cached_evaluation_vocabulary(), folded)
    return ParsedDocument(
        raw_document,
        lines,
        tables,
        cells,
        narrative_figures=read_narrative(document, cells, vocabulary),
        evaluation_forms=evaluations.forms,
        evaluation_fields=evaluations.fields,
        evaluation_funds=evaluations.funds,
        evaluation_indicators=evaluations.indicators,
        evaluation_goal_figures=evaluations.goal_figures,
        evaluation_unread_rows=evaluations.unread_rows,
        warnings=document.warnings,
    )


def _has_chinese_grid(document: SourceDocument) -> bool:
    """A quick look before the work: megabytes of noise are no accounts."""
    blocks = (block for page in document.pages for block in page.blocks if isinstance(block, Grid))
    return any(CHINESE.search(cell.text) for grid in blocks for row in grid.rows for cell in row.cells)


def _elements(document: SourceDocument) -> Iterator[Element]:
    index = 0
    for page in document.pages:
        for block in page.blocks:
            if isinstance(block, Grid):
                yield Element(page.number, page.name, prepare_table(index, page.number, block))
                index += 1
            else:
                yield Element(page.number, page.name, block)


def _draft_statements(grids: Sequence[Recognised], vocabulary: Vocabulary) -> list[_StatementDraft]:
    """Join each statement with its continuations; a second grid of one title is read with the first."""
    drafts: dict[str, _StatementDraft] = {}
    for grid in grids:
        code = grid.statement_code
        if code is None:
            continue
        if code in drafts:
            drafts[code].grids.append(grid)
            continue
        empty_sheet = Sheet(vocabulary.statements[code], ())
        drafts[code] = _StatementDraft(code, [grid], read_heads(_head_texts(grid)), empty_sheet)
    return list(drafts.values())


def _head_texts(grid: Recognised) -> list[str]:
    return [*([grid.title_printed] if grid.title_printed else []), *grid.heads, *_head_cells(grid.table)]


def _head_cells(table: Table) -> list[str]:
    """Texts of the first rows that say something about the statement, as workbooks print them."""
    return [
        text
        for row in table.texts[:_HEAD_ROWS]
        for text in row
        if len(text) < 80 and (":" in text or "：" in text or "年度" in text)
    ]


def _read_statement(draft: _StatementDraft, vocabulary: Vocabulary) -> None:
    statement = vocabulary.statements[draft.code]
    sheet = draft.sheet = Sheet(statement, tuple(grid.table for grid in draft.grids))
    if statement.layout == "two_sided":
        read_two_sided(sheet, vocabulary)
    elif statement.layout == "economic_blocks":
        read_economic_blocks(sheet)
    elif statement.layout == "measure_columns":
        read_three_public(sheet)
    else:
        read_subject_rows(sheet, vocabulary)
    settle_repeats(sheet, *_printings(draft))
    _judge_data(draft)


def _printings(draft: _StatementDraft) -> tuple[dict[int, int], bool]:
    """Grid → the how-manieth printing of the statement it belongs to, and whether two of them name different owners."""
    printings: dict[int, int] = {}
    owners: set[str] = set()
    for grid in draft.grids:
        is_start = grid.recognition != "continuation"
        printings[grid.table.index] = max(printings.values(), default=-1) + is_start
        owner = read_heads(_head_texts(grid)).department_printed if is_start and len(draft.grids) > 1 else None
        owners |= {owner} if owner else set()
    return printings, len(owners) > 1


def _judge_data(draft: _StatementDraft) -> None:
    """data where any number stands in the statement, declared_empty where a sentence says there is none."""
    if any(p.role in ("amount", "unplaced") and is_number(p.text) for _, p in draft.sheet.placed()):
        draft.data_state = "data"
        return
    sentence = next((p.text for _, p in draft.sheet.placed() if _declares_empty(p)), None)
    if sentence is None:
        tail = [text for grid in draft.grids for text in grid.tail[:_TAIL_LINES]]
        sentence = next((text for text in tail if _EMPTY_IN_TAIL.search(fold_label(text))), None)
    if sentence is not None:
        draft.data_state, draft.declared_empty_text = "declared_empty", sentence.strip()


def _declares_empty(placement: Placement) -> bool:
    folded = fold_label(placement.text)
    is_sentence = placement.line_code is None and len(folded) >= _SHORTEST_SENTENCE
    return is_sentence and _DECLARED_EMPTY.search(folded) is not None


class LineRows(ColumnRows[RawLine]):
    """The lines of a document in their order."""

    __slots__ = ()
    row_class = RawLine


def _raw_lines(document: SourceDocument) -> LineRows:
    """Every line, once for each page and number; a grid row without a number takes the next free one.

    A PDF's blank table rows stand on no text line of their own: they add nothing to the line they lie on.
    """
    columns: tuple[list[int], list[int], list[str], list[bool]] = ([], [], [], [])
    for page in document.pages:
        numbers, texts, are_table_rows = _page_lines(page)
        if None in numbers or not all(map(lt, numbers, numbers[1:])):  # type: ignore[arg-type]  # none is None there
            return _joined_lines(document)
        columns[0].extend([page.number] * len(numbers))
        columns[1].extend(numbers)  # type: ignore[arg-type]  # none is None here
        columns[2].extend(texts)
        columns[3].extend(are_table_rows)
    has_numbers_twice = len({page.number for page in document.pages}) < len(document.pages)
    return _joined_lines(document) if has_numbers_twice else LineRows(columns)


def _joined_lines(document: SourceDocument) -> LineRows:
    """As `_raw_lines`, where several texts stand on one line or some have no number."""
    found: dict[tuple[int, int], RawLine] = {}
    for page in document.pages:
        last = 0
        for number, text, is_table_row in zip(*_page_lines(page), strict=True):
            if number is None and not text.strip():
                continue
            line = last + 1 if number is None else number
            last = max(last, line)
            before = found.get((page.number, line))
            if before is None:
                found[page.number, line] = RawLine(page.number, line, text, is_table_row)
            elif text.strip():
                joined = f"{before.text}\n{text}" if before.text.strip() else text
                found[page.number, line] = RawLine(page.number, line, joined, before.is_table_row or is_table_row)
    return LineRows([list(values) for values in zip(*found.values(), strict=True)] or [[], [], [], []])


def _page_lines(page: Page) -> tuple[list[int | None], list[str], list[bool]]:
    """The number and text of each line or table row of a page, and whether it is a table row."""
    numbers: list[int | None] = []
    texts: list[str] = []
    are_table_rows: list[bool] = []
    for block in page.blocks:
        if isinstance(block, Paragraph):
            number, text, _ = block
            numbers.append(number)
            texts.append(text)
            are_table_rows.append(False)
        else:
            numbers += [row.line for row in block.rows]
            texts += ["\t".join(map(_TEXT, row.cells)) for row in block.rows]
            are_table_rows += [True] * len(block.rows)
    return numbers, texts, are_table_rows


def _raw_tables(
    grids: Sequence[Recognised], drafts: Sequence[_StatementDraft], vocabulary: Vocabulary
) -> tuple[RawTable, ...]:
    by_code = {draft.code: draft for draft in drafts}
    shared = {draft.heads.unit_name for draft in drafts if draft.heads.unit_name}
    shared_unit = shared.pop() if len(shared) == 1 else None
    return tuple(_raw_table(grid, by_code.get(grid.statement_code or ""), shared_unit, vocabulary) for grid in grids)


def _raw_table(
    grid: Recognised, draft: _StatementDraft | None, shared_unit: str | None, vocabulary: Vocabulary
) -> RawTable:
    table = grid.table
    lines = [row.line for row in table.grid.rows if row.line is not None]
    heads = draft.heads if draft else Heads(None, None, None, None)
    unit_name = heads.unit_name or (shared_unit if draft else None)
    unit_source = "printed" if heads.unit_name else "other_statements" if unit_name else "none"
    return RawTable(
        table_index=table.index,
        source_page=table.page,
        first_line=min(lines, default=None),
        last_line=max(lines, default=None),
        row_count=len(table.texts),
        column_count=table.width,
        statement_code=grid.statement_code,
        title_printed=grid.title_printed,
        recognition=grid.recognition,
        continues_table_index=grid.continues_table_index,
        part_number=grid.part_number,
        unit_printed=heads.unit_printed,
        unit_name=unit_name,
        yuan_per_unit=vocabulary.money_units.get(unit_name) if unit_name else None,
        unit_source=unit_source if draft else None,
        department_printed=heads.department_printed,
        fiscal_year_printed=heads.fiscal_year,
        data_state=draft.data_state if draft else None,
        declared_empty_text=draft.declared_empty_text if draft else None,
        note=grid.note,
    )
