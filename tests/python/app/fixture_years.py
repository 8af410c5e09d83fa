"""A second year of the invented bureau, with a subject that was renamed, and five other departments beside it.

Worked out by hand: 206 is 1,000.25 of 1,230.50 in 2023, which is 81.288094 percent. The narrative of 2023 implies
1,000.00 for the grand total of 2022, which the account of 2022 prints as 1,000.00, and 8.50 for 三公, printed as 8.60.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from tests.python.app.fixture_rows import BUREAU, EXPENDITURE, MAIN

BEFORE = "d22222222222222"
PEERS = tuple(f"dep_peer_{number}" for number in range(1, 6))
CLASS_SERIES, RENAMED = "function:206", "function:20805"
OLD_NAME, NEW_NAME = "行政事业单位离退休", "行政事业单位养老支出"

YEAR_TABLES = {
    "marts.rpt_subject_years": """
        department_id varchar, department_name varchar, account_scope varchar, fiscal_year integer,
        classification varchar, level integer, conformed_subject_key varchar, conformed_subject_name varchar,
        subject_code varchar, subject_name_of_year varchar, statement_code varchar, measure_code varchar,
        amount_yuan decimal(20,2), document_id varchar""",
    "marts.rpt_class_shares": """
        department_id varchar, department_name varchar, account_scope varchar, fiscal_year integer,
        statement_code varchar, conformed_subject_key varchar, conformed_subject_name varchar, subject_code varchar,
        amount_yuan decimal(20,2), total_yuan decimal(20,2), share_percent decimal(12,6), document_id varchar""",
    "marts.rpt_class_peers": """
        fiscal_year integer, account_scope varchar, statement_code varchar, conformed_subject_key varchar,
        conformed_subject_name varchar, peer_count integer, lower_quartile_percent decimal(12,6),
        median_percent decimal(12,6), upper_quartile_percent decimal(12,6)""",
}

_YEARS = [
    (MAIN, 2023, 1, CLASS_SERIES, "科学技术支出", "206", "科学技术支出", 10002500),
    (BEFORE, 2022, 1, CLASS_SERIES, "科学技术支出", "206", "科学技术支出", 7001200),
    (MAIN, 2023, 2, RENAMED, NEW_NAME, "20805", NEW_NAME, 1302500),
    (BEFORE, 2022, 2, RENAMED, NEW_NAME, "20805", OLD_NAME, 1100000),
]
_SHARES = [
    (BUREAU, "云州市数据资源局", MAIN, 10002500, 12305000, "81.288094"),
    *((peer, f"虚构{peer[-1]}号局", f"doc_{peer}", 1000000 * int(peer[-1]), 10000000, f"{10 * int(peer[-1])}.000000")
      for peer in PEERS),
]  # fmt: skip


def add_years(path: Path) -> None:
    """Write the second year and the peers into a fixture warehouse."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "insert into marts.dim_documents by name select * replace (? as document_id, 2022 as fiscal_year) "
            "from marts.dim_documents where document_id = ?",
            [BEFORE, MAIN],
        )
        connection.execute(
            "insert into marts.rpt_department_year_summary by name select * replace (? as document_id, "
            "2022 as fiscal_year, 9990000 as income_yuan, 9980000 as expenditure_yuan) "
            "from marts.rpt_department_year_summary where document_id = ?",
            [BEFORE, MAIN],
        )
        for row in _YEARS:
            _insert_year(connection, row)
        for row in _SHARES:
            _insert_share(connection, row)
        connection.execute(
            "insert into marts.rpt_class_peers values (2023, 'consolidated', ?, ?, '科学技术支出', 6, 20, 30, 50)",
            [EXPENDITURE, CLASS_SERIES],
        )
        connection.execute(
            "update marts.fct_prior_year_figures set table_prior_yuan = case topic_code "
            "when 'grand_total' then 10000000 else 86000 end"
        )


def _insert_year(connection: duckdb.DuckDBPyConnection, row: tuple[Any, ...]) -> None:
    document, year, level, series, series_name, code, name, yuan = row
    connection.execute(
        "insert into marts.rpt_subject_years values (?, '云州市数据资源局', 'consolidated', ?, 'function', ?, ?, ?, ?, "
        "?, ?, 'total', ?, ?)",
        [BUREAU, year, level, series, series_name, code, name, EXPENDITURE, yuan, document],
    )


def _insert_share(connection: duckdb.DuckDBPyConnection, row: tuple[Any, ...]) -> None:
    department, name, document, yuan, total, share = row
    connection.execute(
        "insert into marts.rpt_class_shares values (?, ?, 'consolidated', 2023, ?, ?, '科学技术支出', '206', "
        "?, ?, ?, ?)",
        [department, name, EXPENDITURE, CLASS_SERIES, yuan, total, share, document],
    )
