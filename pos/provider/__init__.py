"""The deposit at the provider of pulsa, tokens and bills, and the services sold from it."""
