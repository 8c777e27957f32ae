"""What people would use instead: one SQL statement, the ORM a row, and numpy written out flat."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from django.db import connection, transaction
from django.db.models import QuerySet
from numpy.typing import NDArray

from authorities.models import Authority, Level, NeighbourList
from indicators.calculations.positions import position, quartiles
from indicators.calculations.symbols import Symbol
from indicators.models import Benchmark, PublishedValue, Release, Series

SQL = """
WITH la AS (
  SELECT series_id, year, authority_id, value, symbol, places FROM indicators_publishedvalue
  WHERE release_id = %(release)s AND authority_id IS NOT NULL
), area AS (
  SELECT series_id, year, level, region_id, value, symbol FROM indicators_publishedvalue
  WHERE release_id = %(release)s AND authority_id IS NULL
), everybody AS (
  SELECT series_id, year, count(value) AS n, max(places) AS places,
    round((percentile_cont(0.25) WITHIN GROUP (ORDER BY value))::numeric, 10) AS q1,
    round((percentile_cont(0.75) WITHIN GROUP (ORDER BY value))::numeric, 10) AS q3
  FROM la GROUP BY series_id, year
), near AS (
  SELECT nb.authority_id, la.series_id, la.year, round(avg(la.value), 10) AS mean, count(la.value) AS used,
    round((percentile_cont(0.5) WITHIN GROUP (ORDER BY la.value))::numeric, 10) AS median
  FROM authorities_neighbour nb JOIN la ON la.authority_id = nb.neighbour_id
  WHERE nb.neighbour_list_id = %(model)s GROUP BY nb.authority_id, la.series_id, la.year
), listed AS (
  SELECT authority_id, count(*) AS n FROM authorities_neighbour
  WHERE neighbour_list_id = %(model)s GROUP BY authority_id
), placed AS (
  SELECT la.*, i.polarity,
    rank() OVER (PARTITION BY la.series_id, la.year
      ORDER BY CASE i.polarity WHEN 'high' THEN -la.value ELSE la.value END NULLS LAST) AS place,
    count(*) OVER (PARTITION BY la.series_id, la.year, la.value) > 1 AS shared
  FROM la JOIN indicators_series s ON s.id = la.series_id JOIN indicators_indicator i ON i.id = s.indicator_id
)
INSERT INTO indicators_benchmark (authority_id, series_id, release_id, vintage_id, neighbour_list_id, year,
  authority_value, authority_symbol, neighbour_mean, neighbour_median, neighbours_used, neighbours,
  region_value, region_symbol, england_value, england_symbol, q1, q3, "of", position, rank, tied, places)
SELECT p.authority_id, p.series_id, %(release)s, NULL, %(model)s, p.year,
  p.value, p.symbol, near.mean, near.median, near.used, listed.n,
  region.value, region.symbol, england.value, england.symbol, e.q1, e.q3, e.n,
  CASE WHEN p.value IS NULL THEN 'none' WHEN p.value < e.q1 THEN 'lower'
       WHEN p.value > e.q3 THEN 'higher' ELSE 'in range' END,
  CASE WHEN p.value IS NULL OR p.polarity = 'neutral' THEN NULL ELSE p.place END,
  p.value IS NOT NULL AND p.polarity <> 'neutral' AND p.shared, e.places
FROM placed p
JOIN authorities_authority a ON a.id = p.authority_id
JOIN everybody e ON e.series_id = p.series_id AND e.year = p.year
JOIN near ON near.authority_id = p.authority_id AND near.series_id = p.series_id AND near.year = p.year
JOIN listed ON listed.authority_id = p.authority_id
JOIN area region ON region.series_id = p.series_id AND region.year = p.year
  AND region.level = 'Regional' AND region.region_id = a.region_id
JOIN area england ON england.series_id = p.series_id AND england.year = p.year AND england.level = 'National'
"""


def by_sql(release: Release, model: NeighbourList) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # In SQL's favour: the planner, which cannot know how many rows its parts give, else takes some days
        # the plan that needs minutes.
        cursor.execute("SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '256MB'")
        cursor.execute(SQL, {"release": release.pk, "model": model.pk})


def by_orm(
    release: Release, model: NeighbourList, authority: Authority, series: Series, year: int
) -> Benchmark:
    """One row the way a view would make it, a query for each thing it needs, and a save."""
    held = PublishedValue.objects.filter(release=release, series=series, year=year)
    own = held.filter(authority=authority).first()
    members = list(authority.neighbours.filter(neighbour_list=model).values_list("neighbour", flat=True))
    near = sorted(_numbers(held.filter(authority__in=members)))
    region = held.get(level=Level.REGIONAL, region=authority.region)
    england = held.get(level=Level.NATIONAL)
    everybody = _numbers(held.filter(level=Level.LOCAL))
    value = own.value if own else None
    q1, q3 = quartiles(everybody) or (None, None)
    rank = _rank(value, everybody, series.indicator.polarity)
    half = len(near) // 2
    return Benchmark.objects.create(
        authority=authority,
        series=series,
        release=release,
        neighbour_list=model,
        year=year,
        authority_value=value,
        authority_symbol=own.symbol if own else Symbol.NOT_AVAILABLE.value,
        neighbour_mean=round(sum(near, Decimal(0)) / len(near), 10) if near else None,
        neighbour_median=(near[half] + near[~half]) / 2 if near else None,
        neighbours_used=len(near),
        neighbours=len(members),
        region_value=region.value,
        region_symbol=region.symbol,
        england_value=england.value,
        england_symbol=england.symbol,
        q1=q1,
        q3=q3,
        of=len(everybody),
        position=position(value, q1, q3).value if q1 is not None and q3 is not None else "none",
        rank=rank,
        tied=rank is not None and value is not None and everybody.count(value) > 1,
        places=1,
    )


def _rank(value: Decimal | None, everybody: list[Decimal], polarity: str) -> int | None:
    if value is None or polarity == "neutral":
        return None
    return 1 + sum(other > value if polarity == "high" else other < value for other in everybody)


def _numbers(held: QuerySet[PublishedValue]) -> list[Decimal]:
    return [value for value in held.values_list("value", flat=True) if value is not None]


Whole = NDArray[np.int64]
NONE = np.iinfo(np.int64).max


def bare(
    figures: Whole, has: NDArray[np.bool_], neighbours: NDArray[np.intp], good: NDArray[np.int8]
) -> tuple[NDArray[np.generic], ...]:
    """The arithmetic and nothing else: everybody counts, everybody has neighbours, nothing is negative."""
    columns = figures.shape[1]
    filled = np.where(has, figures, NONE)
    near = np.sort(filled[neighbours.T], axis=0)
    used = (near != NONE).sum(axis=0)
    n = np.maximum(used, 1)
    total = np.where(near != NONE, near, 0).sum(axis=0)
    mean = (2 * total + n) // (2 * n)
    low = np.take_along_axis(near, ((n - 1) // 2)[None], axis=0)[0]
    high = np.take_along_axis(near, (n // 2)[None], axis=0)[0]
    median = np.where(used > 0, (np.where(used > 0, low, 0) + np.where(used > 0, high, 0) + 1) // 2, 0)
    keys = np.where(has, np.where(good > 0, -figures, figures), NONE).T.copy()
    order = np.argsort(keys, axis=1)
    ranked = np.take_along_axis(keys, order, axis=1)
    of = has.sum(axis=0)
    ascending = np.sort(filled.T, axis=1)
    line = np.arange(columns)
    fourfold = []
    for quarters in (1, 3):
        below, rest = np.divmod((of - 1) * quarters, 4)
        above = np.minimum(below + 1, of - 1)
        fourfold.append(ascending[line, below] * (4 - rest) + ascending[line, above] * rest)
    q1, q3 = ((2 * four + 4) // 8 for four in fourfold)
    place = np.where(has, 2 + (4 * figures > fourfold[1]) - (4 * figures < fourfold[0]), 0)
    new = np.ones((columns, len(figures) + 1), dtype=np.bool_)
    new[:, 1:-1] = ranked[:, 1:] != ranked[:, :-1]
    first = np.maximum.accumulate(np.where(new[:, :-1], np.arange(1, len(figures) + 1), 0), axis=1)
    rank, tied = np.empty_like(first), np.empty(first.shape, dtype=np.bool_)
    np.put_along_axis(rank, order, first, axis=1)
    np.put_along_axis(tied, order, ~(new[:, :-1] & new[:, 1:]), axis=1)
    ranked_here = has & (good != 0)
    return mean, median, used, q1, q3, of, place, np.where(ranked_here, rank.T, 0), tied.T & ranked_here
