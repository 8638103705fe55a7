"""Where cases and their photos are kept: what every store does, one in memory, and the one on disk."""
