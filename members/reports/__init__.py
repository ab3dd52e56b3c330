"""Reports about the members."""
