"""The quality certificate of one document as one sheet of HTML: pure functions from rows to markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from app.check_words import CheckWords, headline
from app.components import (
    Html,
    Row,
    facts_html,
    line_title,
    status_html,
)
from app.formatting import clipped, count_text, moment_text, percent_floor_text, plain, wan_text
from app.i18n import say, say_code, title_of
from app.queries_findings import CAUSES, SEVERITIES
from app.queries_quality import STATUSES

MOST_FINDINGS, MOST_DEDUCED = 6, 5
"""Rows of the two lists: what is left out is counted, so that the sheet stays one page."""
LONGEST_MESSAGE = 140


def certificate_html(
    document: Row,
    readings: Mapping[str, int],
    facts: Mapping[str, int],
    groups: Sequence[Row],
    unrounded: Mapping[str, int] | None,
    findings: Sequence[Row] | None,
    power: Row | None,
    deduced: Sequence[Row],
    runs: tuple[Row | None, Row | None],
    words: CheckWords,
) -> str:
    """The sheet. `unrounded`, `findings` and `power` are None where the warehouse does not have them yet."""
    parts = [
        _head(document),
        _section("read", _read_html(readings, facts)),
        _section("checks", _checks_html(groups) + _unrounded_html(unrounded)),
        _section("power", _power_html(power)),
        _section("findings", _findings_html(findings, words)),
        _section("deduced", _deduced_html(deduced)),
        _foot(document, runs),
    ]
    return f'<article class="js-certificate">{"".join(parts)}</article>'


def _head(document: Row) -> str:
    name = plain(document["department_name"]) or say("document.no_department")
    year = plain(document["fiscal_year"]) or say("document.no_year")
    marks = ""
    if document.get("is_synthetic"):
        marks += f'<span class="js-status js-broken">{escape(say("synthetic.all_short"))}</span> '
    if not document["is_current"]:
        marks += f'<span class="js-status js-broken">{escape(say("document.superseded"))}</span>'
    return (
        f'<header><div class="js-kicker">{escape(say("certificate.title"))} {marks}</div>'
        f"<h2>{escape(name)}</h2><p>{escape(say('certificate.of_year', year=year))} · "
        f"{escape(plain(document['source_name']))}</p></header>"
    )


def _section(name: str, body: str) -> str:
    return f"<section><h3>{escape(say(f'certificate.{name}'))}</h3>{body}</section>"


def _read_html(readings: Mapping[str, int], facts: Mapping[str, int]) -> str:
    words = [
        say(f"certificate.{name}", count=count_text(count))
        for name, count in {**readings, **facts}.items()
        if count or name in ("printed_numbers", "unplaced_numbers", "unreadable")
    ]
    return f"<p>{escape(say('certificate.semicolon').join(words))}{escape(say('certificate.stop'))}</p>"


def _checks_html(groups: Sequence[Row]) -> str:
    if not groups:
        return f"<p>{escape(say('certificate.no_checks'))}</p>"
    head = [say("column.group"), *(say(f"status_all.{status}") for status in STATUSES)]
    rows = [
        [say_code("group", row["catalogue_group"]), *(count_text(row[f"{status}_count"]) for status in STATUSES)]
        for row in groups
    ]
    totals = [count_text(sum(row[f"{status}_count"] for row in groups)) for status in STATUSES]
    return _table(head, [*rows, [say("certificate.all_groups"), *totals]], last_is_total=True)


def _unrounded_html(unrounded: Mapping[str, int] | None) -> str:
    if unrounded is None:
        return ""
    outcome = "contradicted" if unrounded["contradicted"] else "reconciled"
    words = say(f"certificate.{outcome}", **{name: count_text(count) for name, count in unrounded.items()})
    return f"<p>{escape(words)}</p>"


def _power_html(power: Row | None) -> str:
    if power is None or power["noticed_digit_change_share"] is None:
        return f"<p>{escape(say('certificate.no_power'))}</p>"
    return f"<p>{escape(power_words(power))}</p>"


def power_words(power: Row) -> str:
    """How many single-digit errors and single losses the document's checks would notice, cut downward."""
    words = say(
        "power.digits",
        share=percent_floor_text(power["noticed_digit_change_share"]),
        amounts=count_text(power["amount_count"]),
    )
    if power["noticed_loss_share"] is None:
        return words
    return f"{words}{say('power.losses', share=percent_floor_text(power['noticed_loss_share']))}"


def _findings_html(findings: Sequence[Row] | None, words: CheckWords) -> str:
    if findings is None:
        return f"<p>{escape(say('certificate.findings_unknown'))}</p>"
    if not findings:
        return f"<p>{escape(say('certificate.no_findings'))}</p>"
    counts: dict[tuple[str, str], int] = {}
    for row in findings:
        counts[row["cause"], row["severity"]] = counts.get((row["cause"], row["severity"]), 0) + 1
    causes = [cause for cause in CAUSES if any(key[0] == cause for key in counts)]
    head = [say("column.cause"), *(say_code("severity", severity) for severity in SEVERITIES)]
    rows = [
        [say_code("cause", cause), *(count_text(counts.get((cause, severity), 0)) for severity in SEVERITIES)]
        for cause in causes
    ]
    open_count = sum(row["review_state"] == "open" for row in findings)
    note = say("certificate.reviewed", open=count_text(open_count), reviewed=count_text(len(findings) - open_count))
    listed = [row for row in findings if row["severity"] != "information"]
    note += say("certificate.listed" if listed else "certificate.none_listed")
    return (
        _table(head, rows) + f"<p>{escape(note)}</p>" + _list(_finding_items(listed, words), len(listed), MOST_FINDINGS)
    )


def _finding_items(findings: Sequence[Row], words: CheckWords) -> Iterable[str]:
    for row in findings[:MOST_FINDINGS]:
        label = f"{status_html('severity', row['severity'])} {status_html('review', row['review_state'])}"
        yield f"{label} {escape(clipped(headline(row, words), LONGEST_MESSAGE))}"


def _deduced_html(deduced: Sequence[Row]) -> str:
    if not deduced:
        return f"<p>{escape(say('certificate.nothing_deduced'))}</p>"
    return _list(_deduced_items(deduced), len(deduced), MOST_DEDUCED)


def _deduced_items(deduced: Sequence[Row]) -> Iterable[str]:
    for row in deduced[:MOST_DEDUCED]:
        place = " · ".join((title_of(row, "statement_title"), line_title(row), title_of(row, "measure_title")))
        witnesses = say("certificate.witnesses", count=count_text(row["witness_count"])) if row["witness_count"] else ""
        yield escape(f"{place}: 〔{wan_text(row['amount_yuan'])}〕 {say('unit.wan')}{witnesses}")


def _list(items: Iterable[str], count: int, most: int) -> str:
    rows = "".join(f"<li>{item}</li>" for item in items)
    more = f"<li>{escape(say('certificate.more', count=count_text(count - most)))}</li>" if count > most else ""
    return f"<ul>{rows}{more}</ul>"


def _foot(document: Row, runs: tuple[Row | None, Row | None]) -> str:
    refresh, checks = runs
    facts = [
        (say("certificate.run"), f"{moment_text(refresh['finished_at'])} UTC" if refresh else ""),
        (say("certificate.gate"), _gate_words(checks) if checks else say("overview.never_checked")),
        (say("certificate.versions"), _version_words(document, refresh)),
        (say("certificate.ingested"), f"{moment_text(document['ingested_at'])} UTC"),
        (say("certificate.sha"), plain(document["content_sha256"])),
        (say("certificate.id"), plain(document["document_id"])),
    ]
    return f"<footer>{facts_html(facts)}<p>{escape(say('certificate.meaning'))}</p></footer>"


def _gate_words(checks: Row) -> str:
    counts = say(
        "overview.expectation_counts",
        total=count_text(checks["expectation_count"]),
        passed=count_text(checks["pass_count"]),
        warned=count_text(checks["warn_count"]),
        failed=count_text(checks["fail_count"]),
    )
    return f"{say_code('gate', checks['gate'])} · {counts}"


def _version_words(document: Row, refresh: Row | None) -> str:
    program = f"juesuan {plain(refresh['version'])}" if refresh else ""
    parser = say("certificate.parser", version=plain(document["parser_version"]))
    return " · ".join(word for word in (program, parser) if word)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], *, last_is_total: bool = False) -> str:
    titles = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)
    body = "".join(
        f"<tr{_total(index, rows, is_marked=last_is_total)}>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>"
        for index, row in enumerate(rows)
    )
    return f"<table><tr>{titles}</tr>{body}</table>"


def _total(index: int, rows: Sequence[Any], *, is_marked: bool) -> str:
    return ' class="js-total"' if is_marked and index == len(rows) - 1 else ""


def _cell(value: str) -> str:
    return value if isinstance(value, Html) else escape(value)
