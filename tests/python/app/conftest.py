"""The explorer under Streamlit's own test runner, on the hand-written warehouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.python.app.fixture_warehouse import build_fixture_warehouse

APP_FILE = Path(__file__).resolve().parents[3] / "app" / "streamlit_app.py"

WAN = {"zh": "万元", "en": "× 10,000 yuan"}
"""What stands behind an amount in 万元, by language."""

OpenPage = Callable[..., AppTest]


@pytest.fixture
def warehouse_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The hand-written warehouse, set as the one the explorer reads."""
    path = build_fixture_warehouse(tmp_path / "fixture.duckdb")
    monkeypatch.setenv("JUESUAN_WAREHOUSE", str(path))
    return path


@pytest.fixture
def open_page() -> OpenPage:
    """Open a page as a link would: `open_page("statement", "en", statement="expenditure")`."""
    st.cache_data.clear()
    st.cache_resource.clear()

    def open_one(page: str, language: str = "zh", **parameters: str) -> AppTest:
        app = AppTest.from_file(str(APP_FILE), default_timeout=30)
        app.query_params["lang"] = language
        app.run()
        if page != "overview":
            app.switch_page(f"app_pages/{page}.py")
        for name, value in {"lang": language, **parameters}.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception, [error.message for error in app.exception]
        return app

    return open_one


def shown(app: AppTest) -> str:
    """Everything the page says: texts, notices, figures, select boxes, and the HTML of its own parts."""
    values = [
        str(element.value)
        for kind in (
            "title",
            "header",
            "subheader",
            "markdown",
            "caption",
            "info",
            "warning",
            "success",
            "error",
            "code",
        )
        for element in getattr(app, kind)
    ]
    metrics = [f"{metric.label} {metric.value}" for metric in app.metric]
    boxes = [f"{box.label} {box.value}" for box in app.selectbox]
    expanders = [expander.label for expander in app.expander]
    lists = [f"{option} {caption}" for element in app.get("radio") for option, caption in _options(element.proto)]
    bodies = [element.proto.body for element in app.get("html")]
    links = [element.proto.label for element in app.get("page_link")]
    page = "\n".join([*values, *metrics, *boxes, *lists, *expanders, *bodies, *links])
    return page.replace("\u00a0", " ")


def _options(radio: Any) -> Iterator[tuple[str, str]]:
    return zip_longest(radio.options, radio.captions, fillvalue="")


def box(app: AppTest, label: str):
    """The select box with this label."""
    return next(found for found in app.selectbox if found.label == label)
