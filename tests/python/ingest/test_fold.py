"""The number grammar: what is a printed number round-trips, what is not is never guessed at."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fold import SPACES, fold_label, kind_of_text, parse_number, printed_decimals

PRINTED = {
    "14, 419. 03": "14419.03",
    "22070. 55": "22070.55",
    "22,070.55": "22070.55",
    "１４，４１９．０３": "14419.03",
    "\u3000208.32\u00a0": "208.32",
    "-5.00": "-5.00",
    "－5.00": "-5.00",
    "\u22125": "-5",
    "8,649.\n24": "8649.24",
    "0.01": "0.01",
    "1,234,567,890,123": None,
    "123456789012": "123456789012",
}
UNREADABLE = ["1,23", "12.3.4", "1 2 3", "1,2345", "12,34.5", "(5.00)", "5%", "5.", ".5", "00.5", "07", "1 234.56",
              "8,649.2 4", "+5", "1234567890123", "1.2345678", "--5", "5-"]  # fmt: skip
TEXTS = ["", "合计", "2928元", "201 一般公共服务支出", "12²", "①", "٣", "5.00万元", "1e5", "NaN", "一", "x" * 500 + "1"]
BLANKS = ["", " ", "\u3000", "-", "—", "——", "–", "/", "_", " - "]


@pytest.mark.parametrize(("text", "value"), [(t, v) for t, v in PRINTED.items() if v is not None])
def test_printed_numbers_have_their_exact_value(text: str, value: str) -> None:
    assert kind_of_text(text) == "printed_number"
    assert parse_number(text) == Decimal(value)
    assert printed_decimals(text) == len(value.partition(".")[2])


@pytest.mark.parametrize("text", ["0", "0.00", "0. 00", "０．０", "-0.00"])
def test_a_printed_zero_is_its_own_kind(text: str) -> None:
    assert kind_of_text(text) == "printed_zero"
    assert parse_number(text) == 0


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_only_looks_like_a_number_is_unreadable(text: str) -> None:
    assert kind_of_text(text) == "unreadable"
    assert parse_number(text) is None


@pytest.mark.parametrize("text", [t for t in TEXTS if t])
def test_words_and_odd_digits_are_text(text: str) -> None:
    assert kind_of_text(text) == "text"
    assert parse_number(text) is None


@pytest.mark.parametrize("text", ["R¸", "c´", "o“\u0308", "e \u0301", "\u1100 \u1161", "ﬁ ﷺ"])
def test_what_a_dropped_space_lets_combine_is_folded_too(text: str) -> None:
    folded = fold_label(text)
    assert fold_label(folded) == folded
    assert not set(folded) & set(SPACES)


@pytest.mark.parametrize("text", BLANKS)
def test_nothing_and_dashes_are_blank(text: str) -> None:
    assert kind_of_text(text) == "blank"


def _print(value: int, decimals: int, grouped: bool, wide: bool, space: str) -> str:
    whole, fraction = f"{abs(value):0{decimals + 1}d}", ""
    if decimals:
        whole, fraction = whole[:-decimals], "." + whole[-decimals:]
    text = ("-" if value < 0 else "") + (f"{int(whole):,}" if grouped else whole) + fraction
    for separator in ",.":
        text = text.replace(separator, f"{separator}{space}")
    return text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789,.-"}) if wide else text


@given(st.integers(-(10**11), 10**11), st.integers(0, 6), st.booleans(), st.booleans(), st.sampled_from(["", *SPACES]))
def test_every_way_to_print_an_amount_reads_back(
    value: int, decimals: int, grouped: bool, wide: bool, space: str
) -> None:
    text = _print(value, decimals, grouped, wide, space)
    assert parse_number(text) == Decimal(value).scaleb(-decimals)


@given(st.text(alphabet="0123456789,. -\u3000", max_size=12))
def test_a_number_read_is_the_digits_printed_in_their_order(text: str) -> None:
    number = parse_number(text)
    if number is not None:
        assert f"{number:f}".lstrip("-") == "".join(c for c in text if c in "0123456789.")


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_two_numbers_in_one_cell_are_never_one(left: int, right: int) -> None:
    assert parse_number(f"{left} {right}") is None
    assert parse_number(f"{left}.5 {right}.5") is None


@given(st.text(max_size=40))
def test_any_text_has_a_kind_and_a_label(text: str) -> None:
    assert kind_of_text(text) in ("printed_number", "printed_zero", "blank", "text", "unreadable")
    assert not set(fold_label(text)) & {*SPACES, *"“”‘’'"}
    assert fold_label(fold_label(text)) == fold_label(text)


def test_labels_fold_to_one_form() -> None:
    assert fold_label("财政拨款 收入") == fold_label("财政拨款收入")
    assert fold_label("因公出国（境）费") == fold_label("因公出国 (境) 费")
    assert fold_label("财政拨款“三公”经费") == fold_label('财政拨款"三公"经费') == "财政拨款三公经费"
    assert fold_label("⽀出") == "支出"
