"""Band rules of reference part C4, with the gaps and overlaps that its scorecard has."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.calculations.bands import Band, BandError, BandName, Bands, band_of, parse_band

OUTSTANDING, GOOD = BandName.OUTSTANDING, BandName.GOOD
RI, BELOW = BandName.REQUIRES_IMPROVEMENT, BandName.BELOW


def bands(outstanding: str, good: str, requires_improvement: str) -> Bands:
    return Bands(parse_band(outstanding), parse_band(good), parse_band(requires_improvement))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("76-79", "76", "79"),
        ("25-20", "20", "25"),
        ("7-5", "5", "7"),
        ("50%-100%", "50", "100"),
        ("14 to 15", "14", "15"),
        ("90+", "90", None),
        ("90 + %", "90", None),
        ("≥90", "90", None),
        ("<14", None, "14"),
        ("< 14%", None, "14"),
        ("80", "80", None),
        ("12.5", "12.5", None),
        ("Increase", None, None),
        ("Below regional average", None, None),
    ],
)
def test_band_text_is_read_as_bounds(text: str, low: str | None, high: str | None) -> None:
    band = parse_band(text)
    assert band.low == (None if low is None else Decimal(low))
    assert band.high == (None if high is None else Decimal(high))
    assert band.raw == text
    assert band.is_numeric == (low is not None or high is not None)


def test_a_single_number_is_remembered_as_one() -> None:
    assert parse_band("80").bare
    assert not parse_band("80+").bare


@pytest.mark.parametrize("text", ["", "  ", "80-85-90", "about 80", "1,953", "8\x000", "9" * 500])
def test_text_that_is_no_band_is_refused(text: str) -> None:
    with pytest.raises(BandError):
        parse_band(text)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("100", OUTSTANDING),
        ("90", OUTSTANDING),
        # Between two bands, so the worse of them.
        ("89.99", GOOD),
        ("85", GOOD),
        ("84.9", RI),
        ("80", RI),
        ("79.9", RI),
        ("70", RI),
        ("69.99", BELOW),
        ("0", BELOW),
    ],
)
def test_high_good_bands_are_reached_from_below_and_gaps_fall_to_the_worse(
    value: str, name: BandName
) -> None:
    assert band_of(Decimal(value), bands("90+", "85-89", "70-80")) is name


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("5", OUTSTANDING),
        ("13.9", OUTSTANDING),
        # '<14' leaves 14 itself out.
        ("14", GOOD),
        ("14.5", GOOD),
        ("17", GOOD),
        ("17.5", RI),
        ("25", RI),
        ("25.1", BELOW),
    ],
)
def test_low_good_bands_are_the_mirror_image(value: str, name: BandName) -> None:
    assert band_of(Decimal(value), bands("<14", "15-17", "25-20")) is name


def test_a_value_in_two_overlapping_bands_takes_the_better() -> None:
    overlapping = bands("95-100", "85-95", "75-85")
    assert band_of(Decimal(95), overlapping) is OUTSTANDING
    assert band_of(Decimal(85), overlapping) is GOOD


def test_single_numbers_mean_that_or_better_whichever_way_is_good() -> None:
    high = bands("95", "85", "80")
    assert [band_of(Decimal(value), high) for value in (95, 94, 80, 79)] == [OUTSTANDING, GOOD, RI, BELOW]
    low = bands("5", "10", "15")
    assert [band_of(Decimal(value), low) for value in (5, 6, 15, 16)] == [OUTSTANDING, GOOD, RI, BELOW]


def test_an_open_last_band_has_nothing_below_it() -> None:
    assert band_of(Decimal(99), bands("<14", "14-17", "18+")) is RI
    assert band_of(Decimal(1), bands("90+", "80-89", "<80")) is RI


def test_which_way_is_good_comes_from_the_outer_bands() -> None:
    assert bands("90+", "85-89", "70-80").high_is_good
    assert bands("90+", "80-89", "<80").high_is_good
    assert not bands("<14", "15-17", "20-25").high_is_good
    assert not bands("5", "10", "15").high_is_good


@pytest.mark.parametrize("outer", [("80-90", "80-90"), ("10-50", "20-30"), ("20-30", "10-50")])
def test_bands_that_do_not_say_which_way_is_good_are_refused(outer: tuple[str, str]) -> None:
    with pytest.raises(BandError, match="do not say whether high or low is good"):
        band_of(Decimal(25), bands(outer[0], "25", outer[1]))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_band_in_words_grades_nothing(place: int) -> None:
    texts = ["90+", "80-89", "70-79"]
    texts[place] = "Increase"
    worded = bands(*texts)
    assert not worded.are_numeric
    assert band_of(Decimal(95), worded) is None


def test_bands_may_be_built_from_bounds() -> None:
    built = Bands(
        Band(Decimal(90), None, ""), Band(Decimal(80), Decimal(89), ""), Band(Decimal(70), Decimal(79), "")
    )
    assert band_of(Decimal(80), built) is GOOD
