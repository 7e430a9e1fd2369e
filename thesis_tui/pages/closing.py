"""The end of a thesis in words."""

from __future__ import annotations

from thesis_tui.model import figures
from thesis_tui.model.closing import ClosedView
from thesis_tui.model.journal import Close
from thesis_tui.model.view import View
from thesis_tui.pages.position import after_words
from thesis_tui.pages.spans import one_line
from thesis_tui.rules.wording.benchmarks import compared_text
from thesis_tui.rules.wording.decisions import amount_text
from thesis_tui.venues import units


def closed_words(closed: ClosedView) -> str:
    """ "closed on 3 Dec 2026: wrong"."""
    return f"closed on {figures.long_day(closed.day)}: {closed.close.outcome}"


def closed_title(closed: ClosedView) -> str:
    """ "Closed on 3 Dec 2026: wrong"."""
    words = closed_words(closed)
    return words[0].upper() + words[1:]


def post_mortem(close: Close) -> list[tuple[str, str]]:
    """The words of a closing, each with its name; what was left out is not there."""
    facts = [
        ("outcome", ": ".join(text for text in (close.outcome, one_line(close.statement)) if text)),
        ("surprise", one_line(close.surprise)),
        ("unheeded", one_line(close.unheeded)),
        ("lesson", one_line(close.lesson)),
    ]
    return [(name, text) for name, text in facts if text]


def past_post_mortems(view: View) -> list[tuple[str, list[tuple[str, str]]]]:
    """The title and words of each closing after which the thesis was opened again, newest first."""
    zone = view.now.tzinfo
    current = view.closed.entry if view.closed is not None else ""
    return [
        (f"Closed on {figures.long_day(line.entry.moment.astimezone(zone).date())}, opened again", post_mortem(what))
        for line in view.journal
        if isinstance(what := line.entry.what, Close) and line.entry.id != current
        and not (line.retracted or line.replaced)
    ]  # fmt: skip


def closed_facts(view: View, closed: ClosedView) -> list[tuple[str, str]]:
    """The post-mortem, each part with its name."""
    close = closed.close
    facts = post_mortem(close)
    stood = [f"then {close.verdict}"] if close.verdict else []
    if close.conviction is not None:
        stood.append(f"conviction {close.conviction} of 5")
    if close.stood is not None:
        stood.append(f"price {units.price(close.stood, view.listings[0].currency)}")
    if stood:
        facts.append(("stood", ", ".join(stood)))
    facts += [
        ("pillars" if at == 0 else "", f"{one_line(pillar.title)}: {pillar.outcome or 'not said'}")
        for at, pillar in enumerate(closed.pillars)
    ]
    if closed.scored and closed.brier is not None:
        scored = figures.counted(closed.scored, "milestone")
        facts.append(("odds", f"Brier {figures.plain(figures.rounded(closed.brier, 2))} over {scored} (0 is best)"))
    for outlook in view.outlooks:
        if outlook.over and outlook.last is not None:
            words = f"Brier {figures.plain(figures.rounded(outlook.last, 2))} by {figures.long_day(outlook.by)}"
            facts.append(("scenarios", words))
        elif not outlook.over:
            facts.append(("scenarios", f"by {figures.long_day(outlook.by)}: not scored, for that day has not come"))
    sold = [(decision.text, after) for decision in view.decisions if (after := after_words(view, decision))]
    facts += [("decisions" if at == 0 else "", f"{text}; {after}") for at, (text, after) in enumerate(sold[:6])]
    for position in view.positions:
        if position.against_holding is not None:
            words = amount_text(position.against_holding, position.currency, sign=True)
            facts.append(("selling", f"{words} against holding on, {position.listing}"))
    compared = [compared_text(benchmark, view.today) for benchmark in view.benchmarks if benchmark.compared is not None]
    facts += [("" if at else "compared", text) for at, text in enumerate(compared)]
    return [(name, text) for name, text in facts if text]
