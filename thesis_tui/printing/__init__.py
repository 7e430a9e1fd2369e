"""The printer: a view or a journal as JSON or as plain tables. Returns text; never writes a stream itself."""
