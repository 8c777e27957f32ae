"""What there is to do about an authority's returns, for the person who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from authorities.access import Act, may
from authorities.models import Authority, User
from indicators.models import Return, ReturnKind, ReturnState
from indicators.returns.period_choices import last_ended_quarter, period_label

# By state of a period's newest version: what it needs, the act that it needs, and the link's words.
NEEDS: dict[str, tuple[str, Act, str]] = {
    ReturnState.PROBLEMS: ("has problems to mend before it can be submitted", Act.UPLOAD, "See the problems"),
    ReturnState.READY: ("is ready: look it over and submit it", Act.UPLOAD, "Look it over"),
    ReturnState.SUBMITTED: ("waits for approval", Act.APPROVE, "Approve it or send it back"),
    ReturnState.SENT_BACK: ("was sent back: mend it and upload it again", Act.UPLOAD, "See the reason"),
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """One period that needs something. `yours` says whether this person can do it."""

    period: str
    sentence: str
    href: str
    link: str
    yours: bool
    state: str
    tag: str


def next_steps(user: User | AnonymousUser, authority: Authority, today: date) -> list[NextStep]:
    """The last ended quarter where it is not approved yet, and every other period left open."""
    return steps_by_authority(user, [authority], today)[authority.pk]


def steps_by_authority(
    user: User | AnonymousUser, authorities: Sequence[Authority], today: date
) -> dict[int, list[NextStep]]:
    """The next steps of several authorities, by primary key, in one query."""
    newest: dict[int, dict[tuple[date, str], Return]] = {authority.pk: {} for authority in authorities}
    found = Return.objects.filter(authority__in=authorities).order_by("-period_end", "kind", "-version")
    for version in found:
        newest[version.authority_id].setdefault((version.period_end, version.kind), version)
    return {authority.pk: _steps(user, authority, newest[authority.pk], today) for authority in authorities}


def _steps(
    user: User | AnonymousUser,
    authority: Authority,
    newest: dict[tuple[date, str], Return],
    today: date,
) -> list[NextStep]:
    due = last_ended_quarter(today)
    missing = due not in {period_end for period_end, _ in newest} and authority.existed_on(due)
    return [
        *([_due(user, authority, due)] if missing else []),
        *(_open(user, authority, version) for version in newest.values() if version.state in NEEDS),
    ]


def _due(user: User | AnonymousUser, authority: Authority, due: date) -> NextStep:
    yours = may(user, Act.UPLOAD, authority)
    return NextStep(
        period=period_label(due),
        sentence="No return has been uploaded yet.",
        href=reverse("return_upload", args=[authority.code]) + f"?period={due:%Y-%m}" if yours else "",
        link="Upload the return",
        yours=yours,
        state="due",
        tag="Due",
    )


def _open(user: User | AnonymousUser, authority: Authority, version: Return) -> NextStep:
    needs, act, link = NEEDS[version.state]
    yours = may(user, act, authority)
    return NextStep(
        period=period_label(version.period_end),
        sentence=f"{version.get_kind_display()}, version {version.version}, {needs}."
        if version.kind == ReturnKind.CHILDREN
        else f"Version {version.version} {needs}.",
        href=reverse("return_detail", args=[authority.code, version.pk]),
        link=link if yours else "Look at it",
        yours=yours,
        state=version.state,
        tag=version.get_state_display(),
    )
