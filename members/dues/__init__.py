"""Simpanan wajib: what is due each month, and arrears."""
