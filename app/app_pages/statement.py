"""Page: a statement as printed; a chosen cell shows where it stands in the document and which checks it is in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from app import queries_accounts, queries_findings, queries_quality
from app.choices import choose, choose_mode, set_choice
from app.components import (
    Row,
    current_warehouse,
    line_parameter,
    line_title,
    link_to_page,
    place_text,
    records,
    show_heading,
    wan_words,
)
from app.formatting import count_text, plain, wan_text
from app.i18n import say, say_code, title_of
from app.pickers import choose_document
from app.provenance import show_provenance
from app.statement_grid import Grid, GridLine, lay_out_statement
from app.warehouse import Warehouse

LABEL_COLUMN = "line"
MOST_ROWS_SHOWN = 20
TALLEST_GRID = 680  # pixels; a longer statement scrolls inside its frame with the header in view
BROKEN_STYLE = "background-color: #fbeae5; color: #7d2413"
WIDE_LABEL = 255  # pixels, a 项 with a long name
NARROW_LABEL = 245  # beside one column of figures, which a telephone still shows
TOTAL_STYLE = "font-weight: 600"
CHOSEN_STYLE = "background-color: #fbeecb; font-weight: 600"
DEDUCED_STYLE = "background-color: #e6ecf5; color: #34497a; font-style: italic"

Deduced = dict[tuple[str, str, str], Row]
"""The deduced amounts of a statement by side, line and measure."""


@dataclass(frozen=True, slots=True)
class Tints:
    """What is tinted in the grids: the chosen line and measure, cells of broken checks, deduced cells."""

    chosen: tuple[str, str]
    broken: set[tuple[str, str, str]]
    deduced: Deduced


def show_page() -> None:
    warehouse = current_warehouse()
    show_heading("statement")
    left, right = st.columns(2)
    with left:
        document = choose_document(warehouse)
    if not document["is_current"]:
        st.warning(say("statement.superseded"), icon=":material/history:")
    readings = records(queries_accounts.load_readings(warehouse, document["document_id"]))
    present = {reading["statement_code"]: reading for reading in readings if reading["data_state"] != "absent"}
    if not present:
        st.info(say("statement.none"))
        return
    with right:
        code = choose("statement", say("statement.choose"), list(present), lambda code: title_of(present[code]))
    cells = records(queries_accounts.load_statement(warehouse, document["document_id"], code))
    _show_reading(present[code])
    grids = lay_out_statement(cells, present[code]["layout"])
    if not grids:
        st.info(say("statement.no_rows"))
        return
    _show_statement(warehouse, document["document_id"], code, grids)


def _show_reading(reading: Row) -> None:
    place = place_text({"source_page": reading["first_page"], "source_line": reading["first_line"]})
    words = [
        say("statement.unit", unit=say_code("unit_name", reading["unit_name"]) or say("statement.no_unit")),
        place,
        say(
            "statement.counts",
            printed=count_text(reading["printed_number_count"]),
            blank=count_text(reading["blank_count"]),
        ),
    ]
    st.caption(" · ".join(word for word in words if word))
    if reading["data_state"] == "declared_empty":
        st.info(say("statement.declared_empty", text=plain(reading["declared_empty_text"])), icon=":material/info:")


def _show_statement(warehouse: Warehouse, document_id: str, statement_code: str, grids: tuple[Grid, ...]) -> None:
    lines = {line_parameter(line.side, line.line_code): line for grid in grids for line in grid.lines if line.cells}
    by_block: dict[str, Grid] = {grid.block: grid for grid in grids}
    deduced = _choose_deduced(warehouse, document_id, statement_code)
    cell_slot = st.container()
    broken = queries_quality.load_broken_places(warehouse, document_id, statement_code)
    with cell_slot:
        line_column, measure_column = st.columns(2)
        with line_column:
            chosen_line = choose(
                "line",
                say("statement.choose_line"),
                list(lines),
                lambda key: _line_words(lines[key]),
                default=_first_total(lines),
                help_text=say("statement.choose_help"),
            )
        line = lines[chosen_line]
        with measure_column:
            measure = choose(
                "measure",
                say("statement.choose_measure"),
                list(line.cells),
                lambda code: title_of(line.cells[code], "measure_title") or code,
            )
    grid_slot, panel_slot = st.container(), st.container()
    with grid_slot:
        st.caption(say("statement.grid_hint"))
        tints = Tints((chosen_line, measure), broken, deduced)
        _show_grids(list(by_block.values()), f"{document_id}.{statement_code}", tints)
    with panel_slot:
        st.header(say("statement.provenance"))
        st.html(f'<p class="js-lead">{_escaped_cell_words(line, measure)}</p>')
        _show_deduction(deduced.get((line.side, line.line_code, measure)))
        show_provenance(warehouse, document_id, line.cells[measure])


def _choose_deduced(warehouse: Warehouse, document_id: str, statement_code: str) -> Deduced:
    """The switch between what is printed and what can be deduced beside it; only where something is deduced."""
    frame = queries_findings.load_deduced_cells(warehouse, document_id, statement_code)
    deduced = {(row["side"], row["line_code"], row["measure_code"]): row for row in records(frame)}
    if not deduced:
        return {}
    modes = {"deduced": say("statement.with_deduced"), "printed": say("statement.printed_only")}
    mode = choose_mode("cells", say("statement.cells_shown"), modes)
    key = "statement.deduced_legend" if mode == "deduced" else "statement.deduced_hidden"
    st.caption(say(key, count=count_text(len(deduced))))
    return deduced if mode == "deduced" else {}


def _show_deduction(cell: Row | None) -> None:
    if cell is None:
        return
    st.info(say("statement.deduced_cell", amount=wan_words(cell["amount_yuan"])), icon=":material/lightbulb:")
    if cell["finding_id"]:
        link_to_page("findings", say("statement.open_proof"), icon=":material/rule:", finding=cell["finding_id"])


def _escaped_cell_words(line: GridLine, measure: str) -> str:
    return escape(f"{_line_words(line)} · {title_of(line.cells[measure], 'measure_title') or measure}")


def _line_words(line: GridLine) -> str:
    words = line_title(line.first_cell)
    return f"{say(f'side.{line.side}')} · {words}" if line.side else words


def _first_total(lines: dict[str, GridLine]) -> str | None:
    """Open on a total row that is printed: the cell that a reader is most likely to look for."""
    for key, line in lines.items():
        if line.is_total_row and any(cell["amount_yuan"] is not None for cell in line.cells.values()):
            return key
    return None


def _show_grids(grids: list[Grid], prefix: str, tints: Tints) -> None:
    side_by_side = [grid for grid in grids if grid.block != "totals"]
    narrow = len(side_by_side) > 1 and all(len(grid.measures) == 1 for grid in side_by_side)
    columns = st.columns(len(side_by_side)) if narrow else [st.container() for _ in side_by_side]
    for slot, grid in zip(columns, side_by_side, strict=True):
        with slot:
            _show_grid(grid, prefix, tints)
    for grid in grids:
        if grid.block == "totals":
            _show_grid(grid, prefix, tints)


def _show_grid(grid: Grid, prefix: str, tints: Tints) -> None:
    if grid.block in ("income", "expenditure", "totals"):
        st.markdown(f"**{say(f'side.{grid.block}')}**")
    frame = pd.DataFrame(
        [
            {LABEL_COLUMN: _indented(line)}
            | {
                code: _cell_words(line.cells.get(code), tints.deduced.get((line.side, line.line_code, code)))
                for code in grid.measures
            }
            for line in grid.lines
        ],
        columns=[LABEL_COLUMN, *grid.measures],
    )
    styles = _styles(grid, tints)
    key = f"grid.{prefix}.{grid.block}"
    st.dataframe(
        frame.style.apply(lambda _: styles, axis=None),
        hide_index=True,
        key=key,
        height="content" if len(grid.lines) <= MOST_ROWS_SHOWN else TALLEST_GRID,
        alt=say("statement.grid_alt"),
        column_config=_column_config(grid),
        on_select=partial(_adopt_selection, key, grid),
        selection_mode="single-cell",
    )


def _column_config(grid: Grid) -> dict[str, Any]:
    titles = {code: title_of(cell, "measure_title") or code for line in grid.lines for code, cell in line.cells.items()}
    config: dict[str, Any] = {
        code: st.column_config.TextColumn(titles.get(code, code), alignment="right") for code in grid.measures
    }
    is_wide = len(grid.measures) > 2
    # Not pinned: Streamlit fades pinned columns, and on a telephone they leave no room for the figures.
    config[LABEL_COLUMN] = st.column_config.TextColumn(
        say("column.line"),
        width=WIDE_LABEL if is_wide else NARROW_LABEL if len(grid.measures) == 1 else None,
    )
    return config


def _cell_words(cell: Row | None, deduced: Row | None) -> str:
    """The amount, nothing where nothing is printed, the text where it is unreadable; a deduced amount in 〔 〕."""
    if deduced is not None:
        return f"〔{wan_text(deduced['amount_yuan'])}〕"
    if cell is None or cell["cell_kind"] == "blank":
        return ""
    if cell["amount_yuan"] is None:
        return say("statement.unreadable", text=plain(cell["source_text"]))
    return wan_text(cell["amount_yuan"])


def _indented(line: GridLine) -> str:
    depth = (line.level or 1) - 1
    return "　" * depth + line_title(line.first_cell)


def _styles(grid: Grid, tints: Tints) -> pd.DataFrame:
    """Tints: a cell of a broken check, a deduced one over it, and the chosen cell over both."""
    rows = []
    for line in grid.lines:
        row = {LABEL_COLUMN: TOTAL_STYLE if line.is_total_row and not line.level else ""}
        for code in grid.measures:
            place = (line.side, line.line_code, code)
            is_chosen = (line_parameter(line.side, line.line_code), code) == tints.chosen
            tint = DEDUCED_STYLE if place in tints.deduced else BROKEN_STYLE if place in tints.broken else ""
            row[code] = CHOSEN_STYLE if is_chosen else tint
        rows.append(row)
    return pd.DataFrame(rows, columns=[LABEL_COLUMN, *grid.measures])


def _adopt_selection(key: str, grid: Grid) -> None:
    """A cell was chosen in the grid: let the select boxes and the address follow. The label chooses the line only."""
    cells = st.session_state[key]["selection"]["cells"]
    if not cells:
        return
    row, column = cells[0]
    line = grid.lines[row]
    set_choice("line", line_parameter(line.side, line.line_code))
    if column in line.cells:
        set_choice("measure", column)


show_page()
