"""Whether what is written down of a cut-over holds together. Pure.

Every total of the trial balance that is explained line by line must be what its lines make; then
3-1099, through which everything passes, ends at zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.format import day, rupiah
from core.i18n import _
from core.ids import ShopId
from core.money import ZERO, Money, total
from ledger import chart
from members.opening.accounts import EXPLAINED
from members.opening.figures import Figures, Places
from members.opening.months import evening_before


class Step(StrEnum):
    """Where something is put right."""

    START = "start"
    ACCOUNTS = "accounts"
    MEMBERS = "members"
    BONS = "bons"
    SUPPLIERS = "pemasok"
    CONSIGNORS = "penitip"
    STOCK = "stock"


EXPLAINED_IN: Mapping[str, Step] = {
    chart.MEMBER_CREDIT: Step.BONS,
    chart.MERCHANDISE: Step.STOCK,
    chart.PAYABLES: Step.SUPPLIERS,
    chart.CONSIGNMENT_PAYABLES: Step.CONSIGNORS,
    chart.VOLUNTARY_SAVINGS: Step.MEMBERS,
    chart.SURPLUS_PAYABLE: Step.MEMBERS,
    chart.SHARE_CAPITAL: Step.MEMBERS,
    chart.MANDATORY_SAVINGS: Step.MEMBERS,
}


@dataclass(frozen=True, slots=True)
class Compared:
    """An account that is explained, both ways; as large as it is on its own side."""

    account: str
    step: Step
    paper: Money
    explained: Money

    @property
    def difference(self) -> Money:
        return self.paper - self.explained


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why it cannot be posted yet, and where that is put right."""

    sentence: str
    step: Step
    shop: str = ""
    """The code of the shop whose trial balance it is."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check page shows."""

    compared: tuple[Compared, ...]
    wrong: tuple[Wrong, ...]
    notes: tuple[str, ...]
    """What is worth a look, and hinders nothing."""
    left: Money
    """What 3-1099 would keep."""

    @property
    def is_good(self) -> bool:
        """It may be posted."""
        return not self.wrong


@dataclass(frozen=True, slots=True)
class Frame:
    """What the check must know beside the figures."""

    cut_over: date
    today: date
    closed_through: date | None
    shops: Mapping[ShopId, str]
    """Codes."""


def checked(figures: Figures, frame: Frame) -> Checked:
    """Compare everything with everything."""
    compared = tuple(_compared(figures))
    wrong = (*_days(figures, frame), *_balances(figures, frame), *_differences(compared))
    others = total(
        amount for (_shop, code), amount in figures.paper.items() if code not in EXPLAINED
    )
    return Checked(
        compared, wrong, tuple(_notes(figures, frame, compared)),
        others + total(figures.explained.values()),
    )  # fmt: skip


def _compared(figures: Figures) -> Iterator[Compared]:
    for code in EXPLAINED:
        paper, explained = _sum(figures.paper, code), _sum(figures.explained, code)
        if code[0] != "1":
            paper, explained = -paper, -explained
        if paper or explained:
            yield Compared(code, EXPLAINED_IN[code], paper, explained)


def _days(figures: Figures, frame: Frame) -> Iterator[Wrong]:
    if frame.today < frame.cut_over:
        yield Wrong(
            _("Baru dapat dibukukan mulai %(day)s, hari pertama di Lumbung.",
              day=day(frame.cut_over)), Step.START,
        )  # fmt: skip
    if frame.closed_through is not None and frame.closed_through >= evening_before(frame.cut_over):
        yield Wrong(
            _("Buku sudah ditutup sampai %(day)s.", day=day(frame.closed_through)), Step.START
        )
    if figures.before:
        yield Wrong(
            _("Ada %(count)s catatan di buku dari sebelum %(day)s; neraca saldo di kertas akan "
              "menghitungnya dua kali. Pilih hari pertama yang lebih awal.",
              count=figures.before, day=day(frame.cut_over)), Step.START,
        )  # fmt: skip


def _balances(figures: Figures, frame: Frame) -> Iterator[Wrong]:
    if not figures.paper:
        yield Wrong(_("Neraca saldo belum diisi."), Step.ACCOUNTS)
    for shop_id, code in frame.shops.items():
        rest = total(amount for (of, _code), amount in figures.paper.items() if of == shop_id)
        if rest:
            yield Wrong(
                _("Neraca saldo %(shop)s tidak seimbang: debet lebih %(amount)s.",
                  shop=code, amount=rupiah(rest)) if rest > ZERO else
                _("Neraca saldo %(shop)s tidak seimbang: kredit lebih %(amount)s.",
                  shop=code, amount=rupiah(-rest)),
                Step.ACCOUNTS, code,
            )  # fmt: skip
    between = _sum(figures.paper, chart.INTER_SHOP)
    if between:
        yield Wrong(
            _("Rekening antar toko (1-1990) semua toko bersama harus nol, bukan %(amount)s.",
              amount=rupiah(between)), Step.ACCOUNTS,
        )  # fmt: skip


def _differences(compared: Sequence[Compared]) -> Iterator[Wrong]:
    for each in compared:
        if each.difference:
            yield Wrong(
                _("%(account)s: neraca saldo %(paper)s, rinciannya %(explained)s; "
                  "selisih %(difference)s.",
                  account=each.account, paper=rupiah(each.paper),
                  explained=rupiah(each.explained), difference=rupiah(each.difference)),
                each.step,
            )  # fmt: skip


def _notes(figures: Figures, frame: Frame, compared: Sequence[Compared]) -> Iterator[str]:
    sold = -_sum(figures.paper, chart.MEMBER_SALES) - _sum(figures.paper, chart.MEMBER_RETURNS)
    if figures.purchases > sold:
        yield _("Belanja semua anggota %(bought)s, penjualan kepada anggota di neraca saldo "
                "%(sold)s. Biasanya tidak lebih.",
                bought=rupiah(figures.purchases), sold=rupiah(sold))  # fmt: skip
    if figures.without_months:
        yield _("%(count)s anggota punya simpanan, tetapi saldo akhir bulannya kosong: jasa modal "
                "bulan-bulan itu menjadi nol.", count=figures.without_months)  # fmt: skip
    for each in compared:
        if not each.difference and _elsewhere(figures, frame, each.account):
            yield _("%(account)s: jumlahnya cocok, tetapi rinciannya di toko lain; bedanya lewat "
                    "rekening antar toko.", account=each.account)  # fmt: skip


def _elsewhere(figures: Figures, frame: Frame, code: str) -> bool:
    return any(
        figures.paper.get((shop_id, code), ZERO) != figures.explained.get((shop_id, code), ZERO)
        for shop_id in frame.shops
    )


def _sum(places: Places, code: str) -> Money:
    return total(amount for (_shop, of), amount in places.items() if of == code)
