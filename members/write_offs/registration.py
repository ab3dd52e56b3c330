"""What the write-offs of debts hand in to the application."""

from __future__ import annotations

from core.registry import Registry
from members.write_offs import invariants


def register(registry: Registry) -> None:
    """Add everything of this folder to the registry."""
    registry.add_invariant("members.written_off", invariants.booked)
