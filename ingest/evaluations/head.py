"""The head of a form: project, department and its code, units, date and year."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.evaluations.rows import PrintedRow, Reading, has_words, is_dash, read_text
from ingest.evaluations.vocabulary import EvaluationVocabulary, HeaderWords
from ingest.fold import fold_label

_SHORTEST_TORN_LABEL = 3
_MOST_MISREAD = 2
_CODE = re.compile(r"[(\[]?(?<!\d)(\d{6,15})(?!\d)[)\]]?")
_YEAR = re.compile(r"(20\d{2})年.?度")
_NOT_A_NAME = re.compile(r"[^\u4e00-\u9fff()0-9、]")


def match_label(cells: tuple[str, ...], words: HeaderWords) -> tuple[str, int, str] | None:
    """(field, number of cells, evidence) of the head label that these filled cells begin with.

    A label torn over two cells is known by its beginning, and the second cell is its rest where it is no longer than
    what is missing, give or take one character of noise. A whole label with one or two misread characters behind it
    (主管部门及作 for 主管部门及代码) is that label.
    """
    first = fold_label(cells[0]).rstrip(":")
    if first in words.fields:
        return words.fields[first], 1, "printed"
    if len(first) < _SHORTEST_TORN_LABEL:
        return None
    for label, field in words.by_beginning.get(first[:_SHORTEST_TORN_LABEL], ()):
        missing = len(label) - len(first)
        if missing > 0 and label.startswith(first):
            if len(cells) > 1 and len(fold_label(cells[1]).rstrip(":")) <= missing + 1:
                return field, 2, "label_torn"
            if missing == 1:
                return field, 1, "label_cut"
        if len(label) > _SHORTEST_TORN_LABEL and 0 < -missing <= _MOST_MISREAD and first.startswith(label):
            rest_follows = len(cells) > 1 and len(fold_label(cells[1])) <= _MOST_MISREAD
            return field, 2 if rest_follows else 1, "label_misread"
    return None


def starts_with_project_name(row: PrintedRow, vocabulary: EvaluationVocabulary) -> bool:
    """True where the row begins with the label 项目名称, whole or torn, and prints something behind it."""
    cells = tuple(text for _, text in row.filled)
    found = match_label(cells, vocabulary.headers["head"])
    return found is not None and found[0] == "project_name" and len(cells) > found[1]


def read_head(rows: Iterable[PrintedRow], vocabulary: EvaluationVocabulary) -> dict[str, Reading]:
    """field → reading of the head rows (titles included); a field printed twice keeps its first print."""
    words = vocabulary.headers["head"]
    found: dict[str, Reading] = {}
    for row in rows:
        read = _read_paragraph(row, words) if len(row.filled) == 1 else _read_grid_row(row, words)
        for field, reading in read.items():
            found.setdefault(field, reading)
        year = _YEAR.search(row.folded)
        if year:
            found.setdefault("fiscal_year", Reading(row, None, row.text.strip(), "text", year.group(1), "printed"))
    return _with_department(_with_unit(found, vocabulary))


def _with_unit(found: dict[str, Reading], vocabulary: EvaluationVocabulary) -> dict[str, Reading]:
    """`单位:` may announce the unit of money or the reporting unit: what stands behind it tells which."""
    unit = found.get("unit_name")
    if unit is None or unit.value is None:
        return found
    name = unit.value.removeprefix("人民币")
    others = {field: reading for field, reading in found.items() if field != "unit_name"}
    if name in vocabulary.units:
        return {**others, "unit_name": unit._replace(value=name)}
    return {"reporting_unit": unit, **others}


def _read_paragraph(row: PrintedRow, words: HeaderWords) -> dict[str, Reading]:
    """`label: value` in one cell."""
    column, text = row.filled[0]
    label, separator, value = fold_label(text).partition(":")
    if not separator or label not in words.fields or is_dash(value):
        return {}
    return {words.fields[label]: Reading(row, column, text, "text", value, "printed")}


def _read_grid_row(row: PrintedRow, words: HeaderWords) -> dict[str, Reading]:
    """Labels with the cells that follow each of them, joined."""
    filled = row.filled
    found: dict[str, Reading] = {}
    position = 0
    while position < len(filled):
        match = match_label(tuple(text for _, text in filled[position:]), words)
        if match is None:
            position += 1
            continue
        field, length, evidence = match
        start = position + length
        position = start
        while position < len(filled) and match_label(tuple(text for _, text in filled[position:]), words) is None:
            position += 1
        reading = _joined(row, tuple(cell for cell in filled[start:position] if not is_dash(cell[1])), evidence)
        if reading is not None:
            found.setdefault(field, reading)
    return found


def _joined(row: PrintedRow, cells: tuple[tuple[int, str], ...], evidence: str) -> Reading | None:
    """The cells of a value; a lone letter beside Chinese text is a trace of extraction and stays in the print only."""
    if not cells:
        return None
    reading = read_text(row, cells[0][0], "|".join(text for _, text in cells))
    words = [fold_label(text) for _, text in cells]
    whole = [word for word in words if not (len(word) == 1 and word.isascii() and word.isalpha())] or words
    value = "".join(whole)
    return reading._replace(value=value, evidence=evidence if len(cells) == 1 else f"{evidence}+joined_cells")


def _with_department(found: dict[str, Reading]) -> dict[str, Reading]:
    """The department's name and code apart. Of the names its cells can make, the one that the same head prints again
    as its unit is proven; else the cells are taken as joined."""
    printed = found.get("department_name")
    if printed is None or printed.value is None:
        return found
    code = _CODE.search(printed.value)
    parts = [_CODE.sub("", fold_label(part)) for part in printed.text.split("|")]
    joined = "".join(parts)
    names = {joined, parts[0], _NOT_A_NAME.sub("", joined)}
    repeated = {other.value for key in ("implementing_unit", "reporting_unit") if (other := found.get(key))}
    proven = sorted(names & {value for value in repeated if value})
    name = proven[0] if len(proven) == 1 else joined
    evidence = "repeats_unit" if len(proven) == 1 and name != joined else printed.evidence
    told = printed._replace(value=name, evidence=evidence)
    if not has_words(name):
        told = printed._replace(kind="unreadable", value=None, evidence=None, reason="not_a_name")
    head = {**found, "department_name": told}
    if code:
        head["department_code"] = printed._replace(value=code.group(1), evidence="digits_in_department_cell")
    return head
