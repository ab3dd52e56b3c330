"""Papers of consignment on the printers of the tills."""
