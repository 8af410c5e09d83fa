"""The explorer in a real browser, on the warehouse built from the bundled sample (Guiyang, 2023).

The figures are those of the printed document: income 22,070.55 万元 on its line "本年收入合计", class 206 with
14,419.03, and the project cell of class 215 that the extraction lost.
"""

from __future__ import annotations

import re

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TIMEOUT = 30_000
PAGES = {
    "": ("总览", "Overview"),
    "search": ("查找", "Search"),
    "department_year": ("部门与年度", "Department and year"),
    "budget_execution": ("预算执行", "Budget execution"),
    "three_public": ("“三公”经费", "Three public expenses"),
    "narrative": ("文字说明", "Narrative"),
    "performance": ("绩效自评", "Performance"),
    "statement": ("报表原样", "Statement as printed"),
    "subjects": ("科目层级", "Subjects"),
    "trends": ("历年走势", "Over the years"),
    "year_on_year": ("上年数对照", "Year on year"),
    "peers": ("同类部门比较", "Peers"),
    "findings": ("疑点与复核", "Findings"),
    "certificate": ("质量证书", "Quality certificate"),
    "data_quality": ("数据质量", "Data quality"),
}


def open_page(page: Page, address: str, title: str) -> None:
    """Go to an address and wait until Streamlit has drawn the page and stopped running."""
    page.goto(address)
    expect(page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible(timeout=TIMEOUT)
    wait_until_still(page)


def wait_until_still(page: Page) -> None:
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=TIMEOUT)
    page.wait_for_timeout(400)


def test_the_way_from_the_overview_to_a_figure_and_its_place(wide_page: Page, explorer: str) -> None:
    open_page(wide_page, f"{explorer}/?lang=zh", "总览")
    wide_page.get_by_test_id("stMain").get_by_role("link", name="部门与年度").click()
    expect(wide_page.get_by_role("heading", name="主要数字")).to_be_visible(timeout=TIMEOUT)
    expect(wide_page.locator(".js-figure", has_text="本年收入合计").locator(".js-value")).to_contain_text("22,070.55")
    science = wide_page.get_by_role("listitem", name=re.compile("206 科学技术支出.*14,419.03 万元"))
    expect(science).to_be_visible()
    wide_page.get_by_role("link", name=re.compile("出处：")).first.click()
    expect(wide_page.get_by_role("heading", name="这个数从哪里来")).to_be_visible(timeout=TIMEOUT)
    expect(wide_page.locator(".js-line.js-here")).to_contain_text("本年收入合计")
    expect(wide_page.locator(".js-cell.js-found")).to_have_text("22, 070. 55")


def test_clicking_a_cell_shows_where_it_is_printed(wide_page: Page, explorer: str) -> None:
    open_page(
        wide_page, f"{explorer}/statement?lang=en&statement=expenditure&line=215&measure=total", "Statement as printed"
    )
    grid = wide_page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    rectangle = grid.bounding_box()
    assert rectangle is not None
    # Header, total row, then the first class: its own row is the third of 35 pixels, its first figure right of 255.
    wide_page.mouse.click(rectangle["x"] + 300, rectangle["y"] + 2.5 * 35)
    expect(wide_page).to_have_url(re.compile("line=201&"), timeout=TIMEOUT)
    wait_until_still(wide_page)
    expect(wide_page.locator(".js-line.js-here")).to_contain_text("201")
    expect(wide_page.locator(".js-facts").first).to_contain_text("208.32 × 10,000 yuan = 2,083,200.00 yuan")


def test_a_lost_cell_is_blank_and_its_broken_checks_are_named(wide_page: Page, explorer: str) -> None:
    open_page(
        wide_page,
        f"{explorer}/statement?lang=en&statement=expenditure&line=215&measure=project",
        "Statement as printed",
    )
    facts = wide_page.locator(".js-facts").first
    expect(facts).to_contain_text("a blank is not a zero")
    expect(facts).not_to_contain_text("0.00")
    broken = wide_page.locator("tr", has=wide_page.locator(".js-status.js-broken")).first
    expect(broken).to_contain_text("6,381.83")


def test_drilling_down_in_the_subjects(wide_page: Page, explorer: str) -> None:
    open_page(wide_page, f"{explorer}/subjects?lang=en&statement=expenditure&measure=total", "Subjects")
    picture = wide_page.locator(".st-key-wide_picture")
    expect(picture.get_by_text("206 科学技术支出")).to_be_visible(timeout=TIMEOUT)
    expect(picture.get_by_text("14,419.03 × 10,000 yuan")).to_be_visible()
    expect(picture.get_by_text("2060499 其他技术研究与开发支出")).to_have_count(0)
    picture.get_by_text("206 科学技术支出").click(force=True)  # the box lies over its own text
    expect(picture.get_by_text("2060499 其他技术研究与开发支出")).to_be_visible(timeout=TIMEOUT)
    expect(picture.get_by_text("11,491.03 × 10,000 yuan").first).to_be_visible()


def test_a_refuted_rate_leads_to_its_sentence_and_from_there_to_the_cell(wide_page: Page, explorer: str) -> None:
    open_page(wide_page, f"{explorer}/budget_execution?lang=en", "Budget execution")
    alert = wide_page.get_by_test_id("stAlert").filter(has_text="2060499")
    expect(alert).to_contain_text("39.91%")
    expect(alert).to_contain_text("35.9094%")
    wide_page.get_by_role("link", name="See it on the page Narrative").click()
    expect(wide_page.get_by_role("heading", name="Narrative", level=1)).to_be_visible(timeout=TIMEOUT)
    wait_until_still(wide_page)
    expect(wide_page.locator(".js-mark.js-refuted", has_text="39. 91")).to_be_visible()
    wide_page.locator("a.js-mark.js-equal", has_text="11491. 03").click()
    expect(wide_page.get_by_role("heading", name="Statement as printed", level=1)).to_be_visible(timeout=TIMEOUT)
    expect(wide_page.locator(".js-facts").first).to_contain_text("11,491.03 × 10,000 yuan", timeout=TIMEOUT)


def test_a_form_whose_unit_its_statements_refute_is_marked(wide_page: Page, explorer: str) -> None:
    open_page(wide_page, f"{explorer}/performance?lang=zh", "绩效自评")
    expect(wide_page.locator(".js-figure", has_text="总分（印出）").locator(".js-value")).to_have_text("98.34")
    expect(wide_page.get_by_test_id("stAlert").filter(has_text="印出的单位有误")).to_be_visible()


def test_a_lost_cell_is_proved_beside_its_lines_and_reviewed_into_a_file(wide_page: Page, explorer: str) -> None:
    open_page(wide_page, f"{explorer}/findings?lang=zh", "疑点与复核")
    expect(wide_page.get_by_test_id("stRadio").first).to_contain_text("关键", timeout=TIMEOUT)
    expect(wide_page.locator(".js-figure", has_text="应为").locator(".js-value")).to_have_text("6,381.83万元")
    expect(wide_page.locator(".js-cell.js-role-lost").first).to_be_visible()
    wide_page.get_by_label("理由（中文）").fill("与一般公共预算表一致")
    wide_page.get_by_label("复核人身份").fill("审计人员")
    wide_page.get_by_role("button", name="写入复核文件").click()
    with wide_page.expect_download(timeout=TIMEOUT) as download:
        wide_page.get_by_role("button", name="下载复核文件").click()
    rows = download.value.path().read_text(encoding="utf-8").splitlines()
    assert rows[0] == "finding_id,document_id,verdict,reason_zh,reason_en,reviewer_role,reviewed_on"
    assert ",accepted,与一般公共预算表一致,,审计人员," in rows[1]


def test_a_department_is_found_by_pinyin_and_its_subject_followed_over_the_years(
    wide_page: Page, explorer: str
) -> None:
    open_page(wide_page, f"{explorer}/search?lang=zh&q=dsjfz", "查找")
    main = wide_page.get_by_test_id("stMain")
    main.get_by_role("link", name="历年走势").first.click()
    expect(wide_page.get_by_role("heading", name="历年走势", level=1)).to_be_visible(timeout=TIMEOUT)
    wait_until_still(wide_page)
    expect(wide_page.get_by_role("listitem", name=re.compile("2023 206 科学技术支出 14,419.03 万元"))).to_be_visible()
    wide_page.get_by_role("link", name=re.compile("第 151 行")).click()
    expect(wide_page.locator(".js-facts").first).to_contain_text("14,419.03 万元", timeout=TIMEOUT)


def test_shares_and_the_year_before_are_shown(wide_page: Page, explorer: str) -> None:
    open_page(wide_page, f"{explorer}/peers?lang=en", "Peers")
    expect(wide_page.get_by_role("listitem", name=re.compile("206 科学技术支出 65.33%"))).to_be_visible(timeout=TIMEOUT)
    open_page(wide_page, f"{explorer}/year_on_year?lang=en", "Year on year")
    implied = wide_page.get_by_role("listitem", name="2022 Implied next year 12,778.00 × 10,000 yuan")
    expect(implied).to_be_visible(timeout=TIMEOUT)


def test_the_certificate_prints_on_one_page(wide_page: Page, explorer: str) -> None:
    open_page(wide_page, f"{explorer}/certificate?lang=zh", "质量证书")
    expect(wide_page.locator(".js-certificate")).to_contain_text("部门决算数据质量证书")
    pages = pypdfium2.PdfDocument(wide_page.pdf(prefer_css_page_size=True))
    words = "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert len(pages) == 1
    assert "部门决算数据质量证书" in words
    assert "选择文件" not in words  # what is around the sheet stays on the screen


def test_the_name_of_the_first_page_is_an_address_too(wide_page: Page, explorer: str) -> None:
    open_page(wide_page, f"{explorer}/overview?lang=en", "Overview")
    expect(wide_page.get_by_role("dialog")).to_have_count(0)
    expect(wide_page.get_by_test_id("stException")).to_have_count(0)


def test_switching_the_language_keeps_the_page(wide_page: Page, explorer: str) -> None:
    open_page(wide_page, f"{explorer}/data_quality?lang=zh", "数据质量")
    wide_page.get_by_test_id("stSidebar").get_by_text("English", exact=True).click()
    expect(wide_page.get_by_role("heading", name="Broken checks")).to_be_visible(timeout=TIMEOUT)
    expect(wide_page).to_have_url(re.compile(r"/data_quality\?.*lang=en"))
    wide_page.get_by_test_id("stSidebar").get_by_role("link", name="Overview").click()
    expect(wide_page.get_by_role("heading", name="Overview", level=1)).to_be_visible(timeout=TIMEOUT)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", list(PAGES))
def test_nothing_runs_off_a_telephone_and_nothing_leaves_the_machine(
    narrow_page: Page, explorer: str, path: str, language: str
) -> None:
    outside: list[str] = []
    narrow_page.on(
        "request",
        lambda request: None if request.url.startswith((explorer, "data:", "blob:")) else outside.append(request.url),
    )
    open_page(narrow_page, f"{explorer}/{path}?lang={language}", PAGES[path][language == "en"])
    # A table takes its own width for a moment before it is fitted into the page: what counts is where it settles.
    narrow_page.wait_for_function(
        "() => [document.documentElement, document.querySelector('[data-testid=stMain]')]"
        ".every(element => element.scrollWidth <= element.clientWidth)",
        timeout=15_000,
    )
    widths = narrow_page.evaluate(
        "() => [document.documentElement, document.querySelector('[data-testid=stMain]')]"
        ".map(element => [element.scrollWidth, element.clientWidth])"
    )
    assert all(scroll <= client for scroll, client in widths), widths
    assert outside == []
    assert narrow_page.get_by_test_id("stException").count() == 0
