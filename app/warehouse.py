"""Read-only access to one published warehouse.

The file is attached to an in-memory DuckDB (`ATTACH … (READ_ONLY)`), never opened itself, and the connection is kept
under the file's inode, modification time and size: a file that a refresh has replaced is a new key and is picked up
by the next page run, while readers of the old one finish undisturbed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb
import pandas as pd
import streamlit as st

WarehouseState = Literal["ready", "missing", "unreadable", "foreign", "empty"]

WAREHOUSE_VARIABLE = "JUESUAN_WAREHOUSE"
DEFAULT_WAREHOUSE = Path("warehouse/juesuan.duckdb")

# What the pages cannot do without. A file that lacks one of these was not published by this version of juesuan.
REQUIRED_COLUMNS: dict[str, tuple[str, ...]] = {
    "dim_documents": ("document_id", "source_name", "department_name", "fiscal_year", "is_current", "ingested_at"),
    "dim_departments": ("department_id", "department_name", "is_own_unit"),
    "dim_statements": ("statement_code", "title_zh", "title_en", "ordinal", "layout", "classification"),
    "dim_lines": ("statement_code", "side", "line_code", "title_zh", "title_en", "ordinal", "is_total_row"),
    "dim_measures": ("statement_code", "side", "measure_code", "title_zh", "title_en", "ordinal"),
    "dim_subjects": ("subject_code", "fiscal_year", "classification", "level", "subject_name"),
    "dim_identities": ("identity_code", "catalogue_group", "title_zh", "title_en", "reason_zh", "severity"),
    "fct_reported_amounts": ("document_id", "statement_code", "line_code", "measure_code", "amount_yuan"),
    "fct_identity_checks": ("document_id", "identity_code", "instance_key", "residual_yuan", "status"),
    "fct_identity_check_cells": ("document_id", "identity_code", "instance_key", "role", "weight"),
    "fct_document_readings": ("document_id", "statement_code", "data_state", "unit_name"),
    "rpt_statement_as_printed": ("document_id", "statement_code", "row_order", "cell_kind", "source_text"),
    "rpt_department_year_summary": ("document_id", "income_yuan", "expenditure_yuan", "broken_count"),
    "rpt_document_lines": ("document_id", "source_page", "source_line", "text"),
}

# What single pages need beyond that. A page says what an older file lacks; the others go on working.
PAGE_COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "budget_execution": {
        "rpt_budget_execution": ("document_id", "first_figure_index", "deviation_yuan", "rate_status"),
        "fct_budget_execution": ("document_id", "first_figure_index", "recomputed_rate_lower", "rate_figure_index"),
        "rpt_narrative_figures": ("document_id", "figure_index", "table_agreement"),
    },
    "three_public": {
        "rpt_three_public_expenses": ("document_id", "topic_code", "table_budget_yuan", "prior_yuan", "guest_count"),
    },
    "performance": {
        "fct_evaluation_scores": ("form_id", "document_id", "total_score_printed", "grade", "copy_count"),
        "fct_evaluation_funds": ("form_id", "source_code", "phase", "unit_printed", "unit_evidence"),
        "fct_evaluation_indicators": ("form_id", "indicator_number", "target", "score", "score_state"),
        "fct_evaluation_cells": ("form_id", "item_kind", "item_key", "field_code", "cell_state", "is_elected"),
    },
    "narrative": {
        "rpt_narrative_figures": ("document_id", "figure_index", "sentence", "source_position", "table_agreement"),
        "fct_budget_execution": ("document_id", "rate_figure_index", "rate_status", "recomputed_rate_lower"),
    },
    "trends": {
        "rpt_subject_years": ("conformed_subject_key", "subject_name_of_year", "account_scope", "amount_yuan"),
        "dim_documents": ("account_scope",),
    },
    "peers": {
        "rpt_class_shares": ("conformed_subject_key", "account_scope", "share_percent"),
        "rpt_class_peers": ("conformed_subject_key", "account_scope", "median_percent", "peer_count"),
    },
    "year_on_year": {
        "fct_prior_year_figures": ("department_id", "prior_fiscal_year", "table_prior_yuan", "narrated_prior_yuan"),
        "rpt_narrative_figures": ("document_id", "figure_index", "topic_title_zh", "is_current"),
    },
    "findings": {
        "fct_findings": (
            "finding_id",
            "document_id",
            "kind",
            "cause",
            "severity",
            "message_zh",
            "proof_zh",
            "proposed_value",
            "review_state",
            "witness_count",
        ),
        "fct_finding_cells": ("finding_id", "document_id", "cell_role", "proposed_amount_yuan", "value_number"),
        "fct_finding_checks": ("finding_id", "document_id", "relation", "status_before", "residual_after_yuan"),
    },
    "failure_rates": {
        "rpt_failure_rates": ("grouping_code", "department_id", "fiscal_year", "failure_share", "limit_share"),
        "rpt_document_identities": ("document_id", "identity_code", "broken_count"),
    },
    "prior_years": {
        "fct_prior_year_figures": ("document_id", "prior_yuan", "lower_yuan", "upper_yuan", "formula"),
        "rpt_narrative_figures": ("document_id", "figure_index", "topic_title_zh"),
    },
}


@dataclass(frozen=True, slots=True)
class Warehouse:
    """One version of the published file. Two versions of the same path are two different warehouses."""

    path: str
    inode: int
    modified_ns: int
    size: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """What stands at the path: `warehouse` is set where `state` is ready, `detail` says what is wrong elsewhere."""

    state: WarehouseState
    path: Path
    warehouse: Warehouse | None = None
    detail: str = ""


def warehouse_path() -> Path:
    """The file the explorer reads: the environment's, or the default below the current directory."""
    return Path(os.environ.get(WAREHOUSE_VARIABLE) or DEFAULT_WAREHOUSE).expanduser().absolute()


def inspect_warehouse(path: Path) -> Inspection:
    """Say whether `path` holds a warehouse the pages can show, without raising for any content of the file."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return Inspection("missing", path)
    except OSError as error:
        return Inspection("unreadable", path, detail=str(error))
    if not path.is_file():
        return Inspection("unreadable", path, detail=f"{path} is not a file")
    warehouse = Warehouse(str(path), status.st_ino, status.st_mtime_ns, status.st_size)
    try:
        missing = missing_columns(warehouse, REQUIRED_COLUMNS)
        if missing:
            return Inspection("foreign", path, detail=", ".join(missing))
        documents = fetch_rows(warehouse, "select count(*) from marts.dim_documents")[1][0][0]
    except duckdb.Error as error:
        return Inspection("unreadable", path, detail=str(error).splitlines()[0])
    return Inspection("ready" if documents else "empty", path, warehouse)


def fetch_frame(warehouse: Warehouse, sql: str, parameters: Sequence[Any] = ()) -> pd.DataFrame:
    """Run one query; every column is of object type, so that a decimal stays a `Decimal` and a null stays None."""
    names, rows = fetch_rows(warehouse, sql, tuple(parameters))
    return pd.DataFrame(rows, columns=names, dtype=object)


def has_table(warehouse: Warehouse, schema: str, table: str) -> bool:
    """Whether the file holds a table; the quality schema is absent from a warehouse that was never checked."""
    sql = """
        select count(*)
        from duckdb_columns()
        where database_name = 'published' and schema_name = ? and table_name = ?
    """
    return bool(fetch_rows(warehouse, sql, (schema, table))[1][0][0])


def missing_columns(warehouse: Warehouse, required: Mapping[str, Sequence[str]]) -> list[str]:
    """Which of these columns the file's marts lack, as `table.column`."""
    sql = """
        select table_name || '.' || column_name
        from duckdb_columns()
        where database_name = 'published' and schema_name = 'marts'
    """
    present = {row[0] for row in fetch_rows(warehouse, sql)[1]}
    wanted = [f"{table}.{column}" for table, columns in required.items() for column in columns]
    return [name for name in wanted if name not in present]


@st.cache_data(max_entries=512, show_spinner=False)
def fetch_rows(
    warehouse: Warehouse, sql: str, parameters: tuple[Any, ...] = ()
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and rows of one query, kept as long as the file stays the same."""
    result = _attached(warehouse).cursor().execute("use published").execute(sql, list(parameters))
    return [column[0] for column in result.description], result.fetchall()


@st.cache_resource(max_entries=4, show_spinner=False)
def _attached(warehouse: Warehouse) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    quoted = warehouse.path.replace("'", "''")
    connection.execute(f"attach '{quoted}' as published (read_only)")
    return connection
