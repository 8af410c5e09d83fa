"""DuckDB holds no more memory than a person allows, nor by default more than a part of the machine's."""

from __future__ import annotations

import duckdb
import pytest

from juesuan import settings
from juesuan.locking import bound_memory
from juesuan.settings import MEMORY_CEILING, Settings


def test_a_query_that_needs_more_than_the_bound_stops_where_it_cannot_be_put_aside() -> None:
    with duckdb.connect() as connection:
        bound_memory(connection, 50_000_000)
        connection.execute("set temp_directory = ''")
        with pytest.raises(duckdb.OutOfMemoryException):
            connection.execute("create table numbers as select range, hash(range) from range(20000000)")


def test_the_bound_is_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUESUAN_MEMORY_LIMIT", "800MB")
    assert Settings().memory_limit == 800_000_000


@pytest.mark.parametrize(
    ("machine_gigabytes", "expected_bytes"),
    [(2, 1_000_000_000), (4, 2_000_000_000), (5, MEMORY_CEILING), (64, MEMORY_CEILING)],
)
def test_the_default_is_half_of_the_machine_up_to_the_ceiling(
    monkeypatch: pytest.MonkeyPatch, machine_gigabytes: int, expected_bytes: int
) -> None:
    sizes = {"SC_PHYS_PAGES": machine_gigabytes * 1_000_000, "SC_PAGE_SIZE": 1000}
    monkeypatch.setattr(settings.os, "sysconf", sizes.__getitem__)
    monkeypatch.setattr(settings, "_CONTROL_GROUP", settings.PROJECT_ROOT / "no such file")
    assert settings.default_memory_limit() == expected_bytes
