"""Which level-1 and level-2 indicator each row belongs to.

Their cells are merged over rows and extraction prints the label in the first of them, in the middle, or torn over two.
Level 1 is proven by its points (产出指标 50分): the weights of consecutive rows must add up to them. Where points are
missing, the national template says to which level 1 each level 2 belongs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.evaluations.entries import Entry, label_word
from ingest.evaluations.model import EvaluationCellKind
from ingest.evaluations.rows import Reading, has_words, said_otherwise
from ingest.evaluations.vocabulary import EvaluationVocabulary, LevelName
from ingest.fold import fold_label

_POINTS = re.compile(r"([0-9]{1,3})分")


@dataclass(frozen=True, slots=True)
class _Label:
    position: int
    title: str
    points: Decimal | None
    is_glued: bool = False


def assign_levels(entries: Sequence[Entry], vocabulary: EvaluationVocabulary) -> tuple[Entry, ...]:
    """The entries with level_1 and level_2 told for each, or left without value and a reason."""
    first = _labels(entries, "level_1", vocabulary.levels[1])
    second = _labels(entries, "level_2", vocabulary.levels[2])
    groups = _groups_by_points(entries, first)
    titles_2 = _assign_second(len(entries), second, groups)
    titles_1 = _assign_first(len(entries), first, groups, titles_2, vocabulary)
    assigned = []
    for entry, level_1, level_2 in zip(entries, titles_1, titles_2, strict=True):
        cells = dict(entry.cells)
        cells["level_1"] = _told(cells["level_1"], *level_1)
        cells["level_2"] = _told(cells["level_2"], *level_2)
        assigned.append(Entry(cells, entry.pending_name))
    return tuple(assigned)


def _told(reading: Reading, title: str | None, why: str) -> Reading:
    if title is None:
        kind: EvaluationCellKind = "unreadable" if reading.text else "blank"
        return said_otherwise(reading, kind, None, None, why)
    return said_otherwise(reading, "text", title, why, None)


def _labels(entries: Sequence[Entry], field: str, names: dict[str, LevelName]) -> tuple[_Label, ...]:
    """The labels of one level in the order printed; the points of a label may stand in a row of their own."""
    found: list[_Label] = []
    for position, entry in enumerate(entries):
        text = fold_label(entry.cells[field].text.replace("|", ""))
        points = _POINTS.search(text)
        value = Decimal(points.group(1)) if points else None
        word = label_word(text)
        if has_words(word):
            title, is_glued = _title(word, names)
            if not found or found[-1].title != title:
                found.append(_Label(position, title, value, is_glued))
                continue
        if value is not None and found and found[-1].points is None:
            found[-1] = replace(found[-1], points=value)
    return tuple(found)


def _title(word: str, names: dict[str, LevelName]) -> tuple[str, bool]:
    """The conformed name, and whether the word is one label glued to the beginning of another."""
    if word in names:
        return names[word].title, False
    for label in sorted(names, key=len, reverse=True):
        rest = word.removeprefix(label)
        if rest != word and len(rest) >= 2 and any(other.startswith(rest) for other in names):
            return names[label].title, True
    return word, False


def _groups_by_points(entries: Sequence[Entry], labels: Sequence[_Label]) -> list[int] | None:
    """The label's place for each entry where all labels print points and the weights of consecutive rows add up to
    them, each label standing among its own rows; None where that proves nothing."""
    weights = [entry.cells["weight"].number for entry in entries]
    if not labels or any(label.points is None for label in labels) or any(weight is None for weight in weights):
        return None
    groups: list[int] = []
    remaining = Decimal(0)
    label_index = -1
    for weight in weights:
        if remaining == 0:
            label_index += 1
            if label_index == len(labels):
                return None
            remaining = labels[label_index].points or Decimal(0)
        remaining -= weight or Decimal(0)
        groups.append(label_index)
    complete = remaining == 0 and label_index == len(labels) - 1
    in_place = complete and all(groups[label.position] == index for index, label in enumerate(labels))
    return groups if in_place else None


def _assign_second(count: int, labels: Sequence[_Label], groups: list[int] | None) -> list[tuple[str | None, str]]:
    """Level 2 of each row: its own label, the label above within the same level 1, or the first label of it."""
    group_of = groups or [0] * count
    own = {label.position: label for label in labels}
    told: list[tuple[str | None, str]] = []
    above: _Label | None = None
    for position in range(count):
        if position and group_of[position] != group_of[position - 1]:
            above = None
        if position in own:
            above = own[position]
            told.append((above.title, "printed"))
        elif above is not None:
            told.append((None, "glued_labels") if above.is_glued else (above.title, "label_above"))
        else:
            below = next((lab for lab in labels if lab.position > position), None)
            same_group = below is not None and group_of[below.position] == group_of[position]
            told.append((below.title, "first_label_of_group") if below and same_group else (None, "label_missing"))
    return told


def _assign_first(
    count: int,
    labels: Sequence[_Label],
    groups: list[int] | None,
    seconds: Sequence[tuple[str | None, str]],
    vocabulary: EvaluationVocabulary,
) -> list[tuple[str | None, str]]:
    """Level 1 of each row: proven by points, else its own label, the level 1 of the row whose level 2 it shares, its
    level 2 in the template, or the label above."""
    if groups is not None:
        return [(labels[group].title, "points") for group in groups]
    parents = {name.title: name.level_1 for name in vocabulary.levels[2].values()}
    own = {label.position: label.title for label in labels}
    told: list[tuple[str | None, str]] = []
    above: str | None = None
    for position in range(count):
        second, evidence = seconds[position]
        above = own.get(position, above)
        if position in own:
            told.append((above, "printed"))
        elif position and evidence == "label_above" and seconds[position - 1][0] == second:
            told.append((told[-1][0], "level_2"))
        elif second in parents:
            told.append((parents[second], "level_2"))
        else:
            told.append((above, "label_above") if above is not None else (None, "label_missing"))
    return told
