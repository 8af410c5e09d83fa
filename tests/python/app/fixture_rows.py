"""The rows of the invented documents, as literal values. 万元 texts stand exactly as the documents print them."""

from __future__ import annotations

MAIN = "d1a2b3c4d5e6f708"
OWN_UNIT = "d2b3c4d5e6f70819"
OLD = "d0f1e2d3c4b5a697"
BUREAU, UNIT = "dep_0000000001", "dep_0000000002"
SUMMARY, EXPENDITURE, BASIC, FUND, THREE = (
    "income_expenditure_summary",
    "expenditure",
    "basic_expenditure",
    "government_fund",
    "three_public_expenses",
)

DOCUMENTS = [
    (MAIN, "yunzhou-data-2023.txt", "/data/yunzhou-data-2023.txt", "1a" * 32, "text", 9000, BUREAU, "云州市数据资源局",
     "云州市", 2023, "title", True, 2, None, 1, 5, 46, "1", "2024-09-01 08:00:02", False, "consolidated"),
    (OWN_UNIT, "yunzhou-data-own-2023.pdf", "/data/yunzhou-data-own-2023.pdf", "2b" * 32, "pdf", 80000, UNIT,
     "云州市数据资源局（本级）", "云州市", 2023, "title", True, 1, None, 12, 1, 2, "1", "2024-09-01 08:00:03", False,
     "own_unit"),
    (OLD, "yunzhou-data-2023-draft.txt", "/data/yunzhou-data-2023-draft.txt", "0f" * 32, "text", 8900, BUREAU,
     "云州市数据资源局", "云州市", 2023, "title", False, 1, MAIN, 1, 1, 1, "1", "2024-08-01 08:00:01", False,
     "consolidated"),
]  # fmt: skip

STATEMENTS = [
    (SUMMARY, "收入支出决算总表", "Summary of income and expenditure", 1, "two_sided", "function"),
    (EXPENDITURE, "支出决算表", "Expenditure by function subject", 3, "subject_rows", "function"),
    (BASIC, "一般公共预算财政拨款基本支出决算明细表", "Basic expenditure by economic subject", 6, "economic_blocks",
     "economic"),
    (FUND, "政府性基金预算财政拨款收入支出决算表", "Government-managed fund budget", 7, "subject_rows", "function"),
    (THREE, "财政拨款“三公”经费支出决算表", "“Three public” expenses", 9, "measure_columns", "none"),
]  # fmt: skip

LINES = [
    (SUMMARY, "income", "general_public_budget", "一般公共预算财政拨款收入", "General public budget appropriation", 1,
     False, "named"),
    (SUMMARY, "income", "superior_subsidy", "上级补助收入", "Subsidy from the superior unit", 7, False, "named"),
    (SUMMARY, "income", "other", "其他收入", "Other income", 11, False, "named"),
    (SUMMARY, "income", "current_income", "本年收入合计", "Income of the year", 12, True, "named"),
    (SUMMARY, "income", "opening_balance", "年初结转和结余", "Balance brought forward", 14, False, "named"),
    (SUMMARY, "income", "grand_total", "总计", "Grand total", 15, True, "named"),
    (SUMMARY, "expenditure", "206", "科学技术支出", "Science and technology", 6, False, "class"),
    (SUMMARY, "expenditure", "208", "社会保障和就业支出", "Social security and employment", 8, False, "class"),
    (SUMMARY, "expenditure", "221", "住房保障支出", "Housing support", 19, False, "class"),
    (SUMMARY, "expenditure", "current_expenditure", "本年支出合计", "Expenditure of the year", 1, True, "named"),
    (SUMMARY, "expenditure", "grand_total", "总计", "Grand total", 4, True, "named"),
    (EXPENDITURE, "", "total", "合计", "Total row", 1, True, "named"),
    (BASIC, "", "personnel", "人员经费合计", "Personnel expenses total", 1, True, "named"),
    (BASIC, "", "public", "公用经费合计", "Public (non-personnel) expenses total", 2, True, "named"),
    (FUND, "", "total", "合计", "Total row", 1, True, "named"),
    (THREE, "", "total", "合计", "Total", 1, True, "named"),
    (THREE, "", "overseas_travel", "因公出国（境）费", "Official overseas travel", 2, False, "named"),
    (THREE, "", "vehicles", "公务用车购置及运行维护费", "Official vehicles subtotal", 3, True, "named"),
    (THREE, "", "vehicle_purchase", "公务用车购置费", "Vehicle purchase", 4, False, "named"),
    (THREE, "", "vehicle_operation", "公务用车运行维护费", "Vehicle operation and maintenance", 5, False, "named"),
    (THREE, "", "reception", "公务接待费", "Official reception", 6, False, "named"),
]  # fmt: skip

MEASURES = [
    (SUMMARY, "income", "amount", "金额", "Amount", 1),
    (SUMMARY, "expenditure", "amount", "金额", "Amount", 2),
    (EXPENDITURE, "", "total", "本年支出合计", "Total", 1),
    (EXPENDITURE, "", "basic", "基本支出", "Basic expenditure", 2),
    (EXPENDITURE, "", "project", "项目支出", "Project expenditure", 3),
    (BASIC, "", "amount", "决算数", "Amount", 1),
    (FUND, "", "total", "合计", "Total", 3),
    (THREE, "", "budget", "预算数", "Budget", None),
    (THREE, "", "actual", "决算数", "Final account", None),
]

SUBJECT_NAMES = {
    "206": "科学技术支出",
    "20604": "技术研究与开发",
    "2060499": "其他技术研究与开发支出",
    "20699": "其他科学技术支出",
    "2069999": "其他科学技术支出",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "2080506": "机关事业单位职业年金缴费支出",
    "221": "住房保障支出",
    "22102": "住房改革支出",
    "2210201": "住房公积金",
    "301": "工资福利支出",
    "30101": "基本工资",
    "30113": "住房公积金",
    "302": "商品和服务支出",
    "30201": "办公费",
    "30239": "其他交通费用",
    "310": "资本性支出",
    "31002": "办公设备购置",
}


def _summary_row(row: int, line: int, income: tuple[str, str, str], spent: tuple[str, str, str]) -> list[tuple]:
    cells = []
    if income[0]:
        cells.append((MAIN, SUMMARY, "income", income[0], income[1], "amount", income[2], line, 2, row))
    if spent[0]:
        cells.append((MAIN, SUMMARY, "expenditure", spent[0], spent[1], "amount", spent[2], line, 5, row))
    return cells


def _expenditure_row(row: int, code: str, total: str, basic: str, project: str) -> list[tuple]:
    label = SUBJECT_NAMES.get(code, "合计")
    amounts = (("total", total), ("basic", basic), ("project", project))
    return [
        (MAIN, EXPENDITURE, "", code, label, measure, text, 40 + row, 2 + column, row)
        for column, (measure, text) in enumerate(amounts)
    ]


def _basic_row(row: int, *blocks: tuple[str, str]) -> list[tuple]:
    return [
        (MAIN, BASIC, "", code, SUBJECT_NAMES[code], "amount", text, 60 + row, 3 * block + 2, row)
        for block, (code, text) in enumerate(blocks)
        if code
    ]


def _three_public_row(line_code: str, label: str, column: int, budget: str, actual: str) -> list[tuple]:
    return [
        (MAIN, THREE, "", line_code, label, "budget", budget, 90, column, 1),
        (MAIN, THREE, "", line_code, label, "actual", actual, 90, column + 6, 1),
    ]


# document, statement, side, line, label, measure, text as printed, source line, source column, row order
AMOUNTS = [
    *_summary_row(1, 21, ("general_public_budget", "一、一般公共预算财政拨款收入", "1, 200. 50"), ("", "", "")),
    *_summary_row(2, 22, ("superior_subsidy", "四、上级补助收入", ""), ("206", "六、科学技术支出", "1,000.25")),
    *_summary_row(3, 23, ("other", "八、其他收入", "30.00"), ("208", "八、社会保障和就业支出", "130. 25")),
    *_summary_row(4, 24, ("", "", ""), ("221", "十九、住房保障支出", "100.01")),
    *_summary_row(
        5, 25, ("current_income", "本年收入合计", "1, 230. 50"), ("current_expenditure", "本年支出合计", "1,230.50")
    ),
    *_summary_row(6, 26, ("opening_balance", "年初结转和结余", ""), ("", "", "")),
    *_summary_row(7, 27, ("grand_total", "总计", "1,230.50"), ("grand_total", "总计", "1,230.50")),
    *_expenditure_row(1, "total", "1,230.50", "330.25", "900.25"),
    *_expenditure_row(2, "206", "1,000.25", "100.00", "900.25"),
    *_expenditure_row(3, "20604", "640. 20", "100.00", ""),
    *_expenditure_row(4, "2060499", "640.20", "100.00", "540.20"),
    *_expenditure_row(5, "20699", "360.05", "", "360.05"),
    *_expenditure_row(6, "2069999", "360.05", "", "360.05"),
    *_expenditure_row(7, "208", "130.25", "130.25", ""),
    *_expenditure_row(8, "20805", "130.25", "130.25", ""),
    *_expenditure_row(9, "2080505", "100.15", "100.15", ""),
    *_expenditure_row(10, "2080506", "30.10", "30.10", ""),
    *_expenditure_row(11, "221", "100.01", "100.01", ""),
    *_expenditure_row(12, "22102", "100.01", "100.01", ""),
    *_expenditure_row(13, "2210201", "100.01", "100.01", ""),
    *_basic_row(1, ("301", "250.25"), ("302", "80.00"), ("310", "")),
    *_basic_row(2, ("30101", "150.24"), ("30201", "60.00"), ("31002", "")),
    *_basic_row(3, ("30113", "100.01"), ("30239", "20.00")),
    (MAIN, BASIC, "", "personnel", "人员经费合计", "amount", "250.25", 64, 1, 4),
    (MAIN, BASIC, "", "public", "公用经费合计", "amount", "80.00", 64, 8, 4),
    *_three_public_row("total", "合计", 0, "9.50", "7.25"),
    *_three_public_row("overseas_travel", "因公出国（境）费", 1, "", ""),
    *_three_public_row("vehicles", "公务用车购置及运行维护费", 2, "6.00", "5.05"),
    *_three_public_row("vehicle_purchase", "公务用车购置费", 3, "0.00", "0.00"),
    *_three_public_row("vehicle_operation", "公务用车运行维护费", 4, "6.00", "5.05"),
    *_three_public_row("reception", "公务接待费", 5, "3.50", "2.20"),
    (OWN_UNIT, SUMMARY, "income", "current_income", "本年收入合计", "amount", "815.40", 31, 2, 1),
    (OWN_UNIT, SUMMARY, "expenditure", "current_expenditure", "本年支出合计", "amount", "815.40", 31, 5, 1),
    (OLD, SUMMARY, "income", "current_income", "本年收入合计", "amount", "1,230.05", 25, 2, 1),
]

READINGS = [
    (MAIN, SUMMARY, "data", "收入支出决算总表", "万元", "printed", 1, 20, 27, 1, 7, 9, 2, 0, 0, None, None),
    (MAIN, EXPENDITURE, "data", "支出决算表", "万元", "printed", 1, 40, 53, 1, 13, 29, 10, 0, 0, None, None),
    (MAIN, BASIC, "data", "基本支出决算明细表", "万元", "other_statements", 1, 60, 64, 1, 4, 8, 2, 0, 0, None, None),
    (MAIN, FUND, "declared_empty", "政府性基金表", "万元", "printed", 1, 70, 74, 1, 1, 0, 1, 0, 0, "本表无数据", None),
    (MAIN, THREE, "data", "“三公”经费支出决算表", "万元", "printed", 1, 86, 90, 1, 1, 10, 2, 0, 0, None, None),
    (OWN_UNIT, SUMMARY, "data", "收入支出决算总表", "万元", "printed", 3, 5, 31, 1, 1, 2, 0, 0, 0, None, None),
    (OWN_UNIT, EXPENDITURE, "absent", None, None, None, None, None, None, 0, 0, 0, 0, 0, 0, None, None),
    (OLD, SUMMARY, "data", "收入支出决算总表", "万元", "printed", 1, 20, 25, 1, 1, 1, 0, 0, 0, None, None),
]

TEXT_LINES = [
    (MAIN, 1, 24, "\t\t\t十九、住房保障支出\t22\t100.01", True),
    (MAIN, 1, 25, "本年收入合计\t10\t1, 230. 50\t本年支出合计\t23\t1,230.50", True),
    (MAIN, 1, 26, "年初结转和结余\t12\t\t年末结转和结余\t25\t", True),
    (MAIN, 1, 39, "公开03表 <b>单位：万元</b>", False),
    (MAIN, 1, 41, "\t合计\t1,230.50\t330.25\t900.25", True),
    (MAIN, 1, 42, "206\t科学技术支出\t1,000.25\t100.00\t900.25", True),
    (MAIN, 1, 43, "20604\t技术研究与开发\t640. 20\t100.00\t", True),
    (MAIN, 1, 44, "2060499\t其他技术研究与开发支出\t640.20\t100.00\t540.20", True),
]

IDENTITIES = [
    ("expenditure_row_equals_natures", "A", "sum", "支出决算表各行：合计等于各性质支出之和",
     "Expenditure statement: each row's total equals its natures",
     "每一笔支出只能属于一种性质。", "Every expenditure has exactly one nature.",
     "部门决算报表编制说明", "critical", None, None, None),
    ("summary_expenditure_equals_classes", "A", "sum", "总表：本年支出合计等于各类支出之和",
     "Summary: expenditure of the year equals its classes",
     "功能分类的类互不重叠。", "Function classes do not overlap.", "政府收支分类科目", "critical", None, None, None),
    ("summary_income_equals_expenditure", "A", "copy", "总表：收入总计等于支出总计",
     "Summary: the two grand totals agree", "总表两边必须平衡。", "Both sides must balance.", "会计恒等式", "critical",
     None, None, None),
    ("section_equals_items", "B", "sum", "款等于其项之和", "A section equals the sum of its items",
     "项是款的完整细分。", "Items divide a section completely.", "政府收支分类科目", "critical", None, None, None),
    ("fund_row_balances", "A", "sum", "基金表各行平衡", "Government fund: each row balances",
     "年初加收入等于支出加年末。", "Opening plus income equals spending plus closing.", "部门决算报表编制说明",
     "warning", None, None, None),
]  # fmt: skip

CHECKS = [
    (MAIN, BUREAU, 2023, "expenditure_row_equals_natures", "20604/-", "critical", 6402000, 1000000, 5402000,
     "150.000000", 1, 3, 2, "broken", None),
    (MAIN, BUREAU, 2023, "expenditure_row_equals_natures", "206/-", "critical", 10002500, 10002500, 0, "150.000000", 2,
     3, 3, "exact", None),
    (MAIN, BUREAU, 2023, "summary_expenditure_equals_classes", "-", "critical", 12305000, 12305100, -100, "200.000000",
     3, 4, 4, "within_rounding", None),
    (MAIN, BUREAU, 2023, "summary_income_equals_expenditure", "-", "critical", 12305000, 12305000, 0, "100.000000", 1,
     2, 2, "exact", None),
    (MAIN, BUREAU, 2023, "section_equals_items", "20604/project", "critical", 0, 5402000, -5402000, "50.000000", 1, 2,
     1, "broken", None),
    (MAIN, BUREAU, 2023, "fund_row_balances", "total/-", "warning", None, None, None, None, 0, 4, 0, "not_checkable",
     "no_printed_cell"),
]  # fmt: skip

_ROW = ("expenditure_row_equals_natures", "20604/-")
_ITEM = ("section_equals_items", "20604/project")
_CLASS = ("summary_expenditure_equals_classes", "-")
CHECK_CELLS = [
    (MAIN, *_ROW, 1, "total", 1, EXPENDITURE, "", "20604", "total", "技术研究与开发", "printed_number", 6402000, 1, 43,
     3, 2, "640. 20"),
    (MAIN, *_ROW, 2, "part", -1, EXPENDITURE, "", "20604", "basic", "技术研究与开发", "printed_number", 1000000, 1, 43,
     3, 3, "100.00"),
    (MAIN, *_ROW, 3, "part", -1, EXPENDITURE, "", "20604", "project", "技术研究与开发", "blank", None, 1, 43, 3, 4, ""),
    (MAIN, *_ITEM, 1, "total", 1, EXPENDITURE, "", "20604", "project", "技术研究与开发", "blank", None, 1, 43, 3, 4,
     ""),
    (MAIN, *_ITEM, 2, "part", -1, EXPENDITURE, "", "2060499", "project", "其他技术研究与开发支出",
     "printed_number", 5402000, 1, 44, 4, 4, "540.20"),
    (MAIN, *_CLASS, 1, "total", 1, SUMMARY, "expenditure", "current_expenditure", "amount", "本年支出合计",
     "printed_number", 12305000, 1, 25, 5, 5, "1,230.50"),
    (MAIN, *_CLASS, 2, "part", -1, SUMMARY, "expenditure", "206", "amount", "六、科学技术支出", "printed_number",
     10002500, 1, 22, 2, 5, "1,000.25"),
    (MAIN, *_CLASS, 2, "part", -1, SUMMARY, "expenditure", "208", "amount", "八、社会保障和就业支出", "printed_number",
     1302500, 1, 23, 3, 5, "130. 25"),
    (MAIN, *_CLASS, 2, "part", -1, SUMMARY, "expenditure", "221", "amount", "十九、住房保障支出", "printed_number",
     1000100, 1, 24, 4, 5, "100.01"),
]  # fmt: skip

SUMMARIES = [
    (BUREAU, "云州市数据资源局", "云州市", "consolidated", 2023, MAIN, 12305000, 12305000, None, 3302500,
     9002500, 2502500, 800000, 95000, 72500, None, None, 58, 6, 2, 1, 2, 1),
    (UNIT, "云州市数据资源局（本级）", "云州市", "own_unit", 2023, OWN_UNIT, 8154000, 8154000, None, None,
     None, None, None, None, None, None, None, 2, 0, 0, 0, 0, 0),
]  # fmt: skip

EXPECTATION_RESULTS = [
    ("identities", "identities.expenditure_row_equals_natures", "no_unexplained_break",
     "expenditure_row_equals_natures", "warning", "warn", "1", "0", "有 1 处不相符尚未解释",
     "1 break is not yet explained",
     "[]"),
    ("identities", "identities.section_equals_items", "row_count", "section_equals_items", "gate", "pass", "1",
     "1", "核对次数与应有次数一致", "as many checks as expected", "[]"),
    ("raw", "raw.cells.key", "unique", "raw.cells", "gate", "pass", "0", "0", "键值唯一", "keys are unique", "[]"),
    ("marts", "marts.amounts.key", "unique", "fct_reported_amounts", "gate", "pass", "0", "0", "键值唯一",
     "keys are unique", "[]"),
]  # fmt: skip

INGEST_LOG = [
    ("/data/yunzhou-data-2023.txt", "yunzhou-data-2023.txt", MAIN, "ingested", None, None, 5, 5, 120, 46, 46, 0, 17, 0,
     0.2, "2024-09-01 08:00:02"),
    ("/data/yunzhou-data-own-2023.pdf", "yunzhou-data-own-2023.pdf", OWN_UNIT, "ingested", None, None, 1, 1, 10, 2, 2,
     0, 0, 0, 0.3, "2024-09-01 08:00:03"),
    ("/data/scan-2022.pdf", "scan-2022.pdf", None, "quarantined", "needs_ocr", "pages 1, 2, 3", 0, 0, 0, 0, 0, 0, 0, 0,
     0.1, "2024-09-01 08:00:04"),
]  # fmt: skip
