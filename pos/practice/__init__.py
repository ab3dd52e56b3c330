"""Practice at the till (LATIHAN): sales that never happened, and their paper."""
