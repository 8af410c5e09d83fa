"""SQL that puts the titles of its statement, line and measure beside each cell of a query."""

from __future__ import annotations

TITLE_COLUMNS = """
            statements.title_zh as statement_title_zh,
            statements.title_en as statement_title_en,
            lines.title_zh as line_title_zh,
            lines.title_en as line_title_en,
            measures.title_zh as measure_title_zh,
            measures.title_en as measure_title_en"""
"""Columns of a query that has `title_joins`; a cell whose place is unknown has no titles."""


def title_joins(cells: str) -> str:
    """Joins of the vocabulary to the relation `cells`, which has the columns that name a cell's place."""
    return f"""
        left join marts.dim_statements as statements on statements.statement_code = {cells}.statement_code
        left join marts.dim_lines as lines
            on lines.statement_code = {cells}.statement_code
            and lines.side = {cells}.side
            and lines.line_code = {cells}.line_code
        left join marts.dim_measures as measures
            on measures.statement_code = {cells}.statement_code
            and measures.side = {cells}.side
            and measures.measure_code = {cells}.measure_code"""
