from __future__ import annotations

import pytest

from authorities.register.names import name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Helens", "St Helens"),
        ("St. Helens", "SAINT HELENS"),
        ("Brighton and Hove", "Brighton & Hove City Council"),
        ("Bristol, City of", "City of Bristol"),
        ("Bristol, City of", "Bristol City Council"),
        ("Kingston upon Hull, City of", "Kingston Upon Hull"),
        ("Herefordshire, County of", "Herefordshire"),
        ("Stockton-on-Tees", "Stockton on Tees Borough Council"),
        ("Sefton", "Sefton Metropolitan Borough Council"),
        ("Bradford", "City of Bradford Metropolitan District Council"),
        ("Barnet", "  London  Borough of\u00a0Barnet "),
        ("Windsor and Maidenhead", "The Royal Borough of Windsor & Maidenhead"),
        ("Bournemouth, Christchurch and Poole", "Bournemouth, Christchurch & Poole"),
        ("Isles of Scilly", "Council of the Isles of Scilly"),
        ("Bedford", "Bedford Borough"),
        ("City of London", "London, City of"),
        ("City of London", "The City of London Corporation"),
    ],
)
def test_spellings_of_one_authority_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("City of London", "London"),
        ("Derby City Council", "Derbyshire County Council"),
        ("Isle of Wight", "Wight"),
        ("North Somerset", "Somerset"),
        ("Cumberland", "Northumberland"),
    ],
)
def test_different_places_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_the_key_of_nothing_is_nothing() -> None:
    assert name_key(" - ") == ""
