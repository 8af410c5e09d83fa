"""Words for a reader, in both languages: what a failing row is, what a broken identity looks like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from expectations.model import Number, Text

ROWS_IN_MESSAGE = 3
"""Failing rows named in a message; the result stores more."""

CELLS_IN_MESSAGE = 6
"""Cells of a broken instance named in a message; the result stores more."""


def number_words(number: Number | None) -> str:
    """A count as it is, a share with four decimals."""
    if number is None:
        return "not measured"
    return f"{number:.4f}".rstrip("0").rstrip(".") if isinstance(number, float) else str(number)


def failing_rows_words(rows: Sequence[Mapping[str, Any]]) -> Text:
    """The first failing rows of a rule: each row's columns that hold something, by name."""
    words = "; ".join(
        ", ".join(f"{name} {value}" for name, value in row.items() if value not in (None, ""))
        for row in rows[:ROWS_IN_MESSAGE]
    )
    return Text(words, words)


def breaks_words(rows: Sequence[Mapping[str, Any]], titles: Mapping[str, Text]) -> Text:
    """The first broken instances of an identity, each with its residual and its cells."""
    words = [_break_words(row, titles) for row in rows[:ROWS_IN_MESSAGE]]
    return Text("；".join(word.zh for word in words), "; ".join(word.en for word in words))


def _break_words(row: Mapping[str, Any], titles: Mapping[str, Text]) -> Text:
    cells = [_cell_words(cell, titles) for cell in row["cells"][:CELLS_IN_MESSAGE]]
    more = row["cell_count"] - len(cells)
    place = f"{row['department_name'] or ''} {row['fiscal_year'] or ''} ({row['document_id']})"
    difference = Text("", "")
    if row["residual_yuan"] is not None:
        difference = Text(
            f"，差额 {row['residual_yuan']} 元（容差 {row['tolerance_yuan']}）",
            f", off by {row['residual_yuan']} yuan (tolerance {row['tolerance_yuan']})",
        )
    noted = f" [{row['explanation']}]" if row["explanation"] else ""
    return Text(
        f"{place} {row['instance_key']}{difference.zh}{noted}"
        + (f"：{'，'.join(cell.zh for cell in cells)}" if cells else "")
        + (f" 等共 {row['cell_count']} 个单元格" if more > 0 else ""),
        f"{place} {row['instance_key']}{difference.en}{noted}"
        + (f": {', '.join(cell.en for cell in cells)}" if cells else "")
        + (f" and {more} more cells" if more > 0 else ""),
    )


def _cell_words(cell: Mapping[str, Any], titles: Mapping[str, Text]) -> Text:
    statement = titles.get(cell["statement_code"], Text(cell["statement_code"], cell["statement_code"]))
    measure_key = f"{cell['statement_code']}/{cell['side'] or ''}/{cell['measure_code']}"
    measure = titles.get(measure_key, Text(cell["measure_code"] or "", cell["measure_code"] or ""))
    line = " ".join(filter(None, (cell["line_code"], cell["line_label"])))
    printed = (cell["source_text"] or "").strip()
    lines = [("第 {} 页", "page {}", cell["source_page"]), ("第 {} 行", "line {}", cell["source_line"])]
    known = [(zh.format(number), en.format(number)) for zh, en, number in lines if number is not None]
    where = Text(" ".join(zh for zh, _ in known), " ".join(en for _, en in known))
    return Text(
        f"{statement.zh} {line} {measure.zh}（{where.zh or '原文无此行'}，{f'“{printed}”' if printed else '空白'}）",
        f"{statement.en}, {line}, {measure.en} "
        f"({where.en or 'no such line'}, {f'“{printed}”' if printed else 'blank'})",
    )
