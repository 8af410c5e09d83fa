"""What reading the performance self-evaluation forms (绩效自评表) of a document yields: plain frozen rows, no I/O.

A form may be printed more than once (in the text and in the annex). Every printed copy keeps its own rows;
`form_key` joins the copies of one form and `item_key` the same item in each of them. Choosing between copies is
left to SQL, which sees every witness.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

FormKind = Literal["project", "department"]
ItemKind = Literal["head", "fund", "indicator", "total", "conclusion"]
EvaluationCellKind = Literal["text", "number", "percent", "blank", "unreadable"]


class EvaluationForm(NamedTuple):
    """One printed copy of a form: where it stands and what was read in it."""

    form_number: int  # 1, 2, … in reading order
    form_key: str  # project_1, department_1, …: joins the copies of one form
    copy_number: int  # 1, 2, … among the copies of one form
    form_kind: FormKind
    title_printed: str | None
    first_page: int
    first_line: int | None
    last_page: int
    last_line: int | None
    table_count: int
    indicator_count: int
    unread_row_count: int
    copy_evidence: str | None  # what this copy repeats of the first one; None for the first


class EvaluationCell(NamedTuple):
    """One cell of a printed copy. `value` is the reading: a plain decimal for numbers and percents, a text with its
    spaces dropped otherwise, None where nothing was printed or nothing could be proven. `source_text` is the print.

    `evidence` says why the value is so, `evidence_rank` how strong that is (0 printed or proven by sums, 1 repaired, 2
    inferred from the cells around); `reason` says why there is no value. `noise_count` is the number of characters that
    no form prints (the traces of extraction), the witness of which of two differing copies is the cleaner.
    """

    form_number: int
    form_key: str
    copy_number: int
    item_kind: ItemKind
    item_key: str
    item_number: int
    field_code: str
    cell_kind: EvaluationCellKind
    value: str | None
    evidence: str | None
    evidence_rank: int
    reason: str | None
    noise_count: int
    source_page: int
    source_line: int | None
    table_index: int | None
    source_row: int | None
    source_column: int | None
    source_text: str


class UnreadRow(NamedTuple):
    """A printed row inside a form that no item could be made of, kept with its text and a reason."""

    form_number: int
    form_key: str
    copy_number: int
    section: str  # head | fund | goal | indicator
    reason: str
    source_page: int
    source_line: int | None
    table_index: int | None
    source_row: int | None
    source_text: str


class EvaluationGoalFigure(NamedTuple):
    """A figure that the text of 年度总体目标 (预期目标, 实际完成情况) says in a printed copy. `value` is a plain
    decimal in `unit_name`, `clause` the folded words around it, `source_text` the cell or paragraph it stands in."""

    form_number: int
    form_key: str
    copy_number: int
    figure_number: int  # 1, 2, … in the block of one copy
    clause_number: int  # joins the figures of one clause
    part: str | None  # expected | achieved; None where the layout does not tell
    value: str
    unit_name: str
    year_printed: str | None  # the last year named before the figure in its sentence
    clause: str
    source_page: int
    source_line: int | None
    table_index: int | None
    source_row: int | None
    source_column: int | None
    source_text: str


@dataclass(frozen=True, slots=True)
class EvaluationReadings:
    """Everything read in one document's forms; `cells` hold heads, funds, indicators, totals and conclusions."""

    forms: tuple[EvaluationForm, ...] = ()
    cells: tuple[EvaluationCell, ...] = ()
    unread_rows: tuple[UnreadRow, ...] = ()
    goal_figures: tuple[EvaluationGoalFigure, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    @property
    def fields(self) -> tuple[EvaluationCell, ...]:
        """Head, total and conclusion cells (raw.evaluation_fields)."""
        return tuple(cell for cell in self.cells if cell.item_kind in ("head", "total", "conclusion"))

    @property
    def funds(self) -> tuple[EvaluationCell, ...]:
        """Cells of the funds (raw.evaluation_funds); `item_key` is the source of the money."""
        return tuple(cell for cell in self.cells if cell.item_kind == "fund")

    @property
    def indicators(self) -> tuple[EvaluationCell, ...]:
        """Cells of the indicators (raw.evaluation_indicators); `item_number` orders them through all copies."""
        return tuple(cell for cell in self.cells if cell.item_kind == "indicator")
