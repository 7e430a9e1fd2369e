"""What is asked for when something is recorded: the forms, by what they record."""
