"""One cell of a list, from its text to what it means. Pure: the same text is always read the same way.

A reader gives the value, None for a blank, or a Fault that says why the cell cannot be read.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

# No child of any list was born before it: an earlier day is a slip, or an empty cell formatted as a date.
FIRST_DAY = date(1950, 1, 1)
LAST_DAY = date(2099, 12, 31)
# What Excel counts days from. It believes in 29 February 1900, hence not from 1 January.
EXCEL_DAY_0 = date(1899, 12, 30)
DAYS_TO_1904 = 1_462
OLDEST = 120
MOST_TEAM = 60
MOST_COUNT = 999_999
# Distinct texts of a file that are read once; a file of many thousand children stays within it.
REMEMBERED = 65_536

# What people type where there is nothing to say.
BLANKS = {"", "-", "--", ".", "n/a", "na", "null", "none", "blank", "(blank)"}
ERROR_VALUE = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|ERROR)", re.IGNORECASE)
TIME_OF_DAY = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m|Z)?$", re.IGNORECASE)
DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[/.-]?(\d{1,2})[/.-]?(\d{1,2})")
MONTH_NAMED = re.compile(r"(\d{1,2})[ /-]([a-z]{3})[a-z]*[ /,-]+(\d{4})", re.IGNORECASE)
SHORT_YEAR = re.compile(r"\d{1,2}[ /.-](\d{1,2}|[a-z]{3,9})[ /.-]\d{2}", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SERIAL = re.compile(r"(\d{5})(\.\d+)?")
WHOLE_AS_DECIMAL = re.compile(r"(\d+)\.0+")
COUNT = re.compile(r"(\d{1,6}|\d{1,3},\d{3})(\.0+)?")
AGE = re.compile(r"-?\d{1,3}(\.\d+)?")
POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})?")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be read: a sentence. `broken` where Excel itself says so (#N/A and its like)."""

    sentence: str
    broken: bool = False


BROKEN = Fault("The cell holds an Excel error such as #N/A.", broken=True)
NOT_A_DATE = Fault("This is not a date: type it as DD/MM/YYYY.")
NO_SUCH_DAY = Fault("There is no such day: type it as DD/MM/YYYY, the day first.")
TWO_DIGITS = Fault("The year has two digits, which leaves the century open: type it as DD/MM/YYYY.")
TOO_EARLY = Fault(f"The date lies before {FIRST_DAY.year}: a slip, or a short number formatted as a date.")
TOO_LATE = Fault(f"The date lies after {LAST_DAY.year}: type it as DD/MM/YYYY.")
NOT_AN_AGE = Fault("This is not an age: type whole years, or -1 for an unborn child.")
NOT_A_COUNT = Fault("This is not a whole number of 0 or more.")
NOT_A_POSTCODE = Fault("This is not a postcode such as ZZ1 2AB.")


def clean(text: str) -> str:
    """The text as it reads: look-alike spaces as one space, marks that nobody sees left out."""
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFKC", text)
        text = "".join(mark if mark.isprintable() else " " if mark.isspace() else "" for mark in text)
    return " ".join(text.split())


def said(text: str) -> str | Fault | None:
    """The cleaned text; None where it says nothing, BROKEN where it is an Excel error."""
    plain = clean(text)
    if plain.casefold() in BLANKS:
        return None
    return BROKEN if ERROR_VALUE.fullmatch(plain) else plain


@lru_cache(maxsize=REMEMBERED)
def read_identifier(text: str) -> str | Fault | None:
    """An identifier or a name. A number that a program gave a decimal point loses it again."""
    plain = said(text)
    if not isinstance(plain, str):
        return plain
    whole = WHOLE_AS_DECIMAL.fullmatch(plain)
    return whole[1] if whole else plain


def read_team(text: str) -> str | Fault | None:
    named = read_identifier(text)
    return named[:MOST_TEAM] if isinstance(named, str) else named


@lru_cache(maxsize=REMEMBERED)
def read_date(text: str, from_1904: bool = False) -> date | Fault | None:
    """A day: Excel's own, ISO, DD/MM/YYYY, with a month's name, or an unformatted serial number."""
    plain = said(text)
    if not isinstance(plain, str):
        return plain
    found = _day_of(TIME_OF_DAY.sub("", plain), from_1904)
    if isinstance(found, Fault):
        return found
    if found < FIRST_DAY:
        return TOO_EARLY
    return found if found <= LAST_DAY else TOO_LATE


def _day_of(plain: str, from_1904: bool) -> date | Fault:
    if serial := SERIAL.fullmatch(plain):
        return EXCEL_DAY_0 + timedelta(days=int(serial[1]) + (DAYS_TO_1904 if from_1904 else 0))
    if parts := YEAR_FIRST.fullmatch(plain):
        year, month, day = parts[1], int(parts[2]), parts[3]
    elif parts := DAY_FIRST.fullmatch(plain):
        day, month, year = parts[1], int(parts[2]), parts[3]
    elif (parts := MONTH_NAMED.fullmatch(plain)) and parts[2].lower() in MONTHS:
        day, month, year = parts[1], MONTHS.index(parts[2].lower()) + 1, parts[3]
    else:
        return TWO_DIGITS if SHORT_YEAR.fullmatch(plain) else NOT_A_DATE
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return NO_SUCH_DAY


@lru_cache(maxsize=REMEMBERED)
def read_age(text: str) -> int | Fault | None:
    """Whole years, cut down where given as a decimal; -1 for an unborn child."""
    plain = said(text)
    if not isinstance(plain, str):
        return plain
    if not AGE.fullmatch(plain):
        return NOT_AN_AGE
    years = math.floor(float(plain))
    return years if -1 <= years <= OLDEST else NOT_AN_AGE


@lru_cache(maxsize=REMEMBERED)
def read_count(text: str) -> int | Fault | None:
    plain = said(text)
    if not isinstance(plain, str):
        return plain
    found = COUNT.fullmatch(plain)
    return int(found[1].replace(",", "")) if found else NOT_A_COUNT


@lru_cache(maxsize=REMEMBERED)
def read_postcode(text: str) -> str | Fault | None:
    """A postcode in capitals with its one space, or its first part alone."""
    plain = said(text)
    if not isinstance(plain, str):
        return plain
    found = POSTCODE.fullmatch(plain.upper().replace(" ", ""))
    if found is None:
        return NOT_A_POSTCODE
    return f"{found[1]} {found[2]}" if found[2] else found[1]
