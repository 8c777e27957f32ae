"""The figures counted from an authority's lists, beside those of its return of figures; page and csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from authorities.access import Act, authority_for, may
from authorities.models import Authority
from authorities.paging import paged
from indicators.calculations.display import counted as counted_noun
from indicators.calculations.display import exact
from indicators.calculations.periods import long_date, parse_period
from indicators.children.comparison import CountedLine, counted_lines, counted_periods
from indicators.counted_tables import CountedTable
from indicators.csv_cells import csv_text
from indicators.forms.counting import CountedFilterForm, CountedPeriodForm
from indicators.models import Job, JobState, Return, ReturnKind, ReturnState
from indicators.views.progress import progress_context
from indicators.views.subnav import subnav

COLUMNS = (
    *("code", "indicator", "family", "window", "period_end", "numerator", "denominator", "value", "symbol"),
    *("complete", "lacks", "proxy", "rebuilt", "left_out", "notes"),
    *("returned_numerator", "returned_denominator", "returned_value", "returned_symbol"),
    *("difference", "differs"),
)


def counted_newest(request: HttpRequest, code: str) -> HttpResponse:
    """On to the period end asked for, else to the newest; without any, what to do."""
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    periods = counted_periods(authority)
    if not periods:
        return render(request, "indicators/children/counted_none.html", _none(request, authority))
    form = CountedPeriodForm(request.GET, periods=periods)
    chosen = form.cleaned_data["period"] if form.is_valid() else periods[0]
    return redirect("counted", code, f"{chosen:%Y-%m}")


def counted(request: HttpRequest, code: str, period: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    period_end = period_of(period)
    lines = counted_lines(authority, period_end)
    if not lines:
        context = _none(request, authority) | {"period_end": period_end}
        return render(request, "indicators/children/counted_none.html", context)
    form = CountedFilterForm(request.GET or None, families=[line.family for line in lines])
    table = CountedTable(
        filtered(lines, form),
        authority_code=code,
        heading=f"Figures at {long_date(period_end)}",
        may_see_rows=may(request.user, Act.SEE_CHILDREN, authority),
    )
    if form.is_valid() and form.cleaned_data["show"] == "differs" and not _has_figures(authority, period_end):
        table.empty_text = (
            f"There is no approved return of figures for {long_date(period_end)}, so there is nothing that "
            "could differ."
        )
    paged(request, table)
    context = {
        "authority": authority,
        "period_end": period_end,
        "views": subnav(authority, "counted_newest"),
        "table": table,
        "form": form,
        "period_form": _period_form(authority, period_end),
        "job": work_of(authority),
        "summary": _summary(lines),
        "query": request.GET.urlencode(),
    }
    return render(request, "indicators/children/counted.html", context)


def counted_csv(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """The same figures, filtered as the page is."""
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    period_end = period_of(period)
    lines = counted_lines(authority, period_end)
    form = CountedFilterForm(request.GET or None, families=[line.family for line in lines])
    name = f"counted-{authority.code}-{period_end:%Y-%m}.csv"
    return HttpResponse(
        csv_text(COLUMNS, _cells(filtered(lines, form))).encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def period_of(text: str) -> date:
    """The period end that the address names; Http404 where it names none."""
    try:
        return parse_period(text)
    except ValueError as unreadable:
        raise Http404 from unreadable


def filtered(lines: Sequence[CountedLine], form: CountedFilterForm) -> list[CountedLine]:
    """The lines that the filter asks for; all of them where it asks for nothing that there is."""
    if not form.is_valid():
        return list(lines)
    family, show = form.cleaned_data["family"], form.cleaned_data["show"]
    return [
        line
        for line in lines
        if (not family or line.family == family)
        and (show != "differs" or line.differs)
        and (show != "incomplete" or line.lacks)
    ]


def _has_figures(authority: Authority, period_end: date) -> bool:
    return Return.objects.filter(
        authority=authority, kind=ReturnKind.FIGURES, state=ReturnState.APPROVED, period_end=period_end
    ).exists()


def _period_form(authority: Authority, period_end: date) -> CountedPeriodForm:
    initial = {"period": f"{period_end:%Y-%m}"}
    return CountedPeriodForm(periods=counted_periods(authority), initial=initial)


def _none(request: HttpRequest, authority: Authority) -> dict[str, Any]:
    return {
        "authority": authority,
        "views": subnav(authority, "counted_newest"),
        "may_upload": may(request.user, Act.UPLOAD, authority),
        "job": work_of(authority),
    }


def work_of(authority: Authority) -> dict[str, Any] | None:
    """The counting that is under way, or that stopped."""
    job = Job.objects.filter(authority=authority, kind="recalculate").select_related("authority").first()
    return progress_context(job) if job is not None and job.state != JobState.DONE else None


def _summary(lines: Sequence[CountedLine]) -> str:
    both = sum(line.given is not None for line in lines)
    differing, lacking = sum(line.differs for line in lines), sum(bool(line.lacks) for line in lines)
    said = [f"{counted_noun(len(lines), 'figure')} counted"]
    differ, lack = "differs" if differing == 1 else "differ", "lacks" if lacking == 1 else "lack"
    said.append(f"{both:,} also in the return of figures, of which {differing:,} {differ}" if both else "")
    said.append(f"{lacking:,} {lack} months" if lacking else "")
    return "; ".join(part for part in said if part) + "."


def _cells(lines: Sequence[CountedLine]) -> Iterator[Sequence[object]]:
    for line in lines:
        ours, theirs = line.counted, line.given
        yield (
            *(line.code, line.name, line.family, ours.window, ours.period_end.isoformat()),
            *(_number(ours.numerator), _number(ours.denominator), _number(ours.value), ours.symbol),
            *(_yes(ours.complete), line.lacks, _yes(ours.proxy), _yes(ours.rebuilt)),
            *(line.left_out, "; ".join(ours.notes)),
            *(_number(getattr(theirs, name, None)) for name in ("numerator", "denominator", "value")),
            theirs.symbol if theirs is not None else "",
            *(_number(line.exact_difference), _yes(line.differs) if theirs is not None else ""),
        )


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def _number(number: Any) -> str:
    return "" if number is None else exact(number)
