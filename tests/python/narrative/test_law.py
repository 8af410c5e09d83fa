"""Whatever the words: reading ends, every number with a unit is a row, and every row leads back to its print."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.narrative import read_narrative
from ingest.vocabulary import load_vocabulary
from tests.python.narrative.samples import document_of

WORDS = [
    "基本支出",
    "项目支出",
    "农林水支出(类)",
    "水利(款)",
    "水文测报(项)",
    "年初预算为",
    "支出决算为",
    "完成年初预算的",
    "占",
    "增加",
    "下降",
    "增长(下降)",
    "决算数大于预算数",
    "持平",
    "主要原因是:",
    "主要用于",
    "主要包括:",
    "。",
    ";",
    ",",
    "、",
    ":",
    "(",
    ")",
    "（含）",
    "的",
    "甲",
    "2031年度",
    "%",
    "万元",
    "元",
    "“",
    "”",
    "1.",
    "(一)",
    "一、",
    "三、支出决算情况说明",
    "第五部分",
    "收入决算表",
    "名词解释",
]
NUMBERS = st.from_regex(r"[1-9][0-9]{0,3}(\.[0-9]{1,2})?", fullmatch=True)
FIGURES = st.tuples(NUMBERS, st.sampled_from(["万元", "元", "%", "个", "人次"])).map("".join)
LINES = st.lists(st.one_of(st.sampled_from([*WORDS, " ", "　"]), FIGURES), max_size=12).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=8))
def test_reading_ends_and_every_row_leads_back_to_its_print(lines: list[str]) -> None:
    for row in read_narrative(document_of(["三、支出决算情况说明", *lines]), (), load_vocabulary()):
        text = ["三、支出决算情况说明", *lines][row.source_line - 1]
        if row.value_text is not None:
            assert text.startswith(row.value_text[0], row.source_position - 1)
            assert row.value_text in row.sentence


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(FIGURES, st.sampled_from(["甲", "占", "增加", "基本支出", "主要用于", "，", "。"])), max_size=10)
)
def test_no_number_with_a_unit_is_lost(pairs: list[tuple[str, str]]) -> None:
    """Behind each figure stand words, so that no two numbers run together."""
    text = "".join(f"{words}乙{figure}丙" for figure, words in pairs)
    rows = read_narrative(document_of(["三、支出决算情况说明", text]), (), load_vocabulary())
    printed = [(row.value_text or "") + (row.unit_printed or "") for row in rows if row.value_text is not None]
    assert printed == [figure for figure, _ in pairs]
