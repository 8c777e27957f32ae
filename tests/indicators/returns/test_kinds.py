"""Figures and lists of one period stand beside each other, told apart by what is in the file."""

from __future__ import annotations

from typing import Any

import pytest

from authorities.models import Authority
from authorities.refusal import Refused
from indicators.children.keys import newest_version
from indicators.children.sealing import unsealed
from indicators.models import (
    ContactRow,
    ListRead,
    Return,
    ReturnFile,
    ReturnKind,
    ReturnState,
    SealedFile,
)
from indicators.returns.submission import AlreadyUploaded, approve_return, submit_return, upload_return
from tests.factories.authority import AuthorityFactory
from tests.indicators.children.counted_world import (
    JUNE,
    SEPTEMBER,
    load_what_counting_needs,
    workbook,
)
from tests.indicators.files import workbook as figures_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    load_what_counting_needs()
    made: Authority = AuthorityFactory.create(code="901")
    return made


def upload(authority: Authority, content: bytes, name: str = "return.xlsx") -> Return:
    return upload_return(authority=authority, period_end=JUNE, file_name=name, content=content, by=None)


def test_the_content_says_which_kind_it_is_whatever_the_name(authority: Authority) -> None:
    lists = upload(authority, workbook(JUNE), name="figures.xlsx")
    figures = upload(authority, figures_workbook(("CP_N", None, "S", 12)), name="annex-a.xlsx")
    assert (lists.kind, figures.kind) == (ReturnKind.CHILDREN, ReturnKind.FIGURES)
    assert (lists.version, figures.version) == (1, 1)
    assert (lists.key_version, figures.key_version) == (newest_version(), "")


def test_lists_are_kept_sealed_and_figures_as_they_came(authority: Authority) -> None:
    content = workbook(JUNE)
    lists = upload(authority, content)
    assert not ReturnFile.objects.filter(of_return=lists).exists()
    assert content not in bytes(SealedFile.objects.get(of_return=lists).content)
    figures = upload(authority, figures_workbook(("CP_N", None, "S", 12)))
    assert not SealedFile.objects.filter(of_return=figures).exists()


def test_both_kinds_of_a_period_are_approved_and_neither_takes_the_others_place(authority: Authority) -> None:
    for content in (workbook(JUNE), figures_workbook(("CP_N", None, "S", 12))):
        uploaded = upload(authority, content)
        submit_return(submitted=uploaded, warnings_confirmed=True, by=None)
        approve_return(approved=uploaded, by=None)
    approved = Return.objects.filter(authority=authority, state=ReturnState.APPROVED)
    assert {row.kind for row in approved} == {ReturnKind.CHILDREN, ReturnKind.FIGURES}


def test_a_second_version_of_the_lists_is_the_next_of_its_kind(authority: Authority) -> None:
    upload(authority, figures_workbook(("CP_N", None, "S", 12)))
    upload(authority, workbook(JUNE))
    with pytest.raises(AlreadyUploaded):
        upload(authority, workbook(JUNE))
    assert Return.objects.filter(kind=ReturnKind.CHILDREN).count() == 1


def test_lists_that_cannot_be_meant_store_no_row_and_say_how_they_were_read(authority: Authority) -> None:
    other_year = upload_return(
        authority=authority,
        period_end=JUNE.replace(year=JUNE.year - 2),
        file_name="annex-a.xlsx",
        content=workbook(JUNE),
        by=None,
    )
    assert other_year.state == ReturnState.PROBLEMS
    assert not ContactRow.objects.filter(of_return=other_year).exists()
    read = ListRead.objects.filter(of_return=other_year)
    assert read.count() == 11 and not any(read.values_list("rows", flat=True))


def test_without_its_key_an_authority_can_hand_in_figures_and_no_lists(
    authority: Authority, settings: Any
) -> None:
    approved = upload(authority, workbook(JUNE))
    settings.CHILD_KEYS = {"another": bytes(range(32))}
    with pytest.raises(Refused, match="missing from LFL_CHILD_KEYS"):
        upload(authority, workbook(JUNE))
    assert list(Return.objects.filter(kind=ReturnKind.CHILDREN)) == [approved]
    assert upload(authority, figures_workbook(("CP_N", None, "S", 12))).state == ReturnState.READY


def test_a_key_that_changed_under_the_same_version_is_found_out(authority: Authority, settings: Any) -> None:
    upload(authority, workbook(JUNE))
    settings.CHILD_KEYS = dict.fromkeys(settings.CHILD_KEYS, bytes(range(32)))
    with pytest.raises(Refused, match="not the key"):
        upload(authority, workbook(SEPTEMBER))
    assert Return.objects.filter(kind=ReturnKind.CHILDREN).count() == 1


def test_a_file_that_could_not_be_read_is_sealed_since_it_may_be_about_children(authority: Authority) -> None:
    spoilt = workbook(JUNE)[:-2000]
    kept = upload(authority, spoilt)
    assert (kept.state, kept.is_sealed) == (ReturnState.PROBLEMS, True)
    assert not ReturnFile.objects.exists()
    assert unsealed(kept) == spoilt


def test_a_workbook_without_a_figure_is_sealed_too(authority: Authority) -> None:
    kept = upload(authority, b"name,born\nA child,01/02/2014\n", name="children.csv")
    assert kept.is_sealed and not ReturnFile.objects.exists()
