"""Goods from a file, with their packs, prices and opening stock."""
