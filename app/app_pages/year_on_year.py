"""Page: each year's figure as printed beside what the next year's document implies for it."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from app import queries_comparisons
from app.choices import choose
from app.components import (
    Bar,
    Html,
    Row,
    bars_html,
    current_warehouse,
    explain_missing,
    link_to_page,
    page_link_html,
    records,
    show_heading,
    status_html,
    table_html,
)
from app.formatting import plain, wan_text
from app.i18n import say, title_of
from app.pickers import choose_department
from app.prior_years import formula_words, interval_words


def show_page() -> None:
    warehouse = current_warehouse()
    show_heading("year_on_year")
    if explain_missing(warehouse, "year_on_year"):
        return
    department_id = choose_department(warehouse)["department_id"]
    topics = {_key(row): row for row in records(queries_comparisons.load_prior_topics(warehouse, department_id))}
    if not topics:
        st.info(say("year_on_year.none"), icon=":material/info:")
        link_to_page("trends", say("year_on_year.to_trends"), icon=":material/timeline:", department=department_id)
        return
    pairs = records(queries_comparisons.load_prior_pairs(warehouse, department_id))
    _show_verdict(pairs)
    key = choose("topic", say("year_on_year.choose"), list(topics), lambda key: _topic_words(topics[key]))
    rows = [row for row in pairs if _key(row) == key]
    st.header(_topic_words(topics[key]))
    st.caption(say("year_on_year.hint"))
    with st.container(key="years_pairs"):
        st.html(bars_html(_topic_words(topics[key]), [bar for row in rows for bar in _bars(row)]))
    st.html(_table(rows))
    others = [row for row in pairs if row["is_inside"] is False and _key(row) != key]
    if others:
        st.header(say("year_on_year.others"))
        st.html(_table(others, topics))


def _key(row: Row) -> str:
    return f"{row['main_section_code']}.{row['topic_code']}"


def _topic_words(row: Row) -> str:
    return title_of(row, "topic_title")


def _show_verdict(pairs: list[dict[str, Any]]) -> None:
    """How many years agree with what the next year says of them: the first thing to know."""
    inside = sum(row["is_inside"] is True for row in pairs)
    outside = sum(row["is_inside"] is False for row in pairs)
    if outside:
        st.warning(say("year_on_year.differ", count=outside, all=inside + outside), icon=":material/warning:")
    elif inside:
        st.success(say("year_on_year.agree", count=inside), icon=":material/check_circle:")
    else:
        st.info(say("year_on_year.nothing"), icon=":material/info:")


def _bars(row: Row) -> list[Bar]:
    """What is known of a year: a document that is not loaded has no bar, for it is not known to be blank."""
    year = plain(row["fiscal_year"])
    bars = []
    if row["printed_yuan"] is not None:
        bars.append(Bar(year, row["printed_yuan"], say("year_on_year.printed")))
    if row["prior_yuan"] is not None:
        implied = say("year_on_year.implied")
        bars.append(Bar(year, row["prior_yuan"], implied, is_second_colour=True, is_joined=bool(bars)))
    return bars


def _table(rows: list[dict[str, Any]], topics: dict[str, dict[str, Any]] | None = None) -> str:
    names = ["year", "printed", "implied", "interval", "verdict", "follows_from"]
    if topics is not None:
        names.insert(1, "what")
    right = [index for index, name in enumerate(names) if name in ("printed", "implied", "interval")]
    return table_html(
        [say(f"year_on_year.{name}") for name in names],
        [_table_row(row, topics) for row in rows],
        right=right,
    )


def _table_row(row: Row, topics: dict[str, dict[str, Any]] | None) -> tuple[str, ...]:
    what = () if topics is None else (_topic_words(topics[_key(row)]) if _key(row) in topics else "",)
    return (
        Html(f'<span class="js-num">{row["fiscal_year"]}</span>'),
        *what,
        _printed(row),
        wan_text(row["prior_yuan"]) or _absent("no_later"),
        interval_words(row["lower_yuan"], row["upper_yuan"]),
        _verdict(row),
        _formula(row),
    )


def _printed(row: Row) -> str:
    """What is printed for the year, with the place of the figure in the document of the year itself."""
    if row["printed_yuan"] is None:
        return _absent("no_document")
    shown = wan_text(row["printed_yuan"])
    if row["document_id"] is None:
        return shown
    figure = plain(row["current_figure_index"])
    return page_link_html("narrative", shown, document=row["document_id"], figure=figure)


def _absent(why: str) -> Html:
    return Html(f'<span class="js-small js-wrap">{escape(say(f"year_on_year.{why}"))}</span>')


def _verdict(row: Row) -> str:
    if row["is_inside"] is None:
        return status_html("prior_verdict", "not_checkable")
    return status_html("prior_verdict", "agrees" if row["is_inside"] else "disagrees")


def _formula(row: Row) -> str:
    if row["formula"] is None:
        return ""
    words = formula_words({**row, "current_yuan": row["later_current_yuan"]})
    figure = plain(row["change_figure_index"])
    link = page_link_html("narrative", words, document=row["later_document_id"], figure=figure)
    return Html(link)


show_page()
