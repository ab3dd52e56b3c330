"""Vouchers that the co-op hands out: issued in batches, printed, used once at a till."""
