"""Words of the search and of the pages that compare years and departments: key → (Chinese, English)."""

from __future__ import annotations

COMPARE_TEXTS: dict[str, tuple[str, str]] = {
    "section.start": ("入口", "Start"),
    "section.read": ("读一份决算", "Read one account"),
    "section.compare": ("比较", "Compare"),
    "section.trust": ("可信程度", "How far to trust it"),
    # Search and pickers
    "page.search": ("查找", "Search"),
    "lead.search": (
        "输入部门或科目的中文名称、代码，或拼音（全拼、首字母都可以），如“数据”“20604”“dashuju”“dsj”。",
        "Type the Chinese name, the code or the pinyin (whole or initials) of a department or a subject, for example "
        "数据, 20604, dashuju or dsj.",
    ),
    "step.search": ("按名称、代码或拼音找部门和科目", "Find a department or subject by name, code or pinyin"),
    "search.box": ("部门或科目", "Department or subject"),
    "search.hint": ("名称、代码或拼音", "name, code or pinyin"),
    "search.departments": ("部门", "Departments"),
    "search.subjects": ("科目", "Subjects"),
    "search.no_departments": ("没有找到部门。", "No department was found."),
    "search.no_subjects": ("没有找到科目。", "No subject was found."),
    "search.nothing": ("没有找到“{needle}”。", "Nothing was found for “{needle}”."),
    "search.more": ("只列前 {count} 个，请输入更多字。", "The first {count}; type more to narrow them."),
    "search.count": ("{count} 个", "{count}"),
    "search.years": ("{years} 年度", "years {years}"),
    "search.no_document": ("没有现行文件", "no current document"),
    "search.formerly": ("各年名称：{names}", "Names over the years: {names}"),
    "search.codes": ("各年代码：{codes}", "Codes over the years: {codes}"),
    "search.to_trends": ("历年走势", "Over the years"),
    "search.to_subjects": ("看这个科目", "See the subject"),
    "search.to_peers": ("同类部门", "Peers"),
    # Over the years
    "scope.consolidated": ("汇总（含所属单位）", "consolidated (with the units below it)"),
    "scope.own_unit": ("本级（部门自身）", "own unit (本级) only"),
    "scope.unknown": ("口径未注明", "scope not stated"),
    "page.trends": ("历年走势", "Over the years"),
    "lead.trends": (
        "一个部门各年的收支，以及任一科目的历年金额：科目改名、换码后仍是同一条线，每年照当年的代码和名称列出。",
        "A department's income and expenditure by year, and the amounts of any subject: one series across renames and "
        "moved codes, each year with the code and name it used.",
    ),
    "step.trends": ("收支和科目的历年变化，跨改名换码", "Totals and subjects by year, across renames"),
    "trends.one_year": (
        "这个部门只载入了一个年度的决算；载入更多年度后才有走势。",
        "Only one year of this department is loaded; a trend needs more.",
    ),
    "trends.totals": ("各年收支", "Income and expenditure by year"),
    "trends.totals_hint": (
        "深色为本年收入合计，浅色为本年支出合计，单位{wan}。未载入的年度不在图中。",
        "Dark: income of the year; light: expenditure of the year; in units of {wan}. Years that are not "
        "loaded are not drawn.",
    ),
    "trends.subject": ("一个科目的历年金额", "One subject by year"),
    "trends.subject_hint": (
        "只列该科目印有金额的年度；没有印出不等于零。本级与汇总口径分开列，不相加。",
        "Only years that print an amount for the subject; not printed is not zero. Own-unit and consolidated accounts "
        "are listed apart and never added.",
    ),
    "trends.choose_column": ("报表与栏目", "Statement and column"),
    "trends.choose_series": ("科目", "Subject"),
    "trends.no_amounts": (
        "这个部门的报表没有按科目印出的金额。",
        "No statement of this department prints amounts by subject.",
    ),
    "trends.not_here": (
        "这个部门的这张报表没有科目 {series} 的金额，已显示下列科目；可换部门、报表或栏目。",
        "This statement of the department has no amount of subject {series}; another one is shown. Choose another "
        "department, statement or column.",
    ),
    "trends.formerly": ("（曾用名：{names}）", " (formerly {names})"),
    "trends.renamed": ("改名或换码", "renamed or moved"),
    "trends.changed": (
        "{year} 年起：“{before}”改为“{after}”，仍按同一科目连续列出。",
        "From {year} on “{before}” is “{after}”: it is shown as one series.",
    ),
    "column.name_of_year": ("当年名称", "Name that year"),
    # Year on year
    "page.year_on_year": ("上年数对照", "Year on year"),
    "lead.year_on_year": (
        "每年印出的数，与下一年文件推得的“上年数”并排：两者应当一致，不一致说明口径调整或有一份文件写错。",
        "What each year printed beside what the next year's document implies for it: they should agree. Where they do "
        "not, the scope was changed or one of the documents is wrong.",
    ),
    "step.year_on_year": ("各年印出的数与次年推得的上年数", "Printed figures beside what the next year implies"),
    "year_on_year.agree": (
        "可对照的 {count} 处上年数全部一致。",
        "All {count} figures that can be compared agree.",
    ),
    "year_on_year.differ": (
        "可对照的 {all} 处上年数中，{count} 处不一致。",
        "Of {all} figures that can be compared {count} differ.",
    ),
    "year_on_year.nothing": (
        "还没有可对照的年度：需要同一部门相邻两年的决算。",
        "Nothing can be compared yet: it takes two years in a row of one department.",
    ),
    "year_on_year.none": (
        "这个部门的文字说明没有写比上年增减多少，推不出上年数。",
        "The narrative of this department states no changes against the year before, so nothing is implied for it.",
    ),
    "year_on_year.to_trends": ("看各年印出的收支", "See what each year printed"),
    "year_on_year.choose": ("对照哪一项", "Which figure"),
    "year_on_year.hint": (
        "深色为当年印出的数，浅色为次年文件推得的数，单位{wan}。范围由舍入推得。",
        "Dark: printed that year; light: implied by the next year's document; in units of {wan}. Ranges follow "
        "from rounding.",
    ),
    "year_on_year.others": ("其他不一致的项", "Other figures that differ"),
    "year_on_year.year": ("年度", "Year"),
    "year_on_year.what": ("项目", "What"),
    "year_on_year.printed": ("当年印出", "Printed"),
    "year_on_year.implied": ("次年推得", "Implied next year"),
    "year_on_year.interval": ("范围", "Range"),
    "year_on_year.verdict": ("对照", "Verdict"),
    "year_on_year.follows_from": ("算式（次年文件）", "Formula (next year)"),
    "year_on_year.no_later": ("次年文件未载入或未写增减", "next year not loaded, or no change stated"),
    "year_on_year.no_document": ("该年文件未载入", "that year is not loaded"),
    "prior_verdict.agrees": ("一致", "Agrees"),
    "prior_verdict.disagrees": ("不一致", "Differs"),
    "prior_verdict.not_checkable": ("无从对照", "Nothing to compare"),
    # Peers
    "page.peers": ("同类部门比较", "Peers"),
    "lead.peers": (
        "一个部门的钱花在哪些类上，与同一年、同一口径的其他部门相比。比占比，不受部门大小影响。",
        "What a department spends on each function class beside all departments of the same year and scope. Shares are "
        "compared, so that size does not matter.",
    ),
    "step.peers": ("各类占比与其他部门相比", "Shares by class beside other departments"),
    "peers.none": (
        "没有可比的数：这个部门的报表没有印出合计或功能分类的类。",
        "Nothing to compare: the statements of this department print no total or no function classes.",
    ),
    "peers.choose_year": ("年度与口径", "Year and scope"),
    "peers.profile": ("各类占比", "Share of each class"),
    "peers.profile_hint": (
        "色带为居中一半部门的占比范围，竖线为中位数；没有印出某类的部门不计入该类。最多 {count} 个部门可比。",
        "The band holds the middle half of the departments, the line is their median; departments that do not print a "
        "class do not count for it. At most {count} can be compared.",
    ),
    "peers.too_few": (
        "同一年、同一口径的部门只有 {count} 个，太少，不画中位数。",
        "Only {count} of the same year and scope: too few for a median.",
    ),
    "peers.scope_unknown": (
        "这些文件没有注明口径，其中可能既有汇总决算，也有单个单位的决算。",
        "These documents do not say what they cover: consolidated accounts and single units may stand side by side.",
    ),
    "peers.own": ("本部门占比", "this department"),
    "peers.range": ("居中一半部门", "middle half of the departments"),
    "peers.median": ("中位数", "median"),
    "peers.ranking": ("哪些部门在一类上花得最多", "Who spends most on one class"),
    "peers.choose_class": ("选择类", "Choose a class"),
    "peers.order": ("排序", "Order"),
    "peers.by_share": ("按占比", "by share"),
    "peers.by_amount": ("按金额", "by amount"),
    "peers.place": (
        "本部门在印有该类的 {count} 个部门中排第 {place}。",
        "This department is number {place} of {count} that print the class.",
    ),
    "peers.cut": (
        "列出前 {shown} 名和本部门，共 {count} 个部门。",
        "The first {shown} of {count} departments, and this one.",
    ),
    "column.share": ("占比", "Share"),
    "column.median": ("中位数", "Median"),
    "column.quartiles": ("居中一半", "Middle half"),
    "column.peer_count": ("部门数", "Departments"),
    "column.place_number": ("名次", "Place"),
    "column.total_wan": ("合计（{wan}）", "Total ({wan})"),
    "document.find": ("查找部门或文件", "Find a department or a document"),
    "document.find_hint": ("名称、代码、年度或拼音", "name, code, year or pinyin"),
    "document.cut": ("选框中只列前 {count} 份，请先查找。", "The box lists the first {count}; search to narrow them."),
    "department.find": ("查找部门", "Find a department"),
    "department.choose": ("选择部门", "Choose a department"),
    "department.cut": (
        "选框中只列前 {count} 个，请先查找。",
        "The box lists the first {count}; search to narrow them.",
    ),
    "overview.search": ("按名称、代码或拼音查找部门或科目", "Search a department or subject by name, code or pinyin"),
    "overview.findings": (
        "待复核疑点：关键 {critical} 条，警示 {warnings} 条",
        "Open findings: {critical} critical, {warnings} warnings",
    ),
    "overview.documents_cut": (
        "共 {count} 份，只列前 {shown} 份；其余请查找。",
        "The first {shown} of {count} documents; search for the others.",
    ),
}
