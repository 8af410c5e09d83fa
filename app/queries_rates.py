"""What the data quality page asks about failure rates. Shares and limits are those of `rpt_failure_rates`."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from app.warehouse import Warehouse, fetch_frame


def load_rate_counts(warehouse: Warehouse) -> pd.DataFrame:
    """For each grouping its limit, how many rows it has, how many are watched, and how many of those are above it."""
    sql = """
        select
            grouping_code,
            max(limit_share) as limit_share,
            count(*) filter (where broken_count > 0) as broken_group_count,
            count(*) filter (where is_watched) as watched_count,
            count(*) filter (where is_watched and failure_share > limit_share) as above_count
        from marts.rpt_failure_rates
        group by grouping_code
    """
    return fetch_frame(warehouse, sql)


def load_year_rates(warehouse: Warehouse) -> pd.DataFrame:
    """The rate of each fiscal year, oldest first."""
    return fetch_frame(
        warehouse, "select * from marts.rpt_failure_rates where grouping_code = 'year' order by fiscal_year"
    )


def load_department_rates(warehouse: Warehouse, needle: str, limit: int) -> pd.DataFrame:
    """Departments with a broken check, worst first; with a `needle` those whose name holds it, broken or not."""
    sql = """
        select *
        from marts.rpt_failure_rates
        where grouping_code = 'department'
            and case when ? = '' then broken_count > 0 else contains(lower(department_name), lower(?)) end
        order by failure_share desc, broken_count desc, department_name, department_id
        limit ?
    """
    return fetch_frame(warehouse, sql, [needle, needle, limit])


def load_rates_of_departments(warehouse: Warehouse, department_ids: Sequence[str]) -> pd.DataFrame:
    """The rate of each year of these departments."""
    sql = """
        select *
        from marts.rpt_failure_rates
        where grouping_code = 'department_year' and list_contains(?::varchar[], department_id)
    """
    return fetch_frame(warehouse, sql, [list(department_ids)])


def load_worst_department_years(warehouse: Warehouse, limit: int) -> pd.DataFrame:
    """Departments and years with a broken check, worst first."""
    sql = """
        select *
        from marts.rpt_failure_rates
        where grouping_code = 'department_year' and broken_count > 0
        order by failure_share desc, broken_count desc, department_name, fiscal_year desc, department_id
        limit ?
    """
    return fetch_frame(warehouse, sql, [limit])


def load_department_year(warehouse: Warehouse, department_id: str, fiscal_year: str) -> pd.DataFrame:
    """The rate of one department and year; no row where it has no judged check."""
    sql = """
        select *
        from marts.rpt_failure_rates
        where grouping_code = 'department_year' and department_id = ? and fiscal_year::varchar = ?
    """
    return fetch_frame(warehouse, sql, [department_id, fiscal_year])


def load_documents_of_year(warehouse: Warehouse, department_id: str, fiscal_year: int) -> pd.DataFrame:
    """The current documents of one department and year: more than one where it publishes accounts of two scopes."""
    sql = """
        select document_id, source_name
        from marts.dim_documents
        where is_current and department_id = ? and fiscal_year = ?
        order by source_name, document_id
    """
    return fetch_frame(warehouse, sql, [department_id, fiscal_year])


def load_broken_identities(warehouse: Warehouse, document_ids: Sequence[str]) -> pd.DataFrame:
    """What is broken in these documents: one row for each document and identity that counts in a rate, worst first."""
    sql = """
        select
            counts.document_id,
            counts.identity_code,
            counts.severity,
            counts.broken_count,
            counts.check_count - counts.not_checkable_count as judged_count,
            identities.title_zh,
            identities.title_en
        from marts.rpt_document_identities as counts
        inner join marts.dim_identities as identities using (identity_code)
        where list_contains(?::varchar[], counts.document_id)
            and counts.broken_count > 0 and counts.severity <> 'information'
        order by
            list_position(['critical', 'warning'], counts.severity), counts.broken_count desc, counts.identity_code,
            counts.document_id
    """
    return fetch_frame(warehouse, sql, [list(document_ids)])


def load_identity_rates(warehouse: Warehouse, limit: int) -> pd.DataFrame:
    """The rate of each identity with a broken check, worst first, with its words."""
    sql = """
        select rates.*, identities.title_zh, identities.title_en, identities.severity
        from marts.rpt_failure_rates as rates
        inner join marts.dim_identities as identities using (identity_code)
        where rates.grouping_code = 'identity' and rates.broken_count > 0
        order by
            rates.is_watched and rates.failure_share > rates.limit_share desc, rates.failure_share desc,
            rates.broken_count desc, rates.identity_code
        limit ?
    """
    return fetch_frame(warehouse, sql, [limit])
