"""Subjects over the years: one series across a rename, another for a code used again, and changes that names prove."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from itertools import pairwise
from typing import Any

import duckdb
import pytest

from tests.python.warehouse.warehouse_builder import PROJECT, Cell, Document, build_warehouse


def subject(statement: str, code: str, name: str, text: str) -> Cell:
    measure = "amount" if statement == "basic_expenditure" else "total"
    return Cell(statement, "", code, measure, text, label=name)


def account(year: int, code: str, name: str, text: str, pension: str) -> Document:
    """A year of one department: its housing fund under the code of the time, its pensions under 20805."""
    pension_name = "行政事业单位离退休" if year < 2020 else "行政事业单位养老支出"
    cells = [
        subject("basic_expenditure", code, name, text),
        subject("expenditure", "20805", pension_name, pension),
    ]
    return Document(f"account {year}", cells, fiscal_year=year)


DOCUMENTS = [
    account(2017, "30311", "住房公积金", "1.00", "10.00"),
    account(2018, "30113", "住房公积金", "2.00", "11.00"),
    account(2022, "30113", "住房公积金", "3.00", "12.00"),
    account(2024, "30311", "代缴社会保险费", "4.00", "13.00"),
    Document(
        "odd",
        [
            subject("expenditure", "20805", "行政事业单位离退休", "1.00"),
            subject("expenditure", "2080505", "机关事业单位基本养老保险", "1.00"),
            subject("expenditure", "2087777", "某项新科目", "1.00"),
            subject("income", "2087777", "某项新科目", "1.00"),
        ],
        department_name="贵阳市另一局",
        fiscal_year=2025,
    ),
]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("series")
    models = ["+rpt_subject_years", "+dim_subject_aliases", "+int_findings_of_subjects"]
    return build_warehouse(folder, DOCUMENTS, select=models)


def rows(warehouse: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return warehouse.sql(query).fetchall()


def test_a_renamed_subject_is_one_series(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select fiscal_year, subject_name_of_year, conformed_subject_name, amount_yuan from marts.rpt_subject_years
        where conformed_subject_key = 'function:20805' and department_name = '贵阳市样例局' order by fiscal_year
    """
    new = "行政事业单位养老支出"
    assert rows(warehouse, query) == [
        (2017, "行政事业单位离退休", new, Decimal("100000.00")),
        (2018, "行政事业单位离退休", new, Decimal("110000.00")),
        (2022, new, new, Decimal("120000.00")),
        (2024, new, new, Decimal("130000.00")),
    ]


def test_a_moved_subject_is_one_series_and_its_old_code_another(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select conformed_subject_key, fiscal_year, subject_code, amount_yuan from marts.rpt_subject_years
        where statement_code = 'basic_expenditure' order by conformed_subject_key, fiscal_year
    """
    assert rows(warehouse, query) == [
        ("economic:30113", 2017, "30311", Decimal("10000.00")),
        ("economic:30113", 2018, "30113", Decimal("20000.00")),
        ("economic:30113", 2022, "30113", Decimal("30000.00")),
        ("economic:30311", 2024, "30311", Decimal("40000.00")),
    ]


def test_each_code_and_year_is_one_row_with_its_path(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select subject_path, valid_from_year, valid_to_year, name_source, is_known_code, document_count
        from marts.dim_subjects where subject_code = '2080505' and fiscal_year = 2025
    """
    path = "社会保障和就业支出/行政事业单位养老支出/机关事业单位基本养老保险缴费支出"
    # 2018 is the first year of the list that prints the name, 2026 the last.
    assert rows(warehouse, query) == [(path, 2018, 2026, "listed", True, 1)]
    assert rows(warehouse, "select count(*) - count(distinct (subject_code, fiscal_year)) from marts.dim_subjects") == [
        (0,)
    ]


def test_an_unknown_code_is_observed_and_found(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select subject_name, name_source, is_known_code, name_vote_count, name_listed_count
        from marts.dim_subjects where subject_code = '2087777'
    """
    assert rows(warehouse, query) == [("某项新科目", "observed", False, 2, 0)]


def test_what_is_not_the_name_of_the_year_is_an_alias_and_a_finding(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select subject_code, printed_name, alias_kind, other_fiscal_year, document_vote_count, listed_vote_count
        from marts.dim_subject_aliases where document_vote_count > 0 order by subject_code
    """
    assert rows(warehouse, query) == [
        ("20805", "行政事业单位离退休", "name_of_another_year", 2019, 1, 2),
        ("2080505", "机关事业单位基本养老保险", "cut", None, 1, 1),
    ]
    findings = """
        select documents.source_name, kind, cell, cause
        from intermediate.int_findings_of_subjects as findings
        inner join intermediate.int_documents as documents on findings.document_id = documents.document_id
        order by kind
    """
    assert rows(warehouse, findings) == [
        ("odd.txt", "subject_name_cut", "expenditure/2080505/机关事业单位基本养老保险", "undecidable"),
        ("odd.txt", "subject_name_of_another_year", "expenditure/20805/行政事业单位离退休", "publisher_error"),
        ("odd.txt", "unknown_subject_code", "expenditure/2087777/某项新科目", "undecidable"),
    ]
    message = "select message_en from intermediate.int_findings_of_subjects where kind = 'unknown_subject_code'"
    assert rows(warehouse, message) == [
        ("Subject code 2087777 (某项新科目) is in no year of the list of names; only documents know it",)
    ]


Change = tuple[str, str, str, str, str, int, int]


def read_seed(name: str) -> list[dict[str, str]]:
    with (PROJECT / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names_by_code() -> dict[str, dict[int, str]]:
    """The most printed whole name of each code and year."""
    best: dict[str, dict[int, tuple[int, str]]] = defaultdict(dict)
    for row in read_seed("subject_names_observed"):
        if row["name_state"] == "whole":
            year, candidate = int(row["fiscal_year"]), (int(row["occurrence_count"]), row["name_zh"])
            years = best[row["subject_code"]]
            years[year] = max(years.get(year, (0, "")), candidate)
    return {code: {year: name for year, (_, name) in years.items()} for code, years in best.items()}


def changes_proven() -> set[Change]:
    """(kind, from_code, to_code, from_name, to_name, last year of the old, first year of the new)."""
    names = names_by_code()
    proven: set[Change] = set()
    for code, by_year in names.items():
        years = sorted(by_year)
        for before, after in pairwise(years):
            if by_year[before] == by_year[after]:
                continue
            went_to = move_of(by_year[before], code, before, names)
            if went_to is None:
                proven.add(("rename", code, code, by_year[before], by_year[after], before, after))
            else:
                to_code, year = went_to
                proven.add(("move", code, to_code, by_year[before], by_year[before], before, year))
        went_to = move_of(by_year[years[-1]], code, years[-1], names)
        if went_to is not None:
            to_code, year = went_to
            proven.add(("move", code, to_code, by_year[years[-1]], by_year[years[-1]], years[-1], year))
    return proven


def move_of(name: str, code: str, last_year: int, names: dict[str, dict[int, str]]) -> tuple[str, int] | None:
    """The code of the same class of economic subjects that bears the name from the year after on, and never before.

    Names such as 行政运行 stand under many function codes at once, so that a name alone moves no function subject.
    """
    if not code.startswith("3"):
        return None
    for other, by_year in names.items():
        years = [year for year, found in by_year.items() if found == name]
        if other != code and len(other) == len(code) and years and min(years) == last_year + 1:
            return other, last_year + 1
    return None


def test_the_changes_are_those_that_the_names_by_year_prove() -> None:
    listed = {
        (
            row["change_kind"],
            row["from_code"],
            row["to_code"],
            row["from_name"],
            row["to_name"],
            int(row["last_fiscal_year"]),
            int(row["fiscal_year"]),
        )
        for row in read_seed("subject_changes")
    }
    assert listed == changes_proven()


def test_the_names_by_year_are_those_observed(shared_file: Any) -> None:
    with shared_file("reference/subject_names_observed.csv").open(encoding="utf-8", newline="") as file:
        observed = {(row["code"], row["year"], row["name"], row["occurrences"]) for row in csv.DictReader(file)}
    listed = {
        (row["subject_code"], row["fiscal_year"], row["name_zh"], row["occurrence_count"])
        for row in read_seed("subject_names_observed")
    }
    assert listed == observed
