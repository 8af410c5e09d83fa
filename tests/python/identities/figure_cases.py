"""Cases of identities on figures outside the statements: rows of figure_cases.csv made into landed documents.

`place` is a statement, a section of the narrative (narrative_…, glossary), a printed copy of a form (form:project_1 or
form:project_1:2), `line` (a line of the document) or `head` (the head of a statement). `detail` holds what else must be
said, as `key=value;key=value`. Money of the narrative is in 万元. A place of `related_places` is in another document:
the account of the year before, or of the department's own unit.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.evaluations.model import EvaluationCell, EvaluationForm, EvaluationGoalFigure
from ingest.landing import RawLanding
from ingest.model import ParsedDocument, RawLine, RawTable
from ingest.narrative.model import RawNarrativeFigure
from tests.python.warehouse.warehouse_builder import PROJECT, Cell, Document, parsed_document
from tests.python.warehouse.warehouse_builder import Row as StatementRow

Row = dict[str, str]
UNIT_NAMES = {"money": "万元", "percent": "%", "count": "个", "score": "分"}
FORM_ITEMS = {"form": "head", "form.total": "total", "form.conclusion": "conclusion"}
NUMBERS = ("weight", "score", "initial", "adjusted", "executed")


@dataclass(frozen=True, slots=True)
class Related:
    """A place of another document: which document, and the statement or section there."""

    relation: str
    statement_code: str


def related_places() -> dict[str, Related]:
    """The places of other documents, as the seed has them."""
    return {
        row["statement_code"]: Related(row["document_relation"], row["related_statement_code"])
        for row in seed_rows("related_places.csv")
    }


def related_document(name: str, cells: Sequence[StatementRow], related: Related | None) -> Document:
    """A case's own document of 2023, or beside it the account of 2022 or that of the department's own unit."""
    if related is None:
        return Document(name, cells, department_name=name)
    if related.relation == "year_before":
        return Document(f"{name}:year_before", cells, department_name=name, fiscal_year=2022)
    return Document(f"{name}:unit", cells, department_name=f"{name}（本级）")


def details(row: Row) -> dict[str, str]:
    """What `detail` says."""
    return dict(part.split("=", 1) for part in row["detail"].split(";") if part)


def figure_document(
    name: str, rows: Sequence[Row], vocabulary: dict[str, dict[str, str]], related: Related | None = None
) -> ParsedDocument:
    """The document of one case, or of the account that stands in a relation to it."""
    cells = [statement_cell(row) for row in rows if is_statement(row)]
    parsed = parsed_document(related_document(name, cells, related))
    heads = [row for row in rows if row["place"] == "head"]
    lines = [row["printed_text"] for row in rows if row["place"] == "line"]
    forms = list(dict.fromkeys(row["place"] for row in rows if row["place"].startswith("form:")))
    in_forms = [(row, number) for number, row in enumerate(rows, start=1) if row["place"].startswith("form:")]
    items = [form_cell(row, number) for row, number in in_forms if row["line_code"] != "goal"]
    return replace(
        parsed,
        lines=(*parsed.lines, *(RawLine(2, number, text, False) for number, text in enumerate(lines, start=1))),
        tables=(*parsed.tables, *(table_head(row, number) for number, row in enumerate(heads, start=50))),
        narrative_figures=tuple(
            narrative_figure(row, number, vocabulary)
            for number, row in enumerate(rows, start=1)
            if row["place"].startswith(("narrative_", "glossary"))
        ),
        evaluation_forms=tuple(form_copy(place, number) for number, place in enumerate(forms, start=1)),
        evaluation_fields=tuple(item for item in items if item.item_kind in ("head", "total", "conclusion")),
        evaluation_funds=tuple(item for item in items if item.item_kind == "fund"),
        evaluation_indicators=tuple(item for item in items if item.item_kind == "indicator"),
        evaluation_goal_figures=tuple(goal_figure(*each) for each in in_forms if each[0]["line_code"] == "goal"),
    )


def is_statement(row: Row) -> bool:
    """The row is a cell of a statement."""
    return not row["place"].startswith(("narrative_", "glossary", "form:", "line", "head"))


def statement_cell(row: Row) -> Cell:
    """One cell of a statement."""
    detail = details(row)
    return Cell(
        row["place"],
        detail.get("side", ""),
        row["line_code"],
        row["measure_code"],
        row["printed_text"],
        label=detail.get("label", ""),
    )


def narrative_figure(row: Row, number: int, vocabulary: dict[str, dict[str, str]]) -> RawNarrativeFigure:
    """One figure of the narrative; a line that begins with a digit is a function subject."""
    detail = details(row)
    is_subject = row["line_code"][:1].isdigit()
    names = (detail.get("names", "").split("/") if is_subject else []) + [""] * 3
    unit_name = UNIT_NAMES.get(vocabulary["unit_kinds"].get(row["measure_code"], "none"))
    return RawNarrativeFigure(
        figure_index=number,
        section_code=vocabulary["sections"][row["place"]],
        section_title="",
        item_number=detail.get("item"),
        subject_class_name=names[0] or ("类" if is_subject else None),
        subject_section_name=names[1] or None,
        subject_item_name=names[2] or None,
        subject_code=row["line_code"] if is_subject else None,
        subject_evidence=detail.get("evidence"),
        entity_name=detail.get("entity"),
        topic_code="function_subject" if is_subject else row["line_code"],
        metric_code=row["measure_code"],
        direction=detail.get("direction"),
        rate_label=detail.get("label"),
        value_text=row["printed_text"] or None,
        unit_printed=unit_name,
        unit_name=unit_name if row["printed_text"] else None,
        reason_text=detail.get("reason"),
        sentence="",
        source_page=3,
        source_line=number,
        source_position=0,
        pattern_words=detail.get("words"),
        anomaly=detail.get("anomaly"),
    )


def form_copy(place: str, number: int) -> EvaluationForm:
    """One printed copy of a form."""
    form_key, copy_number = form_of(place)
    kind = "project" if form_key.startswith("project") else "department"
    return EvaluationForm(number, form_key, copy_number, kind, None, 4, None, 4, None, 1, 0, 0, None)  # type: ignore[arg-type]


def form_of(place: str) -> tuple[str, int]:
    """The key of the form and the number of the copy that a place names."""
    _, form_key, *copy_number = place.split(":")
    return form_key, int(copy_number[0]) if copy_number else 1


def form_cell(row: Row, number: int) -> EvaluationCell:
    """One cell of a printed copy of a form; an indicator is numbered behind its name."""
    form_key, copy_number = form_of(row["place"])
    item = row["line_code"]
    is_indicator = item.startswith("indicator_")
    kind = FORM_ITEMS.get(item, "indicator" if is_indicator else "fund")
    field = row["measure_code"]
    cell_kind = "percent" if field == "rate" else "number" if field in NUMBERS else "text"
    return EvaluationCell(
        form_number=1,
        form_key=form_key,
        copy_number=copy_number,
        item_kind=kind,  # type: ignore[arg-type]
        item_key="form" if item.startswith("form") else item,
        item_number=int(item.removeprefix("indicator_")) if is_indicator else 0,
        field_code=field,
        cell_kind=cell_kind,  # type: ignore[arg-type]
        value=row["printed_text"],
        evidence="printed",
        evidence_rank=0,
        reason=None,
        noise_count=0,
        source_page=4,
        source_line=number,
        table_index=None,
        source_row=None,
        source_column=None,
        source_text=details(row).get("print", row["printed_text"]),
    )


def goal_figure(row: Row, number: int) -> EvaluationGoalFigure:
    """One figure that the text of 年度总体目标 says, in a clause of its own."""
    form_key, copy_number = form_of(row["place"])
    detail = details(row)
    return EvaluationGoalFigure(
        form_number=1,
        form_key=form_key,
        copy_number=copy_number,
        figure_number=number,
        clause_number=number,
        part=detail.get("part"),
        value=row["printed_text"],
        unit_name=detail["unit"],
        year_printed=detail.get("year"),
        clause=detail["clause"],
        source_page=4,
        source_line=number,
        table_index=None,
        source_row=None,
        source_column=None,
        source_text=detail["clause"],
    )


def table_head(row: Row, number: int) -> RawTable:
    """A statement of which only the head is spoken of."""
    detail = details(row)
    template = parsed_document(Document(row["line_code"], declared_empty=[row["line_code"]])).tables[0]
    return template._replace(
        table_index=number,
        department_printed=detail.get("department"),
        fiscal_year_printed=int(detail["year"]) if "year" in detail else None,
        unit_source=detail.get("unit_source", "printed"),
    )


def land_cases(
    build_file: Path, cases: Iterable[tuple[str, Sequence[Row]]], vocabulary: dict[str, dict[str, str]]
) -> None:
    """Land one document for each case beside what is already in the build file."""
    places = related_places()
    with RawLanding(build_file) as landing:
        for name, rows in cases:
            own = [row for row in rows if row["place"] not in places]
            landing.land(figure_document(name, own, vocabulary))
            for relation in sorted({places[row["place"]].relation for row in rows if row["place"] in places}):
                theirs = [
                    {**row, "place": places[row["place"]].statement_code}
                    for row in rows
                    if row["place"] in places and places[row["place"]].relation == relation
                ]
                landing.land(figure_document(name, theirs, vocabulary, Related(relation, "")))


def figure_vocabulary() -> dict[str, dict[str, str]]:
    """Sections by their statement and kinds of unit by metric, as the seeds have them."""
    sections: dict[str, str] = {}
    for row in seed_rows("operand_statements.csv"):
        sections.setdefault(row["statement_code"], row["section_code"])
    kinds = {row["metric_code"]: row["unit_kind"] for row in seed_rows("narrative_metrics.csv")}
    return {"sections": sections, "unit_kinds": {**kinds, "score": "score"}}


def seed_rows(name: str) -> list[Row]:
    """The rows of a seed."""
    with (PROJECT / "seeds" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
