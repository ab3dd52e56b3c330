"""Opening balances (saldo awal) at a cut-over date."""
