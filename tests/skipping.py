"""In CI a skipped test has failed: a tool is missing there, and nobody would notice."""

from __future__ import annotations

from collections.abc import Generator

import pytest

SENTENCE = "Skipped, which CI does not allow: install what the test needs."


class SkipsAreFailures:
    """The plugin. Spared are tests marked `published`, whose files may be absent, and expected failures."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        spared = hasattr(report, "wasxfail") or item.get_closest_marker("published") is not None
        if report.skipped and not spared:
            report.outcome = "failed"
            report.longrepr = f"{SENTENCE} {report.longrepr}"
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self,
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """The same for a module that skips itself as it is read."""
        report = yield
        if report.skipped:
            report.outcome = "failed"
            report.longrepr = f"{SENTENCE} {report.longrepr}"
        return report
