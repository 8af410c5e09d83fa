"""What the models saw of each mutant: noticed, found at its place, put right, or explained wrongly.

Everything is compared with what the same models say of the document as it should be, which stands in the same file: a
break or finding that it shows too is none of the mutant's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

PLACE = "statement_code, side, line_code, measure_code"

_VIEWS = f"""
create or replace temp table truth as
select {PLACE}, amount_yuan
from intermediate.int_statement_cells
where document_id = $base and amount_yuan is not null;

create or replace temp table changed as
select changes.document_id, {PLACE}, truth.amount_yuan, changes.text is null as is_removed
from plan.changes
left join truth using ({PLACE});

create or replace temp table base_breaks as
select distinct identity_code, instance_key
from marts.fct_identity_checks
where document_id = $base and status = 'broken';

create or replace temp table own_breaks as
select document_id, identity_code, instance_key
from marts.fct_identity_checks
anti join base_breaks using (identity_code, instance_key)
where status = 'broken' and severity <> 'information' and document_id <> $base;

create or replace temp table own_findings as
select found.*
from marts.fct_findings as found
anti join (select * from marts.fct_findings where document_id = $base) as known
    on found.kind = known.kind
    and found.cause = known.cause
    and found.cells = known.cells
    and found.proposed_amount_yuan is not distinct from known.proposed_amount_yuan
where found.document_id <> $base and found.cause <> 'rounding';

-- What a finding says that its check lacks, give or take what rounding leaves open there.
create or replace temp table tolerances as
select
    document_id, finding_id,
    coalesce(
        min(tolerance_yuan) filter (where relation in ('mended', 'still_broken', 'unexplained')),
        max(tolerance_yuan), 0
    ) as tolerance_yuan
from marts.fct_finding_checks
group by document_id, finding_id;

-- The cells that one finding says are wrong together: numbers in the wrong column, or a line that is gone.
create or replace temp table cells_told_together as
select
    document_id, finding_id, cells.statement_code, cells.side, cells.line_code, cells.measure_code,
    cells.proposed_amount_yuan
from own_findings
inner join marts.fct_finding_cells as cells using (document_id, finding_id)
where
    own_findings.kind in ('swapped_cells', 'shifted_cells', 'lost_line')
    and cells.cell_role in ('lost', 'suspect')
    and cells.proposed_amount_yuan is not null;

-- A proposal for one place, or for one of several (a finding without a principal cell).
create or replace temp table proposals as
select own_findings.document_id, {PLACE}, true as is_of_one_place, proposed_amount_yuan, tolerance_yuan
from own_findings
left join tolerances using (document_id, finding_id)
where proposed_amount_yuan is not null and statement_code in (select statement_code from seeds.statements)
union
select
    own_findings.document_id,
    cells.statement_code, cells.side, cells.line_code, cells.measure_code,
    false, own_findings.proposed_amount_yuan, tolerance_yuan
from own_findings
inner join marts.fct_finding_cells as cells using (document_id, finding_id)
left join tolerances using (document_id, finding_id)
where
    own_findings.proposed_amount_yuan is not null and own_findings.statement_code is null
    and cells.cell_role in ('lost', 'suspect')
union
select document_id, {PLACE}, true, proposed_amount_yuan, tolerance_yuan
from cells_told_together
left join tolerances using (document_id, finding_id)
union
select document_id, {PLACE}, true, amount_yuan, tolerance_yuan
from marts.fct_reported_amounts
left join tolerances using (document_id, finding_id)
where cell_state = 'deduced' and document_id <> $base;

create or replace temp table cells_judged as
select
    changed.*,
    exists(
        select 1 from own_findings
        where
            own_findings.document_id = changed.document_id
            and own_findings.statement_code = changed.statement_code
            and own_findings.side = changed.side
            and own_findings.line_code = changed.line_code
            and own_findings.measure_code = changed.measure_code
    ) or exists(
        select 1 from cells_told_together as told
        where
            told.document_id = changed.document_id
            and told.statement_code = changed.statement_code
            and told.side = changed.side
            and told.line_code = changed.line_code
            and told.measure_code = changed.measure_code
    ) as is_located,
    exists(
        select 1 from marts.fct_finding_cells as cells
        inner join own_findings using (finding_id, document_id)
        where
            cells.document_id = changed.document_id
            and cells.statement_code = changed.statement_code
            and cells.side = changed.side
            and cells.line_code = changed.line_code
            and cells.measure_code = changed.measure_code
    ) as is_named,
    exists(
        select 1 from proposals
        where
            proposals.document_id = changed.document_id
            and proposals.statement_code = changed.statement_code
            and proposals.side = changed.side
            and proposals.line_code = changed.line_code
            and proposals.measure_code = changed.measure_code
            and proposals.proposed_amount_yuan = coalesce(changed.amount_yuan, 0)
    ) as is_restored
from changed;

-- Wrong is a proposal that misses what was printed by more than rounding, and an assertion (extraction loss or error of
-- the publisher) of a place that the mutant left as it was. A proposal for one of several places is right if it fits.
create or replace temp table proposals_compared as
select
    proposals.*,
    abs(proposed_amount_yuan - coalesce(truth.amount_yuan, 0)) <= coalesce(tolerance_yuan, 0) as is_near
from proposals
left join truth using ({PLACE});

create or replace temp table wrong_explanations as
select distinct document_id, 'proposes ' || proposed_amount_yuan || ' at ' || concat_ws('/', {PLACE}) as explanation
from proposals_compared
where is_of_one_place and not is_near
union
select document_id, 'proposes ' || proposed_amount_yuan || ' for one of several places'
from proposals_compared
left join (select document_id, {PLACE}, true as is_changed from changed) using (document_id, {PLACE})
where not is_of_one_place
group by document_id, proposed_amount_yuan
having not bool_or(is_near and coalesce(is_changed, false))
union
select
    document_id,
    kind || ' (' || coalesce(hypothesis_code, '-') || ', ' || cause || ') at ' || concat_ws('/', {PLACE})
from own_findings
anti join changed using (document_id, {PLACE})
where
    statement_code is not null
    and (cause in ('extraction_loss', 'publisher_error') or proposed_amount_yuan is not null);
"""

_MUTANTS_JUDGED = """
create or replace temp table mutants_judged as
with breaks as (select document_id, count(*) as break_count from own_breaks group by document_id),
alarms as (
    select document_id, count(*) as alarm_count from own_findings where severity <> 'information' group by document_id
),
wrong as (
    select document_id, string_agg(explanation, '; ' order by explanation) as wrong_explanations
    from wrong_explanations group by document_id
),
cells as (
    select
        document_id,
        count(*) as cell_count,
        count(*) filter (where is_located) as located_cell_count,
        count(*) filter (where is_named) as named_cell_count,
        count(*) filter (where is_restored) as restored_cell_count
    from cells_judged group by document_id
)
select
    mutants.*,
    coalesce(break_count, 0) as break_count,
    coalesce(alarm_count, 0) as alarm_count,
    coalesce(break_count, 0) > 0 or coalesce(alarm_count, 0) > 0 as is_detected,
    cell_count, located_cell_count, named_cell_count, restored_cell_count,
    wrong_explanations
from plan.mutants
left join breaks using (document_id)
left join alarms using (document_id)
left join wrong using (document_id)
left join cells using (document_id)
"""

_FALSE_ALARMS = f"""
select kind || ' (' || cause || ', ' || severity || ')', concat_ws('/', {PLACE}), message_en
from marts.fct_findings
where
    document_id = $base and severity <> 'information' and review_state <> 'accepted'
    and statement_code in (select statement_code from seeds.statements)
order by all
"""


@dataclass(frozen=True, slots=True)
class MutantJudged:
    """What became of one mutant."""

    kind: str
    name: str
    is_detected: bool
    cell_count: int
    located_cell_count: int
    named_cell_count: int
    restored_cell_count: int
    break_count: int
    wrong_explanations: str | None

    @property
    def is_located(self) -> bool:
        """A finding names each changed cell as its principal one, or as one of those wrong together."""
        return self.located_cell_count == self.cell_count

    @property
    def is_restored(self) -> bool:
        """What was printed is told to the cent, for each changed cell: for it alone or as one of several."""
        return self.restored_cell_count == self.cell_count


@dataclass(frozen=True, slots=True)
class Score:
    """The mutants of one kind, counted. `possible_count` is how many there are, of which `mutant_count` were tried."""

    mutation_kind: str
    possible_count: int
    mutant_count: int
    detected_count: int
    located_count: int
    restored_count: int
    wrongly_explained_count: int
    cell_count: int
    restored_cell_count: int

    def share(self, count: int) -> Decimal:
        """A count as a share of the mutants tried, six digits, cut off."""
        return (Decimal(count) / self.mutant_count).quantize(Decimal("0.000001"), rounding="ROUND_DOWN")


def judge(working: duckdb.DuckDBPyConnection, base_id: str) -> list[MutantJudged]:
    """The mutants of the batch that a working file holds, each with what the models saw of it."""
    for statement in [*_VIEWS.split(";\n"), _MUTANTS_JUDGED]:
        if statement.strip():
            working.execute(statement, {"base": base_id} if "$base" in statement else None)
    rows: list[tuple[Any, ...]] = working.execute(
        "select mutation_kind, mutation_name, is_detected, cell_count, located_cell_count, named_cell_count, "
        "restored_cell_count, break_count, wrong_explanations from mutants_judged order by document_id"
    ).fetchall()
    return [MutantJudged(*row) for row in rows]


def false_alarms(working: duckdb.DuckDBPyConnection, base_id: str) -> list[tuple[str, str, str]]:
    """Findings above information on the statements of the document as it should be that no review accepts."""
    return working.execute(_FALSE_ALARMS, {"base": base_id}).fetchall()


def scores(judged: list[MutantJudged], possible: dict[str, int]) -> list[Score]:
    """One score for each kind of mutation, in the order the kinds first stand."""
    return [
        Score(
            kind,
            possible[kind],
            len(own := [mutant for mutant in judged if mutant.kind == kind]),
            sum(mutant.is_detected for mutant in own),
            sum(mutant.is_located for mutant in own),
            sum(mutant.is_restored for mutant in own),
            sum(mutant.wrong_explanations is not None for mutant in own),
            sum(mutant.cell_count for mutant in own),
            sum(mutant.restored_cell_count for mutant in own),
        )
        for kind in possible
    ]
