"""Pictures of goods: made anew, small, upright, and nothing of the file that was sent."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.models import AuditRecord
from core.squares import MOST_MEGABYTES, squares
from inventory.pictures import pictures
from tests.support.pictures import drawn
from tests.support.world import NOW, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def colour_at(content: bytes, x: int, y: int) -> tuple[int, ...]:
    found = opened(content).convert("RGB").getpixel((x, y))
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_made_anew_square_and_small(kind: str) -> None:
    made = squares(drawn(kind, (1_600, 1_200)), (480, 192))
    assert [(opened(each).format, opened(each).size) for each in made] == [
        ("WEBP", (480, 480)),
        ("WEBP", (192, 192)),
    ]
    assert len(made[0]) < 40_000


@pytest.mark.parametrize("mode", ["CMYK", "L", "LA", "P", "1"])
def test_a_picture_may_have_any_kind_of_colours(mode: str) -> None:
    made = BytesIO()
    Image.new(mode, (300, 300)).save(made, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(squares(made.getvalue(), (192,))[0]).mode == "RGB"


def test_what_shines_through_is_on_white() -> None:
    made = BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(made, "PNG")
    assert min(colour_at(squares(made.getvalue(), (192,))[0], 96, 96)) > 250


def test_a_picture_taken_upright_stays_upright() -> None:
    """A phone keeps the picture lying and says beside it how it was held."""
    lying = Image.new("RGB", (400, 400), "white")
    lying.paste("red", (0, 0, 400, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    made = BytesIO()
    lying.save(made, "JPEG", exif=exif, quality=95)
    (shown,) = squares(made.getvalue(), (192,))
    left, right = colour_at(shown, 20, 96), colour_at(shown, 170, 96)
    assert min(left) > 200
    assert right[0] > 200 > right[1]


def test_nothing_of_the_sent_file_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "rumah Siti, jalan Melati"
    sent = drawn("JPEG", exif=exif, comment=b"GPS -7.3, 109.9") + b"<script>alert(1)</script>"
    (made,) = squares(sent, (192,))
    for kept in (b"Melati", b"GPS", b"script", b"EXIF"):
        assert kept not in made


def bomb(width: int, height: int) -> bytes:
    """A PNG of a hundred bytes that says it is enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Pilih gambarnya"),
        (b"<svg onload=alert(1)>", "bukan gambar"),
        (drawn("GIF"), "bukan gambar"),
        (drawn("PNG")[:60], "bukan gambar"),
        (drawn("JPEG", (900, 900))[:700], "bukan gambar"),
        (b"\x89PNG" + bytes(MOST_MEGABYTES * 1024 * 1024), "paling besar 5 MB"),
        (drawn("PNG", (6_000, 5_000)), "terlalu besar"),
        (bomb(10_000, 10_000), "terlalu besar"),
        (bomb(60_000, 60_000), "terlalu besar"),
    ],
)
def test_what_is_no_picture_or_unfolds_to_too_much_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(InvalidInput, match=says) as refused:
        squares(content, (192,))
    assert refused.value.field == "picture"


def test_a_product_has_one_picture_under_a_mark_of_its_own(session: Session, world: World) -> None:
    mie = world.goods["mie"]
    pictures.put(session, mie.product, drawn(), at=NOW, by=None)
    first = pictures.marks(session, [mie.id, world.goods["air"].id])
    assert list(first) == [mie.id]
    assert opened(pictures.large(session, first[mie.id])).size == (480, 480)
    assert opened(pictures.small(session, first[mie.id])).size == (192, 192)
    pictures.put(session, mie.product, drawn(colour="blue"), at=NOW, by=None)
    second = pictures.marks(session, [mie.id])
    assert second[mie.id] != first[mie.id]
    with pytest.raises(NotFound):
        pictures.large(session, first[mie.id])


def test_a_picture_is_taken_away_once_and_noted(session: Session, world: World) -> None:
    mie = world.goods["mie"]
    pictures.put(session, mie.product, drawn(), at=NOW, by=None)
    pictures.remove(session, mie.product, at=NOW, by=world.clerk_id)
    assert pictures.marks(session, [mie.id]) == {}
    with pytest.raises(NotFound):
        pictures.remove(session, mie.product, at=NOW, by=None)
    actions = session.scalars(select(AuditRecord.action).where(AuditRecord.subject == "101")).all()
    assert actions == ["product.picture_set", "product.picture_removed"]
