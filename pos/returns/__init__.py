"""Goods that come back: from the sold line at the price and cost then, or without a receipt."""
