"""What Lumbung costs, measured beside what the machine could do: see README.md here."""
