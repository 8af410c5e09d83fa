"""Warnings: true perhaps, but a reader should look. The limits are rows of seeds/expectation_thresholds.csv."""

from __future__ import annotations

from expectations.identity_suite import EXPLAINED_BREAKS
from expectations.model import Rule, Text

SUITE = "plausibility"

LOOK_AT_STATEMENT = Text(
    "在浏览器的“报表原样”页查看所列文档", "look at the document named on the explorer's page of statements as printed"
)

LOOK_AT_FINDINGS = Text(
    "查看 fct_findings 中所列文档的发现，或在 seeds/reviewed_findings.csv 中记录复核结论",
    "look at the findings of the document in fct_findings, or record a review in seeds/reviewed_findings.csv",
)
LOOK_AT_RATES = Text(
    "在浏览器的“数据质量”页按部门和年度查看不相符率",
    "look at the failure rates by department and year on the explorer's page of data quality",
)


def rules() -> tuple[Rule, ...]:
    """Every rule of the suite, in reading order."""
    return RULES


RULES = (
    Rule(
        "printed_numbers_are_placed",
        SUITE,
        "marts.fct_document_readings",
        "warning",
        Text("报表中几乎所有数字都已归位", "nearly every printed number of the statements was placed"),
        LOOK_AT_STATEMENT,
        """
        select document_id, sum(unplaced_number_count) as unplaced_number_count,
            sum(printed_number_count) as printed_number_count,
            sum(unplaced_number_count)
                / greatest(sum(unplaced_number_count) + sum(printed_number_count), 1) as share
        from marts.fct_document_readings
        group by document_id
        """,
        "share",
        "unplaced_number_share",
    ),
    Rule(
        "amount_cells_are_readable",
        SUITE,
        "marts.fct_document_readings",
        "warning",
        Text("报表中几乎所有金额单元格都能辨认", "nearly every amount cell of the statements is readable"),
        LOOK_AT_STATEMENT,
        """
        select document_id, sum(unreadable_count) as unreadable_count,
            sum(unreadable_count)
                / greatest(sum(unreadable_count) + sum(printed_number_count) + sum(blank_count), 1) as share
        from marts.fct_document_readings
        group by document_id
        """,
        "share",
        "unreadable_cell_share",
    ),
    Rule(
        "most_identities_are_checkable",
        SUITE,
        "marts.fct_identity_checks",
        "warning",
        Text("每份文档有足够多的勾稽关系可以核对", "enough checks of every document are checkable"),
        LOOK_AT_STATEMENT,
        """
        select checks.document_id, count(*) as check_count,
            count(*) filter (where checks.status = 'not_checkable') as not_checkable_count,
            count(*) filter (where checks.status = 'not_checkable') / count(*) as share
        from marts.fct_identity_checks as checks
        inner join marts.dim_documents as documents
            on checks.document_id = documents.document_id and documents.is_current
        group by checks.document_id
        """,
        "share",
        "not_checkable_share",
    ),
    Rule(
        "statements_are_present",
        SUITE,
        "marts.fct_document_readings",
        "warning",
        Text("每份文档没有缺少太多报表", "no document lacks too many statements"),
        LOOK_AT_STATEMENT,
        """
        select document_id, count(*) filter (where data_state = 'absent') as absent_statement_count
        from marts.fct_document_readings
        group by document_id
        """,
        "absent_statement_count",
        "absent_statement_count",
    ),
    Rule(
        "critical_breaks_are_explained_or_few",
        SUITE,
        "marts.fct_identity_checks",
        "gate",
        Text(
            "每份现行文档的关键勾稽关系中，既未定位也未复核的差额很少",
            "few critical checks of a current document are broken with neither a cell or matter named nor a review",
        ),
        LOOK_AT_FINDINGS,
        f"""
        select
            checks.document_id,
            count(*) as critical_check_count,
            count(*) filter (where checks.status = 'broken' and explained.document_id is null) as unexplained_count,
            count(*) filter (where checks.status = 'broken' and explained.document_id is null) / count(*) as share
        from marts.fct_identity_checks as checks
        inner join marts.dim_documents as documents
            on checks.document_id = documents.document_id and documents.is_current
        left join (
            select distinct document_id, identity_code, instance_key
            from ({EXPLAINED_BREAKS})
            where is_located or is_reviewed or cause <> 'undecidable'
        ) as explained
            on checks.document_id = explained.document_id
            and checks.identity_code = explained.identity_code
            and checks.instance_key = explained.instance_key
        where checks.severity = 'critical' and checks.status <> 'not_checkable'
        group by checks.document_id
        """,
        "share",
        "unexplained_critical_share",
    ),
    *(
        Rule(
            f"checks_fail_seldom_by_{grouping}",
            SUITE,
            "marts.rpt_failure_rates",
            "warning",
            Text(f"每个{title_zh}的勾稽差额占比不高", f"few checks of each {title_en} are broken"),
            LOOK_AT_RATES,
            f"""
            select {columns}, document_count, check_count, broken_count,
                case when is_watched then failure_share else 0 end as share
            from marts.rpt_failure_rates
            where grouping_code = '{grouping}'
            """,
            "share",
            f"{grouping}_failure_share",
        )
        for grouping, columns, title_zh, title_en in (
            ("identity", "identity_code", "勾稽关系", "identity"),
            ("department", "department_id, department_name", "部门", "department"),
            ("year", "fiscal_year", "年度", "fiscal year"),
        )
    ),
    Rule(
        "details_are_not_disputed",
        SUITE,
        "marts.fct_reported_amounts",
        "warning",
        Text("现行文档的每个明细位置只印有一个金额", "every detail of a current document is printed with one amount"),
        LOOK_AT_STATEMENT,
        """
        select amounts.document_id, amounts.statement_code, amounts.line_code, amounts.measure_code,
            amounts.source_page, amounts.source_line, amounts.source_text
        from marts.fct_reported_amounts as amounts
        inner join marts.dim_documents as documents
            on amounts.document_id = documents.document_id and documents.is_current
        where amounts.cell_state = 'disputed' and amounts.is_total_row is not true
        """,
        None,
        "disputed_cell_count",
    ),
    Rule(
        "no_document_is_quarantined",
        SUITE,
        "raw.ingest_log",
        "warning",
        Text("没有文档被隔离在仓库之外", "no document is quarantined outside the warehouse"),
        Text("按读取日志中的处理建议修复文件后重新运行", "mend the file as the ingest log advises and run again"),
        """
        select source_path, reason_code, message
        from raw.ingest_log
        qualify
            row_number() over (partition by source_path order by logged_at desc) = 1
            and status = 'quarantined'
        """,
        None,
        "quarantined_document_count",
    ),
)
