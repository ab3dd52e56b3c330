"""Interest on SUKARELA, off unless the co-op is licensed, and its tax."""
