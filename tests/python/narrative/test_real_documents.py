"""The narratives of the real documents against figures and counts taken from their pages by eye."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.model import Paragraph, SourceDocument
from ingest.narrative import RawNarrativeFigure, load_narrative_vocabulary
from ingest.narrative.sections import find_sections
from ingest.readers import read_document
from tests.python.conftest import SAMPLE
from tests.python.narrative.samples import fixture_rows, read_file, value_of

GUIYANG = "guiyang-bigdata-2023.txt"
DOCUMENTS = (GUIYANG, "putuo-finance-2024.pdf", "putuo-planning-2024.pdf", "southwest-university-2023.pdf")
_READ: dict[Path, tuple[RawNarrativeFigure, ...]] = {}


def rows_of(path: Path) -> tuple[RawNarrativeFigure, ...]:
    if path not in _READ:
        _READ[path] = read_file(path)
    return _READ[path]


def keys_of(rows: tuple[RawNarrativeFigure, ...], with_line: bool) -> Counter[tuple[str, ...]]:
    """The columns of guiyang_2023_expected.csv, without the glossary and the figures of free prose."""
    return Counter(
        (
            str(row.source_line) if with_line else "",
            row.section_code,
            row.item_number or "",
            row.topic_code or "",
            row.subject_code or "",
            row.metric_code,
            row.direction or "",
            row.rate_label or "",
            value_of(row),
            row.unit_name or "",
            row.anomaly or "",
        )
        for row in rows
        if row.metric_code != "glossary_entry"
        and not (row.metric_code == "unclassified" and row.section_code == "performance")
    )


def expected_keys(with_line: bool) -> Counter[tuple[str, ...]]:
    rows = fixture_rows("guiyang_2023_expected.csv")
    return Counter(tuple("" if k == "source_line" and not with_line else v for k, v in row.items()) for row in rows)


def test_every_figure_of_the_guiyang_sections_is_read(shared_file: Callable[[str], Path]) -> None:
    found, expected = keys_of(rows_of(shared_file(f"documents/{GUIYANG}")), True), expected_keys(True)
    assert sorted(expected - found) == []
    assert sorted(found - expected) == []


def test_the_bundled_sample_yields_the_same_figures() -> None:
    found, expected = keys_of(rows_of(SAMPLE), False), expected_keys(False)
    assert sorted(expected - found) == []
    assert sorted(found - expected) == []


def test_figures_of_free_words_are_counted_not_dropped(shared_file: Callable[[str], Path]) -> None:
    rows = rows_of(shared_file(f"documents/{GUIYANG}"))
    found = Counter(str(row.source_line) for row in rows if row.metric_code == "unclassified")
    assert found == {row["source_line"]: int(row["count"]) for row in fixture_rows("guiyang_2023_unclaimed.csv")}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_counts_by_section_equal_the_count_by_hand(name: str, shared_file: Callable[[str], Path]) -> None:
    found: dict[str, list[int]] = {}
    for row in rows_of(shared_file(f"documents/{name}")):
        found.setdefault(row.section_code, [0, 0])[row.value_text is None] += 1
    expected = {
        row["section_code"]: [int(row["number_count"]), int(row["fact_count"])]
        for row in fixture_rows("hand_counts.csv")
        if row["document"] == name
    }
    assert found == expected


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_printed_number_with_a_unit_is_a_row(name: str, shared_file: Callable[[str], Path]) -> None:
    """A plain search over the lines of the sections, which knows no grammar, finds as many numbers with a unit."""
    path = shared_file(f"documents/{name}")
    document = read_document(path.name, path.read_bytes())
    narrative = load_narrative_vocabulary()
    text = " ".join(
        "".join(line.text[offset:] for line, offset in zip(section.lines, section.offsets, strict=True)) + "。"
        for section in find_sections(document, narrative)
        if narrative.sections[section.section_code].kind == "section"
    )
    plain = re.sub(r"\s", "", text).replace("（", "(")
    units = r"万元|万(?=\()|元|%|个(?!月)|辆|台|批次|人次|人|项|件|分"
    printed = re.findall(rf"\d[\d,.]*(?:余)?(?:{units})|万\d[\d.]*元", plain)
    rows = [row for row in rows_of(path) if row.value_text is not None and row.unit_printed is not None]
    assert len(rows) == len(printed)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_value_is_found_at_its_place(name: str, shared_file: Callable[[str], Path]) -> None:
    """Page, line and position lead to the first character of the number as printed."""
    path = shared_file(f"documents/{name}")
    lines = _lines_of(read_document(path.name, path.read_bytes()))
    for row in rows_of(path):
        line = lines[row.source_page, row.source_line]
        if row.value_text is not None:
            assert line.startswith(row.value_text[0], row.source_position - 1), row
            assert value_of(row) in "".join(row.sentence.split()), row


def _lines_of(document: SourceDocument) -> dict[tuple[int, int], str]:
    return {(p.number, b.line): b.text for p in document.pages for b in p.blocks if isinstance(b, Paragraph)}


def test_names_that_contradict_the_code_are_settled_by_path_and_amount(shared_file: Callable[[str], Path]) -> None:
    """Item 4 names 其他科学技术支出 under 技术研究与开发: the 款 and the amount prove 2060499, not 2069999."""
    rows = [r for r in rows_of(shared_file(f"documents/{GUIYANG}")) if r.section_code == "general_public_items"]
    item_4 = {(r.subject_item_name, r.subject_code, r.subject_evidence) for r in rows if r.item_number == "4"}
    assert item_4 == {("其他科学技术支出", "2060499", "section_and_amount")}
    item_5 = {(r.subject_code, r.subject_evidence) for r in rows if r.item_number == "5"}
    assert item_5 == {("2069999", "path")}


def test_each_item_and_change_of_the_guiyang_document_has_its_reason(shared_file: Callable[[str], Path]) -> None:
    rows = rows_of(shared_file(f"documents/{GUIYANG}"))
    reasoned = {row.item_number for row in rows if row.metric_code == "budget_comparison" and row.reason_text}
    assert reasoned == {str(number) for number in range(1, 15)}
    changes = [row for row in rows if row.metric_code == "change" and row.value_text is not None]
    assert [(value_of(row), bool(row.reason_text)) for row in changes] == [
        ("9292.55", True),
        ("9293.11", True),
        ("9293.11", True),
        ("0.29", True),
        ("0.29", True),
        ("21.39", True),
    ]


def test_the_shanghai_documents_are_read_with_their_own_wording(shared_file: Callable[[str], Path]) -> None:
    rows = rows_of(shared_file("documents/putuo-planning-2024.pdf"))
    assert [row.metric_code for row in rows if row.anomaly == "missing_unit"] == ["growth"]
    assert [value_of(row) for row in rows if row.anomaly == "template_residue"] == ["27.78"]
    assert [(row.topic_code, row.unit_name) for row in rows if row.anomaly == "unit_incomplete"] == [
        ("reception_domestic", "万元")
    ]
    unclaimed = [(value_of(row), row.anomaly) for row in rows if row.metric_code == "unclassified"]
    assert unclaimed == [("1133.95", "in_reason")] * 3 + [("92", "in_reason")]


def test_the_university_prints_codes_and_growth_without_amounts_of_change(shared_file: Callable[[str], Path]) -> None:
    rows = rows_of(shared_file("documents/southwest-university-2023.pdf"))
    items = [row for row in rows if row.section_code == "fiscal_expenditure" and row.item_number]
    assert len({row.subject_code for row in items}) == 12
    assert {row.subject_evidence for row in items} == {"code_printed+statement"}
    growth = {row.subject_code: (value_of(row), row.direction) for row in items if row.metric_code == "growth"}
    assert growth["2060204"] == ("134.61", "increase")
    assert growth["2050699"] == ("4.50", "decrease")
    assert [row for row in rows if row.metric_code == "unclassified"] == []
