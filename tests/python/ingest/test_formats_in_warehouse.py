"""The same accounts as text, PDF, workbook, web page and Word file are the same facts in the published warehouse."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import duckdb
import pytest

from tests.python.conftest import SHARED, run_juesuan
from tests.python.ingest.reader_samples import (
    ACCOUNT,
    DEPARTMENT,
    Statement,
    docx_bytes,
    html_bytes,
    ods_bytes,
    pdf_bytes,
    text_bytes,
    xlsx_bytes,
)
from tests.python.ingest.unruled_samples import document_bytes

UNIVERSITY = SHARED / "documents" / "southwest-university-2023.pdf"
pytestmark = pytest.mark.slow

GENERAL_PUBLIC = Statement(
    "一般公共预算财政拨款支出决算表",
    (
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("", "合计", "1,234.50", "1,134.40", "100.10"),
        ("201", "一般公共服务支出", "1,000.10", "900.00", "100.10"),
        ("20126", "档案事务", "1,000.10", "900.00", "100.10"),
        ("2012601", "行政运行", "900.00", "900.00", ""),
        ("2012604", "档案馆", "100.10", "", "100.10"),
        ("208", "社会保障和就业支出", "134.40", "134.40", ""),
        ("20805", "行政事业单位养老支出", "134.40", "134.40", ""),
        ("2080505", "机关事业单位基本养老保险缴费支出", "134.40", "134.40", ""),
        ("210", "卫生健康支出", "100.00", "100.00", ""),
        ("21011", "行政事业单位医疗", "100.00", "100.00", ""),
        ("2101101", "行政单位医疗", "100.00", "100.00", ""),
    ),
)
BASIC = Statement(
    "一般公共预算财政拨款基本支出决算表",
    (
        ("科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"),
        ("301", "工资福利支出", "1,034.40", "302", "商品和服务支出", "100.00"),
        ("30101", "基本工资", "900.00", "30201", "办公费", "60.00"),
        ("30108", "机关事业单位基本养老保险缴费", "134.40", "30211", "差旅费", "40.00"),
        ("人员经费合计", "", "1,034.40", "公用经费合计", "", "100.00"),
    ),
)
THREE_PUBLIC = Statement(
    "财政拨款“三公”经费支出决算表",
    (
        ("项目", "预算数", "决算数"),
        ("合计", "5.00", "3.50"),
        ("1、因公出国（境）费", "0.00", "0.00"),
        ("2、公务用车购置及运行维护费", "4.00", "3.00"),
        ("（1）公务用车购置费", "0.00", "0.00"),
        ("（2）公务用车运行维护费", "4.00", "3.00"),
        ("3、公务接待费", "1.00", "0.50"),
    ),
)
STATEMENTS = (*ACCOUNT, GENERAL_PUBLIC, BASIC, THREE_PUBLIC)
WRITERS: dict[str, Callable[[Sequence[Statement]], bytes]] = {
    "text": text_bytes,
    "pdf": pdf_bytes,
    "xlsx": xlsx_bytes,
    "html": html_bytes,
    "docx": docx_bytes,
    "ods": ods_bytes,
    "pdf without lines": document_bytes,
}
FACTS = """
    select statement_code, side, line_code, measure_code, amount_yuan, amount_printed, rounding_half_width_yuan,
           cell_state
    from marts.fct_reported_amounts join marts.dim_documents using (document_id)
    where department_name = ? order by all
"""


def _department(name: str) -> str:
    return f"示例市第{'一二三四五六七'[list(WRITERS).index(name)]}局"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """One refresh of several departments' files, which differ in nothing but the format and the department's name."""
    folder = tmp_path_factory.mktemp("formats")
    documents = folder / "documents"
    documents.mkdir()
    for name, write in WRITERS.items():
        owned = [
            replace(s, title=f"2023年度{s.title}", note=s.note.replace(DEPARTMENT, _department(name)))
            for s in STATEMENTS
        ]
        (documents / name).write_bytes(write(owned))
    if UNIVERSITY.exists():
        shutil.copy(UNIVERSITY, documents / UNIVERSITY.name)
    result = run_juesuan("refresh", documents, "--warehouse", folder / "w.duckdb")
    assert result.returncode == 0, result.stdout + result.stderr
    with duckdb.connect(str(folder / "w.duckdb"), read_only=True) as connection:
        yield connection


def test_the_formats_give_identical_facts(warehouse: duckdb.DuckDBPyConnection) -> None:
    printed = sum(cell[:1].isdigit() and "." in cell[1:] for s in STATEMENTS for row in s.rows for cell in row)
    facts = {name: warehouse.execute(FACTS, [_department(name)]).fetchall() for name in WRITERS}
    assert [fact for fact in facts["text"] if fact[4] is not None]
    assert sum(fact[5] is not None for fact in facts["text"]) == printed > 100
    for name in WRITERS:
        assert facts[name] == facts["text"], name


def test_each_fact_has_its_own_way_back_to_its_document(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select format, department_name, fiscal_year, count(*), count(source_text), count(distinct document_id)"
        " from marts.fct_reported_amounts join marts.dim_documents using (document_id, department_id, fiscal_year)"
        " where amount_printed is not null and department_name like '示例市%' group by all"
    ).fetchall()
    assert {(row[0], row[1]) for row in rows} == {(name.split()[0], _department(name)) for name in WRITERS}
    assert {row[2] for row in rows} == {2023}
    assert all(count == with_text for _, _, _, count, with_text, _ in rows)


def test_no_identity_is_broken_in_any_format(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select department_name, status, count(*) from marts.fct_identity_checks"
        " join marts.dim_documents using (document_id) where department_name like '示例市%' group by all"
    )
    counts: dict[str, dict[str, int]] = {}
    for name, status, count in warehouse.execute(query).fetchall():
        counts.setdefault(name, {})[status] = count
    assert len(counts) == len(WRITERS)
    text = counts[_department("text")]
    assert text.get("broken", 0) == 0
    assert text["exact"] > 100
    assert all(found == text for found in counts.values())


def test_the_sums_of_rows_and_hierarchies_of_a_real_university_hold(warehouse: duckdb.DuckDBPyConnection) -> None:
    if not UNIVERSITY.exists():
        pytest.skip(f"needs {UNIVERSITY.name} of the shared folder, which is not here")
    rows = warehouse.execute(
        "select catalogue_group, kind, status, count(*)"
        " from marts.fct_identity_checks join marts.dim_documents using (document_id)"
        " join marts.dim_identities using (identity_code) where source_name = ? group by all",
        [UNIVERSITY.name],
    ).fetchall()
    counts = {(group, kind, status): count for group, kind, status, count in rows}
    # Its narrative and notes contradict themselves in places; its tables (groups A to C) do not.
    assert not [key for key in counts if key[0] in ("A", "B", "C") and key[2] == "broken"]
    # The document's tables by subject print 25, 25 and 22 subjects and a total each, every row a sum of its parts; the
    # summary has four sums. 34 of the subjects have others below them; each total is the sum of 类 and that of 项.
    judged = {key[:2]: 0 for key in counts}
    for (group, kind, status), count in counts.items():
        judged[group, kind] += count if status in ("exact", "within_rounding") else 0
    assert judged["A", "sum"] == 25 + 25 + 22 + 3 + 4
    assert judged["B", "sum"] >= 34 + 3 * 2
    assert judged["B", "hierarchy"] == 3
