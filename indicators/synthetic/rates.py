"""How often things happen: per 10,000 children aged 0 to 17 and year, or as shares.

About what the published statistics show for England, rounded. A chance that no statistic gives was set so
that the lists as a whole come out near them (tests/indicators/synthetic/test_levels.py).
"""

from __future__ import annotations

from indicators.synthetic.chance import Odds

# Open cases for every 10,000 children: what `children` of make_lives is a multiple of.
OPEN_CASES = 330

# New each year, for every 10,000 children.
FAMILIES = 196.0
CONTACT_ONLY = 690.0
EARLY_HELP = 135.0
UNACCOMPANIED = 3.6
SHORT_BREAKS = 1.0
CARE_BEFORE = 22.0
ADOPTERS = 5.0

SIBLINGS = Odds({"1": 45, "2": 30, "3": 17, "4": 8})

REFERRED_AGAIN = 0.35
WITHIN_A_YEAR = 0.80
REFERRAL_NFA = 0.07
BY_CONTACT = 0.86

SOURCES = Odds({
    "6": 28, "2A": 18, "2B": 3, "3A": 2, "3B": 2, "3C": 2, "3D": 3, "3E": 5, "3F": 6, "4": 2, "5A": 7,
    "5B": 4, "5C": 4, "5D": 3, "7": 3, "1A": 5, "1B": 1, "1C": 1, "1D": 2, "8": 4, "9": 2, "10": 1,
})  # fmt: skip
GENDERS = Odds({"a": 52, "b": 47, "d": 1})
ETHNICITIES = Odds({
    "WBRI": 68, "WIRI": 0.5, "WIRT": 0.5, "WOTH": 5, "WROM": 1, "MWBC": 3, "MWBA": 2, "MWAS": 2, "MOTH": 3,
    "AIND": 1, "APKN": 3, "ABAN": 1, "AOTH": 2, "BCRB": 1, "BAFR": 4, "BOTH": 1, "CHNE": 0.3, "OOTH": 1.7,
    "REFU": 1, "NOBT": 1.5, "UNKNOWN": 1,
})  # fmt: skip
NEEDS = Odds({"N1": 57, "N2": 9, "N3": 3, "N4": 9, "N5": 14, "N6": 3, "N7": 0.5, "N8": 2.5, "N9": 1, "N0": 1})
ABUSE = Odds({"a": 49, "b": 8, "c": 4, "d": 37, "e": 2})

# What an assessment leads to. Of the enquiries a third lead to a conference, and most of those to a plan.
OUTCOMES = Odds({"none": 44, "help": 33, "enquiry": 21.7, "care": 1.3})
LATER_ENQUIRY = 0.22
ENQUIRY_ON_A_PLAN = 0.12
CONFERENCE = 0.34
PLAN_MADE = 0.87
ASSESSED_IN_TIME = 0.84
CONFERENCE_IN_TIME = 0.79
PLAN_TO_CARE = 0.22
CARE_AGAIN = 0.3
INFANT_INTO_CARE = 0.06
EARLIER_PLAN = 0.23
HELP_DAYS = 190.0
PLAN_DAYS = 300.0

# How a period of care ends, by the age at which it begins.
CARE_WAYS = {
    0: Odds({"adopted": 38, "guardian": 22, "home": 28, "stays": 12}),
    4: Odds({"adopted": 10, "guardian": 17, "home": 35, "stays": 38}),
    10: Odds({"adopted": 0, "guardian": 5, "home": 47, "stays": 48}),
    16: Odds({"adopted": 0, "guardian": 0, "home": 25, "stays": 75}),
}
AGES_BEFORE = Odds({"0": 17, "2": 13, "5": 15, "9": 16, "12": 22, "14": 20})

PLACEMENTS = {
    0: Odds({"U1": 6, "U3": 14, "U4": 14, "U6": 50, "U5": 4, "P1": 8, "R3": 4}),
    4: Odds({"U1": 9, "U3": 10, "U4": 30, "U6": 38, "K2": 6, "P1": 7}),
    10: Odds({"U1": 6, "U3": 7, "U4": 28, "U6": 26, "K2": 24, "P1": 5, "S1": 1,
              "K1": 0.5, "R1": 1, "Z1": 1.5}),
    16: Odds({"U1": 3, "U3": 4, "U4": 18, "U6": 18, "K2": 22, "H5": 26, "P2": 5, "P1": 2, "R5": 1, "T0": 1}),
}  # fmt: skip
PROVIDERS = Odds({"PR1": 52, "PR4": 38, "PR2": 3, "PR5": 6, "PR3": 1})
AT_HOME_REASONS = Odds({"E3": 4, "E4A": 58, "E4B": 14, "E13": 8, "E41": 12, "E8": 4})
AT_EIGHTEEN_REASONS = Odds({"E5": 34, "E17": 24, "E6": 8, "E7": 9, "E8": 15, "E9": 3, "E4A": 7})
GUARDIAN_REASONS = Odds({"E43": 1, "E44": 1, "E45": 38, "E46": 16, "E47": 40, "E48": 4})

ACCOMMODATION = Odds({
    "B": 14, "C": 2, "D": 15, "E": 4, "G": 1, "H": 0.3, "K": 3, "R": 3, "S": 2, "T": 3, "U": 33, "V": 0.8,
    "W": 0.7, "X": 3, "Y": 4, "Z": 11.2,
})  # fmt: skip
UNSUITABLE = {"S": 1.0, "X": 1.0, "V": 0.8, "W": 0.8, "R": 0.9, "Y": 0.4, "K": 0.2}
ACTIVITIES = Odds({
    "F1": 6, "P1": 0.5, "F2": 18, "P2": 2, "F4": 3, "P4": 0.3, "F5": 20, "P5": 6, "G4": 13, "G5": 23,
    "G6": 8.2,
})  # fmt: skip
IN_TOUCH = Odds({"a": 91, "b": 4, "d": 2, "e": 2.2, "f": 0.6, "c": 0.2})
CLOSURES = Odds({"RC7": 86, "RC5": 9, "RC3": 4.7, "RC2": 0.3})
ORGANISATIONS = Odds({"School": 40, "Children's centre": 25, "Health visiting": 15, "Family support": 20})
REVERSALS = Odds({"RD1": 30, "RD2": 15, "RD3": 35, "RD4": 20})
