"""The main navigation, from what the person may do."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from authorities.access import Act, authorities_for, may, memberships, regions_for


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context for every page: `navigation` items, `demonstration`, and the person's memberships."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "demonstration": settings.DEMONSTRATION}
    items = []

    def add(text: str, name: str, *args: str) -> None:
        href = reverse(name, args=args)
        items.append({"text": text, "href": href, "current": request.path.startswith(href)})

    own = list(authorities_for(user, Act.SEE_DRAFTS)[:2])
    if len(own) == 1:
        code = own[0].code
        add("Returns", "return_list", code)
        add("Scorecards", "scorecard_list", code)
        add("Targets", "target_list", code)
        add("Indicators", "authority_indicators", code)
        add("Audit trail", "authority_audit", code)
    elif not own and authorities_for(user, Act.READ_PUBLISHED).exists():
        add("Published scorecards", "published_list")
    for region in regions_for(user):
        add(region.name, "region_board", region.code)
    if may(user, Act.ADMINISTER):
        add("Catalogue", "catalogue")
        add("Authorities", "authority_list")
        add("People", "people")
        add("Audit trail", "portal_audit")
    return {
        "navigation": items,
        "demonstration": settings.DEMONSTRATION,
        "roles": [str(membership) for membership in memberships(user)],
    }
