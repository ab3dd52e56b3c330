"""Files whose rows are taken: said first, taken whole, taken back while nothing depends on it."""
