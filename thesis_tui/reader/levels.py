"""Amounts to levels and observed prices: which frame an amount fits, and what makes it neither."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.model.proposals import Status
from thesis_tui.reader.frames import Role, roles_of
from thesis_tui.reader.governors import governed
from thesis_tui.reader.numbers import Number
from thesis_tui.reader.tokens import Token
from thesis_tui.reader.ways import Pointed, pointed
from thesis_tui.reader.word_lists import grammar

# From 20 on "a trailing stop at 19" would be none.
_SMALLEST_BARE = 4
"""A number without a sign is a price only from here on, or with decimals: "support 1" counts supports."""
_STRONG = frozenset(("trade", "close", "opened", "shares", "last"))
"""Signs that make an amount a price although nothing before it in the sentence says of what."""
_SUBJECTS = frozenset(("shares", "own", "other", "it", "thing", "noun"))


class Found(Struct, frozen=True):
    """An amount read as a level or as an observed price ("price"); `start` and `end` are of the words that say so."""

    amount: Number
    kind: str
    start: int
    end: int
    status: Status = "current"
    implied: bool = False
    """Whether no word calls it what it is: an end of a range."""


def find_levels(text: str, tokens: list[Token], context: frozenset[str]) -> tuple[list[Found], list[Pointed]]:
    """The levels and prices among the amounts of a sentence (a range over 52 weeks gives two), and the amounts that may
    be levels by where the price stands.
    """
    if not any(item.kind in ("money", "number", "glued") for item in tokens):
        return [], []
    if grammar("levels.derivative").search(text, tokens[0].start, tokens[-1].end):
        return [], []  # a price at which a certificate is knocked out
    result: list[Found] = []
    roles = roles_of(tokens, context)
    roles += governed(text, tokens, roles)
    loose = [item for item in pointed(tokens, roles) if _plausible(text, item.amount)]
    for role in roles:
        amount = tokens[role.token].number
        if amount is None or not role.role or not _plausible(text, amount):
            continue
        unsaid = amount.per_share and role.cue not in ("support", "resistance")
        if role.role in ("support", "resistance", "range") and (unsaid or _is_loss(amount, role)):
            continue
        if role.cue in _OF_ANYTHING and _is_of_a_measure(text, tokens, role):
            continue
        if role.cue in ("above", "below", "hold") and _is_where_it_is(text, tokens, role):
            continue
        if role.role == "break":
            loose.append(Pointed(amount, "either", False, role.start, role.end))
            continue
        if role.role == "target" and role.cue == "see" and _is_of_a_figure(text, tokens, role):
            continue
        if role.role == "moving average" and _is_apart_from_it(tokens, role):
            continue
        if role.role == "target" and role.cue in _JOINING and _is_to_be_bought_at(text, amount):
            continue
        if role.role == "range" and grammar("levels.bought_in").search(
            text[max(0, amount.start - _BOUGHT) : amount.start]
        ):
            continue
        if role.role in ("target", "prior") and _is_measured(tokens, role.token):
            continue
        if role.cue in ("could", "see") and _is_of_something(text, tokens, role):
            continue
        if role.role == "price" and _is_reached(text, tokens, role):
            result += _found(amount, replace(role, role="target"))
            continue
        if role.role == "price" and not _is_price(text, tokens, role):
            continue
        result += _found(amount, role)
    return result, loose


_JOINING = frozenset(("colon", "comma", "and", "semi"))
_BOUGHT = 48
_OF_ANYTHING = frozenset((
    "range", "above", "below", "hold", "high", "low", "mean", "broker", "broker_words", "money", "number", "toward",
    "raise", "cut", "higher", "lower", "could", "colon", "comma", "and", "semi",
))  # fmt: skip
"""Words that tell as well how large a figure is: "an EPS range of", "below the consensus of"."""
_OF_A_SHARE = frozenset((
    "shares", "own", "it", "other", "support", "resistance", "target", "stop", "average", "year_high", "year_low",
    "trade", "close", "opened", "up", "down", "fib", "toward", "could", "gap_level", "upside", "downside", "entry",
))  # fmt: skip


def _is_of_a_measure(text: str, tokens: list[Token], role: Role) -> bool:
    """Whether an amount is of a figure, by the nearest word before its own cue that is one of figures or of shares:
    "EPS is seen in a range of", "FFO of 2.10, below the 2.20 consensus". What the share did is said on a figure too:
    "after its earnings, above 40".
    """
    first = next((n for n, item in enumerate(tokens) if item.start >= role.start), role.token)
    after = [item.kind for item in tokens[role.token + 1 : role.token + 3]]
    if after[:1] in (["mean"], ["estimate"]) or after == ["broker_words", "estimate"]:
        return True
    between = {item.kind for item in tokens[first : role.token]}
    if "target" in between:
        return False
    if role.role == "target" and role.cue in ("high", "low") and _is_of_the_chart(tokens, first):
        return True
    if role.role == "target" and role.cue in _OF_BROKERS and _is_a_count(text, tokens, role):
        return True
    if "rating" in between and role.cue in ("high", "low", "mean"):
        return True  # "mean recommendation: 1.8"
    for item in reversed(tokens[:first]):
        if item.kind in ("noun", "estimate"):
            return grammar("levels.adjunct").search(text, tokens[0].start, item.start) is None
        if item.kind in _OF_A_SHARE or item.kind == "semi":
            return False
    return False


_ENDS_A_SUBJECT = _OF_A_SHARE | {"comma", "semi", "but", "and"}


_OF_BROKERS = frozenset(("broker", "broker_words", "mean", "high", "low", "comma", "and", "semi"))


def _is_of_the_chart(tokens: list[Token], at: int) -> bool:
    """Whether a high or a low, at `at`, is one the share had: "the stock had its peak in September at $345"."""
    for item in reversed(tokens[:at]):
        if item.kind in ("shares", "own", "it"):
            return True
        if item.kind not in ("word", "keep", "at", "for", "to", "trade", "now"):
            return False
    return False


def _is_where_it_is(text: str, tokens: list[Token], role: Role) -> bool:
    """Whether a price is only said to be above or under an amount, as one that is not told exactly: "is now just under
    $10".
    """
    at = next((n for n, item in enumerate(tokens) if item.start >= role.start), 0)
    if grammar("levels.side").fullmatch(text, tokens[at].start, tokens[at].end) is None:
        return False
    before = at
    while before and tokens[before - 1].kind in ("at", "be", "now", "flip"):
        before -= 1
    return 0 < before < at and tokens[before - 1].kind in ("shares", "own", "it")


def _is_a_count(text: str, tokens: list[Token], role: Role) -> bool:
    """Whether a number counts somebody: one without a sign in a sentence that has prices with one."""
    token = tokens[role.token]
    if token.kind != "number" or set(".,") & set(text[token.start : token.end]):
        return False
    return any(item.kind == "money" for item in tokens)


def _is_told_of_a_measure(text: str, tokens: list[Token], at: int) -> bool:
    """Whether the subject of a price's cue, at `at`, is a figure: "earnings at Acme were", "FFO was unchanged at"."""
    weak = tokens[at].kind in ("shares", "own", "it", "other")
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


def _is_of_a_figure(text: str, tokens: list[Token], role: Role) -> bool:
    """Whether it is a figure that is seen at an amount, and not the share: "EBIT per kilo is seen at 21 crowns"."""
    before = [item for item in tokens[: role.token] if item.end <= role.start and item.kind in (*_SUBJECTS, "semi")]
    return bool(before) and before[-1].kind == "noun" and "seen" in text[role.start : role.end]


def _is_measured(tokens: list[Token], place: int) -> bool:
    """Whether a figure's name stands right before an amount: "adjusted EPS of $3.30 (previously $3.10)"."""
    for item in reversed(tokens[:place]):
        if item.kind == "noun":
            return True
        if item.kind not in ("at", "open", "prior", "and", "now") and item.number is None:
            return False
    return False


def _is_to_be_bought_at(text: str, amount: Number) -> bool:
    return grammar("governors.bought_at").search(text[max(0, amount.start - _BOUGHT) : amount.start]) is not None


def _is_apart_from_it(tokens: list[Token], role: Role) -> bool:
    """Whether an amount behind an average is what a percentage from it comes to: "20 % under the 200-day line, that
    would be 31.30".
    """
    cue = next((n for n, item in enumerate(tokens) if item.start >= role.start), 0)
    apart = [item.kind for item in tokens[max(0, cue - 4) : cue]]
    between = [item.kind for item in tokens[cue : role.token]]
    return "percent" in apart and bool({"below", "above", "hold", "away"} & set(apart)) and "comma" in between


def _is_of_something(text: str, tokens: list[Token], role: Role) -> bool:
    """Whether it is a thing, a figure or somebody else that could rise to an amount, by what stands right before."""
    before = [item for item in tokens[: role.token] if item.end <= role.start]
    if not before or not grammar("levels.may").match(text, role.start):
        return False
    if grammar("levels.relative").fullmatch(text, before[-1].start, before[-1].end):
        return False
    return before[-1].kind in ("name", "noun", "word", "other", "thing", "product")


def _is_loss(amount: Number, role: Role) -> bool:
    """Whether cents behind "loss of" or "above" are what is earned a share, and no level."""
    if role.cue == "below" and amount.quantity.base >= _LARGE_LOSS:
        return True  # "moved from a loss of £30,000"
    return amount.small and role.cue in ("below", "above", "hold", "range")


def _found(amount: Number, role: Role) -> list[Found]:
    start, end = min(role.start, amount.start), max(role.end, amount.end)
    if amount.start - start > _FAR_CUE:
        start = amount.start
    if end - amount.end > _FAR_CUE:
        end = amount.end
    if role.role == "prior":
        return [Found(amount, "target", start, end, "prior")]
    if role.role == "range":
        if amount.quantity.high is None:
            return []
        low, high = ends_of(amount)
        return [
            Found(low, "support", start, end, implied=True),
            Found(high, "resistance", start, end, implied=True),
        ]
    if role.role == "price" and amount.quantity.high is not None:
        return []
    return [Found(amount, role.role, start, end)]


def _is_placed(tokens: list[Token], at: int) -> bool:
    """Whether a bare number stands behind a word that makes it a price: "trades at 27", and not "having closed 12"."""
    return at > 0 and tokens[at - 1].kind in (
        "to",
        "at",
        "where",
        "be",
        "colon",
        "now",
        "flip",
        "comma",
        "last",
        "equal",
        "bar",
        "from",
        "von",
    )


def _is_of_its(tokens: list[Token], at: int) -> bool:
    """Whether a company, at `at`, only has what the amount is of: "die Triggermarke von Acme liegt bei 41"."""
    if at < 2 or tokens[at - 1].kind not in ("from", "von", "at", "for"):
        return False
    return tokens[at].kind in ("own", "other") and tokens[at - 2].kind in ("word", "name", "noun")


def _of_things(tokens: list[Token], owner: Token) -> bool:
    """Whether what belongs to a company is neither its shares nor a move of them."""
    after = next((item for item in tokens if item.start >= owner.end), None)
    return after is not None and after.kind in ("word", "name", "count")


_RIGHT_BESIDE = 6
_BEFORE_AN_OWNER = 40
# Characters of a quotation before or behind its amount: with 40 it loses words that belong to it, "from $261.00 to" of
# a target of $352.00.
_FAR_CUE = 120


def ends_of(amount: Number) -> tuple[Number, Number]:
    """The two ends of a range, each by itself."""
    quantity = amount.quantity
    high = quantity.high if quantity.high is not None else quantity.value
    return (
        replace(amount, quantity=replace(quantity, high=None)),
        replace(amount, quantity=replace(quantity, value=high, high=None)),
    )


def _plausible(text: str, amount: Number) -> bool:
    if amount.kind == "plain" and not amount.scaled:
        whole = not set(".,") & set(text[amount.start : amount.end])
        return not whole or _SMALLEST_BARE <= amount.quantity.value < _LARGEST
    if grammar("levels.reckoned").match(text, amount.end) or text[amount.start - 1 : amount.start] in ("*", "×", "/"):
        return False  # "2.12 * 15 times"
    return amount.kind != "money" or amount.currency in _SMALL or amount.quantity.base < _LARGEST


_LARGE_LOSS = 10_000
_SMALL = ("JPY", "KRW", "¥", "INR")
_LARGEST = 100_000
"""No share costs more than this, but in yen, won and rupees."""


def _is_price(text: str, tokens: list[Token], role: Role) -> bool:
    """Whether the sentence makes it plain that this is what the share costs, and no figure or what it might cost."""
    amount = tokens[role.token]
    at = next((n for n, item in enumerate(tokens) if item.start >= role.start), 0)
    is_label = tokens[role.token - 1].kind == "colon" and role.cue == "close"
    if is_label and any(item.kind in ("from", "von") for item in tokens[max(0, at - 2) : at]):
        return False  # "difference from previous close: 8.02"
    if role.strong:
        return True
    if tokens[role.token - 1].kind == "round" and role.cue in ("up", "down"):
        return False  # "zog um 8,48 Euro an" is how much it rose
    if grammar("levels.would").match(text, amount.end) or _is_told_of_a_measure(text, tokens, at):
        return False
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
    if amount.kind == "number" and _has_another_subject(text, tokens, role):
        return False
    if amount.kind == "number" and "." not in text[amount.start : amount.end] and not _is_placed(tokens, role.token):
        return False
    before = [item for item in tokens[: role.token] if item.kind in (*_SUBJECTS, "semi", "but")]
    first = next((n for n, item in enumerate(tokens) if item.start >= role.start), 0)
    if any(item.kind in ("could", "option", "points") for item in tokens[max(0, first - 4) : role.token]):
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
        if token.kind in ("shares", "own", "other", "it", "thing"):
            if cue is token and _is_of_its(tokens, first):
                return False
            # "the line of defence for Acme is $38"
            left = max(0, cue.start - _BEFORE_AN_OWNER)
            of_it = cue.kind in ("shares", "own", "other", "it") and grammar("levels.of_it").search(
                text, left, cue.start
            )
            return not of_it
    after = {item.kind for item in tokens[role.token + 1 : role.token + 8]}
    return bool(after & {"shares", "own", "it", "trade"}) or role.cue in _STRONG


def _is_reached(text: str, tokens: list[Token], role: Role) -> bool:
    """Whether an amount is where a share could rise to: "could fill the gap, reaching $64"."""
    if grammar("levels.reaching").match(text, role.start) is None or role.strong:
        return False
    before = {item.kind for item in tokens[: role.token]}
    return "could" in before and "down" not in before


def _has_another_subject(text: str, tokens: list[Token], role: Role) -> bool:
    """Whether something that is no share moved to a number: "while sign-ups fell 5 % to 38,900"."""
    first = next((n for n, item in enumerate(tokens) if item.start >= role.start), 0)
    turn = next((n for n in range(first - 1, -1, -1) if tokens[n].kind in ("but", "semi")), None)
    if turn is None or tokens[first].kind not in ("up", "down"):
        return False
    between = tokens[turn + 1 : first]
    if any(item.kind in _SUBJECTS for item in between):
        return False
    return any(item.kind == "word" and not text[item.start : item.end].endswith("ly") for item in between)
