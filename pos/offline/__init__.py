"""Selling without a server: the till's shell, its certificate, and documents that come by file."""
