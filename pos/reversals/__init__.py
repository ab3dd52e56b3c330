"""Taking back what was paid in, drawn or settled at the counter when it was booked wrongly."""
