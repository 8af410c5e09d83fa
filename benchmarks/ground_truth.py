"""Findings against what was planted: recall and precision by cause, and what became of each kind of defect.

    python -m benchmarks.ground_truth [--departments 44] [--years 2020-2022] [--format txt] [--seed 5] [--keep DIR]
    python -m benchmarks.ground_truth --warehouse FILE --truth FILE

The first form writes a corpus with one defect in nine of ten documents, builds its warehouse and compares; the second
compares what is there. A defect is

- *noticed* when a check of its document is broken (for rounding: within its tolerance but not exact);
- *told* when a finding names one of its cells, or its figure of the narrative, in any role;
- *located* when a finding holds one of its cells, or its figure, to be the lost or wrong one;
- *judged* when such a finding gives the cause of the ground truth;
- *mended* when the value it proposes is the true one.

Recall of a cause: judged defects of all planted. Precision: of all findings of the cause, those in documents that have
a defect of it. Findings that only inform are left out; rounding is counted by documents.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parents[1]
_MODELS = ("+fct_findings", "+fct_finding_cells", "+fct_identity_checks", "+dim_documents")

# One row a planted defect of a document (a lost column is one defect of many cells), and how it fared.
_DEFECTS = """
create or replace temp table defects as
with planted as (
    select
        documents.document_id, truth.kind, truth.cause, truth.slot, truth.true_value, truth.printed_value,
        concat_ws('/', truth.statement_code, coalesce(truth.side, ''), truth.line_code, truth.measure_code) as cell
    from truth
    inner join marts.dim_documents as documents on truth.source_name = documents.source_name
    where truth.cause <> 'rounding'
),
cells_found as (
    select
        findings.document_id, findings.finding_id, findings.cause, findings.hypothesis_code, findings.kind,
        concat_ws('/', cells.statement_code, coalesce(cells.side, ''), cells.line_code, cells.measure_code) as cell,
        cells.cell_role in ('lost', 'suspect') as is_held,
        cells.statement_code like 'narrative%' and cells.cell_role in ('lost', 'suspect') as is_figure_held,
        cells.statement_code like 'narrative%' as is_figure,
        replace(replace(cells.source_text, ' ', ''), ',', '') as source_text,
        replace(replace(findings.proposed_value, ',', ''), ' ', '') as proposed_value,
        cells.proposed_amount_yuan,
        regexp_extract(replace(findings.printed_value, ',', ''), '[0-9.]+') as printed_number
    from marts.fct_findings as findings
    inner join marts.fct_finding_cells as cells on findings.finding_id = cells.finding_id
    where findings.cause <> 'rounding'
),
matched as (
    select
        planted.*, found.finding_id, found.cause as found_cause, found.hypothesis_code, found.kind as finding_kind,
        case when planted.slot is null then found.is_held else found.is_figure_held end as is_held,
        regexp_extract(found.proposed_value, '-?[0-9.]+') as proposed_number,
        found.proposed_amount_yuan,
        try_cast(replace(coalesce(planted.true_value, '0'), ',', '') as decimal(20, 4)) as true_number
    from planted
    left join cells_found as found
        on planted.document_id = found.document_id
        and case
            when planted.slot is null then planted.cell = found.cell
            else found.is_figure and (
                try_cast(found.printed_number as decimal(20, 4)) = try_cast(planted.printed_value as decimal(20, 4))
                or contains(coalesce(found.source_text, ''), planted.printed_value)
            )
        end
)
select
    document_id, kind, cause, any_value(slot) as slot, min(cell) as cell, count(distinct cell) as cell_count,
    min(true_value) as true_value, min(printed_value) as printed_value,
    bool_or(document_id in (select document_id from marts.fct_identity_checks where status = 'broken')) as is_noticed,
    coalesce(bool_or(finding_id is not null), false) as is_told,
    coalesce(bool_or(is_held), false) as is_located,
    coalesce(bool_or(found_cause = cause and (is_held or cause = 'undecidable')), false)
        as is_judged,
    coalesce(bool_or(is_held and hypothesis_code = kind), false) as is_named,
    -- The corpus prints in 万元. Of several cells told together each has its own amount.
    coalesce(bool_or(is_held and case
        when slot is null and proposed_amount_yuan is not null then proposed_amount_yuan = true_number * 10000
        else try_cast(proposed_number as decimal(20, 4)) = true_number
    end), false) as is_mended,
    string_agg(distinct finding_kind || ':' || coalesce(hypothesis_code, '-') || ':' || found_cause, ' ') as findings
from matched
group by document_id, kind, cause
"""

# One row a finding, and whether it tells of a defect of its cause in its document.
_FINDINGS = """
create or replace temp table judged_findings as
with touched as (
    select
        findings.finding_id, findings.document_id, findings.kind, findings.cause, findings.severity,
        findings.hypothesis_code, findings.printed_value, findings.proposed_value, findings.cells,
        exists (
            select 1 from defects
            where defects.document_id = findings.document_id and defects.cause = findings.cause
        ) as has_defect_of_cause,
        exists (select 1 from defects where defects.document_id = findings.document_id) as has_defect
    from marts.fct_findings as findings
    where findings.cause <> 'rounding' and findings.severity <> 'information'
)
select touched.*, has_defect_of_cause as is_right from touched
"""


@dataclass(frozen=True)
class Share:
    """Some of all."""

    some: int
    whole: int

    def __str__(self) -> str:
        return f"{self.some}/{self.whole} {100 * self.some / self.whole:5.1f} %" if self.whole else "0/0      –"


def compare(warehouse: Path, truth: Path) -> duckdb.DuckDBPyConnection:
    """A connection with the tables `defects` and `judged_findings` beside the marts of a build or published file."""
    connection = duckdb.connect(str(warehouse), read_only=True)
    connection.execute(f"create temp view truth as select * from read_csv('{truth}', all_varchar = true)")
    connection.execute(_DEFECTS)
    connection.execute(_FINDINGS)
    return connection


def by_cause(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[Share, Share]]:
    """Cause → (recall, precision); rounding by documents."""
    result: dict[str, tuple[Share, Share]] = {}
    for cause in ("extraction_loss", "publisher_error", "undecidable"):
        recall = _counts(
            connection, f"select count(*) filter (is_judged), count(*) from defects where cause = '{cause}'"
        )
        precision = _counts(
            connection, f"select count(*) filter (is_right), count(*) from judged_findings where cause = '{cause}'"
        )
        result[cause] = (Share(*recall), Share(*precision))
    both, planted, found = _counts(
        connection,
        """with planted as (
            select distinct documents.document_id from truth
            inner join marts.dim_documents as documents on truth.source_name = documents.source_name
            where truth.cause = 'rounding'
        ), found as (select distinct document_id from marts.fct_findings where cause = 'rounding')
        select (select count(*) from planted where document_id in (select document_id from found)),
            (select count(*) from planted), (select count(*) from found)""",
    )
    return result | {"rounding": (Share(both, planted), Share(both, found))}


def _counts(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    return tuple(connection.execute(query).fetchall()[0])


def print_report(connection: duckdb.DuckDBPyConnection) -> None:
    """Two tables: causes, kinds."""
    print(f"{'cause':<18} {'recall':>18} {'precision':>18}")
    for cause, (recall, precision) in by_cause(connection).items():
        print(f"{cause:<18} {recall!s:>18} {precision!s:>18}")
    columns = ("noticed", "told", "located", "judged", "named", "mended")
    print(f"\n{'planted defect':<24} {'of':>4} " + " ".join(f"{name:>8}" for name in columns))
    counts = ", ".join(f"count(*) filter (is_{name})" for name in columns)
    rows = connection.execute(f"select kind, count(*), {counts} from defects group by kind order by kind").fetchall()
    for kind, whole, *some in rows:
        print(f"{kind:<24} {whole:>4} " + " ".join(f"{count:>8}" for count in some))
    untouched, alarms = _counts(
        connection,
        """select count(*), count(*) filter (document_id in (select document_id from judged_findings))
        from marts.dim_documents where document_id not in (select document_id from defects)""",
    )
    print(f"\n{untouched} untouched documents, {alarms} of them with a finding beyond information")


def build(folder: Path, order: Sequence[str]) -> tuple[Path, Path]:
    """Write a corpus, ingest it and build the models of findings; returns the build file and the ground truth."""
    documents, warehouse = folder / "documents", folder / "w.duckdb"
    for command in (
        [sys.executable, "-m", "benchmarks.corpus", *order, "--out", str(documents)],
        [sys.executable, "-m", "juesuan", "ingest", str(documents), "--warehouse", str(warehouse)],
        [
            *(str(Path(sys.executable).with_name("dbt")), "--quiet", "build", "--profiles-dir", "."),
            *("--target-path", str(folder / "dbt"), "--exclude-resource-type", "test", "unit_test"),
            *("--select", *_MODELS),
        ],
    ):
        environment = {**os.environ, "JUESUAN_BUILD_FILE": str(folder.resolve() / "w.build.duckdb")}
        subprocess.run(command, check=True, cwd=PROJECT, env=environment)
    return folder / "w.build.duckdb", folder / "documents-ground-truth.csv"


def main() -> int:
    """Build if asked, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--warehouse", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--departments", default="44")
    parser.add_argument("--years", default="2020-2022")
    parser.add_argument("--format", default="txt")
    parser.add_argument("--seed", default="5")
    parser.add_argument("--defects", default="all")
    parser.add_argument("--keep", type=Path, default=PROJECT / "target" / "ground_truth")
    given = parser.parse_args()
    warehouse, truth = given.warehouse, given.truth
    if not (warehouse and truth):
        order = (
            "--departments",
            given.departments,
            "--years",
            given.years,
            "--format",
            given.format,
            "--seed",
            given.seed,
        )
        warehouse, truth = build(given.keep, (*order, "--defects", given.defects, "--defect-share", "0.9"))
    print_report(compare(warehouse, truth))
    return 0


if __name__ == "__main__":
    sys.exit(main())
