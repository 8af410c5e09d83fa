"""Page: a department among its peers: the share of each function class, and who spends most on one of them."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from app import queries_comparisons
from app.choices import choose, choose_mode
from app.components import (
    Html,
    Row,
    current_warehouse,
    explain_missing,
    page_link_html,
    records,
    show_heading,
    table_html,
    wan_words,
)
from app.formatting import count_text, percent_text, plain, share_of_largest, wan_text
from app.i18n import say, say_code, title_of
from app.pickers import choose_department
from app.warehouse import Warehouse

PREFERRED_STATEMENT = "expenditure"
MOST_RANKED = 15
FEWEST_PEERS = 3
"""Below so many departments quartiles say nothing."""


def show_page() -> None:
    warehouse = current_warehouse()
    show_heading("peers")
    if explain_missing(warehouse, "peers"):
        return
    department = choose_department(warehouse)
    offered = records(queries_comparisons.load_peer_scopes(warehouse, department["department_id"]))
    if not offered:
        st.info(say("peers.none"))
        return
    account = _choose_account(offered)
    if account[1] == "unknown":
        st.caption(say("peers.scope_unknown"))
    profile = records(queries_comparisons.load_class_profile(warehouse, department["department_id"], *account))
    _show_profile(profile)
    _show_ranking(warehouse, department["department_id"], account, profile)


def _choose_account(offered: list[dict[str, Any]]) -> tuple[int, str, str]:
    """Year and scope together, because an account of one scope is only compared with those of the same; statement."""
    accounts = {f"{row['fiscal_year']}.{row['account_scope']}": row for row in offered}
    left, right = st.columns(2)
    with left:
        account = choose("account", say("peers.choose_year"), list(accounts), lambda key: _account_words(accounts[key]))
    statements = {
        row["statement_code"]: row
        for row in offered
        if (row["fiscal_year"], row["account_scope"])
        == (accounts[account]["fiscal_year"], accounts[account]["account_scope"])
    }
    with right:
        statement = choose(
            "statement",
            say("statement.choose"),
            list(statements),
            lambda code: title_of(statements[code]),
            default=PREFERRED_STATEMENT,
        )
    return accounts[account]["fiscal_year"], accounts[account]["account_scope"], statement


def _account_words(row: Row) -> str:
    return f"{row['fiscal_year']} · {say_code('scope', row['account_scope'])}"


def _show_profile(profile: list[dict[str, Any]]) -> None:
    st.header(say("peers.profile"))
    most = max((row["peer_count"] or 0 for row in profile), default=0)
    st.caption(say("peers.profile_hint" if most >= FEWEST_PEERS else "peers.too_few", count=count_text(most)))
    legend = (
        f'<div class="js-key"><span class="js-swatch"></span>{escape(say("peers.own"))}'
        f'<span class="js-swatch js-range"></span>{escape(say("peers.range"))}'
        f'<span class="js-swatch js-median"></span>{escape(say("peers.median"))}</div>'
    )
    bars = "".join(_profile_bar(row, profile) for row in profile)
    title = escape(say("peers.profile"))
    st.html(
        f'{legend if most >= FEWEST_PEERS else ""}<div class="js-bars" role="list" aria-label="{title}">{bars}</div>'
    )
    with st.expander(say("chart.as_table")):
        st.html(_profile_table(profile))


def _profile_bar(row: Row, profile: list[dict[str, Any]]) -> str:
    """A bar for the own share, the middle half of the peers as a band and their median as a tick behind it."""
    widest = max(
        value
        for other in profile
        for value in (other["share_percent"], other["upper_quartile_percent"])
        if value is not None
    )
    share = percent_text(row["share_percent"])
    name = _class_words(row)
    peers, words = "", f"{name} {share}"
    if (row["peer_count"] or 0) >= FEWEST_PEERS:
        start, end, median = (
            share_of_largest(row[f"{part}_percent"], widest) for part in ("lower_quartile", "upper_quartile", "median")
        )
        peers = (
            f'<div class="js-band" style="left:{start:.2f}%;width:{max(end - start, 0.6):.2f}%"></div>'
            f'<div class="js-tick" style="left:{median:.2f}%"></div>'
        )
        words += f", {say('peers.median')} {percent_text(row['median_percent'])}"
    width = share_of_largest(row["share_percent"], widest)
    return (
        f'<div class="js-bar js-peer" role="listitem" aria-label="{escape(words)}">'
        f'<div class="js-name">{escape(name)}</div>'
        f'<div class="js-track">{peers}<div class="js-fill" style="width:{width:.2f}%"></div></div>'
        f'<div class="js-amount">{escape(share)}<small>{escape(wan_words(row["amount_yuan"]))}'
        "</small></div></div>"
    )


def _class_words(row: Row) -> str:
    return f"{row['subject_code']} {row['conformed_subject_name']}"


def _profile_table(profile: list[dict[str, Any]]) -> str:
    names = ("subject", "amount_wan", "share", "median", "quartiles", "peer_count")
    return table_html(
        [say(f"column.{name}") for name in names],
        [
            (
                _class_words(row),
                wan_text(row["amount_yuan"]),
                percent_text(row["share_percent"]),
                percent_text(row["median_percent"]),
                f"{percent_text(row['lower_quartile_percent'])} – {percent_text(row['upper_quartile_percent'])}",
                count_text(row["peer_count"]),
            )
            for row in profile
        ],
        right=(1, 2, 3, 4, 5),
    )


def _show_ranking(
    warehouse: Warehouse, department_id: str, account: tuple[int, str, str], profile: list[dict[str, Any]]
) -> None:
    st.header(say("peers.ranking"))
    classes = {row["conformed_subject_key"]: row for row in profile}
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        key = choose("class", say("peers.choose_class"), list(classes), lambda code: _class_words(classes[code]))
    with right:
        order = choose_mode(
            "order", say("peers.order"), {"share": say("peers.by_share"), "amount": say("peers.by_amount")}
        )
    ranked = records(
        queries_comparisons.load_class_ranking(warehouse, *account, key, order, department_id, MOST_RANKED)
    )
    count = ranked[0]["peer_count"] if ranked else 0
    own = next((row for row in ranked if row["department_id"] == department_id), None)
    if own:
        st.caption(say("peers.place", place=count_text(own["place"]), count=count_text(count)))
    names = ("place_number", "department", "amount_wan", "share", "total_wan")
    with st.container(key="ranking"):
        st.html(
            table_html(
                [say(f"column.{name}") for name in names],
                [_ranked_row(row, is_own=row["department_id"] == department_id) for row in ranked],
                right=(0, 2, 3, 4),
            )
        )
    if count > MOST_RANKED:
        st.caption(say("peers.cut", shown=MOST_RANKED, count=count_text(count)))


def _ranked_row(row: Row, *, is_own: bool) -> tuple[str, ...]:
    link = page_link_html("department_year", plain(row["department_name"]), document=row["document_id"])
    return (
        count_text(row["place"]),
        Html(f'<strong class="js-own">{link}</strong>') if is_own else link,
        wan_text(row["amount_yuan"]),
        percent_text(row["share_percent"]),
        wan_text(row["total_yuan"]),
    )


show_page()
