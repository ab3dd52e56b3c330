"""A member's own receipts on her pages."""
