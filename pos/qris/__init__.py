"""QRIS, Indonesia's one payment code: its text, its drawing, its settings."""
