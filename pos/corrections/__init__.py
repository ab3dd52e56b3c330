"""Corrections of how a sale was paid: from one way of paying to another, never a new sale."""
