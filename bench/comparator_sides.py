"""The sides that are measured, and whether they agree."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from django.db import connection

from authorities.models import NeighbourList
from bench.comparator_data import Made
from bench.comparator_peers import bare, by_orm, by_sql
from bench.timing import best_of, say
from indicators.benchmarks.building import FIELDS, build_for_list
from indicators.benchmarks.figures import Areas, published
from indicators.benchmarks.places import Rows, layers
from indicators.calculations.comparisons import GOOD, Comparisons, compare
from indicators.calculations.polarity import Polarity
from indicators.models import Benchmark

# Authority, series and year.
Key = tuple[int, int, int]
Stored = dict[Key, tuple]


class Sides:
    def __init__(self, made: Made) -> None:
        self.made = made
        self.by_id = {one.pk: one for one in made.authorities}
        self.series = {one.pk: one for one in made.series}
        self.arrays = _arrays(made)

    def empty(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE indicators_benchmark")

    def look_at_tables(self) -> None:
        """Tell the planner what is in them, so that SQL has the best plan that it can."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def ours(self) -> None:
        build_for_list(self.made.model)

    def sql(self) -> None:
        by_sql(self.made.release, self.made.model)

    def orm(self, keys: Sequence[Key]) -> None:
        for authority, series, year in keys:
            by_orm(self.made.release, self.made.model, self.by_id[authority], self.series[series], year)

    def rows(self) -> Stored:
        held = Benchmark.objects.values_list(*FIELDS).iterator(chunk_size=20_000)
        return {(row[0], row[1], row[5]): row for row in held}

    def pick(self, chance: random.Random, many: int) -> list[Key]:
        years = sorted({column.year for column in self.arrays[0]})
        return [
            (chance.choice(self.made.authorities).pk, chance.choice(self.made.series).pk, year)
            for year in chance.choices(years, k=many)
        ]

    def same(self, ours: Stored, theirs: Stored, name: str) -> bool:
        different = [key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)]
        for key in different[:3]:
            say(f"{name} differs at {key}:", f"  ours   {ours.get(key)}", f"  theirs {theirs.get(key)}")
        return not different

    def array_pass(self, runs: int) -> tuple[float, float]:
        _, figures, has, neighbours, counts, good = self.arrays
        return (
            best_of(runs, lambda: compare(figures, has, neighbours, counts, good)),
            best_of(runs, lambda: bare(figures, has, neighbours, good)),
        )

    def array_passes_agree(self) -> bool:
        _, figures, has, neighbours, counts, good = self.arrays
        found = compare(figures, has, neighbours, counts, good)
        names = [name for name in Comparisons.__dataclass_fields__ if name != "listed"]
        different = [
            name
            for name, other in zip(names, bare(figures, has, neighbours, good), strict=True)
            if not np.array_equal(getattr(found, name), other)
        ]
        if different:
            say(f"The array passes differ in {', '.join(different)}.")
        return not different


def _arrays(made: Made) -> tuple:
    rows = Rows.load(fictional=False)
    table = published(made.release, Areas.of(rows))
    many = len(rows.authorities)
    [layer] = layers(rows, NeighbourList.objects.filter(pk=made.model.pk))
    polarities = [Polarity(column.series.indicator.polarity) for column in table.columns]
    figures, has = table.figures[:many].copy(), table.has[:many].copy()
    good = np.array([GOOD[polarity] for polarity in polarities], dtype=np.int8)
    return table.columns, figures, has, layer.neighbours, np.ones_like(has), good
