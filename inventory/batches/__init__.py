"""Goods that expire: what came in with which date, and what of it still stands on the shelf."""
