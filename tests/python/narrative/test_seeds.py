"""The patterns as data: every code has its title, and no words say two things in one place."""

from __future__ import annotations

import csv

from ingest.fold import fold_label
from ingest.vocabulary import DEFAULT_SEED_FOLDER

ROLES = {"topic", "metric", "fact", "reason", "purpose", "composition", "prose", "entity", "prior_year", "filler"}


def seed(name: str) -> list[dict[str, str]]:
    with (DEFAULT_SEED_FOLDER / f"narrative_{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_codes_used_are_codes_with_a_title() -> None:
    topics = {row["topic_code"] for row in seed("topics")}
    metrics = {row["metric_code"] for row in seed("metrics")}
    sections = {row["section_code"] for row in seed("sections")}
    patterns, counts = seed("patterns"), seed("counts")
    assert {row["topic_code"] for row in patterns if row["topic_code"]} | {r["topic_code"] for r in counts} <= topics
    assert {row["metric_code"] for row in patterns if row["metric_code"]} | {
        r["metric_code"] for r in counts
    } <= metrics
    assert {row["section_code"] for row in patterns if row["section_code"]} <= sections
    assert {row["section_code"] for row in seed("section_titles")} <= sections
    assert {row["parent_section_code"] for row in seed("sections") if row["parent_section_code"]} <= sections


def test_words_have_one_role_in_one_section() -> None:
    roles: dict[tuple[str, str], set[str]] = {}
    for row in seed("patterns"):
        assert row["role"] in ROLES
        roles.setdefault((row["section_code"], fold_label(row["words_zh"])), set()).add(row["role"])
    assert {key: found for key, found in roles.items() if len(found) > 1} == {}


def test_metrics_have_the_unit_of_their_kind() -> None:
    kinds = {row["metric_code"]: row["unit_kind"] for row in seed("metrics")}
    for row in seed("patterns"):
        if row["role"] == "metric":
            kind = kinds[row["metric_code"]]
            assert row["unit_kind"] == kind or kind == "count", row
    assert {kinds[row["metric_code"]] for row in seed("counts")} == {"count"}


def test_a_heading_belongs_to_one_section() -> None:
    titles = [fold_label(row["title_zh"]) for row in seed("section_titles")]
    assert len(titles) == len(set(titles))
    assert not [title for title in titles if title.endswith(("说明", "情况"))]
