"""BAYAR BON: members paying their kasbon at the counter, in any part, the oldest bon first."""
