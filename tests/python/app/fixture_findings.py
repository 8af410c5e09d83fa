"""What the checks of the invented bureau come to: a lost cell with its proof, a refuted rate, a rounding difference.

Worked out by hand from the rows of `fixture_rows`: line 20604 prints 640.20 in all and 100.00 basic, and its only 项
prints 540.20 as project, so the blank project cell must have been 540.20; both checks are broken without it.
"""

from __future__ import annotations

from typing import Any

from tests.python.app.fixture_rows import BUREAU, EXPENDITURE, MAIN, SUMMARY

Row = dict[str, Any]

LOST, REFUTED, ROUNDED = "aaaa000000000001", "bbbb000000000002", "cccc000000000003"
NARRATIVE = "narrative_general_public_items"

FINDING_TABLES = {
    "marts.fct_findings": """
        finding_id varchar, document_id varchar, department_id varchar, fiscal_year integer, kind varchar,
        hypothesis_code varchar, cause varchar, severity varchar, witness_count integer, broken_check_count integer,
        statement_code varchar, side varchar, line_code varchar, measure_code varchar, cells varchar,
        printed_value varchar, proposed_value varchar, proposed_amount_yuan decimal(20,2), message_zh varchar,
        message_en varchar, proof_zh varchar, proof_en varchar, proof varchar, review_state varchar,
        review_reason_zh varchar, review_reason_en varchar, reviewer_role varchar, reviewed_on date""",
    "marts.fct_finding_cells": """
        finding_id varchar, document_id varchar, cell_role varchar, statement_code varchar, side varchar,
        line_code varchar, measure_code varchar, line_label varchar, cell_kind varchar, amount_yuan decimal(20,2),
        value_number decimal(20,6), proposed_amount_yuan decimal(20,2), source_page integer, source_line integer,
        source_row integer, source_column integer, source_text varchar""",
    "marts.fct_detection_powers": """
        document_id varchar, department_id varchar, fiscal_year integer, amount_count integer,
        checked_amount_count integer, digit_change_count bigint, noticed_digit_change_count bigint,
        noticed_digit_change_share decimal(7,6), loss_count integer, noticed_loss_count integer,
        noticed_loss_share decimal(7,6)""",
    "marts.fct_cell_detection_powers": """
        document_id varchar, department_id varchar, fiscal_year integer, statement_code varchar, side varchar,
        line_code varchar, measure_code varchar, amount_yuan decimal(20,2), check_count integer,
        is_loss_noticed boolean""",
    "quality.mutation_scores": """
        document_id varchar, mutation_kind varchar, ordinal integer, title_zh varchar, title_en varchar,
        mutant_count integer, detected_share decimal(7,6), located_share decimal(7,6), restored_share decimal(7,6),
        wrongly_explained_share decimal(7,6), false_alarm_count integer, measured_at timestamp""",
    "marts.fct_finding_checks": """
        finding_id varchar, document_id varchar, identity_code varchar, instance_key varchar, relation varchar,
        witness_number integer, status_before varchar, status_after varchar, residual_before_yuan decimal(20,2),
        residual_after_yuan decimal(20,2), tolerance_yuan decimal(20,6)""",
}


def _values(**values: Any) -> Row:
    """A row by the names of its columns."""
    return values


_BASE = _values(document_id=MAIN, department_id=BUREAU, fiscal_year=2023)
FINDINGS = [
    _BASE | row
    for row in (
        _values(finding_id=LOST, kind="lost_cell", hypothesis_code="blank_lost", cause="extraction_loss",
             severity="critical", witness_count=2, broken_check_count=2, statement_code=EXPENDITURE, side="",
             line_code="20604", measure_code="project", cells='["expenditure//20604/project"]', printed_value=None,
             proposed_value="540.20", proposed_amount_yuan=5402000,
             message_zh="支出决算表 20604 技术研究与开发的项目支出没有读到，应为 540.20 万元。",
             message_en="The project expenditure of 20604 was not read; it must be 540.20 万元.",
             proof_zh="合计 640.20 − 基本支出 100.00 = 540.20\n下级 2060499 的项目支出 = 540.20",
             proof_en="total 640.20 − basic 100.00 = 540.20\nproject of its child 2060499 = 540.20",
             proof="{}", review_state="open"),
        _values(finding_id=REFUTED, kind="refuted_rate", hypothesis_code="rate_refuted", cause="publisher_error",
             severity="warning", witness_count=1, broken_check_count=1, cells="[]", printed_value="81.03",
             proposed_value="80.03",
             message_zh="完成率 81.03% 与 640.20÷800.00 不符 <b>*注*</b>。",
             message_en="The rate 81.03% disagrees with 640.20 / 800.00 <b>*note*</b>.",
             proof_zh="640.20 ÷ 800.00 = 80.03%", proof_en="640.20 / 800.00 = 80.03%", proof="{}",
             review_state="accepted", review_reason_zh="原文印错", review_reason_en="a misprint",
             reviewer_role="审计", reviewed_on="2024-09-02"),
        _values(finding_id=ROUNDED, kind="rounding_difference", cause="rounding", severity="information",
             witness_count=1, broken_check_count=0, statement_code=SUMMARY, side="expenditure",
             line_code="current_expenditure", measure_code="amount", cells="[]", printed_value="1,230.50",
             message_zh="本年支出合计与各类之和相差 0.01 万元，为四舍五入所致。",
             message_en="The expenditure of the year and its classes differ by 0.01 万元: rounding.",
             proof="{}", review_state="open"),
    )
]  # fmt: skip

_LOST = _values(finding_id=LOST, document_id=MAIN)
_CELL = _LOST | _values(statement_code=EXPENDITURE, side="", source_page=1)
FINDING_CELLS = [
    _CELL | _values(cell_role="lost", line_code="20604", measure_code="project", line_label="技术研究与开发",
         cell_kind="blank", proposed_amount_yuan=5402000, source_line=43, source_row=3, source_column=4,
         source_text=""),
    _CELL | _values(cell_role="total", line_code="20604", measure_code="total", line_label="技术研究与开发",
         cell_kind="printed_number", amount_yuan=6402000, source_line=43, source_row=3, source_column=2,
         source_text="640. 20"),
    _CELL | _values(cell_role="addend", line_code="20604", measure_code="basic", line_label="技术研究与开发",
         cell_kind="printed_number", amount_yuan=1000000, source_line=43, source_row=3, source_column=3,
         source_text="100.00"),
    _CELL | _values(cell_role="addend", line_code="2060499", measure_code="project",
         line_label="其他技术研究与开发支出", cell_kind="printed_number", amount_yuan=5402000, source_line=44,
         source_row=4, source_column=4, source_text="540.20"),
    _values(finding_id=REFUTED, document_id=MAIN, cell_role="suspect", statement_code=NARRATIVE, side="1",
         line_code="function_subject", measure_code="completion_rate", cell_kind="printed_number",
         value_number="81.030000", source_page=1, source_line=110, source_text="81.03"),
]  # fmt: skip

FINDING_CHECKS = [
    _LOST | _values(identity_code="expenditure_row_equals_natures", instance_key="20604/-", relation="mended",
         witness_number=1, status_before="broken", status_after="exact", residual_before_yuan=5402000,
         residual_after_yuan=0, tolerance_yuan="150.000000"),
    _LOST | _values(identity_code="section_equals_items", instance_key="20604/project", relation="mended",
         witness_number=2, status_before="broken", status_after="exact", residual_before_yuan=-5402000,
         residual_after_yuan=0, tolerance_yuan="50.000000"),
]  # fmt: skip

DEDUCED = _BASE | _values(
    statement_code=EXPENDITURE, side="", line_code="20604", line_label="技术研究与开发", subject_code="20604",
    classification="function", level=2, parent_subject_code="206", is_total_row=False, measure_code="project",
    amount_yuan=5402000, rounding_half_width_yuan="50.000000", unit_name="万元", unit_source="printed",
    cell_state="deduced", table_index=3, source_page=1, source_line=43, source_row=3, source_column=4,
    finding_id=LOST,
)  # fmt: skip

POWER = _BASE | _values(
    amount_count=50, checked_amount_count=49, digit_change_count=1000, noticed_digit_change_count=952,
    noticed_digit_change_share="0.952088", loss_count=48, noticed_loss_count=47, noticed_loss_share="0.979166",
)  # fmt: skip
UNCHECKED = _BASE | _values(
    statement_code=SUMMARY, side="income", line_code="other", measure_code="amount", amount_yuan=300000, check_count=0,
    is_loss_noticed=False,
)  # fmt: skip
SCORE = _values(
    document_id=MAIN, mutation_kind="digit_changed", ordinal=1, title_zh="改动一位数字", title_en="One digit changed",
    mutant_count=1000, detected_share="0.959999", located_share="0.921000", restored_share="0.500000",
    wrongly_explained_share="0.000000", false_alarm_count=0, measured_at="2024-09-03 10:00:00",
)  # fmt: skip

FINDING_ROWS = {
    "marts.fct_detection_powers": [POWER],
    "marts.fct_cell_detection_powers": [UNCHECKED],
    "quality.mutation_scores": [SCORE],
    "marts.fct_findings": FINDINGS,
    "marts.fct_finding_cells": FINDING_CELLS,
    "marts.fct_finding_checks": FINDING_CHECKS,
    "marts.fct_reported_amounts": [DEDUCED],
}
