"""Reports of goods: what they are worth, how they move, what they earn and what is lost."""
