"""A document's performance self-evaluation forms (绩效自评表): from printed rows to raw cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ingest.evaluations.conclusions import read_conclusion
from ingest.evaluations.copies import CopyContent, CopyGroup, copy_evidence, group_copies
from ingest.evaluations.entries import Entry, IndicatorSection, read_entries
from ingest.evaluations.forms import FormRows, split_forms
from ingest.evaluations.funds import read_funds, settle_torn_numbers
from ingest.evaluations.goals import read_goal_figures
from ingest.evaluations.head import read_head
from ingest.evaluations.levels import assign_levels
from ingest.evaluations.model import (
    EvaluationCell,
    EvaluationForm,
    EvaluationGoalFigure,
    EvaluationReadings,
    FormKind,
    ItemKind,
    UnreadRow,
)
from ingest.evaluations.project_lists import find_list_headers, read_project_lists
from ingest.evaluations.rows import PrintedRow, PrintedRows, Reading, evidence_rank, noise_count
from ingest.evaluations.vocabulary import EvaluationVocabulary
from ingest.fold import fold_label
from ingest.model import SourceDocument
from ingest.statements.tables import Table

_NAME_AND_UNIT = ("project_name", "unit_name")


def read_evaluations(
    document: SourceDocument, vocabulary: EvaluationVocabulary, tables: Sequence[Table] | None = None
) -> EvaluationReadings:
    """Read every printed copy of every self-evaluation form of a document, in any format's grids and paragraphs.

    Pure. A document without forms gives empty readings. Amounts are plain decimals in the unit that the form prints
    (head field `unit_name`), never converted. Layout of the forms: 财预〔2020〕10号 项目支出绩效评价管理办法 and the
    local variants of its annex, as far as their words stand in seeds/evaluation_*.csv. `tables` are the document's
    grids in order, for a caller that has folded them.
    """
    rows = PrintedRows(document, tables)
    list_headers = find_list_headers(rows, vocabulary)
    found = [(form, _content(form, vocabulary)) for form in split_forms(rows, list_headers, vocabulary)]
    found = [(form, content) for form, content in found if _is_form(form, content)]
    found = _with_lists(found, read_project_lists(rows, list_headers, vocabulary))
    contents = [content for _, content in found]
    groups = group_copies(contents)
    return _readings([form for form, _ in found], _with_witnesses(contents, groups), groups)


def _with_lists(
    found: Sequence[tuple[FormRows, CopyContent]], listed: Sequence[tuple[FormRows, CopyContent]]
) -> list[tuple[FormRows, CopyContent]]:
    """The forms, then the projects of lists, of which they say less. A list in another unit than the form of the same
    project would count it twice: its row stays unread beside the form."""
    joined = list(found)
    for rows, content in listed:
        other = next((i for i, (_, form) in enumerate(found) if _differs_in_unit_only(form, content)), None)
        if other is None:
            joined.append((rows, content))
            continue
        form_rows, form = joined[other]
        unread = (*form.funds.unread, (rows.funds[0], "listed_in_another_unit"))
        joined[other] = (form_rows, replace(form, funds=replace(form.funds, unread=unread)))
    return joined


def _differs_in_unit_only(form: CopyContent, listed: CopyContent) -> bool:
    names, units = ({c.head[field].value for c in (form, listed) if field in c.head} for field in _NAME_AND_UNIT)
    return form.kind == listed.kind and len(names) == 1 and len(units) > 1


def _is_form(form: FormRows, content: CopyContent) -> bool:
    """Indicators make a form; funds alone only under a form's title, for budget tables have the same columns."""
    return bool(content.indicators.entries or (content.funds.funds and form.titles))


def _content(form: FormRows, vocabulary: EvaluationVocabulary) -> CopyContent:
    kind = form.kind or _kind_by_funds(form, vocabulary)
    head = read_head([*form.titles, *form.head], vocabulary)
    funds = read_funds(form, kind, vocabulary)
    if funds.unit is not None:
        head = {**head, "unit_name": funds.unit}
    section = read_entries(form, vocabulary)
    entries = assign_levels(section.entries, vocabulary)
    # Where the total row was lost, the conclusion stands among the rows that are no indicators.
    conclusion = read_conclusion([*(row for row, _ in section.unread), *form.tail], vocabulary)
    goals = read_goal_figures(form.goals, vocabulary.goal_unit, vocabulary.goal_units)
    return CopyContent(kind, head, funds, IndicatorSection(entries, section.total, section.unread), conclusion, goals)


def _kind_by_funds(form: FormRows, vocabulary: EvaluationVocabulary) -> FormKind:
    """A form without title is a department's if its funds are split as only a department's are."""
    own = vocabulary.fund_labels["department"].keys() - vocabulary.fund_labels["project"].keys()
    printed = {fold_label(text) for row in form.funds for _, text in row.filled}
    return "department" if printed & own else "project"


def _with_witnesses(contents: Sequence[CopyContent], groups: Iterable[CopyGroup]) -> list[CopyContent]:
    """Settle what only the other copies of a form can prove: torn amounts and the names of merged rows."""
    settled = list(contents)
    for group in groups:
        for member, numbers in zip(group.members, group.item_numbers, strict=True):
            others = [other for other in group.members if other != member]
            funds = settle_torn_numbers(contents[member].funds.funds, [contents[other].funds.funds for other in others])
            names = _names_by_item(group, contents, member)
            entries = tuple(
                _named(entry, names.get(number, set()))
                for entry, number in zip(contents[member].indicators.entries, numbers, strict=True)
            )
            settled[member] = replace(
                contents[member],
                funds=replace(contents[member].funds, funds=funds),
                indicators=replace(contents[member].indicators, entries=entries),
            )
    return settled


def _names_by_item(group: CopyGroup, contents: Sequence[CopyContent], besides: int) -> dict[int, set[str]]:
    names: dict[int, set[str]] = {}
    for member, numbers in zip(group.members, group.item_numbers, strict=True):
        if member != besides:
            for entry, number in zip(contents[member].indicators.entries, numbers, strict=True):
                value = entry.cells["level_3"].value
                if value is not None:
                    names.setdefault(number, set()).add(value)
    return names


def _named(entry: Entry, names: set[str]) -> Entry:
    """A name printed on merged rows belongs to the one that another copy prints with it."""
    if entry.pending_name is None or entry.pending_name not in names:
        return entry
    name = entry.cells["level_3"]
    told = name._replace(kind="text", value=entry.pending_name, evidence="merged_row_named_by_copy", reason=None)
    return Entry({**entry.cells, "level_3": told})


def _readings(
    forms: Sequence[FormRows], contents: Sequence[CopyContent], groups: Sequence[CopyGroup]
) -> EvaluationReadings:
    rows: dict[int, EvaluationForm] = {}
    cells: dict[int, list[EvaluationCell]] = {}
    unread: dict[int, list[UnreadRow]] = {}
    goals: dict[int, list[EvaluationGoalFigure]] = {}
    counts: dict[FormKind, int] = {"project": 0, "department": 0}
    for group in groups:
        kind = contents[group.members[0]].kind
        counts[kind] += 1
        key = f"{kind}_{counts[kind]}"
        for copy_number, (member, numbers) in enumerate(zip(group.members, group.item_numbers, strict=True), start=1):
            content = contents[member]
            place = _Place(member + 1, key, copy_number)
            unread[member] = place.unread_rows(content)
            cells[member] = place.cells(content, numbers)
            goals[member] = place.goal_figures(content)
            evidence = None if copy_number == 1 else copy_evidence(contents[group.members[0]], content)
            rows[member] = _form_row(forms[member], content, place, len(unread[member]), evidence)
    order = sorted(rows)
    return EvaluationReadings(
        forms=tuple(rows[index] for index in order),
        cells=tuple(cell for index in order for cell in cells[index]),
        unread_rows=tuple(row for index in order for row in unread[index]),
        goal_figures=tuple(row for index in order for row in goals[index]),
    )


class _Place:
    """Where the rows of one printed copy belong."""

    def __init__(self, form_number: int, form_key: str, copy_number: int) -> None:
        self.form_number = form_number
        self.form_key = form_key
        self.copy_number = copy_number

    def cells(self, content: CopyContent, numbers: Sequence[int]) -> list[EvaluationCell]:
        """Every cell of the copy: head, funds in the order printed, indicators, total and conclusion."""
        cells = self._item("head", "form", 0, content.head)
        for number, (source, fields) in enumerate(content.funds.funds.items(), start=1):
            cells += self._item("fund", source, number, fields)
        for number, entry in zip(numbers, content.indicators.entries, strict=True):
            cells += self._item("indicator", f"indicator_{number}", number, entry.cells)
        cells += self._item("total", "form", 0, content.indicators.total)
        return cells + self._item("conclusion", "form", 0, content.conclusion)

    def _item(self, kind: ItemKind, key: str, number: int, fields: Mapping[str, Reading]) -> list[EvaluationCell]:
        item = (self.form_number, self.form_key, self.copy_number, kind, key, number)
        return [
            tuple.__new__(EvaluationCell, (  # the constructor of so many fields takes twice as long
                *item, field, cell_kind, value, evidence, evidence_rank(evidence), reason,
                noise_count(text if value is None else value),
                row.page, row.line, row.table_index, row.row_index, column, text,
            ))
            for field, (row, column, text, cell_kind, value, evidence, reason, _) in fields.items()
        ]  # fmt: skip

    def goal_figures(self, content: CopyContent) -> list[EvaluationGoalFigure]:
        """The figures that the text of 年度总体目标 says."""
        return [
            EvaluationGoalFigure(
                self.form_number, self.form_key, self.copy_number, goal.figure_number, goal.clause_number, goal.part,
                goal.value, goal.unit_name, goal.year_printed, goal.clause, goal.row.page, goal.row.line,
                goal.row.table_index, goal.row.row_index, goal.column, goal.source_text,
            )
            for goal in content.goals
        ]  # fmt: skip

    def unread_rows(self, content: CopyContent) -> list[UnreadRow]:
        """The rows of funds and indicators that nothing could be made of."""
        found = [("fund", row, reason) for row, reason in content.funds.unread]
        found += [("indicator", row, reason) for row, reason in content.indicators.unread]
        return [self._unread_row(*each) for each in found]

    def _unread_row(self, section: str, row: PrintedRow, reason: str) -> UnreadRow:
        return UnreadRow(
            form_number=self.form_number,
            form_key=self.form_key,
            copy_number=self.copy_number,
            section=section,
            reason=reason,
            source_page=row.page,
            source_line=row.line,
            table_index=row.table_index,
            source_row=row.row_index,
            source_text=row.text,
        )


def _form_row(
    form: FormRows, content: CopyContent, place: _Place, unread_count: int, evidence: str | None
) -> EvaluationForm:
    first, last = form.first_row, form.last_row or form.first_row
    rows = [form.fund_header, *form.funds, *form.indicators, form.total]
    tables = {row.table_index for row in rows if row is not None}
    title = form.titles[0].text.strip() if form.titles else None
    return EvaluationForm(
        form_number=place.form_number,
        form_key=place.form_key,
        copy_number=place.copy_number,
        form_kind=content.kind,
        title_printed=title,
        first_page=first.page,
        first_line=first.line,
        last_page=last.page,
        last_line=last.line,
        table_count=len(tables - {None}),
        indicator_count=len(content.indicators.entries),
        unread_row_count=unread_count,
        copy_evidence=evidence,
    )
