"""Evaluation readings into the raw schema of a build file, as the tests of the models need them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args, get_type_hints

import duckdb

from ingest.evaluations import EvaluationCell, EvaluationForm, EvaluationGoalFigure, EvaluationReadings, UnreadRow

TABLES: dict[str, type[Any]] = {
    "evaluation_forms": EvaluationForm,
    "evaluation_fields": EvaluationCell,
    "evaluation_funds": EvaluationCell,
    "evaluation_indicators": EvaluationCell,
    "evaluation_goal_figures": EvaluationGoalFigure,
    "evaluation_unread_rows": UnreadRow,
}


def create_table_statements() -> list[str]:
    """The create-table statement of each raw table: document_id and the columns of its row."""
    statements = []
    for name, row_class in TABLES.items():
        columns = [
            f"{name} {'integer' if int in (hint, *get_args(hint)) else 'varchar'}"
            for name, hint in get_type_hints(row_class).items()
        ]
        statements.append(f"create table if not exists raw.{name} ({', '.join(['document_id varchar', *columns])})")
    return statements


def land_readings(build_file: Path, readings: dict[str, EvaluationReadings]) -> None:
    """Write the readings of each document (by its id), replacing what is there of them."""
    with duckdb.connect(str(build_file)) as connection:
        connection.execute("create schema if not exists raw")
        for statement in create_table_statements():
            connection.execute(statement)
        for document_id, read in readings.items():
            rows = (read.forms, read.fields, read.funds, read.indicators, read.goal_figures, read.unread_rows)
            for (name, row_class), of_table in zip(TABLES.items(), rows, strict=True):
                connection.execute(f"delete from raw.{name} where document_id = ?", [document_id])
                names = list(row_class._fields)
                marks = ", ".join("?" * (len(names) + 1))
                for row in of_table:
                    values = [document_id, *(getattr(row, column) for column in names)]
                    connection.execute(
                        f"insert into raw.{name} (document_id, {', '.join(names)}) values ({marks})", values
                    )
