"""Kinds of journal entries: declared once each, and whole."""

from __future__ import annotations

from typing import get_args

from thesis_tui.model.journal import KINDS, OBJECT_KINDS, Kind
from thesis_tui.pages import journal_page
from thesis_tui.rules.entry_kinds import ENTRY_KINDS
from thesis_tui.rules.folded import Folded


def test_every_kind_has_a_struct_and_a_declaration() -> None:
    assert list(KINDS) == list(ENTRY_KINDS) == list(get_args(Kind))
    assert set(journal_page.KINDS) >= set(ENTRY_KINDS)


def test_what_a_declaration_names_is_there() -> None:
    for kind, declared in ENTRY_KINDS.items():
        fields = KINDS[kind].__struct_fields__
        assert {*declared.needs, *declared.filed_under} <= set(fields), kind
        assert (declared.objects in Folded.__struct_fields__) == (kind in OBJECT_KINDS), kind
        assert not (declared.objects and declared.collect), kind
