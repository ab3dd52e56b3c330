"""What a shop had better order, how much, and why."""
