"""Passbooks and cards of members on the printers of the tills."""
