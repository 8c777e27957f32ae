"""What there is to compare with, and how the pins of a scorecard are filled from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from authorities.populations.lookup import newest_vintage
from indicators.benchmarks.reading import newest_releases
from indicators.models import Release
from reports.comparing.lists_held import ListsHeld
from reports.comparing.mapped import Mapped, SeriesOf, by_indicator, joined, mapped_series
from reports.comparing.pins import Basis, compared_codes, named_releases
from reports.layouts.layout import Layout
from reports.models import Publication, Scorecard


class There:
    """What there is to compare with for one authority, read once for all of its scorecards."""

    def __init__(self, scorecards: Sequence[Scorecard]) -> None:
        authority = scorecards[0].authority
        layouts = {scorecard.template_id: scorecard.template.layout for scorecard in scorecards}
        self.codes = {pk: compared_codes(layout) for pk, layout in layouts.items()}
        self.named = {pk: _datasets_named(layout) for pk, layout in layouts.items()}
        self.pins = {scorecard.pk: Basis.from_json(scorecard.basis) for scorecard in scorecards}
        kept = {key for basis in self.pins.values() for keys in basis.series.values() for key in keys}
        self.series = mapped_series(set().union(*self.codes.values()), kept)
        self.releases = newest_releases(fictional=authority.fictional) if self.series else {}
        self.vintage = newest_vintage(fictional=authority.fictional) if self.releases else None
        self.lists = ListsHeld(authority) if self.releases else None
        self.published = _published(scorecards) if self.releases else set()

    def headlines(self, scorecard: Scorecard) -> list[Mapped]:
        """What the mapping of now has for the scorecard, where there is a release of it."""
        codes = self.codes[scorecard.template_id]
        headlines = (one for one in self.series.values() if one.headline)
        return [one for one in headlines if one.code in codes and one.dataset in self.releases]

    def newest(self, scorecard: Scorecard) -> Basis:
        """What it would be pinned to, were nothing pinned."""
        held = self.headlines(scorecard)
        if not held or self.lists is None:
            return Basis()
        neighbour_list, choice = self.lists.on(scorecard.period_end)
        series = by_indicator(held)
        return Basis(
            releases={one.dataset: self.releases[one.dataset].pk for one in held},
            neighbour_list=neighbour_list,
            choice=choice,
            vintage=self._vintage(series),
            series=series,
        )

    def filled(self, scorecard: Scorecard) -> Basis:
        """What is pinned, what is blank filled; the list moves with a later choice unless it is published."""
        pinned, newest = self._pinned(scorecard), self.newest(scorecard)
        keeps_list = pinned.neighbour_list is not None
        if keeps_list and newest.choice not in (None, pinned.choice) and scorecard.pk not in self.published:
            keeps_list = False
        blank = self._blank(scorecard, pinned)
        releases = {one.dataset: self.releases[one.dataset].pk for one in blank}
        series = joined(pinned.series, by_indicator([*blank, *self._of_named(scorecard, pinned)]))
        return Basis(
            releases={**releases, **pinned.releases},
            neighbour_list=pinned.neighbour_list if keeps_list else newest.neighbour_list,
            choice=pinned.choice if keeps_list else newest.choice,
            vintage=self._vintage(series) if pinned.vintage is None else pinned.vintage,
            series=series,
        )

    def keys_in(self, series: SeriesOf, code: str, dataset: str) -> tuple[str, ...]:
        """Those of the keys for an indicator that are of the dataset."""
        return tuple(key for key in series.get(code, ()) if self.series[key].dataset == dataset)

    def _pinned(self, scorecard: Scorecard) -> Basis:
        """What is stored. A scorecard from before series were kept keeps to those of its releases now."""
        pinned = self.pins[scorecard.pk]
        if pinned.series or not pinned.releases:
            return pinned
        held = [one for one in self.headlines(scorecard) if one.dataset in pinned.releases]
        return replace(pinned, series=by_indicator(held))

    def _blank(self, scorecard: Scorecard, pinned: Basis) -> list[Mapped]:
        """The series of the indicators that no pinned release holds: taking them in moves no figure."""
        held = {
            code
            for code, keys in pinned.series.items()
            if any(self.series[key].dataset in pinned.releases for key in keys)
        }
        return [one for one in self.headlines(scorecard) if one.code not in held]

    def _of_named(self, scorecard: Scorecard, pinned: Basis) -> list[Mapped]:
        """The series that a release named by the layout is read by, where none of its dataset is kept."""
        named = self.named[scorecard.template_id]
        held = [one for one in self.headlines(scorecard) if one.dataset in named]
        return [one for one in held if not self.keys_in(pinned.series, one.code, one.dataset)]

    def _vintage(self, series: SeriesOf) -> int | None:
        """The newest population, where one of the series is a rate that is made from a count."""
        rated = any(self.series[key].per_children for keys in series.values() for key in keys)
        return self.vintage.pk if self.vintage and rated else None


def _datasets_named(layout: Layout) -> set[str]:
    names = named_releases(layout)
    held = Release.objects.filter(name__in=names) if names else Release.objects.none()
    return set(held.values_list("dataset__key", flat=True))


def _published(scorecards: Sequence[Scorecard]) -> set[int]:
    held = Publication.objects.filter(scorecard__in=[scorecard.pk for scorecard in scorecards])
    return set(held.order_by().values_list("scorecard_id", flat=True))
