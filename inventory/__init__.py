"""Goods: products, packs, prices, barcodes and the stock of each shop."""
