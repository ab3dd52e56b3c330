"""Pictures of tiles: what was sent is read, cut square and written anew. Pure.

Nothing of the file itself is kept: no place and time of a phone, no hidden second half.
"""

from __future__ import annotations

import hashlib
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from core.errors import InvalidInput
from core.i18n import _

SIDE = 192
"""Dots of a tile's picture: 96 on the screen, twice as fine."""
MOST_BYTES = 200_000
MOST_DOTS = 25_000_000
"""A small file may unfold to an enormous picture."""
_FORMATS = ("PNG", "JPEG", "WEBP")


def tile_picture(content: bytes) -> bytes:
    """The picture of a tile as WebP. Raises InvalidInput for what is no picture or too large."""
    if not content:
        raise InvalidInput(_("Pilih gambarnya dulu."), field="picture")
    if len(content) > MOST_BYTES:
        raise InvalidInput(_("Gambar paling besar 200 kB. Kecilkan dulu."), field="picture")
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as sent:
            if sent.width * sent.height > MOST_DOTS:
                raise InvalidInput(_("Gambar ini terlalu besar. Kecilkan dulu."), field="picture")
            return _square(sent)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise InvalidInput(
            _("File ini bukan gambar PNG, JPEG, atau WebP."), field="picture"
        ) from None


def mark(picture: bytes) -> str:
    """What a picture is fetched by."""
    return hashlib.sha256(picture).hexdigest()[:32]


def _square(sent: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(sent).convert("RGBA")
    paper = Image.new("RGBA", upright.size, "white")
    flat = Image.alpha_composite(paper, upright).convert("RGB")
    made = BytesIO()
    ImageOps.fit(flat, (SIDE, SIDE)).save(made, "WEBP", quality=80)
    return made.getvalue()
