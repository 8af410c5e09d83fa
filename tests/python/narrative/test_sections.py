"""Sections are known by their headings, not by their numbers; contents, page numbers and glossaries."""

from __future__ import annotations

from ingest.model import Grid, GridCell, GridRow, Page, Paragraph, SourceDocument
from ingest.narrative import load_narrative_vocabulary, read_narrative
from ingest.narrative.sections import find_sections
from ingest.vocabulary import load_vocabulary
from tests.python.narrative.samples import brief, document_of, read_lines

BODY = "收支总计9万元。"


def codes_of(document: SourceDocument) -> list[str]:
    return [section.section_code for section in find_sections(document, load_narrative_vocabulary())]


def test_a_table_of_contents_is_no_section() -> None:
    contents = [
        "目录",
        "第三部分 情况说明",
        "一、收入支出决算总体情况说明......12",
        "二、收入决算情况说明 13",
        "第四部分 名词解释",
    ]
    body = ["第三部分 情况说明", "一、收入支出决算总体情况说明", BODY, "二、收入决算情况说明", "收入合计9万元。"]
    assert codes_of(document_of(contents, body)) == ["overall", "income"]


def test_numbers_of_sections_do_not_matter() -> None:
    for heading in (
        "三、财政拨款“三公”经费支出决算情况说明",
        "（二）三公经费支出决算情况",
        '十二、财政拨款 "三公" 经费支出决算说明',
    ):
        assert codes_of(document_of([heading, "公务接待费预算1万元。"])) == ["three_public"]


def test_a_heading_shares_its_line_with_the_body_or_takes_two_lines() -> None:
    shared = read_lines("(一)一般公共预算财政拨款支出决算总体情况 2031年度一般公共预算财政拨款支出9万元。")
    assert [brief(row) for row in shared] == [("general_public", "final_account", "9")]
    assert (
        shared[0].source_position
        == len("(一)一般公共预算财政拨款支出决算总体情况 2031年度一般公共预算财政拨款支出") + 1
    )
    wrapped = document_of(["六、一般公共预算财政拨款基本支出决算情", "况说明", "基本支出9万元。"])
    assert codes_of(wrapped) == ["basic"]


def test_a_sentence_that_begins_like_a_heading_is_none() -> None:
    rows = read_lines("一、收入支出决算总体情况说明", BODY, "收入决算数另行公布。", "支出决算中不含代管资金。")
    assert {row.section_code for row in rows} == {"overall"}


def test_a_part_and_a_statement_end_the_narrative() -> None:
    after_part = document_of(["一、收入支出决算总体情况说明", BODY, "第五部分 附件", "甲12万元"])
    after_table = document_of(["一、收入支出决算总体情况说明", BODY, "收入决算表", "单位：万元", "甲12万元"])
    for document in (after_part, after_table):
        (section,) = find_sections(document, load_narrative_vocabulary())
        texts = [line.text[offset:] for line, offset in zip(section.lines, section.offsets, strict=True)]
        assert [text for text in texts if text] == [BODY]


def test_page_numbers_and_tables_break_no_figure() -> None:
    page_1 = ["一、收入支出决算总体情况说明", "收支总计1,2", "- 14 -"]
    page_2 = ["58.30万元。", "15"]
    rows = read_narrative(document_of(page_1, page_2), (), load_vocabulary())
    assert [row.value_text for row in rows] == ["1,258.30"]
    grid = Grid((GridRow(3, (GridCell("甲"), GridCell("12万元"))),))
    blocks = (Paragraph(1, "一、收入支出决算总体情况说明"), Paragraph(2, BODY), grid, Paragraph(4, "增加3万元。"))
    inside = read_narrative(SourceDocument("text", (Page(1, blocks),)), (), load_vocabulary())
    assert [brief(row) for row in inside] == [("grand_total", "final_account", "9"), (None, "unclassified", "3")]


def test_subsections_may_stand_as_sections_of_their_own() -> None:
    document = document_of(
        ["十、机关运行经费支出情况说明", "机关运行经费支出9万元。", "十一、政府采购情况说明", "政府采购支出总额3万元。"]
    )
    assert codes_of(document) == ["operating_cost", "procurement"]


def test_glossary_entries_are_rows_with_the_subject_they_explain() -> None:
    rows = read_lines(
        "一、收入支出决算总体情况说明",
        BODY,
        "第四部分 名词解释",
        "一、事业收入：指甲。",
        "二、农林水支出（类）水利（款）水文测报（项）：指乙，比如12万元。",
        "三、农林水支出（类）水利（款）",
    )
    entries = [row for row in rows if row.metric_code == "glossary_entry"]
    assert [(row.item_number, row.entity_name, row.anomaly) for row in entries] == [
        ("一", "事业收入", None),
        ("二", "农林水支出（类）水利（款）水文测报（项）", None),
        ("三", "农林水支出（类）水利（款）", "entry_cut"),
    ]
    assert entries[1].subject_item_name == "水文测报"
    assert len(rows) == 4


def test_a_document_without_narrative_gives_nothing() -> None:
    for lines in (["收入决算表", "合计 12万元"], ["甲 12万元"], [""], []):
        assert read_narrative(document_of(lines, []), (), load_vocabulary()) == ()


def test_a_document_without_any_line_or_heading_is_no_error() -> None:
    assert find_sections(SourceDocument("text", ()), load_narrative_vocabulary()) == ()
