"""What can be typed on the command line, command by command.

Only the parser of the command that was typed is built.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from thesis_tui.cli.options import VALUED, Options
from thesis_tui.errors import InputError
from thesis_tui.model.figures import cut

if TYPE_CHECKING:
    from argparse import ArgumentParser

FLAGS = ("--offline", "--version", "--help", "-h")
WORDS = ("milestone", "level", "evidence", "export", "import", "monitor")
"""Commands that take a second word."""
SHELLS = ("bash", "zsh", "fish")


class Command(NamedTuple):
    """A command's line of help, an example, and what fills its parser."""

    help: str
    example: str
    fill: Callable[[ArgumentParser], None]


def _nothing(_parser: ArgumentParser) -> None:
    return


def _json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON, for scripts")


def _check(parser: ArgumentParser) -> None:
    _json(parser)
    parser.add_argument("--all", action="store_true", help="of all theses, each thing with its thesis")
    parser.add_argument("--again", action="store_true", help="print what was printed before, too")
    parser.add_argument("--notify", action="store_true", help="tell the terminal and the desktop what is new")
    parser.epilog = (
        f"{parser.epilog}\n\nA thing is printed once while it lasts, and again when it comes back; --json always has"
        "\neverything that needs attention. News needs nothing of you, and theses does not count it."
        "\nThe exit code says how things are now, whatever was printed:"
        "\n0 nothing needs you, 1 something does, 2 it could not be told."
    )


def _price(parser: ArgumentParser) -> None:
    parser.add_argument(
        "value", nargs="?", metavar="VALUE",
        help="the price, in the listing's currency; or import, drop, split, accept, refuse, reset",
    )  # fmt: skip
    parser.add_argument(
        "file", nargs="?", metavar="FILE|DAY|RATIO", help="of import the CSV file, of drop the day, of split 1:20"
    )
    _listing(parser)
    parser.add_argument("--at", metavar="T", help='when it was so: "2026-02-03", "14:30"; now when left out')
    parser.add_argument("--close", action="store_true", help="it is the close of its day")
    parser.add_argument("--on", metavar="D", help="of split: the first day it counts")
    parser.add_argument("--note", metavar="TEXT", help="of drop, split, accept, refuse: why")
    parser.add_argument("--sure", action="store_true", help="it is right, however far from the last one")
    parser.add_argument("--dates", metavar="ORDER", help="with import: day-first or month-first, for 3/4/2026")
    parser.add_argument("--unit", metavar="U", help="with import: the unit of the file's prices, pence or pounds")
    parser.add_argument(
        "--unadjusted", action="store_true", help="with import: the prices are as quoted, before splits"
    )
    parser.add_argument("--json", action="store_true", help="without VALUE: as JSON, for scripts")
    parser.add_argument("--due", action="store_true", help="without VALUE: ask only for what was not asked for lately")
    parser.epilog = (
        f"{parser.epilog}\n  thesis-tui price import baba.csv --listing BABA"
        "\n  thesis-tui price drop 2026-11-24        a day's price is not believed"
        "\n  thesis-tui price split 1:20 --on 2026-11-27"
        "\n  thesis-tui price accept                 what is doubted is right; refuse: it is wrong"
        "\n  thesis-tui price reset                  forget decisions and feeds' prices, ask for all anew"
        "\n\nWithout VALUE the feeds are asked, and the prices there are then are printed, each with its age and what"
        "\nthe feeds said. The exit code is 0 when a price is shown, however old, and 2 when there is none."
    )


def _note(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT")
    _pillar(parser)
    parser.add_argument("--milestone", metavar="M", help="the milestone it is about: its id or part of its title")
    parser.add_argument("--level", metavar="L", help="the level it is about")
    parser.add_argument("--metric", metavar="M", help="the metric it is about")
    parser.add_argument("--on", metavar="D", help="the day it speaks of; today when left out")


def _milestone_add(parser: ArgumentParser) -> None:
    parser.add_argument("title", metavar="TITLE")
    parser.add_argument("--window", metavar="W", required=True, help='when: "by mid-feb 2026", "q1 2026", "14 feb"')
    _pillar(parser)
    parser.add_argument("--odds", metavar="N", help="how likely, 0 to 100")
    _words(parser)


def _milestone_odds(parser: ArgumentParser) -> None:
    _milestone(parser)
    parser.add_argument("odds", metavar="N", help="how likely, 0 to 100")
    parser.add_argument("--note", metavar="TEXT", help="why")


def _milestone_end(parser: ArgumentParser) -> None:
    _milestone(parser)
    parser.add_argument("--on", metavar="D", help="the day it ended; today when left out")
    _words(parser)


def _level_add(parser: ArgumentParser) -> None:
    parser.add_argument("type", metavar="KIND", help="support, resistance, target, stop, moving-average …")
    parser.add_argument("zone", metavar="PRICE", help='a price ("148") or a zone ("145-148")')
    _listing(parser)
    _pillar(parser)
    parser.add_argument("--why", metavar="TEXT", help="why it matters")
    parser.add_argument("--by", metavar="NAME", help="who set it")
    parser.add_argument("--on", metavar="D", help="the day it was noted, if in the past; now when left out")
    parser.add_argument("--sure", action="store_true", help="it is meant, however unlikely it looks")


def _level_retire(parser: ArgumentParser) -> None:
    parser.add_argument("level", metavar="LEVEL", help="its id, the start of it, or words of it")
    parser.add_argument("--note", metavar="TEXT", help="why")


def _observe(parser: ArgumentParser) -> None:
    parser.add_argument("metric", metavar="METRIC", help="its id or part of its title")
    parser.add_argument("value", metavar="VALUE", help='as printed: "34 %%", ">600 M", "about 5.59 bn USD"')
    parser.add_argument("--period", metavar="P", help='what it is of: "fq3 2026", "oct to dec 2025", or a day')
    _words(parser)


def _evidence_add(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument("--pillar", metavar="P", required=True, help="the pillar it is about")
    parser.add_argument("--stance", metavar="S", default="neutral", help="supports, weakens or neutral (the default)")
    parser.add_argument("--on", metavar="D", help="its day; today when left out")
    parser.add_argument("--source", metavar="S", help="where it is from: a source's id, a link, or words")


def _read(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE|URL|-", help="a text, Markdown or HTML file, an https:// address, or - for standard input"
    )
    parser.add_argument(
        "--published", metavar="D", help='the day it was published, where it does not say: "2025-12-22"'
    )
    parser.add_argument("--json", action="store_true", help="as JSON, for scripts")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--keep", action="store_true", help="keep all of it, with its text, in the sources")
    what.add_argument(
        "--results", action="store_true", help="it is a results release: read its tables and nothing else, keep nothing"
    )
    what.add_argument("--inbox", action="store_true", help="put it in the inbox, to be decided on in the dashboard")
    parser.epilog = (
        f"{parser.epilog}\n  thesis-tui read page.html"
        "\n  thesis-tui read https://www.example.com/article --inbox"
        "\n\nHTML and addresses need the extra “web”: pip install 'thesis-tui[web]'."
    )


def _fetch(parser: ArgumentParser) -> None:
    _json(parser)
    parser.add_argument("--due", action="store_true", help="ask only for what is due: for cron")
    parser.epilog = (
        f"{parser.epilog}\n  thesis-tui fetch --due --json"
        "\n\nFilings, rules, news and downloads of live metrics and monitors; prices are asked for by price. What comes"
        "\nwaits in the inbox. The exit code is 0 when something came or nothing was due, 2 when all that was asked"
        "\nfailed or nothing may be asked."
    )


def _monitor_add(parser: ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help="sec, federal-register, or the address of a feed")
    parser.add_argument("--id", metavar="ID", help="what it is called; made of the source when left out")
    parser.add_argument("--title", metavar="TEXT", help="what screens call it")
    _pillar(parser)
    parser.add_argument("--issuer", metavar="SYMBOL", help="sec: whose filings; the first listing's when left out")
    parser.add_argument(
        "--form", metavar="FORM", action="append", help='sec: "6-K", "10-Q" …; repeatable, all when left out'
    )
    parser.add_argument("--agency", metavar="SLUG", help='federal-register: such as "industry-and-security-bureau"')
    parser.add_argument(
        "--type", metavar="TYPE", action="append", help="federal-register: RULE, PRORULE, NOTICE, PRESDOCU"
    )
    parser.add_argument("--word", metavar="WORD", action="append", help="a word that must be named; repeatable")
    parser.add_argument("--every", metavar="T", help="how often: 12h, 7d; the source's own pace when left out")


def _monitor_retire(parser: ArgumentParser) -> None:
    parser.add_argument("monitor", metavar="MONITOR", help="its id")


def _monitor_ask(parser: ArgumentParser) -> None:
    parser.add_argument("monitor", metavar="MONITOR", help="its id, or the id of a live metric")
    _json(parser)


def _facts(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a companyfacts body of the SEC, as it was saved")
    _json(parser)
    parser.epilog = (
        f"{parser.epilog}\n  thesis-tui facts CIK0001045810.json --today 2026-06-30"
        "\n\nQuarters and years of a company, each with the filing it stands in, restated ones twice: as first filed"
        "\nand as newest. With --today only what was filed by that day is read. Nothing is asked or kept."
    )


def _help(parser: ArgumentParser) -> None:
    parser.add_argument(
        "topic", nargs="*", metavar="TOPIC", help="a part of the README, or a command; a list when left out"
    )


def _completion(parser: ArgumentParser) -> None:
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))
    parser.epilog = (
        f"{parser.epilog}\n\nOnce, for your shell:"
        '\n  bash  in ~/.bashrc:                 eval "$(thesis-tui completion bash)"'
        '\n  zsh   in ~/.zshrc, after compinit:  eval "$(thesis-tui completion zsh)"'
        "\n  fish  thesis-tui completion fish > ~/.config/fish/completions/thesis-tui.fish"
    )


def _new(parser: ArgumentParser) -> None:
    parser.add_argument("symbol", metavar="SYMBOL", help="like NVDA, BRK.B or 0700.HK")
    parser.add_argument("--name", metavar="NAME", help="what it is called")
    parser.add_argument("--statement", metavar="TEXT", help="the thesis in a sentence: why you own, short or watch it")
    parser.add_argument("--currency", metavar="CUR", help="what it is quoted in")
    parser.add_argument(
        "--template", metavar="T", help="growth, turnaround, commodity, dividend, or blank when left out"
    )
    parser.add_argument("--stance", metavar="S", help="long, short, or watch when left out")
    parser.add_argument("--venue", metavar="V", help="where it trades, like NASDAQ; by the symbol when left out")
    parser.add_argument("--fiscal-year-end", metavar="MM-DD", help="12-31 when left out")
    parser.add_argument("--pillar", metavar="TITLE", action="append", help="one thing that must be true; repeatable")
    parser.epilog = (
        f"{parser.epilog}\n\nOn a terminal it asks for what is left out and opens the thesis. A template gives pillars"
        "\nwith figures and limits to begin with; --pillar puts your titles in their place."
    )


def _export(parser: ArgumentParser) -> None:
    parser.add_argument("--output", metavar="FILE", help="where to write it; standard output when left out")
    parser.add_argument("--force", action="store_true", help="write over FILE when it is there")
    parser.add_argument("--since", metavar="DATE", help=_SINCE.get(parser.prog.split()[-1], "for md, html and ics"))


_SINCE = {
    "md": "what changed since then; since your last look when left out, or in the last 30 days",
    "html": "what changed since then; since your last look when left out, or in the last 30 days",
    "ics": "leave out milestones that ended before then",
}


def _import(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="what export json wrote")
    parser.add_argument("--as", metavar="ID", help="the id it gets here; the one it had when left out")


def _listing(parser: ArgumentParser) -> None:
    parser.add_argument("--listing", metavar="L", help="the listing; the first one when left out")


def _pillar(parser: ArgumentParser) -> None:
    parser.add_argument("--pillar", metavar="P", help="the pillar it is about: its id or part of its title")


def _milestone(parser: ArgumentParser) -> None:
    parser.add_argument("milestone", metavar="MILESTONE", help="its id, the start of it, or part of its title")


def _words(parser: ArgumentParser) -> None:
    parser.add_argument("--note", metavar="TEXT", help="what there is to say")
    parser.add_argument("--source", metavar="S", help="where it is from: a source's id, a link, or words")


COMMANDS: dict[str, Command] = {
    "show": Command("the dashboard, printed once", "show --json", _json),
    "check": Command("what needs attention: exit 0 nothing, 1 something, 2 could not tell", "check", _check),
    "theses": Command("every thesis: verdict, price, what needs attention", "theses --json", _json),
    "price": Command(
        "fetch prices and print them; record one, or import a file", "price 148.20 --listing BABA --close", _price
    ),
    "note": Command("write a note", 'note "checked the shop" --pillar hardware', _note),
    "milestone add": Command(
        "expect something", 'milestone add "First deliveries" --window "by mid-feb 2026" --odds 65', _milestone_add
    ),
    "milestone list": Command("every milestone by window", "milestone list", _nothing),
    "milestone odds": Command("say anew how likely it is", "milestone odds deliveries 75", _milestone_odds),
    "milestone hit": Command("it happened", "milestone hit deliveries --on 2026-02-11", _milestone_end),
    "milestone miss": Command("it did not happen", "milestone miss deliveries", _milestone_end),
    "milestone void": Command("it no longer means anything", "milestone void deliveries", _milestone_end),
    "level add": Command("add a price level or zone", 'level add support 145-148 --why "November low"', _level_add),
    "level list": Command("the ladder around the price", "level list", _nothing),
    "level retire": Command("take a level away", "level retire support-148", _level_retire),
    "observe": Command("record a metric's new value", 'observe cloud-revenue "34 %" --period "fq3 2026"', _observe),
    "evidence add": Command(
        "record a statement", 'evidence add "A second plant opened" --pillar chips --stance supports', _evidence_add
    ),
    "read": Command("read an article: propose, and keep what it says", "read article.txt --json", _read),
    "fetch": Command("ask for filings, rules, news and downloads", "fetch --due", _fetch),
    "monitor add": Command("watch filings, rules or a feed", "monitor add sec --form 10-Q --form 8-K", _monitor_add),
    "monitor list": Command("what is watched, and what came of asking", "monitor list", _json),
    "monitor retire": Command("stop watching", "monitor retire filings", _monitor_retire),
    "monitor ask": Command("ask one now", "monitor ask filings", _monitor_ask),
    "facts": Command("a company's figures from its filings, by a saved body", "facts companyfacts.json --json", _facts),
    "new": Command("make a new thesis from a commented template", "new NVDA --name Nvidia --template growth", _new),
    "export md": Command("a memo of the thesis, as Markdown", "export md --since 2025-12-01", _export),
    "export html": Command("a memo of the thesis, as one web page", "export html --output baba.html", _export),
    "export json": Command("the whole thesis, for import and other programs", "export json --output b.json", _export),
    "export ics": Command("the milestones, for a calendar", "export ics --output baba.ics", _export),
    "import json": Command("make a thesis of what export json wrote", "import json baba.json --as baba-2", _import),
    "undo": Command("take back the last entry", "undo", _nothing),
    "log": Command("the journal", "log --json", _json),
    "paths": Command("where files are", "paths", _nothing),
    "doctor": Command("what is wrong and how to mend it", "doctor", _nothing),
    "help": Command("what there is to know, topic by topic", "help verdicts", _help),
    "completion": Command("a script that completes commands in your shell", "completion bash", _completion),
}


def full(argv: Sequence[str]) -> Options:
    """What was typed. Raises InputError, its message one sentence that names what is accepted."""
    command, rest = _command(argv)
    try:
        return Options(command, vars(parser_for(command).parse_args(rest)))
    except InputError as error:
        raise InputError(_meant(command, rest) or str(error)) from None


def _meant(command: str, rest: Sequence[str]) -> str:
    """The command that was meant by one that is a word short, "" when nobody knows."""
    words = [word for word in rest if not word.startswith("--")]
    if command != "level add" or len(words) != 1:
        return ""
    if words[0][:1].isdigit():
        return f"say first what it is: thesis-tui level add support {cut(words[0], 40)} (or resistance, target, stop …)"
    return f"say the price, too: thesis-tui level add {cut(words[0], 40)} 148"


def parser_for(command: str) -> ArgumentParser:
    """What a command takes, and what goes with every command; of "" or the first of two words, only that."""
    from argparse import ArgumentParser, RawDescriptionHelpFormatter

    about = COMMANDS.get(command)
    example = f"thesis-tui {about.example}" if about else "thesis-tui show"

    class Parser(ArgumentParser):
        def error(self, message: str) -> None:  # type: ignore[override]
            said = message.replace("the following arguments are required: ", "left out: ")
            raise InputError(f'{cut(said, 200)}; write it like: {example}; "{self.prog} --help" has the rest')

    parser = Parser(
        prog=f"thesis-tui {command}".rstrip(),
        description=about.help if about else "A thesis on a stock that can be proved wrong, on one screen.",
        epilog=f"example:\n  {example}" if about else _overview(command),
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    if about:
        about.fill(parser)
    everywhere = parser.add_argument_group("with every command")
    everywhere.add_argument("--thesis", metavar="ID", help="which thesis")
    everywhere.add_argument("--data-dir", metavar="DIR", help="where theses are kept")
    everywhere.add_argument("--config", metavar="FILE", help="the settings to read")
    everywhere.add_argument("--today", metavar="DATE", help="show it as it was known then; nothing can be recorded")
    everywhere.add_argument("--offline", action="store_true", help="use no network")
    everywhere.add_argument("--version", action="store_true", help="print the version and stop")
    return parser


def _command(argv: Sequence[str]) -> tuple[str, list[str]]:
    """The command, of one word or two, and everything else in its order."""
    rest: list[str] = []
    found: list[str] = []
    words = list(argv)
    while words:
        word = words.pop(0)
        if found and (found[0] not in WORDS or len(found) == 2):
            return " ".join(found), [*rest, word, *words]
        if word in VALUED and words:
            rest += [word, words.pop(0)]
        elif word.startswith("-"):
            if word.split("=")[0] not in (*VALUED, *FLAGS):
                if found:
                    return _two(found, rest), []
                raise InputError(
                    f'there is no option "{cut(word, 60)}" before a command; there is {", ".join(VALUED + FLAGS)}'
                )
            rest.append(word)
        else:
            found.append(word)
            _known(found)
    return _two(found, rest) if found else "", rest


def _known(found: list[str]) -> None:
    if len(found) == 1:
        there = list(dict.fromkeys(name.split()[0] for name in COMMANDS))
        wanting = [name for name in COMMANDS if name.endswith(f" {found[0]}")]
        if wanting and found[0] not in there:
            raise InputError(f'"{found[0]}" what? There is {", ".join(f"thesis-tui {name}" for name in wanting)}')
        if found[0] not in there:
            begin = f" (thesis-tui new {cut(found[0], 20)} begins a thesis)" if found[0].isupper() else ""
            raise InputError(f'there is no command "{cut(found[0], 60)}"{begin}; there is {", ".join(there)}')
    elif found in (["milestone", "note"], ["level", "note"]):
        raise InputError(f'a note names what it is about: thesis-tui note "what you saw" --{found[0]} NAME')
    elif " ".join(found) not in COMMANDS:
        raise InputError(f'there is no "{cut(" ".join(found), 60)}"; there is {", ".join(_seconds(found[0]))}')


def _two(found: list[str], rest: list[str]) -> str:
    if found[0] in WORDS and len(found) == 1 and "--help" not in rest and "-h" not in rest:
        raise InputError(f"say which: {', '.join(_seconds(found[0]))}")
    return " ".join(found)


def _seconds(word: str) -> list[str]:
    return [name for name in COMMANDS if name.startswith(word + " ")]


def _overview(word: str) -> str:
    named = {name: command for name, command in COMMANDS.items() if not word or name.startswith(word + " ")}
    width = max(len(name) for name in named)
    lines = ["commands:", *(f"  {name.ljust(width)}  {command.help}" for name, command in named.items())]
    if word:
        return "\n".join(lines)
    return "\n".join(["without a command, the dashboard; where there is no terminal, show", "", *lines])
