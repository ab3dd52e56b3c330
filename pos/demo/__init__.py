"""The example co-operative: invented people, goods and a year of sales to try things on."""
