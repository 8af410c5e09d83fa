"""The marts of the forms, built from landed readings: the vote of the copies, units, sums."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.python.conftest import SAMPLE
from tests.python.evaluations.landing import TABLES, land_readings
from tests.python.evaluations.reading import FIXTURES, csv_rows, read_text_forms
from tests.python.warehouse.warehouse_builder import BUILD_FILE_NAME, Document, run_dbt, write_raw

MARTS = ("fct_evaluation_cells", "fct_evaluation_indicators", "fct_evaluation_funds", "fct_evaluation_scores")
GUIYANG = Document(
    "guiyang",
    [
        ("expenditure", "", "total", "total", "22070.55"),
        ("expenditure", "", "total", "basic", "477.80"),
        ("expenditure", "", "total", "project", "21592.75"),
    ],
)
INVENTED = Document("invented", [("expenditure", "", "total", "total", "999.99")], "云岭市水务局", 2031)
WITHOUT_FORMS = Document("without", [("expenditure", "", "total", "total", "1.00")], "云岭市林业局", 2031)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    build_file = tmp_path_factory.mktemp("evaluations") / BUILD_FILE_NAME
    write_raw(build_file, [GUIYANG, INVENTED, WITHOUT_FORMS])
    land_readings(
        build_file,
        {
            GUIYANG.document_id: read_text_forms(SAMPLE.read_bytes()),
            INVENTED.document_id: read_text_forms((FIXTURES / "invented_forms.txt").read_bytes()),
        },
    )
    select = [f"+{name}" for name in MARTS]
    run_dbt(build_file, ["build", "--exclude-resource-type", "test", "unit_test", "--select", *select])
    with duckdb.connect(str(build_file), read_only=True) as connection:
        yield connection


def rows(warehouse: duckdb.DuckDBPyConnection, query: str, document: Document) -> list[tuple[object, ...]]:
    return warehouse.execute(query, [document.document_id]).fetchall()


def test_the_joined_indicators_are_those_listed_by_hand(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Copy 1 prints ↑ for 个 in two targets of the second project; the cleaner copy is elected."""
    found = rows(
        warehouse,
        "select split_part(form_id, '/', 2), indicator_number, level_1_indicator, level_2_indicator, level_3_indicator,"
        " target, actual, weight, score from marts.fct_evaluation_indicators where document_id = ? order by all",
        GUIYANG,
    )
    expected = [
        (
            row["form_key"], int(row["item_number"]), row["level_1"], row["level_2"], row["level_3"], row["target"],
            row["actual"], Decimal(row["weight"]), Decimal(row["score"]),
        )
        for row in csv_rows("guiyang_indicators.csv")
    ]  # fmt: skip
    assert found == sorted(expected)


def test_the_joined_funds_are_those_listed_by_hand(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        "select split_part(form_id, '/', 2), source_code, phase, amount_printed from marts.fct_evaluation_funds"
        " where document_id = ? order by all",
        GUIYANG,
    )
    expected = [
        (row["form_key"], row["source_code"], phase, Decimal(row[phase]))
        for row in csv_rows("guiyang_funds.csv")
        for phase in ("initial", "adjusted", "executed")
        if row[phase]
    ]
    assert found == sorted(expected)


def test_scores_add_up_to_the_totals_listed_by_hand(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        "select split_part(form_id, '/', 2), total_weight_printed, total_score_printed, conclusion_score, weight_sum,"
        " score_sum, score_residual, grade_by_score from marts.fct_evaluation_scores"
        " where document_id = ? order by all",
        GUIYANG,
    )
    expected = [
        (
            row["form_key"], Decimal(row["total_weight"]) if row["total_weight"] else None, Decimal(row["total_score"]),
            Decimal(row["conclusion_score"]), Decimal(100), Decimal(row["total_score"]), Decimal(0), row["grade"],
        )
        for row in csv_rows("guiyang_scores.csv")
    ]  # fmt: skip
    assert found == sorted(expected, key=lambda row: row[0])


def test_a_unit_refuted_by_the_statements_is_kept_beside_the_true_one(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select distinct split_part(form_id, '/', 2), unit_printed, unit_name, unit_evidence"
        " from marts.fct_evaluation_funds where document_id = ? order by all"
    )
    assert rows(warehouse, query, GUIYANG) == [
        ("department_1", "元", "万元", "statements_refute_printed"),
        ("project_1", "元", "元", "printed"),
        ("project_2", "元", "元", "printed"),
    ]
    assert rows(warehouse, query, INVENTED) == [
        ("department_1", "元", "元", "printed_unconfirmed"),
        ("project_1", "元", "元", "printed"),
    ]
    [(amount, half_width)] = rows(
        warehouse,
        "select amount_yuan, rounding_half_width_yuan from marts.fct_evaluation_funds"
        " where document_id = ? and form_kind = 'department' and source_code = 'total' and phase = 'initial'",
        GUIYANG,
    )
    assert (amount, half_width) == (Decimal("651304100.00"), Decimal(50))


def test_copies_that_disagree_are_all_kept(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        "select item_key, field_code, copy_number, value_text, is_elected from marts.fct_evaluation_cells"
        " where document_id = ? and cell_state = 'disputed' order by all",
        INVENTED,
    )
    assert found == [
        ("indicator_2", "target", 1, "≥3↑", False),
        ("indicator_2", "target", 2, "≥3万方", True),
        ("indicator_5", "actual", 1, "90%", True),
        ("indicator_5", "actual", 2, "80%", False),
        ("indicator_5", "reason", 1, "雨季停工", True),
        ("indicator_5", "reason", 2, "·季亭工", False),
    ]


def test_each_copy_fills_the_holes_of_the_other(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        "select item_kind, item_key, field_code, copy_number, value_text, source_line from marts.fct_evaluation_cells"
        " where document_id = ? and form_id like '%/department_1' and cell_state = 'filled_by_copy' and is_elected"
        " order by all",
        INVENTED,
    )
    assert found == [
        ("head", "form", "reporting_unit", 1, "云岭市水务局", 50),
        ("indicator", "indicator_2", "level_3", 2, "暗访点位", 112),
        ("indicator", "indicator_5", "level_2", 1, "社会效益指标", 63),
        ("indicator", "indicator_6", "level_2", 1, "可持续影响指标", 64),
        ("total", "form", "weight", 1, "100", 67),
    ]


def test_exactly_one_print_of_each_cell_is_elected(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.sql(
        "select max(elected), min(elected), count(*) from (select count(*) filter (where is_elected) as elected"
        " from marts.fct_evaluation_cells group by form_id, item_kind, item_key, field_code)"
    ).fetchone()
    assert found is not None
    assert found[:2] == (1, 1)
    assert found[2] > 400


def test_quantities_of_targets(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        "select target, target_comparator, target_number, target_unit from marts.fct_evaluation_indicators"
        " where document_id = ? and split_part(form_id, '/', 2) = 'department_1' and indicator_number in (3, 9, 12, 13)"
        " order by indicator_number",
        GUIYANG,
    )
    assert found == [
        ("3栋", None, Decimal(3), "栋"),
        ("控制在批复内", None, None, None),
        ("≥50亿元", "≥", Decimal(50), "亿元"),
        ("≥55", "≥", Decimal(55), None),
    ]


def test_no_money_is_a_float(warehouse: duckdb.DuckDBPyConnection) -> None:
    floats = warehouse.sql(
        "select table_name, column_name from information_schema.columns"
        " where table_name like '%evaluation%' and data_type in ('DOUBLE', 'FLOAT')"
    ).fetchall()
    assert floats == []


def test_a_document_without_forms_has_no_rows(warehouse: duckdb.DuckDBPyConnection) -> None:
    for name in MARTS:
        assert rows(warehouse, f"select count(*) from marts.{name} where document_id = ?", WITHOUT_FORMS) == [(0,)]


def test_a_build_file_landed_before_the_forms_were_read_builds_empty(tmp_path: Path) -> None:
    build_file = tmp_path / BUILD_FILE_NAME
    write_raw(build_file, [WITHOUT_FORMS])
    with duckdb.connect(str(build_file)) as connection:
        for name in TABLES:
            connection.execute(f"drop table if exists raw.{name}")
    run_dbt(build_file, ["build", "--exclude-resource-type", "test", "unit_test", "--select", "+fct_evaluation_scores"])
    with duckdb.connect(str(build_file), read_only=True) as connection:
        assert connection.sql("select count(*) from marts.fct_evaluation_scores").fetchone() == (0,)
