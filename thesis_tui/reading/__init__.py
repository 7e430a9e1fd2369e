"""Articles to proposals: deterministic, offline. What words mean is data (`data/*.toml`), how they combine is code."""
