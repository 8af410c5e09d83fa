"""What the quality certificate of one document asks. Everything is counted in SQL."""

from __future__ import annotations

from typing import Any

import pandas as pd

from app.cell_titles import TITLE_COLUMNS, title_joins
from app.warehouse import Warehouse, fetch_frame, has_table, missing_columns

DETECTION_POWERS = "fct_detection_powers"
MUTATION_SCORES = "mutation_scores"
UNROUNDED_AMOUNTS = "fct_unrounded_amounts"


def load_group_counts(warehouse: Warehouse, document_id: str) -> pd.DataFrame:
    """One row for each catalogue group with how many of the document's checks have each status."""
    sql = """
        select
            identities.catalogue_group,
            count(*) filter (where checks.status = 'exact') as exact_count,
            count(*) filter (where checks.status = 'within_rounding') as within_rounding_count,
            count(*) filter (where checks.status = 'broken') as broken_count,
            count(*) filter (where checks.status = 'not_checkable') as not_checkable_count
        from marts.fct_identity_checks as checks
        inner join marts.dim_identities as identities using (identity_code)
        where checks.document_id = ?
        group by identities.catalogue_group
        order by identities.catalogue_group
    """
    return fetch_frame(warehouse, sql, [document_id])


def load_reading_counts(warehouse: Warehouse, document_id: str) -> dict[str, int]:
    """Statements by what they hold, and cells of all statements by what was read in them."""
    sql = """
        select
            count(*) filter (where data_state = 'data') as with_data,
            count(*) filter (where data_state = 'declared_empty') as declared_empty,
            count(*) filter (where data_state = 'absent') as absent,
            cast(coalesce(sum(printed_number_count), 0) as bigint) as printed_numbers,
            cast(coalesce(sum(blank_count), 0) as bigint) as blanks,
            cast(coalesce(sum(unplaced_number_count), 0) as bigint) as unplaced_numbers,
            cast(coalesce(sum(unreadable_count), 0) as bigint) as unreadable
        from marts.fct_document_readings
        where document_id = ?
    """
    return _first(fetch_frame(warehouse, sql, [document_id]))


def load_fact_counts(warehouse: Warehouse, document_id: str) -> dict[str, int]:
    """Figures of the narrative and performance forms that were read, as far as the warehouse holds such facts."""
    counts = {}
    for name, table in (("narrative_figures", "rpt_narrative_figures"), ("forms", "fct_evaluation_scores")):
        if has_table(warehouse, "marts", table):
            sql = f"select count(*) as fact_count from marts.{table} where document_id = ?"
            counts[name] = _first(fetch_frame(warehouse, sql, [document_id]))["fact_count"]
    return counts


def load_document_findings(warehouse: Warehouse, document_id: str) -> pd.DataFrame:
    """All findings of one document, superseded versions too: open and grave ones first."""
    sql = """
        select
            finding_id, document_id, kind, cause, severity, review_state, message_zh, message_en, proposed_value,
            witness_count, review_reason_zh, review_reason_en
        from marts.fct_findings
        where document_id = ?
        order by
            review_state <> 'open',
            list_position(['critical', 'warning', 'information'], severity),
            broken_check_count desc nulls last,
            finding_id
    """
    return fetch_frame(warehouse, sql, [document_id])


def load_deduced_values(warehouse: Warehouse, document_id: str) -> pd.DataFrame:
    """The deduced cells of a document with their titles and the witnesses of their proof; none if old."""
    if missing_columns(warehouse, {"fct_reported_amounts": ("finding_id",), "fct_findings": ("witness_count",)}):
        return pd.DataFrame()
    sql = f"""
        select
            amounts.statement_code,
            amounts.side,
            amounts.line_code,
            amounts.line_label,
            amounts.measure_code,
            amounts.amount_yuan,
            amounts.finding_id,
            findings.witness_count,
            {TITLE_COLUMNS}
        from marts.fct_reported_amounts as amounts
        left join marts.fct_findings as findings
            on findings.finding_id = amounts.finding_id and findings.document_id = amounts.document_id
        {title_joins("amounts")}
        where amounts.document_id = ? and amounts.cell_state = 'deduced'
        order by statements.ordinal, amounts.line_code, amounts.measure_code
    """
    return fetch_frame(warehouse, sql, [document_id])


def load_detection_power(warehouse: Warehouse, document_id: str) -> dict[str, Any] | None:
    """What share of changes and losses the document's checks would notice; None where it was not computed."""
    if not has_table(warehouse, "marts", DETECTION_POWERS):
        return None
    sql = f"select * from marts.{DETECTION_POWERS} where document_id = ?"
    return _first(fetch_frame(warehouse, sql, [document_id])) or None


def load_unrounded_counts(warehouse: Warehouse, document_id: str) -> dict[str, int] | None:
    """Amounts that copies and sums bound to one unrounded value, and those they contradict; None where not computed."""
    if not has_table(warehouse, "marts", UNROUNDED_AMOUNTS):
        return None
    sql = f"""
        select
            count(*) filter (where is_determined) as determined,
            count(*) filter (where is_contradicted) as contradicted
        from marts.{UNROUNDED_AMOUNTS}
        where document_id = ?
    """
    return _first(fetch_frame(warehouse, sql, [document_id]))


def load_unchecked_amounts(warehouse: Warehouse, document_id: str, limit: int) -> pd.DataFrame:
    """The amounts of a document that no check rests on, largest first, with the words of their cells."""
    if not has_table(warehouse, "marts", "fct_cell_detection_powers"):
        return pd.DataFrame()
    sql = f"""
        select
            powers.statement_code,
            powers.side,
            powers.line_code,
            powers.measure_code,
            powers.amount_yuan,
            any_value(subjects.subject_name) as line_label,
            any_value(statements.title_zh) as statement_title_zh,
            any_value(statements.title_en) as statement_title_en,
            any_value(lines.title_zh) as line_title_zh,
            any_value(lines.title_en) as line_title_en,
            any_value(measures.title_zh) as measure_title_zh,
            any_value(measures.title_en) as measure_title_en
        from marts.fct_cell_detection_powers as powers
        {title_joins("powers")}
        left join marts.dim_subjects as subjects
            on subjects.subject_code = powers.line_code and subjects.fiscal_year = powers.fiscal_year
        where powers.document_id = ? and powers.check_count = 0
        group by
            powers.statement_code, powers.side, powers.line_code, powers.measure_code, powers.amount_yuan
        order by abs(powers.amount_yuan) desc, powers.statement_code, powers.line_code
        limit ?
    """
    return fetch_frame(warehouse, sql, [document_id, limit])


def load_mutation_scores(warehouse: Warehouse, document_id: str) -> pd.DataFrame:
    """What was measured by changing the document, one row for each kind of change; none where nothing was."""
    if not has_table(warehouse, "quality", MUTATION_SCORES):
        return pd.DataFrame()
    sql = f"select * from quality.{MUTATION_SCORES} where document_id = ? order by ordinal"
    return fetch_frame(warehouse, sql, [document_id])


def _first(frame: pd.DataFrame) -> dict[str, Any]:
    return {} if frame.empty else {str(name): value for name, value in frame.iloc[0].items()}
