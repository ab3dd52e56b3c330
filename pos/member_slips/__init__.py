"""Passbooks, weekly cards and SHU slips of members on the printers of the tills."""
