"""Days without a session and days with other hours, a module a region: each is read when one of its venues is."""
