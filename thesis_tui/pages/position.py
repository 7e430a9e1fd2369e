"""Positions, in the header's words and in full, and the decisions that made them so."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.position import DecisionView, PositionView, StopView
from thesis_tui.model.view import View
from thesis_tui.pages.spans import Line, Span, one_line
from thesis_tui.rules.wording.benchmarks import ahead_text
from thesis_tui.rules.wording.decisions import amount_text, quantity_text
from thesis_tui.venues import units

HIDDEN = "hidden; $ shows it"
NO_STOP = "none set"


class DecisionRow(NamedTuple):
    """A decision in words: its day, what was done, what came of it, and why."""

    day: str
    text: str
    after: str
    why: str
    decision: DecisionView


def position_spans(view: View) -> Line:
    """ "120 at 131.40  +14.0 %  stop 1.2 R away" of what is held, () where nothing is."""
    position = view.position
    if position is None:
        return ()
    name = "" if position.listing == view.symbol else f" {position.listing}"
    short = "short " if position.side == "short" else ""
    if position.quantity is None:
        spans = [Span(f"{short or 'held'}{name}".strip(), "strong")]
    else:
        spans = [Span(f"{short}{figures.grouped(figures.trimmed(position.quantity))}{name}", "strong")]
        if position.average is not None:
            spans += [Span(" at ", "muted"), Span(price_text(position.average, position.currency))]
    if position.gain_percent is not None:
        mark = "◌ " if position.stale else ""
        spans.append(Span(f"  {mark}{figures.percent(position.gain_percent)}", "muted" if position.stale else "strong"))
    stop = position.stop
    # the price has passed the stop: it is below that of a long position, above that of a short one
    if stop is not None and stop.percent and (stop.percent > 0) is (position.side == "long"):
        spans.append(
            Span(
                f"  {'below' if position.side == 'long' else 'above'} stop {price_text(stop.price, position.currency)}",
                "bad",
            )
        )
    # a distance has no sign: with one it reads as a loss beside the gain
    elif stop is not None and stop.distance_r is not None:
        spans.append(Span(f"  stop {r_text(abs(stop.distance_r), sign=False)} away", "muted"))
    elif stop is not None and stop.percent is not None:
        spans.append(Span(f"  stop {figures.percent(abs(stop.percent), sign=False)} away", "muted"))
    return tuple(spans)


def price_text(value: Decimal, currency: str) -> str:
    """A computed price, as prices in `currency` are quoted: "131.40"."""
    return figures.price(figures.rounded_like(value), currency)


def r_text(value: Decimal, *, sign: bool = True) -> str:
    """ "−1.2 R"; "1.2 R" without the sign."""
    return f"{figures.grouped(figures.rounded(value, 1), sign=sign)} R"


def position_facts(view: View, position: PositionView) -> list[tuple[str, str]]:
    """The facts on a position, each with its name."""
    facts: list[tuple[str, str]] = []
    if position.held:
        facts += _held_facts(view, position)
    elif position.closed is not None:
        facts.append(("held", f"nothing since {figures.long_day(position.closed)}"))
    if position.hidden:
        facts.append(("amounts", HIDDEN))
    for name, value in (("realised", position.realised), ("dividends", position.dividends)):
        if value:
            facts.append((name, amount_text(value, position.currency, sign=True)))
    if position.against_holding is not None:
        words = amount_text(position.against_holding, position.currency, sign=True)
        facts.append(("selling", f"{words} against holding on"))
    if position.realised is None and not position.hidden:
        facts.append(("realised", "not known: a price is missing"))
    if position.fees:
        facts.append(("fees", f"{amount_text(position.fees, position.currency)}, in cost and proceeds"))
    facts += [("!", problem) for problem in position.problems]
    return facts


def _held_facts(view: View, position: PositionView) -> list[tuple[str, str]]:
    code = position.currency
    since = "" if position.opened is None else f", since {figures.long_day(position.opened)}"
    facts: list[tuple[str, str]] = []
    if position.quantity is None:
        facts.append(("held", f"{'short' if position.side == 'short' else 'yes'}{since}"))
    else:
        average = "at a cost that is not known" if position.average is None else (
            f"at {price_text(position.average, position.currency)}{units.suffix(code)}"
        )  # fmt: skip
        held = quantity_text(position.quantity, "").strip()
        facts.append(("held", f"{'short ' if position.side == 'short' else ''}{held} {average}{since}"))
        if position.cost is not None:
            facts.append(("cost", f"{amount_text(position.cost, code)}, {_method(position)}"))
    if position.value is not None:
        facts.append(("worth", f"{amount_text(position.value, code)}{_as_of(view, position)}"))
    if position.gain_percent is not None:
        gain = "" if position.gain is None else f"{amount_text(position.gain, code, sign=True)}, "
        percent = figures.percent(position.gain_percent)
        facts.append(("gain", f"{gain}{percent}{_gain_in_r(position)}{_as_of(view, position)}"))
    elif position.value is None and not position.hidden:
        facts.append(("gain", "not known: there is no price"))
    own = position.own
    if own is not None:
        rate = figures.grouped(figures.rounded(own.rate, 4))
        facts.append(
            ("", (f"≈ {amount_text(own.value, own.currency, sign=True)} at {rate}, {own.source}, "
                  f"{figures.day(own.day, view.today)}"))
        )  # fmt: skip
    facts += _stop_facts(position, position.stop)
    if position.method == "fifo" and len(position.lots) > 1:
        for at, lot in enumerate(position.lots):
            cost = "" if lot.cost is None else f" at {price_text(lot.cost, position.currency)}"
            words = f"{figures.grouped(figures.trimmed(lot.quantity))} of {figures.long_day(lot.day)}{cost}"
            facts.append(("" if at else "lots", words))
    return facts


def _method(position: PositionView) -> str:
    return "average cost" if position.method == "average" else "oldest lots sold first"


def _as_of(view: View, position: PositionView) -> str:
    if position.price_day is None:
        return ""
    day = figures.day(position.price_day, view.today)
    return f", ◌ stale: price of {day}" if position.stale else f", {day}"


def _gain_in_r(position: PositionView) -> str:
    """ ", −0.7 R" of the gain so far, "" where R or the price is not known."""
    stop = position.stop
    if stop is None or stop.distance_r is None or stop.at_stop_r is None:
        return ""
    # from the cost to the stop, less the way from the price to the stop
    away = stop.distance_r if position.side == "long" else -stop.distance_r
    return f", {r_text(stop.at_stop_r - away)}"


def _stop_facts(position: PositionView, stop: StopView | None) -> list[tuple[str, str]]:
    if stop is None:
        return [("stop", NO_STOP)]
    parts = [f"{price_text(stop.price, position.currency)}{units.suffix(position.currency)}"]
    if stop.percent:
        side = "above" if stop.percent > 0 else "below"
        parts.append(f"{figures.percent(abs(stop.percent), sign=False)} {side} the price")
    elif stop.percent is not None:
        parts.append("at the price")
    if stop.distance_r:
        parts.append(f"{r_text(abs(stop.distance_r), sign=False)} away")
    facts = [("stop", ", ".join(parts))]
    at_stop = [] if stop.at_stop is None else [amount_text(stop.at_stop, position.currency, sign=True)]
    if stop.at_stop_r is not None:
        at_stop.append(r_text(stop.at_stop_r))
    if at_stop:
        facts.append(("at stop", f"{', '.join(at_stop)} against cost"))
    if stop.missing:
        facts.append(("", stop.missing))
    return facts


def decision_rows(view: View) -> list[DecisionRow]:
    """Every decision in words, newest first."""
    return [
        DecisionRow(
            figures.long_day(decision.day),
            decision.text,
            after_words(view, decision),
            one_line(decision.what.why),
            decision,
        )
        for decision in view.decisions
    ]


def after_words(view: View, decision: DecisionView) -> str:
    """The outcome of a decision: "realised +912.00 USD; since then +14.0 %; KWEB −4.1 %, 18.1 points ahead"."""
    parts = []
    if decision.realised is not None:
        parts.append(f"realised {amount_text(decision.realised, decision.what.currency, sign=True)}")
    if decision.since is not None:
        parts.append(f"since then {figures.percent(decision.since)}")
    # benchmarks are compared with the first listing alone
    if decision.what.listing == view.symbol:
        parts += [
            f"{one_line(benchmark.name)} {figures.percent(found.other)}, {ahead_text(found)}"
            for benchmark in view.benchmarks
            if (found := benchmark.decisions.get(decision.entry)) is not None
        ]
    return "; ".join(parts)


def moment_words(decision: DecisionView) -> str:
    """How the thesis stood at a decision: "then at risk, conviction 3, at 131.40"."""
    parts = [f"then {decision.what.verdict}"] if decision.what.verdict else []
    if decision.what.conviction is not None:
        parts.append(f"conviction {decision.what.conviction}")
    if decision.what.stood is not None:
        parts.append(f"price {units.price(decision.what.stood, decision.what.currency)}")
    if decision.what.odds:
        parts.append(figures.counted(len(decision.what.odds), "odds", "odds") + " kept")
    return ", ".join(parts)
