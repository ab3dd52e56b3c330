"""What each shop wants to have of its goods at least."""
