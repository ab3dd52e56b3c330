"""What pictures hand in to the application."""

from __future__ import annotations

from core.words import ACTIONS
from inventory.pictures import views, words

BLUEPRINTS = (views.blueprint,)

ACTIONS.update(words.ACTIONS)
