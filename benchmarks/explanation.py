"""What explaining breaks costs: many documents with three breaks each, and the time of the models that explain them.

    python benchmarks/explanation.py SOURCE.build.duckdb [--documents 1000] [--keep FILE.build.duckdb]

The raw rows of a small build file (that of `juesuan refresh` on the bundled sample) are repeated under other document
ids; in every copy three printed amounts are altered, chosen by the copy's own id: one is lost, one has a digit changed,
one is ten times too large. dbt builds everything up to the checks; then only the models of the findings are built and
timed, so that the figure is theirs alone. Breaks that the sample has by itself come on top. Exit code 1 beyond the
limit.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))  # the packages of the project, from wherever this is started

# E402: a package of the project is found only after the line above.
from benchmarks.replicate_raw import replicate  # noqa: E402 - see above
from juesuan.dbt_runner import parsed_project  # noqa: E402 - see above
from juesuan.locking import open_build  # noqa: E402 - see above
from juesuan.settings import Settings, WarehousePaths  # noqa: E402 - see above
from juesuan.transform import run_dbt  # noqa: E402 - see above

LIMIT_SECONDS = 20
"""For 1,000 documents with three breaks each, on two cores."""

EXPLAINED = (
    "int_break_documents+",
    "int_break_checks_touched+",
    "int_unrounded_terms+",
    "int_digit_positions",
    "int_finding_roundings",
    "int_finding_vocabulary",
)
CHECKED = (
    "+fct_identity_checks",
    "+int_statement_lines",
    "+int_amounts_claimed",
    "+int_identity_operands",
    "+int_reported_amounts",
    "+int_findings_of_subjects",
    "+int_findings_of_documents",
    "resource_type:seed",
)

BREAKS = """
create or replace temp table altered as
with amounts as (
    select
        document_id,
        table_index,
        row_index,
        column_index,
        fragment_index,
        row_number() over (
            partition by document_id
            order by md5(document_id || table_index || '/' || row_index || '/' || column_index)
        ) as place
    from target.raw.cells
    where cell_role = 'amount' and cell_kind = 'printed_number' and length(text) > 4
)

select * from amounts
where place <= 3
"""

ALTER = """
update target.raw.cells as cells
set
    text = case altered.place
        when 1 then ''
        when 2 then case when left(text, 1) = '1' then '2' else '1' end || substr(text, 2)
        else replace(replace(text, ',', ''), ' ', '') || '0'
    end,
    cell_kind = case altered.place when 1 then 'blank' else cells.cell_kind end
from altered
where
    cells.document_id = altered.document_id
    and cells.table_index = altered.table_index
    and cells.row_index = altered.row_index
    and cells.column_index = altered.column_index
    and cells.fragment_index = altered.fragment_index
"""


def plant_breaks(build_file: Path) -> int:
    """Alter three amounts of every document; returns how many were altered."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{build_file}' as target")
        connection.execute(BREAKS)
        connection.execute(ALTER)
        row = connection.execute("select count(*) from altered").fetchone()
    return int(row[0]) if row else 0


@dataclass(frozen=True, slots=True)
class Build:
    """What a run of dbt took, its parse of the project apart: seconds of the clock, of processor, and of each node."""

    wall: float
    processor: float
    nodes: dict[str, float]


def build(build_file: Path, arguments: list[str]) -> Build:
    """Run dbt on a build file, held open over the run as `juesuan build` holds it.

    Raises:
        RuntimeError: dbt failed.
    """
    paths = WarehousePaths.of(build_file.with_name(build_file.name.removesuffix(".build.duckdb") + ".duckdb"))
    everything = ["build", "--exclude-resource-type", "test", "unit_test", *arguments]
    manifest = parsed_project(paths)
    with open_build(paths):
        started, processor_started = time.perf_counter(), time.process_time()
        result = run_dbt(paths, Settings(), everything, manifest)
        wall, processor = time.perf_counter() - started, time.process_time() - processor_started
    nodes = list(getattr(result.result, "results", None) or [])
    if not result.success:
        raise RuntimeError(f"dbt failed: {[node.node.name for node in nodes if str(node.status) == 'error']}")
    return Build(wall, processor, {node.node.name: float(node.execution_time) for node in nodes})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--keep", type=Path, help="build here and keep the file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        target = options.keep or Path(scratch) / "explanation.build.duckdb"
        replicate(options.source, target, options.documents)
        print(f"{plant_breaks(target)} amounts altered in {options.documents} documents", flush=True)
        checked = build(target, ["--select", *CHECKED])
        print(f"{checked.wall:.1f} s for everything up to the checks", flush=True)
        explained = build(target, ["--select", *EXPLAINED, "--exclude", "rpt_*", "dim_*"])
        for name, value in sorted(explained.nodes.items(), key=lambda item: -item[1])[:12]:
            print(f"  {value:6.2f} s {name}")
        with duckdb.connect(str(target), read_only=True) as connection:
            counts = connection.execute(
                "select count(*), count(distinct document_id) from marts.fct_findings"
            ).fetchone()
            broken = connection.execute(
                "select count(*) from marts.fct_identity_checks where status = 'broken'"
            ).fetchone()
    print(
        f"{explained.wall:.1f} s ({explained.processor:.1f} s of processor) "
        f"to explain {broken[0] if broken else 0} broken checks; findings: {counts}"
    )
    return 0 if explained.wall <= LIMIT_SECONDS * max(1, options.documents / 1000) else 1


if __name__ == "__main__":
    sys.exit(main())
