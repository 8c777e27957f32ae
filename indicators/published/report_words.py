"""What an import says to the person who asked for it, in words."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from authorities.models import Authority
from authorities.neighbours.importing import NeighbourReport
from authorities.populations.importing import PopulationReport
from indicators.benchmarks.years import period_end_of
from indicators.calculations.display import counted
from indicators.models import PublishedValue, Release
from indicators.published.importing import ReleaseReport
from indicators.published_tables import years_in_words

# As the Government Statistical Service writes them; '' is a number.
CELLS = {
    "": "cells with a figure",
    "c": "hidden, so that no child can be identified [c]",
    "z": "not applicable [z]",
    "x": "not available [x]",
    "k": "too low to be given [k]",
    "u": "of low reliability [u]",
}
# Above it a message on a page names the first ones alone.
NAMED = 12


def counts_of(release: Release) -> list[dict[str, Any]]:
    """For the row of counts: rows, then cells by what stands in them, figures first."""
    report = release.report
    cells: dict[str, int] = report.get("cells_by_symbol", {})
    rows = [{"number": f"{release.rows_read:,}", "label": "rows read"}]
    return rows + [
        {"number": f"{cells[symbol]:,}", "label": words}
        for symbol, words in CELLS.items()
        if cells.get(symbol)
    ]


def population_in_words(report: PopulationReport) -> str:
    if not report.created:
        return f"This very file was imported before, as {report.vintage.name}. Nothing was changed."
    done = (
        f"{report.vintage.name} was imported: {counted(report.stored, 'estimate')}, mid-years "
        f"{years_in_words(report.mid_years)}."
    )
    unknown = f" Areas that the register does not know: {some(report.unknown)}." if report.unknown else ""
    return done + unknown


def neighbours_in_words(report: NeighbourReport) -> str:
    name = report.neighbour_list.name
    if not report.created:
        return f"This very list was imported before, as {name}. Nothing was changed."
    held = counted(report.neighbours, "neighbour")
    done = f"{name} was imported: {held} of {report.authorities:,} authorities."
    missing = f" Authorities without neighbours in it: {some(report.missing)}." if report.missing else ""
    left = f" {counted(len(report.left_out), 'row')} of the file left out." if report.left_out else ""
    return done + missing + left


def some(names: list[str]) -> str:
    """The names with commas; of a long list the first ones and how many more there are."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def release_in_words(report: ReleaseReport) -> str:
    name = report.release.name
    if not report.created:
        return f"This very file was imported before, as {name}. Nothing was changed."
    done = (
        f"{name} was imported: {counted(report.rows_read, 'row')} read, "
        f"{counted(report.values_stored, 'cell')} stored, {years_in_words(report.years)}."
    )
    return f"{done} Comparisons were made anew."


def notes_of(release: Release) -> list[dict[str, Any]]:
    """What a careful reader should know of the file: a heading, a sentence and a list, where there is one."""
    report = release.report
    missing = [f"{authority.name} ({authority.code})" for authority in _missing(release)]
    newest = max(report.get("years", [0]))
    found = (
        (
            "in the file and not in the register",
            "area",
            "Their figures are kept, and compared with nothing. Joint areas are among them.",
            report.get("unknown", []),
        ),
        (
            f"without a row in {newest}",
            "authority",
            "They existed at the end of that year, and the file says nothing of them.",
            missing,
        ),
        (
            "without a row in one of the years",
            "region",
            "The file has a row in other years.",
            report.get("regions_without_a_row", []),
        ),
        (
            "for authorities that did not exist then",
            "figure",
            "The file has a figure for a year before the authority was made or after it ended.",
            report.get("not_existing", []),
        ),
    )
    return [
        {"heading": f"{_number(len(items), thing)} {rest}", "text": text, "items": items}
        for rest, thing, text, items in found
        if items
    ]


def _number(number: int, thing: str) -> str:
    if thing == "authority" and number != 1:
        return f"{number:,} authorities"
    return counted(number, thing)


def _missing(release: Release) -> QuerySet[Authority]:
    """The authorities that existed at the end of the newest year and have no row for it, by name."""
    years = release.report.get("years", [])
    if not years:
        return Authority.objects.none()
    newest = max(years)
    there = PublishedValue.objects.filter(release=release, year=newest, authority__isnull=False)
    expected = Authority.objects.filter(fictional=release.fictional)
    existed = expected.on(period_end_of(release.dataset.year_means, newest))
    return existed.exclude(pk__in=there.values("authority"))
