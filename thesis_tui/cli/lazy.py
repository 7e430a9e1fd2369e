"""The modules of the commands, each imported when its command runs: the one place of this floor's late imports.

A command that prints lives for 60 ms. Importing all of these instead of one adds 45 ms: the reader of articles 21 ms,
what records 9 ms, exports 6 ms, the manual and the completion 4 ms, argparse 5 ms.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

from thesis_tui.late import late_module

if TYPE_CHECKING:  # for the types: at run time `__getattr__` below imports them
    from thesis_tui.cli import articles as articles
    from thesis_tui.cli import attention as attention
    from thesis_tui.cli import closing as closing
    from thesis_tui.cli import completion as completion
    from thesis_tui.cli import crash as crash
    from thesis_tui.cli import deciding as deciding
    from thesis_tui.cli import evidence as evidence
    from thesis_tui.cli import exporting as exporting
    from thesis_tui.cli import fetching as fetching
    from thesis_tui.cli import manual as manual
    from thesis_tui.cli import notify as notify
    from thesis_tui.cli import planning as planning
    from thesis_tui.cli import reading as reading
    from thesis_tui.cli import recording as recording
    from thesis_tui.cli import remaking as remaking
    from thesis_tui.cli import serving as serving
    from thesis_tui.cli import watching as watching

_LATE = {
    "articles": "thesis_tui.cli.articles",
    "attention": "thesis_tui.cli.attention",
    "closing": "thesis_tui.cli.closing",
    "completion": "thesis_tui.cli.completion",
    "crash": "thesis_tui.cli.crash",
    "deciding": "thesis_tui.cli.deciding",
    "evidence": "thesis_tui.cli.evidence",
    "exporting": "thesis_tui.cli.exporting",
    "fetching": "thesis_tui.cli.fetching",
    "manual": "thesis_tui.cli.manual",
    "notify": "thesis_tui.cli.notify",
    "planning": "thesis_tui.cli.planning",
    "reading": "thesis_tui.cli.reading",
    "recording": "thesis_tui.cli.recording",
    "remaking": "thesis_tui.cli.remaking",
    "serving": "thesis_tui.cli.serving",
    "watching": "thesis_tui.cli.watching",
    "dashboard": "thesis_tui.tui.start",
}


def __getattr__(name: str) -> ModuleType:
    return late_module(name, _LATE, globals())
