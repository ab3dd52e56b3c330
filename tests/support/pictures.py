"""Pictures as people send them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image


def drawn(
    kind: str = "PNG", size: tuple[int, int] = (400, 300), colour: str = "green", **more: Any
) -> bytes:
    """A file with a picture of one colour."""
    made = BytesIO()
    Image.new("RGB", size, colour).save(made, kind, **more)
    return made.getvalue()
