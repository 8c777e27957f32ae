"""A mapping that a person confirms is saved whole or refused with its reasons; held files are read again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from authorities.models import AuditEvent
from authorities.refusal import Refused
from indicators.models import Benchmark, Dataset, PublishedValue, Series
from indicators.published.series import NewSeries, add_series
from tests.authorities.tidy.small_files import rows_of, tidy
from tests.factories.user import UserFactory
from tests.indicators.published.conftest import Import
from tests.indicators.published.small_files import YEARS, referrals

pytestmark = pytest.mark.django_db

CONTACTS = tidy(
    rows_of(
        YEARS,
        [
            {"source": source, "contact_count": count, "checked": "x"}
            for source, count in (("Police", "30"), ("All", "90"))
        ],
    )
)
ALL = NewSeries("contact_count", "CONTACT_N", {"source": "All"}, basis="All contacts")


def add(*rows: NewSeries, **said: str) -> Dataset:
    about = {
        "dataset_key": "contacts",
        "dataset_name": "Contacts",
        "publication": "A collection of the region's own",
        "year_means": "year to 31 March",
    }
    return add_series(**(about | said), rows=rows, by=UserFactory.create())


def refusal(*rows: NewSeries, **said: str) -> str:
    before = Series.objects.count(), Dataset.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as caught:
        add(*rows, **said)
    assert (Series.objects.count(), Dataset.objects.count(), AuditEvent.objects.count()) == before
    return str(caught.value)


def test_a_confirmed_mapping_makes_the_file_known(take: Import) -> None:
    dataset = add(ALL)
    assert take(CONTACTS).dataset == dataset
    values = PublishedValue.objects.filter(series__dataset=dataset)
    assert values.count() == 15 and {value.value for value in values} == {90}
    assert AuditEvent.objects.get(act="add_series").details["series"] == ["contacts:contact_count (All)"]


def test_a_series_added_later_is_read_from_every_release_held_and_compared(take: Import) -> None:
    dataset = add(ALL)
    first, second = take(CONTACTS).release, take(CONTACTS.replace(b"30", b"31")).release
    built = Benchmark.objects.filter(release=first).count()
    add(NewSeries("contact_count", "MASH_N", {"source": "Police"}))
    for release, figure in ((first, 30), (second, 31)):
        values = PublishedValue.objects.filter(series__indicator__code="MASH_N", release=release)
        assert values.count() == 15 and {value.value for value in values} == {figure}
    assert Benchmark.objects.filter(release=first).count() == 2 * built
    assert dataset.series.count() == 2


def test_a_series_of_a_column_with_unreadable_cells_is_refused_whole(take: Import) -> None:
    add(ALL)
    take(CONTACTS.replace(b"90,x", b"90,none"))
    said = refusal(NewSeries("checked", "MASH_N", {"source": "All"}))
    assert "Line 3, checked: 'none' is neither a number nor" in said


def test_a_series_whose_filters_single_out_no_row_is_refused(take: Import) -> None:
    add(ALL)
    take(CONTACTS)
    assert "The mapping has to name the filter" in refusal(NewSeries("contact_count", "MASH_N"))


def test_a_dataset_takes_no_series_that_its_files_lack(take: Import) -> None:
    take(referrals())
    said = refusal(ALL, dataset_key="cin-referrals")
    assert "has no column contact_count, source" in said
    assert "has no release yet" in refusal(ALL, dataset_key="cin-episodes")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "No series was chosen"),
        ([NewSeries("contact_count", "NOBODY_N")], "no national indicator 'NOBODY_N'"),
        ([NewSeries(" ", "CONTACT_N")], "names no column"),
        ([NewSeries("contact_count", "CONTACT_N", per_children=True)], "CONTACT_N is no rate"),
        ([NewSeries("a" * 121, "CONTACT_N")], "The column of the series of CONTACT_N has 121 characters"),
        ([NewSeries("a", "CONTACT_N", basis="b" * 201)], "The basis of the series of CONTACT_N has 201"),
        ([ALL, ALL], "is mapped already"),
        ([ALL, NewSeries("other", "CONTACT_N")], "CONTACT_N would have two headline series"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_with_its_reason(
    mapping: None, rows: list[NewSeries], words: str
) -> None:
    assert words in refusal(*rows)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"dataset_key": "Not a key"}, "is not a key for a dataset"),
        ({"dataset_key": ""}, "is not a key for a dataset"),
        ({"dataset_name": " "}, "has no name"),
        ({"year_means": "financial year"}, "does not say which day"),
        ({"publication": "p" * 201}, "The publication has 201 characters"),
    ],
)
def test_a_dataset_that_cannot_be_is_refused_with_its_reason(
    mapping: None, said: dict[str, str], words: str
) -> None:
    assert words in refusal(ALL, **said)


def test_an_indicator_that_another_dataset_is_compared_by_gets_no_second_headline(mapping: None) -> None:
    row = NewSeries("contact_count", "REF_N", {"source": "All"})
    said = refusal(row)
    assert said.startswith(
        "Scorecards compare REF_N with Children in need: referrals and re-referrals already"
    )
    assert not add(replace(row, headline=False)).series.get().headline


def test_a_second_series_of_an_indicator_may_stand_beside_the_headline(mapping: None) -> None:
    dataset = add(ALL, NewSeries("contact_count", "CONTACT_N", {"source": "Police"}, headline=False))
    assert list(dataset.series.filter(headline=True).values_list("filters", flat=True)) == [{"source": "All"}]
