"""What the corpus prints is what the reader finds: every cell at its key, nothing more, nothing less."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus.__main__ import Order, kinds_of, write_corpus, years_of
from benchmarks.corpus.documents import Document, compose
from benchmarks.corpus.noise import KINDS, add_noise
from benchmarks.corpus.printers import FORMATS, printer_of
from ingest.fold import parse_number
from ingest.parse import parse_document
from ingest.readers import read_document
from ingest.vocabulary import cached_vocabulary
from tests.python.ingest.cells import parse_text, printed_amounts

Key = tuple[str, str, str, str]
SEED = 20
# A consolidated department, its own unit, its subordinate and units that stand alone; 2017, 2018 and 2019, 2020 are
# the years between which subjects are renamed or moved.
ACCOUNTS = [(0, 2018), (1, 2018), (2, 2018), (3, 2017), (4, 2019), (5, 2020), (7, 2023), (14, 2016), (23, 2025)]
IN_EVERY_FORMAT = [(0, 2019), (3, 2017), (7, 2023)]


def cells_printed(document: Document) -> dict[Key, str]:
    """Key → text of the cells that print something, from the generator's own account."""
    return {key: text for key, text in document.printed.items() if text}


def cells_read(document: Document, content: bytes, extension: str) -> list[tuple[Key, str]]:
    """Key and text of the cells that the reader finds."""
    name = f"{document.name}.{extension}"
    source = read_document(name, content)
    return printed_amounts(parse_document(f"/documents/{name}", name, content, source, cached_vocabulary()))


def as_amounts(cells: list[tuple[Key, str]]) -> dict[Key, str]:
    """The same with each text as plain decimal text, however spaced or wide it was printed."""
    return {key: str(parse_number(text)) for key, text in cells}


@pytest.mark.parametrize(("index", "year"), ACCOUNTS)
def test_every_printed_cell_of_a_text_account_is_read_at_its_key(index: int, year: int) -> None:
    document = compose(SEED, index, year)
    read = cells_read(document, printer_of("txt")(document.pieces), "txt")
    assert dict(read) == cells_printed(document)
    assert len(read) == len(dict(read)), "a cell was read twice"


@pytest.mark.parametrize("extension", [extension for extension in FORMATS if extension != "txt"])
@pytest.mark.parametrize(("index", "year"), IN_EVERY_FORMAT)
def test_every_printed_cell_is_read_in_every_format(extension: str, index: int, year: int) -> None:
    document = compose(SEED, index, year)
    read = cells_read(document, printer_of(extension)(document.pieces), extension)
    assert dict(read) == cells_printed(document)


@pytest.mark.parametrize("kinds", [*((kind,) for kind in KINDS), tuple(KINDS)], ids="+".join)
def test_noise_changes_no_fact(kinds: tuple[str, ...]) -> None:
    changed = 0
    for index, year in ACCOUNTS:
        plain, document = compose(SEED, index, year), compose(SEED, index, year)
        noisy = printer_of("txt")(add_noise(document.pieces, kinds, document.name))
        changed += noisy != printer_of("txt")(plain.pieces)
        read = as_amounts(cells_read(document, noisy, "txt"))
        assert read == as_amounts(list(cells_printed(document).items())), document.name
    assert changed, "the noise did not occur at all"


def test_garbage_on_the_short_last_page_of_a_table_is_not_taken_for_its_codes() -> None:
    """Rows repeated in the first cell begin with the code too: the code column is the one that prints codes alone."""
    for index, year in [(9, 2019), (5, 2017)]:
        document = compose(7, index, year)
        pieces = add_noise(document.pieces, ["garbage_column"], document.name)
        noisy = printer_of("txt")(add_noise(pieces, ["torn_headers", "continued_tables"], document.name))
        assert dict(cells_read(document, noisy, "txt")) == cells_printed(document)


@pytest.mark.parametrize("extension", FORMATS)
def test_a_document_does_not_depend_on_what_was_made_before_it(tmp_path: Path, extension: str) -> None:
    written = {
        path.name: path.read_bytes() for path in write_corpus(Order(tmp_path, SEED, 3, range(2020, 2021), extension))
    }
    assert len(written) == 3
    alone = compose(SEED, 2, 2020)
    assert written[f"{alone.name}.{extension}"] == printer_of(extension)(alone.pieces)


def test_spans_of_years_and_lists_of_kinds_are_read() -> None:
    assert list(years_of("2016-2018")) == [2016, 2017, 2018]
    assert list(years_of("2023")) == [2023]
    read = kinds_of(("a", "b"))
    assert (read("all"), read("none"), read("b")) == (("a", "b"), (), ("b",))
    with pytest.raises(Exception, match="'c' is not known"):
        read("a,c")


@pytest.mark.parametrize(
    ("mark", "says_so"),
    [
        ("【合成数据】本文件由程序虚构，不是决算公开。", True),
        ("本 文件由 程序虚 构", True),
        ("本文件由程序统计，其中包括合成数据项目。", False),
    ],
)
def test_a_document_is_synthetic_where_its_cover_says_so(mark: str, says_so: bool) -> None:
    statement = "支出决算表\n\n\t合计\t1.00\n201\t一般公共服务支出\t1.00\n"
    assert parse_text(f"某局2023年度部门决算\n{mark}\n\n{statement}").document.is_synthetic is says_so
