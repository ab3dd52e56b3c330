"""The first hour of a co-operative: founding it, its first printer, goods and sale."""
