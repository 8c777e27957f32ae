from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations import comparisons
from indicators.calculations.comparisons import GOOD, MOST_NEIGHBOURS, POSITIONS, Comparisons, compare
from indicators.calculations.fixed_point import BOUND, ONE, to_decimal
from indicators.calculations.polarity import Polarity
from tests.indicators.calculations.slow_comparisons import Compared, compared

LARGEST = BOUND * ONE - 1


@dataclass(frozen=True)
class Sheet:
    """Authorities x columns; None for no figure. Neighbours by row, -1 for none."""

    figures: list[list[int | None]]
    neighbours: list[list[int]]
    counts: list[list[bool]]
    polarity: list[Polarity]

    def compare(self) -> Comparisons:
        rows, columns = len(self.figures), len(self.polarity)
        figures = np.array([[f or 0 for f in row] for row in self.figures], dtype=np.int64)
        has = np.array([[f is not None for f in row] for row in self.figures], dtype=np.bool_)
        neighbours = np.array(self.neighbours, dtype=np.intp)
        return compare(
            figures.reshape(rows, columns),
            has.reshape(rows, columns),
            neighbours.reshape(rows, neighbours.size // rows if rows else 0),
            np.array(self.counts, dtype=np.bool_).reshape(rows, columns),
            np.array([GOOD[polarity] for polarity in self.polarity], dtype=np.int8),
        )

    def slowly(self, row: int, column: int) -> Compared:
        held = enumerate(line[column] for line in self.figures)
        return compared(
            str(row),
            {str(at): Fraction(f, ONE) for at, f in held if f is not None},
            [str(at) for at in self.neighbours[row] if at >= 0],
            {str(at) for at, line in enumerate(self.counts) if line[column]},
            self.polarity[column].value,
        )


def one(found: Comparisons, row: int, column: int) -> Compared:
    """What the array pass says of one cell, in the words of the slow one."""
    used, of = int(found.used[row, column]), int(found.of[column])

    def figure(units: int, there: int) -> Decimal | None:
        return to_decimal(int(units)) if there else None

    return Compared(
        neighbour_mean=figure(found.neighbour_mean[row, column], used),
        neighbour_median=figure(found.neighbour_median[row, column], used),
        used=used,
        listed=int(found.listed[row]),
        q1=figure(found.q1[column], of),
        q3=figure(found.q3[column], of),
        of=of,
        position=POSITIONS[found.position[row, column]].value,
        rank=int(found.rank[row, column]) or None,
        tied=bool(found.tied[row, column]),
    )


# Few different figures make ties; a far one tries the arithmetic's width.
FIGURE = st.one_of(
    st.none(), st.integers(-3, 3), st.integers(0, 9 * ONE), st.integers(-LARGEST, LARGEST), st.just(LARGEST)
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    rows, columns, most = draw(st.integers(1, 9)), draw(st.integers(0, 4)), draw(st.integers(0, 8))

    def table(cell: st.SearchStrategy) -> list[list]:
        line = st.lists(cell, min_size=columns, max_size=columns)
        return draw(st.lists(line, min_size=rows, max_size=rows))

    line = st.lists(st.integers(-1, rows - 1), min_size=most, max_size=most)
    return Sheet(
        figures=table(FIGURE),
        neighbours=draw(st.lists(line, min_size=rows, max_size=rows)),
        counts=table(st.sampled_from([True, True, True, False])),
        polarity=draw(st.lists(st.sampled_from(Polarity), min_size=columns, max_size=columns)),
    )


@given(sheets())
def test_every_cell_is_what_the_slow_way_finds(sheet: Sheet) -> None:
    found = sheet.compare()
    for row in range(len(sheet.figures)):
        for column in range(len(sheet.polarity)):
            assert one(found, row, column) == sheet.slowly(row, column), (row, column)


@given(sheets(), st.integers(1, 3))
def test_it_does_not_matter_in_what_blocks_the_columns_are_taken(sheet: Sheet, block: int) -> None:
    whole = sheet.compare()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparisons, "BLOCK", block)
        parted = sheet.compare()
    for name in Comparisons.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(whole, name), getattr(parted, name))


def figures_of(*whole: float | None) -> list[list[int | None]]:
    return [[None if each is None else int(each * ONE)] for each in whole]


def sheet_of(*whole: float | None, polarity: Polarity = Polarity.LOW) -> Sheet:
    rows = len(whole)
    return Sheet(figures_of(*whole), [[]] * rows, [[True]] * rows, [polarity])


def test_the_mean_leaves_out_neighbours_without_a_figure_and_says_how_many_had_one() -> None:
    # Worked by hand: (20 + 25 + 30.5) / 3 = 25.1666..., of four neighbours; the fourth is suppressed.
    sheet = Sheet(
        figures_of(22, 20, 25, 30.5, None),
        [[1, 2, 3, 4], *[[-1] * 4] * 4],
        [[True]] * 5,
        [Polarity.LOW],
    )
    said = one(sheet.compare(), 0, 0)
    assert (said.neighbour_mean, said.neighbour_median) == (Decimal("25.1666666667"), Decimal("25"))
    assert (said.used, said.listed) == (3, 4)


def test_quartiles_lie_between_ranks_and_a_figure_on_one_is_in_range() -> None:
    # Worked by hand, type 7: of 1 2 3 4 the first quartile lies at 0.75 between 1 and 2, the third at 2.25.
    found = sheet_of(1, 2, 3, 4).compare()
    assert (to_decimal(int(found.q1[0])), to_decimal(int(found.q3[0]))) == (Decimal("1.75"), Decimal("3.25"))
    assert [POSITIONS[at].value for at in found.position[:, 0]] == ["lower", "in range", "in range", "higher"]
    found = sheet_of(1, 2, 3, 4, 5).compare()
    assert [POSITIONS[at].value for at in found.position[:, 0]] == ["lower", *["in range"] * 3, "higher"]


def test_a_position_is_judged_before_the_quartile_is_rounded() -> None:
    # Of 0 1 2 3 ten-thousand-millionths the first quartile is 0.75 of one, stored as 1: the figure 1 lies
    # above it; and the third is 2.25, stored as 2: the figure 2 lies below it, in range.
    sheet = Sheet([[0], [1], [2], [3]], [[]] * 4, [[True]] * 4, [Polarity.LOW])
    found = sheet.compare()
    assert (found.q1[0], found.q3[0]) == (1, 2)
    assert [POSITIONS[at].value for at in found.position[:, 0]] == ["lower", "in range", "in range", "higher"]
    # And of 0 0 1 the third is 0.5, stored as 1, which the figure 1 is above.
    found = Sheet([[0], [0], [1]], [[]] * 3, [[True]] * 3, [Polarity.LOW]).compare()
    assert found.q3[0] == 1
    assert POSITIONS[found.position[2, 0]].value == "higher"


@pytest.mark.parametrize(
    ("polarity", "ranks"),
    [
        (Polarity.LOW, [1, 2, 2, 4, 0]),
        (Polarity.HIGH, [4, 2, 2, 1, 0]),
        (Polarity.NEUTRAL, [0, 0, 0, 0, 0]),
    ],
)
def test_equal_figures_share_the_better_rank_and_the_next_one_is_left_out(
    polarity: Polarity, ranks: list[int]
) -> None:
    found = sheet_of(10, 20, 20, 30, None, polarity=polarity).compare()
    assert found.rank[:, 0].tolist() == ranks
    assert found.tied[:, 0].tolist() == [rank == 2 for rank in ranks]


def test_who_does_not_count_is_compared_but_neither_ranked_nor_counted() -> None:
    sheet = Sheet(figures_of(1, 2, 3, 100), [[3]] * 4, [[True], [True], [True], [False]], [Polarity.LOW])
    found = sheet.compare()
    assert (found.of[0], found.q3[0]) == (3, 25 * ONE // 10)
    assert found.rank[:, 0].tolist() == [1, 2, 3, 0]
    assert POSITIONS[found.position[3, 0]].value == "higher"
    # A neighbour's figure is used whether or not it counts among all.
    assert found.neighbour_mean[0, 0] == 100 * ONE


def test_one_authority_alone_is_in_range_and_first() -> None:
    assert one(sheet_of(7).compare(), 0, 0) == Compared(
        None, None, 0, 0, Decimal(7), Decimal(7), 1, "in range", 1, False
    )


def test_a_column_without_figures_has_nothing_to_say() -> None:
    assert one(sheet_of(None, None).compare(), 0, 0) == Compared(
        None, None, 0, 0, None, None, 0, "none", None, False
    )


@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (0, 3), (3, 0)])
def test_an_empty_table_gives_an_empty_answer(rows: int, columns: int) -> None:
    found = compare(
        np.zeros((rows, columns), dtype=np.int64),
        np.zeros((rows, columns), dtype=np.bool_),
        np.zeros((rows, 0), dtype=np.intp),
        np.ones((rows, columns), dtype=np.bool_),
        np.zeros(columns, dtype=np.int8),
    )
    assert found.rank.shape == (rows, columns)
    assert found.of.tolist() == [0] * columns


def test_forty_figures_of_the_largest_size_add_up() -> None:
    rows = MOST_NEIGHBOURS + 1
    everybody = [list(range(1, rows)), *[[-1] * MOST_NEIGHBOURS] * MOST_NEIGHBOURS]
    sheet = Sheet([[-LARGEST]] * rows, everybody, [[True]] * rows, [Polarity.HIGH])
    assert one(sheet.compare(), 0, 0) == sheet.slowly(0, 0)
    assert sheet.compare().neighbour_mean[0, 0] == -LARGEST


def bad(**changed: object) -> None:
    parts: dict = {
        "figures": np.zeros((2, 1), dtype=np.int64),
        "has": np.ones((2, 1), dtype=np.bool_),
        "neighbours": np.zeros((2, 1), dtype=np.intp),
        "counts": np.ones((2, 1), dtype=np.bool_),
        "good": np.zeros(1, dtype=np.int8),
    }
    compare(**(parts | changed))


def test_what_does_not_fit_is_refused_with_a_sentence() -> None:
    bad()
    with pytest.raises(ValueError, match="10,000,000 or more"):
        bad(figures=np.array([[0], [BOUND * ONE]]))
    with pytest.raises(ValueError, match="at most 40"):
        bad(neighbours=np.zeros((2, 41), dtype=np.intp))
    with pytest.raises(ValueError, match="from 0 to 1"):
        bad(neighbours=np.array([[2], [0]]))
    with pytest.raises(ValueError, match="the masks must be as large"):
        bad(has=np.ones((1, 1), dtype=np.bool_))
    with pytest.raises(ValueError, match="polarity"):
        bad(good=np.zeros(2, dtype=np.int8))


def test_a_figure_that_is_not_there_may_be_any_number() -> None:
    bad(figures=np.array([[0], [BOUND * ONE]]), has=np.array([[True], [False]]))
