"""Goods from one shop to another: sent, on the way, arrived or lost."""
