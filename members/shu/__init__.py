"""The yearly surplus (SHU): how it is divided, and what each member may expect of it."""
