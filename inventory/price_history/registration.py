"""What the history of prices hands in to the application."""

from __future__ import annotations

from inventory.price_history import views

BLUEPRINTS = (views.blueprint,)
