"""Amounts that words for levels fit and that are none: of figures, of options, counts, and what is only reckoned."""

from __future__ import annotations

from thesis_tui.reader.frames import Role
from thesis_tui.reader.numbers import Number
from thesis_tui.reader.tokens import Token
from thesis_tui.reader.word_lists import grammar

SUBJECTS = frozenset(("shares", "own", "other", "it", "thing", "noun"))
_BOUGHT = 48
_JOINING = frozenset(("colon", "comma", "and", "semi"))
_OF_BROKERS = frozenset(("broker", "broker_words", "mean", "high", "low", "comma", "and", "semi"))
_OF_ANYTHING = frozenset((
    "range", "above", "below", "hold", "high", "low", "mean", "broker", "broker_words", "money", "number", "toward",
    "raise", "cut", "higher", "lower", "could", "ranging", "colon", "comma", "and", "semi",
))  # fmt: skip
"""Words that tell as well how large a figure is: "an EPS range of", "below the consensus of"."""
OF_A_SHARE = frozenset((
    "shares", "own", "it", "other", "support", "resistance", "target", "stop", "average", "year_high", "year_low",
    "trade", "close", "opened", "up", "down", "fib", "toward", "could", "gap_level", "upside", "downside", "entry",
))  # fmt: skip
_LARGE_LOSS = 10_000
_RIGHT_BEFORE = 12
_RETRACEMENTS = frozenset(("0.236", "0.382", "0.5", "0.618", "0.65", "0.786", "1.272", "1.618", "2.618"))
_HELD = 120
"""How far before what it is worth somebody's holding of shares may be named, in characters."""
_SHORTEST_ROW = 3


def cue_of(tokens: list[Token], role: Role) -> int:
    """The number of the token with which what gives a role begins."""
    return next((n for n, item in enumerate(tokens) if item.start >= role.start), role.token)


def is_no_level(text: str, tokens: list[Token], role: Role, amount: Number) -> bool:
    """Whether an amount that a word for a level fits is none."""
    if _is_of_a_share_of_profit(text, tokens, role, amount) or _is_a_holding(text, tokens, role):
        return True
    if amount.kind == "plain" and grammar("levels.losing").match(text, role.start) and not _has_a_subject(tokens, role):
        return True  # "with the intention of losing about 50"
    if role.cue == "hold" and grammar("levels.mine").search(text, role.start, amount.start):
        return True  # "holding my 500 at a higher average"
    if amount.kind == "plain" and grammar("levels.counted").match(text, amount.start):
        return True  # "with over 50,000 customer responses"
    before = (text, max(tokens[0].start, role.start - _BOUGHT), role.start)
    if role.cue in ("above", "below", "hold") and grammar("levels.traded").search(*before):
        return True  # "who bought above 500"
    if grammar("levels.not_this").search(text, max(tokens[0].start, amount.start - _RIGHT_BEFORE), amount.start):
        return True  # "my target is $187, not $87"
    if (
        amount.kind == "plain"
        and str(amount.quantity.value) in _RETRACEMENTS
        and grammar("levels.fib").match(text, amount.end)
    ):
        return True  # "the .786 fib line"
    if grammar("levels.between_two").match(text, amount.end):
        return True  # "the $0.60 difference between the peak and the trough"
    if role.cue in _OF_ANYTHING and _is_of_a_measure(text, tokens, role):
        return True
    if role.role in ("target", "prior"):
        return _is_no_target(text, tokens, role, amount)
    if role.cue in ("above", "below", "hold") and _is_where_it_is(text, tokens, role):
        return True
    if role.role == "moving average":
        return _is_apart_from_it(tokens, role)
    if role.role == "range":
        return grammar("levels.bought_in").search(text[max(0, amount.start - _BOUGHT) : amount.start]) is not None
    return role.cue in ("could", "see") and _is_of_something(text, tokens, role)


def cells(tokens: list[Token]) -> set[int]:
    """The numbers of a row whose cells only dashes part: "- 0 - 1 - 3 - 0 - 2.75"."""
    places = [n for n, item in enumerate(tokens) if item.kind in ("number", "bare")]
    runs: list[list[int]] = []
    for place in places:
        if runs and place - runs[-1][-1] == 2 and tokens[place - 1].kind == "dash":
            runs[-1].append(place)
        else:
            runs.append([place])
    return {place for run in runs if len(run) >= _SHORTEST_ROW for place in run}


def _is_no_target(text: str, tokens: list[Token], role: Role, amount: Number) -> bool:
    if role.cue == "see" and _is_of_a_figure(text, tokens, role):
        return True
    if grammar("levels.worth").match(text, role.start) and grammar("levels.it_was").search(
        text, max(0, role.start - _RIGHT_BEFORE), role.start
    ):
        return True  # "a year ago the shares were worth 75p"
    if grammar("levels.might_be_worth").match(text, role.start) and not any(
        item.kind in ("shares", "own", "it") for item in tokens[: role.token]
    ):
        return True  # "a pension that could be worth £12,500"
    if grammar("levels.is_worth").match(text, role.start):
        at = cue_of(tokens, role)
        return not at or tokens[at - 1].kind not in ("shares", "own", "it")
    if role.cue in _JOINING and _is_to_be_bought_at(text, amount):
        return True
    if role.cue in ("broker", "broker_words") and _is_expected(text, tokens, role):
        return True
    if _is_measured(tokens, role.token):
        return True
    return role.cue in ("could", "see") and _is_of_something(text, tokens, role)


def _is_of_a_share_of_profit(text: str, tokens: list[Token], role: Role, amount: Number) -> bool:
    """Whether a figure's name follows an amount ("projects 5.80-6.50 EPS"), or it is what a share earns or loses."""
    if tokens[role.token + 1 : role.token + 2] and tokens[role.token + 1].kind == "noun":
        return role.cue not in ("support", "resistance", "stop")
    if amount.per_share and (
        grammar("levels.earning").search(text, max(0, role.start - _RIGHT_BEFORE), amount.start)
        or grammar("levels.in_earnings").match(text, amount.end)
    ):
        return True
    if role.role not in ("support", "resistance", "range"):
        return False
    return (amount.per_share and role.cue not in ("support", "resistance")) or _is_loss(amount, role)


def _has_a_subject(tokens: list[Token], role: Role) -> bool:
    """Whether the share stands in the clause before what gives a role."""
    for item in reversed(tokens[: cue_of(tokens, role)]):
        if item.kind in ("shares", "own", "it"):
            return True
        if item.kind in ("comma", "semi", "but"):
            return False
    return False


def _is_a_holding(text: str, tokens: list[Token], role: Role) -> bool:
    """Whether an amount is what somebody's shares are worth together: "a position in Acme worth $37,000"."""
    if role.cue not in ("see", "target") or not grammar("levels.worth").match(text, role.start):
        return False
    left = max(tokens[0].start, role.start - _HELD)
    held = any(item.kind == "holding" and left <= item.start < role.start for item in tokens)
    return held or grammar("levels.held").search(text, left, role.start) is not None


def _is_expected(text: str, tokens: list[Token], role: Role) -> bool:
    """Whether analysts expect an amount of what a company earns: "for 2027 analysts expect 2.74"."""
    at = cue_of(tokens, role)
    if any(item.kind in ("target", "shares", "it", "own") for item in tokens[at : role.token]):
        return False
    around = text[max(tokens[0].start, role.start - _BOUGHT) : tokens[role.token].end + _BOUGHT]
    return grammar("levels.expects").search(around) is not None and not any(item.kind == "target" for item in tokens)


def _is_of_a_measure(text: str, tokens: list[Token], role: Role) -> bool:
    """Whether an amount is of a figure, by the nearest word before its own cue that is one of figures or of shares:
    "EPS is seen in a range of", "FFO of 2.10, below the 2.20 consensus". What the share did is said on a figure too:
    "after its earnings, above 40".
    """
    first = cue_of(tokens, role)
    after = [item.kind for item in tokens[role.token + 1 : role.token + 3]]
    if after[:1] in (["mean"], ["estimate"]) or after == ["broker_words", "estimate"]:
        return True
    between = {item.kind for item in tokens[first : role.token]}
    if any(item.kind == "target" for item in tokens if role.start <= item.start < role.end):
        return False
    if role.role == "target" and role.cue in ("high", "low") and _is_of_the_chart(tokens, first):
        return True
    if role.role == "target" and role.cue in _OF_BROKERS and _is_a_count(text, tokens, role):
        return True
    if "rating" in between and role.cue in ("high", "low", "mean"):
        return True  # "mean recommendation: 1.8"
    for place, item in reversed(list(enumerate(tokens[:first]))):
        if item.kind == "estimate" and any(other.kind == "target" for other in tokens[:place]):
            continue  # "the average price target consists of five estimates, from a low of"
        if item.kind in ("noun", "estimate"):
            return grammar("levels.adjunct").search(text, tokens[0].start, item.start) is None
        if item.kind in OF_A_SHARE or item.kind == "semi":
            return False
    return False


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
    at = cue_of(tokens, role)
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


def _is_of_a_figure(text: str, tokens: list[Token], role: Role) -> bool:
    """Whether it is a figure that is seen at an amount, and not the share: "EBIT per kilo is seen at 21 crowns"."""
    before = [item for item in tokens[: role.token] if item.end <= role.start and item.kind in (*SUBJECTS, "semi")]
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
    cue = cue_of(tokens, role)
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
