"""Where the user is in a review: an item at a time, to the paragraph at its end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.rules.review_items import ReviewItem

END = "end"


class ReviewSession(Struct, frozen=True, kw_only=True):
    """Where the user is in a review.

    `at` is the key of the item shown, "" before the first one, `END` at the paragraph. `met` are the items this
    review has asked about, title by key; `skipped` those of them that were passed over.
    """

    begun: datetime
    at: str = ""
    met: dict[str, str] = {}
    skipped: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    """Those the user answered; what else is gone went by itself."""
    left: int = 0
    """How many items were open when it was last kept."""
    format: int = 1
    """The version of the file it is kept in."""


def next_key(before: Sequence[ReviewItem], items: Sequence[ReviewItem], session: ReviewSession) -> str:
    """The item to show when the one shown is gone or done: the next one not skipped, in the order it stood in,
    then the first one not skipped, then the end. `before` is the list as it was shown.
    """
    left = [item.key for item in items if item.key not in session.skipped and item.key != session.at]
    # in the old order: what was answered is no longer in `items`, so its place can be found only there
    keys = [item.key for item in before]
    after = keys[keys.index(session.at) + 1 :] if session.at in keys else []
    return next((key for key in after if key in left), left[0] if left else END)


def keep_place(before: Sequence[ReviewItem], items: Sequence[ReviewItem], session: ReviewSession) -> ReviewSession:
    """The session over the items there are now: still where it was, or at the next item when that is gone."""
    met = {**session.met, **{item.key: item.title for item in items}}
    session = replace(session, left=len(items), answered=tuple(key for key in session.answered if key in met))
    # met before, gone, and here again
    keys, were = {item.key for item in items}, {item.key for item in before}
    back = (keys - were) & session.met.keys() if were else set()
    if back:
        # something was taken back: what was asked only because of it was not settled by anybody
        met = {key: title for key, title in met.items() if key in keys or key not in were}
        # and who takes their answer back wants to give another
        again = next((item.key for item in items if item.key in back and item.key in session.answered), session.at)
        session = replace(session, at=again)
    if session.at != END and session.at not in keys:
        return replace(session, at=next_key(before, items, session), met=met)
    return replace(session, met=met)


def skip(items: Sequence[ReviewItem], session: ReviewSession) -> ReviewSession:
    """Passes over the item shown."""
    skipped = tuple(dict.fromkeys((*session.skipped, session.at)))
    passed = replace(session, skipped=skipped)
    return replace(passed, at=next_key(items, items, passed))


def answer(session: ReviewSession, key: str) -> ReviewSession:
    """The item was answered by the user; it is counted once it is no longer open."""
    return replace(session, answered=tuple(dict.fromkeys((*session.answered, key))))


def step(items: Sequence[ReviewItem], session: ReviewSession, by: int) -> ReviewSession:
    """To the item before or after the one shown; after the last comes the end."""
    keys = [*(item.key for item in items), END]
    at = keys.index(session.at) if session.at in keys else 0
    return replace(session, at=keys[max(0, min(len(keys) - 1, at + by))])


def done(items: Sequence[ReviewItem], session: ReviewSession) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keys of what this review met and needs the user no more, and of what was skipped and still does."""
    still = {item.key for item in items}
    return tuple(key for key in session.met if key not in still), tuple(key for key in session.skipped if key in still)


def resolved(items: Sequence[ReviewItem], session: ReviewSession, closed: Collection[str] = ()) -> tuple[str, ...]:
    """Keys of what the user's own answers made need them no more: what a newer price or another machine's entry did
    is not counted as theirs. `closed` are keys of items that a sentence or a snooze closed, wherever it was recorded.
    """
    return tuple(key for key in done(items, session)[0] if key in session.answered or key in closed)
