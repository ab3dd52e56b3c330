"""The QR code as a picture on a page, drawn by a browser's rules and read by a camera's."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader
from PIL import Image, ImageDraw

from core.qr_codes import squares, svg
from pos.paper import QrCode, Text
from tests.support.paper import read_codes
from tests.support.qris import BILLED, STATIC
from tests.support.source import HOUSE

NAME = "{http://www.w3.org/2000/svg}"
PEN = re.compile(r"M(-?\d+) (-?\d+)h(\d+)v(\d+)h-\d+z")


def painted(picture: str, dots: int = 4) -> Image.Image:
    """An SVG of upright rectangles, painted on grey: what is white must be painted white."""
    root = ET.fromstring(picture)  # noqa: S314
    left, top, width, height = map(int, root.attrib["viewBox"].split())
    image = Image.new("L", (width * dots, height * dots), 128)
    draw = ImageDraw.Draw(image)
    for path in root.iter(f"{NAME}path"):
        assert PEN.sub("", path.attrib["d"]) == ""
        for found in PEN.finditer(path.attrib["d"]):
            x, y, across, down = map(int, found.groups())
            x, y = (x - left) * dots, (y - top) * dots
            fill = 255 if path.get("fill") == "#fff" else 0
            draw.rectangle((x, y, x + across * dots - 1, y + down * dots - 1), fill)
    return image


@pytest.mark.parametrize("payload", [STATIC, BILLED])
def test_the_picture_says_its_payload(payload: str) -> None:
    image = painted(svg(payload, "QRIS"))
    assert read_codes(image) == [payload]
    assert set(image.tobytes()) == {0, 255}


@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=40), label=st.text())
def test_a_page_can_show_it_whatever_it_says(text: str, label: str) -> None:
    picture = svg(text, label)
    assert "style=" not in re.sub('aria-label="[^"]*"', "", picture)
    assert re.fullmatch(r"<svg [^<>]*><path [^<>]*/><path [^<>]*/></svg>", picture)


def test_noughts_only_are_drawn_too() -> None:
    """qrcode 8.2 cannot draw them in the mode it would choose itself."""
    rows = squares("0" * 512)
    assert {len(row) for row in rows} == {len(rows)}


def test_the_paper_on_a_page_shows_it() -> None:
    jinja = Environment(
        loader=FileSystemLoader(HOUSE / "templates"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
    )
    macro = jinja.get_template("pos/_paper.html").module.paper  # type: ignore[attr-defined]
    page = macro([Text("Bayar"), QrCode(BILLED, 'QRIS <"toko">')], 32, "Struk")
    found = re.search("<svg.*?</svg>", page)
    assert found is not None
    picture = found[0].replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    code = painted(picture)
    framed = Image.new("L", (code.width + 40, code.height + 40), 255)
    framed.paste(code.point(lambda value: 0 if value == 0 else 255), (20, 20))
    assert read_codes(framed) == [BILLED]
    assert ET.fromstring(picture).attrib["aria-label"] == 'QRIS <"toko">'  # noqa: S314
