"""What a scorecard compares with: the release of each dataset, the neighbour list, the population vintage.

They are pinned when first there is one, with the columns that each indicator is read from, and from then on
only a person moves them, with a reason: a second file that holds the same indicator moves nothing by itself,
nor does another mapping. One act of the authority's own does it for them: choosing another neighbour list for
period ends from a day on moves the scorecards of those periods that nobody has published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from authorities import audit
from authorities.models import NeighbourList, PopulationVintage, User
from authorities.refusal import Refused
from indicators import jobs
from indicators.calculations.periods import long_date
from indicators.models import Job, Release
from reports.comparing.pins import Basis
from reports.comparing.there import There
from reports.models import Scorecard

LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class News:
    """One thing that is newer than what a scorecard uses. `before` is '' where it used none.

    `since` is the day it came into the portal; None for a change of the mapping, which has none.
    """

    what: str
    before: str
    after: str
    since: date | None = None

    @property
    def sentence(self) -> str:
        since = f", in the portal since {long_date(self.since)}" if self.since else ""
        return f"{self.what}: {self.after}{since}"


@dataclass(frozen=True, slots=True)
class Newer:
    """What a scorecard would compare with if a person took up the newest, and what would be new in it."""

    basis: Basis
    news: tuple[News, ...]


def basis_for(scorecard: Scorecard) -> Basis:
    """What is pinned, with what was blank filled from the newest. It comes with template and authority."""
    return bases_for([scorecard])[scorecard.pk]


def bases_for(scorecards: Sequence[Scorecard]) -> dict[int, Basis]:
    """The basis of several scorecards of one authority, in as many queries as for one."""
    there = There(scorecards)
    return {scorecard.pk: there.filled(scorecard) for scorecard in scorecards}


def newer_basis(scorecard: Scorecard) -> Newer | None:
    """What came since the scorecard was pinned; None where nothing did."""
    there = There([scorecard])
    now, newest = there.filled(scorecard), there.newest(scorecard)
    news = tuple(_news(now, newest, there, there.codes[scorecard.template_id]))
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


def _news(now: Basis, newest: Basis, there: There, codes: set[str]) -> Iterator[News]:
    yield from _newer_releases(now, newest, there)
    yield from _other_columns(now, newest, there, codes)
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


def _newer_releases(now: Basis, newest: Basis, there: There) -> Iterator[News]:
    moved = [key for key, pk in newest.releases.items() if now.releases.get(key) != pk]
    held = Release.objects.in_bulk([now.releases[key] for key in moved if key in now.releases])
    for key in moved:
        release = there.releases[key]
        before = held.get(now.releases.get(key, 0))
        yield News(
            release.dataset.name, before.name if before else "", release.name, _day(release.imported_at)
        )


def _other_columns(now: Basis, newest: Basis, there: There, codes: set[str]) -> Iterator[News]:
    """Where the mapping of now reads an indicator from another column of a file than the scorecard does."""
    for code in sorted(codes & {*now.series, *newest.series}):
        for dataset in sorted(now.releases):
            kept, mapped = (there.keys_in(basis.series, code, dataset) for basis in (now, newest))
            if kept == mapped:
                continue
            before, after = (" and ".join(there.series[key].words for key in keys) for keys in (kept, mapped))
            held = [there.series[key] for key in (*mapped, *kept)]
            name = next((one.indicator for one in held if one.code == code), code)
            yield News(f"{name}, read from", before, after or "no column any more")


def _day(moment: Any) -> date:
    return timezone.localtime(moment).date()


def _name(row: NeighbourList | PopulationVintage | None) -> str:
    return row.name if row else ""
