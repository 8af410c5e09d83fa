"""The number grammar exists twice, in ingest/fold.py and in SQL: on any text both say the same."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.fold import is_number, parse_number, printed_decimals
from tests.python.warehouse.warehouse_builder import BUILD_FILE_NAME, compile_sql

READING = """
with texts as (
    select unnest(getvariable('texts')) as source_text
),
narrowed as (
    select source_text, {{ number_text('source_text') }} as number_text from texts
)
select
    source_text,
    {{ is_printed_number('number_text') }} as is_number,
    {{ printed_amount('number_text') }} as amount,
    {{ printed_decimals('number_text') }} as decimals
from narrowed
"""
NEAR_NUMBERS = st.text(alphabet="0123456789１２，．－−,.-+()%  \u3000\u00a0\u200b\t\n一a/", max_size=24)
GROUPED = st.from_regex(r"-?[0-9]{1,4}( ?, ?[0-9]{2,4}){0,4}( ?\. ?[0-9]{0,7})?", fullmatch=True)


@pytest.fixture(scope="module")
def reading_sql(tmp_path_factory: pytest.TempPathFactory) -> str:
    return compile_sql(tmp_path_factory.mktemp("grammar") / BUILD_FILE_NAME, READING)


@pytest.fixture(scope="module")
def memory() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def read(
    memory: duckdb.DuckDBPyConnection, reading_sql: str, texts: Sequence[str]
) -> list[tuple[str, bool, Decimal | None, int | None]]:
    # One row more than the texts, so that the list's type is known even when it is empty.
    memory.execute("set variable texts = ?::varchar[]", [list(texts)])
    return memory.execute(reading_sql).fetchall()


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(st.one_of(NEAR_NUMBERS, GROUPED), min_size=1, max_size=40))
def test_both_grammars_agree(memory: duckdb.DuckDBPyConnection, reading_sql: str, texts: list[str]) -> None:
    for text, sql_is_number, amount, decimals in read(memory, reading_sql, texts):
        assert sql_is_number == is_number(text), repr(text)
        assert amount == parse_number(text), repr(text)
        if sql_is_number:
            assert decimals == printed_decimals(text), repr(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("14, 419. 03", Decimal("14419.03")),
        ("１４，４１９．０３", Decimal("14419.03")),
        (" -1,234.5\u3000", Decimal("-1234.5")),
        ("0", Decimal(0)),
        ("1,23", None),
        ("12.3.4", None),
        ("1 2 3", None),
        ("(1.00)", None),
        ("35.91%", None),
        ("", None),
        ("0 .5 " + " " * 70, Decimal("0.5")),
        ("1" + " " * 70 + ".5", None),
    ],
)
def test_sql_reads_what_is_printed(
    memory: duckdb.DuckDBPyConnection, reading_sql: str, text: str, amount: Decimal | None
) -> None:
    assert read(memory, reading_sql, [text])[0][2] == amount
