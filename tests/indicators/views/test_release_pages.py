"""The administrator's pages of published statistics: importing a file, and what a release says."""

from __future__ import annotations

import re
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from authorities.models import AuditEvent, Authority, NeighbourList, PopulationVintage, User
from indicators.models import PublishedValue, Release
from tests.authorities.tidy.small_files import rows_of, tidy
from tests.factories.release import ReleaseFactory
from tests.indicators.published.small_files import referrals
from tests.indicators.views.release_files import statistics, text_of

LIST, IMPORT = reverse("release_list"), reverse("release_import")


# --- the list -------------------------------------------------------------------------------------


def test_an_empty_portal_says_where_the_files_are_and_which_it_knows(admin: Client, mapping: None) -> None:
    shown = text_of(admin.get(LIST))
    assert "explore-education-statistics.service.gov.uk" in shown
    assert "Known, and not imported yet" in shown
    assert "Children in need: referrals and re-referrals" in shown
    assert "No population estimates yet" in shown and "No neighbour lists yet" in shown


def test_the_newest_release_of_a_dataset_is_marked(admin: Client, mapping: None) -> None:
    day = {"released_on_day": "30", "released_on_month": "10", "released_on_year": "2025"}
    admin.post(IMPORT, statistics(referrals(), file_name="first.csv", **day))
    admin.post(IMPORT, statistics(referrals(rereferral_percent="21.0"), file_name="second.csv"))
    table = admin.get(LIST).content.decode()
    rows = [row for row in table.split("<tr")[2:] if "Children in need: referrals" in row]
    assert [("Newest" in row, "Earlier" in row) for row in rows] == [(True, False), (False, True)]


def test_the_list_costs_the_same_however_many_releases_there_are(
    admin: Client, django_assert_max_num_queries: Any
) -> None:
    ReleaseFactory.create_batch(30)
    with django_assert_max_num_queries(16):
        assert admin.get(LIST).status_code == 200


def test_nobody_else_finds_the_pages(as_analyst: Client, as_approver: Client) -> None:
    release = ReleaseFactory.create()
    for browser in (as_analyst, as_approver):
        for address in (LIST, IMPORT, reverse("release_detail", args=[release.pk])):
            assert browser.get(address).status_code == 404
        assert browser.post(IMPORT, statistics(referrals())).status_code == 404
    assert Release.objects.count() == 1


# --- importing ------------------------------------------------------------------------------------


def test_a_file_is_imported_and_its_report_is_shown(
    admin: Client, mapping: None, administrator: User
) -> None:
    content = referrals(changes={(2024, "T02"): {"rereferral_percent": "c"}})
    shown = text_of(admin.post(IMPORT, statistics(content, file_name="c1.csv"), follow=True))

    release = Release.objects.get()
    assert release.imported_by == administrator
    assert f"{release.name} was imported:" in shown
    assert "15 rows read" in shown
    assert "74 cells with a figure" in shown and "1 hidden, so that no child can be identified [c]" in shown
    assert "2023 to 2025" in shown
    assert "REREF_PCT" in shown and "rereferral_percent" in shown
    assert "This is the first release of the dataset here" in shown


def test_the_same_file_again_says_so_and_changes_nothing(admin: Client, mapping: None) -> None:
    admin.post(IMPORT, statistics(referrals()))
    before = (PublishedValue.objects.count(), AuditEvent.objects.count())

    shown = text_of(admin.post(IMPORT, statistics(referrals()), follow=True))

    assert "This very file was imported before, as" in shown and "Nothing was changed." in shown
    assert (PublishedValue.objects.count(), AuditEvent.objects.count()) == before


def test_a_file_cut_short_is_refused_with_the_line_and_stores_nothing(admin: Client, mapping: None) -> None:
    shown = text_of(admin.post(IMPORT, statistics(referrals()[:-60])))
    assert "There is a problem" in shown
    assert re.search(r"[Ll]ine \d+", shown)
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            dict.fromkeys(("released_on_day", "released_on_month", "released_on_year"), ""),
            "Give a day, a month",
        ),
        ({"released_on_day": "31", "released_on_month": "2", "released_on_year": "2025"}, "is not a day"),
        (
            {"released_on_day": "1", "released_on_month": "1", "released_on_year": "2099"},
            "1 1 2099 is still to come.",
        ),
        ({"name": "x" * 121}, "at most 120 characters"),
    ],
)
def test_what_was_typed_wrong_is_said_beside_its_field(
    admin: Client, mapping: None, fields: dict[str, str], words: str
) -> None:
    assert words in text_of(admin.post(IMPORT, statistics(referrals(), **fields)))
    assert not Release.objects.exists()


def test_no_file_and_an_empty_one_are_asked_for_again(admin: Client, mapping: None) -> None:
    assert "Choose the file." in text_of(admin.post(IMPORT, {"what": "statistics"}))
    assert "The file is empty." in text_of(admin.post(IMPORT, statistics(b"")))
    assert "Give the list a name." in text_of(admin.post(IMPORT, {"what": "neighbours"}))


def test_population_estimates_are_known_for_what_they_are(admin: Client, mapping: None) -> None:
    cells = {"age_group": "Children aged 0 to 17 years", "population_estimate": "1000"}
    content = tidy(rows_of((2025, 2024, 2023), [cells]))

    shown = text_of(admin.post(IMPORT, statistics(content), follow=True))

    assert PopulationVintage.objects.count() == 1, shown
    assert "was imported: 15 estimates, mid-years 2023 to 2025." in shown


def test_a_file_that_is_no_list_of_neighbours_is_refused_beside_the_list(
    admin: Client, mapping: None
) -> None:
    sent = {
        "what": "neighbours",
        "neighbours-file": SimpleUploadedFile("list.csv", b"a,b\n1,2\n"),
        "neighbours-name": "Model",
        "neighbours-valid_from_day": "1",
        "neighbours-valid_from_month": "4",
        "neighbours-valid_from_year": "2025",
    }
    answer = admin.post(IMPORT, sent)
    assert answer.context["neighbours"].errors["file"]
    assert not answer.context["statistics"].errors
    assert 'value="Model"' in answer.content.decode()
    assert not NeighbourList.objects.exists()


# --- one release ----------------------------------------------------------------------------------


def test_a_revision_says_which_figures_it_changed(admin: Client, mapping: None) -> None:
    admin.post(IMPORT, statistics(referrals(), file_name="first.csv"))
    revised = referrals(
        years=(2026, 2025, 2024, 2023),
        changes={
            (2025, "T01"): {"rereferral_percent": "22.5"},
            (2024, "E"): {"rereferral_percent": "c"},
        },
    )
    shown = text_of(admin.post(IMPORT, statistics(revised, file_name="revised.csv"), follow=True))

    assert "2 figures changed, 25 are new and 0 are no longer there." in shown
    assert re.search(r"Ashmere .*? 2025 20.0% 22.5%", shown)
    assert re.search(r"England .*? 2024 20.0% suppressed", shown)


def test_a_release_costs_the_same_however_much_it_changed(
    admin: Client, mapping: None, django_assert_max_num_queries: Any
) -> None:
    admin.post(IMPORT, statistics(referrals()))
    admin.post(IMPORT, statistics(referrals(referral_count="130", rereferral_percent="21.0")))
    newest = Release.objects.order_by("-pk")[0]
    with django_assert_max_num_queries(24):
        shown = text_of(admin.get(reverse("release_detail", args=[newest.pk])))
    assert "45 figures changed" in shown


def test_the_file_comes_back_byte_for_byte_and_the_download_is_recorded(admin: Client, mapping: None) -> None:
    content = referrals()
    admin.post(IMPORT, statistics(content, file_name="as it came.csv"))
    release = Release.objects.get()

    answer = admin.get(reverse("release_file", args=[release.pk]))

    assert answer.content == content == zlib.decompress(bytes(release.file.content))
    assert answer["Content-Disposition"] == 'attachment; filename="as it came.csv"'
    assert AuditEvent.objects.filter(act="download a release", object_id=str(release.pk)).exists()


def test_areas_unknown_and_authorities_left_out_are_named(
    admin: Client, mapping: None, register: dict[str, Authority]
) -> None:
    content = referrals(codes=("T01", "T77"))
    admin.post(IMPORT, statistics(content))
    shown = text_of(admin.get(reverse("release_detail", args=[Release.objects.get().pk])))
    assert "1 area in the file and not in the register" in shown and "T77" in shown
    assert "2 authorities without a row in 2025" in shown
    assert "Birchden (T02)" in shown and "Coldwater (T03)" in shown
