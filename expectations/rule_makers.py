"""Makers of the rules that repeat from table to table: not empty, key, vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from expectations.model import Rule, Text

REPORT_DOCUMENT = Text(
    "已发布的仓库未受影响；请把所列文档报告给维护者",
    "the published warehouse is untouched; report the document named to the maintainers",
)
REBUILD = Text(
    "已发布的仓库未受影响；用 `juesuan build` 重建，若再次出现请报告给维护者",
    "the published warehouse is untouched; rebuild with `juesuan build` and report it if it comes back",
)


def by_document(*rules: Rule) -> Iterator[Rule]:
    """The rules, marked as holding for each document apart from the others."""
    return (replace(rule, by_document=True) for rule in rules)


def rule_name(table: str) -> str:
    """`raw.cells` as a part of an expectation's name: `raw_cells`; marts go without their schema."""
    return table.removeprefix("marts.").replace(".", "_")


def not_empty(suite: str, table: str) -> Rule:
    """The table has a row: a rule on an empty table passes and proves nothing."""
    return Rule(
        expectation_id=f"{rule_name(table)}_is_not_empty",
        suite=suite,
        subject=table,
        severity="gate",
        what=Text(
            f"{table} 至少有一行（空表上的检查不说明任何问题）",
            f"{table} has rows, for a check on an empty table proves nothing",
        ),
        remedy=REBUILD,
        failing_rows=f"select '{table}' as empty_table where not exists (select 1 from {table})",
    )


def key_is_unique(suite: str, table: str, columns: Sequence[str], remedy: Text = REBUILD) -> Rule:
    """No two rows share the key and no part of it is null."""
    key = ", ".join(columns)
    missing = " or ".join(f"{column} is null" for column in columns)
    return Rule(
        expectation_id=f"{rule_name(table)}_key_is_unique",
        suite=suite,
        subject=table,
        severity="gate",
        what=Text(f"{table} 的主键（{key}）唯一且完整", f"the key of {table} ({key}) is unique and never null"),
        remedy=remedy,
        failing_rows=(
            f"select {key}, count(*) as row_count from {table} group by {key} having count(*) > 1 or {missing}"
        ),
    )


def values_are_known(suite: str, table: str, column: str, values: Sequence[str], condition: str = "true") -> Rule:
    """Every value of the column, among the rows of the condition, is one of `values`; null is not."""
    known = ", ".join(f"'{value}'" for value in values)
    return Rule(
        expectation_id=f"{rule_name(table)}_{column}_is_known",
        suite=suite,
        subject=table,
        severity="gate",
        what=Text(f"{table}.{column} 只取约定的值", f"{table}.{column} holds only values of the contract"),
        remedy=REPORT_DOCUMENT,
        failing_rows=(
            f"select {column} as unknown_value, count(*) as row_count, min(document_id) as first_document_id "
            f"from {table} where ({condition}) and coalesce({column} in ({known}), false) is not true "
            f"group by {column}"
        ),
    )
