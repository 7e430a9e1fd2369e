"""`fetch` and `monitor`: asking for filings, rules, news and downloads, and what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from thesis_tui.cli.output import complain, say, write_json
from thesis_tui.errors import InputError
from thesis_tui.model import figures

if TYPE_CHECKING:
    from thesis_tui.cli.opening import Opening
    from thesis_tui.model.live import Monitor
    from thesis_tui.services.fetch_outcomes import Fetched, Outcome

_SIGNS = {"new": "●", "same": "·", "not due": "·", "failed": "✗", "off": "○"}


def fetch(opening: Opening) -> int:
    """Asks for what is due, prices first, or with a user at hand for all that may be asked; 2 when nothing could be."""
    due = opening.options.flag("due")
    return _fetched(opening, due=due, only="", prices=_prices(opening, due=due))


def ask(opening: Opening) -> int:
    """Asks for one monitor or live metric."""
    name = opening.options.text("monitor")
    thesis = opening.desk.book().thesis
    known = [*(item.id for item in thesis.monitor), *(item.id for item in thesis.metric if item.live is not None)]
    if name not in known:
        raise InputError(
            f'there is no monitor or live metric "{name[:60]}"; there is {", ".join(known) or "none"}', "monitor"
        )
    return _fetched(opening, due=False, only=name, prices="")


def _prices(opening: Opening, *, due: bool) -> str:
    """Asks the price feeds for what is due; how the first listing's stands, in a few words."""
    import asyncio

    from thesis_tui.services.market import feeds_state

    desk = opening.desk
    if opening.as_of() is not None:
        return ""
    found = asyncio.run(desk.refresh(by_hand=not due))
    return feeds_state(found, desk.now(), desk.book().thesis.listing[0].symbol)


def _fetched(opening: Opening, *, due: bool, only: str, prices: str) -> int:
    import asyncio

    from thesis_tui.services.fetching import fetch

    as_json = opening.options.flag("json")
    progress = opening.options.flag("progress")

    def begin(title: str, number: int, total: int) -> None:
        if progress:
            complain(f"{number}/{total} {title}")

    def tell(outcome: Outcome) -> None:
        if not as_json and (only or outcome.state != "not due"):
            say(f"{_SIGNS[outcome.state]} {outcome.title} · {outcome.source}: {outcome.text}")

    if prices and not as_json:
        say(f"· {prices}")
    found = asyncio.run(fetch(opening.desk, due=due, only=only, on_outcome=tell, on_begin=begin))
    if as_json:
        from thesis_tui.printing.fetch_json import fetched_json

        write_json(fetched_json(found, prices))
    else:
        say(_summary(found))
    for sentence in found.news:
        complain(sentence)
    asked = [item for item in found.outcomes if item.state in ("new", "same", "failed")]
    # one source that answers is enough: a dozen are seldom all there at once
    return 2 if asked and all(item.state == "failed" for item in asked) else 0


def _summary(found: Fetched) -> str:
    """A line on what waits."""
    if not found.outcomes and not found.news:
        return "nothing to ask: no metric of this thesis is live, and it has no monitor"
    if not found.waiting:
        return "inbox empty"
    return f"{figures.counted(found.waiting, 'document')} in the inbox: 4 in the dashboard"


def add(opening: Opening) -> int:
    """Watches a stream of documents. Raises InputError for a source or an id that is not accepted."""
    from thesis_tui.services.monitors import add_monitor

    made = add_monitor(opening.desk, _monitor(opening))
    say(f"watching {made.id}; to ask it now: thesis-tui monitor ask {made.id}")
    return 0


def _monitor(opening: Opening) -> Monitor:
    """The monitor as typed. Raises InputError."""
    from thesis_tui.model.live import Monitor

    options = opening.options
    typed = options.text("source")
    address = typed.startswith(("http://", "https://"))
    if not address and typed not in ("sec", "federal-register"):
        raise InputError(
            f'"{typed[:60]}" is not a source; give sec, federal-register, or the address of a feed', "source"
        )
    host = (urlsplit(typed).hostname or "feed").removeprefix("www.") if address else typed
    identity = options.text("id") or "".join(item if item.isalnum() else "-" for item in host.lower()).strip("-")[:64]
    pillar = opening.desk.pillar_id(options.maybe("pillar")) if options.maybe("pillar") else None
    return Monitor(
        id=identity,
        source="feed" if address else "sec" if typed == "sec" else "federal-register",
        title=options.text("title"),
        pillar=pillar,
        every=options.text("every"),
        issuer=options.text("issuer"),
        forms=tuple(options.texts("form")),
        agency=options.text("agency"),
        types=tuple(item.upper() for item in options.texts("type")),
        words=tuple(options.texts("word")),
        url=typed if address else "",
    )


def listed(opening: Opening) -> int:
    """Prints what is asked, when it was last, and what is the matter with it."""
    from thesis_tui.services.source_status import watched

    rows = watched(opening.thesis)
    if opening.options.flag("json"):
        from thesis_tui.printing.fetch_json import watched_json

        write_json(watched_json(rows))
        return 0
    if not rows:
        say("no monitor yet; to watch the company's filings: thesis-tui monitor add sec")
        return 0
    for item in rows:
        when = f"asked {figures.long_day(item.asked.date())}, {item.asked:%H:%M}" if item.asked else "no answer yet"
        trouble = "" if item.ok or item.state == "not asked yet" else f" · {item.state}"
        say(f"{item.id} · {item.title} · {item.source}, {item.what} · {when}{trouble}")
    return 0


def retire(opening: Opening) -> int:
    """Stops watching; its documents stay."""
    from thesis_tui.services.monitors import retire_monitor

    gone = retire_monitor(opening.desk, opening.options.text("monitor"))
    say(f"{gone.id} is no longer watched; its documents stay")
    return 0


def accept(opening: Opening) -> int:
    """Believes a reading that waits; with --always figures of filings of a metric are kept as they come."""
    from thesis_tui.services import auto_accept

    desk, metric = opening.desk, opening.options.text("metric")
    if opening.options.flag("always"):
        changed = auto_accept.accept_always(desk, [metric])
        say(f"figures of {metric} are kept as they come" if changed else f"figures of {metric} were kept already")
        return 0
    reading = auto_accept.accept_held(desk, metric)
    say(f"{reading.value:f} {reading.unit} is believed")
    return 0
