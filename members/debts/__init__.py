"""Kasbon as the treasurer sees it: who owes since when, statements, reminders, the block."""
