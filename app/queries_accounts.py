"""What the pages ask about documents, statements and amounts. Every sum comes from a mart; none is made here."""

from __future__ import annotations

import pandas as pd

from app.warehouse import Warehouse, fetch_frame, missing_columns


def load_synthetic_counts(warehouse: Warehouse) -> tuple[int, int]:
    """How many documents are invented and how many are not; none is where the warehouse does not say."""
    if missing_columns(warehouse, {"dim_documents": ("is_synthetic",)}):
        return (0, 0)
    sql = """
        select
            count(*) filter (where is_synthetic) as synthetic_count,
            count(*) filter (where is_synthetic is not true) as other_count
        from marts.dim_documents
    """
    synthetic, others = fetch_frame(warehouse, sql).iloc[0]
    return (synthetic, others)


def load_overview(warehouse: Warehouse) -> pd.DataFrame:
    """One row: how many departments, documents and printed figures, which years, the newest document."""
    sql = """
        select
            count(distinct department_id) filter (where is_current) as department_count,
            count(*) filter (where is_current) as document_count,
            count(*) filter (where not is_current) as superseded_count,
            min(fiscal_year) as first_year,
            max(fiscal_year) as last_year,
            cast(sum(printed_number_count) filter (where is_current) as bigint) as printed_number_count,
            max(ingested_at) as last_ingested_at
        from marts.dim_documents
    """
    return fetch_frame(warehouse, sql)


def load_summary(warehouse: Warehouse, document_id: str) -> pd.DataFrame:
    """The department-year summary of one current document: no row or one."""
    sql = "select * from marts.rpt_department_year_summary where document_id = ?"
    return fetch_frame(warehouse, sql, [document_id])


def load_readings(warehouse: Warehouse, document_id: str) -> pd.DataFrame:
    """Every statement of the vocabulary and what the document holds of it, in template order."""
    sql = """
        select
            readings.*,
            statements.title_zh,
            statements.title_en,
            statements.layout,
            statements.classification,
            statements.ordinal
        from marts.fct_document_readings as readings
        inner join marts.dim_statements as statements using (statement_code)
        where readings.document_id = ?
        order by statements.ordinal
    """
    return fetch_frame(warehouse, sql, [document_id])


def load_statements(warehouse: Warehouse) -> pd.DataFrame:
    """The vocabulary of statements in template order."""
    return fetch_frame(warehouse, "select * from marts.dim_statements order by ordinal")


def load_statement(warehouse: Warehouse, document_id: str, statement_code: str) -> pd.DataFrame:
    """All cell places of one statement, blanks included, with the titles of their lines and measures."""
    sql = """
        select
            cells.*,
            lines.title_zh as line_title_zh,
            lines.title_en as line_title_en,
            lines.ordinal as line_ordinal,
            measures.title_zh as measure_title_zh,
            measures.title_en as measure_title_en,
            measures.ordinal as measure_template_ordinal
        from marts.rpt_statement_as_printed as cells
        left join marts.dim_lines as lines
            on lines.statement_code = cells.statement_code
            and lines.side = cells.side
            and lines.line_code = cells.line_code
        left join marts.dim_measures as measures
            on measures.statement_code = cells.statement_code
            and measures.side = cells.side
            and measures.measure_code = cells.measure_code
        where cells.document_id = ? and cells.statement_code = ?
        order by cells.side, cells.row_order, cells.source_column, measures.ordinal nulls last
    """
    return fetch_frame(warehouse, sql, [document_id, statement_code])


def load_measures(warehouse: Warehouse, statement_code: str) -> pd.DataFrame:
    """The measures of a statement in template order."""
    sql = """
        select * from marts.dim_measures
        where statement_code = ?
        order by side, ordinal nulls last, measure_code
    """
    return fetch_frame(warehouse, sql, [statement_code])


def load_cell(
    warehouse: Warehouse, document_id: str, statement_code: str, side: str, line_code: str, measure_code: str
) -> pd.DataFrame:
    """Every place where one cell is printed (two where the document disputes itself), with unit and evidence."""
    sql = """
        select
            cells.*,
            documents.source_name,
            documents.source_path,
            documents.format,
            amounts.amount_printed,
            amounts.rounding_half_width_yuan,
            amounts.line_evidence,
            amounts.measure_evidence,
            amounts.source_reference,
            amounts.source_box,
            coalesce(amounts.unit_name, readings.unit_name) as unit_name,
            coalesce(amounts.unit_source, readings.unit_source) as unit_source
        from marts.rpt_statement_as_printed as cells
        inner join marts.dim_documents as documents using (document_id)
        left join marts.fct_document_readings as readings
            on readings.document_id = cells.document_id and readings.statement_code = cells.statement_code
        left join marts.fct_reported_amounts as amounts
            on amounts.document_id = cells.document_id
            and amounts.statement_code = cells.statement_code
            and amounts.side = cells.side
            and amounts.line_code = cells.line_code
            and amounts.measure_code = cells.measure_code
            and amounts.table_index = cells.table_index
            and amounts.source_row = cells.source_row
            and amounts.source_column = cells.source_column
            and amounts.cell_state <> 'deduced'
        where cells.document_id = ? and cells.statement_code = ? and cells.side = ?
            and cells.line_code = ? and cells.measure_code = ?
        order by cells.table_index, cells.source_row, cells.source_column
    """
    return fetch_frame(warehouse, sql, [document_id, statement_code, side, line_code, measure_code])


def load_lines_around(
    warehouse: Warehouse, document_id: str, source_page: int, source_line: int, reach: int = 3
) -> pd.DataFrame:
    """The line of a cell and `reach` lines before and after it on the same page."""
    sql = """
        select * from marts.rpt_document_lines
        where document_id = ? and source_page = ? and source_line between ? and ?
        order by source_line
    """
    return fetch_frame(warehouse, sql, [document_id, source_page, source_line - reach, source_line + reach])


def load_subject_amounts(
    warehouse: Warehouse, document_id: str, statement_code: str, measure_code: str
) -> pd.DataFrame:
    """The subjects of one statement and measure with their printed amounts, parents before children.

    One statement and one measure at a time: amounts of different statements overlap and must not meet in a frame.
    """
    sql = """
        select
            amounts.subject_code,
            amounts.level,
            amounts.parent_subject_code,
            amounts.line_label,
            coalesce(subjects.subject_name, amounts.line_label) as subject_name,
            subjects.name_source,
            subjects.name_variant_count,
            amounts.amount_yuan,
            amounts.side,
            amounts.source_page,
            amounts.source_line
        from marts.fct_reported_amounts as amounts
        left join marts.dim_subjects as subjects
            on subjects.subject_code = amounts.subject_code
            and subjects.fiscal_year = amounts.fiscal_year
            and subjects.classification = amounts.classification
        where amounts.document_id = ? and amounts.statement_code = ? and amounts.measure_code = ?
            and amounts.subject_code is not null and amounts.cell_state not in ('disputed', 'deduced')
        order by amounts.subject_code
    """
    return fetch_frame(warehouse, sql, [document_id, statement_code, measure_code])


def load_subject_statements(warehouse: Warehouse, document_id: str) -> pd.DataFrame:
    """Statements and measures of a document that print amounts by subject, with the depth of their hierarchy."""
    sql = """
        select
            amounts.statement_code,
            amounts.measure_code,
            amounts.classification,
            statements.title_zh as statement_title_zh,
            statements.title_en as statement_title_en,
            measures.title_zh as measure_title_zh,
            measures.title_en as measure_title_en,
            max(amounts.level) as deepest_level,
            count(*) as amount_count
        from marts.fct_reported_amounts as amounts
        inner join marts.dim_statements as statements using (statement_code)
        left join marts.dim_measures as measures
            on measures.statement_code = amounts.statement_code
            and measures.side = amounts.side
            and measures.measure_code = amounts.measure_code
        where amounts.document_id = ? and amounts.subject_code is not null and amounts.cell_state <> 'deduced'
        group by all
        order by max(statements.ordinal), max(measures.ordinal) nulls last, amounts.measure_code
    """
    return fetch_frame(warehouse, sql, [document_id])


def load_named_totals(warehouse: Warehouse, document_id: str, statement_code: str, measure_code: str) -> pd.DataFrame:
    """The printed total rows of a statement (合计, 人员经费合计 …) for one measure."""
    sql = """
        select
            amounts.side,
            amounts.line_code,
            amounts.amount_yuan,
            amounts.line_label,
            lines.title_zh,
            lines.title_en,
            amounts.source_page,
            amounts.source_line
        from marts.fct_reported_amounts as amounts
        inner join marts.dim_lines as lines
            on lines.statement_code = amounts.statement_code
            and lines.side = amounts.side
            and lines.line_code = amounts.line_code
        where amounts.document_id = ? and amounts.statement_code = ? and amounts.measure_code = ?
            and lines.is_total_row and amounts.subject_code is null
            and amounts.cell_state not in ('disputed', 'deduced')
        order by lines.ordinal
    """
    return fetch_frame(warehouse, sql, [document_id, statement_code, measure_code])
