"""Tables of targets and of the polarities that an authority decided for itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from authorities.audit import OPERATOR
from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.calculations.periods import long_date
from indicators.models import Indicator, PolarityOverride, Target
from indicators.tables import DAY, ROW_HEADING, SENTENCE
from indicators.targets import has_bands

NOTE = '<span class="lfl-figure__note">{}</span>'
SIDES = {"high": "High is good", "low": "Low is good", "neutral": "Neither side", "": "As the catalogue says"}


class TargetTable(tables.Table):
    caption = "Targets in force today"
    code = tables.Column(attrs=ROW_HEADING)
    indicator = tables.Column(accessor="name", verbose_name="Indicator", attrs=SENTENCE)
    target = tables.Column(empty_values=(), orderable=False, attrs=SENTENCE)
    since = tables.Column(empty_values=(), orderable=False)
    source = tables.Column(empty_values=(), orderable=False)
    set_by = tables.Column(verbose_name="Set by", empty_values=(), orderable=False)
    change = tables.Column(verbose_name="Change", empty_values=(), orderable=False)

    class Meta:
        model = Indicator
        fields = ("code", "indicator", "target", "since", "source", "set_by", "change")
        order_by = "code"
        empty_text = "Your indicator set is empty. Add indicators first."

    def __init__(
        self,
        *args: Any,
        in_force: Mapping[str, Target],
        polarities: Mapping[str, PolarityOverride],
        authority_code: str,
        may_set: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.in_force, self.polarities, self.authority_code = in_force, polarities, authority_code
        if not may_set:
            self.columns.hide("change")

    def render_change(self, record: Indicator) -> SafeString:
        return format_html(
            '<a class="govuk-link" href="{}">Set{}</a>',
            reverse("target_set", args=[self.authority_code, record.code]),
            format_html('<span class="govuk-visually-hidden"> the target of {}</span>', record.name),
        )

    def render_indicator(self, record: Indicator) -> str | SafeString:
        override = self.polarities.get(record.code)
        if override is None:
            return record.name
        decided = f"{SIDES[override.polarity]}, as your authority decided"
        return format_html('{}<span class="lfl-figure__note">{}</span>', record.name, decided)

    def render_target(self, record: Indicator) -> str | SafeString:
        target = self.in_force.get(record.code)
        return target_and_more(target, "None") if target else "None"

    def render_since(self, record: Indicator) -> str:
        target = self.in_force.get(record.code)
        if target is None:
            return ""
        until = f" to {long_date(target.valid_to)}" if target.valid_to else ""
        return f"{long_date(target.valid_from)}{until}"

    def render_source(self, record: Indicator) -> str:
        target = self.in_force.get(record.code)
        return target.source if target else ""

    def render_set_by(self, record: Indicator) -> str:
        target = self.in_force.get(record.code)
        if target is None:
            return ""
        return f"{target.set_by or OPERATOR}, {long_date(timezone.localdate(target.set_at))}"


class TargetHistoryTable(tables.Table):
    caption = "History, newest first"
    set_at = tables.DateTimeColumn(verbose_name="Set on", format="j F Y, H:i")
    code = tables.Column(accessor="indicator__code", attrs=ROW_HEADING)
    target = tables.Column(empty_values=(), orderable=False, attrs=SENTENCE)
    valid_from = tables.DateColumn(verbose_name="From", format=DAY)
    valid_to = tables.DateColumn(verbose_name="To", format=DAY, default="further notice")
    source = tables.Column(orderable=False)
    reason = tables.Column(orderable=False)
    set_by = tables.Column(verbose_name="By", default=OPERATOR, orderable=False)

    class Meta:
        model = Target
        fields = ("set_at", "code", "target", "valid_from", "valid_to", "source", "reason", "set_by")
        order_by = "-set_at"
        empty_text = "No target has been set yet."
        default = ""

    def render_target(self, record: Target) -> SafeString:
        return target_and_more(record, "Ended")


class PolarityHistoryTable(tables.Table):
    caption = "Decisions, newest first"
    set_at = tables.DateTimeColumn(verbose_name="Decided on", format="j F Y, H:i", attrs=ROW_HEADING)
    polarity = tables.Column(verbose_name="Which way is good", empty_values=(), orderable=False)
    valid_from = tables.DateColumn(verbose_name="From", format=DAY)
    reason = tables.Column(orderable=False, attrs=SENTENCE)
    set_by = tables.Column(verbose_name="By", default=OPERATOR, orderable=False)

    class Meta:
        model = PolarityOverride
        fields = ("set_at", "polarity", "valid_from", "reason", "set_by")
        order_by = "-set_at"
        empty_text = "Your authority has made no decision of its own: the catalogue's polarity stands."
        default = ""

    def render_polarity(self, record: PolarityOverride) -> str:
        return SIDES[record.polarity]


def target_in_words(target: Target) -> str:
    """The target as typed, with its side where it has one of its own."""
    sense = "" if target.sense == Target.Sense.BY_POLARITY else f" ({target.get_sense_display().lower()})"
    return f"{target.text}{sense}"


def target_and_more(target: Target, without: str) -> SafeString:
    """The target with its bands, baseline and tolerance beneath, a line each; `without` where it has none."""
    notes = [*_bands(target), _baseline(target), tolerance_in_words(target)]
    said = [note for note in notes if note]
    shown = target_in_words(target) if target.text else ("No target" if said else without)
    under = format_html_join("", NOTE, ((note,) for note in said))
    return format_html("{}{}", shown, under)


def _bands(target: Target) -> list[SafeString]:
    """The bands, worst first as a scorecard prints them."""
    if not has_bands(target):
        return []
    named = (
        ("Requires improvement", target.requires_improvement),
        ("Good", target.good),
        ("Outstanding", target.outstanding),
    )
    return [format_html('{} <span class="lfl-nowrap">{}</span>', name, text) for name, text in named]


def _baseline(target: Target) -> str:
    if target.baseline is None:
        return ""
    shown = display(target.baseline, "", Unit(target.indicator.unit), decimals_of(target))
    return f"Baseline {shown}{f' ({target.baseline_note})' if target.baseline_note else ''}"


def decimals_of(target: Target) -> int:
    """How many decimals the baseline was typed with, without the noughts that the database adds."""
    if target.baseline is None:
        return 0
    return max(0, -int(target.baseline.normalize().as_tuple().exponent))


def tolerance_in_words(target: Target) -> str:
    """'Amber within 10% of the target'; '' where the scorecard's template says it."""
    if target.tolerance is None:
        return ""
    number = f"{target.tolerance.normalize():f}"
    if target.tolerance_kind == Target.Tolerance.RELATIVE:
        return f"Amber within {number}% of the target"
    return f"Amber within {number} of the target, in its own unit"
