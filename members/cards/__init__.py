"""Cards, photos, the register book and passbooks of members."""
