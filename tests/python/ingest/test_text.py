"""Text files: encodings, lines, grids and refusals."""

from __future__ import annotations

import random

import pytest

from ingest.model import DocumentRefusedError, Grid, Paragraph
from ingest.readers.text import read

TEXT = (
    "海州市档案局2023年度部门决算\r\n收入决算表\n\n"
    "科目编码\t科目名称\t本年收入合计\n201\t一般公共服务支出\t1.50\n注：完\n"
)


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("gbk", "gb18030"),
     ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")],
)  # fmt: skip
def test_every_usual_encoding_gives_the_same_document(encoding: str, named: str) -> None:
    document = read(TEXT.encode(encoding))
    assert document.encoding == named
    assert document.pages == read(TEXT.encode()).pages


def test_lines_are_numbered_and_runs_of_tabs_are_grids() -> None:
    (page,) = read(TEXT.encode()).pages
    assert [(type(b), b.line if isinstance(b, Paragraph) else [r.line for r in b.rows]) for b in page.blocks] == [
        (Paragraph, 1),
        (Paragraph, 2),
        (Paragraph, 3),
        (Grid, [4, 5]),
        (Paragraph, 6),
    ]
    grid = page.blocks[3]
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.rows[1].cells] == ["201", "一般公共服务支出", "1.50"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n\t\n", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (random.Random(1).randbytes(20_000), "not_a_document"),
        (bytes(range(1, 32)) * 50, "not_a_document"),
        (b"\xff\xfe" + b"\x00\xd8" * 30, "undecodable_text"),
        (random.Random(2).randbytes(20_000).translate(None, bytes(range(128))), "undecodable_text"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(DocumentRefusedError) as refusal:
        read(content)
    assert refusal.value.code == code
