"""Pictures people send: read, cut square and written anew. Pure.

Nothing of the file itself is kept: no place and time of a phone, no hidden second half.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from core.errors import InvalidInput
from core.i18n import _

MOST_MEGABYTES = 5
"""As phones take them."""
MOST_DOTS = 25_000_000
"""A small file may unfold to an enormous picture."""
_FORMATS = ("PNG", "JPEG", "WEBP")
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError)


def squares(content: bytes, sides: Sequence[int]) -> tuple[bytes, ...]:
    """The picture as a square WebP for each of these sides, in dots.

    Raises InvalidInput for what is no picture or too large.
    """
    if not content:
        raise InvalidInput(_("Pilih gambarnya dulu."), field="picture")
    if len(content) > MOST_MEGABYTES * 1024 * 1024:
        raise InvalidInput(
            _("Gambar paling besar %(most)s MB. Kecilkan dulu.", most=MOST_MEGABYTES),
            field="picture",
        )
    try:
        flat = _flat(content, max(sides))
        return tuple(_square(flat, side) for side in sides)
    except _BOMBS:
        raise _too_large() from None
    except _UNREADABLE:
        raise InvalidInput(
            _("File ini bukan gambar PNG, JPEG, atau WebP."), field="picture"
        ) from None


def mark(picture: bytes) -> str:
    """What a picture is fetched by."""
    return hashlib.sha256(picture).hexdigest()[:32]


def _flat(content: bytes, side: int) -> Image.Image:
    """The picture upright, on white, at most four times as fine as it will be."""
    with Image.open(BytesIO(content), formats=_FORMATS) as sent:
        if sent.width * sent.height > MOST_DOTS:
            raise _too_large()
        sent.thumbnail((4 * side, 4 * side))
        upright = ImageOps.exif_transpose(sent).convert("RGBA")
    paper = Image.new("RGBA", upright.size, "white")
    return Image.alpha_composite(paper, upright).convert("RGB")


def _square(flat: Image.Image, side: int) -> bytes:
    made = BytesIO()
    ImageOps.fit(flat, (side, side)).save(made, "WEBP", quality=80)
    return made.getvalue()


def _too_large() -> InvalidInput:
    return InvalidInput(_("Gambar ini terlalu besar. Kecilkan dulu."), field="picture")
