"""What a build that only adds to the tables works on."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.python.warehouse.warehouse_builder import BUILD_FILE_NAME, compile_sql

WIDENED_BETWEEN_TWO_LOOKS = """
{% if execute %}
delete {{ scope_of_this_node() }}
{%- do run_query("insert into " ~ documents_in_scope() ~ " values ('b')") %}
insert {{ scope_of_this_node() }} read {{ rows_in_scope('operands') }}
{% endif %}
"""


def test_a_model_takes_out_and_makes_again_the_same_documents_whatever_widens_the_scope_meanwhile(
    tmp_path: Path,
) -> None:
    # Of two models that run at a time one may widen the scope while the other is between its statements.
    build_file = tmp_path / BUILD_FILE_NAME
    with duckdb.connect(str(build_file)) as connection:
        connection.execute("create schema intermediate")
        connection.execute("create table intermediate._documents_in_scope as select 'a' as document_id")
    rendered = compile_sql(build_file, WIDENED_BETWEEN_TWO_LOOKS)
    with duckdb.connect(str(build_file)) as connection:
        scope = connection.execute("from intermediate._documents_in_scope order by all").fetchall()
    assert scope == [("a",), ("b",)]
    assert [line for line in rendered.splitlines() if line] == [
        "delete 'a'",
        "insert 'a' read (select * from operands where document_id in ('a') and list_contains(['a'], document_id))",
    ]


def test_what_looks_at_a_document_in_scope_comes_in_with_all_that_it_looks_at(tmp_path: Path) -> None:
    """Unit u1 changed: d looks at it and is made again, so all that d looks at, and that those look at, is at hand.

    x looks at what came in only because d looks at it: nothing that x looks at has changed.
    """
    build_file = tmp_path / BUILD_FILE_NAME
    relations = "('d', 'u1'), ('d', 'u2'), ('u2', 'u2 before'), ('u2 before', 'u2 earlier'), ('x', 'u2'), ('y', 'z')"
    with duckdb.connect(str(build_file)) as connection:
        connection.execute("create schema intermediate")
        connection.execute("create table intermediate._documents_in_scope as select 'u1' as document_id")
        connection.execute(f"create table relations as from (values {relations}) as pairs (document_id, related)")
    rendered = compile_sql(build_file, "{{ scope_widened_to_related('relations', 'related') }}")
    with duckdb.connect(str(build_file)) as connection:
        connection.execute(rendered)
        scope = connection.execute("select document_id from intermediate._documents_in_scope order by all").fetchall()
    assert [document_id for (document_id,) in scope] == ["d", "u1", "u2", "u2 before", "u2 earlier"]
