"""The commands of the command line, each declared once, in `COMMANDS`.

The parser and its messages, `help`, the completion of three shells and the test that holds the README are made of this
table: a new command is its function, in one of the modules beside this one (a new module is entered in `lazy`, too),
and its declaration here. Those that remake a thesis are declared in `remaking_commands`. It is one table, and long.
"""

from __future__ import annotations

from typing import Final

from thesis_tui.cli import lazy
from thesis_tui.cli.command import Argument, Command
from thesis_tui.cli.fast_path import RUN
from thesis_tui.cli.opening import Opening
from thesis_tui.cli.remaking_commands import REMAKING
from thesis_tui.printing.formats import FORMATS, Format

SHELLS: Final = ("bash", "zsh", "fish")
_PROGRESS = Argument("--progress", "say on standard error what is asked, as it is asked")
_JSON = Argument("--json", "as JSON, for scripts")
_LISTING = Argument("--listing", "the listing; the first one when left out", "L", "listing", required=False)
_PILLAR = Argument("--pillar", "the pillar it is about: its id or part of its title", "P", "pillar", required=False)
_NOTE = Argument("--note", "a comment", "TEXT", required=False)
_SOURCE = Argument("--source", "where it is from: a source's id, a link, or words", "S", "source", required=False)
_FIGURE = (
    Argument("--period", 'its period: "fq3 2026", "oct to dec 2025", or a day', "P", required=False),
    Argument("--reported", "the day it was reported: its age counts from then", "D", required=False),
    Argument("--break", "why its series breaks: nothing of before its period is compared with it", "WHY",
             required=False),
    Argument("--basis", "how it is known: reported when left out, guided by the company, or estimated", "BASIS",
             choices=("reported", "guided", "estimated"), required=False),
    Argument("--by", "whose estimate it is", "WHO", required=False),
    _NOTE,
    _SOURCE,
)  # fmt: skip
_MILESTONE = Argument("milestone", "its id, the start of it, or part of its title", "MILESTONE", "open milestone")
_MISSED = Argument("milestone", "its id, the start of it, or part of its title", "MILESTONE", "milestone")
_WHY = Argument("--note", "why", "TEXT", required=False)
_ENDED = (_MILESTONE, Argument("--on", "the day it ended; today when left out", "D", required=False), _NOTE, _SOURCE)


def _export(format_: Format) -> Command:
    return Command(
        f"export {format_.name}", format_.help, format_.example,
        lambda opening: lazy.exporting.export(opening, format_),
        (
            Argument("--output", "where to write it; standard output when left out", "FILE", required=False),
            Argument("--force", "write over FILE when it is there"),
            Argument("--since", format_.since, "DATE", required=False),
        ),
    )  # fmt: skip


def _price(opening: Opening) -> int:
    """Prints the prices there are, or records one: with a value they are two commands."""
    return lazy.queries.prices(opening) if opening.options.maybe("value") is None else lazy.recording.price(opening)


def _read(opening: Opening) -> int:
    """Reads an article, or a results release: that is read by its tables alone."""
    return lazy.public_data.results(opening) if opening.options.flag("results") else lazy.articles.read(opening)


COMMANDS: Final[dict[str, Command]] = {command.name: command for command in (
    Command("show", "the dashboard, printed once", "show --json", RUN["show"], (_JSON,)),
    Command(
        "check", "what needs attention: exit 0 nothing, 1 something, 2 could not tell", "check",
        RUN["check"],
        (
            _JSON,
            Argument("--all", "all theses, each item with its thesis"),
            Argument("--again", "print items printed before, too"),
            Argument("--notify", "notify the terminal and the desktop of what is new"),
        ),
        "\n\nAn item is printed once while it lasts, and again when it comes back; --json always has"
        "\neverything that needs attention. News needs no action, and theses does not count it."
        "\nThe exit code says how things are now, whatever was printed:"
        "\n0 nothing needs attention, 1 something does, 2 could not tell.",
    ),
    Command("theses", "every thesis: verdict, price, what needs attention", "theses --json",
            lambda opening: lazy.attention.theses(opening), (_JSON,)),
    Command(
        "price", "fetch prices and print them; record one, or import a file", "price 148.20 --listing BABA --close",
        _price,
        (
            Argument("value", "the price, in the listing's currency; or import, drop, split, accept, refuse, reset",
                     "VALUE", "price", required=False),
            Argument("file", "of import the CSV file, of drop the day, of split 1:20", "FILE|DAY|RATIO", "file",
                     required=False),
            _LISTING,
            Argument("--at", 'when it was so: "2026-02-03", "14:30"; now when left out', "T", required=False),
            Argument("--close", "it is the close of that day"),
            Argument("--on", "of split: the first day it counts", "D", required=False),
            Argument("--note", "of drop, split, accept, refuse: why", "TEXT", required=False),
            Argument("--sure", "record it however far it is from the last one"),
            Argument("--dates", "with import: day-first or month-first, for 3/4/2026", "ORDER", required=False),
            Argument("--unit", "with import: the unit of the file's prices, pence or pounds", "U", required=False),
            Argument("--unadjusted", "with import: the prices are as quoted, before splits"),
            Argument("--json", "without VALUE: as JSON, for scripts"),
            Argument("--due", "without VALUE: ask only for what was not asked for lately"),
        ),
        "\n  thesis-tui price import baba.csv --listing BABA"
        "\n  thesis-tui price drop 2026-11-24        ignore that day's price"
        "\n  thesis-tui price split 1:20 --on 2026-11-27"
        "\n  thesis-tui price accept                 the doubted price is right; refuse: it is wrong"
        "\n  thesis-tui price reset                  forget decisions and fetched prices, fetch all again"
        "\n\nWithout VALUE the feeds are asked, and the prices there are then are printed, each with its age and what"
        "\nthe feeds said. The exit code is 0 when they answered, 1 when of a listing none gave a new price"
        "\nthat is believed, and 2 when nothing was asked and there is no price.",
    ),
    Command(
        "note", "write a note", 'note "checked the shop" --pillar hardware',
        lambda opening: lazy.recording.note(opening),
        (
            Argument("text", metavar="TEXT"),
            _PILLAR,
            Argument("--milestone", "the milestone it is about: its id or part of its title", "M", "milestone",
                     required=False),
            Argument("--level", "the level it is about", "L", "level", required=False),
            Argument("--metric", "the metric it is about", "M", "metric", required=False),
            Argument("--figure", "the figure it is about: its id, or words of its metric and period", "F", "figure",
                     required=False),
            Argument("--on", "the date it is about; today when left out", "D", required=False),
        ),
    ),
    Command(
        "milestone add", "expect something", 'milestone add "First deliveries" --window "by mid-feb 2026" --odds 65',
        lambda opening: lazy.recording.milestone_add(opening),
        (
            Argument("title", metavar="TITLE"),
            Argument("--window", 'when: "by mid-feb 2026", "q1 2026", "14 feb"', "W"),
            _PILLAR,
            Argument("--odds", "how likely, 0 to 100", "N", required=False),
            _NOTE,
            _SOURCE,
        ),
    ),
    Command("milestone list", "every milestone by window", "milestone list",
            lambda opening: lazy.queries.milestones(opening)),
    Command("milestone odds", "restate how likely it is", "milestone odds deliveries 75",
            lambda opening: lazy.recording.milestone_odds(opening),
            (_MILESTONE, Argument("odds", "how likely, 0 to 100", "N"), _WHY)),
    Command("milestone hit", "it happened", "milestone hit deliveries --on 2026-02-11",
            lambda opening: lazy.recording.milestone_end(opening, "hit"),
            (*_ENDED, Argument("--sure", "record it, though its window has not opened"))),
    Command("milestone miss", "it did not happen", "milestone miss deliveries",
            lambda opening: lazy.recording.milestone_end(opening, "miss"), _ENDED),
    Command("milestone replace", "name what is expected instead of one that was missed",
            'milestone replace "first H200" "domestic chips in service" --window "q2 2026" --why "Beijing said no"',
            lambda opening: lazy.recording.milestone_replace(opening),
            (_MISSED, Argument("title", "what is expected instead", "TITLE"),
             Argument("--window", 'when: "by mid-feb 2026", "q1 2026", "14 feb"', "W"),
             Argument("--why", "why this is still the thesis: the criteria on it move along", "TEXT"),
             Argument("--odds", "how likely, 0 to 100", "N", required=False))),
    Command("milestone void", "it can no longer be judged", "milestone void deliveries",
            lambda opening: lazy.recording.milestone_end(opening, "void"), _ENDED),
    Command(
        "level add", "add a price level or zone", 'level add support 145-148 --why "November low"',
        lambda opening: lazy.recording.level_add(opening),
        (
            Argument("type", "support, resistance, target, stop, moving-average …", "KIND", "level type"),
            Argument("zone", 'a price ("148") or a zone ("145-148")', "PRICE"),
            _LISTING,
            _PILLAR,
            Argument("--why", "why it matters", "TEXT", required=False),
            Argument("--by", "who set it", "NAME", required=False),
            Argument("--on", "the day it was noted, if in the past; now when left out", "D", required=False),
            Argument("--sure", "record it however unlikely it looks"),
        ),
    ),
    Command(
        "level edit", "change a level", 'level edit support-148 147-149 --why "the gap closed"',
        lambda opening: lazy.recording.level_edit(opening),
        (
            Argument("level", "its id, the start of it, or words of it", "LEVEL", "level"),
            Argument("zone", 'a price ("148") or a zone ("145-148"); the one it has when left out', "PRICE",
                     required=False),
            Argument("--kind", "support, resistance, target, stop, moving-average …", "KIND", "level type",
                     required=False),
            _LISTING,
            Argument("--why", "why it matters; a new value is kept as moved for this reason", "TEXT", required=False),
            Argument("--by", "who set it", "NAME", required=False),
            Argument("--on", "the day it was noted anew, if in the past; now when left out", "D", required=False),
            Argument("--sure", "record it however unlikely it looks"),
        ),
    ),
    Command("level list", "levels around the price", "level list", lambda opening: lazy.queries.levels(opening)),
    Command("level retire", "retire a level", "level retire support-90",
            lambda opening: lazy.recording.level_retire(opening),
            (Argument("level", "its id, the start of it, or words of it", "LEVEL", "level"), _WHY)),
    Command(
        "observe", "record a new figure of a metric", 'observe cloud-revenue "34 %" --period "fq3 2026"',
        lambda opening: lazy.observations.observe(opening),
        (
            Argument("metric", "its id or part of its title", "METRIC", "metric"),
            Argument("value", 'as printed: "34 %%", ">600 M", "about 5.59 bn USD"', "VALUE"),
            *_FIGURE,
        ),
    ),
    Command(
        "figure edit", "correct a figure, date it, or mark a break in its series",
        'figure edit "cloud revenue yoy fq2" --break "the segment now counts AI services"',
        lambda opening: lazy.observations.figure_edit(opening),
        (
            Argument("figure", "its id, or words of its metric, period and value", "FIGURE", "figure"),
            Argument("value", 'as printed: "34 %%"; as it was when left out', "VALUE", required=False),
            *_FIGURE,
        ),
        "\n  thesis-tui figure edit 20251125-cloud \"36 %%\" --reported 2025-11-25"
        "\n\nWhat is left out stays; none clears a text. What the figure was stays in the journal, and in its history.",
    ),
    Command("figure list", "figures with their ids", "figure list cloud-revenue-yoy",
            lambda opening: lazy.observations.figure_list(opening),
            (Argument("metric", "those of one metric: its id or part of its title", "METRIC", "metric",
                      required=False),)),
    Command("figure retire", "take a figure out of force", 'figure retire 20240514-margin --note "misprint"',
            lambda opening: lazy.observations.figure_retire(opening),
            (Argument("figure", "its id, or words of its metric, period and value", "FIGURE", "figure"), _WHY)),
    Command(
        "evidence add", "record evidence", 'evidence add "A second plant opened" --pillar chips --stance supports',
        lambda opening: lazy.recording.evidence_add(opening),
        (
            Argument("text", metavar="TEXT"),
            Argument("--pillar", "the pillar it is about", "P", "pillar"),
            Argument("--stance", "supports, weakens or neutral (the default)", "S", "stance", required=False,
                     default="neutral"),
            Argument("--on", "its date; today when left out", "D", required=False),
            _SOURCE,
        ),
    ),
    Command(
        "decide", "record what you did about it, and why",
        'decide bought "the cloud grows and nobody pays for it" --quantity 120 --price 131.40 --fee 2',
        lambda opening: lazy.decisions.decide(opening),
        (
            Argument("decision", "bought, added, trimmed, sold, passed, or held on purpose", "DECISION",
                     "decision"),
            Argument("why", "why: it is what you will read in a year", "WHY"),
            Argument("--quantity", "how many; all for all that is held", "N", required=False),
            Argument("--price", "for one, in the listing's currency", "PRICE", required=False),
            Argument("--fee", "what it cost beside, for all of it", "AMOUNT", required=False),
            Argument("--on", "the day; today when left out", "D", required=False),
            _LISTING,
            Argument("--answers", "the criterion or level whose intended action this is", "ID", required=False),
            Argument("--sure", "record it however unlikely it looks"),
        ),
        "\n\nThe verdict, the odds and the price of that day are kept with it; what came of it is shown by"
        "\nthesis-tui position.",
    ),
    Command(
        "position", "what is held, its gain and its stop; every decision", "position --json",
        lambda opening: lazy.decisions.position(opening),
        (
            Argument("what", "opening, or dividend; what is held when left out", "WHAT",
                     choices=("opening", "dividend"), required=False),
            Argument("amount", "of opening how many, of dividend what was paid for all", "AMOUNT", required=False),
            Argument("--price", "of opening: the average cost of one", "PRICE", required=False),
            Argument("--on", "the day; today when left out", "D", required=False),
            _LISTING,
            _NOTE,
            Argument("--sure", "record it however unlikely it looks"),
            _JSON,
        ),
        "\n  thesis-tui position opening 120 --price 131.40 --on 2025-06-02"
        "\n  thesis-tui position dividend 96.00 --on 2025-12-11"
        "\n\nOne R is what one unit loses from its average cost to the stop as it was first set.",
    ),
    Command(
        "scenario add", "what it is worth by a day, and how likely",
        'scenario add bull 240 --by 2027-12-31 --odds 30 --needs cloud',
        lambda opening: lazy.plans.scenario_add(opening),
        (
            Argument("title", "what it is called: bear, base, bull, or any", "NAME"),
            Argument("value", "the value of one unit, in the listing's currency", "VALUE"),
            Argument("--by", 'by when: "2027-12-31", "end of 2027", "next 12 months"', "D"),
            Argument("--odds", "how likely, 0 to 100; those of one day add to 100", "N"),
            Argument("--needs", "a pillar, criterion or milestone that would have to be true; repeatable", "ID",
                     required=False, repeats=True),
            _LISTING,
            Argument("--why", "what happens in it", "TEXT", required=False),
        ),
    ),
    Command("scenario list", "scenarios by day, what they make the price worth, how they were scored",
            "scenario list", lambda opening: lazy.plans.scenarios(opening)),
    Command(
        "scenario odds", "say anew how likely one is", "scenario odds bull 25 --value 220",
        lambda opening: lazy.plans.scenario_odds(opening),
        (
            Argument("scenario", "its name, or its id", "SCENARIO"),
            Argument("odds", "how likely, 0 to 100", "N"),
            Argument("--value", "another value; as it was when left out", "VALUE", required=False),
        ),
    ),
    Command("scenario retire", "take a scenario away", "scenario retire bull",
            lambda opening: lazy.plans.scenario_retire(opening),
            (Argument("scenario", "its name, or its id", "SCENARIO"), _WHY)),
    Command(
        "intend", "what you mean to do when a criterion or level fails", 'intend cloud-kill "sell half"',
        lambda opening: lazy.plans.intend(opening),
        (
            Argument("target", "a criterion or level: its id or words of it", "TARGET"),
            Argument("action", "in a few words, written while calm: halve, sell all, add", "ACTION"),
        ),
        "\n\nWhen it fails, the dashboard, check and the review say so until a decision answers it"
        "\n(decide … --answers TARGET), or a sentence says why not.",
    ),
    Command(
        "close", "end the thesis, with what was learned",
        'close wrong --surprise "a price war" --unheeded "margins" --lesson "halve at a warn line" --thesis old-idea',
        lambda opening: lazy.closing.close(opening),
        (
            Argument("outcome", "right, partly, wrong, or undecided: held against the statement", "OUTCOME",
                     required=False),
            Argument("--surprise", "what happened that you did not expect", "TEXT", required=False),
            Argument("--unheeded", "what you knew, and did not act on", "TEXT", required=False),
            Argument("--lesson", "what you will do otherwise", "TEXT", required=False),
            Argument("--pillar", "what a pillar turned out to be: cloud=true, =false or =open; repeatable", "P=WORD",
                     required=False, repeats=True),
            Argument("--sure", "close it while something is held; on a terminal, without asking"),
        ),
        "\n\nOn a terminal it asks for what is left out, and whether it is meant. A closed thesis needs nothing and"
        "\ntakes only notes; undo takes the closing back, reopen opens it again.",
    ),
    Command("reopen", "open a closed thesis again", 'reopen "it is not over"',
            lambda opening: lazy.closing.reopen(opening),
            (Argument("why", "why", "WHY", required=False),)),
    Command("archive", "take a closed thesis out of the list", "archive --thesis old-idea",
            lambda opening: lazy.closing.archive(opening),
            (Argument("why", "why", "WHY", required=False),)),
    Command("delete", "move a closed thesis's folder away, to deleted in your data folder",
            'delete "Old Idea" --thesis old-idea', lambda opening: lazy.closing.delete_(opening),
            (Argument("name", "its name, typed so that it is meant", "NAME"),),
            "\n\nIts folder is kept there under its day and id; restore moves it back, and nothing else deletes it."),
    Command("restore", "bring back a thesis that was archived or deleted", "restore old-idea",
            lambda opening: lazy.closing.restore(opening),
            (
                Argument("id", "its id; which there are when left out", "ID", "thesis", required=False),
                Argument("--as", "the id a deleted one gets, where its own is taken", "ID", required=False),
                Argument("--why", "why", "TEXT", required=False),
            )),
    Command("closed", "closed theses: how each ended, how often they were right", "closed --json",
            lambda opening: lazy.closing.closed(opening), (_JSON,)),
    Command(
        "private", "hide quantities and amounts everywhere, or show them", "private on",
        lambda opening: lazy.decisions.private(opening),
        (Argument("switch", "on or off; how it stands when left out", "on|off", choices=("on", "off"),
                  required=False),),
    ),
    Command(
        "read", "read an article: propose, and keep what it says", "read article.txt --json",
        _read,
        (
            Argument("file", "a text, Markdown or HTML file, an https:// address, or - for standard input",
                     "FILE|URL|-", "file"),
            Argument("--published", 'its publication date, where it gives none: "2025-12-22"', "D",
                     required=False),
            _JSON,
            Argument("--keep", "keep all of it, with its text, in the sources", instead_of="inbox"),
            Argument("--new-metrics", "with --keep: figures that no metric measures become metrics of their names"),
            Argument("--results", "it is a results release: read its tables and nothing else, keep nothing",
                     instead_of="inbox"),
            Argument("--inbox", "put it in the inbox, to be decided on in the dashboard", instead_of="inbox"),
        ),
        "\n  thesis-tui read page.html"
        "\n  thesis-tui read https://www.example.com/article --inbox"
        "\n\nHTML and addresses need the extra “web”; doctor says how to install it.",
    ),
    Command(
        "fetch", "fetch prices, filings, rules, news and downloads", "fetch --due",
        lambda opening: lazy.fetching.fetch(opening),
        (
            _JSON,
            Argument("--due", "fetch only what is due: for cron"),
            _PROGRESS,
        ),
        "\n  thesis-tui fetch --due --json"
        "\n\nPrices first, then filings, rules, news and downloads of live metrics and monitors. What comes"
        "\nwaits in the inbox. The exit code is 0 when something came or nothing was due, 2 when all that was asked"
        "\nfailed or nothing may be asked.",
    ),
    Command(
        "monitor add", "watch filings, rules or a feed", "monitor add sec --form 10-Q --form 8-K",
        lambda opening: lazy.fetching.add(opening),
        (
            Argument("source", "sec, federal-register, or the address of a feed", "SOURCE"),
            Argument("--id", "its id; made from the source when left out", "ID", required=False),
            Argument("--title", "what screens call it", "TEXT", required=False),
            _PILLAR,
            Argument("--issuer", "sec: whose filings; the first listing's when left out", "SYMBOL", required=False),
            Argument("--form", 'sec: "6-K", "10-Q" …; repeatable, all when left out', "FORM", required=False,
                     repeats=True),
            Argument("--agency", 'federal-register: such as "industry-and-security-bureau"', "SLUG", required=False),
            Argument("--type", "federal-register: RULE, PRORULE, NOTICE, PRESDOCU; repeatable", "TYPE", required=False,
                     repeats=True),
            Argument("--word", "a word that must occur; repeatable", "WORD", required=False, repeats=True),
            Argument("--every", "how often: 12h, 7d; the source's own pace when left out", "T", required=False),
        ),
    ),
    Command("monitor list", "what is watched, and the last result", "monitor list",
            lambda opening: lazy.fetching.listed(opening), (_JSON,)),
    Command("monitor retire", "stop watching", "monitor retire old-feed",
            lambda opening: lazy.fetching.retire(opening), (Argument("monitor", "its id", "MONITOR"),)),
    Command(
        "monitor accept", "believe a reading that waits", "monitor accept stars",
        lambda opening: lazy.fetching.accept(opening),
        (
            Argument("metric", "the id of a live metric", "METRIC"),
            Argument("--always", "of filings: keep its figures as they come, from now on"),
        ),
    ),
    Command("monitor ask", "ask one now", "monitor ask filings", lambda opening: lazy.fetching.ask(opening),
            (Argument("monitor", "its id, or the id of a live metric", "MONITOR"), _JSON, _PROGRESS)),
    Command(
        "compare", "what a report says now and did not say before", "compare q3.html q2.html",
        lambda opening: lazy.public_data.compare(opening),
        (
            Argument("file", "the report, as it was saved", "FILE", "file"),
            Argument("before", "the one before it", "BEFORE", "file"),
            _PILLAR,
            _JSON,
        ),
        "\n  thesis-tui compare q3.html q2.html --pillar cloud --json"
        "\n\nSentences about the pillars' keywords that are new, gone or changed, each with its place. What only rolled"
        "\non by a quarter and what every report says is left out. Nothing is asked or kept.",
    ),
    Command(
        "facts", "a company's figures from its filings, by a saved body", "facts companyfacts.json --json",
        lambda opening: lazy.public_data.facts(opening),
        (Argument("file", "a companyfacts body of the SEC, as it was saved", "FILE", "file"), _JSON),
        "\n  thesis-tui facts CIK0001045810.json --today 2026-06-30"
        "\n\nQuarters and years of a company, each with the filing it stands in, restated ones twice: as first filed"
        "\nand as newest. With --today only what was filed by that day is read. Nothing is asked or kept.",
    ),
    Command(
        "new", "make a new thesis from a commented template", "new NVDA --name Nvidia --template growth",
        lambda opening: lazy.recording.new(opening, lambda desk: lazy.dashboard.run(desk)),
        (
            Argument("symbol", "like NVDA, BRK.B or 0700.HK; asked for when left out", "SYMBOL", required=False),
            Argument("--name", "company name", "NAME", required=False),
            Argument("--alias", "what articles call it or its products besides; repeatable", "NAME", required=False,
                     repeats=True),
            Argument("--statement", "the thesis in a sentence: why you own, short or watch it", "TEXT", required=False),
            Argument("--currency", "what it is quoted in", "CUR", required=False),
            Argument("--template", "growth, turnaround, commodity, dividend, or blank when left out", "T",
                     required=False),
            Argument("--stance", "long, short, or watch when left out", "S", required=False),
            Argument("--venue", "where it trades, like NASDAQ; by the symbol when left out", "V", required=False),
            Argument("--fiscal-year-end", "12-31 when left out", "MM-DD", required=False),
            Argument("--pillar", "one thing that must be true; repeatable", "TITLE", required=False, repeats=True),
        ),
        "\n\nOn a terminal it asks for what is left out and opens the thesis. A template gives pillars"
        "\nwith figures and limits to begin with; --pillar puts your titles in their place.",
    ),
    *(_export(format_) for format_ in FORMATS),
    Command(
        "import json", "make a thesis of what export json wrote", "import json baba.json --as baba-2",
        lambda opening: lazy.exporting.import_(opening),
        (
            Argument("file", "what export json wrote", "FILE", "file"),
            Argument("--as", "the id it gets here; the one it had when left out", "ID", required=False),
        ),
    ),
    Command(
        "watch", "look at your theses at an interval, and tell what needs you", "watch --once",
        lambda opening: lazy.watching.watch(opening),
        (
            Argument("--once", "look once and stop, for a scheduler of yours"),
            Argument("--every", "how often: 15m, 2h; as [watch] says when left out", "T", required=False),
            Argument("--install", "write a schedule: a systemd user timer, a launchd agent or a Windows task"),
            Argument("--installed", "show the schedule that is installed"),
            Argument("--remove", "remove it"),
        ),
        "\n  thesis-tui watch --install"
        "\n\nWhat is due is fetched, and what check would print is told, each thing once while it lasts and in one"
        "\nmessage for each thesis: by the desktop, a command of yours or mail, as [watch] in config.toml says, outside"
        "\nyour quiet hours. Without any of them it is only printed.",
    ),
    *REMAKING,
    Command("undo", "undo the last entry", "undo", lambda opening: lazy.recording.undo(opening),
            (Argument("--past-edited", "pass over a file that was edited by hand since"),)),
    Command("redo", "redo what was just undone", "redo", lambda opening: lazy.recording.redo(opening)),
    Command("log", "the journal", "log --json", lambda opening: lazy.queries.log(opening), (_JSON,)),
    Command("paths", "where files are", "paths", lambda opening: lazy.queries.paths(opening)),
    Command("doctor", "what is wrong and how to fix it", "doctor", lambda opening: lazy.queries.doctor(opening)),
    Command(
        "serve", "the dashboard in a browser, on this machine", "serve",
        lambda opening: lazy.serving.serve(opening),
        (
            Argument("--port", "8000 when left out", "PORT", required=False),
            Argument("--host", "an address of this machine; loopback (127.0.0.1) when left out", "HOST",
                     required=False),
            Argument("--insecure-lan", "serve a network: whoever sees its traffic can read and write the thesis"),
        ),
        "\n\n  thesis-tui serve --port 8080\n\nThe address that is printed has a token that works once; the next one is"
        "\nprinted when it is used. Every tab is a dashboard of its own on the same files.",
    ),
    Command("help", "help by topic", "help verdicts",
            lambda opening: lazy.manual.show(opening, COMMANDS),
            (Argument("topic", "a topic, or a command; a list when left out", "TOPIC", "topic",
                      required=False, repeats=True),
             Argument("--html", "all topics as one page of HTML, on standard output")),
            "\n\n  thesis-tui help --html > help.html"),
    Command(
        "completion", "a script that completes commands in your shell", "completion bash",
        lambda opening: lazy.completion.script(opening),
        (Argument("shell", ", ".join(SHELLS), "SHELL", choices=SHELLS),),
        "\n\nOnce, for your shell:"
        '\n  bash  in ~/.bashrc:                 eval "$(thesis-tui completion bash)"'
        '\n  zsh   in ~/.zshrc, after compinit:  eval "$(thesis-tui completion zsh)"'
        "\n  fish  thesis-tui completion fish > ~/.config/fish/completions/thesis-tui.fish",
    ),
)}  # fmt: skip
