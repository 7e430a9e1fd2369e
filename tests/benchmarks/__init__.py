"""Benchmarks, run on demand: `.venv/bin/python -m tests.benchmarks`. They print ratios and never fail on time."""
