"""How something that is not kept yet stands to what is known: it is there already, agrees, or contradicts."""

from __future__ import annotations

from typing import Literal, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.objects import Evidence, Keepable, Level, Milestone, Observation, Price
from thesis_tui.model.view import Origin, View
from thesis_tui.rules.conflicts import comparable

_ALIKE = 0.5
"""Share of the rarer title's words two milestones have in common when they may be one."""
_SMALL_WORDS = 4


class Standing(NamedTuple):
    """`how` it stands to what is known, and in words beside what; "new" with no words when nothing is like it."""

    how: Literal["new", "known", "differs"]
    words: str = ""


NEW = Standing("new")


def standing(view: View, what: Keepable) -> Standing:
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


def _level(view: View, what: Level) -> Standing:
    for one in view.levels:
        level = one.level
        if one.retired or (level.type, level.listing) != (what.type, what.listing) or level.id == what.id:
            continue
        if what.type == "target" and level.by and what.by and level.by != what.by:
            continue
        if level.low <= what.top and what.low <= level.top:
            return Standing(
                "known", f"there already: {figures.zone(level.low, level.high, level.currency)}, {_by(one.origin)}"
            )
    return NEW


def _price(view: View, what: Price) -> Standing:
    for one in view.prices:
        price = one.price
        if price.listing != what.listing or price.day is None or price.day != what.day or price.id == what.id:
            continue
        if price.value == what.value:
            return Standing("known", f"known: {_by(one.origin)}")
        if price.session == what.session == "close" and "exactly" == price.qualifier == what.qualifier:
            return Standing("differs", f"differs from {figures.price(price.value, price.currency)}, {_by(one.origin)}")
    return NEW


def _observation(view: View, what: Observation) -> Standing:
    metric = next((it for it in view.metrics if it.metric.id == what.metric), None)
    if metric is None or what.basis != "reported":
        return NEW
    agreed = NEW
    for one in metric.observations:
        seen = one.observation
        if seen.id == what.id or not comparable(seen, what, metric.metric):
            continue
        said = f"{figures.observed(seen, metric.metric).text}, {_by(one.origin)}"
        if not seen.quantity.interval.meets(what.quantity.interval):
            return Standing("differs", f"differs from {said}")
        if agreed is NEW:
            agreed = Standing("known", f"agrees with {said}")
    return agreed


def _evidence(view: View, what: Evidence) -> Standing:
    words = _words(what.text)
    for one in view.evidence:
        theirs = _words(one.evidence.text)
        if one.evidence.id != what.id and words and len(words & theirs) >= _ALIKE * min(len(words), len(theirs) or 1):
            return Standing("known", f"like {figures.cut(one.evidence.text, 50)}, {_by(one.origin)}")
    return NEW


def _milestone(view: View, what: Milestone) -> Standing:
    words = _words(what.title)
    for one in view.milestones:
        other = one.milestone
        if not one.open or other.id == what.id or other.earliest > what.latest or what.earliest > other.latest:
            continue
        theirs = _words(other.title)
        if words and theirs and len(words & theirs) >= _ALIKE * min(len(words), len(theirs)):
            return Standing("known", f"like {figures.cut(other.title, 50)}, {one.window}")
    return NEW


def _words(title: str) -> set[str]:
    return {word for word in title.casefold().replace("’", "'").split() if len(word) >= _SMALL_WORDS}
