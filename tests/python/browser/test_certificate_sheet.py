"""The fullest sheet that the quality certificate can be still prints on one A4 page, in both languages."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from itertools import product

import pypdfium2
import pytest
from playwright.sync_api import Browser

from app.certificate_html import LONGEST_MESSAGE, MOST_DEDUCED, MOST_FINDINGS, certificate_html
from app.check_words import CheckWords
from app.queries_findings import CAUSES, SEVERITIES
from app.queries_quality import STATUSES
from app.style import CERTIFICATE_STYLE, STYLE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOMENT = datetime(2024, 9, 1, 8, 0)
LONG = {"zh": "科学技术支出决算" * 20, "en": "expenditure of the year " * 10}  # longer than any list lets through


def full_sheet(language: str) -> str:
    """Every line that a sheet can have, every text as long as it is let through."""
    findings = [
        {"cause": cause, "severity": severity, "review_state": "dismissed", "message_zh": LONG["zh"],
         "message_en": LONG["en"], "explanation": None}
        for cause, severity in product(CAUSES, SEVERITIES)
    ]  # fmt: skip
    deduced = [
        {"statement_title_zh": "一般公共预算财政拨款基本支出决算明细表", "line_code": "2080506",
         "statement_title_en": "General public budget basic expenditure by economic subject",
         "line_label": "机关事业单位职业年金缴费支出", "measure_title_zh": "一般公共预算财政拨款支出",
         "measure_title_en": "General public budget appropriation", "amount_yuan": Decimal("1234567890.12"),
         "witness_count": 12}
    ] * (MOST_DEDUCED + 3)  # fmt: skip
    names = ("with_data", "declared_empty", "absent", "printed_numbers", "blanks", "unplaced_numbers", "unreadable")
    run = {"finished_at": MOMENT, "version": "0.1.0", "gate": "closed", "expectation_count": 5400, "pass_count": 5000,
           "warn_count": 300, "fail_count": 100}  # fmt: skip
    document = {
        "department_name": "云州市机关事业单位社会保险经办和数据资源管理服务中心（本级）", "fiscal_year": 2023,
        "source_name": f"{LONG[language][:60]}.txt", "is_synthetic": True, "is_current": False, "ingested_at": MOMENT,
        "content_sha256": "5c" * 32, "document_id": "5c" * 8, "parser_version": "1cb403a8b4fa",
    }  # fmt: skip
    power = {
        "noticed_digit_change_share": Decimal("0.95"),
        "noticed_loss_share": Decimal("0.99"),
        "amount_count": 12345,
    }
    return certificate_html(
        document,
        dict.fromkeys(names, 12345),
        {"narrative_figures": 12345, "forms": 123},
        [{"catalogue_group": group, **{f"{status}_count": 12345 for status in STATUSES}} for group in "ABCDEFGH"],
        dict.fromkeys(("determined", "contradicted"), 12345),
        findings,
        power,
        deduced,
        (run, run),
        CheckWords({}, {}),
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_fullest_certificate_prints_on_one_page(
    browser: Browser, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.i18n.current_language", lambda: language)
    sheet = full_sheet(language)
    assert sheet.count("<li>") == MOST_FINDINGS + MOST_DEDUCED + 2  # and a line each for what is left out
    assert LONG[language][: LONGEST_MESSAGE + 1] not in sheet
    page = browser.new_page()
    body = f"<body style='margin: 0; font: 15px sans-serif'>{STYLE}{CERTIFICATE_STYLE}{sheet}</body>"
    page.set_content(f"<!doctype html><html>{body}</html>")
    pages = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    page.close()
    assert len(pages) == 1
