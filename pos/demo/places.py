"""Where the example's shops stand. Towns are real, addresses are invented."""

from __future__ import annotations

from dataclasses import dataclass

from core.models import ShopKind
from core.shops import ShopDetails
from pos.firstrun.founding import OFFICE_CODE

COOP_NAME = "Koperasi Lumbung Makmur"
TILL_NAME = "T1"
OFFICE_ADDRESS = "Jl. Pasar Lama 2, Wonosobo\nJawa Tengah"
GREETING = "Belanja di toko sendiri,\nsisa hasilnya kembali ke anggota."


@dataclass(frozen=True, slots=True)
class Place:
    """A shop of the example."""

    code: str
    name: str
    time_zone: str
    address: str
    share: int
    """Per cent of all sales."""
    dearer: int
    """Rupiah that freight adds to a piece of the goods that come from far."""
    rest_day: int | None
    """The weekday on which it stays shut, Monday is 0."""

    @property
    def details(self) -> ShopDetails:
        return ShopDetails(
            code=self.code,
            name=self.name,
            kind=ShopKind.SHOP,
            time_zone=self.time_zone,
            address=self.address,
            receipt_footer=GREETING,
        )

    @property
    def till_code(self) -> str:
        return f"{self.code}-{TILL_NAME}"

    @property
    def till_token(self) -> str:
        """The example's tills are open to all, so their tokens can be known beforehand."""
        return f"contoh-{self.till_code.lower()}"


PLACES = (
    Place(
        code="WSB",
        name="Toko Wonosobo",
        time_zone="Asia/Jakarta",
        address="Jl. Dieng Km 4, Kalianget\nWonosobo, Jawa Tengah",
        share=38,
        dearer=0,
        rest_day=None,
    ),
    Place(
        code="KRW",
        name="Toko Karawang",
        time_zone="Asia/Jakarta",
        address="Jl. Raya Rengasdengklok 21, Kertasari\nKarawang, Jawa Barat",
        share=27,
        dearer=0,
        rest_day=None,
    ),
    Place(
        code="LTM",
        name="Toko Lombok Timur",
        time_zone="Asia/Makassar",
        address="Jl. Raya Masbagik 8, Masbagik Utara\nLombok Timur, NTB",
        share=20,
        dearer=300,
        rest_day=4,
    ),
    Place(
        code="FLT",
        name="Toko Flores Timur",
        time_zone="Asia/Makassar",
        address="Jl. Trans Larantuka 15, Lewolaga\nFlores Timur, NTT",
        share=15,
        dearer=500,
        rest_day=6,
    ),
)

BY_CODE = {place.code: place for place in PLACES}
OFFICE = OFFICE_CODE
