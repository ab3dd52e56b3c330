"""Draw the till's icons as PNG, from the same barn as static/core/favicon.svg."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

ICONS = Path(__file__).resolve().parent.parent / "static" / "pos" / "icons"
GREEN, STRAW, WHITE = "#0b4f3a", "#e3b04b", "#ffffff"
UNITS = 32
"""The drawing is 32 by 32."""
FINER = 4
"""Drawn so many times larger, then made smaller: smooth edges."""

Point = tuple[float, float]


def main() -> None:
    """Write every icon anew."""
    ICONS.mkdir(parents=True, exist_ok=True)
    for size in (192, 512):
        _save(_barn(size, corner=7, margin=0), f"kasir-{size}.png")
    _save(_barn(512, corner=0, margin=5), "kasir-penuh-512.png")


def _save(icon: Image.Image, name: str) -> None:
    icon.save(ICONS / name, optimize=True)


def _barn(size: int, *, corner: float, margin: float) -> Image.Image:
    """``margin`` keeps the barn inside the circle that some phones cut out."""
    whole = size * FINER
    icon = Image.new("RGBA", (whole, whole))
    draw = ImageDraw.Draw(icon)
    draw.rounded_rectangle((0, 0, whole, whole), corner * whole / UNITS, fill=GREEN)
    scale = (UNITS - 2 * margin) / UNITS

    def place(points: list[Point]) -> list[Point]:
        return [
            ((x * scale + margin) * whole / UNITS, (y * scale + margin) * whole / UNITS)
            for x, y in points
        ]

    roof = _curve((16, 4.5), (10.4, 4.5), (8.8, 10.7), (7, 17))
    draw.polygon(place([*roof, *((UNITS - x, y) for x, y in reversed(roof))]), fill=STRAW)
    arch = _curve((13.5, 12.8), (13.5, 9.5), (18.5, 9.5), (18.5, 12.8))
    draw.polygon(place([(13.5, 17), *arch, (18.5, 17)]), fill=GREEN)
    for left, top, width, height in (
        (5.5, 18.5, 21, 2), (9, 20.5, 2.2, 6.5), (20.8, 20.5, 2.2, 6.5),
        (7.6, 26, 5, 1.6), (19.4, 26, 5, 1.6),
    ):  # fmt: skip
        box = place([(left, top), (left + width, top + height)])
        draw.rectangle((*box[0], *box[1]), fill=WHITE)
    return icon.resize((size, size), Image.Resampling.LANCZOS)


def _curve(start: Point, first: Point, second: Point, end: Point) -> list[Point]:
    """A cubic Bézier curve as points."""
    steps = [step / 40 for step in range(41)]
    return [
        tuple(
            (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t**3 * d
            for a, b, c, d in zip(start, first, second, end, strict=True)
        )  # type: ignore[misc]
        for t in steps
    ]


if __name__ == "__main__":
    main()
