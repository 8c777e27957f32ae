"""The main navigation, from what the person may do and the authority they are looking at."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from authorities.access import Act, authorities_for, may, memberships, regions_for
from authorities.models import Authority

OF_AN_AUTHORITY = (
    ("Returns", "return_list"),
    ("Scorecards", "scorecard_list"),
    ("Targets", "target_list"),
    ("Neighbours", "neighbours"),
    ("Indicators", "authority_indicators"),
    ("Audit trail", "authority_audit"),
)
# Pages that belong to an item though their address does not lie under its own.
BENEATH = {"return_list": ("counted_newest", "counting_choices")}
OF_THE_PORTAL = (
    ("People", "people"),
    ("Authorities", "authority_list"),
    ("Catalogue", "catalogue"),
    ("Published statistics", "release_list"),
    ("Audit trail", "portal_audit"),
)


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context of every page: `navigation`, `current_authority`, `roles`, and `demonstration`.

    Worked out once a request: a table may render a small template for each of its rows.
    """
    kept: dict[str, object] | None = getattr(request, "_navigation", None)
    if kept is None:
        kept = _context(request)
        request._navigation = kept  # type: ignore[attr-defined]
    return kept


def _context(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    fictional = Authority.objects.filter(fictional=True).exists()
    if user is None or not user.is_authenticated:
        return {"navigation": [], "demonstration": fictional}
    items: list[dict[str, Any]] = []

    def add(text: str, name: str, *args: str) -> None:
        href = reverse(name, args=args)
        beneath = [href, *(reverse(each, args=args) for each in BENEATH.get(name, ()))]
        items.append({"text": text, "href": href, "beneath": beneath, "current": False})

    own = {authority.code: authority for authority in authorities_for(user, Act.SEE_DRAFTS)}
    shown = _current(request, own)
    if len(own) > 1:
        add("Your authorities", "home")
    if shown is not None:
        for text, name in OF_AN_AUTHORITY:
            add(text, name, shown.code)
    if authorities_for(user, Act.READ_PUBLISHED).exists():
        add("Published", "published_list")
    for region in regions_for(user):
        add("Who has returned", "region_board", region.code)
        add("Compare", "region_compare", region.code)
    if may(user, Act.ADMINISTER):
        for text, name in OF_THE_PORTAL:
            add(text, name)
    _mark_current(items, request.path)
    return {
        "navigation": items,
        "demonstration": fictional,
        "current_authority": shown,
        "roles": [str(membership) for membership in memberships(user)],
    }


def _mark_current(items: list[dict[str, Any]], path: str) -> None:
    """The longest address that the page lies under is where the person is; home only when they are there."""
    above = [
        (len(href), item)
        for item in items
        for href in item["beneath"]
        if path == href or (href != "/" and path.startswith(href))
    ]
    if above:
        max(above, key=lambda found: found[0])[1]["current"] = True


def _current(request: HttpRequest, own: dict[str, Authority]) -> Authority | None:
    """The authority of the address, if it is one of the person's own; else their only one."""
    match = request.resolver_match
    code = match.kwargs.get("code") if match is not None else None
    if code in own:
        return own[code]
    return next(iter(own.values())) if len(own) == 1 else None
