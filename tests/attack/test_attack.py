"""All that a reader outside can see, solved for what is hidden: no small count has fewer than 3 values left.

The reader keeps every version of every figure, from the region's files and from published scorecards, writes
down how counts hang together, and asks a linear programme for the least and the most of each hidden count.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from indicators.models import Value
from tests.attack.catalogue import MEASURES
from tests.attack.returned import ENDS, LATE, MONTHS, Place
from tests.attack.seeing import Onlooker, Seen
from tests.attack.solving import FEWEST_VALUES, Attack, Finding, solve
from tests.attack.truth import small_ones, true_counts, true_of
from tests.attack.watched import SEEDS, Watched, look_everywhere, undone, watch
from tests.keeping import kept_for_the_module

pytestmark = pytest.mark.django_db

PLACES = range(len(SEEDS))
# How far the rooms are told apart, and how many of the narrowest are looked at closely.
SPAN, NARROWEST = 12, 12
# Of the figures returned, the least share that is shown: small authorities have mostly small counts.
FLOOR = {0: 0.55, 1: 0.3}


@pytest.fixture(scope="module")
def watched(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Watched]:
    with kept_for_the_module(django_db_blocker):
        yield watch()


def attacked(place: Place, seen: Seen) -> tuple[list[Finding], dict[int, int]]:
    attack = Attack(place.authority.code, MONTHS, LATE)
    found = solve(attack, seen)
    return found, true_counts(attack, place.lives)


def pinned(found: list[Finding], counts: dict[int, int]) -> list[str]:
    return [
        f"{each.hidden.key.code} {each.hidden.key.window} {each.hidden.key.last} {each.hidden.part} is "
        f"{true_of(each.hidden, counts):.0f}: from {each.room.low:.2f} to {each.room.high:.2f}"
        for each in small_ones(found, counts)
        if each.room.values < FEWEST_VALUES
    ]


@pytest.mark.parametrize("place", PLACES)
def test_no_hidden_count_of_children_has_fewer_than_three_values_left(watched: Watched, place: int) -> None:
    found, counts = attacked(watched.places[place], watched.onlooker.seen)
    assert len(list(small_ones(found, counts))) > 50
    assert pinned(found, counts) == []


@pytest.mark.parametrize("place", PLACES)
def test_nor_where_only_whole_numbers_are_tried(watched: Watched, place: int) -> None:
    """Counts are whole: of the narrowest, fewer values may be left than between the least and the most."""
    here = watched.places[place]
    attack = Attack(here.authority.code, MONTHS, LATE)
    found = solve(attack, watched.onlooker.seen, enough=SPAN)
    small = small_ones(found, true_counts(attack, here.lives))
    narrow = sorted(small, key=lambda each: each.room.values)[:NARROWEST]
    assert len(narrow) == NARROWEST
    left = attack.system.whole_values([(dict(each.hidden.of), each.room) for each in narrow], FEWEST_VALUES)
    assert [each for each, values in zip(narrow, left, strict=True) if values < FEWEST_VALUES] == []


@pytest.mark.parametrize("place", PLACES)
def test_the_attack_holds_nothing_that_is_not_so(watched: Watched, place: int) -> None:
    """An attack on false grounds would find room, or none, where there is not."""
    here = watched.places[place]
    attack = Attack(here.authority.code, MONTHS, LATE)
    attack.learn(watched.onlooker.seen)
    assert watched.onlooker.seen.replaced == []
    counts = true_counts(attack, here.lives)
    for row in attack.system.rows:
        assert row.low - 1e-6 <= sum(weight * counts[one] for one, weight in row.of) <= row.high + 1e-6


@pytest.mark.parametrize("place", PLACES)
def test_a_fair_share_of_the_figures_is_shown(watched: Watched, place: int) -> None:
    code = watched.places[place].authority.code
    shown = sum(key.place == code for key in watched.onlooker.seen.shown)
    hidden = sum(key.place == code for key in watched.onlooker.seen.never_shown)
    assert shown / (shown + hidden) > FLOOR[place]
    assert shown + hidden >= len(ENDS) * sum(len(measure.windows) for measure in MEASURES.values())


def test_the_attack_finds_counts_where_only_small_figures_are_hidden(watched: Watched) -> None:
    """The test of the test: with every figure told that is not small itself, each authority's are pinned."""
    with undone():
        Value.objects.update(told=True)
        old = watched.onlooker
        again = Onlooker(old.client, old.region, old.turned, old.after, corrects=True)
        look_everywhere(Watched(watched.region, watched.places, again))
        for place in watched.places:
            assert len(pinned(*attacked(place, again.seen))) > 5
