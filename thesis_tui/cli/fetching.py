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
    from thesis_tui.services.fetched import Fetched, Outcome

_SIGNS = {"new": "●", "same": "·", "not due": "·", "failed": "✗", "off": "○"}


def fetch(opening: Opening) -> int:
    """Asks for what is due, or with a user at hand for all that may be asked; 2 when nothing could be."""
    return _fetched(opening, due=opening.options.flag("due"), only="")


def ask(opening: Opening) -> int:
    """Asks for one monitor or live metric."""
    name = opening.options.text("monitor")
    thesis = opening.desk.book().thesis
    known = [*(item.id for item in thesis.monitor), *(item.id for item in thesis.metric if item.live is not None)]
    if name not in known:
        raise InputError(
            f'there is no monitor or live metric "{name[:60]}"; there is {", ".join(known) or "none"}', "monitor"
        )
    return _fetched(opening, due=False, only=name)


def _fetched(opening: Opening, *, due: bool, only: str) -> int:
    import asyncio

    from thesis_tui.services.fetching import fetch

    as_json = opening.options.flag("json")

    def tell(outcome: Outcome) -> None:
        if not as_json and (only or outcome.state != "not due"):
            say(f"{_SIGNS[outcome.state]} {outcome.title} · {outcome.source}: {outcome.text}")

    found = asyncio.run(fetch(opening.desk, due=due, only=only, on_outcome=tell))
    if as_json:
        from thesis_tui.printing.fetched_json import fetched_json

        write_json(fetched_json(found))
    else:
        say(_summary(found))
    for sentence in found.news:
        complain(sentence)
    asked = [item for item in found.outcomes if item.state in ("new", "same", "failed")]
    return 2 if asked and all(item.state == "failed" for item in asked) else 0


def _summary(found: Fetched) -> str:
    """A line on what waits."""
    if not found.outcomes and not found.news:
        return "nothing to ask: no metric of this thesis is live, and it has no monitor"
    waits = (
        f"{figures.counted(found.waiting, 'document')} wait: 4 in the dashboard" if found.waiting else "nothing waits"
    )
    return waits if found.waiting != 1 else waits.replace(" wait:", " waits:")


def add(opening: Opening) -> int:
    from thesis_tui.services.monitors import add_monitor

    made = add_monitor(opening.desk, _monitor(opening))
    say(f"watching {made.id}; thesis-tui monitor ask {made.id} asks now")
    return 0


def _monitor(opening: Opening) -> Monitor:
    """The monitor as typed. Raises InputError."""
    from thesis_tui.model.live import Monitor

    options = opening.options
    typed = options.text("source")
    address = typed.startswith(("http://", "https://"))
    if not address and typed not in ("sec", "federal-register"):
        raise InputError(f'"{typed[:60]}" is no source; give sec, federal-register, or the address of a feed', "source")
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
    """What is asked, when it was last, and what is the matter with it."""
    from thesis_tui.services.monitors import standing

    rows = standing(opening.thesis)
    if opening.options.flag("json"):
        from thesis_tui.printing.fetched_json import standing_json

        write_json(standing_json(rows))
        return 0
    if not rows:
        say("nothing is watched: thesis-tui monitor add sec watches the company's filings")
        return 0
    for item in rows:
        when = f"asked {figures.long_day(item.asked.date())}, {item.asked:%H:%M}" if item.asked else "not asked yet"
        say(f"{item.id} · {item.title} · {item.source} · {when}{f' · {item.trouble}' if item.trouble else ''}")
    return 0


def retire(opening: Opening) -> int:
    from thesis_tui.services.monitors import retire_monitor

    gone = retire_monitor(opening.desk, opening.options.text("monitor"))
    say(f"{gone.id} is no longer watched; what came of it stays")
    return 0
