"""Invented sentences after the formulas of many regions, each with what a reader finds in it."""

from __future__ import annotations

import pytest

from ingest.model import RawCell
from ingest.narrative import RawNarrativeFigure
from tests.python.narrative.samples import fixture_rows, read_lines, subject_cell, value_of

SUBJECTS = [
    subject_cell("213", "农林水支出"),
    subject_cell("21303", "水利"),
    subject_cell("2130313", "水文测报", "41.20"),
    subject_cell("2130314", "防汛", "8.15"),
]
ITEMS = "(三)一般公共预算财政拨款支出决算具体情况"
THREE_PUBLIC = "九、财政拨款“三公”经费支出决算情况说明"


def said(row: RawNarrativeFigure) -> str:
    """Topic or subject, metric, direction, label of the rate, value and unit: the notation of the fixture."""
    topic = row.subject_code if row.topic_code == "function_subject" else row.topic_code or "-"
    parts = (topic, row.metric_code, row.direction, row.rate_label, value_of(row), row.unit_name)
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("case", fixture_rows("regional_sentences.csv"), ids=lambda case: case["sentence"][:24])
def test_a_region_says_it_in_its_own_words(case: dict[str, str]) -> None:
    rows = read_lines(case["heading"], case["sentence"], cells=SUBJECTS)
    assert [said(row) for row in rows] == case["expected"].split("; ")


def test_a_difference_from_the_budget_is_no_change_against_last_year() -> None:
    """The base holds until another is named: a new sentence, last year, another year, another subject."""
    rows = read_lines(
        ITEMS,
        "农林水支出（类）41.20万元，较年初预算数增加2.2万元，增长5.64%，较2030年减少1万元，下降2.37%。增加3万元。",
        cells=SUBJECTS,
    )
    assert [(row.metric_code, row.direction) for row in rows[1:]] == [
        ("budget_difference", "increase"),
        ("budget_difference_rate", "increase"),
        ("change", "decrease"),
        ("growth", "decrease"),
        ("change", "increase"),
    ]


def test_a_budget_that_itself_grew_is_no_difference_from_it() -> None:
    rows = read_lines(ITEMS, "1. 农林水支出（类）水利（款）水文测报（项）。年初预算增加2万元。", cells=SUBJECTS)
    assert [row.metric_code for row in rows] == ["change"]


def test_reasons_belong_to_the_comparison_they_follow() -> None:
    rows = read_lines(
        ITEMS,
        "农林水支出（类）41.20万元，较年初预算数增加2.2万元，增长5.64%，主要变动原因是甲。较上年减少1万元，主要是因为乙。",
        cells=SUBJECTS,
    )
    reasons = {row.metric_code: row.reason_text for row in rows if row.reason_text}
    assert reasons == {"budget_difference": "甲", "change": "乙"}


def test_a_parenthesis_ends_its_own_topic() -> None:
    rows = read_lines(THREE_PUBLIC, "国内公务接待费（含外宾接待支出0.10万元）支出0.50万元。")
    assert [(row.topic_code, value_of(row)) for row in rows] == [
        ("reception_foreign_guests", "0.10"),
        ("reception_domestic", "0.50"),
    ]


def test_a_fact_said_twice_in_a_sentence_is_one_fact() -> None:
    rows = read_lines(THREE_PUBLIC, "公务接待费支出3万元，与上年决算数持平，较上年无增减变化。")
    assert [row.metric_code for row in rows] == ["final_account", "change"]


def test_the_rate_of_a_budget_needs_the_possessive_right_behind_it() -> None:
    rows = read_lines(THREE_PUBLIC, "“三公”经费支出决算3万元，完成预算6万元，降低50%。")
    assert [row.metric_code for row in rows] == ["final_account", "budget", "growth"]


def summary_cell(line_code: str, amount: str) -> RawCell:
    cell = subject_cell(line_code, line_code, amount)
    return cell._replace(statement_code="income_expenditure_summary", side="income", measure_code="amount")


@pytest.mark.parametrize(
    ("current", "grand", "topics"),
    [
        ("43.00", "50.00", ["grand_total", "grand_total", "grand_total", "grand_total"]),
        ("50.00", "57.00", ["income", "income", "expenditure", "grand_total"]),
        ("50.00", "50.00", ["income", "income", "expenditure", "grand_total"]),
    ],
)
def test_the_summary_tells_which_total_is_meant(current: str, grand: str, topics: list[str]) -> None:
    """收入总计 is the grand total with carry-over in some regions, the income of the year in others."""
    cells = [summary_cell("current_income", current), summary_cell("grand_total", grand)]
    cells.append(summary_cell("current_expenditure", current))
    rows = read_lines(
        "一、收入支出决算总体情况说明",
        "2031年收入总计50万元，增长2%，支出总计50万元。收支较上年减少3.2万元。",
        cells=cells,
    )
    assert [row.topic_code for row in rows] == topics
