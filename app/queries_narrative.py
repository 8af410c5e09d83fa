"""What the pages ask about the narrative and the facts drawn from it. Every amount and rate comes from a mart."""

from __future__ import annotations

import pandas as pd

from app.warehouse import Warehouse, fetch_frame

_FIGURES = """
    with
    -- The checks of narrative figures name sentence, subject or topic, and metric; the worst one stands for a figure.
    judged_figures as (
        select
            figures.document_id,
            figures.figure_index,
            checks.status,
            identities.title_zh,
            identities.title_en,
            identities.kind,
            row_number() over (
                partition by figures.document_id, figures.figure_index
                order by list_position(['broken', 'within_rounding', 'exact', 'not_checkable'], checks.status)
            ) as rank
        from marts.rpt_narrative_figures as figures
        inner join marts.fct_identity_check_cells as cells
            on cells.document_id = figures.document_id
            and cells.source_page = figures.source_page
            and cells.source_line = figures.source_line
            and cells.source_text = figures.sentence
            and cells.line_code in (figures.topic_code, figures.subject_code)
            and starts_with(cells.measure_code, figures.metric_code)
            and starts_with(cells.statement_code, 'narrative_')
        inner join marts.fct_identity_checks as checks
            on checks.document_id = cells.document_id
            and checks.identity_code = cells.identity_code
            and checks.instance_key = cells.instance_key
        inner join marts.dim_identities as identities on identities.identity_code = checks.identity_code
        where figures.document_id = ?
    )
    select
        figures.*,
        rates.rate_status,
        rates.recomputed_rate_lower,
        rates.recomputed_rate_upper,
        judged_figures.status as check_status,
        judged_figures.kind as check_kind,
        judged_figures.title_zh as check_title_zh,
        judged_figures.title_en as check_title_en,
        lines.text as line_text,
        statements.title_zh as statement_title_zh,
        statements.title_en as statement_title_en,
        table_lines.title_zh as line_title_zh,
        table_lines.title_en as line_title_en,
        measures.title_zh as measure_title_zh,
        measures.title_en as measure_title_en
    from marts.rpt_narrative_figures as figures
    left join marts.rpt_document_lines as lines
        on lines.document_id = figures.document_id
        and lines.source_page = figures.source_page
        and lines.source_line = figures.source_line
    left join marts.fct_budget_execution as rates
        on rates.document_id = figures.document_id and rates.rate_figure_index = figures.figure_index
    left join judged_figures
        on judged_figures.document_id = figures.document_id
        and judged_figures.figure_index = figures.figure_index
        and judged_figures.rank = 1
    left join marts.dim_statements as statements on statements.statement_code = figures.table_statement_code
    left join marts.dim_lines as table_lines
        on table_lines.statement_code = figures.table_statement_code
        and table_lines.side = figures.table_side
        and table_lines.line_code = figures.table_line_code
    left join marts.dim_measures as measures
        on measures.statement_code = figures.table_statement_code
        and measures.side = figures.table_side
        and measures.measure_code = figures.table_measure_code
"""


def load_figures(warehouse: Warehouse, document_id: str) -> pd.DataFrame:
    """Every figure of a document's narrative in reading order, with its line's text and the words of its cell."""
    sql = f"{_FIGURES} where figures.document_id = ? order by figures.figure_index"
    return fetch_frame(warehouse, sql, [document_id, document_id])


def load_figures_between(warehouse: Warehouse, document_id: str, first: int, last: int) -> pd.DataFrame:
    """The figures of a stretch of the narrative, both ends included."""
    sql = f"""
        {_FIGURES}
        where figures.document_id = ? and figures.figure_index between ? and ?
        order by figures.figure_index
    """
    return fetch_frame(warehouse, sql, [document_id, document_id, first, last])


def load_budget_execution(warehouse: Warehouse, document_id: str) -> pd.DataFrame:
    """Budget execution of a current document in printed order, with the interval of the recomputed rate.

    `last_figure_index` is the last figure before the next item: the stretch of the narrative that speaks of it.
    """
    sql = """
        with figures as (select * from marts.rpt_narrative_figures where document_id = $1)
        select
            reported.*,
            facts.recomputed_rate_lower,
            facts.recomputed_rate_upper,
            facts.final_account_figure_index,
            facts.rate_figure_index,
            rates.value_text as rate_text,
            finals.table_statement_code,
            finals.table_side,
            finals.table_line_code,
            finals.table_measure_code,
            finals.table_agreement,
            coalesce(
                lead(reported.first_figure_index) over (order by reported.first_figure_index) - 1,
                (
                    select max(figures.figure_index)
                    from figures
                    inner join figures as firsts
                        on firsts.section_code = figures.section_code
                        and firsts.item_number is not distinct from figures.item_number
                    where firsts.figure_index = reported.first_figure_index
                )
            ) as last_figure_index
        from marts.rpt_budget_execution as reported
        inner join marts.fct_budget_execution as facts using (document_id, first_figure_index)
        left join figures as rates on rates.figure_index = facts.rate_figure_index
        left join figures as finals on finals.figure_index = facts.final_account_figure_index
        where reported.document_id = $1
        order by reported.first_figure_index
    """
    return fetch_frame(warehouse, sql, [document_id])


def load_three_public(warehouse: Warehouse, document_id: str) -> pd.DataFrame:
    """The lines of the three public expenses in the order of the statement; lines of the narrative alone come last."""
    sql = """
        select reported.*, lines.ordinal
        from marts.rpt_three_public_expenses as reported
        left join marts.dim_lines as lines
            on lines.statement_code = 'three_public_expenses'
            and lines.line_code = case reported.topic_code when 'three_public' then 'total' else reported.topic_code end
        where reported.document_id = ?
        order by lines.ordinal nulls last, reported.topic_code
    """
    return fetch_frame(warehouse, sql, [document_id])


def load_prior_years(warehouse: Warehouse, document_id: str) -> pd.DataFrame:
    """The values of the year before that a document implies, in reading order, with the words of what they are of."""
    sql = """
        select
            priors.*,
            figures.section_title_zh,
            figures.section_title_en,
            figures.topic_title_zh,
            figures.topic_title_en,
            figures.subject_name,
            figures.source_page,
            figures.source_line
        from marts.fct_prior_year_figures as priors
        inner join marts.rpt_narrative_figures as figures
            on figures.document_id = priors.document_id and figures.figure_index = priors.change_figure_index
        where priors.document_id = ?
        order by priors.change_figure_index
    """
    return fetch_frame(warehouse, sql, [document_id])
