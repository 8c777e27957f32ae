"""One key for the many spellings of an authority's name."""

from __future__ import annotations

import re
import unicodedata

# "City of London" keeps its first words: without them it would be the region.
_STYLE_BEFORE = re.compile(
    r"^(?!city of london$)(?:(?:london|royal|metropolitan) )*"
    r"(?:borough|city|county|district|council)(?: and (?:city|county))?(?: council)? of (?:the )?"
)
_STYLE_AFTER = re.compile(r" (?:council|borough|city|county|district|metropolitan|unitary|authority|mbc)$")
_CORPORATION = re.compile(r" corporation$")
_INVERTED = re.compile(r"^(.+) ((?:(?:london|royal) )?(?:borough|city|county|council) of(?: the)?)$")


def name_key(text: str) -> str:
    """The key under which a name is looked up: lower case, no punctuation, no style of council.

    "St. Helens" and "St Helens", "Bristol, City of" and "City of Bristol Council" and "Bristol",
    "Brighton & Hove" and "Brighton and Hove City Council" share a key. Empty for an empty name.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    folded = re.sub(r"['`\u2019]", "", folded)
    words = re.sub(r"\bsaint\b", "st", " ".join(re.findall(r"\w+", folded)))
    words = _INVERTED.sub(r"\2 \1", words)
    while (shorter := _STYLE_AFTER.sub("", words)) != words:
        words = shorter
    return _STYLE_BEFORE.sub("", _CORPORATION.sub("", words).removeprefix("the "))
