"""Quick keys: tiles on the till for goods without a barcode, per shop, with a picture."""
