"""What the marts make of the bundled sample's narrative; every expected figure worked out by hand from the print."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.python.narrative.samples import fixture_rows

IMPLIED = {  # topic: prior year and its interval, 万元
    "grand_total": ("12778.00", "12777.99", "12778.01"),
    "fiscal_grand_total": ("12777.44", "12777.43", "12777.45"),
    "general_public": ("12777.44", "12777.43", "12777.45"),
    "three_public": ("2.53", "2.52", "2.54"),
    "reception": ("0.42", "0.41", "0.43"),
    "vehicles": ("2.11", "2.10", "2.12"),
    "overseas_travel": ("0.00", "-0.01", "0.01"),
    "operating_cost": ("73.68", "73.67", "73.69"),
}


def ask(warehouse: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{warehouse}' as warehouse (read_only)")
        connection.execute("use warehouse.marts")
        return connection.execute(query).fetchall()


@pytest.mark.slow
def test_the_prior_year_is_implied_with_its_interval(sample_warehouse: Path) -> None:
    rows = ask(
        sample_warehouse,
        "select topic_code, prior_yuan, lower_yuan, upper_yuan from fct_prior_year_figures"
        " where prior_fiscal_year = 2022",
    )
    assert {topic: values for topic, *values in rows} == {
        topic: [Decimal(value) * 10000 for value in values] for topic, values in IMPLIED.items()
    }
    assert len(rows) == len(IMPLIED)


@pytest.mark.slow
def test_budget_execution_holds_the_items_and_refutes_one_rate(sample_warehouse: Path) -> None:
    rows = ask(sample_warehouse, "select * from rpt_budget_execution order by first_figure_index")
    assert len(rows) == 15
    statuses = ask(
        sample_warehouse,
        "select rate_status, list(subject_code order by subject_code) from fct_budget_execution group by rate_status",
    )
    assert {status: len(codes) for status, codes in statuses if isinstance(codes, list)} == {
        "agrees": 11,
        "disagrees": 1,
        "not_computable": 3,
    }
    (refuted,) = ask(
        sample_warehouse,
        "select subject_code, cast(stated_rate as varchar), cast(recomputed_rate as varchar), rate_label"
        " from fct_budget_execution where rate_status = 'disagrees'",
    )
    assert refuted == ("2060499", "39.910000", "35.909468", "initial")
    budgets = ask(sample_warehouse, "select is_total_row, sum(initial_budget_wan) from rpt_budget_execution group by 1")
    assert {(total, str(amount)) for total, amount in budgets} == {(True, "65130.410000"), (False, "62010.410000")}


@pytest.mark.slow
def test_every_figure_of_the_narrative_is_in_the_mart(sample_warehouse: Path) -> None:
    (counts,) = ask(
        sample_warehouse,
        "select count(*) filter (where metric_code <> 'glossary_entry'), count(value) from fct_narrative_figures",
    )
    expected = fixture_rows("guiyang_2023_expected.csv")
    assert counts == (len(expected), sum(1 for row in expected if row["value"]))


@pytest.mark.slow
def test_figures_that_repeat_a_cell_differ_from_it_by_rounding_only(sample_warehouse: Path) -> None:
    rows = ask(
        sample_warehouse,
        """
        select table_line_code, cast(amount_yuan as varchar), cast(table_amount_yuan as varchar)
        from fct_narrative_figures where amount_yuan <> table_amount_yuan order by figure_index
        """,
    )
    assert rows == [("208", "748800.00", "748900.00"), ("2089999", "19800.00", "19900.00")]


@pytest.mark.slow
def test_the_three_public_expenses_stand_with_their_counts(sample_warehouse: Path) -> None:
    rows = ask(
        sample_warehouse,
        """
        select topic_code, cast(narrated_final_account_yuan as varchar), cast(table_final_account_yuan as varchar),
            coalesce(overseas_person_count, vehicles_kept_count, vehicles_bought_count, guest_count)
        from rpt_three_public_expenses order by topic_code
        """,
    )
    assert rows == [
        ("overseas_travel", "0.00", None, 0),
        ("reception", "7100.00", "7100.00", 57),
        ("reception_domestic", "7100.00", None, 57),
        ("reception_foreign", "0.00", None, 0),
        ("three_public", "28200.00", "28200.00", None),
        ("vehicle_operation", "21100.00", "21100.00", None),
        ("vehicle_purchase", "0.00", None, 0),
        ("vehicles", "21100.00", "21100.00", 1),
    ]
