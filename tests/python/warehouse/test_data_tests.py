"""A check that cannot fail checks nothing: each data test of the core fails when the one thing it guards is broken."""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import duckdb
import pytest

from juesuan.errors import StageError
from juesuan.settings import Settings, WarehousePaths
from juesuan.transform import build_models
from tests.python.warehouse.warehouse_builder import (
    BUILD_FILE_NAME,
    Document,
    Row,
    build_warehouse,
    failing_tests,
    run_dbt,
    write_raw,
)

CELLS: list[Row] = [
    ("expenditure", "", "total", "total", "10.00"),
    ("expenditure", "", "205", "total", "10.00"),
    ("expenditure", "", "20508", "total", "10.00"),
    ("expenditure", "", "2050803", "total", "10.00"),
    ("expenditure", "", "2050803", "basic", ""),
]
FACT = "marts.fct_reported_amounts"
BREAKS = {
    "each_printed_cell_stands_once": f"insert into {FACT} select * from {FACT} where line_code = 'total'",
    "every_amount_belongs_to_a_document": f"update {FACT} set document_id = 'unknown'",
    "every_amount_has_a_measure_of_its_statement": f"update {FACT} set measure_code = 'project_budget'",
    "every_subject_amount_has_its_subject_in_the_edition_of_its_year": f"update {FACT} set subject_code = '299'",
    "half_widths_are_positive": f"update {FACT} set rounding_half_width_yuan = 0",
    "an_amount_is_printed_deduced_or_disputed": f"update {FACT} set cell_state = 'guessed'",
    "every_amount_has_a_known_unit_of_money": f"update {FACT} set unit_name = '美元'",
    "every_subject_has_its_parent_in_the_same_edition": "delete from marts.dim_subjects where subject_code = '20508'",
    "a_subject_level_follows_from_the_length_of_its_code": "update marts.dim_subjects set level = 1",
    "a_series_keeps_its_classification_and_its_period_holds_the_year": (
        "update marts.dim_subjects set valid_to_year = valid_from_year - 1 where subject_code = '20508'"
    ),
    "every_subject_amount_has_its_series": (
        "update marts.rpt_subject_years set conformed_subject_key = 'function:299' where subject_code = '205'"
    ),
    "each_subject_amount_of_a_current_document_stands_once": (
        "insert into marts.rpt_subject_years select * from marts.rpt_subject_years where subject_code = '205'"
    ),
    "each_document_counts_an_identity_once": (
        "insert into marts.rpt_document_identities select * from marts.rpt_document_identities"
    ),
    "every_check_of_an_identity_is_counted_under_one_status": (
        "update marts.rpt_document_identities set broken_count = broken_count + 1"
    ),
    "each_group_of_checks_has_one_failure_rate": (
        "insert into marts.rpt_failure_rates select * from marts.rpt_failure_rates"
    ),
    "a_failure_rate_is_of_checks_that_were_judged": "update marts.rpt_failure_rates set check_count = 0",
    "each_class_has_one_share_in_a_statement": (
        "insert into marts.rpt_class_shares select * from marts.rpt_class_shares"
    ),
    "a_share_is_there_where_the_total_is_not_zero": "update marts.rpt_class_shares set share_percent = null",
    "each_class_of_a_year_has_one_row_of_peers": (
        "insert into marts.rpt_class_peers select * from marts.rpt_class_peers"
    ),
    "the_quartiles_of_peers_are_in_order": "update marts.rpt_class_peers set median_percent = -1",
    "every_alias_belongs_to_a_subject_of_its_year": (
        "update marts.dim_subject_aliases set fiscal_year = 1999 where subject_code = '30108'"
    ),
    "an_alias_is_not_the_name_of_the_year": "update marts.dim_subject_aliases set printed_name = subject_name",
    "a_change_is_a_rename_a_move_a_split_or_a_merge": (
        "update seeds.subject_changes set to_name = from_name where change_kind = 'rename'"
    ),
    "a_new_code_is_printed_after_the_old_one": (
        "update intermediate.int_subject_successions set last_fiscal_year = fiscal_year"
    ),
    "a_printed_name_belongs_to_one_department": (
        "insert into marts.dim_department_aliases select * from marts.dim_department_aliases"
    ),
    "every_printed_name_belongs_to_a_department": "update marts.dim_department_aliases set department_id = 'none'",
    "a_unit_is_a_department_its_own_unit_or_below_one": "update marts.dim_departments set unit_kind = 'other'",
    "an_account_has_a_known_scope": "update marts.dim_documents set account_scope = 'both'",
    "assert_an_alias_leads_to_a_name_that_is_no_alias": (
        "insert into seeds.department_aliases "
        "select department_name, alias_name, evidence from seeds.department_aliases"
    ),
    "a_document_is_current_or_superseded": "update marts.dim_documents set is_current = false",
    "a_superseded_document_names_its_successor": "update marts.dim_documents set superseded_by_document_id = 'none'",
    "a_blank_never_shows_an_amount": (
        "update marts.rpt_statement_as_printed set amount_yuan = 0 where cell_kind = 'blank'"
    ),
    "a_printed_amount_is_never_replaced_by_a_deduced_one": (
        "update marts.rpt_statement_as_printed set amount_with_deduced_yuan = amount_yuan + 1"
    ),
    "an_absent_statement_has_no_amounts": "update marts.fct_document_readings set data_state = 'absent'",
    "each_statement_of_a_document_has_one_reading": (
        "insert into marts.fct_document_readings select * from marts.fct_document_readings"
    ),
    "every_check_has_one_of_the_four_statuses": "update marts.rpt_department_year_summary set check_count = -1",
    "a_place_has_an_amount_exactly_where_a_number_is_printed": (
        # A view: a table of its columns takes its place.
        "create table intermediate.broken as "
        "select * replace (cast(null as decimal(20, 2)) as amount_yuan) from intermediate.int_statement_cells; "
        "drop view intermediate.int_statement_cells; "
        "alter table intermediate.broken rename to int_statement_cells"
    ),
    "assert_both_parsers_read_every_amount_alike": (
        "update raw.cells set cell_kind = 'unreadable' where line_code = 'total'"
    ),
    "assert_no_amount_without_provenance": f"update {FACT} set source_text = '' where line_code = 'total'",
    "assert_items_are_never_totals": f"update {FACT} set is_total_row = false where line_code = '20508'",
    "assert_every_amount_stands_on_a_known_line": f"update {FACT} set line_code = 'subtotal' where line_code = 'total'",
    "assert_every_printed_amount_reaches_the_fact": f"delete from {FACT} where line_code = '205'",
    "assert_reviewed_findings_are_still_there": (
        "insert into seeds.reviewed_findings (finding_id, document_id) "
        "select 'vanished', document_id from marts.dim_documents"
    ),
    "assert_summary_figures_point_at_the_vocabulary": (
        "update seeds.summary_figures set line_code = 'income' where line_code = 'current_income'"
    ),
    "assert_one_current_document_per_account": (
        "insert into marts.dim_documents select * replace ('other' as document_id) from marts.dim_documents"
    ),
}


@pytest.fixture(scope="module")
def sound_build_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    build_warehouse(folder, [Document("sound", CELLS)], with_data_tests=True).close()
    return folder / BUILD_FILE_NAME


@pytest.mark.parametrize("name", BREAKS)
def test_the_data_test_fails_on_what_it_guards(name: str, sound_build_file: Path, tmp_path: Path) -> None:
    broken = tmp_path / BUILD_FILE_NAME
    shutil.copy2(sound_build_file, broken)
    with duckdb.connect(str(broken)) as connection:
        connection.execute(BREAKS[name])
    assert failing_tests(broken, name) == {name}


def test_all_of_them_pass_on_a_sound_warehouse(sound_build_file: Path) -> None:
    assert failing_tests(sound_build_file, *BREAKS) == set()


SINGULAR = "assert_no_amount_without_provenance"


@pytest.mark.parametrize(
    ("in_scope", "rebuilt", "outcome"),
    [
        ("another document", "", nullcontext()),
        ("another document", SINGULAR, pytest.raises(AssertionError, match=SINGULAR)),
        (None, "", pytest.raises(AssertionError, match=SINGULAR)),
    ],
    ids=["not in scope", "asked whole", "in scope"],
)
def test_a_singular_test_by_document_looks_at_the_documents_in_scope(
    in_scope: str | None,
    rebuilt: str,
    outcome: AbstractContextManager[object],
    sound_build_file: Path,
    tmp_path: Path,
) -> None:
    """Only its own document is broken: found where that is in scope, or where the test is to look at everything."""
    broken = tmp_path / BUILD_FILE_NAME
    shutil.copy2(sound_build_file, broken)
    with duckdb.connect(str(broken)) as connection:
        connection.execute(BREAKS[SINGULAR])
        connection.execute("create table intermediate._documents_in_scope as select document_id from raw.documents")
        if in_scope:
            connection.execute("update intermediate._documents_in_scope set document_id = ?", [in_scope])
    with outcome:
        run_dbt(broken, ["test", "--select", SINGULAR], JUESUAN_REBUILT_WHOLE=rebuilt)


ASKED_TOGETHER = {
    "each_printed_cell_stands_once",  # unique_combination
    "every_amount_belongs_to_a_document",  # relationships
    "every_amount_has_a_measure_of_its_statement",  # rows_found_in
    "half_widths_are_positive",  # true_for_every_row
    "an_amount_is_printed_deduced_or_disputed",  # accepted_values
}


def test_asked_together_they_say_what_each_says_by_itself(sound_build_file: Path, tmp_path: Path) -> None:
    """One test of each kind is broken, on rows of its own so that none hides another; a sound one is asked as well."""
    broken = tmp_path / BUILD_FILE_NAME
    shutil.copy2(sound_build_file, broken)
    with duckdb.connect(str(broken)) as connection:
        for name in sorted(ASKED_TOGETHER):
            connection.execute(BREAKS[name])
    asked = ASKED_TOGETHER | {"every_subject_has_its_parent_in_the_same_edition"}
    one_node = ["build", "--exclude-resource-type", "test", "unit_test", "--select", "statements"]
    run_dbt(broken, one_node, JUESUAN_DATA_TESTS=" ".join(asked))
    with duckdb.connect(str(broken), read_only=True) as connection:
        failed = {name for (name,) in connection.execute("select test_name from quality._failed_data_tests").fetchall()}
    assert failed == ASKED_TOGETHER == failing_tests(broken, *asked)


def test_a_build_whose_rows_fail_a_test_ends_there_and_is_made_again(tmp_path: Path) -> None:
    """The error says which test and where it is written; mended, the next build does all that the failed one did."""
    paths = WarehousePaths.of(tmp_path / "juesuan.duckdb")
    write_raw(paths.build, [Document("sound", CELLS)])
    with duckdb.connect(str(paths.build)) as connection:
        connection.execute("insert into raw.cells select * from raw.cells where line_code = '205'")
    with pytest.raises(StageError, match="raw_has_each_cell_once: 1 rows do not hold") as raised:
        build_models(paths, Settings())
    assert raised.value.where == "models/staging/stg_raw__cells.yml"
    with duckdb.connect(str(paths.build)) as connection:
        connection.execute("create or replace table raw.cells as select distinct * from raw.cells")
    report = build_models(paths, Settings())
    assert report.node_count > 200
    assert report.test_count > 200
