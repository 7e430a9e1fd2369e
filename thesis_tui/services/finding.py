"""Finding an object by what a person calls it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from thesis_tui.errors import InputError
from thesis_tui.model.figures import cut, long_day, observed
from thesis_tui.rules.calendar_periods import period_name
from thesis_tui.services.parse import quoted

if TYPE_CHECKING:
    from thesis_tui.model.objects import Level
    from thesis_tui.model.view import MetricView, ObservationView, View

_APART = re.compile(r"[^a-z0-9]+")
# More would scroll the question away that the list answers.
_LISTED = 8
_UNIONS = {
    "criterion or level": ("criterion", "level"),
    "pillar, criterion or milestone": ("pillar", "criterion", "milestone"),
}
"""Kinds that are either of several."""


class Candidate(NamedTuple):
    """Something that can be named: its id, and the title people know it by."""

    id: str
    title: str


def slug(text: str) -> str:
    """Lower case, everything that is not a letter or digit as one "-": "Qwen 4 release" is "qwen-4-release"."""
    return _APART.sub("-", text.casefold()).strip("-")


def find(kind: str, text: str, candidates: Iterable[Candidate]) -> str:
    """The id `text` refers to: an id, the start of one, or the start or a part of a title.

    The first of these that finds anything decides. Raises InputError, its field `kind`, when that is more
    than one thing, or when nothing is found; either lists what there is.
    """
    known = list(candidates)
    typed_so = quoted(text)
    typed = text.strip().casefold()
    wanted = slug(text)
    if typed:
        rounds = (
            [candidate for candidate in known if candidate.id.casefold() == typed],
            [candidate for candidate in known if wanted and slug(candidate.title) == wanted],
            [
                candidate
                for candidate in known
                if candidate.id.casefold().startswith(typed) or (wanted and slug(candidate.title).startswith(wanted))
            ],
            [
                candidate
                for candidate in known
                if wanted and (wanted in slug(candidate.title) or wanted in candidate.id)
            ],
            [candidate for candidate in known if typed in candidate.title.casefold()],
        )
        # from sure to loose: an exact id is meant even where it is a part of other titles
        for found in rounds:
            if len(found) == 1:
                return found[0].id
            if found:
                raise InputError(f'"{typed_so}" is more than one {kind}: {_listed(found)}', kind)
    if not known:
        raise InputError(f'there is no {kind} "{typed_so}"; there is none yet', kind)
    raise InputError(f'there is no {kind} "{typed_so}"; there is {_listed(known)}', kind)


def candidates(view: View, kind: str) -> list[Candidate]:
    """Objects a `kind` named in a command may be; none that was retired or taken back."""
    if kind in _UNIONS:
        return [candidate for part in _UNIONS[kind] for candidate in candidates(view, part)]
    match kind:
        case "pillar":
            return [Candidate(pillar.pillar.id, pillar.pillar.title) for pillar in view.pillars]
        case "metric":
            return [Candidate(metric.metric.id, metric.metric.title) for metric in view.metrics]
        case "criterion":
            return [Candidate(criterion.criterion.id, criterion.text) for criterion in view.criteria]
        case "milestone":
            return [Candidate(milestone.milestone.id, milestone.milestone.title) for milestone in view.milestones]
        case "level":
            return [Candidate(level.level.id, _level_title(level.level)) for level in view.levels if not level.retired]
        case "scenario" | "figure":
            return _scenarios(view) if kind == "scenario" else _figures(view)
        case "evidence":
            return [Candidate(evidence.evidence.id, evidence.evidence.text) for evidence in view.evidence]
        case "source":
            return [Candidate(source.source.id, source.source.source.title) for source in view.sources]
        case "listing":
            return [Candidate(listing.symbol, listing.name or listing.venue) for listing in view.listings]
        case "entry":
            return [Candidate(entry.entry.id, entry.text) for entry in view.journal if not entry.retracted]
    raise InputError(f'nothing is found by "{kind}"', "kind")


def _listed(candidates: list[Candidate]) -> str:
    named = [_named(candidate) for candidate in candidates]
    more = len(named) - _LISTED
    return "; ".join(named[:_LISTED]) + (f"; and {more} more" if more > 0 else "")


def _named(candidate: Candidate) -> str:
    """The title people know it by, with its id where that is no other spelling of it."""
    title = cut(" ".join(candidate.title.split()), 60)
    if not title:
        return candidate.id
    return title if slug(candidate.title) == candidate.id else f"{title} ({candidate.id})"


def _scenarios(view: View) -> list[Candidate]:
    return [
        Candidate(scenario.scenario.id, scenario.scenario.title)
        for outlook in view.outlooks
        if not outlook.over
        for scenario in outlook.scenarios
    ]


def _figures(view: View) -> list[Candidate]:
    return [
        Candidate(observation.observation.id, _figure_title(metric, observation, view.fiscal_year_end))
        for metric in view.metrics
        for observation in (*metric.observations, *metric.expected)
    ]


def _figure_title(metric: MetricView, figure: ObservationView, fiscal_year_end: str) -> str:
    what = figure.observation
    day = long_day(what.until) if what.until is not None else "undated"
    period = period_name(what, fiscal_year_end) or day
    return f"{metric.metric.title} {period} {observed(what, metric.metric).text}"


def _level_title(level: Level) -> str:
    high = "" if level.high is None else f"-{level.high}"
    return f"{level.type} {level.low}{high} {level.listing} {level.by}".strip()
