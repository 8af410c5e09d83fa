"""Performance self-evaluation forms (绩效自评表): `read_evaluations` turns a document into raw rows."""

from ingest.evaluations.model import (
    EvaluationCell,
    EvaluationForm,
    EvaluationGoalFigure,
    EvaluationReadings,
    UnreadRow,
)
from ingest.evaluations.reader import read_evaluations
from ingest.evaluations.vocabulary import (
    EvaluationVocabulary,
    cached_evaluation_vocabulary,
    load_evaluation_vocabulary,
)

__all__ = [
    "EvaluationCell",
    "EvaluationForm",
    "EvaluationGoalFigure",
    "EvaluationReadings",
    "EvaluationVocabulary",
    "UnreadRow",
    "cached_evaluation_vocabulary",
    "load_evaluation_vocabulary",
    "read_evaluations",
]
