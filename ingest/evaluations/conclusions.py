"""The conclusion of a form: the score and grade that its sentence states."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.evaluations.rows import PrintedRow, Reading
from ingest.evaluations.vocabulary import EvaluationVocabulary

_LONGEST_CONCLUSION = 120  # a sentence; what is longer tells of another project
_SCORE = re.compile(r"自评(?:综合)?(?:得分|分数|总分|结果)?(?:为|是|得)?:?([0-9]{1,3}(?:\.[0-9]{1,4})?)分")


def read_conclusion(rows: Iterable[PrintedRow], vocabulary: EvaluationVocabulary) -> dict[str, Reading]:
    """score and grade of the first row that states them; texts torn over cells are read joined."""
    found: dict[str, Reading] = {}
    for row in rows:
        text = row.folded
        if len(text) > _LONGEST_CONCLUSION:
            continue
        score, grade = _SCORE.search(text), vocabulary.grade_stated.search(text)
        if score:
            reading = Reading(row, None, row.text.strip(), "number", score.group(1), "sentence")
            found.setdefault("score", reading)
        if grade:
            reading = Reading(row, None, row.text.strip(), "text", grade.group(1), "sentence")
            found.setdefault("grade", reading)
    return found
