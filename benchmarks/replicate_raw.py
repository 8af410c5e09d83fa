"""A build file of any size for timing the models: the raw rows of one small build file under new document ids.

    python benchmarks/replicate_raw.py SOURCE.build.duckdb TARGET.build.duckdb --documents 1000

The documents of the source are repeated together, each time as other departments of the same years, so that years and
units that are consistent stay so. Nothing is parsed: a build of 10,000 documents can be timed a minute after. A
thousand accounts that differ make a good source (`benchmarks/corpus.py` invents them).
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))  # the packages of the project, from wherever this is started

DEPARTMENT = "'甲' || copies.number // copies.source_count || {name}"
"""A name of its own for each time: in front, as a region is, and wherever a document prints it."""
DOCUMENTS_AT_A_TIME = 250

COPIES = """
create or replace temp table copies as
select
    numbers.number,
    sources.source_count,
    sources.document_id as copied_id,
    sha256(sources.document_id || '/' || numbers.number) as content_sha256,
    left(sha256(sources.document_id || '/' || numbers.number), 16) as document_id,
from (select unnest(range($first, $last)) as number) as numbers
inner join (
    select document_id, row_number() over (order by document_id) - 1 as place, count(*) over () as source_count
    from source.raw.documents
) as sources on numbers.number % sources.source_count = sources.place
"""

DOCUMENTS = f"""
insert into target.raw.documents by name
select
    documents.* replace (
        copies.document_id as document_id,
        copies.content_sha256 as content_sha256,
        {DEPARTMENT.format(name="documents.department_name")} as department_name,
        'copy-' || copies.number || '.txt' as source_name,
        '/copies/' || copies.number || '.txt' as source_path,
        copies.number + 1 as ingest_sequence,
        copies.number + 1 as reading_sequence
    )
from source.raw.documents as documents
inner join copies on documents.document_id = copies.copied_id
"""

LOG = """
insert into target.raw.ingest_log by name
select log.* replace (copies.document_id as document_id, '/copies/' || copies.number || '.txt' as source_path)
from source.raw.ingest_log as log
inner join copies on log.document_id = copies.copied_id
where log.status = 'ingested'
"""

ROWS = """
insert into target.raw.{table} by name
select part.* replace ({replaced})
from copies
inner join source.raw.{table} as part on copies.copied_id = part.document_id
order by copies.number
"""


def replicate(source: Path, target: Path, documents: int) -> None:
    """Fill the raw schema of a new build file; raises duckdb.Error where the source holds no raw rows."""
    from ingest.storage import STORAGE_VERSION

    target.unlink(missing_ok=True)
    connection = duckdb.connect()
    connection.execute(f"attach '{source}' as source (read_only)")
    connection.execute(f"attach '{target}' as target (storage_version '{STORAGE_VERSION}')")
    connection.execute("create schema target.raw")
    tables = [
        row[0]
        for row in connection.execute(
            "select table_name from duckdb_tables() where database_name = 'source' and schema_name = 'raw' order by all"
        ).fetchall()
    ]
    for table in tables:
        connection.execute(f"create table target.raw.{table} as from source.raw.{table} limit 0")
    parts = [table for table in tables if table not in {"documents", "ingest_log", "source_files"}]
    for first in range(0, documents, DOCUMENTS_AT_A_TIME):
        last = min(first + DOCUMENTS_AT_A_TIME, documents)
        connection.execute(COPIES, {"first": first, "last": last})
        connection.execute(DOCUMENTS)
        connection.execute(LOG)
        for table in parts:
            connection.execute(ROWS.format(table=table, replaced=", ".join(_replaced(table))))
    connection.close()


def _replaced(table: str) -> list[str]:
    columns = ["copies.document_id as document_id"]
    if table == "tables":
        columns.append(f"{DEPARTMENT.format(name='part.department_printed')} as department_printed")
    return columns


def main() -> None:
    """Read the arguments and make the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    arguments = parser.parse_args()
    began = time.monotonic()
    replicate(arguments.source, arguments.target, arguments.documents)
    size = arguments.target.stat().st_size / 1e6
    sys.stdout.write(f"{arguments.documents} documents, {size:.0f} MB, {time.monotonic() - began:.1f} s\n")


if __name__ == "__main__":
    main()
