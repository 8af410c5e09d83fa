"""One published document: cover, contents, statements, narrative, forms and glossary, and the facts it states."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.corpus.accounts import Account, account_of
from benchmarks.corpus.catalogue import names_of
from benchmarks.corpus.departments import Department, department
from benchmarks.corpus.layout import TITLES, facts_of, table_of
from benchmarks.corpus.pieces import Fact, Key, Piece, Text
from benchmarks.corpus.statements import Statement, statements_of

SYNTHETIC_MARK = "【合成数据】本文件由程序虚构，单位、金额与文字均非真实，不是任何单位的决算公开。"


@dataclass(slots=True)
class Document:
    """A document before printing. `facts` are what its cells print, after whatever was done to them."""

    name: str
    publisher: Department
    year: int
    statements: tuple[Statement, ...]
    texts: dict[Key, str]
    facts: list[Fact]
    pieces: list[Piece] = field(default_factory=list)


def compose(seed: int, index: int, year: int) -> Document:
    """An untouched document: consistent, without noise."""
    publisher, account = department(seed, index), account_of(seed, index, year)
    statements = statements_of(account, names_of(year))
    facts = [fact for statement in statements for fact in facts_of(statement, publisher)]
    document = Document(
        name=f"synthetic-{seed}-{index:05d}-{year}",
        publisher=publisher,
        year=year,
        statements=statements,
        texts={fact.key: fact.printed for fact in facts},
        facts=facts,
    )
    document.pieces = _pieces(document, account, seed)
    return document


def _pieces(document: Document, account: Account, seed: int) -> list[Piece]:
    name, year = document.publisher.name, document.year
    pieces: list[Piece] = [Text(f"{name}{year}年度部门决算公开说明", "title"), Text(SYNTHETIC_MARK, "mark")]
    pieces += [Text(""), Text(f"第二部分 {year}年度部门决算表", "heading")]
    for number, statement in enumerate(document.statements, start=1):
        pieces += [
            Text(TITLES[statement.code], "statement"),
            Text(f"公开{number:02d}表", "number"),
            Text(f"单位：{name}", "owner"),
            Text(f"{year}年度", "year"),
            Text("金额单位：万元", "unit"),
            table_of(statement, document.texts, document.publisher, year),
        ]
    return pieces
