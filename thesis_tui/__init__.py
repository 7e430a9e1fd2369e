"""A terminal dashboard for a stock thesis that can be proved wrong."""

__version__ = "0.1.0"
