"""Who sells to the co-op, and what they call our goods."""
