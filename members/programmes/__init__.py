"""Programmes and their money: tags, participation capital (penyertaan), grants."""
