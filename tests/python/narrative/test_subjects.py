"""Codes of named subjects: proved by the document's statements or not given."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.narrative.model import PrintedSubject, SubjectPath
from ingest.narrative.subjects import SubjectResolver, find_mentions
from ingest.vocabulary import load_vocabulary

STATEMENT = {
    "213": ("农林水支出", "60"),
    "21303": ("水利", "49.35"),
    "2130313": ("水文测报", "41.20"),
    "2130314": ("防汛", "8.15"),
    "21399": ("其他农林水支出", "10.65"),
    "2139999": ("其他农林水支出", "10.65"),
}


def resolver() -> SubjectResolver:
    rows = [PrintedSubject(code, label, frozenset({Decimal(amount)})) for code, (label, amount) in STATEMENT.items()]
    return SubjectResolver(rows, load_vocabulary())


@pytest.mark.parametrize(
    ("names", "claimed", "amount", "expected"),
    [
        (("农林水支出", "水利", "水文测报"), (), None, ("2130313", "path")),
        (("农林水事务", "水利", "水文测报"), (), None, ("2130313", "path")),
        (("某某支出", "水利", "水文测报"), (), None, ("2130313", "section_and_item")),
        (("农林水支出", "水务", "水文测报"), (), None, ("2130313", "item_in_class")),
        (("农林水支出", "水利", "其他农林水支出"), ("2130313",), "8.15", ("2130314", "section_and_amount")),
        (("农林水支出", "水利", "其他农林水支出"), ("2130313",), "8.16", ("2130314", "section_and_amount")),
        (("农林水支出", "水利", "其他农林水支出"), ("2130313",), "8.25", (None, None)),
        (("农林水支出", "水利", "其他农林水支出"), ("2130313",), None, (None, None)),
        (("农林水支出", "水利", "其他农林水支出"), (), "8.15", (None, None)),
        (("某某支出", "某某事务", "某某费"), (), "8.15", (None, None)),
        (("农林水支出", None, None), (), None, ("213", "class_label")),
        (("教育支出", None, None), (), None, ("205", "class_name")),
        (("农林水支出", "水利", None), (), None, ("21303", "section_label")),
    ],
)
def test_codes_and_their_evidence(
    names: tuple[str, str | None, str | None],
    claimed: tuple[str, ...],
    amount: str | None,
    expected: tuple[str | None, str | None],
) -> None:
    stated = Decimal(amount) if amount else None
    assert resolver().resolve(SubjectPath(*names), frozenset(claimed), stated) == expected


def test_a_printed_code_stands_for_itself_known_to_the_statements_or_not() -> None:
    known = SubjectPath(item_name="防汛", printed_code="2130314")
    assert resolver().resolve(known, frozenset(), None) == ("2130314", "code_printed+statement")
    unknown = SubjectPath(item_name="防汛", printed_code="2130399")
    assert resolver().resolve(unknown, frozenset(), None) == ("2130399", "code_printed")


def test_markers_in_the_order_in_which_they_are_printed() -> None:
    texts = {
        "其中农林水(类)支出5万元": ("农林水支出", None, None),
        "农林水支出(类)水利(类)防汛(项):": ("农林水支出", "水利", "防汛"),
        "甲;农林水支出(类)水利(款)": ("农林水支出", "水利", None),
        "(一)公共服务支出(类)政府办公厅(室)及相关机构事务(款)行政运行(项)。": (
            "公共服务支出",
            "政府办公厅(室)及相关机构事务",
            "行政运行",
        ),
    }
    for text, names in texts.items():
        (mention,) = find_mentions(text)
        assert (mention.path.class_name, mention.path.section_name, mention.path.item_name) == names
    assert find_mentions("农林水支出(类)水利(类)防汛(项):")[0].path.anomaly == "marker_repeated"
