"""How something that is not kept yet stands to what is known: it is there already, agrees, or contradicts."""

from __future__ import annotations

from typing import Literal, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.objects import Evidence, Keepable, Level, Milestone, Observation, Price
from thesis_tui.model.view import LevelView, MetricView, Origin, View
from thesis_tui.rules.conflicts import comparable

_ALIKE = 0.5
"""Share of the rarer title's words two milestones have in common when they may be one."""
_SMALL_WORDS = 4
"""Letters from which a word counts: shorter ones are mostly "of", "the" and "and", which any two titles share."""


class ProposalMatch(NamedTuple):
    """`how` it stands to what is known, and in words beside what; "new" with no words when nothing is like it, and
    "replaces" where the same analyst's older target goes when it is kept.
    """

    how: Literal["new", "known", "differs", "replaces"]
    words: str = ""


NEW = ProposalMatch("new")


def match_proposal(view: View, what: Keepable) -> ProposalMatch:
    """How `what` stands to what `view` shows; a contradiction goes before an agreement."""
    if isinstance(what, Level):
        return _level(view, what)
    if isinstance(what, Price):
        return _price(view, what)
    if isinstance(what, Observation):
        return _observation(view, what)
    if isinstance(what, Evidence):
        return _evidence(view, what)
    return _milestone(view, what)


def _by(origin: Origin) -> str:
    return f"{origin.number} {origin.label}" if origin.number else origin.label


def replaced_targets(view: View, what: Level) -> list[LevelView]:
    """Targets in force that the one who set them said anew: on the same listing, noted on an earlier day. None of what
    is no target, and of a target that nobody is named for or whose day is not known.
    """
    if what.type != "target" or not what.by or what.noted is None:
        return []
    return [
        other
        for other in view.levels
        if not other.retired
        and (other.level.type, other.level.listing) == ("target", what.listing)
        and other.level.by.casefold() == what.by.casefold()
        # two of one article are its cases, such as bull and base
        and other.noted is not None
        and other.noted < what.noted
        and (other.level.low, other.level.high) != (what.low, what.high)
    ]


def _level(view: View, what: Level) -> ProposalMatch:
    for other in view.levels:
        level = other.level
        if other.retired or (level.type, level.listing) != (what.type, what.listing) or level.id == what.id:
            continue
        # two analysts of one price are two targets
        if what.type == "target" and level.by and what.by and level.by != what.by:
            continue
        if level.low <= what.top and what.low <= level.top:
            return ProposalMatch(
                "known", f"there already: {figures.zone(level.low, level.high, level.currency)}, {_by(other.origin)}"
            )
    replaced = replaced_targets(view, what)
    if replaced:
        old = replaced[0].level
        price = figures.zone(old.low, old.high, old.currency)
        return ProposalMatch("replaces", f"replaces {price} of {old.by}, {_by(replaced[0].origin)}")
    return NEW


def _price(view: View, what: Price) -> ProposalMatch:
    for other in view.prices:
        price = other.price
        if price.listing != what.listing or price.day is None or price.day != what.day or price.id == what.id:
            continue
        if price.value == what.value:
            return ProposalMatch("known", f"known: {_by(other.origin)}")
        # only closes can contradict each other: within a day a price is many things
        if price.session == what.session == "close" and "exactly" == price.qualifier == what.qualifier:
            return ProposalMatch(
                "differs", f"differs from {figures.price(price.value, price.currency)}, {_by(other.origin)}"
            )
    return NEW


def _observation(view: View, what: Observation) -> ProposalMatch:
    metric = view.metric(what.metric)
    if metric is None:
        return NEW
    if what.basis != "reported":
        return _expected(metric, what)
    agreed = NEW
    for observation in metric.observations:
        seen = observation.observation
        if seen.id == what.id or not comparable(seen, what, metric.metric):
            continue
        words = f"{figures.observed(seen, metric.metric).text}, {_by(observation.origin)}"
        if not seen.quantity.interval.meets(what.quantity.interval):
            return ProposalMatch("differs", f"differs from {words}")
        # goes on: a later one may differ, and that is said first
        if agreed is NEW:
            agreed = ProposalMatch("known", f"agrees with {words}")
    return agreed


def _expected(metric: MetricView, what: Observation) -> ProposalMatch:
    """How guidance or an estimate stands to those there are: it may differ as it likes, but once is enough."""
    for observation in metric.expected:
        seen = observation.observation
        same = (seen.basis, seen.by) == (what.basis, what.by) and seen.quantity == what.quantity
        if same and seen.id != what.id and comparable(seen, what, metric.metric):
            figure = figures.observed(seen, metric.metric).text.strip()
            return ProposalMatch("known", f"{seen.basis} already: {figure}, {_by(observation.origin)}")
    return NEW


def _evidence(view: View, what: Evidence) -> ProposalMatch:
    words = _words(what.text)
    for evidence in view.evidence:
        theirs = _words(evidence.evidence.text)
        if (
            evidence.evidence.id != what.id
            and words
            and len(words & theirs) >= _ALIKE * min(len(words), len(theirs) or 1)
        ):
            return ProposalMatch("known", f"like {figures.cut(evidence.evidence.text, 50)}, {_by(evidence.origin)}")
    return NEW


def _milestone(view: View, what: Milestone) -> ProposalMatch:
    words = _words(what.title)
    for milestone in view.milestones:
        other = milestone.milestone
        if not milestone.open or other.id == what.id or other.earliest > what.latest or what.earliest > other.latest:
            continue
        theirs = _words(other.title)
        if words and theirs and len(words & theirs) >= _ALIKE * min(len(words), len(theirs)):
            return ProposalMatch("known", f"like {figures.cut(other.title, 50)}, {milestone.window}")
    return NEW


def _words(title: str) -> set[str]:
    return {word for word in title.casefold().replace("’", "'").split() if len(word) >= _SMALL_WORDS}
