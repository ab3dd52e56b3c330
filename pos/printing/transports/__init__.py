"""The ways to a printer: addresses, one module for each way, and deadlines around all of them."""
