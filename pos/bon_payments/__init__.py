"""BAYAR BON: members paying their kasbon at the counter, in any part, what is due first."""
