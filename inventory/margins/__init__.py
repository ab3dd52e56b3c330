"""What goods cost beside what they sell for, and the guard against selling at a loss."""
