"""Labels for shelves and goods, and the queue of those whose price changed."""
