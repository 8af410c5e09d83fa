"""Whatever a model can say of a finding has a sentence: a finding without one would stop a build."""

from __future__ import annotations

import csv
import re
from itertools import product

from app.texts import TEXTS
from juesuan.settings import SEEDS_DIR

UNDECIDABLE, PUBLISHER, LOSS = "undecidable", "publisher_error", "extraction_loss"
# What int_finding_hypotheses, int_finding_words and int_findings can come to.
SAID_BY_MODELS = {
    *product(
        ("suspect_cell", "contradicted_narrative", "contradicted_form", "swapped_cells"), (PUBLISHER, UNDECIDABLE)
    ),
    *product(("lost_cell", "lost_line"), (LOSS, UNDECIDABLE)),
    *product(("shifted_cells", "name_cut"), (LOSS, PUBLISHER, UNDECIDABLE)),
    *product(("refuted_rate",), (PUBLISHER, UNDECIDABLE)),
    ("parts_fall_short", PUBLISHER),
    ("lost_among_blanks", UNDECIDABLE),
    ("unexplained_break", UNDECIDABLE),
    ("unusual_relation", UNDECIDABLE),
    ("words_disagree", UNDECIDABLE),
    ("rounding_difference", "rounding"),
}
PLACES = {
    "place", "printed", "proposed", "unit", "proof", "hypothesis", "identity", "offence", "gap", "witnesses", "checks",
}  # fmt: skip


def rows(seed: str) -> list[dict[str, str]]:
    """The rows of a seed."""
    with (SEEDS_DIR / f"{seed}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_kind_and_cause_has_a_sentence() -> None:
    told = {(row["finding_kind"], row["cause"]) for row in rows("finding_messages")}
    by_rule = {(row["finding_kind"], row["cause"]) for row in rows("finding_rules")}
    assert (SAID_BY_MODELS | by_rule) - told == set()


def test_every_sentence_is_of_a_kind_and_fills_known_places() -> None:
    kinds = {row["finding_kind"] for row in rows("finding_kinds")}
    for row in rows("finding_messages"):
        assert row["finding_kind"] in kinds
        for language in ("zh", "en"):
            places = re.findall(r"{(\w+)}", row[f"message_{language}"])
            assert places, row
            assert {place.removesuffix(f"_{language}") for place in places} <= PLACES, row


def test_every_piece_of_an_offence_is_told_with_its_halves_only() -> None:
    for row in rows("finding_offences"):
        for language in ("zh", "en"):
            assert set(re.findall(r"{(\w+)}", row[f"text_{language}"])) <= {"0", "1"}, row


def test_ten_thousand_yuan_is_called_alike_in_findings_and_on_the_pages() -> None:
    """A macro writes it behind the amounts of a finding, a seed in its words, and `unit.wan` on the pages."""
    macro = (SEEDS_DIR.parent / "macros" / "ten_thousand_yuan.sql").read_text(encoding="utf-8")
    behind = re.search(r"{'zh': '([^']+)', 'en': '([^']+)'}", macro)
    assert behind is not None
    assert (behind[1], behind[2]) == ("万元", "× 10,000 yuan")
    words = {row["word"]: (row["text_zh"], row["text_en"]) for row in rows("finding_words")}
    pages = {key.removeprefix("unit_name."): text for key, text in TEXTS.items() if key.startswith("unit_name.")}
    assert pages["万元"] == ("万元", "10,000 yuan")
    assert {unit: words[unit] for unit in pages} == pages
    after = [text.format(wan=pages["万元"][place]) for place, text in enumerate(TEXTS["unit.wan"])]
    assert after == list(behind.groups())
    assert {row["unit_name"] for row in rows("money_units")} == set(pages)
