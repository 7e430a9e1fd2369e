"""A proposal in the form of its kind, filled in as it was read, to be kept as the user says it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from thesis_tui.model import figures
from thesis_tui.model.proposals import (
    EvidenceProposal,
    LevelProposal,
    MilestoneProposal,
    ObservationProposal,
    PriceProposal,
)
from thesis_tui.model.view import Target
from thesis_tui.services.desk import Desk
from thesis_tui.services.offers import Offer
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms import milestones, pillars, prices


def offer_form(desk: Desk, offer: Offer, around: Callable[[], AbstractContextManager[None]]) -> Form:
    """The form for an offer's kind with what was read typed in. Saving happens inside `around`."""
    proposal = offer.proposal
    if isinstance(proposal, LevelProposal):
        form, values = prices.level_form(desk, None), _level(proposal)
    elif isinstance(proposal, PriceProposal):
        form, values = prices.price_form(desk, None), _price(proposal)
    elif isinstance(proposal, MilestoneProposal):
        form, values = milestones.milestone_form(desk, None), _milestone(proposal)
    elif isinstance(proposal, EvidenceProposal):
        form = pillars.evidence_form(desk, Target("pillar", proposal.pillar))
        values = {"text": proposal.text, "stance": proposal.stance}
    else:
        # a figure without a metric is offered those of its pillar
        target = Target("metric", proposal.metric) if proposal.metric else None
        if target is None and proposal.pillar:
            target = Target("pillar", proposal.pillar)
        form, values = pillars.observation_form(desk, target), _figure(proposal)
    form.fill(values, f"Keep as: {figures.cut(offer.quote, 50)}", around)
    return form


def _level(it: LevelProposal) -> dict[str, str]:
    zone = pillars.number_as_typed(it.low, it.high)
    values = {"type": it.kind, "zone": zone, "by": it.by}
    return {**values, "listing": it.listing} if it.listing else values


def _price(it: PriceProposal) -> dict[str, str]:
    values = {
        "value": figures.plain(it.value),
        "session": "close" if it.session == "close" else "",
        "at": it.day.isoformat() if it.day else "",
    }
    return {**values, "listing": it.listing} if it.listing else values


def _milestone(it: MilestoneProposal) -> dict[str, str]:
    return {"title": it.title, "window": f"{it.earliest} to {it.latest}", "pillar": it.pillar or ""}


def _figure(it: ObservationProposal) -> dict[str, str]:
    period = ""
    if it.period is not None and it.period.start is not None and it.period.end is not None:
        period = f"{it.period.start} to {it.period.end}"
    elif it.as_of is not None:
        period = it.as_of.isoformat()
    return {"value": pillars.figure_as_typed(it.quantity, it.unit), "period": period}
