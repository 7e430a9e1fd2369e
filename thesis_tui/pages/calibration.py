"""Were the odds any good: the scores and what came true of what was said, in a column."""

from __future__ import annotations

from collections.abc import Mapping

from thesis_tui.model import figures
from thesis_tui.pages.spans import Line, Role, Row, Span, cut, field, fit, heading, line_of, one_line, wrap
from thesis_tui.rules.scores import BUCKET_ENOUGH, COIN_TOSS, ENOUGH, Bucket, Scores

_STATED = 9
_TRUE = 10
"""The columns beside the ranges: what was said, and how often it came true."""


def calibration_rows(scores: Scores, width: int, height: int, titles: Mapping[str, str] | None = None) -> list[Row]:
    """At most `height` rows: verdict, Brier scores, ranges; by pillar, legend, notes and blank rows where there
    is room. `titles` are the pillars' by id.
    """
    head: Line = (Span(f"{scores.scored} scored", "muted"),)
    verdict = [heading("Were your odds any good?", width, [head]), *_verdict(scores, width)]
    brier, ranges, legend, notes = _brier(scores, width), _ranges(scores, width), _legend(width), _notes(width)
    blank: list[Line] = [fit((), width)]
    pillars = _pillars(scores, width, titles or {})
    apart = [*blank, *pillars] if pillars else []
    for lines in (
        [*verdict, *blank, *brier, *blank, *ranges, *blank, *legend, *apart, *blank, *notes],
        [*verdict, *blank, *brier, *blank, *ranges, *blank, *legend, *apart],
        [*verdict, *brier, *ranges, *legend, *pillars],
        [*verdict, *blank, *brier, *blank, *ranges, *blank, *legend],
        [*verdict, *brier, *ranges, *legend],
        [*verdict, *brier, *ranges],
        [*verdict, *brier],
    ):
        if len(lines) <= height:
            return [Row(line) for line in lines]
    return [Row(line) for line in verdict[: max(0, height)]]


def _pillars(scores: Scores, width: int, titles: Mapping[str, str]) -> list[Line]:
    """A line for each pillar that has scored milestones, with its Brier scores; none before the first."""
    if not scores.pillars:
        return []
    scored, opening, last = 8, 9, 7
    name = width - scored - opening - last
    lines: list[Line] = [
        fit(
            (
                field("By pillar", name, "muted"),
                field("scored", scored, "muted", right=True),
                field("opening", opening, "muted", right=True),
                field("last", last, "muted", right=True),
            ),
            width,
        )
    ]
    for pillar in scores.pillars:
        title = "no pillar" if pillar.pillar is None else titles.get(pillar.pillar, pillar.pillar)
        line = (
            field(cut(one_line(title), name - 1), name),
            field(str(pillar.scored), scored, "muted", right=True),
            field(_score(pillar.opening), opening, right=True),
            field(_score(pillar.last), last, right=True),
        )
        lines.append(fit(line, width))
    return lines


def _verdict(scores: Scores, width: int) -> list[Line]:
    lead, colon, rest = scores.verdict.partition(":")
    # with too few the sentence has a colon, and a bar says how many of them there are
    if scores.enough or not colon:
        return [fit((Span(line, "strong", bold=True),), width) for line in wrap(scores.verdict, width, 3)]
    filled = min(width, width * scores.scored // ENOUGH)
    return [
        fit((Span(lead + colon, "strong", bold=True), Span(rest)), width),
        (Span("━" * filled, "accent"), Span("┈" * (width - filled), "line")),
    ]


def _brier(scores: Scores, width: int) -> list[Line]:
    room = (width - 13) // 3
    names = ("opening", "last", "coin toss")
    values = (_score(scores.opening), _score(scores.last), str(COIN_TOSS))
    head = [field("Brier score", 13, "muted"), *(field(name, room, "muted", right=True) for name in names)]
    roles: tuple[Role, ...] = ("strong", "strong", "muted")
    line = [field("0 is perfect", 13, "muted")]
    line += [
        field(value, room, role, right=True, bold=role == "strong") for value, role in zip(values, roles, strict=True)
    ]
    return [fit(head, width), fit(line, width)]


def _score(value: float | None) -> str:
    return figures.UNKNOWN if value is None else f"{value:.2f}"


def _ranges(scores: Scores, width: int) -> list[Line]:
    plot = width - _STATED - _TRUE - 2
    scale = Span("0" + "50".center(plot - 4) + "100", "muted")
    came = field("came true", _TRUE, "muted", right=True)
    lines: list[Line] = [
        heading("Said, and what happened", width),
        fit((field("you said", _STATED + 2, "muted"), scale, came), width),
    ]
    for bucket in reversed(scores.buckets):
        odds_range = f"{bucket.low}–{bucket.high} %"
        often = f"{bucket.hits} of {bucket.count}" if bucket.count else figures.UNKNOWN
        lines.append(
            fit(
                (
                    field(odds_range, _STATED, "muted", right=True),
                    Span("  "),
                    *_range(bucket, plot),
                    field(often, _TRUE, "text" if bucket.count else "muted", right=True),
                ),
                width,
            )
        )
    return lines


def _range(bucket: Bucket, width: int) -> Line:
    """Your odds ┃ against what happened ● and its 95 % range ├─┤, from 0 to 100 % over `width` cells."""
    cells: list[tuple[str, Role]] = [("┈", "line")] * width

    def at(share: float) -> int:
        return min(width - 1, max(0, round(share * (width - 1))))

    if bucket.interval is not None and bucket.mean_odds is not None:
        low, high = at(bucket.interval[0]), at(bucket.interval[1])
        cells[low : high + 1] = [("─", "muted")] * (high - low + 1)
        cells[low], cells[high] = ("├", "muted"), ("┤", "muted")
        happened, stated = at(bucket.hits / bucket.count), at(bucket.mean_odds / 100)
        if happened == stated:
            # both are seen: the odds stand on the side they were off to, or beside
            stated += 1 if bucket.mean_odds * bucket.count > bucket.hits * 100 or stated == 0 else -1
            stated = min(width - 1, max(0, stated))
            if stated == happened:
                stated -= 1
        cells[happened], cells[stated] = ("●", "strong"), ("┃", "accent")
    return line_of(cells)


def _legend(width: int) -> list[Line]:
    line: Line = (
        Span("┃", "accent"), Span(" your odds  ", "muted"), Span("●", "strong"), Span(" what happened  ", "muted"),
        Span("├─┤ 95 % range", "muted"),
    )  # fmt: skip
    return [fit(line, width)]


def _notes(width: int) -> list[Line]:
    text = f"With {ENOUGH} scored, a ┃ outside the range of {BUCKET_ENOUGH} or more is a bias. Void are not scored."
    return [fit((Span(line, "muted"),), width) for line in wrap(text, width, 3)]
