"""What the corpus prints is what the reader finds: every cell at its key, nothing more, nothing less."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus.__main__ import write_corpus, years_of
from benchmarks.corpus.documents import Document, compose
from benchmarks.corpus.text import render
from tests.python.ingest.cells import parse_text, printed_amounts

SEED = 20
# A consolidated department, its own unit, its subordinate and units that stand alone; 2017, 2018 and 2019, 2020 are
# the years between which subjects are renamed or moved.
ACCOUNTS = [(0, 2018), (1, 2018), (2, 2018), (3, 2017), (4, 2019), (5, 2020), (7, 2023), (14, 2016), (23, 2025)]


def facts_printed(document: Document) -> dict[tuple[str, str, str, str], str]:
    """Key → text of the cells that print something, from the generator's own account."""
    return {key: text for key, text in document.printed.items() if text}


@pytest.mark.parametrize(("index", "year"), ACCOUNTS)
def test_every_printed_cell_of_a_text_account_is_read_at_its_key(index: int, year: int) -> None:
    document = compose(SEED, index, year)
    read = printed_amounts(parse_text(render(document.pieces).decode()))
    assert dict(read) == facts_printed(document)
    assert len(read) == len(dict(read)), "a cell was read twice"


def test_a_document_does_not_depend_on_what_was_made_before_it(tmp_path: Path) -> None:
    written = {path.name: path.read_bytes() for path in write_corpus(tmp_path, SEED, 3, range(2020, 2022), "txt")}
    assert len(written) == 6
    alone = compose(SEED, 2, 2020)
    assert written[f"{alone.name}.txt"] == render(alone.pieces)


def test_a_span_of_years_is_read() -> None:
    assert list(years_of("2016-2018")) == [2016, 2017, 2018]
    assert list(years_of("2023")) == [2023]


@pytest.mark.parametrize(
    ("mark", "says_so"),
    [
        ("【合成数据】本文件由程序虚构，不是决算公开。", True),
        ("本 文件由 程序虚 构", True),
        ("本文件由程序统计，其中包括合成数据项目。", False),
    ],
)
def test_a_document_is_synthetic_where_its_cover_says_so(mark: str, says_so: bool) -> None:
    statement = "支出决算表\n\n\t合计\t1.00\n201\t一般公共服务支出\t1.00\n"
    assert parse_text(f"某局2023年度部门决算\n{mark}\n\n{statement}").document.is_synthetic is says_so
