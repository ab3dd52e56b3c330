"""From whom the example's shops buy. The names are invented."""

from __future__ import annotations

from dataclasses import dataclass

from inventory.suppliers.suppliers import SupplierDetails
from pos.demo.goods import FRESH, Goods
from pos.demo.places import PLACES, Place


@dataclass(frozen=True, slots=True)
class Seller:
    """A supplier of the example."""

    name: str
    phone: str
    contact: str
    terms_days: int
    """0: paid at the end of the month, on one bill for all that came."""
    lead_days: int

    @property
    def details(self) -> SupplierDetails:
        return SupplierDetails(
            self.name,
            phone=self.phone,
            contact=self.contact,
            terms_days=self.terms_days,
            lead_days=self.lead_days,
        )


STAPLES = Seller("UD Padi Kencana", "0811-0000-0101", "Pak Harjo", 14, 2)
DRINKS = Seller("PT Telaga Minuman", "0811-0000-0102", "Mbak Rina", 21, 2)
GROCERIES = Seller("CV Lumintu Grosir", "0811-0000-0103", "Pak Wawan", 30, 3)
_MARKET_WOMEN = {"WSB": "Bu Yatmi", "KRW": "Bu Euis", "LTM": "Inaq Nur", "FLT": "Mama Tekla"}
MARKETS = {
    place.code: Seller(
        f"Pedagang pasar {place.name.removeprefix('Toko ')}",
        f"0811-0000-02{n:02d}",
        _MARKET_WOMEN[place.code],
        0,
        1,
    )
    for n, place in enumerate(PLACES, start=1)
}
ALL = (STAPLES, DRINKS, GROCERIES, *MARKETS.values())

_BY_CATEGORY = {
    "Sembako": STAPLES,
    "Rumah tangga": STAPLES,
    "Minuman": DRINKS,
    "Susu & es krim": DRINKS,
}
KEEPS_DAYS = {"Susu & es krim": 95, "Roti & kue": 70, "Beku & kaleng": 180}
"""How long after it came a category is good, where a date stands on it."""
DATED_LAST_DAYS = 80
"""They began to note dates so many days before the end of the year."""


def seller_of(place: Place, goods: Goods) -> Seller:
    """Who brings these goods to a shop."""
    if goods.category in FRESH:
        return MARKETS[place.code]
    return _BY_CATEGORY.get(goods.category, GROCERIES)
