"""A terminal dashboard for a stock thesis that can be proved wrong.

The first line of each module says what it is, the docstring of each package is a map of its modules. To add

a kind of level             begin in rules/levels.py
a kind of journal entry     rules/entry_kinds.py
a price feed                prices/registry.py says how; model/feeds.py has them all
a live source of figures    public_data/sources/__init__.py
a key                       actions.py
a command                   cli/commands.py
an export format            printing/formats.py
a colour or a theme         pages/colours.py
a cue word of the reader    reader/data/words-*.toml; reader/lexicon.py says how they are written
the wording of a reason     rules/wording/
"""

__version__ = "0.1.0"
