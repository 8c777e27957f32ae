"""The matrix as a download: the same figures in each format, and none that is hidden."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from authorities.models import Authority, Region, Role, SharingChoice
from authorities.tidy.reading import open_tidy
from indicators.models import Indicator, Return, ReturnState
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.membership import MembershipFactory
from tests.factories.region import RegionFactory
from tests.factories.scorecard_template import ScorecardTemplateFactory
from tests.reports.scenes import BEFORE, NOW, give
from tests.reports.side_by_side.exports.test_hidden_everywhere import numbers, parts

KINDS = ("xlsx", "csv", "tidy", "meta", "data")
PLANTED = {"0.0422", "7103"}


@dataclass
class Five:
    """A region of five with one indicator; the fifth has three children of 7,103."""

    region: Region
    authorities: list[Authority]
    indicator: Indicator

    def client(self, role: str) -> Client:
        place = {"region": self.region} if role == Role.REGIONAL_LEAD else {"authority": self.authorities[0]}
        client = Client()
        client.force_login(MembershipFactory.create(role=role, **place).user)
        return client

    def get(self, kind: str, role: str = Role.REGIONAL_LEAD, **query: str) -> HttpResponse:
        address = reverse("region_matrix_export", args=[self.region.code, kind])
        answer: HttpResponse = self.client(role).get(address, {"period": NOW.isoformat()} | query)  # type: ignore[assignment]
        return answer


@pytest.fixture
def five(db: None) -> Five:
    region = RegionFactory.create(code="T12000009")
    indicator = IndicatorFactory.create(code="REREF_PCT", name="Re-referrals")
    ScorecardTemplateFactory.create(name="quarterly-standard", codes=["REREF_PCT"])
    authorities = [AuthorityFactory.create(region=region, name=f"Place {letter}") for letter in "ABCDE"]
    for tens, authority in enumerate(authorities[:4], start=1):
        give(authority, indicator, 100 * tens, 1000, 10 * tens)
        give(authority, indicator, 90 * tens, 1000, 9 * tens, BEFORE)
    give(authorities[4], indicator, 3, 7103, "0.0422", places=4)
    return Five(region, authorities, indicator)


def text_of(answer: HttpResponse) -> str:
    if "spreadsheet" in answer["Content-Type"]:
        return parts(answer.content)
    return answer.content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("xlsx", "matrix-T12000009-2025-01.xlsx"),
        ("csv", "matrix-T12000009-2025-01.csv"),
        ("tidy", "matrix-tidy-T12000009-2025-01.csv"),
        ("meta", "matrix-tidy-T12000009-2025-01.meta.csv"),
        ("data", "matrix-data-T12000009.xlsx"),
    ],
)
def test_each_kind_is_a_file_with_its_name(five: Five, kind: str, name: str) -> None:
    answer = five.get(kind)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("kind", ["pdf", "XLSX", "..", "json"])
def test_any_other_kind_does_not_exist(five: Five, kind: str) -> None:
    assert five.client(Role.REGIONAL_LEAD).get(f"/regions/T12000009/matrix/export/{kind}/").status_code == 404


@pytest.mark.parametrize("role", [Role.REGIONAL_LEAD, Role.ANALYST])
@pytest.mark.parametrize("kind", KINDS)
def test_the_small_count_of_another_authority_is_in_no_file(five: Five, kind: str, role: str) -> None:
    text = text_of(five.get(kind, role))
    assert not numbers(text) & PLANTED
    assert "Place E" in text or kind == "meta"


@pytest.mark.parametrize("kind", KINDS)
def test_its_own_staff_get_no_more_in_a_file_that_others_may_be_sent(five: Five, kind: str) -> None:
    client = Client()
    client.force_login(MembershipFactory.create(role=Role.APPROVER, authority=five.authorities[4]).user)
    answer = client.get(reverse("region_matrix_export", args=[five.region.code, kind]))
    assert not numbers(text_of(answer)) & PLANTED  # type: ignore[arg-type]


def test_the_formats_say_the_same_figures(five: Five) -> None:
    rows = list(csv.DictReader(io.StringIO(text_of(five.get("csv")))))
    shown = {row["code"]: row["value"] or row["symbol"] for row in rows}
    assert list(shown.values()) == ["10", "20", "30", "40", "c"]
    tidy = {row.area_code: row.cells["reref_pct_r12"] for row in open_tidy(five.get("tidy").content).rows()}
    assert tidy == shown
    sheet = openpyxl.load_workbook(io.BytesIO(five.get("xlsx").content))["Matrix"]
    assert [cell.value for cell in sheet[4][5:]] == [10, 20, 30, 40, "suppressed"]


def test_the_data_has_every_period_that_was_approved_newest_first(five: Five) -> None:
    book = openpyxl.load_workbook(io.BytesIO(five.get("data").content))
    head, *rows = ([cell.value for cell in row] for row in book["Data"].iter_rows())
    ends = [row[head.index("period_end")] for row in rows]
    assert list(dict.fromkeys(ends)) == [NOW.isoformat(), BEFORE.isoformat()]
    older = [row[head.index("value")] for row, end in zip(rows, ends, strict=True) if end == ends[-1]]
    assert older == [9, 18, 27, 36, None]


def test_an_authority_that_does_not_share_is_named_as_left_out_and_has_no_figure(five: Five) -> None:
    SharingChoice.objects.create(authority=five.authorities[1], shares=False, reason="Not yet agreed")
    for kind in KINDS:
        assert not numbers(text_of(five.get(kind))) & {"20", "20.0", "200"}, kind
    cover = openpyxl.load_workbook(io.BytesIO(five.get("xlsx").content))["Cover"]
    assert any("Place B" in str(row[1].value) for row in cover.iter_rows())


def test_a_chosen_order_and_shade_are_those_of_the_file(five: Five) -> None:
    rows = csv.DictReader(io.StringIO(text_of(five.get("csv", sort="-REREF_PCT.R12"))))
    assert [row["authority"][-1] for row in rows] == list("DCBAE")
    book = openpyxl.load_workbook(io.BytesIO(five.get("xlsx", shade="direction").content))
    assert "Direction of travel" in str(book["Matrix"]["A1"].value)


@pytest.mark.parametrize("kind", KINDS)
def test_a_region_without_returns_gives_a_sound_file(db: None, kind: str) -> None:
    region = RegionFactory.create()
    client = Client()
    client.force_login(MembershipFactory.create(role=Role.REGIONAL_LEAD, region=region).user)
    answer = client.get(reverse("region_matrix_export", args=[region.code, kind]))
    assert answer.status_code == 200 and answer.content


@pytest.mark.parametrize("kind", KINDS)
def test_a_stranger_gets_the_answer_of_what_does_not_exist(five: Five, kind: str) -> None:
    client = Client()
    client.force_login(MembershipFactory.create(role=Role.ANALYST).user)
    assert client.get(reverse("region_matrix_export", args=[five.region.code, kind])).status_code == 404


def test_what_was_never_approved_is_in_no_file(five: Five) -> None:
    Return.objects.filter(authority=five.authorities[2]).update(state=ReturnState.SUBMITTED)
    for kind in KINDS:
        assert not numbers(text_of(five.get(kind))) & {"30", "30.0", "300"}, kind


def test_more_than_a_request_can_gather_is_refused_with_what_to_do(
    five: Five, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.views.matrix_files.MOST_CELLS", 4)
    answer = five.get("data")
    assert (
        answer.status_code == 302 and reverse("region_matrix", args=[five.region.code]) in answer["Location"]
    )
    page = answer.client.get(answer["Location"]).content.decode()  # type: ignore[attr-defined]
    assert "Choose a family, or pick fewer authorities by hand." in page
