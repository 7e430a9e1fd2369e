"""Completion: a few lines for each shell, which ask `thesis-tui complete SHELL WORD…` at every tab.

What can follow is worked out here from the table of commands and from the thesis, so that a script put in
its place once is right for every later version, and knows the milestones of today.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple, get_args

from thesis_tui.cli.command import EVERYWHERE, Argument, Command, Commands, beginning_with
from thesis_tui.cli.opening import Opening
from thesis_tui.cli.options import VALUED, Options, key_of
from thesis_tui.errors import ThesisError
from thesis_tui.model.enums import LEVEL_TYPES, DecisionWord, EvidenceStance
from thesis_tui.printing.manual import single_words
from thesis_tui.services.naming import names
from thesis_tui.storage.book import thesis_ids
from thesis_tui.storage.paths import help_texts

BASH = """\
_thesis_tui() {
    local IFS=$'\\n'
    COMPREPLY=($("$1" complete bash "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
    case ${COMPREPLY[0]} in
        :files) COMPREPLY=(); compopt -o default ;;
        :folders) COMPREPLY=(); compopt -o dirnames ;;
    esac
}
complete -F _thesis_tui thesis-tui
"""
ZSH = """\
#compdef thesis-tui
_thesis-tui() {
    local -a found
    found=("${(@f)$(${(Q)words[1]} complete zsh "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    case $found[1] in
        '') ;;
        :files) _files ;;
        :folders) _files -/ ;;
        *) _describe thesis-tui found ;;
    esac
}
if [[ $funcstack[1] == _thesis-tui ]]; then _thesis-tui "$@"; else compdef _thesis-tui thesis-tui; fi
"""
FISH = """\
function __thesis_tui
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l found ($words[1] complete fish $words[2..-1] "$typed" 2>/dev/null)
    switch "$found[1]"
        case :files
            __fish_complete_path "$typed"
        case :folders
            __fish_complete_directories "$typed"
        case '*'
            printf '%s\\n' $found
    end
end
complete -c thesis-tui -f -a '(__thesis_tui)'
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}

FILES, FOLDERS = ":files", ":folders"
"""Answers that leave it to the shell."""


class Word(NamedTuple):
    """A word that can be typed next, and what it is."""

    text: str
    about: str = ""


class _Line(NamedTuple):
    """A command line without its last word: the command as far as it goes, what follows it, and its values."""

    command: list[str]
    rest: list[str]
    values: dict[str, object]


def script(opening: Opening) -> int:
    """Prints what makes a shell complete."""
    sys.stdout.write(SCRIPTS[opening.options.text("shell")])
    return 0


def answer(argv: Sequence[str], commands: Commands, environ: Mapping[str, str], clock: Callable[[], datetime]) -> int:
    """Prints what can follow, in the words of the shell `argv` begins with; nothing where nothing is known."""
    if len(argv) < 2 or argv[0] not in SCRIPTS:
        return 2
    words = _apart(argv[1:])
    line = _read(words[:-1], commands)
    begun, sign, typed = words[-1].rpartition("=") if words[-1].startswith("--") else ("", "", words[-1])
    if sign:
        line.rest.append(begun)
    # a thesis that cannot be read completes nothing: a shell has no place for a complaint
    with suppress(ThesisError):
        found = _follow(line, typed, commands, Opening(Options("", line.values), environ, clock))
        for word in found:
            if word.text.casefold().startswith(typed.casefold()) or word.text in (FILES, FOLDERS):
                sys.stdout.write(_written(argv[0], word, begun + sign) + "\n")
    return 0


def _written(shell: str, word: Word, before: str) -> str:
    if word.text in (FILES, FOLDERS):
        return word.text
    about = " ".join(word.about.replace("%%", "%").split())
    match shell:
        case "zsh":
            # _describe parts a word from what it is at a colon
            text = (before + word.text).replace("\\", "\\\\").replace(":", "\\:")
            return f"{text}:{about}" if about else text
        case "fish":
            return f"{before}{word.text}\t{about}"
    return word.text


def _apart(words: Sequence[str]) -> list[str]:
    """`--pillar=chips`, which bash gives as three words and others as one, as two; the last word as it is."""
    apart: list[str] = []
    for word in words[:-1]:
        apart += word.split("=", 1) if word.startswith("--") else [word] if word != "=" else []
    return [*apart, "" if words[-1] == "=" else words[-1]]


def _read(words: Sequence[str], commands: Commands) -> _Line:
    line = _Line([], [], {})
    left = iter(words)
    for word in left:
        if word in VALUED:
            value = next(left, None)
            if value is None:
                line.rest.append(word)
            else:
                line.values[key_of(word)] = value
        elif word.split() == [word] and not word.startswith("-") and beginning_with(commands, [*line.command, word]):
            line.command.append(word)
        else:
            line.rest.append(word)
    return line


def _next_words(commands: Commands, words: list[str]) -> list[Word]:
    """The words that make a command of `words`: what each does, or the words that follow it."""
    found: dict[str, list[Command]] = {}
    for name, command in beginning_with(commands, words).items():
        found.setdefault(name.split()[len(words)], []).append(command)
    return [
        Word(word, named[0].help if len(named) == 1 else ", ".join(command.name.split()[-1] for command in named))
        for word, named in found.items()
    ]


def _follow(line: _Line, typed: str, commands: Commands, opening: Opening) -> list[Word]:
    """The words that can follow `line`; `typed` decides only whether options are meant."""
    command = " ".join(line.command)
    about = commands.get(command)
    arguments = (*(about.arguments if about else ()), *EVERYWHERE)
    options = {argument.name: argument for argument in arguments if argument.name.startswith("--")}
    used: set[str] = set()
    given = 0
    wanting: Argument | None = None
    for word in line.rest:
        if wanting is not None:
            wanting = None
        elif word in options:
            used.add(word)
            wanting = options[word] if options[word].metavar else None
        elif not word.startswith("-"):
            given += 1
    if wanting is not None:
        return _values(wanting, commands, opening)
    places = [argument for argument in arguments if not argument.name.startswith("--")]
    place = places[given] if given < len(places) else places[-1] if places and places[-1].repeats else None
    if not typed.startswith("-"):
        if about is None:
            return [] if given else _next_words(commands, line.command)
        if place is not None:
            return _values(place, commands, opening)
    return [
        Word("--help", "show this help message and exit"),
        *(
            Word(name, argument.help or "")
            for name, argument in options.items()
            if name not in used or argument.repeats
        ),
    ]


def _values(argument: Argument, commands: Commands, opening: Opening) -> list[Word]:
    """The words that can stand for an argument: its choices, words of the model, files, or names from the thesis."""
    if argument.choices:
        return [Word(choice) for choice in argument.choices]
    match argument.values:
        case "":
            return []
        case "file":
            return [Word(FILES)]
        case "folder":
            return [Word(FOLDERS)]
        case "price":
            return [Word("import", "prices from a CSV file")]
        case "level type":
            return [Word(kind.replace(" ", "-")) for kind in LEVEL_TYPES]
        case "decision":
            return [Word(word) for word in get_args(DecisionWord)]
        case "stance":
            return [Word(stance) for stance in get_args(EvidenceStance)]
        case "topic":
            topics = single_words("\n".join(help_texts()))
            words = [Word(name, command.help) for name, command in commands.items() if " " not in name]
            return [*(Word(name) for name in topics), *words]
        case "thesis":
            return [Word(name) for name in thesis_ids(opening.places.data)]
    return [Word(name.id, name.title) for name in names(opening.thesis, argument.values)]
