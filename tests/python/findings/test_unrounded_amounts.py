"""What printed amounts were before rounding: against a linear program, the catalogue's own vector, and by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from tests.python.findings.accounts import EXPENDITURE, GENERAL_PUBLIC, account
from tests.python.identities.conftest import read_csv
from tests.python.warehouse.warehouse_builder import build_warehouse

PLACE = "statement_code, side, line_code, measure_code"
TERMS_OF_WHAT_HOLDS = f"""
select identity_code || '|' || instance_key as check_key, concat_ws('/', {PLACE}) as cell, terms.weight,
    terms.amount_yuan, terms.rounding_half_width_yuan
from intermediate.int_identity_terms as terms
inner join marts.fct_identity_checks as checks using (document_id, identity_code, instance_key)
where terms.kind in ('sum', 'copy') and terms.is_printed and terms.amount_yuan is not null
    and checks.status in ('exact', 'within_rounding') and checks.severity <> 'information'
"""
# The same project expenditure of item 2060499: 1,270.51, 1,270.50 and 1,270.49, no two neighbours more than 0.01 apart.
# By the first it was 1,270.505 at least, by the last 1,270.495 at most.
THREE_COPIES: dict[tuple[str, str, str], str | None] = {
    (EXPENDITURE, "2060499", "project"): "1,270.51",
    (GENERAL_PUBLIC, "20604", "project"): "1,270.49",
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    documents = [
        account("consistent"),
        account("half", {(EXPENDITURE, "2060499", "project"): "1,270.51"}),
        account("three copies", THREE_COPIES),
        account("three copies and a break", {**THREE_COPIES, (EXPENDITURE, "20604", "total"): "1,490.50"}),
    ]
    select = ["+fct_findings", "+fct_finding_cells", "+fct_finding_checks", "+fct_unrounded_amounts"]
    with build_warehouse(tmp_path_factory.mktemp("unrounded"), documents, select=select) as built:
        yield built


def _amounts(warehouse: duckdb.DuckDBPyConnection, name: str) -> dict[str, tuple[Decimal, Decimal, bool]]:
    rows = warehouse.execute(
        f"select concat_ws('/', {PLACE}), lowest_yuan, highest_yuan, is_cause_of_differences "
        "from marts.fct_unrounded_amounts inner join intermediate.int_documents using (document_id) "
        "where source_name = ?",
        [f"{name}.txt"],
    ).fetchall()
    return {cell: (lowest, highest, is_cause) for cell, lowest, highest, is_cause in rows}


def test_amounts_that_agree_to_the_cent_are_left_alone(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert _amounts(warehouse, "consistent") == {}


def test_an_amount_printed_up_and_down_was_half_way(warehouse: duckdb.DuckDBPyConnection) -> None:
    half = (Decimal(12_705_050), Decimal(12_705_050), True)
    amounts = _amounts(warehouse, "half")
    for cell in (
        f"{EXPENDITURE}//2060499/project",
        f"{EXPENDITURE}//20604/project",
        f"{GENERAL_PUBLIC}//20604/project",
    ):
        assert amounts[cell] == half
    # 1,400.50 in total of which 130.00 basic: to the last digit as printed, and 0.005 more.
    assert amounts[f"{EXPENDITURE}//2060499/total"][0] == Decimal(14_005_000)
    ((finding_id, zh, en),) = warehouse.execute(
        "select finding_id, message_zh, message_en from marts.fct_findings inner join intermediate.int_documents "
        "using (document_id) where kind = 'rounding_difference' and source_name = 'half.txt'"
    ).fetchall()
    cells = warehouse.execute(
        f"select concat_ws('/', {PLACE}), cell_role, proposed_amount_yuan from marts.fct_finding_cells "
        "where finding_id = ?",
        [finding_id],
    ).fetchall()
    assert (f"{EXPENDITURE}//2060499/project", "rounded", Decimal("12705050.00")) in cells
    assert "1270.505" in zh and "1270.505" in en and "2060499" in zh


def test_copies_that_agree_two_by_two_and_not_together_are_found(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        f"select finding_id, severity, cause, concat_ws('/', {PLACE}), message_en from marts.fct_findings "
        "inner join intermediate.int_documents using (document_id) "
        "where kind = 'amounts_irreconcilable' and source_name = 'three copies.txt'"
    ).fetchall()
    [(finding_id, severity, cause, cell, message)] = found
    assert (severity, cause, cell) == ("warning", "undecidable", f"{EXPENDITURE}//20604/project")
    assert "1270.505" in message and "1270.495" in message
    assert warehouse.execute(
        "select distinct relation, status_before from marts.fct_finding_checks where finding_id = ?", [finding_id]
    ).fetchall() == [("bounding", "within_rounding")]
    sides = warehouse.execute(
        "select identity_code, instance_key from marts.fct_finding_checks where finding_id = ? order by all",
        [finding_id],
    ).fetchall()
    assert len(sides) == 2
    assert warehouse.execute(
        f"select cell_role, concat_ws('/', {PLACE}), source_text from marts.fct_finding_cells where finding_id = ?",
        [finding_id],
    ).fetchall() == [("suspect", f"{EXPENDITURE}//20604/project", "1,270.50")]


def test_what_follows_from_a_break_beside_it_is_not_told_again(warehouse: duckdb.DuckDBPyConnection) -> None:
    kinds = dict(
        warehouse.execute(
            "select kind, count(*) from marts.fct_findings inner join intermediate.int_documents using (document_id) "
            "where source_name = 'three copies and a break.txt' group by kind"
        ).fetchall()
    )
    assert "amounts_irreconcilable" not in kinds
    assert kinds.keys() - {"rounding_difference", "broken_structure"} != set()


def test_bounds_are_those_of_a_linear_program(sample_warehouse: Path) -> None:
    """No interval is narrower than what linear programming leaves of it, and what it leaves as one point is one."""
    build_file = sample_warehouse.with_name(f"{sample_warehouse.stem}.build.duckdb")
    with duckdb.connect(str(build_file), read_only=True) as built:
        terms = built.execute(TERMS_OF_WHAT_HOLDS).fetchall()
        bounds = built.execute(
            f"select concat_ws('/', {PLACE}), lowest_yuan, highest_yuan from marts.fct_unrounded_amounts"
        ).fetchall()
    cells = {cell: number for number, cell in enumerate(sorted({term[1] for term in terms}))}
    checks = {check: number for number, check in enumerate(sorted({term[0] for term in terms}))}
    printed = {cell: (float(amount - half), float(amount + half)) for _, cell, _, amount, half in terms}
    matrix = csr_matrix(
        ([float(term[2]) for term in terms], ([checks[term[0]] for term in terms], [cells[term[1]] for term in terms])),
        shape=(len(checks), len(cells)),
    )
    assert len(bounds) > 50
    for cell, lowest, highest in bounds:
        ends = []
        for sign in (1.0, -1.0):
            goal = np.zeros(len(cells))
            goal[cells[cell]] = sign
            solved = linprog(
                goal, A_eq=matrix, b_eq=np.zeros(len(checks)), bounds=[printed[cell] for cell in cells], method="highs"
            )
            assert solved.status == 0, f"{cell}: {solved.message}"
            ends.append(sign * solved.fun)
        assert float(lowest) <= ends[0] + 0.01 and ends[1] <= float(highest) + 0.01, cell
        if ends[1] - ends[0] < 0.01:
            assert lowest == highest, cell


def test_the_vector_of_the_catalogue(sample_warehouse: Path, shared_file: Callable[[str], Path]) -> None:
    """The catalogue names five amounts that all copies and sums of 2023 force to a point, in 万元."""
    [row] = [row for row in read_csv(shared_file("reference/identities.csv")) if "one unrounded vector" in str(row)]
    points = next(text for text in row.values() if "forced to a point" in str(text)).split("point: ")[1]
    forced = {name: Decimal(value) * 10_000 for name, value in (item.split("=") for item in points.split(", "))}
    build_file = sample_warehouse.with_name(f"{sample_warehouse.stem}.build.duckdb")
    with duckdb.connect(str(build_file), read_only=True) as built:
        found = {
            (line, measure): lowest
            for line, measure, lowest in built.execute(
                "select line_code, measure_code, lowest_yuan from marts.fct_unrounded_amounts "
                "where statement_code = 'expenditure' and is_determined"
            ).fetchall()
        }
    assert {name: found[place] for name, place in {
        "i2089999": ("2089999", "total"),
        "c208": ("208", "total"),
        "tot": ("total", "total"),
        "basic": ("total", "basic"),
        "proj": ("total", "project"),
    }.items()} == forced  # fmt: skip
