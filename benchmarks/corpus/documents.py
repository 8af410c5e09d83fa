"""One published document: cover, contents, statements, narrative, forms and glossary, and the facts it states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from benchmarks.corpus.accounts import Account, account_of
from benchmarks.corpus.catalogue import names_of
from benchmarks.corpus.departments import Department, department
from benchmarks.corpus.forms import evaluations_of, pieces_of
from benchmarks.corpus.glossary import contents_of, glossary_of, profile_of
from benchmarks.corpus.layout import TITLES, PrintedLine, print_lines, table_of
from benchmarks.corpus.narrative import Telling, narrative_of
from benchmarks.corpus.narrative_matters import matters_of
from benchmarks.corpus.pieces import Key, Piece, Text
from benchmarks.corpus.statements import Statement, statements_of
from benchmarks.corpus.voice import Voice

SYNTHETIC_MARK = "【合成数据】本文件由程序虚构，单位、金额与文字均非真实，不是任何单位的决算公开。"


@dataclass(slots=True)
class Document:
    """A document before printing: its statements' lines as printed, and everything that stands on its pages."""

    name: str
    publisher: Department
    year: int
    statements: tuple[Statement, ...]
    lines: dict[str, list[PrintedLine]]
    pieces: list[Piece] = field(default_factory=list)

    @property
    def printed(self) -> dict[Key, str]:
        """Key → text of every cell that can hold an amount; '' where nothing is printed."""
        every = (line for lines in self.lines.values() for line in lines)
        return {key: text for line in every for key, text in zip(line.keys, line.texts, strict=True)}


def compose(seed: int, index: int, year: int) -> Document:
    """An untouched document: consistent, without noise."""
    publisher, account = department(seed, index), account_of(seed, index, year)
    statements = statements_of(account, names_of(year))
    document = Document(
        name=f"synthetic-{seed}-{index:05d}-{year}",
        publisher=publisher,
        year=year,
        statements=statements,
        lines={statement.code: print_lines(statement, publisher, {}) for statement in statements},
    )
    document.pieces = _pieces(document, account, seed, {})
    return document


def _pieces(document: Document, account: Account, seed: int, overrides: Mapping[str, str]) -> list[Piece]:
    publisher, year, names = document.publisher, document.year, names_of(document.year)
    before = account_of(seed, publisher.index, year - 1)
    evaluations = evaluations_of(seed, publisher, year, account)
    telling = Telling(publisher, year, account, before, names, Voice(overrides))
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
