"""Nothing is skipped where continuous integration has installed everything: there a skip is a failure."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator
from typing import Any

import pytest

MAY_BE_MISSING = "real photographs"
"""The folder beside a developer's checkout; the product does without it, so a clone may too."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: they are slow, and Playwright keeps an event loop running from then on."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def _strict(report: Any) -> Any:
    skipped = report.outcome == "skipped" and not hasattr(report, "wasxfail")
    if skipped and os.environ.get("CI") and MAY_BE_MISSING not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"Skipped where nothing may be missing (CI is set): {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _strict((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _strict((yield))


@pytest.fixture(autouse=True)
def _the_main_module_stays() -> Iterator[None]:
    """Streamlit's AppTest leaves its page as `__main__`, which any process spawned later would run."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before
