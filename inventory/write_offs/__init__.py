"""Goods that leave the shelves unsold: damaged, expired, lost, or used by the shop itself."""
