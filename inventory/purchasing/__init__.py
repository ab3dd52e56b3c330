"""Buying: orders, goods that arrive, invoices, payments, goods sent back."""
