"""Typed commands, read against the table of commands. Only the parser of the command that was typed is built."""

from __future__ import annotations

import os
from argparse import ArgumentParser, RawDescriptionHelpFormatter, _ActionsContainer
from collections.abc import Sequence
from typing import Any, NoReturn

from thesis_tui.cli.command import EVERYWHERE, Argument, Commands, beginning_with
from thesis_tui.cli.options import FLAGS, VALUED, Options, is_text
from thesis_tui.errors import InputError
from thesis_tui.model.figures import cut
from thesis_tui.system import text_of

HELP = ("--help", "-h")
ANYWHERE = (*VALUED, *FLAGS, *HELP)
"""Options that may stand before a command."""


def parse(argv: Sequence[str], commands: Commands) -> Options | str:
    """Reads what was typed; gives a text to print where help is asked for, whatever else was typed with it.

    Raises InputError, its message one sentence that names what is accepted.
    """
    command, rest = _command(argv, commands)
    # before argparse: it would complain first of what is left out
    if any(word in HELP for word in rest[: rest.index("--") if "--" in rest else len(rest)]):
        return parser_for(command, commands).format_help()
    try:
        values = vars(parser_for(command, commands).parse_args(rest))
    except InputError as error:
        raise InputError(_meant(command, rest) or str(error)) from None
    about = commands.get(command)
    for argument in (*(about.arguments if about else ()), *EVERYWHERE):
        if argument.values not in ("file", "folder"):  # a name of a file is its bytes, whatever they are
            values[argument.key] = _readable(values[argument.key], argument.name)
    return Options(command, values)


def _readable(value: object, name: str) -> object:
    """A value with bytes that are no UTF-8 read as what they most likely are. Raises InputError where they are none."""
    if isinstance(value, list):
        return [_readable(item, name) for item in value]
    if not isinstance(value, str) or is_text(value):
        return value
    try:
        return text_of(os.fsencode(value))
    except UnicodeError:
        raise InputError(f"{name}: its bytes are no text in UTF-8 or Windows-1252; type it again in UTF-8") from None


def _meant(command: str, rest: Sequence[str]) -> str:
    """The command that was meant by one that is a word short, "" when nobody knows."""
    words = [word for word in rest if not word.startswith("--")]
    if command != "level add" or len(words) != 1:
        return ""
    if words[0][:1].isdigit():
        return f"give the kind first: thesis-tui level add support {cut(words[0], 40)} (or resistance, target, stop …)"
    return f"give the price, too: thesis-tui level add {cut(words[0], 40)} 148"


class _Parser(ArgumentParser):
    """A parser whose errors are sentences with an example."""

    example = ""

    def error(self, message: str) -> NoReturn:
        text = message.replace("the following arguments are required: ", "left out: ")
        unknown = text.removeprefix("unrecognized arguments: ").split()
        if unknown[0].startswith("--") and text.startswith("unrecognized"):
            text += f"; {_likely(unknown[0].partition('=')[0], list(self._option_string_actions))}".rstrip("; ")
        raise InputError(f'{cut(text, 200)}; write it like: {self.example}; "{self.prog} --help" has the rest')


def parser_for(command: str, commands: Commands) -> ArgumentParser:
    """The parser of a command, and of what goes with every one; of "" or the first of two words, only that."""
    about = commands.get(command)
    example = f"thesis-tui {about.example}" if about else "thesis-tui show"
    parser = _Parser(
        prog=f"thesis-tui {command}".rstrip(),
        description=about.help if about else "A thesis on a stock that can be proved wrong, on one screen.",
        epilog=f"example:\n  {example}{about.epilog}" if about else _overview(command, commands),
        formatter_class=RawDescriptionHelpFormatter,
        # an abbreviation that is right today would be two options tomorrow
        allow_abbrev=False,
    )
    parser.example = example
    if about:
        groups: dict[str, _ActionsContainer] = {}
        for argument in about.arguments:
            group: _ActionsContainer = parser
            if argument.instead_of:
                if argument.instead_of not in groups:
                    groups[argument.instead_of] = parser.add_mutually_exclusive_group()
                group = groups[argument.instead_of]
            _add(group, argument)
    everywhere = parser.add_argument_group("with every command")
    for argument in EVERYWHERE:
        _add(everywhere, argument)
    return parser


def _add(parser: _ActionsContainer, argument: Argument) -> None:
    options: dict[str, Any] = {"help": argument.help}
    if not argument.name.startswith("-"):
        options |= {"metavar": argument.metavar}
        if argument.repeats:
            options |= {"nargs": "*"}
        elif not argument.required:
            options |= {"nargs": "?"}
        if argument.choices:
            options |= {"choices": argument.choices}
    elif not argument.metavar:
        options |= {"action": "store_true"}
    else:
        options |= {"metavar": argument.metavar, "required": argument.required, "default": argument.default}
        if argument.repeats:
            options |= {"action": "append"}
    parser.add_argument(argument.name, **options)


def _command(argv: Sequence[str], commands: Commands) -> tuple[str, list[str]]:
    """The command, of one word or two, and everything else in its order."""
    double = {name.split()[0] for name in commands if " " in name}
    rest: list[str] = []
    found: list[str] = []
    words = list(argv)
    while words:
        word = words.pop(0)
        if found and (found[0] not in double or len(found) == 2):
            return " ".join(found), [*rest, word, *words]
        if word in VALUED and words:
            rest += [word, words.pop(0)]
        elif word.startswith("-"):
            if word.split("=")[0] not in ANYWHERE:
                if found:
                    rest += [word, *words]
                    break
                raise InputError(
                    f'there is no option "{cut(word, 60)}" before a command; there is {", ".join(ANYWHERE)}'
                )
            rest.append(word)
        else:
            found.append(word)
            _refuse_unknown(found, commands)
    if found and found[0] in double and len(found) == 1 and not any(word in HELP for word in rest):
        raise InputError(f"say which: {', '.join(beginning_with(commands, found[:1]))}")
    return " ".join(found), rest


def _refuse_unknown(found: list[str], commands: Commands) -> None:
    """Raises InputError when the words found begin no command."""
    if len(found) == 1:
        there = list(dict.fromkeys(name.split()[0] for name in commands))
        wanting = [name for name in commands if name.endswith(f" {found[0]}")]
        if wanting and found[0] not in there:
            raise InputError(f'"{found[0]}" what? There is {", ".join(f"thesis-tui {name}" for name in wanting)}')
        if found[0] not in there:
            begin = f" (to start a thesis: thesis-tui new {cut(found[0], 20)})" if found[0].isupper() else ""
            likely = _likely(found[0], there)
            raise InputError(f'there is no command "{cut(found[0], 60)}"{begin}; {likely}thesis-tui --help lists all')
    elif found in (["milestone", "note"], ["level", "note"]):
        raise InputError(f'name what the note is about: thesis-tui note "what you saw" --{found[0]} NAME')
    elif " ".join(found) not in commands:
        named = beginning_with(commands, found[:1])
        likely = _likely(" ".join(found), list(named))
        raise InputError(f'there is no "{cut(" ".join(found), 60)}"; {likely}there is {", ".join(named)}')


def _likely(typed: str, there: Sequence[str]) -> str:
    """ "did you mean show? " of the names spelt most like what was typed, "" where none is."""
    from difflib import get_close_matches  # 8 ms, and only what is misspelt needs it

    close = get_close_matches(typed.lower(), there, n=3)
    return f"did you mean {' or '.join(close)}? " if close else ""


def _overview(word: str, commands: Commands) -> str:
    named = beginning_with(commands, word.split())
    width = max(len(name) for name in named)
    lines = ["commands:", *(f"  {name.ljust(width)}  {command.help}" for name, command in named.items())]
    if word:
        return "\n".join(lines)
    return "\n".join(["without a command: the dashboard, or show where there is no terminal", "", *lines])
