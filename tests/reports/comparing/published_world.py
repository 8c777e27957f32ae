"""The Sefton papers beside the published files: loaded, imported and calculated through the real code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from authorities.models import Authority, NeighbourList, Region, Role
from indicators.benchmarks.taking import take_neighbours, take_population
from indicators.published.importing import import_published
from reports.building import rebuild
from reports.demonstration.accounts import make_sign_ins, person
from reports.demonstration.published import load_paper
from reports.management.commands.demo import REGION
from reports.management.commands.load_reference import load_reference
from reports.models import Scorecard
from reports.papers.papers import Paper, read_papers
from reports.rows import Line, line_from_json

FOLDER = Path(settings.PUBLISHED_DIR)
PAPERS: dict[str, Paper] = {paper.name: paper for paper in read_papers() if paper.authority == "343"}
STATISTICS = sorted((FOLDER / "published").glob("*.csv"))
POPULATION = "ons_mid-year"
LIST_2021, LIST_2025 = "Statistical neighbours 2021", "Statistical neighbours 2025"
LIST_FILES = {
    LIST_2021: ("New_Statistical_Neighbour_Groupings_April_2021.csv", date(2021, 4, 1)),
    LIST_2025: ("sn_model_2025_wide.csv", date(2025, 5, 1)),
}

needs_published_files = pytest.mark.skipif(
    len(STATISTICS) != 10
    or not all((FOLDER / "neighbours" / name).exists() for name, _ in LIST_FILES.values()),
    reason="The published statistics and neighbour lists are not in ../shared/data beside the project.",
)


def load_papers() -> dict[str, Scorecard]:
    """Both Sefton papers, handed in, approved and published as printed: no release is there yet."""
    load_reference(demonstration=True)
    authorities = list(Authority.objects.filter(code="343"))
    make_sign_ins(authorities, Region.objects.get(code=REGION))
    return {
        name: load_paper(
            paper,
            analyst=person(Role.ANALYST),
            approver=person(Role.APPROVER),
            folder=FOLDER / "scorecards",
        ).scorecard
        for name, paper in PAPERS.items()
    }


def import_list(name: str) -> NeighbourList:
    file_name, valid_from = LIST_FILES[name]
    content = (FOLDER / "neighbours" / file_name).read_bytes()
    report = take_neighbours(
        content=content, file_name=file_name, name=name, valid_from=valid_from, source="DfE", by=None
    )
    return report.neighbour_list


def import_everything() -> None:
    """The ten files and the 2021 list, the population first, so that counts become rates at once."""
    import_list(LIST_2021)
    for path in sorted(STATISTICS, key=lambda path: not path.name.startswith(POPULATION)):
        if path.name.startswith(POPULATION):
            take_population(content=path.read_bytes(), file_name=path.name, by=None)
        else:
            import_published(content=path.read_bytes(), file_name=path.name, by=None)


def recalculated(scorecard: Scorecard) -> dict[str, Line]:
    """The scorecard's lines by number, made from what the tables hold now, and stored."""
    found = Scorecard.objects.select_related("authority", "template").get(pk=scorecard.pk)
    rebuild(found)
    found.save()
    return {line.number: line for line in map(line_from_json, found.lines)}
