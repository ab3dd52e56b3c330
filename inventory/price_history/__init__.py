"""What a pack has cost the buyer and the shop since when, on every list, and who said so."""
