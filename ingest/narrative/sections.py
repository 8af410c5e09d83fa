"""Find the sections of the narrative by their headings, whatever their numbers; a table of contents is no section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.fold import SPACES, fold_character, fold_label
from ingest.model import Grid, SourceDocument
from ingest.narrative.model import Section, SourceLine
from ingest.narrative.vocabulary import BEFORE_TITLES, NUMERALS, ORDINAL_BEGINNINGS, TOLD_BY, NarrativeVocabulary
from ingest.statements.tables import strip_spaces

_ORDINAL = re.compile(rf"(?:第[{NUMERALS}]+部分:?|[{NUMERALS}]+[、.,]|\([{NUMERALS}]+\)|\d{{1,2}}[、.])")
_PART = re.compile(rf"第[{NUMERALS}]+部分")
_BULLET = re.compile(r"\s*(?:[-*#]+\s+)?")
_PAGE_NUMBER = re.compile(r"[-–—]*\d{1,3}[-–—]*")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_BEFORE_ORDINALS = frozenset(ORDINAL_BEGINNINGS)
_OF_A_YEAR = re.compile("[^\u4e00-\u9fff。;,:；，：][年\uf98e]")  # behind a digit; the latter folds to the former
_FOLDS_TO_ITSELF = re.compile(r"[\u4e00-\u9fffA-Za-z0-9(),.;:%、。]*").fullmatch
_LEADER = re.compile(r"[.…·。:\-]*\d*")
_new = tuple.__new__  # a named tuple's own constructor takes twice as long
_LONGEST_HEADING = 60
_LONGEST_ORDINAL = 32  # with the spaces between its characters
_HEADING_WORDS = re.compile("情况|说明|概况|部分|解释|附|职能|职责|机构|表")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on lines `first` to `last`; the body begins at `offset` of the last one's text. No code: a stop."""

    first: int
    last: int
    offset: int
    section_code: str | None
    title: str


def narrative_lines(document: SourceDocument) -> tuple[SourceLine, ...]:
    """All lines outside grids in reading order, without the numbers of pages."""
    lines: list[SourceLine] = []
    for page in document.pages:
        paragraphs: list[SourceLine] = []
        after_grid = bool(page.name)
        for block in page.blocks:
            if isinstance(block, Grid):
                after_grid = True
                continue
            number, text, _ = block
            paragraphs.append(_new(SourceLine, (page.number, number, text, after_grid)))
            after_grid = False
        lines.extend(_without_page_numbers(paragraphs))
    return tuple(lines)


def _without_page_numbers(lines: Sequence[SourceLine]) -> Sequence[SourceLine]:
    """A bare number at the edge of a page, or alone between empty lines, is a page number."""
    page_numbers: set[int] = set()
    suspects = [index for index, (_, _, text, _) in enumerate(lines) if text and not _CHINESE.search(text)]
    for index in suspects:
        if _PAGE_NUMBER.fullmatch(fold_label(lines[index].text)):
            before = fold_label(lines[index - 1].text) if index else ""
            after = fold_label(lines[index + 1].text) if index + 1 < len(lines) else ""
            if not (before and after):
                page_numbers.add(index)
    return [line for index, line in enumerate(lines) if index not in page_numbers] if page_numbers else lines


def find_sections(document: SourceDocument, vocabulary: NarrativeVocabulary) -> tuple[Section, ...]:
    """The sections that say something, in the order of the document."""
    lines = narrative_lines(document)
    headings = _headings(lines, vocabulary)
    sections = [
        _section(lines, heading, end)
        for heading, end in zip(headings, [*(h.first for h in headings), len(lines)][1:], strict=True)
        if heading.section_code is not None
    ]
    told = [section for section in sections if any(_body_texts(section))]
    first = next((i for i, s in enumerate(told) if vocabulary.sections[s.section_code].kind == "section"), len(told))
    return tuple(told[first:])


def _body_texts(section: Section) -> Iterator[str]:
    for line, offset in zip(section.lines, section.offsets, strict=True):
        yield fold_label(line.text[offset:])


def _section(lines: Sequence[SourceLine], heading: Heading, end: int) -> Section:
    body = tuple(lines[heading.last : end])
    return Section(heading.section_code or "", heading.title, body, (heading.offset, *(0 for _ in body[1:])))


def _headings(lines: Sequence[SourceLine], vocabulary: NarrativeVocabulary) -> list[Heading]:
    headings: list[Heading] = []
    no_heading = vocabulary.no_heading.match
    following, current = 0, None
    for index in [index for index, (_, _, text, _) in enumerate(lines) if text and not no_heading(text)]:
        heading = _heading_at(lines, index, current, vocabulary) if index >= following else None
        if heading is None:
            continue
        if heading.section_code is None or heading.section_code != current:  # else a heading inside the section
            headings.append(heading)
        current = heading.section_code
        following = heading.last + 1
    return headings


def _heading_at(
    lines: Sequence[SourceLine], index: int, current: str | None, vocabulary: NarrativeVocabulary
) -> Heading | None:
    """The heading that begins on this line, wrapped to the next one or not."""
    head = lines[index].text[: 4 * _LONGEST_HEADING]
    if not _may_begin(head, lines[index + 1].text if index + 1 < len(lines) else "", vocabulary):
        return None
    folded = fold_label(_BULLET.sub("", head, count=1))
    if not folded or not (_ORDINAL.match(folded) or _HEADING_WORDS.search(folded)):
        return None
    alone = _match(head, current, vocabulary)
    if alone is not None:
        code, offset = alone
        return Heading(index, index, offset, code, _title(head[:offset]))
    if index + 1 == len(lines) or len(head) > _LONGEST_HEADING or not _ORDINAL.match(folded):
        return None
    joined = head + lines[index + 1].text[:_LONGEST_HEADING]
    wrapped = _match(joined, current, vocabulary)
    if wrapped is None or wrapped[1] <= len(head):
        return None
    offset = wrapped[1] - len(head)
    return Heading(index, index + 1, offset, wrapped[0], _title(joined[: wrapped[1]]))


def _may_begin(head: str, following: str, vocabulary: NarrativeVocabulary) -> bool:
    """A quick look at the first characters: a line that begins as no title does, behind its ordinal or without one, is
    no heading, unless it is too short to tell or what may stand before a title (我局2023年度) stands there."""
    first = fold_character(head.lstrip(BEFORE_TITLES)[:1])
    if first and first not in vocabulary.title_beginnings and first not in _BEFORE_ORDINALS:
        return False
    bullet = _BULLET.match(head)
    start = bullet.end() if bullet else 0
    piece = head[start : start + _LONGEST_ORDINAL]
    folded = piece if _FOLDS_TO_ITSELF(piece) else "".join(map(fold_character, piece))
    if folded.startswith(vocabulary.title_beginnings.get(folded[:1], ())):
        return True
    ordinal = _ORDINAL.match(folded)
    if ordinal is None:
        return len(folded) < _LONGEST_ORDINAL // 2 and len(head) > _LONGEST_ORDINAL  # spaced
    place = ordinal.end()
    if len(folded) - place < TOLD_BY or folded.startswith(vocabulary.heading_openings, place):
        return True
    if folded.startswith(vocabulary.title_beginnings.get(folded[place], ()), place) or _PART.match(folded):
        return True
    reach = head + following[:_LONGEST_HEADING] if len(head) <= _LONGEST_HEADING else head
    return _OF_A_YEAR.search(reach) is not None


def _title(text: str) -> str:
    """A heading without its bullet and spaces, else as printed."""
    return strip_spaces(_BULLET.sub("", text, count=1))


@lru_cache(maxsize=4096)
def _match(text: str, current: str | None, vocabulary: NarrativeVocabulary) -> tuple[str | None, int] | None:
    """(section code or None for a stop, length of the heading in `text`), or None where no heading begins."""
    bullet = _BULLET.match(text)
    begin = bullet.end() if bullet else 0
    rest = text[begin:]
    folded = rest if _FOLDS_TO_ITSELF(rest) else "".join(map(fold_character, rest))
    ordinal = _ORDINAL.match(folded)
    start = ordinal.end() if ordinal else 0
    opening = vocabulary.heading_opening.match(folded, start) if ordinal else None
    titled = _titled(text, begin, folded, start, bool(ordinal), current, vocabulary)
    if titled is None and opening is not None and opening.end() > start:
        titled = _titled(text, begin, folded, opening.end(), False, current, vocabulary)
    if titled is not None:
        return titled
    if _PART.match(folded) and len(folded) <= _LONGEST_HEADING:
        return None, len(text)
    in_glossary = current is not None and vocabulary.sections[current].kind == "glossary"
    if folded[start:].rstrip("0123456789.…·") in vocabulary.statement_titles and not in_glossary:
        return None, len(text)
    return None


def _titled(
    text: str,
    begin: int,
    folded: str,
    start: int,
    has_ordinal: bool,
    current: str | None,
    vocabulary: NarrativeVocabulary,
) -> tuple[str | None, int] | None:
    """As `_match`, for a title that begins at `start` of the folded text; without an ordinal right before it the title
    needs its ending (情况, 说明) or its line for itself."""
    rest = folded[start:]
    in_glossary = current is not None and vocabulary.sections[current].kind == "glossary"
    for stem, code in vocabulary.titles_by_first.get(rest[:1], ()):
        if not rest.startswith(stem):
            continue
        ending = next((e for e in vocabulary.title_endings if rest.startswith(e, len(stem))), "")
        stop = start + len(stem) + len(ending)
        ends = _ends(text, begin)
        if not _stands_alone(text, folded, stop, ends) or not (has_ordinal or ending or _is_whole(folded, stop)):
            continue
        if not ending and rest[: len(stem)] in vocabulary.statement_titles:
            continue
        if _is_allowed(code, current, in_glossary and not ending, vocabulary):
            kind = vocabulary.sections[code].kind
            is_alone = _LEADER.fullmatch(folded, stop) is not None
            return (None if kind == "stop" else code), len(text) if is_alone else ends[stop - 1]
    return None


def _is_whole(folded: str, stop: int) -> bool:
    return not folded[stop:].strip("。.:")


def _stands_alone(text: str, folded: str, stop: int, ends: Sequence[int]) -> bool:
    """Nothing follows the heading but a full stop, a contents' page number, or a space and the body."""
    rest = folded[stop:]
    if _LEADER.fullmatch(rest):
        return True
    return rest[0] == "。" or text[ends[stop - 1] : ends[stop - 1] + 1] in SPACES


def _is_allowed(code: str, current: str | None, names_a_term: bool, vocabulary: NarrativeVocabulary) -> bool:
    """A subsection stands in its section, beside another of it, or (as some regions do) as a section of its own."""
    section = vocabulary.sections[code]
    if names_a_term:
        return section.kind == "stop"
    if section.parent_section_code is None or section.kind != "glossary":
        return True
    parent = section.parent_section_code
    return current is not None and parent in (current, vocabulary.sections[current].parent_section_code)


def _ends(text: str, start: int) -> list[int]:
    """For each character of the folded text from `start` on, where it ends in `text`."""
    return [end for end, part in enumerate(map(fold_character, text[start:]), start=start + 1) for _ in part]
