"""The verdict of a thesis beside its first reasons and its statement; an old thesis says how old it is."""

from __future__ import annotations

from typing import Final

from thesis_tui.model import figures
from thesis_tui.model.view import View
from thesis_tui.pages.closing import closed_words
from thesis_tui.pages.glyphs import closed_stamp, verdict_stamp
from thesis_tui.pages.spans import Line, Row, Span, clip, fit, measure, one_line, wrap

_UNSTATED: Final[Line] = (
    Span("a s", "accent"), Span(" to say why: your thesis in a sentence or two", "muted")
)  # fmt: skip


def stamp_of(view: View, rows: int) -> list[Line]:
    """The stamp of a thesis over one row or three: its verdict, or that it is closed."""
    return verdict_stamp(view.verdict, rows) if view.closed is None else closed_stamp(rows)


def verdict_rows(view: View, width: int) -> list[Row]:
    """The verdict over three rows, beside them its first two reasons and the statement."""
    stamp = stamp_of(view, 3)
    room = width - measure(stamp[0]) - 2
    texts = verdict_texts(view)
    first = texts[0][0]
    if measure(texts[0]) > room:
        # the first reason never gives way: it takes the second line, too
        texts = [(first._replace(text=line),) for line in wrap(first.text, room, 2)] + texts[2:]
    elif measure(texts[1]) > room and len(texts[1]) == 1:
        # the statement gives way to what is known
        second = texts[1][0]
        texts = [texts[0], *((second._replace(text=line),) for line in wrap(second.text, room, 2))]
    return [Row(fit((*stamp[row], Span("  "), *clip(texts[row], room)), width)) for row in range(3)]


def verdict_lines(view: View, width: int) -> list[Row]:
    """The verdict with its first reason on one line; an old thesis's way out on a second."""
    first, second, _ = verdict_texts(view)
    rows = [Row(fit((*stamp_of(view, 1)[0], Span("  "), *first), width))]
    # as of a day the thesis is shown as it stood, and not as old
    if view.old and view.as_of is None:
        rows.append(Row(fit(second, width)))
    return rows


def verdict_texts(view: View) -> list[Line]:
    """Three lines: the first reason, what else is known, and the statement; or what an old thesis says of itself."""
    if view.closed is not None:
        lesson = one_line(view.closed.close.lesson)
        return [
            (Span(closed_words(view.closed), "strong", bold=True),),
            (Span(lesson),) if lesson else (),
            (Span(one_line(view.statement), "muted", italic=True),),
        ]
    if view.old and view.last_fed is not None and view.as_of is None:
        return old_thesis(view)
    if not view.pillars:
        first, second = "no pillar yet, so nothing can be proved wrong", ""
    else:
        first = view.reasons[0] if view.reasons else ""
        second = view.reasons[1] if len(view.reasons) > 1 else what_holds(view)
    # thresholds of a template that nobody has accepted: the verdict rests on them, so they are said before what holds
    unread = dict(zip(view.codes, view.reasons, strict=False)).get("template", "")
    asks: Line = (Span(f"{unread}; ", "warn"), Span("R", "accent"), Span(" to review", "muted"))
    lines: Line = asks if unread else (Span(one_line(second)),)
    return [
        (Span(one_line(first), "strong", bold=True),),
        lines,
        (Span(one_line(view.statement), "muted", italic=True),) if view.statement else _UNSTATED,
    ]


def what_holds(view: View) -> str:
    """Said in the second line when only one pillar, or none, has a reason of its own."""
    if view.verdict == "holding" and not view.attention:
        return "nothing needs attention"
    names = [pillar.pillar.title for pillar in view.pillars if pillar.verdict == "holding"]
    if not names or view.verdict == "holding":
        return ""
    if len(names) == 1:
        return f"{names[0]} holds"
    return f"{', '.join(names[:-1])} and {names[-1]} hold"


def old_thesis(view: View) -> list[Line]:
    """Lines of an old thesis: since when nothing is new, what brings it up to date, how to see it as it stood."""
    assert view.last_fed is not None
    gone = (view.today - view.last_fed).days
    worst = [pillar for pillar in view.pillars if pillar.verdict in ("broken", "at risk")]
    stale = sum(pillar.verdict == "stale" for pillar in view.pillars)
    words = [f"{pillar.pillar.title} {pillar.verdict}" for pillar in worst[:2]]
    if stale:
        words.append(f"{figures.counted(stale, 'pillar')} stale")
    count = len(view.waiting) + len(view.inbox)
    what = "document" if view.waiting else "article"
    # what has come may bring it up to date, and is read before anything is judged anew
    came: Line = (
        (Span(f"{figures.counted(count, what)} {'waits' if count == 1 else 'wait'}: "), Span("4", "accent"), Span("; "))
        if count
        else ()
    )
    return [
        (
            Span(
                f"No new data since {figures.long_day(view.last_fed)}, {figures.ago(gone)}",
                "strong",
                bold=True,
            ),
        ),
        (*came, Span("R", "accent"), Span(f" to review: {', '.join(words) or 'record what you know now'}")),
        (Span(f"--today {view.last_fed}", "text"), Span(" to see it as it stood", "muted")),
    ]
