"""The base of all that is decoded from a file."""

from __future__ import annotations

from msgspec import Struct


class FileStruct(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Base of all that is decoded from a file: unknown keys are faults, defaults are not written.

    Nothing made of files refers to itself, so that no search for garbage need pass through years of it.
    """
