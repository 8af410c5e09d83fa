"""One short invented sentence for each pattern, region and kind of noise."""

from __future__ import annotations

import pytest

from tests.python.narrative.samples import brief, read_lines, subject_cell, value_of

OVERALL = "一、收入支出决算总体情况说明"
INCOME = "二、收入决算情况说明"
EXPENDITURE = "三、支出决算情况说明"
ITEMS = "(三)一般公共预算财政拨款支出决算具体情况"
THREE_PUBLIC = "九、财政拨款“三公”经费支出决算情况说明"
PERFORMANCE = "十一、预算绩效情况说明"
ITEM = "1. 农林水支出(类)水利(款)水文测报(项)。"
WATER = [
    subject_cell("213", "农林水支出"),
    subject_cell("21303", "水利"),
    subject_cell("2130313", "水文测报", "41.20"),
    subject_cell("2130314", "防汛", "8.15"),
]


def test_total_change_growth_and_reason() -> None:
    rows = read_lines(
        OVERALL, "2031年度收支总计1,208.40万元，与2030年度相比，减少12.5万元，下降1.02%，主要原因是：甲。"
    )
    assert [brief(row) for row in rows] == [
        ("grand_total", "final_account", "1,208.40"),
        ("grand_total", "change", "12.5"),
        ("grand_total", "growth", "1.02"),
    ]
    assert [row.direction for row in rows] == [None, "decrease", "decrease"]
    assert [row.reason_text for row in rows] == [None, "甲", None]


def test_each_source_keeps_its_share() -> None:
    rows = read_lines(INCOME, "本年收入合计30万元，其中：事业收入10万元，占33.33%；其他收入20万元，占收入总额66.67%。")
    assert [brief(row) for row in rows] == [
        ("income", "final_account", "30"),
        ("institutional_income", "final_account", "10"),
        ("institutional_income", "share", "33.33"),
        ("other_income", "final_account", "20"),
        ("other_income", "share", "66.67"),
    ]


@pytest.mark.parametrize(
    ("words", "value", "unit", "anomaly"),
    [
        ("支出决算为41. 20万元", "41. 20", "万元", None),
        ("支出决算为 4 , 141.20 万 元", "4 , 141.20", "万元", None),
        ("支出决算为４１．２０万元", "４１．２０", "万元", None),
        ("支出决算为万41.20元", "41.20", "万元", "unit_before_number"),
        ("支出决算为41.20万", "41.20", "万元", "unit_incomplete"),
        ("支出决算为412000元", "412000", "元", None),
        ("支出决算为-3.10万元", "-3.10", "万元", None),
    ],
)
def test_noise_around_a_number(words: str, value: str, unit: str, anomaly: str | None) -> None:
    (row,) = read_lines(ITEMS, ITEM + words + "。", cells=WATER)
    assert (row.metric_code, row.value_text, row.unit_name, row.anomaly) == ("final_account", value, unit, anomaly)


def test_a_unit_printed_before_its_number_keeps_both_halves() -> None:
    (row,) = read_lines(ITEMS, ITEM + "年初预算为万0元。", cells=WATER)
    assert (row.value_text, row.unit_printed, row.unit_name) == ("0", "万…元", "万元")


@pytest.mark.parametrize(
    ("words", "metric", "label", "anomaly"),
    [
        ("初预算为5万元", "initial_budget", None, "initial_word_cut"),
        ("完成年初预算的80%", "completion_rate", "initial", None),
        ("完成全年预算的80%", "completion_rate", "annual", None),
        ("完成预算的80%", "completion_rate", "budget", None),
        ("完成预算的80%/", "completion_rate", "budget", "stray_mark"),
        ("完成预算的80", "completion_rate", "budget", "missing_unit"),
        ("增长(下降) 80%", "growth", None, "template_residue"),
    ],
)
def test_budget_words(words: str, metric: str, label: str | None, anomaly: str | None) -> None:
    (row,) = read_lines(ITEMS, ITEM + words + "。", cells=WATER)
    assert (row.metric_code, row.rate_label, row.anomaly) == (metric, label, anomaly)
    assert row.subject_code == "2130313"


def test_a_rate_without_its_number_is_a_row_without_value() -> None:
    rows = read_lines(THREE_PUBLIC, "因公出国（境）费预算0万元，支出决算0万元，完成预算的%。")
    assert [(row.metric_code, row.value_text, row.anomaly) for row in rows] == [
        ("budget", "0", None),
        ("final_account", "0", None),
        ("completion_rate", None, "missing_number"),
    ]


def test_a_number_broken_by_a_line_and_an_item_by_a_page() -> None:
    rows = read_lines(
        ITEMS,
        "- 1. 农林水支出(类)水",
        "利(款)水文测报(项)。年初预",
        "算为3",
        "9.00万元,支出决算为41.",
        "20 万元,完成年初预算的105.13%。决算数大于预算数的主要",
        "",
        "原因是:乙。",
        cells=WATER,
    )
    assert [(row.metric_code, value_of(row), row.source_line) for row in rows] == [
        ("initial_budget", "39.00", 4),
        ("final_account", "41.20", 5),
        ("completion_rate", "105.13", 6),
        ("budget_comparison", "", 6),
    ]
    assert rows[1].source_position == len("9.00万元,支出决算为") + 1
    assert (rows[3].direction, rows[3].reason_text) == ("above", "乙")


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("决算数大于预算数", "above"),
        ("决算数小于预算数", "below"),
        ("决算数与预算数基本持平", "equal"),
        ("决算数同预算数持平", "equal"),
    ],
)
def test_words_that_compare_with_the_budget(words: str, direction: str) -> None:
    (row,) = read_lines(ITEMS, ITEM + words + "。", cells=WATER)
    assert (row.metric_code, row.direction, row.value_text) == ("budget_comparison", direction, None)


def test_unchanged_against_last_year_is_a_fact_without_number() -> None:
    rows = read_lines(THREE_PUBLIC, "公务用车购置及运行维护费支出决算3.1万元，与上年决算数持平，无增减变动。")
    assert [brief(row) for row in rows] == [("vehicles", "final_account", "3.1"), ("vehicles", "change", "")]
    assert rows[1].direction == "unchanged"


def test_counts_of_the_three_public_expenses() -> None:
    rows = read_lines(
        THREE_PUBLIC,
        "全年安排因公出国（境）团组2个、累计7人次。",
        "公务用车购置支出18万元，购置1辆公务用车。公务用车保有量为4辆。",
        "国内接待费支出0.5万元，主要是：用于甲。2031年国内公务接待3批次，21人次。国（境）外公务接待0批次、0人次。",
    )
    assert [brief(row) for row in rows] == [
        ("overseas_travel", "count_groups", "2"),
        ("overseas_travel", "count_persons", "7"),
        ("vehicle_purchase", "final_account", "18"),
        ("vehicle_purchase", "count_vehicles_bought", "1"),
        ("vehicles", "count_vehicles_kept", "4"),
        ("reception_domestic", "final_account", "0.5"),
        ("reception_domestic", "count_receptions", "3"),
        ("reception_domestic", "count_guests", "21"),
        ("reception_foreign", "count_receptions", "0"),
        ("reception_foreign", "count_guests", "0"),
    ]


def test_other_regions_say_it_otherwise() -> None:
    shanghai = read_lines(
        "七、财政拨款“三公”经费支出决算情况说明",
        "“三公”经费财政拨款支出年初预算为2万元，支出决算为1万元，完成预算的50%，其中：因公出国（境）费决算为1万元。",
        "2031年度“三公”经费财政拨款支出决算数比2030年度减少0.5万元，公务接待费支出减少的主要原因是甲。",
    )
    assert [brief(row) for row in shanghai] == [
        ("three_public", "initial_budget", "2"),
        ("three_public", "final_account", "1"),
        ("three_public", "completion_rate", "50"),
        ("overseas_travel", "final_account", "1"),
        ("three_public", "change", "0.5"),
        ("reception", "change", ""),
    ]
    assert shanghai[-1].reason_text == "甲"
    university = read_lines(
        "（四）高等学校财政拨款支出决算表说明",
        "1.水文测报（2130313），2031年度决算数为41.20万元，比2030年度决算数减少4.50%。",
        cells=WATER,
    )
    assert [brief(row) for row in university] == [
        ("function_subject", "final_account", "41.20"),
        ("function_subject", "growth", "4.50"),
    ]
    assert (university[0].subject_code, university[0].subject_item_name) == ("2130313", "水文测报")


def test_a_class_named_without_marker_counts_only_where_classes_are_listed() -> None:
    (row,) = read_lines(OVERALL, "农林水支出增加16.84万元。")
    assert (row.subject_class_name, row.subject_code, row.metric_code) == ("农林水支出", "213", "change")


def test_procurement_vehicles_and_equipment() -> None:
    rows = read_lines(
        "(二)政府采购支出情况",
        "政府采购金额（以合同签订为准）为9万元，其中：货物采购金额4万元、服务采购金额5万元；授予中小企业合同金额3万元，"
        "占政府采购支出总额的33.33%，其中：授予小微企业合同金额1万元。",
        "(三)国有资产占用情况",
        "共有车辆5辆，其中：应急保障用车2辆、其他用车3辆；单价100万元（含）以上设备（不含车辆）6台（套）。",
    )
    assert [brief(row) for row in rows] == [
        ("procurement", "final_account", "9"),
        ("procurement_goods", "final_account", "4"),
        ("procurement_services", "final_account", "5"),
        ("procurement_sme", "final_account", "3"),
        ("procurement_sme", "share", "33.33"),
        ("procurement_micro", "final_account", "1"),
        ("vehicles_total", "count_vehicles", "5"),
        ("vehicles_emergency", "count_vehicles", "2"),
        ("vehicles_other", "count_vehicles", "3"),
        ("equipment", "threshold", "100"),
        ("equipment", "count_equipment", "6"),
    ]


def test_performance_and_its_prose() -> None:
    rows = read_lines(
        PERFORMANCE,
        "项目支出开展自评8项，涉及资金70万元，自评覆盖率达到100%。",
        "1. 甲项目完成情况综述：项目全年预算数20万元，执行数15万元，完成预算的75%。项目自评得分为92.5分。"
        "从评价情况看建成12项，另有40余项、3-5项在建，增长30%。",
    )
    assert [brief(row) for row in rows] == [
        ("evaluation_projects", "count_projects", "8"),
        ("evaluation_amount", "amount_covered", "70"),
        ("evaluation_projects", "coverage_rate", "100"),
        ("evaluated_project", "adjusted_budget", "20"),
        ("evaluated_project", "final_account", "15"),
        ("evaluated_project", "completion_rate", "75"),
        ("evaluated_project", "score", "92.5"),
        (None, "unclassified", "12"),
        (None, "unclassified", "40"),
        (None, "unclassified", "3-5"),
        (None, "unclassified", "30"),
    ]
    assert rows[3].entity_name == "甲"
    assert [row.anomaly for row in rows[7:]] == ["in_prose", "in_prose;approximate", "in_prose;range", "in_prose"]


@pytest.mark.parametrize(
    ("heading", "words", "topics"),
    [
        (
            "七、政府性基金预算财政拨款收入支出决算情况说明",
            "某局没有政府性基金预算财政拨款收入，也没有使用政府性基金预算财政拨款安排的支出。",
            ["government_fund_income", "government_fund_expenditure"],
        ),
        (
            "九、国有资本经营预算财政拨款收入支出决算情况说明",
            "某局无国有资本经营预算财政拨款收入和支出。",
            ["state_capital_income", "state_capital_expenditure"],
        ),
        (THREE_PUBLIC, "某局2031年度无“三公”经费财政拨款支出。", ["three_public"]),
    ],
)
def test_what_is_said_not_to_exist_is_a_row(heading: str, words: str, topics: list[str]) -> None:
    rows = read_lines(heading, words)
    assert [row.topic_code for row in rows] == topics
    assert {(row.metric_code, row.value_text) for row in rows} == {("absence", None)}


def test_words_between_a_topic_and_a_number_break_the_claim() -> None:
    """Nothing is guessed: 基本支出 does not own a number that other words claim."""
    (row,) = read_lines(EXPENDITURE, "基本支出之外另行核减12万元。")
    assert (row.topic_code, row.metric_code, row.value_text) == (None, "unclassified", "12")


def test_figures_of_reasons_purposes_and_lists_stay_unclassified() -> None:
    rows = read_lines(
        "六、一般公共预算财政拨款基本支出决算情况说明",
        "基本支出9万元，其中：人员经费5万元，主要包括：工资3万元；公用经费4万元，主要用于甲1万元。增加1万元，主要原因是调入2人。",
    )
    assert [(value_of(row), row.metric_code, row.anomaly) for row in rows] == [
        ("9", "final_account", None),
        ("5", "final_account", None),
        ("", "listed_items", None),
        ("3", "unclassified", "in_composition"),
        ("4", "final_account", None),
        ("1", "unclassified", "in_purpose"),
        ("1", "change", None),
        ("2", "unclassified", "in_reason"),
    ]
    assert rows[2].reason_text == "工资3万元"


def test_years_dates_item_numbers_and_circled_digits_are_no_figures() -> None:
    assert read_lines(OVERALL, "截至2031年12月31日，①、按2030年度口径。", "2. 第3款。") == ()
