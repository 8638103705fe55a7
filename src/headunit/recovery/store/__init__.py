"""Where cases and their photos are kept: what every store does, one in memory, one on disk, and what others count."""
