"""The field's words and their shortenings, so that a column's name can be held against an indicator's."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

# What files and the catalogue shorten, spelt out. Order matters: longer ones first.
_SPELT = (
    (r"within 12 months of a previous referral|re-?refer\w*|reref|referred again", "rereferral"),
    (r"referr(?:al|ed)s?", "referral"),
    (r"no further action|nfa", "nofurtheraction"),
    (r"child(?:ren)? protection plans?|cpps?|cp plans?|cp", "cpplan"),
    (r"children looked after|looked after children|looked after|cla|lac", "lookedafter"),
    (r"children in need|cin", "inneed"),
    (r"care leavers?|former relevant", "careleaver"),
    (r"education,? employment or training|employment or training|eet", "eet"),
    (r"initial child protection conferences?|icpcs?", "icpc"),
    (r"section 47(?: enquir(?:y|ies))?|s47", "section47"),
    (r"second or subsequent|subsequent|repeat", "subsequent"),
    (r"2 years or more|at least 2 years|more than 2 years|two years or more|2\+ years", "twoyears"),
    (r"same carer|same placement|long[- ]term stability", "longterm"),
    (r"3 or more placements|three or more placements", "threeplacements"),
    (r"previous 2 years", "previoustwoyears"),
    (r"2\.5\+? years|2\.5 years", "longterm"),
    (r"aged 19 ?- ?21|19 to 21(?: years)?|19-21", "nineteentotwentyone"),
    (r"17 to 18(?: years)?", "seventeentoeighteen"),
    (r"suitab\w*", "suitable"),
    (r"unsuitab\w*", "unsuitable"),
    (r"social work(?:er)?s?|workforce|csww", "socialworker"),
    (r"caseloads?|cases per", "caseload"),
    (r"agency workers?|agency", "agency"),
    (r"within 2 years|within two years", "withintwoyears"),
    (r"(?:at|on) ?31(?: ?march)?|10 ?000|10,000|10k", ""),
    (r"children", "child"),
    (r"episodes?", "case"),
)
_PATTERNS = tuple((re.compile(rf"\b(?:{pattern})\b"), f" {word} ") for pattern, word in _SPELT)
_SMALL = (
    "a an and at by each for from in is of on or per s the to with within which who their were was it are "
    "count number percent percentage rate total year years months month 12 n pct la csv open during "
    "considered having been previous table estimate type indicator indicators fte headcount subject becoming"
)
_EMPTY = frozenset(_SMALL.split())


def words_of(text: str) -> list[str]:
    """The telling words of a text, spelt in one way; 'CPP_subsequent_percent' gives cpplan, subsequent."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("_", " ").casefold()
    for pattern, word in _PATTERNS:
        plain = pattern.sub(word, plain)
    return [_singular(word) for word in re.findall(r"[a-z0-9]+", plain) if word not in _EMPTY]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


class Weights:
    """How telling a word is: the rarer in the texts it was made from, the more."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        held = [set(words) for words in texts]
        self._count = len(held)
        self._holding = Counter(word for words in held for word in words)

    def of(self, word: str) -> float:
        return math.log((self._count + 1) / (self._holding[word] + 0.5))


def likeness(asked: Mapping[str, float], offered: Mapping[str, float], weights: Weights) -> float:
    """From 0 to 1: the cosine of two bags of words, each word's part times its weight squared."""
    shared = sum(
        asked[word] * offered[word] * weights.of(word) ** 2 for word in asked.keys() & offered.keys()
    )
    if not shared:
        return 0.0
    lengths = [
        math.sqrt(sum((part * weights.of(word)) ** 2 for word, part in words.items()))
        for words in (asked, offered)
    ]
    return shared / (lengths[0] * lengths[1])
