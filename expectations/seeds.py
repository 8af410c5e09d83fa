"""The seeds a suite is made from, read from their CSV files. The one module here that opens them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from expectations.model import Number, SeedError, Severity, Text

SEED_FILES = (
    "statements",
    "lines",
    "measures",
    "identities",
    "money_units",
    "expectation_thresholds",
    "expectation_break_policies",
)
"""Every seed that the rules' SQL can read, as `vocabulary.<name>`."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One row of seeds/identities.csv, as far as an expectation needs it."""

    identity_code: str
    title: Text
    reason: Text
    severity: str


@dataclass(frozen=True, slots=True)
class BreakPolicy:
    """What an unexplained break does, and which explanations excuse one, by the identity's own severity."""

    severity: Severity
    accepted_explanations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seeds:
    """The vocabulary of a check. `tables` holds every seed's rows; `titles` names statements and measures by code."""

    tables: Mapping[str, Sequence[Mapping[str, str]]]
    identities: tuple[Identity, ...]
    thresholds: Mapping[str, Number]
    policies: Mapping[str, BreakPolicy]
    titles: Mapping[str, Text]


def read_seeds(directory: Path) -> Seeds:
    """Read what the suites are made from.

    Raises:
        SeedError: a file is missing, is empty or contradicts another.
    """
    rows = {name: _read_rows(directory / f"{name}.csv") for name in SEED_FILES}
    identities = tuple(
        Identity(
            row["identity_code"],
            Text(row["title_zh"], row["title_en"]),
            Text(row["reason_zh"], row["reason_en"]),
            row["severity"],
        )
        for row in rows["identities"]
    )
    policies = {row["identity_severity"]: _break_policy(row) for row in rows["expectation_break_policies"]}
    for identity in identities:
        if identity.severity not in policies:
            raise SeedError(
                f"identity {identity.identity_code} has the severity {identity.severity!r}, which has no row in "
                "expectation_break_policies.csv; add one or correct the severity"
            )
    return Seeds(
        tables=rows,
        identities=identities,
        thresholds={
            row["threshold_code"]: _number(row["threshold_code"], row["value"])
            for row in rows["expectation_thresholds"]
        },
        policies=policies,
        titles=_titles(rows["statements"], rows["measures"]),
    )


def _titles(statements: list[dict[str, str]], measures: list[dict[str, str]]) -> dict[str, Text]:
    titles = {row["statement_code"]: Text(row["title_zh"], row["title_en"]) for row in statements}
    for row in measures:
        key = f"{row['statement_code']}/{row['side']}/{row['measure_code']}"
        titles[key] = Text(row["title_zh"], row["title_en"])
    return titles


def _break_policy(row: dict[str, str]) -> BreakPolicy:
    for severity in get_args(Severity):
        if severity == row["severity"]:
            return BreakPolicy(severity, tuple(filter(None, row["accepted_explanations"].split(";"))))
    raise SeedError(
        f"expectation_break_policies.csv: severity {row['severity']!r} of {row['identity_severity']!r} is neither "
        "gate nor warning"
    )


def _number(code: str, text: str) -> Number:
    try:
        return float(text) if "." in text else int(text)
    except ValueError as error:
        raise SeedError(f"expectation_thresholds.csv: {code} is {text!r}, not a number") from error


def _read_rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise SeedError(f"the seed {path} is missing; restore it from the repository")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows:
        raise SeedError(f"the seed {path} has no rows; a suite made from it would check nothing")
    return rows
