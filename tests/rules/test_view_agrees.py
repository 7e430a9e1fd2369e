"""A whole view held against the plain engine: from bars, a quote and a level's entry to its state and crossings."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.level_cases import at, day_of, random_case, walks
from tests.rules.plain_engine import Answer, judge, told_at_looks
from tests.rules.test_plain_engine import EVERYDAY
from tests.rules.view_adapter import as_a_feed_has_it, judge_by_view, told_by_view


@pytest.mark.parametrize("name", EVERYDAY)
def test_everyday_case_gives_the_answer_written_by_hand(name: str) -> None:
    what, state, numberses = EVERYDAY[name]
    expected = Answer(state, tuple((day_of(number), kind) for number, kind in numberses))
    assert judge_by_view(what) == expected


@pytest.mark.parametrize("seed", range(100, 104))
def test_view_and_plain_engine_agree_on_random_walks(seed: int) -> None:
    for number, walked in enumerate(walks(seed, 250)):
        fed = as_a_feed_has_it(walked)
        assert judge_by_view(fed) == judge(fed), f"walk {number} of seed {seed}: {fed}"


@given(st.randoms(use_true_random=False))
def test_view_and_plain_engine_agree_on_any_walk(chance: random.Random) -> None:
    fed = as_a_feed_has_it(random_case(chance))
    assert judge_by_view(fed) == judge(fed)


@given(st.randoms(use_true_random=False), st.lists(st.integers(0, 60 * 24 * 70), max_size=10))
def test_a_crossing_is_news_at_the_first_look_after_it_and_never_again(
    chance: random.Random, minutes: list[int]
) -> None:
    walked = random_case(chance)
    noted = walked.level.noted
    moments = [noted, *(noted + timedelta(minutes=minute) for minute in sorted(minutes)), at(56, "18:00")]
    looks = [replace(walked, now=max(noted, moment), current=None, ended=0) for moment in moments]
    assert told_by_view(looks) == [look.new for look in told_at_looks(looks)]
