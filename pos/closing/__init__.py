"""The end of a shift: the blind count, the X and Z reports, and who vouches for the difference."""
