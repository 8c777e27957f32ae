"""What a region agreed on and who shares, as tables and in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from authorities.audit import OPERATOR
from authorities.models import SeenBy, SharingAgreement, SharingChoice
from authorities.sharing import Terms
from indicators.calculations.periods import long_date
from indicators.tables import family_name

ROW_HEADING = {"td": {"scope": "row"}}
ONE_LINE = {"cell": {"class": "lfl-nowrap"}}
SENTENCE = {"cell": {"class": "lfl-text"}}
SEEN_IN_WORDS = {
    SeenBy.STAFF: "The regional leads, and the staff of every authority that shares, see approved figures of "
    "this year side by side.",
    SeenBy.LEADS: "Only the regional leads see approved figures of this year side by side. The staff of an "
    "authority see its own alone.",
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """An agreement and the period ends that it speaks for: none where later ones took its place."""

    agreement: SharingAgreement
    first: date | None
    last: date | None


def spoken_for(agreements: Iterable[SharingAgreement]) -> list[Spoken]:
    """Each agreement, newest first, with the days that no newer one speaks for."""
    found: list[Spoken] = []
    before: date | None = None
    for agreement in agreements:
        if before is not None and before <= agreement.valid_from:
            found.append(Spoken(agreement, None, None))
            continue
        found.append(Spoken(agreement, agreement.valid_from, before - timedelta(days=1) if before else None))
        before = agreement.valid_from
    return found


def families_in_words(families: Iterable[str]) -> str:
    return ", ".join(family_name(family) for family in sorted(families, key=str.lower))


def terms_in_words(terms: Terms) -> list[str]:
    """The terms of one period end as sentences."""
    if not terms.left_out:
        return [SEEN_IN_WORDS[terms.seen_by], "No family of indicators is left out."]
    return [SEEN_IN_WORDS[terms.seen_by], f"Left out for everybody: {families_in_words(terms.left_out)}."]


class AgreementTable(tables.Table):
    """Rows of `Spoken`, newest first: the order says which speaks."""

    caption = "What was agreed, newest first"
    holds = tables.Column(empty_values=(), verbose_name="Holds for period ends", attrs=ROW_HEADING | SENTENCE)
    seen_by = tables.Column(
        accessor="agreement__get_seen_by_display", verbose_name="Who sees the figures", attrs=SENTENCE
    )
    left_out = tables.Column(accessor="agreement__left_out", empty_values=(), verbose_name="Left out")
    reason = tables.Column(accessor="agreement__reason", attrs=SENTENCE)
    set_at = tables.DateTimeColumn(
        accessor="agreement__set_at", verbose_name="Recorded on", format="j F Y", attrs=ONE_LINE
    )
    set_by = tables.Column(accessor="agreement__set_by", verbose_name="By", default=OPERATOR)

    class Meta:
        orderable = False
        default = ""

    def render_holds(self, record: Spoken) -> str:
        if record.first is None:
            return f"none: a later agreement took its place (from {long_date(record.agreement.valid_from)})"
        if record.last is None:
            return f"from {long_date(record.first)}"
        return f"{long_date(record.first)} to {long_date(record.last)}"

    def render_left_out(self, value: Sequence[str]) -> str:
        return families_in_words(value) or "nothing"


def _shares(shares: bool) -> SafeString:
    return render_to_string(
        "components/tag.html",
        {"rag": "state" if shares else "none", "word": "Shares" if shares else "Does not share"},
    )


class DecidedTable(tables.Table):
    """The newest choice of each authority of a region that has made one; by whom is its own affair."""

    caption = "What was decided"
    name = tables.Column(accessor="authority__name", verbose_name="Authority", attrs=ROW_HEADING)
    shares = tables.Column(verbose_name="Decision", orderable=False)
    chosen_at = tables.DateTimeColumn(verbose_name="Since", format="j F Y", attrs=ONE_LINE)
    reason = tables.Column(orderable=False, attrs=SENTENCE)

    class Meta:
        order_by = "name"
        default = ""

    def render_shares(self, value: bool) -> SafeString:
        return _shares(value)


class ChoiceTable(tables.Table):
    caption = "What was decided, newest first"
    chosen_at = tables.DateTimeColumn(verbose_name="Decided on", format="j F Y, H:i", attrs=ROW_HEADING)
    shares = tables.Column(verbose_name="Decision")
    reason = tables.Column(attrs=SENTENCE)
    chosen_by = tables.Column(verbose_name="By", default=OPERATOR)

    class Meta:
        model = SharingChoice
        fields = ("chosen_at", "shares", "reason", "chosen_by")
        orderable = False
        default = ""

    def render_shares(self, value: bool) -> SafeString:
        return _shares(value)
