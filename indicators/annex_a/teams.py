"""Teams that are people: a worker's name that slipped into the column of teams is not kept.

Teams stay as text, because an authority groups them by name. A duty team may stand as the worker of cases
that nobody holds yet, so a name that several other workers share is a team all the same.
"""

from __future__ import annotations

import polars as pl

from indicators.annex_a.lists import Kind
from indicators.annex_a.typed import WARNING, Found, TypedFile

# Other workers under one name by which it is known for a team.
WORKERS_OF_A_TEAM = 3


def forget_people_among_teams(typed: TypedFile) -> None:
    """Blank every team that is the name of one of the file's workers, and say how many in each list."""
    kept = [each for each in typed.lists.values() if {"team", "worker"} <= set(each.frame.columns)]
    if not kept:
        return
    pairs = pl.concat(
        each.frame.select(pl.col("team", "worker").cast(pl.String).str.to_lowercase()) for each in kept
    )
    people = pairs["worker"].drop_nulls().unique()
    shared = (
        pairs.drop_nulls()
        .filter(pl.col("team") != pl.col("worker"))
        .group_by("team")
        .agg(pl.col("worker").n_unique())
        .filter(pl.col("worker") >= WORKERS_OF_A_TEAM)["team"]
    )
    names = people.filter(~people.is_in(shared.implode()))
    for each in kept:
        column = next(column for column in each.spec.columns if column.kind is Kind.TEAM)
        named = each.frame["team"].str.to_lowercase().is_in(names.implode()).fill_null(False)
        if count := int(named.sum()):
            each.frame = each.frame.with_columns(
                team=pl.when(named).then(None).otherwise(pl.col("team")).alias("team")
            )
            cells = "1 cell of this column holds" if count == 1 else f"{count:,} cells of this column hold"
            sentence = (
                f"{cells} the name of a worker and not of a team; left blank. Mend the rows that slipped."
            )
            typed.problems.append(
                Found(WARNING, "team_is_a_worker", sentence, each.sheet, None, column.heading)
            )
