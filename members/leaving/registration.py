"""What leaving hands in to the application."""

from __future__ import annotations

from core.registry import Registry
from members.leaving import invariants


def register(registry: Registry) -> None:
    """Add everything of this folder to the registry."""
    registry.add_invariant("members.settled", invariants.settled)
    registry.add_invariant("members.gone", invariants.nobody_gone_has_savings)
