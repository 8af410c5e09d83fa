"""Departments over years and spellings: what is one, what must stay two, and accounts that are never mixed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import duckdb
import pytest

from ingest.landing import RawLanding
from tests.python.warehouse.warehouse_builder import (
    BUILD_FILE_NAME,
    Document,
    Row,
    failing_tests,
    parsed_document,
    run_dbt,
)

TOTAL: list[Row] = [("expenditure", "", "total", "total", "1.00"), ("expenditure", "", "205", "total", "1.00")]


def account(name: str, year: int, amount: str = "1.00") -> Document:
    cells: list[Row] = [
        ("expenditure", "", "total", "total", amount),
        ("expenditure", "", "205", "total", amount),
    ]
    return Document(f"{name} {year} {amount}", cells, department_name=name, fiscal_year=year)


DOCUMENTS = {
    "spaced": account("贵阳市 某局", 2019),
    "plain": account("贵阳市某局", 2020),
    "own": account("贵阳市某局（本级）", 2021),
    "own otherwise": account("901215001贵阳市某局本级", 2022),
    "all": account("贵阳市某局（汇总）", 2022),
    "beside its own unit": account("贵阳市某局", 2021),
    "renamed": account("贵阳市新局（原贵阳市某局）", 2023),
    "after": account("贵阳市新局", 2024),
    "corrected": account("贵阳市新局", 2024, "2.00"),
    "below": account("贵阳市某局信息中心", 2021),
    "near miss": account("贵阳市某厅", 2020),
    "same words elsewhere": account("遵义市某局", 2020),
    "short": account("普陀区财政局", 2020),
    "long": account("上海市普陀区财政局", 2020),
    "coded": account("某省云岭市某馆", 2020),
    "coded short": account("云岭市某馆", 2021),
    "coded elsewhere": account("云岭市某院", 2021),
    "reviewed": account("贵州省贵阳市大数据发展管理局（本级）", 2022),
    "reviewed short": account("贵阳市大数据发展管理局(本级)", 2023),
}
CODES = {"coded": "900100200", "coded short": "900100200", "coded elsewhere": "900100200"}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    build_file = tmp_path_factory.mktemp("departments") / BUILD_FILE_NAME
    with RawLanding(build_file) as landing:
        for name, document in DOCUMENTS.items():
            parsed = parsed_document(document)
            raw = replace(parsed.document, department_code=CODES.get(name))
            landing.land(replace(parsed, document=raw))
    models = ["+dim_departments", "+dim_department_aliases", "+int_findings_of_documents", "+rpt_subject_years"]
    run_dbt(build_file, ["build", "--exclude-resource-type", "test", "unit_test", "--select", *models])
    return duckdb.connect(str(build_file), read_only=True)


def rows(warehouse: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return warehouse.sql(query).fetchall()


@pytest.fixture(scope="module")
def department_of(warehouse: duckdb.DuckDBPyConnection) -> dict[str, str]:
    names = {f"{document.name}.txt": name for name, document in DOCUMENTS.items()}
    found = rows(warehouse, "select source_name, department_id from intermediate.int_documents")
    return {names[source_name]: department_id for source_name, department_id in found}


@pytest.mark.parametrize(
    "one",
    [
        ("spaced", "plain", "all", "beside its own unit", "renamed", "after", "corrected"),
        ("own", "own otherwise"),
        ("coded", "coded short"),
        ("reviewed", "reviewed short"),
    ],
)
def test_spellings_of_one_department_are_one(one: tuple[str, ...], department_of: dict[str, str]) -> None:
    assert len({department_of[name] for name in one}) == 1


@pytest.mark.parametrize(
    "two",
    [
        ("plain", "own"),
        ("plain", "near miss"),
        ("plain", "same words elsewhere"),
        ("plain", "below"),
        ("short", "long"),
        ("coded", "coded elsewhere"),
    ],
)
def test_a_near_miss_stays_two(two: tuple[str, str], department_of: dict[str, str]) -> None:
    assert department_of[two[0]] != department_of[two[1]]


def test_own_units_and_units_below_have_their_department_as_parent(
    warehouse: duckdb.DuckDBPyConnection, department_of: dict[str, str]
) -> None:
    found = rows(warehouse, "select department_id, unit_kind, parent_department_id, region from marts.dim_departments")
    units = {department_id: rest for department_id, *rest in found}
    head = department_of["plain"]
    assert units[head] == ["department", None, "贵阳市"]
    assert units[department_of["own"]] == ["own_unit", head, "贵阳市"]
    assert units[department_of["below"]] == ["subordinate", head, "贵阳市"]
    assert units[department_of["same words elsewhere"]] == ["department", None, "遵义市"]


def test_the_scope_of_an_account_is_told_by_marker_or_by_the_own_unit_beside_it(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    names = {f"{document.name}.txt": name for name, document in DOCUMENTS.items()}
    found = rows(warehouse, "select source_name, account_scope from intermediate.int_documents")
    scopes = {names[source_name]: scope for source_name, scope in found}
    assert scopes["own"] == scopes["own otherwise"] == "own_unit"
    assert scopes["all"] == scopes["beside its own unit"] == "consolidated"
    assert scopes["plain"] == scopes["below"] == "unknown"


def test_each_name_is_kept_with_what_proves_it(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = "select printed_name, evidence_kind, former_name, code_in_name from marts.dim_department_aliases"
    names = {name: rest for name, *rest in rows(warehouse, query)}
    assert names["贵阳市某局"] == ["same_name", None, None]
    assert names["贵阳市某局（汇总）"] == ["marker_or_code", None, None]
    assert names["901215001贵阳市某局本级"] == ["marker_or_code", None, "901215001"]
    assert names["贵阳市新局（原贵阳市某局）"] == ["former_name", "贵阳市某局", None]
    assert names["云岭市某馆"] == ["unit_code", None, None]
    assert names["贵州省贵阳市大数据发展管理局（本级）"][0] == "reviewed_alias"


def test_what_disagrees_or_may_be_one_is_a_finding(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select documents.source_name, findings.kind, findings.message_en
        from intermediate.int_findings_of_documents as findings
        inner join intermediate.int_documents as documents on findings.document_id = documents.document_id
        order by findings.kind
    """
    other = DOCUMENTS["after"].document_id
    assert rows(warehouse, query) == [
        (
            "普陀区财政局 2020 1.00.txt",
            "department_may_be_another",
            "The names 普陀区财政局 and 上海市普陀区财政局 may be one department; they are not joined until reviewed",
        ),
        (
            "贵阳市新局 2024 2.00.txt",
            "documents_disagree",
            f"Another document of the same account, {other}, differs from this one in 2 amounts",
        ),
    ]


def test_reports_hold_one_document_for_a_department_year_and_scope(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select department_id, fiscal_year, account_scope, count(distinct document_id) as documents
        from marts.rpt_subject_years group by all having documents > 1
    """
    assert rows(warehouse, query) == []
    both = """
        select account_scope, count(distinct document_id) from marts.rpt_subject_years
        where fiscal_year = 2022 and department_name like '%贵阳市某局%' group by all order by all
    """
    assert rows(warehouse, both) == [("consolidated", 1), ("own_unit", 1)]


def test_mixing_them_would_be_noticed(tmp_path: Any) -> None:
    from tests.python.warehouse.warehouse_builder import build_warehouse

    build_warehouse(tmp_path, [account("贵阳市某局", 2020)], with_data_tests=False).close()
    build_file = tmp_path / BUILD_FILE_NAME
    name = "assert_reports_never_mix_accounts"
    assert failing_tests(build_file, name) == set()
    with duckdb.connect(str(build_file)) as connection:
        connection.execute(
            "insert into marts.dim_documents select * replace ('x' as document_id) from marts.dim_documents"
        )
        connection.execute(
            "insert into marts.rpt_subject_years select * replace ('x' as document_id) from marts.rpt_subject_years"
        )
    assert failing_tests(build_file, name) == {name}
