"""Make the example in a process of its own: ``python -m pos.demo``."""

from __future__ import annotations

from core.commands import LumbungGroup
from pos.demo.cli import demo

if __name__ == "__main__":
    LumbungGroup(commands=[demo])()
