"""In CI a skipped test has failed: a tool is missing there, and nobody would notice.

Spared are expected failures, and tests for want of published files, which a clone does not have:
they are marked `published`, or skip with a sentence that holds the words of ABSENT.
"""

from __future__ import annotations

from collections.abc import Generator

import pytest

ABSENT = "beside the project"
SENTENCE = "Skipped, which CI does not allow: install what the test needs."


class SkipsAreFailures:
    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        spared = item.get_closest_marker("published") is not None or ABSENT in str(report.longrepr)
        if report.skipped and not spared and not hasattr(report, "wasxfail"):
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
