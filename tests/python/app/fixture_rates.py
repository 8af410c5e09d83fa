"""Failure rates of the invented bureau, which is above its limit, of its own unit and of a bureau without a break."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.python.app.fixture_rows import BUREAU, MAIN, UNIT

IDENTITY = "expenditure_row_equals_natures"

RATE_TABLES = {
    "marts.rpt_failure_rates": """grouping_code varchar, identity_code varchar, department_id varchar,
        department_name varchar, fiscal_year integer, document_count integer, check_count integer,
        broken_count integer, failure_share decimal(7,6), limit_share decimal(7,6), is_watched boolean""",
    "marts.rpt_document_identities": """document_id varchar, identity_code varchar, severity varchar,
        check_count integer, exact_count integer, within_rounding_count integer, broken_count integer,
        not_checkable_count integer""",
}
"""Tables that a warehouse of before lacks; `add_rates` makes them."""

# grouping, identity, department, name, year, documents, checks, broken, share, limit, watched
RATES = [
    ("department", None, BUREAU, "云州市数据资源局", None, 12, 200, 30, "0.15", "0.1", True),
    ("department", None, UNIT, "云州市数据资源局（本级）", None, 1, 50, 1, "0.02", "0.1", False),
    ("department", None, "dep_sound", "云州市气象局", None, 1, 50, 0, "0", "0.1", False),
    ("department_year", None, BUREAU, "云州市数据资源局", 2022, 1, 100, 10, "0.1", "0.1", False),
    ("department_year", None, BUREAU, "云州市数据资源局", 2023, 1, 100, 20, "0.2", "0.1", False),
    ("department_year", None, UNIT, "云州市数据资源局（本级）", 2023, 1, 50, 1, "0.02", "0.1", False),
    ("department_year", None, "dep_sound", "云州市气象局", 2023, 1, 50, 0, "0", "0.1", False),
    ("year", None, None, None, 2022, 1, 100, 10, "0.1", "0.1", False),
    ("year", None, None, None, 2023, 12, 200, 21, "0.105", "0.1", True),
    ("identity", IDENTITY, None, None, None, 12, 60, 30, "0.5", "0.2", True),
]


def add_rates(path: Path) -> None:
    """Write the rates into a fixture warehouse. Of the bureau's 120 checks of 2023 two are not judged, 20 broken."""
    with duckdb.connect(str(path)) as connection:
        for table, columns in RATE_TABLES.items():
            connection.execute(f"create table {table} ({columns})")
        connection.executemany(f"insert into marts.rpt_failure_rates values ({', '.join('?' * 11)})", RATES)
        connection.execute(
            "insert into marts.rpt_document_identities values (?, ?, 'critical', 120, 98, 0, 20, 2)", [MAIN, IDENTITY]
        )
