"""What the pages ask about identities, expectations and the ingest log. Counts are counted in SQL, amounts never."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from app.cell_titles import TITLE_COLUMNS, title_joins
from app.warehouse import Warehouse, fetch_frame, fetch_rows, has_table

STATUSES = ("broken", "within_rounding", "exact", "not_checkable")
"""In the order in which a reader wants them: what is wrong first."""


def load_status_counts(warehouse: Warehouse, document_id: str | None = None) -> dict[str, int]:
    """How many checks of current documents, or of one document, have each status; all four keys are there."""
    counts = dict.fromkeys(STATUSES, 0)
    if document_id is None:
        columns = ", ".join(f"cast(coalesce(sum({status}_count), 0) as bigint) as {status}" for status in STATUSES)
        totals = fetch_frame(warehouse, f"select {columns} from marts.rpt_department_year_summary").iloc[0]
        return {status: int(totals[status]) for status in STATUSES}
    sql = """
        select status, count(*) as check_count
        from marts.fct_identity_checks
        where document_id = ?
        group by status
    """
    counts.update(fetch_frame(warehouse, sql, [document_id]).itertuples(index=False, name=None))
    return counts


def load_identities(warehouse: Warehouse) -> pd.DataFrame:
    """The vocabulary of identities."""
    return fetch_frame(warehouse, "select * from marts.dim_identities order by identity_code")


def load_identity_overview(
    warehouse: Warehouse,
    document_id: str | None,
    statuses: Sequence[str],
    severities: Sequence[str],
    groups: Sequence[str],
) -> pd.DataFrame:
    """One row for each identity with how many of its checks have each status, broken ones first.

    Empty filters select everything. An identity that no document was checked on is listed with zeros when nothing
    is filtered by status, so that a silent identity is seen.
    """
    sql = f"""
        with
        counted as (
            select
                counts.identity_code,
                {", ".join(f"cast(sum(counts.{status}_count) as bigint) as {status}_count" for status in STATUSES)}
            from ({_counts(warehouse)}) as counts
            inner join marts.dim_documents as documents using (document_id)
            where case when ? is null then documents.is_current else counts.document_id = ? end
            group by counts.identity_code
        )

        select
            identities.*,
            {", ".join(f"coalesce(counted.{status}_count, 0) as {status}_count" for status in STATUSES)}
        from marts.dim_identities as identities
        left join counted using (identity_code)
        where (len(?::varchar[]) = 0 or list_contains(?::varchar[], identities.severity))
            and (len(?::varchar[]) = 0 or list_contains(?::varchar[], identities.catalogue_group))
            and (
                len(?::varchar[]) = 0
                {" ".join(f"or (list_contains(?::varchar[], '{s}') and counted.{s}_count > 0)" for s in STATUSES)}
            )
        order by broken_count desc, within_rounding_count desc, identities.catalogue_group, identities.identity_code
    """
    wanted = [list(severities), list(severities), list(groups), list(groups), *[list(statuses)] * 5]
    return fetch_frame(warehouse, sql, [document_id, document_id, *wanted])


def _counts(warehouse: Warehouse) -> str:
    """Counts of checks by document and identity: kept in a mart, counted here where the warehouse is older."""
    if has_table(warehouse, "marts", "rpt_document_identities"):
        return "select * from marts.rpt_document_identities"
    columns = ", ".join(f"count(*) filter (where status = '{status}') as {status}_count" for status in STATUSES)
    return f"select document_id, identity_code, severity, {columns} from marts.fct_identity_checks group by all"


def load_checks(
    warehouse: Warehouse,
    document_id: str | None,
    identity_code: str | None = None,
    status: str | None = None,
    instance_key: str | None = None,
    limit: int = 500,
) -> pd.DataFrame:
    """Checks of current documents, or of one document, with the words of their identity, worst first."""
    documents = [document_id] if document_id else _worst_documents(warehouse, identity_code, status, limit)
    if not documents:
        documents = [""]
    given = {"identity_code": identity_code, "status": status, "instance_key": instance_key}
    wanted = {column: value for column, value in given.items() if value is not None}
    sql = f"""
        select
            checks.*,
            identities.title_zh,
            identities.title_en,
            identities.reason_zh,
            identities.reason_en,
            identities.catalogue_group,
            identities.kind,
            documents.department_name,
            documents.source_name
        from marts.fct_identity_checks as checks
        inner join marts.dim_documents as documents using (document_id)
        inner join marts.dim_identities as identities using (identity_code)
        where checks.document_id in ({", ".join("?" * len(documents))})
            {" ".join(f"and checks.{column} = ?" for column in wanted)}
        order by
            list_position(['broken', 'within_rounding', 'exact', 'not_checkable'], checks.status),
            list_position(['critical', 'warning', 'information'], checks.severity),
            documents.department_name,
            documents.fiscal_year desc,
            checks.identity_code,
            checks.instance_key
        limit ?
    """
    return fetch_frame(warehouse, sql, [*documents, *wanted.values(), limit])


def _worst_documents(warehouse: Warehouse, identity_code: str | None, status: str | None, limit: int) -> list[str]:
    """The current documents that hold the `limit` worst checks: their worst check of an identity ranks as high."""
    sql = f"""
        select counts.document_id
        from ({_counts(warehouse)}) as counts
        inner join marts.dim_documents as documents using (document_id)
        where documents.is_current
            and (? is null or counts.identity_code = ?)
            and (? is distinct from 'broken' or counts.broken_count > 0)
        order by
            case
                when counts.broken_count > 0 then 1 when counts.within_rounding_count > 0 then 2
                when counts.exact_count > 0 then 3 else 4
            end,
            list_position(['critical', 'warning', 'information'], counts.severity),
            documents.department_name,
            documents.fiscal_year desc,
            counts.identity_code
        limit ?
    """
    rows = fetch_rows(warehouse, sql, (identity_code, identity_code, status, limit))[1]
    return list(dict.fromkeys(row[0] for row in rows))


def load_check_cells(warehouse: Warehouse, document_id: str, identity_code: str, instance_key: str) -> pd.DataFrame:
    """The cells of one check with the titles of their statement, line and measure, total before parts."""
    sql = f"""
        select cells.*,
            {TITLE_COLUMNS}
        from marts.fct_identity_check_cells as cells
        {title_joins("cells")}
        where cells.document_id = ? and cells.identity_code = ? and cells.instance_key = ?
        order by cells.role desc, cells.term_number, cells.line_code
    """
    return fetch_frame(warehouse, sql, [document_id, identity_code, instance_key])


def load_instance_words(warehouse: Warehouse) -> pd.DataFrame:
    """What the parts of an instance key are called: every line, subject and measure code with its titles."""
    sql = """
        select line_code as code, any_value(title_zh) as title_zh, any_value(title_en) as title_en
        from marts.dim_lines where line_kind = 'named' group by line_code
        union all
        select measure_code, any_value(title_zh), any_value(title_en) from marts.dim_measures
        where measure_code not in (select line_code from marts.dim_lines)
        group by measure_code
        union all
        select
            subject_code,
            subject_code || ' ' || arg_max(subject_name, fiscal_year),
            subject_code || ' ' || arg_max(subject_name, fiscal_year)
        from marts.dim_subjects group by subject_code
    """
    return fetch_frame(warehouse, sql)


def load_narrative_words(warehouse: Warehouse) -> pd.DataFrame:
    """What sections, topics and metrics of the narrative are called, as operands of checks name them; none if old."""
    if not has_table(warehouse, "marts", "rpt_narrative_figures"):
        return pd.DataFrame(columns=["code", "title_zh", "title_en"])
    sql = """
        select 'narrative_' || section_code as code, any_value(section_title_zh) as title_zh,
            any_value(section_title_en) as title_en
        from marts.rpt_narrative_figures group by section_code
        union all
        select topic_code, any_value(topic_title_zh), any_value(topic_title_en)
        from marts.rpt_narrative_figures where topic_code is not null group by topic_code
        union all
        select metric_code, any_value(metric_title_zh), any_value(metric_title_en)
        from marts.rpt_narrative_figures group by metric_code
    """
    return fetch_frame(warehouse, sql)


def load_checks_of_cell(
    warehouse: Warehouse, document_id: str, statement_code: str, side: str, line_code: str, measure_code: str
) -> pd.DataFrame:
    """The checks that a cell takes part in, with status and words, worst first."""
    sql = """
        select distinct
            checks.identity_code,
            checks.instance_key,
            checks.status,
            checks.severity,
            checks.residual_yuan,
            checks.tolerance_yuan,
            checks.explanation,
            cells.role,
            identities.title_zh,
            identities.title_en,
            identities.kind,
            list_position(['broken', 'within_rounding', 'exact', 'not_checkable'], checks.status) as rank
        from marts.fct_identity_check_cells as cells
        inner join marts.fct_identity_checks as checks
            on checks.document_id = cells.document_id
            and checks.identity_code = cells.identity_code
            and checks.instance_key = cells.instance_key
        inner join marts.dim_identities as identities on identities.identity_code = checks.identity_code
        where cells.document_id = ? and cells.statement_code = ? and cells.side = ?
            and cells.line_code = ? and cells.measure_code = ?
        order by rank, checks.identity_code, checks.instance_key
    """
    return fetch_frame(warehouse, sql, [document_id, statement_code, side, line_code, measure_code])


def load_broken_places(warehouse: Warehouse, document_id: str, statement_code: str) -> set[tuple[str, str, str]]:
    """Side, line and measure of every cell of a statement that takes part in a broken check."""
    sql = """
        select distinct cells.side, cells.line_code, cells.measure_code
        from marts.fct_identity_check_cells as cells
        inner join marts.fct_identity_checks as checks
            on checks.document_id = cells.document_id
            and checks.identity_code = cells.identity_code
            and checks.instance_key = cells.instance_key
        where checks.status = 'broken' and cells.document_id = ? and cells.statement_code = ?
    """
    frame = fetch_frame(warehouse, sql, [document_id, statement_code])
    return set(frame.itertuples(index=False, name=None))


def load_last_run(warehouse: Warehouse, table: str) -> dict[str, Any] | None:
    """The newest row of quality.expectation_runs or quality.refresh_runs; None where there is none."""
    order_column = {"expectation_runs": "started_at", "refresh_runs": "started_at"}[table]
    if not has_table(warehouse, "quality", table):
        return None
    frame = fetch_frame(warehouse, f"select * from quality.{table} order by {order_column} desc limit 1")
    return None if frame.empty else {str(name): value for name, value in frame.iloc[0].items()}


def load_expectation_results(warehouse: Warehouse, run_id: str) -> pd.DataFrame:
    """The results of one run, failures and warnings first."""
    if not has_table(warehouse, "quality", "expectation_results"):
        return pd.DataFrame()
    sql = """
        select * from quality.expectation_results
        where run_id = ?
        order by list_position(['error', 'fail', 'warn', 'pass'], outcome), suite, expectation_id
    """
    return fetch_frame(warehouse, sql, [run_id])


def load_ingest_log(warehouse: Warehouse, limit: int = 500) -> pd.DataFrame:
    """The newest entries of the ingest log, refused documents first."""
    if not has_table(warehouse, "quality", "ingest_log"):
        return pd.DataFrame()
    sql = """
        select * from quality.ingest_log
        order by (status = 'quarantined') desc, logged_at desc, source_name
        limit ?
    """
    return fetch_frame(warehouse, sql, [limit])
