"""Repacking: a sack opened and filled into bags, its cost with it."""
