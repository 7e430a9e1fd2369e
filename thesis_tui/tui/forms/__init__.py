"""The forms for recording something, by what they record."""
