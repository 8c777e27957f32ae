"""Breadcrumbs and the links between the views of one scorecard."""

from __future__ import annotations

from django.urls import reverse

from authorities.models import Region
from reports.models import Publication, Scorecard
from reports.reading import Reading

Crumb = dict[str, str]


def scorecard_crumbs(scorecard: Scorecard, *, here: str = "") -> list[Crumb]:
    """The way from the list to a scorecard, or to a page beneath it called `here`."""
    code = scorecard.authority.code
    title = f"{scorecard.period_end:%B %Y}"
    name = f"{scorecard.authority.name} scorecards"
    crumbs = [{"text": name, "href": reverse("scorecard_list", args=[code])}]
    if not here:
        return [*crumbs, {"text": title}]
    return [
        *crumbs,
        {"text": title, "href": reverse("scorecard", args=[code, scorecard.pk])},
        {"text": here},
    ]


def publication_crumbs(publication: Publication, reading: Reading, *, here: str = "") -> list[Crumb]:
    title = f"{reading.authority_name}, {reading.ends:%B %Y}"
    crumbs = [{"text": "Published scorecards", "href": reverse("published_list")}]
    if not here:
        return [*crumbs, {"text": title}]
    return [
        *crumbs,
        {"text": title, "href": reverse("published_scorecard", args=[publication.pk])},
        {"text": here},
    ]


def region_crumbs(region: Region, *, here: str = "") -> list[Crumb]:
    if not here:
        return [{"text": region.name}]
    return [{"text": region.name, "href": reverse("region_board", args=[region.code])}, {"text": here}]


def scorecard_views(scorecard: Scorecard, current: str) -> list[dict[str, object]]:
    args = [scorecard.authority.code, scorecard.pk]
    return _views(
        current,
        (("Scorecard", "scorecard"), ("Exception report", "scorecard_exceptions")),
        args,
    )


def publication_views(publication: Publication, current: str) -> list[dict[str, object]]:
    return _views(
        current,
        (("Scorecard", "published_scorecard"), ("Exception report", "published_exceptions")),
        [publication.pk],
    )


def region_views(region: Region, current: str) -> list[dict[str, object]]:
    return _views(
        current,
        (
            ("Who has returned", "region_board"),
            ("All indicators", "region_matrix"),
            ("One indicator", "region_compare"),
            ("One authority", "region_spine"),
            ("Over time", "region_over_time"),
            ("Sharing", "region_sharing"),
        ),
        [region.code],
    )


def _views(current: str, named: tuple[tuple[str, str], ...], args: list[object]) -> list[dict[str, object]]:
    return [
        {"text": text, "href": reverse(name, args=args), "current": name == current} for text, name in named
    ]
