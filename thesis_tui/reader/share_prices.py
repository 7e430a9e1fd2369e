"""Reasons why an amount is the price of a share that somebody observed, and no figure, no step and no wish."""

from __future__ import annotations

from thesis_tui.reader.frames import Role
from thesis_tui.reader.not_levels import OF_A_SHARE, SUBJECTS, cue_of
from thesis_tui.reader.tokens import Token
from thesis_tui.reader.word_lists import grammar

_STRONG = frozenset(("trade", "close", "opened", "shares", "last"))
"""Signs that make an amount a price although nothing before it in the sentence says of what."""
_ENDS_A_SUBJECT = OF_A_SHARE | {"comma", "semi", "but", "and"}
_OWNED = frozenset(("word", "name", "noun", "year_low", "year_high", "support", "resistance", "target", "average"))
_RIGHT_BESIDE = 6
_OF_A_NAME = 120
_BEFORE_A_CLAUSE = 16
"""How far before the first word that says something of a share "next week" may stand, in characters."""
_BEFORE_AN_OWNER = 40
_PLACES = frozenset((
    "to", "at", "where", "be", "colon", "now", "flip", "comma", "last", "equal", "bar", "from", "von",
))  # fmt: skip
"""Behind one of these a number without a sign may be a price: "trades at 27", and not "having closed 12"."""


def is_price(text: str, tokens: list[Token], role: Role) -> bool:
    """Whether the sentence makes it plain that this is what the share costs, and no figure or what it might cost."""
    amount = tokens[role.token]
    at = cue_of(tokens, role)
    is_label = tokens[role.token - 1].kind == "colon" and role.cue == "close"
    if is_label and any(item.kind in ("from", "von") for item in tokens[max(0, at - 2) : at]):
        return False  # "difference from previous close: 8.02"
    if _is_paid_out(text, tokens, role.token) or grammar("levels.other_label").search(
        text, tokens[0].start, amount.start
    ):
        return False
    if grammar("levels.in_dividends").match(text, amount.end):
        return False
    begin = tokens[_clause(tokens, at)].start
    begin = max(text.rfind(". ", 0, begin), text.rfind(", ", 0, begin), begin - _BEFORE_A_CLAUSE, 0)
    if grammar("levels.not_yet").search(text, begin, amount.start) or grammar("levels.soon").match(text, amount.end):
        return False  # "hopefully it opens at $180 tomorrow"
    if role.strong:
        return True
    if tokens[role.token - 1].kind == "round" and role.cue in ("up", "down"):
        return False  # "zog um 8,48 Euro an" is how much it rose
    if grammar("levels.would").match(text, amount.end) or _is_told_of_a_measure(text, tokens, at):
        return False
    if any(item.kind in ("mean", "estimate") for item in tokens[at : role.token]):
        return False  # "four cents better than the consensus of"
    if role.cue in ("up", "down") and grammar("levels.only_then").match(text, amount.end):
        return False  # "rocketed to $16.65, only to sink back"
    if role.cue in ("up", "down") and _is_of_one_more(text, tokens, at):
        return False
    if any(
        grammar("levels.towards").fullmatch(text, item.start, item.end) for item in tokens[role.token - 1 : role.token]
    ):
        return False  # where it is going is no price
    if grammar("levels.reaching").match(text, role.start) and any(
        item.kind == "could" for item in tokens[: role.token]
    ):
        return False
    if amount.kind == "number" and grammar("levels.of_a_name").search(
        text, max(0, amount.start - _OF_A_NAME), amount.start
    ):
        return False  # "the rank of Acme is 6391"
    if amount.kind == "number" and _has_another_subject(text, tokens, role):
        return False
    is_whole = amount.kind == "number" and "." not in text[amount.start : amount.end]
    if is_whole and tokens[role.token - 1].kind not in _PLACES:
        return False
    before = [item for item in tokens[: role.token] if item.kind in (*SUBJECTS, "semi", "but")]
    first = cue_of(tokens, role)
    if any(item.kind in ("option", "points") for item in tokens[max(0, first - 4) : role.token]):
        return False
    if any(item.kind == "could" for item in tokens[_clause(tokens, first) : role.token]):
        return False
    cue = tokens[first]
    for token in reversed(before):
        is_subject = cue.kind not in ("trade", "close") or cue.start - token.end < _RIGHT_BESIDE
        # "after its assets rose 3 % to 91" the amount is of the assets, "on earnings and closed at 91" of the share
        turns = any(item.kind == "and" for item in tokens if token.end <= item.start and item.end <= cue.start)
        beside = turns and grammar("levels.adjunct").search(text, tokens[0].start, token.start)
        if token.kind == "noun" and not beside and is_subject and "," not in text[token.end : cue.start]:
            return False
        if token.kind in ("own", "other") and text.startswith("'s", token.end - 2) and _of_things(tokens, token):
            return False  # "Acme's chips sell for $30"
        if token.kind == "own" and _is_where_it_was_earned(tokens, tokens.index(token)):
            return False  # "RevPAR at Acme grew 4 % to $112"
        if token.kind in ("shares", "own", "other", "it", "thing"):
            if cue is token and (_is_of_its(tokens, first) or _are_counted(tokens, first)):
                return False
            # "the line of defence for Acme is $38"
            left = max(0, cue.start - _BEFORE_AN_OWNER)
            of_it = cue.kind in ("shares", "own", "other", "it") and grammar("levels.of_it").search(
                text, left, cue.start
            )
            return not of_it
    after = {item.kind for item in tokens[role.token + 1 : role.token + 8]}
    if after & {"shares", "own", "it", "trade"} or role.cue in _STRONG:
        return True
    begin = tokens[_clause(tokens, first)].start
    return not before and grammar("levels.share_move").search(text, begin, amount.start) is not None


def _is_paid_out(text: str, tokens: list[Token], place: int) -> bool:
    """Whether a figure's name stands right beside an amount: "a dividend of 0.095", "its $0.10 interim dividend"."""
    before = [item.kind for item in tokens[max(0, place - 2) : place]]
    if before[-1:] == ["noun"] or before == ["noun", "at"]:
        return True
    for item in tokens[place + 1 : place + 4]:
        if item.kind == "noun":
            return grammar("levels.paid_out").match(text, item.start) is not None
        if item.kind not in ("name", "at", "for", "where"):
            return False
    return False


def _clause(tokens: list[Token], at: int) -> int:
    """Where the clause of a token begins."""
    while at and tokens[at - 1].kind not in ("comma", "semi", "but"):
        at -= 1
    return at


def is_reached(text: str, tokens: list[Token], role: Role) -> bool:
    """Whether an amount is where a share could rise to: "could fill the gap, reaching $64"."""
    if grammar("levels.reaching").match(text, role.start) is None or role.strong:
        return False
    before = {item.kind for item in tokens[: role.token]}
    return "could" in before and "down" not in before


def _is_told_of_a_measure(text: str, tokens: list[Token], at: int) -> bool:
    """Whether the subject of a price's cue, at `at`, is a figure: "earnings at Acme were", "FFO was unchanged at"."""
    weak = tokens[at].kind in ("shares", "own", "it", "other", "up", "down")
    if not weak and grammar("levels.unchanged").fullmatch(text, tokens[at].start, tokens[at].end) is None:
        return False
    for item in reversed(tokens[:at]):
        if item.kind in ("noun", "estimate"):
            return grammar("levels.adjunct").search(text, tokens[0].start, item.start) is None
        if item.kind in _ENDS_A_SUBJECT:
            return False
    return False


def _is_of_one_more(text: str, tokens: list[Token], at: int) -> bool:
    """Whether a move is of the next of a list without commas: "Acme up 71p at 2,203p Birch up 4p at 165p"."""
    names = at
    while names and tokens[names - 1].kind == "name":
        names -= 1
    if names == at or not names or text[tokens[names].start].islower():
        return False
    joined = tokens[names - 1].kind == "and" and names > 1
    return tokens[names - 2 if joined else names - 1].kind in ("money", "number", "percent")


def _is_of_its(tokens: list[Token], at: int) -> bool:
    """Whether a company, at `at`, only has what the amount is of: "die Triggermarke von Acme liegt bei 41"."""
    if at < 2 or tokens[at - 1].kind not in ("from", "von", "at", "for"):
        return False
    return tokens[at].kind in ("own", "other") and tokens[at - 2].kind in _OWNED


def _is_where_it_was_earned(tokens: list[Token], at: int) -> bool:
    """Whether a figure is the subject, and a company, at `at`, only where it came: "sales at Acme"."""
    return at > 1 and tokens[at - 1].kind in ("at", "where") and tokens[at - 2].kind == "noun"


def _are_counted(tokens: list[Token], at: int) -> bool:
    """Whether shares, at `at`, are some that are issued or sold: "64.8 million new shares at 0.725p each"."""
    before = [item.number for item in tokens[max(0, at - 2) : at] if item.number is not None]
    return tokens[at].kind == "shares" and any(item.kind in ("count", "plain") for item in before)


def _of_things(tokens: list[Token], owner: Token) -> bool:
    """Whether what belongs to a company is neither its shares nor a move of them."""
    after = next((item for item in tokens if item.start >= owner.end), None)
    return after is not None and after.kind in ("word", "name", "count")


def _has_another_subject(text: str, tokens: list[Token], role: Role) -> bool:
    """Whether something that is no share moved to a number: "while sign-ups fell 5 % to 38,900"."""
    first = cue_of(tokens, role)
    turn = next((n for n in range(first - 1, -1, -1) if tokens[n].kind in ("but", "semi")), None)
    if turn is None or tokens[first].kind not in ("up", "down"):
        return False
    between = tokens[turn + 1 : first]
    if any(item.kind in SUBJECTS for item in between):
        return False
    return any(item.kind == "word" and not text[item.start : item.end].endswith("ly") for item in between)
