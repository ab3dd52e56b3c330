"""The books: double entry, one writer, nothing ever changed."""
