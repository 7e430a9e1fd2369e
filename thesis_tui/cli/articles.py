"""`read`: what an article says about the thesis. Nothing is kept without --keep."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from thesis_tui.cli.opening import Opening
from thesis_tui.cli.output import complain, say, standard_input, write_json
from thesis_tui.errors import InputError, ReadOnlyError
from thesis_tui.model import figures
from thesis_tui.model.objects import Thesis
from thesis_tui.model.proposal_words import detail, name, value
from thesis_tui.model.proposals import Proposal, Proposals
from thesis_tui.model.view import View
from thesis_tui.printing.read_json import read_json
from thesis_tui.reader.fetch import Fetched
from thesis_tui.reader.plain_text import MAX_BYTES
from thesis_tui.rules.proposal_match import match_proposal
from thesis_tui.services import articles
from thesis_tui.services.articles import Article, KeptArticle
from thesis_tui.services.documents import is_address
from thesis_tui.services.inbox import Inbox
from thesis_tui.services.offers import offers

_SIGNS: Final = {"differs": "≠", "known": "=", "replaces": "↑"}
"""How a proposal stands to what is known, in the signs of the screen."""


def read(opening: Opening, fetch: Callable[[str], Awaitable[Fetched]] | None = None) -> int:
    """Reads a file, an address or standard input, prints what it proposes, and with --keep writes it into the thesis.

    `fetch` gets an address in place of fetch.fetch.
    """
    options = opening.options
    keeping = options.flag("keep")
    to_inbox = options.flag("inbox")
    if options.flag("new_metrics") and not keeping:
        raise InputError("--new-metrics goes with --keep; give both", "new-metrics")
    name = options.text("file")
    thesis = opening.desk if keeping or to_inbox else opening.thesis
    if (keeping or to_inbox) and thesis.read_only_reason:
        raise ReadOnlyError(thesis.read_only_reason)
    published = options.maybe("published")
    if name == "-":
        article = articles.read_article(thesis, standard_input(MAX_BYTES), "standard input", published)
    elif is_address(name):
        article = articles.read_address(thesis, name, published, fetch)
    else:
        article = articles.read_file(thesis, name, published)
    if to_inbox:
        put = Inbox(opening.desk).put_article(article)
        waiting = figures.counted(article.proposals.to_decide, "proposal")
        complain(f"in the inbox, with {waiting}; 4 in the dashboard to see it")
        say(put)
        return 0
    # before anything is kept: what is kept agrees with itself
    stands = (
        {} if article.known or options.flag("json") else _stands(article.proposals, thesis.view(), thesis.book().thesis)
    )
    left, made = _keep(opening, article) if keeping and not article.known else (None, ())
    if options.flag("json"):
        write_json(read_json(article.proposals, article.known, article.url))
    else:
        say(_text(article.proposals, thesis.book().thesis, article.url, stands))
        if article.proposals.count and not keeping and not article.known:
            say("\nnothing is kept yet: --keep keeps all of it, --inbox leaves each to you in the dashboard")
    _tell(article, keeping=keeping)
    if left is not None:
        _tell_kept(left, made, complain if options.flag("json") else say)
    return 0


def _keep(opening: Opening, article: Article) -> tuple[KeptArticle, tuple[str, ...]]:
    """Keeps an article; what was kept, and the titles of metrics made for it."""
    # one act, so that one undo takes back the metrics with what was kept in them
    with opening.desk.acting():
        made = articles.add_metrics(opening.desk, article) if opening.options.flag("new_metrics") else ()
        return articles.keep(opening.desk, article), made


def _tell_kept(left: KeptArticle, made: Sequence[str], tell: Callable[[str], None]) -> None:
    tell(
        f"kept as {left.id}: {figures.counted(left.levels, 'level')}, {figures.counted(left.prices, 'price')}, "
        f"{figures.counted(left.observations, 'figure')}, {figures.counted(left.milestones, 'milestone')}; "
        "to undo: thesis-tui undo"
    )
    for words in left.retired:
        complain(f"retired: {words}")
    for title in made:
        complain(f"new metric: {title}")
    for sentence in left.left_out:
        complain(f"left out: {sentence}")
    if left.left_out:
        complain("what was left out can still be kept: 4 in the dashboard, e on the source")


def _tell(article: Article, *, keeping: bool) -> None:
    if article.known:
        again = "; nothing was kept again" if keeping else ""
        complain(f"this text was already kept, as {article.known}{again}")


def _stands(found: Proposals, view: View, thesis: Thesis) -> dict[Proposal, str]:
    """How proposals stand to what the thesis has already, in words; none of what is new to it."""
    matches = (
        (offer.proposal, match_proposal(view, offer.what)) for offer in offers(found, thesis) if offer.what is not None
    )
    return {proposal: f"{_SIGNS[match.how]} {match.words}" for proposal, match in matches if match.how != "new"}


def _text(found: Proposals, thesis: Thesis, url: str, stands: Mapping[Proposal, str]) -> str:
    """The proposals for reading, each with the words it stands on and how it stands to what is known."""
    dating = found.dating
    day = figures.long_day(dating.published) if dating.published else "day unknown"
    lines = [f"{found.title or 'no title'}{f', {found.publisher}' if found.publisher else ''} · {day} ({dating.basis})"]
    if url:
        lines.append(f"  {url}")
    if dating.basis != "printed":
        lines.append(f"  {dating.note}; set it with --published D")
    metrics = {metric.id: metric for metric in thesis.metric}
    pillars = {pillar.id: pillar.title for pillar in thesis.pillar}

    def wording(proposal: Proposal) -> tuple[str, str, str]:
        words = f"{name(proposal, metrics)}  {value(proposal, metrics).text.strip()}"
        more = detail(proposal, pillars)
        return f"{words}  ({more})" if more else words, proposal.quote, stands.get(proposal, "")

    sections = [
        ("levels", [wording(level) for level in found.levels]),
        ("prices", [wording(price) for price in found.prices]),
        ("figures", [wording(observation) for observation in found.observations]),
        ("milestones", [wording(milestone) for milestone in found.milestones]),
        ("evidence", [wording(evidence) for evidence in found.evidence]),
    ]
    for heading, rows in sections:
        if rows:
            lines += [
                "",
                heading,
                *(
                    f"  {what}\n      “{figures.cut(' '.join(quote.split()), 100)}”"
                    + (f"\n      {match}" if match else "")
                    for what, quote, match in rows
                ),
            ]
    if not found.count:
        lines += ["", "nothing in it concerns this thesis"]
    if found.skipped:
        reasons: dict[str, int] = {}
        for skipped in found.skipped:
            reasons[skipped.reason] = reasons.get(skipped.reason, 0) + 1
        lines += ["", "skipped: " + ", ".join(f"{reason} ({count})" for reason, count in reasons.items())]
    return "\n".join(lines)
