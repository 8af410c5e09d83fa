"""Looking for documents, departments and subjects: by Chinese name, code, year or pinyin. Only keys and names."""

from __future__ import annotations

import pandas as pd

from app.pinyin_index import find_by_pinyin, is_pinyin, pinyin_index
from app.warehouse import Warehouse, fetch_frame, fetch_rows, missing_columns

MOST_KEYS = 200
"""Departments or series that one needle may lead to."""


def count_documents(warehouse: Warehouse, *, only_current: bool) -> int:
    """How many documents there are to choose from."""
    sql = "select count(*) from marts.dim_documents where is_current or not ?"
    return int(fetch_rows(warehouse, sql, (only_current,))[1][0][0])


def load_documents(
    warehouse: Warehouse, *, only_current: bool, needle: str = "", document_id: str = "", limit: int = 200
) -> pd.DataFrame:
    """Documents that a needle finds, or the one of an id: current ones first, then by department and year.

    Every word of the needle must be in the name of the department, its code, the year or the name of the file; a
    word of Latin letters may also be the pinyin of the department.
    """
    words = [word for word in needle.split() if word]
    conditions, parameters = [], []
    for word in words:
        conditions.append(_WORD_OF_DOCUMENT)
        parameters += [word] * 4 + [find_departments_by_pinyin(warehouse, word)]
    sql = f"""
        select documents.*, departments.is_own_unit, summaries.check_count, summaries.broken_count
        from marts.dim_documents as documents
        left join marts.dim_departments as departments on departments.department_id = documents.department_id
        left join marts.rpt_department_year_summary as summaries on summaries.document_id = documents.document_id
        where (documents.is_current or not ?) and (? = '' or documents.document_id = ?)
            {"".join(f"and {condition}" for condition in conditions)}
        order by
            documents.is_current desc,
            documents.department_name nulls last,
            documents.fiscal_year desc nulls last,
            documents.ingested_at desc
        limit ?
    """
    return fetch_frame(warehouse, sql, [only_current, document_id, document_id, *parameters, limit])


_WORD_OF_DOCUMENT = """(
    contains(lower(documents.department_name), lower(?))
    or contains(lower(documents.source_name), lower(?))
    or contains(coalesce(departments.department_code, ''), ?)
    or cast(documents.fiscal_year as varchar) = ?
    or list_contains(?::varchar[], documents.department_id)
)
"""


def find_departments_by_pinyin(warehouse: Warehouse, needle: str) -> list[str]:
    """Ids of the departments whose names are read so; none for a needle that is not in Latin letters."""
    if not is_pinyin(needle):
        return []
    rows = fetch_rows(warehouse, "select department_id, department_name from marts.dim_departments order by 1")[1]
    return find_by_pinyin(pinyin_index("department", tuple(rows)), needle)[:MOST_KEYS]


def find_departments(warehouse: Warehouse, needle: str, limit: int) -> pd.DataFrame:
    """Departments by name, code or pinyin, with their years and newest current document."""
    sql = f"""
        {_DEPARTMENTS}
        where contains(lower(departments.department_name), lower(?))
            or contains(coalesce(departments.department_code, ''), ?)
            or list_contains(?::varchar[], departments.department_id)
        order by
            not starts_with(departments.department_name, ?),
            departments.department_name,
            departments.department_id
        limit ?
    """
    found = find_departments_by_pinyin(warehouse, needle)
    return fetch_frame(warehouse, sql, [needle, needle, found, needle, limit])


def load_department(warehouse: Warehouse, department_id: str) -> pd.DataFrame:
    """One department with its years and newest current document, as `find_departments` has it."""
    return fetch_frame(warehouse, f"{_DEPARTMENTS} where departments.department_id = ?", [department_id])


_DEPARTMENTS = """
    with
    spans as (
        select
            department_id,
            count(*) as document_count,
            min(fiscal_year) as first_year,
            max(fiscal_year) as last_year,
            arg_max(document_id, fiscal_year) as document_id
        from marts.dim_documents
        where is_current
        group by department_id
    )

    select
        departments.department_id,
        departments.department_name,
        departments.department_code,
        departments.region,
        departments.is_own_unit,
        spans.document_count,
        spans.first_year,
        spans.last_year,
        spans.document_id
    from marts.dim_departments as departments
    left join spans on spans.department_id = departments.department_id
"""


def has_series(warehouse: Warehouse) -> bool:
    """Whether subjects are conformed across years in this warehouse."""
    return not missing_columns(warehouse, {"dim_subjects": ("conformed_subject_key", "conformed_subject_name")})


def find_subjects(warehouse: Warehouse, needle: str, limit: int) -> pd.DataFrame:
    """Series of subjects by any of their names, codes or pinyin, with every name and code and the years known.

    Where subjects are not conformed yet, a code of a classification is a series of its own.
    """
    sql = f"""
        with
        subjects as ({_series(warehouse)}),

        found as (
            select distinct series_key
            from subjects
            where contains(lower(subject_name), lower(?)) or starts_with(subject_code, ?)
                or list_contains(?::varchar[], series_key)
        ),

        series as (
            select
                subjects.series_key,
                arg_max(subjects.series_name, subjects.fiscal_year) as series_name,
                any_value(subjects.classification) as classification,
                any_value(subjects.level) as level,
                list_distinct(list(subjects.subject_code)) as codes,
                list_distinct(list(subjects.subject_name)) as names,
                min(subjects.fiscal_year) as first_year,
                max(subjects.fiscal_year) as last_year,
                arg_max(subjects.subject_code, subjects.fiscal_year) as subject_code,
                bool_or(subjects.subject_code = ?) as is_code,
                bool_or(starts_with(subjects.subject_name, ?)) as is_beginning
            from subjects
            inner join found using (series_key)
            group by subjects.series_key
        )

        select * from series
        order by not is_code, not is_beginning, level, series_key
        limit ?
    """
    found = _subjects_by_pinyin(warehouse, needle)
    return fetch_frame(warehouse, sql, [needle, needle, found, needle, needle, limit])


def _series(warehouse: Warehouse) -> str:
    key, name = "conformed_subject_key", "conformed_subject_name"
    if not has_series(warehouse):
        key, name = "classification || ':' || subject_code", "subject_name"
    return f"""
        select
            {key} as series_key, {name} as series_name, classification, level, subject_code, subject_name, fiscal_year
        from marts.dim_subjects
    """


def _subjects_by_pinyin(warehouse: Warehouse, needle: str) -> list[str]:
    if not is_pinyin(needle):
        return []
    # One key may have several names: the position in the list tells them apart.
    sql = f"select distinct series_key, subject_name from ({_series(warehouse)}) order by 1, 2"
    rows = fetch_rows(warehouse, sql)[1]
    names = tuple((f"{key}\t{name}", name) for key, name in rows)
    found = find_by_pinyin(pinyin_index("subject", names), needle)
    return list(dict.fromkeys(pair.partition("\t")[0] for pair in found))[:MOST_KEYS]
