"""The provinces, regencies and districts of Indonesia, as shipped."""
