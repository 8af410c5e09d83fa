"""What the performance page asks. Scores, sums and units come from the marts; nothing is added up here."""

from __future__ import annotations

import pandas as pd

from app.warehouse import Warehouse, fetch_frame


def load_forms(warehouse: Warehouse, document_id: str) -> pd.DataFrame:
    """The self-evaluation forms of a document with scores, grades and how their copies agree; the whole first."""
    sql = """
        select * from marts.fct_evaluation_scores
        where document_id = ?
        order by form_kind, form_number
    """
    return fetch_frame(warehouse, sql, [document_id])


def load_funds(warehouse: Warehouse, form_id: str) -> pd.DataFrame:
    """The funds of a form, sources in the order of the print, with one row for each source and phase."""
    sql = """
        with
        print_order as (
            select form_id, item_key, min(item_number) as item_number
            from marts.fct_evaluation_cells
            where item_kind = 'fund'
            group by all
        )
        select funds.*
        from marts.fct_evaluation_funds as funds
        left join print_order on print_order.form_id = funds.form_id and print_order.item_key = funds.source_code
        where funds.form_id = ?
        order by print_order.item_number, list_position(['initial', 'adjusted', 'executed'], funds.phase)
    """
    return fetch_frame(warehouse, sql, [form_id])


def load_indicators(warehouse: Warehouse, form_id: str) -> pd.DataFrame:
    """The indicators of a form in printed order."""
    sql = "select * from marts.fct_evaluation_indicators where form_id = ? order by indicator_number"
    return fetch_frame(warehouse, sql, [form_id])


def load_form_items(warehouse: Warehouse, form_id: str) -> pd.DataFrame:
    """The items that a form's cells belong to (head, sources of money, indicators, total, conclusion) in order.

    `label` is the indicator's name, as elected; `notable_count` counts cells on which the copies are not of one mind.
    """
    sql = """
        select
            item_kind,
            item_key,
            min(item_number) as item_number,
            max(value_text) filter (where field_code = 'level_3' and is_elected) as label,
            count(*) filter (where is_elected and cell_state in ('filled_by_copy', 'disputed', 'unreadable'))
                as notable_count
        from marts.fct_evaluation_cells
        where form_id = ?
        group by item_kind, item_key
        order by list_position(['head', 'fund', 'indicator', 'total', 'conclusion'], item_kind), item_number
    """
    return fetch_frame(warehouse, sql, [form_id])


def load_form_cells(warehouse: Warehouse, form_id: str, item_kind: str, item_key: str) -> pd.DataFrame:
    """Every print of every cell of one item, copy by copy. Cells that no copy prints are left out."""
    sql = """
        select * from marts.fct_evaluation_cells
        where form_id = ? and item_kind = ? and item_key = ? and cell_state <> 'blank'
        order by field_code, copy_number
    """
    return fetch_frame(warehouse, sql, [form_id, item_kind, item_key])


def load_fund_titles(warehouse: Warehouse, form_id: str) -> pd.DataFrame:
    """What the sources of money of a form are called."""
    sql = """
        select distinct source_code, source_title_zh, source_title_en
        from marts.fct_evaluation_funds where form_id = ?
    """
    return fetch_frame(warehouse, sql, [form_id])
