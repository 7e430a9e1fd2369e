"""The commands that make and remake a thesis, a part of `COMMANDS`."""

from __future__ import annotations

from typing import Final

from thesis_tui.cli import lazy
from thesis_tui.cli.command import Argument, Command

_PILLAR = Argument("pillar", "its id or part of its title", "PILLAR", "pillar")
_METRIC = Argument("metric", "its id or part of its title", "METRIC", "metric")
_SOURCE = Argument("source", "its id or part of its title", "SOURCE", "source")
_LISTING = Argument("listing", "its symbol", "LISTING", "listing")
_CRITERION = Argument("criterion", "its id, or part of when it fails", "CRITERION")
_NOTE = Argument("--note", "why", "TEXT", required=False)
_WITH = Argument("--with-criteria", "retire the criteria that name it, too")
_TITLE = Argument("--title", "its new title", "TITLE", required=False)
_CLAIM = Argument("--claim", "what must be true, in a sentence", "TEXT", required=False)
_KEYWORD = Argument(
    "--keyword", "a word by which articles speak of it; repeatable", "WORD", required=False, repeats=True
)
_BETTER = Argument("--better", "better when higher (the default) or lower", "WORD", required=False)
_MEASURES = Argument("--measures", 'a period (the default), an "instant" or a "list price"', "WORD", required=False)
_LIVE = Argument(
    "--live", 'where it lives: "npm package=react", "pypi package=torch", "github repo=a/b" …; "none" for nowhere',
    "SOURCE", required=False,
)  # fmt: skip
_HOME = Argument("--pillar", "the pillar it belongs to: its id or part of its title; none for none", "P", "pillar",
                 required=False)  # fmt: skip
_FEED = Argument("--feed", "the symbol a feed knows it by: tencent=usBABA; repeatable", "F=S", required=False,
                 repeats=True)  # fmt: skip
_CALLED = Argument("--name", "what screens call it", "NAME", required=False)
_POST = (
    Argument("--must", 'what a metric must be: ">= 15", "< 40"; at the side of it that is wrong the criterion fails',
             "LINE", required=False),
    Argument("--severity", "warn (the default) or kill", "WORD", required=False),
    Argument("--periods", "how many in a row must fail; 1 when left out", "N", required=False),
    Argument("--max-age", "after how many days its figure is too old", "DAYS", required=False),
    Argument("--why", "why it is the line", "TEXT", required=False),
    Argument("--sure", "record it, though the kill threshold would fail before the warning"),
)  # fmt: skip

REMAKING: Final = (
    Command("pillar add", "one more thing that must be true",
            'pillar add "Pricing power" --claim "Margins hold when demand does not"',
            lambda opening: lazy.remaking.pillar_add(opening),
            (Argument("title", metavar="TITLE"), _CLAIM, _KEYWORD)),
    Command("pillar edit", "rename a pillar, or change its claim", 'pillar edit hardware --title "Own chips"',
            lambda opening: lazy.remaking.pillar_edit(opening),
            (_PILLAR, _TITLE, _CLAIM, _KEYWORD, Argument("--key", "the metric its headline shows", "M", "metric",
                                                         required=False), _NOTE,
             Argument("--sure", "rename a template's pillar, though it keeps the claim and figures of another"))),
    Command("pillar move", "put a pillar at another place", "pillar move hardware 1",
            lambda opening: lazy.remaking.pillar_move(opening),
            (_PILLAR, Argument("place", "counted from 1", "PLACE"))),
    Command("pillar retire", "take a pillar out of force", 'pillar retire exports --with-criteria --note "sold"',
            lambda opening: lazy.remaking.retire(opening, "pillar"), (_PILLAR, _WITH, _NOTE)),
    Command("pillar restore", "bring a retired pillar back", "pillar restore exports",
            lambda opening: lazy.remaking.restore(opening, "pillar"), (Argument("name", "its id or title", "PILLAR"),)),
    Command("metric add", "one more thing that is measured",
            'metric add "Gross margin" --unit % --pillar hardware',
            lambda opening: lazy.remaking.metric_add(opening),
            (Argument("title", metavar="TITLE"), Argument("--unit", '"%%", a currency, or a word: shops', "UNIT"),
             _HOME, _BETTER, _MEASURES, Argument("--change", "it is a change, shown with its sign"),
             Argument("--short", "a title of at most 20 characters", "TITLE", required=False), _LIVE)),
    Command("metric edit", "change a metric; moved, it takes its criteria along",
            'metric edit gross-margin --better lower --pillar cloud',
            lambda opening: lazy.remaking.metric_edit(opening),
            (_METRIC, _TITLE, Argument("--unit", '"%%", a currency, or a word: shops', "UNIT", required=False),
             _HOME, _BETTER, _MEASURES, Argument("--short", "a title of at most 20 characters", "TITLE",
                                                 required=False), _LIVE, _NOTE)),
    Command("metric merge", "count a metric as another one", "metric merge gross-margin margin",
            lambda opening: lazy.remaking.merge(opening, "metric"),
            (_METRIC, Argument("into", "the one that stays", "METRIC", "metric"), _NOTE)),
    Command("metric retire", "take a metric out of force", "metric retire gross-margin",
            lambda opening: lazy.remaking.retire(opening, "metric"), (_METRIC, _WITH, _NOTE)),
    Command("metric restore", "bring a retired or merged metric back", "metric restore gross-margin",
            lambda opening: lazy.remaking.restore(opening, "metric"), (Argument("name", "its id or title", "METRIC"),)),
    Command("metric list", "every pillar with its metrics and criteria, and their ids", "metric list",
            lambda opening: lazy.remaking.listed(opening)),
    Command("criterion add", "what must hold", 'criterion add --metric gross-margin --must ">= 40 %%" --severity kill',
            lambda opening: lazy.remaking.criterion_add(opening),
            (Argument("--pillar", "whose it is; the metric's own when left out", "P", "pillar", required=False),
             Argument("--metric", "the metric it rests on", "M", "metric", required=False),
             Argument("--milestone", "or the milestone that must be hit in its window", "M", "open milestone",
                      required=False), *_POST)),
    Command("criterion edit", "change a criterion; the old one is kept", 'criterion edit cloud-warn --must ">= 25 %%"',
            lambda opening: lazy.remaking.criterion_edit(opening), (_CRITERION, *_POST)),
    Command("criterion accept", "take a template's criterion as yours", "criterion accept --all",
            lambda opening: lazy.remaking.criterion_accept(opening),
            (Argument("criterion", "its id, or part of when it fails", "CRITERION", required=False),
             Argument("--all", "all that are the template's"))),
    Command("criterion retire", "take a criterion out of force", 'criterion retire margin-warn --note "too early"',
            lambda opening: lazy.remaking.criterion_retire(opening),
            (_CRITERION, Argument("--note", "why", "TEXT"))),
    Command("listing add", "one more listing", "listing add KBABA --venue OTC --currency USD",
            lambda opening: lazy.remaking.listing_add(opening),
            (Argument("symbol", "like AHLA.DE or 9988.HK", "SYMBOL"), Argument("--venue", "where it trades", "V"),
             Argument("--currency", "what it is quoted in", "CUR"),
             Argument("--units", "how many make one of the first listing; 1 when left out", "N", required=False),
             _CALLED, _FEED)),
    Command("listing edit", "change a listing", "listing edit KBABA --name Pink",
            lambda opening: lazy.remaking.listing_edit(opening),
            (_LISTING, Argument("--symbol", "the symbol it has now, where that changed", "SYMBOL", required=False),
             Argument("--venue", "where it trades; said, it is assumed no longer", "V", required=False),
             Argument("--currency", "what it is quoted in", "CUR", required=False),
             Argument("--units", "how many make one of the first listing", "N", required=False), _CALLED, _FEED,
             _NOTE)),
    Command("listing retire", "take a listing out of force", "listing retire KBABA",
            lambda opening: lazy.remaking.retire_listing(opening), (_LISTING, _NOTE)),
    Command("listing restore", "bring a retired listing back", "listing restore KBABA",
            lambda opening: lazy.remaking.restore(opening, "listing"), (Argument("name", "its symbol", "LISTING"),)),
    Command("benchmark add", "compare the price with an index, a fund or a peer", "benchmark add KWEB --venue NYSE",
            lambda opening: lazy.remaking.benchmark_add(opening),
            (Argument("symbol", "like KWEB, ^HSI or SPY", "SYMBOL"),
             Argument("--venue", "where it trades; by the symbol when left out", "V", required=False),
             Argument("--currency", "what it is quoted in; by the venue when left out", "CUR", required=False),
             _CALLED, _FEED)),
    Command("benchmark restore", "compare with a retired benchmark again", "benchmark restore KWEB",
            lambda opening: lazy.remaking.restore(opening, "benchmark"),
            (Argument("name", "its symbol", "BENCHMARK"),)),
    Command("benchmark retire", "stop comparing with a benchmark", "benchmark retire KWEB",
            lambda opening: lazy.remaking.retire_benchmark(opening),
            (Argument("symbol", "its symbol", "SYMBOL"), _NOTE)),
    Command("thesis edit", "name, stance, statement, year end, other names",
            'thesis edit --stance long --since 2025-11-03',
            lambda opening: lazy.remaking.thesis_edit(opening),
            (Argument("--name", "what it is called", "NAME", required=False),
             Argument("--stance", "long, short or watch", "S", required=False),
             Argument("--statement", "the thesis in a sentence", "TEXT", required=False),
             Argument("--fiscal-year-end", "like 03-31", "MM-DD", required=False),
             Argument("--alias", "what articles call it besides; repeatable, all of them", "NAME", required=False,
                      repeats=True),
             Argument("--since", "since when you hold or watch it", "DATE", required=False), _NOTE)),
    Command("source edit", "rename a source, or correct its date",
            'source edit cnbc --title "Alibaba results" --published 2025-11-25',
            lambda opening: lazy.remaking.source_edit(opening),
            (_SOURCE, _TITLE, Argument("--short", "a title of at most 40 characters", "TITLE", required=False),
             Argument("--publisher", "who published it", "NAME", required=False),
             Argument("--url", "its address", "URL", required=False),
             Argument("--published", 'its day; "unknown" for none', "D", required=False), _NOTE)),
    Command("source merge", "count a source as another one", "source merge cnbc reuters",
            lambda opening: lazy.remaking.merge(opening, "source"),
            (_SOURCE, Argument("into", "the one that stays", "SOURCE", "source"), _NOTE)),
    Command("source retire", "take a source out of force, with all that was read from it", "source retire cnbc",
            lambda opening: lazy.remaking.source_retire(opening), (_SOURCE, _NOTE)),
    Command("milestone edit", "change a milestone", 'milestone edit deliveries --window "q2 2026" --pillar chips',
            lambda opening: lazy.remaking.milestone_edit(opening),
            (Argument("milestone", "its id or part of its title", "MILESTONE", "open milestone"), _TITLE,
             Argument("--window", "when it is expected", "W", required=False), _HOME)),
    Command("move", "take an entry over to another thesis", "move e03 --to nvda --pillar growth",
            lambda opening: lazy.remaking.move(opening),
            (Argument("entry", "its id, or part of what it says", "ENTRY"),
             Argument("--to", "the other thesis", "ID", "thesis"),
             Argument("--pillar", "its pillar there; none when left out", "P", required=False))),
)  # fmt: skip
