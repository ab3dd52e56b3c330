"""The people who own the co-operative: the register and what each has bought."""
