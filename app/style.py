"""The little CSS that the theme cannot say: figures in columns, bars that carry numbers, lines of a document."""

from __future__ import annotations

import streamlit as st

STYLE = """
<style>
.stMainBlockContainer.block-container { max-width: 1180px; padding-top: 3.4rem; }
[data-testid="stSidebarNav"]::before { content: "决算 Juesuan"; display: block; font-weight: 600; font-size: 1.15rem;
  letter-spacing: .02em; padding: 0 1.2rem .9rem .5rem;
  font-family: Georgia, "Songti SC", "Noto Serif CJK SC", serif; }
a[data-testid="stPageLink-NavLink"] { padding-left: 0; padding-right: 0; }
a[data-testid="stPageLink-NavLink"] span, a[data-testid="stPageLink-NavLink"] p { color: #1f5673; white-space: normal;
  overflow: visible; }
.st-key-narrow_picture { display: none; }
h1, h2, h3 { letter-spacing: 0; text-wrap: balance; }
h1 { padding-bottom: .25rem; }
.stMain p, .stMain li { line-height: 1.65; }
.js-lead { font-size: 1.02rem; line-height: 1.7; max-width: 46em; margin: 0; opacity: .86; }
.js-num { font-variant-numeric: tabular-nums lining-nums; white-space: nowrap; }
.js-figure { margin: 0; }
.js-figure .js-label { font-size: .88rem; opacity: .78; }
.js-figure .js-value { font-size: 1.62rem; line-height: 1.25; font-weight: 600; font-variant-numeric: tabular-nums;
  overflow-wrap: anywhere; }
.js-figure .js-unit { font-size: .85rem; font-weight: 400; opacity: .7; margin-left: .3em;
  white-space: nowrap; }
.js-figure .js-absent { font-size: 1.05rem; font-weight: 400; opacity: .6; line-height: 2.02rem; }
.js-figure .js-note { font-size: .82rem; opacity: .7; }
.js-bars { display: grid; row-gap: .55rem; margin: .2rem 0 .6rem; padding: 0; }
.js-bar { display: grid; grid-template-columns: minmax(0, 15em) minmax(0, 1fr) 8.5em; column-gap: .9rem;
  align-items: center; }
.js-bar .js-name { font-size: .93rem; line-height: 1.35; overflow-wrap: anywhere; }
.js-bar .js-name small { opacity: .62; }
.js-bar .js-track { height: 1.05rem; background: rgba(120, 110, 90, .10); border-radius: 2px; }
.js-bar.js-joined { margin-top: -.4rem; }
.js-bar .js-fill { height: 100%; border-radius: 2px; background: #1f5673; min-width: 1px; }
.js-bar .js-fill.js-second { background: #b59a6a; }
.js-bar .js-fill.js-third { background: #9aa7ad; }
.js-bar.js-bullet { grid-template-columns: minmax(0, 18em) minmax(0, 1fr) 9em; }
.js-bullet .js-track { position: relative; height: 1.25rem; }
.js-bullet .js-fill { position: absolute; left: 0; top: 0; }
.js-bullet .js-fill.js-spent { height: 46%; top: 27%; }
.js-fill.js-planned, .js-swatch.js-planned { background: #d8c9a8; }
.js-bullet .js-amount small { display: block; opacity: .66; font-size: .8rem; }
.js-peer .js-track { position: relative; height: 1.25rem; }
.js-peer .js-fill { position: absolute; left: 0; top: 30%; height: 40%; }
.js-peer .js-band { position: absolute; top: 0; height: 100%; background: #d8c9a8; border-radius: 2px; }
.js-peer .js-tick { position: absolute; top: -2px; height: calc(100% + 4px); width: 2px; background: #7d6333;
  z-index: 1; }
.js-bar.js-peer { grid-template-columns: minmax(0, 15em) minmax(0, 1fr) 10.5em; }
.js-peer .js-amount small { display: block; opacity: .66; font-size: .8rem; }
.js-swatch.js-range { background: #d8c9a8; }
.js-swatch.js-median { background: #7d6333; width: 3px; height: 1rem; }
[class*="st-key-years"] .js-bar { grid-template-columns: minmax(0, 21em) minmax(0, 1fr) 8.5em; }
.js-verdict { color: #a3341f; font-size: .82rem; }
.js-key { display: flex; align-items: center; gap: .4rem; font-size: .85rem; margin: 0 0 .5rem; }
.js-swatch { display: inline-block; width: 1rem; height: .8rem; border-radius: 2px; background: #1f5673; }
.js-key .js-swatch:not(:first-child) { margin-left: .9rem; }
.js-bar .js-amount { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.js-table-frame { overflow-x: auto; max-width: 100%; }
table.js-table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.45; }
table.js-table th { text-align: left; font-weight: 600; font-size: .82rem; opacity: .78; padding: .3rem .7rem .3rem 0;
  border-bottom: 1px solid rgba(90, 80, 60, .35); vertical-align: bottom; word-break: keep-all; }
table.js-table td { padding: .34rem .7rem .34rem 0; border-bottom: 1px solid rgba(90, 80, 60, .13);
  vertical-align: top; overflow-wrap: break-word; }
table.js-table th.js-right, table.js-table td.js-right { text-align: right; font-variant-numeric: tabular-nums; }
table.js-table td.js-right { white-space: nowrap; }
[class*="st-key-results"] table.js-table td { overflow-wrap: anywhere; }
table.js-table td.js-mono { font-family: ui-monospace, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace;
  font-size: .85rem; }
dl.js-facts, dl.js-facts dt, dl.js-facts dd { margin: 0 !important; padding: 0 !important; font-weight: 400; }
dl.js-facts { display: grid; grid-template-columns: fit-content(38%) minmax(0, 1fr); column-gap: 1.1rem;
  row-gap: .34rem; font-size: .93rem; }
dl.js-facts dt { opacity: .68; }
dl.js-facts dd { overflow-wrap: anywhere; }
.js-lines { border: 1px solid rgba(90, 80, 60, .2); border-radius: .375rem; overflow: hidden; font-size: .86rem; }
.js-line { display: grid; grid-template-columns: 3.6em minmax(0, 1fr); border-top: 1px solid rgba(90, 80, 60, .1); }
.js-line:first-child { border-top: 0; }
.js-line .js-number { text-align: right; padding: .3rem .7rem .3rem 0; opacity: .55;
  font-variant-numeric: tabular-nums; }
.js-line .js-text { padding: .3rem .6rem .3rem 0; display: flex; flex-wrap: wrap; gap: .2rem .3rem; min-width: 0; }
.js-line .js-text span { overflow-wrap: anywhere; min-width: 0; }
.js-line .js-cell { border: 1px solid rgba(90, 80, 60, .17); border-radius: 3px; padding: 0 .35em; min-width: .9em;
  min-height: 1.35em; background: rgba(255, 255, 255, .55); }
.js-line.js-here { background: #fbeecb; }
.js-line.js-here .js-number { opacity: 1; font-weight: 600; }
.js-line .js-cell.js-found { background: #1f5673; color: #fff; border-color: #1f5673; }
.js-status { display: inline-block; font-size: .8rem; line-height: 1.5; padding: 0 .55em; border-radius: 1em;
  white-space: nowrap; border: 1px solid currentColor; }
.js-status.js-broken, .js-status.js-fail, .js-status.js-error, .js-status.js-quarantined { color: #a3341f;
  background: #fbeae5; }
.js-status.js-critical, .js-status.js-publisher_error { color: #a3341f; background: #fbeae5; }
.js-status.js-open, .js-status.js-extraction_loss { color: #1f4a63; background: #e9eff2; }
.js-status.js-warning, .js-status.js-undecidable { color: #835414; background: #fbf2df; }
.js-status.js-accepted { color: #35603f; background: #eaf2ea; }
.js-status.js-information, .js-status.js-rounding, .js-status.js-dismissed { color: #5b6068; background: #f1f0ee; }
.js-badges { display: flex; flex-wrap: wrap; gap: .4rem; }
.js-synthetic { background: #f3e6f5; color: #5d2f68; border: 1px solid #d9bfdf; border-radius: .375rem;
  padding: .35rem .8rem; font-size: .9rem; line-height: 1.5; }
.js-line .js-cell.js-role-lost, mark.js-role-lost { background: #1f5673; color: #fff; border: 2px dashed #fff;
  outline: 2px solid #1f5673; min-width: 2.4em; }
.js-line .js-cell.js-role-suspect, mark.js-role-suspect { background: #a3341f; color: #fff; }
.js-line .js-cell.js-role-rounded, mark.js-role-rounded { background: #e9dcb8; color: #1d2733; }
.js-line .js-cell.js-role-total, mark.js-role-total { background: #dcc78f; color: #1d2733; }
.js-line .js-cell.js-role-addend, mark.js-role-addend { background: #cfe0d2; color: #1d2733; }
.js-line .js-cell.js-role-operand, mark.js-role-operand { background: #d5dfe8; color: #1d2733; }
.js-status.js-within_rounding, .js-status.js-warn { color: #835414; background: #fbf2df; }
.js-status.js-exact, .js-status.js-pass, .js-status.js-ingested { color: #35603f; background: #eaf2ea; }
.js-status.js-not_checkable, .js-status.js-unchanged { color: #5b6068; background: #f1f0ee; }
.js-split { display: flex; height: 1.3rem; border-radius: 3px; overflow: hidden; gap: 2px; margin: .2rem 0 .5rem; }
.js-split div { min-width: 4px; }
.js-split .js-broken { background: #a3341f; }
.js-split .js-within_rounding { background: #d0a755; }
.js-split .js-exact { background: #4f7a5b; }
.js-split .js-not_checkable { background: #c9c6be; }
.js-legend { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .3rem .8rem; font-size: .93rem;
  align-items: baseline; }
.js-legend .js-count { text-align: right; font-variant-numeric: tabular-nums; font-weight: 600; }
.js-status.js-differs, .js-status.js-disagrees, .js-status.js-disputed, .js-status.js-unreadable { color: #a3341f;
  background: #fbeae5; }
.js-status.js-filled_by_copy { color: #835414; background: #fbf2df; }
.js-status.js-equal, .js-status.js-agrees, .js-status.js-agreed, .js-status.js-holds { color: #35603f;
  background: #eaf2ea; }
.js-status.js-table_blank, .js-status.js-not_stated, .js-status.js-not_computable, .js-status.js-single {
  color: #5b6068; background: #f1f0ee; }
.js-wrap { white-space: normal; }
.js-heat { display: inline-block; min-width: 4.6em; padding: 0 .45em; border-radius: 3px; color: #1d2733;
  text-decoration: none; }
.js-heat-0 { background: #edf1ea; }
.js-heat-1 { background: #f5e6bd; }
.js-heat-2 { background: #e9b872; }
.js-heat-3, .js-heat.js-heat-3 { background: #a3341f; color: #fff; font-weight: 600; }
a.js-heat:hover, a.js-heat:focus-visible { outline: 2px solid #1f5673; }
.js-heat-map table.js-table td { padding: .18rem .35rem .18rem 0; }
.js-small { font-size: .8rem; opacity: .72; }
.js-short { color: #835414; font-weight: 600; }
a.js-link { color: #1f5673; }
.js-sentences { background: #fffefb; border: 1px solid rgba(90, 80, 60, .2); border-radius: .375rem; }
.js-sentence { display: grid; grid-template-columns: 7.5em minmax(0, 1fr); column-gap: .9rem; padding: .55rem .9rem;
  border-top: 1px solid rgba(90, 80, 60, .1); }
.js-sentence:first-child { border-top: 0; }
.js-sentence.js-here { background: #fdf6e1; }
.js-where { font-size: .8rem; opacity: .68; padding-top: .22rem; }
.js-words { line-height: 1.85; overflow-wrap: anywhere; }
.js-mark, a.js-mark { border-radius: 3px; padding: 0 .18em; font-variant-numeric: tabular-nums; color: inherit;
  text-decoration: none; border-bottom: 2px solid transparent; }
.js-mark.js-equal { background: #e3efe3; border-bottom-color: #4f7a5b; }
.js-mark.js-within_rounding { background: #fbf0d6; border-bottom-color: #d0a755; }
.js-mark.js-differs { background: #f9dcd4; border-bottom-color: #a3341f; font-weight: 600; }
.js-mark.js-refuted { background: #f9dcd4; border-bottom: 2px dashed #a3341f; font-weight: 600; }
.js-mark.js-involved { background: #fbf0ec; border-bottom: 2px dotted #a3341f; }
.js-item { font-weight: 600; font-size: .93rem; line-height: 1.5; }
.js-mark.js-table_blank { background: #eeece7; border-bottom: 2px dashed #8b887f; }
.js-mark.js-free { background: #e8eef2; }
.js-mark.js-unclassified { border-bottom: 1px dotted #8b887f; }
.js-mark.js-chosen { outline: 2px solid #1f5673; outline-offset: 1px; }
a.js-mark:hover, a.js-mark:focus-visible { outline: 2px solid #1f5673; }
:where(mark.js-place) { background: #1f5673; color: #fff; border-radius: 3px; padding: 0 .2em; }
.js-marks { display: flex; flex-wrap: wrap; gap: .4rem 1.1rem; font-size: .85rem; }
.js-remark { font-size: .85rem; line-height: 1.5; margin-top: .15rem; color: #835414; }
.js-remark.js-differs { color: #a3341f; }
.js-remark.js-anomaly { color: #5b6068; }
[class*="st-key-tiles"] [data-testid="stMetricValue"] { font-size: 1.75rem; }
.st-key-tiles_budget .js-figure .js-value, .st-key-tiles_three .js-figure .js-value { font-size: 1.4rem; }
@media (min-width: 641px) {
  [class*="st-key-indicators"] table.js-table { table-layout: fixed; }
  [class*="st-key-indicators"] th:nth-child(1) { width: 11%; }
  [class*="st-key-indicators"] th:nth-child(2) { width: 16%; }
  [class*="st-key-indicators"] th:nth-child(3), [class*="st-key-indicators"] th:nth-child(4) { width: 10.5%; }
  [class*="st-key-indicators"] th:nth-child(5), [class*="st-key-indicators"] th:nth-child(6) { width: 7%; }
  [class*="st-key-indicators"] th:nth-child(8) { width: 14%; }
  [class*="st-key-wide_first"] td:first-child { min-width: 11.5em; }
  [class*="st-key-wide_first"] td:last-child { min-width: 10.5em; }
  [class*="st-key-wide_first"] table.js-table th, [class*="st-key-wide_first"] table.js-table th.js-right {
    white-space: normal; vertical-align: bottom; }
}
@media (max-width: 640px) {
  .js-bar.js-bullet { grid-template-columns: minmax(0, 1fr) auto; }
  .js-sentence { grid-template-columns: minmax(0, 1fr); padding: .5rem .7rem; }
  .stMainBlockContainer.block-container { padding-left: 1rem; padding-right: 1rem; padding-top: 4.4rem; }
  h1 { font-size: 1.55rem !important; }
  .js-bar, .js-bar.js-peer, [class*="st-key-years"] .js-bar { grid-template-columns: minmax(0, 1fr) auto;
    row-gap: .15rem; }
  .js-bar .js-track { grid-column: 1 / -1; grid-row: 2; height: .7rem; }
  dl.js-facts { grid-template-columns: fit-content(36%) minmax(0, 1fr); column-gap: .8rem; }
  .js-figure .js-value { font-size: 1.35rem; }
  table.js-table tr.js-head { display: none; }
  table.js-table tr { display: block; padding: .5rem 0; border-bottom: 1px solid rgba(90, 80, 60, .25); }
  table.js-table td, table.js-table td.js-right { display: grid; grid-template-columns: 36% minmax(0, 1fr);
    column-gap: .8rem; text-align: left; border: 0; padding: .1rem 0; white-space: normal; }
  table.js-table td::before { content: attr(data-column); opacity: .68; font-size: .85rem; }
  table.js-table td > .js-status, table.js-table td > .js-heat { justify-self: start; }
  table.js-table td:empty { display: none; }
  .js-heat-map table.js-table tr { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: .1rem .3rem; }
  .js-heat-map table.js-table td { display: block; padding: 0; }
  .js-heat-map table.js-table td:first-child { grid-column: 1 / -1; font-weight: 600; }
  .js-heat-map table.js-table td:first-child::before { display: none; }
  .js-heat-map table.js-table td::before { display: block; font-size: .78rem; }
  .js-heat-map .js-heat { min-width: 100%; }
  .js-heat-map table.js-table tr.js-head { display: none; }
  [class*="st-key-tiles"] [data-testid="stHorizontalBlock"] { flex-direction: row; flex-wrap: wrap; }
  [class*="st-key-tiles"] [data-testid="stColumn"] { min-width: calc(50% - .5rem); flex: 1 1 calc(50% - .5rem); }
  .st-key-narrow_picture { display: flex; }
  .st-key-wide_picture { display: none; }
  .js-line { grid-template-columns: 2.8em minmax(0, 1fr); }
}
</style>
"""


CERTIFICATE_STYLE = """
<style>
.js-certificate { background: #fff; border: 1px solid rgba(90, 80, 60, .25); border-radius: .375rem; color: #1d2733;
  padding: 1.6rem 2rem 1.2rem; max-width: 820px; font-size: .92rem; line-height: 1.5; }
.js-certificate .js-kicker { font-size: .9rem; opacity: .8; letter-spacing: .04em; }
.js-certificate h2 { margin: .1rem 0 0; padding: 0; font-size: 1.5rem; }
.js-certificate header { border-bottom: 2px solid #1f5673; margin-bottom: .7rem; padding-bottom: .5rem; }
.js-certificate header p { margin: 0; overflow-wrap: anywhere; }
.js-certificate section { margin-bottom: .65rem; }
.js-certificate h3 { font-size: 1rem; margin: 0; padding: 0 0 .15rem; color: #1f5673; }
.js-certificate p { margin: 0 0 .15rem; font-size: inherit; line-height: inherit; }
.js-certificate table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; margin: 0; }
.js-certificate th, .js-certificate td { text-align: right; padding: .12rem .5rem; border: 0;
  border-bottom: 1px solid rgba(90, 80, 60, .15); }
.js-certificate th { font-weight: 600; font-size: .85rem; }
.js-certificate th:first-child, .js-certificate td:first-child { text-align: left; padding-left: 0; }
.js-certificate tr.js-total td { font-weight: 600; border-bottom: 0; }
.js-certificate ul { margin: .1rem 0 0; padding-left: 1.1rem; }
.js-certificate li { margin: 0; padding: 0; overflow-wrap: anywhere; font-size: .88rem; line-height: 1.5; }
.js-certificate footer { border-top: 1px solid rgba(90, 80, 60, .3); padding-top: .5rem; font-size: .8rem; }
.js-certificate footer dl.js-facts { font-size: .8rem; row-gap: .1rem; }
.js-certificate footer p { margin: .4rem 0 0; opacity: .8; }
@media (max-width: 640px) {
  .js-certificate { padding: 1rem .9rem; }
  .js-certificate th, .js-certificate td { padding: .12rem .2rem; font-size: .8rem; }
}
@page { size: A4; margin: 12mm 14mm; }
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stExpandSidebarButton"],
  [class*="st-key-screen_only"], .js-synthetic { display: none !important; }
  html, body, #root, .stApp, .stAppViewContainer, .stMain { position: static !important; height: auto !important;
    min-height: 0 !important; overflow: visible !important; background: #fff !important; }
  .stMainBlockContainer.block-container { padding: 0 !important; max-width: none !important; }
  .stVerticalBlock { gap: 0 !important; }
  .js-certificate { border: 0; padding: 0; max-width: none; font-size: 8.6pt; line-height: 1.32; }
  .js-certificate h2 { font-size: 14pt; }
  .js-certificate h3 { font-size: 9.6pt; }
  .js-certificate section { margin-bottom: .35rem; }
  .js-certificate header { margin-bottom: .4rem; padding-bottom: .3rem; }
  .js-certificate th, .js-certificate td { padding: .04rem .5rem; }
  .js-certificate th, .js-certificate .js-kicker { font-size: 8.2pt; }
  .js-certificate li { font-size: 7.8pt; line-height: 1.33; }
  .js-certificate .js-status { font-size: 7.4pt; line-height: 1.3; }
  .js-certificate footer, .js-certificate footer dl.js-facts { font-size: 7.4pt; line-height: 1.3; }
  .js-certificate, .js-certificate * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
</style>
"""


def apply_certificate_style() -> None:
    """The sheet on the screen, and on paper: one A4 page without anything around it."""
    st.html(CERTIFICATE_STYLE)


def apply_style() -> None:
    """Put the style sheet into the page; drawn on every run because Streamlit drops what is not drawn."""
    st.html(STYLE)
