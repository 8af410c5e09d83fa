"""What the pages ask about findings: the list with its filters, one finding with its cells, checks and lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from app.cell_titles import TITLE_COLUMNS, title_joins
from app.warehouse import Warehouse, fetch_frame, missing_columns

CAUSES = ("publisher_error", "extraction_loss", "undecidable", "rounding")
SEVERITIES = ("critical", "warning", "information")
REVIEW_STATES = ("open", "accepted", "dismissed")
ROLES = ("lost", "suspect", "rounded", "total", "operand", "addend")
"""Codes in the order in which a reader wants them: what concerns the reader most first."""

Filters = Mapping[str, Sequence[str]]
"""Wanted codes by name (cause, severity, review_state, department, year); an empty sequence wants everything."""

_FILTERS = ("cause", "severity", "review_state", "department", "year")

_WANTED = """
    (len(?::varchar[]) = 0 or list_contains(?::varchar[], findings.cause))
    and (len(?::varchar[]) = 0 or list_contains(?::varchar[], findings.severity))
    and (len(?::varchar[]) = 0 or list_contains(?::varchar[], findings.review_state))
    and (len(?::varchar[]) = 0 or list_contains(?::varchar[], findings.department_id))
    and (len(?::varchar[]) = 0 or list_contains(?::varchar[], cast(findings.fiscal_year as varchar)))
"""


def _parameters(filters: Filters) -> list[list[str]]:
    return [list(filters.get(name, ())) for name in _FILTERS for _ in range(2)]


def load_finding_counts(warehouse: Warehouse, filters: Filters) -> pd.DataFrame:
    """How many findings of current documents pass the filters, by cause, severity and review state."""
    sql = f"""
        select findings.cause, findings.severity, findings.review_state, count(*) as finding_count
        from marts.fct_findings as findings
        inner join marts.dim_documents as documents using (document_id)
        where documents.is_current and {_WANTED}
        group by all
    """
    return fetch_frame(warehouse, sql, _parameters(filters))


def load_findings(warehouse: Warehouse, filters: Filters, limit: int) -> pd.DataFrame:
    """Findings of current documents that pass the filters, at most `limit`: open and grave ones first."""
    sql = f"""
        select findings.*, documents.department_name, documents.source_name
        from marts.fct_findings as findings
        inner join marts.dim_documents as documents using (document_id)
        where documents.is_current and {_WANTED}
        order by
            findings.review_state <> 'open',
            list_position(['critical', 'warning', 'information'], findings.severity),
            list_position(['publisher_error', 'extraction_loss', 'undecidable', 'rounding'], findings.cause),
            findings.broken_check_count desc nulls last,
            findings.fiscal_year desc,
            documents.department_name,
            findings.finding_id
        limit ?
    """
    return fetch_frame(warehouse, sql, [*_parameters(filters), limit])


def load_finding(warehouse: Warehouse, finding_id: str) -> pd.DataFrame:
    """One finding by its id, of a superseded document too: no row or one."""
    sql = """
        select findings.*, documents.department_name, documents.source_name
        from marts.fct_findings as findings
        inner join marts.dim_documents as documents using (document_id)
        where findings.finding_id = ?
        order by documents.is_current desc
        limit 1
    """
    return fetch_frame(warehouse, sql, [finding_id])


def load_explanations(warehouse: Warehouse, findings: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What the checks of words, names and structure behind these findings object to, as codes, by finding."""
    sql = """
        select finding_checks.finding_id, max(checks.explanation) as explanation
        from marts.fct_finding_checks as finding_checks
        inner join marts.fct_identity_checks as checks
            on checks.document_id = finding_checks.document_id
            and checks.identity_code = finding_checks.identity_code
            and checks.instance_key = finding_checks.instance_key
        where list_contains(?::varchar[], finding_checks.finding_id)
            and list_contains(?::varchar[], finding_checks.document_id)
            and list_contains(?::varchar[], checks.document_id)
            and finding_checks.relation = 'offended' and checks.explanation is not null
        group by finding_checks.finding_id
    """
    documents = sorted({row["document_id"] for row in findings})
    parameters = [[row["finding_id"] for row in findings], documents, documents]
    return dict(fetch_frame(warehouse, sql, parameters).itertuples(index=False, name=None))


def load_finding_departments(warehouse: Warehouse, needle: str, limit: int) -> pd.DataFrame:
    """Departments that have findings and whose name holds `needle`, by name."""
    sql = """
        select distinct departments.department_id, departments.department_name
        from marts.fct_findings as findings
        inner join marts.dim_departments as departments using (department_id)
        where contains(lower(departments.department_name), lower(?))
        order by departments.department_name, departments.department_id
        limit ?
    """
    return fetch_frame(warehouse, sql, [needle, limit])


def load_finding_years(warehouse: Warehouse) -> pd.DataFrame:
    """The fiscal years that have findings, newest first."""
    sql = "select distinct fiscal_year from marts.fct_findings where fiscal_year is not null order by 1 desc"
    return fetch_frame(warehouse, sql)


def load_finding_cells(warehouse: Warehouse, finding_id: str, document_id: str) -> pd.DataFrame:
    """The cells of a finding with the titles of their statement, line and measure: those in question first."""
    sql = f"""
        select
            cells.*,
            {TITLE_COLUMNS}
        from marts.fct_finding_cells as cells
        {title_joins("cells")}
        where cells.finding_id = ? and cells.document_id = ?
        order by
            list_position(['lost', 'suspect', 'rounded', 'total', 'operand', 'addend'], cells.cell_role) nulls last,
            cells.source_page,
            cells.source_line,
            cells.source_column,
            cells.statement_code,
            cells.line_code
    """
    return fetch_frame(warehouse, sql, [finding_id, document_id])


def load_finding_checks(warehouse: Warehouse, finding_id: str, document_id: str) -> pd.DataFrame:
    """The checks of a finding with the words of their identity: those that it mends first, then by witness."""
    sql = """
        select checks.*, identities.title_zh, identities.title_en, identities.kind
        from marts.fct_finding_checks as checks
        left join marts.dim_identities as identities using (identity_code)
        where checks.finding_id = ? and checks.document_id = ?
        order by
            list_position(['broken', 'within_rounding', 'exact', 'not_checkable'], checks.status_before),
            checks.witness_number nulls last,
            checks.identity_code,
            checks.instance_key
    """
    return fetch_frame(warehouse, sql, [finding_id, document_id])


def load_page_lines(
    warehouse: Warehouse, document_id: str, source_page: int, first_line: int, last_line: int
) -> pd.DataFrame:
    """The lines of a page between two line numbers, both included."""
    sql = """
        select * from marts.rpt_document_lines
        where document_id = ? and source_page = ? and source_line between ? and ?
        order by source_line
    """
    return fetch_frame(warehouse, sql, [document_id, source_page, first_line, last_line])


def load_deduced_cells(warehouse: Warehouse, document_id: str, statement_code: str) -> pd.DataFrame:
    """The deduced amounts of a statement by side, line and measure, with the finding that proves each; none if old."""
    if missing_columns(warehouse, {"fct_reported_amounts": ("finding_id",)}):
        return pd.DataFrame(columns=["side", "line_code", "measure_code", "amount_yuan", "finding_id"])
    sql = """
        select side, line_code, measure_code, amount_yuan, finding_id
        from marts.fct_reported_amounts
        where document_id = ? and statement_code = ? and cell_state = 'deduced'
    """
    return fetch_frame(warehouse, sql, [document_id, statement_code])
