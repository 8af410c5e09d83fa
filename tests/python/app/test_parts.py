"""The plain functions of the explorer: figures as text, queries that keep decimals, words in two languages."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from app import charts, queries_accounts, queries_quality
from app.check_words import status_code
from app.components import Bar, bars_html, facts_html, figure_html, table_html
from app.formatting import (
    clipped,
    number_text,
    outward_interval,
    share_of_largest,
    shortened,
    wan_text,
    weight_text,
    yuan_text,
)
from app.sentences import place_in_sentence
from app.statement_grid import lay_out_statement
from app.texts import TEXTS
from app.warehouse import PAGE_COLUMNS, REQUIRED_COLUMNS, Warehouse, inspect_warehouse
from tests.python.app.fixture_rates import RATE_TABLES
from tests.python.app.fixture_rows import MAIN
from tests.python.app.fixture_warehouse import TABLES

APP = Path(__file__).resolve().parents[3] / "app"


@pytest.mark.parametrize(
    ("yuan", "expected"),
    [
        ("220705500.00", "22,070.55"),
        ("0.00", "0.00"),
        ("-100.00", "-0.01"),
        ("10000000.00", "1,000.00"),
        ("12345678.91", "1,234.567891"),  # a document in yuan: nothing is rounded away
        ("50", "0.005"),
        ("999999999999999999.99", "99,999,999,999,999.999999"),
    ],
)
def test_an_amount_in_wan_is_exact(yuan: str, expected: str) -> None:
    assert wan_text(Decimal(yuan)) == expected


def test_what_is_not_printed_has_no_text() -> None:
    assert wan_text(None) == ""
    assert yuan_text(None) == ""


def test_bars_are_geometry_between_nothing_and_the_whole() -> None:
    assert share_of_largest(Decimal(50), Decimal(200)) == 25.0
    assert share_of_largest(None, Decimal(200)) == 0.0
    assert share_of_largest(Decimal(-5), Decimal(200)) == 0.0
    assert share_of_largest(Decimal(0), Decimal(0)) == 0.0


def test_whatever_a_document_says_is_escaped() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    for html in (
        table_html([hostile], [(hostile,)]),
        facts_html([("name", hostile)]),
        bars_html(hostile, [Bar(hostile, Decimal(1), note=hostile)]),
        figure_html(hostile, None, hostile),
    ):
        assert "<img" not in html
        assert "&lt;img" in html


def test_a_rate_is_shown_with_its_digits_and_its_interval_cut_outward() -> None:
    assert [number_text(Decimal(text)) for text in ("98.340000", "10.0000", "0", "1186.49")] == [
        "98.34", "10", "0", "1,186.49",
    ]  # fmt: skip
    assert number_text(Decimal("477.8"), 2) == "477.80"
    assert outward_interval(Decimal("80.023875"), Decimal("80.026125"), 4) == ("80.0238", "80.0262")
    assert outward_interval(Decimal("-0.00001"), None, 4) == ("-0.0001", "")


@pytest.mark.parametrize(
    ("line", "position", "words", "expected"),
    [
        ("收入 0万元,占 0%;其他收入 0万元,占 0%。", 18, "0", (17, 18)),  # the third of four zeros
        ("其他收入 0万元,占 0%。", 12, "0", (23, 24)),  # the sentence began on the line before
        ("收入 0万元,占 0%;其他", 4, "0", (3, 4)),  # and goes on on the next
        ("", 5, "0", (3, 4)),  # lines that are not kept
        ("增加", 1, "增加", None),  # words that the sentence does not have
        ("收入 0万元", 1, "0", None),  # a place that the line does not have
    ],
)
def test_a_figure_is_found_in_its_sentence_by_its_surroundings(
    line: str, position: int, words: str, expected: tuple[int, int] | None
) -> None:
    assert place_in_sentence("收入 0万元,占 0%;其他收入 0万元,占 0%。", words, line, position) == expected


def test_blanks_inside_words_do_not_hide_them_and_a_taken_place_is_left_alone() -> None:
    sentence = "决算数大于预 算数的主要原因是:2人,2人。"
    assert place_in_sentence(sentence, "决算数大于预算数", sentence, 1) == (0, 9)
    first = sentence.index("2")
    assert place_in_sentence(sentence, "2", "2人,", 1, [(first, first + 1)]) == (first + 3, first + 4)


@pytest.mark.parametrize(
    ("status", "kind", "expected"),
    [
        ("exact", "sum", "exact"),
        ("exact", "ordering", "holds"),
        ("exact", "names", "holds"),
        ("broken", "ordering", "broken"),
        ("within_rounding", "ordering", "within_rounding"),
    ],
)
def test_only_an_equation_is_called_exact(status: str, kind: str, expected: str) -> None:
    assert status_code(status, kind) == expected


def test_weights_and_long_texts() -> None:
    assert [weight_text(Decimal(weight)) for weight in ("1", "-1.0000", "-0.5")] == ["+", "−", "−0.5"]
    assert shortened("abcdef", 6) == "abcdef"
    assert shortened("abcdefg", 6) == "abcdef… (7)"


def test_every_text_has_both_languages_and_the_same_blanks_to_fill() -> None:
    for key, (chinese, english) in TEXTS.items():
        assert chinese, key
        assert english, key
        assert set(re.findall(r"{(\w+)}", chinese)) == set(re.findall(r"{(\w+)}", english)), key


def test_every_text_that_a_page_names_exists() -> None:
    for path in APP.rglob("*.py"):
        for key in re.findall(r'\bsay\("([^"{]+)"', path.read_text(encoding="utf-8")):
            assert key in TEXTS, f"{path.name}: {key}"


def test_no_page_fetches_anything_from_another_site() -> None:
    for path in [*APP.rglob("*.py"), APP.parent / ".streamlit" / "config.toml"]:
        addresses = re.findall(r"https?://[^\s\"')]+", path.read_text(encoding="utf-8"))
        assert [found for found in addresses if "www.w3.org" not in found] == [], path.name


def test_the_columns_the_explorer_needs_are_columns_of_the_contract() -> None:
    required = [*REQUIRED_COLUMNS.items(), *(pair for page in PAGE_COLUMNS.values() for pair in page.items())]
    tables = TABLES | RATE_TABLES
    for table, columns in required:
        declared = {
            part.split()[0]
            for part in tables[f"marts.{table}"].replace("decimal(20,", "").replace("decimal(7,", "").split(",")
            if part
        }
        assert set(columns) <= declared, table


def test_amounts_arrive_as_decimals_and_blanks_as_nothing(warehouse_file: Path) -> None:
    warehouse = _warehouse(warehouse_file)
    cells = queries_accounts.load_statement(warehouse, MAIN, "expenditure")
    amounts = dict(zip(zip(cells["line_code"], cells["measure_code"], strict=True), cells["amount_yuan"], strict=True))
    assert amounts["total", "total"] == Decimal("12305000.00")
    assert isinstance(amounts["total", "total"], Decimal)
    assert amounts["20604", "project"] is None
    assert ("", "20604", "project") in queries_quality.load_broken_places(warehouse, MAIN, "expenditure")


def test_an_icicle_shows_printed_amounts_and_survives_a_lost_parent(warehouse_file: Path) -> None:
    frame = queries_accounts.load_subject_amounts(_warehouse(warehouse_file), MAIN, "expenditure", "project")
    subjects = frame.to_dict("records")
    assert "20604" not in {subject["subject_code"] for subject in subjects}  # its project cell is blank
    trace = charts.subject_icicle(subjects, "合计", Decimal("9002500.00"), charts.ROOT, is_narrow=False).data[0]
    parents = dict(zip(trace.ids, trace.parents, strict=True))
    assert parents["2060499"] == "206"
    texts = dict(zip(trace.ids, trace.text, strict=True))
    assert texts["206"] == "900.25 万元"
    assert texts[charts.ROOT] == "900.25 万元"
    assert min(trace.values) >= 0.0


def test_blocks_that_are_shifted_against_each_other_are_read_as_one_list() -> None:
    cells = [
        _cell(code, column, row) for row, (code, column) in enumerate([("301", 2), ("302", 5), ("303", 6), ("310", 9)])
    ]
    (grid,) = lay_out_statement(cells, "economic_blocks")
    assert [line.line_code for line in grid.lines] == ["301", "302", "303", "310"]


def _cell(code: str, column: int, row: int) -> dict[str, object]:
    return {
        "side": "", "line_code": code, "line_label": code, "level": 1, "is_total_row": False, "measure_code": "amount",
        "measure_ordinal": 1, "row_order": row, "table_index": 1, "source_column": column, "amount_yuan": None,
    }  # fmt: skip


def _warehouse(path: Path) -> Warehouse:
    warehouse = inspect_warehouse(path).warehouse
    assert warehouse is not None
    return warehouse


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("short enough", 12, "short enough"),
        ("cut before the last word", 20, "cut before the last…"),  # 20 columns hold `cut before the last `
        ("科学技术支出", 12, "科学技术支出"),  # six characters of two columns
        ("科学技术支出", 11, "科学技术支…"),
        ("unbrokenbutlong word", 10, "unbrokenbu…"),
    ],
)
def test_a_clipped_text_ends_with_a_whole_word(text: str, width: int, expected: str) -> None:
    assert clipped(text, width) == expected
