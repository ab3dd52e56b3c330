"""The counter: tills, shifts, sales, receipts and printers; also first run and demo."""
