"""As for the screens: every test has a home of its own, and UTC."""

from tests.tui.conftest import _in_utc

__all__ = ["_in_utc"]
