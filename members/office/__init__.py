"""Members' money over the office desk: paid in, drawn out, moved between accounts."""
