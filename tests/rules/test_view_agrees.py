"""A whole view held against the plain engine: from bars, a quote and a level's entry to its state and crossings."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.level_cases import day_of, random_case, walks
from tests.rules.plain_engine import Answer, judge
from tests.rules.test_plain_engine import EVERYDAY
from tests.rules.view_adapter import as_a_feed_has_it, judge_by_view


@pytest.mark.parametrize("name", EVERYDAY)
def test_everyday_case_gives_the_answer_written_by_hand(name: str) -> None:
    what, state, told = EVERYDAY[name]
    expected = Answer(state, tuple((day_of(number), kind) for number, kind in told))
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
