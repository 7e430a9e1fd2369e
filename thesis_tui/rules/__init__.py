"""Pure functions of a book, a clock and a look: what a thesis amounts to on a date, and why."""
