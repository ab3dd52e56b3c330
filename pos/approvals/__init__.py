"""Approvals: what a clerk may not do alone, who agreed, and what still has to be looked at."""
