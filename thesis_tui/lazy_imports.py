"""Lazy imports: a floor's table of modules that are imported when they are first used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType


def lazy_module(name: str, table: Mapping[str, str], namespace: dict[str, object]) -> ModuleType:
    """The module that `table` names for `name`, put into the `namespace` of the asking module, so that it is asked
    once. Raises AttributeError for a name the table does not have, as a module's `__getattr__` must.
    """
    if name not in table:
        raise AttributeError(name)
    module = import_module(table[name])
    # a module's `__getattr__` is asked only for what its namespace has not
    namespace[name] = module
    return module
