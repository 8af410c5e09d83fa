"""From a document to the rows of its narrative: pure, no I/O."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ingest.fold import parse_number
from ingest.model import RawCell, SourceDocument
from ingest.narrative.figures import Figure
from ingest.narrative.grammar import FINAL_ACCOUNT, read_block, sentence_of
from ingest.narrative.model import RawNarrativeFigure, Section, SubjectPath
from ingest.narrative.sections import find_sections
from ingest.narrative.subjects import SubjectResolver, find_mentions, subjects_of
from ingest.narrative.text_stream import Block, blocks_of
from ingest.narrative.totals import settle_totals
from ingest.narrative.vocabulary import NarrativeVocabulary, lexicon_of, load_narrative_vocabulary
from ingest.vocabulary import Vocabulary

_TERM_END = re.compile(r":|(?<=\)),|(?<=\))指")
_LONGEST_TERM = 120
_NO_PATH = SubjectPath()


class _Found(NamedTuple):
    section: Section
    block: Block
    figure: Figure


def read_narrative(
    document: SourceDocument,
    cells: Sequence[RawCell],
    vocabulary: Vocabulary,
    narrative: NarrativeVocabulary | None = None,
) -> tuple[RawNarrativeFigure, ...]:
    """Every figure of the narrative, the facts it states without a number, and the terms it explains.

    `cells` are the placed cells of the document's statements: its codes and labels prove the codes of the subjects
    that the narrative names. `narrative` defaults to the seeds of the project. A document without narrative gives ().
    """
    patterns = narrative or load_narrative_vocabulary()
    found = [
        _Found(section, block, figure)
        for section in find_sections(document, patterns)
        for block, figure in _figures_of(section, patterns)
    ]
    settle_totals(((item.section.section_code, item.block, item.figure) for item in found), cells)
    codes = _codes_of(found, SubjectResolver(subjects_of(cells, vocabulary), vocabulary))
    sentences: _Sentences = {}
    return tuple([_row(index, item, codes, sentences) for index, item in enumerate(found, start=1)])


def _figures_of(section: Section, vocabulary: NarrativeVocabulary) -> Iterator[tuple[Block, Figure]]:
    is_glossary = vocabulary.sections[section.section_code].kind == "glossary"
    lexicon = lexicon_of(vocabulary, section.section_code)
    for block in blocks_of(section, is_glossary):
        if is_glossary:
            yield from ((block, term) for term in _terms(block))
        else:
            yield from ((block, figure) for figure in read_block(block, lexicon, vocabulary))


def _terms(block: Block) -> Iterator[Figure]:
    """The term that a numbered entry of the glossary explains."""
    if block.item_number is None:
        return
    end = _TERM_END.search(block.text, 0, _LONGEST_TERM)
    stop = end.start() if end else min(len(block.text), _LONGEST_TERM)
    mention = next(iter(find_mentions(block.text[:stop])), None)
    yield Figure(
        start=0,
        end=stop,
        has_number=False,
        topic_code="function_subject" if mention else "glossary_term",
        metric_code="glossary_entry",
        subject=mention.path if mention else None,
        entity_name=block.as_printed(0, stop),
        anomalies=[] if end else ["entry_cut"],
    )


_Codes = dict[SubjectPath, tuple[str | None, str | None]]


def _codes_of(found: Sequence[_Found], resolver: SubjectResolver) -> _Codes:
    """The code of every subject named, with its final account as a witness where the document states one."""
    amounts: dict[SubjectPath, Decimal | None] = {}
    for item in found:
        if item.figure.subject is not None:
            amounts.setdefault(item.figure.subject, None)
            if item.figure.metric_code == FINAL_ACCOUNT and item.figure.has_number:
                amounts[item.figure.subject] = parse_number(_number_text(item))
    named = {path: resolver.resolve(path, frozenset(), None) for path in amounts}
    claimed = frozenset(
        code for path, (code, evidence) in named.items() if code and evidence in ("path", "section_and_item")
    )
    return {path: resolver.resolve(path, claimed, amount) for path, amount in amounts.items()}


def _number_text(item: _Found) -> str:
    return item.block.text[item.figure.start : item.figure.end]


_Sentences = dict[tuple[int, int, int], str]
"""Identity of a block, beginning and end in it → the sentence as printed: most hold several figures."""


def _row(index: int, item: _Found, codes: _Codes, sentences: _Sentences) -> RawNarrativeFigure:
    section, block, figure = item
    path = figure.subject or _NO_PATH
    code, evidence = codes[figure.subject] if figure.subject else (None, None)
    begin, stop = sentence_of(block.text, figure.start, figure.end)
    sentence = sentences.get((id(block), begin, stop))
    if sentence is None:
        sentence = sentences[id(block), begin, stop] = block.as_printed(begin, stop)
    page, line, position = block.place(figure.start)
    anomalies = [*figure.anomalies, path.anomaly] if path.anomaly else figure.anomalies
    # In the order of the fields, without the constructor of so many: that takes as long as everything else here.
    return tuple.__new__(RawNarrativeFigure, (
        index, section.section_code, section.title_printed, block.item_number,
        path.class_name, path.section_name, path.item_name, code, evidence, figure.entity_name,
        figure.topic_code, figure.metric_code, figure.direction, figure.rate_label,
        block.number_as_printed(figure.start, figure.end) if figure.has_number else None,
        figure.unit_printed, figure.unit.name if figure.unit else None,
        block.as_printed(*figure.reason) if figure.reason else None, sentence,
        page, line, position, figure.pattern_words, ";".join(anomalies) or None,
    ))  # fmt: skip
