"""Two imports at the same moment: neither builds its benchmarks without what the other brings."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, transaction

from authorities.models import Authority
from indicators.benchmarks.taking import make_list, rebuild_benchmarks, take_neighbours, take_population
from indicators.benchmarks.turns import wait_for_turn
from indicators.models import Benchmark
from indicators.published.importing import import_published
from indicators.published.mapping import MappedSeries, read_mapping, store_datasets
from indicators.published.series import NewSeries, add_series
from tests.authorities.neighbours.files import as_csv, eleven, wide
from tests.authorities.populations import files as populations
from tests.indicators.published.small_files import YEARS, referrals

pytestmark = pytest.mark.django_db(transaction=True)

CODES = [f"N{number:02}" for number in range(1, 12)]
FILTER = {"category": "Referrals and Re-referrals"}


def statistics() -> None:
    import_published(content=referrals(codes=CODES), file_name="small.csv", by=None)


def neighbours() -> None:
    day = date(2022, 4, 1)
    take_neighbours(content=as_csv(wide()), file_name="wide.csv", name="Model", valid_from=day, by=None)


def population() -> None:
    places = [populations.ENGLAND, *(populations.local(code, f"Place {code}") for code in CODES)]
    content = populations.as_csv(populations.estimates(places, years=[2022, 2023, 2024]))
    take_population(content=content, file_name="estimates.csv", by=None)


def own_list() -> None:
    first, *others = Authority.objects.order_by("code")[:4]
    day = date(2022, 4, 1)
    make_list(authority=first, name="Ours", neighbours=others, reason="Nearer", valid_from=day, by=None)


def mapping_by_a_person() -> None:
    row = NewSeries("rereferral_count", "S47_RATE", FILTER, per_children=True)
    about = {"dataset_name": "", "publication": "", "year_means": ""}
    add_series(dataset_key="cin-referrals", rows=[row], by=None, **about)


def mapping_of_the_project() -> None:
    first, *_ = read_mapping()
    new = MappedSeries("S47_RATE", "rereferral_count", FILTER, per_children=True)
    store_datasets([replace(first, series=(*first.series, new))])


Act = Callable[[], None]


class InAThread(threading.Thread):
    """An act on a connection of its own. `done` is set when it has ended, well or not."""

    def __init__(self, act: Act, start: threading.Barrier | None = None) -> None:
        super().__init__()
        self.act, self.starting, self.done = act, start, threading.Event()
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            if self.starting is not None:
                self.starting.wait(timeout=10)
            self.act()
        except BaseException as failure:
            self.failure = failure
        finally:
            connection.close()
            self.done.set()

    def ended(self) -> None:
        self.join(timeout=60)
        assert not self.is_alive()
        if self.failure is not None:
            raise self.failure

    def ends_or_waits(self) -> None:
        """Return once it has ended, or waits for a lock. SQLite cannot be asked who waits."""
        for _ in range(1500):
            if self.done.wait(timeout=0.02) or somebody_waits():
                return
        raise AssertionError("The second act neither ended nor waited.")


def somebody_waits() -> bool:
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def every_benchmark() -> list[str]:
    fields = [field.attname for field in Benchmark._meta.fields if field.attname != "id"]
    return sorted(map(repr, Benchmark.objects.values_list(*fields)))


def assert_nothing_is_missing() -> None:
    found = every_benchmark()
    rebuild_benchmarks(by=None)
    assert found == every_benchmark() != []


@pytest.fixture
def before(mapping: None) -> None:
    """Eleven authorities with an earlier release, which a new mapping reads again."""
    eleven()
    content = referrals(codes=CODES, no_further_action_percent="8.0")
    import_published(content=content, file_name="earlier.csv", by=None)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (neighbours, statistics),
        (population, statistics),
        (own_list, statistics),
        (statistics, neighbours),
        (statistics, population),
        (statistics, own_list),
        (neighbours, population),
        (mapping_by_a_person, population),
        (mapping_of_the_project, population),
        (neighbours, mapping_by_a_person),
        (neighbours, mapping_of_the_project),
    ],
)
def test_what_comes_before_the_other_has_committed_waits_for_it(
    before: None, first: Act, second: Act
) -> None:
    if connection.vendor != "postgresql":
        # There the second waits from its first write on, for as long as this thread holds the file.
        first()
        second()
    else:
        other = InAThread(second)
        with transaction.atomic():
            first()
            other.start()
            other.ends_or_waits()
            assert not other.done.is_set()
        other.ended()
    assert_nothing_is_missing()


def test_a_list_an_edition_and_a_release_at_the_same_moment_are_all_compared_by(before: None) -> None:
    start = threading.Barrier(3)
    threads = [InAThread(act, start) for act in (neighbours, population, statistics)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.ended()
    rows = Benchmark.objects.filter(release__file_name="small.csv", neighbour_list__name="Model")
    # Four series as published and one made a rate, for each authority and year.
    assert rows.count() == 5 * len(CODES) * len(YEARS)
    assert rows.exclude(vintage=None).count() == len(CODES) * len(YEARS)
    assert_nothing_is_missing()


def test_a_turn_needs_a_transaction_to_end_with() -> None:
    with pytest.raises(RuntimeError, match="begin one first"):
        wait_for_turn()
