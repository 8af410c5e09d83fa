"""One published document: cover, contents, statements, narrative, forms and glossary, and the facts it states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from benchmarks.corpus.accounts import Account, account_of, account_with_broken_opening
from benchmarks.corpus.catalogue import names_of
from benchmarks.corpus.defects import CARRY_FORWARD_BREAK, PUBLISHER, SMUDGED, Defect, Plan, Scene, plant
from benchmarks.corpus.departments import Department, department
from benchmarks.corpus.forms import evaluations_of, pieces_of
from benchmarks.corpus.glossary import contents_of, glossary_of, profile_of
from benchmarks.corpus.layout import TITLES, PrintedLine, print_lines, table_of
from benchmarks.corpus.narrative import Telling, narrative_of
from benchmarks.corpus.narrative_matters import matters_of
from benchmarks.corpus.pieces import Key, Piece, Table, Text
from benchmarks.corpus.statements import Statement, statements_of
from benchmarks.corpus.voice import Voice

_OPENING: Key = ("fiscal_appropriation_summary", "income", "opening_balance_general_public", "amount")
SYNTHETIC_MARK = "【合成数据】本文件由程序虚构，单位、金额与文字均非真实，不是任何单位的决算公开。"


@dataclass(slots=True)
class Document:
    """A document before printing: its statements' lines as printed, the figures of its narrative by slot, and
    everything that stands on its pages."""

    name: str
    publisher: Department
    year: int
    statements: tuple[Statement, ...]
    lines: dict[str, list[PrintedLine]]
    said: dict[str, str] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)

    @property
    def printed(self) -> dict[Key, str]:
        """Key → text of every cell that can hold an amount; '' where nothing is printed."""
        every = (line for lines in self.lines.values() for line in lines)
        return {key: text for line in every for key, text in zip(line.keys, line.texts, strict=True)}


_NOTHING = Plan()


def compose(seed: int, index: int, year: int, plan: Plan = _NOTHING, account: Account | None = None) -> Document:
    """The document of a publisher and year: consistent, unless a plan or another account says otherwise."""
    publisher = department(seed, index)
    account = account or account_of(seed, index, year)
    statements = statements_of(account, names_of(year))
    document = Document(
        name=f"synthetic-{seed}-{index:05d}-{year}",
        publisher=publisher,
        year=year,
        statements=statements,
        lines={statement.code: print_lines(statement, publisher, plan.cells) for statement in statements},
    )
    voice = Voice(plan.slots)
    document.pieces = list(_broken_pages(_pieces(document, account, seed, voice), plan.page_breaks))
    document.said = voice.said
    return document


def _broken_pages(pieces: list[Piece], page_breaks: Mapping[str, str]) -> Iterator[Piece]:
    """The pieces with tables continued on a new page, without a header, from the line that the plan says."""
    for piece in pieces:
        line = page_breaks.get(piece.statement_code) if isinstance(piece, Table) else None
        if line is None or isinstance(piece, Text):
            yield piece
            continue
        cut = next(number for number, row in enumerate(piece.rows) if row[0] == line)
        yield Table(piece.statement_code, piece.rows[:cut], piece.keys[:cut], piece.header_rows)
        yield Text("")
        yield Table(piece.statement_code, piece.rows[cut:], piece.keys[cut:], 0)


def compose_with_defect(seed: int, index: int, year: int, kind: str, is_text: bool) -> tuple[Document, list[Defect]]:
    """A document with one defect of a kind, and the ground truth of it; untouched where it cannot hold the defect."""
    document = compose(seed, index, year)
    if kind == CARRY_FORWARD_BREAK:
        account = account_with_broken_opening(seed, index, year)
        if account is None:
            return document, []
        broken = compose(seed, index, year, account=account)
        true_value, false_value = document.printed[_OPENING], broken.printed[_OPENING]
        return broken, [Defect(kind, PUBLISHER, _OPENING, "", true_value, false_value)]
    rng = Random(f"{seed}/defect/{kind}/{index}/{year}")
    is_scanned = is_text and rng.random() < 0.5 and not document.printed[SMUDGED]
    plan = plant(kind, Scene(document.printed, document.said, is_text, is_scanned, rng))
    return (compose(seed, index, year, plan), plan.defects) if plan.defects else (document, [])


def _pieces(document: Document, account: Account, seed: int, voice: Voice) -> list[Piece]:
    publisher, year, names = document.publisher, document.year, names_of(document.year)
    before = account_of(seed, publisher.index, year - 1)
    evaluations = evaluations_of(seed, publisher, year, account)
    telling = Telling(publisher, year, account, before, names, voice)
    pieces: list[Piece] = [Text(f"{publisher.name}{year}年度部门决算", "title"), Text(SYNTHETIC_MARK, "mark")]
    pieces += contents_of(publisher.name, year)
    pieces += profile_of(publisher.name, tuple(department(seed, part).name for part in publisher.parts))
    pieces += _statement_pieces(document)
    pieces += narrative_of(telling)
    pieces += matters_of(telling, evaluations)
    pieces += glossary_of(account, names)
    pieces.append(Text("第五部分 附件", "heading"))
    for evaluation in evaluations:
        pieces += pieces_of(evaluation, publisher, year)
    return pieces


def _statement_pieces(document: Document) -> Iterator[Piece]:
    yield Text(f"第二部分 {document.year}年度部门决算表", "heading")
    for number, statement in enumerate(document.statements, start=1):
        yield Text(TITLES[statement.code], "statement")
        yield Text(f"公开{number:02d}表", "number")
        yield Text(f"单位：{document.publisher.name}", "owner")
        yield Text(f"{document.year}年度", "year")
        yield Text("金额单位：万元", "unit")
        yield table_of(statement, document.lines[statement.code], document.publisher, document.year)
