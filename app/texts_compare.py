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
    "search.to_trend": ("历年走势", "Over the years"),
    "search.to_peers": ("同类部门", "Peers"),
    "document.find": ("查找部门或文件", "Find a department or a document"),
    "document.find_hint": ("名称、代码、年度或拼音", "name, code, year or pinyin"),
    "document.cut": ("选框中只列前 {count} 份，请先查找。", "The box lists the first {count}; search to narrow them."),
    "department.find": ("查找部门", "Find a department"),
    "department.choose": ("选择部门", "Choose a department"),
    "department.cut": (
        "选框中只列前 {count} 个，请先查找。",
        "The box lists the first {count}; search to narrow them.",
    ),
    "overview.documents_cut": (
        "共 {count} 份，只列前 {shown} 份；其余请查找。",
        "The first {shown} of {count} documents; search for the others.",
    ),
}
