"""A proposal in the form of its kind, filled in as it was read, to be kept as the user says it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from thesis_tui.model import figures
from thesis_tui.model.objects import Level
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
        form, values = prices.level_form(desk, None), {**_level(proposal), **_noted(offer)}
    elif isinstance(proposal, PriceProposal):
        form, values = prices.price_form(desk, None, read=proposal.session), _price(proposal)
    elif isinstance(proposal, MilestoneProposal):
        form, values = milestones.milestone_form(desk, None), _milestone(proposal)
    elif isinstance(proposal, EvidenceProposal):
        form = pillars.evidence_form(desk, Target("pillar", proposal.pillar))
        values = {
            "text": proposal.text,
            "stance": proposal.stance,
            "on": proposal.day.isoformat() if proposal.day is not None else "",
        }
    else:
        # a figure without a metric is offered those of its pillar
        target = Target("metric", proposal.metric) if proposal.metric else None
        if target is None and proposal.pillar:
            target = Target("pillar", proposal.pillar)
        form, values = pillars.observation_form(desk, target), _figure(proposal)
    # an empty day is today's in these forms: what was read without one is not of today for that
    required = ("at", "on") if isinstance(proposal, PriceProposal | EvidenceProposal) else ()
    form.fill(values, f"Keep as: {figures.cut(offer.quote, 50)}", around, required)
    return form


def _level(level_proposal: LevelProposal) -> dict[str, str]:
    zone = pillars.number_as_typed(level_proposal.low, level_proposal.high)
    values = {"type": level_proposal.kind, "zone": zone, "by": level_proposal.by}
    return {**values, "listing": level_proposal.listing} if level_proposal.listing else values


def _noted(offer: Offer) -> dict[str, str]:
    """The day its article was published: it is judged by the sessions since then."""
    what = offer.what
    return {"on": what.noted.isoformat()} if isinstance(what, Level) and what.noted is not None else {}


def _price(price_proposal: PriceProposal) -> dict[str, str]:
    values = {
        "value": figures.plain(price_proposal.value),
        "session": price_proposal.session if price_proposal.session in ("close", "premarket", "after hours") else "",
        "at": price_proposal.day.isoformat() if price_proposal.day else "",
    }
    return {**values, "listing": price_proposal.listing} if price_proposal.listing else values


def _milestone(milestone_proposal: MilestoneProposal) -> dict[str, str]:
    return {
        "title": milestone_proposal.title,
        "window": f"{milestone_proposal.earliest} to {milestone_proposal.latest}",
        "pillar": milestone_proposal.pillar or "",
    }


def _figure(observation_proposal: ObservationProposal) -> dict[str, str]:
    period = ""
    if (
        observation_proposal.period is not None
        and observation_proposal.period.start is not None
        and observation_proposal.period.end is not None
    ):
        period = f"{observation_proposal.period.start} to {observation_proposal.period.end}"
    elif observation_proposal.as_of is not None:
        period = observation_proposal.as_of.isoformat()
    return {
        "value": pillars.figure_as_typed(observation_proposal.quantity, observation_proposal.unit),
        "period": period,
        "basis": observation_proposal.basis,
        "by": observation_proposal.by,
    }
