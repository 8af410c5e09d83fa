"""How much the checks of a document see, as measured by `benchmarks/mutation.py`: quality.mutation_scores.

The table is empty until a document is measured; publishing carries it like every table of schema quality.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from decimal import Decimal

import duckdb

DESCRIPTION = (
    "How much the checks of a document see, measured: copies of it with one thing wrong (mutants), judged by the same "
    "models. One row per document and kind of mutation; empty where nothing was measured."
)


@dataclass(frozen=True, slots=True)
class MutationScore:
    """One row of quality.mutation_scores; shares are of the mutants tried, 0 to 1."""

    document_id: str
    mutation_kind: str
    ordinal: int
    title_zh: str
    title_en: str
    description_zh: str
    description_en: str
    possible_count: int
    mutant_count: int
    detected_count: int
    located_count: int
    restored_count: int
    wrongly_explained_count: int
    detected_share: Decimal
    located_share: Decimal
    restored_share: Decimal
    wrongly_explained_share: Decimal
    cell_count: int
    restored_cell_count: int
    printed_amount_count: int
    put_back_amount_count: int
    false_alarm_count: int
    measured_at: datetime
    version: str


COLUMNS: dict[str, tuple[str, str]] = {
    "document_id": ("varchar", "The document that was mutated, key of `marts.dim_documents`."),
    "mutation_kind": ("varchar", "What was done to it, key of the seed `mutation_kinds`."),
    "ordinal": ("integer", "Order in which to show the kinds."),
    "title_zh": ("varchar", "Name of the kind in Chinese."),
    "title_en": ("varchar", "Name of the kind in English."),
    "description_zh": ("varchar", "What was done, one sentence in Chinese."),
    "description_en": ("varchar", "What was done, one sentence in English."),
    "possible_count": ("integer", "Mutants of this kind that the document has."),
    "mutant_count": ("integer", "Those tried: all, or a sample that is the same every time."),
    "detected_count": (
        "integer",
        "Mutants that break a check of severity critical or warning, or raise a finding above information, which the "
        "untouched document does not.",
    ),
    "located_count": ("integer", "Mutants each of whose changed cells a finding names as its principal cell."),
    "restored_count": (
        "integer",
        "Mutants of each of whose changed cells the printed amount is told to the cent, for the cell alone or for one "
        "of several that could hold it.",
    ),
    "wrongly_explained_count": (
        "integer",
        "Mutants for which an amount is proposed that misses the printed one by more than rounding leaves open, or a "
        "cell that was left alone is called lost or wrong.",
    ),
    "detected_share": ("decimal(7, 6)", "detected_count of mutant_count, 0 to 1."),
    "located_share": ("decimal(7, 6)", "located_count of mutant_count, 0 to 1."),
    "restored_share": ("decimal(7, 6)", "restored_count of mutant_count, 0 to 1."),
    "wrongly_explained_share": ("decimal(7, 6)", "wrongly_explained_count of mutant_count, 0 to 1."),
    "cell_count": ("integer", "Cells changed in all mutants of the kind together."),
    "restored_cell_count": ("integer", "Those of them whose printed amount is told to the cent."),
    "printed_amount_count": ("integer", "Amounts that the document prints."),
    "put_back_amount_count": ("integer", "Deduced amounts put back at their blanks before anything was changed."),
    "false_alarm_count": (
        "integer",
        "Findings above information on statement cells of the untouched document that no review accepts.",
    ),
    "measured_at": ("timestamp", "When it was measured, UTC."),
    "version": ("varchar", "Version of juesuan that was measured."),
}
"""Type and meaning of each column, in order."""

TABLE = (
    "create table if not exists quality.mutation_scores ("
    + ", ".join(f"{name} {kind}" for name, (kind, _) in COLUMNS.items())
    + ");\n"
    + f"comment on table quality.mutation_scores is '{DESCRIPTION}';\n"
    + "".join(f"comment on column quality.mutation_scores.{name} is '{text}';\n" for name, (_, text) in COLUMNS.items())
)


def store(connection: duckdb.DuckDBPyConnection, scores: Sequence[MutationScore]) -> None:
    """Put these scores in the place of what was stored of their documents, in one transaction.

    Raises:
        duckdb.Error: the build file cannot be written; nothing is stored.
    """
    connection.begin()
    try:
        connection.execute("create schema if not exists quality")
        connection.execute(TABLE)
        for document_id in {score.document_id for score in scores}:
            connection.execute("delete from quality.mutation_scores where document_id = ?", [document_id])
        placeholders = ", ".join("?" for _ in fields(MutationScore))
        for score in scores:
            connection.execute(f"insert into quality.mutation_scores values ({placeholders})", list(astuple(score)))
        connection.commit()
    except duckdb.Error:
        connection.rollback()
        raise
