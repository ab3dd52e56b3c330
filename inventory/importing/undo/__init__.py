"""Taking back what an import made."""
