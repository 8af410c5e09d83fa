"""Words of the data quality page: key → (Chinese, English)."""

from __future__ import annotations

QUALITY_TEXTS: dict[str, tuple[str, str]] = {
    # Data quality
    "lead.data_quality": (
        "每条勾稽关系（总数应等于各部分之和之类）是否成立。先看不相符的，打开后可见涉及的单元格和原文位置。",
        "Whether each accounting identity holds (a total must equal its parts, and the like). Look at the broken "
        "ones first: each opens to its cells and their places in the document.",
    ),
    "quality.view": ("看什么", "Show"),
    "quality.view_identities": ("勾稽关系", "Identities"),
    "quality.view_rates": ("不相符率", "Failure rates"),
    "quality.view_expectations": ("数据检验", "Expectations"),
    "quality.view_ingest": ("载入记录", "Ingest log"),
    "quality.choose_document": ("范围", "Scope"),
    "quality.all_documents": ("全部现行文件", "All current documents"),
    "quality.broken": ("不相符的核对", "Broken checks"),
    "quality.none_broken": ("没有不相符的核对。", "No check is broken."),
    "quality.broken_hint": (
        "可能是提取时丢了数，也可能是原文有误；原因与证明见“疑点与复核”页。金额与差额单位{wan}。",
        "A value lost in extraction, or an error of the publisher: the page Findings says which, with proof. "
        "Amounts and differences in units of {wan}.",
    ),
    "quality.more_broken": (
        "只显示前 {count} 条；请在上面选择一份文件，或在下面按关系查看。",
        "Only the first {count} are shown; choose a document above, or look at one identity below.",
    ),
    "quality.total": ("总数", "Total"),
    "quality.parts": ("各部分之和", "Sum of the parts"),
    "quality.no_cells": ("这条核对没有涉及金额的单元格。", "This check has no cells with amounts."),
    "quality.cell_to_open": ("查看哪一格", "Cell to look at"),
    "quality.all_identities": ("全部勾稽关系", "All identities"),
    "quality.overview_hint": (
        "共 {count} 条；数字为各结果的核对次数。“无从核对”不算通过。",
        "{count} identities with the number of checks of each status. Not checkable does not count as passed.",
    ),
    "quality.filter_status": ("结果", "Status"),
    "quality.filter_severity": ("重要性", "Severity"),
    "quality.filter_group": ("组别", "Group"),
    "quality.any": ("全部", "any"),
    "quality.no_identity": ("没有符合条件的勾稽关系，请放宽筛选。", "No identity matches; loosen the filters."),
    "quality.filtered_out": (
        "链接所指的勾稽关系被筛选条件排除了。",
        "The identity of the link is hidden by the filters.",
    ),
    "quality.one_identity": ("一条勾稽关系的详情", "One identity in detail"),
    "quality.choose_identity": ("选择勾稽关系", "Choose an identity"),
    "quality.choose_instance": ("选择一次核对", "Choose a check"),
    "quality.reason": ("理由", "Reason"),
    "quality.citation": ("依据", "Source of the rule"),
    "quality.code": ("编码", "Code"),
    "quality.no_instances": (
        "这条关系在所选范围内没有核对记录。",
        "No check of this identity was recorded in this scope.",
    ),
    "quality.more_instances": (
        "表中只列前 {shown} 次，其余可在下面的选框中选择。",
        "The table lists the first {shown}; the others are in the box below.",
    ),
    "quality.instances_cut": (
        "选框中只列前 {shown} 次（不相符的在前），共 {count} 次；请在上面选择一份文件以看到其余各次。",
        "The box holds {shown} of {count} checks, broken ones first; choose a document above to see the others.",
    ),
    "quality.never_checked": (
        "没有检验记录。运行 juesuan check 或 juesuan refresh 后再看。",
        "No check was recorded. Run juesuan check or juesuan refresh and look again.",
    ),
    "quality.expectations_hint": (
        "最近一次更新时对数据本身的检验：结构是否完整、每条勾稽关系是否都做了核对。结构性检验未通过则不发布。",
        "What the last refresh expected of the data itself: complete structure, and every identity really evaluated. "
        "A structural failure blocks publishing.",
    ),
    "quality.expectation_count": ("检验项", "Expectations"),
    "quality.pass_count": ("通过", "Pass"),
    "quality.warn_count": ("警示", "Warn"),
    "quality.fail_count": ("未通过", "Fail"),
    "quality.notable": ("需要留意的", "To look at"),
    "quality.all_results": ("全部 {count} 项结果", "All {count} results"),
    "quality.no_log": ("没有载入记录。", "The ingest log is empty."),
    "quality.ingest_hint": (
        "每个文件读到了什么。拒收的文件列在前面，附原因和处理办法。",
        "What was read from each file. Refused files come first, with the reason and what to do.",
    ),
    "quality.detail": ("详情", "Detail"),
    "quality.remedy": ("处理办法", "What to do"),
    # Failure rates
    "overview.rates": ("按部门和年度看不相符率", "Failure rates by department and year"),
    "rates.hint": (
        "不相符的核对占能够核对的比例；只作参考的关系和旧版本不计。解析或版式一变，占比就会升高。",
        "Broken checks as a share of those that could be judged; relations that only inform and superseded versions do "
        "not count. A drifting parser or a changed layout shows as a rise.",
    ),
    "rates.identity": ("超限的勾稽关系", "Identities above the limit"),
    "rates.department": ("超限的部门", "Departments above the limit"),
    "rates.year": ("超限的年度", "Years above the limit"),
    "rates.of_watched": (
        "限值 {limit}；文件数足以判断的有 {count} 个",
        "Limit {limit}; {count} have documents enough",
    ),
    "rates.none_watched": (
        "限值 {limit}；满 {count} 份文件才作判断",
        "Limit {limit}; held against it from {count} documents on",
    ),
    "rates.by_department_year": ("按部门和年度", "By department and year"),
    "rates.heat_hint": (
        "不相符率高的部门在前；点一格看该部门该年度哪些关系不相符。",
        "The department with the highest rate comes first; a cell leads to what is broken in that department and year.",
    ),
    "rates.find": ("按名称查找部门", "Find a department by name"),
    "rates.find_hint": ("名称中的几个字", "part of its name"),
    "rates.nothing": ("没有名称含“{needle}”的部门。", "No department is called like “{needle}”."),
    "rates.none_broken": ("没有一个部门有不相符的核对。", "No department has a broken check."),
    "rates.departments_cut": (
        "共 {count} 个部门有不相符的核对，只列前 {shown} 个；其余请按名称查找。",
        "{count} departments have broken checks, the first {shown} are listed; find the others by name.",
    ),
    "rates.all_departments": ("全部部门", "All departments"),
    "rates.all_years": ("各年合计", "All years"),
    "rates.level_0": ("没有不相符", "nothing broken"),
    "rates.level_1": ("不到限值的一半", "up to half the limit"),
    "rates.level_2": ("限值以内", "up to the limit"),
    "rates.level_3": (
        "▲ 超过限值（部门 {department}，年度 {year}）",
        "▲ above the limit (departments {department}, years {year})",
    ),
    "rates.cell": (
        "{broken} / {checks} 项核对不相符，限值 {limit}",
        "{broken} of {checks} checks are broken, limit {limit}",
    ),
    "rates.one": ("一个部门的一个年度", "One department and year"),
    "rates.choose": ("选择部门和年度（不相符率高的在前）", "Choose a department and year (highest rate first)"),
    "rates.share": ("不相符率", "Failure rate"),
    "rates.judged": ("能够核对的", "Judged"),
    "rates.limit": ("限值", "Limit"),
    "rates.open_document": ("看这份文件的全部核对", "All checks of this document"),
    "rates.no_broken_here": ("这一部门这一年度没有不相符的核对。", "Nothing is broken in this department and year."),
    "rates.by_identity": ("按勾稽关系", "By identity"),
    "rates.identity_hint": (
        "不相符率高的在前，共 {count} 条有不相符的核对。文件不足 {enough} 份的不与限值比较。",
        "Highest rate first; {count} identities have broken checks. With fewer than {enough} documents a rate is not "
        "held against its limit.",
    ),
    "rates.above": ("▲ 超限", "▲ above"),
    "rates.within": ("限值以内", "within"),
    "rates.unwatched": ("文件不足", "too few documents"),
    "rates.documents": ("文件数", "Documents"),
}
