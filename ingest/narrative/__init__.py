"""The narrative of a final account: its figures as rows, read by a small grammar whose patterns are seeds."""

from ingest.narrative.model import RawNarrativeFigure
from ingest.narrative.reader import read_narrative
from ingest.narrative.vocabulary import NarrativeVocabulary, load_narrative_vocabulary

__all__ = ["NarrativeVocabulary", "RawNarrativeFigure", "load_narrative_vocabulary", "read_narrative"]
