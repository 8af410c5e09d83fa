"""Invented forms of other layouts: columns missing, merged or named otherwise."""

from __future__ import annotations

from tests.python.evaluations.reading import cells_of, fund_rows, indicator_rows, read_grid_forms

TITLE = ["项目支出绩效自评表"]
NAME = ["项目名称", "堤防加固"]


def test_the_national_template_without_a_column_of_sources() -> None:
    readings = read_grid_forms(
        [
            TITLE,
            NAME,
            ["项目资金(万元)", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            ["", "年度资金总额", "300.00", "320.00", "310.00", "10", "96.88%", "9.69"],
            ["", "其中:当年财政拨款", "280.00", "300.00", "290.00", "—", "96.67%", "—"],
            ["", "上年结转资金", "20.00", "20.00", "20.00", "—", "100.00%", "—"],
            [
                "绩效指标",
                "一级指标",
                "二级指标",
                "三级指标",
                "年度指标值",
                "实际完成值",
                "分值",
                "得分",
                "偏差原因分析及改进措施",
            ],
            ["", "产出指标", "数量指标", "堤防长度", "≥5公里", "5公里", "40", "40", ""],
            ["", "成本指标", "经济成本指标", "总成本", "≤320万元", "310万元", "20", "20", ""],
            ["", "满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "86%", "30", "28.7", "宣传不够"],
            ["总分", "", "", "", "", "", "100", "98.39", ""],
        ]
    )
    assert fund_rows(readings, 1) == {
        "total": ("300.00", "320.00", "310.00"),
        "fiscal_appropriation": ("280.00", "300.00", "290.00"),
        "carry_over": ("20.00", "20.00", "20.00"),
    }
    assert indicator_rows(readings, 1) == [
        ("产出指标", "数量指标", "堤防长度", "≥5公里", "5公里", "40", "40"),
        ("成本指标", "经济成本指标", "总成本", "≤320万元", "310万元", "20", "20"),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "86%", "30", "28.7"),
    ]
    assert {field: cell.value for (_, field), cell in cells_of(readings, 1, "total").items()} == {
        "weight": "100",
        "score": "98.39",
    }


def test_weights_in_percent_and_scores_with_their_unit() -> None:
    readings = read_grid_forms(
        [
            TITLE,
            NAME,
            ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "权重(%)", "得分"],
            ["产出指标", "数量指标", "堤防长度", "≥5公里", "5公里", "60%", "60分"],
            ["", "质量指标", "合格率", "100%", "100%", "20%", "得20分"],
            ["效益指标", "社会效益指标", "受益人口", "≥2万人", "2.1万人", "20%", "18.5分"],
            ["合计", "", "", "", "", "100%", "98.5分"],
        ]
    )
    assert [row[2:] for row in indicator_rows(readings, 1)] == [
        ("堤防长度", "≥5公里", "5公里", "60", "60"),
        ("合格率", "100%", "100%", "20", "20"),
        ("受益人口", "≥2万人", "2.1万人", "20", "18.5"),
    ]
    cell = cells_of(readings, 1, "indicator")[2, "score"]
    assert (cell.source_text, cell.evidence) == ("得20分", "unit_in_cell")
    total = cells_of(readings, 1, "total")
    assert (total[0, "weight"].value, total[0, "score"].value) == ("100", "98.5")


def test_funds_of_one_row_without_a_label_are_the_total() -> None:
    readings = read_grid_forms(
        [
            TITLE,
            NAME,
            ["年初预算数", "全年预算数", "全年执行数", "执行率", "得分"],
            ["300", "320", "310", "96.88%", "9.69"],
            ["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
            ["产出指标", "堤防长度", "≥5公里", "5公里", "50", "50"],
            ["效益指标", "受益人口", "≥2万人", "2.1万人", "40", "38"],
        ]
    )
    assert fund_rows(readings, 1) == {"total": ("300", "320", "310")}
    assert cells_of(readings, 1, "fund")[1, "executed"].evidence == "only_fund_row"
    assert indicator_rows(readings, 1) == [
        ("产出指标", None, "堤防长度", "≥5公里", "5公里", "50", "50"),
        ("效益指标", None, "受益人口", "≥2万人", "2.1万人", "40", "38"),
    ]


def test_an_unknown_source_beside_others_is_no_total() -> None:
    readings = read_grid_forms(
        [
            TITLE,
            NAME,
            ["资金", "年初预算数", "全年预算数", "全年执行数", "执行率", "得分"],
            ["不明来源", "300", "320", "310", "96.88%", "9.69"],
            ["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
            ["产出指标", "堤防长度", "≥5公里", "5公里", "50", "50"],
        ]
    )
    assert fund_rows(readings, 1) == {}
    assert [row.reason for row in readings.unread_rows] == ["fund_source_unknown"]


def test_levels_under_one_merged_header() -> None:
    readings = read_grid_forms(
        [
            TITLE,
            NAME,
            ["指标", "", "指标名称", "年度指标值", "实际完成值", "分值", "得分", "扣分原因"],
            ["产出指标", "数量指标", "堤防长度", "≥5公里", "5公里", "50", "50", ""],
            ["效益指标", "社会效益指标", "受益人口", "≥2万人", "2.1万人", "50", "38", "未达标"],
        ]
    )
    assert indicator_rows(readings, 1) == [
        ("产出指标", "数量指标", "堤防长度", "≥5公里", "5公里", "50", "50"),
        ("效益指标", "社会效益指标", "受益人口", "≥2万人", "2.1万人", "50", "38"),
    ]


def test_the_levels_of_the_shanghai_template() -> None:
    readings = read_grid_forms(
        [
            TITLE,
            NAME,
            ["", "年初预算数(万元)", "预算数(A)", "预算执行数(B)", "预算执行率(B/A)", "分值", "得分"],
            ["预算资金", "300.00", "320.00", "310.00", "96.88%", "10.00", "9.69"],
            ["一级指标", "二级指标", "三级指标", "年度指标值", "全年实际值", "权重", "得分"],
            ["产出目标", "数量", "堤防长度", "5公里", "5公里", "60.00", "60.00"],
            ["效果目标", "社会效益", "受益人口", "2万人", "2.1万人", "20.00", "20.00"],
            ["影响力目标", "长效管理", "制度", "健全", "健全", "10.00", "9.00"],
        ]
    )
    assert fund_rows(readings, 1) == {"total": ("300.00", "320.00", "310.00")}
    assert [row[:3] for row in indicator_rows(readings, 1)] == [
        ("产出指标", "数量指标", "堤防长度"),
        ("效益指标", "社会效益指标", "受益人口"),
        ("影响力指标", "长效管理", "制度"),
    ]


LIST = [
    ["序号", "项目名称", "年初预算数", "全年预算数", "执行数", "执行率", "自评得分", "自评等级"],
    ["1", "堤防加固", "300.00", "320.00", "310.00", "96.88%", "98.39", "优秀"],
    ["2", "河道清淤", "100.00", "90.00", "45.00", "50.00%", "82.50分", "良"],
    ["", "合计", "400.00", "410.00", "355.00", "86.59%", "", ""],
]
FORM = [
    TITLE,
    NAME,
    ["项目资金(万元)", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", "300.00", "320.00", "310.00", "10", "96.88%", "9.69"],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", ""],
    ["产出指标", "数量指标", "堤防长度", "≥5公里", "5公里", "90", "88.70", ""],
]


def test_each_project_of_a_list_is_a_form_of_its_own() -> None:
    readings = read_grid_forms([["项目支出绩效自评情况汇总表(单位:万元)"], *LIST])
    heads = [cells_of(readings, number, "head") for number in (1, 2)]
    assert [(head[0, "project_name"].value, head[0, "unit_name"].value) for head in heads] == [
        ("堤防加固", "万元"),
        ("河道清淤", "万元"),
    ]
    assert fund_rows(readings, 2) == {"total": ("100.00", "90.00", "45.00")}
    assert cells_of(readings, 2, "total")[0, "score"].value == "82.50"
    assert [cells_of(readings, number, "conclusion")[0, "grade"].value for number in (1, 2)] == ["优", "良"]
    assert len(readings.forms) == 2


def test_a_list_goes_on_over_pages_and_ends_with_its_total() -> None:
    readings = read_grid_forms(LIST[:2], LIST[2:], [["3", "某局", "1", "2", "3", "100%", "99", "优"]])
    names = [cells_of(readings, form.form_number, "head")[0, "project_name"].value for form in readings.forms]
    assert names == ["堤防加固", "河道清淤"]


def test_a_listed_project_with_a_form_is_one_more_copy_of_it() -> None:
    readings = read_grid_forms(FORM, LIST)
    assert [(form.form_key, form.copy_number) for form in readings.forms] == [
        ("project_1", 1),
        ("project_1", 2),
        ("project_2", 1),
    ]


def test_a_list_in_another_unit_does_not_count_a_project_twice() -> None:
    header = [*LIST[0][:2], "年初预算数(元)", *LIST[0][3:]]
    readings = read_grid_forms(FORM, [header, ["1", "堤防加固", "3000000", "3200000", "3100000", "96.88%", "98", "优"]])
    assert [form.form_key for form in readings.forms] == ["project_1"]
    assert [row.reason for row in readings.unread_rows] == ["listed_in_another_unit"]
