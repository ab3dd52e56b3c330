"""The receipt on the buyer's phone: a link in a QR code, which nobody can guess."""
