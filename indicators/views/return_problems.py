"""The problems of a return: all that one rule found, and everything as csv and as a workbook."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from authorities.access import Act, authority_for
from authorities.paging import paged
from indicators.csv_cells import csv_text
from indicators.models import Return
from indicators.returns.problem_groups import problems_of_rule
from indicators.returns.problem_workbook import problem_workbook
from indicators.returns.rule_titles import rule_title
from indicators.tables import ProblemTable
from indicators.views.return_page import heading_of, return_of

COLUMNS = ("Kind", "Sheet", "Row", "Column", "What stood there", "What is wrong and what to do", "Rule")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def return_problems(request: HttpRequest, code: str, pk: int, rule: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    shown = return_of(authority, pk)
    problems = problems_of_rule(shown, rule)
    table = ProblemTable(problems, heading="As they stand in the file")
    paged(request, table)
    context = {
        "authority": authority,
        "return": shown,
        "heading": heading_of(shown),
        "title": rule_title(rule),
        "count": len(table.rows),
        "table": table,
    }
    return render(request, "indicators/children/problems.html", context)


def return_problems_csv(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    shown = return_of(authority, pk)
    rows = (
        (p.get_severity_display(), p.sheet, p.row, p.column, p.found, p.sentence, rule_title(p.code))
        for p in shown.problems.all()
    )
    content = csv_text(COLUMNS, rows).encode("utf-8-sig")
    return _download(content, "text/csv; charset=utf-8", shown, "csv")


def return_problems_xlsx(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    shown = return_of(authority, pk)
    return _download(problem_workbook(shown), XLSX, shown, "xlsx")


def _download(content: bytes, kind: str, shown: Return, ending: str) -> HttpResponse:
    name = f"problems-{shown.authority.code}-{shown.period_end:%Y-%m}-version-{shown.version}.{ending}"
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
