"""A running explorer and a real browser: Debian's Chromium through playwright, on a free port of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[3]
SECONDS_TO_START = 60
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; a skip with a plain message where there is none, a failure where one is required."""
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if found is None:
        message = "no Chromium on this machine: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("JUESUAN_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def explorer(sample_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an explorer on the built warehouse of the bundled sample (or JUESUAN_TEST_WAREHOUSE)."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("explorer") / "streamlit.log"
    command = [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app" / "streamlit_app.py")]
    environment = {**os.environ, "JUESUAN_WAREHOUSE": str(sample_warehouse)}
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, "--server.port", str(port)], cwd=PROJECT, env=environment, stdout=output, stderr=output
        )
        try:
            _wait_until_healthy(port, process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_until_healthy(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"streamlit ended with {process.returncode}: {log.read_text()}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.3)
    pytest.fail(f"streamlit was not healthy after {SECONDS_TO_START} s: {log.read_text()}")


@pytest.fixture
def wide_page(browser: Browser) -> Iterator[Page]:
    """A desktop window of 1280 × 800."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture
def narrow_page(browser: Browser) -> Iterator[Page]:
    """A telephone of 390 × 844."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()
