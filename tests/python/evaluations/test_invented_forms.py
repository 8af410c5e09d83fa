"""Every kind of noise once, in two copies each of an invented project form and an invented department form."""

from __future__ import annotations

import pytest

from ingest.evaluations import EvaluationReadings
from tests.python.evaluations.reading import FIXTURES, cells_of, fund_rows, indicator_rows, read_text_forms

PROJECT = [
    ("产出指标", "数量指标", "清淤河道长度", "≥12公里", "12.5公里", "10", "10"),
    ("产出指标", "数量指标", "清淤土方", "≥3↑", "3", "20", "18"),
    ("产出指标", "数量指标", "新建闸门与配套设施", "≥2座", "2", "5", "5"),
    ("产出指标", "质量指标", "验收合格率", "100%", "100%", "5", "5"),
    ("产出指标", "时效指标", "按期完工率", "100%", "90%", "5", "4.5"),
    ("产出指标", "成本指标", "工程成本", "≤400万元", "300万元", "5", "5"),
    ("效益指标", "社会效益指标", "防洪能力", "提升", "提升", "20", "20"),
    ("效益指标", "社会效益指标", "受益居民", "≥900人", "950", "10", "10"),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "88%", "10", "9"),
]
DEPARTMENT = [
    ("产出指标", "数量指标", "巡河次数", "40次", "44次", "20", "20"),
    ("产出指标", "数量指标", "暗访点位", "≥25处", "25处", "15", "15"),
    ("产出指标", "质量指标", "水质达标率", "≥95%", "96%", "15", "15"),
    ("效益指标", "社会效益指标", "供水人口", "≥8000人", "8100人", "12", "12"),
    ("效益指标", None, "节水宣传", "12场", "12场", "8", "8"),
    ("效益指标", None, "长效机制", "建立", "部分建立", "10", "8"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "85%", "10", "9.44"),
]


@pytest.fixture(scope="module")
def readings() -> EvaluationReadings:
    return read_text_forms((FIXTURES / "invented_forms.txt").read_bytes())


def test_the_forms_are_found_and_their_copies_joined(readings: EvaluationReadings) -> None:
    found = [(form.form_key, form.copy_number, form.form_kind, form.first_line) for form in readings.forms]
    assert found == [
        ("project_1", 1, "project", 10),
        ("department_1", 1, "department", 46),
        ("project_1", 2, "project", 72),
        ("department_1", 2, "department", 100),
    ]


def test_indicators_of_the_project_form(readings: EvaluationReadings) -> None:
    first = indicator_rows(readings, 1)
    assert first == PROJECT
    second = [list(row) for row in PROJECT]
    second[1][3] = "≥3万方"  # what the second copy prints otherwise
    second[4][4] = "80%"
    assert indicator_rows(readings, 3) == [tuple(row) for row in second]


def test_indicators_of_the_department_form(readings: EvaluationReadings) -> None:
    assert indicator_rows(readings, 4) == DEPARTMENT
    first = [list(row) for row in DEPARTMENT]
    first[1][2] = None  # the name lost between two merged rows is not invented
    first[4][1], first[5][1] = "社会效益指标", "可持续影响指标"
    assert indicator_rows(readings, 2) == [tuple(row) for row in first]


def test_why_repaired_indicator_cells_are_so(readings: EvaluationReadings) -> None:
    project, department = cells_of(readings, 1, "indicator"), cells_of(readings, 2, "indicator")
    second_project, second_department = cells_of(readings, 3, "indicator"), cells_of(readings, 4, "indicator")
    assert project[1, "level_1"].evidence == "points"
    assert project[1, "level_2"].evidence == "first_label_of_group"
    assert (project[3, "level_3"].evidence, project[3, "level_3"].source_text) == (
        "continued_on_next_row", "新建闸门与配套|设施"
    )  # fmt: skip
    assert second_project[3, "level_3"].evidence == "name_continued_on_next_row"
    assert department[1, "level_3"].evidence == "merged_row_named_by_copy"
    assert department[2, "level_3"].reason == "merged_row_name_unproven"
    assert (department[2, "target"].evidence, department[2, "target"].source_text) == (
        "merged_row_split", "40 次 ≥25 处"
    )  # fmt: skip
    assert second_department[5, "level_2"].reason == "glued_labels"


def test_funds_and_the_proof_of_torn_amounts(readings: EvaluationReadings) -> None:
    rows = {
        "total": ("3000000", "4000000", "3000000"),
        "fiscal_appropriation": ("3000000", "4000000", "3000000"),
        "superior_subsidy": (None, None, None),
        "own_level": ("3000000", "4000000", "3000000"),
        "other": (None, None, None),
    }
    assert fund_rows(readings, 1) == rows
    assert fund_rows(readings, 3) == rows
    funds = cells_of(readings, 1, "fund")
    assert (funds[1, "executed"].source_text, funds[1, "executed"].evidence) == (
        "3000|0000", "rejoined_by_copy+rate+same_row"
    )  # fmt: skip
    assert (funds[1, "weight"].value, funds[1, "rate"].value, funds[1, "score"].value) == ("10", "75", "8")
    assert funds[4, "initial"].evidence == "label_cut+template_order"
    assert funds[4, "executed"].source_text == "(3000000"


def test_department_funds_with_decimals_and_an_unknown_source(readings: EvaluationReadings) -> None:
    assert fund_rows(readings, 2) == {
        "total": ("500.10", "620.30", "620.30"),
        "basic": ("100.10", "120.30", "120.30"),
        "project": ("400", "500", "500"),
    }
    [unread] = readings.unread_rows
    assert (unread.form_key, unread.section, unread.reason) == ("department_1", "fund", "fund_source_unknown")
    assert unread.source_line == 57
    assert "不明来源" in unread.source_text


def test_heads_totals_and_conclusions(readings: EvaluationReadings) -> None:
    head = cells_of(readings, 1, "head")
    assert head[0, "project_name"].value == "河道清淤项目"
    assert (head[0, "department_name"].value, head[0, "department_code"].value) == ("云岭市水务局", "700100")
    assert (head[0, "fiscal_year"].value, head[0, "unit_name"].value) == ("2031", "元")
    department = cells_of(readings, 2, "head")[0, "department_name"]
    assert (department.value, department.evidence) == ("云岭市水务和河湖局", "repeats_unit")
    totals = [cells_of(readings, number, "total")[0, "score"].value for number in (1, 2, 3, 4)]
    assert totals == ["94.5", "97.44", None, "97.44"]
    conclusions = [cells_of(readings, number, "conclusion") for number in (1, 2, 3, 4)]
    assert [cells[0, "score"].value for cells in conclusions] == ["94.5", "97.44", "94.5", "97.44"]
    assert {cells[0, "grade"].value for cells in conclusions} == {"优"}


def test_every_cell_keeps_its_place(readings: EvaluationReadings) -> None:
    lines = (FIXTURES / "invented_forms.txt").read_text(encoding="utf-8").split("\n")
    for cell in readings.cells:
        if cell.source_column is not None and cell.source_line is not None and "|" not in cell.source_text:
            assert lines[cell.source_line - 1].split("\t")[cell.source_column] == cell.source_text


def test_a_cleaner_print_has_less_noise(readings: EvaluationReadings) -> None:
    first, second = cells_of(readings, 1, "indicator"), cells_of(readings, 3, "indicator")
    assert (first[2, "target"].noise_count, second[2, "target"].noise_count) == (1, 0)


def test_no_single_loss_gives_an_indicator_another_number(readings: EvaluationReadings) -> None:
    """Every third cell of the forms is lost once: weights and scores stay or are missing, never become others."""

    def numbers(found: EvaluationReadings) -> dict[tuple[str, str, str], set[str]]:
        names = {
            (cell.form_number, cell.item_number): cell.value
            for cell in found.indicators
            if cell.field_code == "level_3"
        }
        values: dict[tuple[str, str, str], set[str]] = {}
        for cell in found.indicators:
            name = names[cell.form_number, cell.item_number]
            if name is not None and cell.field_code in ("weight", "score") and cell.value is not None:
                values.setdefault((cell.form_key.split("_")[0], name, cell.field_code), set()).add(cell.value)
        return values

    lines = (FIXTURES / "invented_forms.txt").read_text(encoding="utf-8").split("\n")
    printed = numbers(readings)
    places = [
        (index, column)
        for index, line in enumerate(lines)
        for column, text in enumerate(line.split("\t"))
        if "\t" in line and text.strip()
    ]
    assert len(places) > 400
    for index, column in places[::3]:
        damaged = [*lines]
        damaged[index] = "\t".join(
            "" if place == column else text for place, text in enumerate(lines[index].split("\t"))
        )
        found = numbers(read_text_forms("\n".join(damaged).encode()))
        wrong = {key: values for key, values in found.items() if key in printed and values - printed[key]}
        assert not wrong, (index + 1, column, wrong)
