"""How a member signs in on her own phone."""
