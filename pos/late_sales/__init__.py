"""Nota susulan: sales written on paper while everything was dead, entered later."""
