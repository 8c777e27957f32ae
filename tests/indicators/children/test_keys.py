"""Each authority, purpose and version has a key of its own, and one that is gone is said to be gone."""

from __future__ import annotations

import os
from typing import Any

import pytest

from authorities.models import Authority
from authorities.refusal import Refused
from indicators.children.keys import newest_version, pseudonym_key, seal, unseal, version_for
from indicators.models import ReturnKind
from tests.factories.return_version import ChildrenReturnFactory, ReturnFactory

pytestmark = pytest.mark.django_db
# Reckoned apart, with two HMACs as RFC 5869 writes them.
FIXED = "ec3ad053452db6edfdcc95b547dd52b43eb7a97c62d89ccc9f090fbe9584345f"
CONTENT = b"PK the bytes of a workbook " * 40


@pytest.fixture(autouse=True)
def two_versions(settings: Any) -> dict[str, bytes | None]:
    settings.CHILD_KEYS = {"1": os.urandom(32), "2": os.urandom(32)}
    return settings.CHILD_KEYS


def test_a_key_differs_by_authority_and_version_and_is_the_same_each_time(
    authority: Authority, other_authority: Authority
) -> None:
    keys = [pseudonym_key(whose, version) for whose in (authority, other_authority) for version in "12"]
    assert len(set(keys)) == 4 and {len(key) for key in keys} == {32}
    assert pseudonym_key(authority, "1") == keys[0]


def test_a_key_is_that_of_the_authoritys_code_whatever_its_row_in_the_database(
    authority: Authority, settings: Any
) -> None:
    """The master key is the bytes 00 to 1f: a change of this number would change every pseudonym."""
    settings.CHILD_KEYS = {"1": bytes(range(32))}
    assert pseudonym_key(authority, "1").hex() == FIXED
    assert pseudonym_key(Authority(code="901", name="Restored elsewhere"), "1").hex() == FIXED


def test_neither_master_nor_pseudonym_key_opens_a_file(authority: Authority, settings: Any) -> None:
    sealed = seal(authority, "1", CONTENT)
    settings.CHILD_KEYS = {"1": pseudonym_key(authority, "1")}
    with pytest.raises(Refused):
        unseal(authority, "1", sealed)


def test_what_is_sealed_opens_as_it_was_and_nothing_of_it_shows(authority: Authority) -> None:
    sealed = seal(authority, "1", CONTENT, about="return 7")
    assert unseal(authority, "1", sealed, about="return 7") == CONTENT
    assert b"workbook" not in sealed
    assert seal(authority, "1", CONTENT, about="return 7") != sealed


def test_a_seal_opens_for_its_own_authority_version_and_return_alone(
    authority: Authority, other_authority: Authority
) -> None:
    sealed = seal(authority, "1", CONTENT, about="return 7")
    for whose, version, about in [
        (other_authority, "1", "return 7"),
        (authority, "2", "return 7"),
        (authority, "1", "return 8"),
    ]:
        with pytest.raises(Refused, match="cannot be opened with version"):
            unseal(whose, version, sealed, about=about)


@pytest.mark.parametrize("place", [0, 12, -1])
def test_a_changed_byte_is_noticed(authority: Authority, place: int) -> None:
    sealed = bytearray(seal(authority, "1", CONTENT))
    sealed[place] ^= 1
    with pytest.raises(Refused, match="the file was"):
        unseal(authority, "1", bytes(sealed))


@pytest.mark.parametrize("sealed", [b"", b"short"])
def test_what_was_never_sealed_is_refused(authority: Authority, sealed: bytes) -> None:
    with pytest.raises(Refused, match="cannot be opened"):
        unseal(authority, "1", sealed)


def test_a_lost_version_is_named_with_what_to_do(authority: Authority) -> None:
    with pytest.raises(Refused) as refusal:
        pseudonym_key(authority, "3")
    said = str(refusal.value)
    assert "Version 3" in said and "Aldermere" in said and "missing from LFL_CHILD_KEYS" in said


def test_a_new_authority_begins_with_the_newest_version(authority: Authority) -> None:
    assert newest_version() == version_for(authority) == "2"
    ReturnFactory.create(authority=authority, kind=ReturnKind.FIGURES)
    assert version_for(authority) == "2"


def test_an_authority_keeps_its_version_when_a_newer_one_comes(
    authority: Authority, other_authority: Authority
) -> None:
    ChildrenReturnFactory.create(authority=authority, key_version="1")
    assert (version_for(authority), version_for(other_authority)) == ("1", "2")


def test_a_version_that_is_missing_is_not_taken_for_one_that_was_retired(
    authority: Authority, settings: Any
) -> None:
    ChildrenReturnFactory.create(authority=authority, key_version="1")
    del settings.CHILD_KEYS["1"]
    assert version_for(authority) == "1"
    with pytest.raises(Refused, match="is missing"):
        pseudonym_key(authority, version_for(authority))
    settings.CHILD_KEYS = {"1": None, **settings.CHILD_KEYS}
    assert version_for(authority) == "2"
    with pytest.raises(Refused, match="was retired"):
        pseudonym_key(authority, "1")


def test_the_newest_return_says_the_version_whatever_its_period(authority: Authority) -> None:
    ChildrenReturnFactory.create(authority=authority, key_version="1")
    ChildrenReturnFactory.create(authority=authority, key_version="2", period_end="2020-01-31")
    assert version_for(authority) == "2"
