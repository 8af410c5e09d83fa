"""Subjects as the narrative names them, and their codes by the document's own statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.cell_rows import values_of
from ingest.fold import fold_label, parse_number
from ingest.memory import remembered
from ingest.model import RawCell
from ingest.narrative.model import PrintedSubject, SubjectPath
from ingest.vocabulary import Vocabulary

_PLAIN = r"[^。;:,、!?()\d]"
# A name may hold a short parenthesis, 政府办公厅(室)及相关机构事务, but no marker, and not begin with one.
_NAME = rf"{_PLAIN}(?:{_PLAIN}|\((?![类款项一二三四五六七八九十])[\u4e00-\u9fff]{{1,6}}\))"
_PATH = re.compile(
    rf"(?P<class>{_NAME}{{1,29}}?)\(类\)(?P<tail>支出)?"
    rf"(?:(?P<section>{_NAME}{{1,39}}?)\((?P<marker>[款类])\)(?:(?P<item>{_NAME}{{1,39}}?)\(项\))?)?"
)
_CODED = re.compile(rf"(?P<name>{_NAME}{{1,39}})\((?P<code>\d{{3}}(?:\d\d){{0,2}})\)")
_SUBJECT_CODE = re.compile(r"\d{3}(\d\d){0,2}")
_RUN = re.compile(r"[^。;:,、!?\d]+")
"""What may hold a named subject: no name goes beyond one of these marks or a digit."""
_LONGEST_CODE_MARK = 8
_CODE_MARK = re.compile(r"\(\d{3}")
_OPENINGS = ("其中", "主要用于", "以及", "和")
_LEVEL_OF_LENGTH = {3: "class_name", 5: "section_name", 7: "item_name"}
_WORD_OF_EXPENDITURE = "支出"


@dataclass(frozen=True, slots=True)
class Mention:
    """A subject named at `start` to `end` of a block's text."""

    start: int
    end: int
    path: SubjectPath


def find_mentions(text: str) -> tuple[Mention, ...]:
    """The subjects of a block that carry their markers (类)(款)(项) or their code in parentheses."""
    has_codes = _CODE_MARK.search(text) is not None
    if not has_codes and "(类)" not in text:
        return ()
    runs = [
        (run.start(), run.end()) for run in _RUN.finditer(text) if run.group().endswith("(") or "(类)" in run.group()
    ]
    found = [_path_mention(match) for start, end in runs for match in _PATH.finditer(text, start, end)]
    if not has_codes:
        return tuple(found)
    taken = {index for mention in found for index in range(mention.start, mention.end)}
    for start, end in runs:
        match = _CODED.search(text, start, end + _LONGEST_CODE_MARK)
        if match is None or match.start() in taken:
            continue
        level, name = _LEVEL_OF_LENGTH[len(match["code"])], match["name"]
        names = {key: name if key == level else None for key in _LEVEL_OF_LENGTH.values()}
        path = SubjectPath(names["class_name"], names["section_name"], names["item_name"], match["code"])
        found.append(Mention(match.start(), match.end(), path))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _path_mention(match: re.Match[str]) -> Mention:
    name, start = match["class"], match.start()
    for opening in _OPENINGS:
        if name.startswith(opening) and len(name) > len(opening) + 1:
            name, start = name[len(opening) :], start + len(opening)
    if match["tail"] and not name.endswith(_WORD_OF_EXPENDITURE):
        name += _WORD_OF_EXPENDITURE
    anomaly = "marker_repeated" if match["marker"] == "类" else None
    return Mention(start, match.end(), SubjectPath(name, match["section"], match["item"], None, anomaly))


def subjects_of(cells: Iterable[RawCell], vocabulary: Vocabulary) -> tuple[PrintedSubject, ...]:
    """The function subjects that the statements print, one row for each code and label."""
    labels: dict[str, dict[str, None]] = {}
    amounts: dict[str, set[Decimal]] = {}
    of_function = {code for code, found in vocabulary.statements.items() if found.classification == "function"}
    values = values_of(cells, "line_code", "line_label", "text", "cell_role", statements=of_function)
    places = [(code, label, text if role == "amount" else "") for code, label, text, role in values if code is not None]
    for code, label, text in dict.fromkeys(places):  # most cells of a row say the same
        if not _is_subject_code(code):
            continue
        if label:
            labels.setdefault(code, {})[fold_label(label)] = None
        number = parse_number(text)
        if number is not None:
            amounts.setdefault(code, set()).add(number)
    return tuple(
        PrintedSubject(code, label, frozenset(amounts.get(code, ())))
        for code in sorted(labels)
        for label in labels[code]
    )


@remembered
def _is_subject_code(code: str) -> bool:
    return _SUBJECT_CODE.fullmatch(code) is not None


def _key(name: str | None) -> str:
    return fold_label(name or "").removesuffix(_WORD_OF_EXPENDITURE)


class SubjectResolver:
    """Finds the code of a named subject in the document's statements, then among the known names of classes."""

    def __init__(self, subjects: Sequence[PrintedSubject], vocabulary: Vocabulary) -> None:
        self._codes: dict[tuple[int, str], set[str]] = {}
        self._items_of: dict[str, set[str]] = {}
        self._amounts: dict[str, set[Decimal]] = {}
        for subject in subjects:
            code = subject.subject_code
            self._codes.setdefault((len(code), _key(subject.label)), set()).add(code)
            self._amounts.setdefault(code, set()).update(subject.amounts)
            if len(code) == 7:
                self._items_of.setdefault(code[:5], set()).add(code)
        self._class_names = {_key(name): code for name, code in vocabulary.class_names.items()}

    def resolve(
        self, path: SubjectPath, claimed: frozenset[str], amount: Decimal | None
    ) -> tuple[str | None, str | None]:
        """(code, evidence), both None where nothing proves a code.

        `claimed` are the codes that other items of the section name fully; `amount` is the stated final account in the
        unit of the statements. Evidence: code_printed (beside the name), with +statement where the statements have it;
        class_label and section_label (a label of the statements); class_name (a known name of the 类); path (all three
        names agree); section_and_item (the name of the 类 differs); item_in_class (the name of the 款 is unknown, that
        of the 项 is the only such one in the 类); section_and_amount (the 款 agrees, the name of the 项 does not, only
        one 项 of that 款 is left, and the statements print the stated amount for it, give or take one last digit).
        """
        if path.printed_code:
            known = path.printed_code in self._amounts
            return path.printed_code, "code_printed+statement" if known else "code_printed"
        class_code, class_evidence = self._class(path.class_name)
        if path.item_name is None:
            return self._without_item(path, class_code, class_evidence)
        sections = self._codes.get((5, _key(path.section_name)), set())
        if class_code is not None and any(code.startswith(class_code) for code in sections):
            sections = {code for code in sections if code.startswith(class_code)}
        items = self._codes.get((7, _key(path.item_name)), set())
        if sections:
            return self._in_sections(sections, items, class_code, claimed, amount)
        inside = {code for code in items if class_code is not None and code.startswith(class_code)}
        return (inside.pop(), "item_in_class") if len(inside) == 1 else (None, None)

    def _class(self, name: str | None) -> tuple[str | None, str | None]:
        labelled = self._codes.get((3, _key(name)), set())
        if len(labelled) == 1:
            return next(iter(labelled)), "class_label"
        known = self._class_names.get(_key(name))
        return known, "class_name" if known else None

    def _without_item(
        self, path: SubjectPath, class_code: str | None, evidence: str | None
    ) -> tuple[str | None, str | None]:
        if path.section_name is None:
            return class_code, evidence
        sections = self._codes.get((5, _key(path.section_name)), set())
        return (next(iter(sections)), "section_label") if len(sections) == 1 else (None, None)

    def _in_sections(
        self,
        sections: set[str],
        items: set[str],
        class_code: str | None,
        claimed: frozenset[str],
        amount: Decimal | None,
    ) -> tuple[str | None, str | None]:
        named = {code for code in items if code[:5] in sections}
        if len(named) == 1:
            code = named.pop()
            return code, "path" if class_code == code[:3] else "section_and_item"
        left = {code for section in sections for code in self._items_of.get(section, set())} - claimed
        if named or len(sections) != 1 or len(left) != 1:
            return None, None
        code = left.pop()
        agrees = amount is not None and any(is_same_amount(amount, printed) for printed in self._amounts[code])
        return (code, "section_and_amount") if agrees else (None, None)


def is_same_amount(stated: Decimal, printed: Decimal) -> bool:
    """Two roundings of one amount differ by at most one in the last digit; nothing is proved by a zero."""
    exponents = [number.as_tuple().exponent for number in (stated, printed)]
    last_digit = Decimal(1).scaleb(min(exponent for exponent in exponents if isinstance(exponent, int)))
    return abs(stated - printed) <= last_digit < abs(stated)
