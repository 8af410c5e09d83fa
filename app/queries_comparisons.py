"""What the pages ask that compare years and departments. Scopes of account, levels and statements never mix."""

from __future__ import annotations

import pandas as pd

from app.warehouse import Warehouse, fetch_frame

PREFERRED_SCOPES = ("consolidated", "own_unit", "unknown")


def load_year_totals(warehouse: Warehouse, department_id: str) -> pd.DataFrame:
    """The summary of a department for every year that it has a current document for, oldest first."""
    sql = """
        select summaries.*, documents.source_name
        from marts.rpt_department_year_summary as summaries
        inner join marts.dim_documents as documents using (document_id)
        where summaries.department_id = ?
        order by summaries.fiscal_year, summaries.account_scope
    """
    return fetch_frame(warehouse, sql, [department_id])


def load_series_statements(warehouse: Warehouse, department_id: str) -> pd.DataFrame:
    """Statements and measures by subject that a department has amounts in, in template order."""
    sql = """
        select
            years.statement_code,
            years.measure_code,
            years.classification,
            any_value(statements.title_zh) as statement_title_zh,
            any_value(statements.title_en) as statement_title_en,
            any_value(measures.title_zh) as measure_title_zh,
            any_value(measures.title_en) as measure_title_en,
            count(distinct years.fiscal_year) as year_count
        from marts.rpt_subject_years as years
        inner join marts.dim_statements as statements using (statement_code)
        left join marts.dim_measures as measures
            on measures.statement_code = years.statement_code and measures.measure_code = years.measure_code
        where years.department_id = ?
        group by years.statement_code, years.measure_code, years.classification
        order by max(statements.ordinal), max(measures.ordinal) nulls last, years.measure_code
    """
    return fetch_frame(warehouse, sql, [department_id])


def load_series_offered(
    warehouse: Warehouse, department_id: str, statement_code: str, measure_code: str
) -> pd.DataFrame:
    """The series of subjects that a department has amounts of, in the order of their last codes."""
    sql = """
        select
            conformed_subject_key,
            arg_max(conformed_subject_name, fiscal_year) as conformed_subject_name,
            arg_max(subject_code, fiscal_year) as subject_code,
            max(level) as level,
            count(distinct fiscal_year) as year_count,
            list_distinct(list(subject_name_of_year)) as names,
            coalesce(arg_max(amount_yuan, fiscal_year), 0) as newest_amount_yuan
        from marts.rpt_subject_years
        where department_id = ? and statement_code = ? and measure_code = ?
        group by conformed_subject_key
        order by subject_code
    """
    return fetch_frame(warehouse, sql, [department_id, statement_code, measure_code])


def load_series(
    warehouse: Warehouse, department_id: str, statement_code: str, measure_code: str, conformed_subject_key: str
) -> pd.DataFrame:
    """One series by year and scope, with code and name of the year and the place of each amount, oldest first.

    A blank whose amount is deduced gives that amount: `cell_state` says so, and the page marks it.
    """
    sql = """
        select
            years.* replace (coalesce(years.amount_yuan, amounts.amount_yuan) as amount_yuan),
            amounts.side,
            amounts.line_code,
            amounts.line_label,
            amounts.source_page,
            amounts.source_line,
            amounts.cell_state,
            lag(years.subject_name_of_year) over earlier as name_before,
            lag(years.subject_code) over earlier as code_before
        from marts.rpt_subject_years as years
        left join marts.fct_reported_amounts as amounts
            on amounts.document_id = years.document_id
            and amounts.statement_code = years.statement_code
            and amounts.subject_code = years.subject_code
            and amounts.measure_code = years.measure_code
            and amounts.cell_state <> 'disputed'
        where years.department_id = ? and years.statement_code = ? and years.measure_code = ?
            and years.conformed_subject_key = ?
        window earlier as (partition by years.account_scope order by years.fiscal_year)
        order by years.account_scope, years.fiscal_year, years.subject_code
    """
    return fetch_frame(warehouse, sql, [department_id, statement_code, measure_code, conformed_subject_key])


def load_prior_topics(warehouse: Warehouse, department_id: str) -> pd.DataFrame:
    """What a department's documents state changes of: totals by section and topic, in reading order."""
    sql = """
        select
            priors.main_section_code,
            priors.topic_code,
            any_value(figures.topic_title_zh) as topic_title_zh,
            any_value(figures.topic_title_en) as topic_title_en,
            any_value(figures.section_title_zh) as section_title_zh,
            any_value(figures.section_title_en) as section_title_en
        from marts.fct_prior_year_figures as priors
        inner join marts.rpt_narrative_figures as figures
            on figures.document_id = priors.document_id and figures.figure_index = priors.change_figure_index
        where priors.department_id = ? and priors.subject_code is null and figures.is_current
        group by priors.main_section_code, priors.topic_code
        order by min(priors.change_figure_index), priors.topic_code
    """
    return fetch_frame(warehouse, sql, [department_id])


def load_prior_pairs(warehouse: Warehouse, department_id: str) -> pd.DataFrame:
    """For every year and topic what was printed that year beside what the document of the next year implies.

    `is_inside` says whether the printed value lies in the implied interval; null where one of the two is absent.
    """
    sql = """
        with
        priors as (
            select priors.*
            from marts.fct_prior_year_figures as priors
            inner join marts.dim_documents as documents using (document_id)
            where priors.department_id = ? and documents.is_current and priors.subject_code is null
            qualify row_number() over (
                partition by priors.fiscal_year, priors.main_section_code, priors.topic_code
                order by priors.change_figure_index
            ) = 1
        )

        select
            coalesce(present.main_section_code, implied.main_section_code) as main_section_code,
            coalesce(present.topic_code, implied.topic_code) as topic_code,
            coalesce(present.fiscal_year, implied.prior_fiscal_year) as fiscal_year,
            present.document_id,
            present.current_yuan,
            present.current_figure_index,
            implied.document_id as later_document_id,
            implied.change_figure_index,
            implied.prior_yuan,
            implied.lower_yuan,
            implied.upper_yuan,
            implied.formula,
            implied.current_yuan as later_current_yuan,
            implied.change_yuan,
            implied.growth_percent,
            implied.stated_prior_yuan,
            implied.table_prior_yuan,
            implied.narrated_prior_yuan,
            coalesce(implied.table_prior_yuan, implied.narrated_prior_yuan, present.current_yuan) as printed_yuan,
            coalesce(implied.table_prior_yuan, implied.narrated_prior_yuan, present.current_yuan)
                between implied.lower_yuan and coalesce(implied.upper_yuan, 999999999999999999.99) as is_inside
        from priors as present
        full outer join priors as implied
            on implied.main_section_code = present.main_section_code
            and implied.topic_code = present.topic_code
            and implied.prior_fiscal_year = present.fiscal_year
        order by fiscal_year desc
    """
    return fetch_frame(warehouse, sql, [department_id])


def load_peer_scopes(warehouse: Warehouse, department_id: str) -> pd.DataFrame:
    """The years, scopes and statements for which a department has shares, newest first."""
    sql = """
        select
            shares.fiscal_year,
            shares.account_scope,
            shares.statement_code,
            any_value(statements.title_zh) as title_zh,
            any_value(statements.title_en) as title_en
        from marts.rpt_class_shares as shares
        inner join marts.dim_statements as statements using (statement_code)
        where shares.department_id = ?
        group by shares.fiscal_year, shares.account_scope, shares.statement_code
        order by shares.fiscal_year desc, shares.account_scope, max(statements.ordinal)
    """
    return fetch_frame(warehouse, sql, [department_id])


def load_class_profile(
    warehouse: Warehouse, department_id: str, fiscal_year: int, account_scope: str, statement_code: str
) -> pd.DataFrame:
    """The classes of one account with their shares and how the shares of its peers lie, largest first."""
    sql = """
        select
            shares.*,
            peers.peer_count,
            peers.lower_quartile_percent,
            peers.median_percent,
            peers.upper_quartile_percent
        from marts.rpt_class_shares as shares
        left join marts.rpt_class_peers as peers
            on peers.fiscal_year = shares.fiscal_year
            and peers.account_scope = shares.account_scope
            and peers.statement_code = shares.statement_code
            and peers.conformed_subject_key = shares.conformed_subject_key
        where shares.department_id = ? and shares.fiscal_year = ? and shares.account_scope = ?
            and shares.statement_code = ?
        order by shares.amount_yuan desc, shares.subject_code
    """
    return fetch_frame(warehouse, sql, [department_id, fiscal_year, account_scope, statement_code])


def load_class_ranking(
    warehouse: Warehouse,
    fiscal_year: int,
    account_scope: str,
    statement_code: str,
    conformed_subject_key: str,
    order: str,
    department_id: str,
    limit: int,
) -> pd.DataFrame:
    """The departments with most of a class, by share or by amount, and always the one of `department_id`."""
    column = {"share": "share_percent", "amount": "amount_yuan"}[order]
    sql = f"""
        with
        ranked as (
            select
                department_id, department_name, subject_code, conformed_subject_name, amount_yuan, total_yuan,
                share_percent, document_id,
                rank() over (order by {column} desc nulls last) as place,
                count(*) over () as peer_count
            from marts.rpt_class_shares
            where fiscal_year = ? and account_scope = ? and statement_code = ? and conformed_subject_key = ?
        )

        select * from ranked
        where place <= ? or department_id = ?
        order by place, department_name
        limit ?
    """
    parameters = [fiscal_year, account_scope, statement_code, conformed_subject_key, limit, department_id, limit + 1]
    return fetch_frame(warehouse, sql, parameters)
