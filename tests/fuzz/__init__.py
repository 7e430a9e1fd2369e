"""Readers under mutated input, on demand."""
