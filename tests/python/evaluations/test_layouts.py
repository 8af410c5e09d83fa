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
