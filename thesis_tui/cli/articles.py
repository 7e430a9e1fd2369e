"""`read`: what an article says about the thesis. Nothing is kept without --keep."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from thesis_tui.cli.opening import complain, say
from thesis_tui.errors import InputError, ReadOnlyError
from thesis_tui.model import figures

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from thesis_tui.cli.opening import Opening
    from thesis_tui.model.proposals import (
        LevelProposal,
        MilestoneProposal,
        ObservationProposal,
        PriceProposal,
        Proposals,
    )
    from thesis_tui.reading.fetch import Fetched
    from thesis_tui.services.articles import Article


def read(opening: Opening, fetch: Callable[[str], Awaitable[Fetched]] | None = None) -> int:
    """Reads a file, an address or standard input, prints what it proposes, and with --keep writes it into the thesis.

    `fetch` gets an address in place of fetch.fetch.
    """
    from thesis_tui.services import articles
    from thesis_tui.services.documents import is_address

    options = opening.options
    keeping = options.flag("keep")
    name = options.text("file")
    thesis = opening.desk if keeping else opening.thesis
    if keeping and thesis.read_only_reason:
        raise ReadOnlyError(thesis.read_only_reason)
    published = options.maybe("published")
    if name == "-":
        article = articles.read_article(thesis, _standard_input(), "standard input", published)
    elif is_address(name):
        article = articles.read_address(thesis, name, published, fetch)
    else:
        article = articles.read_file(thesis, name, published)
    kept = articles.keep(opening.desk, article) if keeping and not article.known else None
    if options.flag("json"):
        from thesis_tui.cli.reading import write_json
        from thesis_tui.printing.read_json import read_json

        write_json(read_json(article.proposals, article.known, article.url))
    else:
        say(_text(article.proposals, article.url))
    _tell(article, keeping=keeping)
    if kept is not None:
        said = (
            f"kept as {kept.id}: {_some(kept.levels, 'level')}, {_some(kept.prices, 'price')}, "
            f"{_some(kept.observations, 'figure')}, {_some(kept.milestones, 'milestone')}; "
            "delete that file to take it back"
        )
        (complain if options.flag("json") else say)(said)
        for sentence in kept.left_out:
            complain(f"left out: {sentence}")
    return 0


def _tell(article: Article, *, keeping: bool) -> None:
    if article.known:
        again = "; nothing was kept again" if keeping else ""
        complain(f"this text was kept before, as {article.known}{again}")


def _standard_input() -> bytes:
    from thesis_tui.reading.text import MAX_BYTES

    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise InputError("there is no standard input; give a file", "file")
    raw: bytes = stream.read(MAX_BYTES + 1)
    return raw


def _text(found: Proposals, url: str) -> str:
    """The proposals for reading, each with the words it stands on."""
    dating = found.dating
    day = figures.long_day(dating.published) if dating.published else "day unknown"
    lines = [f"{found.title or 'no title'}{f', {found.publisher}' if found.publisher else ''} · {day} ({dating.basis})"]
    if url:
        lines.append(f"  {url}")
    if dating.basis != "printed":
        lines.append(f"  {dating.note}; --published D settles it")
    sections = [
        ("levels", [(_level(it), it.quote) for it in found.levels]),
        ("prices", [(_price(it), it.quote) for it in found.prices]),
        ("figures", [(_figure(it), it.quote) for it in found.observations]),
        ("milestones", [(_milestone(it), it.window) for it in found.milestones]),
    ]
    for heading, rows in sections:
        if rows:
            lines += [
                "",
                heading,
                *(f"  {what}\n      “{figures.cut(' '.join(quote.split()), 100)}”" for what, quote in rows),
            ]
    if not found.count:
        lines += ["", "nothing in it is about this thesis"]
    if found.skipped:
        reasons: dict[str, int] = {}
        for it in found.skipped:
            reasons[it.reason] = reasons.get(it.reason, 0) + 1
        lines += ["", "skipped: " + ", ".join(f"{reason} ({count})" for reason, count in reasons.items())]
    return "\n".join(lines)


def _level(it: LevelProposal) -> str:
    before = " (before)" if it.status == "prior" else ""
    by = f", {it.by}" if it.by else ""
    return f"{it.kind} {figures.zone(it.low, it.high)} {it.currency} on {it.listing or 'no listing'}{before}{by}"


def _price(it: PriceProposal) -> str:
    session = f", {it.session}" if it.session != "unknown" else ""
    day = figures.long_day(it.day) if it.day else "day unknown"
    return f"{figures.price(it.value)} {it.currency} on {it.listing or 'no listing'}{session}, {day}"


def _figure(it: ObservationProposal) -> str:
    quantity = it.quantity
    value = f"{figures.MARKS[quantity.qualifier]}{figures.plain(quantity.value)}"
    if quantity.high is not None:
        value += f"–{figures.plain(quantity.high)}"
    period = f", {it.period.label}" if it.period else ""
    words = " ".join(word for word in (value, quantity.scale, it.unit) if word)
    return f"{it.metric or it.name}: {words}{period}{_of(it.pillar)}"


def _milestone(it: MilestoneProposal) -> str:
    return f"{it.title}: {figures.long_day(it.earliest)} to {figures.long_day(it.latest)}{_of(it.pillar)}"


def _of(pillar: str | None) -> str:
    return f" [{pillar}]" if pillar else ""


def _some(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
