"""Taking back what a member paid in, drew or settled at the counter when it was booked wrongly."""
