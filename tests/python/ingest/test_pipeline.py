"""The pipeline: what is found, what is skipped, what is refused and logged, and that a run can be repeated."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from ingest.discovery import DocumentSource, discover, is_one_document
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.pipeline import IngestProgress, IngestReport, ingest_documents
from tests.python.ingest.reader_samples import (
    ACCOUNT,
    INCOME,
    docx_bytes,
    html_bytes,
    ods_bytes,
    pdf_bytes,
    text_bytes,
    xlsx_bytes,
)


def _ingest(folder: Path, build_file: Path, run_id: str = "run", limits: Limits = DEFAULT_LIMITS) -> IngestReport:
    return ingest_documents([folder], build_file, run_id, limits, worker_count=2)


def _query(build_file: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(build_file), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def _codes(report: IngestReport) -> dict[str, str | None]:
    return {outcome.source_name: outcome.reason_code for outcome in report.outcomes}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One account in four formats, in folders, with a copy and hidden files."""
    root = tmp_path / "documents"
    (root / "2023" / "sub").mkdir(parents=True)
    (root / ".hidden").mkdir()
    files = {
        "b.pdf": pdf_bytes(),
        "2023/a.xlsx": xlsx_bytes(),
        "2023/sub/c.html": html_bytes(),
        "z copy of b": pdf_bytes(),
        ".secret.txt": text_bytes(),
        ".hidden/d.txt": text_bytes(),
        "~$lock.docx": b"x",
    }
    for name, content in files.items():
        (root / name).write_bytes(content)
    (root / "z copy of b").write_bytes((root / "b.pdf").read_bytes())
    return root


def test_a_folder_is_ingested_in_the_order_of_its_paths(folder: Path, tmp_path: Path) -> None:
    report = _ingest(folder, tmp_path / "build.duckdb")
    assert [(outcome.source_name, outcome.status) for outcome in report.outcomes] == [
        ("a.xlsx", "ingested"),
        ("c.html", "ingested"),
        ("b.pdf", "ingested"),
        ("z copy of b", "unchanged"),
    ]
    rows = _query(tmp_path / "build.duckdb", "select source_name, format from raw.documents order by ingest_sequence")
    assert rows == [("a.xlsx", "xlsx"), ("c.html", "html"), ("b.pdf", "pdf")]


def test_a_second_run_changes_nothing_and_says_so(folder: Path, tmp_path: Path) -> None:
    build_file = tmp_path / "build.duckdb"
    _ingest(folder, build_file, "first")
    before = _query(build_file, "select count(*), sum(hash(c)) from raw.cells as c")
    report = _ingest(folder, build_file, "second")
    assert (report.ingested_count, report.unchanged_count, report.quarantined_count) == (0, 4, 0)
    assert _query(build_file, "select count(*), sum(hash(c)) from raw.cells as c") == before


def test_the_log_counts_what_stands_in_raw(folder: Path, tmp_path: Path) -> None:
    build_file = tmp_path / "build.duckdb"
    _ingest(folder, build_file)
    differing = _query(
        build_file,
        """
        select log.source_name
        from raw.ingest_log as log
        join (
            select document_id, count(*) as cells,
                count(*) filter (cell_kind in ('printed_number', 'printed_zero')) as printed,
                count(*) filter (cell_role = 'amount' and cell_kind in ('printed_number', 'printed_zero')) as placed
            from raw.cells group by document_id
        ) as found using (document_id)
        where log.status = 'ingested'
            and (log.cell_count, log.printed_number_count, log.placed_number_count) != (cells, printed, placed)
        """,
    )
    assert differing == []
    placed = sum("." in text for statement in ACCOUNT for row in statement.rows for text in row)
    counts = _query(
        build_file, "select distinct placed_number_count, statement_count from raw.ingest_log where status = 'ingested'"
    )
    assert counts == [(placed, 3)]


def test_a_changed_file_is_a_new_version_and_the_old_stays(folder: Path, tmp_path: Path) -> None:
    build_file = tmp_path / "build.duckdb"
    _ingest(folder, build_file, "first")
    (folder / "b.pdf").write_bytes(pdf_bytes((INCOME,)))
    assert _ingest(folder, build_file, "second").ingested_count == 1
    rows = _query(build_file, "select count(distinct document_id) from raw.documents where source_name = 'b.pdf'")
    assert rows == [(2,)]


def test_progress_names_each_document(folder: Path, tmp_path: Path) -> None:
    seen: list[IngestProgress] = []
    ingest_documents([folder], tmp_path / "build.duckdb", "run", worker_count=1, progress=seen.append)
    assert [(item.done, item.total) for item in seen] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert seen[-1].remaining_seconds == 0
    assert seen[0].documents_per_second > 0


def _zip(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


def _blank_pdf(pages: int) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for _ in range(pages):
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_bad_files_are_quarantined_with_a_reason_and_the_rest_goes_on(tmp_path: Path) -> None:
    root = tmp_path / "documents"
    root.mkdir()
    buffer = io.BytesIO()
    Workbook().save(buffer)
    files: dict[str, tuple[bytes, str]] = {
        "empty.txt": (b"", "empty_file"),
        "picture.pdf": (b"\x89PNG\r\n\x1a\n" + bytes(99), "not_a_document"),
        "cut.pdf": (pdf_bytes()[:900], "corrupt"),
        "long.pdf": (_blank_pdf(1_200), "too_many_pages"),
        "bomb.zip": (_zip("a.txt", bytes(60_000_000)), "expansion_bomb"),
        "large.txt": (b"x" * 3_000_000, "too_large"),
        "prose.txt": ("没有表格的文字\n".encode() * 9, "no_statements"),
        "template.txt": ("某某局2023年度部门决算\n收入决算表\n科目\t合计\n201\t\n".encode(), "unfilled_template"),
    }
    for name, (content, _) in files.items():
        (root / name).write_bytes(content)
    (root / "good.docx").write_bytes(docx_bytes())
    report = _ingest(root, tmp_path / "build.duckdb", limits=replace(DEFAULT_LIMITS, max_bytes=2_000_000))
    assert _codes(report) == {name: code for name, (_, code) in files.items()} | {"good.docx": None}
    assert all(outcome.detail for outcome in report.quarantined)
    logged = _query(
        tmp_path / "build.duckdb", "select source_name, reason_code from raw.ingest_log where status = 'quarantined'"
    )
    assert dict(logged) == {name: code for name, (_, code) in files.items()}


def test_a_path_that_is_not_there_is_reported(tmp_path: Path) -> None:
    report = _ingest(tmp_path / "gone.pdf", tmp_path / "build.duckdb")
    assert _codes(report) == {"gone.pdf": "vanished"}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert _codes(_ingest(pipe, tmp_path / "build.duckdb")) == {"pipe.txt": "not_a_document"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_bytes(text_bytes())
    path.chmod(0)
    assert _codes(_ingest(path, tmp_path / "build.duckdb")) == {"closed.txt": "unreadable_file"}


@pytest.mark.parametrize(("suffix", "workbook"), [("xlsx", xlsx_bytes), ("ods", ods_bytes)])
def test_a_folder_of_the_parts_is_one_document(tmp_path: Path, suffix: str, workbook: Callable[[], bytes]) -> None:
    root = tmp_path / "档案局2023"
    root.mkdir()
    (root / f"档案局2023年度部门决算公开表.{suffix}").write_bytes(workbook())
    (root / "档案局2023年度部门决算公开说明.docx").write_bytes(docx_bytes(()))
    report = _ingest(tmp_path, tmp_path / "build.duckdb", limits=DEFAULT_LIMITS)
    found = [(outcome.source_name, outcome.status) for outcome in report.outcomes if outcome.status == "ingested"]
    assert found == [("档案局2023", "ingested")]
    assert _query(tmp_path / "build.duckdb", "select format, page_count from raw.documents") == [("bundle", 4)]
    assert _ingest(root, tmp_path / "build.duckdb", "again").unchanged_count == 1


@pytest.mark.parametrize(
    ("names", "is_one"),
    [
        (["甲局2023年度部门决算公开表.xls", "甲局2023年度部门决算公开说明.docx"], True),
        (["1收入支出决算总表.xls", "2收入决算表.xls", "决算说明.docx"], True),
        (["公开01表.xls", "公开02表.xls", "文字说明.doc.docx"], True),
        (["公开01表.ods", "公开02表.ods"], True),
        (["公开01表.ods", "说明.odt"], False),
        (["甲局公开表.xls", "乙局公开表.xls"], False),
        (["甲局2022年公开表.xls", "甲局2023年公开表.xls"], False),
        (["甲局公开表.xls", "乙局说明.docx"], False),
        (["甲局公开表.pdf", "甲局说明.pdf"], False),
        (["甲局公开表.xls"], False),
        (["1.xls", "2.xls"], False),
    ],
)
def test_the_names_decide_whether_a_folder_is_one_document(names: list[str], is_one: bool) -> None:
    assert is_one_document(names) is is_one


def test_discovery_is_sorted_and_names_each_path_once(folder: Path) -> None:
    found = discover([folder / "b.pdf", folder, folder / "2023"])
    assert found == sorted(set(found), key=lambda source: source.path)
    assert DocumentSource(folder / "b.pdf") in found
    assert len(found) == 4


def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    root = tmp_path / "documents"
    root.mkdir()
    for number in range(120):
        (root / f"{number:03}.txt").write_bytes(text_bytes() + b"\n%d" % number)
    build_file = tmp_path / "build.duckdb"
    script = (
        "import sys; from pathlib import Path; import ingest.landing; from ingest.pipeline import ingest_documents;"
        "ingest.landing._FLUSH_SECONDS = 0.0;"
        "ingest_documents([Path(sys.argv[1])], Path(sys.argv[2]), 'killed', worker_count=1,"
        " progress=lambda item: print(item.done, flush=True))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(root), str(build_file)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    while int(process.stdout.readline()) < 30:
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()
    time.sleep(0.2)
    whole = _query(
        build_file,
        "select count(*), count(cells) from raw.documents left join "
        "(select document_id, count(*) as cells from raw.cells group by all) using (document_id)",
    )
    landed, with_cells = whole[0]
    assert isinstance(landed, int)
    assert 29 <= landed < 120
    assert with_cells == landed
    report = ingest_documents([root], build_file, "resumed", worker_count=2)
    assert (report.unchanged_count, report.ingested_count) == (landed, 120 - landed)
    assert _query(build_file, "select count(*), count(distinct document_id) from raw.documents") == [(120, 120)]
