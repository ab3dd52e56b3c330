"""Many prices changed at once, after a look at each: by category, or from a supplier's message."""
