"""Which open layouts an authority uses for its scorecards, beside those made for it alone. Only grows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from authorities import audit
from authorities.models import Authority, User
from authorities.refusal import Refused
from indicators import jobs
from indicators.models import Indicator
from indicators.sets import ask_for
from reports.models import ScorecardTemplate, TemplateChoice


@dataclass(frozen=True, slots=True)
class Offer:
    """An open layout, whether the authority uses it, and the choice that says so (None: by default)."""

    template: ScorecardTemplate
    used: bool
    choice: TemplateChoice | None

    @property
    def sections(self) -> list[tuple[str, list[str]]]:
        """What it holds: each section's title and the names of its lines."""
        return [(s.title, [line.label for line in s.lines]) for s in self.template.layout.sections]


@dataclass(frozen=True, slots=True)
class InUse:
    """Which layouts an authority uses: `choices` by template, and whether it has a layout of its own."""

    choices: Mapping[int, TemplateChoice]
    has_own: bool

    def includes(self, template: ScorecardTemplate) -> bool:
        """Whether a template makes scorecards: one's own always; an open one as chosen, else by default.

        By default an authority without a layout of its own uses the open ones, but for those by choice alone.
        """
        if template.authority_id is not None:
            return True
        choice = self.choices.get(template.pk)
        if choice is not None:
            return choice.used
        return not self.has_own and not template.layout.by_choice


def in_use(authority: Authority) -> InUse:
    """What the authority uses now, in two queries; of several choices of a layout the newest speaks."""
    found = TemplateChoice.objects.filter(authority=authority).order_by("pk").select_related("chosen_by")
    has_own = authority.scorecard_templates.filter(retired=False).exists()
    return InUse({choice.template_id: choice for choice in found}, has_own)


def offers(authority: Authority) -> list[Offer]:
    """Every open layout, by its title."""
    using = in_use(authority)
    found = ScorecardTemplate.objects.filter(authority=None, retired=False).order_by("title")
    return [Offer(each, using.includes(each), using.choices.get(each.pk)) for each in found]


@transaction.atomic
def choose_template(
    *, authority: Authority, template: ScorecardTemplate, used: bool, by: User | None
) -> TemplateChoice | None:
    """Use an open layout from now on, or leave it; None where that is so already.

    Using it adds the figures that it needs to the indicator set; leaving it keeps the scorecards made so far.
    Both queue a recalculation. Refused for another authority's layout, a retired one, and for the last one.
    """
    # One choice at a time, so that two people cannot leave the last two layouts at once.
    Authority.objects.select_for_update().get(pk=authority.pk)
    if template.authority_id is not None or template.retired:
        raise Refused("This layout cannot be chosen: it belongs to one authority, or is no longer offered.")
    offered = offers(authority)
    if any(offer.template.pk == template.pk and offer.used is used for offer in offered):
        return None
    if used:
        _ask_for_its_figures(authority, template, by)
    else:
        _refuse_the_last(authority, template, offered)
    choice = TemplateChoice.objects.create(authority=authority, template=template, used=used, chosen_by=by)
    done = "chose" if used else "left"
    audit.record(
        f"{'choose' if used else 'leave'} a scorecard layout",
        f"{done} the scorecard layout {template.title}",
        by=by,
        authority=authority,
        about=choice,
    )
    reason = f"The scorecard layout {template.title} was {'chosen' if used else 'left'}"
    jobs.enqueue("recalculate", authority=authority, reason=reason, by=by)
    return choice


def _ask_for_its_figures(authority: Authority, template: ScorecardTemplate, by: User | None) -> None:
    needs = template.layout.needs()
    held = set(Indicator.for_authority(authority).values_list("code", flat=True))
    missing = sorted({code for code, _, _ in needs} - held)
    if missing:
        raise Refused(f"The layout needs indicators that the catalogue does not hold: {', '.join(missing)}.")
    figures = [(code, window) for code, window, _ in needs]
    ask_for(authority=authority, figures=figures, because=f"{template.title} needs them", by=by)


def _refuse_the_last(authority: Authority, template: ScorecardTemplate, offered: Iterable[Offer]) -> None:
    others = any(offer.used for offer in offered if offer.template.pk != template.pk)
    if not others and not in_use(authority).has_own:
        raise Refused("This is the only layout in use. Choose another before you leave it.")
