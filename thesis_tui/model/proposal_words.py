"""Names and figures of a reader's proposals, in the few words a list has room for."""

from __future__ import annotations

from datetime import date

from thesis_tui.model import figures
from thesis_tui.model.objects import Evidence, Keepable, Level, Metric, Milestone, Price
from thesis_tui.model.proposals import (
    EvidenceProposal,
    LevelProposal,
    MilestoneProposal,
    ObservationProposal,
    PriceProposal,
    Proposal,
)


def name(proposal: Proposal, metrics: dict[str, Metric]) -> str:
    """The name of a proposal: "support", "price", a metric's title or what is measured in words, a milestone's
    title.
    """
    if isinstance(proposal, LevelProposal):
        return proposal.kind
    if isinstance(proposal, PriceProposal):
        return "price"
    if isinstance(proposal, MilestoneProposal):
        return proposal.title
    if isinstance(proposal, EvidenceProposal):
        return proposal.text
    metric = metrics.get(proposal.metric or "")
    return metric.title if metric else proposal.name


def value(proposal: Proposal, metrics: dict[str, Metric]) -> figures.Figure:
    """The figure in it: "176–181 USD", ">600 M"; for a milestone its window, in the place of the unit."""
    if isinstance(proposal, LevelProposal):
        return figures.Figure("", figures.zone(proposal.low, proposal.high, proposal.currency), proposal.currency)
    if isinstance(proposal, PriceProposal):
        mark = figures.MARKS[proposal.quantity.qualifier]
        return figures.Figure(mark, figures.price(proposal.value, proposal.currency), proposal.currency)
    if isinstance(proposal, MilestoneProposal):
        return figures.Figure("", "", window(proposal))
    if isinstance(proposal, EvidenceProposal):
        return figures.Figure("", "", proposal.stance)
    metric = metrics.get(proposal.metric or "")
    quantity = proposal.quantity
    mark = figures.MARKS[quantity.qualifier]
    low = figures.compact(quantity.base, proposal.unit, sign=bool(metric and metric.change and not mark))
    digits, unit = low.digits, low.unit or ("" if metric else proposal.unit)
    if quantity.base_high is not None:
        high = figures.compact(quantity.base_high, proposal.unit).digits
        if " " in high and " " not in digits:
            digits = figures.grouped(quantity.base, least=4)
        digits = f"{digits}–{high}"
    return figures.Figure(mark, digits, unit)


def called(proposal: Proposal, metrics: dict[str, Metric]) -> str:
    """Name and figure: "support 145–150 USD"."""
    return f"{name(proposal, metrics)} {value(proposal, metrics).text.strip()}"


def window(proposal: MilestoneProposal) -> str:
    """The window of a proposed milestone in words."""
    return _days(proposal.earliest, proposal.latest)


def _days(earliest: date, latest: date) -> str:
    if earliest == latest:
        return figures.long_day(earliest)
    if earliest.year == latest.year:
        return f"{figures.day(earliest, latest)} to {figures.long_day(latest)}"
    return f"{figures.long_day(earliest)} to {figures.long_day(latest)}"


def detail(proposal: Proposal, pillars: dict[str, str]) -> str:
    """Everything else that was read: who set it, of when it is, its listing, its pillar. `pillars` are titles by id."""
    texts: list[str] = []
    if isinstance(proposal, LevelProposal):
        former = "what it was before" if proposal.status == "prior" else ""
        texts = [proposal.by, f"on {proposal.listing}" if proposal.listing else "", former]
    elif isinstance(proposal, PriceProposal):
        session = "" if proposal.session == "unknown" else proposal.session
        day = figures.long_day(proposal.day) if proposal.day else "day unknown"
        texts = [session, day, f"on {proposal.listing}" if proposal.listing else ""]
    elif isinstance(proposal, ObservationProposal):
        period = _period(proposal)
        day = f"as of {figures.long_day(proposal.as_of)}" if proposal.as_of else ""
        basis = "" if proposal.basis == "reported" else f"{proposal.basis}{f' by {proposal.by}' if proposal.by else ''}"
        texts = [basis, period or day or "period unknown", pillars.get(proposal.pillar or "", "")]
    elif isinstance(proposal, EvidenceProposal):
        day = figures.long_day(proposal.day) if proposal.day else "day unknown"
        texts = [day, pillars.get(proposal.pillar, "")]
    else:
        texts = [f"“{proposal.window}”" if proposal.window else "", pillars.get(proposal.pillar or "", "")]
    return " · ".join(" ".join(part.split()) for part in texts if part)


def _period(proposal: ObservationProposal) -> str:
    """The period as printed; without its days no criterion uses the figure, which is said before it is kept."""
    period = proposal.period
    if period is None:
        return ""
    return period.label if period.end is not None else f"{period.label}, no dates"


def accepted_value(accepted: Keepable, metrics: dict[str, Metric]) -> figures.Figure:
    """The figure a proposal was kept as, in the parts of `value`."""
    if isinstance(accepted, Level):
        return figures.Figure("", figures.zone(accepted.low, accepted.high, accepted.currency), accepted.currency)
    if isinstance(accepted, Price):
        return figures.Figure(
            figures.MARKS[accepted.qualifier], figures.price(accepted.value, accepted.currency), accepted.currency
        )
    if isinstance(accepted, Milestone):
        return figures.Figure("", "", _days(accepted.earliest, accepted.latest))
    if isinstance(accepted, Evidence):
        return figures.Figure("", "", accepted.stance)
    metric = metrics.get(accepted.metric)
    return figures.observed(accepted, metric) if metric else figures.Figure("", figures.plain(accepted.value), "")


def accepted_name(accepted: Keepable, metrics: dict[str, Metric]) -> str:
    """The name it was kept as, in the words of `name`."""
    if isinstance(accepted, Level):
        return accepted.type
    if isinstance(accepted, Price):
        return "price"
    if isinstance(accepted, Milestone):
        return accepted.title
    if isinstance(accepted, Evidence):
        return accepted.text
    return metrics[accepted.metric].title if accepted.metric in metrics else accepted.metric
