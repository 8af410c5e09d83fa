"""The project's own seeds make complete suites, and the rules' vocabularies are those of the raw model."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from expectations import raw_rules
from expectations.runner import structural_rules
from expectations.seeds import read_seeds
from ingest.model import CellKind, CellRole, DataState

PROJECT = Path(__file__).resolve().parents[3]
SEEDS, MODELS = PROJECT / "seeds", PROJECT / "models"


def test_the_projects_seeds_have_a_policy_for_every_identity() -> None:
    seeds = read_seeds(SEEDS)
    assert {identity.severity for identity in seeds.identities} <= set(seeds.policies)


def test_every_threshold_is_used_and_every_rule_finds_its_own() -> None:
    named = {rule.threshold_code for rule in structural_rules()} - {None}
    in_sql = {
        code
        for code in read_seeds(SEEDS).thresholds
        if any(f"threshold_code = '{code}'" in rule.failing_rows for rule in structural_rules())
    }
    in_models = {
        code
        for code in read_seeds(SEEDS).thresholds
        if any(f"threshold_code = '{code}'" in model.read_text(encoding="utf-8") for model in MODELS.rglob("*.sql"))
    }
    assert named | in_sql | in_models == set(read_seeds(SEEDS).thresholds)


def test_expectations_have_names_of_their_own() -> None:
    names = [rule.expectation_id for rule in structural_rules()]
    names += [f"{identity.identity_code}_is_fully_judged" for identity in read_seeds(SEEDS).identities]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("declared", "checked"),
    [
        (CellKind, raw_rules.CELL_KINDS),
        (CellRole, raw_rules.CELL_ROLES),
        (DataState, raw_rules.DATA_STATES),
    ],
)
def test_vocabularies_are_those_of_the_raw_model(declared: object, checked: tuple[str, ...]) -> None:
    assert set(get_args(declared)) == set(checked)


def test_the_documentation_names_every_structural_expectation() -> None:
    page = (SEEDS.parent / "docs" / "expectations.md").read_text(encoding="utf-8")
    repeated = ("_is_not_empty", "_key_is_unique")
    names = [rule.expectation_id for rule in structural_rules() if not rule.expectation_id.endswith(repeated)]
    assert [name for name in names if f"`{name}`" not in page] == []
