"""Text, files and answers made to do harm."""
