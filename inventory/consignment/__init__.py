"""Titip jual: goods that stay the producer's until the moment they are sold."""
