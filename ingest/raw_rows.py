"""Which rows a parsed document holds: the raw tables by name, each with its row class.

The name is both the attribute of `ParsedDocument` and the table of schema raw. A new kind of row is added here and to
`ParsedDocument`; landing and the worker's messages follow from it.
"""

from __future__ import annotations

from typing import Any

from ingest.evaluations.model import EvaluationCell, EvaluationForm, EvaluationGoalFigure, UnreadRow
from ingest.model import RawCell, RawLine, RawTable
from ingest.narrative.model import RawNarrativeFigure

DOCUMENT_ROW_CLASSES: dict[str, type[Any]] = {
    "lines": RawLine,
    "tables": RawTable,
    "cells": RawCell,
    "narrative_figures": RawNarrativeFigure,
    "evaluation_forms": EvaluationForm,
    "evaluation_fields": EvaluationCell,
    "evaluation_funds": EvaluationCell,
    "evaluation_indicators": EvaluationCell,
    "evaluation_goal_figures": EvaluationGoalFigure,
    "evaluation_unread_rows": UnreadRow,
}
