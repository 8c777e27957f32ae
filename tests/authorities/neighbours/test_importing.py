from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from authorities.models import AuditEvent, Authority, AuthorityName, Neighbour, NeighbourList
from authorities.neighbours.importing import NeighbourReport, import_neighbours
from authorities.refusal import Refused
from authorities.register.names import name_key
from tests.authorities.neighbours.files import above, as_csv, as_xlsx, eleven, groups, neighbours_of, wide
from tests.factories.authority import AuthorityFactory
from tests.factories.user import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> list[Authority]:
    return eleven()


def take(content: bytes | None = None, file_name: str = "list.csv", **other: Any) -> NeighbourReport:
    wanted: dict[str, Any] = {"name": "Testing list", "valid_from": date(2021, 4, 1), "by": None} | other
    return import_neighbours(
        content=as_csv(groups()) if content is None else content, file_name=file_name, **wanted
    )


def refusal(content: bytes | None = None, **other: Any) -> str:
    """What is said; and that nothing was stored."""
    before = (NeighbourList.objects.count(), Neighbour.objects.count(), AuditEvent.objects.count())
    with pytest.raises(Refused) as refused:
        take(content, **other)
    assert (NeighbourList.objects.count(), Neighbour.objects.count(), AuditEvent.objects.count()) == before
    return str(refused.value)


def test_every_neighbour_is_stored_with_rank_and_closeness(places: list[Authority]) -> None:
    report = take(as_xlsx(above(letters=True) + groups()), "list.xlsx")
    assert (report.created, report.authorities, report.neighbours) == (True, 11, 110)
    assert (report.unknown, report.left_out, report.missing) == ([], [], [])
    for place, authority in enumerate(places):
        stored = report.neighbour_list.neighbours.filter(authority=authority)
        assert list(stored.values_list("neighbour__code", "rank", "closeness")) == [
            (code, rank, " ".join(words.split()).capitalize())
            for rank, (code, words) in enumerate(neighbours_of(place), start=1)
        ]


def test_the_list_keeps_its_name_dates_source_and_who_imported_it(places: list[Authority]) -> None:
    person = UserFactory.create()
    stored = take(
        name=" Testing  list ", source="A test", valid_to=date(2025, 3, 31), by=person
    ).neighbour_list
    stored.refresh_from_db()
    assert (stored.name, stored.source, stored.owner, stored.fictional) == (
        "Testing list",
        "A test",
        None,
        True,
    )
    assert (stored.valid_from, stored.valid_to) == (date(2021, 4, 1), date(2025, 3, 31))
    assert (stored.file_name, len(stored.sha256), stored.made_by) == ("list.csv", 64, person)
    event = AuditEvent.objects.get()
    assert (event.actor, event.object_id, event.details["sha256"]) == (person, str(stored.pk), stored.sha256)
    assert "11 authorities, 110 neighbours" in event.sentence


def test_without_a_source_the_file_is_the_source(places: list[Authority]) -> None:
    assert take().neighbour_list.source == "list.csv"


def test_the_same_file_again_changes_nothing(places: list[Authority]) -> None:
    first = take()
    again = take()
    assert again.created is False and again.neighbour_list == first.neighbour_list
    assert (again.authorities, again.neighbours) == (11, 110)
    assert (NeighbourList.objects.count(), Neighbour.objects.count(), AuditEvent.objects.count()) == (
        1,
        110,
        1,
    )


def test_other_content_under_a_name_that_is_held_is_refused(places: list[Authority]) -> None:
    take()
    assert "is held already, with other content (file list.csv)" in refusal(as_csv(wide()))


def test_other_dates_under_a_name_that_is_held_are_refused(places: list[Authority]) -> None:
    take()
    assert "with the dates from 01 April 2021." in refusal(valid_from=date(2022, 4, 1))


def test_the_same_file_may_stand_under_two_names(places: list[Authority]) -> None:
    take()
    assert take(name="Testing list again").created
    assert Neighbour.objects.count() == 220


def test_an_unknown_code_refuses_the_whole_file(places: list[Authority]) -> None:
    rows = groups()
    rows[1][5] = "Z99"
    rows[4][0] = rows[4][2] = "Z98"
    sentences = refusal(as_csv(rows)).splitlines()
    assert sentences == [
        "Row 2, column F (SN1): no authority of the register has the code Z99, given as a neighbour of "
        "Testing place 1 (N01).",
        "Row 5 says Z98 Testing place 4, but that is the name of Testing place 4 (N04).",
        "Row 5: no authority of the register has the code Z98 (Testing place 4). Add the authority first, or "
        "correct the code.",
    ]


def test_a_code_beside_the_name_of_another_authority_is_refused(places: list[Authority]) -> None:
    rows = wide()
    rows[1][1] = "Testing place 7"
    assert (
        refusal(as_csv(rows))
        == "Row 2 says N01 Testing place 7, but that is the name of Testing place 7 (N07)."
    )


def test_a_former_name_and_a_new_spelling_are_accepted(places: list[Authority]) -> None:
    former = "Another name of old"
    AuthorityName.objects.create(authority=places[0], name=former, key=name_key(former))
    rows = wide()
    rows[1][1], rows[2][1] = former, "Testing plaice 2"
    assert take(as_csv(rows)).created


def test_an_authority_that_has_ended_may_be_a_neighbour(places: list[Authority]) -> None:
    Authority.objects.filter(code="N03").update(valid_to=date(2020, 3, 31))
    assert take().neighbours == 110


def test_authorities_that_the_list_leaves_out_are_reported(places: list[Authority]) -> None:
    AuthorityFactory.create(code="N12", name="Testing place 12")
    AuthorityFactory.create(code="N13", name="Testing place 13", valid_from=date(2023, 4, 1))
    AuthorityFactory.create(code="N14", name="Testing place 14", fictional=False)
    earlier = list(groups()[1])
    earlier[0] = earlier[2] = "N99"
    dashes: list[object] = ["N12", "Testing place 12", "N12", 5, "Testing region", *["-"] * 20, ""]
    nobody: list[object] = ["Z97", "Nobody's place", "Z97", 5, "Testing region", *["-"] * 20, ""]
    report = take(as_csv(groups(also=[dashes, nobody, ["", "Old SNs:"], earlier])))
    assert (report.authorities, report.neighbours) == (11, 110)
    assert report.missing == ["Testing place 12 (N12)"]
    assert report.unknown == ["Z97 Nobody's place"]
    assert report.left_out == [
        "Row 13: Testing place 12 (N12) has no neighbours in this list.",
        "Row 14: Nobody's place (Z97) has no neighbours in this list.",
        "Row 16: Testing place 1 (N99) stands below the title of an earlier list.",
    ]


def test_a_file_that_mixes_real_and_fictional_authorities_is_refused(places: list[Authority]) -> None:
    Authority.objects.filter(code="N11").update(fictional=False)
    assert refusal() == ("The file mixes real and fictional authorities (row 2). Give them in two files.")


def test_a_list_of_real_authorities_is_not_fictional() -> None:
    eleven(fictional=False)
    assert take().neighbour_list.fictional is False


def test_a_file_without_any_neighbours_is_refused(places: list[Authority]) -> None:
    rows = groups()
    for row in rows[1:]:
        row[5:25] = ["-"] * 20
    assert refusal(as_csv(rows)).startswith("No authority in the file has neighbours")


def test_a_file_with_faults_stores_nothing_and_tells_each(places: list[Authority]) -> None:
    rows = groups()
    rows[1][5] = ""
    del rows[11][20:]
    said = refusal(as_csv(rows)).splitlines()
    assert [sentence.split(":")[0] for sentence in said] == ["Row 2, column F (SN1)", "Row 12"]
    assert refusal(b"%PDF-1.4", file_name="list.pdf").startswith("This file is a PDF.")


def test_a_list_needs_a_name_and_dates_in_order(places: list[Authority]) -> None:
    assert refusal(name="  ").startswith("The list needs a name")
    assert refusal(name="a" * 121).startswith("The name has 121 characters.")
    assert refusal(valid_to=date(2021, 3, 31)).startswith("The last day is before the first.")


def test_an_import_takes_the_same_few_queries_whatever_the_length(
    places: list[Authority], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(10):
        take()
