"""Debts given up, by two people."""
