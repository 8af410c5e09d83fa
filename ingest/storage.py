"""How DuckDB files are made: one storage version for every file, and how texts are compressed in it."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

STORAGE_VERSION = "v1.3.0"
"""The oldest DuckDB that reads our files. Texts take a quarter less time to write than in the default version, v1.0."""
_STORAGE_OF_THIS = "select tags['storage_version'] from duckdb_databases() where database_name = current_database()"


def create_file(path: Path) -> None:
    """Make an empty file of our storage version. Raises duckdb.Error where it cannot be written."""
    with duckdb.connect() as connection:
        quoted = str(path).replace("'", "''")
        connection.execute(f"attach '{quoted}' as made (storage_version '{STORAGE_VERSION}')")


def text_compression(connection: duckdb.DuckDBPyConnection) -> str:
    """The compression of texts that repeat, of those that the open file's version knows. To ask for one that it does
    not know would store them uncompressed, in ten times the room."""
    found = connection.execute(_STORAGE_OF_THIS).fetchone()
    version = tuple(map(int, re.findall(r"\d+", str(found[0] if found else ""))[:2]))
    return "dict_fsst" if version >= (1, 3) else "dictionary"
