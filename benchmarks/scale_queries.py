"""The explorer's own queries on one published file: each as the page asks it, the best of some repeats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.scale_costs import Cost, timed


def measure_queries(published: Path) -> dict[str, Cost]:
    """Cost of each query on the first department by name, its newest document, and over the whole file.

    Raises:
        ValueError: the file cannot be shown by the explorer.
    """
    from app import (
        queries_accounts,
        queries_certificates,
        queries_comparisons,
        queries_findings,
        queries_narrative,
        queries_quality,
        queries_search,
        warehouse,
    )

    found = warehouse.inspect_warehouse(published).warehouse
    if found is None:
        raise ValueError(f"the explorer cannot read {published}")
    chosen = queries_search.load_documents(found, only_current=True, limit=1).iloc[0]
    document, department = str(chosen["document_id"]), str(chosen["department_id"])
    year, scope = int(chosen["fiscal_year"]), str(chosen["account_scope"])
    place = ("expenditure", "basic")
    series = queries_comparisons.load_series_offered(found, department, *place)
    subject = str(series["conformed_subject_key"].iloc[0])
    checks = queries_quality.load_checks(found, document)
    check = (str(checks["identity_code"].iloc[0]), str(checks["instance_key"].iloc[0]))
    queries = {
        "overview": lambda: queries_accounts.load_overview(found),
        "documents": lambda: queries_search.load_documents(found, only_current=True),
        "documents by a word": lambda: queries_search.load_documents(found, only_current=True, needle="2020 局"),
        "departments by pinyin": lambda: queries_search.find_departments(found, "ju", 50),
        "subjects by name": lambda: queries_search.find_subjects(found, "教育", 50),
        "summary": lambda: queries_accounts.load_summary(found, document),
        "statement": lambda: queries_accounts.load_statement(found, document, place[0]),
        "subject amounts": lambda: queries_accounts.load_subject_amounts(found, document, *place),
        "readings": lambda: queries_accounts.load_readings(found, document),
        "status counts, all": lambda: queries_quality.load_status_counts(found),
        "status counts, one": lambda: queries_quality.load_status_counts(found, document),
        "identities, all": lambda: queries_quality.load_identity_overview(found, None, [], [], []),
        "identities, one": lambda: queries_quality.load_identity_overview(found, document, [], [], []),
        "checks, worst": lambda: queries_quality.load_checks(found, None, status="broken"),
        "checks, one": lambda: queries_quality.load_checks(found, document),
        "cells of a check": lambda: queries_quality.load_check_cells(found, document, *check),
        "checks of a cell": lambda: queries_quality.load_checks_of_cell(
            found, document, place[0], "", "total", place[1]
        ),
        "findings": lambda: queries_findings.load_findings(found, {}, 500),
        "finding counts": lambda: queries_findings.load_finding_counts(found, {}),
        "certificate": lambda: queries_certificates.load_group_counts(found, document),
        "figures": lambda: queries_narrative.load_figures(found, document),
        "budget execution": lambda: queries_narrative.load_budget_execution(found, document),
        "three public expenses": lambda: queries_narrative.load_three_public(found, document),
        "prior years": lambda: queries_narrative.load_prior_years(found, document),
        "years of a department": lambda: queries_comparisons.load_year_totals(found, department),
        "series of a subject": lambda: queries_comparisons.load_series(found, department, *place, subject),
        "prior pairs": lambda: queries_comparisons.load_prior_pairs(found, department),
        "class profile": lambda: queries_comparisons.load_class_profile(found, department, year, scope, place[0]),
        "ingest log": lambda: queries_quality.load_ingest_log(found),
    }
    return {name: timed(lambda query=query: _asked_anew(query)) for name, query in queries.items()}


def _asked_anew(query: Callable[[], object]) -> None:
    """Without what Streamlit remembers of an earlier answer."""
    import streamlit

    streamlit.cache_data.clear()
    query()
