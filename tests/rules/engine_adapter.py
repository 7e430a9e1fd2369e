"""The program's level engine, asked in the plain engine's terms: the one place that knows both."""

from __future__ import annotations

from tests.rules.plain_engine import Answer, Case

WIRED = False


def judge_by_program(case: Case) -> Answer:
    """The program's answer to a case, in the plain engine's words."""
    raise NotImplementedError
