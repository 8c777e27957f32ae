"""The main navigation, from what the person may do and the authority they are looking at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse

from authorities.access import Act, authorities_for, may, memberships, regions_for
from authorities.models import Authority, Region, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

OF_AN_AUTHORITY = (
    ("Returns", "return_list"),
    ("Scorecards", "scorecard_list"),
    ("Targets", "target_list"),
    ("Neighbours", "neighbours"),
    ("Indicators", "authority_indicators"),
    ("Audit trail", "authority_audit"),
)
# Pages that belong to an item though their address does not lie under its own.
BENEATH = {
    "return_list": ("counted_newest", "counting_choices"),
    "region_matrix": ("region_compare", "region_spine", "region_over_time"),
}
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

    def add(text: str, name: str, *args: str, beneath: Sequence[str] = ()) -> None:
        href = reverse(name, args=args)
        below = [href, *(reverse(each, args=args) for each in BENEATH.get(name, ())), *beneath]
        items.append({"text": text, "href": href, "beneath": below, "current": False})

    own = {authority.code: authority for authority in authorities_for(user, Act.SEE_DRAFTS)}
    shown = _current(request, own)
    if len(own) > 1:
        add("Your authorities", "home")
    if shown is not None:
        for text, name in OF_AN_AUTHORITY:
            add(text, name, shown.code)
    if authorities_for(user, Act.READ_PUBLISHED).exists():
        add("Published", "published_list")
    _add_regions(add, request, user, own.values(), shown)
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


def _add_regions(
    add: Callable[..., None],
    request: HttpRequest,
    user: User | AnonymousUser,
    own: Iterable[Authority],
    shown: Authority | None,
) -> None:
    """Two items for each region that the person leads; one for the region whose staff they are here."""
    led = regions_for(user, Act.COLLECT)
    for region in led:
        named = f", {region.name}" if len(led) > 1 else ""
        add(f"Who has returned{named}", "region_board", region.code, beneath=_sharing(region, own))
        add(f"Side by side{named}", "region_matrix", region.code)
    here = _region_here(request, [region for region in regions_for(user) if region not in led], shown)
    if here is not None:
        board = reverse("region_board", args=[here.code])
        add("Region", "region_matrix", here.code, beneath=[board, *_sharing(here, own)])


def _region_here(request: HttpRequest, regions: list[Region], shown: Authority | None) -> Region | None:
    """Of the regions: the one of the address, of the authority looked at, or the only one."""
    code = _code(request)
    wanted = (code, shown.region.code if shown is not None else None)
    found = next((region for region in regions if region.code in wanted), None)
    return found if found is not None or len(regions) != 1 else regions[0]


def _sharing(region: Region, own: Iterable[Authority]) -> list[str]:
    """The addresses at which the person's authorities of the region decide whether they share."""
    return [reverse("authority_sharing", args=[a.code]) for a in own if a.region_id == region.pk]


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
    code = _code(request)
    if code in own:
        return own[code]
    return next(iter(own.values())) if len(own) == 1 else None


def _code(request: HttpRequest) -> str:
    """The code of an authority or a region that the address holds, if any."""
    match = request.resolver_match
    return str(match.kwargs.get("code", "")) if match is not None else ""
