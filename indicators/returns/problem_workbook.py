"""The problems of a return as a workbook to work from: a row to mend each, and how many there are of each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from indicators.models import Return, ReturnProblem
from indicators.returns.rule_titles import rule_title

SUMMARY = "Summary"
PROBLEMS = "Problems"
# Heading and width in characters.
SUMMARY_COLUMNS = (("Rule", 58), ("Kind", 16), ("How many", 10), ("What to do", 100))
PROBLEM_COLUMNS = (
    ("Kind", 16), ("Sheet", 18), ("Row", 8), ("Column", 34), ("What stood there", 24),
    ("What is wrong and what to do", 90), ("Rule", 48),
)  # fmt: skip
HEADER_ROW = 2


def problem_workbook(shown: Return) -> bytes:
    """The xlsx: a summary by rule, then every problem grouped by rule, what must be mended first."""
    groups = _groups(list(ReturnProblem.objects.filter(of_return=shown)))
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        title = f"{shown.authority.name} ({shown.authority.code}), {shown.period_end:%B %Y}"
        _summary(book, f"Problems of {title}, version {shown.version}", groups)
        _problems(book, f"Problems of {title}, version {shown.version}", groups)
        book.set_properties({"title": f"Problems of a return, {title}"})
    return out.getvalue()


def _groups(problems: Sequence[ReturnProblem]) -> list[list[ReturnProblem]]:
    """By severity and rule: errors first, then the rule with the most; in a group as the rows stand."""
    by_rule: dict[tuple[str, str], list[ReturnProblem]] = {}
    for problem in sorted(problems, key=lambda p: (p.sheet, p.row is None, p.row or 0, p.pk)):
        by_rule.setdefault((problem.severity, problem.code), []).append(problem)
    return sorted(by_rule.values(), key=lambda group: (group[0].severity, -len(group), group[0].code))


def _summary(book: Any, title: str, groups: list[list[ReturnProblem]]) -> None:
    sheet = _sheet(book, SUMMARY, title, SUMMARY_COLUMNS, len(groups))
    text = book.add_format({"text_wrap": True, "valign": "top"})
    count = book.add_format({"num_format": "#,##0", "valign": "top"})
    for row, group in enumerate(groups, start=HEADER_ROW + 1):
        first = group[0]
        alike = len({problem.sentence for problem in group}) == 1
        sheet.write_string(row, 0, rule_title(first.code), text)
        sheet.write_string(row, 1, first.get_severity_display(), text)
        sheet.write_number(row, 2, len(group), count)
        sheet.write_string(row, 3, first.sentence if alike else f"For example: {first.sentence}", text)


def _problems(book: Any, title: str, groups: list[list[ReturnProblem]]) -> None:
    sheet = _sheet(book, PROBLEMS, title, PROBLEM_COLUMNS, sum(map(len, groups)))
    text = book.add_format({"text_wrap": True, "valign": "top"})
    for row, problem in enumerate((each for group in groups for each in group), start=HEADER_ROW + 1):
        words = {
            0: problem.get_severity_display(), 1: problem.sheet, 3: problem.column, 4: problem.found,
            5: problem.sentence, 6: rule_title(problem.code),
        }  # fmt: skip
        for column, word in words.items():
            sheet.write_string(row, column, word, text)
        if problem.row is not None:
            sheet.write_number(row, 2, problem.row, text)


def _sheet(book: Any, name: str, title: str, columns: Sequence[tuple[str, int]], rows: int) -> Any:
    """A sheet with its title, and a header that stays in sight and filters the rows beneath."""
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 13}))
    heading = book.add_format({"bold": True, "bg_color": "#e6eef0", "bottom": 1, "text_wrap": True})
    for column, (words, width) in enumerate(columns):
        sheet.write_string(HEADER_ROW, column, words, heading)
        sheet.set_column(column, column, width)
    sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + max(rows, 1), len(columns) - 1)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return sheet
