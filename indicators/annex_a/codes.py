"""The code sets of Annex A: for each set its codes, the letter before each where there is one, the words.

Editions of August 2019 and 2024; Ofsted, Annex A: child-level data template and guidance. A code is what is
stored; the letter alone is ambiguous in places (ethnicity s) and is asked last but one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A preferred value: `code` is stored ('WBRI', 'N1', 'a'), `letter` stands before it in the template."""

    code: str
    label: str
    letter: str = ""


def _lettered(*labels: str) -> tuple[Code, ...]:
    """Sets without an inner code: the letter is the code."""
    return tuple(Code(letter, label, letter) for letter, label in zip("abcdefgh", labels, strict=False))


def _named(**labels: str) -> tuple[Code, ...]:
    return tuple(Code(code.removeprefix("_"), label) for code, label in labels.items())


_ETHNICITIES = {
    "WBRI": "White British", "WIRI": "White Irish", "WIRT": "Traveller of Irish heritage",
    "WOTH": "Any other White background", "WROM": "Gypsy or Roma", "MWBC": "White and Black Caribbean",
    "MWBA": "White and Black African", "MWAS": "White and Asian", "MOTH": "Any other mixed background",
    "AIND": "Indian", "APKN": "Pakistani", "ABAN": "Bangladeshi", "AOTH": "Any other Asian background",
    "BCRB": "Caribbean", "BAFR": "African", "BOTH": "Any other Black background", "CHNE": "Chinese",
    "OOTH": "Any other ethnic group", "REFU": "Refused", "NOBT": "Not obtained",
}  # fmt: skip

CODE_SETS: Mapping[str, tuple[Code, ...]] = {
    "gender": _lettered("Male", "Female", "Not stated or recorded, or unborn", "Neither"),
    # The last two change places in list 11; stored as in the other lists.
    "adopter_gender": (
        Code("a", "Male", "a"), Code("b", "Female", "b"),
        Code("d", "Neither", "c"), Code("c", "Not stated or recorded", "d"),
    ),
    # The template of 2019 has s) before both REFU and NOBT.
    "ethnicity": (
        *(Code(code, label, letter) for letter, (code, label) in
          zip("abcdefghijklmnopqrst", _ETHNICITIES.items(), strict=True)),
        Code("UNKNOWN", "Unknown", "u"),
    ),
    "yes_no": (Code("y", "Yes", "a"), Code("n", "No", "b")),
    "yes_no_unknown": (Code("y", "Yes", "a"), Code("n", "No", "b"), Code("u", "Unknown", "c")),
    "source": _named(
        _1A="Individual: family member, relative or carer", _1B="Individual: acquaintance",
        _1C="Individual: self", _1D="Individual: other", _2A="Schools", _2B="Education services",
        _3A="Health services: GP", _3B="Health services: health visitor",
        _3C="Health services: school nurse", _3D="Health services: other primary health services",
        _3E="Health services: A&E", _3F="Health services: other", _4="Housing",
        _5A="Local authority services: social care", _5B="Local authority services: other internal",
        _5C="Local authority services: external", _5D="Local authority services: early help",
        _6="Police", _7="Other legal agency", _8="Other", _9="Anonymous", _10="Unknown",
    ),
    "need": _named(
        N1="Abuse or neglect", N2="Child's disability or illness", N3="Parental disability or illness",
        N4="Family in acute stress", N5="Family dysfunction", N6="Socially unacceptable behaviour",
        N7="Low income", N8="Absent parenting", N9="Cases other than children in need", N0="Not stated",
    ),
    "closure": _named(
        RC1="Adopted", RC2="Died", RC3="Child arrangements order", RC4="Special guardianship order",
        RC5="Transferred to another local authority", RC6="Transferred to adult social services",
        RC7="Services ceased for any other reason, including no longer in need",
        RC8="Case closed after assessment, no further action",
        RC9="Case closed after assessment, referred to early help",
    ),
    "status": _lettered("Looked after child", "Child protection plan", "Child in need plan",
                        "Open assessment", "Closed episode"),
    "abuse": _lettered("Neglect", "Physical abuse", "Sexual abuse", "Emotional abuse", "Multiple"),
    "legal": _named(
        C1="Interim care order", C2="Full care order", D1="Freeing order granted",
        E1="Placement order granted", V2="Accommodated under section 20",
        V3="Accommodated under an agreed series of short-term breaks, section 20",
        V4="Accommodated under an agreed series of short-term breaks, other provisions",
        L1="Under police protection", L2="Emergency protection order", L3="Under child assessment order",
        J1="Remanded to local authority accommodation",
        J2="Placed in local authority accommodation under PACE",
        J3="Sentenced to youth rehabilitation order",
    ),
    "permanence": _lettered("Return to family", "Adoption",
                            "Special guardianship or child arrangements order",
                            "Supported living in the community", "Long-term residential placement",
                            "Long-term fostering", "Other"),
    "ceased": _named(
        E11="Adopted, application unopposed", E12="Adopted, consent dispensed with by the court", E2="Died",
        E3="Care taken over by another local authority", E4A="Returned home, planned",
        E4B="Returned home, unplanned", E13="Left care to live with person with no parental responsibility",
        E41="Residence order or child arrangements order", E43="Special guardianship, former foster carers",
        E44="Special guardianship, other carers", E45="Special guardianship, former foster carers, relatives",
        E46="Special guardianship, former foster carers, not relatives",
        E47="Special guardianship, other relatives or friends", E48="Special guardianship, others",
        E5="Moved into independent living, with support", E6="Moved into independent living, no support",
        E7="Transferred to residential care funded by adult social services", E9="Sentenced to custody",
        E14="Accommodation on remand ended", E15="Age assessment determined 18 or over",
        E16="Moved abroad", E17="Aged 18 or over and remained with current carers",
        E8="Period of being looked after ceased for any other reason",
        X1="Episode ceased, new episode begins",
    ),
    "placement": _named(
        U1="Foster placement with relative or friend, long term",
        U2="Foster placement with relative or friend who is also an approved adopter",
        U3="Foster placement with relative or friend, not long term",
        U4="Foster placement with other foster carer, long term",
        U5="Foster placement with other foster carer who is also an approved adopter",
        U6="Foster placement with other foster carer, not long term",
        A3="Placed for adoption with consent with current foster carer",
        A4="Placed for adoption with consent not with current foster carer",
        A5="Placed for adoption with placement order with current foster carer",
        A6="Placed for adoption with placement order not with current foster carer",
        P1="Placed with own parents or other person with parental responsibility", P2="Independent living",
        P3="Residential employment", H5="Semi-independent living accommodation", K1="Secure children's homes",
        K2="Children's homes", R1="Residential care home", R2="NHS or health trust",
        R3="Family centre or mother and baby unit", R5="Young offender institution",
        S1="Residential schools", Z1="Other placements", T0="All types of temporary move",
        T1="Temporary periods in hospital", T2="Temporary absences on holiday",
        T3="Temporary accommodation whilst normal foster carer is on holiday",
        T4="Temporary accommodation of seven days or less, for any reason",
    ),
    "provider": _named(
        PR0="Parent(s) or other person(s) with parental responsibility",
        PR1="Own provision, by the local authority",
        PR2="Other local authority provision", PR3="Other public provision", PR4="Private provision",
        PR5="Voluntary or third sector provision",
    ),
    "location": _lettered("In", "Out"),
    "eligibility": _lettered("Relevant child", "Former relevant child", "Qualifying care leaver",
                             "Eligible child"),
    # The template's short words are the inner codes; what follows says what they mean.
    "in_touch": (
        Code("a", "Yes", "a"), Code("b", "No", "b"), Code("c", "Died", "c"), Code("d", "Refu", "d"),
        Code("e", "NREQ", "e"), Code("f", "Rhom", "f"),
    ),
    "accommodation": _named(
        B="With parents or relatives", C="Community home or other form of residential care",
        D="Semi-independent, transitional accommodation", E="Supported lodgings", G="Gone abroad",
        H="Deported", K="Ordinary lodgings, without formal support", R="Residence not known",
        S="No fixed abode or homeless", T="Foyers and similar supported accommodation",
        U="Independent living", V="Emergency accommodation", W="Bed and breakfast", X="In custody",
        Y="Other accommodation", Z="With former foster carers",
    ),
    "suitability": _lettered("Suitable", "Unsuitable"),
    "activity": _named(
        F1="Full time in higher education", P1="Part time in higher education",
        F2="Full time in education other than higher education",
        P2="Part time in education other than higher education",
        F3="Full time in training or employment", P3="Part time in training or employment",
        F4="Full time in an apprenticeship", P4="Part time in an apprenticeship",
        F5="Full time in training or employment, not an apprenticeship",
        P5="Part time in training or employment, not an apprenticeship",
        G4="Not in education, employment or training: illness or disability",
        G5="Not in education, employment or training: other circumstances",
        G6="Not in education, employment or training: pregnancy or parenting",
    ),
    "reversal": _named(
        RD1="The child's needs changed subsequent to the decision",
        RD2="The court did not make a placement order", RD3="Prospective adopters could not be found",
        RD4="Any other reason",
    ),
    "leaving_reason": (
        Code("1", "Withdrew", ""), Code("2", "On hold", ""), Code("3", "Refused", ""),
    ),
}  # fmt: skip
