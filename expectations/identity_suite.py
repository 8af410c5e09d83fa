"""Two expectations for each identity of the seed, measured for all identities in two set-based queries.

`<identity>_is_fully_judged` (gate): on every current document the identity has exactly the instances that
`intermediate.int_identity_expected_counts` announces, and at least one. Without it an identity that is evaluated
no more would have no break and pass.

`<identity>_has_no_unexplained_break`: no instance is broken without a finding that explains it or a review. Which
causes explain, and what a break does, is a row of seeds/expectation_break_policies.csv.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import duckdb

from expectations.frames import FAILING_ROW_LIMIT
from expectations.model import Measurement, Rule, Text
from expectations.rule_makers import REBUILD, by_document, values_are_known
from expectations.seeds import Identity, Seeds
from expectations.wording import breaks_words, failing_rows_words

SUITE = "identities"
STATUSES = ("exact", "within_rounding", "broken", "not_checkable")
CELL_LIMIT = 40
"""Cells stored with a broken instance."""

LOOK_AT_QUALITY = Text(
    "在浏览器的“数据质量”页查看所列单元格，与原文核对",
    "compare the cells with the document on the explorer's page of data quality",
)

INSTANCE_COUNTS = f"""
with documents_due as (
    select documents.document_id, identities.identity_code
    from marts.dim_documents as documents
    cross join vocabulary.identities as identities
    where
        documents.is_current
        and coalesce(documents.fiscal_year >= identities.valid_from_year::integer, true)
        and coalesce(documents.fiscal_year <= identities.valid_to_year::integer, true)
),

instances_judged as (
    select document_id, identity_code, count(*) as instance_count,
    from marts.fct_identity_checks
    group by document_id, identity_code
),

counts_compared as (
    select
        documents_due.identity_code,
        documents_due.document_id,
        expected.expected_instance_count,
        coalesce(instances_judged.instance_count, 0) as instance_count,
        coalesce(instances_judged.instance_count, 0) > 0
        and instances_judged.instance_count is not distinct from expected.expected_instance_count as is_complete,
    from documents_due
    left join intermediate.int_identity_expected_counts as expected
        on documents_due.document_id = expected.document_id
        and documents_due.identity_code = expected.identity_code
    left join instances_judged
        on documents_due.document_id = instances_judged.document_id
        and documents_due.identity_code = instances_judged.identity_code
)

select
    identity_code,
    count(*) filter (where not is_complete) as incomplete_count,
    sum(instance_count)::bigint as instance_count,
    coalesce(sum(expected_instance_count), 0)::bigint as expected_instance_count,
    coalesce(
        list(
            struct_pack(document_id, instance_count, expected_instance_count)
            order by document_id
        ) filter (where not is_complete)[1:{FAILING_ROW_LIMIT}],
        []
    )::json::varchar as failing_rows,
from counts_compared
group by identity_code
"""

EXPLAINED_BREAKS = """
    select checks.document_id, checks.identity_code, checks.instance_key, findings.cause,
        findings.kind <> 'unexplained_break' as is_located,
        findings.review_state <> 'open' as is_reviewed,
    from marts.fct_finding_checks as checks
    inner join marts.fct_findings as findings on checks.finding_id = findings.finding_id
"""
"""What findings say of broken checks: a cause, whether a cell or matter is named, whether a person has judged it."""

FIRST_BREAKS = f"""
with explanations as (
    {EXPLAINED_BREAKS}
),

breaks as (
    select
        checks.*,
        documents.department_name,
        row_number() over (
            partition by checks.identity_code
            order by abs(checks.residual_yuan) desc nulls last, checks.document_id, checks.instance_key
        ) as break_number,
        count(*) over (partition by checks.identity_code) as break_count,
    from marts.fct_identity_checks as checks
    inner join marts.dim_documents as documents
        on checks.document_id = documents.document_id and documents.is_current
    inner join vocabulary.identities as identities on checks.identity_code = identities.identity_code
    inner join vocabulary.expectation_break_policies as policies
        on identities.severity = policies.identity_severity
    where
        checks.status = 'broken'
        and not exists (
            select 1
            from explanations
            where
                explanations.document_id = checks.document_id
                and explanations.identity_code = checks.identity_code
                and explanations.instance_key = checks.instance_key
                and (
                    list_contains(string_split(policies.accepted_explanations, ';'), explanations.cause)
                    or explanations.is_reviewed
                    and list_contains(string_split(policies.accepted_explanations, ';'), 'reviewed')
                )
        )
),

first_breaks as (
    select * from breaks
    where break_number <= {FAILING_ROW_LIMIT}
)
"""

# The cells are a view: named one by one, the documents are a filter that reaches the table behind it.
UNEXPLAINED_BREAKS = f"""
{FIRST_BREAKS},

cells_gathered as (
    select
        cells.document_id,
        cells.identity_code,
        cells.instance_key,
        count(*) as cell_count,
        list(
            struct_pack(
                cells.role,
                cells.statement_code,
                cells.side,
                cells.line_code,
                cells.line_label,
                cells.measure_code,
                cells.cell_kind,
                amount_yuan := cells.amount_yuan::varchar,
                cells.source_page,
                cells.source_line,
                cells.source_text
            )
            order by cells.term_number, cells.line_code, cells.measure_code
        )[1:{CELL_LIMIT}] as cells,
    from marts.fct_identity_check_cells as cells
    semi join first_breaks
        on cells.document_id = first_breaks.document_id
        and cells.identity_code = first_breaks.identity_code
        and cells.instance_key = first_breaks.instance_key
    where cells.document_id in ({{documents}})
    group by cells.document_id, cells.identity_code, cells.instance_key
)

select
    first_breaks.identity_code,
    max(first_breaks.break_count) as break_count,
    list(
        struct_pack(
            first_breaks.document_id,
            first_breaks.department_name,
            first_breaks.fiscal_year,
            first_breaks.instance_key,
            residual_yuan := first_breaks.residual_yuan::varchar,
            tolerance_yuan := first_breaks.tolerance_yuan::varchar,
            first_breaks.explanation,
            cell_count := coalesce(cells_gathered.cell_count, 0),
            cells := coalesce(cells_gathered.cells, [])
        )
        order by first_breaks.break_number
    )::json::varchar as failing_rows,
from first_breaks
left join cells_gathered
    on first_breaks.document_id = cells_gathered.document_id
    and first_breaks.identity_code = cells_gathered.identity_code
    and first_breaks.instance_key = cells_gathered.instance_key
group by first_breaks.identity_code
"""


def measure_identities(connection: duckdb.DuckDBPyConnection, seeds: Seeds) -> tuple[Measurement, ...]:
    """Measure every identity of the seed; a query that fails leaves its measurements without a number."""
    counts, counts_fault = _by_identity(connection, INSTANCE_COUNTS)
    breaks, breaks_fault = _breaks_by_identity(connection)
    judged = (_full_judgement(identity, counts, counts_fault) for identity in seeds.identities)
    broken = (_unexplained_breaks(identity, breaks, breaks_fault, seeds) for identity in seeds.identities)
    return (*judged, *broken)


def rules() -> tuple[Rule, ...]:
    """The suite's rules on the table as a whole, beside those of each identity."""
    return tuple(
        by_document(
            values_are_known(SUITE, "marts.fct_identity_checks", "status", STATUSES),
            IDENTITIES_KNOWN,
            NOTHING_VACUOUS,
        )
    )


def _breaks_by_identity(connection: duckdb.DuckDBPyConnection) -> tuple[dict[str, tuple[Any, ...]], str]:
    documents, fault = _by_identity(connection, f"{FIRST_BREAKS} select distinct document_id from first_breaks")
    if fault:
        return {}, fault
    names = ", ".join(f"'{document}'" for document in documents) or "''"
    return _by_identity(connection, UNEXPLAINED_BREAKS.format(documents=names))


def _by_identity(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[dict[str, tuple[Any, ...]], str]:
    try:
        return {row[0]: row[1:] for row in connection.execute(query).fetchall()}, ""
    except duckdb.Error as error:
        return {}, str(error).strip()


def _full_judgement(identity: Identity, counts: Mapping[str, tuple[Any, ...]], fault: str) -> Measurement:
    # No row means that no current document falls in the identity's years: nothing is due, nothing is missing.
    incomplete, judged, expected, rows = counts.get(identity.identity_code, (0, 0, 0, "[]"))
    return Measurement(
        expectation_id=f"{identity.identity_code}_is_fully_judged",
        suite=SUITE,
        subject=identity.identity_code,
        severity="gate",
        what=Text(
            f"“{identity.title.zh}”在每份现行文档上都完整核对",
            f"“{identity.title.en}” is judged in full on every current document",
        ),
        remedy=REBUILD,
        maximum=0,
        observed=None if fault else incomplete,
        observed_text=f"{judged} instances, {incomplete} documents incomplete",
        expected_text=f"{expected} instances, 0 documents incomplete",
        where=failing_rows_words(json.loads(rows)),
        failing_rows=rows,
        fault=fault,
    )


def _unexplained_breaks(
    identity: Identity, breaks: Mapping[str, tuple[Any, ...]], fault: str, seeds: Seeds
) -> Measurement:
    break_count, rows = breaks.get(identity.identity_code, (0, "[]"))
    return Measurement(
        expectation_id=f"{identity.identity_code}_has_no_unexplained_break",
        suite=SUITE,
        subject=identity.identity_code,
        severity=seeds.policies[identity.severity].severity,
        what=Text(f"“{identity.title.zh}”成立或已有解释", f"“{identity.title.en}” holds or its breaks are explained"),
        remedy=LOOK_AT_QUALITY,
        maximum=0,
        observed=None if fault else break_count,
        observed_text=str(break_count),
        expected_text="0",
        where=breaks_words(json.loads(rows), seeds.titles),
        failing_rows=rows,
        fault=fault,
    )


IDENTITIES_KNOWN = Rule(
    "checks_are_of_known_identities",
    SUITE,
    "marts.fct_identity_checks",
    "gate",
    Text("每个核对结果都属于种子中的勾稽关系", "every check is of an identity of the seed"),
    REBUILD,
    """
    select identity_code, count(*) as row_count, min(document_id) as first_document_id
    from marts.fct_identity_checks
    where coalesce(identity_code in (select identity_code from vocabulary.identities), false) is not true
    group by identity_code
    """,
)

NOTHING_VACUOUS = Rule(
    "no_check_passes_without_a_printed_cell",
    SUITE,
    "marts.fct_identity_checks",
    "gate",
    Text("没有印出单元格的核对不得判为成立", "no check passes without a printed cell"),
    REBUILD,
    """
    select checks.document_id, checks.identity_code, checks.instance_key, checks.status
    from marts.fct_identity_checks as checks
    inner join vocabulary.identities as identities on checks.identity_code = identities.identity_code
    where
        identities.kind in (
            'sum', 'copy', 'ordering', 'rate', 'growth', 'hundred', 'counts', 'counts_within', 'scores'
        )
        and checks.status in ('exact', 'within_rounding')
        and (checks.printed_cell_count > 0) is not true
    """,
)
