"""What a scorecard compares with: the release of each dataset, the neighbour list, the population vintage.

They are pinned when first there is one, and from then on only a person moves them, with a reason. One act
of the authority's own does it for them: choosing another neighbour list for period ends from a day on moves
the scorecards of those periods that nobody has published.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from authorities import audit
from authorities.models import Authority, NeighbourChoice, NeighbourList, PopulationVintage, User
from authorities.neighbours.lists import lists_for
from authorities.populations.lookup import newest_vintage
from authorities.refusal import Refused
from indicators import jobs
from indicators.benchmarks.reading import newest_releases
from indicators.calculations.periods import long_date
from indicators.models import Job, Release, Series
from reports.layouts.layout import Layout
from reports.models import Publication, Scorecard

LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Basis:
    """The pins of one scorecard, each a primary key; `releases` by the key of their dataset.

    `choice` is the authority's choice of a neighbour list that was the newest when the list was pinned.
    """

    releases: Mapping[str, int] = field(default_factory=dict)
    neighbour_list: int | None = None
    choice: int | None = None
    vintage: int | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Basis:
        """The basis back from `Scorecard.basis`; an empty object is a basis with nothing pinned."""
        return cls(
            releases=dict(data.get("releases", {})),
            neighbour_list=data.get("neighbour_list"),
            choice=data.get("choice"),
            vintage=data.get("vintage"),
        )

    def as_json(self) -> dict[str, Any]:
        """`{}` where nothing is pinned, as the column is by default."""
        if self == Basis():
            return {}
        return {
            "releases": dict(sorted(self.releases.items())),
            "neighbour_list": self.neighbour_list,
            "choice": self.choice,
            "vintage": self.vintage,
        }

    def digest(self) -> str:
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class News:
    """One thing that is newer than what a scorecard uses. `before` is '' where it used none."""

    what: str
    before: str
    after: str
    since: date

    @property
    def sentence(self) -> str:
        return f"{self.what}: {self.after}, in the portal since {long_date(self.since)}"


@dataclass(frozen=True, slots=True)
class Newer:
    """What a scorecard would compare with if a person took up the newest, and what would be new in it."""

    basis: Basis
    news: tuple[News, ...]


def compared_codes(layout: Layout) -> set[str]:
    """The indicators whose published figures a layout's comparator columns can hold."""
    return {line.published_code for section, line in layout.lines() if section.comparators}


def named_releases(layout: Layout) -> set[str]:
    """The releases that a layout names for columns of its own; those are used whatever is pinned."""
    return {column.release for section in layout.sections for column in section.comparators if column.release}


def basis_for(scorecard: Scorecard) -> Basis:
    """What is pinned, with what was blank filled from the newest. It comes with template and authority."""
    return bases_for([scorecard])[scorecard.pk]


def bases_for(scorecards: Sequence[Scorecard]) -> dict[int, Basis]:
    """The basis of several scorecards of one authority, in as many queries as for one."""
    there = _Newest(scorecards)
    return {scorecard.pk: there.filled(scorecard) for scorecard in scorecards}


def newer_basis(scorecard: Scorecard) -> Newer | None:
    """What came since the scorecard was pinned; None where nothing did."""
    there = _Newest([scorecard])
    now, newest = there.filled(scorecard), there.newest(scorecard)
    news = tuple(_news(now, newest, there))
    return Newer(newest, news) if news else None


@transaction.atomic
def adopt_newest(*, scorecard: Scorecard, reason: str, by: User | None, seen: str | None = None) -> Job:
    """Pin what is newest now and queue the recalculation. Published versions stay as they are.

    `seen` is the digest of the basis that the person was shown. Raises Refused where there is nothing newer,
    where something came after the page was shown, and without a reason.
    """
    reason = reason.strip()
    if not reason:
        raise Refused("Say why this scorecard moves to the newer figures, so that readers of the trail know.")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"The reason has {len(reason)} characters; the most is {LONGEST_REASON}. Shorten it.")
    current = (
        Scorecard.objects.select_for_update(of=("self",))
        .select_related("authority", "template")
        .get(pk=scorecard.pk)
    )
    newer = newer_basis(current)
    if newer is None:
        raise Refused("There is nothing newer: this scorecard compares with the newest figures already.")
    if seen is not None and newer.basis.digest() != seen:
        raise Refused("Still newer figures came after this page was shown to you. Look at it again.")
    before, current.basis = current.basis, newer.basis.as_json()
    current.save(update_fields=["basis"])
    taken = "; ".join(news.after for news in newer.news)
    audit.record(
        "take up newer comparisons",
        f"moved {current} to {taken}: {reason}",
        by=by,
        authority=current.authority,
        about=current,
        before=before,
        after=current.basis,
        reason=reason,
    )
    return jobs.enqueue(
        "recalculate", authority=current.authority, reason="Newer comparisons taken up", by=by
    )


class _Newest:
    """What there is to compare with for one authority, read once for all of its scorecards."""

    def __init__(self, scorecards: Sequence[Scorecard]) -> None:
        authority = scorecards[0].authority
        templates = {scorecard.template_id: scorecard.template for scorecard in scorecards}
        self.codes = {pk: compared_codes(template.layout) for pk, template in templates.items()}
        self.series = _headline_series(set().union(*self.codes.values()))
        self.releases = newest_releases(fictional=authority.fictional) if self.series else {}
        self.vintage = newest_vintage(fictional=authority.fictional) if self.releases else None
        self.lists = list(lists_for(authority)) if self.releases else []
        self.choices = _choices(authority) if self.releases else []
        self.published = _published(scorecards) if self.releases else set()

    def newest(self, scorecard: Scorecard) -> Basis:
        """What it would be pinned to, were nothing pinned."""
        codes = self.codes[scorecard.template_id]
        mapped = [(key, rated) for key, code, rated in self.series if code in codes]
        releases = {key: self.releases[key].pk for key, _ in mapped if key in self.releases}
        if not releases:
            return Basis()
        rated = any(per_children for key, per_children in mapped if key in releases)
        day = scorecard.period_end
        choice = next((choice for choice in self.choices if choice.valid_from <= day), None)
        chosen = choice.neighbour_list if choice and _holds(choice.neighbour_list, day) else None
        chosen = chosen or self.default_list(day)
        return Basis(
            releases=releases,
            neighbour_list=chosen.pk if chosen else None,
            choice=choice.pk if choice else None,
            vintage=self.vintage.pk if self.vintage and rated else None,
        )

    def filled(self, scorecard: Scorecard) -> Basis:
        """What is pinned, what is blank filled; the list moves with a later choice unless it is published."""
        pinned, newest = Basis.from_json(scorecard.basis), self.newest(scorecard)
        keeps_list = pinned.neighbour_list is not None
        if keeps_list and newest.choice not in (None, pinned.choice) and scorecard.pk not in self.published:
            keeps_list = False
        return Basis(
            releases={**newest.releases, **pinned.releases},
            neighbour_list=pinned.neighbour_list if keeps_list else newest.neighbour_list,
            choice=pinned.choice if keeps_list else newest.choice,
            vintage=newest.vintage if pinned.vintage is None else pinned.vintage,
        )

    def default_list(self, day: date) -> NeighbourList | None:
        """As authorities.neighbours.lists.list_in_force says it, without a query for each day."""
        return next(
            (
                each
                for each in self.lists
                if each.owner_id is None and each.valid_from <= day and _holds(each, day)
            ),
            None,
        )


def _holds(neighbour_list: NeighbourList, day: date) -> bool:
    return neighbour_list.valid_to is None or neighbour_list.valid_to >= day


def _choices(authority: Authority) -> list[NeighbourChoice]:
    """Newest first."""
    held = NeighbourChoice.objects.filter(authority=authority).select_related("neighbour_list")
    return list(held.order_by("-chosen_at", "-id"))


def _published(scorecards: Sequence[Scorecard]) -> set[int]:
    held = Publication.objects.filter(scorecard__in=[scorecard.pk for scorecard in scorecards])
    return set(held.order_by().values_list("scorecard_id", flat=True))


def _headline_series(codes: Collection[str]) -> list[tuple[str, str, bool]]:
    """Dataset, indicator and whether it is a rate made from a count, of what scorecards compare with."""
    found = Series.objects.filter(headline=True, indicator__code__in=list(codes)).order_by("key")
    return list(found.values_list("dataset__key", "indicator__code", "per_children"))


def _news(now: Basis, newest: Basis, there: _Newest) -> Iterable[News]:
    moved = [key for key, pk in newest.releases.items() if now.releases.get(key) != pk]
    held = Release.objects.in_bulk([now.releases[key] for key in moved if key in now.releases])
    for key in moved:
        release = there.releases[key]
        before = held.get(now.releases.get(key, 0))
        yield News(
            release.dataset.name, before.name if before else "", release.name, _day(release.imported_at)
        )
    if newest.neighbour_list not in (None, now.neighbour_list):
        lists = NeighbourList.objects.in_bulk(
            [pk for pk in (now.neighbour_list, newest.neighbour_list) if pk is not None]
        )
        after = lists[newest.neighbour_list]
        yield News(
            "Statistical neighbours", _name(lists.get(now.neighbour_list)), after.name, _day(after.made_at)
        )
    if newest.vintage not in (None, now.vintage) and there.vintage is not None:
        before_it = PopulationVintage.objects.filter(pk=now.vintage or 0).first()
        yield News("Population", _name(before_it), there.vintage.name, _day(there.vintage.imported_at))


def _day(moment: Any) -> date:
    return timezone.localtime(moment).date()


def _name(row: NeighbourList | PopulationVintage | None) -> str:
    return row.name if row else ""
