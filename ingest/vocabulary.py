"""The vocabulary shared with dbt, read from seeds/*.csv and folded once for look-up."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.fold import fold_label

DEFAULT_SEED_FOLDER = Path(__file__).resolve().parent.parent / "seeds"


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of a statement; `ordinal` is its 栏次 in the national template, None where it has none."""

    measure_code: str
    ordinal: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A named row of a statement, in the order of the template."""

    line_code: str
    ordinal: int
    is_total_row: bool


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """All that is known of one statement. Keys of `labels` and `headers` are folded; `''` is the one side.

    Compared by identity, as the vocabulary is, so that what is worked out for it can be kept.
    """

    statement_code: str
    layout: str
    classification: str
    measures: dict[str, tuple[Measure, ...]]
    headers: dict[str, dict[str, str]]
    lines: dict[str, dict[str, Line]]
    labels: dict[str, dict[str, tuple[str, ...]]]
    measure_of_header: dict[str, str]
    """Folded header → measure, whatever the side."""

    def measure_by_ordinal(self, side: str, ordinal: int) -> str | None:
        """The measure whose 栏次 this is, or None."""
        for measure in self.measures.get(side, ()):
            if measure.ordinal == ordinal:
                return measure.measure_code
        return None

    def ordered_measures(self, side: str) -> tuple[str, ...]:
        """The measures of a side that the template numbers, in its order."""
        return tuple(m.measure_code for m in self.measures.get(side, ()) if m.ordinal is not None)

    def is_total_line(self, side: str, line_code: str) -> bool:
        """True where the seed marks the line as a total."""
        line = self.lines.get(side, {}).get(line_code)
        return line is not None and line.is_total_row


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Statements, their titles, the names of function classes, and the units of money."""

    statements: dict[str, Statement]
    titles: tuple[tuple[str, str], ...]
    """(folded title, statement_code), longest first."""
    headers: frozenset[str]
    """Every folded header of any statement."""
    class_names: dict[str, str]
    class_ordinals: dict[str, str]
    money_units: dict[str, int]
    synthetic_marks: tuple[str, ...] = ()
    """Folded words that only a document invented by a program prints."""


def _read_rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read_measures(folder: Path) -> dict[str, dict[str, tuple[Measure, ...]]]:
    measures: dict[str, dict[str, tuple[Measure, ...]]] = {}
    for row in _read_rows(folder, "measures"):
        side = measures.setdefault(row["statement_code"], {})
        ordinal = int(row["ordinal"]) if row["ordinal"] else None
        side[row["side"]] = (*side.get(row["side"], ()), Measure(row["measure_code"], ordinal))
    return measures


def _read_headers(folder: Path) -> dict[str, dict[str, dict[str, str]]]:
    headers: dict[str, dict[str, dict[str, str]]] = {}
    for row in _read_rows(folder, "measure_headers"):
        side = headers.setdefault(row["statement_code"], {}).setdefault(row["side"], {})
        side[fold_label(row["header_zh"])] = row["measure_code"]
    return headers


def _read_lines(folder: Path) -> dict[str, dict[str, dict[str, Line]]]:
    lines: dict[str, dict[str, dict[str, Line]]] = {}
    for row in _read_rows(folder, "lines"):
        side = lines.setdefault(row["statement_code"], {}).setdefault(row["side"], {})
        is_total_row = row["is_total_row"].strip().lower() == "true"
        side[row["line_code"]] = Line(row["line_code"], int(row["ordinal"]), is_total_row)
    return lines


def _read_labels(folder: Path) -> dict[str, dict[str, dict[str, tuple[str, ...]]]]:
    labels: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}
    for row in _read_rows(folder, "line_labels"):
        side = labels.setdefault(row["statement_code"], {}).setdefault(row["side"], {})
        folded = fold_label(row["label_zh"])
        if row["line_code"] not in side.get(folded, ()):
            side[folded] = (*side.get(folded, ()), row["line_code"])
    return labels


def load_vocabulary(folder: Path = DEFAULT_SEED_FOLDER) -> Vocabulary:
    """Read the seed CSV files of `folder`. Raises OSError or KeyError where a file or a column is missing."""
    measures, headers = _read_measures(folder), _read_headers(folder)
    lines, labels = _read_lines(folder), _read_labels(folder)
    statements = {
        row["statement_code"]: Statement(
            statement_code=row["statement_code"],
            layout=row["layout"],
            classification=row["classification"],
            measures=measures.get(row["statement_code"], {}),
            headers=headers.get(row["statement_code"], {}),
            lines=lines.get(row["statement_code"], {}),
            labels=labels.get(row["statement_code"], {}),
            measure_of_header={
                header: measure
                for side in headers.get(row["statement_code"], {}).values()
                for header, measure in side.items()
            },
        )
        for row in _read_rows(folder, "statements")
    }
    titles = {fold_label(row["title_zh"]): row["statement_code"] for row in _read_rows(folder, "statement_titles")}
    return Vocabulary(
        statements=statements,
        titles=tuple(sorted(titles.items(), key=lambda item: (-len(item[0]), item[0]))),
        headers=frozenset(header for s in statements.values() for header in s.measure_of_header),
        class_names={fold_label(r["name_zh"]): r["class_code"] for r in _read_rows(folder, "function_class_names")},
        class_ordinals={r["class_code"]: r["ordinal_zh"] for r in _read_rows(folder, "function_classes")},
        money_units={r["unit_name"]: int(r["yuan_per_unit"]) for r in _read_rows(folder, "money_units")},
        synthetic_marks=tuple(
            fold_label(r["words_zh"]) for r in _read_rows(folder, "document_marks") if r["mark_code"] == "synthetic"
        ),
    )


@lru_cache(maxsize=4)
def cached_vocabulary(folder: Path = DEFAULT_SEED_FOLDER) -> Vocabulary:
    """`load_vocabulary`, read once for a process: workers parse thousands of documents with one vocabulary."""
    return load_vocabulary(folder)
