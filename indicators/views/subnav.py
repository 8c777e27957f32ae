"""The pages of an authority's returns beside one another, for components/subnav.html."""

from __future__ import annotations

from django.urls import reverse

from authorities.models import Authority

PAGES = (
    ("Returns", "return_list"),
    ("Figures counted from lists", "counted_newest"),
    ("How we count", "counting_choices"),
)


def subnav(authority: Authority, current: str) -> list[dict[str, object]]:
    """The links, the page of the name `current` marked."""
    return [
        {"text": text, "href": reverse(name, args=[authority.code]), "current": name == current}
        for text, name in PAGES
    ]
