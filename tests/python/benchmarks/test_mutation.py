"""A few mutants of the bundled sample, judged by the models; what must become of each is worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from benchmarks.mutations.building import MutantWarehouse, read_base
from benchmarks.mutations.judging import MutantJudged, Score, false_alarms, judge, scores
from benchmarks.mutations.plan import Mutant, mutants_of

BASIC = "basic_expenditure//{}/amount"
# kind, name → detected, located, restored (to the cent), explained wrongly.
SEEN = (True, True, True, False)
FOUND_NOT_TO_THE_CENT = (True, True, False, False)
UNSEEN = (False, False, False, False)
EXPECTED: dict[tuple[str, str], tuple[bool, bool, bool, bool]] = {
    # One of the three that the extraction lost: the row, the sums and the general public budget tell it again.
    ("cell_lost", "expenditure//2150517/project"): SEEN,
    ("cell_lost", "expenditure//total/total"): SEEN,
    ("cell_lost", "general_public_budget_expenditure//208/total"): SEEN,
    ("cell_lost", "income_expenditure_summary/income/general_public_budget/amount"): SEEN,
    # 301 is 354.84 and so is the sum of its parts: what is missing is known to the cent. Section 六 names 基本工资,
    # 2080505 prints the same 35.93, and 三公 the reception of 0.71.
    ("cell_lost", BASIC.format("30101")): SEEN,
    ("cell_lost", BASIC.format("30108")): SEEN,
    ("cell_lost", BASIC.format("30217")): SEEN,
    # The parts of 302 add up to 95.08 against 95.07, so 33.09 is told as 33.08.
    ("cell_lost", BASIC.format("30201")): FOUND_NOT_TO_THE_CENT,
    # 劳务费 0.45 is named nowhere else: any blank of 302 could be it, with 0.44.
    ("cell_lost", BASIC.format("30226")): (True, False, False, False),
    # 手续费 0.01 is within the rounding of a sum of thirteen.
    ("cell_lost", BASIC.format("30204")): UNSEEN,
    ("zero_lost", "general_public_budget_expenditure//221/project"): UNSEEN,
    # The first digit of 14,419.03 and of 21,592.75.
    ("digit_changed", "expenditure//206/total:0=2"): SEEN,
    ("digit_changed", "general_public_budget_expenditure//total/project:0=3"): SEEN,
    # 19.79 with 19.78, printed as 19. 79, is within the rounding of 302.
    ("digit_changed", BASIC.format("30239") + ":5=8"): UNSEEN,
}


@dataclass(frozen=True)
class Judged:
    """The mutants above and what was seen of them."""

    mutants: dict[tuple[str, str], MutantJudged]
    scores: list[Score]
    false_alarms: list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def judged(sample_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judged]:
    """One build of the sample and its mutants."""
    build_file = sample_warehouse.with_suffix(".build.duckdb")
    with duckdb.connect(str(build_file), read_only=True) as sample:
        ((document_id,),) = sample.execute("select document_id from marts.dim_documents").fetchall()
    base = read_base(build_file, document_id)
    warehouse = MutantWarehouse(tmp_path_factory.mktemp("mutants"), build_file, base)
    chosen = [mutant for mutant in mutants_of(base.cells) if _is_chosen(mutant)]
    warehouse.build(chosen)
    with duckdb.connect(str(warehouse.paths.build)) as working:
        found = judge(working, document_id)
        kinds = {mutant.kind: 1 for mutant in chosen}
        yield Judged(
            {(one.kind, one.name): one for one in found}, scores(found, kinds), false_alarms(working, document_id)
        )


def _is_chosen(mutant: Mutant) -> bool:
    return (mutant.kind, mutant.name) in EXPECTED or (mutant.kind, mutant.name) in {
        ("column_lost", "expenditure//project"),
        ("row_lost", "grid 3 row 4"),
    }


def test_the_document_as_it_should_be_raises_no_alarm(judged: Judged) -> None:
    assert judged.false_alarms == []


@pytest.mark.parametrize(("kind", "name"), EXPECTED)
def test_each_mutant_is_seen_as_worked_out_by_hand(judged: Judged, kind: str, name: str) -> None:
    mutant = judged.mutants[kind, name]
    seen = (mutant.is_detected, mutant.is_located, mutant.is_restored, mutant.wrong_explanations is not None)
    assert seen == EXPECTED[kind, name], mutant


def test_a_whole_column_is_told_where_the_identities_determine_it(judged: Judged) -> None:
    """项目支出 of `expenditure`: 18 amounts, each the row's total less its basic expenditure."""
    column = judged.mutants["column_lost", "expenditure//project"]
    assert (column.cell_count, column.restored_cell_count, column.wrong_explanations) == (18, 18, None)


def test_a_row_taken_out_is_noticed(judged: Judged) -> None:
    assert judged.mutants["row_lost", "grid 3 row 4"].is_detected


def test_scores_count_the_mutants_of_each_kind(judged: Judged) -> None:
    lost = next(score for score in judged.scores if score.mutation_kind == "cell_lost")
    assert (lost.mutant_count, lost.detected_count, lost.located_count, lost.restored_count) == (10, 9, 8, 7)
    assert str(lost.share(lost.detected_count)) == "0.900000"
